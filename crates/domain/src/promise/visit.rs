//! A visit (*besök*) that a school, an association or others ask for, by a public form without an account.
//!
//! Who asks is an organisation. How to reach it ([`Reach`]) is kept apart from this record, sealed, and goes when the
//! request is answered.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{Unfit, activity::Line};
use crate::{Id, LegalDay};

words! {
    /// Who asks.
    Asker {
        /// A school.
        School "school",
        /// An association.
        Association "association",
        /// A business.
        Business "business",
        /// Others.
        Other "other",
    }
}

/// How to reach whoever asks: a telephone number or an address, as they write it.
#[derive(Clone, PartialEq, Eq)]
pub struct Reach(String);

impl Reach {
    /// The most characters.
    pub const LIMIT: usize = 120;

    /// What somebody wrote, without the spaces around it.
    ///
    /// # Errors
    /// [`Unfit::EmptyText`], [`Unfit::TextTooLong`].
    pub fn new(text: &str) -> Result<Self, Unfit> {
        match text.trim() {
            "" => Err(Unfit::EmptyText),
            text if text.chars().count() > Self::LIMIT => Err(Unfit::TextTooLong),
            text => Ok(Self(text.to_owned())),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How far a request has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Asked for.
    Asked,
    /// Done.
    Done {
        /// When.
        on: Date,
    },
    /// Not done. The promise is "as far as we are able", so a no is told with its reason.
    Declined {
        /// Why.
        reason: Line,
    },
}

/// A visit, from the request on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    id: Id<Visit>,
    asked_on: Date,
    asker: Asker,
    topic: Line,
    stage: Stage,
}

impl Visit {
    /// Somebody asks.
    pub fn asked(id: Id<Visit>, asker: Asker, topic: Line, today: LegalDay) -> Self {
        Self { id, asked_on: today.date(), asker, topic, stage: Stage::Asked }
    }

    /// One read back from the store, with how far it had come.
    #[must_use]
    pub fn at(self, stage: Stage) -> Self {
        Self { stage, ..self }
    }

    /// It was done, on or after the day of the request.
    ///
    /// # Errors
    /// [`Unfit::WrongState`], [`Unfit::Ahead`], [`Unfit::BeforeAsked`].
    pub fn done(self, on: Date, today: LegalDay) -> Result<Self, Unfit> {
        self.is_open()?;
        if on > today.date() {
            return Err(Unfit::Ahead);
        }
        if on < self.asked_on {
            return Err(Unfit::BeforeAsked);
        }
        Ok(self.at(Stage::Done { on }))
    }

    /// It will not be done.
    ///
    /// # Errors
    /// [`Unfit::WrongState`].
    pub fn declined(self, reason: Line) -> Result<Self, Unfit> {
        self.is_open()?;
        Ok(self.at(Stage::Declined { reason }))
    }

    fn is_open(&self) -> Result<(), Unfit> {
        if self.stage == Stage::Asked { Ok(()) } else { Err(Unfit::WrongState) }
    }

    /// The number that whoever asked can quote: eight letters of the id, which say nothing.
    pub fn number(id: Id<Self>) -> String {
        const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).map_or('X', |one| char::from(*one));
        let letters: String =
            id.bytes().iter().take(4).chain(id.bytes().iter().rev().take(4)).map(letter).collect();
        let (left, right) = letters.split_at(4);
        format!("{left}-{right}")
    }

    /// Its id.
    pub fn id(&self) -> Id<Visit> {
        self.id
    }

    /// When it was asked for.
    pub fn asked_on(&self) -> Date {
        self.asked_on
    }

    /// Who asks.
    pub fn asker(&self) -> Asker {
        self.asker
    }

    /// On what.
    pub fn topic(&self) -> &Line {
        &self.topic
    }

    /// How far it has come.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn asked() -> Visit {
        let topic = Line::new("Trygg väg hem från träningen").unwrap();
        Visit::asked(
            Id::from_random([1; 16]),
            Asker::Association,
            topic,
            LegalDay::new(date!(2023 - 10 - 02)),
        )
    }

    #[test]
    fn a_visit_is_asked_for_and_then_done_once() {
        let today = LegalDay::new(date!(2023 - 11 - 30));
        let done = asked().done(date!(2023 - 10 - 02), today).unwrap();
        assert_eq!(done.stage(), &Stage::Done { on: date!(2023 - 10 - 02) });
        assert_eq!(done.clone().done(date!(2023 - 10 - 03), today), Err(Unfit::WrongState));
        assert_eq!(done.declined(Line::new("Ingen tid").unwrap()), Err(Unfit::WrongState));
    }

    #[test]
    fn a_number_to_quote_is_eight_letters_and_that_of_its_request() {
        let numbers = [1, 2].map(|byte| Visit::number(Id::from_random([byte; 16])));
        assert_ne!(numbers[0], numbers[1]);
        assert!(
            numbers.iter().all(|number| number.len() == 9 && number.as_bytes()[4] == b'-'),
            "{numbers:?}"
        );
        assert_eq!(Visit::number(asked().id()), numbers[0]);
    }

    #[test]
    fn how_to_reach_somebody_is_said_and_is_short() {
        assert_eq!(Reach::new(" 0454-12 34 56 ").unwrap().as_str(), "0454-12 34 56");
        assert_eq!(Reach::new("  ").err(), Some(Unfit::EmptyText));
        assert_eq!(Reach::new(&"a".repeat(121)).err(), Some(Unfit::TextTooLong));
    }

    #[test]
    fn a_visit_is_not_done_ahead_of_its_day_or_before_it_was_asked_for() {
        let today = LegalDay::new(date!(2023 - 11 - 30));
        assert_eq!(asked().done(date!(2023 - 12 - 01), today), Err(Unfit::Ahead));
        assert_eq!(asked().done(date!(2023 - 10 - 01), today), Err(Unfit::BeforeAsked));
    }
}
