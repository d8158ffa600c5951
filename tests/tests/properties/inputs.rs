//! Bad input: whatever a form or an address brings, there is a page about it, the fault stands at its field, and
//! not a word is lost.

mod addresses;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use tests::{Browser, Seen, World, both_engines, browser::encode, calls, outside::knock, world::ELIAS};
use web::routes::TABLE;

/// Texts that break programs.
pub(crate) const HOSTILE: [&str; 10] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'; DROP TABLE concern; --",
    "{{ 7*7 }} ${7*7} <%= 7 %>",
    "noll\0mitt i",
    "\u{202e}bakvänt\u{202c} \u{200f}عربي",
    "👩‍👧‍👦 Zoë Ñandú 中文",
    "rad ett\r\nSet-Cookie: x=y\r\n\r\nrad fyra",
    "&lt;redan&gt; &amp;amp; %3Cscript%3E",
    "\u{feff}\u{0007}\u{001b}[31mfärg",
];

/// The text of a page as a browser reads it.
fn read(page: &str) -> String {
    let named = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    named.iter().fold(page.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}

/// Whether a text came back, whole and harmless.
fn keeps(seen: &Seen, text: &str) -> bool {
    let lines = |text: &str| text.replace("\r\n", "\n");
    lines(&read(&seen.body)).contains(&lines(text))
        && !seen.body.contains("<script>")
        && !seen.body.contains("<img")
        && !seen.headers.contains_key("set-cookie")
}

fn at_field(seen: &Seen, field: &str) -> bool {
    let marked = [format!("id=\"{field}\""), format!("href=\"#{field}\"")];
    seen.status == StatusCode::UNPROCESSABLE_ENTITY && marked.iter().all(|mark| seen.body.contains(mark))
}

/// A good form with one field replaced.
fn but<'f>(good: &[(&'f str, &'f str)], field: &'f str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    let mut form: Vec<_> = good.iter().copied().filter(|(name, _)| *name != field).collect();
    form.push((field, value));
    form
}

const CONCERN: [(&str, &str); 8] = [
    ("name", "Barn"),
    ("number", ELIAS),
    ("observed", "SETT SJÄLV"),
    ("hearsay", "HÖRT SÄGAS"),
    ("judgement", "BEDÖMER"),
    ("guardians", "no"),
    ("protected", "yes"),
    ("harm", "yes"),
];

both_engines!(a_concern_keeps_every_word_whatever_is_wrong_with_it, |world: World| async move {
    let mut karin = world.browser("karin").await;
    let before = (world.records().await, world.entries().await);
    let (name, text) = ("n".repeat(201), "Å".repeat(8001));
    let wrong = [
        ("name", name.as_str()),
        ("observed", text.as_str()),
        ("observed", " \r\n "),
        ("hearsay", &text),
        ("judgement", &text),
        ("number", "20120126-2390"),
        ("number", "20120231-2399"),
        ("number", "29990101-2399"),
        ("number", "1"),
        ("number", "123456789012345678901234567890"),
        ("number", "elva"),
        ("number", "<script>"),
        ("guardians", "kanske"),
        ("guardians", ""),
    ];
    for path in ["/oro/granska", "/oro"] {
        for (field, value) in wrong {
            let seen = karin.submit(path, &but(&CONCERN, field, value)).await;
            assert!(at_field(&seen, field), "{path} {field} {}", seen.status);
            for (other, word) in
                CONCERN.iter().filter(|(other, _)| *other != field && !matches!(*other, "guardians" | "harm"))
            {
                assert!(keeps(&seen, word), "{path} {field}: {other} is lost");
            }
            assert!(field == "guardians" || keeps(&seen, value), "{path} {field}: what was wrong is lost");
        }
    }
    assert_eq!((world.records().await, world.entries().await), before, "nothing was sent, nobody was shown");
});

