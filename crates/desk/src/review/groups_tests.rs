//! Groups: who read about whom, what explains it, what is worth a look, and what chance picks.

use ledger::{Hash, Leaf, Reader};
use time::macros::datetime;

use super::*;

fn item(subject: Option<u8>, relation: Option<Relation>) -> Item {
    Item {
        kind: "concern".into(),
        record: "r".into(),
        subject: subject.map(|number| format!("{number:02x}{number:02x}")),
        fields: Vec::new(),
        verdict: Verdict::Allowed,
        policies: Vec::new(),
        relation,
        protected: false,
    }
}

fn line(index: u64, at: time::OffsetDateTime, items: Vec<Item>) -> (LogRow, Entry) {
    let at = Timestamp::from(at);
    let class = ActionClass::Read;
    let entry = Entry {
        index,
        at,
        month: "2026-11".into(),
        unit: String::new(),
        authority: String::new(),
        reader: Reader {
            account: "a".into(),
            duty: None,
            role: "social_worker".into(),
            session: String::new(),
            second_factor: true,
        },
        class,
        action: "concern.show".into(),
        purpose: String::new(),
        basis: Vec::new(),
        policy_version: String::new(),
        route: String::new(),
        request: String::new(),
        results: 1,
        items,
        note: BTreeMap::new(),
    };
    let row = LogRow {
        index,
        at,
        unit: Uuid::nil(),
        class: class.code(),
        month: "2026-11".into(),
        reader: vec![9],
        subjects: Vec::new(),
        sealed: Vec::new(),
        leaf: leaf(&entry),
    };
    (row, entry)
}

fn leaf(entry: &Entry) -> Leaf {
    let _: Option<Hash> = None;
    entry.canonical().unwrap().leaf(&ledger::Salt::from_bytes([0; 32]))
}

fn of(lines: &[(LogRow, Entry)]) -> Vec<Group> {
    groups(lines.iter().map(|(row, entry)| (row, entry)))
}

#[test]
fn readings_are_counted_by_reader_and_person() {
    let copy = Some(Relation::ReceivedCopy);
    let lines = [
        line(
            1,
            datetime!(2026-11-03 09:00 UTC),
            vec![item(None, Some(Relation::OwnUnit)), item(Some(1), copy)],
        ),
        line(2, datetime!(2026-11-03 10:00 UTC), vec![item(Some(1), copy), item(Some(2), copy)]),
        line(3, datetime!(2026-11-04 11:00 UTC), vec![item(Some(1), Some(Relation::Assigned))]),
    ];
    let found = of(&lines);
    let counted: Vec<_> = found.iter().map(|g| (g.key.subject.clone(), g.count, g.upto)).collect();
    assert_eq!(counted, [(vec![1, 1], 3, 3), (vec![2, 2], 1, 2)]);
    assert_eq!(found[0].relations, BTreeSet::from([Relation::Assigned, Relation::ReceivedCopy]));
    assert!(found.iter().all(|group| !group.is_flagged()));
    assert!(found[0].first < found[0].last);
}

#[test]
fn what_nothing_explains_and_what_happens_at_night_is_looked_at() {
    let copy = Some(Relation::ReceivedCopy);
    let mut refused = line(4, datetime!(2026-11-05 12:00 UTC), vec![item(Some(4), copy)]);
    refused.1.class = ActionClass::Refusal;
    let mut secret = item(Some(5), copy);
    secret.protected = true;
    let lines = [
        line(1, datetime!(2026-11-03 12:00 UTC), vec![item(Some(1), Some(Relation::None))]),
        line(2, datetime!(2026-11-03 12:00 UTC), vec![item(Some(2), None)]),
        line(3, datetime!(2026-11-03 21:47 UTC), vec![item(Some(3), copy)]),
        refused,
        line(5, datetime!(2026-11-03 12:00 UTC), vec![secret]),
        // 05.59 and 06.00 in Sweden.
        line(6, datetime!(2026-11-03 04:59 UTC), vec![item(Some(6), copy)]),
        line(7, datetime!(2026-11-03 05:00 UTC), vec![item(Some(7), copy)]),
    ];
    let found = of(&lines);
    let flags = |subject: u8| {
        let group = found.iter().find(|group| group.key.subject == [subject, subject]).unwrap();
        group.flags.iter().copied().collect::<Vec<_>>()
    };
    assert_eq!(flags(1), [Flag::Unexplained]);
    assert_eq!(flags(2), [Flag::Unexplained], "an old entry does not say, and counts as unexplained");
    assert_eq!(flags(3), [Flag::OffHours]);
    assert_eq!(flags(4), [Flag::Refused]);
    assert_eq!(flags(5), [Flag::Protected]);
    assert_eq!((flags(6), flags(7)), (vec![Flag::OffHours], Vec::new()));
}

#[test]
fn searches_that_find_nobody_are_counted_and_those_that_find_are_not() {
    let search = |index: u64, found: bool| {
        let mut items = vec![item(None, Some(Relation::OwnUnit))];
        items[0].kind = RecordKind::Unit.word().into();
        if found {
            items
                .push(Item { kind: RecordKind::Person.word().into(), ..item(None, Some(Relation::OwnUnit)) });
        }
        let mut line = line(index, datetime!(2026-11-03 12:00 UTC), items);
        line.1.action = Action::PersonSearch.word().into();
        line
    };
    let flagged = |misses: u64, hits: u64| {
        let lines: Vec<_> = (0..misses + hits).map(|index| search(index, index >= misses)).collect();
        of(&lines)[0].flags.contains(&Flag::Searches)
    };
    assert!(!flagged(u64::from(MISSES) - 1, 50));
    assert!(flagged(u64::from(MISSES), 0));
}

#[test]
fn a_row_that_a_list_left_out_was_not_read_and_the_own_log_is_nobodys() {
    let mut left_out = item(Some(1), Some(Relation::None));
    left_out.verdict = Verdict::Refused;
    let mut own = line(2, datetime!(2026-11-03 12:00 UTC), vec![item(None, Some(Relation::Review))]);
    own.1.action = "log.own".into();
    let list = line(1, datetime!(2026-11-03 12:00 UTC), vec![item(None, Some(Relation::OwnUnit)), left_out]);
    let found = of(&[list, own]);
    assert_eq!(found.len(), 1);
    assert!(found[0].key.subject.is_empty() && !found[0].is_flagged());
}

#[test]
fn chance_picks_the_same_each_time_and_only_what_is_explained() {
    let copy = Some(Relation::ReceivedCopy);
    let mut lines: Vec<_> = (0..200_u8)
        .map(|n| line(u64::from(n), datetime!(2026-11-03 12:00 UTC), vec![item(Some(n), copy)]))
        .collect();
    lines.push(line(200, datetime!(2026-11-03 12:00 UTC), vec![item(Some(250), None)]));
    let found = of(&lines);
    let rank = |key: &GroupKey| [key.subject[0].wrapping_mul(37); 32];
    let picked = sample(&found, rank);
    assert_eq!(picked.len(), 10, "five in a hundred");
    assert_eq!(picked, sample(&found, rank));
    assert!(picked.iter().all(|key| key.subject[0] != 250));
    assert_ne!(picked, sample(&found, |key| [key.subject[0].wrapping_mul(91); 32]), "another month, others");
    assert_eq!(sample(&found[..3], rank).len().max(5), 5, "few are looked at whole");
}
