//! Who reports, and who may know it.
//!
//! A reporter in service is not anonymous: intake must be able to ring. A private person, and anybody for whom
//! danger is recorded, is sealed apart (26 kap. 5 § OSL): a record of its own under a key of its own, which only
//! whoever is responsible opens, with a reason. The concern itself then says nothing of where it came from.

use serde::{Deserialize, Serialize};

use crate::{Id, duty::Account, unit::Agency};

/// The record in which a reporter is sealed apart. Its cover is the concern's, and it bears the concern's id.
pub enum SealedReporter {}

/// Where a concern came from, as its cover tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// From somebody in service.
    InService {
        /// Who reported.
        reporter: Id<Account>,
        /// Their agency.
        from: Agency,
    },
    /// From somebody who is sealed apart. On the receiver's side only.
    SealedApart,
}

impl Source {
    /// Who reported, where that may be known.
    pub fn reporter(self) -> Option<Id<Account>> {
        match self {
            Self::InService { reporter, .. } => Some(reporter),
            Self::SealedApart => None,
        }
    }

    /// The agency, where that may be known.
    pub fn agency(self) -> Option<Agency> {
        match self {
            Self::InService { from, .. } => Some(from),
            Self::SealedApart => None,
        }
    }
}

/// A reporter. What somebody who rings in does not say stays empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reporter {
    /// Name.
    pub name: String,
    /// Function and unit, or how a private person knows the child, in words.
    pub function: String,
    /// Telephone.
    pub phone: String,
}

/// Why somebody opens who a reporter is that is sealed apart. A word, never free text: it stands in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnsealReason {
    /// The reporter has to be rung.
    Contact,
    /// There may be a threat against the reporter.
    Threat,
    /// A court or the police need the reporter as a witness.
    Witness,
}

impl UnsealReason {
    /// All reasons, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Contact, Self::Threat, Self::Witness];

    /// The stable word for forms, log and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Threat => "threat",
            Self::Witness => "witness",
        }
    }
}
