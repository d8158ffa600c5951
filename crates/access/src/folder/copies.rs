//! Copies of the key folder, which live at most one epoch, and when the database was last copied.
//!
//! A copy says of itself that it is one. Nobody works with it: what was written since it was made is not in it, and a
//! log that went on from its old checkpoints would contradict the one that is known. A restore makes it a folder again.

use std::{
    fs,
    io::Write as _,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::Path,
};

use super::{FolderFault, KeyFolder, epoch_file, io_fault, sync};
use crate::crypto::Key;

/// In a copy alone: the day on which it was made.
const COPY: &str = "copy";
/// In the folder: when it was last copied, and when the database was.
const LAST_COPY: &str = "last-copy";
const LAST_BACKUP: &str = "last-backup";

impl KeyFolder {
    /// When the folder was last copied, as the copying command noted it.
    ///
    /// # Errors
    /// [`FolderFault::Io`] when the note cannot be read.
    pub fn last_copy(&self) -> Result<Option<String>, FolderFault> {
        self.noted(LAST_COPY)
    }

    /// When the database was last copied.
    ///
    /// # Errors
    /// [`FolderFault::Io`] when the note cannot be read.
    pub fn last_backup(&self) -> Result<Option<String>, FolderFault> {
        self.noted(LAST_BACKUP)
    }

    /// Notes that the database was copied.
    ///
    /// # Errors
    /// [`FolderFault::Io`] when the disk says no.
    pub fn note_backup(&self, when: &str) -> Result<(), FolderFault> {
        self.note(LAST_BACKUP, when)
    }

    /// The day on which this copy was made, if it is one.
    ///
    /// # Errors
    /// [`FolderFault::Io`] when the note cannot be read.
    pub fn copied(&self) -> Result<Option<String>, FolderFault> {
        self.noted(COPY)
    }

    /// Makes a copy the folder that is worked with.
    ///
    /// # Errors
    /// [`FolderFault::Io`] when the disk says no.
    pub fn becomes_the_folder(&self) -> Result<(), FolderFault> {
        let path = self.path.join(COPY);
        if path.exists() {
            fs::remove_file(&path).map_err(|e| io_fault(&path, e))?;
        }
        sync(&self.path)
    }

    /// Copies the folder to `target`, which must not exist, and notes when. Copies live at most one epoch.
    ///
    /// # Errors
    /// [`FolderFault`] when the target exists or the disk says no.
    pub(crate) fn copy_to(&self, target: &Path, when: &str) -> Result<(), FolderFault> {
        if target.exists() {
            return Err(FolderFault::Exists { path: target.display().to_string() });
        }
        fs::DirBuilder::new().mode(0o700).create(target).map_err(|e| io_fault(target, e))?;
        // First of all: what was cut off in the middle is no folder to work with either.
        Self { path: target.to_owned() }.note(COPY, when)?;
        for entry in fs::read_dir(&self.path).map_err(|e| io_fault(&self.path, e))? {
            let from = entry.map_err(|e| io_fault(&self.path, e))?.path();
            let Some(name) = from.file_name().filter(|name| *name != COPY) else { continue };
            let to = target.join(name);
            fs::copy(&from, &to).map_err(|e| io_fault(&from, e))?;
            sync(&to)?;
        }
        self.note(LAST_COPY, when)
    }

    /// Takes the key of a past epoch out of a copy, for a backup that is older than the turn. The next turn re-wraps
    /// what stands in it and destroys it again.
    ///
    /// # Errors
    /// [`FolderFault`] when the copy has none.
    pub(crate) fn adopt_epoch(&self, epoch: u32, from: &Self) -> Result<Key, FolderFault> {
        let name = epoch_file(epoch);
        let key = from.key(&name)?;
        self.write_new(&name, &format!("{}\n", hex::encode(key.bytes())))?;
        Ok(key)
    }

    fn noted(&self, name: &str) -> Result<Option<String>, FolderFault> {
        if !self.path.join(name).exists() {
            return Ok(None);
        }
        self.read(name).map(|text| Some(text.trim().to_owned()))
    }

    fn note(&self, name: &str, when: &str) -> Result<(), FolderFault> {
        let path = self.path.join(name);
        fs::OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(true)
            .mode(0o600)
            .open(&path)
            .and_then(|mut file| file.write_all(when.as_bytes()).and_then(|()| file.sync_all()))
            .map_err(|e| io_fault(&path, e))?;
        sync(&self.path)
    }
}
