//! A clean log never raises a false alarm; whatever is done to one, wherever, is found.

use std::sync::OnceLock;

use proptest::prelude::*;

use super::*;
use crate::checkpoint::NoteError;
use crate::entry::tests::entry;
use crate::key::tests::key;
use crate::key::{Origin, SigningKey};

use tamperings::TAMPERINGS;

mod tamperings;

const SIZE: u64 = 600;
/// The entries whose month key is gone.
const DESTROYED: u64 = 40;
/// A checkpoint was signed after so many entries, as after a batch.
const BATCH: usize = 7;

/// All that the database and the key folder hold.
#[derive(Clone)]
struct Log {
    rows: Vec<LeafRow>,
    tiles: BTreeMap<u64, Vec<u8>>,
    head: StoredHead,
    checkpoints: Vec<Checkpoint>,
}

fn salt(index: u64) -> Salt {
    Salt::from_bytes(*Hash::of(&[b"salt", &index.to_be_bytes()]).as_bytes())
}

fn sealed(entry: Entry) -> LeafRow {
    let salt = salt(entry.index);
    LeafRow {
        index: entry.index,
        leaf: entry.canonical().unwrap().leaf(&salt),
        at: entry.at,
        unit: entry.unit.clone(),
        class: entry.class.code(),
        detail: Detail::Opened(Box::new(entry), salt),
    }
}

fn head(rows: &[LeafRow], signer: &SigningKey) -> StoredHead {
    let head = Tree::from_leaves(rows.iter().map(|row| row.leaf.hash())).head();
    let note = signer.sign(&Checkpoint::new(signer.origin().clone(), head));
    StoredHead { size: head.size, root: head.root, note }
}

fn tiles(rows: &[LeafRow]) -> BTreeMap<u64, Vec<u8>> {
    let leaves: Vec<Hash> = rows.iter().map(|row| row.leaf.hash()).collect();
    (0..)
        .zip(leaves.chunks_exact(256))
        .map(|(number, leaves)| (number, Tile::new(leaves.to_vec()).unwrap().to_bytes()))
        .collect()
}

impl Log {
    fn of(size: u64) -> Self {
        Self::signed((0..size).map(|index| sealed(entry(index))).collect())
    }

    /// The log that consists of these rows and has always done so.
    fn signed(rows: Vec<LeafRow>) -> Self {
        let mut log = Self { tiles: tiles(&rows), head: head(&rows, &key(1)), checkpoints: Vec::new(), rows };
        let mut tree = Tree::new();
        for batch in log.rows.chunks(BATCH) {
            for row in batch {
                tree.push(row.leaf.hash());
            }
            log.checkpoints.push(Checkpoint::new(key(1).origin().clone(), tree.head()));
        }
        log.rows.iter_mut().take_while(|row| row.index < DESTROYED).for_each(|row| {
            row.detail = Detail::Destroyed;
        });
        log
    }

    /// The log that most tests start from.
    fn whole() -> Self {
        static WHOLE: OnceLock<Log> = OnceLock::new();
        WHOLE.get_or_init(|| Self::of(SIZE)).clone()
    }

    /// Hides every trace inside the database, as someone could who also has the signing key: indices,
    /// tiles and head fit the rows again. Only the checkpoint file is out of reach.
    fn cover_up(&mut self) {
        for (index, row) in (0..).zip(&mut self.rows) {
            if row.index == index {
                continue;
            }
            *row = match &row.detail {
                Detail::Opened(entry, _) => sealed(Entry { index, ..entry.as_ref().clone() }),
                _ => LeafRow { index, ..row.clone() },
            };
        }
        self.tiles = tiles(&self.rows);
        self.head = head(&self.rows, &key(1));
    }

    /// Seals an entry again after a change, so that row and leaf agree.
    fn rewrite(&mut self, at: usize, change: impl FnOnce(&mut Entry)) {
        let mut entry = opened(&self.rows[at]).clone();
        change(&mut entry);
        self.rows[at] = sealed(entry);
    }

    fn check_from(&self, mut verifier: Verifier, start: u64) -> Report {
        for row in self.rows.iter().filter(|row| row.index >= start) {
            verifier.row(row);
        }
        for (number, bytes) in &self.tiles {
            verifier.tile(*number, bytes);
        }
        verifier.finish(&self.head)
    }

    fn check(&self) -> Report {
        let verifier = Verifier::new(key(1).verifying_key().clone(), self.checkpoints.clone());
        self.check_from(verifier, 0)
    }
}

fn opened(row: &LeafRow) -> &Entry {
    match &row.detail {
        Detail::Opened(entry, _) => entry,
        other => panic!("not an opened row: {other:?}"),
    }
}

