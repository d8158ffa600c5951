//! What cases and outreach meetings give to a promise: a number in steps, never a person. In the open part nothing else
//! of them can be had, and what is published moves by nobody or by at least five.

use axum::http::StatusCode;
use desk::interventions::Step;
use domain::{
    Id,
    intervention::{Ending, Intervention, Outcome},
};
use serde_json::{Value, json};
use tests::{Browser, World, both_engines};
use time::{Duration, macros::datetime};

use super::{public, read, schema};

/// A personal number of January 2012, with its control digit.
fn number(day: u8) -> String {
    let digits = format!("1201{day:02}239");
    let sum: u32 = digits
        .bytes()
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .map(|product| product / 10 + product % 10)
        .sum();
    format!("201201{day:02}-239{}", (10 - sum % 10) % 10)
}

/// Somebody of whom concern was received, and an offer.
async fn offered(world: &World, day: u8) -> Id<Intervention> {
    let handed = world.handed("karin", world.concern(Some(&number(day)), "QZXMARKER")).await;
    world.followed("sara", handed.received, ("Skäl", "Barnet", "Mål")).await
}

/// Malin publishes, a minute after whatever came before.
async fn publish(world: &World) -> StatusCode {
    world.clock.advance(Duration::MINUTE);
    let mut malin = world.browser("malin").await;
    malin.submit("/lofte/publicera", &[("promise", "karlshamn-2026")]).await.status
}

/// What was published of a measure: the number, its breakdowns, and the period before.
async fn said(world: &World, measure: &str) -> (Value, Value, Value) {
    let mut anybody = Browser::new(world.pages.clone());
    let described = anybody.get("/medborgarlofte/schema.json").await.body;
    let whole: Value =
        serde_json::from_str(&anybody.get("/medborgarlofte/karlshamn-2026.json").await.body).unwrap();
    schema::validate(&serde_json::from_str(&described).unwrap(), &whole).unwrap();
    let rows = whole["publication"]["rows"].as_array().unwrap();
    let figures = rows.iter().flat_map(|row| row["figures"].as_array().unwrap());
    let found = figures.into_iter().find(|figure| figure["measure"] == measure).unwrap();
    (found["number"]["persons"].clone(), found["breakdowns"].clone(), found["before"].clone())
}

both_engines!(persons_of_cases_leave_in_steps_and_whole_at_the_end, |world: World| async move {
    let mut interventions = Vec::new();
    for day in 1..=4 {
        interventions.push(offered(&world, day).await);
    }
    assert_eq!(publish(&world).await, StatusCode::SEE_OTHER);
    assert_eq!(said(&world, "offered").await.0, json!("fewer"));
    let page = Browser::new(world.pages.clone()).get("/medborgarlofte").await;
    assert!(read(&page).contains("färre än fem"), "{}", page.body);
    for day in 5..=10 {
        interventions.push(offered(&world, day).await);
    }
    // Twice the same young person is one.
    offered(&world, 1).await;
    for marker in 0..6 {
        world.met(&format!("QZXMARKER{marker}")).await;
    }
    assert_eq!(said(&world, "offered").await.0, json!("fewer"), "it moves when somebody publishes");
    let sara = world.desk("sara").await;
    for id in &interventions[..5] {
        sara.step(*id, Step::Start).await.unwrap();
    }
    let mut malin = world.browser("malin").await;
    for inside in ["/lofte", "/lofte/publicera"] {
        let seen = malin.get(inside).await;
        assert!(
            read(&seen).contains("minst 10") && !seen.body.contains("tackat ja:"),
            "{inside}: {}",
            seen.body
        );
    }
    assert_eq!(publish(&world).await, StatusCode::SEE_OTHER);
    assert_eq!(said(&world, "offered").await, (json!({"at_least": 10}), json!([]), json!(null)));
    let meetings = said(&world, "outreach_meetings").await;
    assert_eq!(meetings, (json!({"at_least": 5}), json!([]), json!("first")));
    assert_eq!(said(&world, "support_offered").await.0, json!("fewer"));
    // The day after the last one: once, and then nothing moves any more.
    world.clock.set(domain::Timestamp::from(datetime!(2027-01-01 10:00 UTC)));
    let mut malin = world.browser("malin").await;
    let ahead = malin.get("/lofte/publicera?lofte=karlshamn-2026").await;
    assert!(read(&ahead).contains("minst 10"), "no number is told ahead of the last word: {}", ahead.body);
    assert_eq!(publish(&world).await, StatusCode::SEE_OTHER);
    let accepted = json!([[
        {"cell": "accepted", "persons": 5},
        {"cell": "not_accepted", "persons": 5},
    ]]);
    assert_eq!(said(&world, "offered").await, (json!({"exactly": 10}), accepted, json!(null)));
    let (count, breakdowns, _) = said(&world, "outreach_meetings").await;
    assert_eq!((count, breakdowns), (json!({"exactly": 6}), json!([])), "a breakdown with an empty cell");
    let sara = world.desk("sara").await;
    let ending = Ending::new(Outcome::Reached, None).unwrap();
    sara.step(interventions[0], Step::End(ending)).await.unwrap();
    sara.step(interventions[5], Step::Start).await.unwrap();
    world.clock.advance(Duration::days(2));
    let mut malin = world.browser("malin").await;
    let after = malin.get("/lofte?lofte=karlshamn-2026").await;
    assert!(read(&after).contains("tackat ja: 5"), "the last word stands inside too: {}", after.body);
    assert_eq!(publish(&world).await, StatusCode::UNPROCESSABLE_ENTITY);
});

// By types nobody gets there; and a run with a marker in every case and meeting finds it nowhere, on no page or file.
both_engines!(what_is_counted_is_nowhere_to_be_read, |world: World| async move {
    for day in 1..=6 {
        offered(&world, day).await;
        world.met(&format!("QZXMARKER{day}")).await;
    }
    public::published(&world).await;
    let before = world.entries().await;
    let inside = [
        "/lofte",
        "/lofte/publicera",
        "/lofte/ny",
        "/lofte/underlag",
        "/lofte/kanaler",
        "/lofte/gjort",
        "/lofte/overenskommelser",
        "/ikvall",
    ];
    let outside = [
        "",
        "?sprak=en",
        "/karlshamn-2026",
        "/karlshamn-2026.json",
        "/karlshamn-2026.csv",
        "/karlshamn-2026/inbaddning",
        "/karlshamn-2026/badda-in",
    ];
    let mut pages = Vec::new();
    for who in ["malin", "isak", "jonas", "petra"] {
        let mut browser = world.browser(who).await;
        for path in inside {
            pages.push(browser.get(path).await.body);
        }
    }
    let mut anybody = Browser::new(world.pages.clone());
    for path in outside {
        pages.push(anybody.get(&format!("/medborgarlofte{path}")).await.body);
    }
    for (at, page) in pages.iter().enumerate() {
        assert!(!page.contains("QZXMARKER"), "page {at}");
        for day in 1..=6 {
            assert!(
                !page.contains(&number(day)) && !page.contains(&number(day).replace('-', "")),
                "page {at}"
            );
        }
    }
    assert!(world.shown_from(before).await.is_empty(), "and nothing of a record was shown for it");
});
