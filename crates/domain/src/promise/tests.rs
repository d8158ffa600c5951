//! The promises of `config/promise/` as they are delivered, and what a broken file is told.

use time::macros::date;

use super::*;
use crate::LegalDay;

const AUTUMN_2023: &str = include_str!("../../../../config/promise/karlshamn-2023.toml");
const AUTUMN_2026: &str = include_str!("../../../../config/promise/karlshamn-2026.toml");
/// The document as it was signed.
const DOCUMENT: &str = include_str!("../../../../config/promise/karlshamn-2023.txt");

pub(super) fn karlshamn() -> Promise {
    Promise::parse("config/promise/karlshamn-2023.toml", AUTUMN_2023).unwrap()
}

fn of_2026() -> Promise {
    Promise::parse("config/promise/karlshamn-2026.toml", AUTUMN_2026).unwrap()
}

/// What is said of the file when one piece of it is written differently.
fn problem(piece: &str, instead: &str) -> PromiseProblem {
    assert!(AUTUMN_2023.contains(piece), "{piece}");
    Promise::parse("karlshamn-2023.toml", &AUTUMN_2023.replacen(piece, instead, 1)).unwrap_err().problem
}

/// The piece as it looks in the document.
fn as_signed(promise: &Promise, sentence: &Sentence) -> String {
    match sentence.part {
        Part::Priority => {
            let mut priorities = promise.sentences().iter().filter(|one| one.part == Part::Priority);
            let number = priorities.position(|one| one == sentence).unwrap() + 1;
            format!("{number}. {}", sentence.text)
        }
        Part::Point => format!("- {}", sentence.text),
        Part::Signer => format!("..... {}", sentence.text),
        _ => sentence.text.clone(),
    }
}

#[test]
fn every_word_of_the_document_stands_in_the_data_and_in_its_order() {
    let promise = karlshamn();
    let pieces: Vec<String> = promise.sentences().iter().map(|one| as_signed(&promise, one)).collect();
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&pieces.join(" ")), words(DOCUMENT));
    assert_eq!(promise.sentences().len(), 38);
}

#[test]
fn every_sentence_is_answered_by_a_row_or_says_what_it_is_there_for() {
    for promise in [karlshamn(), of_2026()] {
        for sentence in promise.sentences() {
            let rows = promise.answering(&sentence.key).count();
            assert_eq!(rows == 0, sentence.context.is_some(), "{}", sentence.key);
            let is_frame = matches!(sentence.part, Part::Title | Part::Heading | Part::Signer);
            assert!(!is_frame || sentence.context.is_some(), "{}", sentence.key);
            let is_promised = matches!(sentence.part, Part::Point | Part::Priority | Part::Statement);
            assert!(!is_promised || rows > 0, "{}", sentence.key);
        }
    }
}

#[test]
fn the_22_rows_of_the_follow_up_are_19_commitments_and_3_priorities() {
    let promise = karlshamn();
    let keys: Vec<&str> = promise.commitments().iter().map(|row| row.key.as_str()).collect();
    let expected = "K1 K2 K3 K4 K5 P1 P2 P3 P4 P5 G1 G2 G3 G4 G5 G6 S1 S2 S3";
    assert_eq!(keys, expected.split(' ').collect::<Vec<_>>());
    assert_eq!(promise.priorities().len(), 3);
    for key in keys.iter().filter(|key| !key.starts_with('S')) {
        let serves = promise.priorities().iter().any(|first| first.commitments.iter().any(|row| row == key));
        assert!(serves, "{key} serves no priority");
    }
}

#[test]
fn every_row_has_an_owner_and_evidence_and_every_priority_its_own() {
    let promise = karlshamn();
    for row in promise.commitments() {
        let owner = match row.key.as_bytes()[0] {
            b'K' => Owner::Municipality,
            b'P' => Owner::Police,
            _ => Owner::Together,
        };
        assert_eq!(row.owner, owner, "{}", row.key);
        assert!(!row.terms(promise.period().first()).evidence.is_empty(), "{}", row.key);
    }
    let own = [EvidenceKind::FirstConcernAge, EvidenceKind::YoungAdultSupport, EvidenceKind::SafetySurvey];
    for (first, kind) in promise.priorities().iter().zip(own) {
        assert!(first.evidence.contains(&kind), "{}", first.key);
    }
}

