//! *Lägesbildsmöte* and *SSPF-gruppen*: a meeting, its agenda with what was said, who was there by function, and what
//! happened on the days that it goes through. No names: neither around the table nor on the agenda.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
};
use desk::commons::AtMeeting;
use domain::{
    Id, RuleBroken,
    promise::occasion::Stage,
    situation::{
        Area, Meeting,
        incident::Category,
        meeting::{Attendance, MeetingKind},
    },
};
use serde::Deserialize;

use super::situation::{broken, may_group, may_write, running, status};
use crate::{
    counter::{Filled, Square},
    forms::{FieldErrors, day},
    frame::Frame,
    pages::{Answer, html, html_with, rule::rule_key, see_other},
    problem::Problem,
    text::Text,
};

mod form;

pub use form::MeetingForm;
use form::{Point, Present};

/// A point with what was said, for reading.
struct Said {
    label: String,
    said: String,
}

/// The incidents of a category: in each area, and in all.
struct Counted {
    category: String,
    areas: Vec<u32>,
    all: u32,
}

/// Something that was done on the days of the inventory, and how often.
struct Done {
    what: String,
    count: u32,
}

#[derive(Template)]
#[template(path = "open/meeting.html")]
struct Page {
    t: Text,
    frame: Frame,
    id: String,
    title: String,
    day: String,
    is_group: bool,
    /// What is to be said of it beside its day.
    mark: Option<String>,
    inventory: Option<String>,
    done: Vec<Done>,
    areas: Vec<String>,
    incidents: Vec<Counted>,
    informers: usize,
    present: Option<String>,
    agenda: Vec<Said>,
    adopted: Vec<(String, String)>,
    draft: Option<String>,
    may: bool,
}

#[derive(Template)]
#[template(path = "open/meeting_form.html")]
struct FormPage {
    t: Text,
    frame: Frame,
    title: String,
    action: String,
    is_group: bool,
    form: MeetingForm,
    points: Vec<Point>,
    present: Vec<Present>,
    stored: Vec<Said>,
    may: bool,
    errors: FieldErrors,
}

/// Which kind of meeting is written down, and on which day.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Which {
    slag: String,
}

/// `GET /lagesbild/mote/nytt`
pub async fn new(square: Square, Query(which): Query<Which>) -> Answer {
    let situation = square.commons.see_situation(running(&square)?).await?;
    let today = square.commons.today();
    let kind = MeetingKind::from_word(&which.slag).unwrap_or(MeetingKind::Situation);
    let form = MeetingForm::new(kind, today, situation.next_inventory(today));
    form_page(&square, None, form, FieldErrors::default(), StatusCode::OK).await
}

