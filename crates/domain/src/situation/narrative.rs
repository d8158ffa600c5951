//! The free text of this part: nothing in it looks like personal data, and there is an end to it.

use serde::{Deserialize, Serialize};

use super::personal_data::{self, Found};

/// A text without personal data, as far as that can be seen from how it is written, and of at most so many letters:
/// 300, which is what fits between two customers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Narrative<const MOST: usize = 300>(String);

/// A longer one, for a part of a picture or a point of a meeting.
pub type Prose = Narrative<4000>;

/// Why a text is none. It never repeats what was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NarrativeFault {
    /// It is too long.
    #[error("the text has {letters} letters, and {most} at most are kept")]
    TooLong {
        /// So many letters it has.
        letters: usize,
        /// So many are kept.
        most: usize,
    },
    /// Something in it looks like personal data; where, in the text without the blanks around it.
    #[error("the text seems to hold personal data")]
    PersonalData(Vec<Found>),
}

impl<const MOST: usize> Narrative<MOST> {
    /// Takes what somebody wrote, without the blanks around it. It may be empty.
    ///
    /// # Errors
    /// [`NarrativeFault`].
    pub fn new(text: &str) -> Result<Self, NarrativeFault> {
        let text = text.trim();
        let letters = text.chars().count();
        if letters > MOST {
            return Err(NarrativeFault::TooLong { letters, most: MOST });
        }
        let found = personal_data::find(text);
        if found.is_empty() { Ok(Self(text.to_owned())) } else { Err(NarrativeFault::PersonalData(found)) }
    }

    /// A text read back from the store: it was looked through when it was written.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::personal_data::PersonalData;
    use super::*;

    #[test]
    fn a_text_keeps_three_hundred_letters_and_no_more() {
        let longest = "å".repeat(300);
        let new = |text: &str| <Narrative>::new(text);
        assert_eq!(new(&format!("  {longest}\n")).unwrap().as_str(), longest);
        let too_long = NarrativeFault::TooLong { letters: 301, most: 300 };
        assert_eq!(new(&format!("{longest}x")), Err(too_long));
        assert!(new(" \n").unwrap().is_empty());
        assert!(Prose::new(&format!("{longest}x")).is_ok());
    }

    #[test]
    fn personal_data_is_stopped_where_it_stands_and_not_repeated() {
        let Err(fault) = <Narrative>::new(" Ring 070-174 06 05, tack.") else { panic!("a telephone number") };
        let NarrativeFault::PersonalData(found) = &fault else { panic!("{fault}") };
        assert_eq!((found[0].kind, found[0].range.clone()), (PersonalData::Phone, 5..18));
        assert!(!format!("{fault} {fault:?}").contains("174"));
    }
}
