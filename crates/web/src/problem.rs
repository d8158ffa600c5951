//! Why there is no page, as an answer: one table from problem to status and words.
//!
//! A problem becomes a page only at the edge ([`dress`]), where language, telephone numbers and the number to
//! quote are known. Nothing that somebody wrote is in it.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use desk::Refused;
use domain::RuleBroken;

use crate::{
    app::App,
    frame::Frame,
    pages::{kept::Kept, problems},
    shield::Trouble,
    text::{Language, Text},
};

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Nobody is signed in.
    NotSignedIn,
    /// The password is an initial one: first of all it is changed.
    MustChange,
    /// The gate said no.
    Refused(Refused),
    /// There is no such page.
    NotFound,
    /// The page takes no such method.
    WrongMethod,
    /// A rule of the work said no.
    Rule(RuleBroken),
    /// The form did not come from a page of this session.
    Forged,
    /// The request cannot be read.
    BadRequest,
    /// What has to be recorded could not be.
    Unavailable,
    /// A mistake in the program or damage in the store.
    Broken,
    /// What the shield turned away.
    Turned(Trouble),
}

impl Problem {
    /// The status. Hidden and missing have the same.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotSignedIn | Self::MustChange => StatusCode::SEE_OTHER,
            Self::Refused(Refused::Hidden) | Self::NotFound => StatusCode::NOT_FOUND,
            Self::Refused(Refused::Explained { .. }) | Self::Forged => StatusCode::FORBIDDEN,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Rule(_) => StatusCode::CONFLICT,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Turned(trouble) => trouble.status(),
        }
    }
}

/// Marks an answer whose page is still to be made.
#[derive(Clone)]
struct Undressed(Problem);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if self == Self::NotSignedIn {
            let mut answer = Redirect::to("/logga-in").into_response();
            answer.extensions_mut().insert(Undressed(self));
            return answer;
        }
        if self == Self::MustChange {
            return Redirect::to("/konto").into_response();
        }
        let mut answer = self.status().into_response();
        answer.extensions_mut().insert(Undressed(self));
        answer
    }
}

/// What the counter knew of a request: the number that can be quoted, and the frame of whoever is signed in.
#[derive(Clone, Default)]
pub struct Met(Arc<OnceLock<(String, Frame)>>);

impl Met {
    /// Keeps both; the first ones stand.
    pub fn keep(&self, number: &str, frame: Frame) {
        let _ = self.0.set((number.to_owned(), frame));
    }
}

/// Marks an answer that holds nothing but what came with the request: it is given also when nobody knows who is
/// signed in.
#[derive(Clone, Copy)]
pub struct OnlyWhatCame;

/// The longest that anybody waits for a page. The writer waits for its store by itself; a store that answers neither
/// yes nor no to a question, and a queue in front of it, end here.
const PATIENCE: Duration = Duration::from_millis(4500);
/// What looks at the whole log takes as long as the log is long.
const PATIENT: &str = "/loggkontroll";

/// Lets a page answer, or says in its place that it does not work now. What was under way may still become durable, as
/// where a browser hangs up.
async fn in_time(request: Request, next: Next) -> Response {
    if request.uri().path().starts_with(PATIENT) {
        return next.run(request).await;
    }
    tokio::time::timeout(PATIENCE, next.run(request)).await.unwrap_or_else(|_| {
        tracing::error!(event = "page.late", "a page did not answer in time");
        Problem::Unavailable.into_response()
    })
}

/// Makes the pages about problems, also for what axum itself answers.
pub async fn dress(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let met = Met::default();
    request.extensions_mut().insert(met.clone());
    let language = Language::of_headers(request.headers());
    let here = request.uri().path().to_owned();
    let (request, kept) = Kept::overhear(request).await;
    let answer = in_time(request, next).await;
    let problem = match (answer.extensions().get::<Undressed>(), answer.status()) {
        // Whoever has lost nothing goes to the entrance.
        (Some(Undressed(Problem::NotSignedIn)), _) if kept.is_none() => return answer,
        (Some(undressed), _) => undressed.0.clone(),
        (None, StatusCode::METHOD_NOT_ALLOWED) => Problem::WrongMethod,
        (
            None,
            StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY,
        ) if answer
            .headers()
            .get(header::CONTENT_TYPE)
            .is_none_or(|kind| !kind.as_bytes().starts_with(b"text/html")) =>
        {
            Problem::BadRequest
        }
        _ => return answer,
    };
    let (number, frame) = met.0.get().cloned().unzip();
    let frame = frame.unwrap_or_else(|| Frame::bare(&app, Text::of(language), &here));
    let kept = kept.map(|kept| Kept { signed_out: problem == Problem::NotSignedIn, ..kept });
    let mut page = problems::page(frame, language, &problem, number, kept);
    if let Some(allow) = answer.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, allow.clone());
    }
    page
}