/// `POST /lagesbild/mote`
pub async fn create(square: Square, Filled(form): Filled<MeetingForm>) -> Answer {
    square.check(&form.token).await?;
    let meeting = match form.parse() {
        Ok(meeting) => meeting,
        Err(errors) => {
            return form_page(&square, None, form, errors, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    match square.commons.hold(meeting).await {
        Ok(id) => Ok(see_other(&format!("/lagesbild/mote/{id}"))),
        Err(fault) => told(&square, None, form, broken(fault)?).await,
    }
}

/// `GET /lagesbild/mote/{id}`
pub async fn show(square: Square, Path(id): Path<String>) -> Answer {
    let at = found(&square, &id).await?;
    html(&Page::of(&square, &at))
}

/// `GET /lagesbild/mote/{id}/andra`
pub async fn edit(square: Square, Path(id): Path<String>) -> Answer {
    let at = found(&square, &id).await?;
    let form = MeetingForm::of(&at.row);
    form_page(&square, Some(&at), form, FieldErrors::default(), StatusCode::OK).await
}

/// `POST /lagesbild/mote/{id}/andra`
pub async fn rewrite(square: Square, Path(id): Path<String>, Filled(form): Filled<MeetingForm>) -> Answer {
    square.check(&form.token).await?;
    let meeting: Id<Meeting> = id.parse().map_err(|_| Problem::NotFound)?;
    let said = match form.parse() {
        Ok(said) => said,
        Err(errors) => {
            let at = found(&square, &id).await?;
            return form_page(&square, Some(&at), form, errors, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    match square.commons.rewrite_meeting(meeting, said, form.version()).await {
        Ok(()) => Ok(see_other(&format!("/lagesbild/mote/{meeting}"))),
        Err(fault) => {
            let rule = broken(fault)?;
            let at = found(&square, &id).await?;
            told(&square, Some(&at), form, rule).await
        }
    }
}

async fn found(square: &Square, id: &str) -> Result<AtMeeting, Problem> {
    // What cannot be an id is asked for like one that nothing has: both are decided, recorded and not there.
    let id = id.parse().unwrap_or(Id::from_random([0; 16]));
    square.commons.see_meeting(id).await?.ok_or(Problem::NotFound)
}

/// A form that comes back because of a rule. Where somebody else wrote meanwhile, what they wrote stands above, and
/// saving again is saving over it, knowingly.
async fn told(square: &Square, at: Option<&AtMeeting>, form: MeetingForm, rule: RuleBroken) -> Answer {
    let field = if rule == RuleBroken::ChangedMeanwhile { "meeting" } else { "held_on" };
    let errors = FieldErrors::one(field, rule_key(rule));
    form_page(square, at, form, errors, status(Some(rule))).await
}

async fn form_page(
    square: &Square,
    at: Option<&AtMeeting>,
    form: MeetingForm,
    errors: FieldErrors,
    status: StatusCode,
) -> Answer {
    if at.is_none() && !errors.is_empty() {
        // A form that comes back shows nothing that was kept, and is a page of the picture all the same.
        square.commons.see_situation(running(square)?).await?;
    }
    html_with(status, &FormPage::of(square, at, form, errors))
}

impl FormPage {
    fn of(square: &Square, at: Option<&AtMeeting>, form: MeetingForm, errors: FieldErrors) -> Self {
        let (t, kind, is_stale) = (square.t, form.kind(), errors.has("meeting"));
        let action = at.map(|at| format!("/lagesbild/mote/{}/andra", at.row.id));
        let stored = at.filter(|_| is_stale);
        let form = match stored {
            Some(at) => form.at_version(at.row.version),
            None => form,
        };
        Self {
            t,
            frame: square.frame(),
            title: title(kind, t),
            action: action.unwrap_or_else(|| "/lagesbild/mote".to_owned()),
            is_group: kind == MeetingKind::Group,
            points: form.points(t),
            present: form.present(t),
            form,
            stored: stored.map(|at| agenda(&at.row.meeting, t)).unwrap_or_default(),
            may: may(square.commons.card().duty.role, kind),
            errors,
        }
    }
}

fn may(role: domain::duty::Role, kind: MeetingKind) -> bool {
    match kind {
        MeetingKind::Situation => may_write(role),
        MeetingKind::Group => may_group(role),
    }
}

fn title(kind: MeetingKind, t: Text) -> String {
    t.get(&format!("met-{}", kind.word()))
}

fn agenda(meeting: &Meeting, t: Text) -> Vec<Said> {
    let said = |family: &str, word: &str, said: &str| Said {
        label: t.get(&format!("{family}-{word}")),
        said: said.to_owned(),
    };
    match meeting {
        Meeting::Situation(meeting) => {
            let items = meeting.agenda.iter();
            items.map(|item| said("agenda", item.point.word(), item.said.as_str())).collect()
        }
        Meeting::Group(meeting) => {
            let items = meeting.agenda.iter();
            items.map(|item| said("group", item.point.word(), item.said.as_str())).collect()
        }
    }
}

fn present(attendance: &[Attendance], t: Text) -> Option<String> {
    let one = |one: &Attendance| {
        let function = t.get(&format!("function-{}", one.function.word()));
        t.with("met-present-one", &[("function", function.into()), ("count", i64::from(one.count).into())])
    };
    let all: Vec<String> = attendance.iter().filter(|one| one.count > 0).map(one).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// What was done on the days of the inventory, by kind, without where.
fn done(at: &AtMeeting, t: Text) -> Vec<Done> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let was_out = at.evenings.iter().filter(|evening| matches!(evening.stage(), Stage::Done { .. }));
    let evenings = was_out.map(|evening| t.get(&format!("outing-{}", evening.plan().outing.word())));
    let kinds = at.noted.iter().map(|noted| noted.activity.form().kind());
    for what in evenings.chain(kinds.map(|kind| t.get(&format!("evidence-{}", kind.word())))) {
        *counts.entry(what).or_default() += 1;
    }
    counts.into_iter().map(|(what, count)| Done { what, count }).collect()
}

/// The incidents of the days, by category and area, the most frequent first.
fn counted(at: &AtMeeting, t: Text) -> Vec<Counted> {
    let sum = |category: Category, area: Option<Id<Area>>| -> u32 {
        let own = at.incidents.iter().filter(|one| one.what.category() == category);
        own.filter(|one| area.is_none_or(|area| one.area == area)).map(|one| one.count).sum()
    };
    let one = |category: &Category| Counted {
        category: t.get(&format!("category-{}", category.word())),
        areas: at.areas.iter().map(|area| sum(*category, Some(area.id))).collect(),
        all: sum(*category, None),
    };
    let mut all: Vec<Counted> = Category::ALL.iter().map(one).filter(|one| one.all > 0).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.all));
    all
}

/// Some days in words.
fn between(days: domain::situation::Days, t: Text) -> String {
    let (first, last) = (t.date(days.first().date()), t.date(days.last().date()));
    t.with("met-inventory-days", &[("first", first.into()), ("last", last.into())])
}

impl Page {
    fn of(square: &Square, at: &AtMeeting) -> Self {
        let (t, meeting) = (square.t, &at.row.meeting);
        let (kind, day) = (meeting.kind(), meeting.held_on());
        let adopted = at
            .pictures
            .iter()
            .filter(|row| row.picture.adoption().is_some_and(|adoption| adoption.at == at.row.id));
        let version = |row: &desk::commons::PictureRow| {
            t.with("picture-version", &[("version", i64::from(row.picture.version()).into())])
        };
        let path = |row: &desk::commons::PictureRow| format!("/lagesbild/version/{}", row.id);
        let draft = at.pictures.iter().find(|row| row.picture.adoption().is_none());
        let is_ahead = day > square.commons.today();
        let is_common = meeting.situation().is_none_or(domain::situation::SituationMeeting::is_common);
        let adopts = kind == MeetingKind::Situation && is_common && !is_ahead;
        let mark = match (is_ahead, is_common) {
            (true, _) => Some(t.get("met-ahead")),
            (false, false) => Some(t.get("met-not-common")),
            (false, true) => None,
        };
        Self {
            t,
            frame: square.frame(),
            id: at.row.id.to_string(),
            title: title(kind, t),
            day: t.weekday_date(day.date()),
            is_group: kind == MeetingKind::Group,
            mark,
            inventory: meeting.situation().map(|meeting| between(meeting.inventory, t)),
            done: done(at, t),
            areas: at.areas.iter().map(|area| area.name.clone()).collect(),
            incidents: counted(at, t),
            informers: at.incidents.iter().map(|one| one.reported_by).collect::<BTreeSet<_>>().len(),
            present: present(meeting.attendance(), t),
            agenda: agenda(meeting, t),
            adopted: adopted.map(|row| (path(row), version(row))).collect(),
            draft: draft.filter(|_| adopts).map(path),
            may: may(square.commons.card().duty.role, kind),
        }
    }
}

/// A day of a form, or its fault.
fn day_of(field: &'static str, said: &str, errors: &mut FieldErrors) -> Option<domain::LegalDay> {
    let found = day(said).map(domain::LegalDay::new);
    if found.is_none() {
        errors.add(field, "record-day-missing");
    }
    found
}
