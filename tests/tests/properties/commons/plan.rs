//! Surveys, the plan of measures and the report, through their pages.

use axum::http::StatusCode;
use tests::{World, both_engines};

use super::{at_field, read};

const ROWS: &str = "fråga;år;vilka;område;procent;källa\nTrygg ute på kvällen;2025;alla;;70;Webbplatsen\n\
                    Trygg ute på kvällen;2026;unga;Centrum;61,5;Webbplatsen";

both_engines!(results_of_surveys_come_in_whole_or_not_at_all, |world: World| async move {
    world.grounded().await;
    let mut malin = world.browser("malin").await;
    let before = world.records().await;
    for (line, fault) in [
        ("Trygg;2026;alla;;101;Webben", "Skriv 0 till 100"),
        ("Trygg;26;alla;;10;Webben", "Skriv ett år med fyra siffror"),
        ("Trygg;2026;grannar;;10;Webben", "Skriv alla, unga"),
        ("Trygg;2026;alla;Ingenstans;10;Webben", "Området finns inte"),
        ("Trygg;2026;alla;10;Webben", "Sex fält behövs"),
        ("Ring 070-174 06 05;2026;alla;;10;Webben", "ser ut som personuppgifter"),
        ("Trygg ute på kvällen;2025;alla;;71;Webben", "Resultatet finns redan"),
    ] {
        let rows = format!("{ROWS}\n{line}");
        for path in ["/lagesbild/matningar/granska", "/lagesbild/matningar"] {
            let seen = malin.submit(path, &[("rows", &rows)]).await;
            assert!(at_field(&seen, "rows", fault), "{path} {line}: {} {}", seen.status, seen.body);
            assert!(read(&seen).contains(line), "{line} is lost");
        }
    }
    assert_eq!(world.records().await, before, "no half import");
    let seen = malin.submit("/lagesbild/matningar/granska", &[("rows", ROWS)]).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(read(&seen).contains("Lägg in alla rader") && world.records().await == before);
    let taken = malin.submit("/lagesbild/matningar", &[("rows", ROWS)]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let again = malin.submit("/lagesbild/matningar", &[("rows", ROWS)]).await;
    assert!(at_field(&again, "rows", "Resultatet finns redan"), "{}", again.body);
    let one = [
        ("question", "Trygg ute på kvällen"),
        ("year", "2026"),
        ("asked", "all"),
        ("percent", "72,5"),
        ("source", "Webbplatsen"),
    ];
    assert_eq!(malin.submit("/lagesbild/matningar", &one).await.status, StatusCode::SEE_OTHER);
    let again = malin.submit("/lagesbild/matningar", &one).await;
    assert!(at_field(&again, "question", "Resultatet finns redan"), "{}", again.body);
    let mut isak = world.browser("isak").await;
    let page = isak.get("/lagesbild/matningar").await;
    for said in ["61,5", "72,5", "unga", "Centrum"] {
        assert!(read(&page).contains(said), "{said}: {}", page.body);
    }
    assert_eq!(isak.submit("/lagesbild/matningar", &one).await.status, StatusCode::FORBIDDEN);
});

both_engines!(a_plan_is_decided_followed_up_and_reported, |world: World| async move {
    let ground = world.grounded().await;
    let mut malin = world.browser("malin").await;
    let begin = [("step", "begin")];
    assert_eq!(malin.submit("/lagesbild/plan", &begin).await.status, StatusCode::SEE_OTHER);
    let again = malin.submit("/lagesbild/plan", &begin).await;
    assert!(at_field(&again, "plan", "Det finns redan ett förslag"), "{}", again.body);
    let (plan, problem) = (again.hidden("plan"), ground.place.to_string());
    let add = [
        ("step", "add"),
        ("plan", plan.as_str()),
        ("problem", problem.as_str()),
        ("what", "Bättre ljus vid resecentrum"),
        ("owner", "property"),
        ("by", "2026-10-31"),
    ];
    for (field, value, text) in [
        ("what", "Ring 070-174 06 05", "ser ut som personuppgifter"),
        ("what", "", "Skriv något här"),
        ("owner", "", "Välj ett svar"),
        ("problem", "", "Välj ett svar"),
        ("by", "snart", "Skriv en dag"),
    ] {
        let mut form: Vec<_> = add.iter().copied().filter(|(name, _)| *name != field).collect();
        form.push((field, value));
        let seen = malin.submit("/lagesbild/plan", &form).await;
        assert!(at_field(&seen, field, text), "{field} {value}: {}", seen.body);
    }
    let decide = |on: &'static str| [("step", "decide"), ("plan", plan.as_str()), ("decided_on", on)];
    let early = malin.submit("/lagesbild/plan", &decide("2026-09-20")).await;
    assert!(at_field(&early, "decided_on", "Lägg in minst en åtgärd"), "{}", early.body);
    assert_eq!(malin.submit("/lagesbild/plan", &add).await.status, StatusCode::SEE_OTHER);
    let ahead = malin.submit("/lagesbild/plan", &decide("2026-11-25")).await;
    assert!(at_field(&ahead, "decided_on", "Dagen ligger framåt"), "{}", ahead.body);
    assert_eq!(malin.submit("/lagesbild/plan", &decide("2026-09-20")).await.status, StatusCode::SEE_OTHER);
    let before = world.records().await;
    let late = malin.submit("/lagesbild/plan", &add).await;
    assert!(read(&late).contains("Planen är beslutad och ändras inte"), "{}", late.body);
    assert_eq!(world.records().await, before);
    let page = malin.get("/lagesbild/plan").await;
    assert!(read(&page).contains("försenad"), "its last day has passed: {}", page.body);
    let measure = page.body.split("name=\"ord-").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let (outcome, note) = (format!("utfall-{measure}"), format!("ord-{measure}"));
    let none = [("plan", plan.as_str()), ("on", "2026-11-20")];
    let seen = malin.submit("/lagesbild/plan/uppfoljning", &none).await;
    assert!(at_field(&seen, "on", "Säg något om varje åtgärd"), "{}", seen.body);
    let done = [&none[..], &[(outcome.as_str(), "done"), (note.as_str(), "Alla lampor är bytta")]].concat();
    assert_eq!(malin.submit("/lagesbild/plan/uppfoljning", &done).await.status, StatusCode::SEE_OTHER);
    let mut petra = world.browser("petra").await;
    let report = petra.get("/lagesbild/rapport").await;
    for said in [
        "Rapport till kommunstyrelsen",
        "Bättre ljus vid resecentrum",
        "Gjord. Alla lampor är bytta",
        "Narkotika säljs på kvällarna",
        "Analyserat",
        "Nattvandringar",
    ] {
        assert!(read(&report).contains(said), "{said}: {}", report.body);
    }
    assert!(!read(&report).contains("försenad"));
    assert_eq!(petra.submit("/lagesbild/plan", &begin).await.status, StatusCode::FORBIDDEN);
    let overview = malin.get("/lagesbild").await;
    assert!(
        read(&overview).contains("senast 20 nov 2028"),
        "followed up again in two years: {}",
        overview.body
    );
});
