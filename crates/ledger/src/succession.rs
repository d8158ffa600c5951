//! A log that succeeds another: after a lawful restore, an older copy of the database goes on under a new name.
//!
//! The same log cannot go on from there, because it would say two things about one size. Its successor takes over the
//! entries that were put back, under a name of its own, and the first entry that it writes itself cites the last
//! checkpoint that is known of its predecessor. So the loss is stated and signed, and never looks like a fork. The file
//! of checkpoints holds all of them, one after another. Who restored what, and why, is not said here.

use std::collections::BTreeMap;

use crate::checkpoint::{Checkpoint, NoteError, open};
use crate::entry::Entry;
use crate::key::{Origin, SigningKey, VerifyingKey};
use crate::report::Fault;
use crate::tree::Tree;

/// The action of the entry that a successor begins with.
pub const SUCCESSION: &str = "log.succession";

/// How many hexadecimal digits tell the names of a line apart: names made by chance, so that no copy of a key folder
/// leads to the same one again.
const DIGITS: usize = 8;

/// One succession.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succession {
    /// How many entries the successor took over. Its own first one has this index.
    pub took_over: u64,
    /// The last checkpoint that is known of the predecessor.
    pub cites: Checkpoint,
}

impl Succession {
    /// How many entries are known to be lost. There may be more where the file of checkpoints was old itself.
    pub const fn lost(&self) -> u64 {
        self.cites.size.saturating_sub(self.took_over)
    }

    /// What its entry says beside the action.
    pub fn note(&self) -> BTreeMap<String, String> {
        let said = [
            ("cites", self.cites.origin.to_string()),
            ("size", self.cites.size.to_string()),
            ("root", self.cites.root.to_string()),
        ];
        said.into_iter().map(|(word, value)| (word.to_owned(), value)).collect()
    }

    /// Whether an entry says so.
    pub(crate) fn is_stated_by(&self, entry: &Entry) -> bool {
        entry.action == SUCCESSION && entry.note == self.note()
    }
}

impl Origin {
    /// The name of a successor in this line, which `chance` tells from all others.
    #[must_use]
    pub fn successor(&self, chance: [u8; DIGITS / 2]) -> Self {
        Self::joined(self, &format!("{:08x}", u32::from_be_bytes(chance)))
    }

    /// Whether `other` is this log or a successor of it.
    pub fn is_of_line(&self, other: &Self) -> bool {
        let rest = other.as_str().strip_prefix(self.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix('/').is_some_and(is_name_of_successor))
    }
}

fn is_name_of_successor(name: &str) -> bool {
    name.len() == DIGITS && name.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

impl SigningKey {
    /// The same secret under the name of another log of its line; `None` for any other name.
    pub fn for_log(&self, name: &Origin) -> Option<Self> {
        self.origin().is_of_line(name).then(|| self.named(name.clone()))
    }
}

/// Reads a note of the log of `key`, or of any that succeeded it.
///
/// # Errors
/// [`NoteError`] when it is no note, another log's, or not signed.
pub fn open_in_line(note: &str, key: &VerifyingKey) -> Result<Checkpoint, NoteError> {
    let name = note.lines().next().and_then(|name| Origin::new(name).ok());
    match name.filter(|name| key.origin().is_of_line(name)) {
        Some(name) => open(note, &key.named(name)),
        None => open(note, key),
    }
}

/// What a file of checkpoints tells about a line of logs.
#[derive(Debug)]
pub(crate) struct Line {
    /// The checkpoints of entries that are still there, in the order of the file.
    pub(crate) checkpoints: Vec<Checkpoint>,
    /// The successions whose entries are still there, in their order.
    pub(crate) successions: Vec<Succession>,
    /// The name of the log that goes on.
    pub(crate) name: Origin,
    /// What the checkpoints say against each other.
    pub(crate) faults: Vec<Fault>,
}

impl Line {
    pub(crate) fn of(file: Vec<Checkpoint>, origin: &Origin) -> Self {
        let mut line = Self {
            checkpoints: Vec::with_capacity(file.len()),
            successions: Vec::new(),
            name: origin.clone(),
            faults: Vec::new(),
        };
        let mut past = Vec::new();
        // Before the first checkpoint there is a log without entries.
        let nothing = Checkpoint::new(origin.clone(), Tree::new().head());
        let mut last: Option<Checkpoint> =
            file.first().filter(|first| first.origin != *origin).map(|_| nothing);
        for (number, checkpoint) in (1..).zip(file) {
            if !origin.is_of_line(&checkpoint.origin) {
                line.faults.push(Fault::CheckpointOrigin(number));
            } else if last.as_ref().is_some_and(|last| last.origin != checkpoint.origin) {
                if past.contains(&checkpoint.origin) {
                    line.faults.push(Fault::CheckpointOrder(number));
                }
                past.extend(last.as_ref().map(|last| last.origin.clone()));
                line.succeed(&checkpoint, last.take());
            } else if last.as_ref().is_some_and(|last| checkpoint.size < last.size) {
                line.faults.push(Fault::CheckpointOrder(number));
            }
            line.name = checkpoint.origin.clone();
            last = Some(checkpoint.clone());
            line.checkpoints.push(checkpoint);
        }
        line
    }

    /// The first checkpoint of a successor: what was signed about the entries that it did not take over is past.
    fn succeed(&mut self, first: &Checkpoint, last: Option<Checkpoint>) {
        let took_over = first.size.saturating_sub(1);
        self.checkpoints.retain(|known| known.size <= took_over);
        self.successions.retain(|known| known.took_over < took_over);
        self.successions.extend(last.map(|cites| Succession { took_over, cites }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::tests::key;

    #[test]
    fn a_name_is_of_a_line_or_not() {
        let base = key(1).origin().clone();
        let next = base.successor([0, 1, 0xab, 0xcd]);
        assert_eq!(next.as_str(), format!("{base}/0001abcd"));
        assert!(base.is_of_line(&base) && base.is_of_line(&next));
        for other in ["/", "/1", "/0001ABCD", "/0001abcd/0001abcd", "0001abcd", "/0001abcde"] {
            assert!(!base.is_of_line(&Origin::new(&format!("{base}{other}")).unwrap()), "{other}");
        }
        assert!(!next.is_of_line(&base), "nothing goes back");
    }

    #[test]
    fn a_note_of_a_successor_is_read_and_a_foreign_one_is_not() {
        let name = key(1).origin().successor([7; 4]);
        let signer = key(1).for_log(&name).unwrap();
        let said = Checkpoint::new(name.clone(), crate::tree::Tree::new().head());
        let note = signer.sign(&said);
        assert_eq!(open_in_line(&note, key(1).verifying_key()), Ok(said.clone()));
        assert_eq!(open(&note, key(1).verifying_key()), Err(NoteError::OtherOrigin));
        assert_eq!(open_in_line(&note, key(2).verifying_key()), Err(NoteError::Unsigned));
        assert!(key(1).for_log(&Origin::new("karlskrona.example/00000000").unwrap()).is_none());
    }
}