both_engines!(hostile_text_is_text_from_the_form_to_the_receiver, |world: World| async move {
    let (mut karin, mut sara) = (world.browser("karin").await, world.browser("sara").await);
    for text in HOSTILE {
        let fields = ["name", "observed", "hearsay", "judgement"];
        let form = fields.iter().fold(CONCERN.to_vec(), |form, field| but(&form, field, text));
        let form = but(&form, "protected", "no");
        let changed = karin.submit("/oro/andra", &form).await;
        let review = karin.submit("/oro/granska", &form).await;
        let number = review.hidden("form");
        let old = karin.post("/oro", &but(&but(&form, "form", &number), "token", text)).await;
        let unsent = Browser::new(world.pages.clone()).post("/oro", &form).await;
        for (seen, status) in [(&changed, 200), (&review, 200), (&old, 409), (&unsent, 403)] {
            assert_eq!(seen.status.as_u16(), status, "{text:?}");
            assert!(keeps(seen, text), "{text:?} {status}");
        }
        let sent = karin.submit("/oro", &but(&form, "form", &number)).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{text:?}");
        let own = sent.location().trim_end_matches("/kvitto").to_owned();
        assert!(keeps(&karin.get(&own).await, text.trim()), "{text:?}");
        assert!(keeps(&karin.get("/oro").await, text.trim()), "{text:?}");
        assert!(keeps(&sara.get("/inkomna").await, text.trim()), "{text:?}");
    }
});

both_engines!(a_concern_whose_form_has_no_number_or_a_used_one_comes_back, |world: World| async move {
    let mut karin = world.browser("karin").await;
    let used = karin.submit("/oro/granska", &CONCERN).await.hidden("form");
    let first = karin.submit("/oro", &but(&CONCERN, "form", &used)).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let mut sent = Vec::new();
    for number in ["", "x", "00000000000000000000000000000000", "<script>", &used] {
        let before = world.records().await;
        let form = but(&but(&CONCERN, "observed", "ANDRA ORD <b>"), "form", number);
        let back = karin.submit("/oro", &form).await;
        assert_eq!(back.status, StatusCode::CONFLICT, "{number}");
        assert!(
            CONCERN.iter().filter(|(name, _)| *name != "observed").all(|(_, word)| back.body.contains(word))
        );
        assert!(keeps(&back, "ANDRA ORD <b>"), "{number}");
        assert_eq!(world.records().await, before, "{number}");
        let again = karin.submit("/oro", &but(&form, "form", &back.hidden("form"))).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{number}");
        sent.push(again.location().to_owned());
    }
    sent.push(first.location().to_owned());
    sent.sort();
    sent.dedup();
    assert_eq!(sent.len(), 6, "each is a concern of its own");
});

