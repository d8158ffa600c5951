//! The square: the counter of the open part, for somebody who is signed in. And the board, for everybody.
//!
//! A page of the open part takes one of these two and never a [`Counter`]: behind a [`Square`] there is a [`Commons`],
//! which shows no record about a person and gives its desk to nobody; behind a [`Board`] there is only what has been
//! published, and no session is asked for or begun.

use askama::Template;
use axum::{
    Form,
    extract::{FromRequest, FromRequestParts, Query, Request},
    http::{HeaderMap, header, request::Parts},
    response::{IntoResponse, Response},
};
use desk::commons::{Commons, Public};
use serde::{Deserialize, de::DeserializeOwned};

use super::Counter;
use crate::{
    app::App,
    frame::Frame,
    problem::Problem,
    session::Visit,
    shield::open,
    text::{Language, Text},
};

/// The open part, and how to speak there.
pub struct Square {
    /// The open part.
    pub commons: Commons,
    /// The texts.
    pub t: Text,
    /// The program's own address, as whoever asks reached it.
    pub address: String,
    visit: Visit,
    app: App,
    here: String,
    is_answer: bool,
    token: String,
}

impl Square {
    /// The frame of the page.
    pub fn frame(&self) -> Frame {
        let frame = Frame::of(&self.app, self.t, &self.here, self.commons.card(), self.token.clone());
        if self.is_answer { frame.of_an_answer() } else { frame }
    }

    /// Whether a form came from a page of this session.
    ///
    /// # Errors
    /// [`Problem::Forged`] when it did not.
    pub async fn check(&self, token: &str) -> Result<(), Problem> {
        super::check(&self.visit, token).await
    }
}

impl FromRequestParts<App> for Square {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let counter = Counter::from_request_parts(parts, app).await?;
        let Counter { desk, t, visit, app, here, is_answer, token } = counter;
        Ok(Self {
            commons: Commons::at(desk),
            t,
            address: address(parts),
            visit,
            app,
            here,
            is_answer,
            token,
        })
    }
}

/// A form of the open part, for whoever stands on the square. One that cannot be read is answered after it was decided,
/// and recorded, whether whoever sent it has a part in this.
pub struct Filled<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequest<App> for Filled<T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let mut who = parts.clone();
        match Form::<T>::from_request(Request::from_parts(parts, body), app).await {
            Ok(Form(form)) => Ok(Self(form)),
            Err(unread) => {
                let square = Square::from_request_parts(&mut who, app).await;
                let square = square.map_err(IntoResponse::into_response)?;
                square.commons.enter().await.map_err(|fault| Problem::from(fault).into_response())?;
                Err(unread.into_response())
            }
        }
    }
}

/// What has been published, for everybody: no session, no cookie.
pub struct Board {
    /// What has been published.
    pub public: Public,
    /// The texts.
    pub t: Text,
    /// The municipality.
    pub municipality: String,
    /// The stylesheet.
    pub stylesheet: String,
    /// The icon.
    pub icon: String,
    /// The program's own address, as whoever asks reached it.
    pub address: String,
    asked: HeaderMap,
}

impl Board {
    /// A page for everybody.
    ///
    /// # Errors
    /// [`Problem::Broken`] when the template fails.
    pub fn page(&self, template: &impl Template) -> Result<Response, Problem> {
        let text = template.render().map_err(|_| Problem::Broken)?;
        Ok(open::for_everybody(HTML, text, &self.asked))
    }

    /// A page that may stand in a frame on another site.
    ///
    /// # Errors
    /// [`Problem::Broken`] when the template fails.
    pub fn framed(&self, template: &impl Template) -> Result<Response, Problem> {
        let text = template.render().map_err(|_| Problem::Broken)?;
        Ok(open::for_frames(HTML, text, &self.asked))
    }

    /// A file of open data.
    pub fn file(&self, kind: &'static str, text: String) -> Response {
        open::for_everybody(kind, text, &self.asked)
    }
}

const HTML: &str = "text/html; charset=utf-8";

/// The address under which the program was reached; the shield lets only its own names through. On the machine itself
/// there is no TLS, and elsewhere nothing without it.
fn address(parts: &Parts) -> String {
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_here = ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| host.starts_with(name));
    format!("{}://{host}", if is_here { "http" } else { "https" })
}

/// The language in the address, so that an address can be sent to somebody.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Spoken {
    sprak: String,
}

impl FromRequestParts<App> for Board {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let asked = Query::<Spoken>::from_request_parts(parts, app).await.unwrap_or_default();
        let language = Language::from_code(&asked.sprak);
        let language = language.unwrap_or_else(|| Language::of_headers(&parts.headers));
        Ok(Self {
            public: Public::of(app.office.clone()),
            t: Text::of(language),
            municipality: app.municipality.clone(),
            stylesheet: app.assets.stylesheet.path().to_owned(),
            icon: app.assets.icon.path().to_owned(),
            address: address(parts),
            asked: parts.headers.clone(),
        })
    }
}
