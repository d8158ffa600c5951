//! Fail closed: what cannot be recorded is not shown, what was acknowledged is not lost, and it heals by itself.
//!
//! Faults are made from outside the program, in the database: a trigger that fails every append or every commit, a
//! lock that somebody else holds, a panic in an act.

use std::time::{Duration as Wait, Instant};

use axum::http::StatusCode;
use desk::{Action, audit, concerns::OneConcern};
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use tests::{Engine, World, both_engines, world::ELIAS};

/// Runs statements on the database from outside the program.
async fn meddle(world: &World, sqlite: &[&'static str], postgres: &[&'static str]) {
    match world.engine {
        Engine::Sqlite => {
            let mut db = SqliteConnection::connect(&format!("sqlite:{}", world.url)).await.unwrap();
            for sql in sqlite {
                sqlx::query(*sql).execute(&mut db).await.unwrap();
            }
        }
        Engine::Postgres => {
            let mut db = PgConnection::connect(&world.url).await.unwrap();
            for sql in postgres {
                sqlx::query(*sql).execute(&mut db).await.unwrap();
            }
        }
    }
}

async fn verified(world: &World) {
    let mut tx = world.store.read().await.unwrap();
    let found = audit::verify(&mut *tx, &world.keys).await.unwrap();
    assert_eq!(found.faults(), Vec::<String>::new());
}

