//! Visits: asked for by everybody without an account, seen and answered by those who go there; what counts is counted, and
//! how to reach somebody is kept no longer than it is needed.

use axum::http::{Method, StatusCode};
use domain::promise::visit::{Stage, Visit};
use tests::{Browser, Seen, World, both_engines};
use time::Duration;

use super::{at_field, public, read};

const ASKED: [(&str, &str); 4] = [
    ("asker", "association"),
    ("organisation", "Asarums IF"),
    ("topic", "Trygg väg hem från träningen"),
    ("reach", "ordforande@asarumsif.example"),
];

/// The form of a page that was opened long enough ago to have been filled in.
async fn opened(world: &World, browser: &mut Browser) -> String {
    let ticket = browser.get("/besok").await.hidden("ticket");
    world.clock.advance(Duration::seconds(20));
    ticket
}

async fn ask(browser: &mut Browser, ticket: &str, form: &[(&str, &str)]) -> Seen {
    let whole = [&[("ticket", ticket)], form].concat();
    browser.post("/besok", &whole).await
}

both_engines!(an_association_asks_without_an_account_and_gets_a_number, |world: World| async move {
    let mut anybody = Browser::new(world.pages.clone());
    let ticket = opened(&world, &mut anybody).await;
    let entries = world.entries().await;
    let seen = ask(&mut anybody, &ticket, &ASKED).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    assert!(!seen.headers.contains_key("set-cookie") && anybody.cookie().is_empty());
    let mut tx = world.store.read().await.unwrap();
    let rows = tx.visits().await.unwrap();
    assert_eq!(rows.len(), 1);
    let number = Visit::number(rows[0].visit.id());
    assert!(seen.body.contains(&number));
    assert_eq!(world.entries().await, entries + 1);
    let entry = world.last_entry().await;
    assert_eq!((entry.action.as_str(), entry.reader.role.as_str()), ("visit.ask", "public"));
    assert_eq!(entry.note.get("visit"), Some(&rows[0].visit.id().to_string()));
    // The same form asks once, with the same number; another page of it asks again.
    let again = ask(&mut anybody, &ticket, &ASKED).await;
    assert!(again.body.contains(&number));
    assert_eq!(world.entries().await, entries + 1);
    // Who is reached how is nowhere in clear.
    let kept = format!("{:?}", world.dump().await);
    assert!(!kept.contains("asarumsif.example"));
});

both_engines!(
    what_is_missing_or_somebodys_is_said_at_its_field_and_nothing_is_lost,
    |world: World| async move {
        let mut anybody = Browser::new(world.pages.clone());
        let ticket = opened(&world, &mut anybody).await;
        let long = "a".repeat(301);
        for (field, value, text) in [
            ("asker", "", "Välj vem som frågar"),
            ("asker", "myndighet", "Välj vem som frågar"),
            ("organisation", " ", "Skriv vad ni heter"),
            ("organisation", "Lisa 19900101-2385", "ser ut som personuppgifter"),
            ("topic", "", "Skriv vad ni vill prata om"),
            ("topic", "Ring 070-174 06 05", "ser ut som personuppgifter"),
            ("topic", long.as_str(), "Högst 300 tecken"),
            ("reach", "", "Skriv hur vi når er"),
            ("reach", &long, "Högst 120 tecken"),
        ] {
            let form: Vec<_> =
                ASKED.iter().map(|(name, said)| (*name, if *name == field { value } else { said })).collect();
            let seen = ask(&mut anybody, &ticket, &form).await;
            assert!(at_field(&seen, field, text), "{field} {value}: {} {}", seen.status, seen.body);
            for (_, said) in form.iter().filter(|(name, said)| *name != "asker" && !said.trim().is_empty()) {
                assert!(read(&seen).contains(said), "{field} {value}: {said} is lost");
            }
            assert_eq!(seen.hidden("ticket"), ticket, "the form keeps its number");
        }
        assert!(world.store.read().await.unwrap().visits().await.unwrap().is_empty());
        let english = anybody.ask(Method::POST, "/besok?sprak=en", format!("ticket={ticket}")).await;
        assert!(
            english.body.contains("Choose who is asking")
                && english.body.contains("action=\"/besok?sprak=en\"")
        );
    }
);

