//! Reporters who are sealed apart: who opens them, what everybody else sees (nothing), and what the log says.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use desk::{
    handover::NewConcern,
    review::{Flag, Grouped, Period, Seen},
};
use domain::{
    Id,
    concern::{Concern, UnsealReason},
};
use tests::{
    Browser, World, both_engines,
    world::{ALVA, ELIAS},
};
use web::routes::TABLE;

const REASON: [(&str, &str); 1] = [("reason", "contact")];

/// What a neighbour tells on the telephone.
const TOLD: [(&str, &str); 7] = [
    ("name", "Barn QZBARN"),
    ("number", ELIAS),
    ("observed", "QZORD på gården"),
    ("guardians", "must_not"),
    ("by_name", "Granne QZNAMN"),
    ("by_phone", "QZTELEFON"),
    ("by_relation", "QZRELATION"),
];

fn in_danger(world: &World, marker: &str) -> NewConcern {
    NewConcern { danger: true, feedback: true, ..world.concern(Some(ELIAS), marker) }
}

/// A page without what differs between any two runs: ids, tokens, numbers to quote and pseudonyms.
fn masked(page: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_chance = |word: &str| {
        let hex = word.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        let capitals = |part: &str| part.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        let paired = word.split_once('-').is_some_and(|(left, right)| {
            capitals(left) && capitals(right) && left.len() == 4 && (right.len() == 4 || right.len() == 5)
        });
        (hex && word.len() >= 12) || paired
    };
    let mut out = String::new();
    let mut rest = page;
    while !rest.is_empty() {
        let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        out += if is_chance(&rest[..word]) { "#" } else { &rest[..word] };
        rest = &rest[word..];
        let gap = rest.find(is_word).unwrap_or(rest.len());
        out += &rest[..gap];
        rest = &rest[gap..];
    }
    out
}

/// Everything that somebody can get of a concern, by path.
async fn crawled(browser: &mut Browser, concern: Id<Concern>) -> BTreeMap<String, (StatusCode, String)> {
    let mut pages = BTreeMap::new();
    for route in TABLE.iter().filter(|route| route.method == "get" && !route.path.contains("{file}")) {
        let seen = browser.get(&route.path.replace("{id}", &concern.to_string())).await;
        pages.insert(route.path.to_owned(), (seen.status, masked(&seen.body)));
    }
    let open = format!("/inkomna/{concern}/anmalare");
    let seen = browser.submit(&open, &REASON).await;
    pages.insert("anmalare".to_owned(), (seen.status, masked(&seen.body)));
    pages
}

