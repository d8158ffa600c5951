//! Makes what the tests write, and writes it.

use desk::ports::{SealedGroups, StoreFault, Write};
use domain::{
    Id, LegalDay, Timestamp,
    concern::{Concern, ConcernCover, RegistryNumber, Side, Source, Stage},
    disclosure::{Disclosure, Field},
    duty::Duty,
    intervention::{Intervention, InterventionCover, Kind, State},
    person::{Person, PersonCover, PersonToken},
};
use tests::World;
use time::macros::date;

/// Writes all of it in one transaction.
pub(crate) async fn write(world: &World, writes: Vec<Write>) -> Result<(), StoreFault> {
    let mut tx = world.store.begin().await?;
    for write in writes {
        tx.write(write).await?;
    }
    tx.commit().await
}

/// Whether the store says that it stands there already, or was changed meanwhile.
pub(crate) fn is_conflict<T>(answer: &Result<T, StoreFault>) -> bool {
    matches!(answer, Err(StoreFault::Conflict))
}

pub(crate) fn id<T>(world: &World) -> Id<T> {
    Id::from_random(world.keys.chance().bytes())
}

/// Bytes that stand for ciphertexts; nobody opens them here.
pub(crate) fn groups(world: &World, epoch: u32) -> SealedGroups {
    let random = || world.keys.chance().bytes::<24>().to_vec();
    let key = access::WrappedKey { epoch, bytes: random() };
    SealedGroups { line: Some(random()), body: random(), key }
}

/// A few instants that lie close to each other; the same number is the same instant.
pub(crate) fn at(number: i64) -> Timestamp {
    Timestamp::from_micros(1_795_510_800_000_000 + number)
}

pub(crate) const DAY: LegalDay = LegalDay::new(date!(2026 - 11 - 24));

/// Karin's duty and Sara's at intake.
pub(crate) struct Places {
    pub(crate) school: Duty,
    pub(crate) intake: Duty,
}

impl Places {
    pub(crate) async fn of(world: &World) -> Self {
        let duty = async |name| world.desk(name).await.card().duty.clone();
        Self { school: duty("karin").await, intake: duty("sara").await }
    }

    pub(crate) fn disclosure(&self, world: &World, at: Timestamp) -> Disclosure {
        Disclosure {
            id: id(world),
            released_by: self.school.account,
            duty: self.school.id,
            from: self.school.unit.id,
            to: self.intake.unit.id,
            basis: "concern-report@2026-01-01".to_owned(),
            day: DAY,
            fields: Field::ALL.to_vec(),
            at,
        }
    }

    pub(crate) fn concern(&self, world: &World, side: Side, of: &Disclosure) -> ConcernCover {
        let unit = match side {
            Side::Sent => &self.school.unit,
            Side::Received => &self.intake.unit,
        };
        ConcernCover {
            id: id(world),
            side,
            authority: unit.authority.id,
            unit: unit.id,
            dnr: RegistryNumber::from_random(DAY, world.keys.chance().bytes()),
            disclosure: of.id,
            source: Source::InService { reporter: of.released_by, from: self.school.unit.authority.agency },
            token: None,
            age: None,
            person: None,
            protected: false,
            guardians_must_not_know: false,
            feedback_asked: false,
            told: None,
            handling: domain::concern::Handling::default(),
            handed_over: of.at,
            received_on: of.day,
            stage: Stage::Received,
            version: 1,
        }
    }

    pub(crate) fn person(&self, world: &World, token: Option<PersonToken>, protected: bool) -> PersonCover {
        let unit = &self.intake.unit;
        let (id, authority, created) = (id::<Person>(world), unit.authority.id, at(7));
        PersonCover { id, authority, unit: unit.id, token, protected, concern: None, created }
    }

    pub(crate) fn intervention(
        &self,
        world: &World,
        concern: Id<Concern>,
        offered: Timestamp,
    ) -> InterventionCover {
        InterventionCover {
            id: id::<Intervention>(world),
            concern,
            authority: self.intake.unit.authority.id,
            unit: self.intake.unit.id,
            token: None,
            protected: false,
            kind: Kind::Talks,
            state: State::Planned,
            responsible: self.intake.account,
            follow_up: DAY,
            offered,
            offered_on: DAY,
            version: 1,
        }
    }

    /// Writes a received concern with its handing over, and returns its cover.
    pub(crate) async fn received(&self, world: &World, token: Option<PersonToken>) -> ConcernCover {
        let disclosure = self.disclosure(world, at(0));
        let cover = ConcernCover { token, ..self.concern(world, Side::Received, &disclosure) };
        let new = Write::Concern(cover.clone(), groups(world, 1));
        write(world, vec![Write::Disclosure(disclosure), new]).await.unwrap();
        cover
    }
}
