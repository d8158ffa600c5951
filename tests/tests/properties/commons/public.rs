//! What the public sees of a promise: the page, the open data, and the table that says where each sentence is answered.

use axum::http::StatusCode;
use domain::promise::occasion::Told;
use tests::{Browser, World, both_engines};
use time::macros::time;

use super::{read, schema};

/// An autumn in few lines: two walks with nine adults, a patrol, a dialogue; published by Malin.
pub(crate) async fn published(world: &World) -> Browser {
    let ground = world.grounded().await;
    for adults in [5, 4] {
        let id = world.planned(ground.walkers).await;
        let told = Told { from: time!(20:00), to: time!(22:00), adults, contacts: 2 };
        world.commons("malin").await.tell(id, told).await.unwrap();
    }
    let place = ground.place.to_string();
    let patrol =
        [("kind", "foot_patrol"), ("on", "2026-11-10"), ("place", place.as_str()), ("focus", "drugs")];
    let mut jonas = world.browser("jonas").await;
    assert_eq!(jonas.submit("/lofte/ny", &patrol).await.status, StatusCode::SEE_OTHER);
    let mut malin = world.browser("malin").await;
    let dialogue = [
        ("kind", "citizen_dialogue"),
        ("on", "2026-11-12"),
        ("part", "arranged"),
        ("venue", "Biblioteket"),
        ("themes", "Trygghet"),
    ];
    assert_eq!(malin.submit("/lofte/ny", &dialogue).await.status, StatusCode::SEE_OTHER);
    let seen = malin.submit("/lofte/publicera", &[("promise", "karlshamn-2026")]).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    malin
}

both_engines!(the_public_sees_what_was_published_and_nothing_else, |world: World| async move {
    let mut anybody = Browser::new(world.pages.clone());
    let before = anybody.get("/medborgarlofte").await;
    assert!(before.body.contains("Det finns ingen redovisning ännu"));
    assert!(before.body.contains("id=\"s-municipality-1\""), "the signed text is there all the same");
    published(&world).await;
    let page = anybody.get("/medborgarlofte").await;
    for said in [
        "2 av 80",
        "Ligger efter",
        "minst 5",
        "färre än fem",
        "<b class=\"num\">1</b> <span class=\"quiet\">fotpatruller",
        "Trygghet (Biblioteket)",
    ] {
        assert!(read(&page).contains(said), "{said}: {}", page.body);
    }
    // Where and when the Police were, who has planned what, and what was not published are not there.
    for hidden in ["Narkotika säljs", "10 nov 2026", "Nattvandrarna<", "Fältgruppen<"] {
        assert!(!page.body.contains(hidden), "{hidden}");
    }
    let ground = world.grounded().await;
    let id = world.planned(ground.walkers).await;
    let told = Told { from: time!(20:00), to: time!(22:00), adults: 60, contacts: 2 };
    world.commons("malin").await.tell(id, told).await.unwrap();
    assert_eq!(anybody.get("/medborgarlofte").await.body, page.body, "nothing moves between publications");
});

both_engines!(the_public_page_is_small_and_needs_no_session_cookie_or_script, |world: World| async move {
    published(&world).await;
    let entries = world.entries().await;
    let rows = world.dump().await;
    for path in [
        "/medborgarlofte",
        "/medborgarlofte?sprak=en",
        "/medborgarlofte/karlshamn-2023",
        "/medborgarlofte/karlshamn-2026.json",
        "/medborgarlofte/karlshamn-2026.csv",
        "/medborgarlofte/schema.json",
        "/medborgarlofte/karlshamn-2026/inbaddning",
        "/medborgarlofte/karlshamn-2026/badda-in",
    ] {
        let mut anybody = Browser::new(world.pages.clone());
        let seen = anybody.get(path).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}");
        assert!(!seen.headers.contains_key("set-cookie") && anybody.cookie().is_empty(), "{path}");
        assert!(!seen.body.contains("<script") && !seen.body.contains("<form"), "{path}");
        assert!(seen.body.len() < 60_000, "{path}: {} bytes", seen.body.len());
    }
    assert_eq!(world.entries().await, entries, "what is public is not recorded as read");
    assert_eq!(world.dump().await, rows, "and nothing is kept of who reads it");
    let english = Browser::new(world.pages.clone()).get("/medborgarlofte?sprak=en").await;
    assert!(english.body.contains("<html lang=\"en\">") && english.body.contains("2 of 80"));
    for nothing in [
        "/medborgarlofte/x",
        "/medborgarlofte/karlshamn-2026.xml",
        "/medborgarlofte/..json",
        "/medborgarlofte/%00",
    ] {
        let seen = Browser::new(world.pages.clone()).get(nothing).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{nothing}");
    }
});

