//! A small municipality: a school and its counsellor, an intake unit and its workers, a police liaison.

use std::{collections::BTreeSet, sync::Arc};

use access::{
    Actor, Gate, KeyRing, Occasion, OsChance, Pending, Permit, Refused, Sealed, Slip, Stamp,
    folder::KeyFolder, gate::Asking,
};
use domain::{
    Id, LegalDay, Timestamp,
    concern::{Concern, ConcernCover, GuardiansKnow, RegistryNumber, Report, Reporter, Side, Source, Stage},
    duty::{Account, Duty, Role},
    person::Identity,
    personal_number::PersonalNumber,
    stockholm,
    unit::{Agency, Authority, Contact, SecrecyRegime, Unit},
};
use tempfile::TempDir;
use time::macros::{date, datetime};

use crate::honest_path;

pub(crate) const TODAY: LegalDay = LegalDay::new(date!(2026 - 11 - 24));

pub(crate) fn noon() -> Timestamp {
    datetime!(2026-11-24 11:00 UTC).into()
}

pub(crate) fn id<T>(number: u8) -> Id<T> {
    Id::from_random([number; 16])
}

/// A number of the Tax Agency's test series.
pub(crate) fn number() -> PersonalNumber {
    PersonalNumber::parse("201101172383", TODAY.date()).unwrap()
}

pub(crate) fn unit(agency: Agency) -> Unit {
    let number = u8::try_from(Agency::ALL.iter().position(|one| *one == agency).unwrap()).unwrap();
    let authority = Authority { id: id(20 + number), name: "Nämnden".to_owned(), agency };
    Unit {
        id: id(10 + number),
        authority,
        name: "Enheten".to_owned(),
        regime: SecrecyRegime::Strong,
        receives_concerns: agency == Agency::Social,
        contact: Contact::default(),
    }
}

pub(crate) struct World {
    pub(crate) gate: Gate,
    pub(crate) keys: KeyRing,
    pub(crate) folder: TempDir,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let keys =
            KeyFolder::create(&folder.path().join("keys"), "karlshamn.example/log", &OsChance).unwrap();
        let keys = KeyRing::open_folder(keys, Arc::new(OsChance)).unwrap();
        Self { gate: Gate::new().unwrap(), keys, folder }
    }

    pub(crate) fn asking<'a>(&'a self, actor: &'a Arc<Actor>, occasion: &'a Arc<Occasion>) -> Asking<'a> {
        Asking { actor, occasion, chance: self.keys.chance() }
    }

    /// The intake unit's copy of a report.
    pub(crate) fn received(&self, number: u8) -> Sealed<Concern> {
        let unit = unit(Agency::Social);
        self.concern(number, Side::Received, &unit)
    }

    pub(crate) fn concern(&self, number: u8, side: Side, unit: &Unit) -> Sealed<Concern> {
        honest_path::seal(&self.keys, self.cover(number, side, unit), &report())
    }

    fn cover(&self, number_of: u8, side: Side, unit: &Unit) -> ConcernCover {
        ConcernCover {
            id: id(number_of),
            side,
            authority: unit.authority.id,
            unit: unit.id,
            dnr: RegistryNumber::from_random(TODAY, [number_of; 5]),
            disclosure: id(number_of),
            source: Source::InService { reporter: counsellor().account, from: Agency::School },
            token: Some(self.keys.person_token(unit.authority.id, &number())),
            age: None,
            person: None,
            protected: false,
            guardians_must_not_know: false,
            feedback_asked: false,
            told: None,
            handling: domain::concern::Handling::default(),
            handed_over: noon(),
            received_on: TODAY,
            stage: Stage::Received,
            version: 1,
        }
    }
}

pub(crate) fn report() -> Report {
    Report {
        about: Identity { name: "Ett barn".to_owned(), number: Some(number()) },
        observed: "en egen iakttagelse".to_owned(),
        hearsay: None,
        judgement: None,
        guardians: GuardiansKnow::No,
        reporter: Some(Reporter {
            name: "En kurator".to_owned(),
            function: "kurator".to_owned(),
            phone: "0454".to_owned(),
        }),
    }
}

fn actor(account: u8, role: Role, agency: Agency) -> Arc<Actor> {
    let account: Id<Account> = id(account);
    let duty = Duty {
        id: id(40),
        account,
        unit: unit(agency),
        role,
        from: LegalDay::new(date!(2026 - 01 - 01)),
        until: None,
        handles_protected: false,
    };
    Arc::new(Actor {
        account,
        duty,
        second_factor: true,
        own_tokens: BTreeSet::new(),
        conflicts: BTreeSet::new(),
        closed: BTreeSet::new(),
        today: TODAY,
    })
}

pub(crate) fn counsellor() -> Arc<Actor> {
    actor(1, Role::SchoolCounsellor, Agency::School)
}

pub(crate) fn worker() -> Arc<Actor> {
    actor(2, Role::SocialWorker, Agency::Social)
}

pub(crate) fn liaison() -> Arc<Actor> {
    actor(3, Role::PoliceLiaison, Agency::Police)
}

pub(crate) fn auditor() -> Arc<Actor> {
    actor(4, Role::LogAuditor, Agency::Social)
}

/// The same reader with a duty that ended yesterday.
pub(crate) fn expired(mut actor: Arc<Actor>) -> Arc<Actor> {
    Arc::make_mut(&mut actor).duty.until = Some(LegalDay::new(date!(2026 - 11 - 23)));
    actor
}

pub(crate) fn occasion() -> Arc<Occasion> {
    Arc::new(Occasion {
        route: "/inkomna/{id}",
        request: "R1".to_owned(),
        session: "S1".to_owned(),
        now: noon(),
        today: LegalDay::new(stockholm::day(noon())),
        wall_day_counts: true,
    })
}

/// The writer, as far as these tests need one.
pub(crate) fn commit(slip: Slip) -> Stamp {
    Stamp::after_commit(slip, 1)
}

pub(crate) fn settle<T: ?Sized>((slip, pending): (Slip, Pending<T>)) -> Result<Permit<T>, Refused> {
    pending.settle(&commit(slip))
}
