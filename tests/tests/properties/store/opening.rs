//! Opening: only in the condition in which acknowledged commits survive, and one writer at a time.

use std::{fs, os::unix::fs::PermissionsExt as _, sync::Arc, time::Duration};

use desk::ports::{Store, StoreFault};
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use store_postgres::PostgresStore;
use store_sqlite::{OpenFault, SqliteStore};
use tests::{Engine, World, both_engines};

async fn again(world: &World) -> Arc<dyn Store> {
    match world.engine {
        Engine::Sqlite => Arc::new(SqliteStore::open(world.url.as_ref(), false).await.unwrap()),
        Engine::Postgres => Arc::new(PostgresStore::open(&world.url).await.unwrap()),
    }
}

both_engines!(the_condition_is_what_durability_demands, |world: World| async move {
    let said = world.store.condition().await.unwrap();
    let demanded: &[(&str, &str)] = match world.engine {
        Engine::Sqlite => &[
            ("engine", "sqlite"),
            ("pragma.journal_mode", "wal"),
            ("pragma.synchronous", "2"),
            ("pragma.foreign_keys", "1"),
            ("pragma.secure_delete", "1"),
            ("pragma.trusted_schema", "0"),
            ("pragma.cell_size_check", "1"),
            ("pragma.busy_timeout", "2000"),
        ],
        Engine::Postgres => &[("engine", "postgres"), ("synchronous_commit", "on"), ("fsync", "on")],
    };
    for (word, value) in demanded {
        let found = said.iter().find(|(said, _)| said == word).map(|(_, value)| value.as_str());
        // A test's server may be told to hurry; the program refuses only what is off.
        let hurries = world.engine == Engine::Postgres && *word == "synchronous_commit";
        assert!(
            found == Some(value) || hurries && found.is_some_and(|found| found != "off"),
            "{word}: {found:?}"
        );
    }
});

both_engines!(what_refers_to_nothing_is_not_written, |world: World| async move {
    use desk::ports::Write;
    let nobody = domain::Id::from_random([1; 16]);
    let mut tx = world.store.begin().await.unwrap();
    let refused = tx.write(Write::CodeUsed(nobody, 1)).await;
    assert!(matches!(refused, Err(StoreFault::Unusable(_))), "foreign keys hold on the writer's connection");
});

/// The first program ends: everything of it is dropped, and with its last word the writer's task.
async fn first_program_ends(world: World) {
    let second = again(&world).await;
    assert!(matches!(second.begin().await.map(|_| ()), Err(StoreFault::Locked)));
    let _database = Arc::clone(&world.folder);
    drop(world);
    for _ in 0..500 {
        match second.begin().await {
            Ok(_) => return,
            Err(StoreFault::Locked) => tokio::time::sleep(Duration::from_millis(10)).await,
            Err(fault) => panic!("{fault}"),
        }
    }
    panic!("the lock is never given back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_program_writes_once_the_first_has_ended_on_sqlite() {
    first_program_ends(World::new(Engine::Sqlite).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_program_writes_once_the_first_has_ended_on_postgres() {
    first_program_ends(World::new(Engine::Postgres).await).await;
}

#[tokio::test]
async fn a_file_with_another_journal_is_brought_into_the_condition() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.sqlite");
    drop(SqliteStore::open(&path, true).await.unwrap());
    let mut db = SqliteConnection::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    sqlx::query("PRAGMA journal_mode = DELETE").fetch_one(&mut db).await.unwrap();
    db.close().await.unwrap();
    let store = SqliteStore::open(&path, false).await.unwrap();
    assert!(store.condition().await.unwrap().contains(&("pragma.journal_mode".to_owned(), "wal".to_owned())));
}

#[tokio::test]
async fn a_file_whose_journal_cannot_be_changed_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.sqlite");
    drop(SqliteStore::open(&path, true).await.unwrap());
    let mut db = SqliteConnection::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    sqlx::query("PRAGMA journal_mode = DELETE").fetch_one(&mut db).await.unwrap();
    // Somebody reads in a transaction of their own: the journal stays as it is.
    sqlx::query("BEGIN").execute(&mut db).await.unwrap();
    sqlx::query("SELECT * FROM installation").fetch_all(&mut db).await.unwrap();
    let refused = SqliteStore::open(&path, false).await.map(|_| ()).unwrap_err();
    assert!(matches!(refused, OpenFault::Unusable(_) | OpenFault::Pragma { .. }), "{refused}");
}

#[tokio::test]
async fn what_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.sqlite");
    assert!(matches!(SqliteStore::open(&missing, false).await.map(|_| ()), Err(OpenFault::Unusable(_))));
    assert!(!missing.exists(), "nothing is made where nothing was asked for");
    let text = folder.path().join("text.sqlite");
    fs::write(
        &text,
        "this is a letter and no database, but it is long enough to be taken for one at first\n".repeat(40),
    )
    .unwrap();
    assert!(matches!(SqliteStore::open(&text, false).await.map(|_| ()), Err(OpenFault::Unusable(_))));
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.sqlite");
    drop(SqliteStore::open(&path, true).await.unwrap());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
    // Whoever may write everything (root) is not stopped by a mode; then there is nothing to refuse.
    if fs::OpenOptions::new().write(true).open(&path).is_ok() {
        return;
    }
    assert!(SqliteStore::open(&path, false).await.is_err());
}

#[tokio::test]
async fn a_server_that_acknowledges_before_it_is_durable_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let database = Engine::Postgres.database(folder.path(), None).await;
    drop(database.store);
    let mut admin = PgConnection::connect(&database.url).await.unwrap();
    let (_, name) = database.url.rsplit_once('/').unwrap();
    let set = sqlx::AssertSqlSafe(format!("ALTER DATABASE {name} SET synchronous_commit = off"));
    sqlx::query(set).execute(&mut admin).await.unwrap();
    let refused = PostgresStore::open(&database.url).await.map(|_| ()).unwrap_err();
    assert!(refused.to_string().contains("synchronous_commit is off"), "{refused}");
}