both_engines!(open_data_is_what_its_schema_says, |world: World| async move {
    let mut anybody = Browser::new(world.pages.clone());
    let schema: serde_json::Value =
        serde_json::from_str(&anybody.get("/medborgarlofte/schema.json").await.body).unwrap();
    let unpublished = anybody.get("/medborgarlofte/karlshamn-2026.json").await.body;
    schema::validate(&schema, &serde_json::from_str(&unpublished).unwrap()).unwrap();
    published(&world).await;
    let seen = anybody.get("/medborgarlofte/karlshamn-2026.json").await;
    assert_eq!(seen.headers["content-type"], "application/json; charset=utf-8");
    let whole: serde_json::Value = serde_json::from_str(&seen.body).unwrap();
    schema::validate(&schema, &whole).unwrap();
    let rows = whole["publication"]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), whole["commitments"].as_array().unwrap().len());
    let csv = anybody.get("/medborgarlofte/karlshamn-2026.csv").await;
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    let lines: Vec<&str> = csv.body.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines[0],
        "\"promise\",\"published\",\"row\",\"owner\",\"title\",\"status\",\"target\",\"measure\",\"part\",\"kind\",\"number\",\"before\""
    );
    let figures: usize = rows.iter().map(|row| row["figures"].as_array().unwrap().len().max(1)).sum();
    assert_eq!(lines.len(), figures + 1, "one line for each figure");
    assert!(lines.iter().all(|line| line.matches("\",\"").count() == 11), "{lines:?}");
    assert!(csv.body.contains(
        "\"K1\",\"municipality\",\"Nattvandringar\",\"behind\",\"80\",\"occasions\",\"\",\"activities\",\"2\""
    ));
    // Fewer than five persons are no number, neither here nor there.
    assert!(csv.body.contains("\"contacts\",\"\",\"persons_fewer_than_five\",\"\""));
    assert!(seen.body.contains("\"persons\": \"fewer\""));
    for broken in [("promise", serde_json::json!(1)), ("publication", serde_json::json!({}))] {
        let mut wrong = whole.clone();
        wrong[broken.0] = broken.1;
        assert!(schema::validate(&schema, &wrong).is_err(), "the schema says no to something");
    }
});

/// `docs/medborgarlofte.md` says of every sentence of the document where it is answered, and of every row how.
#[test]
fn every_sentence_of_the_document_stands_in_the_table() {
    let table = include_str!("../../../../docs/medborgarlofte.md");
    let promises = fyrklover::wiring::promises().unwrap();
    let promise = promises.get("karlshamn-2023").unwrap();
    for sentence in promise.sentences() {
        let rows: Vec<&str> = promise.answering(&sentence.key).map(|row| row.key.as_str()).collect();
        let line = table.lines().find(|line| line.starts_with(&format!("| `{}` |", sentence.key)));
        let line = line.unwrap_or_else(|| panic!("{} is not in the table", sentence.key));
        assert!(line.contains(&sentence.text), "{}: not verbatim", sentence.key);
        let said = line.trim_end_matches(" |").rsplit("| ").next().unwrap();
        let named: Vec<&str> = said.split(", ").collect();
        assert!(rows.iter().all(|row| named.contains(row)), "{}: {rows:?} against {said}", sentence.key);
        assert!(rows.is_empty() || named.len() == rows.len(), "{}: {rows:?} against {said}", sentence.key);
    }
    for row in promise.commitments() {
        assert!(table.contains(&format!("| {} | ", row.key)), "{} is not in the table", row.key);
    }
}
