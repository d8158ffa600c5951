//! An outreach meeting (*uppsökande möte*) by the Linköping model: police and social services meet a young person
//! and tell how both can help.
//!
//! The police liaison's own record lasts until it is handed over to the social board, as a notification
//! (*underrättelse*, 6 § polislagen) or as a concern (19 kap. 1 § socialtjänstlagen). With the handing over the own
//! content is destroyed and a receipt remains. There is no field for an address, for the result of a test or for a
//! confessed offence, and there shall be none.

use serde::{Deserialize, Serialize};

use crate::{
    Id, LegalDay, RuleBroken, Timestamp,
    concern::{GuardiansKnow, RegistryNumber, Reporter},
    disclosure::Disclosure,
    duty::Account,
    person::{Identity, PersonToken},
    unit::{Agency, Authority, Unit},
};

mod noted;
mod words;

pub use noted::{Before, Method, Noted};
pub use words::{misplaced, word_list};

/// An outreach meeting, at the police unit or at the receiver.
pub enum Outreach {}

/// The most letters of the one free text.
pub const TEXT_LIMIT: usize = 500;

macro_rules! answers {
    ($(#[$doc:meta])* $name:ident { $($(#[$one:meta])* $variant:ident $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$one])* $variant),* }

        impl $name {
            /// All of them, in the order of the form.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable word for forms and text keys.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }
    };
}

answers! {
    /// The part of the day.
    Period {
        /// Before noon.
        Morning "morning",
        /// In the afternoon.
        Afternoon "afternoon",
        /// In the evening.
        Evening "evening",
        /// At night.
        Night "night",
    }
}

answers! {
    /// The kind of place, never an address.
    Place {
        /// In the home; only where somebody let them in.
        Home "home",
        /// At school.
        School "school",
        /// At a police station.
        Station "station",
        /// Elsewhere.
        Other "other",
    }
}

answers! {
    /// What gave rise to the meeting, without its source.
    Trigger {
        /// A tip from the public.
        Tip "tip",
        /// Something that an agency saw.
        Agency "agency",
        /// An event out of the common safety work.
        Event "event",
        /// A matter about somebody under 15.
        Under15 "under15",
        /// Own observation.
        Own "own",
    }
}

answers! {
    /// How old the young person is, roughly.
    AgeBand {
        /// Under 12.
        Child "child",
        /// 12 to 14.
        Young "young",
        /// 15 to 17.
        Teen "teen",
        /// 18 to 20.
        Adult "adult",
    }
}

impl AgeBand {
    /// The one of an age; whoever is 18 or older is in the last.
    pub fn of_age(years: u16) -> Self {
        match years {
            ..12 => Self::Child,
            12..15 => Self::Young,
            15..18 => Self::Teen,
            18.. => Self::Adult,
        }
    }
}

answers! {
    /// What the family was told.
    Information {
        /// Why they came, and that it is voluntary.
        Voluntary "voluntary",
        /// How the agencies can help.
        Help "help",
        /// What is written down, and to whom it goes.
        Recorded "recorded",
    }
}

answers! {
    /// What was offered. Of a screening only that it was offered, never a result.
    Offered {
        /// A contact at the social services.
        SocialContact "social_contact",
        /// Something to do in leisure.
        Leisure "leisure",
        /// A programme for parents.
        ParentProgramme "parent_programme",
        /// A drug screening by the social services.
        Screening "screening",
        /// Nothing.
        Nothing "nothing",
    }
}

answers! {
    /// What they answered.
    Reply {
        /// Yes.
        Yes "yes",
        /// No.
        No "no",
        /// They want to think about it.
        Think "think",
    }
}

answers! {
    /// Whether the liaison suspects that the child fares badly. Never preselected.
    Suspicion {
        /// It becomes a concern, at once.
        Yes "yes",
        /// It becomes a notification.
        No "no",
    }
}

/// What came of a talk that went on to its end.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// What the family was told.
    pub informed: Vec<Information>,
    /// What was offered.
    pub offered: Vec<Offered>,
    /// What they answered, where something was offered.
    pub reply: Option<Reply>,
    /// Why there is, or is no, suspicion: the one free text.
    pub reason: String,
}

/// A meeting. Everything in it is sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Whom they met; left out, it is counted only.
    pub about: Option<Identity>,
    /// The day.
    pub held_on: LegalDay,
    /// The part of the day.
    pub period: Period,
    /// Where.
    pub place: Place,
    /// Somebody let them in.
    pub let_in: bool,
    /// Who was there.
    pub agencies: Vec<Agency>,
    /// How many guardians were there, where it was written down.
    pub guardians: Option<u8>,
    /// What gave rise to it.
    pub trigger: Option<Trigger>,
    /// How old, roughly.
    pub age: Option<AgeBand>,
    /// The talk; `None` where it was broken off because of a suspicion: then nothing of what was said is kept.
    pub talk: Option<Talk>,
    /// Whether the child may fare badly.
    pub suspicion: Suspicion,
    /// Whether the guardians know of the report, where it is one.
    pub guardians_know: Option<GuardiansKnow>,
    /// The next contact that was agreed.
    pub next_contact: Option<LegalDay>,
    /// The liaison knows of protected personal data.
    pub protected: bool,
    /// What is kept for counting.
    #[serde(default)]
    pub noted: Noted,
}

