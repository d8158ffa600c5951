//! Publishing week by week: who may, when the next one is due, the channels it is told in, and forms that cannot be read.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use tests::{World, both_engines, outside::knock};

use super::{at_field, public, read};

// A form that cannot be read says no more to somebody without a part in this than a readable one.
both_engines!(a_form_that_cannot_be_read_is_answered_after_the_role_is_decided, |world: World| async move {
    world.grounded().await;
    let pages = ["/lofte/ny", "/lofte/publicera", "/lofte/underlag", "/ikvall", "/ikvall/berattat"];
    for (who, status) in [("karin", StatusCode::FORBIDDEN), ("malin", StatusCode::BAD_REQUEST)] {
        let mut browser = world.browser(who).await;
        for path in pages {
            let before = world.entries().await;
            let seen = browser.submit(path, &[("no_such_field", "x")]).await;
            assert_eq!(seen.status, status, "{who} {path}");
            assert_eq!(world.entries().await, before + 1, "{who} {path}: decided and recorded");
        }
    }
});

// The promise says that feedback is given on web sites and in social media: each channel once for each publication.
both_engines!(a_publication_is_told_in_each_channel_once_and_counts, |world: World| async move {
    let mut malin = public::published(&world).await;
    let page = malin.get("/lofte/kanaler").await;
    for said in [
        "Nattvandringar: 2 av 80 tillfällen (ligger efter)",
        "Night walks: 2 of 80 occasions (behind)",
        "/medborgarlofte/karlshamn-2026",
    ] {
        assert!(read(&page).contains(said), "{said}: {}", page.body);
    }
    assert_eq!(page.body.matches("Inte antecknad").count(), 3, "{}", page.body);
    let told = |channel: &'static str| [("promise", "karlshamn-2026"), ("channel", channel)];
    for channel in ["municipal_site", "municipal_site", "social_media"] {
        let seen = malin.submit("/lofte/kanaler", &told(channel)).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{channel}");
    }
    let mut jonas = world.browser("jonas").await;
    let seen = jonas.submit("/lofte/kanaler", &told("police_site")).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    let mut isak = world.browser("isak").await;
    let seen = isak.submit("/lofte/kanaler", &told("police_site")).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    let seen = malin.submit("/lofte/kanaler", &told("press")).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "a channel that the promise does not name");
    let page = malin.get("/lofte/kanaler").await;
    assert_eq!(page.body.matches("Återkopplad ").count(), 3, "{}", page.body);
    assert!(
        read(&malin.get("/lofte").await)
            .contains("<span class=\"big num\">3</span> <span class=\"quiet\">återkopplingar")
    );
    // The next publication is told anew.
    world.clock.advance(time::Duration::WEEK);
    let mut malin = world.browser("malin").await;
    let seen = malin.submit("/lofte/publicera", &[("promise", "karlshamn-2026")]).await;
    assert_eq!(seen.location(), "/lofte/kanaler?lofte=karlshamn-2026");
    assert_eq!(malin.get("/lofte/kanaler").await.body.matches("Inte antecknad").count(), 3);
});

both_engines!(the_workspace_says_when_the_next_publication_is_due, |world: World| async move {
    let mut malin = public::published(&world).await;
    // Published on Tuesday 24 November; Mondays are the day.
    let page = malin.get("/lofte").await;
    assert!(read(&page).contains("Nästa publicering: mån 30 nov 2026."), "{}", page.body);
    world.clock.advance(time::Duration::days(7));
    let mut malin = world.browser("malin").await;
    let page = malin.get("/lofte").await;
    assert!(read(&page).contains("det skulle ha gjorts mån 30 nov 2026"), "{}", page.body);
});

/// The address at which an entry of the list is put right.
fn correcting(page: &str, kind: &str) -> String {
    let at = page.find(kind).unwrap_or_else(|| panic!("{kind}: {page}"));
    let rest = &page[at..];
    let from = rest.find("/lofte/ratta?post=").unwrap_or_else(|| panic!("{kind}: {rest}"));
    rest[from..].split('"').next().unwrap().to_owned()
}

