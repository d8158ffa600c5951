//! Intake's work through the pages: one save for what is judged, and what the reporter hears of it.

#![cfg(test)]

use axum::http::StatusCode;
use desk::handover::NewConcern;
use tests::{
    World, both_engines,
    world::{ALVA, ELIAS},
};

const PROTECTION: [(&str, &str); 2] = [("protection", "not_needed"), ("protection_reasons", "SKYDDSSKAL")];
const OPENING: [(&str, &str); 2] = [("opening", "do_not_open"), ("opening_reasons", "BESLUTSSKAL")];
const FEEDBACK: [(&str, &str); 2] = [("feedback", "given"), ("feedback_reasons", "SVARSSKAL")];

fn all() -> Vec<(&'static str, &'static str)> {
    [PROTECTION, OPENING, FEEDBACK].concat()
}

fn asking(world: &World) -> NewConcern {
    NewConcern { feedback: true, ..world.concern(Some(ELIAS), "M") }
}

// Domain rule 14 and test (f): 19 kap. 6 § socialtjänstlagen, 26 kap. 9 a § OSL.
both_engines!(a_reporter_gets_opened_or_not_opened_and_no_more, |world: World| async move {
    let handed = world.handed("karin", asking(&world)).await;
    let (mut karin, mut sara) = (world.browser("karin").await, world.browser("sara").await);
    let own = format!("/oro/{}", handed.own);
    let before = karin.get(&own).await;
    assert!(!before.body.contains("utredning har inletts"), "{}", before.body);
    let page = format!("/inkomna/{}", handed.received);
    assert!(sara.get(&page).await.body.contains("Anmälaren har begärt återkoppling"));
    let saved = sara.submit(&page, &all()).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let after = karin.get(&own).await;
    assert!(after.body.contains("Ingen utredning har inletts"), "{}", after.body);
    assert!(after.body.contains("19 kap. 6 §"), "the provision stands there");
    for list in ["/oro", "/att-gora", &own] {
        let seen = karin.get(list).await;
        for secret in ["SKAL", "Sara", "skydd nu", "Inget omedelbart"] {
            assert!(!seen.body.contains(secret), "{list}: {secret}");
        }
    }
    assert_eq!(karin.get(&page).await.status, StatusCode::NOT_FOUND);
    let again = sara.submit(&page, &FEEDBACK).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "it is said once");
});

both_engines!(what_is_left_empty_stays_undone_and_what_is_withheld_is_not_told, |world: World| async move {
    let handed = world.handed("karin", asking(&world)).await;
    let mut sara = world.browser("sara").await;
    let page = format!("/inkomna/{}", handed.received);
    let shows = |body: &str, name: &str| body.contains(&format!("name=\"{name}\""));
    let seen = sara.get(&page).await;
    assert!(["protection", "opening", "feedback"].iter().all(|name| shows(&seen.body, name)));
    assert!(!seen.body.contains("checked"), "nothing is chosen beforehand");
    assert_eq!(sara.submit(&page, &PROTECTION).await.status, StatusCode::SEE_OTHER);
    let seen = sara.get(&page).await;
    assert!(!shows(&seen.body, "protection") && shows(&seen.body, "opening"), "{}", seen.body);
    assert_eq!(sara.submit(&page, &OPENING).await.status, StatusCode::SEE_OTHER);
    let withheld = [("feedback", "withheld"), ("feedback_reasons", "Hot mot anmälaren.")];
    assert_eq!(sara.submit(&page, &withheld).await.status, StatusCode::SEE_OTHER);
    assert!(!sara.get(&page).await.body.contains("name=\"feedback\""));
    let mut karin = world.browser("karin").await;
    let own = karin.get(&format!("/oro/{}", handed.own)).await;
    assert!(!own.body.contains("utredning har inletts") && !own.body.contains("Hot mot"), "{}", own.body);
});

// Test (g): the day of receipt begins both clocks, whenever somebody gets round to it.
both_engines!(the_clock_runs_from_receipt_and_the_answers_from_the_decision, |world: World| async move {
    let handed = world.handed("karin", asking(&world)).await;
    let mut tx = world.store.read().await.unwrap();
    let cover = tx.concern(handed.received).await.unwrap().unwrap().cover().clone();
    drop(tx);
    let end = domain::calendar::pre_assessment_deadline(cover.received_on.date());
    assert_eq!((end.last_day - cover.received_on.date()).whole_days(), 14);
    world.clock.advance(time::Duration::days(3));
    let mut sara = world.browser("sara").await;
    let page = format!("/inkomna/{}", handed.received);
    assert_eq!(sara.submit(&page, &PROTECTION).await.status, StatusCode::SEE_OTHER);
    assert!(sara.get("/inkomna").await.body.contains("Dag 3 av 14"), "assessing late moves nothing");
    assert_eq!(sara.submit(&page, &OPENING).await.status, StatusCode::SEE_OTHER);
    world.clock.advance(time::Duration::days(8));
    let mut sara = world.browser("sara").await;
    for page in ["/inkomna", "/att-gora"] {
        let seen = sara.get(page).await;
        assert!(
            seen.body.contains("1 dag över tiden") && seen.body.contains("återkoppling"),
            "{}",
            seen.body
        );
    }
    assert_eq!(sara.submit(&page, &FEEDBACK).await.status, StatusCode::SEE_OTHER);
    assert!(!sara.get("/att-gora").await.body.contains("över tiden"));
    assert!(sara.get("/inkomna?visa=avgjorda").await.body.contains(&page), "decided and answered");
});

