//! Rows of a register of persons: which act opens how much of one. No act opens a whole row.

use domain::{
    Id,
    person::{Identity, Person, PersonCover},
    review::NameAndYear,
    unit::SecrecyRegime,
};
use uuid::Uuid;

use crate::{
    Action,
    record::{Facts, Protected, RecordKind, RecordRef, sealed},
};

/// A person's row as the review of the log may open it.
pub enum RevealedPerson {}
/// A person's row as a search shows it.
pub enum FoundPerson {}

// Name and year of birth of a person's row, for the review of the log.
protected!(
    RevealedPerson,
    PersonCover,
    NameAndYear,
    RecordKind::Person,
    "body",
    &["name"],
    Some(Action::LogReveal),
    person_facts
);
// The same of a person's row, for a search.
protected!(
    FoundPerson,
    PersonCover,
    NameAndYear,
    RecordKind::Person,
    "body",
    &["name"],
    Some(Action::PersonFind),
    person_facts
);
protected!(Person, PersonCover, Identity, RecordKind::Person, "body", &["identity"], None, person_facts);

fn person_facts(cover: &PersonCover, regime: SecrecyRegime) -> Facts {
    let record = RecordRef { kind: RecordKind::Person, id: cover.id.uuid() };
    Facts {
        matter: cover.concern.map_or(record.id, Id::uuid),
        token: cover.token,
        protected: cover.protected,
        ..Facts::of(record, cover.authority, cover.unit, regime)
    }
}
