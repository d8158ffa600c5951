//! The review of the log through the pages: a month in few interactions, the question to a reader and the answer, the
//! name behind a pseudonym, the report, and what an auditor may not.

#![cfg(test)]

use axum::http::StatusCode;
use desk::{
    Clock as _,
    concerns::{Received, ReceivedConcern},
    ports::Page,
    review::{Flag, Grouped, Month, Period, Seen, Stage},
};
use domain::{duty::Role, personal_number::PersonalNumber, review::Outcome, stockholm};
use tests::{Browser, World, both_engines, scene::Newcomer, world::ELIAS};
use time::{Duration, macros::datetime};

/// The month as Margit is shown it.
async fn month(world: &World) -> Month {
    world.desk("margit").await.show(Grouped(Period::month_of(world.clock.now()))).await.unwrap()
}

async fn account(world: &World, user: &str) -> String {
    world.badge(user).await.account.to_string()
}

fn key(seen: &Seen) -> String {
    let hex = |bytes: &Vec<u8>| access::hex(bytes);
    let key = &seen.group.key;
    format!("{}.{}.{}", key.month, hex(&key.reader), hex(&key.subject))
}

/// Presses a button of a group's row.
async fn press(margit: &mut Browser, seen: &Seen, outcome: &str) -> StatusCode {
    let (month, group, upto) = (seen.group.key.month.clone(), key(seen), seen.group.upto.to_string());
    let form =
        [("month", month.as_str()), ("group", group.as_str()), ("upto", upto.as_str()), ("outcome", outcome)];
    margit.submit("/loggkontroll/utfall", &form).await.status
}

/// The value of a hidden field that follows a place in the page.
fn hidden_after(body: &str, place: &str, name: &str) -> String {
    let after = body.split_once(place).map_or("", |(_, after)| after);
    let start = format!("name=\"{name}\" value=\"");
    after.split_once(&start).and_then(|(_, rest)| rest.split('"').next()).unwrap_or("").to_owned()
}

/// Fifty children, a hundred looks at the queue: five thousand readings. One at night, one refused.
async fn a_busy_month(world: &World) {
    for _ in 0..50 {
        world.clock.advance(Duration::seconds(1));
        world.desk("karin").await.send(world.concern(None, "MARKER")).await.unwrap();
    }
    let sara = world.desk("sara").await;
    for _ in 0..100 {
        sara.show(Received { decided: false, page: Page::FIRST }).await.unwrap();
    }
    let (_, known) = world.reported(Some(ELIAS), "MARKER").await;
    let _ = world.desk("lena").await.show(Received { decided: false, page: Page::FIRST }).await;
    world.clock.set(stockholm::instant(datetime!(2026-11-24 22:47)));
    world.desk("sara").await.show(ReceivedConcern(known)).await.unwrap();
    world.clock.set(stockholm::instant(datetime!(2026-11-25 08:00)));
}

