//! *Ikväll*: who is out tonight and in the coming week, and the one tap that makes a plan an occasion. Internal, and
//! without persons: counts of adults and of young people, never who.

use askama::Template;
use axum::http::StatusCode;
use desk::{
    Fault,
    commons::{NewEvening, Seen},
};
use domain::{
    RuleBroken,
    hours::time_of_day,
    promise::{
        Unfit,
        occasion::{Cancelled, Occasion, Span, Stage, Told},
        period::Period,
    },
};
use serde::Deserialize;
use time::{Date, Duration, Time};

use super::{choices, family, picked};
use crate::{
    counter::{Filled, Square},
    forms::{Choice, FieldErrors, chosen, day, day_text},
    frame::Frame,
    pages::{Answer, html_with, rule::rule_key, see_other},
    problem::Problem,
    text::Text,
};

/// How far ahead and back the page looks, in days.
const WEEK: i64 = 7;
/// A plan further away than this is a slip of the pen.
const FURTHEST: i64 = 184;
/// More adults or contacts than this in an evening are one too.
const MOST: u16 = 999;

/// An evening, as the page shows it.
struct EveningView {
    id: String,
    organiser: String,
    area: String,
    day: String,
    when: String,
    state: String,
    told: Option<String>,
    places: Vec<String>,
    /// What ends the ids of its fields; nothing where a fault stands at them.
    mark: String,
    form: TellForm,
    reasons: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "open/tonight.html")]
struct Page {
    t: Text,
    frame: Frame,
    to_tell: Vec<EveningView>,
    tonight: Vec<EveningView>,
    week: Vec<EveningView>,
    told: Vec<EveningView>,
    form: PlanForm,
    organisers: Vec<Choice>,
    areas: Vec<Choice>,
    errors: FieldErrors,
}

/// A plan, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlanForm {
    token: String,
    organiser: String,
    area: String,
    day: String,
    from: String,
    to: String,
}

/// How it went, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TellForm {
    token: String,
    evening: String,
    began: String,
    ended: String,
    adults: String,
    contacts: String,
}

/// What is cancelled, and why.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CancelForm {
    token: String,
    evening: String,
    reason: String,
}

/// What somebody wrote, for the page that comes back.
#[derive(Default)]
struct Written {
    plan: Option<PlanForm>,
    tell: Option<TellForm>,
    cancel: Option<CancelForm>,
}

/// `GET /ikvall`
pub async fn show(square: Square) -> Answer {
    shown(&square, Written::default(), FieldErrors::default()).await
}

/// `POST /ikvall`
pub async fn plan(square: Square, Filled(form): Filled<PlanForm>) -> Answer {
    square.check(&form.token).await?;
    let today = square.commons.today().date();
    let done = match form.parse(today) {
        Ok(new) => square.commons.plan(new).await.map(|_| ()),
        Err(errors) => {
            return shown(&square, Written { plan: Some(form), ..Written::default() }, errors).await;
        }
    };
    let at = |rule| match rule {
        RuleBroken::Unfit(Unfit::Unknown) => "organiser",
        RuleBroken::Unfit(Unfit::NoTime) => "to",
        _ => "day",
    };
    answered(&square, done, Written { plan: Some(form), ..Written::default() }, at).await
}

/// `POST /ikvall/berattat`
pub async fn tell(square: Square, Filled(form): Filled<TellForm>) -> Answer {
    square.check(&form.token).await?;
    let id = picked(&form.evening).ok_or(Problem::BadRequest)?;
    let done = match form.parse() {
        Ok(told) => square.commons.tell(id, told).await,
        Err(errors) => {
            return shown(&square, Written { tell: Some(form), ..Written::default() }, errors).await;
        }
    };
    let at = |rule| match rule {
        RuleBroken::Unfit(Unfit::NobodyThere) => "adults",
        RuleBroken::Unfit(Unfit::NoTime | Unfit::Ahead) => "ended",
        _ => "began",
    };
    answered(&square, done, Written { tell: Some(form), ..Written::default() }, at).await
}

