//! Opening SQLite in the one condition in which acknowledged commits survive a power cut, and refusing any other.
//!
//! sqlx sets neither the journal nor its durability; its default for a new file lost acknowledged commits when
//! power was cut. So every connection sets WAL, FULL and the rest, and reads them back.

use std::{
    fs::{File, OpenOptions, TryLockError},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    str::FromStr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use desk::ports::{Reads, SessionRow, Store, StoreFault, Writes};
use sqlx::{
    Connection as _, Row as _, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{Connection, entrance, row::fault, tx::Tx};

/// How long a connection waits for another's lock.
const BUSY: Duration = Duration::from_secs(2);
/// How many snapshots are read at once.
const READERS: u32 = 8;

/// The database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// It is not there, not a database, or cannot be migrated.
    #[error("the database cannot be opened: {0}")]
    Unusable(String),
    /// A setting on which durability rests was not taken.
    #[error("PRAGMA {pragma} is {found}, {wanted} is demanded")]
    Pragma {
        /// Which.
        pragma: &'static str,
        /// What the database says.
        found: String,
        /// What must stand there.
        wanted: &'static str,
    },
}

/// What every connection must say when it is asked.
const DEMANDED: [(&str, &str); 7] = [
    ("journal_mode", "wal"),
    ("synchronous", "2"),
    ("foreign_keys", "1"),
    ("secure_delete", "1"),
    ("trusted_schema", "0"),
    ("cell_size_check", "1"),
    ("busy_timeout", "2000"),
];

/// A store in one SQLite file.
pub struct SqliteStore {
    readers: SqlitePool,
    writer: SqlitePool,
    /// Whether the writer's connection can only read.
    only_reads: Arc<AtomicBool>,
    lock_path: PathBuf,
    lock: Mutex<Option<File>>,
}

/// The file whose lock is the writer's.
pub(crate) fn lock_path(path: &Path) -> PathBuf {
    let mut lock = path.as_os_str().to_owned();
    lock.push(".lock");
    lock.into()
}

/// Makes the file, for nobody but whoever runs the program. What SQLite puts beside it gets the same mode.
pub(crate) fn own(path: &Path) -> std::io::Result<()> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Err(fault) if fault.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        other => other.map(drop),
    }
}

impl SqliteStore {
    /// Opens the file, makes it when `create` says so, brings its schema up to date and checks every pragma.
    ///
    /// # Errors
    /// [`OpenFault`]: the program then does not start.
    pub async fn open(path: &Path, create: bool) -> Result<Self, OpenFault> {
        if create {
            own(path).map_err(|e| OpenFault::Unusable(e.to_string()))?;
        }
        let options = SqliteConnectOptions::from_str("sqlite:")
            .map_err(unusable)?
            .filename(path)
            .create_if_missing(create)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .pragma("secure_delete", "ON")
            .pragma("trusted_schema", "OFF")
            .pragma("cell_size_check", "ON");
        let mut first = Connection::connect_with(&options).await.map_err(unusable)?;
        sqlx::migrate!("../../../migrations/sqlite").run(&mut first).await.map_err(unusable)?;
        check(&mut first).await?;
        first.close().await.map_err(unusable)?;
        let only_reads = Arc::new(AtomicBool::new(false));
        let writer = pool(1, &only_reads)
            .after_connect(|connection, _| Box::pin(checked(connection)))
            .connect_with(options.clone())
            .await
            .map_err(unusable)?;
        let readers = pool(READERS, &Arc::default())
            .after_connect(|connection, _| {
                Box::pin(async move {
                    sqlx::query("PRAGMA query_only = ON").execute(&mut *connection).await?;
                    checked(connection).await
                })
            })
            .connect_with(options)
            .await
            .map_err(unusable)?;
        Ok(Self { readers, writer, only_reads, lock_path: lock_path(path), lock: Mutex::default() })
    }

