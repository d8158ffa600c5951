//! Drafts of *Ny oro*: the writer's own, sealed, and gone when they are sent, thrown away or have lain too long.

use axum::http::StatusCode;
use domain::{draft::Unfinished, duty::Role};
use tests::{Seen, World, both_engines, scene::Newcomer, world::ELIAS};
use time::Duration;

const WRITTEN: [(&str, &str); 7] = [
    ("name", "QZMARKNAMN"),
    ("number", "20120126-23"),
    ("observed", "QZMARKSETT <b>"),
    ("hearsay", "QZMARKHORT"),
    ("protected", "yes"),
    ("guardians", "no"),
    ("cooperate", "yes"),
];
/// As long as the settings keep a draft.
const KEEP: Duration = Duration::days(14);

/// Whether a page has everything that was written.
fn has_it_all(seen: &Seen) -> bool {
    ["QZMARKNAMN", "20120126-23", "QZMARKSETT &#60;b&#62;", "QZMARKHORT"]
        .iter()
        .all(|word| seen.body.contains(word))
        && seen.body.contains("name=\"guardians\" value=\"no\" checked")
        && seen.body.contains("name=\"protected\" value=\"yes\" checked")
        && seen.body.contains("name=\"cooperate\" value=\"yes\" checked")
        && !seen.body.contains("name=\"harm\" value=\"yes\" checked")
}

/// How many drafts the database holds.
async fn kept(world: &World) -> usize {
    world.dump().await["draft"].len()
}

