//! The open part: evenings out, the workspace of the citizen promise, and its public page.
//!
//! Its pages take a [`crate::counter::Square`] or a [`crate::counter::Board`] and nothing else that leads to data, so
//! none of them can reach a record about a person. A test reads the imports.

pub mod tonight;
pub mod workspace;
pub mod record;
pub mod publish;
pub mod ground;
pub mod public;
pub mod data;
mod going;

use domain::Id;

use crate::{forms::Choice, text::Text};

/// What a form chose, out of what there is.
fn picked<T>(said: &str) -> Option<Id<T>> {
    said.parse().ok()
}

/// Choices out of rows: each by its id, the chosen one marked; a single one is chosen, for there is nothing to choose.
fn choices<'r, T: 'r>(rows: impl Iterator<Item = (Id<T>, &'r str)>, chosen: &str) -> Vec<Choice> {
    let mut choices: Vec<Choice> = rows
        .map(|(id, name)| Choice {
            word: id.to_string(),
            label: name.to_owned(),
            hint: None,
            chosen: id.to_string() == chosen,
        })
        .collect();
    if let [only] = &mut choices[..] {
        only.chosen = true;
    }
    choices
}

/// The choices of a family of words.
fn family<T: Copy>(
    t: Text,
    name: &str,
    all: &[T],
    word: impl Fn(T) -> &'static str,
    said: &str,
) -> Vec<Choice> {
    let words: Vec<&'static str> = all.iter().map(|one| word(*one)).collect();
    Choice::family(t, name, &words, said, false)
}
