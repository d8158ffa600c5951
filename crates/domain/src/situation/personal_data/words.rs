//! A text as its runs of letters and runs of digits, with what stands between them.

use std::ops::Range;

/// A run of letters or of digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The run.
    pub(super) text: &'a str,
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// What stands between the run before and this one; empty where they touch, and before the first the beginning.
    pub(super) gap: &'a str,
}

impl Word<'_> {
    /// Whether it is a run of digits.
    pub(super) fn is_digits(&self) -> bool {
        self.text.starts_with(|letter: char| letter.is_ascii_digit())
    }

    /// Whether it touches the run before.
    pub(super) fn is_glued(&self) -> bool {
        self.gap.is_empty() && self.range.start > 0
    }

    /// Whether it begins with a capital.
    pub(super) fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether nothing but one blank stands before it.
    pub(super) fn follows_a_blank(&self) -> bool {
        let mut gap = self.gap.chars();
        gap.next().is_some_and(char::is_whitespace) && gap.next().is_none()
    }
}

/// The runs of a text.
pub(super) fn of(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut before = 0;
    let mut rest = text;
    while let Some(begins) = rest.find(char::is_alphanumeric) {
        let (_, from) = rest.split_at(begins);
        let digits = from.starts_with(|letter: char| letter.is_ascii_digit());
        let same = |letter: char| letter.is_alphanumeric() && letter.is_ascii_digit() == digits;
        let (word, after) = from.split_at(from.find(|letter: char| !same(letter)).unwrap_or(from.len()));
        let start = text.len() - from.len();
        let gap = text.get(before..start).unwrap_or_default();
        words.push(Word { text: word, range: start..start + word.len(), gap });
        before = start + word.len();
        rest = after;
    }
    words
}

/// Whether a word, in small or capital letters, is one of a list with blanks between.
pub(super) fn is_listed(list: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    list.split(' ').any(|one| one == word)
}