#[test]
fn every_tampering_is_found_where_tiles_and_log_begin_and_end() {
    assert!(Log::whole().check().is_clean());
    let (first, last) = (usize::try_from(DESTROYED).unwrap(), usize::try_from(SIZE).unwrap() - 2);
    for (name, tamper) in TAMPERINGS {
        for at in [first, 100, 255, 256, 511, last - 1] {
            let mut log = Log::whole();
            tamper(&mut log, at);
            let report = log.check();
            assert!(!report.is_clean() && report.verified.is_none(), "{name} at {at}");
        }
    }
}

proptest! {
    #[test]
    fn tampering_is_found_wherever_it_is(
        (_, tamper) in prop::sample::select(TAMPERINGS),
        at in usize::try_from(DESTROYED).unwrap()..usize::try_from(SIZE).unwrap() - 2,
    ) {
        let mut log = Log::whole();
        tamper(&mut log, at);
        prop_assert!(!log.check().is_clean());
    }

}

proptest! {
    // A clean log takes four looks: a quarter as many as of altered ones, and `PROPTEST_CASES` says how many those are.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 4))]

    #[test]
    fn a_clean_log_of_any_size_raises_no_alarm(size in 0_u64..700, start in 0_u64..700) {
        let log = Log::of(size);
        let report = log.check();
        prop_assert_eq!(&report.faults, &[]);
        let destroyed = size.min(DESTROYED);
        prop_assert_eq!((report.entries, report.destroyed), (size, destroyed));
        prop_assert_eq!(report.opened, size - destroyed);
        prop_assert_eq!(report.checkpoints, size.div_ceil(7));
        prop_assert_eq!(report.newest_destroyed, destroyed.checked_sub(1).map(|last| entry(last).at));

        // The same log, checked in two sittings.
        let early = Log::of(start.min(size)).check().verified.unwrap();
        let key = key(1).verifying_key().clone();
        let start = early.tree.size();
        let late = log.check_from(Verifier::resume(early, key, log.checkpoints.clone()), start);
        prop_assert_eq!(late.faults, vec![]);
        prop_assert_eq!(late.verified, report.verified);
    }
}

fn faults(tamper: impl FnOnce(&mut Log)) -> Vec<Fault> {
    let mut log = Log::whole();
    tamper(&mut log);
    log.check().faults
}

#[test]
fn a_fault_in_the_order_says_where() {
    assert_eq!(
        faults(|log| drop(log.rows.remove(300))),
        [
            Fault::Gap { expected: 300, found: 301 },
            Fault::Fork { agreed: 294, size: 301 },
            Fault::HeadSize { said: 600, found: 599 },
            Fault::HeadRoot,
            Fault::OlderThanSigned { signed: 600, found: 599 },
        ]
    );
    let doubled = faults(|log| log.rows.insert(300, log.rows[299].clone()));
    assert_eq!(doubled[..2], [Fault::Duplicate(299), Fault::Fork { agreed: 294, size: 301 }]);
    let swapped = faults(|log| log.rows.swap(300, 301));
    assert!([Fault::Reordered(300), Fault::TimeBackwards(300)].iter().all(|fault| swapped.contains(fault)));
}

#[test]
fn a_fault_says_what_differs() {
    let class = Fault::ClearDiffers { index: 5, column: ClearColumn::Class };
    assert_eq!(class.to_string(), "the class in clear of entry 5 is not the one that was sealed");
    assert_eq!(faults(|log| log.rows[5].class = 200), [class]);
    let foreign = faults(|log| log.head = head(&log.rows, &key(2)));
    assert_eq!(foreign, [Fault::HeadNote(NoteError::Unsigned)]);
    let restored = faults(|log| {
        log.rows.truncate(70);
        log.cover_up();
    });
    assert_eq!(restored, [Fault::OlderThanSigned { signed: 600, found: 70 }]);
}

#[test]
fn what_was_written_wrong_from_the_start_is_found_under_true_signatures() {
    let written = |change: fn(&mut LeafRow)| {
        let mut rows: Vec<LeafRow> = (0..50).map(|index| sealed(entry(index))).collect();
        change(&mut rows[45]);
        Log::signed(rows).check().faults
    };
    let elsewhere = written(|row| *row = LeafRow { index: 45, ..sealed(entry(46)) });
    assert_eq!(elsewhere, [Fault::LeafDiffers(45)]);
    let strange = written(|row| {
        row.leaf = Leaf::from_bytes([9; 38]);
        row.detail = Detail::Destroyed;
    });
    let differs = |column| Fault::ClearDiffers { index: 45, column };
    assert_eq!(strange, [Fault::UnknownLeaf(45), differs(ClearColumn::Time), differs(ClearColumn::Class)]);
}

