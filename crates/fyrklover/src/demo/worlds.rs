//! The two worlds of the demo: Karlshamn today, and Karlshamn in the autumn of 2023 under the law of that time.
//!
//! Each has a database and keys of its own, in a folder of its own. In the older world the legal day stands
//! still: it says which law counts, how old people are and which deadlines run. Log, sessions and one-time codes
//! follow the wall, for they prove what happens now.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use access::{KeyRing, OsChance, folder::KeyFolder};
use desk::{Clock, Office, StandingDay, SystemClock, ports::Store, setup::Setup};
use domain::LegalDay;
use time::macros::date;

use super::{cast, past::Past, story};
use crate::{Failure, config::StoreUrl, wiring};

/// A world of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum World {
    /// Follows the calendar.
    Today,
    /// Stands on one day of the promise's first autumn.
    Autumn2023,
}

impl World {
    /// Both, the first one first.
    pub const BOTH: [Self; 2] = [Self::Today, Self::Autumn2023];

    /// The name of its folder, and the mark in its database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Autumn2023 => "autumn-2023",
        }
    }

    /// The legal day that it stands on.
    pub fn stands_on(self) -> Option<LegalDay> {
        match self {
            Self::Today => None,
            Self::Autumn2023 => Some(LegalDay::new(date!(2023 - 11 - 30))),
        }
    }

    /// The name of this machine in its address. Browsers keep cookies by name and not by port, so the worlds have
    /// different ones: whoever signs in here stays signed in there.
    pub fn host(self) -> &'static str {
        match self {
            Self::Today => "127.0.0.1",
            Self::Autumn2023 => "localhost",
        }
    }

    /// Its folder within the demo's.
    pub fn folder(self, of: &Path) -> PathBuf {
        of.join(self.word())
    }

    fn clock(self) -> Arc<dyn Clock> {
        match self.stands_on() {
            None => Arc::new(SystemClock),
            Some(day) => Arc::new(StandingDay::on(day)),
        }
    }

    /// Opens the world in its folder; makes it where there is none.
    ///
    /// # Errors
    /// [`Failure`] when the folder holds something else.
    pub async fn open_or_make(self, demo: &Path) -> Result<Office, Failure> {
        let folder = self.folder(demo);
        if is_empty(&folder)? { self.make(&folder).await } else { self.open(&folder).await }
    }

    /// Makes the folder, the cast, and some weeks of ordinary work.
    async fn make(self, folder: &Path) -> Result<Office, Failure> {
        fs::create_dir_all(folder)?;
        let keys = KeyFolder::create(&folder.join("keys"), "fyrklover/karlshamn-demo", &OsChance)?;
        let keys = KeyRing::open_folder(keys, Arc::new(OsChance))?;
        let store = wiring::store(&url(folder), true).await?;
        let past = Arc::new(Past::before(self.stands_on()));
        past.days_ago(story::DAYS);
        let clock: Arc<dyn Clock> = past.clone();
        let setup = Setup::new(Arc::clone(&store), keys.clone(), Arc::clone(&clock));
        setup.installation(Some(self.word().to_owned())).await?;
        cast::move_in(&setup, past.today()).await?;
        let office =
            wiring::office(Arc::clone(&store), keys.clone(), clock, wiring::Limits::default()).await?;
        story::play(self, &office, &past).await?;
        drop(office);
        self.present(store, keys).await
    }

    async fn open(self, folder: &Path) -> Result<Office, Failure> {
        let store = wiring::store(&url(folder), false).await?;
        let installation = store.read().await?.installation().await?;
        if installation.and_then(|found| found.demo).as_deref() != Some(self.word()) {
            return Err(Failure::Words("the folder holds no demo; the demo opens nothing else".to_owned()));
        }
        self.present(store, wiring::keys(&folder.join("keys"))?).await
    }

    async fn present(self, store: Arc<dyn Store>, keys: KeyRing) -> Result<Office, Failure> {
        wiring::office(store, keys, self.clock(), wiring::Limits::default()).await
    }

    /// Removes what the demo made, and nothing else: a folder with anything beside it is left alone.
    ///
    /// # Errors
    /// [`Failure`] when there is something else.
    pub fn remove(self, demo: &Path) -> Result<(), Failure> {
        let folder = self.folder(demo);
        if !folder.exists() {
            return Ok(());
        }
        for entry in fs::read_dir(&folder)? {
            let name = entry?.file_name();
            let ours = name == "keys" || name.to_string_lossy().starts_with("demo.sqlite");
            if !ours {
                let said = "the folder holds other things than a demo; nothing was removed";
                return Err(Failure::Words(said.to_owned()));
            }
        }
        fs::remove_dir_all(folder)?;
        Ok(())
    }
}

fn url(folder: &Path) -> StoreUrl {
    StoreUrl::Sqlite(folder.join("demo.sqlite"))
}

/// Whether there is nothing yet.
fn is_empty(folder: &Path) -> Result<bool, Failure> {
    Ok(!folder.exists() || fs::read_dir(folder)?.next().is_none())
}
