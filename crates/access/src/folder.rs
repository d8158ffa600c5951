//! The key folder: random files that stand beside the database and never in it.
//!
//! | file | what | lives |
//! |---|---|---|
//! | `installation` | the id and origin of this installation | for ever |
//! | `signing.key` | signs the log's checkpoints (Ed25519) | for ever |
//! | `index.key` | blind index of personal numbers, keyed onward per authority | for ever |
//! | `account.key` | seals the accounts' second factors | for ever |
//! | `form.key` | seals a lost form's text, at most 15 minutes | for ever |
//! | `epoch-NNNNNN.key` | wraps the data keys of one epoch | until its records are re-wrapped |
//! | `log-YYYY-MM.key` | seals one month of the log | until the month's retention ends |
//! | `checkpoints` | the signed heads of the log, one note after another | for ever |
//! | `last-copy`, `last-backup` | when the folder and the database were last copied | – |
//! | `copy` | in a copy of the folder alone: when it was made | – |
//!
//! No key is wrapped by or derived from another that outlives it, so a destroyed file is the end of what it
//! sealed. The folder has mode 0700, its files 0600; anything looser is refused.

use std::{
    fs,
    io::{self, Read as _, Seek as _, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use crate::{Chance, crypto::Key};

mod copies;

/// The key folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderFault {
    /// A file is missing, unreadable or not writable.
    #[error("{path}: {source}")]
    Io {
        /// Which file, within the folder.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// The folder or a file is open to others.
    #[error("{path}: mode {mode:o} lets others in; the folder wants 700 and its files 600")]
    Open {
        /// Which file.
        path: String,
        /// Its mode.
        mode: u32,
    },
    /// The copy is of another installation's folder.
    #[error("the copy of the key folder is another installation's")]
    OtherInstallation,
    /// A key file does not hold 64 hexadecimal digits.
    #[error("{path}: not a key")]
    NotAKey {
        /// Which file.
        path: String,
    },
    /// The folder exists already; `init` never overwrites keys.
    #[error("{path}: exists already and is left as it is")]
    Exists {
        /// Which folder.
        path: String,
    },
}

/// Bytes from the end of the file of checkpoints: some twenty notes without witnesses.
const CHECKPOINTS_END: u64 = 4096;

/// The key folder.
#[derive(Debug, Clone)]
pub struct KeyFolder {
    path: PathBuf,
}

/// The keys that live as long as the installation.
pub(crate) const LASTING: [&str; 4] = ["signing.key", "index.key", "account.key", "form.key"];

impl KeyFolder {
    /// Makes a new folder with fresh keys.
    ///
    /// # Errors
    /// [`FolderFault::Exists`] when there is one, [`FolderFault::Io`] when the disk says no.
    pub fn create(path: &Path, origin: &str, chance: &dyn Chance) -> Result<Self, FolderFault> {
        if path.exists() {
            return Err(FolderFault::Exists { path: path.display().to_string() });
        }
        fs::DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(|e| io_fault(path, e))?;
        let folder = Self { path: path.to_owned() };
        let id = domain::Id::<Self>::from_random(chance.bytes());
        folder.write_new("installation", &format!("{id}\n{origin}\n"))?;
        for name in LASTING {
            folder.new_key(name, chance)?;
        }
        folder.new_key(&epoch_file(1), chance)?;
        folder.write_new("checkpoints", "")?;
        Ok(folder)
    }

    /// Opens a folder that exists, and looks at its modes.
    ///
    /// # Errors
    /// [`FolderFault::Open`] when others can read it, [`FolderFault::Io`] when it is not there.
    pub fn open(path: &Path) -> Result<Self, FolderFault> {
        let folder = Self { path: path.to_owned() };
        check_mode(path, 0o700)?;
        for entry in fs::read_dir(path).map_err(|e| io_fault(path, e))? {
            let entry = entry.map_err(|e| io_fault(path, e))?;
            check_mode(&entry.path(), 0o600)?;
        }
        Ok(folder)
    }

    /// The installation's id and the origin of its log.
    ///
    /// # Errors
    /// [`FolderFault`] when the file is missing or damaged.
    pub fn installation(&self) -> Result<(String, String), FolderFault> {
        let text = self.read("installation")?;
        let mut lines = text.lines();
        match (lines.next(), lines.next()) {
            (Some(id), Some(origin)) => Ok((id.to_owned(), origin.to_owned())),
            _ => Err(FolderFault::NotAKey { path: "installation".to_owned() }),
        }
    }

    /// A lasting key by its file name.
    pub(crate) fn key(&self, name: &str) -> Result<Key, FolderFault> {
        let text = self.read(name)?;
        let fault = || FolderFault::NotAKey { path: name.to_owned() };
        let bytes = hex::decode(text.trim()).map_err(|_| fault())?;
        Ok(Key::from_bytes(bytes.try_into().map_err(|_| fault())?))
    }

    /// The key of a log month; made when the month is new.
    pub(crate) fn log_key(&self, month: &str, chance: &dyn Chance) -> Result<Key, FolderFault> {
        let name = format!("log-{month}.key");
        if self.path.join(&name).exists() { self.key(&name) } else { self.new_key(&name, chance) }
    }

    /// The key of a log month, where it still exists.
    pub(crate) fn log_key_if_kept(&self, month: &str) -> Result<Option<Key>, FolderFault> {
        let name = format!("log-{month}.key");
        if self.path.join(&name).exists() { self.key(&name).map(Some) } else { Ok(None) }
    }

    /// The epochs whose keys exist, oldest first.
    pub(crate) fn epochs(&self) -> Result<Vec<(u32, Key)>, FolderFault> {
        let mut epochs = Vec::new();
        for entry in fs::read_dir(&self.path).map_err(|e| io_fault(&self.path, e))? {
            let name = entry.map_err(|e| io_fault(&self.path, e))?.file_name().to_string_lossy().into_owned();
            let number = name.strip_prefix("epoch-").and_then(|rest| rest.strip_suffix(".key"));
            if let Some(epoch) = number.and_then(|n| n.parse().ok()) {
                epochs.push((epoch, self.key(&name)?));
            }
        }
        epochs.sort_by_key(|(epoch, _)| *epoch);
        Ok(epochs)
    }

    /// When the key of an epoch was made, in seconds since 1970, by the file's own time.
    pub(crate) fn epoch_made(&self, epoch: u32) -> Result<i64, FolderFault> {
        use std::os::unix::fs::MetadataExt;
        let path = self.path.join(epoch_file(epoch));
        fs::metadata(&path).map(|data| data.mtime()).map_err(|e| io_fault(&path, e))
    }

    pub(crate) fn new_epoch(&self, epoch: u32, chance: &dyn Chance) -> Result<Key, FolderFault> {
        self.new_key(&epoch_file(epoch), chance)
    }

    /// Ends an epoch: overwrites its key and removes the file.
    pub(crate) fn destroy_epoch(&self, epoch: u32) -> Result<(), FolderFault> {
        let path = self.path.join(epoch_file(epoch));
        fs::write(&path, "0".repeat(64)).map_err(|e| io_fault(&path, e))?;
        sync(&path)?;
        fs::remove_file(&path).map_err(|e| io_fault(&path, e))?;
        sync(&self.path)
    }

    /// The file of checkpoints, whole.
    ///
    /// # Errors
    /// [`FolderFault::Io`] when it cannot be read.
    pub fn checkpoints(&self) -> Result<Vec<u8>, FolderFault> {
        let path = self.path.join("checkpoints");
        fs::read(&path).map_err(|e| io_fault(&path, e))
    }

    /// The end of the file of checkpoints, with its last notes whole: a program starts without reading years of them.
    ///
    /// # Errors
    /// [`FolderFault::Io`] when it cannot be read.
    pub fn end_of_checkpoints(&self) -> Result<Vec<u8>, FolderFault> {
        let path = self.path.join("checkpoints");
        let read = || {
            let mut file = fs::File::open(&path)?;
            let length = file.metadata()?.len();
            file.seek(io::SeekFrom::Start(length.saturating_sub(CHECKPOINTS_END)))?;
            let mut end = Vec::new();
            file.read_to_end(&mut end).map(|_| end)
        };
        read().map_err(|e| io_fault(&path, e))
    }

    /// The file of checkpoints from a byte on; `None` where it has become shorter than that.
    ///
    /// # Errors
    /// [`FolderFault::Io`] when it cannot be read.
    pub fn checkpoints_from(&self, at: u64) -> Result<Option<Vec<u8>>, FolderFault> {
        let path = self.path.join("checkpoints");
        let read = || {
            let mut file = fs::File::open(&path)?;
            if file.metadata()?.len() < at {
                return Ok(None);
            }
            file.seek(io::SeekFrom::Start(at))?;
            let mut rest = Vec::new();
            file.read_to_end(&mut rest).map(|_| Some(rest))
        };
        read().map_err(|e| io_fault(&path, e))
    }

    /// Cuts a note off the file of checkpoints that was torn by a crash, so that the next one stands whole.
    ///
    /// # Errors
    /// [`FolderFault::Io`] when the disk says no.
    pub fn cut_checkpoints(&self, at: u64) -> Result<(), FolderFault> {
        let path = self.path.join("checkpoints");
        let file = fs::OpenOptions::new().write(true).open(&path).map_err(|e| io_fault(&path, e))?;
        file.set_len(at).and_then(|()| file.sync_all()).map_err(|e| io_fault(&path, e))
    }

    /// Appends a signed head. It is in the file for whoever reads it; [`KeyFolder::sync_checkpoints`] makes it durable.
    ///
    /// # Errors
    /// [`FolderFault::Io`] when the disk says no; the next head carries everything that this one did.
    pub fn append_checkpoint(&self, note: &str) -> Result<(), FolderFault> {
        let path = self.path.join("checkpoints");
        let mut file = fs::OpenOptions::new().append(true).open(&path).map_err(|e| io_fault(&path, e))?;
        file.write_all(note.as_bytes()).map_err(|e| io_fault(&path, e))
    }

    /// Makes what was appended durable.
    ///
    /// # Errors
    /// [`FolderFault::Io`] when the disk says no.
    pub fn sync_checkpoints(&self) -> Result<(), FolderFault> {
        sync(&self.path.join("checkpoints"))
    }

    fn new_key(&self, name: &str, chance: &dyn Chance) -> Result<Key, FolderFault> {
        let key = Key::random(chance);
        self.write_new(name, &format!("{}\n", hex::encode(key.bytes())))?;
        Ok(key)
    }

    fn write_new(&self, name: &str, text: &str) -> Result<(), FolderFault> {
        let path = self.path.join(name);
        fs::OpenOptions::new()
            .create_new(true)
            .write(true)
            .mode(0o600)
            .open(&path)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
            .map_err(|e| io_fault(&path, e))?;
        sync(&self.path)
    }

    fn read(&self, name: &str) -> Result<String, FolderFault> {
        let path = self.path.join(name);
        fs::read_to_string(&path).map_err(|e| io_fault(&path, e))
    }
}

fn sync(path: &Path) -> Result<(), FolderFault> {
    fs::File::open(path).and_then(|file| file.sync_all()).map_err(|e| io_fault(path, e))
}

fn check_mode(path: &Path, wanted: u32) -> Result<(), FolderFault> {
    let mode = fs::metadata(path).map_err(|e| io_fault(path, e))?.permissions().mode() & 0o777;
    if mode & !wanted == 0 { Ok(()) } else { Err(FolderFault::Open { path: file_name(path), mode }) }
}

fn epoch_file(epoch: u32) -> String {
    format!("epoch-{epoch:06}.key")
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn io_fault(path: &Path, source: io::Error) -> FolderFault {
    FolderFault::Io { path: file_name(path), source }
}
