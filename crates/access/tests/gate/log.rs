//! The log's rows: sealed under the key of their month, committed to by their leaf, about nobody in clear.

use std::{fs, sync::Arc};

use access::{
    Action, Facts, KeyRing, OsChance, Permit,
    logbook::{Command, Log, LogRow},
};
use domain::unit::Agency;
use ledger::{ActionClass, Detail, Verdict};

use crate::world::{World, auditor, liaison, noon, occasion, settle, unit, worker};

const MONTH_KEY: &str = "keys/log-2026-11.key";

fn row(world: &World, actor: &Arc<access::Actor>, index: u64) -> LogRow {
    let occasion = occasion();
    let sealed = world.received(50);
    let (slip, _pending) =
        world.gate.decide(world.asking(actor, &occasion), Action::ConcernShow, &sealed).split();
    world.keys.write_entry(&slip, index, noon()).unwrap()
}

fn permit(world: &World) -> Permit<Log> {
    let (auditor, occasion) = (auditor(), occasion());
    let facts = Facts::of_log(&unit(Agency::Social), None);
    let decision =
        world.gate.decide_facts(world.asking(&auditor, &occasion), Action::LogReview, facts, &["log"]);
    settle(decision.split()).unwrap()
}

/// A ring that has read the folder anew and remembers no month.
fn anew(world: &World) -> KeyRing {
    KeyRing::open_folder(world.keys.folder().clone(), Arc::new(OsChance)).unwrap()
}

#[test]
fn an_entry_says_what_was_shown_and_nothing_of_what_was_refused() {
    let world = World::new();
    let rows = vec![row(&world, &worker(), 0), row(&world, &liaison(), 1)];
    let opened = anew(&world).open_log(rows, &permit(&world)).unwrap();
    let [(_, Some(yes)), (_, Some(no))] = &opened[..] else { panic!("both open") };
    assert_eq!((yes.class, yes.action.as_str(), yes.results), (ActionClass::Read, "concern.show", 1));
    assert_eq!(yes.items[0].verdict, Verdict::Allowed);
    assert_eq!(yes.items[0].fields, ["identity", "report", "reporter"]);
    assert_eq!(yes.items[0].policies, ["social-received-concern"]);
    assert_eq!((no.class, no.results), (ActionClass::Refusal, 0));
    assert_eq!(no.items[0].verdict, Verdict::Refused);
    assert!(no.items[0].fields.is_empty());
    assert_eq!(yes.items[0].subject, no.items[0].subject, "the same person has one pseudonym in a month");
}

#[test]
fn the_leaf_commits_to_entry_and_salt_and_no_other() {
    let world = World::new();
    let (one, same) = (row(&world, &worker(), 0), row(&world, &worker(), 0));
    let Detail::Opened(entry, salt) = world.keys.verify_row(&one).unwrap() else { panic!("it opens") };
    assert_eq!(entry.canonical().unwrap().leaf(&salt), one.leaf);
    let Detail::Opened(twin, other_salt) = world.keys.verify_row(&same).unwrap() else { panic!("it opens") };
    assert_ne!(one.leaf, same.leaf, "salted: equal acts do not look equal");
    assert_ne!(entry.canonical().unwrap().leaf(&other_salt), one.leaf);
    assert_eq!(twin.canonical().unwrap().leaf(&other_salt), same.leaf);
}

#[test]
fn rows_open_only_with_the_key_of_their_month() {
    let world = World::new();
    let first = row(&world, &worker(), 0);
    let moved = LogRow { index: 1, ..first.clone() };
    assert!(matches!(world.keys.verify_row(&moved).unwrap(), Detail::Unreadable), "not under another index");
    fs::remove_file(world.folder.path().join(MONTH_KEY)).unwrap();
    let anew = anew(&world);
    assert!(matches!(anew.verify_row(&first).unwrap(), Detail::Destroyed));
    assert_eq!(anew.reader_token("2026-11", worker().account).unwrap(), None, "the pseudonyms die with it");
    let opened = anew.open_log(vec![first.clone()], &permit(&world)).unwrap();
    assert_eq!(opened, [(first.clone(), None)]);
    // A key of the same name that is not the same key opens nothing either.
    let other = World::new();
    let _made = row(&other, &worker(), 0);
    fs::copy(other.folder.path().join(MONTH_KEY), world.folder.path().join(MONTH_KEY)).unwrap();
    assert!(matches!(anew.verify_row(&first).unwrap(), Detail::Unreadable));
}

#[test]
fn readers_and_persons_have_new_pseudonyms_each_month() {
    let world = World::new();
    let november = row(&world, &worker(), 0);
    let token = |month: &str| world.keys.reader_token(month, worker().account).unwrap();
    assert_eq!(token("2026-11"), Some(november.reader.clone()));
    assert_eq!(token("2026-12"), None, "no key, no pseudonym");
    let occasion = occasion();
    let (worker, sealed) = (worker(), world.received(50));
    let (slip, _pending) =
        world.gate.decide(world.asking(&worker, &occasion), Action::ConcernShow, &sealed).split();
    let later = noon().plus(time::Duration::days(30));
    let december = world.keys.write_entry(&slip, 1, later).unwrap();
    assert_eq!((november.month.as_str(), december.month.as_str()), ("2026-11", "2026-12"));
    assert_ne!(november.reader, december.reader);
    assert_ne!(november.subjects, december.subjects);
}

#[test]
fn a_missing_record_has_no_subject_and_a_command_no_reader() {
    let (world, occasion, worker) = (World::new(), occasion(), worker());
    let record =
        access::RecordRef { kind: access::RecordKind::Concern, id: crate::world::id::<Log>(9).uuid() };
    let asking = world.asking(&worker, &occasion);
    let (slip, _pending) = world.gate.decide_missing::<Log>(asking, Action::ConcernShow, record).split();
    let row = world.keys.write_entry(&slip, 0, noon()).unwrap();
    assert!(row.subjects.is_empty());
    assert_eq!(row.class, ActionClass::Refusal.code());
    let command = world.keys.write_command(Command::new("user.add", None), 1, noon()).unwrap();
    assert_eq!(command.class, ActionClass::Account.code());
    assert!(command.unit.is_nil() && command.subjects.is_empty());
}
