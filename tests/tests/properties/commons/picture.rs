//! The situation picture through its pages: a meeting is held, a version adopted and never changed again, the next one
//! begins from it; who writes at once is told, and nothing that somebody wrote is lost.

use axum::http::StatusCode;
use tests::{Browser, Seen, World, both_engines};

use super::{at_field, read};

const MEETING: [(&str, &str); 8] = [
    ("kind", "situation"),
    ("held_on", "2026-11-23"),
    ("first", "2026-11-09"),
    ("last", "2026-11-22"),
    ("inventory", "Tre krossade rutor i Asarum"),
    ("priorities", "Resecentrum först"),
    ("antal-police", "2"),
    ("antal-strategist", "1"),
];

fn but<'f>(good: &[(&'f str, &'f str)], field: &'f str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    let mut form: Vec<_> = good.iter().copied().filter(|(name, _)| *name != field).collect();
    form.push((field, value));
    form
}

async fn held(browser: &mut Browser) -> String {
    let seen = browser.submit("/lagesbild/mote", &MEETING).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
    seen.location().to_owned()
}

/// A draft that somebody has begun: its address.
async fn begun(browser: &mut Browser) -> String {
    let seen = browser.submit("/lagesbild/version", &[]).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
    seen.location().to_owned()
}

fn keeps(seen: &Seen, text: &str) -> bool {
    read(seen).contains(text)
}

both_engines!(a_meeting_is_held_once_and_says_nothing_of_anybody, |world: World| async move {
    world.grounded().await;
    let mut malin = world.browser("malin").await;
    let before = world.records().await;
    for (field, value, text) in [
        ("inventory", "19900101-2385 var där", "ser ut som personuppgifter"),
        ("measures", "Ring Kalle på 070-174 06 05", "ser ut som personuppgifter"),
        ("held_on", "i går", "Skriv en dag"),
        ("last", "2026-11-01", "den första först"),
    ] {
        let seen = malin.submit("/lagesbild/mote", &but(&MEETING, field, value)).await;
        assert!(at_field(&seen, field, text), "{field} {value}: {} {}", seen.status, seen.body);
        assert!(field == "held_on" || keeps(&seen, value), "{field}: {value} is lost");
        assert!(keeps(&seen, "Resecentrum först"), "{field}: the rest is lost");
    }
    let seen = malin.submit("/lagesbild/mote", &but(&MEETING, "antal-school", "många")).await;
    assert!(at_field(&seen, "attendance", "Skriv ett antal"), "{}", seen.body);
    assert_eq!(world.records().await, before);
    let page = held(&mut malin).await;
    let seen = malin.get(&page).await;
    for said in ["Tre krossade rutor i Asarum", "polisen 2", "kommunens samordnare 1"] {
        assert!(keeps(&seen, said), "{said}: {}", seen.body);
    }
    let again = malin.submit("/lagesbild/mote", &MEETING).await;
    assert!(at_field(&again, "held_on", "Det finns redan ett sådant möte den dagen"), "{}", again.body);
    // The other kind of meeting may be the same day, and is the coordinator's.
    let group =
        [("kind", "group"), ("held_on", "2026-11-23"), ("ahead", "Lucianatten"), ("antal-school", "3")];
    let mut petra = world.browser("petra").await;
    assert_eq!(petra.submit("/lagesbild/mote", &group).await.status, StatusCode::SEE_OTHER);
    let mut jonas = world.browser("jonas").await;
    let another = but(&group, "held_on", "2026-11-22");
    assert_eq!(jonas.submit("/lagesbild/mote", &another).await.status, StatusCode::FORBIDDEN);
    assert_eq!(petra.submit("/lagesbild/mote", &but(&MEETING, "held_on", "2026-11-21")).await.status, 403);
});

