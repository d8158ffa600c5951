//! A disclosure (*utlämnande*): a named person decided that these fields go to that unit on this provision.
//!
//! It is the only thing that links records of two authorities. It holds no content: what was handed over is
//! the receiver's frozen copy.

use serde::{Deserialize, Serialize};

use crate::{
    Id, LegalDay, Timestamp,
    duty::{Account, Duty},
    unit::Unit,
};

/// One handing over, decided and dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// Its id.
    pub id: Id<Disclosure>,
    /// Who released.
    pub released_by: Id<Account>,
    /// On which duty.
    pub duty: Id<Duty>,
    /// Which unit released.
    pub from: Id<Unit>,
    /// Which unit received.
    pub to: Id<Unit>,
    /// The legal basis in its version of that day, such as `concern-report@2025-07-01`.
    pub basis: String,
    /// The legal day.
    pub day: LegalDay,
    /// Which fields left, by their stable words.
    pub fields: Vec<Field>,
    /// When.
    pub at: Timestamp,
}

/// A field that can leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Name.
    Name,
    /// Personal or coordination number.
    Number,
    /// Own observation.
    Observed,
    /// What others told.
    Hearsay,
    /// The reporter's judgement.
    Judgement,
    /// Whether the guardians know.
    Guardians,
    /// Who reports.
    Reporter,
    /// Whether an investigation is opened, not opened or already running.
    Opening,
    /// What is asked for in a referral.
    Request,
    /// What the receiver of a referral needs to know beside it.
    Background,
    /// What came of an outreach meeting.
    Meeting,
}

impl Field {
    /// All fields, in the order of the page.
    pub const ALL: [Self; 11] = [
        Self::Name,
        Self::Number,
        Self::Observed,
        Self::Hearsay,
        Self::Judgement,
        Self::Guardians,
        Self::Reporter,
        Self::Opening,
        Self::Request,
        Self::Background,
        Self::Meeting,
    ];

    /// The stable word for store, log and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::Observed => "observed",
            Self::Hearsay => "hearsay",
            Self::Judgement => "judgement",
            Self::Guardians => "guardians",
            Self::Reporter => "reporter",
            Self::Opening => "opening",
            Self::Request => "request",
            Self::Background => "background",
            Self::Meeting => "meeting",
        }
    }
}
