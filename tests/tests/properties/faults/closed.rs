//! Nothing is shown while nothing can be recorded, however many ask; a concern that is being sent comes back whole, and
//! sending it again makes exactly one, also where the commit had happened and nobody learnt of it.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use tests::{
    Browser, Engine, Ground, Seen, World, both_engines,
    line::{Condition, Line},
    world::ELIAS,
};

use super::{
    breakage::{Breakage, Damage, Holder},
    failing::{Place, Way},
    readers::{Asked, Readers},
    verified, with_faults,
};
use crate::disk::Disk;

/// So many requests in all while something fails, where nobody says (`FYRKLOVER_FAILED_REQUESTS`).
const REQUESTS: usize = 1000;
/// Over so many ways to fail: those below, on the engines that know them.
const WAYS: usize = 34;
/// The monitor knows by then that something failed, and that it does no longer.
const RED: Duration = Duration::from_secs(5);
const GREEN: Duration = Duration::from_secs(10);

const TEXT: &str = "Kommer utan mat i magen & säger att \"ingen\" är hemma.";
/// As a page must write it.
const SHOWN: &str = "Kommer utan mat i magen";

/// A form, field by field.
type Form = Vec<(&'static str, String)>;

/// Karin's concern, reviewed and ready to be sent.
async fn reviewed(karin: &mut Browser) -> Form {
    let form =
        [("name", "Elias"), ("number", ELIAS), ("observed", TEXT), ("guardians", "no"), ("harm", "yes")];
    let number = karin.submit("/oro/granska", &form).await.hidden("form");
    assert!(!number.is_empty(), "the review numbers the form");
    form.into_iter().map(|(name, value)| (name, value.to_owned())).chain([("form", number)]).collect()
}

async fn send(karin: &mut Browser, form: &Form) -> Seen {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    karin.submit("/oro", &form).await
}

/// Whether the text stands on the page so that paper would have all of it: not in a field, where paper ends early.
fn is_printed(page: &str) -> bool {
    let outside =
        page.split("<textarea").map(|part| part.split_once("</textarea>").map_or(part, |(_, after)| after));
    outside
        .flat_map(|part| part.split('<'))
        .any(|part| part.split_once('>').is_some_and(|(_, text)| text.contains(SHOWN)))
}

/// Until the monitor is told that it goes, or does not; how long that took.
async fn told(world: &World, expected: StatusCode, patience: Duration) -> Duration {
    let mut monitor = Browser::new(world.pages.clone());
    let began = Instant::now();
    while monitor.get("/halsa").await.status != expected {
        assert!(began.elapsed() < patience, "the monitor is not told {expected} in {patience:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    began.elapsed()
}

/// While the store fails, nobody is shown anything, everybody learns why within seconds, and a text comes back;
/// repaired, it goes on by itself.
async fn fails_closed(world: World, mut breakage: Breakage, what: &str) {
    let readers = Readers::of(&world).await;
    let mut karin = world.browser("karin").await;
    let form = reviewed(&mut karin).await;
    let before = (world.entries().await, waiting(&world).await);

    breakage.begin(&world).await;
    if let Breakage::Disk(_, Damage::Full) = breakage {
        // What still fits is still shown, and recorded.
        while readers.is_shown(&world).await {}
    }
    let often = tests::asked_for("FYRKLOVER_FAILED_REQUESTS", REQUESTS).div_ceil(WAYS);
    let (asked, red, kept) = tokio::join!(
        readers.ask_in_vain(&world, often),
        told(&world, StatusCode::SERVICE_UNAVAILABLE, RED),
        send(&mut karin, &form),
    );
    assert_eq!(kept.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(is_printed(&kept.body), "the whole text comes back, for paper too");
    assert!(kept.body.contains("action=\"/oro") && kept.body.contains("<button"), "with the button");
    assert_eq!(kept.hidden("form"), form.last().unwrap().1, "and the form's number");
    assert_eq!(kept.hidden("observed").len(), TEXT.len() + "&#38;".len() - 1 + 2 * ("&#34;".len() - 1));
    told(&world, StatusCode::SERVICE_UNAVAILABLE, Duration::ZERO).await;
    if !breakage.may_record() && !matches!(breakage, Breakage::Inside(_, Place::Read, _)) {
        assert_eq!(world.entries().await, before.0, "nothing became durable");
    }

    breakage.end(&world).await;
    let green = heals(&world, &readers).await;
    arrives_once(&world, &mut karin, &form, before.1).await;
    let Asked { often, slowest } = asked;
    println!(
        "{often} requests on {:?} while {}: nothing shown, slowest {slowest:.1?}, red after {red:.1?}, well again after {green:.1?}",
        world.engine,
        what.replace('_', " "),
    );
}

/// Without a restart, and soon.
async fn heals(world: &World, readers: &Readers) -> Duration {
    let began = Instant::now();
    while !readers.is_shown(world).await {
        assert!(began.elapsed() < GREEN, "it does not heal");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    told(world, StatusCode::OK, GREEN.saturating_sub(began.elapsed())).await;
    let green = began.elapsed();
    readers.ask_again(world).await;
    green
}

/// How many concerns wait at intake.
async fn waiting(world: &World) -> usize {
    let unit = world.office.intake().await.unwrap().unwrap().id;
    let mut tx = world.store.read().await.unwrap();
    tx.received(unit, false, desk::ports::Page::FIRST).await.unwrap().len()
}

/// What was sent in vain is sent again, and is there once.
async fn arrives_once(world: &World, karin: &mut Browser, form: &Form, before: usize) {
    let sent = send(karin, form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(send(karin, form).await.location(), sent.location());
    assert_eq!(karin.get(sent.location()).await.status, StatusCode::OK, "there is a receipt");
    assert_eq!(waiting(world).await, before + 1, "the text arrived once");
    verified(world).await;
}

macro_rules! fails_closed {
    ($($name:ident: $place:ident $way:ident;)*) => {
        $(with_faults!($name, |world, faults| {
            fails_closed(world, Breakage::Inside(faults, Place::$place, Way::$way), stringify!($name))
        });)*
    };
}

fails_closed! {
    the_database_is_gone: Read Fails;
    the_database_does_not_answer: Read Hangs;
    the_transaction_does_not_begin: Begin Fails;
    entries_are_not_appended: Append Fails;
    the_head_is_not_written: PutHead Fails;
    nothing_is_committed: Commit Fails;
    nobody_learns_of_the_commit: Committed Fails;
    the_store_panics_as_it_begins: Begin Panics;
    the_store_panics_as_it_appends: Append Panics;
    the_store_panics_after_the_commit: Committed Panics;
    the_store_hangs_as_it_begins: Begin Hangs;
    the_store_hangs_as_it_appends: Append Hangs;
    the_store_hangs_as_it_commits: Commit Hangs;
    the_store_hangs_after_the_commit: Committed Hangs;
}

both_engines!(somebody_else_holds_the_lock, |world| {
    fails_closed(world, Breakage::Locked(None), "somebody else holds the lock")
});

/// On a disk of its own.
async fn on_a_disk(size: u64, damage: Damage, what: &str) {
    let disk = Disk::of(size);
    let folder = Some(tempfile::tempdir_in(disk.path()).unwrap());
    let world = World::made(Ground { folder, ..Engine::Sqlite.into() }, |store| store).await;
    fails_closed(world, Breakage::Disk(disk, damage), what).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs root and a loop device; scripts/proof runs it"]
async fn a_disk_that_is_full() {
    on_a_disk(24, Damage::Full, "the disk is full").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs root and a loop device; scripts/proof runs it"]
async fn a_disk_that_cannot_be_written() {
    on_a_disk(64, Damage::Fixed, "the disk cannot be written").await;
}

/// On a server alone.
async fn on_the_server(breakage: Breakage, what: &str) {
    let line = match &breakage {
        Breakage::Line(line, _) => Some(line.address),
        _ => None,
    };
    let world = World::made(Ground { line, ..Engine::Postgres.into() }, |store| store).await;
    fails_closed(world, breakage, what).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_takes_no_writes() {
    on_the_server(Breakage::ReadOnly, "the server takes no writes").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_lets_nobody_in() {
    on_the_server(Breakage::Gone, "the server lets nobody in").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_line_to_the_server_is_cut() {
    let line = Line::to_the_server().await;
    on_the_server(Breakage::Line(line, Condition::Cut), "the line is cut").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_line_to_the_server_is_silent() {
    let line = Line::to_the_server().await;
    on_the_server(Breakage::Line(line, Condition::Silent), "the line is silent").await;
}

/// The line falls silent while a batch waits for the server: neither its answer comes nor the end of its connection.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_falls_silent_in_the_middle_of_a_batch_is_given_up() {
    let line = Line::to_the_server().await;
    let ground = Ground { line: Some(line.address), ..Engine::Postgres.into() };
    let world = World::made(ground, |store| store).await;
    let readers = Readers::of(&world).await;
    let holder = Holder::of(&world).await;
    let (is_shown, ()) = tokio::join!(readers.is_shown(&world), async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        line.set(Condition::Silent);
        holder.release().await;
    });
    assert!(!is_shown, "what was not heard to be durable is not shown");
    line.set(Condition::Open);
    heals(&world, &readers).await;
    verified(&world).await;
}