both_engines!(what_intake_writes_comes_back_with_its_fault, |world: World| async move {
    let mut sara = world.browser("sara").await;
    let handed = world.handed("karin", world.concern(Some(ELIAS), "M")).await;
    let page = format!("/inkomna/{}", handed.received);
    let long = "Å".repeat(8001);
    let judge = [
        ("protection", "protection_reasons", "not_needed"),
        ("opening", "opening_reasons", "do_not_open"),
        ("feedback", "feedback_reasons", "withheld"),
    ];
    for (question, why, outcome) in judge {
        for (field, form) in [
            (question, [(question, ""), (why, "SKÄL <b>")]),
            (question, [(question, "<script>"), (why, "SKÄL <b>")]),
            (why, [(question, outcome), (why, " ")]),
            (why, [(question, outcome), (why, &long)]),
        ] {
            let before = world.records().await;
            let seen = sara.submit(&page, &form).await;
            assert!(at_field(&seen, field) && keeps(&seen, form[1].1), "{form:.40?} {}", seen.status);
            assert_eq!(world.records().await, before, "{question}");
        }
        let empty = sara.submit(&page, &[]).await;
        assert!(at_field(&empty, question), "an empty form is told at its first question: {}", empty.status);
        let reasons = HOSTILE.join("\n");
        let done = sara.submit(&page, &[(question, outcome), (why, &reasons)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{question}");
        assert!(keeps(&sara.get(&page).await, reasons.trim()), "{question}");
        let again = sara.submit(&page, &[(question, outcome), (why, "FÖR SENT <b>")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{question}");
        assert!(keeps(&again, "FÖR SENT <b>"), "{question}: the text of whoever was later is lost");
    }
});

both_engines!(one_save_that_is_too_early_saves_nothing, |world: World| async move {
    let mut sara = world.browser("sara").await;
    let handed = world.handed("karin", world.concern(Some(ELIAS), "M")).await;
    let page = format!("/inkomna/{}", handed.received);
    let opening = [("opening", "open"), ("opening_reasons", "SKÄL <b>")];
    let feedback = [("protection", "needed"), ("protection_reasons", "SKÄL <b>"), ("feedback", "given")];
    for (field, form) in [("protection", &opening[..]), ("opening", &feedback[..])] {
        let before = world.records().await;
        let seen = sara.submit(&page, form).await;
        assert!(at_field(&seen, field) && keeps(&seen, "SKÄL <b>"), "{form:?} {}", seen.status);
        assert_eq!(world.records().await, before, "{form:?}");
    }
});

const OFFER: [(&str, &str); 6] = [
    ("kind", "talks"),
    ("for_whom", "BARNET <b>"),
    ("goal", "MÅLET <b>"),
    ("agreed_by", "guardians"),
    ("agreed_how", "meeting"),
    ("follow_up", "2027-01-05"),
];

both_engines!(an_offer_comes_back_with_its_fault, |world: World| async move {
    let mut sara = world.browser("sara").await;
    let handed = world.handed("karin", world.concern(Some(ELIAS), "M")).await;
    let intervention = world.followed("sara", handed.received, ("Skäl", "Barn", "Mål")).await;
    let path = format!("/inkomna/{}/insats", handed.received);
    let (name, goal) = ("n".repeat(201), "Å".repeat(2001));
    let days =
        ["", "igår", "2026-11-23", "2027-02-29", "0000-00-00", "99999-01-01", "-9999-01-01", "2027-01-05\0"];
    let mut wrong = vec![
        ("kind", ""),
        ("kind", "<script>"),
        ("for_whom", " "),
        ("for_whom", &name),
        ("goal", " "),
        ("goal", &goal),
        ("agreed_by", "ingen"),
        ("agreed_how", "\0"),
    ];
    wrong.extend(days.map(|day| ("follow_up", day)));
    let before = world.records().await;
    for (field, value) in wrong {
        let seen = sara.submit(&path, &but(&OFFER, field, value)).await;
        assert!(at_field(&seen, field), "{field} {value:.20?} {}", seen.status);
        for (other, word) in [("for_whom", "BARNET <b>"), ("goal", "MÅLET <b>")] {
            assert!(keeps(&seen, if other == field { value } else { word }), "{field}: {other} is lost");
        }
    }
    for step in ["", "<script>", "STARTA", "start ", "\0"] {
        let seen = sara.submit(&format!("/insatser/{intervention}"), &[("step", step)]).await;
        assert!(at_field(&seen, "step"), "{step:?} {}", seen.status);
    }
    assert_eq!(world.records().await, before);
    let farthest = but(&OFFER, "follow_up", "9999-12-31");
    for text in HOSTILE {
        let offered = sara.submit(&path, &but(&but(&farthest, "goal", text), "for_whom", text)).await;
        assert_eq!(offered.status, StatusCode::SEE_OTHER, "{text:?}");
        assert!(keeps(&sara.get(offered.location()).await, text.trim()), "{text:?}");
    }
    assert_eq!(sara.get("/insatser").await.status, StatusCode::OK);
});

both_engines!(the_entrance_takes_anything_and_lets_nobody_in, |world: World| async move {
    let mut karin = world.browser("karin").await;
    let long = "x".repeat(10_000);
    for text in HOSTILE.into_iter().chain(["", &long]) {
        let mut stranger = Browser::new(world.pages.clone());
        let form = [("username", text), ("password", text), ("code", text)];
        let seen = stranger.post("/logga-in", &form).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{text:.40?}");
        assert!(!seen.body.contains("<script>") && stranger.cookie().is_empty(), "{text:.40?}");
        assert_eq!(stranger.post("/demo", &[("who", text)]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(karin.submit("/roll", &[("duty", text)]).await.status, StatusCode::NOT_FOUND);
        let back = stranger.post("/sprak", &[("to", text), ("back", text)]).await;
        assert_eq!((back.status, back.location()), (StatusCode::SEE_OTHER, "/"), "{text:.40?}");
    }
    // Only a path of our own, whatever a browser makes of it.
    for back in
        ["//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example", "/a\r\nX: y", "/\0"]
    {
        let seen = karin.post("/sprak", &[("to", "en"), ("back", back)]).await;
        assert_eq!((seen.status, seen.location()), (StatusCode::SEE_OTHER, "/"), "{back:?}");
        assert!(!seen.headers.contains_key("x"));
    }
    let seen = karin.post("/sprak", &[("to", "en"), ("back", "/oro?efter=1-2")]).await;
    assert_eq!(seen.location(), "/oro?efter=1-2");
});

/// Bodies that are no form of ours.
fn broken(form: &str) -> Vec<(&'static str, String)> {
    let typed = "application/x-www-form-urlencoded";
    vec![
        (typed, format!("{form}&okand=1")),
        (typed, format!("{form}&{}=1", encode("<script>"))),
        (typed, format!("{form}&{form}")),
        (typed, "%".to_owned()),
        (typed, "%zz=%zz".to_owned()),
        (typed, "=&=&=".to_owned()),
        (typed, "\u{0}\u{1}".to_owned()),
        ("text/plain", form.to_owned()),
        ("multipart/form-data; boundary=x", format!("--x\r\n\r\n{form}\r\n--x--")),
        ("application/json", "{\"name\": \"Barn\"}".to_owned()),
        ("", form.to_owned()),
        ("\"", form.to_owned()),
    ]
}

both_engines!(what_is_no_form_is_turned_away_and_changes_nothing, |world: World| async move {
    let mut sara = world.browser("sara").await;
    let mut karin = world.browser("karin").await;
    for route in TABLE.iter().filter(|route| route.method == "post") {
        let things = world.things_for(route).await;
        let path = calls::path(route, &things, "").unwrap();
        let browser = if route.path.starts_with("/oro") { &mut karin } else { &mut sara };
        let form = calls::form(route.path, "", &world.office.new_form_number().to_string()).unwrap();
        let form = calls::with_token(route.path, &form, &browser.token);
        let before = world.records().await;
        for (kind, body) in broken(&form) {
            let request = Request::post(&path)
                .header(header::HOST, "127.0.0.1:8080")
                .header(header::COOKIE, browser.cookie())
                .header(header::CONTENT_TYPE, kind)
                .header("sec-fetch-site", "same-origin");
            let seen = knock(&world.pages, request.body(Body::from(body.clone())).unwrap()).await;
            // A body that a lenient reader takes for an empty form is a form with everything missing.
            let said = format!("{path} {kind} {body:.60}: {}", seen.status);
            assert!(seen.status.is_client_error(), "{said}");
            assert!(seen.body.contains("<h1>") && !seen.body.contains("<script>"), "{said}");
        }
        for size in [web::BODY + 1, 4 * web::BODY] {
            let huge = format!("{form}&x={}", "y".repeat(size));
            let seen = browser.ask(Method::POST, &path, huge).await;
            assert_eq!(seen.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        }
        assert_eq!(world.records().await, before, "{path}");
    }
    // The longest form that people can write fits: three texts of characters that take three bytes each.
    let text = "€".repeat(8000);
    let longest = [("name", "n"), ("observed", text.as_str()), ("hearsay", &text), ("judgement", &text)];
    let seen = karin.submit("/oro/granska", &but(&but(&longest, "guardians", "no"), "harm", "yes")).await;
    assert_eq!(seen.status, StatusCode::OK, "a long concern is a concern");
});
