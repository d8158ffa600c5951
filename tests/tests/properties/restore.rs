//! Copies and what comes of them: a copy is made while the program serves and is verified, an older one that is put
//! back says what was lost, and what was erased before the turn of an epoch comes back from no copy.

use std::{
    fs,
    path::{Path, PathBuf},
};

use access::{KeyRing, OsChance, folder::KeyFolder, keys::OpenFault};
use desk::{Badge, Clock as _, Desk, Fault, Office, concerns::OneConcern, writer::StartFault};
use domain::{Id, concern::Concern};
use fyrklover::{
    Failure,
    backup::{BackupArgs, RestoreArgs, back_up, restore},
    config::{Config, StoreUrl},
    wiring,
};
use sqlx::{Connection as _, SqliteConnection};
use tests::{Engine, World, both_engines, world::ELIAS};

const SHIPPED: &str = include_str!("../../../config/fyrklover.toml");

/// The settings of an installation on this database and these keys.
fn settings(database: &Path, keys: &Path) -> Config {
    let text = SHIPPED
        .replace("/var/lib/fyrklover/fyrklover.sqlite", &database.display().to_string())
        .replace("/var/lib/fyrklover/keys", &keys.display().to_string());
    Config::parse(Path::new("fyrklover.toml"), &text).unwrap()
}

/// A world whose database is copied and put back elsewhere, beside the same key folder.
struct Place {
    world: World,
    old: Config,
    new: Config,
}

impl Place {
    async fn new() -> Self {
        let world = World::new(Engine::Sqlite).await;
        let keys = world.folder.path().join("keys");
        let old = settings(Path::new(&world.url), &keys);
        let new = settings(&world.folder.path().join("restored.sqlite"), &keys);
        Self { world, old, new }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.world.folder.path().join(name)
    }

    async fn copied(&self, name: &str) -> PathBuf {
        let to = self.path(name);
        back_up(&self.old, &BackupArgs { to: to.clone() }).await.unwrap();
        to
    }

    fn restored(&self) -> &Path {
        match &self.new.store {
            StoreUrl::Sqlite(path) => path,
            StoreUrl::Postgres(_) => panic!("it is a file"),
        }
    }

    /// The office on what was put back.
    async fn opened(&self, config: &Config) -> Result<Office, Failure> {
        let store = wiring::store(&config.store, false).await?;
        let limits = fyrklover::wiring::Limits::default();
        wiring::office(store, wiring::keys(&config.keys)?, self.world.clock.clone(), limits).await
    }
}

fn from(copy: &Path) -> RestoreArgs {
    RestoreArgs { from: Some(copy.to_owned()), keys: None, without_keys: false }
}

async fn reads(office: &Office, badge: Badge, id: Id<Concern>) -> Result<String, Fault> {
    let occasion = office.occasion("test", "test".to_owned());
    let desk = Desk::open(office.clone(), badge, occasion).await?;
    Ok(desk.show(OneConcern(id)).await?.body().observed.clone())
}

