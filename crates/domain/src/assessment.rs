//! What intake decides about a received concern: the protection assessment at once, and within 14 days
//! whether an investigation is opened (20 kap. 1 and 2 §§ socialtjänstlagen (2025:400)), and what the reporter hears
//! (19 kap. 6 §).
//!
//! All are legal judgements by a person. Nothing here proposes one.

use serde::{Deserialize, Serialize};

use crate::{
    Id, Timestamp,
    concern::Concern,
    duty::Account,
    unit::{Authority, Unit},
};

/// An assessment or decision on a concern, with its reasons.
pub enum Assessment {}

/// Whether the child needs protection now (*omedelbar skyddsbedömning*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// Needs protection now.
    Needed,
    /// No immediate need.
    NotNeeded,
}

impl Protection {
    /// Both answers, in the order of the form.
    pub const ALL: [Self; 2] = [Self::Needed, Self::NotNeeded];

    /// The stable word for store, forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Needed => "needed",
            Self::NotNeeded => "not_needed",
        }
    }
}

/// Whether an investigation is opened (*inled utredning / inled inte / utredning pågår redan*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// An investigation is opened.
    Open,
    /// None is opened.
    DoNotOpen,
    /// One is already running; then no decision is needed, and that is what stands.
    AlreadyRunning,
}

impl Opening {
    /// All answers, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Open, Self::DoNotOpen, Self::AlreadyRunning];

    /// The stable word for store, forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::DoNotOpen => "do_not_open",
            Self::AlreadyRunning => "already_running",
        }
    }
}

/// Whether the reporter is told what was decided (*återkoppling*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feedback {
    /// Told: opened, not opened or already running.
    Given,
    /// Not told, because that would be unsuitable under the circumstances.
    Withheld,
}

impl Feedback {
    /// Both answers, in the order of the form.
    pub const ALL: [Self; 2] = [Self::Given, Self::Withheld];

    /// The stable word for store, forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Withheld => "withheld",
        }
    }
}

/// What was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Judged {
    /// The protection assessment.
    Protection(Protection),
    /// The decision on an investigation.
    Opening(Opening),
    /// The answer to the reporter.
    Feedback(Feedback),
}

/// What the cover of an assessment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentCover {
    /// Its id.
    pub id: Id<Assessment>,
    /// The concern it is about.
    pub concern: Id<Concern>,
    /// The controller.
    pub authority: Id<Authority>,
    /// The unit that judged.
    pub unit: Id<Unit>,
    /// What was judged, and how.
    pub judged: Judged,
    /// Who judged.
    pub by: Id<Account>,
    /// When.
    pub at: Timestamp,
}

/// The reasons. Sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasons {
    /// Why, in the assessor's own words.
    pub text: String,
    /// Who judged, by name and function, as it stood that day.
    pub signed: String,
}
