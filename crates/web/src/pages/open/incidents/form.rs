//! The form of an incident: what a browser sends, and the incident that it says. The same for staff and for those who
//! report through a link of their own.

use domain::{
    Id, Timestamp,
    situation::{
        Answer, Function, Incident, NewIncident, Place, PlaceKind,
        incident::{Category, Consequence, Fault, Owner, Stolen, Theft},
        narrative::NarrativeFault,
        personal_data::PersonalData,
    },
    stockholm,
};
use serde::Deserialize;
use time::{Date, Duration, PrimitiveDateTime, Time, macros::time};

use super::super::{family, picked, shapes};
use crate::{
    forms::{Choice, FieldErrors, chosen, day, day_text, tidy},
    pages::open::tonight::clock,
    text::Text,
};

/// The last minute of a day.
const LAST_MINUTE: Time = time!(23:59);

/// An incident, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportForm {
    /// The token of the session's forms.
    pub token: String,
    /// The id of what the form makes.
    pub form: String,
    pub(in crate::pages::open) category: String,
    pub(in crate::pages::open) stolen: String,
    pub(in crate::pages::open) organised: String,
    pub(in crate::pages::open) influence: String,
    pub(in crate::pages::open) day: String,
    pub(in crate::pages::open) from: String,
    pub(in crate::pages::open) to: String,
    pub(in crate::pages::open) last_day: String,
    pub(in crate::pages::open) area: String,
    pub(in crate::pages::open) place: String,
    pub(in crate::pages::open) owner: String,
    pub(in crate::pages::open) consequence: String,
    pub(in crate::pages::open) cost: String,
    pub(in crate::pages::open) police_report: String,
    pub(in crate::pages::open) narrative: String,
}

/// What the form has to choose from.
pub struct ReportChoices {
    /// Categories.
    pub category: Vec<Choice>,
    /// What was stolen.
    pub stolen: Vec<Choice>,
    /// Alcohol or drugs.
    pub influence: Vec<Choice>,
    /// Areas.
    pub area: Vec<Choice>,
    /// Kinds of places.
    pub place: Vec<Choice>,
    /// Owners.
    pub owner: Vec<Choice>,
    /// Consequences.
    pub consequence: Vec<Choice>,
    /// Whether it was reported to the police.
    pub police_report: Vec<Choice>,
    /// What a browser looks for in the text.
    pub shapes: String,
}

impl ReportForm {
    /// An empty form: today, and nothing else is chosen.
    pub fn preset<T>(form: Id<T>, today: Date) -> Self {
        Self { form: form.to_string(), day: day_text(today), ..Self::default() }
    }

    /// What there is to choose from, with what was chosen.
    pub fn choices(&self, areas: Vec<Choice>, t: Text) -> ReportChoices {
        ReportChoices {
            category: family(t, "category", Category::ALL, Category::word, &self.category),
            stolen: family(t, "stolen", Stolen::ALL, Stolen::word, &self.stolen),
            influence: family(t, "answer", Answer::ALL, Answer::word, &self.influence),
            area: areas,
            place: family(t, "spot", PlaceKind::ALL, PlaceKind::word, &self.place),
            owner: family(t, "property", Owner::ALL, Owner::word, &self.owner),
            consequence: family(t, "consequence", Consequence::ALL, Consequence::word, &self.consequence),
            police_report: family(t, "answer", Answer::ALL, Answer::word, &self.police_report),
            shapes: shapes(t),
        }
    }

    /// The area that was chosen, for the choices.
    pub fn area(&self) -> &str {
        &self.area
    }

    /// Whether there are signs that the theft was organised.
    pub fn is_organised(&self) -> bool {
        !self.organised.is_empty()
    }

    /// The incident, or every fault at its field. In which function it is reported is not the form's to say.
    ///
    /// # Errors
    /// The faults, in the order of the fields.
    pub fn parse(&self, by: Function, now: Timestamp) -> Result<(Id<Incident>, Incident), FieldErrors> {
        let mut errors = FieldErrors::default();
        let id = needed(picked(&self.form), &mut errors, "form", "rule-form-used");
        let category = one(&mut errors, Category::ALL, Category::word, ("category", &self.category));
        let theft = self.theft(&mut errors, category);
        let influence = one(&mut errors, Answer::ALL, Answer::word, ("influence", &self.influence));
        let times = self.times(&mut errors, now);
        let area = needed(picked(&self.area), &mut errors, "area", "record-choice-missing");
        let place = one(&mut errors, PlaceKind::ALL, PlaceKind::word, ("place", &self.place));
        let owner = one(&mut errors, Owner::ALL, Owner::word, ("owner", &self.owner));
        let consequence =
            one(&mut errors, Consequence::ALL, Consequence::word, ("consequence", &self.consequence));
        let cost = cost(&self.cost, &mut errors);
        let police = one(&mut errors, Answer::ALL, Answer::word, ("police_report", &self.police_report));
        let parts = (id, category, influence, times, area, place, owner);
        let (Some(id), Some(category), Some(influence), Some(times), Some(area), Some(kind), Some(owner)) =
            parts
        else {
            return Err(errors);
        };
        let (Some(consequence), Some(police_report)) = (consequence, police) else { return Err(errors) };
        let new = NewIncident {
            category,
            theft,
            influence,
            from: times.0,
            to: times.1,
            place: Place { area, kind },
            owner,
            consequence,
            cost,
            police_report,
            narrative: tidy(&self.narrative),
            reported_by: by,
        };
        let checked = new.checked(now).map_err(|faults| at_fields(&faults));
        if errors.is_empty() { checked.map(|incident| (id, incident)) } else { Err(errors) }
    }

