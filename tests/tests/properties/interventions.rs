//! Interventions as they are worked with, through the pages: preset without a judgement, followed up, ended.

use axum::http::StatusCode;
use domain::intervention::Kind;
use tests::{Seen, World, both_engines, world::ELIAS};

/// What stands in a field of one line or of several.
fn value(seen: &Seen, name: &str) -> String {
    let field = seen.body.split_once(&format!(" name=\"{name}\"")).map_or("", |(_, after)| after);
    let (tag, after) = field.split_once('>').unwrap_or_default();
    match tag.split_once(" value=\"") {
        Some((_, value)) => value.split('"').next().unwrap_or_default().to_owned(),
        None => after.split('<').next().unwrap_or_default().to_owned(),
    }
}

/// How many boxes and buttons of a page are filled in beforehand.
fn chosen(seen: &Seen) -> usize {
    seen.body.matches(" checked").count()
}

/// The fields of a page that somebody has to fill in, by name: everything that is not preset.
const TO_FILL_IN: [&str; 7] =
    ["protection", "protection_reasons", "opening", "opening_reasons", "goal", "agreed_by", "agreed_how"];

// From the queue to an offer: seven fields, and pages that lead to one another in at most eight clicks.
both_engines!(an_offer_takes_seven_fields_and_eight_clicks, |world: World| async move {
    let handed = world.handed("karin", world.concern(Some(ELIAS), "QZW")).await;
    let mut sara = world.browser("sara").await;
    let (page, mut clicks) = (format!("/inkomna/{}", handed.received), 0);
    let home = sara.get("/att-gora").await;
    assert!(home.body.contains(&format!("href=\"{page}\"")), "{}", home.body);
    clicks += 1; // the row
    assert_eq!(chosen(&sara.get(&page).await), 0, "nothing is judged beforehand");
    let judged = [
        ("protection", "not_needed"),
        ("protection_reasons", "Skäl"),
        ("opening", "do_not_open"),
        ("opening_reasons", "Skäl"),
    ];
    clicks += 1; // one save
    assert_eq!(sara.submit(&page, &judged).await.status, StatusCode::SEE_OTHER);
    let preset = format!("{page}/insats?slag=talks");
    assert!(sara.get(&page).await.body.contains(&format!("href=\"{preset}\"")));
    clicks += 1; // the kind
    let offer = sara.get(&preset).await;
    let names = ["kind", "for_whom", "goal", "agreed_by", "agreed_how", "follow_up"];
    let mut form: Vec<(&str, String)> = names.iter().map(|name| (*name, value(&offer, name))).collect();
    for (name, said) in
        [("goal", "I skolan varje dag."), ("agreed_by", "guardians"), ("agreed_how", "meeting")]
    {
        form.retain(|(known, _)| *known != name);
        form.push((name, said.to_owned()));
    }
    form.retain(|(known, _)| *known != "kind");
    form.push(("kind", "talks".to_owned()));
    let filled = form.iter().map(|(name, said)| (*name, said.as_str())).collect::<Vec<_>>();
    clicks += 1; // one more save
    let offered = sara.submit(&format!("{page}/insats"), &filled).await;
    assert_eq!(offered.status, StatusCode::SEE_OTHER, "{}", offered.body);
    assert!(TO_FILL_IN.len() <= 7 && clicks <= 8);
    let seen = sara.get(offered.location()).await;
    for shown in ["Stödsamtal för Barn QZW", "I skolan varje dag.", "Sara Nyström", "5 jan 2027"] {
        assert!(seen.body.contains(shown), "{shown}: {}", seen.body);
    }
});

both_engines!(each_kind_presets_a_goal_to_complete_and_no_judgement, |world: World| async move {
    let handed = world.handed("karin", world.concern(Some(ELIAS), "QZW")).await;
    world.followed("sara", handed.received, ("Skäl", "Barn", "Mål")).await;
    let mut sara = world.browser("sara").await;
    let page = format!("/inkomna/{}/insats", handed.received);
    let mut goals = std::collections::BTreeSet::new();
    for kind in Kind::ALL.map(Kind::word) {
        let seen = sara.get(&format!("{page}?slag={kind}")).await;
        assert!(seen.body.contains(&format!("<option value=\"{kind}\" selected>")), "{kind}: {}", seen.body);
        assert_eq!((value(&seen, "follow_up").as_str(), chosen(&seen)), ("2027-01-05", 0), "{kind}");
        assert!(seen.body.contains("Ansvarig: Sara Nyström"), "{kind}");
        let goal = value(&seen, "goal");
        assert!(goal.contains('…'), "{kind}: {goal}");
        let unfinished = [
            ("kind", kind),
            ("for_whom", "Barn"),
            ("goal", goal.as_str()),
            ("agreed_by", "guardians"),
            ("agreed_how", "meeting"),
            ("follow_up", "2027-01-05"),
        ];
        let back = sara.submit(&page, &unfinished).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind}");
        assert!(back.body.contains("Skriv färdigt målet") && value(&back, "goal") == goal, "{kind}");
        goals.insert(goal);
    }
    assert_eq!(goals.len(), Kind::ALL.len(), "one for each");
    for other in ["", "?slag=ingen", "?slag=%3Cb%3E"] {
        let seen = sara.get(&format!("{page}{other}")).await;
        assert_eq!((seen.status, value(&seen, "goal").as_str()), (StatusCode::OK, ""), "{other}");
    }
});