/// What the receiver did with a notification.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    /// What was done.
    pub note: String,
    /// By whom, with name and function as they were.
    pub signed: String,
    /// When.
    pub at: Timestamp,
}

/// A meeting as it is kept: with who held it, and at the receiver with what was done. Sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The meeting.
    pub meeting: Meeting,
    /// Who held it, in service.
    pub by: Reporter,
    /// What the receiver did.
    pub handled: Option<Handling>,
}

/// How far a meeting has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// The liaison's own, to be changed and handed over.
    Own,
    /// Handed over: the sender's receipt, without content.
    HandedOver(Id<Disclosure>),
    /// Nobody was named: a row that counts, without content.
    Counted,
    /// The receiver's copy, not handled yet.
    Received(Id<Disclosure>),
    /// The receiver's copy, read and handled.
    Handled(Id<Disclosure>),
}

impl Stage {
    /// Whether the own record has left or was closed: then there is a receipt and no content.
    pub fn has_left(self) -> bool {
        matches!(self, Self::HandedOver(_) | Self::Counted)
    }

    /// The stable word for the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::HandedOver(_) => "handed_over",
            Self::Counted => "counted",
            Self::Received(_) => "received",
            Self::Handled(_) => "handled",
        }
    }

    /// On which side of the handing over it stands, for the policies.
    pub fn side(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::HandedOver(_) | Self::Counted => "sent",
            Self::Received(_) | Self::Handled(_) => "received",
        }
    }

    /// The handing over.
    pub fn disclosure(self) -> Option<Id<Disclosure>> {
        match self {
            Self::HandedOver(id) | Self::Received(id) | Self::Handled(id) => Some(id),
            Self::Own | Self::Counted => None,
        }
    }
}

/// What the cover of a meeting says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutreachCover {
    /// Its id.
    pub id: Id<Outreach>,
    /// The controller.
    pub authority: Id<Authority>,
    /// The unit that holds it.
    pub unit: Id<Unit>,
    /// The registry number, quoted by both sides.
    pub dnr: RegistryNumber,
    /// Who held the meeting.
    pub author: Id<Account>,
    /// The person's token at this authority, while the record has content.
    pub token: Option<PersonToken>,
    /// Protected personal data.
    pub protected: bool,
    /// The day of the meeting.
    pub held_on: LegalDay,
    /// It was broken off because of a suspicion.
    pub interrupted: bool,
    /// The next contact that was agreed.
    pub next_contact: Option<LegalDay>,
    /// When it was written down, or received.
    pub recorded: Timestamp,
    /// What counts, and stays when the content is gone.
    pub noted: Noted,
    /// How far it has come.
    pub stage: Stage,
    /// Counts the changes.
    pub version: i64,
}

impl OutreachCover {
    /// The own record, written anew.
    ///
    /// # Errors
    /// [`RuleBroken::AlreadyHandedOver`] when it is no longer the own.
    pub fn rewritten(
        mut self,
        meeting: &Meeting,
        token: Option<PersonToken>,
        before: i64,
    ) -> Result<Self, RuleBroken> {
        let Stage::Own = self.stage else { return Err(RuleBroken::AlreadyHandedOver) };
        if self.version != before {
            return Err(RuleBroken::ChangedMeanwhile);
        }
        self.token = token;
        self.held_on = meeting.held_on;
        self.interrupted = meeting.talk.is_none();
        self.next_contact = meeting.next_contact;
        self.noted = meeting.noted;
        self.version += 1;
        Ok(self)
    }

    /// What remains when exactly the shown version leaves: a receipt, or a row that counts. Nothing that leads to
    /// the person stays on it.
    ///
    /// # Errors
    /// [`RuleBroken::AlreadyHandedOver`], [`RuleBroken::ChangedMeanwhile`] when another version was shown.
    pub fn closed(mut self, disclosure: Option<Id<Disclosure>>, shown: i64) -> Result<Self, RuleBroken> {
        let Stage::Own = self.stage else { return Err(RuleBroken::AlreadyHandedOver) };
        if self.version != shown {
            return Err(RuleBroken::ChangedMeanwhile);
        }
        self.stage = disclosure.map_or(Stage::Counted, Stage::HandedOver);
        self.token = None;
        self.version += 1;
        Ok(self)
    }

    /// Read and handled by the receiver, once.
    ///
    /// # Errors
    /// [`RuleBroken::AlreadyHandled`].
    pub fn handled(mut self) -> Result<Self, RuleBroken> {
        let Stage::Received(disclosure) = self.stage else { return Err(RuleBroken::AlreadyHandled) };
        self.stage = Stage::Handled(disclosure);
        self.version += 1;
        Ok(self)
    }
}

#[cfg(test)]
mod tests;
