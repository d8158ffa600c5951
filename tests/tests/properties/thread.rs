//! The thread through all layers, on both engines, without a script: flag, receive, read, decide, offer, log.

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
        ("harm", "yes"),
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
        queue.body.split("<strong><a href=\"/inkomna/").skip(1).filter_map(|s| s.split('"').next()).collect();
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

both_engines!(a_concern_that_nothing_permits_today_comes_back_whole, |world: World| async move {
    let mut karin = world.browser("karin").await;
    let number = world.office.new_form_number().as_simple().to_string();
    let form = [
        ("form", number.as_str()),
        ("name", "Elias Berg"),
        ("number", ELIAS),
        ("observed", "Borta elva av femton skoldagar."),
        ("hearsay", "Kamrater berättar."),
        ("guardians", "yes"),
        ("harm", "yes"),
    ];
    world.meddle("UPDATE unit SET receives_concerns = FALSE").await;
    for path in ["/oro/granska", "/oro/andra", "/oro"] {
        let seen = karin.submit(path, &form).await;
        assert_eq!(seen.status, StatusCode::CONFLICT, "{path}");
        for word in ["Elias Berg", ELIAS, "Borta elva av femton skoldagar.", "Kamrater berättar.", "112"] {
            assert!(seen.body.contains(word), "{path}: {word}");
        }
    }
});

both_engines!(a_fork_is_taken_and_both_ways_can_be, |world: World| async move {
    let mut karin = world.browser("karin").await;
    let form =
        [("name", "Elias"), ("number", ELIAS), ("observed", "Borta elva dagar."), ("guardians", "yes")];
    let neither = karin.submit("/oro/granska", &form).await;
    assert_eq!(neither.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(neither.body.contains("id=\"fork-e\"") && neither.body.contains("Borta elva dagar."));

    let together = [&form[..], &[("cooperate", "yes")]].concat();
    let begun = karin.submit("/oro/granska", &together).await;
    assert_eq!(begun.status, StatusCode::OK);
    assert!(begun.body.contains("action=\"/remisser\"") && begun.body.contains("Borta elva dagar."));
    assert!(!begun.body.contains("name=\"purpose\" value=\"cooperation\" checked"), "nothing is preselected");

    let both = [&together[..], &[("harm", "yes")]].concat();
    let number = karin.submit("/oro/granska", &both).await.hidden("form");
    let sent = karin.submit("/oro", &[&both[..], &[("form", number.as_str())]].concat()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let receipt = karin.get(sent.location()).await;
    let (_, on) = receipt.body.split_once("href=\"/remisser/ny?om=").expect("the way on");
    let on = format!("/remisser/ny?om={}", on.split('"').next().unwrap());
    let before = world.entries().await;
    let request = karin.get(&on).await;
    assert!(request.body.contains("value=\"Elias\"") && request.body.contains(ELIAS), "{}", request.body);
    assert_eq!(world.entries().await, before + 1, "the own report was read, and that is recorded");
    let others = world.browser("amira").await.get(&on).await;
    assert_eq!(others.status, StatusCode::NOT_FOUND, "nobody else's report");
    assert!(!others.body.contains("Elias"));
});

both_engines!(intake_that_is_closed_says_when_it_reads, |world: World| async move {
    let mut karin = world.browser("karin").await;
    let says = "läses mån 30 nov 2026 kl. 08.00";
    assert!(!karin.get("/oro/ny").await.body.contains("läses"), "it is open on a Tuesday at ten");
    // Friday evening.
    world.clock.set(domain::stockholm::instant(time::macros::datetime!(2026-11-27 18:30)));
    karin = world.browser("karin").await;
    assert!(karin.get("/oro/ny").await.body.contains(says));
    let (own, _) = world.reported(Some(ELIAS), "M").await;
    assert!(karin.get(&format!("/oro/{own}/kvitto")).await.body.contains(says));
});

both_engines!(a_page_that_answers_a_form_has_no_way_that_loses_it, |world: World| async move {
    let mut karin = world.browser("karin").await;
    let form = [
        ("name", "Elias"),
        ("observed", "Borta elva av femton skoldagar."),
        ("guardians", "yes"),
        ("harm", "yes"),
    ];
    assert!(karin.get("/oro/ny").await.body.contains("action=\"/sprak\""));
    let seen = karin.submit("/oro/granska", &form).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(!seen.body.contains("action=\"/sprak\""));
});
