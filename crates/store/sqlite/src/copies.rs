//! Copies of the database in one file, made while it is in use, and put back.

use std::path::Path;

use sqlx::{
    Connection as _, Row as _,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};

use crate::{
    Connection,
    engine::{OpenFault, own, unusable},
};

/// Copies the database at `from` into the new file `to`: one snapshot, whatever is written meanwhile, without the
/// remains of what was deleted. It returns when the copy is on the disk and whole.
///
/// # Errors
/// [`OpenFault`] when `to` exists, or the copy cannot be made or is not whole; then there is no file.
pub async fn copy(from: &Path, to: &Path) -> Result<(), OpenFault> {
    if to.exists() {
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
    let options = SqliteConnectOptions::new().filename(path).journal_mode(SqliteJournalMode::Wal);
    Connection::connect_with(&options).await.map_err(unusable)
}
