//! The open part: what counts counts once, what is wrong is said at its field and loses nothing, the public sees what was
//! published and nothing else, and there is nobody in it.

mod counts;
mod incidents;
mod picture;
mod plan;
mod public;
mod publishing;
mod schema;
mod visits;

use axum::http::StatusCode;
use desk::commons::NewEvening;
use domain::promise::occasion::{Span, Stage};
use tests::{Seen, World, both_engines, world::ELIAS};
use time::macros::{date, time};

/// A page as people read it, without entities.
fn read(seen: &Seen) -> String {
    seen.body.replace("&#38;", "&").replace("&#39;", "'")
}

fn at_field(seen: &Seen, field: &str, text: &str) -> bool {
    seen.status == StatusCode::UNPROCESSABLE_ENTITY
        && seen.body.contains(&format!("href=\"#{field}\""))
        && seen.body.contains(&format!("id=\"{field}\""))
        && read(seen).contains(text)
}

// Acceptance rule (n): the count of a promise takes one evening of an organiser, and says so.
both_engines!(n_a_duplicate_evening_is_refused_with_a_clear_message, |world: World| async move {
    let ground = world.grounded().await;
    let mut isak = world.browser("isak").await;
    let (organiser, area) = (ground.field.to_string(), ground.area.to_string());
    let plan = |from: &'static str| {
        let (organiser, area) = (organiser.clone(), area.clone());
        move |day: &'static str| {
            [
                ("organiser", organiser.clone()),
                ("area", area.clone()),
                ("day", day.to_owned()),
                ("from", from.to_owned()),
                ("to", "22:00".to_owned()),
            ]
        }
    };
    let first = plan("18:00")("2026-11-23");
    let first: Vec<(&str, &str)> = first.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(isak.submit("/ikvall", &first).await.status, StatusCode::SEE_OTHER);
    let again = plan("20:30")("2026-11-23");
    let again: Vec<(&str, &str)> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let before = world.records().await;
    let refused = isak.submit("/ikvall", &again).await;
    assert!(at_field(&refused, "day", "Arrangören har redan en kväll det datumet"), "{}", refused.body);
    assert!(refused.body.contains("value=\"20:30\""), "what was written is still there");
    assert_eq!(world.records().await, before);
    // What was cancelled stands in nobody's way.
    let id = refused.hidden("evening");
    let cancelled = isak.submit("/ikvall/installt", &[("evening", &id), ("reason", "weather")]).await;
    assert_eq!(cancelled.status, StatusCode::SEE_OTHER);
    assert_eq!(isak.submit("/ikvall", &again).await.status, StatusCode::SEE_OTHER);
});

both_engines!(two_plans_at_once_make_one_evening, |world: World| async move {
    let ground = world.grounded().await;
    let span = Span::new(date!(2026 - 11 - 23), time!(20:00), time!(22:00)).unwrap();
    let new = NewEvening { organiser: ground.field, area: ground.area, span };
    let (one, other) = (world.commons("isak").await, world.commons("isak").await);
    let (one, other) = tokio::join!(one.plan(new), other.plan(new));
    assert!(one.is_ok() != other.is_ok(), "one of the two");
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.evenings_of(ground.field, span.evening()).await.unwrap().len(), 1);
});

both_engines!(
    a_plan_becomes_an_occasion_and_keeps_what_was_written_when_it_does_not,
    |world: World| async move {
        let ground = world.grounded().await;
        let id = world.planned(ground.field).await;
        let evening = id.to_string();
        let mut isak = world.browser("isak").await;
        let told = |adults: &'static str| {
            [("began", "19:10"), ("ended", "22:40"), ("adults", adults), ("contacts", "7")]
        };
        for (adults, text) in [
            ("", "Skriv ett antal"),
            ("tre", "Skriv ett antal"),
            ("-1", "Skriv ett antal"),
            ("1000", "Skriv ett antal"),
            ("99999999999999999999", "Skriv ett antal"),
            ("<script>", "Skriv ett antal"),
            ("0", "Skriv hur många vuxna"),
        ] {
            let form = [&[("evening", evening.as_str())], told(adults).as_slice()].concat();
            let seen = isak.submit("/ikvall/berattat", &form).await;
            assert!(at_field(&seen, "adults", text), "{adults}: {}", seen.body);
            assert!(seen.body.contains("value=\"19:10\"") && !seen.body.contains("<script>"), "{adults}");
        }
        let form = [&[("evening", evening.as_str())], told("3").as_slice()].concat();
        assert_eq!(isak.submit("/ikvall/berattat", &form).await.status, StatusCode::SEE_OTHER);
        let mut tx = world.store.read().await.unwrap();
        let done = tx.occasion(id).await.unwrap().unwrap();
        assert_eq!(done.stage(), Stage::Done { adults: 3, contacts: 7 });
        assert_eq!((done.plan().span.from(), done.plan().span.to()), (time!(19:10), time!(22:40)));
        let page = isak.get("/ikvall").await;
        assert!(page.body.contains("3 vuxna, 7 unga"), "{}", page.body);
    }
);

