//! Everything in the program that reads bytes which somebody else wrote, each as one plain function of bytes: what it
//! takes must come back the same when it is written and read again, and nothing makes it panic.
//!
//! `properties/corpora.rs` feeds the functions with the files of `tests/corpora` and with small alterations of them;
//! `scripts/fuzz` searches for new paths through them. What only one of the two needs is not here.

mod words;
mod files;
mod log;
mod forms;
mod pages;

use time::{Date, macros::date};

/// The day on which everything here is read: that of the tests' clock.
const TODAY: Date = date!(2026 - 11 - 24);

/// What is fed: its name, which is that of its folder of examples, and the function.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: &[Target] = &[
    ("personal_number", words::personal_number),
    ("search_term", words::search_term),
    ("identifiers", words::identifiers),
    ("days", words::days),
    ("hours", words::hours),
    ("law", files::law),
    ("settings", files::settings),
    ("csv", files::csv),
    ("note", log::note),
    ("signed", log::signed),
    ("checkpoint_file", log::checkpoint_file),
    ("entry", log::entry),
    ("stored", log::stored),
    ("proof", log::proof),
    ("concern_form", forms::concern),
    ("consent_form", forms::consent),
    ("meeting_form", forms::meeting),
    ("referral_form", forms::referral),
    ("pages", pages::pages),
];

/// The target of a name.
pub fn target(name: &str) -> Option<fn(&[u8])> {
    TARGETS.iter().find(|(known, _)| *known == name).map(|(_, target)| *target)
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// The first bytes as an array, zeros where there are too few, and the rest.
fn taken<const N: usize>(bytes: &[u8]) -> ([u8; N], &[u8]) {
    let mut first = [0; N];
    for (slot, byte) in first.iter_mut().zip(bytes) {
        *slot = *byte;
    }
    (first, bytes.get(N..).unwrap_or_default())
}