/// `POST /ikvall/installt`
pub async fn cancel(square: Square, Filled(form): Filled<CancelForm>) -> Answer {
    square.check(&form.token).await?;
    let id = picked(&form.evening).ok_or(Problem::BadRequest)?;
    let done = match chosen(Cancelled::ALL, Cancelled::word, &form.reason) {
        Some(why) => square.commons.cancel(id, why).await,
        None => {
            let errors = FieldErrors::one("reason", "evening-reason-missing");
            return shown(&square, Written { cancel: Some(form), ..Written::default() }, errors).await;
        }
    };
    answered(&square, done, Written { cancel: Some(form), ..Written::default() }, |_| "reason").await
}

/// On to the page, or the page with the rule at its field.
async fn answered(
    square: &Square,
    done: Result<(), Fault>,
    written: Written,
    at: impl Fn(RuleBroken) -> &'static str,
) -> Answer {
    match done {
        Ok(()) => Ok(see_other("/ikvall")),
        Err(Fault::Rule(rule)) => shown(square, written, FieldErrors::one(at(rule), rule_key(rule))).await,
        Err(fault) => Err(fault.into()),
    }
}

async fn shown(square: &Square, written: Written, errors: FieldErrors) -> Answer {
    let today = square.commons.today().date();
    let around = (today.saturating_sub(Duration::days(WEEK)), today.saturating_add(Duration::days(WEEK)));
    let days = Period::new(around.0, around.1).map_err(|_| Problem::Broken)?;
    let seen = square.commons.see(days, "").await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &Page { errors, ..Page::of(square, &seen, &written) })
}

impl Page {
    fn of(square: &Square, seen: &Seen, written: &Written) -> Self {
        let (t, today) = (square.t, square.commons.today().date());
        let own = square.commons.card().duty.unit.id;
        let ours: Vec<_> = seen.ground.organisers.iter().filter(|one| one.unit == own).collect();
        let is_own = |one: &Occasion| ours.iter().any(|organiser| organiser.id == one.plan().organiser);
        let views = |wanted: &dyn Fn(&Occasion) -> bool| -> Vec<EveningView> {
            let wanted = seen.evenings.iter().filter(|one| wanted(one));
            wanted.map(|one| EveningView::of(one, seen, written, t)).collect()
        };
        let planned = |one: &Occasion| one.stage() == Stage::Planned;
        let form = written.plan.clone().unwrap_or_else(|| PlanForm::preset(today));
        let organisers = ours.iter().map(|one| (one.id, one.name.as_str()));
        let areas = seen.ground.areas.iter().map(|area| (area.id, area.name.as_str()));
        Self {
            t,
            frame: square.frame(),
            to_tell: views(&|one| planned(one) && is_own(one) && one.evening() <= today),
            tonight: views(&|one| one.evening() == today),
            week: views(&|one| one.evening() > today),
            told: views(&|one| one.evening() <= today && is_own(one) && is_done(one)),
            organisers: choices(organisers, &form.organiser),
            areas: choices(areas, &form.area),
            form,
            errors: FieldErrors::default(),
        }
    }
}

fn is_done(one: &Occasion) -> bool {
    matches!(one.stage(), Stage::Done { .. })
}

