//! The check of a whole log, offline, in one pass and little memory.
//!
//! The caller reads rows, tiles, head and checkpoints wherever they are and shows them here; what is
//! kept of each row is nothing but the growing tree. The check trusts the verifying key and the
//! checkpoints, and nothing that comes from the database. It decrypts nothing and does not judge
//! whether a destroyed key was due.

use std::collections::BTreeMap;

use domain::Timestamp;

use crate::checkpoint::{Checkpoint, open};
use crate::entry::Entry;
use crate::hash::Hash;
use crate::key::{Origin, VerifyingKey};
use crate::leaf::{Leaf, Salt, day_of};
use crate::report::{ClearColumn, Fault, Report};
use crate::succession::{Line, SUCCESSION, Succession};
use crate::tree::{Head, TILE, Tile, Tree};

/// One row of the log as the database holds it.
#[derive(Clone, Debug)]
pub struct LeafRow {
    /// The index.
    pub index: u64,
    /// The leaf.
    pub leaf: Leaf,
    /// The time in clear.
    pub at: Timestamp,
    /// The unit in clear.
    pub unit: String,
    /// The code of the class in clear, whatever stands there.
    pub class: u8,
    /// What became of the sealed part.
    pub detail: Detail,
}

/// The sealed part of a row, as far as it can be opened.
#[derive(Clone, Debug)]
pub enum Detail {
    /// It was opened.
    Opened(Box<Entry>, Salt),
    /// The key of its month has been destroyed.
    Destroyed,
    /// The key is there and does not open it, or what it opens is no entry.
    Unreadable,
}

/// The head that the database holds.
#[derive(Clone, Debug)]
pub struct StoredHead {
    /// How many entries there are.
    pub size: u64,
    /// The root over their leaves.
    pub root: Hash,
    /// The signed note that says so.
    pub note: String,
}

/// How far a log has been found clean, so that a later check can go on from there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The tree over the entries that were checked.
    pub tree: Tree,
    /// The time of the last of them.
    pub at: Timestamp,
}

/// A check under way: show it each row in order and each full tile, then [`Verifier::finish`].
#[derive(Debug)]
pub struct Verifier {
    key: VerifyingKey,
    /// The name under which the log goes on.
    name: Origin,
    /// Those still to come, by index.
    successions: std::iter::Peekable<std::vec::IntoIter<Succession>>,
    /// Those still to come, by size.
    checkpoints: std::iter::Peekable<std::vec::IntoIter<Checkpoint>>,
    /// The size of the last checkpoint that agreed.
    agreed: u64,
    forked: bool,
    tree: Tree,
    next: u64,
    latest: Timestamp,
    /// The leaves since the last multiple of 256.
    open_tile: Tree,
    /// The roots of complete tiles, computed from the leaves.
    tiles: BTreeMap<u64, Hash>,
    /// The roots of the tiles that were shown; none for one that is no tile.
    shown_tiles: BTreeMap<u64, Option<Hash>>,
    report: Report,
}

impl Verifier {
    /// Begins with the first entry. `checkpoints` are those of the file, in its order.
    pub fn new(key: VerifyingKey, checkpoints: Vec<Checkpoint>) -> Self {
        let nothing = Verified { tree: Tree::new(), at: Timestamp::from_micros(i64::MIN) };
        Self::resume(nothing, key, checkpoints)
    }

    /// Goes on after what an earlier check found clean; says nothing about changes before that.
    pub fn resume(from: Verified, key: VerifyingKey, checkpoints: Vec<Checkpoint>) -> Self {
        let size = from.tree.size();
        let Line { mut checkpoints, mut successions, name, mut faults } = Line::of(checkpoints, key.origin());
        faults.truncate(Report::LISTED);
        let report = Report {
            entries: 0,
            opened: 0,
            destroyed: 0,
            newest_destroyed: None,
            checkpoints: 0,
            successions: successions.clone(),
            faults,
            unlisted: 0,
            verified: None,
        };
        checkpoints.retain(|checkpoint| checkpoint.size >= size);
        checkpoints.sort_by_key(|checkpoint| checkpoint.size);
        successions.retain(|succession| succession.took_over >= size);
        let mut verifier = Self {
            key,
            name,
            successions: successions.into_iter().peekable(),
            checkpoints: checkpoints.into_iter().peekable(),
            agreed: size,
            forked: false,
            tree: from.tree,
            next: size,
            latest: from.at,
            open_tile: Tree::new(),
            tiles: BTreeMap::new(),
            shown_tiles: BTreeMap::new(),
            report,
        };
        verifier.compare_checkpoints();
        verifier
    }

    /// Checks the next row.
    pub fn row(&mut self, row: &LeafRow) {
        self.check_order(row);
        self.check_succession(row);
        match &row.detail {
            Detail::Opened(entry, salt) => {
                self.report.opened += 1;
                self.check_entry(row, entry, salt);
            }
            Detail::Destroyed => {
                self.report.destroyed += 1;
                self.report.newest_destroyed = self.report.newest_destroyed.max(Some(row.at));
                self.check_leaf(row);
            }
            Detail::Unreadable => {
                self.fault(Fault::Unreadable(row.index));
                self.check_leaf(row);
            }
        }
        self.grow(row.index, row.leaf.hash());
        self.compare_checkpoints();
    }

