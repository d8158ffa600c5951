//! An evening out (*tillfälle*): planned, then done or cancelled.
//!
//! Night-walking associations, the field group and, if they choose, the Police see each other's plans; afterwards the
//! plan becomes an occasion in one step. No persons: how many adults were out, and how many young people they met.
//!
//! What it is not: it does not know what counts, [`super::counting`] does. A short evening is an evening all the same.

use serde::{Deserialize, Serialize};
use time::{Date, Duration, PrimitiveDateTime, Time};

use super::{EvidenceKind, Unfit};
use crate::{Id, Timestamp, situation::Area, stockholm};

/// Who goes out: an association, the field group, a police unit.
pub enum Organiser {}

words! {
    /// What kind of evening it is.
    Outing {
        /// Adults of an association walk (*nattvandring*).
        NightWalk "night_walk",
        /// The field group works outreach.
        FieldEvening "field_evening",
        /// The Police are out. Planned here for the others to see; told as a foot patrol, where it was one.
        PoliceEvening "police_evening",
    }
}

impl Outing {
    /// What it is evidence of.
    pub fn evidence(self) -> Option<EvidenceKind> {
        match self {
            Self::NightWalk => Some(EvidenceKind::NightWalk),
            Self::FieldEvening => Some(EvidenceKind::FieldEvening),
            Self::PoliceEvening => None,
        }
    }
}

words! {
    /// Why an evening was cancelled.
    Cancelled {
        /// Too few adults could come.
        TooFew "too_few",
        /// The weather.
        Weather "weather",
        /// Somebody was ill.
        Illness "illness",
        /// Another reason.
        Other "other",
        /// It was written down by mistake; the only reason that undoes an evening told as done.
        Mistake "mistake",
    }
}

/// From when until when, as the clock on the wall shows it. What ends at or before its beginning on the clock ends on
/// the next day; the evening is the day on which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    evening: Date,
    from: Time,
    to: Time,
}

impl Span {
    /// The time between two times of the clock, the first of them on `evening`.
    ///
    /// # Errors
    /// [`Unfit::NoTime`] where they are the same.
    pub fn new(evening: Date, from: Time, to: Time) -> Result<Self, Unfit> {
        if from == to { Err(Unfit::NoTime) } else { Ok(Self { evening, from, to }) }
    }

    /// The evening that it belongs to.
    pub fn evening(self) -> Date {
        self.evening
    }

    /// When it begins, on the clock.
    pub fn from(self) -> Time {
        self.from
    }

    /// When it ends, on the clock.
    pub fn to(self) -> Time {
        self.to
    }

    /// The instant at which it ends.
    pub fn ends(self) -> Timestamp {
        let day = if self.to > self.from { self.evening } else { self.evening.saturating_add(Duration::DAY) };
        stockholm::instant(PrimitiveDateTime::new(day, self.to))
    }

    /// How many minutes it lasts. They are real minutes, also in the nights when the clock is changed.
    pub fn minutes(self) -> i64 {
        let begins = stockholm::instant(PrimitiveDateTime::new(self.evening, self.from));
        self.ends().since(begins).whole_minutes()
    }
}

/// Who means to be out where and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What kind of evening it is.
    pub outing: Outing,
    /// Who goes out.
    pub organiser: Id<Organiser>,
    /// Where.
    pub area: Id<Area>,
    /// When.
    pub span: Span,
}

/// What there is to tell afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// When they began, on the clock.
    pub from: Time,
    /// When they ended, on the clock.
    pub to: Time,
    /// How many adults were out.
    pub adults: u16,
    /// How many young people they talked to.
    pub contacts: u16,
}

/// How far an evening has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Planned, and nothing told yet.
    Planned,
    /// Done.
    Done {
        /// How many adults were out.
        adults: u16,
        /// How many young people they talked to.
        contacts: u16,
    },
    /// Cancelled.
    Cancelled(Cancelled),
}

/// An evening out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occasion {
    id: Id<Occasion>,
    plan: Plan,
    stage: Stage,
    version: i64,
}

impl Occasion {
    /// An evening is planned. `others` are the evenings that the organiser has, of this date at least.
    ///
    /// # Errors
    /// [`Unfit::Duplicate`] where the organiser has this evening already and has not cancelled it.
    pub fn planned(id: Id<Occasion>, plan: Plan, others: &[Self]) -> Result<Self, Unfit> {
        let is_taken = others.iter().any(|other| {
            other.plan.organiser == plan.organiser
                && other.plan.span.evening == plan.span.evening
                && !matches!(other.stage, Stage::Cancelled(_))
        });
        if is_taken { Err(Unfit::Duplicate) } else { Ok(Self::stored(id, plan, Stage::Planned, 1)) }
    }

    /// One read back from the store.
    pub fn stored(id: Id<Occasion>, plan: Plan, stage: Stage, version: i64) -> Self {
        Self { id, plan, stage, version }
    }

    /// The plan has become an occasion: as planned, or with the times that were.
    ///
    /// # Errors
    /// [`Unfit::WrongState`] unless planned, [`Unfit::NobodyThere`] without adults, [`Unfit::Ahead`] before its end.
    pub fn done(self, told: Told, now: Timestamp) -> Result<Self, Unfit> {
        if self.stage == Stage::Planned { self.with(told, now) } else { Err(Unfit::WrongState) }
    }

    /// What was told is put right.
    ///
    /// # Errors
    /// [`Unfit::WrongState`] unless done, else as for [`Occasion::done`].
    pub fn corrected(self, told: Told, now: Timestamp) -> Result<Self, Unfit> {
        if matches!(self.stage, Stage::Done { .. }) { self.with(told, now) } else { Err(Unfit::WrongState) }
    }

    /// It is cancelled. What was told as done is undone only as a mistake.
    ///
    /// # Errors
    /// [`Unfit::WrongState`].
    pub fn cancelled(self, reason: Cancelled) -> Result<Self, Unfit> {
        match (self.stage, reason) {
            (Stage::Planned, _) | (Stage::Done { .. }, Cancelled::Mistake) => {
                Ok(Self { stage: Stage::Cancelled(reason), version: self.version + 1, ..self })
            }
            _ => Err(Unfit::WrongState),
        }
    }

    fn with(self, told: Told, now: Timestamp) -> Result<Self, Unfit> {
        let Told { from, to, adults, contacts } = told;
        let span = Span::new(self.plan.span.evening, from, to)?;
        if adults == 0 {
            return Err(Unfit::NobodyThere);
        }
        if span.ends() > now {
            return Err(Unfit::Ahead);
        }
        let stage = Stage::Done { adults, contacts };
        Ok(Self { plan: Plan { span, ..self.plan }, stage, version: self.version + 1, ..self })
    }

    /// Its id.
    pub fn id(&self) -> Id<Occasion> {
        self.id
    }

    /// Who, where and when: as planned, and once it is done as it was.
    pub fn plan(&self) -> Plan {
        self.plan
    }

    /// The evening that it belongs to.
    pub fn evening(&self) -> Date {
        self.plan.span.evening
    }

    /// How far it has come.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Counts the changes.
    pub fn version(&self) -> i64 {
        self.version
    }
}

#[cfg(test)]
mod tests;