impl EveningView {
    fn of(one: &Occasion, seen: &Seen, written: &Written, t: Text) -> Self {
        let (plan, id) = (one.plan(), one.id().to_string());
        let organiser = seen.ground.organisers.iter().find(|known| known.id == plan.organiser);
        let area = seen.ground.areas.iter().find(|known| known.id == plan.area);
        let places = seen.ground.places.iter().filter(|known| known.place.area == plan.area);
        let (from, to) = (t.clock(plan.span.from()), t.clock(plan.span.to()));
        let tell = written.tell.clone().filter(|form| form.evening == id);
        let cancel = written.cancel.clone().filter(|form| form.evening == id);
        let is_at_fault = tell.is_some() || cancel.is_some();
        let (state, told) = match one.stage() {
            Stage::Planned => ("evening-planned", None),
            Stage::Cancelled(_) => ("evening-cancelled", None),
            Stage::Done { adults, contacts } => {
                let args = [("adults", u32::from(adults).into()), ("contacts", u32::from(contacts).into())];
                ("evening-done", Some(t.with("evening-told", &args)))
            }
        };
        let reason = cancel.map(|form| form.reason).unwrap_or_default();
        Self {
            mark: if is_at_fault { String::new() } else { format!("-{id}") },
            form: tell.unwrap_or_else(|| TellForm::of(one)),
            reasons: family(t, "cancelled", reasons(one), Cancelled::word, &reason),
            organiser: organiser.map(|known| known.name.clone()).unwrap_or_default(),
            area: area.map(|known| known.name.clone()).unwrap_or_default(),
            day: t.weekday_date(one.evening()),
            when: t.with("evening-when", &[("from", from.into()), ("to", to.into())]),
            state: t.get(state),
            told,
            places: places.map(|known| known.about.as_str().to_owned()).collect(),
            id,
        }
    }
}

/// What was told as done is undone only as a mistake.
fn reasons(one: &Occasion) -> &'static [Cancelled] {
    if is_done(one) { &[Cancelled::Mistake] } else { Cancelled::ALL }
}

impl PlanForm {
    /// Tonight, at the usual hours.
    fn preset(today: Date) -> Self {
        let (from, to) = ("20:00".to_owned(), "22:00".to_owned());
        Self { day: day_text(today), from, to, ..Self::default() }
    }

    fn parse(&self, today: Date) -> Result<NewEvening, FieldErrors> {
        let mut errors = FieldErrors::default();
        let organiser =
            needed(picked(&self.organiser), &mut errors, "organiser", "evening-organiser-missing");
        let area = needed(picked(&self.area), &mut errors, "area", "evening-area-missing");
        let near = |day: &Date| (*day - today).whole_days().abs() <= FURTHEST;
        let evening = needed(day(&self.day).filter(near), &mut errors, "day", "evening-day-missing");
        let from = needed(clock(&self.from), &mut errors, "from", "evening-time-missing");
        let to = needed(clock(&self.to), &mut errors, "to", "evening-time-missing");
        let (Some(organiser), Some(area), Some(evening), Some(from), Some(to)) =
            (organiser, area, evening, from, to)
        else {
            return Err(errors);
        };
        let span = Span::new(evening, from, to).map_err(|_| FieldErrors::one("to", "unfit-no-time"))?;
        Ok(NewEvening { organiser, area, span })
    }
}

impl TellForm {
    fn of(one: &Occasion) -> Self {
        let span = one.plan().span;
        let (adults, contacts) = match one.stage() {
            Stage::Done { adults, contacts } => (adults.to_string(), contacts.to_string()),
            Stage::Planned | Stage::Cancelled(_) => (String::new(), String::new()),
        };
        Self { began: input(span.from()), ended: input(span.to()), adults, contacts, ..Self::default() }
    }

    fn parse(&self) -> Result<Told, FieldErrors> {
        let mut errors = FieldErrors::default();
        let from = needed(clock(&self.began), &mut errors, "began", "evening-time-missing");
        let to = needed(clock(&self.ended), &mut errors, "ended", "evening-time-missing");
        let adults = needed(count(&self.adults), &mut errors, "adults", "evening-count-missing");
        let contacts = needed(count(&self.contacts), &mut errors, "contacts", "evening-count-missing");
        match (from, to, adults, contacts) {
            (Some(from), Some(to), Some(adults), Some(contacts)) => Ok(Told { from, to, adults, contacts }),
            _ => Err(errors),
        }
    }
}

/// What a field says, or a fault at it.
fn needed<T>(
    found: Option<T>,
    errors: &mut FieldErrors,
    field: &'static str,
    key: &'static str,
) -> Option<T> {
    if found.is_none() {
        errors.add(field, key);
    }
    found
}

pub(super) fn clock(text: &str) -> Option<Time> {
    time_of_day(&text.trim().replace('.', ":")).ok()
}

fn count(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|count| *count <= MOST)
}

/// A time as browsers want it.
fn input(at: Time) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}
