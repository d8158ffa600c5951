//! An early intervention (*tidig insats*): offered, never assigned over anybody's head.
//!
//! Interventions without a needs assessment rest on 11 kap. 5 §, consent on 21 kap. 1 and 2 §§
//! socialtjänstlagen (2025:400). The goal, for whom and who agreed are sealed; kind, state and dates stand on
//! the cover, so that lists need no more.

use serde::{Deserialize, Serialize};

use crate::{
    Id, LegalDay, RuleBroken, Timestamp,
    concern::Concern,
    duty::Account,
    person::PersonToken,
    unit::{Authority, Unit},
};

pub use follow_up::{Ending, Event, FollowUp, FollowUpCover, Notes, Went};

mod follow_up;

/// An intervention.
pub enum Intervention {}

/// What is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Supportive talks (*stödsamtal*).
    Talks,
    /// Parent support (*föräldrastöd*).
    ParentSupport,
    /// A field worker's contact (*fältkontakt*).
    FieldContact,
    /// A way into leisure activities (*fritidsaktivitet*).
    Leisure,
    /// A network meeting (*nätverksmöte*).
    NetworkMeeting,
    /// Something else, said in the goal.
    Other,
}

impl Kind {
    /// All kinds, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::Talks,
        Self::ParentSupport,
        Self::FieldContact,
        Self::Leisure,
        Self::NetworkMeeting,
        Self::Other,
    ];

    /// The stable word for store, forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Talks => "talks",
            Self::ParentSupport => "parent_support",
            Self::FieldContact => "field_contact",
            Self::Leisure => "leisure",
            Self::NetworkMeeting => "network_meeting",
            Self::Other => "other",
        }
    }
}

/// How far an intervention has come (*planerad, pågår, avslutad*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Agreed and planned.
    Planned,
    /// Going on.
    Ongoing,
    /// Ended, with what came of it.
    Ended(Outcome),
}

/// What came of an intervention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The goal was reached (*målet uppnått*).
    Reached,
    /// In part (*delvis*).
    Partly,
    /// Not reached (*inte*).
    NotReached,
    /// Broken off (*avbruten*).
    BrokenOff,
}

impl Outcome {
    /// All outcomes, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Reached, Self::Partly, Self::NotReached, Self::BrokenOff];

    /// The stable word for store, forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Partly => "partly",
            Self::NotReached => "not_reached",
            Self::BrokenOff => "broken_off",
        }
    }
}

/// Who said yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreedBy {
    /// The guardians.
    Guardians,
    /// The young person and the guardians.
    YoungAndGuardians,
    /// The young person alone, from 15 years and where it is suitable (21 kap. 2 §).
    Young,
}

impl AgreedBy {
    /// All answers, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Guardians, Self::YoungAndGuardians, Self::Young];

    /// The stable word for forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Guardians => "guardians",
            Self::YoungAndGuardians => "young_and_guardians",
            Self::Young => "young",
        }
    }
}

/// How the yes was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreedHow {
    /// At a meeting.
    Meeting,
    /// On the telephone.
    Telephone,
    /// In writing.
    Writing,
}

impl AgreedHow {
    /// All answers, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Meeting, Self::Telephone, Self::Writing];

    /// The stable word for forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Telephone => "telephone",
            Self::Writing => "writing",
        }
    }
}

/// What the cover of an intervention says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterventionCover {
    /// Its id.
    pub id: Id<Intervention>,
    /// The concern that led to it.
    pub concern: Id<Concern>,
    /// The controller.
    pub authority: Id<Authority>,
    /// The unit that offers it.
    pub unit: Id<Unit>,
    /// The person's token at this authority, where a number is known.
    pub token: Option<PersonToken>,
    /// Protected personal data.
    pub protected: bool,
    /// What is offered.
    pub kind: Kind,
    /// How far it has come.
    pub state: State,
    /// Who is responsible.
    pub responsible: Id<Account>,
    /// When it is followed up.
    pub follow_up: LegalDay,
    /// When it was offered.
    pub offered: Timestamp,
    /// The legal day on which it was offered.
    pub offered_on: LegalDay,
    /// Counts the changes.
    pub version: i64,
}

impl InterventionCover {
    /// planned → ongoing.
    ///
    /// # Errors
    /// [`RuleBroken::WrongState`] from any other state.
    pub fn start(mut self) -> Result<Self, RuleBroken> {
        let State::Planned = self.state else { return Err(RuleBroken::WrongState) };
        self.state = State::Ongoing;
        self.version += 1;
        Ok(self)
    }

    /// Followed up on a day; the next time is on another.
    ///
    /// # Errors
    /// [`RuleBroken::WrongState`] when it has ended, [`RuleBroken::DayAhead`] when the day has not come,
    /// [`RuleBroken::FollowUpInThePast`] when the next one lies before today.
    pub fn follow_up(mut self, on: LegalDay, next: LegalDay, today: LegalDay) -> Result<Self, RuleBroken> {
        match self.state {
            State::Ended(_) => Err(RuleBroken::WrongState),
            _ if on > today => Err(RuleBroken::DayAhead),
            _ if next < today => Err(RuleBroken::FollowUpInThePast),
            State::Planned | State::Ongoing => {
                self.follow_up = next;
                self.version += 1;
                Ok(self)
            }
        }
    }

    /// planned or ongoing → ended. A planned one can only be broken off: nothing can have come of it yet.
    ///
    /// # Errors
    /// [`RuleBroken::WrongState`] when it has ended, or when it never began and is not broken off.
    pub fn end(mut self, ending: &Ending) -> Result<Self, RuleBroken> {
        match (self.state, ending.outcome()) {
            (State::Ongoing, _) | (State::Planned, Outcome::BrokenOff) => {}
            _ => return Err(RuleBroken::WrongState),
        }
        self.state = State::Ended(ending.outcome());
        self.version += 1;
        Ok(self)
    }

    /// The cover of an event of this intervention.
    pub fn event(
        &self,
        id: Id<FollowUp>,
        (on, event): (LegalDay, Event),
        (by, at): (Id<Account>, Timestamp),
    ) -> FollowUpCover {
        FollowUpCover {
            id,
            intervention: self.id,
            concern: self.concern,
            authority: self.authority,
            unit: self.unit,
            token: self.token,
            protected: self.protected,
            responsible: self.responsible,
            on,
            event,
            by,
            at,
        }
    }
}

/// What an intervention is about. Sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// For whom, by name as the worker writes it.
    pub for_whom: String,
    /// What shall have come true, in words that can be followed up.
    pub goal: String,
    /// Who said yes.
    pub agreed_by: AgreedBy,
    /// How the yes was given.
    pub agreed_how: AgreedHow,
    /// Who is responsible, by name and function as it stood that day.
    pub responsible: String,
}