    /// Takes note of a stored tile; every full one must be shown, in any order.
    pub fn tile(&mut self, tile: u64, bytes: &[u8]) {
        self.shown_tiles.insert(tile, Tile::from_bytes(bytes).ok().map(|tile| tile.root()));
    }

    /// Compares what is left with what was seen, and says what was found.
    pub fn finish(mut self, head: &StoredHead) -> Report {
        self.check_tiles();
        self.check_head(head);
        let found = self.tree.size();
        if let Some(newest) = self.checkpoints.by_ref().last() {
            self.fault(Fault::OlderThanSigned { signed: newest.size, found });
        }
        let mut report = self.report;
        report.entries = found;
        report.verified = report.is_clean().then_some(Verified { tree: self.tree, at: self.latest });
        report
    }

    fn check_order(&mut self, row: &LeafRow) {
        let (index, expected) = (row.index, self.next);
        if index > expected {
            self.fault(Fault::Gap { expected, found: index });
        } else if index.saturating_add(1) == expected {
            self.fault(Fault::Duplicate(index));
        } else if index < expected {
            self.fault(Fault::Reordered(index));
        }
        self.next = expected.max(index.saturating_add(1));
        if row.at < self.latest {
            self.fault(Fault::TimeBackwards(index));
        }
        self.latest = self.latest.max(row.at);
    }

    /// A succession is told twice: by the names in the file and by the entry that the successor begins with.
    fn check_succession(&mut self, row: &LeafRow) {
        let told = self.successions.next_if(|succession| succession.took_over == row.index);
        let Detail::Opened(entry, _) = &row.detail else { return };
        let agrees = match told {
            Some(succession) => succession.is_stated_by(entry),
            None => entry.action != SUCCESSION,
        };
        if !agrees {
            self.fault(Fault::Succession(row.index));
        }
    }

    /// With the entry at hand, everything can be compared.
    fn check_entry(&mut self, row: &LeafRow, entry: &Entry, salt: &Salt) {
        let index = row.index;
        let committed = entry.canonical().map(|canonical| canonical.leaf(salt));
        if committed != Ok(row.leaf) || entry.index != index {
            self.fault(Fault::LeafDiffers(index));
        }
        self.compare(index, ClearColumn::Time, row.at == entry.at);
        self.compare(index, ClearColumn::Unit, row.unit == entry.unit);
        self.compare(index, ClearColumn::Class, row.class == entry.class.code());
    }

    /// Without it, day and class remain.
    fn check_leaf(&mut self, row: &LeafRow) {
        if !row.leaf.is_known_version() {
            self.fault(Fault::UnknownLeaf(row.index));
        }
        self.compare(row.index, ClearColumn::Time, day_of(row.at) == row.leaf.day());
        self.compare(row.index, ClearColumn::Class, row.class == row.leaf.class());
    }

    fn compare(&mut self, index: u64, column: ClearColumn, agrees: bool) {
        if !agrees {
            self.fault(Fault::ClearDiffers { index, column });
        }
    }

    fn grow(&mut self, index: u64, leaf: Hash) {
        self.tree.push(leaf);
        // A tile is compared only if all of it passed by: not after a gap, nor where a check resumed.
        if index.is_multiple_of(TILE) {
            self.open_tile = Tree::new();
        }
        self.open_tile.push(leaf);
        if self.open_tile.size() == TILE && index % TILE == TILE - 1 {
            self.tiles.insert(index / TILE, self.open_tile.root());
        }
    }

    fn compare_checkpoints(&mut self) {
        let size = self.tree.size();
        while let Some(signed) = self.checkpoints.next_if(|signed| signed.size == size) {
            self.report.checkpoints += 1;
            if signed.root == self.tree.root() {
                (self.agreed, self.forked) = (size, false);
            } else if !self.forked {
                self.forked = true;
                self.fault(Fault::Fork { agreed: self.agreed, size });
            }
        }
    }

    fn check_tiles(&mut self) {
        let tiles = std::mem::take(&mut self.tiles);
        let shown = std::mem::take(&mut self.shown_tiles);
        for tile in tiles.keys().filter(|tile| !shown.contains_key(tile)) {
            self.fault(Fault::TileMissing(*tile));
        }
        for (tile, root) in shown {
            match tiles.get(&tile) {
                Some(computed) if root == Some(*computed) => {}
                Some(_) => self.fault(Fault::TileDiffers(tile)),
                None if tile >= self.next / TILE => self.fault(Fault::TileBeyondTheEnd(tile)),
                None => {}
            }
        }
    }

    fn check_head(&mut self, head: &StoredHead) {
        let found = self.tree.head();
        if head.size != found.size {
            self.fault(Fault::HeadSize { said: head.size, found: found.size });
        }
        if head.root != found.root {
            self.fault(Fault::HeadRoot);
        }
        match open(&head.note, &self.key.named(self.name.clone())) {
            Err(problem) => self.fault(Fault::HeadNote(problem)),
            Ok(signed) if signed.head() == Head { size: head.size, root: head.root } => {}
            Ok(_) => self.fault(Fault::HeadNoteDiffers),
        }
    }

    fn fault(&mut self, fault: Fault) {
        if self.report.faults.len() < Report::LISTED {
            self.report.faults.push(fault);
        } else {
            self.report.unlisted += 1;
        }
    }
}

#[cfg(test)]
mod tests;
