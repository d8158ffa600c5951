//! The log's rows, tiles and head; savepoints; wrapped keys.

use std::collections::BTreeSet;

use access::{RecordKind, RecordRef, WrappedKey, logbook::LogRow};
use desk::{
    audit,
    concerns::OneConcern,
    ports::{Head, LogFilter, Write},
};
use domain::{Id, concern::Concern, unit::Unit};
use ledger::{ActionClass, Hash, TILE, Tile};
use sqlx::{Connection as _, PgConnection, Row as _, SqliteConnection};
use tests::{Engine, World, both_engines};

use super::make::{Places, at, groups, id, is_conflict, write};

/// Rows after those that are there, of three units, four readers, all classes, and instants with ties.
async fn rows(world: &World, count: u64) -> Vec<LogRow> {
    let mut tx = world.store.read().await.unwrap();
    let size = tx.head().await.unwrap().unwrap().size;
    let like = tx.log_from(0, 1).await.unwrap().remove(0);
    let byte = |number: u64| u8::try_from(number).unwrap();
    let row = |number: u64| LogRow {
        index: size + number,
        at: at(i64::try_from(number / 3).unwrap()),
        unit: Id::<Unit>::from_random([byte(number % 3); 16]).uuid(),
        class: byte(number % 8) + 1,
        month: "2026-11".to_owned(),
        reader: vec![byte(number % 4); 16],
        subjects: vec![vec![byte(number % 5); 16], vec![byte(number % 7) + 100; 16]],
        sealed: vec![byte(number % 251); 40],
        leaf: like.leaf,
    };
    (0..count).map(row).collect()
}

async fn append(world: &World, rows: &[LogRow]) {
    let mut tx = world.store.begin().await.unwrap();
    tx.append(rows).await.unwrap();
    tx.commit().await.unwrap();
}

both_engines!(entries_come_back_as_written_in_their_order, |world: World| async move {
    let rows = rows(&world, 64).await;
    append(&world, &rows).await;
    let first = rows[0].index;
    let mut tx = world.store.read().await.unwrap();
    let found = tx.log_from(first, 1000).await.unwrap();
    // Whom an entry is about is looked up by token and does not come back with it.
    let without = |row: &LogRow| LogRow { subjects: Vec::new(), ..row.clone() };
    assert_eq!(found, rows.iter().map(without).collect::<Vec<_>>());
    assert_eq!(tx.log_from(first + 60, 1000).await.unwrap(), found[60..]);
    assert_eq!(tx.log_from(first, 5).await.unwrap(), found[..5]);
    assert_eq!(tx.log_from(first + 64, 5).await.unwrap(), []);
    drop(tx);
    let mut tx = world.store.begin().await.unwrap();
    assert!(is_conflict(&tx.append(&rows[..1]).await), "an index stands once");
});

/// Whom the entries from an index on are about, from outside of the program.
async fn subjects(world: &World, from: u64) -> BTreeSet<(Vec<u8>, i64)> {
    let sql = "SELECT subject, idx FROM ledger_subject WHERE idx >= $1";
    let from = i64::try_from(from).unwrap();
    if world.engine == Engine::Sqlite {
        let mut db = SqliteConnection::connect(&format!("sqlite:{}", world.url)).await.unwrap();
        let rows = sqlx::query(sql).bind(from).fetch_all(&mut db).await.unwrap();
        rows.iter().map(|row| (row.get(0), row.get(1))).collect()
    } else {
        let mut db = PgConnection::connect(&world.url).await.unwrap();
        let rows = sqlx::query(sql).bind(from).fetch_all(&mut db).await.unwrap();
        rows.iter().map(|row| (row.get(0), row.get(1))).collect()
    }
}

both_engines!(everybody_whom_an_entry_is_about_is_kept, |world: World| async move {
    let mut rows = rows(&world, 64).await;
    // A list names up to fifty persons, and a batch holds up to 64 lists.
    for row in &mut rows {
        row.subjects = (0..50_u8).map(|number| vec![number; 16]).collect();
    }
    append(&world, &rows).await;
    let wanted: BTreeSet<(Vec<u8>, i64)> = rows
        .iter()
        .flat_map(|row| row.subjects.iter().map(|one| (one.clone(), i64::try_from(row.index).unwrap())))
        .collect();
    assert_eq!(subjects(&world, rows[0].index).await, wanted);
});