type Crawl = BTreeMap<(&'static str, String), (StatusCode, String)>;

/// One run: somebody reports in danger, Sara works with it and opens who it was; what everybody else can see.
async fn run(world: &World, reporter: &str) -> Crawl {
    let handed = world.handed(reporter, in_danger(world, "QZLIKA")).await;
    let id = handed.received;
    let page = format!("/inkomna/{id}");
    let mut sara = world.browser("sara").await;
    let mut all = Crawl::new();
    let unopened = sara.get(&page).await;
    all.insert(("sara", "before".to_owned()), (unopened.status, masked(&unopened.body)));
    assert_eq!(sara.submit(&format!("{page}/ta"), &[]).await.status, StatusCode::SEE_OTHER);
    let mine = sara.get(&page).await;
    all.insert(("sara", "hers".to_owned()), (mine.status, masked(&mine.body)));
    let opened = sara.submit(&format!("{page}/anmalare"), &REASON).await;
    assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
    let judged = [
        ("protection", "not_needed"),
        ("protection_reasons", "Trygg i dag."),
        ("opening", "open"),
        ("opening_reasons", "Utreds."),
        ("feedback", "given"),
        ("feedback_reasons", ""),
    ];
    assert_eq!(sara.submit(&page, &judged).await.status, StatusCode::SEE_OTHER);
    let told = world.browser(reporter).await.get(&format!("/oro/{}", handed.own)).await;
    assert!(told.body.contains("utredning har inletts"), "whoever asked hears: {}", told.body);
    for name in ["tova", "lena", "amira", "petra", "margit", "eva"] {
        let mut browser = world.browser(name).await;
        for (path, seen) in crawled(&mut browser, id).await {
            all.insert((name, path), seen);
        }
    }
    all
}

// 26 kap. 5 § OSL, design: who reported makes no difference to anybody but whoever is responsible.
both_engines!(two_reporters_in_danger_give_the_same_pages_to_everybody_else, |first: World| async move {
    let second = World::new(first.engine).await;
    // A counsellor and a police officer: not even the agency tells.
    let (a, b) = (run(&first, "karin").await, run(&second, "jonas").await);
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (place, seen) in &a {
        assert_eq!(seen, &b[place], "{place:?}");
    }
    assert!(a.len() > 200, "{}", a.len());
    let read = a.values().filter(|(status, body)| *status == StatusCode::OK && body.contains("QZLIKA"));
    assert!(read.count() >= 3, "and the concern itself was among them");
});

both_engines!(
    only_whoever_is_responsible_opens_who_reported_and_that_is_always_reviewed,
    |world: World| async move {
        let handed = world.handed("karin", in_danger(&world, "QZFARA")).await;
        let page = format!("/inkomna/{}", handed.received);
        let open = format!("{page}/anmalare");
        let (mut sara, mut tova) = (world.browser("sara").await, world.browser("tova").await);
        let whole = sara.get(&page).await;
        assert!(whole.body.contains("QZFARA") && whole.body.contains("Skyddad anmälare"), "{}", whole.body);
        for tell in ["Karin", "Elevhälsan", "kurator"] {
            assert!(!whole.body.contains(tell), "{tell} stands on the page");
        }
        let missing = format!("/inkomna/{}/anmalare", handed.own);
        for path in [&open, &missing] {
            let before = world.entries().await;
            assert_eq!(
                sara.submit(path, &REASON).await.status,
                StatusCode::NOT_FOUND,
                "nobody is responsible"
            );
            assert_eq!(world.entries().await - before, 1);
        }
        assert_eq!(sara.submit(&format!("{page}/ta"), &[]).await.status, StatusCode::SEE_OTHER);
        let asked = sara.submit(&open, &[]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "without a reason nothing is opened");
        assert!(!asked.body.contains("Karin"));
        let opened = sara.submit(&open, &REASON).await;
        assert!(opened.body.contains("Karin") && opened.body.contains("Elevhälsan"), "{}", opened.body);
        assert_eq!(tova.submit(&open, &REASON).await.status, StatusCode::NOT_FOUND, "a colleague never");
        // The head makes somebody else responsible: with the next request it is theirs, and no longer Sara's.
        let tova_is = world.badge("tova").await.account.to_string();
        let assign = format!("/enheten/{}", handed.received);
        let mut lena = world.browser("lena").await;
        assert_eq!(lena.submit(&assign, &[("to", &tova_is)]).await.status, StatusCode::SEE_OTHER);
        assert!(tova.submit(&open, &REASON).await.body.contains("Karin"));
        assert_eq!(sara.submit(&open, &REASON).await.status, StatusCode::NOT_FOUND);

        let month = Grouped(Period::month_of(desk::Clock::now(&*world.clock)));
        let month = world.desk("margit").await.show(month).await.unwrap();
        // What was asked for in vain about nothing that exists is about nobody.
        let is_flagged =
            |seen: &&Seen| seen.group.flags.contains(&Flag::Reporter) && !seen.group.key.subject.is_empty();
        let flagged: Vec<_> = month.groups.iter().filter(is_flagged).collect();
        assert_eq!(flagged.len(), 2, "Sara's and Tova's");
        assert!(flagged.iter().all(|seen| !seen.is_routine()), "never settled with the rest");
        let given = ("reporter.show".to_owned(), UnsealReason::Contact.word().to_owned());
        assert!(flagged.iter().all(|seen| seen.group.given.contains(&given)), "with the reason");
        let review = world.browser("margit").await.get("/loggkontroll").await;
        assert!(review.body.contains("Skyddad anmälare, granskas alltid"), "{}", review.body);
        assert!(review.body.contains("Skäl: Jag behöver nå anmälaren"), "{}", review.body);
    }
);

both_engines!(a_private_person_who_rings_is_sealed_apart_from_the_start, |world: World| async move {
    let (mut sara, mut tova) = (world.browser("sara").await, world.browser("tova").await);
    let empty = sara.submit("/inkomna/ny", &[("by_name", "Granne QZNAMN")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("QZNAMN") && empty.body.contains("Skriv vad som berättas"));
    let number = sara.get("/inkomna/ny").await.hidden("form");
    let form: Vec<_> = TOLD.into_iter().chain([("form", number.as_str())]).collect();
    let made = sara.submit("/inkomna/ny", &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let page = made.location().to_owned();
    assert_eq!(sara.submit("/inkomna/ny", &form).await.location(), page, "a double submit makes one concern");
    for (name, browser) in [("sara", &mut sara), ("tova", &mut tova)] {
        let seen = browser.get(&page).await;
        assert!(
            seen.body.contains("QZORD") && seen.body.contains("Skyddad anmälare"),
            "{name}: {}",
            seen.body
        );
        assert!(!["QZNAMN", "QZTELEFON", "QZRELATION"].iter().any(|mark| seen.body.contains(mark)), "{name}");
        assert!(!seen.body.contains("name=\"feedback\""), "there is nobody to answer");
    }
    let opened = sara.submit(&format!("{page}/anmalare"), &REASON).await;
    assert!(["QZNAMN", "QZTELEFON", "QZRELATION"].iter().all(|mark| opened.body.contains(mark)));
    let feedback = [
        ("protection", "not_needed"),
        ("protection_reasons", "Trygg."),
        ("opening", "open"),
        ("opening_reasons", "Utreds."),
        ("feedback", "given"),
    ];
    assert_eq!(sara.submit(&page, &feedback).await.status, StatusCode::CONFLICT);
    assert_eq!(sara.submit(&page, &feedback[..4]).await.status, StatusCode::SEE_OTHER);
    for name in ["karin", "lena", "margit"] {
        let refused = world.browser(name).await.submit("/inkomna/ny", &TOLD).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name} is not at intake");
    }
    let stored: String = world.dump().await.values().flatten().cloned().collect();
    let marks = ["QZBARN", "QZORD", "QZNAMN", "QZTELEFON", "QZRELATION"];
    assert!(!marks.iter().any(|mark| stored.contains(mark)), "nothing of it lies open");
});

both_engines!(whoever_knows_the_child_takes_a_report_down_and_reads_none_of_it, |world: World| async move {
    let child = world.reported(Some(ELIAS), "QZX").await.1;
    let mut sara = world.browser("sara").await;
    let knows = sara.submit(&format!("/inkomna/{child}/familjen"), &[("knows", "yes")]).await;
    assert_eq!(knows.status, StatusCode::SEE_OTHER);
    let made = sara.submit("/inkomna/ny", &TOLD).await;
    assert_eq!((made.status, made.location()), (StatusCode::SEE_OTHER, "/att-gora"));
    assert!(!sara.get("/inkomna").await.body.contains("QZBARN"));
    let overview = world.browser("lena").await.get("/enheten").await;
    assert!(overview.body.contains("utan ansvarig: jäv"), "{}", overview.body);
});

// Known in the register as protected: nobody who may not open it stands there as responsible.
both_engines!(
    a_private_report_about_a_protected_child_waits_for_a_named_handler,
    |world: World| async move {
        let protected = NewConcern { protected: true, ..world.concern(Some(ELIAS), "QZSKYDD") };
        let handed = world.handed("karin", protected).await;
        let tova = world.desk("tova").await;
        let calm = domain::assessment::Protection::NotNeeded;
        tova.assess(handed.received, calm, "Trygg.".to_owned()).await.unwrap();
        let mut sara = world.browser("sara").await;
        let made = sara.submit("/inkomna/ny", &TOLD).await;
        assert_eq!((made.status, made.location()), (StatusCode::SEE_OTHER, "/att-gora"));
        let queue = world.browser("tova").await.get("/inkomna").await;
        assert!(queue.body.contains("QZBARN"), "whoever handles such matters finds it: {}", queue.body);
    }
);

// What the program itself wrote into a concern that came of an outreach meeting tells who was there.
both_engines!(sealing_takes_the_police_out_of_a_concern_from_a_meeting, |world: World| async move {
    let mut jonas = world.browser("jonas").await;
    let form = [
        ("name", "Barn QZMOTE"),
        ("number", ALVA),
        ("place", "school"),
        ("offered", "leisure"),
        ("reply", "think"),
        ("suspicion", "yes"),
        ("reason", "QZORO för hemmet"),
        ("guardians_know", "no"),
        ("held_on", "2026-11-23"),
        ("period", "evening"),
        ("agencies", "police"),
        ("version", "1"),
        ("form", "0123456789abcdef0123456789abcdef"),
    ];
    let written = jonas.submit("/mote", &form).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.body);
    let left = jonas.submit(&format!("{}/lamna", written.location()), &[("version", "1")]).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER, "{}", left.body);
    let mut sara = world.browser("sara").await;
    let queue = sara.get("/inkomna").await;
    let id = queue.body.split("<strong><a href=\"/inkomna/").nth(1).unwrap().split('"').next().unwrap();
    let page = format!("/inkomna/{id}");
    let named = sara.get(&page).await;
    assert!(named.body.contains("Linköpingsmodellen") && named.body.contains("Polis"), "{}", named.body);
    for act in ["ta", "skydda"] {
        assert_eq!(sara.submit(&format!("{page}/{act}"), &[]).await.status, StatusCode::SEE_OTHER, "{act}");
    }
    let sealed = world.browser("tova").await.get(&page).await;
    let said = sealed.body.split("<aside").next().unwrap();
    assert!(said.contains("QZORO"), "{said}");
    for tell in ["Linköpingsmodellen", "Polis", "Jonas"] {
        assert!(!said.contains(tell), "{tell} stands in it: {said}");
    }
});

