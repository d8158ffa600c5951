//! Searching for persons: by what the law allows, in the own board's register, so often a day; whoever is protected,
//! in conflict with the reader or another board's is not there, whichever way one looks.

use access::RecordKind;
use axum::http::StatusCode;
use desk::{
    ActionClass, Entry, Verdict,
    ports::{SealedGroups, Write},
    search::PER_DAY,
};
use domain::{
    Id,
    concern::Concern,
    duty::Role,
    person::{Identity, Person, PersonCover},
};
use tests::{
    Browser, Seen, World, both_engines,
    scene::{Handed, Newcomer},
    world::{ALVA, ELIAS, NOOR},
};

/// Somebody at intake who is a named handler of protected persons.
async fn olle(world: &World) {
    let who = Newcomer {
        username: "olle",
        unit: "Mottagningen",
        role: Role::SocialWorker,
        number: None,
        handles_protected: true,
    };
    world.taken_on(who).await;
}

/// A child of that number and marker, reported and taken up in the register by somebody.
async fn registered(world: &World, by: &str, number: Option<&str>, marker: &str, protected: bool) -> Handed {
    let mut new = world.concern(number, marker);
    new.protected = protected;
    let handed = world.handed("karin", new).await;
    world.followed(by, handed.received, ("Skäl", "Barn", "Mål")).await;
    handed
}

async fn search(browser: &mut Browser, term: &str) -> Seen {
    browser.submit("/sok", &[("term", term)]).await
}

/// What somebody sees and what the log says of it, without what differs between two requests.
async fn answer(
    world: &World,
    browser: &mut Browser,
    term: &str,
) -> (StatusCode, usize, String, Vec<String>) {
    let before = world.entries().await;
    let seen = search(browser, term).await;
    let entries = world.entries_from(before).await;
    assert_eq!(entries.len(), 1, "{term}");
    let said = |entry: &Entry| {
        let items: Vec<_> = entry.items.iter().map(|item| format!("{item:?}")).collect();
        let mut note = entry.note.clone();
        note.remove("sought");
        format!("{} {:?} {} {:?} {:?}", entry.action, entry.class, entry.results, note, items)
    };
    (seen.status, seen.body.len(), seen.body.clone(), entries.iter().map(said).collect())
}

async fn dnr(world: &World, received: Id<Concern>) -> String {
    let mut tx = world.store.read().await.unwrap();
    tx.concern(received).await.unwrap().unwrap().cover().dnr.as_str().to_owned()
}

// Acceptance rule (h); 15 § förordningen (2001:637).
both_engines!(acceptance_h_search_by_address_returns_an_error, |world: World| async move {
    registered(&world, "sara", Some(ELIAS), "STORGATAN", false).await;
    let mut sara = world.browser("sara").await;
    let empty = sara.get("/sok").await;
    assert!(empty.status == StatusCode::OK && empty.body.contains("method=\"post\" action=\"/sok\""));
    let before = (world.dump().await, world.entries().await);
    let wrong = [
        "Storgatan 3",
        "Storgatan 3 B, Karlshamn",
        "374 30 Karlshamn",
        "374 30",
        "0454-81 00 00",
        "070-123 45 67",
        "barn@example.se",
        "STORGATAN",
        "Barn STORGATAN Karlshamn",
        "Barn*",
        "Barn%",
        "%",
        "",
        "20120126-2390",
        "narkotika",
        "Barn 2012",
    ];
    for term in wrong {
        let seen = search(&mut sara, term).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{term}");
        assert!(seen.body.contains("id=\"term-e\"") && seen.body.contains("href=\"#term\""), "{term}");
        assert!(term.is_empty() || seen.body.contains("15 § förordningen"), "{term}: the law is named");
        assert!(!seen.body.contains("född"), "{term}");
    }
    assert_eq!(
        (world.dump().await, world.entries().await),
        before,
        "nothing was looked for, counted or recorded"
    );
    // The words of a search are in no address: one that carries them is the empty form.
    assert!(!sara.get("/sok?term=Barn+STORGATAN").await.body.contains("STORGATAN"));
    for other in ["karin", "jonas", "amira", "lena", "petra", "margit", "eva"] {
        let mut browser = world.browser(other).await;
        for term in ["Barn STORGATAN", "Storgatan 3"] {
            let seen = search(&mut browser, term).await;
            assert!(seen.status == StatusCode::FORBIDDEN && !seen.body.contains("född"), "{other}");
        }
        assert!(!browser.get("/att-gora").await.body.contains("href=\"/sok\""), "{other}");
    }
    assert!(sara.get("/att-gora").await.body.contains("href=\"/sok\""));
});

