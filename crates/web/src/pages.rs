//! The pages, one module for each kind of work. A handler asks the desk and lays out what it got; it decides
//! nothing and knows no store, no key and no policy.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

use crate::problem::Problem;

pub mod account;
pub mod duties;
pub mod entrance;
pub mod staff;
pub mod units;
pub mod home;
pub mod concerns;
pub mod kept;
pub mod letter;
pub mod received;
pub mod unit;
pub mod interventions;
pub mod consents;
pub mod referrals;
pub mod outreach;
pub mod notices;
pub mod logs;
pub mod review;
pub mod search;
pub mod telling;
pub mod open;
pub mod questions;
pub mod problems;
pub mod row;
pub mod rule;
pub mod files;

/// What a handler gives back.
pub type Answer = Result<Response, Problem>;

/// A page.
///
/// # Errors
/// [`Problem::Broken`] when the template fails, which only a full memory brings about.
pub fn html(template: &impl Template) -> Answer {
    html_with(StatusCode::OK, template)
}

/// A page with another status: a form that comes back.
///
/// # Errors
/// [`Problem::Broken`].
pub fn html_with(status: StatusCode, template: &impl Template) -> Answer {
    let text = template.render().map_err(|_| Problem::Broken)?;
    Ok((status, Html(text)).into_response())
}

/// On to another page after something was done.
pub fn see_other(path: &str) -> Response {
    axum::response::Redirect::to(path).into_response()
}
