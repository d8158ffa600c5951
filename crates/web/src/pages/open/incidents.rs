//! *Händelser*: what has been reported to the situation picture. Whoever works with the picture sees what everybody has
//! reported, the others what their own unit has; nobody sees who reported anything, for nobody keeps it.

use askama::Template;
use axum::{Form, extract::Query, http::StatusCode};
use desk::{
    Fault,
    commons::{Inventory, Reported, Withdrawn},
};
use domain::{
    Id,
    duty::Role,
    promise::period::Period,
    situation::{
        Incident, Phenomenon, Place,
        incident::{Category, What},
        trend::{Slot, Step},
    },
    stockholm,
    unit::Unit,
};
use serde::Deserialize;
use time::Date;

use super::{choices, family, ground::spot, picked};
use crate::{
    counter::Square,
    forms::{Choice, FieldErrors, chosen},
    frame::Frame,
    pages::{Answer, html_with, rule::rule_key, see_other},
    problem::Problem,
    text::Text,
};

pub mod form;
pub mod notice;
pub mod report;

/// A report, as a row of the list.
struct Row {
    id: String,
    /// What it is, for the form that takes it back.
    kind: &'static str,
    title: String,
    when: String,
    place: String,
    facts: Vec<String>,
    narrative: String,
    is_withdrawn: bool,
    /// Whether the own unit can take it back.
    is_own: bool,
}

#[derive(Template)]
#[template(path = "open/incidents.html")]
struct Page {
    t: Text,
    frame: Frame,
    lede: String,
    thanks: bool,
    sees_all: bool,
    month: String,
    before: String,
    after: Option<String>,
    filter: Filter,
    categories: Vec<Choice>,
    areas: Vec<Choice>,
    incidents: Vec<Row>,
    phenomena: Vec<Row>,
    errors: FieldErrors,
}

/// What is looked at.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    manad: String,
    kategori: String,
    omrade: String,
    nytt: String,
}

/// What is taken back.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WithdrawForm {
    token: String,
    kind: String,
    report: String,
}

/// `GET /handelser`
pub async fn list(square: Square, Query(filter): Query<Filter>) -> Answer {
    shown(&square, filter, FieldErrors::default()).await
}

