//! Decisions that have grown old before they were recorded, and dates that end a duty.

use std::sync::Arc;

use access::{Action, Facts, Refused, Sealed};
use domain::{LegalDay, Timestamp, concern::Concern};
use time::macros::{date, datetime};

use crate::world::{TODAY, World, commit, expired, noon, occasion, worker};

fn facts(sealed: &Sealed<Concern>) -> Vec<Option<Facts>> {
    vec![Some(sealed.facts())]
}

#[test]
fn nothing_is_allowed_after_the_commit_that_took_it_away() {
    let (world, occasion, worker) = (World::new(), occasion(), worker());
    let sealed = world.received(50);
    let (slip, pending) =
        world.gate.decide(world.asking(&worker, &occasion), Action::ConcernShow, &sealed).split();
    let slip = slip.seen_at(7);
    assert!(!slip.is_stale(7, noon()), "nothing changed since");
    assert!(slip.is_stale(8, noon()), "any change makes it old");
    assert!(slip.allows());
    let again = world.gate.redecide(slip, expired(worker), facts(&sealed));
    assert!(!again.allows());
    let refused = Refused::Explained { policies: vec!["core-expired-duty".to_owned()] };
    assert_eq!(pending.settle(&commit(again)).map(drop), Err(refused));
}

#[test]
fn what_was_destroyed_meanwhile_is_missing() {
    let (world, occasion, worker) = (World::new(), occasion(), worker());
    let sealed = world.received(50);
    for facts in [vec![None], vec![], facts(&world.received(51))] {
        let (slip, pending) =
            world.gate.decide(world.asking(&worker, &occasion), Action::ConcernShow, &sealed).split();
        let again = world.gate.redecide(slip, worker.clone(), facts);
        assert_eq!(pending.settle(&commit(again)).map(drop), Err(Refused::Hidden));
    }
}

#[test]
fn a_second_decision_can_also_allow() {
    let (world, occasion, worker) = (World::new(), occasion(), worker());
    let (late, sealed) = (expired(worker.clone()), world.received(50));
    let (slip, pending) =
        world.gate.decide(world.asking(&late, &occasion), Action::ConcernShow, &sealed).split();
    let again = world.gate.redecide(slip, worker, facts(&sealed));
    assert!(pending.settle(&commit(again)).is_ok());
}

/// Swedish midnight between 24 and 25 November 2026.
const MIDNIGHT: time::OffsetDateTime = datetime!(2026-11-24 23:00 UTC);

#[test]
fn a_duty_is_good_until_the_midnight_after_its_last_day() {
    let mut actor = worker();
    assert_eq!(actor.good_until(true), None, "no end is decided");
    Arc::make_mut(&mut actor).duty.until = Some(TODAY);
    assert!(actor.holds());
    assert_eq!(actor.good_until(true), Some(Timestamp::from(MIDNIGHT)));
    assert_eq!(actor.good_until(false), None, "in a demo world midnight changes nothing");
    Arc::make_mut(&mut actor).today = LegalDay::new(date!(2026 - 11 - 25));
    assert!(!actor.holds());
    assert_eq!(actor.good_until(true), None, "what has ended does not end again");
}

#[test]
fn a_refusal_is_good_until_the_duty_begins() {
    let mut actor = worker();
    Arc::make_mut(&mut actor).duty.from = LegalDay::new(date!(2026 - 11 - 25));
    Arc::make_mut(&mut actor).duty.until = Some(LegalDay::new(date!(2026 - 12 - 24)));
    assert!(!actor.holds());
    assert_eq!(actor.good_until(true), Some(Timestamp::from(MIDNIGHT)));
}

#[test]
fn a_slip_is_stale_from_midnight_on() {
    let (world, mut occasion, mut worker) = (World::new(), occasion(), worker());
    Arc::make_mut(&mut worker).duty.until = Some(TODAY);
    let sealed = world.received(50);
    let stale = |occasion: &Arc<access::Occasion>, at: Timestamp| {
        let (slip, _pending) =
            world.gate.decide(world.asking(&worker, occasion), Action::ConcernShow, &sealed).split();
        slip.is_stale(0, at)
    };
    let midnight = Timestamp::from(MIDNIGHT);
    assert!(!stale(&occasion, midnight.minus(time::Duration::MICROSECOND)));
    assert!(stale(&occasion, midnight));
    Arc::make_mut(&mut occasion).wall_day_counts = false;
    assert!(!stale(&occasion, midnight));
}