both_engines!(the_three_ways_lead_to_a_person_and_to_what_the_unit_has, |world: World| async move {
    let elias = registered(&world, "sara", Some(ELIAS), "QZXEN", false).await;
    let noor = world.handed("karin", world.concern(Some(NOOR), "QZXTVA")).await;
    let unnumbered = registered(&world, "sara", None, "QZXTRE", false).await;
    let mut sara = world.browser("sara").await;
    let number = dnr(&world, elias.received).await;
    for term in [ELIAS, "2012-01262399", "barn qzxen", "QZXEN  Barn", &number, &number.to_lowercase()] {
        let seen = search(&mut sara, term).await;
        assert_eq!(
            seen.status,
            if term == "2012-01262399" { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
        );
        if seen.status == StatusCode::OK {
            assert!(
                seen.body.contains("En träff") && seen.body.contains("Barn QZXEN"),
                "{term}: {}",
                seen.body
            );
            assert!(seen.body.contains("född 2012") && seen.body.contains("Mottagningen"), "{term}");
            assert!(seen.body.contains(&format!("/inkomna/{}", elias.received)), "{term}");
            assert!(!seen.body.contains("sett QZXEN") && !seen.body.contains("Skäl"), "{term}: no content");
            assert!(term == ELIAS || !seen.body.contains("2399"), "{term}: no number");
        }
    }
    // Whoever is not assessed is in no register yet, but an exact number finds the report.
    let seen = search(&mut sara, NOOR).await;
    assert!(
        seen.body.contains("inte bedömd än") && seen.body.contains(&format!("/inkomna/{}", noor.received))
    );
    assert!(search(&mut sara, "Barn QZXTVA").await.body.contains("Ingen träff"));
    let seen = search(&mut sara, "Barn QZXTRE").await;
    assert!(seen.body.contains(&format!("/inkomna/{}", unnumbered.received)) && !seen.body.contains("född"));
    for term in ["Barn QZX", "QZXEN QZXEN", "Ingen Sådan", ALVA, "2026-BBBBB"] {
        assert!(search(&mut sara, term).await.body.contains("Ingen träff"), "{term}");
    }
});

// Acceptance rule (i), domain rule 17: byte for byte the same answer, the same entry, for a named handler too.
both_engines!(acceptance_i_a_protected_person_alters_no_count_and_no_size, |world: World| async move {
    olle(&world).await;
    registered(&world, "sara", Some(ELIAS), "QZXEN", false).await;
    let (mut sara, mut handler) = (world.browser("sara").await, world.browser_of("olle").await);
    let terms = ["Barn QZXEN", "Barn QZXTVA", ELIAS, ALVA, NOOR];
    let mut before = Vec::new();
    for term in terms {
        before.push((answer(&world, &mut sara, term).await, answer(&world, &mut handler, term).await));
    }
    // One of the same name as who is found, one of a name and a number that nobody has; one that is not assessed yet.
    let alva = registered(&world, "olle", Some(ALVA), "QZXEN", true).await;
    registered(&world, "olle", None, "QZXTVA", true).await;
    let mut later = world.concern(Some(NOOR), "QZXTVA");
    later.protected = true;
    let noor = world.handed("karin", later).await;
    for (term, before) in terms.into_iter().zip(before) {
        let after = (answer(&world, &mut sara, term).await, answer(&world, &mut handler, term).await);
        assert!(after == before, "{term}: a protected person shows");
    }
    for hidden in [alva, noor] {
        let number = dnr(&world, hidden.received).await;
        let found = answer(&world, &mut sara, &number).await;
        let nobody = answer(&world, &mut sara, "2026-BBBBB").await;
        assert_eq!(found.2.replace(&number, "MASKED"), nobody.2.replace("2026-BBBBB", "MASKED"));
        assert_eq!((found.0, found.1, found.3), (nobody.0, nobody.1, nobody.3));
    }
    // Known as unprotected, then reported as protected: gone from the next search on.
    assert!(search(&mut sara, ELIAS).await.body.contains("Barn QZXEN"));
    let mut now = world.concern(Some(ELIAS), "QZXEN");
    now.protected = true;
    world.handed("karin", now).await;
    for term in [ELIAS, "Barn QZXEN"] {
        assert!(search(&mut sara, term).await.body.contains("Ingen träff"), "{term}");
    }
});

both_engines!(ten_are_shown_and_of_more_none_and_the_protected_do_not_count, |world: World| async move {
    olle(&world).await;
    for _ in 0..10 {
        registered(&world, "sara", None, "QZXMANGA", false).await;
    }
    registered(&world, "olle", None, "QZXMANGA", true).await;
    let mut sara = world.browser("sara").await;
    let seen = search(&mut sara, "Barn QZXMANGA").await;
    assert!(seen.body.contains("10 träffar"), "{}", seen.body);
    registered(&world, "sara", None, "QZXMANGA", false).await;
    let before = world.entries().await;
    let seen = search(&mut sara, "Barn QZXMANGA").await;
    assert!(seen.body.contains("Förtydliga sökningen") && !seen.body.contains("Barn QZXMANGA</strong>"));
    let entries = world.entries_from(before).await;
    assert_eq!((entries.len(), entries[0].items.len()), (1, 1), "nobody was shown, nobody is named");
    assert_eq!(entries[0].note["outcome"], "too_many");
});

// 11 § förvaltningslagen: with a number the person is not there, without one whoever belongs to the matter is not.
both_engines!(a_conflict_of_interest_is_like_nobody_for_that_reader_alone, |world: World| async move {
    olle(&world).await;
    let (mut sara, mut other) = (world.browser("sara").await, world.browser_of("olle").await);
    let terms = [ELIAS, "Barn QZXEN", "Barn QZXTVA"];
    let mut nobody = Vec::new();
    for term in terms {
        nobody.push(answer(&world, &mut sara, term).await);
    }
    registered(&world, "sara", Some(ELIAS), "QZXEN", false).await;
    let unnumbered = registered(&world, "sara", None, "QZXTVA", false).await;
    for term in terms {
        assert!(search(&mut sara, term).await.body.contains("En träff"), "{term}");
    }
    let account = world.badge("sara").await.account;
    world.setup.conflict(account, &world.number(ELIAS)).await.unwrap();
    world.desk("sara").await.knows_family(unnumbered.received, true).await.unwrap();
    for (term, nobody) in terms.into_iter().zip(nobody) {
        assert!(answer(&world, &mut sara, term).await == nobody, "{term}");
        assert!(search(&mut other, term).await.body.contains("En träff"), "{term}");
    }
});

both_engines!(a_hit_names_who_was_shown_and_a_miss_leaves_a_token, |world: World| async move {
    let elias = registered(&world, "sara", Some(ELIAS), "QZXEN", false).await;
    let mut sara = world.browser("sara").await;
    let before = world.entries().await;
    for term in [ELIAS, ALVA, ALVA, NOOR, "Barn QZXNEJ", "qzxnej BARN", "Barn QZXEN"] {
        assert_eq!(search(&mut sara, term).await.status, StatusCode::OK, "{term}");
    }
    let entries = world.entries_from(before).await;
    assert_eq!(entries.len(), 7);
    for entry in &entries {
        assert_eq!((entry.class, entry.action.as_str()), (ActionClass::Search, "person.search"));
        assert_eq!(entry.note["sought"].len(), 32);
        let text = format!("{entry:?}");
        assert!(
            !text.contains("QZX") && !text.contains("2399") && !text.contains("2385"),
            "no words: {text}"
        );
    }
    let sought: Vec<&str> = entries.iter().map(|entry| entry.note["sought"].as_str()).collect();
    assert_eq!((sought[1], sought[4]), (sought[2], sought[5]), "the same is the same");
    assert!(sought[0] != sought[1] && sought[1] != sought[3] && sought[4] != sought[6]);
    let outcomes: Vec<&str> = entries.iter().map(|entry| entry.note["outcome"].as_str()).collect();
    assert_eq!(outcomes, ["found", "none", "none", "none", "none", "none", "found"]);
    let shown = |entry: &Entry| -> Vec<String> {
        let items = entry.items.iter().filter(|item| item.verdict == Verdict::Allowed);
        items
            .filter(|item| !item.fields.is_empty())
            .map(|item| format!("{} {:?}", item.kind, item.fields))
            .collect()
    };
    assert_eq!(shown(&entries[0]), ["person [\"name\"]", "concern [\"identity\"]"]);
    assert_eq!(entries[0].items[2].record, elias.received.to_string());
    assert!(entries[0].items[1].subject.is_some());
    assert!(shown(&entries[1]).is_empty());
    assert!(sara.get("/min-logg").await.body.contains("Sökt efter en person"));
    let margit = world.browser("margit").await.get("/loggkontroll").await;
    assert_eq!(margit.status, StatusCode::OK, "{}", margit.body);
});

// A row in the register of another board, and a unit elsewhere in the own one.
both_engines!(another_boards_persons_are_never_found, |world: World| async move {
    let school = world.desk("karin").await.card().duty.unit.clone();
    let id = Id::<Person>::from_random([77; 16]);
    let number = world.number(ELIAS);
    let key = world.keys.new_record(RecordKind::Person, id.uuid());
    let about = Identity { name: "Barn QZXSKOLA".to_owned(), number: Some(number.clone()) };
    let body = key.seal::<Person>(&about).unwrap();
    let cover = PersonCover {
        id,
        authority: school.authority.id,
        unit: school.id,
        token: Some(world.keys.person_token(school.authority.id, &number)),
        protected: false,
        concern: None,
        created: world.desk("karin").await.occasion().now,
    };
    let mut tx = world.store.begin().await.unwrap();
    let groups = SealedGroups { line: None, body, key: key.wrapped() };
    tx.write(Write::Person(cover, groups)).await.unwrap();
    tx.commit().await.unwrap();
    let mut sara = world.browser("sara").await;
    for term in [ELIAS, "Barn QZXSKOLA"] {
        assert!(search(&mut sara, term).await.body.contains("Ingen träff"), "{term}");
    }
    assert_eq!(search(&mut world.browser("karin").await, ELIAS).await.status, StatusCode::FORBIDDEN);
});

both_engines!(the_searches_of_a_day_are_spent_explained_and_new_after_midnight, |world: World| async move {
    olle(&world).await;
    registered(&world, "sara", Some(ELIAS), "QZXEN", false).await;
    let mut sara = world.browser("sara").await;
    for turn in 0..PER_DAY - 1 {
        let term = if turn % 2 == 0 { ELIAS } else { "Ingen Sådan" };
        assert_eq!(search(&mut sara, term).await.status, StatusCode::OK, "{turn}");
    }
    assert_eq!(
        search(&mut sara, "Storgatan 3").await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "costs nothing"
    );
    // Of several at the same time one is the last.
    let desk = world.desk("sara").await;
    let term = |text: &str| domain::search::SearchTerm::parse(text, desk.today().date()).ok().unwrap();
    let (one, two, three) = (term(ELIAS), term("Barn QZXEN"), term(ELIAS));
    let (one, two, three) = tokio::join!(desk.search(&one), desk.search(&two), desk.search(&three));
    assert_eq!([one.is_ok(), two.is_ok(), three.is_ok()].iter().filter(|ok| **ok).count(), 1);
    let before = world.entries().await;
    for seen in
        [search(&mut sara, ELIAS).await, search(&mut sara, "Storgatan 3").await, sara.get("/sok").await]
    {
        assert_eq!(seen.status, StatusCode::FORBIDDEN);
        assert!(seen.body.contains("Nya sökningar finns efter midnatt"), "{}", seen.body);
        assert!(!seen.body.contains("QZXEN"));
    }
    let refused = world.entries_from(before).await;
    assert!(refused.len() == 3 && refused.iter().all(|entry| entry.class == ActionClass::Refusal));
    assert!(refused[0].items[0].policies.contains(&"search-budget".to_owned()));
    let mut other = world.browser_of("olle").await;
    assert_eq!(search(&mut other, ELIAS).await.status, StatusCode::OK, "each account has its own");
    world.clock.advance(time::Duration::hours(15));
    let mut sara = world.browser("sara").await;
    assert!(search(&mut sara, ELIAS).await.body.contains("Barn QZXEN"));
});