both_engines!(every_filter_chooses_what_a_look_at_all_rows_would, |world: World| async move {
    append(&world, &rows(&world, 60).await).await;
    let mut tx = world.store.read().await.unwrap();
    let mut all = tx.log_from(0, 1000).await.unwrap();
    all.reverse();
    let newest = all[0].index;
    let unit = |byte| Id::<Unit>::from_random([byte; 16]);
    let reader = |byte: u8| vec![byte; 16];
    let mut seen_something = 0;
    for choice in 0..(3 * 3 * 3 * 3 * 3 * 2) {
        let digit = |place: u32| choice / 3_i32.pow(place) % 3;
        let filter = LogFilter {
            from: [None, Some(at(4)), Some(at(19))][usize::try_from(digit(0)).unwrap()],
            until: [None, Some(at(12)), Some(at(4))][usize::try_from(digit(1)).unwrap()],
            units: [vec![], vec![unit(0)], vec![unit(1), unit(2)]][usize::try_from(digit(2)).unwrap()]
                .clone(),
            readers: [vec![], vec![reader(3)], vec![reader(0), reader(1), reader(77)]]
                [usize::try_from(digit(3)).unwrap()]
            .clone(),
            class: [None, Some(1), Some(8)][usize::try_from(digit(4)).unwrap()],
            before: (choice % 2 == 0).then_some(newest - 9),
            limit: if choice % 5 == 0 { 4 } else { 1000 },
        };
        let chosen = |row: &&LogRow| {
            filter.from.is_none_or(|from| row.at >= from)
                && filter.until.is_none_or(|until| row.at < until)
                && (filter.units.is_empty() || filter.units.iter().any(|unit| unit.uuid() == row.unit))
                && (filter.readers.is_empty() || filter.readers.contains(&row.reader))
                && filter.class.is_none_or(|class| class == row.class)
                && filter.before.is_none_or(|before| row.index < before)
        };
        let wanted: Vec<LogRow> = all.iter().filter(chosen).take(filter.limit as usize).cloned().collect();
        assert_eq!(tx.log(&filter).await.unwrap(), wanted, "{filter:?}");
        seen_something += usize::from(!wanted.is_empty());
    }
    assert!(seen_something > 100, "{seen_something}");
});

both_engines!(a_head_comes_back_and_there_is_one, |world: World| async move {
    let head = |size: u64| Head {
        size,
        last_change: size / 2,
        at: at(i64::try_from(size).unwrap()),
        root: Hash::from_bytes([7; 32]),
        tree: vec![0, 1, 255],
        note: "fyrklover/test\nÅ\n\n— fyrklover/test AAAA\n".to_owned(),
    };
    for size in [1000, 2000] {
        let mut tx = world.store.begin().await.unwrap();
        tx.put_head(&head(size)).await.unwrap();
        assert_eq!(tx.head().await.unwrap(), Some(head(size)), "the writer sees its own");
        tx.commit().await.unwrap();
        assert_eq!(world.store.read().await.unwrap().head().await.unwrap(), Some(head(size)));
    }
});