both_engines!(a_follow_up_is_an_event_and_moves_the_row, |world: World| async move {
    let handed = world.handed("karin", world.concern(Some(ELIAS), "QZW")).await;
    let first = world.followed("sara", handed.received, ("Skäl", "FORST", "Mål")).await;
    let other = world.handed("karin", world.concern(None, "QZV")).await;
    let second = world.followed("sara", other.received, ("Skäl", "SEDAN", "Mål")).await;
    let mut sara = world.browser("sara").await;
    let today = sara.get(&format!("/insatser/{first}")).await;
    assert_eq!((value(&today, "on").as_str(), value(&today, "next").as_str()), ("2026-11-24", "2027-01-05"));
    assert_eq!(chosen(&today), 0, "how it has gone is for somebody to say");
    let page = format!("/insatser/{first}");
    let form = [("on", "2026-11-23"), ("went", "partly"), ("text", "QZSAGT <b>"), ("next", "2026-12-08")];
    let before = world.entries().await;
    let saved = sara.submit(&format!("{page}/uppfoljning"), &form).await;
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, page.as_str()), "{}", saved.body);
    assert_eq!(world.entries().await - before, 1);
    let seen = sara.get(&page).await;
    for shown in [
        "Uppföljning mån 23 nov 2026",
        "Delvis",
        "QZSAGT &#60;b&#62;",
        "Sara Nyström",
        "Nästa uppföljning tis 8 dec 2026",
    ] {
        assert!(seen.body.contains(shown), "{shown}: {}", seen.body);
    }
    for list in ["/att-gora", "/insatser"] {
        let seen = sara.get(list).await;
        let at = |id: &str| seen.body.find(&format!("href=\"/insatser/{id}\"")).unwrap();
        assert!(at(&first.to_string()) > at(&second.to_string()), "{list}: what is next stands first");
        assert!(seen.body.contains("följs upp tis 8 dec 2026") && !seen.body.contains("QZSAGT"), "{list}");
    }
    for name in ["karin", "lena", "petra", "jonas"] {
        let mut browser = world.browser(name).await;
        let before = (world.entries().await, world.records().await);
        let refused = browser.submit(&format!("{page}/uppfoljning"), &form).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{name}");
        let refused = browser.submit(&format!("{page}/uppfoljning"), &[("went", "")]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{name}: decided before it is judged");
        assert_eq!((world.entries().await, world.records().await), (before.0 + 2, before.1), "{name}");
    }
});

both_engines!(a_follow_up_comes_back_with_its_fault, |world: World| async move {
    let handed = world.handed("karin", world.concern(Some(ELIAS), "QZW")).await;
    let intervention = world.followed("sara", handed.received, ("Skäl", "Barn", "Mål")).await;
    let mut sara = world.browser("sara").await;
    let path = format!("/insatser/{intervention}/uppfoljning");
    let long = "Å".repeat(2001);
    let right = [("on", "2026-11-24"), ("went", "not"), ("text", "ORDEN <b>"), ("next", "2027-01-05")];
    let wrong = [
        ("on", ""),
        ("on", "2026-11-25"),
        ("went", ""),
        ("went", "ingen"),
        ("text", " "),
        ("text", &long),
        ("next", "2026-11-23"),
        ("next", "\0"),
    ];
    let before = world.records().await;
    for (field, said) in wrong {
        let form = right.map(|(name, word)| if name == field { (name, said) } else { (name, word) });
        let seen = sara.submit(&path, &form).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {said:.20?}");
        assert!(seen.body.contains(&format!("href=\"#{field}\"")), "{field} {said:.20?}");
        assert!(field == "text" || value(&seen, "text") == "ORDEN &#60;b&#62;", "{field}: the text is lost");
    }
    assert_eq!(world.records().await, before);
});

both_engines!(an_end_has_an_outcome_and_a_break_has_a_reason, |world: World| async move {
    let mut sara = world.browser("sara").await;
    let handed = world.handed("karin", world.concern(Some(ELIAS), "QZW")).await;
    let intervention = world.followed("sara", handed.received, ("Skäl", "Barn", "Mål")).await;
    let page = format!("/insatser/{intervention}");
    let missing = sara.submit(&page, &[("step", "broken_off")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        missing.body.contains("Skriv varför insatsen avbryts") && chosen(&missing) == 1,
        "{}",
        missing.body
    );
    assert_eq!(sara.submit(&page, &[("step", "start")]).await.status, StatusCode::SEE_OTHER);
    let ended = sara.submit(&page, &[("step", "broken_off"), ("why", "QZFLYTT")]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    let seen = sara.get(&page).await;
    for shown in ["Avslutad: Avbruten.", "Avslutad tis 24 nov 2026", "QZFLYTT"] {
        assert!(seen.body.contains(shown), "{shown}: {}", seen.body);
    }
    assert!(!seen.body.contains("/uppfoljning"), "nothing is followed up any more");
    let late = [("on", "2026-11-24"), ("went", "not"), ("text", "Sent"), ("next", "2027-01-05")];
    let refused = sara.submit(&format!("{page}/uppfoljning"), &late).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!sara.get("/att-gora").await.body.contains(&page), "it has left what is to be done");
    assert!(sara.get("/insatser?visa=avslutade").await.body.contains(&page));
});
