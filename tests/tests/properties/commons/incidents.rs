//! What is reported to the situation picture: by whom it is seen, what is stopped, and what it adds up to.

use axum::http::StatusCode;
use tests::{Browser, World, both_engines, commons::INFORMERS};

/// What a caretaker might report, in as few fields as the form asks for.
fn incident<'a>(form: &'a str, area: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("form", form),
        ("category", "vandalism"),
        ("influence", "unknown"),
        ("day", "2026-11-02"),
        ("area", area),
        ("place", "school"),
        ("owner", "municipality"),
        ("consequence", "damage"),
        ("police_report", "yes"),
        ("narrative", "Tre rutor krossade mot skolgården."),
    ]
}

fn with<'a>(form: Vec<(&'a str, &'a str)>, field: &'a str, said: &'a str) -> Vec<(&'a str, &'a str)> {
    let rest = form.into_iter().filter(|(name, _)| *name != field);
    rest.chain([(field, said)]).collect()
}

async fn opened(browser: &mut Browser) -> String {
    let page = browser.get("/handelser/ny").await;
    assert_eq!(page.status, StatusCode::OK);
    page.hidden("form")
}

both_engines!(many_functions_report_and_the_picture_sees_all_of_it, |world: World| async move {
    let area = world.grounded().await.area.to_string();
    for who in INFORMERS {
        let mut browser = world.browser(who).await;
        let form = opened(&mut browser).await;
        let seen = browser.submit("/handelser/ny", &incident(&form, &area)).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{who}: {}", seen.body);
    }
    let seen = world.browser("malin").await.get("/handelser?manad=2026-11").await;
    assert!(seen.body.contains("8 händelser"), "{}", seen.body);
    for function in ["skolan", "socialtjänsten", "polisen", "fritiden", "fältgruppen", "kommunens samordnare"]
    {
        assert!(seen.body.contains(&format!("rapporterat av {function}")), "{function}");
    }
    // Nobody's name is on the page of somebody else.
    assert!(!seen.body.contains("Karin") && !seen.body.contains("Jonas"));
    // Who has nothing to do with the picture sees what the own unit has reported.
    let own = world.browser("amira").await.get("/handelser?manad=2026-11").await;
    assert!(own.body.contains("En händelse") && own.body.contains("rapporterat av fritiden"));
    for who in ["margit", "eva"] {
        let mut browser = world.browser(who).await;
        assert_eq!(browser.get("/handelser").await.status, StatusCode::FORBIDDEN, "{who}");
        let refused = browser.submit("/handelser/ny", &incident("018f", &area)).await;
        assert!(refused.status.is_client_error(), "{who}");
    }
    assert_eq!(world.browser("amira").await.get("/handelser/trender").await.status, StatusCode::FORBIDDEN);
});

both_engines!(a_form_sent_twice_makes_one_incident_and_one_sent_otherwise_none, |world: World| async move {
    let area = world.grounded().await.area.to_string();
    let mut karin = world.browser("karin").await;
    let form = opened(&mut karin).await;
    for _ in 0..2 {
        let seen = karin.submit("/handelser/ny", &incident(&form, &area)).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER);
    }
    let changed = with(incident(&form, &area), "category", "fire");
    let seen = karin.submit("/handelser/ny", &changed).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let list = karin.get("/handelser?manad=2026-11").await;
    assert!(list.body.contains("En händelse") && !list.body.contains("Eldning eller brand"));
});

both_engines!(personal_data_is_stopped_at_its_field_and_nothing_is_lost, |world: World| async move {
    let area = world.grounded().await.area.to_string();
    let mut karin = world.browser("karin").await;
    let form = opened(&mut karin).await;
    for (text, said) in [
        ("Det var han på 070-174 06 05", "telefonnummer"),
        ("En bil med ABC 12D stod kvar", "registreringsnummer"),
        ("De bor på Kungsgatan 14", "en adress"),
        ("Skriv till nagon@example.org", "e-postadress"),
    ] {
        let seen = karin.submit("/handelser/ny", &with(incident(&form, &area), "narrative", text)).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert!(seen.body.contains(said), "{text}");
        assert!(seen.body.contains("value=\"vandalism\" selected"), "what was chosen stays");
        assert!(seen.body.contains(text), "what was written comes back");
    }
    assert!(karin.get("/handelser?manad=2026-11").await.body.contains("Inget är rapporterat"));
});

