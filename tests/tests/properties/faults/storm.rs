//! Many at once while the store fails again and again: whoever got an answer is in the log, whoever got a receipt
//! has one concern at intake, and the log verifies.

use std::collections::BTreeSet;

use desk::{Action, Fault, concerns::OneConcern, ports::Page};
use domain::{Id, RuleBroken, concern::Concern};
use ledger::Detail;
use tests::{World, world::ELIAS};

use super::{
    failing::{Faults, Place, Way},
    verified, with_faults,
};

/// The numbers of all requests that the log knows.
async fn recorded(world: &World) -> BTreeSet<String> {
    let rows = world.store.read().await.unwrap().log_from(0, 10_000).await.unwrap();
    let opened = rows.iter().map(|row| match world.keys.verify_row(row).unwrap() {
        Detail::Opened(entry, _) => entry.request,
        _ => panic!("an entry does not open"),
    });
    opened.collect()
}

/// Reads and sends, each at a desk of its own. Returns what was acknowledged: requests, and forms with their own
/// reports.
async fn work(world: &World, received: Id<Concern>) -> (Vec<String>, Vec<Id<Concern>>) {
    let (mut answered, mut sent) = (Vec::new(), Vec::new());
    for _ in 0..12 {
        let sara = world.desk("sara").await;
        if sara.show(OneConcern(received)).await.is_ok() {
            answered.push(sara.occasion().request.clone());
        }
        let new = world.concern(None, "M");
        let karin = world.desk("karin").await;
        for _ in 0..3 {
            if let Ok(own) = karin.send(new.clone()).await {
                answered.push(karin.occasion().request.clone());
                sent.push(own);
                break;
            }
        }
    }
    (answered, sent)
}

/// So often each place of the writer fails in each way. Every fault costs the four workers a request each at most, so
/// that most of their requests come after the storm, however slow the machine is.
const ROUNDS: usize = 2;

/// Breaks it and mends it, and then lets the work be done.
async fn meddle(faults: &Faults) {
    for _ in 0..ROUNDS {
        for place in Place::OF_THE_WRITER {
            for way in [Way::Fails, Way::Panics] {
                faults.set(place, way);
                faults.met().await;
                faults.mend();
                tokio::task::yield_now().await;
            }
        }
    }
    std::future::pending::<()>().await;
}

with_faults!(what_was_acknowledged_is_there_whatever_fails_meanwhile, |world, faults| async move {
    let (_, received) = world.reported(Some(ELIAS), "M").await;
    let all = async {
        let one = work(&world, received);
        let (a, b, c, d) =
            tokio::join!(one, work(&world, received), work(&world, received), work(&world, received));
        [a, b, c, d]
    };
    let done = tokio::select! {
        done = all => done,
        () = meddle(&faults) => unreachable!("it meddles for ever"),
    };
    faults.mend();
    let answered: Vec<String> = done.iter().flat_map(|(answered, _)| answered.clone()).collect();
    let sent: Vec<Id<Concern>> = done.iter().flat_map(|(_, sent)| sent.clone()).collect();
    assert!(answered.len() > 4, "something was answered: {}", answered.len());
    let recorded = recorded(&world).await;
    for request in &answered {
        assert!(recorded.contains(request), "an answer without an entry");
    }
    let mut tx = world.store.read().await.unwrap();
    for own in &sent {
        assert!(tx.concern(*own).await.unwrap().is_some(), "a receipt without a concern");
    }
    let unit = world.office.intake().await.unwrap().unwrap().id;
    let page = Page { limit: 1000, after: None };
    let queue = tx.received(unit, false, page).await.unwrap();
    let handings: BTreeSet<_> = queue.iter().map(|row| row.cover().disclosure).collect();
    assert_eq!(handings.len(), queue.len(), "no handing over arrived twice");
    let most = 4 * 12 + 1;
    assert!(queue.len() > sent.len() && queue.len() <= most, "each form made at most one: {}", queue.len());
    drop(tx);
    verified(&world).await;
});

with_faults!(a_panic_in_an_act_leaves_the_others_of_its_batch_whole, |world, faults| async move {
    let (_, received) = world.reported(Some(ELIAS), "M").await;
    let before = world.entries().await;
    let desks = [world.desk("sara").await, world.desk("sara").await, world.desk("sara").await];
    let karin = world.desk("karin").await;
    // They gather behind a batch that waits, and are one batch then.
    faults.set(Place::Begin, Way::Waits);
    let [first, second, third] = &desks;
    let (held, broken, shown, sent, ()) = tokio::join!(
        first.show(OneConcern(received)),
        second.change(received, Action::ConcernAssess, |_| panic!("a mistake in an act")),
        third.show(OneConcern(received)),
        karin.send(world.concern(None, "M2")),
        async {
            faults.met().await;
            faults.mend();
        }
    );
    assert!(held.is_ok() && shown.is_ok() && sent.is_ok());
    assert!(matches!(broken, Err(Fault::Rule(RuleBroken::ChangedMeanwhile))), "{broken:?}");
    assert_eq!(world.entries().await - before, 4, "the act that broke is on record too");
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.concern(received).await.unwrap().unwrap().cover().version, 1, "and changed nothing");
    drop(tx);
    verified(&world).await;
});
