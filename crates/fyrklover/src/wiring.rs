//! Wires store, keys, law and clock together: the only place that knows both engines.

use std::{path::Path, sync::Arc};

use access::{Gate, KeyRing, OsChance, folder::KeyFolder};
use desk::{
    Clock, Office, commons::PER_HOUR, office::Shared, ports::Store, search::PER_DAY, sessions::SessionLimits,
    setup::Setup,
};
use domain::{law::Law, promise::Promises};
use store_postgres::PostgresStore;
use store_sqlite::SqliteStore;

use crate::{
    Failure,
    config::{Config, StoreUrl},
};

/// The law, compiled in from `config/law`.
const LAW: [(&str, &str); 7] = [
    ("config/law/concern-report.toml", include_str!("../../../config/law/concern-report.toml")),
    ("config/law/consent.toml", include_str!("../../../config/law/consent.toml")),
    ("config/law/reporter-feedback.toml", include_str!("../../../config/law/reporter-feedback.toml")),
    ("config/law/police-notify.toml", include_str!("../../../config/law/police-notify.toml")),
    ("config/law/crime-prevention.toml", include_str!("../../../config/law/crime-prevention.toml")),
    ("config/law/under21.toml", include_str!("../../../config/law/under21.toml")),
    ("config/law/own-task.toml", include_str!("../../../config/law/own-task.toml")),
];

/// The citizen promises, compiled in from `config/promise`.
const PROMISES: [(&str, &str); 2] = [
    ("config/promise/karlshamn-2023.toml", include_str!("../../../config/promise/karlshamn-2023.toml")),
    ("config/promise/karlshamn-2026.toml", include_str!("../../../config/promise/karlshamn-2026.toml")),
];

/// Opens the store that the settings name.
pub async fn store(url: &StoreUrl, create: bool) -> Result<Arc<dyn Store>, Failure> {
    match url {
        StoreUrl::Sqlite(path) => Ok(Arc::new(SqliteStore::open(path, create).await?)),
        StoreUrl::Postgres(url) => Ok(Arc::new(PostgresStore::open(url).await?)),
    }
}

/// Opens the key folder.
pub fn keys(path: &Path) -> Result<KeyRing, Failure> {
    Ok(KeyRing::open_folder(KeyFolder::open(path)?, Arc::new(OsChance))?)
}

/// The law.
pub fn law() -> Result<Law, Failure> {
    Ok(Law::parse(&LAW)?)
}

/// The citizen promises.
pub fn promises() -> Result<Promises, Failure> {
    Ok(Promises::parse(&PROMISES)?)
}

/// What the settings bound.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long sessions may last.
    pub sessions: SessionLimits,
    /// How often an account may search for persons in a day.
    pub searches: u32,
    /// How many requests for visits are taken in an hour.
    pub visits: u32,
}

impl Default for Limits {
    /// Those of a place that has set none.
    fn default() -> Self {
        Self { sessions: SessionLimits::default(), searches: PER_DAY, visits: PER_HOUR }
    }
}

/// An office on a store.
pub async fn office(
    store: Arc<dyn Store>,
    keys: KeyRing,
    clock: Arc<dyn Clock>,
    limits: Limits,
) -> Result<Office, Failure> {
    office_with(store, keys, clock, limits, promises()?).await
}

/// An office on a store, with promises that are published on a day of their own.
pub async fn office_with(
    store: Arc<dyn Store>,
    keys: KeyRing,
    clock: Arc<dyn Clock>,
    Limits { sessions, searches, visits }: Limits,
    promises: Promises,
) -> Result<Office, Failure> {
    let (gate, law) = (Gate::new()?, law()?);
    let shared = Shared { store, gate, keys, law, promises, clock, sessions, searches, visits };
    Ok(Office::open(shared).await?)
}

/// What the commands that change things work with. They need the writer's lock, so no server may run.
pub async fn setup(config: &Config) -> Result<Setup, Failure> {
    let store = store(&config.store, false).await?;
    refuse_demo(&*store).await?;
    let keys = keys(&config.keys)?;
    match keys.folder().copied()? {
        Some(day) => Err(desk::writer::StartFault::CopiedKeys(day).into()),
        None => Ok(Setup::new(store, keys, Arc::new(desk::SystemClock))),
    }
}

/// A demo is no place for real work, and real work none for the demo.
pub async fn refuse_demo(store: &dyn Store) -> Result<(), Failure> {
    let installation = store.read().await?.installation().await?;
    match installation {
        None => Err(Failure::Words("the database is empty: run `fyrklover init` first".to_owned())),
        Some(found) if found.demo.is_some() => {
            Err(Failure::Words("this is a demo database; only `fyrklover demo` opens it".to_owned()))
        }
        Some(_) => Ok(()),
    }
}
