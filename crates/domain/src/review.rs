//! Reviewing the log (*loggkontroll*): what came of looking at somebody's readings, and the question that a reader
//! is asked about them.
//!
//! Readings are grouped by reader and person of a month. Both stand here as the log's tokens of that month and die
//! with its key. What the reader answers is sealed. The outcomes are those of 10 § SoLPUL's recurrent checks as
//! practice has them (`domain.md` §4); no outcome is ever preselected.

use serde::{Deserialize, Serialize};

use crate::{
    Id, RuleBroken, Timestamp,
    duty::Account,
    person::Identity,
    personal_number::PersonalNumber,
    unit::{Authority, Unit},
};

/// What came of reviewing a group of readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// The work explains it (*motiverad*).
    Justified,
    /// The reader is asked (*förklaring begärd*).
    Asked,
    /// The reader's explanation was accepted (*förklaring godtagen*).
    Accepted,
    /// A suspicion: it goes to the employer, and may be reported to the police (*misstanke*).
    Suspicion,
    /// A personal data breach (*personuppgiftsincident*).
    Breach,
}

impl Outcome {
    /// All outcomes, in the order of the buttons.
    pub const ALL: [Self; 5] = [Self::Justified, Self::Asked, Self::Accepted, Self::Suspicion, Self::Breach];

    /// The stable word for store, forms, log and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Justified => "justified",
            Self::Asked => "asked",
            Self::Accepted => "accepted",
            Self::Suspicion => "suspicion",
            Self::Breach => "breach",
        }
    }

    /// Whether the group is done with; a question waits for its answer.
    pub fn is_final(self) -> bool {
        self != Self::Asked
    }
}

/// A group of readings: one reader, one person, one month, as tokens of that month.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupKey {
    /// The month, `2026-11`.
    pub month: String,
    /// The reader's token.
    pub reader: Vec<u8>,
    /// The person's token; empty for what is about nobody.
    pub subject: Vec<u8>,
}

/// What was set down about a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// Whose log.
    pub authority: Id<Authority>,
    /// Which group.
    pub group: GroupKey,
    /// The index of the last entry that was looked at; what came later is not covered.
    pub upto: u64,
    /// What came of it.
    pub outcome: Outcome,
    /// Who set it down.
    pub by: Id<Account>,
    /// When.
    pub at: Timestamp,
}

/// A question about readings, put to the reader.
pub enum Question {}

/// What the cover of a question says: no content, only which readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionCover {
    /// Its id.
    pub id: Id<Question>,
    /// Whose log.
    pub authority: Id<Authority>,
    /// The auditor's unit.
    pub unit: Id<Unit>,
    /// Who is asked.
    pub reader: Id<Account>,
    /// About which readings.
    pub group: GroupKey,
    /// How many.
    pub count: u32,
    /// The first of them.
    pub first: Timestamp,
    /// The last of them.
    pub last: Timestamp,
    /// Who asks.
    pub asked_by: Id<Account>,
    /// When.
    pub asked: Timestamp,
    /// When it was answered.
    pub answered: Option<Timestamp>,
}

impl QuestionCover {
    /// The question with its answer; it is answered once.
    ///
    /// # Errors
    /// [`RuleBroken::ChangedMeanwhile`] when there is an answer.
    pub fn answer(self, at: Timestamp) -> Result<Self, RuleBroken> {
        match self.answered {
            Some(_) => Err(RuleBroken::ChangedMeanwhile),
            None => Ok(Self { answered: Some(at), ..self }),
        }
    }
}

/// What the reader says, in their own words; empty until they have.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The words.
    pub text: String,
}

/// Why an auditor asks for the name behind a pseudonym. A word, never free text: it stands in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevealReason {
    /// Whether reader and person may be related or neighbours.
    Relation,
    /// The reader's explanation names somebody.
    Explanation,
    /// The person has to be told of a breach.
    Notify,
    /// Somebody has asked who has read about them.
    Request,
}

impl RevealReason {
    /// All reasons, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Relation, Self::Explanation, Self::Notify, Self::Request];

    /// The stable word for forms, log and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Relation => "relation",
            Self::Explanation => "explanation",
            Self::Notify => "notify",
            Self::Request => "request",
        }
    }
}

/// What an auditor learns of a person: never the number.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Identity")]
pub struct NameAndYear {
    /// The name.
    pub name: String,
    /// The year of birth, where the number tells it.
    pub year: Option<i32>,
}

impl From<Identity> for NameAndYear {
    fn from(known: Identity) -> Self {
        Self { year: known.number.as_ref().map(PersonalNumber::birth_year), name: known.name }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_answered_once() {
        let cover = QuestionCover {
            id: Id::from_random([1; 16]),
            authority: Id::from_random([2; 16]),
            unit: Id::from_random([3; 16]),
            reader: Id::from_random([4; 16]),
            group: GroupKey { month: "2026-11".into(), reader: vec![1], subject: vec![2] },
            count: 3,
            first: Timestamp::from_micros(1),
            last: Timestamp::from_micros(2),
            asked_by: Id::from_random([5; 16]),
            asked: Timestamp::from_micros(3),
            answered: None,
        };
        let answered = cover.answer(Timestamp::from_micros(4)).unwrap();
        assert_eq!(answered.answered, Some(Timestamp::from_micros(4)));
        assert_eq!(answered.answer(Timestamp::from_micros(5)), Err(RuleBroken::ChangedMeanwhile));
    }

    #[test]
    fn a_name_comes_without_the_number() {
        let today = time::macros::date!(2026 - 11 - 24);
        let number = PersonalNumber::parse("20120126-2399", today).unwrap();
        let known = Identity { name: "Elias".into(), number: Some(number) };
        let revealed = NameAndYear::from(known);
        assert_eq!((revealed.name.as_str(), revealed.year), ("Elias", Some(2012)));
    }

    #[test]
    fn only_a_question_leaves_a_group_open() {
        let open: Vec<_> = Outcome::ALL.into_iter().filter(|outcome| !outcome.is_final()).collect();
        assert_eq!(open, [Outcome::Asked]);
    }
}
