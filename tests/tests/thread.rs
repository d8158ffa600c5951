//! The thread through all layers, on both engines, without a script: flag, receive, read, decide, offer, log.

#![cfg(test)]

use axum::http::StatusCode;
use tests::{World, both_engines, world::ELIAS};

both_engines!(a_concern_reaches_intake_and_every_read_is_on_record, |world: World| async move {
    let mut karin = world.browser("karin").await;
    let before = world.entries().await;
    let form = [
        ("name", "Elias"),
        ("number", ELIAS),
        ("observed", "Borta elva av femton skoldagar."),
        ("guardians", "yes"),
    ];
    let review = karin.submit("/oro/granska", &form).await;
    assert_eq!(review.status, StatusCode::OK, "{}", review.body);
    assert_eq!(world.entries().await, before, "a review shows nobody's record");
    let number = review.hidden("form");
    let mut whole = form.to_vec();
    whole.push(("form", &number));
    let sent = karin.submit("/oro", &whole).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let again = karin.submit("/oro", &whole).await;
    assert_eq!(sent.location(), again.location(), "a double submit makes one concern");
    let receipt = karin.get(sent.location()).await;
    assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.body);

    let mut sara = world.browser("sara").await;
    let queue = sara.get("/inkomna").await;
    assert_eq!(queue.status, StatusCode::OK, "{}", queue.body);
    let links: Vec<&str> =
        queue.body.split("href=\"/inkomna/").skip(1).filter_map(|s| s.split('"').next()).collect();
    let id = links.first().expect("one concern in the queue").to_string();
    assert!(links.iter().all(|link| *link == id), "one concern, not two");
    let concern = sara.get(&format!("/inkomna/{id}")).await;
    assert!(concern.body.contains("Borta elva av femton skoldagar."), "{}", concern.body);
    let judged = [
        ("protection", "not_needed"),
        ("protection_reasons", "Bor hos sin mormor."),
        ("opening", "open"),
        ("opening_reasons", "Behöver utredas."),
    ];
    let decided = sara.submit(&format!("/inkomna/{id}"), &judged).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.body);
    let offer = [
        ("kind", "talks"),
        ("for_whom", "Elias"),
        ("goal", "I skolan fyra dagar av fem."),
        ("agreed_by", "guardians"),
        ("agreed_how", "meeting"),
        ("follow_up", "2027-01-05"),
    ];
    let offered = sara.submit(&format!("/inkomna/{id}/insats"), &offer).await;
    assert_eq!(offered.status, StatusCode::SEE_OTHER, "{}", offered.body);
    let started = sara.submit(offered.location(), &[("step", "start")]).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.body);
    let ended = sara.submit(offered.location(), &[("step", "reached")]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);

    let mut margit = world.browser("margit").await;
    let log = margit.get("/loggkontroll").await;
    assert_eq!(log.status, StatusCode::OK, "{}", log.body);
    assert!(log.body.contains("Sara Nyström"), "{}", log.body);
    assert!(!log.body.contains("Elias"), "the log names nobody that it is about");
    assert!(log.body.contains("class=\"seal\""), "{}", log.body);
    assert_eq!(
        margit.get(&format!("/inkomna/{id}")).await.status,
        StatusCode::NOT_FOUND,
        "the auditor opens nothing"
    );
});