both_engines!(an_evening_belongs_to_the_unit_that_keeps_its_organiser, |world: World| async move {
    let ground = world.grounded().await;
    let of_field = world.planned(ground.field).await.to_string();
    let before = world.records().await;
    let told = [
        ("evening", of_field.as_str()),
        ("began", "19:00"),
        ("ended", "21:00"),
        ("adults", "2"),
        ("contacts", "1"),
    ];
    for who in ["malin", "jonas"] {
        let mut browser = world.browser(who).await;
        assert_eq!(browser.submit("/ikvall/berattat", &told).await.status, StatusCode::FORBIDDEN, "{who}");
        let cancel = [("evening", of_field.as_str()), ("reason", "weather")];
        assert_eq!(browser.submit("/ikvall/installt", &cancel).await.status, StatusCode::FORBIDDEN, "{who}");
    }
    assert_eq!(world.records().await, before);
    // An evening in the early part of the day that nobody has had yet is not told ahead.
    let mut malin = world.browser("malin").await;
    let (organiser, area) = (ground.walkers.to_string(), ground.area.to_string());
    let tonight = [
        ("organiser", organiser.as_str()),
        ("area", &area),
        ("day", "2026-11-24"),
        ("from", "20:00"),
        ("to", "22:00"),
    ];
    assert_eq!(malin.submit("/ikvall", &tonight).await.status, StatusCode::SEE_OTHER);
    let evening = malin.get("/ikvall").await.hidden("evening");
    let ahead = [
        ("evening", evening.as_str()),
        ("began", "20:00"),
        ("ended", "22:00"),
        ("adults", "2"),
        ("contacts", "1"),
    ];
    let seen = malin.submit("/ikvall/berattat", &ahead).await;
    assert!(at_field(&seen, "ended", "Det har inte hänt än"), "{}", seen.body);
});

both_engines!(what_was_done_is_written_down_after_the_fact_and_names_nobody, |world: World| async move {
    let ground = world.grounded().await;
    let mut malin = world.browser("malin").await;
    let before = world.records().await;
    let place = ground.place.to_string();
    let good = [
        ("kind", "information_event"),
        ("on", "2026-11-10"),
        ("audience", "business"),
        ("what", "Frukostmöte"),
    ];
    for (field, value, text) in [
        ("what", "Ring Kalle på 070-174 06 05", "ser ut som personuppgifter"),
        ("what", "19900101-2385 var där", "ser ut som personuppgifter"),
        ("what", "", "Skriv något här"),
        ("audience", "", "Välj ett svar"),
        ("on", "i går", "Skriv en dag"),
        ("on", "2026-11-25", "Det har inte hänt än"),
    ] {
        let mut form: Vec<_> = good.iter().copied().filter(|(name, _)| *name != field).collect();
        form.push((field, value));
        let seen = malin.submit("/lofte/ny", &form).await;
        assert!(at_field(&seen, field, text), "{field} {value}: {} {}", seen.status, seen.body);
        assert!(field != "what" || value.is_empty() || seen.body.contains(value), "{value} is lost");
    }
    // Police work is the Police's own.
    let patrol =
        [("kind", "foot_patrol"), ("on", "2026-11-10"), ("place", place.as_str()), ("focus", "drugs")];
    assert_eq!(malin.submit("/lofte/ny", &patrol).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.records().await, before);
    assert_eq!(malin.submit("/lofte/ny", &good).await.status, StatusCode::SEE_OTHER);
    let mut jonas = world.browser("jonas").await;
    assert_eq!(jonas.submit("/lofte/ny", &patrol).await.status, StatusCode::SEE_OTHER);
});

// The open part holds nothing of anybody: what is written in cases is in none of its pages, for whoever asks.
both_engines!(no_page_of_the_open_part_shows_anything_of_a_case, |world: World| async move {
    world.handed("karin", world.concern(Some(ELIAS), "QZXMARKER")).await;
    public::published(&world).await;
    let before = world.entries().await;
    let paths = [
        "/ikvall",
        "/lofte",
        "/lofte/ny",
        "/lofte/publicera",
        "/lofte/underlag",
        "/lagesbild",
        "/lagesbild/mote/nytt",
        "/lofte/kanaler",
        "/lofte/gjort",
        "/lofte/overenskommelser",
        "/lagesbild/plan",
        "/lagesbild/matningar",
        "/lagesbild/rapport",
        "/medborgarlofte",
        "/medborgarlofte/karlshamn-2026.json",
        "/medborgarlofte/karlshamn-2026.csv",
    ];
    for who in ["malin", "isak", "jonas", "petra"] {
        let mut browser = world.browser(who).await;
        for path in paths {
            let seen = browser.get(path).await;
            assert_eq!(seen.status, StatusCode::OK, "{who} {path}");
            for song in ["QZXMARKER", ELIAS, &ELIAS.replace('-', "")] {
                assert!(!seen.body.contains(song), "{who} {path}: {song}");
            }
        }
    }
    assert!(world.entries().await > before, "each page is on record");
    assert!(world.shown_from(before).await.is_empty(), "and none shows a field of a record");
});

both_engines!(nobody_without_a_part_in_it_opens_the_open_part, |world: World| async move {
    world.grounded().await;
    for who in ["karin", "sara", "amira", "lena", "margit", "eva", "nils"] {
        let mut browser = world.browser(who).await;
        for path in ["/ikvall", "/lofte", "/lofte/underlag", "/lagesbild", "/lagesbild/mote/nytt"] {
            assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
    }
    for who in ["malin", "isak"] {
        let mut browser = world.browser(who).await;
        for path in ["/inkomna", "/insatser", "/remisser", "/samtycken", "/mote", "/sok", "/oro"] {
            assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
    }
});
