//! What the detector finds in sentences that people might write, measured, and what it is known to get wrong.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{PersonalData as Kind, *};

const LABELLED: &str = include_str!("labelled.tsv");
const MISSES: &str = include_str!("misses.tsv");

/// The lines of a file, apart from what is said about it.
fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The sentences, with what each holds.
fn sentences() -> Vec<(Vec<Kind>, &'static str)> {
    let read = |line: &'static str| {
        let (kinds, sentence) = line.split_once('\t').unwrap();
        let kinds = kinds.split(',').filter(|kind| *kind != "-");
        (kinds.map(|kind| Kind::from_word(kind).unwrap()).collect(), sentence)
    };
    lines(LABELLED).map(read).collect()
}

fn kinds(text: &str) -> Vec<Kind> {
    find(text).into_iter().map(|one| one.kind).collect()
}

/// Found and rightly so, missed, found wrongly.
#[derive(Default)]
struct Tally {
    right: u32,
    missed: u32,
    wrong: u32,
}

impl Tally {
    fn recall(&self) -> f64 {
        f64::from(self.right) / f64::from(self.right + self.missed)
    }

    fn precision(&self) -> f64 {
        f64::from(self.right) / f64::from(self.right + self.wrong)
    }
}

/// The tally of each kind, and a line for all that went wrong.
fn measured() -> (BTreeMap<Kind, Tally>, Vec<String>) {
    let (mut tallies, mut faults) = (BTreeMap::<Kind, Tally>::new(), Vec::new());
    for (holds, sentence) in sentences() {
        let found = kinds(sentence);
        for kind in Kind::ALL {
            let count =
                |kinds: &[Kind]| u32::try_from(kinds.iter().filter(|one| *one == kind).count()).unwrap();
            let (there, seen) = (count(&holds), count(&found));
            let tally = tallies.entry(*kind).or_default();
            tally.right += there.min(seen);
            tally.missed += there.saturating_sub(seen);
            tally.wrong += seen.saturating_sub(there);
            if there != seen {
                let fault = if there > seen { "missed" } else { "wrong" };
                faults.push(format!("{fault}\t{}\t{sentence}", kind.word()));
            }
        }
    }
    (tallies, faults)
}

#[test]
fn nineteen_of_twenty_are_found_and_nineteen_of_twenty_findings_are_right() {
    let (tallies, faults) = measured();
    let mut all = Tally::default();
    for (kind, tally) in &tallies {
        let (recall, precision) = (tally.recall(), tally.precision());
        println!(
            "{:8} right {:3} missed {:2} wrong {:2}  recall {recall:.3}  precision {precision:.3}",
            kind.word(),
            tally.right,
            tally.missed,
            tally.wrong
        );
        all.right += tally.right;
        all.missed += tally.missed;
        all.wrong += tally.wrong;
    }
    println!("all      recall {:.3}  precision {:.3}", all.recall(), all.precision());
    println!("{}", faults.join("\n"));
    for kind in [Kind::Number, Kind::Phone, Kind::Plate, Kind::Address] {
        assert!(tallies[&kind].recall() >= 0.95, "{kind:?}");
    }
    assert!(all.precision() >= 0.95);
}

#[test]
fn what_it_gets_wrong_is_exactly_what_is_listed_with_a_reason() {
    let listed: Vec<String> = lines(MISSES)
        .map(|line| {
            let (fault, reason) = line.rsplit_once('\t').unwrap();
            assert!(reason.len() > 10, "a reason: {line}");
            fault.to_owned()
        })
        .collect();
    assert_eq!(measured().1, listed);
}

#[test]
fn there_are_four_hundred_sentences_and_half_of_them_hold_something() {
    let sentences = sentences();
    let hold = sentences.iter().filter(|(kinds, _)| !kinds.is_empty()).count();
    assert!(sentences.len() >= 400);
    assert!((2..=3).contains(&(sentences.len() * 5 / 4 / hold)), "{hold} of {}", sentences.len());
}

#[test]
fn what_is_found_is_found_where_it_stands() {
    let shown = |text: &'static str| {
        find(text).into_iter().map(|one| (one.kind, &text[one.range])).collect::<Vec<_>>()
    };
    assert_eq!(
        shown("Året: 20140502-2383, på Storgatan 12 B, ök"),
        [(Kind::Number, "20140502-2383"), (Kind::Address, "Storgatan 12 B")]
    );
    assert_eq!(
        shown("Ring +46 (0)70-174 06 05 (MLB 08A) å@ö.se."),
        [(Kind::Phone, "46 (0)70-174 06 05"), (Kind::Plate, "MLB 08A"), (Kind::Email, "å@ö.se")]
    );
    assert_eq!(
        shown("Fru Mariannes väg 3, 374 30 Karlshamn"),
        [(Kind::Address, "Mariannes väg 3, 374 30 Karlshamn")]
    );
}

#[test]
fn what_reports_are_full_of_is_no_personal_data() {
    for text in [
        "mellan 22 och 23",
        "ca 15 ungdomar",
        "kl 21.30–22.15",
        "2023-10-14",
        "5 000 kr",
        "A-traktor",
        "buss 358",
        "rum 112",
        "E22",
        "Kungsgatan",
        "",
    ] {
        assert_eq!(find(text), [], "{text}");
    }
}

#[test]
fn where_digits_can_be_two_things_the_check_digit_decides() {
    // A date and a time of day, or eight digits and four.
    assert_eq!(kinds("2023-10-14 2130"), []);
    assert_eq!(kinds("2014-05-02 2383"), [Kind::Number], "no time of day");
    // Ten digits: somebody born in April 2004, or a line in Malmö.
    assert_eq!(kinds("0404202384"), [Kind::Number]);
    assert_eq!(kinds("0404202385"), [Kind::Phone]);
}

proptest! {
    #[test]
    fn any_text_is_looked_through_and_ranges_are_parts_of_it(text in "[\\PC\\s]{0,60}") {
        let found = find(&text);
        prop_assert!(found.iter().all(|one| text.get(one.range.clone()).is_some_and(|part| !part.is_empty())));
        prop_assert!(found.windows(2).all(|two| two[0].range.end <= two[1].range.start));
    }

    #[test]
    fn digits_in_any_order_do_no_harm(text in "[0-9 +./,()–åABC@v-]{0,40}") {
        let found = find(&text);
        prop_assert!(found.iter().all(|one| text.get(one.range.clone()).is_some()));
    }

    #[test]
    fn a_number_is_found_between_any_words(before in "[a-zåäö ,(]{0,12}", after in "[ ,.)!?]?[a-zåäö ]{0,12}") {
        for number in ["20140502-2383", "140502-2383", "070-174 06 05"] {
            prop_assert_eq!(kinds(&format!("{before}{number}{after}")).len(), 1);
        }
    }
}