both_engines!(
    danger_that_is_recorded_later_takes_the_reporter_out_of_the_concern,
    |world: World| async move {
        let new = world.concern(Some(ALVA), "QZSENARE");
        let handed = world.handed("karin", new).await;
        let page = format!("/inkomna/{}", handed.received);
        let seal = format!("{page}/skydda");
        let (mut sara, mut tova) = (world.browser("sara").await, world.browser("tova").await);
        assert!(sara.get(&page).await.body.contains("Karin"));
        assert_eq!(
            sara.submit(&seal, &[]).await.status,
            StatusCode::NOT_FOUND,
            "only whoever is responsible"
        );
        assert_eq!(sara.submit(&format!("{page}/ta"), &[]).await.status, StatusCode::SEE_OTHER);
        let before = world.dump().await["concern"].clone();
        assert_eq!(sara.submit(&seal, &[]).await.status, StatusCode::SEE_OTHER);
        assert_ne!(world.dump().await["concern"], before, "sealed anew under a new key");
        for browser in [&mut sara, &mut tova] {
            let seen = browser.get(&page).await;
            assert!(seen.body.contains("QZSENARE") && !seen.body.contains("Karin"), "{}", seen.body);
        }
        assert!(sara.submit(&format!("{page}/anmalare"), &REASON).await.body.contains("Karin"));
        assert_eq!(sara.submit(&seal, &[]).await.status, StatusCode::CONFLICT, "it is done once");
        let own = world.browser("karin").await.get(&format!("/oro/{}", handed.own)).await;
        assert!(
            own.body.contains("QZSENARE") && own.body.contains("Karin"),
            "the own report stays as it was"
        );
    }
);
