//! A question about own readings: the reader sees which they are and answers in own words.

use askama::Template;
use axum::{Form, extract::Path, http::StatusCode};
use desk::{Disclosed, Fault, review::OneQuestion};
use domain::{Id, review::Question};
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::{FieldErrors, tidy},
    frame::Frame,
    pages::{Answer, concerns::parse, html_with, logs::pseudonym, review::hex, row::Row, see_other},
    text::Text,
};

/// The longest answer.
const LONGEST: usize = 4_000;

#[derive(Template)]
#[template(path = "review/question.html")]
struct Show {
    t: Text,
    frame: Frame,
    id: String,
    lede: String,
    text: String,
    answered: Option<String>,
    errors: FieldErrors,
}

/// An answer, as the browser sends it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerForm {
    token: String,
    text: String,
}

/// `GET /min-logg/fraga/{id}`
pub async fn show(counter: Counter, Path(id): Path<String>) -> Answer {
    asked(&counter, parse(&id)?, String::new(), FieldErrors::default()).await
}

/// `POST /min-logg/fraga/{id}`
pub async fn answer(counter: Counter, Path(id): Path<String>, Form(form): Form<AnswerForm>) -> Answer {
    counter.check(&form.token).await?;
    let (id, text) = (parse(&id)?, tidy(&form.text));
    if text.is_empty() || text.chars().count() > LONGEST {
        return asked(&counter, id, text, FieldErrors::one("text", "explanation-missing")).await;
    }
    match counter.desk.explain(id, text.clone()).await {
        Ok(()) => Ok(see_other(&format!("/min-logg/fraga/{id}"))),
        Err(Fault::Rule(_)) => {
            asked(&counter, id, text, FieldErrors::one("text", "explanation-stands")).await
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn asked(counter: &Counter, id: Id<Question>, text: String, errors: FieldErrors) -> Answer {
    let question = counter.desk.show(OneQuestion(id)).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (t, cover) = (counter.t, question.cover());
    let at = cover.answered.map(|at| t.with("review-answered", &[("at", t.moment(at).into())]));
    // An answer that stands is shown as it stands; what was typed after it comes back beside its fault.
    let text = if text.is_empty() { question.body().text.clone() } else { text };
    let show = Show {
        t,
        frame: counter.frame(),
        id: id.to_string(),
        lede: lede(&question, t),
        text,
        answered: at.filter(|_| errors.is_empty()),
        errors,
    };
    html_with(status, &show)
}

/// Which readings, without a word about whom.
fn readings(question: &Disclosed<Question>, t: Text) -> String {
    let cover = question.cover();
    let args = [
        ("count", i64::from(cover.count).into()),
        ("first", t.moment(cover.first).into()),
        ("last", t.moment(cover.last).into()),
    ];
    t.with("question-readings", &args)
}

fn lede(question: &Disclosed<Question>, t: Text) -> String {
    match person(question) {
        Some(person) => {
            format!("{}, {}.", readings(question, t), t.with("question-person", &[("person", person.into())]))
        }
        None => format!("{}.", readings(question, t)),
    }
}

fn person(question: &Disclosed<Question>) -> Option<String> {
    let token = &question.cover().group.subject;
    Some(hex(token)).filter(|hex| !hex.is_empty()).map(|hex| pseudonym(&hex))
}

/// The question as a row of what is to be done.
pub fn row(question: &Disclosed<Question>, t: Text) -> Row {
    let cover = question.cover();
    let is_open = cover.answered.is_none();
    let mut facts = vec![t.with("question-asked", &[("at", t.moment(cover.asked).into())])];
    facts.extend(person(question).map(|person| t.with("question-person", &[("person", person.into())])));
    Row {
        href: format!("/min-logg/fraga/{}", cover.id),
        title: readings(question, t),
        chip: t.get(if is_open { "question-open" } else { "question-answered" }),
        tone: if is_open { "now" } else { "good" },
        leaf: None,
        facts,
        action: is_open.then(|| t.get("question-answer")),
        urgent: is_open,
    }
}
