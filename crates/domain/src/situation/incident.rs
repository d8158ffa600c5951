//! An incident (*händelse*) and a phenomenon (*iakttagelse*), as many functions report them, without any person.
//!
//! An incident happened once, at a place, between two times. A phenomenon is a trend that somebody has noticed. The
//! categories are those that Swedish municipalities use for their common pictures (EST), brought together; cars and
//! their parts stand apart because they are taken in an organised way, and abroad. Of a police report only that there
//! is one is kept, never its number.

use serde::{Deserialize, Serialize};
use time::{Duration, PrimitiveDateTime};

use super::{Answer, Days, Function, Narrative, Place, narrative::NarrativeFault};
use crate::{LegalDay, Timestamp, stockholm};

pub use words::{Category, Consequence, Direction, Owner, Stolen};

mod words;

/// The longest time between which something may have happened: a summer with the school closed.
pub const LONGEST_WINDOW: Duration = Duration::days(92);
/// The highest cost that is no slip of the pen, in kronor.
pub const HIGHEST_COST: u32 = 100_000_000;

/// What is known of a theft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Theft {
    /// What was stolen.
    pub stolen: Stolen,
    /// There are signs that it was organised (*tecken på organiserat*).
    pub organised: bool,
}

/// What happened: a category, and of a theft what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct What {
    category: Category,
    theft: Option<Theft>,
}

impl What {
    /// # Errors
    /// [`Fault::NoTheft`] when a category that is no theft tells of one.
    pub fn new(category: Category, theft: Option<Theft>) -> Result<Self, Fault> {
        if theft.is_some() && category != Category::Theft {
            Err(Fault::NoTheft)
        } else {
            Ok(Self { category, theft })
        }
    }

    /// The category.
    pub fn category(self) -> Category {
        self.category
    }

    /// What is known of the theft, where it is one.
    pub fn theft(self) -> Option<Theft> {
        self.theft
    }
}

/// The times between which something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    from: Timestamp,
    to: Timestamp,
}

impl Window {
    /// The window between two instants; of a moment, both are the same.
    ///
    /// # Errors
    /// [`Fault::EndsBefore`], [`Fault::WindowTooLong`].
    pub fn new(from: Timestamp, to: Timestamp) -> Result<Self, Fault> {
        match to.since(from) {
            length if length.is_negative() => Err(Fault::EndsBefore),
            length if length > LONGEST_WINDOW => Err(Fault::WindowTooLong),
            _ => Ok(Self { from, to }),
        }
    }

    /// When it began at the earliest.
    pub fn from(self) -> Timestamp {
        self.from
    }

    /// When it was over at the latest.
    pub fn to(self) -> Timestamp {
        self.to
    }

    /// The day that it is counted on: in Sweden, the first.
    pub fn day(self) -> LegalDay {
        LegalDay::new(stockholm::day(self.from))
    }
}

/// An incident. Whatever its parts are made of holds no person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// What happened.
    pub what: What,
    /// Whether alcohol or drugs were part of it.
    pub influence: Answer,
    /// When.
    pub when: Window,
    /// Where.
    pub place: Place,
    /// Whose property.
    pub owner: Owner,
    /// What came of it.
    pub consequence: Consequence,
    /// What it costs, in whole kronor, where that is known.
    pub cost: Option<u32>,
    /// Whether it was reported to the police.
    pub police_report: Answer,
    /// What else there is to say.
    pub narrative: Narrative,
    /// In which function it was reported.
    pub reported_by: Function,
}

/// An incident as a form brings it: times as the clock on the wall, and a text that nobody has looked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIncident {
    /// The category.
    pub category: Category,
    /// Of a theft, what is known of it.
    pub theft: Option<Theft>,
    /// Whether alcohol or drugs were part of it.
    pub influence: Answer,
    /// When it began at the earliest, as the clock in Sweden shows.
    pub from: PrimitiveDateTime,
    /// When it was over at the latest.
    pub to: PrimitiveDateTime,
    /// Where.
    pub place: Place,
    /// Whose property.
    pub owner: Owner,
    /// What came of it.
    pub consequence: Consequence,
    /// What it costs, in whole kronor.
    pub cost: Option<u32>,
    /// Whether it was reported to the police.
    pub police_report: Answer,
    /// What else there is to say.
    pub narrative: String,
    /// In which function it is reported.
    pub reported_by: Function,
}

