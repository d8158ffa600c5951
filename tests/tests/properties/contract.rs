//! The store's contract, once for both engines: what is written comes back, lists lose no row and show none twice,
//! what stands in the way is said, and filters of the log choose what a look at all rows would.

use std::collections::BTreeSet;

use desk::{
    Clock as _,
    concerns::{OneConcern, Received, Sent},
    ports::{LogFilter, Page, SessionRow, StoreFault, Throttle, Write},
};
use domain::{Id, RuleBroken, assessment::Protection, concern::Concern, personal_number::PersonalNumber};
use ledger::ActionClass;
use tests::{World, both_engines, world::ELIAS};
use time::Duration;

async fn write(world: &World, writes: Vec<Write>) -> Result<(), StoreFault> {
    let mut tx = world.store.begin().await?;
    for write in writes {
        tx.write(write).await?;
    }
    tx.commit().await
}

both_engines!(what_is_handed_over_comes_back_whole_on_both_sides, |world: World| async move {
    let (own, received) = world.reported(Some(ELIAS), "M1").await;
    for (name, id) in [("karin", own), ("sara", received)] {
        let concern = world.desk(name).await.show(OneConcern(id)).await.unwrap();
        let report = concern.body();
        assert_eq!(report.observed, "Har själv sett M1");
        assert_eq!(report.hearsay.as_deref(), Some("Andra säger M1"));
        assert_eq!(report.about.number.as_ref().map(PersonalNumber::spoken).as_deref(), Some(ELIAS));
    }
    let mut tx = world.store.read().await.unwrap();
    let cover = |sealed: Option<access::Sealed<Concern>>| sealed.unwrap().cover().clone();
    let (sent, copy) = (cover(tx.concern(own).await.unwrap()), cover(tx.concern(received).await.unwrap()));
    assert_eq!(
        (&sent.dnr, sent.disclosure, sent.handed_over),
        (&copy.dnr, copy.disclosure, copy.handed_over)
    );
    assert_ne!(sent.token, copy.token, "one child has unrelated tokens at two authorities");
    assert_ne!(sent.id, copy.id);
    let disclosure = tx.disclosure(sent.disclosure).await.unwrap().unwrap();
    assert_eq!((disclosure.basis.as_str(), disclosure.fields.len()), ("concern-report@2026-01-01", 7));
});