    /// Takes the writer's lock with the first write and keeps it as long as the store lives.
    fn hold_lock(&self) -> Result<(), StoreFault> {
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.is_none() {
            let unusable = |e: std::io::Error| StoreFault::Unusable(e.to_string());
            let file = File::create(&self.lock_path).map_err(unusable)?;
            match file.try_lock() {
                Ok(()) => *lock = Some(file),
                Err(TryLockError::WouldBlock) => return Err(StoreFault::Locked),
                Err(TryLockError::Error(e)) => return Err(unusable(e)),
            }
        }
        Ok(())
    }
}

/// Connections that can begin a transaction. When the disk is full or fails, SQLite ends a transaction by itself;
/// sqlx goes on counting it and could never begin another, so such a connection is given up for a new one. So is one
/// that was opened while nobody could write to the file: SQLite then reads through it for as long as it is open.
fn pool(connections: u32, only_reads: &Arc<AtomicBool>) -> SqlitePoolOptions {
    let only_reads = Arc::clone(only_reads);
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(BUSY)
        // A file does not hang up; what a connection was left in is looked at when it comes back.
        .test_before_acquire(false)
        .before_acquire(move |connection, _| {
            let is_good = !connection.is_in_transaction() && !only_reads.swap(false, Ordering::Relaxed);
            Box::pin(async move { Ok(is_good) })
        })
}

/// Whether a connection said that it cannot write: `SQLITE_READONLY` in any of its kinds.
fn only_reads(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|e| e.code()?.parse::<u32>().ok());
    code.is_some_and(|code| code & 0xff == 8)
}

async fn checked(connection: &mut Connection) -> Result<(), sqlx::Error> {
    check(connection).await.map_err(|fault| sqlx::Error::Configuration(Box::new(fault)))
}

async fn check(connection: &mut Connection) -> Result<(), OpenFault> {
    for (pragma, wanted) in DEMANDED {
        let found = pragma_value(connection, pragma).await.map_err(unusable)?;
        if found != wanted {
            return Err(OpenFault::Pragma { pragma, found, wanted });
        }
    }
    Ok(())
}

async fn pragma_value(connection: &mut Connection, pragma: &'static str) -> Result<String, sqlx::Error> {
    // A pragma takes no bound values; the words come from the list above and from nowhere else.
    let statement = sqlx::AssertSqlSafe(format!("PRAGMA {pragma}"));
    let row = sqlx::query(statement).fetch_one(connection).await?;
    row.try_get::<String, _>(0).or_else(|_| row.try_get::<i64, _>(0).map(|number| number.to_string()))
}

pub(crate) fn unusable(e: impl std::fmt::Display) -> OpenFault {
    OpenFault::Unusable(e.to_string())
}

#[async_trait]
impl Store for SqliteStore {
    async fn read(&self) -> Result<Box<dyn Reads>, StoreFault> {
        let tx = self.readers.begin().await.map_err(|e| fault(&e))?;
        Ok(Box::new(Tx::new(tx)))
    }

    async fn session(&self, id: [u8; 32]) -> Result<Option<SessionRow>, StoreFault> {
        let mut connection = self.readers.acquire().await.map_err(|e| fault(&e))?;
        entrance::session(&mut connection, id).await
    }

    async fn begin(&self) -> Result<Box<dyn Writes>, StoreFault> {
        self.hold_lock()?;
        let begun = self.writer.begin_with("BEGIN IMMEDIATE").await;
        if begun.as_ref().is_err_and(only_reads) {
            self.only_reads.store(true, Ordering::Relaxed);
        }
        Ok(Box::new(Tx::new(begun.map_err(|e| fault(&e))?)))
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    async fn condition(&self) -> Result<Vec<(String, String)>, StoreFault> {
        let mut connection = self.readers.acquire().await.map_err(|e| fault(&e))?;
        let mut said = vec![("engine".to_owned(), "sqlite".to_owned())];
        for (pragma, _) in DEMANDED {
            let value = pragma_value(&mut connection, pragma).await.map_err(|e| fault(&e))?;
            said.push((format!("pragma.{pragma}"), value));
        }
        connection.ping().await.map_err(|e| fault(&e))?;
        Ok(said)
    }
}
