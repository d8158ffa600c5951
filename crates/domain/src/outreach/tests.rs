//! A meeting moves one way, and words that do not belong are found.

use time::macros::date;

use super::*;

fn cover(stage: Stage) -> OutreachCover {
    OutreachCover {
        id: Id::from_random([1; 16]),
        authority: Id::from_random([2; 16]),
        unit: Id::from_random([3; 16]),
        dnr: RegistryNumber::stored("2026-BCDFG".to_owned()),
        author: Id::from_random([4; 16]),
        token: Some(PersonToken([5; 32])),
        protected: false,
        held_on: LegalDay::new(date!(2026 - 11 - 23)),
        interrupted: false,
        next_contact: None,
        recorded: Timestamp::from_micros(0),
        noted: Noted::default(),
        stage,
        version: 1,
    }
}

#[test]
fn what_was_handed_over_is_a_receipt_and_never_leaves_again() {
    let disclosure = Id::from_random([6; 16]);
    let closed = cover(Stage::Own).closed(Some(disclosure), 1).unwrap();
    assert_eq!((closed.stage, closed.token), (Stage::HandedOver(disclosure), None));
    assert_eq!(closed.closed(None, 2), Err(RuleBroken::AlreadyHandedOver));
    assert_eq!(cover(Stage::Own).closed(None, 1).unwrap().stage, Stage::Counted);
}

#[test]
fn only_the_version_that_was_shown_leaves() {
    assert_eq!(cover(Stage::Own).closed(None, 2), Err(RuleBroken::ChangedMeanwhile));
}

#[test]
fn a_notification_is_handled_once() {
    let handled = cover(Stage::Received(Id::from_random([6; 16]))).handled().unwrap();
    assert_eq!(handled.handled(), Err(RuleBroken::AlreadyHandled));
    assert_eq!(cover(Stage::Own).handled(), Err(RuleBroken::AlreadyHandled));
}

#[test]
fn words_that_do_not_belong_are_found_and_others_are_not() {
    let found = |text| misplaced(text, "Elias Berg");
    assert_eq!(found("Elias vill träffa oss igen. Han och mamma sa ja till stöd."), Vec::<String>::new());
    assert_eq!(found("Eliass mamma var med från BUP."), Vec::<String>::new());
    assert_eq!(found("Är misstänkt för cannabisinnehav."), ["misstänkt", "cannabisinnehav"]);
    assert_eq!(found("Provsvaret var positivt, positivt."), ["Provsvaret", "positivt"]);
    assert_eq!(found("Han umgås med Kevin och Noor."), ["Kevin", "Noor"]);
}

#[test]
fn every_entry_of_the_list_finds_itself() {
    for entry in word_list() {
        assert_eq!(misplaced(entry.trim_end_matches('*'), "").len(), 1, "{entry}");
    }
}
