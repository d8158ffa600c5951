//! What was taken away is gone with the next request, also for a read that was decided before it.

use std::{sync::mpsc, time::Duration as Wait};

use axum::http::StatusCode;
use desk::{
    Action, Clock as _, Fault, Refused,
    concerns::{OneConcern, ReceiptOf, Received, Sent},
    ports::Page,
};
use domain::{LegalDay, stockholm};
use tests::{World, both_engines, world::ELIAS};
use time::Duration;

fn is_explained(fault: &Fault, policy: &str) -> bool {
    matches!(fault, Fault::Refused(Refused::Explained { policies }) if policies.iter().any(|p| p == policy))
}

both_engines!(a_read_after_revocation_is_refused_although_it_was_decided_before, |world: World| async move {
    let (_, received) = world.reported(Some(ELIAS), "M1").await;
    let sara = world.desk("sara").await;
    let duty = sara.card().duty.id;
    let yesterday = LegalDay::new(world.clock.today().date().previous_day().unwrap());
    // A change that waits holds the writer; the read is decided meanwhile and queues behind it.
    let (hold, held) = mpsc::channel::<()>();
    let holder = world.desk("sara").await;
    let held_change = holder.change(received, Action::ConcernAssess, move |_| {
        let _ = held.recv_timeout(Wait::from_secs(3));
        Ok(Vec::new())
    });
    let read = async {
        tokio::time::sleep(Wait::from_millis(200)).await;
        sara.show(OneConcern(received)).await
    };
    let revoke = async {
        tokio::time::sleep(Wait::from_millis(500)).await;
        let (ended, ()) = tokio::join!(world.setup.end_duty(duty, yesterday), async {
            tokio::time::sleep(Wait::from_millis(200)).await;
            let _ = hold.send(());
        });
        ended.unwrap();
    };
    let (changed, read, ()) = tokio::join!(held_change, read, revoke);
    changed.unwrap();
    let refused = read.map(|_| ()).unwrap_err();
    assert!(is_explained(&refused, "core-expired-duty"), "{refused:?}");
});

both_engines!(nothing_is_shown_after_the_entry_that_took_the_duty_away, |world: World| async move {
    let (_, received) = world.reported(Some(ELIAS), "M1").await;
    let duty = world.desk("sara").await.card().duty.id;
    let yesterday = LegalDay::new(world.clock.today().date().previous_day().unwrap());
    let mut desks = Vec::new();
    for _ in 0..8 {
        desks.push(world.desk("sara").await);
    }
    let reads = async {
        let mut readers = tokio::task::JoinSet::new();
        for desk in desks {
            readers.spawn(async move {
                let mut shown = 0;
                for _ in 0..10 {
                    shown += u32::from(desk.show(OneConcern(received)).await.is_ok());
                }
                shown
            });
        }
        readers.join_all().await
    };
    let (_, ended) = tokio::join!(reads, world.setup.end_duty(duty, yesterday));
    ended.unwrap();
    let mut tx = world.store.read().await.unwrap();
    let rows = tx.log_from(0, 10_000).await.unwrap();
    let ended_at = rows.iter().rposition(|row| row.class == ledger::ActionClass::Account.code()).unwrap();
    let read_after =
        rows[ended_at..].iter().filter(|row| row.class == ledger::ActionClass::Read.code()).count();
    assert_eq!(read_after, 0, "a read is on record after the entry that ended the duty");
});

both_engines!(a_duty_that_ends_at_midnight_ends_for_what_is_recorded_after_it, |world: World| async move {
    let (_, received) = world.reported(Some(ELIAS), "M1").await;
    let today = world.clock.today();
    let duty = world.desk("sara").await.card().duty.id;
    world.setup.end_duty(duty, today).await.unwrap();
    let midnight = stockholm::start_of_day(today.date().next_day().unwrap());
    world.clock.set(midnight.minus(Duration::seconds(1)));
    let sara = world.desk("sara").await;
    sara.show(OneConcern(received)).await.map(|_| ()).unwrap();
    // Decided on what was true a second before midnight, recorded at midnight.
    world.clock.set(midnight);
    let refused = sara.show(OneConcern(received)).await.map(|_| ()).unwrap_err();
    assert!(is_explained(&refused, "core-expired-duty"), "{refused:?}");
});

both_engines!(an_expired_counsellor_may_still_send_and_sees_nothing_else, |world: World| async move {
    let (own, _) = world.reported(Some(ELIAS), "M1").await;
    let mut browser = world.browser("karin").await;
    let karin = world.desk("karin").await;
    let yesterday = LegalDay::new(world.clock.today().date().previous_day().unwrap());
    world.setup.end_duty(karin.card().duty.id, yesterday).await.unwrap();
    for fault in [
        karin.show(Sent { page: Page::FIRST }).await.map(|_| ()).unwrap_err(),
        karin.show(OneConcern(own)).await.map(|_| ()).unwrap_err(),
    ] {
        assert!(is_explained(&fault, "core-expired-duty"), "{fault:?}");
    }
    let sent = karin.send(world.concern(None, "M2")).await.unwrap();
    karin.show(ReceiptOf(sent)).await.map(|_| ()).unwrap();
    assert_eq!(browser.get("/oro/ny").await.status, StatusCode::OK);
    assert_eq!(browser.get("/att-gora").await.status, StatusCode::OK);
    for path in ["/oro", "/min-logg"] {
        let seen = browser.get(path).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{path}");
        assert!(seen.body.contains("kan förnya rollen"), "{path} explains itself");
    }
});