both_engines!(a_draft_comes_back_as_it_was_typed_and_to_nobody_else, |world: World| async move {
    let mut karin = world.browser("karin").await;
    let before = world.entries().await;
    let saved = karin.submit("/utkast", &WRITTEN).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(world.entries().await - before, 1);
    let page = saved.location().to_owned();
    assert!(page.starts_with("/utkast/") && !page.contains("QZMARK"));
    let seen = karin.get(&page).await;
    assert!(has_it_all(&seen), "{}", seen.body);
    for list in ["/att-gora", "/oro"] {
        let seen = karin.get(list).await;
        assert!(seen.body.contains("Utkast, sparat 24 nov 2026") && seen.body.contains(&page), "{list}");
        assert!(!seen.body.contains("QZMARK"), "{list}: no name in the row");
    }
    let at = |username| Newcomer {
        username,
        unit: "Elevhälsan",
        role: Role::SchoolCounsellor,
        number: None,
        handles_protected: false,
    };
    world.taken_on(at("lisa")).await;
    let missing = format!("/utkast/{}", domain::Id::<()>::from_random([9; 16]));
    for name in ["lisa", "sara", "lena", "jonas", "margit", "eva"] {
        let mut browser =
            if name == "lisa" { world.browser_of("lisa").await } else { world.browser(name).await };
        for path in [&page, &missing] {
            let before = world.entries().await;
            let (got, thrown) =
                (browser.get(path).await, browser.submit(&format!("{path}/kasta"), &[]).await);
            assert_eq!((got.status, thrown.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{name}");
            assert!(!got.body.contains("QZMARK"), "{name}");
            assert_eq!(world.entries().await - before, 2, "{name}");
        }
        assert!(!browser.get("/att-gora").await.body.contains("/utkast/"), "{name}");
    }
    for path in [page, missing] {
        let draft = path.trim_start_matches("/utkast/").to_owned();
        let mut lisa = world.browser_of("lisa").await;
        let form = [("draft", draft.as_str()), ("observed", "QZMARKLISA")];
        let before = world.entries().await;
        let back = lisa.submit("/utkast", &form).await;
        assert_eq!(back.status, StatusCode::NOT_FOUND);
        assert!(back.body.contains("QZMARKLISA") && back.hidden("draft").is_empty(), "the text stays");
        assert_eq!(world.entries().await - before, 1);
        world.clock.advance(Duration::minutes(2));
    }
    assert_eq!(kept(&world).await, 1);
});

both_engines!(a_draft_is_written_anew_thrown_away_or_sent, |world: World| async move {
    let mut karin = world.browser("karin").await;
    let page = karin.submit("/utkast", &WRITTEN).await.location().to_owned();
    let draft = page.trim_start_matches("/utkast/").to_owned();
    let old = world.dump().await["draft"].clone();
    let again = karin.submit("/utkast", &[("draft", draft.as_str()), ("observed", "QZMARKANNAT")]).await;
    assert_eq!((again.status, again.location()), (StatusCode::SEE_OTHER, page.as_str()));
    assert_ne!(world.dump().await["draft"], old);
    let seen = karin.get(&page).await;
    assert!(
        seen.body.contains("QZMARKANNAT") && !seen.body.contains("QZMARKSETT"),
        "in the place of the old one"
    );
    let form = [
        ("draft", draft.as_str()),
        ("name", "QZMARKNAMN"),
        ("number", ELIAS),
        ("observed", "QZMARKANNAT"),
        ("guardians", "no"),
        ("harm", "yes"),
    ];
    let review = karin.submit("/oro/granska", &form).await;
    assert_eq!((review.status, review.hidden("draft")), (StatusCode::OK, draft.clone()));
    assert_eq!(kept(&world).await, 1, "nothing has left yet");
    let mut sara = world.browser("sara").await;
    assert!(!sara.get("/inkomna").await.body.contains("QZMARK"), "a draft never reaches intake");
    let number = review.hidden("form");
    let whole: Vec<_> = form.into_iter().chain([("form", number.as_str())]).collect();
    let sent = karin.submit("/oro", &whole).await;
    assert!(sent.location().ends_with("/kvitto"), "{}", sent.body);
    assert_eq!(kept(&world).await, 0, "content and key are gone");
    assert_eq!(karin.submit("/oro", &whole).await.location(), sent.location(), "sent twice, made once");
    assert_eq!(karin.get(&page).await.status, StatusCode::NOT_FOUND);
    let other = karin.submit("/utkast", &WRITTEN).await.location().to_owned();
    let thrown = karin.submit(&format!("{other}/kasta"), &[]).await;
    assert_eq!((thrown.status, thrown.location()), (StatusCode::SEE_OTHER, "/oro"));
    assert_eq!(kept(&world).await, 0);
    assert_eq!(karin.get(&other).await.status, StatusCode::NOT_FOUND);
});

both_engines!(sending_throws_no_draft_of_somebody_else_away, |world: World| async move {
    let draft = world.drafted("karin", "QZMARK").await.to_string();
    let mut amira = world.browser("amira").await;
    let form = [
        ("draft", draft.as_str()),
        ("name", "Barn"),
        ("observed", "Sett"),
        ("guardians", "no"),
        ("harm", "yes"),
    ];
    let number = amira.submit("/oro/granska", &form).await.hidden("form");
    let whole: Vec<_> = form.into_iter().chain([("form", number.as_str())]).collect();
    let sent = amira.submit("/oro", &whole).await;
    assert!(sent.location().ends_with("/kvitto"), "handing in is not stopped: {}", sent.body);
    assert_eq!(kept(&world).await, 1);
});

both_engines!(what_cannot_be_kept_comes_back_with_its_fault, |world: World| async move {
    let mut karin = world.browser("karin").await;
    let long = "Å".repeat(8001);
    for (field, said) in [("observed", " "), ("observed", long.as_str())] {
        let back = karin.submit("/utkast", &[(field, said)]).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{said:.9?}");
        assert!(back.body.contains("href=\"#observed\""), "{said:.9?}");
    }
    let old = karin.post("/utkast", &[("token", "gammal"), ("observed", "QZMARKSTANNAR")]).await;
    assert_eq!(old.status, StatusCode::FORBIDDEN);
    assert!(old.body.contains("QZMARKSTANNAR") && old.hidden("token") == karin.token);
    assert_eq!(kept(&world).await, 0);
});

both_engines!(old_drafts_are_thrown_away_by_the_program_and_the_log_says_so, |world: World| async move {
    let old = world.drafted("karin", "QZMARK").await;
    world.clock.advance(Duration::days(10));
    let young = world.drafted("karin", "QZMARK").await;
    let rewritten = world.drafted("amira", "QZMARK").await;
    let before = world.entries().await;
    world.office.purge_drafts(KEEP).await.unwrap();
    assert_eq!((kept(&world).await, world.entries().await), (3, before), "nothing is due and nothing said");
    world.clock.advance(Duration::days(4) + Duration::seconds(1));
    let amira = world.desk("amira").await;
    let text = Unfinished { observed: "QZMARK".to_owned(), ..Unfinished::default() };
    amira.save_draft(Some(rewritten), &text).await.unwrap();
    let before = world.entries().await;
    world.office.purge_drafts(KEEP).await.unwrap();
    assert_eq!((kept(&world).await, world.entries().await - before), (2, 1));
    world.office.purge_drafts(KEEP).await.unwrap();
    assert_eq!(world.entries().await - before, 1, "said once");
    let mut tx = world.store.read().await.unwrap();
    assert!(tx.draft(old).await.unwrap().is_none() && tx.draft(young).await.unwrap().is_some());
    drop(tx);
    let entry = world.entries_from(before).await.remove(0);
    assert_eq!((entry.action.as_str(), entry.reader.role.as_str()), ("draft.purge", "command"));
    assert!(entry.items.is_empty() && entry.note.is_empty(), "no content, no names");
    world.clock.advance(Duration::days(14) + Duration::seconds(1));
    world.office.purge_drafts(KEEP).await.unwrap();
    assert_eq!(kept(&world).await, 0);
});