both_engines!(
    what_was_adopted_never_changes_and_the_next_version_begins_from_it,
    |world: World| async move {
        let ground = world.grounded().await;
        let mut malin = world.browser("malin").await;
        held(&mut malin).await;
        let draft = begun(&mut malin).await;
        let page = malin.get(&draft).await;
        assert!(keeps(&page, "Narkotika säljs på kvällarna"), "it begins with what the last one says");
        let texts = [("revision", "1"), ("mapping", "Ny karta"), ("other", ""), ("analysis", "Ny analys")];
        assert_eq!(malin.submit(&format!("{draft}/andra"), &texts).await.status, StatusCode::SEE_OTHER);
        let problem = [
            ("revision", "2"),
            ("about", "Unga samlas sent vid badet"),
            ("causes", "Inget annat är öppet\nMörkt"),
            ("priority", "first"),
        ];
        assert_eq!(malin.submit(&format!("{draft}/problem"), &problem).await.status, StatusCode::SEE_OTHER);
        // What comes first rests on something, and a picture is adopted where municipality and Police were both there.
        let page = malin.get(&draft).await;
        let at = page.body.split("<option value=\"").filter_map(|part| part.split('"').next());
        let at = at.filter(|word| word.len() == 32).map(str::to_owned).next().expect("a meeting");
        let adopt = format!("{draft}/antagande");
        let seen = malin.submit(&adopt, &[("revision", "3"), ("at", &at)]).await;
        assert!(at_field(&seen, "at", "ska ha minst en orsak och vila på något"), "{}", seen.body);
        let seen = malin.submit(&adopt, &[("revision", "3"), ("at", "")]).await;
        assert!(at_field(&seen, "at", "där både kommunen och polisen var med"), "{}", seen.body);
        let id = world.pictures().await[0].picture.contents().problems[1].id.to_string();
        let better = [
            ("problem", id.as_str()),
            ("category", "drugs"),
            ("first", "2026-06-01"),
            ("last", "2026-08-31"),
        ];
        let better = [&problem[1..], &better, &[("revision", "3")]].concat();
        assert_eq!(malin.submit(&format!("{draft}/problem"), &better).await.status, StatusCode::SEE_OTHER);
        let mut isak = world.browser("isak").await;
        assert_eq!(
            isak.submit(&adopt, &[("revision", "4"), ("at", &at)]).await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(
            malin.submit(&adopt, &[("revision", "4"), ("at", &at)]).await.status,
            StatusCode::SEE_OTHER
        );
        // Whatever is sent now, it stands.
        let before = world.records().await;
        let late = malin.submit(&format!("{draft}/andra"), &but(&texts, "revision", "5")).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(keeps(&late, "Versionen är antagen och ändras inte") && keeps(&late, "Ny karta"));
        let late = malin.submit(&format!("{draft}/problem"), &but(&better, "revision", "5")).await;
        assert!(keeps(&late, "Versionen är antagen och ändras inte"), "{}", late.body);
        let late = malin.submit(&adopt, &[("revision", "5"), ("at", &at)]).await;
        assert!(keeps(&late, "Versionen är antagen och ändras inte"), "{}", late.body);
        assert_eq!(world.records().await, before);
        // The problem of before keeps its id, and what is done points at it still.
        let ids: Vec<_> =
            world.pictures().await.iter().map(|row| row.picture.contents().problems[0].id).collect();
        assert_eq!(ids, [ground.place, ground.place]);
        let next = begun(&mut malin).await;
        assert!(keeps(&malin.get(&next).await, "Ny analys"));
        assert_eq!(
            malin.submit("/lagesbild/version", &[]).await.location(),
            "/lagesbild",
            "one draft at a time"
        );
    }
);

both_engines!(two_who_write_at_once_are_told_and_lose_nothing, |world: World| async move {
    world.grounded().await;
    let (mut malin, mut jonas) = (world.browser("malin").await, world.browser("jonas").await);
    let page = held(&mut malin).await;
    let edit = format!("{page}/andra");
    let first = but(&but(&MEETING, "version", "1"), "causes", "Malins ord");
    let second = but(&but(&MEETING, "version", "1"), "causes", "Jonas ord");
    assert_eq!(malin.submit(&edit, &first).await.status, StatusCode::SEE_OTHER);
    let told = jonas.submit(&edit, &second).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(keeps(&told, "Malins ord") && keeps(&told, "Jonas ord"), "{}", told.body);
    assert!(keeps(&malin.get(&page).await, "Malins ord"), "nothing was saved over");
    let version = told.hidden("version");
    let knowingly = but(&second, "version", &version);
    assert_eq!(jonas.submit(&edit, &knowingly).await.status, StatusCode::SEE_OTHER);

    let draft = begun(&mut malin).await;
    let texts = |said: &'static str| [("revision", "1"), ("mapping", said), ("analysis", said)];
    let edit = format!("{draft}/andra");
    assert_eq!(jonas.submit(&edit, &texts("Jonas karta")).await.status, StatusCode::SEE_OTHER);
    let told = malin.submit(&edit, &texts("Malins karta")).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(keeps(&told, "Malins karta") && keeps(&told, "Jonas karta"), "{}", told.body);
    let problem = [("revision", "1"), ("about", "Malins problem"), ("priority", "watched")];
    let told = malin.submit(&format!("{draft}/problem"), &problem).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(keeps(&told, "Malins problem") && told.hidden("revision") == "2", "{}", told.body);
});

both_engines!(what_the_picture_asked_for_and_nobody_did_is_told, |world: World| async move {
    let ground = world.grounded().await;
    let (mut malin, mut petra) = (world.browser("malin").await, world.browser("petra").await);
    let asked = "Centrum, station eller hållplats: Narkotika säljs på kvällarna.";
    for path in ["/lofte", "/lagesbild"] {
        let seen = petra.get(path).await;
        assert!(keeps(&seen, asked) && keeps(&seen, "ingen har varit ute där"), "{path}: {}", seen.body);
    }
    let place = ground.place.to_string();
    let patrol =
        [("kind", "foot_patrol"), ("on", "2026-11-10"), ("place", place.as_str()), ("focus", "drugs")];
    let mut jonas = world.browser("jonas").await;
    assert_eq!(jonas.submit("/lofte/ny", &patrol).await.status, StatusCode::SEE_OTHER);
    assert!(keeps(&malin.get("/lofte").await, "Ingen har varit ute där en kväll"));
    let id = world.planned(ground.walkers).await;
    let told = [
        ("evening", id.to_string()),
        ("began", "20:00".to_owned()),
        ("ended", "22:00".to_owned()),
        ("adults", "2".to_owned()),
        ("contacts", "1".to_owned()),
    ];
    let told: Vec<_> = told.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(malin.submit("/ikvall/berattat", &told).await.status, StatusCode::SEE_OTHER);
    assert!(!keeps(&malin.get("/lofte").await, asked), "both were done");
});

both_engines!(common_meetings_are_counted_and_told_to_the_public, |world: World| async move {
    world.grounded().await;
    let mut malin = world.browser("malin").await;
    held(&mut malin).await;
    // A meeting of one of the two, and one that is still ahead, make no common picture.
    for (day, police) in [("2026-11-20", "0"), ("2026-12-07", "1")] {
        let form = but(&but(&MEETING, "held_on", day), "antal-police", police);
        assert_eq!(malin.submit("/lagesbild/mote", &form).await.status, StatusCode::SEE_OTHER);
    }
    let seen = malin.submit("/lofte/publicera", &[("promise", "karlshamn-2026")]).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    let csv = Browser::new(world.pages.clone()).get("/medborgarlofte/karlshamn-2026.csv").await;
    let line = csv.body.lines().find(|line| line.contains("\"situation_meetings\"")).unwrap_or_default();
    assert!(line.contains("\"activities\",\"2\""), "that of September and that of November: {line}");
    let public = Browser::new(world.pages.clone()).get("/medborgarlofte").await;
    assert!(!public.body.contains("Resecentrum först"), "what was said stays inside");
});