both_engines!(what_does_not_fit_is_told_at_its_field, |world: World| async move {
    let area = world.grounded().await.area.to_string();
    let nowhere = domain::Id::<()>::from_random([9; 16]).to_string();
    let mut karin = world.browser("karin").await;
    let form = opened(&mut karin).await;
    let cases: [(&str, &str, &str); 10] = [
        ("category", "", "category"),
        ("influence", "", "influence"),
        ("police_report", "kanske", "police_report"),
        ("day", "2027-01-01", "day"),
        ("day", "i går", "day"),
        ("from", "25:00", "from"),
        ("last_day", "2026-11-01", "to"),
        ("stolen", "car_parts", "stolen"),
        ("cost", "mycket", "cost"),
        ("area", &nowhere, "area"),
    ];
    for (field, said, at) in cases {
        let seen = karin.submit("/handelser/ny", &with(incident(&form, &area), field, said)).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={said}");
        assert!(seen.body.contains(&format!("href=\"#{at}\"")), "{field}={said} is told at {at}");
    }
    let long = "å".repeat(301);
    let seen = karin.submit("/handelser/ny", &with(incident(&form, &area), "narrative", &long)).await;
    assert!(seen.body.contains("href=\"#narrative\""));
    // A night belongs to the day on which it began, and a theft tells what was stolen.
    let night = with(with(incident(&form, &area), "from", "22:30"), "to", "04:00");
    let theft = with(with(with(night, "category", "theft"), "stolen", "car_parts"), "organised", "yes");
    assert_eq!(karin.submit("/handelser/ny", &theft).await.status, StatusCode::SEE_OTHER);
    let list = karin.get("/handelser?manad=2026-11").await.body;
    assert!(list.contains("Stöld eller inbrott: bildelar, tecken på organiserat"), "{list}");
    assert!(list.contains("2 nov 2026 kl. 22.30") && list.contains("3 nov 2026 kl. 04.00"), "{list}");
});

both_engines!(a_report_is_taken_back_by_its_unit_alone_and_counted_no_more, |world: World| async move {
    long_ago(&world).await;
    let report = world.reported_incident("karin").await.to_string();
    world.clock.advance(time::Duration::days(8));
    let taken = [("kind", "incident"), ("report", report.as_str())];
    let nothing = domain::Id::<()>::from_random([9; 16]).to_string();
    let mut malin = world.browser("malin").await;
    let theirs = malin.submit("/handelser/aterta", &taken).await;
    let missing = malin.submit("/handelser/aterta", &[("kind", "incident"), ("report", &nothing)]).await;
    assert_eq!(theirs.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(theirs.status, missing.status);
    assert!(count(&mut malin).await.contains(",\"1\","));
    let mut karin = world.browser("karin").await;
    assert_eq!(karin.submit("/handelser/aterta", &taken).await.status, StatusCode::SEE_OTHER);
    assert!(karin.get("/handelser?manad=2026-11").await.body.contains("återtagen"));
    assert!(!count(&mut malin).await.contains(",\"1\","));
});

/// Something long ago, so that the weeks since then were watched from beginning to end.
async fn long_ago(world: &World) {
    let area = world.grounded().await.area.to_string();
    let mut karin = world.browser("karin").await;
    let form = opened(&mut karin).await;
    let old = with(with(incident(&form, &area), "day", "2026-08-03"), "category", "fire");
    assert_eq!(karin.submit("/handelser/ny", &old).await.status, StatusCode::SEE_OTHER);
}

/// The weeks of a topic as a file.
async fn count(browser: &mut Browser) -> String {
    let file = browser.get("/handelser/trender.csv?amne=municipal_vandalism&steg=week").await;
    assert_eq!(file.status, StatusCode::OK);
    file.body
}

both_engines!(trends_show_the_same_figures_as_chart_table_and_file, |world: World| async move {
    long_ago(&world).await;
    for _ in 0..3 {
        world.reported_incident("karin").await;
    }
    world.clock.advance(time::Duration::days(40));
    let mut malin = world.browser("malin").await;
    let page = malin.get("/handelser/trender?amne=municipal_vandalism&steg=month").await;
    let file = malin.get("/handelser/trender.csv?amne=municipal_vandalism&steg=month").await;
    assert!(page.body.contains("<svg class=\"counts\"") && page.body.contains("role=\"img\""));
    assert!(file.body.contains(",\"3\","), "{}", file.body);
    for line in file.body.lines().skip(1) {
        let cells: Vec<&str> = line.trim_matches('"').split("\",\"").collect();
        assert!(page.body.contains(&format!("<td class=\"num\">{}</td>", cells[4])), "{line}");
    }
    assert_eq!(malin.get("/handelser/trender?amne=x&steg=y").await.status, StatusCode::OK);
});

both_engines!(a_phenomenon_is_told_in_words_and_without_anybody, |world: World| async move {
    world.grounded().await;
    let mut isak = world.browser("isak").await;
    let form = isak.get("/handelser/iakttagelse").await.hidden("form");
    let told = vec![
        ("form", form.as_str()),
        ("category", "vehicles"),
        ("direction", "more"),
        ("first_day", "2026-10-01"),
        ("last_day", "2026-11-02"),
        ("narrative", "Fler A-traktorer vid hamnen om kvällarna"),
    ];
    for (field, said, at) in [
        ("narrative", "", "narrative"),
        ("narrative", "Ring 070-174 06 05", "narrative"),
        ("first_day", "2026-11-03", "last_day"),
        ("last_day", "2027-11-03", "last_day"),
        ("place", "school", "place"),
        ("direction", "", "direction"),
    ] {
        let seen = isak.submit("/handelser/iakttagelse", &with(told.clone(), field, said)).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={said}");
        assert!(seen.body.contains(&format!("href=\"#{at}\"")), "{field}={said}");
    }
    assert_eq!(isak.submit("/handelser/iakttagelse", &told).await.status, StatusCode::SEE_OTHER);
    let seen = world.browser("malin").await.get("/handelser?manad=2026-10").await;
    assert!(seen.body.contains("Fordon, buskörning, A-traktor: mer än förut"), "{}", seen.body);
    assert!(seen.body.contains("hela kommunen"));
});
