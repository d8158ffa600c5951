//! *Rapport till kommunstyrelsen*: one page to print, out of picture, plan, follow-up and promise. No persons and no
//! figures that the promise's own pages do not show.

use askama::Template;
use desk::commons::Situation;
use domain::promise::{Promise, publication::Publication};

use super::{
    going,
    picture::{Parts, Ranked, ranked},
    plan::{PlanView, plain},
    situation::{adopted, running, undone},
};
use crate::{
    counter::Square,
    frame::Frame,
    pages::{Answer, html},
    text::Text,
};

/// A row of the promise in a line.
struct Row {
    key: String,
    title: String,
    number: Option<String>,
    status: String,
}

/// The promise of the report.
struct PromiseView {
    title: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "open/report.html")]
struct Page {
    t: Text,
    frame: Frame,
    on: String,
    by: String,
    picture: Option<String>,
    parts: Parts,
    ranked: Vec<Ranked>,
    meetings: usize,
    undone: Vec<String>,
    plan: Option<PlanView>,
    promise: Option<PromiseView>,
}

/// `GET /lagesbild/rapport`
pub async fn show(square: Square) -> Answer {
    let situation = square.commons.see_situation(running(&square)?).await?;
    html(&Page::of(&square, &situation))
}

impl Page {
    fn of(square: &Square, situation: &Situation) -> Self {
        let (t, today) = (square.t, square.commons.today());
        let in_force = situation.in_force(today);
        let by = &square.commons.card().title;
        let promise = square.commons.promises().running(today.date());
        let now = promise.and_then(|promise| {
            Some((promise, Publication::of(promise, situation.seen.ledgered(), by, today)?))
        });
        Self {
            t,
            frame: square.frame(),
            on: t.date(today.date()),
            by: by.clone(),
            picture: in_force.map(|row| adopted(row, t)),
            parts: in_force.map(Parts::of).unwrap_or_default(),
            ranked: in_force.map(|row| ranked(situation, row, t)).unwrap_or_default(),
            meetings: situation.seen.meetings.iter().filter(|day| **day <= today).count(),
            undone: undone(&situation.seen, today, t),
            plan: situation.plan().map(|row| plain(situation, row, today, t)),
            promise: now.map(|(promise, now)| promised(promise, &now, t)),
        }
    }
}

fn promised(promise: &Promise, now: &Publication, t: Text) -> PromiseView {
    let rows = going::rows(promise, now, t).into_iter();
    let row = |row: going::RowView| Row {
        key: row.key,
        title: row.title,
        number: row.number.map(|number| format!("{number} {}", row.measure)),
        status: row.status,
    };
    PromiseView {
        title: promise.sentence("title").map(|title| going::sentence(title, t)).unwrap_or_default(),
        rows: rows.map(row).collect(),
    }
}
