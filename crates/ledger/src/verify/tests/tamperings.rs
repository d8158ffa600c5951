//! The ways to tamper with a log. It does not check that they are found; its parent does.
//!
//! "Cover up" means that everything inside the database fits again, down to a valid signature.

use super::*;

fn flip(bytes: &mut [u8], place: usize) {
    let length = bytes.len();
    bytes[place % length] ^= 1;
}

/// A way to tamper. The place lies after the destroyed entries and before the last two.
pub(super) type Tampering = (&'static str, fn(&mut Log, usize));

pub(super) const TAMPERINGS: &[Tampering] = &[
    ("change who read", |log, at| {
        let Detail::Opened(entry, _) = &mut log.rows[at].detail else { return };
        entry.reader.account = "00000000000000000000000000000b02".into();
    }),
    ("change what was opened", |log, at| {
        let Detail::Opened(entry, _) = &mut log.rows[at].detail else { return };
        entry.items.clear();
    }),
    ("change the salt", |log, at| {
        let Detail::Opened(_, salt) = &mut log.rows[at].detail else { return };
        *salt = Salt::from_bytes([0; 32]);
    }),
    ("change the leaf", |log, at| {
        let mut bytes = *log.rows[at].leaf.as_bytes();
        flip(&mut bytes, at);
        log.rows[at].leaf = Leaf::from_bytes(bytes);
    }),
    ("change the time in clear", |log, at| {
        log.rows[at].at = Timestamp::from_micros(log.rows[at].at.micros() + 1);
    }),
    ("change the unit in clear", |log, at| log.rows[at].unit.push('0')),
    ("change the class in clear", |log, at| flip(std::slice::from_mut(&mut log.rows[at].class), 0)),
    ("change the class beside a destroyed entry", |log, at| {
        log.rows[at % 40].class = 1 + log.rows[at % 40].class % 8;
    }),
    ("change the day beside a destroyed entry", |log, at| {
        log.rows[at % 40].at = Timestamp::from_micros(-1);
    }),
    ("garble the sealed entry", |log, at| log.rows[at].detail = Detail::Unreadable),
    ("garble the leaf of a destroyed entry", |log, at| {
        let mut bytes = *log.rows[at % 40].leaf.as_bytes();
        flip(&mut bytes, at);
        log.rows[at % 40].leaf = Leaf::from_bytes(bytes);
    }),
    ("delete", |log, at| drop(log.rows.remove(at))),
    ("delete and cover up", |log, at| {
        log.rows.remove(at);
        log.cover_up();
    }),
    ("insert a copy", |log, at| log.rows.insert(at, log.rows[at].clone())),
    ("insert a forged entry and cover up", |log, at| {
        log.rows.insert(at, sealed(entry(log.rows[at].index)));
        log.rewrite(at, |entry| entry.purpose = "invented".into());
        log.cover_up();
    }),
    ("swap neighbours", |log, at| log.rows.swap(at, at + 1)),
    ("swap sealed entries", |log, at| {
        let (here, there) = (log.rows[at].clone(), log.rows[at + 1].clone());
        log.rows[at] = LeafRow { index: here.index, ..there.clone() };
        log.rows[at + 1] = LeafRow { index: there.index, ..here };
    }),
    ("swap and cover up", |log, at| {
        log.rows.swap(at, at + 1);
        log.cover_up();
    }),
    ("renumber", |log, at| log.rows[at].index = u64::MAX - log.rows[at].index),
    ("back-date and cover up", |log, at| {
        log.rewrite(at, |entry| entry.at = Timestamp::from_micros(entry.at.micros() - 1));
        log.cover_up();
    }),
    ("rewrite an entry and cover up", |log, at| {
        log.rewrite(at, |entry| entry.reader.role = "auditor".into());
        log.cover_up();
    }),
    ("destroy an entry and put another leaf", |log, at| {
        log.rewrite(at, |entry| entry.results = 7);
        log.rows[at].detail = Detail::Destroyed;
        log.cover_up();
    }),
    ("cut the end", |log, at| log.rows.truncate(at)),
    ("put an old copy of the database back", |log, at| {
        log.rows.truncate(at);
        log.cover_up();
    }),
    ("put an old copy back and go on with it", |log, at| {
        log.rows.truncate(at);
        for index in u64::try_from(at).unwrap()..SIZE + 9 {
            log.rows.push(sealed(Entry { results: 9, ..entry(index) }));
        }
        log.cover_up();
    }),
    ("replay an old head", |log, at| log.head = head(&log.rows[..at], &key(1))),
    ("replay an old note", |log, at| log.head.note = head(&log.rows[..at], &key(1)).note),
    ("change the root of the head", |log, at| {
        let mut root = *log.head.root.as_bytes();
        flip(&mut root, at);
        log.head.root = Hash::from_bytes(root);
    }),
    ("change the size of the head", |log, _| log.head.size += 1),
    ("change the note", |log, at| {
        let mut note = std::mem::take(&mut log.head.note).into_bytes();
        flip(&mut note, at);
        log.head.note = String::from_utf8_lossy(&note).into_owned();
    }),
    ("sign with another key", |log, _| log.head = head(&log.rows, &key(2))),
    ("sign for another log", |log, _| {
        let other = Origin::new("karlskrona.example/fyrklover").unwrap();
        log.head = head(&log.rows, &SigningKey::from_bytes(&[1; 32], other));
    }),
    ("change a tile", |log, at| {
        let number = u64::try_from(at).unwrap() % 2;
        flip(log.tiles.get_mut(&number).unwrap(), at * 17);
    }),
    ("cut a tile", |log, at| log.tiles.get_mut(&1).unwrap().truncate(at)),
    ("delete a tile", |log, at| drop(log.tiles.remove(&(u64::try_from(at).unwrap() % 2)))),
    ("invent a tile", |log, at| {
        log.tiles.insert(2 + u64::try_from(at).unwrap(), log.tiles[&0].clone());
    }),
    ("change a checkpoint", |log, at| {
        let place = at % log.checkpoints.len();
        log.checkpoints[place].root = Hash::of(&[]);
    }),
    ("reorder the checkpoints", |log, at| {
        let place = at % (log.checkpoints.len() - 1);
        log.checkpoints.swap(place, place + 1);
    }),
    ("put a checkpoint of another log", |log, at| {
        let place = at % log.checkpoints.len();
        log.checkpoints[place].origin = Origin::new("karlskrona.example/fyrklover").unwrap();
    }),
    ("swap in another log", |log, at| {
        let other = Log::of(u64::try_from(at).unwrap());
        *log = Log { checkpoints: std::mem::take(&mut log.checkpoints), ..other };
    }),
];
