//! The two engines, each with an empty database of its own for one test.

use std::{net::SocketAddr, path::Path, sync::Arc};

use desk::ports::Store;
use sqlx::{Connection as _, PgConnection};
use store_postgres::PostgresStore;
use store_sqlite::SqliteStore;

/// Which engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded one.
    Sqlite,
    /// The server.
    Postgres,
}

/// A database of one test.
pub struct Database {
    /// The store on it.
    pub store: Arc<dyn Store>,
    /// Its address, for tests that look at it from outside.
    pub url: String,
}

impl Engine {
    /// Makes an empty database. For PostgreSQL, `FYRKLOVER_TEST_POSTGRES` names a server whose user may create
    /// databases; `scripts/test` starts one. Its store reaches the server by way of `line`, where there is one; its
    /// address is the server's own.
    ///
    /// # Panics
    /// When there is none.
    #[expect(clippy::expect_used, reason = "a test without a database has nothing to test")]
    pub async fn database(self, folder: &Path, line: Option<SocketAddr>) -> Database {
        match self {
            Self::Sqlite => {
                let path = folder.join("test.sqlite");
                let store = SqliteStore::open(&path, true).await.expect("a new SQLite file opens");
                Database { store: Arc::new(store), url: path.display().to_string() }
            }
            Self::Postgres => {
                let server = server();
                let name = format!("test_{}", access::hex(random()));
                let mut admin = PgConnection::connect(&server).await.expect("the server answers");
                let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
                sqlx::query(create).execute(&mut admin).await.expect("a database is created");
                let (base, _) = server.rsplit_once('/').expect("an address ends with a database");
                let url = format!("{base}/{name}");
                let seen = line.map_or(url.clone(), |line| by_way_of(&url, line));
                let store = PostgresStore::open(&seen).await.expect("a new database opens");
                Database { store: Arc::new(store), url }
            }
        }
    }
}

/// The same database, reached through another door.
fn by_way_of(url: &str, line: SocketAddr) -> String {
    let host = host(url);
    url.replacen(host, &line.to_string(), 1)
}

/// Host and port of an address.
pub(crate) fn host(url: &str) -> &str {
    let after = url.rsplit_once('@').map_or(url, |(_, after)| after);
    after.split('/').next().unwrap_or(after)
}

#[expect(clippy::disallowed_methods, reason = "the one setting of the tests")]
#[expect(clippy::expect_used, reason = "a test without a database has nothing to test")]
pub(crate) fn server() -> String {
    std::env::var("FYRKLOVER_TEST_POSTGRES")
        .expect("FYRKLOVER_TEST_POSTGRES names a server (scripts/test starts one)")
}

fn random() -> [u8; 8] {
    (&access::OsChance as &dyn access::Chance).bytes()
}
