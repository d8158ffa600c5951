//! Opening PostgreSQL: the primary only, durable commits, one writer by an advisory lock.
//!
//! The lock belongs to the writer's own session, so that losing the session loses lock and transaction together
//! and another node may take over.

use std::{str::FromStr, time::Duration};

use async_trait::async_trait;
use desk::ports::{Reads, SessionRow, Store, StoreFault, Writes};
use sqlx::{
    Connection as _, PgPool, Row as _,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{Connection, entrance, row::fault, tx::Tx};

/// How long anything waits for a connection.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a server takes to say that it is there; several silent connections fit into the patience of one request.
const AT_ONCE: Duration = Duration::from_millis(400);
/// How many snapshots are read at once.
const READERS: u32 = 16;
/// A session whose program is no longer heard is ended by the server within seconds, and its locks with it: the writer's
/// waits longest between two statements of a batch, and a batch is given up after five seconds.
const LET_GO: [(&str, &str); 4] = [
    ("idle_in_transaction_session_timeout", "6000"),
    ("tcp_keepalives_idle", "5"),
    ("tcp_keepalives_interval", "2"),
    ("tcp_keepalives_count", "2"),
];
/// The number of the writer's lock: "fyrklövr" in ASCII-near bytes, chosen once.
const WRITER_LOCK: i64 = 0x6679_726b_6c6f_7672;

/// The database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// It is not there, or cannot be migrated.
    #[error("the database cannot be opened: {0}")]
    Unusable(String),
    /// A setting on which durability rests stands otherwise.
    #[error("{setting} is {found}: acknowledged commits would not survive a crash")]
    Setting {
        /// Which.
        setting: &'static str,
        /// What the server says.
        found: String,
    },
}

/// A store on a PostgreSQL primary.
pub struct PostgresStore {
    readers: PgPool,
    writer: PgPool,
}

impl PostgresStore {
    /// Connects, brings the schema up to date and checks what durability rests on.
    ///
    /// # Errors
    /// [`OpenFault`]: the program then does not start.
    pub async fn open(url: &str) -> Result<Self, OpenFault> {
        let options = PgConnectOptions::from_str(url)
            .map_err(unusable)?
            .application_name("fyrklover")
            .options([("statement_timeout", "4000"), ("lock_timeout", "2000")])
            .options(LET_GO);
        let readers = pool(READERS).connect_with(options.clone()).await.map_err(unusable)?;
        sqlx::migrate!("../../../migrations/postgres").run(&readers).await.map_err(unusable)?;
        check(&mut *readers.acquire().await.map_err(unusable)?).await?;
        // One connection, never given up while it lives: it holds the writer's lock.
        let writer = pool(1).idle_timeout(None).max_lifetime(None).connect_lazy_with(options);
        Ok(Self { readers, writer })
    }
}

/// Connections whose server answers. A line that fell silent is not waited for as long as TCP would: neither by whoever
/// wants a connection nor when one is given back, from the middle of a batch perhaps.
fn pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .before_acquire(|connection, _| Box::pin(heard(connection)))
        .after_release(|connection, _| Box::pin(heard(connection)))
}

/// Whether the server answers; what was begun on the connection is rolled back with it.
async fn heard(connection: &mut Connection) -> Result<bool, sqlx::Error> {
    let silent = |_| sqlx::Error::from(std::io::Error::from(std::io::ErrorKind::TimedOut));
    tokio::time::timeout(AT_ONCE, connection.ping()).await.map_err(silent)?.map(|()| true)
}

/// Refuses a server that acknowledges commits before they are durable.
async fn check(connection: &mut Connection) -> Result<(), OpenFault> {
    for (setting, statement) in [("fsync", "SHOW fsync"), ("synchronous_commit", "SHOW synchronous_commit")] {
        let row = sqlx::query(statement).fetch_one(&mut *connection).await.map_err(unusable)?;
        let found: String = row.try_get(0).map_err(unusable)?;
        if found == "off" {
            return Err(OpenFault::Setting { setting, found });
        }
    }
    Ok(())
}

fn unusable(e: impl std::fmt::Display) -> OpenFault {
    OpenFault::Unusable(e.to_string())
}

#[async_trait]
impl Store for PostgresStore {
    async fn read(&self) -> Result<Box<dyn Reads>, StoreFault> {
        let begun = self.readers.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await;
        Ok(Box::new(Tx::new(begun.map_err(|e| fault(&e))?)))
    }

    async fn session(&self, id: [u8; 32]) -> Result<Option<SessionRow>, StoreFault> {
        let mut connection = self.readers.acquire().await.map_err(|e| fault(&e))?;
        entrance::session(&mut connection, id).await
    }

    async fn begin(&self) -> Result<Box<dyn Writes>, StoreFault> {
        let mut tx = self.writer.begin().await.map_err(|e| fault(&e))?;
        // Taken again and again by the same session it costs nothing; another session gets `false`.
        let row = sqlx::query("SELECT pg_try_advisory_lock($1)").bind(WRITER_LOCK).fetch_one(&mut *tx).await;
        let held: bool = row.and_then(|row| row.try_get(0)).map_err(|e| fault(&e))?;
        if held { Ok(Box::new(Tx::new(tx))) } else { Err(StoreFault::Locked) }
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    async fn condition(&self) -> Result<Vec<(String, String)>, StoreFault> {
        let mut connection = self.readers.acquire().await.map_err(|e| fault(&e))?;
        let mut said = vec![("engine".to_owned(), "postgres".to_owned())];
        for (word, statement) in [
            ("server_version", "SHOW server_version"),
            ("synchronous_commit", "SHOW synchronous_commit"),
            ("fsync", "SHOW fsync"),
        ] {
            let row = sqlx::query(statement).fetch_one(&mut *connection).await.map_err(|e| fault(&e))?;
            said.push((word.to_owned(), row.try_get(0).map_err(|e| fault(&e))?));
        }
        Ok(said)
    }
}