both_engines!(
    what_was_written_down_wrongly_is_put_right_by_the_unit_that_wrote_it,
    |world: World| async move {
        let mut malin = public::published(&world).await;
        let list = malin.get("/lofte/gjort").await;
        for said in ["medborgardialog", "fotpatrull", "Nattvandring", "Trygghet (Biblioteket)"] {
            assert!(read(&list).contains(said), "{said}: {}", list.body);
        }
        assert_eq!(list.body.matches("/lofte/ratta?post=").count(), 1, "the patrol is the Police's");
        let evenings = malin.get("/lofte/gjort?slag=evenings").await;
        assert!(!evenings.body.contains("Biblioteket") && evenings.body.contains("5 vuxna"));
        let dialogues = malin.get("/lofte/gjort?slag=citizen_dialogue").await;
        assert!(dialogues.body.contains("Biblioteket") && !dialogues.body.contains("fokus"));
        let edit = malin.get(&correcting(&list.body, "medborgardialog")).await;
        assert!(
            edit.body.contains("value=\"Biblioteket\"") && edit.body.contains("value=\"2026-11-12\""),
            "{}",
            edit.body
        );
        let (post, version) = (edit.hidden("post"), edit.hidden("version"));
        let form = |venue: &'static str| {
            [
                ("post", post.clone()),
                ("version", version.clone()),
                ("kind", "citizen_dialogue".to_owned()),
                ("on", "2026-11-13".to_owned()),
                ("part", "took_part".to_owned()),
                ("venue", venue.to_owned()),
                ("themes", "Trygghet".to_owned()),
            ]
        };
        let send = async |browser: &mut tests::Browser, venue| {
            let form = form(venue);
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.submit("/lofte/ratta", &form).await
        };
        let mut jonas = world.browser("jonas").await;
        assert_eq!(send(&mut jonas, "Torget").await.status, StatusCode::FORBIDDEN, "another unit's");
        let wrong = send(&mut malin, "").await;
        assert!(at_field(&wrong, "venue", "Skriv något här"), "{}", wrong.body);
        let before = world.entries().await;
        assert_eq!(send(&mut malin, "Torget").await.status, StatusCode::SEE_OTHER);
        assert_eq!(world.entries().await, before + 1, "a change is one entry");
        let list = malin.get("/lofte/gjort").await;
        assert!(read(&list).contains("Vi medverkade: Trygghet (Torget)"), "{}", list.body);
        let again = send(&mut malin, "Hamnen").await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody else was faster");
        // Struck out: it stays in the list and counts nowhere. What it said before is kept.
        let edit = malin.get(&correcting(&list.body, "medborgardialog")).await;
        let strike = [("post", edit.hidden("post")), ("version", edit.hidden("version"))];
        let strike: Vec<(&str, &str)> = strike.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let strike = [strike.as_slice(), &[("strike", "yes"), ("kind", "citizen_dialogue")]].concat();
        assert_eq!(malin.submit("/lofte/ratta", &strike).await.status, StatusCode::SEE_OTHER);
        assert!(malin.get("/lofte/gjort").await.body.contains("Struken"));
        let inside = malin.get("/lofte/publicera").await;
        assert!(!inside.body.contains("Torget"), "{}", inside.body);
        let rows = format!("{:?}", world.dump().await);
        assert!(rows.contains("Biblioteket") && rows.contains("activity_before"), "the old is kept");
    }
);

both_engines!(an_agreement_is_kept_and_due_before_it_runs_out, |world: World| async move {
    let mut malin = world.browser("malin").await;
    let good = [
        ("title", "Samverkansöverenskommelse 2025–2026"),
        ("parties", "Kommunstyrelsens ordförande\nLokalpolisområdeschef"),
        ("covers", "Brottsförebyggande och trygghetsskapande arbete"),
        ("kept_at", "Kommunens diarium 2025/310"),
        ("signed_on", "2025-02-14"),
        ("first_day", "2025-03-01"),
        ("last_day", "2026-12-31"),
    ];
    for (field, value, text) in [
        ("title", "", "Skriv något här"),
        ("title", "Ring Kalle på 070-174 06 05", "ser ut som personuppgifter"),
        ("parties", "Lokalpolisområdeschef", "minst två funktioner"),
        ("signed_on", "2026-12-24", "Det har inte hänt än"),
        ("last_day", "2025-02-01", "Den slutar innan den börjar"),
    ] {
        let mut form: Vec<_> = good.iter().copied().filter(|(name, _)| *name != field).collect();
        form.push((field, value));
        let seen = malin.submit("/lofte/overenskommelser", &form).await;
        assert!(at_field(&seen, field, text), "{field} {value}: {} {}", seen.status, seen.body);
        assert!(seen.body.contains("2025/310"), "nothing written is lost");
    }
    let seen = malin.submit("/lofte/overenskommelser", &good).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
    let page = malin.get("/lofte/overenskommelser").await;
    assert!(read(&page).contains("Ska förnyas") && read(&page).contains("1 mars 2025"), "{}", page.body);
    for who in ["malin", "jonas"] {
        let seen = world.browser(who).await.get("/lofte").await;
        assert!(
            read(&seen).contains("Överenskommelse att förnya: Samverkansöverenskommelse 2025–2026"),
            "{who}"
        );
    }
    assert!(!world.browser("isak").await.get("/lofte").await.body.contains("att förnya"));
    let mut isak = world.browser("isak").await;
    assert_eq!(isak.submit("/lofte/overenskommelser", &good).await.status, StatusCode::FORBIDDEN);
    // Another one takes its place, and nothing is due any more.
    let at =
        page.body.find("<option value=\"").map(|_| page.body.rfind("<option value=\"").unwrap()).unwrap();
    let id = page.body[at + 15..].split('"').next().unwrap().to_owned();
    let mut next: Vec<_> = good.iter().copied().filter(|(name, _)| !name.ends_with("_day")).collect();
    next.extend([("first_day", "2027-01-01"), ("renews", id.as_str())]);
    let mut jonas = world.browser("jonas").await;
    let seen = jonas.submit("/lofte/overenskommelser", &next).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
    assert!(jonas.get("/lofte/overenskommelser").await.body.contains("Ersatt"));
    assert!(!world.browser("malin").await.get("/lofte").await.body.contains("att förnya"));
});

