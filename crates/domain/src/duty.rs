//! Accounts and duties: who works here, and in which role, where and for how long.
//!
//! A person has one account and one or several duties (*uppdrag*). A session acts under one duty at a time.
//! What a role may see is not written here but in the policies of `access`.

use serde::{Deserialize, Serialize};

use crate::{Id, LegalDay, RuleBroken, Timestamp, unit::Unit};

/// Somebody who signs in.
pub enum Account {}

/// What a person does in a duty (*roll*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// School counsellor (*skolkurator*).
    SchoolCounsellor,
    /// Social worker (*socialsekreterare*).
    SocialWorker,
    /// Police liaison (*kommun- eller områdespolis*).
    PoliceLiaison,
    /// Leisure leader (*fritidsledare*).
    LeisureLeader,
    /// Head of unit (*enhetschef*).
    HeadOfUnit,
    /// SSPF coordinator (*SSPF-koordinator*), placed at the social board.
    SspfCoordinator,
    /// Log auditor (*loggranskare*).
    LogAuditor,
    /// System administrator (*systemförvaltare*).
    SystemAdministrator,
    /// Crime-prevention strategist (*brottsförebyggande samordnare*), placed at the executive board. Sees no case.
    Strategist,
    /// Field worker (*fältassistent*), placed at the social board. Plans and tells evenings out; sees no case.
    FieldWorker,
}

impl Role {
    /// All of them, in the order of the matrix.
    pub const ALL: [Self; 10] = [
        Self::SchoolCounsellor,
        Self::SocialWorker,
        Self::PoliceLiaison,
        Self::LeisureLeader,
        Self::HeadOfUnit,
        Self::SspfCoordinator,
        Self::LogAuditor,
        Self::SystemAdministrator,
        Self::Strategist,
        Self::FieldWorker,
    ];

    /// The stable word for store, policies, log and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::SchoolCounsellor => "school_counsellor",
            Self::SocialWorker => "social_worker",
            Self::PoliceLiaison => "police_liaison",
            Self::LeisureLeader => "leisure_leader",
            Self::HeadOfUnit => "head_of_unit",
            Self::SspfCoordinator => "sspf_coordinator",
            Self::LogAuditor => "log_auditor",
            Self::SystemAdministrator => "system_administrator",
            Self::Strategist => "strategist",
            Self::FieldWorker => "field_worker",
        }
    }
}

/// A duty (*uppdrag*): a person, a unit, a role and the days it lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Its id.
    pub id: Id<Duty>,
    /// Whose it is.
    pub account: Id<Account>,
    /// Where.
    pub unit: Unit,
    /// As what.
    pub role: Role,
    /// The first day.
    pub from: LegalDay,
    /// The last day, that day included; `None` where no end is decided.
    pub until: Option<LegalDay>,
    /// One of the few named handlers of persons with protected personal data at this authority.
    pub handles_protected: bool,
}

impl Duty {
    /// Whether the duty is in force on a day. A duty that ends on a day holds until midnight of that day.
    pub fn holds_on(&self, day: LegalDay) -> bool {
        self.from <= day && self.until.is_none_or(|last| day <= last)
    }
}

/// A duty that was proposed. It does not hold before a second person has approved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What was proposed, with the id that it will have.
    pub duty: Duty,
    /// Who proposed it.
    pub by: Id<Account>,
    /// When.
    pub at: Timestamp,
}

impl Proposal {
    /// The duty, once somebody else than the proposer and the person concerned says yes.
    ///
    /// # Errors
    /// [`RuleBroken::NeedsSecondPerson`] when it is one of these two.
    pub fn approve(self, by: Id<Account>) -> Result<Duty, RuleBroken> {
        let second = by != self.by && by != self.duty.account;
        second.then_some(self.duty).ok_or(RuleBroken::NeedsSecondPerson)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::unit::{Agency, Authority, Contact, SecrecyRegime};

    fn id<T>(number: u8) -> Id<T> {
        Id::from_random([number; 16])
    }

    fn proposal() -> Proposal {
        let authority = Authority { id: id(1), name: "Nämnden".to_owned(), agency: Agency::School };
        let unit = Unit {
            id: id(2),
            authority,
            name: "Enheten".to_owned(),
            regime: SecrecyRegime::Strong,
            receives_concerns: false,
            contact: Contact::default(),
        };
        let from = LegalDay::new(date!(2026 - 11 - 28));
        let duty = Duty {
            id: id(3),
            account: id(4),
            unit,
            role: Role::SchoolCounsellor,
            from,
            until: None,
            handles_protected: false,
        };
        Proposal { duty, by: id(5), at: Timestamp::from_micros(0) }
    }

    #[test]
    fn nobody_makes_a_duty_alone() {
        let proposal = proposal();
        for alone in [proposal.by, proposal.duty.account] {
            assert_eq!(proposal.clone().approve(alone), Err(RuleBroken::NeedsSecondPerson));
        }
        assert_eq!(proposal.clone().approve(id(6)), Ok(proposal.duty));
    }
}
