//! *Be om besök*: a school, an association or a business asks for a visit. No account, no cookie, no script. What keeps
//! robots off asks nothing of anybody: the form's own number with the instant at which it was made, a field that nobody
//! sees, and so many requests in an hour.

use askama::Template;
use axum::{Form, http::StatusCode};
use desk::{
    Fault,
    commons::{Asked, NewVisit, Ticket},
};
use domain::{
    Id,
    promise::{
        Unfit,
        activity::Line,
        visit::{Asker, Reach},
    },
    situation::personal_data,
};
use serde::Deserialize;

use super::{family, public::Around};
use crate::{
    counter::Board,
    forms::{Choice, FieldErrors, chosen},
    pages::{Answer, html, html_with, rule::rule_key},
    text::Text,
};

#[derive(Template)]
#[template(path = "open/ask.html")]
struct Page {
    t: Text,
    around: Around,
    ticket: String,
    form: AskForm,
    askers: Vec<Choice>,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "open/asked.html")]
struct Receipt {
    t: Text,
    around: Around,
    number: String,
    day: String,
}

/// A request, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AskForm {
    ticket: String,
    asker: String,
    organisation: String,
    topic: String,
    reach: String,
    /// A field that people do not see. What fills it in is no person.
    website: String,
}

/// `GET /besok`
pub async fn new(board: Board) -> Answer {
    html(&Page::of(&board, AskForm::default(), FieldErrors::default()))
}

/// `POST /besok`
pub async fn send(board: Board, Form(form): Form<AskForm>) -> Answer {
    let asked = match form.wanted(board.public.ticketed(&form.ticket)) {
        Ok((id, new)) => board.public.ask(id, new).await,
        Err(errors) => return again(&board, form, StatusCode::UNPROCESSABLE_ENTITY, errors),
    };
    match asked {
        Ok(number) => html(&Receipt::of(&board, number)),
        Err(fault) => {
            let (status, key) = turned(&fault);
            again(&board, form, status, FieldErrors::one("send", key))
        }
    }
}

/// Why a request was not taken.
fn turned(fault: &Fault) -> (StatusCode, &'static str) {
    match fault {
        Fault::Rule(rule) => (StatusCode::TOO_MANY_REQUESTS, rule_key(*rule)),
        fault => {
            tracing::error!(event = "ask.failed", fault = %fault, "a request for a visit was not taken");
            (StatusCode::SERVICE_UNAVAILABLE, "ask-not-now")
        }
    }
}

/// The page with what was written and what is wrong with it.
fn again(board: &Board, form: AskForm, status: StatusCode, errors: FieldErrors) -> Answer {
    html_with(status, &Page::of(board, form, errors))
}

impl Page {
    fn of(board: &Board, form: AskForm, errors: FieldErrors) -> Self {
        let ticket = match board.public.ticketed(&form.ticket) {
            Ticket::Good(_) | Ticket::TooQuick => form.ticket.clone(),
            Ticket::Stale => board.public.ticket(),
        };
        let askers = family(board.t, "asker", Asker::ALL, Asker::word, &form.asker);
        Self { t: board.t, around: Around::of(board, "/besok"), ticket, form, askers, errors }
    }
}

impl Receipt {
    fn of(board: &Board, number: String) -> Self {
        let day = board.t.date(board.public.today().date());
        Self { t: board.t, around: Around::of(board, "/besok"), number, day }
    }
}

impl AskForm {
    /// What is wanted, with the number of the form; or what is wrong.
    fn wanted(&self, ticket: Ticket) -> Result<(Id<Asked>, NewVisit), FieldErrors> {
        let new = self.parse()?;
        match ticket {
            Ticket::Good(id) => Ok((id, new)),
            Ticket::TooQuick => Err(FieldErrors::one("send", "ask-too-quick")),
            Ticket::Stale => Err(FieldErrors::one("send", "ask-stale")),
        }
    }

    fn parse(&self) -> Result<NewVisit, FieldErrors> {
        let mut errors = FieldErrors::default();
        let asker = chosen(Asker::ALL, Asker::word, &self.asker);
        if asker.is_none() {
            errors.add("asker", "ask-asker-missing");
        }
        let organisation = line(&self.organisation, &mut errors, "organisation", "ask-organisation-missing");
        let topic = line(&self.topic, &mut errors, "topic", "ask-topic-missing");
        let reach = Reach::new(&self.reach);
        if let Err(why) = &reach {
            errors.add("reach", missing_or_long(*why, "ask-reach-missing", "ask-reach-long"));
        }
        if !self.website.is_empty() {
            errors.add("send", "ask-robot");
        }
        match (asker, organisation, topic, reach) {
            (Some(asker), Some(organisation), Some(topic), Ok(reach)) if errors.is_empty() => {
                Ok(NewVisit { asker, organisation, topic, reach })
            }
            _ => Err(errors),
        }
    }
}

fn missing_or_long(why: Unfit, missing: &'static str, long: &'static str) -> &'static str {
    if why == Unfit::TextTooLong { long } else { missing }
}

/// A line that is there, is short, and holds nobody's number: it stays when the request is answered.
fn line(said: &str, errors: &mut FieldErrors, field: &'static str, missing: &'static str) -> Option<Line> {
    match Line::new(said) {
        Err(why) => errors.add(field, missing_or_long(why, missing, "record-long")),
        Ok(_) if !personal_data::find(said).is_empty() => errors.add(field, "ask-personal"),
        Ok(line) => return Some(line),
    }
    None
}
