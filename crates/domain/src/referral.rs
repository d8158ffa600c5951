//! A referral (*remiss*): a matter handed over from one unit to another, with an answer.
//!
//! It is a handing over like any other: the sender's own record, the receiver's frozen copy, both with the same
//! state, because both must know where the matter stands. What the two say to each other about it is the state and a
//! reason out of a list; what has to be said in words is said on the telephone.

use serde::{Deserialize, Serialize};

use crate::{
    Id, LegalDay, RuleBroken, Timestamp,
    concern::{Reporter, Side},
    consent::{Consent, Scope},
    disclosure::Disclosure,
    duty::Account,
    intervention::Intervention,
    person::{Identity, PersonToken},
    unit::{Authority, Unit},
};

/// A referral, at the sender or at the receiver.
pub enum Referral {}

/// What a referral is for. It says which fields there are and what it may rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A request for SSPF cooperation (*begär SSPF-samverkan*), to the coordinator.
    Cooperation,
    /// A consultation without name (*avidentifierad konsultation*), to the coordinator.
    Consultation,
    /// A task in an intervention (*uppgift*): what somebody at the other unit is to do.
    Task,
    /// Help from another unit (*begäran om stöd*).
    Assistance,
    /// The other unit takes the matter over (*överlämnande*).
    Transfer,
}

impl Purpose {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 5] =
        [Self::Cooperation, Self::Consultation, Self::Task, Self::Assistance, Self::Transfer];

    /// The stable word for store, forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cooperation => "cooperation",
            Self::Consultation => "consultation",
            Self::Task => "task",
            Self::Assistance => "assistance",
            Self::Transfer => "transfer",
        }
    }

    /// Whether it is about a named person. A consultation never is.
    pub fn names_somebody(self) -> bool {
        self != Self::Consultation
    }

    /// Whether a background is part of it. A task is one line.
    pub fn has_background(self) -> bool {
        !matches!(self, Self::Task | Self::Consultation)
    }

    /// Whether it can have a day by which it is wanted.
    pub fn has_due_day(self) -> bool {
        matches!(self, Self::Task | Self::Assistance)
    }

    /// What a consent must name for it, one of these.
    pub fn scopes(self) -> &'static [Scope] {
        match self {
            Self::Consultation => &[],
            Self::Cooperation => &[Scope::Contact],
            Self::Task => &[Scope::Interventions],
            Self::Assistance | Self::Transfer => &[Scope::Interventions, Scope::Contact],
        }
    }
}

/// Why a receiver declines. A list, so that nothing about the person is written where it is not needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Not what the unit is for, or not its age group.
    NotOurGroup,
    /// The consent is missing or does not reach.
    NoConsent,
    /// Other help is running already.
    OtherHelp,
    /// No capacity in time.
    NoCapacity,
    /// Another unit is the right one.
    WrongUnit,
}

impl Reason {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 5] =
        [Self::NotOurGroup, Self::NoConsent, Self::OtherHelp, Self::NoCapacity, Self::WrongUnit];

    /// The stable word for store, forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotOurGroup => "not_our_group",
            Self::NoConsent => "no_consent",
            Self::OtherHelp => "other_help",
            Self::NoCapacity => "no_capacity",
            Self::WrongUnit => "wrong_unit",
        }
    }
}

/// Where a referral stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Handed over, and no answer yet.
    Sent,
    /// On hold until a day.
    OnHold(LegalDay),
    /// The receiver does it.
    Accepted,
    /// The receiver does not do it.
    Declined(Reason),
    /// The sender took it back.
    Withdrawn,
    /// Done.
    Done,
    /// It was accepted, and nothing came of it.
    NotDone,
}

impl State {
    /// The stable word for store and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::OnHold(_) => "on_hold",
            Self::Accepted => "accepted",
            Self::Declined(_) => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Done => "done",
            Self::NotDone => "not_done",
        }
    }

    /// Whether somebody still has to do something.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::OnHold(_) | Self::Accepted)
    }
}

/// What the receiver says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The unit does it.
    Accept,
    /// Later, and when it is looked at again.
    Hold(LegalDay),
    /// The unit does not do it.
    Decline(Reason),
    /// It is done.
    Done,
    /// Nothing came of it.
    NotDone,
}

/// What the cover of a referral says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralCover {
    /// Its id.
    pub id: Id<Referral>,
    /// Sender's or receiver's.
    pub side: Side,
    /// The controller that holds this record.
    pub authority: Id<Authority>,
    /// The unit that holds this record.
    pub unit: Id<Unit>,
    /// What it is for.
    pub purpose: Purpose,
    /// The handing over that both sides belong to.
    pub disclosure: Id<Disclosure>,
    /// Who sent it.
    pub sender: Id<Account>,
    /// The person's token at this record's authority, where a number is known.
    pub token: Option<PersonToken>,
    /// Protected personal data.
    pub protected: bool,
    /// The consent that it rests on, with the last day on which it is in force; `None` where it rests on none.
    pub consent: Option<Rests>,
    /// The intervention that a task is part of; only on the sender's side.
    pub intervention: Option<Id<Intervention>>,
    /// The day by which it is wanted.
    pub due: Option<LegalDay>,
    /// When it was handed over.
    pub handed_over: Timestamp,
    /// Where it stands.
    pub state: State,
    /// Counts the changes.
    pub version: i64,
}

/// The consent that a handing over rests on, as it stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rests {
    /// Which.
    pub consent: Id<Consent>,
    /// The last day on which it is in force; `None` once it is withdrawn.
    pub until: Option<LegalDay>,
}

impl ReferralCover {
    /// The receiver's answer.
    ///
    /// # Errors
    /// [`RuleBroken::WrongState`] when the answer does not follow from where it stands, [`RuleBroken::FollowUpInThePast`]
    /// when it is put on hold until a day that has passed.
    pub fn answer(mut self, answer: Answer, today: LegalDay) -> Result<Self, RuleBroken> {
        let waits = matches!(self.state, State::Sent | State::OnHold(_));
        self.state = match answer {
            Answer::Hold(day) if waits && day < today => return Err(RuleBroken::FollowUpInThePast),
            Answer::Hold(day) if waits => State::OnHold(day),
            Answer::Accept if waits => State::Accepted,
            Answer::Decline(reason) if waits => State::Declined(reason),
            Answer::Done if self.state == State::Accepted => State::Done,
            Answer::NotDone if self.state == State::Accepted => State::NotDone,
            _ => return Err(RuleBroken::WrongState),
        };
        self.version += 1;
        Ok(self)
    }

    /// Taken back by the sender.
    ///
    /// # Errors
    /// [`RuleBroken::WrongState`] when it has ended.
    pub fn withdraw(mut self) -> Result<Self, RuleBroken> {
        if !self.state.is_open() {
            return Err(RuleBroken::WrongState);
        }
        self.state = State::Withdrawn;
        self.version += 1;
        Ok(self)
    }
}

/// What a referral says. Sealed on both sides; exactly what leaves.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// Who it is about; `None` in a consultation. In a task the first name alone.
    pub about: Option<Identity>,
    /// What is asked for.
    pub what: String,
    /// What the receiver needs to know beside it.
    pub background: Option<String>,
    /// Who asks, in service.
    pub sender: Reporter,
}