both_engines!(a_closed_account_ends_with_the_next_request, |world: World| async move {
    world.reported(Some(ELIAS), "M1").await;
    let mut sara = world.browser("sara").await;
    assert_eq!(sara.get("/inkomna").await.status, StatusCode::OK);
    let badge = world.badge("sara").await;
    world.setup.close_account(badge.account).await.unwrap();
    let seen = sara.get("/inkomna").await;
    assert_eq!((seen.status, seen.location()), (StatusCode::SEE_OTHER, "/logga-in"));
});

both_engines!(a_conflict_of_interest_hides_the_concern_and_its_line, |world: World| async move {
    let (_, received) = world.reported(Some(ELIAS), "M1").await;
    let sara = world.desk("sara").await;
    let number = world.concern(Some(ELIAS), "M").about.number.unwrap();
    world.setup.conflict(sara.card().duty.account, &number).await.unwrap();
    let refused = sara.show(OneConcern(received)).await.map(|_| ()).unwrap_err();
    assert!(matches!(refused, Fault::Refused(Refused::Hidden)), "{refused:?}");
    let queue = sara.show(Received { decided: false, page: Page::FIRST }).await.unwrap();
    assert!(queue.rows.is_empty());
});

both_engines!(a_session_ends_when_idle_and_when_it_is_old, |world: World| async move {
    let mut karin = world.browser("karin").await;
    world.clock.advance(Duration::minutes(29));
    assert_eq!(karin.get("/att-gora").await.status, StatusCode::OK);
    world.clock.advance(Duration::minutes(31));
    assert_eq!(karin.get("/att-gora").await.status, StatusCode::SEE_OTHER, "idle for half an hour");
    let mut sara = world.browser("sara").await;
    let mut minutes = 0;
    while sara.get("/roll").await.status == StatusCode::OK {
        world.clock.advance(Duration::minutes(20));
        minutes += 20;
        assert!(minutes <= 600, "a session lives longer than ten hours");
        if minutes == 300 {
            let duty = sara.get("/roll").await;
            let own = duty
                .body
                .split("name=\"duty\" value=\"")
                .nth(1)
                .and_then(|s| s.split('"').next())
                .unwrap()
                .to_owned();
            let token = duty.hidden("token");
            sara.post("/roll", &[("token", &token), ("duty", &own)]).await;
        }
    }
    assert_eq!(minutes, 600, "a switch of duty does not begin the ten hours anew");
});

both_engines!(a_code_counts_once_and_nobody_learns_what_was_wrong, |world: World| async move {
    use desk::signin::{Attempt, NotLetIn};
    use fyrklover::demo::cast;
    let keeper = world.office.doorkeeper();
    let secret = cast::secret(&cast::CAST[0]);
    let code = keeper.code_for("karin", &secret).await.unwrap().unwrap();
    let attempt = |username: &str, password: &str, code: &str| Attempt {
        username: username.to_owned(),
        password: password.to_owned(),
        code: code.to_owned(),
    };
    keeper.sign_in(attempt("karin", cast::PASSWORD, &code)).await.unwrap();
    let again = keeper.sign_in(attempt("karin", cast::PASSWORD, &code)).await.unwrap_err();
    let wrong = keeper.sign_in(attempt("karin", "wrong", &code)).await.unwrap_err();
    let nobody = keeper.sign_in(attempt("nobody", cast::PASSWORD, &code)).await.unwrap_err();
    for fault in [again, wrong, nobody] {
        assert!(matches!(fault, NotLetIn::Wrong), "{fault:?}");
    }
});

both_engines!(a_session_ends_with_what_it_was_opened_with, |world: World| async move {
    use fyrklover::demo::cast;
    let (mut here, mut there) = (world.browser("karin").await, {
        world.clock.advance(Duration::minutes(2));
        world.browser("karin").await
    });
    let words = "violett melon under bron";
    let form = [("old", cast::PASSWORD), ("new", words), ("again", words)];
    let changed = here.submit("/konto/losenord", &form).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    assert_eq!(here.get("/att-gora").await.status, StatusCode::OK, "this one goes on");
    assert_eq!(there.get("/att-gora").await.location(), "/logga-in", "the other one has ended");
    // A session whose row outlived the change, because its id changed at that moment, is opened with nothing.
    world.meddle("UPDATE account SET password = password || 'x'").await;
    // What is changed beside the program is known with the next change in the log.
    world.reported(None, "NÄSTA").await;
    assert_eq!(here.get("/att-gora").await.location(), "/logga-in");
});