/// While the database fails, nothing is shown and everything says so; afterwards it goes on by itself.
async fn fails_closed(
    world: &World,
    break_it: (&[&'static str], &[&'static str]),
    mend_it: (&[&'static str], &[&'static str]),
) {
    let (_, received) = world.reported(Some(ELIAS), "MARKER").await;
    let (mut sara, mut karin) = (world.browser("sara").await, world.browser("karin").await);
    let page = format!("/inkomna/{received}");
    assert_eq!(sara.get(&page).await.status, StatusCode::OK);
    let form =
        [("observed", "TEXT SOM INTE FÅR FÖRSVINNA"), ("guardians", "no"), ("name", "Barn"), ("harm", "yes")];
    let number = karin.submit("/oro/granska", &form).await.hidden("form");
    let mut whole = form.to_vec();
    whole.push(("form", &number));
    let before = world.entries().await;

    meddle(world, break_it.0, break_it.1).await;
    for path in [page.as_str(), "/inkomna", "/insatser", "/min-logg", "/att-gora"] {
        let began = Instant::now();
        let seen = sara.get(path).await;
        assert_eq!(seen.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(!seen.body.contains("MARKER"), "{path} shows what was not recorded");
        assert!(seen.body.contains("tel:112"), "{path} says whom to ring");
        assert!(began.elapsed() < Wait::from_secs(5), "{path}");
    }
    assert_eq!(sara.get("/halsa").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(karin.get("/oro/ny").await.status, StatusCode::OK, "the empty form always opens");
    let kept = karin.submit("/oro", &whole).await;
    assert_eq!(kept.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(kept.body.contains("TEXT SOM INTE FÅR FÖRSVINNA"), "the whole text comes back");
    assert_eq!(world.entries().await, before);

    meddle(world, mend_it.0, mend_it.1).await;
    let sent = karin.submit("/oro", &whole).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(sara.get(&page).await.status, StatusCode::OK);
    assert_eq!(sara.get("/halsa").await.status, StatusCode::OK);
    let queue = sara.get("/inkomna").await;
    let waiting = queue.body.matches("<strong><a href=\"/inkomna/").count();
    assert_eq!(waiting, 2, "sent once, not twice");
    verified(world).await;
}

both_engines!(a_failed_append_discloses_nothing_and_loses_nothing, |world: World| async move {
    let break_it: (&[_], &[_]) = (
        &[
            "CREATE TRIGGER full BEFORE INSERT ON ledger_entry BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
        ],
        &[
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space'; END $$",
            "CREATE TRIGGER full_disk BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION full_disk()",
        ],
    );
    fails_closed(&world, break_it, (&["DROP TRIGGER full"], &["DROP TRIGGER full_disk ON ledger_entry"]))
        .await;
});

both_engines!(a_failed_commit_discloses_nothing_and_loses_nothing, |world: World| async move {
    let break_it: (&[_], &[_]) = (
        &[
            "CREATE TABLE doomed (x INTEGER REFERENCES doomed_parent (x) DEFERRABLE INITIALLY DEFERRED)",
            "CREATE TABLE doomed_parent (x INTEGER PRIMARY KEY)",
            "CREATE TRIGGER doom AFTER INSERT ON ledger_entry BEGIN INSERT INTO doomed VALUES (1); END",
        ],
        &[
            "CREATE FUNCTION doom() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'doomed'; END $$",
            "CREATE CONSTRAINT TRIGGER doom AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION doom()",
        ],
    );
    fails_closed(&world, break_it, (&["DROP TRIGGER doom"], &["DROP TRIGGER doom ON ledger_entry"])).await;
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_database_answers_within_five_seconds_and_heals() {
    let world = World::new(Engine::Sqlite).await;
    let (_, received) = world.reported(Some(ELIAS), "MARKER").await;
    let mut sara = world.browser("sara").await;
    let mut other = SqliteConnection::connect(&format!("sqlite:{}", world.url)).await.unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let began = Instant::now();
    let seen = sara.get(&format!("/inkomna/{received}")).await;
    assert_eq!(seen.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!seen.body.contains("MARKER"));
    assert!(began.elapsed() < Wait::from_secs(5));
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    assert_eq!(sara.get(&format!("/inkomna/{received}")).await.status, StatusCode::OK);
    verified(&world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_server_session_is_taken_up_again_and_loses_nothing() {
    let world = World::new(Engine::Postgres).await;
    let (_, received) = world.reported(Some(ELIAS), "MARKER").await;
    let mut admin = PgConnection::connect(&world.url).await.unwrap();
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    sqlx::query(kill).execute(&mut admin).await.unwrap();
    let sara = world.desk("sara").await;
    let before = world.entries().await;
    let mut shown = 0;
    for _ in 0..5 {
        shown += u64::from(sara.show(OneConcern(received)).await.is_ok());
    }
    assert!(shown >= 1, "it heals");
    assert_eq!(world.entries().await - before, shown, "one entry for each answer, and no other");
    verified(&world).await;
}

both_engines!(a_panic_in_an_act_undoes_that_act_alone, |world: World| async move {
    let (_, received) = world.reported(Some(ELIAS), "MARKER").await;
    let sara = world.desk("sara").await;
    let broken = sara.change(received, Action::ConcernAssess, |_| panic!("a mistake in an act")).await;
    assert!(broken.is_err());
    assert!(sara.show(OneConcern(received)).await.is_ok());
    verified(&world).await;
});

both_engines!(a_second_program_is_turned_away, |world: World| async move {
    use desk::ports::{Store, StoreFault};
    let second: Box<dyn Store> = match world.engine {
        Engine::Sqlite => Box::new(store_sqlite::SqliteStore::open(world.url.as_ref(), false).await.unwrap()),
        Engine::Postgres => Box::new(store_postgres::PostgresStore::open(&world.url).await.unwrap()),
    };
    assert!(matches!(second.begin().await.map(|_| ()), Err(StoreFault::Locked)));
    assert!(second.read().await.is_ok(), "it may look");
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_older_than_the_last_checkpoint_is_refused() {
    use access::Gate;
    use desk::{Office, office::Shared, sessions::SessionLimits, writer::StartFault};
    use std::sync::Arc;
    let world = World::new(Engine::Sqlite).await;
    world.reported(None, "M1").await;
    let old = world.folder.path().join("old.sqlite");
    let mut db = SqliteConnection::connect(&format!("sqlite:{}", world.url)).await.unwrap();
    let copy = sqlx::AssertSqlSafe(format!("VACUUM INTO '{}'", old.display()));
    sqlx::query(copy).execute(&mut db).await.unwrap();
    world.reported(None, "M2").await;
    let shared = Shared {
        store: Arc::new(store_sqlite::SqliteStore::open(&old, false).await.unwrap()),
        gate: Gate::new().unwrap(),
        keys: world.keys.clone(),
        law: fyrklover::wiring::law().unwrap(),
        promises: fyrklover::wiring::promises().unwrap(),
        clock: world.clock.clone(),
        sessions: SessionLimits::default(),
        searches: desk::search::PER_DAY,
        visits: desk::commons::PER_HOUR,
    };
    assert!(matches!(Office::open(shared).await.map(|_| ()), Err(StartFault::Older { .. })));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_as_long_as_the_last_checkpoint_and_not_the_same_is_refused() {
    use desk::writer::StartFault;
    let world = World::new(Engine::Sqlite).await;
    world.reported(None, "M1").await;
    world.meddle("UPDATE ledger_head SET root = zeroblob(32)").await;
    let limits = fyrklover::wiring::Limits::default();
    let opened =
        fyrklover::wiring::office(world.store.clone(), world.keys.clone(), world.clock.clone(), limits);
    let refused = opened.await.map(|_| ()).unwrap_err();
    assert!(matches!(refused, fyrklover::Failure::Start(StartFault::Another)), "{refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_embedded_database_is_nobody_elses_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new(Engine::Sqlite).await;
    for beside in ["", "-wal", "-shm"] {
        let file = std::fs::metadata(format!("{}{beside}", world.url)).unwrap();
        assert_eq!(file.permissions().mode() & 0o077, 0, "{beside}");
    }
}

// Whoever can write to the database alone makes no session: what it remembers is tied to its id by the key folder.
both_engines!(a_session_that_was_copied_in_the_database_opens_nothing, |world: World| async move {
    let (mut sara, mut karin) = (world.browser("sara").await, world.browser("karin").await);
    for browser in [&mut sara, &mut karin] {
        assert_eq!(browser.get("/att-gora").await.status, StatusCode::OK);
    }
    let over = "UPDATE session SET data = (SELECT o.data FROM session o WHERE o.id <> session.id LIMIT 1)";
    world.meddle(over).await;
    // Row by row or all at once, as the engine has it: one of them at least has what was the other's.
    let mut out = 0;
    for (browser, name) in [(&mut sara, "Sara"), (&mut karin, "Karin")] {
        let seen = browser.get("/att-gora").await;
        out += u32::from(seen.location() == "/logga-in");
        assert!(seen.status != StatusCode::OK || seen.body.contains(name), "nobody becomes somebody else");
    }
    assert!(out >= 1);
});