#[test]
fn a_log_in_ruins_gives_a_report_of_bounded_length() {
    let mut log = Log::of(2 * u64::try_from(Report::LISTED).unwrap());
    log.rows.iter_mut().for_each(|row| row.unit.clear());
    let report = log.check();
    assert_eq!(report.faults.len(), Report::LISTED);
    assert_eq!(report.unlisted, 1000 - DESTROYED);
}

/// A log that was put back to its first `took_over` entries and went on for `more` under a name of its own.
fn succeeded(mut log: Log, took_over: u64, more: u64, chance: u8) -> Log {
    let cites = log.checkpoints.last().unwrap().clone();
    let signer = key(1).for_log(&key(1).origin().successor([chance; 4])).unwrap();
    let said = Succession { took_over, cites };
    log.rows.truncate(usize::try_from(took_over).unwrap());
    let mut tree = Tree::from_leaves(log.rows.iter().map(|row| row.leaf.hash()));
    for index in took_over..=took_over + more {
        let mut next = entry(index);
        if index == took_over {
            (next.action, next.note) = (SUCCESSION.to_owned(), said.note());
        }
        let row = sealed(next);
        tree.push(row.leaf.hash());
        log.rows.push(row);
        log.checkpoints.push(Checkpoint::new(signer.origin().clone(), tree.head()));
    }
    (log.tiles, log.head) = (tiles(&log.rows), head(&log.rows, &signer));
    log
}

proptest! {
    #[test]
    fn a_log_that_was_succeeded_is_whole_and_says_what_was_lost(
        size in 50_u64..400, first in 1_u64..400, second in 1_u64..400, more in 0_u64..30,
    ) {
        let first = first.min(size - 1);
        let once = succeeded(Log::of(size), first, more, 1);
        let report = once.check();
        prop_assert_eq!(&report.faults, &[]);
        prop_assert_eq!(report.successions.iter().map(Succession::lost).collect::<Vec<_>>(), [size - first]);

        // And a second time, to before the first succession or after it.
        let second = second.min(first + more);
        let twice = succeeded(once, second, more, 2);
        let report = twice.check();
        prop_assert_eq!(&report.faults, &[]);
        let lost: Vec<u64> = report.successions.iter().map(Succession::lost).collect();
        let last = first + more + 1 - second;
        prop_assert_eq!(lost, if second > first { vec![size - first, last] } else { vec![last] });
    }
}

#[test]
fn a_succession_that_is_not_told_twice_is_found() {
    let faults = |spoil: &dyn Fn(&mut Log)| {
        let mut log = succeeded(Log::of(300), 200, 20, 1);
        spoil(&mut log);
        log.check().faults
    };
    assert_eq!(faults(&|_| {}), []);
    // An entry that says nothing of it, one that says less was lost, and one where nothing was put back.
    let of_line = |log: &mut Log, at: usize, change: &dyn Fn(&mut Entry)| {
        log.rewrite(at, change);
        log.checkpoints.retain(|known| known.size <= 200);
        let signer = key(1).for_log(&key(1).origin().successor([1; 4])).unwrap();
        for size in 201..=log.rows.len() {
            let tree = Tree::from_leaves(log.rows[..size].iter().map(|row| row.leaf.hash()));
            log.checkpoints.push(Checkpoint::new(signer.origin().clone(), tree.head()));
        }
        let mut past = Log::of(300).checkpoints;
        past.extend(log.checkpoints.drain(..).filter(|known| known.size > 200));
        (log.checkpoints, log.head) = (past, head(&log.rows, &signer));
    };
    assert_eq!(
        faults(&|log| of_line(log, 200, &|entry| entry.action = "unit.add".into())),
        [Fault::Succession(200)]
    );
    let less = |entry: &mut Entry| drop(entry.note.insert("size".into(), "201".into()));
    assert_eq!(faults(&|log| of_line(log, 200, &less)), [Fault::Succession(200)]);
    let twice = |entry: &mut Entry| entry.action = SUCCESSION.into();
    assert_eq!(faults(&|log| of_line(log, 210, &twice)), [Fault::Succession(210)]);
    // The predecessor goes on as if nothing had been put back, or comes again after its successor.
    let whole = Log::of(300);
    assert!(faults(&|log| log.head = whole.head.clone()).contains(&Fault::HeadNote(NoteError::OtherOrigin)));
    let again = faults(&|log| log.checkpoints.extend(whole.checkpoints.last().cloned()));
    assert!(again.contains(&Fault::CheckpointOrder(65)), "{again:?}");
    // Without its successor's checkpoints the old copy is what it looks like.
    let silent = faults(&|log| log.checkpoints.retain(|known| known.origin == *key(1).origin()));
    assert!(silent.iter().any(|fault| matches!(fault, Fault::OlderThanSigned { .. } | Fault::Fork { .. })));
}
