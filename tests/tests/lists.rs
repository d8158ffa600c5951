//! Lists and items pass the same gate: what a list shows is what opening one by one grants, in worlds where some
//! are the reader's own, some in conflict, some protected and some of another unit.

#![cfg(test)]

use std::collections::BTreeSet;

use desk::{
    concerns::{OneConcern, Received, Sent},
    ports::Page,
};
use tests::{
    World, both_engines,
    world::{ALVA, ELIAS, NOOR},
};
use time::Duration;

/// A small generator with a seed: the same worlds on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

both_engines!(a_list_shows_what_opening_one_by_one_grants, |world: World| async move {
    let mut dice = Dice(20_261_124);
    let numbers = [None, Some(ELIAS), Some(ALVA), Some(NOOR)];
    let mut sent = Vec::new();
    for _ in 0..30 {
        world.clock.advance(Duration::seconds(1));
        let mut concern = world.concern(numbers[usize::try_from(dice.roll(4)).unwrap()], "M");
        concern.protected = dice.roll(5) == 0;
        sent.push(world.desk("karin").await.send(concern).await.unwrap());
    }
    let number = |text| world.concern(Some(text), "M").about.number.unwrap();
    let sara = world.desk("sara").await;
    world.setup.conflict(sara.card().duty.account, &number(ALVA)).await.unwrap();
    let karin = world.desk("karin").await;
    world.setup.conflict(karin.card().duty.account, &number(NOOR)).await.unwrap();

    let all = Page { limit: 1000, after: None };
    let unit = sara.card().duty.unit.id;
    let rows = world.store.read().await.unwrap().received(unit, false, all).await.unwrap();
    let received: Vec<_> = rows.iter().map(|row| row.cover().id).collect();
    assert_eq!(received.len(), 30);

    for (desk, ids, queue) in [(&sara, &received, true), (&karin, &sent, false)] {
        let listed = if queue {
            desk.show(Received { decided: false, page: all }).await.unwrap().rows
        } else {
            desk.show(Sent { page: all }).await.unwrap().rows
        };
        let listed: BTreeSet<_> = listed.iter().map(|row| row.cover().id).collect();
        let mut opened = BTreeSet::new();
        for id in ids {
            if desk.show(OneConcern(*id)).await.is_ok() {
                opened.insert(*id);
            }
        }
        assert_eq!(listed, opened);
        assert!(!opened.is_empty() && opened.len() < 30, "some are shown and some are not: {}", opened.len());
    }
    // Nobody else sees one in a list or by itself.
    for name in ["jonas", "amira", "margit", "eva"] {
        let desk = world.desk(name).await;
        assert!(desk.show(Received { decided: false, page: all }).await.is_err());
        for id in received.iter().chain(&sent) {
            assert!(desk.show(OneConcern(*id)).await.is_err(), "{name}");
        }
    }
});
