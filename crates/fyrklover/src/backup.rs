//! A copy of the database, and putting one back.
//!
//! The copy holds ciphertext and covers, never a key; it is checked before it is called one. Putting an older one back
//! is a loss, and is said to be one: the log is succeeded by another that cites the last known checkpoint. PostgreSQL
//! has its own tools for copying; after them, the same command does the rest.

use std::path::{Path, PathBuf};

use access::{KeyRing, folder::KeyFolder};
use clap::Args;
use desk::{Clock as _, SystemClock, ports::Store, succession};
use ledger::Succession;

use crate::{
    Failure,
    config::{Config, StoreUrl},
    say, wiring,
};

/// `fyrklover backup`
#[derive(Args)]
pub struct BackupArgs {
    /// The file that is made; must not exist.
    pub to: PathBuf,
}

/// `fyrklover restore`
#[derive(Args)]
pub struct RestoreArgs {
    /// The copy to put back, on the embedded database. For PostgreSQL, put it back with `pg_restore` first.
    pub from: Option<PathBuf>,
    /// A copy of the key folder, where the backup is from before the last turn of an epoch.
    #[arg(long)]
    pub keys: Option<PathBuf>,
    /// Goes on although records of a past epoch open no more, for what their covers still say.
    #[arg(long, conflicts_with = "keys")]
    pub without_keys: bool,
}

const ITS_OWN_TOOLS: &str = "PostgreSQL is copied by its own tools, such as `pg_dump --format=custom`, and put back by \
                             `pg_restore` into an empty database; then `fyrklover restore`";

/// `fyrklover backup`
///
/// # Errors
/// [`Failure`] when no copy can be made, or the one that was made does not verify.
pub async fn back_up(config: &Config, args: &BackupArgs) -> Result<(), Failure> {
    let StoreUrl::Sqlite(path) = &config.store else { return Err(Failure::Words(ITS_OWN_TOOLS.to_owned())) };
    let keys = wiring::keys(&config.keys)?;
    // What was signed before the copy was begun must be in it.
    let signed = keys.folder().checkpoints()?;
    store_sqlite::copy(path, &args.to).await?;
    let copy = wiring::store(&StoreUrl::Sqlite(args.to.clone()), false).await?;
    let found = succession::verify_copy(&*copy, &keys, &signed).await?;
    copy.close().await;
    let faults = found.faults();
    if !faults.is_empty() {
        // What does not verify must not be taken for a copy.
        std::fs::remove_file(&args.to)?;
        return Err(Failure::Words(format!("the log was altered, and no copy kept: {}", faults.join("; "))));
    }
    keys.folder().note_backup(&SystemClock.today().to_string())?;
    say(&format!("{} entries of the log, verified: {}", found.report.entries, args.to.display()));
    Ok(())
}

/// `fyrklover restore`
///
/// # Errors
/// [`Failure`] when nothing can be put back, or what was put back is not what was signed. Then no database is left.
pub async fn restore(config: &Config, args: &RestoreArgs) -> Result<(), Failure> {
    let keys = wiring::keys(&config.keys)?;
    match (&config.store, &args.from) {
        (StoreUrl::Sqlite(path), Some(from)) => {
            // A server that still runs, on whatever file it has open, holds the lock.
            let lock = store_sqlite::lock(path)?;
            put_back(from, path).await?;
            drop(lock);
            let done = taken_up(config, &keys, args).await;
            if done.is_err() {
                for beside in ["", "-wal", "-shm"] {
                    let _ = std::fs::remove_file(format!("{}{beside}", path.display()));
                }
            }
            done
        }
        (StoreUrl::Postgres(_), None) => taken_up(config, &keys, args).await,
        (StoreUrl::Sqlite(_), None) => Err(Failure::Words("which copy is to be put back?".to_owned())),
        (StoreUrl::Postgres(_), Some(_)) => Err(Failure::Words(ITS_OWN_TOOLS.to_owned())),
    }
}

/// The copy becomes the database, where there is none.
async fn put_back(from: &Path, to: &Path) -> Result<(), Failure> {
    let stands = |path: &Path| Failure::Words(format!("{} is there; move it aside first", path.display()));
    let beside = |end: &str| PathBuf::from(format!("{}{end}", to.display()));
    for path in [to.to_owned(), beside("-wal"), beside("-shm")] {
        if path.exists() {
            return Err(stands(&path));
        }
    }
    Ok(store_sqlite::copy(from, to).await?)
}

/// The keys that it needs, and its log taken up where it stands.
async fn taken_up(config: &Config, keys: &KeyRing, args: &RestoreArgs) -> Result<(), Failure> {
    let store = wiring::store(&config.store, false).await?;
    wiring::refuse_demo(&*store).await?;
    let missing = succession::epochs_without_key(&*store, keys).await?;
    match &args.keys {
        Some(copy) => succession::adopt(keys, &missing, &KeyFolder::open(copy)?)?,
        None if args.without_keys => {
            if let Some(lost) = missing.last().filter(|lost| **lost > keys.current_epoch()) {
                keys.begin_epoch_above(*lost)?;
            }
        }
        None if missing.is_empty() => {}
        None => return Err(Failure::Words(unopened(&missing, keys.current_epoch()))),
    }
    let said = succession::succeed(&*store, keys, &SystemClock).await?;
    verified(&*store, keys).await?;
    store.close().await;
    say(&told(said.as_ref()));
    Ok(())
}

async fn verified(store: &dyn Store, keys: &KeyRing) -> Result<(), Failure> {
    let found = desk::audit::verify(&mut *store.read().await?, keys).await?;
    let faults = found.faults();
    if faults.is_empty() { Ok(()) } else { Err(Failure::Words(faults.join("; "))) }
}

fn unopened(missing: &[u32], current: u32) -> String {
    let epochs = missing.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    let is_older = missing.iter().all(|epoch| *epoch < current);
    let whose = if is_older {
        "the copy is older than the last turn of keys"
    } else {
        "the keys are older than the copy"
    };
    format!(
        "{whose}, and what stands in epoch {epochs} does not open. With a copy of the key folder from the time of the \
         copy: --keys. Without any: --without-keys"
    )
}

/// What whoever restores must know.
fn told(succession: Option<&Succession>) -> String {
    let Some(succession) = succession else {
        return "Nothing is lost: the database is as new as its last checkpoint. Everybody must sign in again."
            .to_owned();
    };
    let lost = match succession.lost() {
        0 => "What was lost is not known: the keys are older than the database.".to_owned(),
        lost => {
            format!("Known to be lost: {lost} entries of the log and everything that was done with them.")
        }
    };
    format!(
        "The database was put back with {kept} entries of its log.
{lost}
The log goes on under a new name, and its first entry says so. Everybody must sign in again.

What was taken away since the copy was made stands again as before. Before anyone works here, go through:
withdrawn consents, ended duties, closed accounts, new passwords, conflicts of interest, records that were erased.
Then: fyrklover doctor, fyrklover ledger verify, fyrklover serve.",
        kept = succession.took_over,
    )
}