/// `POST /handelser/aterta`
pub async fn withdraw(square: Square, Form(form): Form<WithdrawForm>) -> Answer {
    square.check(&form.token).await?;
    let what = match form.kind.as_str() {
        "incident" => picked(&form.report).map(Withdrawn::Incident),
        "phenomenon" => picked(&form.report).map(Withdrawn::Phenomenon),
        _ => None,
    };
    match square.commons.withdraw(what.ok_or(Problem::BadRequest)?).await {
        Ok(()) => Ok(see_other("/handelser")),
        Err(Fault::Rule(rule)) => {
            shown(&square, Filter::default(), FieldErrors::one("reports", rule_key(rule))).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Who sees what everybody has reported.
pub(super) fn sees_all(role: Role) -> bool {
    matches!(role, Role::Strategist | Role::PoliceLiaison | Role::SspfCoordinator | Role::FieldWorker)
}

async fn shown(square: &Square, filter: Filter, errors: FieldErrors) -> Answer {
    let today = square.commons.today().date();
    let month = month(&filter.manad, today);
    let days = Period::new(month.first(), month.last()).map_err(|_| Problem::Broken)?;
    let inventory = if sees_all(square.commons.card().duty.role) {
        square.commons.inventory(days).await?
    } else {
        square.commons.own_reports(days).await?
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &Page { errors, ..Page::of(square, &inventory, month, filter) })
}

/// The month of an address, `2023-11`; this one where it says none.
fn month(said: &str, today: Date) -> Slot {
    let first = Date::parse(&format!("{said}-01"), &time::format_description::well_known::Iso8601::DATE);
    let first = first.ok().filter(|day| *day <= today && day.year() > 2000);
    Slot::of(Step::Month, first.unwrap_or(today))
}

impl Page {
    fn of(square: &Square, inventory: &Inventory, month: Slot, filter: Filter) -> Self {
        let (t, today) = (square.t, square.commons.today().date());
        let card = square.commons.card();
        let sees_all = sees_all(card.duty.role);
        let row = Rows { t, inventory, unit: card.duty.unit.id };
        let category = chosen(Category::ALL, Category::word, &filter.kategori);
        let area = picked(&filter.omrade);
        let is_wanted = |place: Option<Place>, of: Category| {
            category.is_none_or(|wanted| of == wanted)
                && area.is_none_or(|wanted| place.is_some_and(|place| place.area == wanted))
        };
        let incidents = inventory.incidents.iter();
        let incidents = incidents.filter(|one| is_wanted(Some(one.what.place), one.what.what.category()));
        let phenomena = inventory.phenomena.iter();
        let phenomena =
            phenomena.filter(|one| is_wanted(one.what.noticed().place, one.what.noticed().category));
        Self {
            t,
            frame: square.frame(),
            lede: t.get(if sees_all { "incidents-lede-all" } else { "incidents-lede-own" }),
            thanks: !filter.nytt.is_empty(),
            sees_all,
            month: t.month(month.first()),
            before: month.previous().to_string(),
            after: Some(month.next()).filter(|next| next.first() <= today).map(|next| next.to_string()),
            categories: family(t, "category", Category::ALL, Category::word, &filter.kategori),
            areas: areas(inventory, &filter.omrade),
            incidents: incidents.map(|one| row.incident(one)).collect(),
            phenomena: phenomena.map(|one| row.phenomenon(one)).collect(),
            filter,
            errors: FieldErrors::default(),
        }
    }
}

/// The areas to choose from; none is chosen by itself, also where there is one alone.
fn areas(inventory: &Inventory, said: &str) -> Vec<Choice> {
    let mut choices = choices(inventory.areas.iter().map(|area| (area.id, area.name.as_str())), said);
    for choice in &mut choices {
        choice.chosen = choice.word == said;
    }
    choices
}

/// What turns reports into rows.
struct Rows<'a> {
    t: Text,
    inventory: &'a Inventory,
    unit: Id<Unit>,
}

impl Rows<'_> {
    fn incident(&self, one: &Reported<Incident>) -> Row {
        let (t, incident) = (self.t, &one.what);
        let named = |family: &str, word: &str| t.get(&format!("{family}-{word}"));
        let answer = |word: &str| named("answer", word).to_lowercase();
        let (from, to) = (incident.when.from(), incident.when.to());
        let until = match (from == to, stockholm::day(from) == stockholm::day(to)) {
            (true, _) => String::new(),
            (false, true) => format!("–{}", t.time_of_day(to)),
            (false, false) => format!(" – {}", t.moment(to)),
        };
        let mut facts = vec![
            named("consequence", incident.consequence.word()),
            t.with("incident-owned", &[("owner", named("property", incident.owner.word()).into())]),
            t.with("incident-influence-is", &[("answer", answer(incident.influence.word()).into())]),
            t.with("incident-police-is", &[("answer", answer(incident.police_report.word()).into())]),
        ];
        facts.extend(incident.cost.map(|cost| t.with("incident-cost-is", &[("cost", cost.into())])));
        facts.push(self.by(incident.reported_by.word()));
        Row {
            id: one.id.to_string(),
            kind: "incident",
            title: happened(incident.what, t),
            when: format!("{}{until}", t.moment(from)),
            place: self.place(incident.place),
            facts,
            narrative: incident.narrative.as_str().to_owned(),
            is_withdrawn: one.is_withdrawn,
            is_own: one.unit == self.unit && !one.is_withdrawn,
        }
    }

    fn phenomenon(&self, one: &Reported<Phenomenon>) -> Row {
        let (t, noticed) = (self.t, one.what.noticed());
        let category = t.get(&format!("category-{}", noticed.category.word()));
        let direction = t.get(&format!("direction-{}", noticed.direction.word()));
        let (first, last) = (t.date(noticed.days.first().date()), t.date(noticed.days.last().date()));
        Row {
            id: one.id.to_string(),
            kind: "phenomenon",
            title: format!("{category}: {}", direction.to_lowercase()),
            when: if first == last { first } else { format!("{first} – {last}") },
            place: noticed.place.map_or_else(|| t.get("phenomenon-everywhere"), |place| self.place(place)),
            facts: vec![self.by(noticed.reported_by.word())],
            narrative: one.what.narrative().as_str().to_owned(),
            is_withdrawn: one.is_withdrawn,
            is_own: one.unit == self.unit && !one.is_withdrawn,
        }
    }

    fn by(&self, function: &str) -> String {
        let by = self.t.get(&format!("function-{function}"));
        self.t.with("incident-by", &[("function", by.into())])
    }

    fn place(&self, place: Place) -> String {
        let area = self.inventory.areas.iter().find(|area| area.id == place.area);
        let area = area.map_or("", |area| area.name.as_str());
        format!("{area}, {}", spot(place.kind, self.t).to_lowercase())
    }
}

/// What happened in words: the category, and of a theft what was stolen.
fn happened(what: What, t: Text) -> String {
    let category = t.get(&format!("category-{}", what.category().word()));
    let Some(theft) = what.theft() else { return category };
    let stolen = t.get(&format!("stolen-{}", theft.stolen.word())).to_lowercase();
    let organised =
        if theft.organised { format!(", {}", t.get("incident-organised-short")) } else { String::new() };
    format!("{category}: {stolen}{organised}")
}
