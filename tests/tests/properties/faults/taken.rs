//! What was taken away between the decision and its record is not given: the writer decides again.
//!
//! The store holds the writer at the beginning of its batch; what waits there was decided before. Then something is
//! taken away, and the writer goes on.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use desk::{
    Action, Clock as _, Fault, Refused,
    concerns::{AssessmentsOf, OneConcern, Received},
    ports::Page,
};
use domain::{LegalDay, assessment::Protection, personal_number::PersonalNumber, stockholm};
use tests::{
    World,
    world::{ALVA, ELIAS},
};
use time::Duration;

use super::{
    failing::{Faults, Place, Way},
    verified, with_faults,
};

/// Lets `asked` be decided, then takes something away, then lets the writer go on.
async fn between<T>(
    faults: &Faults,
    asked: impl Future<Output = Result<T, Fault>>,
    taken: impl Future<Output = ()>,
) -> Result<T, Fault> {
    faults.set(Place::Begin, Way::Waits);
    let (answer, ()) = tokio::join!(asked, async {
        faults.met().await;
        taken.await;
        faults.mend();
    });
    answer
}

fn yesterday(world: &World) -> LegalDay {
    LegalDay::new(world.clock.today().date().previous_day().unwrap())
}

fn number(world: &World, text: &str) -> PersonalNumber {
    PersonalNumber::parse(text, world.clock.today().date()).unwrap()
}

fn is_expired<T>(answer: Result<T, Fault>) -> bool {
    match answer {
        Err(Fault::Refused(Refused::Explained { policies })) => {
            policies.contains(&"core-expired-duty".to_owned())
        }
        _ => false,
    }
}

fn is_hidden<T>(answer: &Result<T, Fault>) -> bool {
    matches!(answer, Err(Fault::Refused(Refused::Hidden)))
}

with_faults!(a_read_is_refused_when_the_duty_ended_meanwhile, |world, faults| async move {
    let (_, received) = world.reported(Some(ELIAS), "M").await;
    let sara = world.desk("sara").await;
    let duty = sara.card().duty.id;
    let answer = between(&faults, sara.show(OneConcern(received)), async {
        world.setup.end_duty(duty, yesterday(&world)).await.unwrap();
    });
    assert!(is_expired(answer.await));
    verified(&world).await;
});

with_faults!(what_was_loaded_before_its_reporter_was_sealed_apart_is_not_shown, |world, faults| async move {
    let (_, received) = world.reported(Some(ELIAS), "M").await;
    let (sara, karin) = (world.desk("sara").await, world.desk("karin").await);
    let answer = between(&faults, sara.show(OneConcern(received)), async {
        world.meddle("UPDATE concern SET from_agency = 'sealed' WHERE side = 'received'").await;
        world.setup.end_duty(karin.card().duty.id, yesterday(&world)).await.unwrap();
    });
    assert!(is_hidden(&answer.await));
    assert!(sara.show(OneConcern(received)).await.is_ok(), "what is loaded now says nothing of them");
    verified(&world).await;
});

with_faults!(a_read_is_refused_when_the_account_was_closed_meanwhile, |world, faults| async move {
    let (_, received) = world.reported(Some(ELIAS), "M").await;
    let sara = world.desk("sara").await;
    let account = sara.card().duty.account;
    let answer = between(&faults, sara.show(OneConcern(received)), async {
        world.setup.close_account(account).await.unwrap();
    });
    assert!(is_hidden(&answer.await));
    verified(&world).await;
});

with_faults!(a_read_is_refused_when_a_conflict_was_recorded_meanwhile, |world, faults| async move {
    let (_, received) = world.reported(Some(ELIAS), "M").await;
    let sara = world.desk("sara").await;
    let account = sara.card().duty.account;
    let answer = between(&faults, sara.show(OneConcern(received)), async {
        world.setup.conflict(account, &number(&world, ELIAS)).await.unwrap();
    });
    assert!(is_hidden(&answer.await));
});

with_faults!(a_list_loses_the_row_of_a_conflict_that_was_recorded_meanwhile, |world, faults| async move {
    let (_, hidden) = world.reported(Some(ELIAS), "M").await;
    let (_, shown) = world.reported(Some(ALVA), "M").await;
    let sara = world.desk("sara").await;
    let account = sara.card().duty.account;
    let question = Received { decided: false, page: Page::FIRST };
    let answer = between(&faults, sara.show(question), async {
        world.setup.conflict(account, &number(&world, ELIAS)).await.unwrap();
    });
    let rows: Vec<_> = answer.await.unwrap().rows.iter().map(|row| row.cover().id).collect();
    assert!(!rows.contains(&hidden));
    assert_eq!(rows, [shown]);
});

with_faults!(an_act_does_not_happen_when_the_duty_ended_meanwhile, |world, faults| async move {
    let (_, received) = world.reported(Some(ELIAS), "M").await;
    let sara = world.desk("sara").await;
    let duty = sara.card().duty.id;
    let ran = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&ran);
    let act = sara.change(received, Action::ConcernAssess, move |_| {
        seen.store(true, Ordering::SeqCst);
        Ok(Vec::new())
    });
    let answer = between(&faults, act, async {
        world.setup.end_duty(duty, yesterday(&world)).await.unwrap();
    });
    assert!(is_expired(answer.await));
    assert!(!ran.load(Ordering::SeqCst), "the act was not even begun");
});

with_faults!(a_concern_arrives_although_the_duty_ended_meanwhile, |world, faults| async move {
    let karin = world.desk("karin").await;
    let duty = karin.card().duty.id;
    let before = karin.outgoing(world.concern(None, "M")).await.unwrap().to.id;
    let answer = between(&faults, karin.send(world.concern(None, "M")), async {
        world.setup.end_duty(duty, yesterday(&world)).await.unwrap();
    });
    answer.await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.received(before, false, Page::FIRST).await.unwrap().len(), 1);
});

with_faults!(
    a_duty_that_ends_at_midnight_gives_nothing_that_is_recorded_after_it,
    |world, faults| async move {
        let (_, received) = world.reported(Some(ELIAS), "M").await;
        let today = world.clock.today();
        world.setup.end_duty(world.desk("sara").await.card().duty.id, today).await.unwrap();
        let midnight = stockholm::start_of_day(today.date().next_day().unwrap());
        world.clock.set(midnight.minus(Duration::microseconds(1)));
        let sara = world.desk("sara").await;
        assert!(sara.show(OneConcern(received)).await.is_ok(), "the last microsecond still counts");
        let answer = between(&faults, sara.show(OneConcern(received)), async { world.clock.set(midnight) });
        assert!(is_expired(answer.await));
    }
);

with_faults!(a_read_survives_a_change_that_takes_nothing_from_it, |world, faults| async move {
    let (_, received) = world.reported(Some(ELIAS), "M").await;
    let sara = world.desk("sara").await;
    sara.assess(received, Protection::NotNeeded, "M".to_owned()).await.unwrap();
    let jonas = world.badge("jonas").await.account;
    let answer = between(&faults, sara.show((OneConcern(received), AssessmentsOf(received))), async {
        world.setup.conflict(jonas, &number(&world, ELIAS)).await.unwrap();
    });
    let (concern, assessments) = answer.await.unwrap();
    assert_eq!((concern.cover().id, assessments.len()), (received, 1), "all of it was decided again");
});