both_engines!(following_every_next_shows_each_row_once, |world: World| async move {
    let karin = world.desk("karin").await;
    let mut sent = BTreeSet::new();
    for round in 0..7 {
        // Two of the same instant, and then one later.
        if round % 3 == 2 {
            world.clock.advance(Duration::seconds(1));
        }
        sent.insert(world.desk("karin").await.send(world.concern(None, "M")).await.unwrap());
    }
    let sara = world.desk("sara").await;
    for limit in [1, 2, 3, 7, 50] {
        let (mut after, mut own) = (None, Vec::new());
        loop {
            let part = karin.show(Sent { page: Page { limit, after } }).await.unwrap();
            own.extend(part.rows.iter().map(|row| row.cover().id));
            after = part.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(own.len(), 7, "limit {limit}");
        assert_eq!(own.into_iter().collect::<BTreeSet<_>>(), sent);
        let (mut after, mut queue) = (None, Vec::new());
        loop {
            let part = sara.show(Received { decided: false, page: Page { limit, after } }).await.unwrap();
            queue.extend(part.rows.iter().map(|row| (row.cover().handed_over, row.cover().id)));
            after = part.next;
            if after.is_none() {
                break;
            }
        }
        assert!(queue.is_sorted() && queue.len() == 7, "limit {limit}: {queue:?}");
    }
});

both_engines!(two_people_cannot_overwrite_each_other, |world: World| async move {
    let (_, id) = world.reported(Some(ELIAS), "M1").await;
    let (one, other) = (world.desk("sara").await, world.desk("sara").await);
    let (first, second) = tokio::join!(
        one.assess(id, Protection::Needed, "A".to_owned()),
        other.assess(id, Protection::NotNeeded, "B".to_owned())
    );
    let faults: Vec<String> =
        [first, second].into_iter().filter_map(Result::err).map(|fault| fault.to_string()).collect();
    assert_eq!(faults.len(), 1, "one is told: {faults:?}");
    let told = [RuleBroken::AlreadyAssessed, RuleBroken::ChangedMeanwhile].map(|rule| rule.to_string());
    assert!(told.contains(&faults[0]), "{faults:?}");
});

both_engines!(a_row_that_stands_already_is_a_conflict_and_undoes_itself_alone, |world: World| async move {
    let account = world.badge("karin").await.account;
    let mut tx = world.store.begin().await.unwrap();
    tx.write(Write::CodeUsed(account, 1)).await.unwrap();
    tx.savepoint().await.unwrap();
    let again = tx.write(Write::CodeUsed(account, 1)).await;
    assert!(matches!(again, Err(StoreFault::Conflict)), "{again:?}");
    tx.undo().await.unwrap();
    tx.write(Write::CodeUsed(account, 2)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    assert!(tx.code_used(account, 1).await.unwrap() && tx.code_used(account, 2).await.unwrap());
    assert!(!tx.code_used(account, 3).await.unwrap());
});

both_engines!(a_session_that_was_ended_is_not_brought_back, |world: World| async move {
    let account = world.badge("karin").await.account;
    let now = world.clock.now();
    let row =
        SessionRow { id: [7; 32], account: Some(account), data: "{}".to_owned(), created: now, seen: now };
    write(&world, vec![Write::SessionNew(row.clone())]).await.unwrap();
    assert_eq!(world.store.read().await.unwrap().session([7; 32]).await.unwrap(), Some(row.clone()));
    write(&world, vec![Write::SessionEnded([7; 32]), Write::SessionKept(row)]).await.unwrap();
    assert_eq!(world.store.read().await.unwrap().session([7; 32]).await.unwrap(), None);
    let throttle = Throttle { failures: 3, next_try: now };
    write(&world, vec![Write::Throttled([1; 32], throttle), Write::Throttled([1; 32], throttle)])
        .await
        .unwrap();
    assert_eq!(world.store.read().await.unwrap().throttle([1; 32]).await.unwrap(), Some(throttle));
    write(&world, vec![Write::Unthrottled([1; 32])]).await.unwrap();
    assert_eq!(world.store.read().await.unwrap().throttle([1; 32]).await.unwrap(), None);
});

both_engines!(the_registers_protected_flag_guards_what_is_handed_over_later, |world: World| async move {
    use desk::{Fault, Refused};
    let mut first = world.concern(Some(ELIAS), "M1");
    first.protected = true;
    world.desk("karin").await.send(first).await.unwrap();
    world.clock.advance(Duration::seconds(1));
    // Only a named handler opens it, and enters the person in the register.
    let sara = world.desk("sara").await;
    assert!(sara.show(Received { decided: false, page: Page::FIRST }).await.unwrap().rows.is_empty());
    let days = desk::setup::Days { from: world.clock.today(), until: None, handles_protected: true };
    let duty = world
        .setup
        .duty(sara.card().duty.account, &sara.card().duty.unit, sara.card().duty.role, days)
        .await
        .unwrap();
    let badge = desk::Badge { duty: Some(duty), ..world.badge("sara").await };
    let handler = desk::Desk::open(world.office.clone(), badge, world.office.occasion("test", String::new()))
        .await
        .unwrap();
    let queue = handler.show(Received { decided: false, page: Page::FIRST }).await.unwrap();
    let protected = queue.rows[0].cover().id;
    handler.assess(protected, Protection::NotNeeded, "A".to_owned()).await.unwrap();
    // The next report says nothing of it; the register does.
    world.desk("karin").await.send(world.concern(Some(ELIAS), "M2")).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    let rows = tx.received(sara.card().duty.unit.id, false, Page::FIRST).await.unwrap();
    assert!(rows.len() == 2 && rows.iter().all(|row| row.cover().protected));
    for row in rows {
        let refused = sara.show(OneConcern(row.cover().id)).await.map(|_| ()).unwrap_err();
        assert!(matches!(refused, Fault::Refused(Refused::Hidden)), "{refused:?}");
    }
});

both_engines!(filters_of_the_log_choose_what_a_look_at_all_rows_would, |world: World| async move {
    let mut middle = world.clock.now();
    for round in 0..4 {
        if round == 2 {
            middle = world.clock.now();
        }
        world.reported(None, "M").await;
        world.clock.advance(Duration::days(20));
        world
            .desk("sara")
            .await
            .show(OneConcern(Id::from_random([round; 16])))
            .await
            .map(|_| ())
            .unwrap_err();
    }
    let mut tx = world.store.read().await.unwrap();
    let mut all = tx.log_from(0, 10_000).await.unwrap();
    all.reverse();
    let sara = world.badge("sara").await.account;
    let tokens: Vec<Vec<u8>> = ["2026-11", "2026-12", "2027-01", "2027-02"]
        .iter()
        .filter_map(|month| world.keys.reader_token(month, sara).unwrap())
        .collect();
    let unit = world.desk("sara").await.card().duty.unit.id;
    let filters = [
        LogFilter { limit: 1000, ..LogFilter::default() },
        LogFilter { from: Some(middle), limit: 1000, ..LogFilter::default() },
        LogFilter { until: Some(middle), limit: 1000, ..LogFilter::default() },
        LogFilter { units: vec![unit], limit: 1000, ..LogFilter::default() },
        LogFilter { readers: tokens.clone(), limit: 1000, ..LogFilter::default() },
        LogFilter { class: Some(ActionClass::Refusal.code()), limit: 1000, ..LogFilter::default() },
        LogFilter { before: Some(20), limit: 5, ..LogFilter::default() },
        LogFilter {
            from: Some(middle),
            units: vec![unit],
            readers: tokens,
            class: Some(ActionClass::List.code()),
            limit: 1000,
            ..LogFilter::default()
        },
    ];
    for filter in filters {
        let wanted: Vec<u64> = all
            .iter()
            .filter(|row| {
                filter.from.is_none_or(|from| row.at >= from)
                    && filter.until.is_none_or(|until| row.at < until)
            })
            .filter(|row| filter.units.is_empty() || filter.units.iter().any(|unit| unit.uuid() == row.unit))
            .filter(|row| filter.readers.is_empty() || filter.readers.contains(&row.reader))
            .filter(|row| filter.class.is_none_or(|class| row.class == class))
            .filter(|row| filter.before.is_none_or(|before| row.index < before))
            .take(filter.limit as usize)
            .map(|row| row.index)
            .collect();
        let found: Vec<u64> = tx.log(&filter).await.unwrap().iter().map(|row| row.index).collect();
        assert_eq!(found, wanted, "{filter:?}");
        assert!(!found.is_empty(), "{filter:?} chooses something");
    }
});

both_engines!(an_epoch_turns_and_what_was_deleted_before_it_is_gone_for_ever, |world: World| async move {
    let (_, id) = world.reported(Some(ELIAS), "M1").await;
    let mut tx = world.store.read().await.unwrap();
    let old_copy = tx.concern(id).await.unwrap().unwrap();
    let wrapped = tx.wrapped_under(1, 100).await.unwrap();
    drop(tx);
    assert_eq!(wrapped.len(), 2, "both sides");
    world.keys.begin_epoch().unwrap();
    world.clock.set(desk::SystemClock.now().plus(Duration::minutes(11)));
    world.office.turn_epochs().await.unwrap();
    assert_eq!(world.keys.old_epochs(), Vec::<u32>::new(), "the old key is destroyed");
    assert!(world.store.read().await.unwrap().wrapped_under(1, 100).await.unwrap().is_empty());
    let sara = world.desk("sara").await;
    sara.show(OneConcern(id)).await.map(|_| ()).unwrap();
    // What a copy of the database from before holds opens no more, with whatever permit.
    let key = &wrapped.iter().find(|(record, _)| record.id == id.uuid()).unwrap().1;
    let rewrapped = world.keys.rewrap(access::RecordKind::Concern, id.uuid(), key);
    assert_eq!(rewrapped.map(drop), Err(access::keys::OpenFault::Destroyed));
    drop(old_copy);
});
