//! The ways in which a store stops working, and how each is repaired: from inside, where the tests' own store fails,
//! and from outside, in the database, on the way to it, or under its files.

use std::{fs::File, io::Write as _, process::Command};

use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use tests::{Engine, World, line};

use super::failing::{Faults, Place, Way};
use crate::disk::{self, Disk};

/// What stops working.
pub(crate) enum Breakage {
    /// The tests' store, at that place, in that way.
    Inside(Faults, Place, Way),
    /// Somebody else holds the lock that the writer needs.
    Locked(Option<Holder>),
    /// The server takes no writes, as a standby that was not promoted.
    ReadOnly,
    /// The server breaks everybody off and lets nobody in, as when it is stopped.
    Gone,
    /// The way to the server is broken, or silent.
    Line(line::Line, line::Condition),
    /// The disk under the database.
    Disk(Disk, Damage),
}

/// What happens to a disk.
pub(crate) enum Damage {
    /// It lets nobody write to the database's files, as where it was mounted again for reading.
    Fixed,
    /// It has no room left.
    Full,
}

/// Who holds a lock for as long as it lives.
pub(crate) enum Holder {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Breakage {
    /// From now on it does not work.
    pub(crate) async fn begin(&mut self, world: &World) {
        match self {
            Self::Inside(faults, place, way) => faults.set(*place, *way),
            Self::Locked(holder) => *holder = Some(Holder::of(world).await),
            Self::ReadOnly => {
                altered(world, "SET default_transaction_read_only = on").await;
                everybody_off(world).await;
            }
            Self::Gone => {
                altered(world, "ALLOW_CONNECTIONS false").await;
                everybody_off(world).await;
            }
            Self::Line(line, condition) => line.set(*condition),
            Self::Disk(_, Damage::Fixed) => fixed(world, "+i"),
            Self::Disk(disk, Damage::Full) => fill(disk),
        }
    }

    /// From now on it works, without a word to the program.
    pub(crate) async fn end(&mut self, world: &World) {
        match self {
            Self::Inside(faults, ..) => faults.mend(),
            Self::Locked(holder) => holder.take().unwrap().release().await,
            Self::ReadOnly => {
                altered(world, "RESET default_transaction_read_only").await;
                everybody_off(world).await;
            }
            Self::Gone => altered(world, "ALLOW_CONNECTIONS true").await,
            Self::Line(line, _) => line.set(line::Condition::Open),
            Self::Disk(_, Damage::Fixed) => fixed(world, "-i"),
            Self::Disk(disk, Damage::Full) => std::fs::remove_file(disk.path().join("filler")).unwrap(),
        }
    }

    /// Whether a batch under way may become durable all the same, only that nobody learns of it.
    pub(crate) fn may_record(&self) -> bool {
        !matches!(self, Self::Inside(_, place, _) if *place != Place::Committed)
    }
}

impl Holder {
    pub(crate) async fn of(world: &World) -> Self {
        match world.engine {
            Engine::Sqlite => {
                let mut db = SqliteConnection::connect(&format!("sqlite:{}", world.url)).await.unwrap();
                sqlx::query("BEGIN IMMEDIATE").execute(&mut db).await.unwrap();
                Self::Sqlite(db)
            }
            Engine::Postgres => {
                let mut db = PgConnection::connect(&world.url).await.unwrap();
                sqlx::query("BEGIN").execute(&mut db).await.unwrap();
                let lock = "LOCK TABLE ledger_head IN EXCLUSIVE MODE";
                sqlx::query(lock).execute(&mut db).await.unwrap();
                Self::Postgres(db)
            }
        }
    }

    pub(crate) async fn release(self) {
        match self {
            Self::Sqlite(mut db) => drop(sqlx::query("ROLLBACK").execute(&mut db).await.unwrap()),
            Self::Postgres(mut db) => drop(sqlx::query("ROLLBACK").execute(&mut db).await.unwrap()),
        }
    }
}

fn fixed(world: &World, how: &str) {
    let files = ["", "-wal", "-shm"].map(|beside| format!("{}{beside}", world.url));
    disk::run(Command::new("chattr").arg(how).args(files));
}

/// Writes until nothing fits any more.
fn fill(disk: &Disk) {
    let mut filler = File::create(disk.path().join("filler")).unwrap();
    for size in [1 << 20, 1 << 12, 1] {
        while filler.write_all(&vec![b'x'; size]).and_then(|()| filler.sync_data()).is_ok() {}
    }
}

/// The server's own database, and the name of the world's.
async fn administered(world: &World) -> (PgConnection, String) {
    let (server, name) = world.url.rsplit_once('/').unwrap();
    (PgConnection::connect(&format!("{server}/postgres")).await.unwrap(), name.to_owned())
}

async fn altered(world: &World, how: &str) {
    let (mut admin, name) = administered(world).await;
    let alter = AssertSqlSafe(format!("ALTER DATABASE {name} {how}"));
    sqlx::query(alter).execute(&mut admin).await.unwrap();
}

async fn everybody_off(world: &World) {
    let (mut admin, name) = administered(world).await;
    let off = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1";
    sqlx::query(off).bind(name).execute(&mut admin).await.unwrap();
}
