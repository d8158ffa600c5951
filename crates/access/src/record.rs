//! What can be asked about: the protected kinds, and the facts of one record that a decision may look at.
//!
//! Facts come from covers. A cover says nothing that one would mind in a log; a test holds them to it.

use domain::{
    Id,
    assessment::{Assessment, AssessmentCover, Reasons},
    concern::{Concern, ConcernCover, Report, Side},
    duty::Account,
    intervention::{Intervention, InterventionCover, Terms},
    person::{Identity, Person, PersonCover, PersonToken},
    unit::{Authority, SecrecyRegime, Unit},
};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::Action;

/// The kinds of things that decisions are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordKind {
    /// A concern, on either side.
    Concern,
    /// An assessment or decision.
    Assessment,
    /// An intervention.
    Intervention,
    /// A row of a register of persons.
    Person,
    /// A unit, as addressee or as the place of a queue.
    Unit,
    /// A log.
    Log,
    /// Somebody's account.
    Account,
    /// A duty that was proposed.
    Proposal,
}

impl RecordKind {
    /// The stable word: table name, part of the associated data, part of the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Concern => "concern",
            Self::Assessment => "assessment",
            Self::Intervention => "intervention",
            Self::Person => "person",
            Self::Unit => "unit",
            Self::Log => "log",
            Self::Account => "account",
            Self::Proposal => "proposal",
        }
    }

    /// Whether a reader may always know that the thing exists: pages, addressees and those who work here, never
    /// records.
    pub fn is_known_to_all(self) -> bool {
        matches!(self, Self::Unit | Self::Log | Self::Account | Self::Proposal)
    }
}

/// One thing, named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RecordRef {
    /// Its kind.
    pub kind: RecordKind,
    /// Its id.
    pub id: Uuid,
}

/// What a decision may look at.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "facts are separate yes-or-no questions of the law")]
pub struct Facts {
    /// Which thing.
    pub record: RecordRef,
    /// The controller.
    pub authority: Id<Authority>,
    /// The unit.
    pub unit: Id<Unit>,
    /// The unit's secrecy regime.
    pub regime: SecrecyRegime,
    /// `sent`, `received`, or `own` for what was made at the unit itself.
    pub side: &'static str,
    /// Who wrote it, or whose log, account or proposed duty it is.
    pub author: Option<Id<Account>>,
    /// The person's token at the controller.
    pub token: Option<PersonToken>,
    /// Protected personal data.
    pub protected: bool,
    /// A consent in force names the unit.
    pub consent_names: bool,
    /// For a unit: whether concerns arrive here.
    pub receives_concerns: bool,
    /// For a unit as addressee: whether a provision in force lets the reader's agency report to it.
    pub basis_in_force: bool,
    /// For a proposed duty: who proposed it.
    pub proposer: Option<Id<Account>>,
    /// For a proposed duty: whether its unit has a head who may approve it.
    pub headed: bool,
}

impl Facts {
    /// The facts of a record of `unit`, with everything else at its most guarded.
    pub fn of(record: RecordRef, authority: Id<Authority>, unit: Id<Unit>, regime: SecrecyRegime) -> Self {
        Self {
            record,
            authority,
            unit,
            regime,
            side: "own",
            author: None,
            token: None,
            protected: false,
            consent_names: false,
            receives_concerns: false,
            basis_in_force: false,
            proposer: None,
            headed: false,
        }
    }

    /// Somebody's account, seen from a unit. The facts are the same whether there is one or not.
    pub fn of_account(unit: &domain::unit::Unit, account: Id<Account>) -> Self {
        let record = RecordRef { kind: RecordKind::Account, id: account.uuid() };
        Self { author: Some(account), ..Self::of(record, unit.authority.id, unit.id, unit.regime) }
    }

    /// A proposed duty; `headed` where its unit has a head who may approve it.
    pub fn of_proposal(proposal: &domain::duty::Proposal, headed: bool) -> Self {
        let (duty, unit) = (&proposal.duty, &proposal.duty.unit);
        let record = RecordRef { kind: RecordKind::Proposal, id: duty.id.uuid() };
        Self {
            author: Some(duty.account),
            proposer: Some(proposal.by),
            headed,
            ..Self::of(record, unit.authority.id, unit.id, unit.regime)
        }
    }

    /// A unit as the place of a queue or the addressee of a report.
    pub fn of_unit(unit: &domain::unit::Unit, basis_in_force: bool) -> Self {
        let record = RecordRef { kind: RecordKind::Unit, id: unit.id.uuid() };
        Self {
            receives_concerns: unit.receives_concerns,
            basis_in_force,
            ..Self::of(record, unit.authority.id, unit.id, unit.regime)
        }
    }

    /// The log of an authority, or the own lines of `account` in it.
    pub fn of_log(unit: &domain::unit::Unit, account: Option<Id<Account>>) -> Self {
        let id = account.map_or_else(|| unit.authority.id.uuid(), Id::uuid);
        let record = RecordRef { kind: RecordKind::Log, id };
        Self { author: account, ..Self::of(record, unit.authority.id, unit.id, unit.regime) }
    }
}

