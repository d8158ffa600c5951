//! A row of the follow-up (*åtagande*): who has promised it, which sentences it answers for, and how it is followed.
//!
//! How it is followed, its [`Terms`], can be changed on a day and with a reason ([`super::Promise::changed`]); what was
//! signed stays beside it.

use std::num::NonZeroU32;

use time::Date;

use super::{EvidenceKind, Measure};
use crate::{Id, situation::picture::Problem};

words! {
    /// Who has promised it.
    Owner {
        /// The municipality, with the associations that it works through.
        Municipality "municipality",
        /// The Police.
        Police "police",
        /// Both.
        Together "together",
    }
}

/// A row of the follow-up: something promised, or something said that is to be borne out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Commitment {
    /// Its name: `K4`.
    pub key: String,
    /// Who has promised it.
    pub owner: Owner,
    /// A short name for lists, in Swedish.
    pub title: String,
    /// The same in English.
    pub english: String,
    /// The sentences that it answers for.
    pub sentences: Vec<String>,
    pub(super) signed: Terms,
    pub(super) changes: Vec<Change>,
}

/// How a row is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// By a count, as done or not, or in words.
    pub kind: Kind,
    /// What shows that it was done.
    pub evidence: Vec<EvidenceKind>,
    /// The problems of the picture that it answers.
    pub problems: Vec<Id<Problem>>,
}

/// What is said of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A count.
    Counted {
        /// What is counted.
        unit: Measure,
        /// How many were promised; `None` where the promise has no number, and then there is no percentage either.
        target: Option<NonZeroU32>,
        /// The key of the rule that says what counts, where the unit needs one.
        counting: Option<String>,
    },
    /// Done, or not.
    Done,
    /// What was done, in words.
    Text,
}

/// New terms of a row from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The first day that they are followed.
    pub from: Date,
    /// Why.
    pub reason: String,
    /// The terms.
    pub terms: Terms,
}

impl Commitment {
    /// The terms that are followed on this day.
    pub fn terms(&self, day: Date) -> &Terms {
        let change = self.changes.iter().rev().find(|change| change.from <= day);
        change.map_or(&self.signed, |change| &change.terms)
    }

    /// What was changed, by day.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }
}