// The block stands on other sites: no cookie, no script, no form, and it alone may be framed.
both_engines!(the_block_for_other_sites_may_be_framed_and_nothing_else_may, |world: World| async move {
    public::published(&world).await;
    let mut anybody = tests::Browser::new(world.pages.clone());
    let block = anybody.get("/medborgarlofte/karlshamn-2026/inbaddning").await;
    assert_eq!(block.status, StatusCode::OK);
    assert!(
        read(&block).contains("2 av 80") && read(&block).contains("/medborgarlofte/karlshamn-2026?sprak=sv")
    );
    for nothing in ["<script", "<form", "style=", "<iframe"] {
        assert!(!block.body.contains(nothing), "{nothing}");
    }
    assert!(!block.headers.contains_key("set-cookie") && !block.headers.contains_key("x-frame-options"));
    let policy = block.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-ancestors *") && policy.contains("default-src 'none'"), "{policy}");
    let english = anybody.get("/medborgarlofte/karlshamn-2026/inbaddning?sprak=en").await;
    assert!(english.body.contains("<html lang=\"en\">") && english.body.contains("2 of 80"));
    let how = anybody.get("/medborgarlofte/karlshamn-2026/badda-in").await;
    assert!(read(&how).contains("/medborgarlofte/karlshamn-2026/inbaddning?sprak=sv"), "{}", how.body);
    for framed in ["/medborgarlofte", "/medborgarlofte/karlshamn-2026/badda-in", "/logga-in"] {
        let seen = anybody.get(framed).await;
        assert_eq!(seen.headers["x-frame-options"], "DENY", "{framed}");
        let policy = seen.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{framed}");
    }
    assert_eq!(anybody.get("/medborgarlofte/x/inbaddning").await.status, StatusCode::NOT_FOUND);
});

// What everybody may read may be kept, and whoever has it already gets nothing more.
both_engines!(what_is_public_may_be_kept_and_is_asked_about_by_its_tag, |world: World| async move {
    public::published(&world).await;
    let ask = async |path: &str, tag: &str| {
        let request = Request::get(path).header(header::HOST, "localhost").header(header::IF_NONE_MATCH, tag);
        knock(&world.pages, request.body(Body::empty()).unwrap()).await
    };
    for path in [
        "/medborgarlofte",
        "/medborgarlofte/karlshamn-2026.json",
        "/medborgarlofte/karlshamn-2026/inbaddning",
    ] {
        let first = ask(path, "\"x\"").await;
        assert_eq!(
            (first.status, &first.headers["cache-control"]),
            (StatusCode::OK, &"public, no-cache".parse().unwrap())
        );
        let tag = first.headers["etag"].to_str().unwrap().to_owned();
        let second = ask(path, &tag).await;
        assert_eq!((second.status, second.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
        assert_eq!(second.headers["etag"], first.headers["etag"]);
    }
    let tag = ask("/medborgarlofte", "").await.headers["etag"].clone();
    world.clock.advance(time::Duration::HOUR);
    world.commons("malin").await.publish("karlshamn-2026").await.unwrap();
    world.clock.advance(time::Duration::DAY);
    world.commons("malin").await.publish("karlshamn-2026").await.unwrap();
    assert_ne!(ask("/medborgarlofte", "").await.headers["etag"], tag, "a publication is another page");
    let inside = world.browser("malin").await.get("/lofte").await;
    assert_eq!(inside.headers["cache-control"], "no-store");
});