both_engines!(a_month_of_five_thousand_readings_is_reviewed_in_ten_interactions, |world: World| async move {
    a_busy_month(&world).await;
    let readings: u32 = month(&world).await.groups.iter().map(|seen| seen.group.count).sum();
    assert!(readings >= 5_000, "{readings}");
    let mut margit = world.browser("margit").await;
    let mut interactions = 1;
    let mut page = margit.get("/loggkontroll").await;
    while page.body.contains("/loggkontroll/utfall") && page.body.contains("Att bedöma") {
        let pressing = page.body.split_once("Att bedöma").unwrap().1.to_owned();
        let form =
            ["month", "group", "upto"].map(|name| hidden_after(&pressing, "/loggkontroll/utfall", name));
        let [month, group, upto] = form;
        let form = [("month", &*month), ("group", &*group), ("upto", &*upto), ("outcome", "justified")];
        assert_eq!(margit.submit("/loggkontroll/utfall", &form).await.status, StatusCode::SEE_OTHER);
        interactions += 1;
        page = margit.get("/loggkontroll").await;
        assert!(interactions < 20, "{}", page.body);
    }
    assert!(page.body.contains("Stickprov"), "{}", page.body);
    let again = margit.get("/loggkontroll").await;
    let sample = |body: &str| {
        let rows = body.split_once("Stickprov").unwrap().1.split_once("Resten").unwrap().0;
        rows.split("name=\"group\" value=\"")
            .skip(1)
            .map(|r| r.split('"').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(sample(&page.body), sample(&again.body), "chance picks the same again");
    assert!(sample(&page.body).len() >= 5);
    let form = ["month", "upto"].map(|name| hidden_after(&page.body, "/loggkontroll/resten", name));
    let done = margit.submit("/loggkontroll/resten", &[("month", &form[0]), ("upto", &form[1])]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    interactions += 1;
    assert!(interactions <= 10, "{interactions}");
    let after = month(&world).await;
    let left = after.groups.iter().filter(|seen| !seen.is_own && !matches!(seen.stage(), Stage::Done(_)));
    assert_eq!(left.count(), 0, "everything is reviewed");
    // Who set it down, and when, stands in the log.
    let judged = world.entries_from(0).await;
    assert!(judged.iter().any(|entry| entry.action == "log.judge" && entry.note["outcome"] == "justified"));
});

both_engines!(relations_and_flags_come_from_what_was_decided_on, |world: World| async move {
    a_busy_month(&world).await;
    let month = month(&world).await;
    let (sara, lena) = (account(&world, "sara").await, account(&world, "lena").await);
    let of =
        |account: &str| month.groups.iter().filter(|seen| seen.group.account == account).collect::<Vec<_>>();
    let copies = of(&sara).into_iter().filter(|seen| !seen.group.key.subject.is_empty());
    for seen in copies {
        let words: Vec<_> = seen.group.relations.iter().map(|relation| relation.as_str()).collect();
        assert_eq!(words, ["received_copy"]);
        assert!(!seen.group.flags.contains(&Flag::Unexplained));
    }
    let at_night = of(&sara).into_iter().filter(|seen| seen.group.flags.contains(&Flag::OffHours)).count();
    assert_eq!(at_night, 1);
    assert!(of(&lena).iter().all(|seen| seen.group.flags.contains(&Flag::Refused)));
    // What the commands did at the board's units is there; the school board's is not.
    assert!(month.groups.iter().any(|seen| seen.group.flags.contains(&Flag::Command)));
    let karin = account(&world, "karin").await;
    assert!(of(&karin).is_empty(), "another board's readings are another board's");
});

both_engines!(a_reader_is_asked_answers_in_own_words_and_the_auditor_accepts, |world: World| async move {
    world.reported(Some(ELIAS), "MARKER").await;
    let id = world.asked("sara").await;
    let mut sara = world.browser("sara").await;
    let home = sara.get("/att-gora").await;
    assert!(home.body.contains(&format!("/min-logg/fraga/{id}")), "{}", home.body);
    assert!(sara.get("/min-logg").await.body.contains("Frågor till dig"));
    let path = format!("/min-logg/fraga/{id}");
    let question = sara.get(&path).await;
    assert!(question.status == StatusCode::OK && !question.body.contains("MARKER"), "no content");
    let empty = sara.submit(&path, &[("text", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = [("text", "QZXFORKLARING, jag skulle svara i telefon")];
    assert_eq!(sara.submit(&path, &text).await.status, StatusCode::SEE_OTHER);
    let again = sara.submit(&path, &text).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "an answer stands");
    assert!(!sara.get("/att-gora").await.body.contains("/min-logg/fraga/"));
    let mut lena = world.browser("lena").await;
    assert_eq!(lena.get(&path).await.status, StatusCode::NOT_FOUND);
    let tables = world.dump().await;
    assert!(!tables.values().flatten().any(|row| row.contains("QZXFORKLARING")), "sealed");
    let mut margit = world.browser("margit").await;
    assert!(margit.get("/loggkontroll").await.body.contains("QZXFORKLARING"));
    let before = month(&world).await;
    let seen = before.groups.iter().find(|seen| seen.stage() == Stage::Answered).unwrap();
    assert_eq!(press(&mut margit, seen, "accepted").await, StatusCode::SEE_OTHER);
    let after = month(&world).await;
    let done = after.groups.iter().find(|other| other.group.key == seen.group.key).unwrap();
    assert_eq!(done.stage(), Stage::Done(Outcome::Accepted));
    // A new reading opens the group again.
    world.clock.advance(Duration::minutes(1));
    world.desk("sara").await.show(Received { decided: false, page: Page::FIRST }).await.unwrap();
    let later = month(&world).await;
    let open = later.groups.iter().find(|other| other.group.key == seen.group.key).unwrap();
    assert_eq!(open.stage(), Stage::Open);
});

both_engines!(
    an_auditor_judges_no_own_readings_accepts_no_silence_and_opens_no_record,
    |world: World| async move {
        let (_, received) = world.reported(Some(ELIAS), "MARKER").await;
        let _ = month(&world).await;
        let month = month(&world).await;
        let own = month.groups.iter().find(|seen| seen.is_own).expect("Margit's own readings");
        let mut margit = world.browser("margit").await;
        let before = world.records().await;
        assert_eq!(press(&mut margit, own, "justified").await, StatusCode::FORBIDDEN);
        let sara = account(&world, "sara").await;
        let hers = month.groups.iter().find(|seen| seen.group.account == sara).unwrap();
        assert_eq!(
            press(&mut margit, hers, "accepted").await,
            StatusCode::CONFLICT,
            "nobody has explained it"
        );
        assert_eq!(world.records().await, before);
        assert_eq!(margit.get(&format!("/inkomna/{received}")).await.status, StatusCode::NOT_FOUND);
        let page = margit.get("/loggkontroll").await;
        assert!(page.body.contains("granskas av någon annan") && !page.body.contains("MARKER"));
    }
);

both_engines!(a_name_is_shown_for_a_reason_without_number_or_record, |world: World| async move {
    let (_, received) = world.reported(Some(ELIAS), "MARKER").await;
    world.followed("sara", received, ("Skäl", "Barn", "Mål")).await;
    let seen = month(&world).await;
    let sara = account(&world, "sara").await;
    let person = |seen: &&Seen| seen.group.account == sara && !seen.group.key.subject.is_empty();
    let seen = seen.groups.iter().find(person).unwrap();
    let (key, mut margit) = (key(seen), world.browser("margit").await);
    let form = [("month", seen.group.key.month.as_str()), ("group", key.as_str())];
    let without = margit.submit("/loggkontroll/namn", &form).await;
    assert_eq!(without.status, StatusCode::SEE_OTHER, "no reason, no name");
    let before = world.entries().await;
    let named = margit.submit("/loggkontroll/namn", &[form[0], form[1], ("reason", "relation")]).await;
    assert!(named.body.contains("Barn MARKER, född 2012"), "{}", named.body);
    assert!(!named.body.contains("sett MARKER") && !named.body.contains("2399"));
    let entries = world.entries_from(before).await;
    let reveal = entries.iter().find(|entry| entry.action == "log.reveal").unwrap();
    assert_eq!(reveal.note["reason"], "relation");
    // A core refusal of content applies: the auditor's own conflict of interest.
    let number = PersonalNumber::parse(ELIAS, world.clock.today().date()).unwrap();
    let margits = world.badge("margit").await.account;
    world.setup.conflict(margits, &number).await.unwrap();
    let refused = margit.submit("/loggkontroll/namn", &[form[0], form[1], ("reason", "relation")]).await;
    assert!(refused.status == StatusCode::OK && !refused.body.contains("MARKER"), "{}", refused.body);
});

both_engines!(the_report_counts_and_names_nobody, |world: World| async move {
    world.reported(Some(ELIAS), "MARKER").await;
    let mut margit = world.browser("margit").await;
    let page = margit.get("/loggkontroll/rapport?month=2026-11").await;
    let file = margit.get("/loggkontroll/rapport.csv?month=2026-11").await;
    assert_eq!((page.status, file.status), (StatusCode::OK, StatusCode::OK));
    assert!(
        file.body.starts_with('\u{feff}') && file.body.contains("\"Mottagningen\",\"Lista\""),
        "{}",
        file.body
    );
    assert!(file.body.contains("Loggen är oförändrad") && file.body.ends_with("\r\n"));
    assert!(file.headers["content-type"].to_str().unwrap().starts_with("text/csv"));
    for body in [page.body.split_once("<main").unwrap().1, &file.body] {
        for name in ["Sara", "Lena", "Karin", "Margit", "MARKER"] {
            assert!(!body.contains(name), "{name}");
        }
    }
});

both_engines!(what_the_commands_do_for_no_board_is_the_executive_boards, |world: World| async move {
    let rut = Newcomer {
        username: "rut",
        unit: "Systemförvaltningen",
        role: Role::LogAuditor,
        number: None,
        handles_protected: false,
    };
    world.taken_on(rut).await;
    let mut rut = world.browser_of("rut").await;
    let page = rut.get("/loggkontroll").await;
    assert!(page.body.contains("Konto tillagt"), "{}", page.body);
    assert!(!world.browser("margit").await.get("/loggkontroll").await.body.contains("Konto tillagt"));
});