/// Why something reported cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Only a theft has something stolen.
    #[error("only a theft tells what was stolen")]
    NoTheft,
    /// It ends before it begins.
    #[error("it ends before it begins")]
    EndsBefore,
    /// The times lie too far apart.
    #[error("the times lie more than {} days apart", LONGEST_WINDOW.whole_days())]
    WindowTooLong,
    /// It lies ahead.
    #[error("the time lies ahead")]
    Ahead,
    /// The cost is most likely a slip of the pen.
    #[error("the cost is higher than {HIGHEST_COST} kronor")]
    CostTooHigh,
    /// A phenomenon is told in words.
    #[error("there is no text")]
    TextMissing,
    /// The text cannot be kept.
    #[error(transparent)]
    Text(#[from] NarrativeFault),
}

impl NewIncident {
    /// The incident, or everything that is wrong with it at once.
    ///
    /// # Errors
    /// All [`Fault`]s, in the order of the form.
    pub fn checked(self, now: Timestamp) -> Result<Incident, Vec<Fault>> {
        let what = What::new(self.category, self.theft);
        let when = Window::new(stockholm::instant(self.from), stockholm::instant(self.to));
        let when = when.and_then(|when| if when.to > now { Err(Fault::Ahead) } else { Ok(when) });
        let cost = match self.cost {
            Some(cost) if cost > HIGHEST_COST => Err(Fault::CostTooHigh),
            cost => Ok(cost),
        };
        let narrative = Narrative::new(&self.narrative).map_err(Fault::Text);
        match (what, when, cost, narrative) {
            (Ok(what), Ok(when), Ok(cost), Ok(narrative)) => Ok(Incident {
                what,
                influence: self.influence,
                when,
                place: self.place,
                owner: self.owner,
                consequence: self.consequence,
                cost,
                police_report: self.police_report,
                narrative,
                reported_by: self.reported_by,
            }),
            (what, when, cost, narrative) => {
                Err([what.err(), when.err(), cost.err(), narrative.err()].into_iter().flatten().collect())
            }
        }
    }
}

/// What is noticed of a phenomenon, apart from the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noticed {
    /// What it is about.
    pub category: Category,
    /// Which way it goes.
    pub direction: Direction,
    /// Over which days.
    pub days: Days,
    /// Where; nowhere for the whole municipality.
    pub place: Option<Place>,
    /// In which function it is reported.
    pub reported_by: Function,
}

/// A phenomenon: a trend that somebody has noticed, told in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phenomenon {
    noticed: Noticed,
    narrative: Narrative,
}

impl Phenomenon {
    /// The phenomenon, or everything that is wrong with it at once.
    ///
    /// # Errors
    /// [`Fault::Ahead`], [`Fault::TextMissing`], [`Fault::Text`].
    pub fn new(noticed: Noticed, narrative: &str, today: LegalDay) -> Result<Self, Vec<Fault>> {
        let ahead = (noticed.days.last() > today).then_some(Fault::Ahead);
        match (ahead, Narrative::new(narrative)) {
            (None, Ok(narrative)) if !narrative.is_empty() => Ok(Self { noticed, narrative }),
            (ahead, Ok(narrative)) => {
                Err(ahead.into_iter().chain(narrative.is_empty().then_some(Fault::TextMissing)).collect())
            }
            (ahead, Err(fault)) => Err(ahead.into_iter().chain([Fault::Text(fault)]).collect()),
        }
    }

    /// One read back from the store.
    pub fn stored(noticed: Noticed, narrative: Narrative) -> Self {
        Self { noticed, narrative }
    }

    /// What was noticed.
    pub fn noticed(&self) -> Noticed {
        self.noticed
    }

    /// In words.
    pub fn narrative(&self) -> &Narrative {
        &self.narrative
    }
}

#[cfg(test)]
mod tests;
