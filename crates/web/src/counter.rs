//! The counter: where a request meets the desk. The only thing that a page takes to reach data.
//!
//! It finds out who is signed in and under which duty, reads both fresh, and knows the language, the frame and the
//! number that can be quoted. Whoever is not signed in is sent to the entrance.

use axum::{
    extract::{FromRequestParts, MatchedPath},
    http::{Method, request::Parts},
};
use desk::{Desk, Fault};
use domain::stockholm;
use time::PrimitiveDateTime;

use crate::{
    app::App,
    frame::Frame,
    problem::{self, Problem},
    routes,
    session::Visit,
    text::{Language, Text},
};

mod square;

pub use square::{Board, Filled, Square};

/// A desk, and how to speak there.
pub struct Counter {
    /// The desk.
    pub desk: Desk,
    /// The texts.
    pub t: Text,
    /// The session, for forms and for switching.
    pub visit: Visit,
    app: App,
    here: String,
    is_answer: bool,
    token: String,
}

/// A counter, or why there is none: for the pages that must not lose what somebody wrote.
pub type Met = Result<Counter, Problem>;

impl Counter {
    /// The frame of the page.
    pub fn frame(&self) -> Frame {
        let frame = Frame::of(&self.app, self.t, &self.here, self.desk.card(), self.token.clone());
        if self.is_answer { frame.of_an_answer() } else { frame }
    }

    /// Says when what is handed in now is read: `None` while somebody is there, and where no hours are set.
    pub fn read_later(&self) -> Option<String> {
        let hours = self.app.office.ring_now().hours?;
        let at = stockholm::local(self.desk.occasion().now).time();
        let reads = hours.next_reading(PrimitiveDateTime::new(self.desk.today().date(), at))?;
        let (day, at) = (self.t.weekday_date(reads.date()), self.t.clock(reads.time()));
        let at = self.t.with("moment", &[("date", day.into()), ("time", at.into())]);
        Some(self.t.with("intake-closed", &[("at", at.into())]))
    }

    /// The municipality.
    pub fn municipality(&self) -> &str {
        &self.app.municipality
    }

    /// Whether a form came from a page of this session.
    ///
    /// # Errors
    /// [`Problem::Forged`] when it did not.
    pub async fn check(&self, token: &str) -> Result<(), Problem> {
        check(&self.visit, token).await
    }
}

async fn check(visit: &Visit, token: &str) -> Result<(), Problem> {
    match visit.has_form_token(token).await {
        Ok(true) => Ok(()),
        Ok(false) => {
            tracing::info!(event = "form.forged", "a form did not come from a page of its session");
            Err(Problem::Forged)
        }
        Err(_) => Err(Problem::Unavailable),
    }
}

/// What an initial password opens: changing it, and reporting a child, which nothing stops.
fn is_open_before(path: &str) -> bool {
    path.starts_with("/konto") || matches!(path, "/oro" | "/oro/ny" | "/oro/granska" | "/oro/andra")
}

impl FromRequestParts<App> for Counter {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let visit = Visit::from_request_parts(parts, app).await.map_err(|_| Problem::Unavailable)?;
        let badge = visit.badge().await.map_err(|_| Problem::Unavailable)?.ok_or(Problem::NotSignedIn)?;
        let language = visit.language(&parts.headers).await.unwrap_or(Language::of_headers(&parts.headers));
        let matched = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
        let session = visit.short().await.map_err(|_| Problem::Unavailable)?;
        let occasion = app.office.occasion(routes::known(matched), session);
        let desk = Desk::open(app.office.clone(), badge, occasion).await?;
        if !visit.fits(&desk.card().lock).await.map_err(|_| Problem::Unavailable)? {
            return Err(Problem::NotSignedIn);
        }
        if desk.card().must_change && !is_open_before(parts.uri.path()) {
            return Err(Problem::MustChange);
        }
        let token = visit.form_token().await.map_err(|_| Problem::Unavailable)?;
        let here = parts.uri.path().to_owned();
        let is_answer = parts.method != Method::GET;
        let counter = Self { desk, t: Text::of(language), visit, app: app.clone(), here, is_answer, token };
        if let Some(met) = parts.extensions.get::<problem::Met>() {
            met.keep(&counter.desk.occasion().request, counter.frame());
        }
        Ok(counter)
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NotSignedIn => Self::NotSignedIn,
            Fault::Refused(refused) => Self::Refused(refused),
            Fault::Rule(rule) => Self::Rule(rule),
            Fault::Unavailable => Self::Unavailable,
            Fault::Store(_) | Fault::Log(_) => {
                tracing::error!(event = "desk.fault", fault = %fault, "the store or the log cannot be used");
                Self::Unavailable
            }
            Fault::Open(_) => {
                tracing::error!(event = "desk.fault", fault = %fault, "a record does not open");
                Self::Broken
            }
        }
    }
}
