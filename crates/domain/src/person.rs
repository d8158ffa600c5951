//! A young person in the register of one controller.
//!
//! There is no common register: a row belongs to one authority, and the same young person at two
//! authorities is two rows that nothing links but a disclosure.

use serde::{Deserialize, Serialize};

use crate::{
    Id, Timestamp,
    concern::Concern,
    personal_number::PersonalNumber,
    unit::{Authority, Unit},
};

/// The blind-index token of a personal number, keyed for one authority. Equal numbers give equal tokens at
/// one authority and unrelated ones at two; without the key it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonToken(pub [u8; 32]);

/// A young person (*den unga*) as one authority knows them.
pub enum Person {}

/// What the cover of a person says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonCover {
    /// The row's id; it stands in the log, never in a page's address beside a name.
    pub id: Id<Person>,
    /// Whose register it is.
    pub authority: Id<Authority>,
    /// The unit that opened the row.
    pub unit: Id<Unit>,
    /// Where a number is known.
    pub token: Option<PersonToken>,
    /// Protected personal data (*skyddade personuppgifter*).
    pub protected: bool,
    /// The concern that it was taken up because of, where no number says who it is: whoever knows that family is kept
    /// from the row too.
    pub concern: Option<Id<Concern>>,
    /// When the row was made.
    pub created: Timestamp,
}

/// Who a concern is about, as far as the sender knows it. Sealed wherever it stands.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The name, or what the reporter knows of it.
    pub name: String,
    /// The personal or coordination number, where it is known.
    pub number: Option<PersonalNumber>,
}
