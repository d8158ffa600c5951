//! A concern (*orosanmälan*): a report to the social board that a child may fare badly.
//!
//! The duty to report is in 19 kap. 1 § socialtjänstlagen (2025:400), before 1 July 2025 in 14 kap. 1 §
//! socialtjänstlagen (2001:453). The sender keeps its own report; the receiver gets a frozen copy on a cover
//! of its own. Both are a [`Concern`], told apart by their [`Side`].

use serde::{Deserialize, Serialize};

use crate::{
    Id, LegalDay, RuleBroken, Timestamp,
    assessment::{Feedback, Opening, Protection},
    calendar::{self, Deadline},
    disclosure::Disclosure,
    duty::Account,
    outreach::AgeBand,
    person::{Identity, Person, PersonToken},
    unit::{Authority, Unit},
};

pub use reporter::{Reporter, SealedReporter, Source, UnsealReason};

mod reporter;

/// A concern, at the sender or at the receiver.
pub enum Concern {}

/// On which side of the handing over a concern stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The sender's own report.
    Sent,
    /// The receiver's frozen copy.
    Received,
}

impl Side {
    /// The stable word for store and policies.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
        }
    }
}

/// Whether the guardians know about the report. Never preselected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuardiansKnow {
    /// They know.
    Yes,
    /// They do not know yet.
    No,
    /// They must not be told (*ska inte informeras*): the flag follows the concern everywhere.
    MustNot,
}

impl GuardiansKnow {
    /// All answers, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::MustNot];

    /// The stable word for store, forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::MustNot => "must_not",
        }
    }
}

/// How far the receiver has come with a concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Received, and no protection assessment yet: that is due at once.
    Received,
    /// Protection assessed; the decision on an investigation is due within 14 days.
    Assessed(Protection),
    /// Decided.
    Decided(Protection, Opening),
}

/// Why a received concern has nobody responsible, where there is more to say than that nobody has taken it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unassigned {
    /// Whoever had it knows the family (*jäv*).
    Conflict,
}

impl Unassigned {
    /// All reasons.
    pub const ALL: [Self; 1] = [Self::Conflict];

    /// The stable word for store and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
        }
    }
}

/// How the receiver handles a concern: whose it is, and what was decided when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Handling {
    /// Who is responsible (*handläggare*), or nobody.
    pub responsible: Option<Id<Account>>,
    /// Why nobody is.
    pub unassigned: Option<Unassigned>,
    /// The legal day of the decision on an investigation: the week for an answer to the reporter begins.
    pub decided_on: Option<LegalDay>,
    /// What was decided about an answer to the reporter.
    pub feedback: Option<Feedback>,
}

/// What the reporter was told (*återkoppling*): opened, not opened, already running, and nothing more
/// (19 kap. 6 § socialtjänstlagen, 26 kap. 9 a § OSL). It stands on the reporter's own report, as it was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// What was decided.
    pub opening: Opening,
    /// The handing over of it.
    pub disclosure: Id<Disclosure>,
}

/// What the cover of a concern says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcernCover {
    /// Its id.
    pub id: Id<Concern>,
    /// Sender's or receiver's.
    pub side: Side,
    /// The controller that holds this record.
    pub authority: Id<Authority>,
    /// The unit that holds this record.
    pub unit: Id<Unit>,
    /// The registry number (*dnr*), quoted by both sides.
    pub dnr: RegistryNumber,
    /// The handing over that it belongs to.
    pub disclosure: Id<Disclosure>,
    /// Where it came from, as far as this side may know.
    pub source: Source,
    /// The person's token at this record's authority, where a number is known.
    pub token: Option<PersonToken>,
    /// How old, roughly, on the day of receipt, where the number tells it; on the receiver's side only. It is there to
    /// be counted.
    pub age: Option<AgeBand>,
    /// The person's row in this authority's own register, once one was made.
    pub person: Option<Id<Person>>,
    /// Protected personal data, said by the reporter or known in the own register.
    pub protected: bool,
    /// The guardians must not be told.
    pub guardians_must_not_know: bool,
    /// The reporter asks to hear whether an investigation is opened.
    pub feedback_asked: bool,
    /// What the reporter was told; on the sender's side only.
    pub told: Option<Told>,
    /// How it is handled; on the receiver's side only.
    pub handling: Handling,
    /// When it was handed over.
    pub handed_over: Timestamp,
    /// The legal day of receipt, from which the 14 days are counted.
    pub received_on: LegalDay,
    /// How far the receiver has come; on the sender's side always [`Stage::Received`].
    pub stage: Stage,
    /// Counts the changes, so that two people cannot overwrite each other unseen.
    pub version: i64,
}

impl ConcernCover {
    /// The protection assessment is made once and first.
    ///
    /// # Errors
    /// [`RuleBroken::AlreadyAssessed`] when it stands already.
    pub fn assess(mut self, protection: Protection, person: Id<Person>) -> Result<Self, RuleBroken> {
        let Stage::Received = self.stage else { return Err(RuleBroken::AlreadyAssessed) };
        self.stage = Stage::Assessed(protection);
        self.person = self.person.or(Some(person));
        self.version += 1;
        Ok(self)
    }

