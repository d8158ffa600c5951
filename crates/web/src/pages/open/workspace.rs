//! *Medborgarlöftet*, the workspace: how every row goes today, what is behind, what lacks evidence, and when it was
//! last published. Figures of persons are the public ones here too.

use askama::Template;
use axum::extract::Query;
use desk::commons::Seen;
use domain::{
    LegalDay,
    duty::Role,
    promise::{
        EvidenceKind, Promise,
        agreement::Agreement,
        occasion::Stage,
        period::{Moment, Period},
        publication::Publication,
        visit::Stage as Asked,
        weekly::next_due,
    },
};
use serde::Deserialize;

use super::{
    going::{self, RowView},
    record,
    situation::undone,
};
use crate::{
    counter::Square,
    frame::Frame,
    pages::{Answer, html},
    problem::Problem,
    text::Text,
};

/// A row with what only those who work here see.
struct Row {
    going: RowView,
    lacking: Option<String>,
    /// Where something is written down for it; nowhere for whoever writes down nothing of the kind.
    record: Option<String>,
}

#[derive(Template)]
#[template(path = "open/workspace.html")]
struct Page {
    t: Text,
    frame: Frame,
    key: String,
    title: String,
    when: String,
    published: String,
    due: Option<String>,
    due_now: Option<String>,
    agreements: Vec<String>,
    untold: Option<String>,
    behind: Vec<String>,
    lacking: Vec<String>,
    undone: Vec<String>,
    rows: Vec<Row>,
    others: Vec<(String, String)>,
    may_record: bool,
    /// That somebody waits for an answer, for those who go there.
    waiting: Option<String>,
}

#[derive(Template)]
#[template(path = "open/none.html")]
struct Nothing {
    t: Text,
    frame: Frame,
}

/// Which promise is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Which {
    /// Its key; the running one without.
    pub lofte: String,
}

/// The promise that is asked for, or the one that runs, or the last one that began.
pub(super) fn wanted<'p>(square: &'p Square, key: &str) -> Option<&'p Promise> {
    let (promises, today) = (square.commons.promises(), square.commons.today().date());
    let begun = |promise: &&Promise| promise.period().first() <= today;
    promises
        .get(key)
        .filter(begun)
        .or_else(|| promises.running(today))
        .or_else(|| promises.all().iter().rev().find(begun))
}

/// `GET /lofte`
pub async fn show(square: Square, Query(which): Query<Which>) -> Answer {
    let today = square.commons.today();
    let Some(promise) = wanted(&square, &which.lofte) else {
        let day = Period::new(today.date(), today.date()).map_err(|_| Problem::Broken)?;
        square.commons.see(day, "").await?;
        return html(&Nothing { t: square.t, frame: square.frame() });
    };
    let seen = square.commons.see(promise.period(), promise.key()).await?;
    let by = &square.commons.card().title;
    let now = seen.ahead(promise, by, today).ok_or(Problem::NotFound)?;
    html(&Page::of(&square, promise, &seen, &now))
}

impl Page {
    fn of(square: &Square, promise: &Promise, seen: &Seen, now: &Publication) -> Self {
        let (t, today) = (square.t, square.commons.today());
        let role = square.commons.card().duty.role;
        let due =
            next_due(promise.period(), seen.published.as_ref(), square.commons.promises().published_on());
        let rows: Vec<Row> = promise
            .standing(seen.ledgered(), today)
            .iter()
            .zip(going::rows(promise, now, t))
            .map(|(standing, going)| Row {
                lacking: going::evidence(&standing.lacking, t),
                record: record_at(role, promise, &going.key, today),
                going,
            })
            .collect();
        let is_behind = |row: &&Row| row.going.is_behind;
        let lacks = |row: &&Row| row.lacking.is_some();
        let titles = |row: &Row| row.going.title.clone();
        Self {
            t,
            frame: square.frame(),
            key: promise.key().to_owned(),
            title: promise.sentence("title").map(|title| going::sentence(title, t)).unwrap_or_default(),
            when: when(promise, today, t),
            published: published(seen.published.as_ref(), t),
            due: due.filter(|day| *day > today.date()).map(|day| due_on("promise-due-day", day, t)),
            due_now: due.filter(|day| *day <= today.date()).map(|day| due_on("promise-due-now", day, t)),
            agreements: agreements(role, seen, t),
            untold: untold(seen, today, t),
            behind: rows.iter().filter(is_behind).map(titles).collect(),
            lacking: rows.iter().filter(lacks).map(titles).collect(),
            undone: undone(seen, today, t),
            others: others(square, promise, t),
            rows,
            may_record: may_record(role),
            waiting: waiting(role, seen, t),
        }
    }
}