    /// What was stolen; what stands there for anything but a theft is told, not left out.
    fn theft(&self, errors: &mut FieldErrors, category: Option<Category>) -> Option<Theft> {
        let stolen = chosen(Stolen::ALL, Stolen::word, &self.stolen);
        if category.is_some_and(|category| category != Category::Theft)
            && (stolen.is_some() || !self.organised.is_empty())
        {
            errors.add("stolen", "incident-no-theft");
        }
        let organised = !self.organised.is_empty();
        match stolen {
            None if organised && category == Some(Category::Theft) => {
                errors.add("stolen", "incident-stolen-missing");
                None
            }
            stolen => stolen.map(|stolen| Theft { stolen, organised }),
        }
    }

    /// From when to when: without a time the whole day, with a time that is earlier until the next morning.
    fn times(
        &self,
        errors: &mut FieldErrors,
        now: Timestamp,
    ) -> Option<(PrimitiveDateTime, PrimitiveDateTime)> {
        let first = needed(day(&self.day), errors, "day", "incident-day-missing")?;
        let at = |said: &str, errors: &mut FieldErrors, field| match said.trim() {
            "" => Some(None),
            said => needed(clock(said), errors, field, "evening-time-missing").map(Some),
        };
        let (from, to) = (at(&self.from, errors, "from")?, at(&self.to, errors, "to")?);
        let last = match self.last_day.trim() {
            "" if is_before(to, from) => first.next_day()?,
            "" => first,
            said => needed(day(said), errors, "last_day", "incident-day-missing")?,
        };
        let now = stockholm::local(now);
        let now = PrimitiveDateTime::new(now.date(), now.time());
        let from_at = PrimitiveDateTime::new(first, from.unwrap_or(Time::MIDNIGHT));
        let end = to.or(from.filter(|_| last == first)).unwrap_or(LAST_MINUTE);
        let end = PrimitiveDateTime::new(last, end);
        // Without a time, today is until now.
        Some((from_at, if to.is_none() && end > now && from_at <= now { now } else { end }))
    }
}

fn one<T: Copy>(
    errors: &mut FieldErrors,
    all: &[T],
    word: impl Fn(T) -> &'static str,
    (field, said): (&'static str, &str),
) -> Option<T> {
    needed(chosen(all, word, said), errors, field, "record-choice-missing")
}

fn is_before(to: Option<Time>, from: Option<Time>) -> bool {
    matches!((from, to), (Some(from), Some(to)) if to < from)
}

fn needed<T>(said: Option<T>, errors: &mut FieldErrors, field: &'static str, key: &'static str) -> Option<T> {
    if said.is_none() {
        errors.add(field, key);
    }
    said
}

fn cost(said: &str, errors: &mut FieldErrors) -> Option<u32> {
    match said.replace([' ', '\u{a0}'], "").as_str() {
        "" => None,
        said => needed(said.parse().ok(), errors, "cost", "record-number-wrong"),
    }
}

/// Each fault of an incident at its field.
fn at_fields(faults: &[Fault]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for fault in faults {
        match fault {
            Fault::NoTheft => errors.add("stolen", "incident-no-theft"),
            Fault::EndsBefore => errors.add("to", "incident-ends-before"),
            Fault::WindowTooLong => errors.add("last_day", "incident-window-long"),
            Fault::Ahead => errors.add("day", "incident-ahead"),
            Fault::CostTooHigh => errors.add("cost", "incident-cost-high"),
            Fault::TextMissing => errors.add("narrative", "phenomenon-text-missing"),
            Fault::Text(fault) => errors.add("narrative", text_key(fault)),
        }
    }
    errors
}

/// What is wrong with a text of the open part: it is too long, or which kind of personal data it seems to hold.
pub(in crate::pages::open) fn text_key(fault: &NarrativeFault) -> &'static str {
    match fault {
        NarrativeFault::TooLong { .. } => "record-long",
        NarrativeFault::PersonalData(found) => match found.first().map(|found| found.kind) {
            Some(PersonalData::Number) => "personal-number",
            Some(PersonalData::Phone) => "personal-phone",
            Some(PersonalData::Plate) => "personal-plate",
            Some(PersonalData::Address) => "personal-address",
            Some(PersonalData::Email) => "personal-email",
            None => "record-personal",
        },
    }
}

/// The faults of a phenomenon at its fields.
pub(super) fn of_phenomenon(faults: &[Fault]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for fault in faults {
        match fault {
            Fault::Ahead => errors.add("last_day", "incident-ahead"),
            Fault::TextMissing => errors.add("narrative", "phenomenon-text-missing"),
            Fault::Text(fault) => errors.add("narrative", text_key(fault)),
            _ => errors.add("category", "record-choice-missing"),
        }
    }
    errors
}

/// How far back a form may look, in days: what is older is history and no report.
pub(super) const FURTHEST: Duration = Duration::days(366 * 6);
