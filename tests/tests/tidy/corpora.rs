//! The examples of the parsers are public: no file of them may hold the number of a living person. What a search for
//! new paths brings along is looked through here before it lands.

use domain::personal_number::PersonalNumber;
use time::{Date, macros::date};

use crate::{
    source::{Finding, report},
    tree,
};

/// Numbers of the Tax Agency's published test series; they belong to nobody.
const PUBLISHED: [&str; 6] =
    ["201201262399", "201401042385", "201102012380", "195501212137", "200000672386", "200706602398"];

const TODAY: Date = date!(2026 - 11 - 24);

/// How many examples of one parser are kept, and how large one may be.
const MOST: (usize, usize) = (60, 16 * 1024);

/// Ten or twelve digits and no more, perhaps with a sign before the last four, that are somebody's number.
fn numbers(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    // A whole example may be a number in any of the ways in which people write one.
    let mut written = vec![text.clone().into_owned()];
    // In a form a sign may be written by its code, and a space as a plus.
    let plain =
        ["%2B", "%2D", "%20", " "].iter().fold(text.into_owned(), |text, code| text.replace(code, "+"));
    for run in plain.split(|letter: char| !letter.is_ascii_digit() && !"+-".contains(letter)) {
        let parts: Vec<&str> = run.split(['+', '-']).collect();
        let signed = parts.windows(2).filter(|pair| pair.last().is_some_and(|last| last.len() == 4));
        written.extend(signed.map(<[&str]>::concat));
        written.extend(parts.iter().map(|part| (*part).to_owned()));
    }
    let read = written.iter().filter_map(|written| PersonalNumber::parse(written, TODAY).ok());
    read.map(|number| number.digits().to_owned()).collect()
}

#[test]
fn no_example_holds_the_number_of_a_living_person() {
    let (mut findings, mut known) = (Vec::new(), 0);
    for path in tree::files().iter().filter(|path| path.starts_with("tests/corpora/")) {
        let Ok(bytes) = std::fs::read(tree::top().join(path)) else { continue };
        for number in numbers(&bytes) {
            known += 1;
            if !PUBLISHED.contains(&number.as_str()) {
                findings.push(Finding::at(path, 1, "a personal number that is not of the published series"));
            }
        }
    }
    assert!(known > 10, "the published ones are seen: {known}");
    report(&findings);
}

#[test]
fn the_examples_stay_few_and_small() {
    let files = tree::files();
    let mut findings = Vec::new();
    let mut folders = std::collections::BTreeMap::<&str, usize>::new();
    for path in files.iter().filter(|path| path.starts_with("tests/corpora/")) {
        let Ok(data) = std::fs::metadata(tree::top().join(path)) else { continue };
        *folders.entry(path.rsplit_once('/').unwrap().0).or_default() += 1;
        if usize::try_from(data.len()).unwrap() > MOST.1 {
            findings.push(Finding::at(path, 1, "a large example: cut it down"));
        }
    }
    for (folder, count) in folders.into_iter().filter(|(_, count)| *count > MOST.0) {
        findings.push(Finding::at(folder, count, "many examples: keep those that differ"));
    }
    report(&findings);
}

#[test]
fn a_number_is_seen_however_it_is_written() {
    for written in
        ["x201201262399y", "20120126-2399", "1201262399", "n=120126%2B2399", "120126 2399", "1 20 126–2 399"]
    {
        assert_eq!(numbers(written.as_bytes()).last().map(String::as_str), Some("201201262399"), "{written}");
    }
    for none in ["201201262390", "1201201262399", "00000000000000000000000000000a01", "2012-01-26"] {
        assert!(numbers(none.as_bytes()).is_empty(), "{none}");
    }
}
