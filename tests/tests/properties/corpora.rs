//! Every example of `tests/corpora`, as it lies there and with small alterations, through the parser that it is for.
//! The alterations are the same each time: what fails once fails until it is mended.
//!
//! `FYRKLOVER_ALTERATIONS` says how many of each example. It does not look for new paths; `scripts/fuzz` does.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use tests::parsers::{TARGETS, Target};

/// How many alterations the gate asks for; of a whole request, which takes a page, a tenth.
const ALTERATIONS: u64 = 40;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora")
}

#[expect(clippy::disallowed_methods, reason = "how often it is asked is a setting of the tests")]
fn alterations() -> u64 {
    std::env::var("FYRKLOVER_ALTERATIONS").ok().and_then(|said| said.parse().ok()).unwrap_or(ALTERATIONS)
}

/// The examples of a target, by name.
fn examples(target: &str) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder().join(target)).unwrap_or_else(|fault| panic!("{target}: {fault}"));
    let mut examples: Vec<_> = files
        .map(|file| file.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    examples.sort();
    examples
}

/// Chance that is the same each time (the mixing function is splitmix64's).
struct Chance(u64);

impl Chance {
    fn of(name: &str, number: u64) -> Self {
        Self(name.bytes().fold(number, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap()
    }
}

/// One to three small changes: a byte, a piece taken out, a piece twice, a piece of another example.
fn altered(bytes: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut altered = bytes.to_vec();
    for _ in 0..=chance.below(3) {
        let (one, two) = (chance.below(altered.len() + 1), chance.below(altered.len() + 1));
        let (from, to) = (one.min(two), one.max(two).min(one.min(two) + 40));
        let piece = altered[from..to].to_vec();
        match chance.below(6) {
            0 => altered.iter_mut().skip(from).take(1).for_each(|byte| *byte ^= 1 << (one % 8)),
            1 => altered
                .iter_mut()
                .skip(from)
                .take(1)
                .for_each(|byte| *byte = b"0195-+=&%,\"\n\0\xff"[one % 14]),
            2 => drop(altered.drain(from..to)),
            3 => drop(altered.splice(from..from, piece)),
            4 => altered.truncate(to),
            _ => {
                let begin = chance.below(other.len());
                drop(altered.splice(from..to, other.iter().skip(begin).take(to - from + 1).copied()));
            }
        }
    }
    altered
}

/// Feeds one target, and says which example it was that broke it.
fn feed((name, target): Target, alterations: u64) {
    let examples = examples(name);
    assert!((1..=60).contains(&examples.len()), "{name} has {} examples", examples.len());
    for (at, (file, bytes)) in examples.iter().enumerate() {
        let other = &examples[(at + 1) % examples.len()].1;
        for number in 0..=alterations {
            let mut chance = Chance::of(file, number);
            let fed = if number == 0 { bytes.clone() } else { altered(bytes, other, &mut chance) };
            let held = catch_unwind(AssertUnwindSafe(|| target(&fed)));
            assert!(held.is_ok(), "{name}/{file}, alteration {number}: {:?}", String::from_utf8_lossy(&fed));
        }
    }
}

#[test]
fn every_parser_holds_for_every_example_and_its_alterations() {
    for target in TARGETS.iter().filter(|(name, _)| *name != "pages") {
        feed(*target, alterations());
    }
}

#[test]
fn the_whole_program_answers_every_example_and_its_alterations() {
    let pages = TARGETS.iter().find(|(name, _)| *name == "pages").unwrap();
    feed(*pages, alterations() / 10);
}

#[test]
fn every_folder_of_examples_has_its_parser() {
    let mut folders: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let mut targets: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    targets.sort_unstable();
    assert_eq!(folders, targets);
}
