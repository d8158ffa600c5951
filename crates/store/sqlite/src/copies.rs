//! Copies of the database in one file, made while it is in use, and put back.

use std::{fs::File, path::Path};

use sqlx::{Connection as _, Row as _, sqlite::SqliteConnectOptions};

use crate::{
    Connection,
    engine::{OpenFault, lock_path, own, unusable},
};

/// Copies the database at `from` into the new file `to`: one snapshot, whatever is written meanwhile, without the
/// remains of what was deleted. It returns when the copy is on the disk and whole.
///
/// # Errors
/// [`OpenFault`] when `to` exists, or the copy cannot be made or is not whole; then there is no file.
pub async fn copy(from: &Path, to: &Path) -> Result<(), OpenFault> {
    if to.symlink_metadata().is_ok() {
        return Err(OpenFault::Unusable(format!("{} is there already", to.display())));
    }
    own(to).map_err(unusable)?;
    let made = copied(from, to).await;
    if made.is_err() {
        // A copy that is not whole must not be taken for one.
        std::fs::remove_file(to).map_err(unusable)?;
    }
    made
}

/// The writer's lock of the database at `path`, whether or not there is one yet.
///
/// # Errors
/// [`OpenFault`] when a program holds it.
pub fn lock(path: &Path) -> Result<File, OpenFault> {
    let lock = File::create(lock_path(path)).map_err(unusable)?;
    let held = |_| OpenFault::Unusable("a program holds the writer's lock: stop it first".to_owned());
    lock.try_lock().map_err(held)?;
    Ok(lock)
}

async fn copied(from: &Path, to: &Path) -> Result<(), OpenFault> {
    let mut source = opened(from).await?;
    let name = to.to_str().ok_or_else(|| OpenFault::Unusable("the copy's name is not UTF-8".to_owned()))?;
    sqlx::query("VACUUM INTO $1").bind(name).execute(&mut source).await.map_err(unusable)?;
    source.close().await.map_err(unusable)?;
    let mut made = opened(to).await?;
    let row = sqlx::query("PRAGMA integrity_check").fetch_one(&mut made).await.map_err(unusable)?;
    let said: String = row.try_get(0).map_err(unusable)?;
    made.close().await.map_err(unusable)?;
    if said != "ok" {
        return Err(OpenFault::Unusable(format!("the copy is not whole: {said}")));
    }
    let folder =
        to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    [to, folder].into_iter().try_for_each(|path| std::fs::File::open(path)?.sync_all()).map_err(unusable)
}

async fn opened(path: &Path) -> Result<Connection, OpenFault> {
    Connection::connect_with(&SqliteConnectOptions::new().filename(path)).await.map_err(unusable)
}
