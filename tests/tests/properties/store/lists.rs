//! Lists, followed to their end: no row is lost, none comes twice, and the order is that of time to the microsecond,
//! with the id where two are of the same instant.

use desk::ports::{Cursor, Page, Write};
use domain::{
    LegalDay,
    assessment::{Opening, Protection},
    concern::{ConcernCover, Side},
    intervention::{InterventionCover, Outcome, State},
};
use tests::{World, both_engines};
use time::Duration;

use super::make::{DAY, Places, at, groups, write};

/// Instants out of order, with ties and with neighbours a microsecond apart.
const WHEN: [i64; 17] =
    [5, 5, 5, 1_000_000, 999_999, 4, 6, 0, -1, 5, 1_000_001, 0, 999_999, 86_400_000_000, 6, 7, 1];
const LIMITS: [u32; 5] = [1, 2, 3, 7, 50];

/// Follows a list to its end.
macro_rules! followed {
    ($limit:expr, |$page:ident| $part:expr, |$cover:ident| $key:expr) => {{
        let (mut after, mut all): (Option<Cursor>, Vec<Cursor>) = (None, Vec::new());
        loop {
            let $page = Page { limit: $limit, after };
            let part = $part;
            assert!(part.len() <= $limit as usize);
            let keys = part.iter().map(|row| {
                let $cover = row.cover();
                $key
            });
            all.extend(keys);
            if part.is_empty() {
                break all;
            }
            after = all.last().copied();
        }
    }};
}

/// Writes a concern on both sides for every instant; every third one is decided at the receiver.
async fn concerns(world: &World, places: &Places) -> Vec<(ConcernCover, ConcernCover)> {
    let mut all = Vec::new();
    let person = places.person(world, None, false);
    write(world, vec![Write::Person(person.clone(), groups(world, 1))]).await.unwrap();
    for (number, when) in WHEN.into_iter().enumerate() {
        let disclosure = places.disclosure(world, at(when));
        let sent = places.concern(world, Side::Sent, &disclosure);
        let mut received = places.concern(world, Side::Received, &disclosure);
        let new = [&sent, &received].map(|cover| Write::Concern(cover.clone(), groups(world, 1)));
        let mut writes = vec![Write::Disclosure(disclosure)];
        writes.extend(new);
        if number % 3 == 0 {
            received = received.assess(Protection::NotNeeded, person.id).unwrap();
            writes.push(Write::ConcernChanged(received.clone()));
            received = received.decide(Opening::DoNotOpen, DAY).unwrap();
            writes.push(Write::ConcernChanged(received.clone()));
        }
        write(world, writes).await.unwrap();
        all.push((sent, received));
    }
    all
}

fn key(cover: &ConcernCover) -> Cursor {
    (cover.handed_over, cover.id.uuid())
}

both_engines!(received_concerns_come_oldest_first_each_once, |world: World| async move {
    let places = Places::of(&world).await;
    let all = concerns(&world, &places).await;
    let unit = places.intake.unit.id;
    let mut tx = world.store.read().await.unwrap();
    for decided in [false, true] {
        let mut wanted: Vec<Cursor> = (all.iter().enumerate())
            .filter(|(number, _)| (number % 3 == 0) == decided)
            .map(|(_, (_, received))| key(received))
            .collect();
        wanted.sort_unstable();
        for limit in LIMITS {
            let found =
                followed!(limit, |page| tx.received(unit, decided, page).await.unwrap(), |cover| key(cover));
            assert_eq!(found, wanted, "decided {decided}, limit {limit}");
        }
    }
    let elsewhere = places.school.unit.id;
    assert!(tx.received(elsewhere, false, Page::FIRST).await.unwrap().is_empty(), "the sender received none");
});

both_engines!(sent_concerns_come_newest_first_each_once, |world: World| async move {
    let places = Places::of(&world).await;
    let all = concerns(&world, &places).await;
    let mut wanted: Vec<Cursor> = all.iter().map(|(sent, _)| key(sent)).collect();
    wanted.sort_unstable();
    wanted.reverse();
    let mut tx = world.store.read().await.unwrap();
    for limit in LIMITS {
        let found =
            followed!(limit, |page| tx.sent(places.school.account, page).await.unwrap(), |cover| key(cover));
        assert_eq!(found, wanted, "limit {limit}");
    }
    assert!(tx.sent(places.intake.account, Page::FIRST).await.unwrap().is_empty(), "the receiver sent none");
});

both_engines!(interventions_come_in_the_order_of_their_follow_ups_each_once, |world: World| async move {
    let places = Places::of(&world).await;
    let concern = places.received(&world, None).await;
    let mut all = Vec::new();
    for (number, when) in WHEN.into_iter().enumerate() {
        let states = [State::Planned, State::Ongoing, State::Ended(Outcome::Reached)];
        let new = places.intervention(&world, concern.id, at(when));
        let follow_up = LegalDay::new(DAY.date() + Duration::days(when % 7));
        let new = InterventionCover { state: states[number % 3], follow_up, ..new };
        write(&world, vec![Write::Intervention(new.clone(), groups(&world, 1))]).await.unwrap();
        all.push(new);
    }
    let key =
        |cover: &InterventionCover| (cover.follow_up.date().midnight().assume_utc().into(), cover.id.uuid());
    let unit = places.intake.unit.id;
    let mut tx = world.store.read().await.unwrap();
    for ended in [false, true] {
        let is_ended = |cover: &&InterventionCover| matches!(cover.state, State::Ended(_)) == ended;
        let mut wanted: Vec<Cursor> = all.iter().filter(is_ended).map(key).collect();
        wanted.sort_unstable();
        for limit in LIMITS {
            let found =
                followed!(limit, |page| tx.interventions(unit, ended, page).await.unwrap(), |cover| key(
                    cover
                ));
            assert_eq!(found, wanted, "ended {ended}, limit {limit}");
        }
    }
    assert!(tx.interventions(places.school.unit.id, false, Page::FIRST).await.unwrap().is_empty());
});

both_engines!(a_snapshot_does_not_move_while_it_is_followed, |world: World| async move {
    let places = Places::of(&world).await;
    let unit = places.intake.unit.id;
    places.received(&world, None).await;
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.received(unit, false, Page::FIRST).await.unwrap().len(), 1);
    places.received(&world, None).await;
    assert_eq!(tx.received(unit, false, Page::FIRST).await.unwrap().len(), 1, "as it was when it was begun");
    let mut later = world.store.read().await.unwrap();
    assert_eq!(later.received(unit, false, Page::FIRST).await.unwrap().len(), 2);
});
