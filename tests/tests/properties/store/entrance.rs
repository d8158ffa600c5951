//! What the upkeep lane writes: sessions, codes, throttles, used forms.

use desk::ports::{FormUse, SessionRow, Throttle, Write};
use domain::Timestamp;
use tests::{World, both_engines};
use uuid::Uuid;

use super::make::{at, is_conflict, write};

fn session(byte: u8, created: Timestamp, seen: Timestamp) -> SessionRow {
    let data = "{\"språk\":\"sv\",\"noll\":\"\\u0000\"}".to_owned();
    SessionRow { id: [byte; 32], account: None, data, created, seen }
}

async fn kept(world: &World, byte: u8) -> Option<SessionRow> {
    world.store.read().await.unwrap().session([byte; 32]).await.unwrap()
}

both_engines!(a_session_comes_back_as_it_was_kept, |world: World| async move {
    let new = session(1, at(1), at(2));
    write(&world, vec![Write::SessionNew(new.clone())]).await.unwrap();
    assert_eq!(kept(&world, 1).await, Some(new.clone()));
    assert!(is_conflict(&write(&world, vec![Write::SessionNew(new.clone())]).await), "an id is new once");
    // What it remembers changes; when it began and was last seen does not change with it.
    let account = Some(world.badge("karin").await.account);
    let later = SessionRow { account, data: "{}".to_owned(), ..session(1, at(8), at(9)) };
    write(&world, vec![Write::SessionKept(later.clone())]).await.unwrap();
    assert_eq!(kept(&world, 1).await, Some(SessionRow { created: at(1), seen: at(2), ..later.clone() }));
    write(&world, vec![Write::SessionSeen([1; 32], at(5))]).await.unwrap();
    assert_eq!(kept(&world, 1).await, Some(SessionRow { created: at(1), seen: at(5), ..later }));
    assert_eq!(kept(&world, 2).await, None);
});

both_engines!(nothing_brings_back_a_session_that_was_ended, |world: World| async move {
    write(&world, vec![Write::SessionNew(session(1, at(1), at(1)))]).await.unwrap();
    write(&world, vec![Write::SessionEnded([1; 32])]).await.unwrap();
    let again = [Write::SessionKept(session(1, at(2), at(2))), Write::SessionSeen([1; 32], at(3))];
    write(&world, again.into()).await.unwrap();
    assert_eq!(kept(&world, 1).await, None);
});

both_engines!(sessions_that_are_over_are_removed_to_the_microsecond, |world: World| async move {
    let rows = [
        (1, at(50), at(100)),
        (2, at(50), at(99)),  // last seen too long ago
        (3, at(49), at(100)), // began too long ago
        (4, at(49), at(99)),
        (5, at(51), at(101)),
    ];
    let new = rows.map(|(byte, created, seen)| Write::SessionNew(session(byte, created, seen)));
    write(&world, new.into()).await.unwrap();
    write(&world, vec![Write::SessionsExpired(at(100), at(50))]).await.unwrap();
    let mut left = Vec::new();
    for (byte, ..) in rows {
        left.extend(kept(&world, byte).await.map(|_| byte));
    }
    assert_eq!(left, [1, 5]);
});

both_engines!(a_code_counts_once_for_its_account, |world: World| async move {
    let (karin, sara) = (world.badge("karin").await.account, world.badge("sara").await.account);
    write(&world, vec![Write::CodeUsed(karin, 59_850_360)]).await.unwrap();
    assert!(is_conflict(&write(&world, vec![Write::CodeUsed(karin, 59_850_360)]).await));
    write(&world, vec![Write::CodeUsed(sara, 59_850_360)]).await.unwrap();
    // A step of a day ago is forgotten with a new one, and was accepted by nobody any more.
    write(&world, vec![Write::CodeUsed(karin, 59_850_360 + 2880)]).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    assert!(tx.code_used(karin, 59_850_360).await.unwrap());
    drop(tx);
    write(&world, vec![Write::CodeUsed(karin, 59_850_360 + 2881)]).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    assert!(!tx.code_used(karin, 59_850_360).await.unwrap());
    assert!(tx.code_used(karin, 59_850_360 + 2880).await.unwrap());
    assert!(tx.code_used(sara, 59_850_360).await.unwrap());
});

both_engines!(a_throttle_is_the_last_one_until_it_is_forgotten, |world: World| async move {
    let throttle = |failures| Throttle { failures, next_try: at(failures) };
    for failures in [1, 2, i64::MAX / 2_000_000] {
        write(&world, vec![Write::Throttled([1; 32], throttle(failures))]).await.unwrap();
        let mut tx = world.store.read().await.unwrap();
        assert_eq!(tx.throttle([1; 32]).await.unwrap(), Some(throttle(failures)));
        assert_eq!(tx.throttle([2; 32]).await.unwrap(), None);
    }
    write(&world, vec![Write::Unthrottled([1; 32]), Write::Unthrottled([2; 32])]).await.unwrap();
    assert_eq!(world.store.read().await.unwrap().throttle([1; 32]).await.unwrap(), None);
});

both_engines!(a_form_is_used_once, |world: World| async move {
    let account = world.badge("karin").await.account;
    let (form, record) = (Uuid::from_bytes([1; 16]), Uuid::from_bytes([2; 16]));
    let used = FormUse { account, digest: [3; 32], record, at: at(1) };
    write(&world, vec![Write::FormUse(form, used.clone())]).await.unwrap();
    let other = FormUse { digest: [4; 32], ..used.clone() };
    assert!(is_conflict(&write(&world, vec![Write::FormUse(form, other)]).await));
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.form_use(form).await.unwrap(), Some(used));
    assert_eq!(tx.form_use(record).await.unwrap(), None);
});
