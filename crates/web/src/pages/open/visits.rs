//! *Begärda besök*: who has asked for a visit and how to reach them, for those who go there; and what came of it. How to
//! reach somebody is shown until the request is answered, and each opening of the page is on record.

use askama::Template;
use axum::{Form, http::StatusCode};
use desk::{
    Fault,
    commons::{AskedFor, VisitAnswer},
};
use domain::{
    RuleBroken,
    promise::{Unfit, activity::Line, visit::Stage},
    situation::personal_data,
};
use serde::Deserialize;

use super::picked;
use crate::{
    counter::Square,
    forms::{FieldErrors, day, day_text},
    frame::Frame,
    pages::{Answer, html_with, rule::rule_key, see_other},
    problem::Problem,
    text::Text,
};

/// A request, as the page shows it.
struct RequestView {
    id: String,
    number: String,
    who: String,
    organisation: String,
    topic: String,
    asked: String,
    reach: String,
    /// What came of it; nothing yet of one that waits.
    outcome: Option<(String, &'static str)>,
    /// What ends the ids of its fields; nothing where a fault stands at them.
    mark: String,
    form: AnswerForm,
}

#[derive(Template)]
#[template(path = "open/visits.html")]
struct Page {
    t: Text,
    frame: Frame,
    waiting: Vec<RequestView>,
    answered: Vec<RequestView>,
    last: String,
    errors: FieldErrors,
}

/// What came of a request, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerForm {
    token: String,
    visit: String,
    answer: String,
    on: String,
    reason: String,
}

/// `GET /lofte/besok`
pub async fn show(square: Square) -> Answer {
    shown(&square, AnswerForm::default(), FieldErrors::default()).await
}

/// `POST /lofte/besok`
pub async fn answer(square: Square, Form(form): Form<AnswerForm>) -> Answer {
    square.check(&form.token).await?;
    let id = picked(&form.visit).ok_or(Problem::BadRequest)?;
    let done = match form.parse() {
        Ok(answer) => square.commons.answer_visit(id, answer).await,
        Err(errors) => return shown(&square, form, errors).await,
    };
    match done {
        Ok(()) => Ok(see_other("/lofte/besok")),
        Err(Fault::Rule(rule)) => {
            let field = match rule {
                RuleBroken::Unfit(Unfit::Ahead | Unfit::BeforeAsked) => "on",
                _ => "waiting",
            };
            shown(&square, form, FieldErrors::one(field, rule_key(rule))).await
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn shown(square: &Square, form: AnswerForm, errors: FieldErrors) -> Answer {
    let asked = square.commons.visits().await?;
    let t = square.t;
    let views = |waits: bool| -> Vec<RequestView> {
        let those = asked.iter().filter(|one| (*one.row.visit.stage() == Stage::Asked) == waits);
        those.map(|one| RequestView::of(one, &form, t)).collect()
    };
    let (waiting, mut answered) = (views(true), views(false));
    answered.reverse();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let last = day_text(square.commons.today().date());
    html_with(status, &Page { t, frame: square.frame(), waiting, answered, last, errors })
}

impl RequestView {
    fn of(one: &AskedFor, form: &AnswerForm, t: Text) -> Self {
        let request = &one.row.visit;
        let id = request.id().to_string();
        let is_at_fault = form.visit == id;
        let outcome = match request.stage() {
            Stage::Asked => None,
            Stage::Done { on } => Some((t.with("visits-done-on", &[("day", t.date(*on).into())]), "good")),
            Stage::Declined { reason } => {
                Some((t.with("visits-declined-why", &[("reason", reason.as_str().into())]), ""))
            }
        };
        Self {
            number: one.row.number(),
            who: t.get(&format!("asker-{}", request.asker().word())),
            organisation: one.row.organisation.as_str().to_owned(),
            topic: request.topic().as_str().to_owned(),
            asked: t.date(request.asked_on()),
            reach: one.reach.clone().unwrap_or_else(|| t.get("visits-reach-gone")),
            outcome,
            mark: if is_at_fault { String::new() } else { format!("-{id}") },
            form: if is_at_fault { form.clone() } else { AnswerForm::default() },
            id,
        }
    }
}

impl AnswerForm {
    fn parse(&self) -> Result<VisitAnswer, FieldErrors> {
        if self.answer == "done" {
            let on = day(&self.on).ok_or_else(|| FieldErrors::one("on", "visits-day-missing"))?;
            return Ok(VisitAnswer::Done(on));
        }
        let reason = Line::new(&self.reason).map_err(|why| match why {
            Unfit::TextTooLong => FieldErrors::one("reason", "record-long"),
            _ => FieldErrors::one("reason", "visits-reason-missing"),
        })?;
        if personal_data::find(reason.as_str()).is_empty() {
            Ok(VisitAnswer::Declined(reason))
        } else {
            Err(FieldErrors::one("reason", "record-personal"))
        }
    }
}
