//! What the check of a log can find. Texts for an operator or auditor: places, never content.
//!
//! It judges nothing: [`crate::verify`] does. A fault says what differs, not who did it.

use domain::Timestamp;
use thiserror::Error;

use crate::checkpoint::NoteError;
use crate::succession::Succession;
use crate::verify::Verified;

/// The outcome of a check.
#[derive(Clone, Debug)]
pub struct Report {
    /// How many entries the log has, as far as they were shown.
    pub entries: u64,
    /// How many of the entries shown were opened and compared with their leaf.
    pub opened: u64,
    /// How many could not be opened because the key of their month was destroyed.
    pub destroyed: u64,
    /// The newest of those. Whether that was lawful is a question of retention: no key of a month
    /// that must still be kept may be gone.
    pub newest_destroyed: Option<Timestamp>,
    /// How many signed checkpoints were compared with the root computed again.
    pub checkpoints: u64,
    /// Where the log went on after a restore, and what was lost with it.
    pub successions: Vec<Succession>,
    /// What is wrong, at most [`Report::LISTED`] faults.
    pub faults: Vec<Fault>,
    /// How many more faults there are than are listed.
    pub unlisted: u64,
    /// Where a later check may go on; only there if nothing is wrong.
    pub verified: Option<Verified>,
}

impl Report {
    /// How many faults are listed; a log in ruins needs no million lines.
    pub const LISTED: usize = 1000;

    /// Whether nothing is wrong.
    pub const fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }
}

/// A column that stands in clear beside the sealed entry.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Error)]
pub enum ClearColumn {
    /// The time of the entry.
    #[error("time")]
    Time,
    /// The unit of the reader.
    #[error("unit")]
    Unit,
    /// The class of the act.
    #[error("class")]
    Class,
}

/// One thing that is wrong with the log. A number alone is the index of the entry, the number of the tile,
/// or the number of the checkpoint in the file, from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// Entries are missing.
    #[error("entry {expected} was expected, entry {found} came: entries are missing between")]
    Gap {
        /// The index that should have come.
        expected: u64,
        /// The index that came.
        found: u64,
    },
    /// An index came twice in a row.
    #[error("entry {0} is there twice")]
    Duplicate(u64),
    /// An index came after a later one.
    #[error("entry {0} stands after a later one")]
    Reordered(u64),
    /// An entry is older than the one before it.
    #[error("entry {0} is older than the one before it")]
    TimeBackwards(u64),
    /// The key is there, but the sealed entry does not open or is no entry.
    #[error("entry {0} cannot be read although the key of its month exists")]
    Unreadable(u64),
    /// The leaf is of a version that this program does not know.
    #[error("the leaf of entry {0} is of an unknown version")]
    UnknownLeaf(u64),
    /// The leaf commits to another entry, or to this one at another place.
    #[error("entry {0} is not the one that its leaf commits to")]
    LeafDiffers(u64),
    /// A column in clear says something else than the entry, or than the leaf if that is all there is.
    #[error("the {column} in clear of entry {index} is not the one that was sealed")]
    ClearDiffers {
        /// The index.
        index: u64,
        /// The column.
        column: ClearColumn,
    },
    /// A tile holds other hashes than the leaves, or not 256.
    #[error("tile {0} differs from the leaves")]
    TileDiffers(u64),
    /// 256 leaves are there without their tile.
    #[error("tile {0} is missing")]
    TileMissing(u64),
    /// A tile stands for leaves that are not there.
    #[error("tile {0} has no leaves")]
    TileBeyondTheEnd(u64),
    /// The stored head counts other entries than there are.
    #[error("the stored head says {said} entries, there are {found}")]
    HeadSize {
        /// What the head says.
        said: u64,
        /// What there is.
        found: u64,
    },
    /// The stored head has another root than the leaves.
    #[error("the stored head has another root than the leaves")]
    HeadRoot,
    /// The note of the stored head is no signed checkpoint of this log.
    #[error("the note of the stored head: {0}")]
    HeadNote(NoteError),
    /// The note of the stored head was signed for another size or root.
    #[error("the note of the stored head says something else than the head")]
    HeadNoteDiffers,
    /// A checkpoint is of another log.
    #[error("checkpoint {0} of the file is of another log")]
    CheckpointOrigin(usize),
    /// A checkpoint is smaller than one before it: an older log was continued.
    #[error("checkpoint {0} of the file is smaller than the one before it")]
    CheckpointOrder(usize),
    /// A log was succeeded, and the entry here does not say so; or it says so, and nothing was signed under another
    /// name.
    #[error("entry {0} and the file of checkpoints do not say the same about a succession")]
    Succession(u64),
    /// The log is not the one that was signed. Reported where it begins, not for each checkpoint.
    #[error("the first {size} entries are not those that were signed; up to {agreed} they are")]
    Fork {
        /// The size of the last checkpoint that agrees.
        agreed: u64,
        /// The size of the first one that does not.
        size: u64,
    },
    /// The log is older than the file: it was cut, or an old copy of the database was put back.
    #[error("a log of {signed} entries was signed, there are {found}")]
    OlderThanSigned {
        /// The size of the largest checkpoint.
        signed: u64,
        /// What there is.
        found: u64,
    },
}
