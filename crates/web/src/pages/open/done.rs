//! Everything that was done for a promise (*gjort*): all evenings and activities of its period, older ones too, by kind;
//! and the form that puts an activity right, for the unit that wrote it.

use askama::Template;
use axum::extract::Query;
use desk::{
    Fault,
    commons::{Correction, Entry, NewActivity, Seen},
};
use domain::promise::{
    EvidenceKind, Promise,
    occasion::{Occasion, Stage},
};
use serde::Deserialize;

use super::{
    picked,
    record::{RecordForm, field_of, form_page},
    workspace::wanted,
};
use crate::{
    counter::{Filled, Square},
    forms::FieldErrors,
    frame::Frame,
    pages::{Answer, html, rule::rule_key, see_other},
    problem::Problem,
    text::Text,
};

/// The kind that stands for all evenings in the address.
const EVENINGS: &str = "evenings";

/// Which promise, and which kind of things.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    lofte: String,
    slag: String,
}

/// Which entry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct One {
    post: String,
}

/// Something that was done, as a line.
struct Line {
    on: String,
    sort: time::Date,
    kind: String,
    what: String,
    by: String,
    is_struck: bool,
    /// Where it is put right.
    correct: Option<String>,
}

/// A kind to choose.
struct Filter {
    word: String,
    label: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "open/done.html")]
struct Page {
    t: Text,
    frame: Frame,
    key: String,
    title: String,
    count: String,
    filters: Vec<Filter>,
    lines: Vec<Line>,
}

/// `GET /lofte/gjort`
pub async fn list(square: Square, Query(asked): Query<Wanted>) -> Answer {
    let promise = wanted(&square, &asked.lofte).ok_or(Problem::NotFound)?;
    let seen = square.commons.see(promise.period(), promise.key()).await?;
    html(&Page::of(&square, promise, &seen, &asked.slag))
}

impl Page {
    fn of(square: &Square, promise: &Promise, seen: &Seen, kind: &str) -> Self {
        let t = square.t;
        let is_evening = kind == EVENINGS;
        let of_kind = |entry: &&Entry| kind.is_empty() || entry.noted.activity.form().kind().word() == kind;
        let entries = seen.entries.iter().filter(of_kind).map(|entry| Line::of_entry(square, seen, entry));
        let evenings = seen.evenings.iter().filter(|_| kind.is_empty() || is_evening);
        let evenings = evenings.map(|evening| Line::of_evening(seen, evening, t));
        let mut lines: Vec<Line> = entries.chain(evenings).collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.sort));
        Self {
            t,
            frame: square.frame(),
            key: promise.key().to_owned(),
            title: promise
                .sentence("title")
                .map(|title| super::going::sentence(title, t))
                .unwrap_or_default(),
            count: t.with("done-count", &[("count", lines.len().into())]),
            filters: filters(seen, kind, t),
            lines,
        }
    }
}

/// All, the evenings, and each kind that something was written down of.
fn filters(seen: &Seen, chosen: &str, t: Text) -> Vec<Filter> {
    let filter =
        |word: &str, label: String| Filter { word: word.to_owned(), label, is_chosen: word == chosen };
    let mut all = vec![filter("", t.get("done-all"))];
    if !seen.evenings.is_empty() {
        all.push(filter(EVENINGS, t.get("done-evenings")));
    }
    let is_there =
        |kind: &&EvidenceKind| seen.entries.iter().any(|one| one.noted.activity.form().kind() == **kind);
    let kinds = EvidenceKind::ALL.iter().filter(is_there);
    all.extend(kinds.map(|kind| filter(kind.word(), t.get(&format!("evidence-{}", kind.word())))));
    all
}

impl Line {
    fn of_entry(square: &Square, seen: &Seen, entry: &Entry) -> Self {
        let (t, activity) = (square.t, &entry.noted.activity);
        let is_ours = entry.unit == Some(square.commons.card().duty.unit.id);
        let may = super::workspace::may_record(square.commons.card().duty.role);
        let correct = (is_ours && may && !entry.is_struck).then(|| format!("/lofte/ratta?post={}", entry.id));
        Self {
            on: t.date(activity.on()),
            sort: activity.on(),
            kind: t.get(&format!("evidence-{}", activity.form().kind().word())),
            what: super::record::said(activity, seen, t),
            by: entry.by.clone().unwrap_or_default(),
            is_struck: entry.is_struck,
            correct,
        }
    }

    fn of_evening(seen: &Seen, evening: &Occasion, t: Text) -> Self {
        let organiser = seen.ground.organisers.iter().find(|one| one.id == evening.plan().organiser);
        let stage = match evening.stage() {
            Stage::Planned => t.get("evening-planned"),
            Stage::Cancelled(_) => t.get("evening-cancelled"),
            Stage::Done { adults, contacts } => t.with(
                "evening-told",
                &[("adults", u32::from(adults).into()), ("contacts", u32::from(contacts).into())],
            ),
        };
        let span = evening.plan().span;
        let (from, to) = (t.clock(span.from()), t.clock(span.to()));
        let when = t.with("evening-when", &[("from", from.into()), ("to", to.into())]);
        Self {
            on: t.date(evening.evening()),
            sort: evening.evening(),
            kind: t.get(&format!("outing-{}", evening.plan().outing.word())),
            what: format!("{when}, {stage}"),
            by: organiser.map(|one| one.name.clone()).unwrap_or_default(),
            is_struck: false,
            correct: None,
        }
    }
}

/// `GET /lofte/ratta`
pub async fn edit(square: Square, Query(one): Query<One>) -> Answer {
    let promise = wanted(&square, "").ok_or(Problem::NotFound)?;
    let seen = square.commons.see(promise.period(), promise.key()).await?;
    let id = picked(&one.post);
    let unit = square.commons.card().duty.unit.id;
    let ours = |entry: &&Entry| Some(entry.id) == id && entry.unit == Some(unit) && !entry.is_struck;
    match seen.entries.iter().find(ours) {
        Some(entry) => form_page(&square, promise, &seen, RecordForm::of(entry), FieldErrors::default()),
        None => Ok(see_other("/lofte/gjort")),
    }
}

/// `POST /lofte/ratta`
pub async fn correct(square: Square, Filled(form): Filled<RecordForm>) -> Answer {
    square.check(&form.token).await?;
    let id = picked(&form.post).ok_or(Problem::BadRequest)?;
    let version = form.version.parse().unwrap_or(0);
    let parsed = if form.strike == "yes" { Ok(Correction::Struck) } else { form.parse().map(says) };
    let errors = match parsed {
        Err(errors) => errors,
        Ok(to) => match square.commons.correct(id, version, to).await {
            Ok(()) => return Ok(see_other("/lofte/gjort")),
            Err(Fault::Rule(rule)) => FieldErrors::one(field_of(rule), rule_key(rule)),
            Err(fault) => return Err(fault.into()),
        },
    };
    let promise = wanted(&square, "").ok_or(Problem::NotFound)?;
    let seen = square.commons.see(promise.period(), "").await?;
    form_page(&square, promise, &seen, form, errors)
}

fn says(new: NewActivity) -> Correction {
    Correction::Says(new.on, new.form, new.problem)
}
