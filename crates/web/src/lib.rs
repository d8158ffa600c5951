//! The pages: server-rendered, Swedish first, every task without a script.
//!
//! A request passes the shield (where it comes from, how large it is), the session, the counter (who is signed in,
//! under which duty) and one handler, which asks the desk and lays out what it got. This crate can name the desk
//! and the words of the work; store, keys, policies and the database do not even resolve here.
//!
//! Reading order: `routes` (every page as data), `counter`, `pages/concerns`.

pub mod serve;
pub mod shield;
pub mod session;
pub mod text;
pub mod app;
pub mod routes;
pub mod frame;
pub mod counter;
pub mod problem;
pub mod forms;
pub mod csv;
pub mod pages;

use std::sync::Arc;

pub use axum::Router;
use axum::middleware::from_fn_with_state;

pub use app::{App, CastMember, OtherWorld};

/// The largest body of a request: three texts of 8 000 characters, each at its longest in form encoding.
pub const BODY: usize = 320 * 1024;

/// The whole application, from the shield to the pages.
pub fn application(app: &App, hosts: shield::Hosts, is_behind_tls: bool) -> Router {
    let for_troubles = app.clone();
    let render: shield::Render =
        Arc::new(move |trouble, language| pages::problems::turned(&for_troubles, trouble, language));
    let pages = routes::router(app)
        .fallback(|| async { problem::Problem::NotFound })
        .layer(from_fn_with_state(app.clone(), problem::dress))
        .with_state(app.clone());
    let with_sessions = session::over(pages, app.office.clone(), Arc::clone(&render));
    shield::Shield { hosts, is_behind_tls, body: BODY, render }.over(with_sessions)
}