both_engines!(tiles_come_back_in_order_each_written_once, |world: World| async move {
    let tile = |index: u64| vec![u8::try_from(index).unwrap(); 64];
    let mut tx = world.store.begin().await.unwrap();
    for index in [2, 0, 1] {
        tx.put_tile(index, tile(index)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    let all: Vec<_> = (0..3).map(|index| (index, tile(index))).collect();
    assert_eq!(tx.tiles_from(0, 10).await.unwrap(), all);
    assert_eq!(tx.tiles_from(1, 1).await.unwrap(), all[1..2]);
    assert_eq!(tx.tiles_from(3, 1).await.unwrap(), []);
    drop(tx);
    let mut tx = world.store.begin().await.unwrap();
    assert!(is_conflict(&tx.put_tile(1, tile(9)).await));
});

both_engines!(full_tiles_are_cut_as_the_log_grows_and_it_verifies, |world: World| async move {
    let (_, received) = world.reported(None, "M").await;
    let begin = world.entries().await;
    while world.entries().await < 2 * TILE + 3 {
        let desks = [world.desk("sara").await, world.desk("sara").await, world.desk("sara").await];
        let [a, b, c] = &desks;
        let question = || OneConcern(received);
        let (a, b, c) = tokio::join!(a.show(question()), b.show(question()), c.show(question()));
        assert!(a.is_ok() && b.is_ok() && c.is_ok());
    }
    assert!(begin < TILE);
    let mut tx = world.store.read().await.unwrap();
    let rows = tx.log_from(0, 10_000).await.unwrap();
    let tiles = tx.tiles_from(0, 10).await.unwrap();
    assert_eq!(tiles.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [0, 1]);
    for ((_, bytes), leaves) in tiles.iter().zip(rows.chunks(256)) {
        let wanted = Tile::new(leaves.iter().map(|row| row.leaf.hash()).collect()).unwrap();
        assert_eq!(bytes, &wanted.to_bytes());
    }
    let found = audit::verify(&mut *tx, &world.keys).await.unwrap();
    assert_eq!(found.faults(), Vec::<String>::new());
    assert!(rows.iter().any(|row| row.class == ActionClass::Read.code()));
});

both_engines!(a_savepoint_that_is_undone_leaves_the_rest, |world: World| async move {
    let account = world.badge("karin").await.account;
    let mut tx = world.store.begin().await.unwrap();
    tx.write(Write::CodeUsed(account, 1)).await.unwrap();
    for (step, keep) in [(2, true), (3, false), (4, true)] {
        tx.savepoint().await.unwrap();
        tx.write(Write::CodeUsed(account, step)).await.unwrap();
        assert!(tx.code_used(account, step).await.unwrap(), "the writer sees its own");
        if keep { tx.release().await.unwrap() } else { tx.undo().await.unwrap() }
    }
    tx.commit().await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    for (step, kept) in [(1, true), (2, true), (3, false), (4, true)] {
        assert_eq!(tx.code_used(account, step).await.unwrap(), kept, "step {step}");
    }
});

both_engines!(what_is_not_committed_is_not_there, |world: World| async move {
    let account = world.badge("karin").await.account;
    let mut tx = world.store.begin().await.unwrap();
    tx.write(Write::CodeUsed(account, 1)).await.unwrap();
    let mut meanwhile = world.store.read().await.unwrap();
    assert!(!meanwhile.code_used(account, 1).await.unwrap(), "nobody else sees it");
    drop((tx, meanwhile));
    write(&world, vec![Write::CodeUsed(account, 2)]).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    assert!(!tx.code_used(account, 1).await.unwrap());
    assert!(tx.code_used(account, 2).await.unwrap());
});

both_engines!(wrapped_keys_are_found_by_epoch_and_rewrapped, |world: World| async move {
    let places = Places::of(&world).await;
    let cover = places.received(&world, None).await;
    let person = (places.person(&world, None, false), groups(&world, 3));
    let offered = (places.intervention(&world, cover.id, at(0)), groups(&world, 3));
    let old: BTreeSet<_> =
        [(RecordKind::Person, person.0.id.uuid()), (RecordKind::Intervention, offered.0.id.uuid())].into();
    let new = [Write::Person(person.0, person.1.clone()), Write::Intervention(offered.0, offered.1)];
    write(&world, new.into()).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    let found = tx.wrapped_under(3, 100).await.unwrap();
    assert_eq!(found.iter().map(|(record, _)| (record.kind, record.id)).collect::<BTreeSet<_>>(), old);
    assert!(found.iter().any(|(_, key)| *key == person.1.key), "the key comes as it was written");
    assert_eq!(tx.wrapped_under(3, 1).await.unwrap().len(), 1);
    drop(tx);
    let key = |byte| WrappedKey { epoch: 4, bytes: vec![byte; 60] };
    let again = (0_u8..).zip(&found).map(|(byte, (record, _))| Write::Rewrapped(*record, key(byte)));
    let nowhere = RecordRef { kind: RecordKind::Concern, id: id::<Concern>(&world).uuid() };
    write(&world, again.chain([Write::Rewrapped(nowhere, key(9))]).collect()).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.wrapped_under(3, 100).await.unwrap(), []);
    let found = tx.wrapped_under(4, 100).await.unwrap();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|(_, found)| *found == key(0) || *found == key(1)));
    assert_eq!(tx.wrapped_under(1, 100).await.unwrap().len(), 1, "the concern stayed where it was");
});
