//! What somebody wrote comes back with the reason why it was not taken, from every form with a text.

use axum::http::StatusCode;
use tests::{World, both_engines, world::ELIAS};

both_engines!(a_text_survives_the_end_of_its_session_and_is_sent_again, |world: World| async move {
    let handed = world.handed("karin", world.concern(Some(ELIAS), "M")).await;
    let intervention = world.followed("sara", handed.received, ("Skäl", "Barn", "Mål")).await;
    let path = format!("/insatser/{intervention}/uppfoljning");
    let form = [("on", "2026-11-24"), ("went", "partly"), ("text", "QZKVAR i dag"), ("next", "2027-01-05")];
    let mut sara = world.browser("sara").await;
    world.clock.advance(time::Duration::minutes(31));
    let lost = sara.submit(&path, &form).await;
    assert_eq!(lost.status, StatusCode::FORBIDDEN);
    assert!(lost.body.contains("QZKVAR i dag") && lost.body.contains("/logga-in"), "{}", lost.body);
    assert!(lost.body.contains("name=\"went\" value=\"partly\""), "and what is no text goes with it");
    // In again, the page's own button is pressed: an old token brings the text back once more, with a new one.
    let mut sara = world.browser("sara").await;
    let old = sara.post(&path, &[&form[..], &[("token", "")]].concat()).await;
    assert_eq!(old.status, StatusCode::FORBIDDEN);
    assert!(old.body.contains("QZKVAR i dag"), "{}", old.body);
    let token = old.hidden("token");
    let taken = sara.post(&path, &[&form[..], &[("token", &token)]].concat()).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    assert!(sara.get(&format!("/insatser/{intervention}")).await.body.contains("QZKVAR i dag"));
});

both_engines!(a_refused_form_gives_the_text_back_and_nothing_else, |world: World| async move {
    let handed = world.handed("karin", world.concern(Some(ELIAS), "QZHEMLIG")).await;
    let judged = [("protection", "not_needed"), ("protection_reasons", "QZMINA egna ord")];
    let mut jonas = world.browser("jonas").await;
    let there = jonas.submit(&format!("/inkomna/{}", handed.received), &judged).await;
    let missing = jonas.submit(&format!("/inkomna/{}", uuid::Uuid::from_bytes([7; 16])), &judged).await;
    for seen in [&there, &missing] {
        assert_eq!(seen.status, StatusCode::NOT_FOUND);
        assert!(seen.body.contains("QZMINA egna ord") && !seen.body.contains("QZHEMLIG"));
    }
    let nothing = jonas.submit(&format!("/inkomna/{}/ta", handed.received), &[]).await;
    assert!(!nothing.body.contains("Det du skrev"), "{}", nothing.body);
    let mut stranger = tests::Browser::new(world.pages.clone());
    let entrance = stranger.post(&format!("/inkomna/{}/ta", handed.received), &[("token", "x")]).await;
    assert_eq!(entrance.location(), "/logga-in", "whoever lost nothing goes to the entrance");
    let password = [("old", "a b c"), ("new", "QZHEMLIGT ord"), ("again", "QZHEMLIGT ord")];
    let never = stranger.post("/konto/losenord", &password).await;
    assert!(!never.body.contains("QZHEMLIGT"), "a password never comes back");
});