both_engines!(the_head_sees_covers_assigns_and_reads_only_what_is_hers, |world: World| async move {
    let handed = world.handed("karin", world.concern(Some(ELIAS), "QZHEAD")).await;
    let (mut lena, mut sara) = (world.browser("lena").await, world.browser("sara").await);
    let page = format!("/inkomna/{}", handed.received);
    let overview = lena.get("/enheten").await;
    assert!(overview.body.contains("En anmälan saknar ansvarig"), "{}", overview.body);
    assert!(!overview.body.contains("QZHEAD"), "covers only");
    assert_eq!(lena.get(&page).await.status, StatusCode::NOT_FOUND);
    assert_eq!(sara.submit(&format!("{page}/ta"), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(lena.get("/enheten").await.body.contains("ansvarig: Sara Nyström"));
    let taken = lena.submit(&format!("{page}/ta"), &[]).await;
    assert_eq!(taken.status, StatusCode::CONFLICT, "what a colleague has is assigned, not taken");
    let lena_is = world.badge("lena").await.account.to_string();
    let assign = format!("/enheten/{}", handed.received);
    assert_eq!(lena.submit(&assign, &[("to", &lena_is)]).await.status, StatusCode::SEE_OTHER);
    assert!(lena.get(&page).await.body.contains("QZHEAD"), "who is responsible reads");
    let karin_is = world.badge("karin").await.account.to_string();
    assert_eq!(lena.submit(&assign, &[("to", &karin_is)]).await.status, StatusCode::CONFLICT);
    assert_eq!(sara.submit(&assign, &[("to", &lena_is)]).await.status, StatusCode::NOT_FOUND);
});

// 11 § förvaltningslagen: with a number the child closes, without one the matter.
both_engines!(whoever_knows_the_family_sees_nothing_of_it_from_the_next_request, |world: World| async move {
    for number in [Some(ELIAS), None] {
        let handed = world.handed("karin", world.concern(number, "QZKNOWN")).await;
        let (mut lena, mut sara) = (world.browser("lena").await, world.browser("sara").await);
        let page = format!("/inkomna/{}", handed.received);
        let family = format!("{page}/familjen");
        if number.is_none() {
            let asked = sara.get(&page).await;
            assert!(asked.body.contains("Känner du familjen?") && !asked.body.contains("QZKNOWN"));
            let judged = sara.submit(&page, &PROTECTION).await;
            assert_eq!(judged.status, StatusCode::NOT_FOUND, "nothing is judged unread");
            assert_eq!(sara.submit(&family, &[("knows", "no")]).await.status, StatusCode::SEE_OTHER);
        }
        assert!(sara.get(&page).await.body.contains("QZKNOWN"));
        assert_eq!(sara.submit(&page, &PROTECTION).await.status, StatusCode::SEE_OTHER);
        assert_eq!(sara.submit(&format!("{page}/ta"), &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(sara.submit(&family, &[("knows", "yes")]).await.status, StatusCode::SEE_OTHER);
        for closed in [&page, &format!("{page}/insats")] {
            assert_eq!(sara.get(closed).await.status, StatusCode::NOT_FOUND, "{closed}");
        }
        for list in ["/inkomna", "/att-gora"] {
            assert!(!sara.get(list).await.body.contains("QZKNOWN"), "{list}");
        }
        let overview = lena.get("/enheten").await;
        assert!(overview.body.contains("utan ansvarig: jäv"), "{}", overview.body);
        let lena_is = world.badge("lena").await.account.to_string();
        let assign = format!("/enheten/{}", handed.received);
        assert_eq!(lena.submit(&assign, &[("to", &lena_is)]).await.status, StatusCode::SEE_OTHER);
    }
});

both_engines!(several_reports_on_one_child_stand_together_and_no_others, |world: World| async move {
    let first = world.handed("karin", world.concern(Some(ELIAS), "QZFIRST")).await;
    let second = world.handed("karin", world.concern(Some(ELIAS), "QZSECOND")).await;
    let other = world.handed("karin", world.concern(Some(ALVA), "QZOTHER")).await;
    let mut sara = world.browser("sara").await;
    let shows = |body: &str, id: &domain::Id<domain::concern::Concern>| {
        body.contains(&format!("href=\"/inkomna/{id}\""))
    };
    let seen = sara.get(&format!("/inkomna/{}", first.received)).await;
    assert!(seen.body.contains("Fler anmälningar om samma barn"), "{}", seen.body);
    assert!(shows(&seen.body, &second.received) && !shows(&seen.body, &other.received), "{}", seen.body);
    let alone = sara.get(&format!("/inkomna/{}", other.received)).await;
    assert!(!alone.body.contains("Fler anmälningar om samma barn"), "{}", alone.body);
});
