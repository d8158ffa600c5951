//! *Rapportera en händelse*: a minute on a telephone, and nobody's name in it.

use askama::Template;
use axum::{Form, http::StatusCode};
use desk::Fault;
use domain::{RuleBroken, promise::Unfit};

use super::{
    super::choices,
    form::{ReportChoices, ReportForm},
};
use crate::{
    counter::Square,
    forms::FieldErrors,
    frame::Frame,
    pages::{Answer, html_with, rule::rule_key, see_other},
    text::Text,
};

#[derive(Template)]
#[template(path = "open/incident_new.html")]
struct Page {
    t: Text,
    frame: Frame,
    form: ReportForm,
    choices: ReportChoices,
    errors: FieldErrors,
}

/// `GET /handelser/ny`
pub async fn new(square: Square) -> Answer {
    let form = ReportForm::preset(square.commons.fresh::<()>(), square.commons.today().date());
    shown(&square, form, FieldErrors::default()).await
}

/// `POST /handelser/ny`
pub async fn create(square: Square, Form(form): Form<ReportForm>) -> Answer {
    square.check(&form.token).await?;
    let (id, incident) = match form.parse(square.commons.function(), square.commons.moment()) {
        Ok(parsed) => parsed,
        Err(errors) => return shown(&square, form, errors).await,
    };
    match square.commons.report(id, incident).await {
        Ok(()) => Ok(see_other("/handelser?nytt=ja")),
        Err(Fault::Rule(rule)) => {
            shown(&square, form, FieldErrors::one(field_of(rule), rule_key(rule))).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// The field that a rule is told at.
pub(super) fn field_of(rule: RuleBroken) -> &'static str {
    match rule {
        RuleBroken::Unfit(Unfit::Unknown) => "area",
        _ => "category",
    }
}

async fn shown(square: &Square, form: ReportForm, errors: FieldErrors) -> Answer {
    let areas = square.commons.areas().await?;
    let areas = choices(areas.iter().map(|area| (area.id, area.name.as_str())), form.area());
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (t, frame) = (square.t, square.frame());
    html_with(status, &Page { t, frame, choices: form.choices(areas, t), form, errors })
}
