//! What somebody hears who is refused: nothing about what may not be known, and the reason where it is their own.

use std::sync::Arc;

use access::{Action, Actor, Facts, RecordKind, RecordRef, Refused};
use domain::{
    concern::{Concern, Side},
    unit::Agency,
};

use crate::world::{World, auditor, counsellor, expired, id, liaison, occasion, settle, unit, worker};

fn explained(policies: &[&str]) -> Refused {
    Refused::Explained { policies: policies.iter().map(|policy| (*policy).to_owned()).collect() }
}

/// The answer to an existing concern of the intake unit, and to an id that leads nowhere.
fn existing_and_missing(world: &World, actor: &Arc<Actor>) -> [Result<(), Refused>; 2] {
    let occasion = occasion();
    let existing =
        world.gate.decide(world.asking(actor, &occasion), Action::ConcernShow, &world.received(50));
    let record = RecordRef { kind: RecordKind::Concern, id: id::<Concern>(51).uuid() };
    let missing =
        world.gate.decide_missing::<Concern>(world.asking(actor, &occasion), Action::ConcernShow, record);
    [settle(existing.split()).map(drop), settle(missing.split()).map(drop)]
}

#[test]
fn intake_reads_what_it_received_and_hears_nothing_about_what_is_not_there() {
    let [existing, missing] = existing_and_missing(&World::new(), &worker());
    assert_eq!(existing, Ok(()));
    assert_eq!(missing, Err(Refused::Hidden));
}

#[test]
fn the_police_cannot_tell_a_hidden_concern_from_a_missing_one() {
    let [existing, missing] = existing_and_missing(&World::new(), &liaison());
    assert_eq!(existing, Err(Refused::Hidden));
    assert_eq!(existing, missing);
}

#[test]
fn an_expired_duty_is_explained_and_still_tells_nothing() {
    let world = World::new();
    for actor in [expired(worker()), expired(liaison())] {
        let [existing, missing] = existing_and_missing(&world, &actor);
        assert_eq!(existing, Err(explained(&["core-expired-duty"])));
        assert_eq!(existing, missing);
    }
    let mut actor = expired(worker());
    Arc::make_mut(&mut actor).second_factor = false;
    let [existing, missing] = existing_and_missing(&world, &actor);
    assert_eq!(existing, Err(explained(&["core-expired-duty", "core-second-factor"])));
    assert_eq!(existing, missing);
}

#[test]
fn a_conflict_of_interest_is_not_explained_for_that_would_say_who_it_is_about() {
    let world = World::new();
    let social = unit(Agency::Social).authority.id;
    let token = world.keys.person_token(social, &crate::world::number());
    let mut in_conflict = worker();
    Arc::make_mut(&mut in_conflict).conflicts.insert((social, token));
    let mut concerned = worker();
    Arc::make_mut(&mut concerned).own_tokens.insert((social, token));
    for actor in [in_conflict, concerned] {
        assert_eq!(existing_and_missing(&world, &actor), [Err(Refused::Hidden), Err(Refused::Hidden)]);
    }
    // The same bytes at another authority are another person's token there.
    let mut elsewhere = worker();
    Arc::make_mut(&mut elsewhere).own_tokens.insert((unit(Agency::School).authority.id, token));
    assert_eq!(existing_and_missing(&world, &elsewhere)[0], Ok(()));
}

#[test]
fn a_page_that_everybody_knows_is_refused_with_the_reason() {
    let (world, occasion) = (World::new(), occasion());
    let open = |actor: &Arc<Actor>| {
        let facts = Facts::of_unit(&actor.duty.unit, false);
        let asking = world.asking(actor, &occasion);
        settle(world.gate.decide_facts::<()>(asking, Action::QueueOpen, facts, &[]).split()).map(drop)
    };
    assert_eq!(open(&liaison()), Err(explained(&[])), "no policy gives the police the queue");
    assert_eq!(open(&worker()), Ok(()));
    assert_eq!(open(&expired(worker())), Err(explained(&["core-expired-duty"])));
}

#[test]
fn the_log_is_refused_with_the_reason_and_each_sees_the_own_lines() {
    let (world, occasion) = (World::new(), occasion());
    let ask = |actor: &Arc<Actor>, action, facts| {
        settle(world.gate.decide_facts::<()>(world.asking(actor, &occasion), action, facts, &[]).split())
            .map(drop)
    };
    let social = unit(Agency::Social);
    assert_eq!(ask(&auditor(), Action::LogReview, Facts::of_log(&social, None)), Ok(()));
    assert_eq!(ask(&worker(), Action::LogReview, Facts::of_log(&social, None)), Err(explained(&[])));
    let school = unit(Agency::School);
    assert_eq!(ask(&auditor(), Action::LogReview, Facts::of_log(&school, None)), Err(explained(&[])));
    let own = |actor: &Arc<Actor>| Facts::of_log(&actor.duty.unit, Some(actor.account));
    assert_eq!(ask(&liaison(), Action::LogOwn, own(&liaison())), Ok(()));
    assert_eq!(ask(&liaison(), Action::LogOwn, own(&worker())), Err(explained(&[])));
}

#[test]
fn nothing_stops_a_report_and_its_receipt() {
    let (world, occasion) = (World::new(), occasion());
    let mut actor = expired(counsellor());
    Arc::make_mut(&mut actor).second_factor = false;
    let school = unit(Agency::School);
    let token = world.keys.person_token(school.authority.id, &crate::world::number());
    Arc::make_mut(&mut actor).own_tokens.insert((school.authority.id, token));
    let asking = world.asking(&actor, &occasion);
    let send = Facts::of_unit(&unit(Agency::Social), true);
    let _sent =
        settle(world.gate.decide_facts::<()>(asking, Action::ConcernSend, send, &[]).split()).unwrap();
    let own = world.concern(52, Side::Sent, &school);
    let _receipt = settle(world.gate.decide(asking, Action::ConcernReceipt, &own).split()).unwrap();
    let whole = settle(world.gate.decide(asking, Action::ConcernShow, &own).split()).map(drop);
    assert_eq!(
        whole,
        Err(explained(&["core-expired-duty", "core-second-factor"])),
        "the receipt is not the report"
    );
}

#[test]
fn a_refused_page_takes_along_what_stands_beside_it() {
    let (world, occasion) = (World::new(), occasion());
    let (liaison, worker) = (liaison(), worker());
    let asking = world.asking(&liaison, &occasion);
    let (first, refused) = world.gate.decide(asking, Action::ConcernShow, &world.received(53)).split();
    let asking = world.asking(&worker, &occasion);
    let (second, beside) = world.gate.decide(asking, Action::ConcernShow, &world.received(54)).split();
    let stamp = crate::world::commit(first.with(second));
    assert_eq!(refused.settle(&stamp).map(drop), Err(Refused::Hidden));
    assert_eq!(beside.settle(&stamp).map(drop), Err(Refused::Hidden));
}
