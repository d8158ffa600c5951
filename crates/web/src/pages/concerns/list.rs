//! Where the next part of a list begins, in an address: an instant and an id, nothing about anybody.

use desk::ports::{Cursor, Page};
use domain::Timestamp;
use serde::Deserialize;

/// What an address may say about a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    /// Which part: an instant and an id.
    pub efter: String,
    /// Which list of two.
    pub visa: String,
}

/// The part of the list that an address asks for; nonsense asks for the first.
pub fn page_after(after: &After) -> Page {
    let cursor = after.efter.split_once('-').and_then(|(at, id)| {
        let id: domain::Id<()> = id.parse().ok()?;
        Some((Timestamp::from_micros(at.parse().ok()?), id.uuid()))
    });
    Page { after: cursor, ..Page::FIRST }
}

/// The address of the next part.
pub fn next_link(path: &str, next: Option<Cursor>) -> Option<String> {
    next.map(|(at, id)| {
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}efter={}-{}", at.micros(), id.as_simple())
    })
}
