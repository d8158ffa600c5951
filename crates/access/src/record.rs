//! What can be asked about: the protected kinds, and the facts of one record that a decision may look at.
//!
//! Facts come from covers. A cover says nothing that one would mind in a log; a test holds them to it.

use domain::{
    Id, LegalDay,
    duty::Account,
    person::PersonToken,
    unit::{Authority, SecrecyRegime, Unit},
};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::Action;

pub use kinds::{
    AssessmentRecord, ConcernLine, ConsentLine, FoundPerson, InterventionLine, OutreachLine, ReferralLine,
    RevealedPerson,
};

mod kinds;

/// The kinds of things that decisions are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordKind {
    /// A concern, on either side.
    Concern,
    /// A reporter who is sealed apart.
    Reporter,
    /// An assessment or decision.
    Assessment,
    /// A draft of a concern.
    Draft,
    /// An intervention.
    Intervention,
    /// An event of an intervention.
    FollowUp,
    /// A consent.
    Consent,
    /// A referral, on either side.
    Referral,
    /// An outreach meeting.
    Outreach,
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
    /// A question about readings, put to the reader.
    Question,
}

impl RecordKind {
    /// The stable word: table name, part of the associated data, part of the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Concern => "concern",
            Self::Reporter => "reporter",
            Self::Assessment => "assessment",
            Self::Draft => "draft",
            Self::Intervention => "intervention",
            Self::FollowUp => "follow_up",
            Self::Consent => "consent",
            Self::Referral => "referral",
            Self::Outreach => "outreach",
            Self::Person => "person",
            Self::Unit => "unit",
            Self::Log => "log",
            Self::Account => "account",
            Self::Proposal => "proposal",
            Self::Question => "log_question",
        }
    }

    /// Whether a reader may always know that the thing exists: pages, addressees and those who work here, never
    /// records.
    pub fn is_known_to_all(self) -> bool {
        matches!(self, Self::Unit | Self::Log | Self::Account | Self::Proposal)
    }

    /// Whether it is about a person, who then has a pseudonym in the log.
    pub fn is_about_a_person(self) -> bool {
        !matches!(self, Self::Unit | Self::Log | Self::Question | Self::Account | Self::Proposal)
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
pub struct Facts {
    /// Which thing.
    pub record: RecordRef,
    /// The concern that it belongs to, or itself: what is closed for whoever knows the family.
    pub matter: Uuid,
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
    /// Where its reporter stands. What was loaded before they were sealed apart is not shown after it.
    pub reporter: Standing,
    /// The last day on which a consent that is not withdrawn names the unit.
    pub consent_until: Option<LegalDay>,
    /// For a unit: whether concerns arrive here.
    pub receives_concerns: bool,
    /// For a unit as addressee: whether a provision in force lets the reader's agency report to it.
    pub basis_in_force: bool,
    /// For a unit as the place of a search: how many searches the reader has left today.
    pub searches_left: u32,
    /// For a proposed duty.
    pub proposed: Option<Proposed>,
}

/// Where a reporter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In the record itself, if it has one.
    InIt,
    /// In a record of their own (26 kap. 5 § OSL).
    Apart,
}

/// What the decision on a proposed duty looks at.
#[derive(Debug, Clone, Copy)]
pub struct Proposed {
    /// Who proposed it.
    pub by: Id<Account>,
    /// Who leads where it is for.
    pub led: Led,
}

/// Who leads at a unit, of those who may answer a proposal: neither who made it nor whom it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Led {
    /// A head of its own.
    ByUnit,
    /// Heads of other units of the authority.
    ByAuthority,
    /// Nobody at the whole authority.
    ByNobody,
}

impl Led {
    /// All of them, the nearest first.
    pub const ALL: [Self; 3] = [Self::ByUnit, Self::ByAuthority, Self::ByNobody];

    /// The word for the policies.
    pub fn word(self) -> &'static str {
        match self {
            Self::ByUnit => "unit",
            Self::ByAuthority => "authority",
            Self::ByNobody => "nobody",
        }
    }
}

impl Facts {
    /// The facts of a record of `unit`, with everything else at its most guarded.
    pub fn of(record: RecordRef, authority: Id<Authority>, unit: Id<Unit>, regime: SecrecyRegime) -> Self {
        Self {
            record,
            matter: record.id,
            authority,
            unit,
            regime,
            side: "own",
            author: None,
            token: None,
            protected: false,
            reporter: Standing::InIt,
            consent_until: None,
            receives_concerns: false,
            basis_in_force: false,
            searches_left: 0,
            proposed: None,
        }
    }

    /// Somebody's account, seen from a unit. The facts are the same whether there is one or not.
    pub fn of_account(unit: &domain::unit::Unit, account: Id<Account>) -> Self {
        let record = RecordRef { kind: RecordKind::Account, id: account.uuid() };
        Self { author: Some(account), ..Self::of(record, unit.authority.id, unit.id, unit.regime) }
    }

    /// A proposal that is not there, as if it were of the reader's own unit.
    pub fn of_no_proposal(unit: &domain::unit::Unit, id: Id<domain::duty::Duty>) -> Self {
        let record = RecordRef { kind: RecordKind::Proposal, id: id.uuid() };
        Self::of(record, unit.authority.id, unit.id, unit.regime)
    }

    /// A proposed duty, and who leads there.
    pub fn of_proposal(proposal: &domain::duty::Proposal, led: Led) -> Self {
        let (duty, unit) = (&proposal.duty, &proposal.duty.unit);
        let record = RecordRef { kind: RecordKind::Proposal, id: duty.id.uuid() };
        Self {
            author: Some(duty.account),
            proposed: Some(Proposed { by: proposal.by, led }),
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
    /// Those of them that this very record holds.
    fn fields(_: &Self::Cover) -> &'static [&'static str] {
        Self::FIELDS
    }
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
