//! The files of the look, and the program's own health.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};

use crate::{app::App, pages::Answer, problem::Problem, shield::Asset};

/// `GET /static/{file}`
pub async fn show(State(app): State<App>, Path(file): Path<String>) -> Answer {
    let wanted = format!("/static/{file}");
    let found = app.assets.all().into_iter().find(|asset| asset.path() == wanted);
    found.map(Asset::answer).ok_or(Problem::NotFound)
}

/// `GET /halsa`: whether records can be written; for a monitor, without a word about anybody.
pub async fn health(State(app): State<App>) -> Answer {
    let (status, word) = if app.office.is_healthy().await {
        (StatusCode::OK, "frisk\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "kan inte skriva\n")
    };
    Ok((status, word).into_response())
}
