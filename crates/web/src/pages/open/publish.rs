//! Publishing how a promise goes: the preview is the public page's own rows, and one button freezes them.

use askama::Template;
use axum::{extract::Query, http::StatusCode};
use desk::Fault;
use domain::{duty::Role, promise::Promise};
use serde::Deserialize;

use super::{
    going::{self, RowView},
    workspace::{Which, wanted},
};
use crate::{
    counter::{Filled, Square},
    forms::FieldErrors,
    frame::Frame,
    pages::{Answer, html_with, rule::rule_key, see_other},
    problem::Problem,
    text::Text,
};

#[derive(Template)]
#[template(path = "open/publish.html")]
struct Page {
    t: Text,
    frame: Frame,
    key: String,
    by: String,
    is_final: bool,
    is_said: bool,
    may: bool,
    rows: Vec<RowView>,
    errors: FieldErrors,
}

/// What is published.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PublishForm {
    token: String,
    promise: String,
}

/// `GET /lofte/publicera`
pub async fn preview(square: Square, Query(which): Query<Which>) -> Answer {
    shown(&square, &which.lofte, FieldErrors::default()).await
}

/// `POST /lofte/publicera`
pub async fn publish(square: Square, Filled(form): Filled<PublishForm>) -> Answer {
    square.check(&form.token).await?;
    match square.commons.publish(&form.promise).await {
        Ok(()) => Ok(see_other(&format!("/lofte/kanaler?lofte={}", known(&square, &form.promise)))),
        Err(Fault::Rule(rule)) => {
            shown(&square, &form.promise, FieldErrors::one("publish", rule_key(rule))).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// The key as we write it, never as it came.
fn known(square: &Square, key: &str) -> String {
    square.commons.promises().get(key).map(|promise| promise.key().to_owned()).unwrap_or_default()
}

async fn shown(square: &Square, key: &str, errors: FieldErrors) -> Answer {
    let promise: &Promise = wanted(square, key).ok_or(Problem::NotFound)?;
    let seen = square.commons.see(promise.period(), promise.key()).await?;
    let (t, card) = (square.t, square.commons.card());
    let today = square.commons.today();
    let now = seen.ahead(promise, &card.title, today).ok_or(Problem::NotFound)?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        t,
        frame: square.frame(),
        key: promise.key().to_owned(),
        by: t.with("publish-by", &[("by", (&card.title).into())]),
        is_final: now.is_final,
        is_said: seen.published.is_some_and(|last| last.is_final),
        may: card.duty.role == Role::Strategist,
        rows: going::rows(promise, &now, t),
        errors,
    };
    html_with(status, &page)
}
