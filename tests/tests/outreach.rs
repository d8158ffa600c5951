//! Outreach meetings through the pages: six fields and four clicks, one commit, and afterwards a receipt alone.

#![cfg(test)]

use axum::http::StatusCode;
use tests::{Browser, World, both_engines};

/// What Jonas touches; the presets do the rest.
const TOUCHED: [(&str, &str); 6] = [
    ("name", "ZQXNAMN"),
    ("place", "school"),
    ("offered", "leisure"),
    ("reply", "think"),
    ("suspicion", "no"),
    ("reason", "ZQXORSAK"),
];

async fn written_down(jonas: &mut Browser, touched: &[(&str, &str)]) -> String {
    let page = jonas.get("/mote/nytt").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(!page.body.contains("name=\"suspicion\" value=\"yes\" checked"), "no judgement is preselected");
    let (number, day) = (page.hidden("form"), page.body.split("type=\"date\" value=\"").nth(1).unwrap());
    let day = day.split('"').next().unwrap();
    let presets =
        [("form", number.as_str()), ("held_on", day), ("period", "evening"), ("agencies", "police")];
    let form: Vec<_> = presets.iter().chain(touched).copied().collect();
    let kept = jonas.submit("/mote", &form).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    kept.location().to_owned()
}

async fn handed_over(jonas: &mut Browser, own: &str) {
    let page = jonas.get(own).await;
    assert!(page.body.contains("6 § polislagen") || page.body.contains("19 kap. 1 §"), "{}", page.body);
    let left = jonas.submit(&format!("{own}/lamna"), &[("version", "1")]).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER, "{}", left.body);
    assert_eq!(left.location(), format!("{own}/kvitto"));
}

both_engines!(rule_m_after_the_handing_over_only_the_receipt_opens, |world: World| async move {
    let mut jonas = world.browser("jonas").await;
    let own = written_down(&mut jonas, &TOUCHED).await;
    let copy = jonas.get(&format!("{own}/avskrift")).await;
    assert!(copy.body.contains("ZQXNAMN") && copy.body.contains("ZQXORSAK"), "{}", copy.body);
    handed_over(&mut jonas, &own).await;
    for path in [own.clone(), format!("{own}/andra"), format!("{own}/avskrift")] {
        assert_eq!(jonas.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in [format!("{own}/kvitto"), "/mote".to_owned(), "/oro".to_owned(), "/att-gora".to_owned()] {
        let page = jonas.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.body.contains("ZQX"), "{path}");
    }
    let again = jonas.submit(&format!("{own}/lamna"), &[("version", "1")]).await;
    assert_eq!(again.location(), format!("{own}/kvitto"), "sent twice leaves once");
    let mut sara = world.browser("sara").await;
    let list = sara.get("/underrattelser").await;
    assert!(list.body.contains("ZQXNAMN"), "{}", list.body);
    assert_eq!(list.body.matches("href=\"/underrattelser/").count(), 2, "one row, linked twice");
});

both_engines!(a_suspicion_makes_it_a_concern_like_any_other, |world: World| async move {
    let mut jonas = world.browser("jonas").await;
    let mut touched = TOUCHED.to_vec();
    touched[4] = ("suspicion", "yes");
    touched.push(("guardians_know", "no"));
    let own = written_down(&mut jonas, &touched).await;
    handed_over(&mut jonas, &own).await;
    let queue = world.browser("sara").await.get("/inkomna").await;
    assert!(queue.body.contains("ZQXNAMN"), "{}", queue.body);
    for path in ["/oro", "/att-gora", "/mote"] {
        assert!(!jonas.get(path).await.body.contains("ZQX"), "{path}");
    }
});

both_engines!(the_senders_content_and_key_are_gone_with_the_handing_over, |world: World| async move {
    let met = world.met("ZQX").await;
    let rows = world.dump().await.remove("outreach").unwrap();
    assert_eq!(rows.len(), 2, "a receipt and a copy");
    let mut tx = world.store.read().await.unwrap();
    let live = tx.wrapped_under(world.keys.current_epoch(), 1000).await.unwrap();
    let has_key = |id: uuid::Uuid| live.iter().any(|(record, _)| record.id == id);
    assert!(!has_key(met.own.uuid()) && has_key(met.received.uuid()), "only the copy has a key");
    drop(tx);
    let copy = world.desk("sara").await.show(desk::outreach::ReceivedNotice(met.received)).await.unwrap();
    assert_eq!(copy.0.body().meeting.about.as_ref().unwrap().name, "Barn ZQX");
});

both_engines!(a_talk_that_was_broken_off_keeps_nothing_of_what_was_said, |world: World| async move {
    let mut jonas = world.browser("jonas").await;
    let page = jonas.submit("/mote/avbrutet", &TOUCHED).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("ZQXNAMN") && !page.body.contains("ZQXORSAK"), "{}", page.body);
    assert!(!page.body.contains("name=\"offered\""), "nothing of what was said is asked for");
});