both_engines!(robots_and_floods_come_back_and_ask_nothing, |world: World| async move {
    let mut anybody = Browser::new(world.pages.clone());
    let quick = anybody.get("/besok").await.hidden("ticket");
    let seen = ask(&mut anybody, &quick, &ASKED).await;
    assert!(at_field(&seen, "send", "fortare än någon hinner skriva"), "{}", seen.body);
    for bad in ["", "00", "zz", &quick[2..]] {
        let seen = ask(&mut anybody, bad, &ASKED).await;
        assert!(at_field(&seen, "send", "har legat länge"), "{bad}");
        assert_ne!(seen.hidden("ticket"), bad);
    }
    world.clock.advance(Duration::hours(25));
    assert!(at_field(&ask(&mut anybody, &quick, &ASKED).await, "send", "har legat länge"));
    let ticket = opened(&world, &mut anybody).await;
    let trapped = [&ASKED[..], &[("website", "http://x.example")]].concat();
    assert!(at_field(&ask(&mut anybody, &ticket, &trapped).await, "send", "ska vara tomt"));
    assert!(world.store.read().await.unwrap().visits().await.unwrap().is_empty());
    // Twenty in an hour, and then the next waits with everything that was written.
    for _ in 0..20 {
        let ticket = opened(&world, &mut anybody).await;
        assert_eq!(ask(&mut anybody, &ticket, &ASKED).await.status, StatusCode::OK);
    }
    let ticket = opened(&world, &mut anybody).await;
    let entries = world.entries().await;
    let full = ask(&mut anybody, &ticket, &ASKED).await;
    assert_eq!(full.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(full.body.contains("många frågor") && full.body.contains("Asarums IF"));
    assert_eq!(world.entries().await, entries);
    world.clock.advance(Duration::HOUR);
    assert_eq!(ask(&mut anybody, &ticket, &ASKED).await.status, StatusCode::OK);
});

both_engines!(a_visit_is_done_or_declined_once_and_counts, |world: World| async move {
    let (done, declined) = (world.asked_for().await, world.asked_for().await);
    let mut malin = world.browser("malin").await;
    let page = malin.get("/lofte/besok").await;
    assert!(page.body.contains("0454-12 34 56") && page.body.contains(&Visit::number(done)));
    let entry = world.last_entry().await;
    assert_eq!(
        (entry.action.as_str(), entry.note.get("contacts").map(String::as_str)),
        ("visits.open", Some("2"))
    );
    let (done_id, declined_id) = (done.to_string(), declined.to_string());
    for (on, text) in [
        ("", "Skriv vilken dag"),
        ("2026-11-25", "Det har inte hänt än"),
        ("2026-11-20", "före dagen då de frågade"),
    ] {
        let seen = malin.submit("/lofte/besok", &[("visit", &done_id), ("answer", "done"), ("on", on)]).await;
        assert!(at_field(&seen, "on", text), "{on}: {}", seen.body);
    }
    for (reason, text) in [("", "Skriv varför"), ("Ring 070-174 06 05", "ser ut som personuppgifter")] {
        let form = [("visit", declined_id.as_str()), ("answer", "declined"), ("reason", reason)];
        assert!(at_field(&malin.submit("/lofte/besok", &form).await, "reason", text), "{reason}");
    }
    let form = [("visit", done_id.as_str()), ("answer", "done"), ("on", "2026-11-24")];
    assert_eq!(malin.submit("/lofte/besok", &form).await.status, StatusCode::SEE_OTHER);
    let again = malin.submit("/lofte/besok", &form).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    let mut jonas = world.browser("jonas").await;
    let form = [("visit", declined_id.as_str()), ("answer", "declined"), ("reason", "Vi hinner inte i höst")];
    assert_eq!(jonas.submit("/lofte/besok", &form).await.status, StatusCode::SEE_OTHER);
    let mut tx = world.store.read().await.unwrap();
    assert!(tx.visit_contacts().await.unwrap().is_empty(), "how to reach them went with the answers");
    let rows = tx.visits().await.unwrap();
    assert!(rows.iter().any(|row| matches!(row.visit.stage(), Stage::Declined { .. })));
    drop(tx);
    let page = malin.get("/lofte/besok").await;
    assert!(!page.body.contains("0454-12 34 56") && page.body.contains("Vi hinner inte i höst"));
    // Both count as asked for, one as done; on the workspace and, once published, for everybody.
    let workspace = malin.get("/lofte").await;
    assert!(read(&workspace).contains("Efterfrågade besök: 2"), "{}", workspace.body);
    assert!(read(&workspace).contains("Gjorda besök: 1") || read(&workspace).contains("gjorda besök"));
    public::published(&world).await;
    let seen = Browser::new(world.pages.clone()).get("/medborgarlofte").await;
    assert!(read(&seen).contains("href=\"/besok\""), "the public page leads to the form");
    for hidden in ["Möllegårdens skola", "0454-12", "Trygg väg hem"] {
        assert!(!seen.body.contains(hidden), "{hidden}");
    }
});

both_engines!(only_those_who_go_there_see_who_asked, |world: World| async move {
    let id = world.asked_for().await.to_string();
    for who in ["isak", "petra", "sara", "karin", "eva"] {
        let mut browser = world.browser(who).await;
        let seen = browser.get("/lofte/besok").await;
        assert!(seen.status == StatusCode::FORBIDDEN && !seen.body.contains("0454-12"), "{who}");
        let form = [("visit", id.as_str()), ("answer", "done"), ("on", "2026-11-24")];
        assert_eq!(browser.submit("/lofte/besok", &form).await.status, StatusCode::FORBIDDEN, "{who}");
    }
    assert_eq!(world.store.read().await.unwrap().visit_contacts().await.unwrap().len(), 1);
});

both_engines!(how_to_reach_somebody_goes_after_a_while_without_an_answer, |world: World| async move {
    world.asked_for().await;
    world.clock.advance(Duration::days(80));
    world.asked_for().await;
    world.office.purge_contacts(Duration::days(90)).await.unwrap();
    assert_eq!(world.store.read().await.unwrap().visit_contacts().await.unwrap().len(), 2);
    world.clock.advance(Duration::days(11));
    world.office.purge_contacts(Duration::days(90)).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    assert_eq!((tx.visit_contacts().await.unwrap().len(), tx.visits().await.unwrap().len()), (1, 2));
    drop(tx);
    assert_eq!(world.last_entry().await.action, "visit.purge");
});
