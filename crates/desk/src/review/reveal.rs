//! The name behind a pseudonym of the log: an act of its own, with a reason, that opens name and year of birth in
//! the own authority's register and never a record.

use access::{Action, Disclosed, RecordKind, RecordRef, record::RevealedPerson};
use async_trait::async_trait;
use domain::{Id, person::Person, review::RevealReason};
use uuid::Uuid;

use super::Seen;
use crate::{
    Fault,
    question::{Asked, Question, Reading},
};

/// The kinds whose covers lead to a person.
const KINDS: [RecordKind; 9] = [
    RecordKind::Concern,
    RecordKind::Reporter,
    RecordKind::Assessment,
    RecordKind::Intervention,
    RecordKind::FollowUp,
    RecordKind::Consent,
    RecordKind::Referral,
    RecordKind::Outreach,
    RecordKind::Person,
];

/// Asks for the name.
pub struct Reveal {
    records: Vec<RecordRef>,
    reason: RevealReason,
}

impl Reveal {
    /// Of the person of a group, for a reason.
    pub fn of(seen: &Seen, reason: RevealReason) -> Self {
        let named = |(kind, id): &(String, String)| {
            let kind = KINDS.into_iter().find(|known| known.word() == kind)?;
            Some(RecordRef { kind, id: Uuid::parse_str(id).ok()? })
        };
        Self { records: seen.group.records.iter().filter_map(named).collect(), reason }
    }

    /// The person's row in the own register, by what stands on the covers.
    async fn person(&self, reading: &mut Reading<'_>) -> Result<Option<Id<Person>>, Fault> {
        let own = reading.actor.duty.unit.authority.id;
        for record in &self.records {
            let Some(facts) = reading.tx.facts(*record).await? else { continue };
            if let Some(token) = facts.token.filter(|_| facts.authority == own)
                && let Some(known) = reading.tx.person_known(own, token).await?
            {
                return Ok(Some(known.id));
            }
        }
        Ok(None)
    }
}

#[async_trait]
impl Question for Reveal {
    type Answer = Disclosed<RevealedPerson>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let person = self.person(reading).await?;
        let asked_for = self.records.first().map_or_else(Uuid::nil, |record| record.id);
        let id = person.map_or(asked_for, Id::uuid);
        let sealed = match person {
            Some(person) => reading.tx.revealed(person).await?,
            None => None,
        };
        let asked = reading.one(Action::LogReveal, id, sealed);
        let slip = asked.slip.map(|slip| slip.noting("reason", self.reason.word().to_owned()));
        Ok(Asked { slip, ..asked })
    }
}
