//! The open part: evenings out, the workspace of the citizen promise, and its public page.
//!
//! Its pages take a [`crate::counter::Square`] or a [`crate::counter::Board`] and nothing else that leads to data, so
//! none of them can reach a record about a person. A test reads the imports.

pub mod tonight;
pub mod workspace;
pub mod record;
pub mod publish;
pub mod ground;
pub mod situation;
pub mod meetings;
pub mod picture;
pub mod surveys;
pub mod plan;
pub mod report;
pub mod public;
pub mod ask;
pub mod visits;
pub mod data;
pub mod incidents;
pub mod trends;
mod chart;
pub mod embed;
pub mod channels;
pub mod done;
pub mod agreements;
mod going;

use domain::{Id, situation::personal_data::PersonalData};

use crate::{forms::Choice, text::Text};

/// What a form chose, out of what there is.
fn picked<T>(said: &str) -> Option<Id<T>> {
    said.parse().ok()
}

/// What a browser looks for while somebody writes, kind by kind: coarse patterns, for comfort. What is kept is decided
/// by [`domain::situation::personal_data::find`] alone.
fn shapes(t: Text) -> String {
    let shape = |kind: PersonalData| match kind {
        PersonalData::Number => r"\b\d{6}(?:\d{2})?[-+ ]?\d{4}\b",
        PersonalData::Phone => r"(?:\+46|\b0)[ -]?\d{1,3}[ -]?\d{2,3}(?:[ -]?\d{2,3}){1,2}\b",
        PersonalData::Plate => r"\b[a-zA-Z]{3} ?\d{2}[a-zA-Z\d]\b",
        PersonalData::Address => r"[a-zåäö]+(?:gatan|vägen|gränd|stigen|torget|backen|allén) \d+",
        PersonalData::Email => r"[\w.+-]+@[\w-]+\.\w{2,}",
    };
    let line = |kind: &PersonalData| {
        format!("{}\t{}", t.get(&format!("personal-kind-{}", kind.word())), shape(*kind))
    };
    PersonalData::ALL.iter().map(line).collect::<Vec<_>>().join("\n")
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