#[test]
fn every_form_of_evidence_is_asked_for_by_the_promise() {
    let promise = karlshamn();
    let rows = promise.commitments().iter().flat_map(|row| &row.terms(promise.period().first()).evidence);
    let asked: Vec<&EvidenceKind> =
        rows.chain(promise.priorities().iter().flat_map(|one| &one.evidence)).collect();
    for kind in EvidenceKind::ALL {
        assert!(asked.contains(&kind), "{kind:?}");
    }
}

#[test]
fn only_night_walks_and_the_field_group_have_a_number() {
    let promise = karlshamn();
    for row in promise.commitments() {
        let target = match &row.terms(promise.period().first()).kind {
            Kind::Counted { target, .. } => target.map(std::num::NonZeroU32::get),
            Kind::Done | Kind::Text => None,
        };
        assert_eq!(target, ["K4", "K5"].contains(&row.key.as_str()).then_some(100), "{}", row.key);
    }
}

#[test]
fn the_signers_stand_by_their_function() {
    let promise = karlshamn();
    let signers: Vec<&str> = promise.signers().map(|one| one.text.as_str()).collect();
    assert_eq!(signers, ["Lokalpolisområdeschef", "Kommunstyrelsens ordförande"]);
    assert_eq!(promise.period().days(), 122);
}

#[test]
fn both_promises_are_there_and_one_runs_at_a_time() {
    let files = [("karlshamn-2026.toml", AUTUMN_2026), ("karlshamn-2023.toml", AUTUMN_2023)];
    let promises = Promises::parse(&files).unwrap();
    let keys: Vec<&str> = promises.all().iter().map(Promise::key).collect();
    assert_eq!(keys, ["karlshamn-2023", "karlshamn-2026"]);
    let running = |day| promises.running(day).map(Promise::key);
    assert_eq!(running(date!(2023 - 11 - 30)), Some("karlshamn-2023"));
    assert_eq!(running(date!(2024 - 11 - 30)), None);
    assert_eq!(running(date!(2026 - 12 - 31)), Some("karlshamn-2026"));
    assert_eq!(promises.get("karlshamn-2023").map(Promise::source), Some(karlshamn().source()));
    let twice = [files[0], files[0]];
    let fault = Promises::parse(&twice).unwrap_err();
    assert_eq!(fault.problem, PromiseProblem::Overlap("karlshamn-2026".to_owned()));
}

#[test]
fn new_terms_hold_from_their_day_and_the_text_stays() {
    let signed = karlshamn();
    let row = signed.commitment("S2").unwrap();
    let kind = Kind::Counted { unit: Measure::Incidents, target: None, counting: None };
    let terms = Terms { kind, ..row.terms(signed.period().first()).clone() };
    let change =
        Change { from: date!(2023 - 10 - 02), reason: "Lägesbilden anger nu antal.".to_owned(), terms };
    let changed = signed.clone().changed("S2", change.clone()).unwrap();
    let row = changed.commitment("S2").unwrap();
    assert_eq!(row.terms(date!(2023 - 10 - 01)).kind, Kind::Text);
    assert_eq!(row.terms(date!(2023 - 10 - 02)), &change.terms);
    assert_eq!((row.changes(), changed.sentences()), (&[change.clone()][..], signed.sentences()));
    assert_eq!(changed.clone().changed("S2", change.clone()), Err(Unfit::NotLater));
    let without = Change { reason: " ".to_owned(), ..change.clone() };
    assert_eq!(signed.clone().changed("S2", without), Err(Unfit::ReasonMissing));
    let late = Change { from: date!(2024 - 01 - 01), ..change.clone() };
    assert_eq!(signed.clone().changed("S2", late), Err(Unfit::OutsidePeriod));
    assert_eq!(signed.changed("S9", change), Err(Unfit::NoSuchRow));
}

#[test]
fn a_change_of_the_file_is_a_dated_version() {
    let promise = of_2026();
    let row = promise.commitment("S1").unwrap();
    let follows = |day| row.terms(day).evidence.contains(&EvidenceKind::IncidentTrend);
    assert!(!follows(date!(2026 - 09 - 30)) && follows(date!(2026 - 10 - 01)));
    assert_eq!(row.changes().len(), 1);
}