/// A kind of record with a cover and a sealed body. Only this crate says what is one.
pub trait Protected: sealed::Kind + 'static {
    /// What the store, the policies and the log may know.
    type Cover: Clone + Send + Sync;
    /// What only a permit opens.
    type Body: Serialize + DeserializeOwned + Send;
    /// The kind of record.
    const KIND: RecordKind;
    /// The field group: part of the associated data, so that no ciphertext fits another place.
    const GROUP: &'static str;
    /// The field classes that opening shows, for the log.
    const FIELDS: &'static [&'static str];
    /// The act whose permit opens the body; `None` where no act does. A permit for a receipt or for a change
    /// opens nothing.
    const OPENED_BY: Option<Action>;

    /// The id on the cover.
    fn id(cover: &Self::Cover) -> Uuid;
    /// The facts on the cover; the regime is the unit's and comes from the store.
    fn facts(cover: &Self::Cover, regime: SecrecyRegime) -> Facts;
}

mod sealed {
    /// Keeps [`super::Protected`] from being implemented elsewhere.
    pub trait Kind {}
}

/// A concern as a line in a list: the cover, and who it is about.
pub enum ConcernLine {}
/// An intervention as a line in a list: the cover, and for whom.
pub enum InterventionLine {}

fn concern_facts(cover: &ConcernCover, regime: SecrecyRegime) -> Facts {
    let record = RecordRef { kind: RecordKind::Concern, id: cover.id.uuid() };
    Facts {
        side: cover.side.word(),
        // A received copy has no author at the receiver: the reporter wrote the report, not the copy.
        author: (cover.side == Side::Sent).then_some(cover.reporter),
        token: cover.token,
        protected: cover.protected,
        ..Facts::of(record, cover.authority, cover.unit, regime)
    }
}

fn intervention_facts(cover: &InterventionCover, regime: SecrecyRegime) -> Facts {
    let record = RecordRef { kind: RecordKind::Intervention, id: cover.id.uuid() };
    Facts {
        author: Some(cover.responsible),
        token: cover.token,
        protected: cover.protected,
        ..Facts::of(record, cover.authority, cover.unit, regime)
    }
}

macro_rules! protected {
    ($kind:ty, $cover:ty, $body:ty, $record:expr, $group:literal, $fields:expr, $opened_by:expr, $facts:expr) => {
        impl sealed::Kind for $kind {}
        impl Protected for $kind {
            type Cover = $cover;
            type Body = $body;
            const KIND: RecordKind = $record;
            const GROUP: &'static str = $group;
            const FIELDS: &'static [&'static str] = $fields;
            const OPENED_BY: Option<Action> = $opened_by;

            fn id(cover: &Self::Cover) -> Uuid {
                cover.id.uuid()
            }
            fn facts(cover: &Self::Cover, regime: SecrecyRegime) -> Facts {
                $facts(cover, regime)
            }
        }
    };
}

protected!(
    Concern,
    ConcernCover,
    Report,
    RecordKind::Concern,
    "body",
    &["identity", "report", "reporter"],
    Some(Action::ConcernShow),
    concern_facts
);
protected!(
    ConcernLine,
    ConcernCover,
    Identity,
    RecordKind::Concern,
    "line",
    &["identity"],
    Some(Action::ConcernList),
    concern_facts
);
protected!(
    Assessment,
    AssessmentRecord,
    Reasons,
    RecordKind::Assessment,
    "body",
    &["reasons"],
    Some(Action::AssessmentShow),
    assessment_facts
);
protected!(
    Intervention,
    InterventionCover,
    Terms,
    RecordKind::Intervention,
    "body",
    &["terms"],
    Some(Action::InterventionShow),
    intervention_facts
);
protected!(
    InterventionLine,
    InterventionCover,
    String,
    RecordKind::Intervention,
    "line",
    &["identity"],
    Some(Action::InterventionList),
    intervention_facts
);
protected!(Person, PersonCover, Identity, RecordKind::Person, "body", &["identity"], None, person_facts);

/// An assessment's cover together with what its concern says about the person: an assessment is guarded as
/// strictly as the concern it is about.
#[derive(Debug, Clone)]
pub struct AssessmentRecord {
    /// Its id.
    pub id: Id<Assessment>,
    /// Its own cover.
    pub cover: AssessmentCover,
    /// The person's token, from the concern.
    pub token: Option<PersonToken>,
    /// Protected personal data, from the concern.
    pub protected: bool,
}

fn assessment_facts(record: &AssessmentRecord, regime: SecrecyRegime) -> Facts {
    let id = RecordRef { kind: RecordKind::Assessment, id: record.id.uuid() };
    Facts {
        author: Some(record.cover.by),
        token: record.token,
        protected: record.protected,
        ..Facts::of(id, record.cover.authority, record.cover.unit, regime)
    }
}

fn person_facts(cover: &PersonCover, regime: SecrecyRegime) -> Facts {
    let record = RecordRef { kind: RecordKind::Person, id: cover.id.uuid() };
    Facts {
        token: cover.token,
        protected: cover.protected,
        ..Facts::of(record, cover.authority, cover.unit, regime)
    }
}
