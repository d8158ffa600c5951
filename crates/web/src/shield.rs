//! What stands between the wire and every page: headers on every answer, and what is turned away at once.
//!
//! Wrong host, requests that another site made, bodies that are too large or too slow, and panics end here,
//! before any page; each of them still gets a whole page through [`Render`].
//!
//! What it is not: no sessions, no form tokens (`session` has the second layer against forgery), no access
//! rules, and no answer to what is not HTTP at all: that one gets hyper's bare 400 or 431.

use std::{any::Any, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::Response,
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tower::ServiceExt;
use tower_http::catch_panic::{CatchPanic, ResponseForPanic};

use crate::text::Language;

mod asset;
pub mod open;
mod origin;

pub use asset::Asset;
pub use origin::Hosts;

/// The largest body of a request, in bytes, where nothing else is set.
pub const BODY: usize = 64 * 1024;
/// A body that is not here after so long will not be waited for.
const BODY_TIME: Duration = if cfg!(test) { Duration::from_millis(200) } else { Duration::from_secs(10) };

/// Why there is no answer from a page. Each has a status; `Render` has the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// The request was meant for another host, or for none.
    ForeignHost,
    /// The request was not made by one of our own pages.
    Forged,
    /// The body is too large.
    TooLarge,
    /// The body did not arrive, or not in time.
    TooSlow,
    /// A mistake in the program.
    Panicked,
    /// Sessions cannot be read or kept: nobody knows who is signed in.
    NoSessions,
}

impl Trouble {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::ForeignHost, Self::Forged, Self::TooLarge, Self::TooSlow, Self::Panicked, Self::NoSessions];

    /// The status of the answer.
    pub fn status(self) -> StatusCode {
        match self {
            Self::ForeignHost | Self::Forged => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Panicked => StatusCode::INTERNAL_SERVER_ERROR,
            Self::NoSessions => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The page about it, with its status whatever `render` says.
    pub(crate) fn page(self, render: &Render, language: Language) -> Response {
        let mut page = render(self, language);
        *page.status_mut() = self.status();
        page
    }
}

/// Makes the page about a trouble. It must not need the store, and must not panic.
pub type Render = Arc<dyn Fn(Trouble, Language) -> Response + Send + Sync>;

/// What the shield is told.
pub struct Shield {
    /// Under which names the program is reached.
    pub hosts: Hosts,
    /// Whether a proxy in front speaks TLS with the browser.
    pub is_behind_tls: bool,
    /// The largest body of a request, in bytes; [`BODY`] is the usual.
    pub body: usize,
    /// The pages.
    pub render: Render,
}

impl Shield {
    /// Puts the shield around a finished router. Routes that are added later stand outside.
    pub fn over(self, app: Router) -> Router {
        // The body is measured here; axum's own limit would only turn away what we let through.
        app.layer(DefaultBodyLimit::disable()).layer(from_fn_with_state(Arc::new(self), stand))
    }
}

/// A panic writes where it happened and nothing else: its message may hold what somebody wrote.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let (file, line) = panic.location().map_or(("", 0), |at| (at.file(), at.line()));
        tracing::error!(event = "panic", file, line, "a mistake in the program");
    }));
}

async fn stand(State(shield): State<Arc<Shield>>, request: Request, next: Next) -> Response {
    let language = Language::of_headers(request.headers());
    let mut answer = match shield.admit(request).await {
        Ok(request) => answer(request, next, Panicked { render: Arc::clone(&shield.render), language }).await,
        Err(trouble) => {
            tracing::info!(event = "shield.refused", ?trouble);
            trouble.page(&shield.render, language)
        }
    };
    shield.dress(&mut answer);
    answer
}

impl Shield {
    /// Looks at what can be known before any page does.
    async fn admit(&self, request: Request) -> Result<Request, Trouble> {
        let (parts, body) = request.into_parts();
        let host = self.hosts.accept(&parts).ok_or(Trouble::ForeignHost)?;
        if matches!(parts.method, Method::GET | Method::HEAD) {
            // Such a body means nothing. It is not even read.
            return Ok(Request::from_parts(parts, Body::empty()));
        }
        let scheme = if self.is_behind_tls { "https" } else { "http" };
        if !origin::is_own(&parts.headers, scheme, host) {
            return Err(Trouble::Forged);
        }
        let body = self.whole(&parts.headers, body).await?;
        Ok(Request::from_parts(parts, body))
    }

    /// The whole body, so that no page waits for a slow one.
    async fn whole(&self, headers: &HeaderMap, body: Body) -> Result<Body, Trouble> {
        let announced =
            headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if announced.is_some_and(|length: usize| length > self.body) {
            return Err(Trouble::TooLarge);
        }
        match tokio::time::timeout(BODY_TIME, Limited::new(body, self.body).collect()).await {
            Ok(Ok(body)) => Ok(Body::from(body.to_bytes())),
            Ok(Err(fault)) if fault.is::<LengthLimitError>() => Err(Trouble::TooLarge),
            Ok(Err(_)) | Err(_) => Err(Trouble::TooSlow),
        }
    }

    fn dress(&self, answer: &mut Response) {
        let lasts = asset::lasts(answer);
        let headers = answer.headers_mut();
        for (name, value) in &HEADERS {
            headers.insert(name.clone(), value.clone());
        }
        headers.insert(header::CACHE_CONTROL, if lasts { FOR_EVER } else { NO_STORE });
        if self.is_behind_tls {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, TLS_ONLY);
        }
        open::dress(answer);
    }
}

async fn answer(request: Request, next: Next, panicked: Panicked) -> Response {
    let Ok(answer) = CatchPanic::custom(next, panicked).oneshot(request).await;
    answer.map(Body::new)
}

/// Makes the page about a panic.
#[derive(Clone)]
struct Panicked {
    render: Render,
    language: Language,
}

impl ResponseForPanic for Panicked {
    type ResponseBody = Body;

    /// What was thrown is dropped unseen: it may hold what somebody wrote.
    fn response_for_panic(&mut self, _: Box<dyn Any + Send>) -> Response {
        Trouble::Panicked.page(&self.render, self.language)
    }
}

const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const TLS_ONLY: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// On every answer, in place of whatever a page says.
static HEADERS: [(HeaderName, HeaderValue); 8] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; \
             frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    // Not `no-referrer`: with it Chromium sends `Origin: null` with our own forms.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-embedder-policy"), HeaderValue::from_static("require-corp")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), publickey-credentials-get=(), \
             serial=(), usb=(), bluetooth=(), browsing-topics=()",
        ),
    ),
];

#[cfg(test)]
mod tests;