async fn successions(office: &Office) -> Vec<(u64, u64)> {
    let standing = office.audit().look_at_all().await.unwrap();
    assert_eq!(standing.faults, Vec::<String>::new());
    standing.successions.iter().map(|one| (one.took_over, one.lost())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_copy_goes_on_as_another_log_that_says_what_was_lost() {
    let place = Place::new().await;
    let world = &place.world;
    let (_, kept) = world.reported(Some(ELIAS), "KVARBLIV").await;
    let mut sara = world.browser("sara").await;
    let before = world.entries().await;
    let copy = place.copied("copy").await;
    let (_, lost) = world.reported(None, "FÖRLORAD").await;
    let after = world.entries().await;

    restore(&place.new, &from(&copy)).await.unwrap();
    let office = place.opened(&place.new).await.unwrap();
    let badge = world.badge("sara").await;
    assert_eq!(reads(&office, badge, kept).await.unwrap(), "Har själv sett KVARBLIV");
    assert!(matches!(reads(&office, badge, lost).await, Err(Fault::Refused(_))));
    assert_eq!(successions(&office).await, [(before, after - before)]);
    // Whoever was signed in must sign in again, and the auditor's page says what happened.
    let app = web::App::new(office.clone(), "Karlshamns kommun".to_owned(), Vec::new());
    let pages = web::application(&app, web::shield::Hosts::Loopback, false);
    sara.turns_to(pages.clone());
    assert_eq!(sara.get("/att-gora").await.location(), "/logga-in");
    let mut auditor = tests::Browser::new(pages);
    auditor.sign_in(world, "margit").await;
    let page = auditor.get("/loggkontroll").await.body;
    let said = format!("{} kända poster gick förlorade", after - before);
    assert!(page.contains("Loggen är oförändrad") && page.contains(&said), "{page}");
    // The database that was thought lost does not come back beside it.
    let refused = place.opened(&place.old).await.map(|_| ()).unwrap_err();
    assert!(matches!(refused, Failure::Start(StartFault::Older { .. } | StartFault::Another)), "{refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_newest_copy_is_the_same_log() {
    let place = Place::new().await;
    let (_, kept) = place.world.reported(Some(ELIAS), "KVARBLIV").await;
    let copy = place.copied("copy").await;
    restore(&place.new, &from(&copy)).await.unwrap();
    let office = place.opened(&place.new).await.unwrap();
    assert!(reads(&office, place.world.badge("sara").await, kept).await.is_ok());
    assert_eq!(successions(&office).await, []);
    assert_eq!(wiring::keys(&place.new.keys).unwrap().folder().last_backup().unwrap().unwrap().len(), 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_that_was_passed_over_is_not_gone_on_with() {
    let place = Place::new().await;
    place.world.reported(None, "TIDIG").await;
    let early = place.copied("early").await;
    place.world.reported(None, "SENARE").await;
    let late = place.copied("late").await;
    place.world.reported(None, "SIST").await;
    restore(&place.new, &from(&early)).await.unwrap();
    let office = place.opened(&place.new).await.unwrap();
    // The successor has gone on until it is longer than the later copy.
    let badge = place.world.badge("sara").await;
    let nothing = Id::<Concern>::from(uuid::Uuid::nil());
    for _ in 0..8 {
        assert!(reads(&office, badge, nothing).await.is_err());
    }
    drop(office);
    let checkpoints = fs::read(place.path("keys/checkpoints")).unwrap();
    let elsewhere = settings(&place.path("elsewhere.sqlite"), &place.path("keys"));
    let refused = restore(&elsewhere, &from(&late)).await.unwrap_err();
    assert!(matches!(refused, Failure::Start(StartFault::Another)), "{refused}");
    assert!(fs::read(place.path("keys/checkpoints")).unwrap() == checkpoints, "nothing was signed");
}

// Whoever can write to the database alone does not make the program sign another history, nor one under another name.
both_engines!(a_head_that_was_put_there_is_not_gone_on_from, |world: World| async move {
    let (_, received) = world.reported(Some(ELIAS), "KVARBLIV").await;
    let sara = world.desk("sara").await;
    assert!(sara.show(OneConcern(received)).await.is_ok());
    let head = world.store.read().await.unwrap().head().await.unwrap().unwrap();
    let checkpoints = || fs::read(world.folder.path().join("keys/checkpoints")).unwrap();
    let before = checkpoints();
    for (spoilt, mended) in [
        ("UPDATE ledger_head SET note = 'fyrklover/test/0badbeef' || substr(note, 15)", head.clone()),
        ("UPDATE ledger_head SET size = size - 1", head.clone()),
        ("UPDATE ledger_head SET size = 0, tree = substr(tree, 1, 0)", head),
    ] {
        world.meddle(spoilt).await;
        assert!(sara.show(OneConcern(received)).await.is_err(), "{spoilt}");
        assert!(checkpoints() == before, "{spoilt}");
        let mut tx = world.store.begin().await.unwrap();
        tx.put_head(&mended).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert!(sara.show(OneConcern(received)).await.is_ok(), "it goes on where it was");
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_works_with_a_copy_of_the_keys_until_it_is_restored() {
    let place = Place::new().await;
    let (_, kept) = place.world.reported(Some(ELIAS), "KVARBLIV").await;
    let keys = place.path("copied-keys");
    place.world.keys.copy_folder(&keys, place.world.clock.now()).unwrap();
    // What came after the copy of the keys is in the copy of the database.
    place.world.reported(None, "SENARE").await;
    let size = place.world.entries().await;
    let copy = place.copied("copy").await;
    let refused = place.opened(&settings(&copy, &keys)).await.map(|_| ()).unwrap_err();
    assert!(matches!(refused, Failure::Start(StartFault::CopiedKeys(_))), "{refused}");
    assert!(wiring::setup(&settings(&copy, &keys)).await.is_err());

    // What came after the copy of the keys is not known, so it is another log even though none is known to be lost.
    let config = settings(place.restored(), &keys);
    restore(&config, &from(&copy)).await.unwrap();
    let office = place.opened(&config).await.unwrap();
    assert!(reads(&office, place.world.badge("sara").await, kept).await.is_ok());
    assert_eq!(successions(&office).await, [(size, 0)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_erased_before_the_turn_comes_back_from_no_copy() {
    let place = Place::new().await;
    let world = &place.world;
    let (own, received) = world.reported(Some(ELIAS), "RADERAD").await;
    let keys = place.path("copied-keys");
    world.keys.copy_folder(&keys, world.clock.now()).unwrap();
    let copy = place.copied("copy").await;
    world.reported(None, "SENARE").await;
    world
        .meddle(
            "UPDATE concern SET wrapped_key = x'', epoch = 0, line = x'', body = x'' WHERE token IS NOT NULL",
        )
        .await;
    world.keys.begin_epoch().unwrap();
    rewrapped(world).await;
    world.keys.destroy_epoch(1).unwrap();

    // Without keys from that time it is refused, and nothing is left lying.
    let refused = restore(&place.new, &from(&copy)).await.unwrap_err();
    assert!(refused.to_string().contains("--without-keys"), "{refused}");
    assert!(!place.restored().exists());
    // Against all odds: what is put back opens nothing, and the log is whole and says what it is.
    restore(&place.new, &RestoreArgs { without_keys: true, ..from(&copy) }).await.unwrap();
    let office = place.opened(&place.new).await.unwrap();
    for (name, id) in [("karin", own), ("sara", received)] {
        let gone = reads(&office, world.badge(name).await, id).await;
        assert!(matches!(gone, Err(Fault::Open(OpenFault::Destroyed))), "{gone:?}");
    }
    assert_eq!(successions(&office).await.len(), 1);
    for file in [Path::new(&world.url), place.restored()] {
        let bytes = fs::read(file).unwrap();
        assert!(!bytes.windows(7).any(|window| window == b"RADERAD"), "{}", file.display());
    }

    // A copy of the keys from before the turn would bring it back: that is why none may live longer than an epoch.
    let elsewhere = settings(&place.path("elsewhere.sqlite"), &place.path("keys"));
    restore(&elsewhere, &RestoreArgs { keys: Some(keys), ..from(&copy) }).await.unwrap();
    let office = place.opened(&elsewhere).await.unwrap();
    assert!(reads(&office, world.badge("sara").await, received).await.is_ok());
}

async fn rewrapped(world: &World) {
    let old = world.store.read().await.unwrap().wrapped_under(1, 1000).await.unwrap();
    let mut tx = world.store.begin().await.unwrap();
    for (record, key) in old {
        let new = world.keys.rewrap(record.kind, record.id, &key).unwrap();
        tx.write(desk::ports::Write::Rewrapped(record, new)).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_that_was_altered_is_not_put_back_and_nothing_is_overwritten() {
    let place = Place::new().await;
    place.world.reported(Some(ELIAS), "KVARBLIV").await;
    let copy = place.copied("copy").await;
    let again = back_up(&place.old, &BackupArgs { to: copy.clone() }).await.unwrap_err();
    assert!(again.to_string().contains("is there already"), "{again}");
    let before = fs::read(&copy).unwrap();
    let over = restore(&place.old, &from(&copy)).await.unwrap_err();
    assert!(over.to_string().contains("stop it first"), "the program that serves it is asked: {over}");
    fs::write(place.restored(), b"something").unwrap();
    let over = restore(&place.new, &from(&copy)).await.unwrap_err();
    assert!(over.to_string().contains("move it aside"), "{over}");
    fs::remove_file(place.restored()).unwrap();
    assert!(fs::read(&copy).unwrap() == before);

    place.world.reported(None, "SENARE").await;
    let checkpoints = fs::read(place.path("keys/checkpoints")).unwrap();
    for spoilt in [
        "UPDATE ledger_entry SET class = 2 WHERE idx = 3",
        "DELETE FROM ledger_entry WHERE idx = 4",
        "UPDATE ledger_head SET root = zeroblob(32)",
        "UPDATE installation SET id = 'another'",
    ] {
        fs::write(&copy, &before).unwrap();
        let mut db = SqliteConnection::connect(&format!("sqlite:{}", copy.display())).await.unwrap();
        sqlx::query(spoilt).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
        let refused = restore(&place.new, &from(&copy)).await.unwrap_err();
        assert!(matches!(refused, Failure::Start(_)), "{spoilt}: {refused}");
        assert!(!place.restored().exists(), "{spoilt}");
        assert!(fs::read(place.path("keys/checkpoints")).unwrap() == checkpoints, "{spoilt}");
    }
    // Nor is a copy made of a log that was altered.
    place.world.meddle("UPDATE ledger_entry SET class = 2 WHERE idx = 3").await;
    let refused = back_up(&place.old, &BackupArgs { to: place.path("second") }).await.unwrap_err();
    assert!(refused.to_string().contains("altered"), "{refused}");
}

// The same where the server's own tools put an older copy back: here by taking away what came after it.
both_engines!(an_older_database_is_taken_up_on_both_engines, |mut world: World| async move {
    let (_, kept) = world.reported(Some(ELIAS), "KVARBLIV").await;
    let head = world.store.read().await.unwrap().head().await.unwrap().unwrap();
    for round in 0..2 {
        world.reported(None, "FÖRLORAD").await;
        let lost = world.entries().await - head.size;
        let mut tx = world.store.begin().await.unwrap();
        tx.put_head(&head).await.unwrap();
        tx.commit().await.unwrap();
        world.meddle("DELETE FROM ledger_entry WHERE idx >= (SELECT size FROM ledger_head)").await;
        world.meddle("DELETE FROM ledger_subject WHERE idx >= (SELECT size FROM ledger_head)").await;
        let keys = KeyRing::open_folder(
            KeyFolder::open(&world.folder.path().join("keys")).unwrap(),
            std::sync::Arc::new(OsChance),
        );
        let keys = keys.unwrap();
        let said = desk::succession::succeed(&*world.store, &keys, &*world.clock).await.unwrap().unwrap();
        assert_eq!((said.took_over, said.lost()), (head.size, lost), "round {round}");
        // The program that was running does not go on under another name; one that is started does.
        assert!(world.desk("sara").await.show(OneConcern(kept)).await.is_err());
        let limits = fyrklover::wiring::Limits::default();
        let office = wiring::office(world.store.clone(), keys, world.clock.clone(), limits);
        world.office = office.await.unwrap();
        assert_eq!(successions(&world.office).await.len(), 1, "a succession that was lost itself is past");
    }
    assert!(world.desk("sara").await.show(OneConcern(kept)).await.is_ok());
});
