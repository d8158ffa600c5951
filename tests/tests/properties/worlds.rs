//! The demo's two worlds: each opens its own folder only, and in the older one the law of its day counts while log
//! and sessions follow the wall.

use domain::LegalDay;
use fyrklover::demo::worlds::World as DemoWorld;
use tests::{Engine, World, world::NOOR};
use time::{Duration, macros::date};

/// The day on which the older world stands.
const THEN: LegalDay = LegalDay::new(date!(2023 - 11 - 30));

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_stories_play_in_both_worlds_and_neither_opens_the_other() {
    let folder = tempfile::tempdir().unwrap();
    for world in DemoWorld::BOTH {
        let office = world.open_or_make(folder.path()).await.unwrap();
        assert_eq!(office.clock().legal_day_follows_wall(), world == DemoWorld::Today);
        assert!(world.stands_on().is_none_or(|day| office.clock().today() == day));
        drop(office);
        world.open_or_make(folder.path()).await.expect("what was made opens again");
    }
    let (today, then) = (DemoWorld::Today, DemoWorld::Autumn2023);
    let swapped = folder.path().join("swapped");
    std::fs::create_dir(&swapped).unwrap();
    std::fs::rename(today.folder(folder.path()), then.folder(&swapped)).unwrap();
    assert!(then.open_or_make(&swapped).await.is_err(), "another world's database");
    std::fs::write(then.folder(&swapped).join("letter.txt"), "mine").unwrap();
    assert!(then.remove(&swapped).is_err(), "nothing of anybody's is thrown away");
    then.remove(folder.path()).unwrap();
    assert!(!then.folder(folder.path()).exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_the_autumn_of_2023_the_law_of_that_day_counts() {
    let world = World::standing_on(Engine::Sqlite, THEN).await;
    let mut karin = world.browser("karin").await;
    let form = [
        ("name", "Noor"),
        ("number", NOOR),
        ("observed", "Somnade på två lektioner."),
        ("guardians", "yes"),
        ("harm", "yes"),
    ];
    let review = karin.submit("/oro/granska", &form).await;
    assert!(review.body.contains("14 kap. 1 § socialtjänstlagen (2001:453)"), "{}", review.body);
    assert!(!review.body.contains("2025:400"), "no law that did not exist then");
    let number = review.hidden("form");
    let sent = karin.submit("/oro", &[form.as_slice(), &[("form", &number)]].concat()).await;
    let receipt = karin.get(sent.location()).await;
    assert!(receipt.body.contains("30 nov 2023"), "{}", receipt.body);

    let mut sara = world.browser("sara").await;
    let queue = sara.get("/inkomna").await;
    assert!(queue.body.contains("Här är det 30 nov 2023"), "each page says which day it is");
    assert!(queue.body.contains("12 år"), "and people are as old as they were");
    let id = queue
        .body
        .split("<strong><a href=\"/inkomna/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap();
    let concern = sara.get(&format!("/inkomna/{id}")).await;
    assert!(concern.body.contains("14 dec 2023"), "fourteen days from then: {}", concern.body);
    assert!(concern.body.contains("14 kap. 1 § socialtjänstlagen (2001:453)"), "{}", concern.body);

    let mut margit = world.browser("margit").await;
    let log = margit.get("/loggkontroll/alla").await;
    assert!(log.body.contains("24 nov 2026 kl. 10"), "the log follows the wall: {}", log.body);
    assert!(log.body.contains("11 kap. 1 a § socialtjänstlagen (2001:453)"), "{}", log.body);
    assert!(!log.body.contains("2025:400"), "and names no law that did not exist: {}", log.body);
    world.clock.advance(Duration::minutes(31));
    assert_eq!(sara.get("/inkomna").await.status.as_u16(), 303, "so do sessions");
}

#[test]
fn no_basis_of_the_autumn_of_2023_is_younger_than_its_day() {
    let law = fyrklover::wiring::law().unwrap();
    let of_then: Vec<String> =
        law.all().filter(|basis| basis.is_in_force(THEN)).map(|basis| basis.provision.clone()).collect();
    assert!(!of_then.is_empty());
    for provision in of_then {
        for younger in ["(2025:", "(2024:", "10 kap. 15 a §", "40 kap. 7 g §"] {
            assert!(!provision.contains(younger), "{provision}");
        }
    }
}

/// *Får jag berätta?* is open to everybody, keeps nothing, and answers with the law of the world's day.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_be_told_follows_the_day_and_the_age() {
    let under = "10 kap. 18 a §";
    let prevention = "10 kap. 15 a §";
    for (world, prevents) in
        [(World::new(Engine::Sqlite).await, true), (World::standing_on(Engine::Sqlite, THEN).await, false)]
    {
        let before = world.dump().await;
        let mut anybody = tests::Browser::new(world.pages.clone());
        let mut ask = async |query: &str| anybody.get(&format!("/far-jag-beratta{query}")).await.body;
        assert!(!ask("").await.contains(under), "nothing was asked");
        let young = ask("?fran=social&till=police&alder=20").await;
        assert!(young.contains(under) && young.contains(prevention) == prevents);
        let grown = ask("?fran=social&till=police&alder=21").await;
        assert!(!grown.contains(under), "on the 21st birthday it is over");
        let health = ask("?fran=school&till=leisure&vard=ja").await;
        assert!(!health.contains(prevention) && health.contains("Bara med samtycke"));
        assert!(ask("?fran=school&till=social").await.contains("anmäla genast"));
        assert_eq!(world.dump().await, before, "nothing is kept");
    }
}