#[test]
fn terms_name_evidence_that_gives_their_unit_and_evenings_a_rule() {
    let why = |piece, instead| match problem(piece, instead) {
        PromiseProblem::Terms { why, .. } => why,
        other => panic!("{other}"),
    };
    assert_eq!(why(r#"unit = "patrols""#, r#"unit = "controls""#), Unfit::NoSuchUnit);
    assert_eq!(why(r#"unit = "offered""#, r#"unit = "accepted""#), Unfit::NoSuchUnit, "a part is no unit");
    assert_eq!(why(r#"counting = "evening", "#, ""), Unfit::NoSuchRule);
    assert_eq!(why(r#"unit = "patrols""#, r#"unit = "patrols", counting = "evening""#), Unfit::NoSuchRule);
    assert_eq!(why(r#"counting = "evening""#, r#"counting = "night""#), Unfit::NoSuchRule);
    assert_eq!(why(r#"evidence = ["foot_patrol"]"#, "evidence = []"), Unfit::NoEvidence);
    assert_eq!(why("last_day = 2023-12-31", "last_day = 2022-12-31"), Unfit::EndsBeforeItBegins);
}

#[test]
fn a_broken_file_is_refused_with_its_line() {
    let not_counted = PromiseProblem::NotCounted("G2".to_owned());
    let text = r#"{ kind = "text", evidence = ["milestone"]"#;
    assert_eq!(problem(text, r#"{ kind = "text", target = 3, evidence = ["milestone"]"#), not_counted);
    assert_eq!(problem("target = 100", "target = 0"), PromiseProblem::NotCounted("K4".to_owned()));
    let lost = PromiseProblem::Unanswered("today-8".to_owned());
    assert_eq!(problem(r#", "today-8"]"#, "]"), lost);
    assert_eq!(problem(r#", "today-8"]"#, r#", "today-9"]"#), PromiseProblem::Unknown("today-9".to_owned()));
    assert_eq!(problem(r#"["follow-1"]"#, "[]"), PromiseProblem::NoSentence("S3".to_owned()));
    assert_eq!(problem(r#"key = "K5""#, r#"key = "K4""#), PromiseProblem::Unknown("K5".to_owned()));
    assert_eq!(
        problem(r#"key = "today-2""#, r#"key = "today-1""#),
        PromiseProblem::Unknown("today-2".to_owned())
    );
    assert_eq!(problem("minutes = 60", "minutes = 45"), PromiseProblem::RuleWords("evening".to_owned()));
    assert_eq!(problem("\"17:00\"", "\"18:00\""), PromiseProblem::RuleWords("evening".to_owned()));
    assert_eq!(
        problem("from = 2023-09-01", "from = 2023-09-02"),
        PromiseProblem::RuleDays("evening".to_owned())
    );
    assert_eq!(problem("first_day = 2023-09-01", "first_day = 2023-09-01T12:00:00"), PromiseProblem::NoDay);
    assert!(matches!(problem("owner = \"police\"", "owner = \"polis\""), PromiseProblem::Form(_)));
    assert!(matches!(problem("english = '", "engelska = '"), PromiseProblem::Form(_)));
    let fault = Promise::parse("other.toml", AUTUMN_2023).unwrap_err();
    let line = AUTUMN_2023.lines().position(|line| line.starts_with("key = ")).unwrap() + 1;
    assert_eq!((fault.line, fault.problem), (line, PromiseProblem::FileName("karlshamn-2023".to_owned())));
}

#[test]
fn the_page_of_30_november_2023_can_say_how_it_goes() {
    let promise = karlshamn();
    let today = LegalDay::new(date!(2023 - 11 - 30));
    let row = promise.commitment("K4").unwrap();
    let Kind::Counted { target, .. } = row.terms(today.date()).kind else { panic!("not counted") };
    let now = progress::Progress::of(91, target, promise.period(), today);
    assert_eq!((now.days_left, now.missing(), now.status), (31, Some(9), progress::Status::InStep));
    assert!(promise.rule(row, today.date()).unwrap().sentence.contains("kl. 17.00 eller senare"));
}
