//! What a browser is remembered by, and what is remembered of it.
//!
//! Pages ask the [`Visit`]. What it knows lies in the store under the hash of a random id
//! ([`desk::sessions`]); the browser has the id in a cookie that no script and no other site can use. When the
//! store fails, nobody counts as signed in: whatever the page made of it, the answer is a 503 ([`over`]).
//!
//! What it is not: it signs nobody in (the doorkeeper does), holds no rights (they are read afresh for each
//! request), and is the second layer against forged requests, after `shield`.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::{Next, from_fn_with_state},
    response::Response,
};
use desk::Office;
use tower::{Layer, ServiceExt};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

use crate::{
    problem::OnlyWhatCame,
    shield::{Render, Trouble},
    text::Language,
};

mod shelf;
mod visit;

use shelf::{Shelf, Watched};
pub use visit::{NoSessions, Visit};

/// The cookie. Its prefix makes browsers refuse it from any other host, path or plain HTTP.
pub const COOKIE: &str = "__Host-fyrklover";

/// Ends the cookie. The library's own one lacks `Secure`, so browsers refuse it for a name with this prefix.
const GONE: HeaderValue =
    HeaderValue::from_static("__Host-fyrklover=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");

/// Puts sessions around a finished router. Inside of the shield.
pub fn over(app: Router, office: Office, render: Render) -> Router {
    around(app, Arc::new(office), render)
}

fn around(app: Router, shelf: Arc<dyn Shelf>, render: Render) -> Router {
    app.layer(from_fn_with_state(Keeper { shelf, render }, keep))
}

#[derive(Clone)]
struct Keeper {
    shelf: Arc<dyn Shelf>,
    render: Render,
}

/// What happened to the session of one request.
#[derive(Default)]
struct Course {
    /// The store failed: what the page knows of the session is not to be trusted.
    failed: AtomicBool,
    /// The person wants to leave: the browser forgets, whatever the store says.
    leaves: AtomicBool,
}

/// The library answers a failing store with whatever the page says (load) or with an empty 500 (save). Each
/// request gets a store of its own, which remembers that it failed.
async fn keep(State(keeper): State<Keeper>, mut request: Request, next: Next) -> Response {
    let language = Language::of_headers(request.headers());
    let course = Arc::new(Course::default());
    request
        .extensions_mut()
        .insert(visit::Behind { shelf: Arc::clone(&keeper.shelf), course: Arc::clone(&course) });
    let store = Watched { shelf: keeper.shelf, course: Arc::clone(&course) };
    let sessions = SessionManagerLayer::new(store)
        .with_name(COOKIE)
        .with_secure(true)
        .with_http_only(true)
        .with_same_site(SameSite::Strict)
        .with_path("/")
        // The browser forgets when it closes; the desk ends sessions by its own clock.
        .with_expiry(Expiry::OnSessionEnd);
    let Ok(answer) = sessions.layer(next).oneshot(request).await;
    let mut answer = answer;
    let failed = course.failed.load(Ordering::Acquire);
    if failed && answer.extensions().get::<OnlyWhatCame>().is_none() {
        tracing::error!(event = "session.unavailable", "sessions cannot be read or kept");
        answer = Trouble::NoSessions.page(&keeper.render, language);
    }
    end_cookie(&mut answer, failed && course.leaves.load(Ordering::Acquire));
    answer
}

/// Puts a removal that browsers heed in place of the library's, or adds one.
fn end_cookie(answer: &mut Response, also_without: bool) {
    let headers = answer.headers_mut();
    let is_removal = |cookie: &HeaderValue| cookie.as_bytes().starts_with(b"__Host-fyrklover=;");
    let cookies: Vec<HeaderValue> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
    if also_without || cookies.iter().any(is_removal) {
        headers.remove(header::SET_COOKIE);
        for cookie in cookies.into_iter().filter(|cookie| !is_removal(cookie)) {
            headers.append(header::SET_COOKIE, cookie);
        }
        headers.append(header::SET_COOKIE, GONE);
    }
}

#[cfg(test)]
mod tests;