    /// The decision whether to open an investigation follows the protection assessment, once.
    ///
    /// # Errors
    /// [`RuleBroken::NotYetAssessed`] before the protection assessment, [`RuleBroken::AlreadyDecided`] after.
    pub fn decide(mut self, opening: Opening, day: LegalDay) -> Result<Self, RuleBroken> {
        let protection = match self.stage {
            Stage::Received => return Err(RuleBroken::NotYetAssessed),
            Stage::Decided(..) => return Err(RuleBroken::AlreadyDecided),
            Stage::Assessed(protection) => protection,
        };
        self.stage = Stage::Decided(protection, opening);
        self.handling.decided_on = Some(day);
        self.version += 1;
        Ok(self)
    }

    /// Whether the reporter hears what was decided follows the decision, once. Returns what there is to tell.
    ///
    /// # Errors
    /// [`RuleBroken::NotYetDecided`] before the decision, [`RuleBroken::AlreadyAnswered`] after an answer,
    /// [`RuleBroken::NobodyAsked`] where the reporter is sealed apart and has not asked.
    pub fn answer(mut self, feedback: Feedback) -> Result<(Self, Opening), RuleBroken> {
        let Stage::Decided(_, opening) = self.stage else { return Err(RuleBroken::NotYetDecided) };
        if self.handling.feedback.is_some() {
            return Err(RuleBroken::AlreadyAnswered);
        }
        if !self.may_answer() {
            return Err(RuleBroken::NobodyAsked);
        }
        self.handling.feedback = Some(feedback);
        self.version += 1;
        Ok((self, opening))
    }

    /// Until when an answer that was asked for is due: a week after the decision, at once where an investigation
    /// runs already (19 kap. 6 § socialtjänstlagen). `None` where none is owed.
    pub fn feedback_due(&self) -> Option<Deadline> {
        let Stage::Decided(_, opening) = self.stage else { return None };
        let decided = self.handling.decided_on?;
        let owed = self.feedback_asked && self.handling.feedback.is_none();
        owed.then(|| match opening {
            Opening::AlreadyRunning => Deadline::ending_on(decided.date()),
            Opening::Open | Opening::DoNotOpen => calendar::feedback_deadline(decided.date()),
        })
    }

    /// Danger for the reporter is recorded: who it was is sealed apart from now on. `shown` is the version that was
    /// taken apart.
    ///
    /// # Errors
    /// [`RuleBroken::ChangedMeanwhile`] when there is a newer one or the reporter is sealed apart already.
    pub fn seal_reporter(mut self, shown: i64) -> Result<Self, RuleBroken> {
        if self.version != shown || self.source == Source::SealedApart {
            return Err(RuleBroken::ChangedMeanwhile);
        }
        self.source = Source::SealedApart;
        self.version += 1;
        Ok(self)
    }

    /// Whether the reporter may hear what is decided. Of those who are sealed apart only who asked to (19 kap. 6 §
    /// socialtjänstlagen): that there is somebody in service to answer would tell who it was.
    pub fn may_answer(&self) -> bool {
        self.feedback_asked || self.source != Source::SealedApart
    }

    /// Somebody becomes responsible.
    #[must_use]
    pub fn assign(mut self, to: Id<Account>) -> Self {
        self.handling.responsible = Some(to);
        self.handling.unassigned = None;
        self.version += 1;
        self
    }

    /// Somebody knows the family: nobody is responsible any longer, unless somebody else was.
    #[must_use]
    pub fn give_up(mut self, who: Id<Account>) -> Self {
        if self.handling.responsible.is_none_or(|responsible| responsible == who) {
            self.handling.responsible = None;
            self.handling.unassigned = Some(Unassigned::Conflict);
        }
        self.version += 1;
        self
    }
}

/// Everything personal in a concern. Exactly what leaves: the sender's page, the preview and the receiver's
/// copy show these fields and no others.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Who it is about.
    pub about: Identity,
    /// What the reporter has seen or heard (*egen iakttagelse*). The one required text.
    pub observed: String,
    /// What others have told.
    pub hearsay: Option<String>,
    /// The reporter's own judgement.
    pub judgement: Option<String>,
    /// Whether the guardians know.
    pub guardians: GuardiansKnow,
    /// Who reports, in service; nobody where the reporter is sealed apart.
    pub reporter: Option<Reporter>,
}

/// A registry number (*diarienummer*): the year and five random letters, so that it tells nobody how many
/// concerns there are or which came first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RegistryNumber(String);

impl RegistryNumber {
    /// The letters that are not mistaken for another on the telephone or on paper.
    const LETTERS: &'static [u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";

    /// A number of the year of `day`, from five random bytes.
    pub fn from_random(day: LegalDay, bytes: [u8; 5]) -> Self {
        let letters: String = bytes.iter().map(|b| letter(*b)).collect();
        Self(format!("{}-{letters}", day.date().year()))
    }

    /// A number as somebody typed it, in small or capital letters; `None` where it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_uppercase();
        let (year, letters) = text.split_once('-')?;
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let fits = letters.len() == 5 && letters.bytes().all(|byte| Self::LETTERS.contains(&byte));
        (is_year && fits).then_some(Self(text))
    }

    /// A number read back from the store.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// As it is written and said.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn letter(byte: u8) -> char {
    let index = usize::from(byte) % RegistryNumber::LETTERS.len();
    RegistryNumber::LETTERS.get(index).map_or('X', |b| char::from(*b))
}
