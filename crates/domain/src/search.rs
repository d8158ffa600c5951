//! What persons may be searched for by (*sökbegrepp*), and nothing else.
//!
//! In the case work of social services only a name, a personal or coordination number, or the number of a case may be
//! searched for: 15 § förordningen (2001:637) om behandling av personuppgifter inom socialtjänsten. So there is no
//! address, no word of a text and no part of a name here; whatever is none of the three is a fault.

use time::Date;

use crate::{
    concern::RegistryNumber,
    personal_number::{PersonalNumber, PersonalNumberError},
};

/// So many persons are shown at most; of more, none.
pub const MOST: usize = 10;

/// What is searched for.
pub enum SearchTerm {
    /// A personal or coordination number.
    Number(PersonalNumber),
    /// The registry number of a concern.
    Registry(RegistryNumber),
    /// Two whole names.
    Names(Names),
}

/// Why a text can be searched for by nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermFault {
    /// Nothing was written.
    #[error("nothing to search for")]
    Empty,
    /// It is neither a name nor a number nor a case: an address, a word with digits.
    #[error("only a name, a personal number or a case number may be searched for")]
    NotAllowed,
    /// Letters, but not two whole names.
    #[error("a name is two whole names")]
    NotTwoNames,
    /// Digits, but no personal number.
    #[error("the digits are no personal number")]
    NoNumber(#[from] PersonalNumberError),
}

impl SearchTerm {
    /// Reads what somebody typed; `today` as in [`PersonalNumber::parse`].
    ///
    /// # Errors
    /// [`TermFault`].
    pub fn parse(text: &str, today: Date) -> Result<Self, TermFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TermFault::Empty);
        }
        if let Some(number) = RegistryNumber::parse(text) {
            return Ok(Self::Registry(number));
        }
        let of_number = |letter: char| {
            letter.is_ascii_digit()
                || letter.is_whitespace()
                || "+-\u{2010}\u{2011}\u{2013}\u{2212}".contains(letter)
        };
        if text.chars().all(of_number) {
            return Ok(Self::Number(PersonalNumber::parse(text, today)?));
        }
        Names::parse(text).map(Self::Names)
    }

    /// The stable word for the log: what kind of term it was, never the term.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Number(_) => "number",
            Self::Registry(_) => "registry",
            Self::Names(_) => "names",
        }
    }
}

/// Two whole names, in small letters and in order: what is searched for by either order is the same search.
pub struct Names([String; 2]);

impl Names {
    fn parse(text: &str) -> Result<Self, TermFault> {
        let of_name =
            |letter: char| letter.is_alphabetic() || letter.is_whitespace() || "-'’".contains(letter);
        if !text.chars().all(of_name) {
            return Err(TermFault::NotAllowed);
        }
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let is_whole = |word: &&String| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
        match words.as_slice() {
            [one, other] if [one, other].iter().all(is_whole) => {
                let mut both = [one.clone(), other.clone()];
                both.sort_unstable();
                Ok(Self(both))
            }
            _ => Err(TermFault::NotTwoNames),
        }
    }

    /// Both, in order, for a keyed token of what was searched for.
    pub fn both(&self) -> [&str; 2] {
        let [one, other] = &self.0;
        [one, other]
    }

    /// Whether a name has both as whole words. Of a double name each part is one, and so is the whole of it.
    pub fn are_in(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let words: Vec<&str> = name.split_whitespace().collect();
        let has = |wanted: &str, word: &str| word == wanted || word.split('-').any(|part| part == wanted);
        let [one, other] = self.both();
        // Each stands for a word of its own: nobody is found by one name written twice.
        let first = words.iter().enumerate().filter(|(_, word)| has(one, word));
        first.into_iter().any(|(at, _)| words.iter().enumerate().any(|(b, word)| b != at && has(other, word)))
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 24);

    fn fault(text: &str) -> Option<TermFault> {
        SearchTerm::parse(text, TODAY).err()
    }

    fn names(text: &str) -> Names {
        match SearchTerm::parse(text, TODAY) {
            Ok(SearchTerm::Names(names)) => names,
            _ => panic!("two names"),
        }
    }

    #[test]
    fn the_three_that_the_law_allows_are_told_apart() {
        for (text, word) in [
            ("20120126-2399", "number"),
            (" 120126 2399 ", "number"),
            ("2026-BCDFG", "registry"),
            ("2026-bcdfg", "registry"),
            ("Elias Berg", "names"),
            ("Anna-Maria O'Hara", "names"),
        ] {
            assert_eq!(SearchTerm::parse(text, TODAY).map(|term| term.word()).ok(), Some(word), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_searched_for() {
        for text in [
            "Storgatan 3",
            "374 30 Karlshamn",
            "elias@example.se",
            "Elias 2012",
            "Elias%",
            "E* Berg",
            "2026-AEIOU",
        ] {
            let fault = fault(text);
            assert!(matches!(fault, Some(TermFault::NotAllowed | TermFault::NoNumber(_))), "{text}");
        }
        for text in ["Elias", "Elias Johan Berg", "E Berg"] {
            assert_eq!(fault(text), Some(TermFault::NotTwoNames), "{text}");
        }
        for text in ["0454-81 00 00", "20120126-2390", "1", "374 30", "- -"] {
            assert!(matches!(fault(text), Some(TermFault::NoNumber(_))), "{text}");
        }
        assert_eq!(fault("  "), Some(TermFault::Empty));
    }

    #[test]
    fn names_are_whole_words_in_any_order_and_in_any_letters() {
        let elias = names("berg ELIAS");
        assert!(
            elias.are_in("Elias Berg")
                && elias.are_in("Elias Johan Berg")
                && elias.are_in("Berg, Elias Berg")
        );
        for other in ["Elias Bergman", "Elias", "", "Eliasberg", "Elias-Berg"] {
            assert!(!elias.are_in(other), "{other}");
        }
        assert!(
            names("Maria Lind").are_in("Anna-Maria Lind")
                && names("Anna-Maria Lind").are_in("Anna-Maria Lind")
        );
        assert!(!names("Ali Ali").are_in("Ali Hassan") && names("Ali Ali").are_in("Ali Ali"));
    }
}