/// Evenings are told where they are planned; the rest has forms of its own.
fn record_at(role: Role, promise: &Promise, row: &str, today: LegalDay) -> Option<String> {
    let day = today.date().min(promise.period().last());
    let terms = promise.commitment(row)?.terms(day);
    let evenings = [EvidenceKind::NightWalk, EvidenceKind::FieldEvening];
    if terms.evidence.iter().any(|kind| evenings.contains(kind)) {
        return Some("/ikvall".to_owned());
    }
    if terms.evidence.iter().any(|kind| kind.is_asked_for()) && goes_there(role) {
        return Some("/lofte/besok".to_owned());
    }
    let kinds = record::kinds(role, promise, row, day);
    (!kinds.is_empty()).then(|| format!("/lofte/ny?rad={row}"))
}

/// Who writes down what was done.
pub(super) fn may_record(role: Role) -> bool {
    matches!(role, Role::Strategist | Role::PoliceLiaison | Role::SspfCoordinator)
}

/// Who goes to those who ask for a visit.
fn goes_there(role: Role) -> bool {
    matches!(role, Role::Strategist | Role::PoliceLiaison)
}

/// The agreements to look at, for those who keep them.
fn agreements(role: Role, seen: &Seen, t: Text) -> Vec<String> {
    seen.agreements.iter().filter(|_| may_agree(role)).map(|one| one_due(one, t)).collect()
}

fn waiting(role: Role, seen: &Seen, t: Text) -> Option<String> {
    let count = seen.visits.iter().filter(|one| *one.stage() == Asked::Asked).count();
    (count > 0 && goes_there(role)).then(|| t.with("visits-wait", &[("count", count.into())]))
}

fn when(promise: &Promise, today: LegalDay, t: Text) -> String {
    let period = promise.period();
    if period.moment(today) == Moment::Over {
        return t.get("promise-over");
    }
    let args = [
        ("day", period.elapsed(today).into()),
        ("days", period.days().into()),
        ("left", period.left(today).into()),
    ];
    t.with("promise-today", &args)
}

pub(super) fn published(last: Option<&Publication>, t: Text) -> String {
    last.map_or_else(
        || t.get("promise-published-never"),
        |last| {
            let args = [("day", t.weekday_date(last.on.date()).into()), ("by", (&last.by).into())];
            t.with("promise-published-last", &args)
        },
    )
}

fn due_on(key: &str, day: time::Date, t: Text) -> String {
    t.with(key, &[("day", t.weekday_date(day).into())])
}

fn one_due(one: &Agreement, t: Text) -> String {
    t.with("promise-agreements-due", &[("title", one.agreed().title.as_str().into())])
}

/// Who writes agreements down, and renews them.
pub(super) fn may_agree(role: Role) -> bool {
    matches!(role, Role::Strategist | Role::PoliceLiaison)
}

fn untold(seen: &Seen, today: LegalDay, t: Text) -> Option<String> {
    let passed = seen.evenings.iter().filter(|one| one.evening() < today.date());
    let count = passed.filter(|one| one.stage() == Stage::Planned).count();
    (count > 0).then(|| t.with("promise-untold", &[("count", count.into())]))
}

/// The other promises that have begun: key and title.
fn others(square: &Square, promise: &Promise, t: Text) -> Vec<(String, String)> {
    let today = square.commons.today().date();
    let others = square.commons.promises().all().iter().rev();
    let others = others.filter(|other| other.key() != promise.key() && other.period().first() <= today);
    let named = |other: &Promise| {
        let title = other.sentence("title").map(|title| going::sentence(title, t));
        (other.key().to_owned(), title.unwrap_or_default())
    };
    others.map(named).collect()
}
