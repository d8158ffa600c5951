//! A permit is for one record, one act and one decision.

use access::{Action, RecordKind, Refused, Sealed, SealedBody, keys::OpenFault, record::ConcernLine};
use domain::{concern::Concern, unit::SecrecyRegime};

use crate::{
    honest_path,
    world::{World, commit, liaison, occasion, report, settle, worker},
};

#[test]
fn the_honest_path_opens_and_the_stranger_stays_out() {
    let (world, occasion) = (World::new(), occasion());
    let both = (&world.gate, &world.keys);
    let disclosed = honest_path::read(both, (&worker(), &occasion), world.received(50), commit).unwrap();
    assert!(*disclosed.body() == report());
    assert_eq!(disclosed.cover().id, crate::world::id(50));
    let refused = honest_path::read(both, (&liaison(), &occasion), world.received(50), commit).err().unwrap();
    assert_eq!(refused.downcast_ref(), Some(&Refused::Hidden));
}

#[test]
fn a_permit_for_another_record_opens_nothing() {
    let (world, occasion, worker) = (World::new(), occasion(), worker());
    let decision =
        world.gate.decide(world.asking(&worker, &occasion), Action::ConcernShow, &world.received(50));
    let permit = settle(decision.split()).unwrap();
    assert_eq!(world.keys.open(world.received(51), permit).err(), Some(OpenFault::OtherRecord));
}

#[test]
fn a_permit_for_another_act_opens_nothing() {
    let (world, occasion, worker) = (World::new(), occasion(), worker());
    for action in
        [Action::ConcernList, Action::ConcernAssess, Action::ConcernDecide, Action::InterventionOffer]
    {
        let sealed = world.received(50);
        let permit =
            settle(world.gate.decide(world.asking(&worker, &occasion), action, &sealed).split()).unwrap();
        assert_eq!(world.keys.open(sealed, permit).err(), Some(OpenFault::OtherAct), "{action:?}");
    }
}

#[test]
fn a_permit_from_facts_that_somebody_wrote_opens_nothing() {
    let (world, occasion, worker) = (World::new(), occasion(), worker());
    let (sealed, asking) = (world.received(50), world.asking(&worker, &occasion));
    let decision = world.gate.decide_facts::<Concern>(asking, Action::ConcernShow, sealed.facts(), &[]);
    let permit = settle(decision.split()).unwrap();
    assert_eq!(world.keys.open(sealed, permit).err(), Some(OpenFault::OtherAct));
}

#[test]
fn a_stamp_of_another_slip_gives_no_permit() {
    let (world, occasion, worker) = (World::new(), occasion(), worker());
    let (sealed, asking) = (world.received(50), world.asking(&worker, &occasion));
    let (_never_recorded, pending) = world.gate.decide(asking, Action::ConcernShow, &sealed).split();
    let (recorded, _dropped) = world.gate.decide(asking, Action::ConcernShow, &sealed).split();
    assert_eq!(pending.settle(&commit(recorded)).map(drop), Err(Refused::Hidden));
}

#[test]
fn a_page_is_one_entry_and_each_row_opens_by_itself() {
    let (world, occasion, worker) = (World::new(), occasion(), worker());
    let asking = world.asking(&worker, &occasion);
    let rows: Vec<Sealed<Concern>> = [50, 51, 52].map(|number| world.received(number)).into();
    let (slips, waiting): (Vec<_>, Vec<_>) =
        rows.iter().map(|row| world.gate.decide(asking, Action::ConcernShow, row).split()).unzip();
    let slip = slips.into_iter().reduce(access::Slip::with).unwrap();
    assert_eq!(slip.items().len(), 3);
    let stamp = commit(slip);
    for (row, pending) in rows.into_iter().zip(waiting) {
        assert!(world.keys.open(row, pending.settle(&stamp).unwrap()).is_ok());
    }
}

#[test]
fn a_line_opens_with_the_permit_for_a_line() {
    let (world, occasion, worker) = (World::new(), occasion(), worker());
    let cover = world.received(50).cover().clone();
    let key = world.keys.new_record(RecordKind::Concern, cover.id.uuid());
    let line = key.seal::<ConcernLine>(&report().about).unwrap();
    let sealed =
        Sealed::<ConcernLine>::new(cover, SecrecyRegime::Strong, SealedBody::new(line, key.wrapped()));
    assert!(format!("{sealed:?}").starts_with("Sealed(concern "));
    let decision = world.gate.decide(world.asking(&worker, &occasion), Action::ConcernList, &sealed);
    assert!(world.keys.open(sealed, settle(decision.split()).unwrap()).is_ok());
}
