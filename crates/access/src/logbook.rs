//! The log's own sealing: entries under the key of their month, readers and persons as tokens of that month.
//!
//! In clear stand index, time, unit and the class of the act. What enters the tree is a salted commitment.
//! When a month's key is destroyed, its entries and its tokens die together; the tree still verifies.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError},
};

use domain::{
    Id, Timestamp,
    duty::Account,
    stockholm,
    unit::{Authority, Unit},
};
use ledger::{ActionClass, Detail, Entry, EntryError, Leaf, Origin, Reader, Salt, SigningKey};
use uuid::Uuid;

use crate::{Facts, KeyRing, Occasion, Permit, Slip, crypto::Key, folder::FolderFault};

/// A log: what a permit to read entries is a permit for.
pub enum Log {}

/// A row of the log as it lies in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// Its index.
    pub index: u64,
    /// When.
    pub at: Timestamp,
    /// The acting unit.
    pub unit: Uuid,
    /// The class of the act, by its stable code.
    pub class: u8,
    /// The month whose key seals it, `2026-11`.
    pub month: String,
    /// The reader's token of the month.
    pub reader: Vec<u8>,
    /// The persons' tokens of the month.
    pub subjects: Vec<Vec<u8>>,
    /// The entry and its salt, sealed.
    pub sealed: Vec<u8>,
    /// The leaf of the tree.
    pub leaf: Leaf,
}

/// Who acts where nobody is signed in.
#[derive(Debug, Clone)]
pub enum Hand {
    /// A command of the program, or the program by itself.
    Program,
    /// Somebody of the public, of whom nothing is known.
    Public(Arc<Occasion>),
}

impl Hand {
    /// The word that stands where a role stands.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Program => "command",
            Self::Public(_) => "public",
        }
    }

    /// The occasion, where a request was one.
    fn occasion(&self) -> Option<&Occasion> {
        match self {
            Self::Program => None,
            Self::Public(occasion) => Some(occasion),
        }
    }
}

/// What is done where nobody is signed in: by a command of the program, by the program itself, or by somebody of the
/// public.
#[derive(Debug, Clone)]
pub struct Command {
    /// Who does it.
    pub by: Hand,
    /// The class of the act.
    pub class: ActionClass,
    /// The action.
    pub action: &'static str,
    /// The unit that it concerns; none where it concerns the whole installation.
    pub place: Option<(Id<Unit>, Id<Authority>)>,
    /// What else the entry says.
    pub note: BTreeMap<String, String>,
}

impl Command {
    /// A command about a unit, or about the whole installation.
    pub const fn new(action: &'static str, place: Option<(Id<Unit>, Id<Authority>)>) -> Self {
        Self { by: Hand::Program, class: ActionClass::Account, action, place, note: BTreeMap::new() }
    }
}

/// The log cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum LogFault {
    /// A key of the log cannot be made or read.
    #[error(transparent)]
    Folder(#[from] FolderFault),
    /// The entry has no canonical form.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The installation's origin cannot name a log.
    #[error("the origin in the key folder cannot name a log")]
    Origin,
}

/// The salt stands before the canonical entry in the sealed part.
const SALT: usize = 32;

impl KeyRing {
    /// Makes the row for a slip: numbered, dated, sealed and committed to.
    ///
    /// # Errors
    /// [`LogFault`] when the month's key cannot be made or read.
    pub fn write_entry(&self, slip: &Slip, index: u64, at: Timestamp) -> Result<LogRow, LogFault> {
        let month = stockholm::month(at);
        let key = self.month_key(&month)?;
        let entry = slip.entry(index, at, month, |facts| hex::encode(subject(&key, facts)));
        let reader = reader(&key, slip.actor().account);
        self.row(&key, &entry, slip.duty().unit.id.uuid(), reader)
    }

    /// Makes the row for what is done where nobody is signed in: the entry names the act and no
    /// account, and the unit that it concerns, where it concerns one.
    ///
    /// # Errors
    /// [`LogFault`] when the month's key cannot be made or read.
    pub fn write_command(&self, command: Command, index: u64, at: Timestamp) -> Result<LogRow, LogFault> {
        let Command { by, class, action, place, note } = command;
        let month = stockholm::month(at);
        let key = self.month_key(&month)?;
        let (unit, authority) =
            place.map_or((Uuid::nil(), Uuid::nil()), |(unit, authority)| (unit.uuid(), authority.uuid()));
        let occasion = by.occasion();
        let entry = Entry {
            index,
            at,
            month,
            unit: Id::<Unit>::from(unit).to_string(),
            authority: Id::<Authority>::from(authority).to_string(),
            reader: Reader {
                account: Id::<Account>::from(Uuid::nil()).to_string(),
                duty: None,
                role: by.word().to_owned(),
                session: occasion.map(|occasion| occasion.session.clone()).unwrap_or_default(),
                second_factor: false,
            },
            class,
            action: action.to_owned(),
            purpose: action.to_owned(),
            basis: Vec::new(),
            policy_version: String::new(),
            route: occasion.map_or("command", |occasion| occasion.route).to_owned(),
            request: occasion.map(|occasion| occasion.request.clone()).unwrap_or_default(),
            results: 0,
            items: Vec::new(),
            note,
        };
        self.row(&key, &entry, unit, reader(&key, Uuid::nil().into()))
    }

    fn row(&self, key: &Key, entry: &Entry, unit: Uuid, reader: Vec<u8>) -> Result<LogRow, LogFault> {
        let (index, at, month) = (entry.index, entry.at, entry.month.clone());
        let mut subjects: Vec<Vec<u8>> = entry
            .items
            .iter()
            .filter_map(|item| item.subject.as_ref())
            .filter_map(|s| hex::decode(s).ok())
            .collect();
        subjects.sort_unstable();
        subjects.dedup();
        let salt = Salt::from_bytes(self.chance().bytes());
        let canonical = entry.canonical()?;
        let leaf = canonical.leaf(&salt);
        let class = entry.class.code();
        let plain = [salt.as_bytes(), canonical.as_bytes()].concat();
        let sealed =
            key.seal(self.chance(), &log_place(&self.shared.installation, &index.to_be_bytes()), &plain);
        Ok(LogRow { index, at, unit, class, month, reader, subjects, sealed, leaf })
    }

    /// Opens rows of the log against a permit for it. Rows of a month whose key is gone come back closed.
    ///
    /// # Errors
    /// [`FolderFault`] when a key file cannot be read.
    pub fn open_log(
        &self,
        rows: Vec<LogRow>,
        _permit: &Permit<Log>,
    ) -> Result<Vec<(LogRow, Option<Entry>)>, FolderFault> {
        rows.into_iter()
            .map(|row| {
                let entry = match self.verify_row(&row)? {
                    Detail::Opened(entry, _) => Some(*entry),
                    Detail::Destroyed | Detail::Unreadable => None,
                };
                Ok((row, entry))
            })
            .collect()
    }

    /// Opens a row for the offline verification, which compares and shows nothing.
    ///
    /// # Errors
    /// [`FolderFault`] when a key file cannot be read.
    pub fn verify_row(&self, row: &LogRow) -> Result<Detail, FolderFault> {
        let Some(key) = self.kept_month_key(&row.month)? else { return Ok(Detail::Destroyed) };
        let place = row.index.to_be_bytes();
        let opened = key.open(&log_place(&self.shared.installation, &place), &row.sealed).ok();
        let detail = opened.and_then(|plain| {
            let (salt, canonical) = plain.split_at_checked(SALT)?;
            let salt = Salt::from_bytes(salt.try_into().ok()?);
            Some(Detail::Opened(Box::new(Entry::from_canonical(canonical).ok()?), salt))
        });
        Ok(detail.unwrap_or(Detail::Unreadable))
    }

    /// The token of a reader in a month, for looking up the own lines or those of one reader.
    ///
    /// # Errors
    /// [`FolderFault`] when the month's key cannot be read.
    pub fn reader_token(&self, month: &str, account: Id<Account>) -> Result<Option<Vec<u8>>, FolderFault> {
        Ok(self.kept_month_key(month)?.map(|key| reader(&key, account)))
    }

    /// The key that signs the log's heads.
    ///
    /// # Errors
    /// [`LogFault`] when it cannot be read.
    pub fn log_signing_key(&self) -> Result<SigningKey, LogFault> {
        let key = self.shared.folder.key("signing.key")?;
        let origin = Origin::new(&self.shared.origin).map_err(|_| LogFault::Origin)?;
        Ok(SigningKey::from_bytes(key.bytes(), origin))
    }

    /// The origin line of the log's checkpoints.
    pub fn log_origin(&self) -> &str {
        &self.shared.origin
    }

    pub(crate) fn month_key(&self, month: &str) -> Result<Key, FolderFault> {
        if let Some(key) = self.cached_month(month) {
            return Ok(key);
        }
        let key = self.shared.folder.log_key(month, self.chance())?;
        let mut months = self.shared.months.write().unwrap_or_else(PoisonError::into_inner);
        months.insert(month.to_owned(), Some(key.clone()));
        Ok(key)
    }

    fn kept_month_key(&self, month: &str) -> Result<Option<Key>, FolderFault> {
        if let Some(key) = self.cached_month(month) {
            return Ok(Some(key));
        }
        self.shared.folder.log_key_if_kept(month)
    }

    fn cached_month(&self, month: &str) -> Option<Key> {
        let months = self.shared.months.read().unwrap_or_else(PoisonError::into_inner);
        months.get(month).cloned().flatten()
    }
}

/// A person's token of the month: from the token at the controller, or from the record where no number is known.
fn subject(key: &Key, facts: &Facts) -> Vec<u8> {
    let token = match facts.token {
        Some(token) => key.token(&[b"subject", &facts.authority.bytes(), &token.0]),
        None => key.token(&[b"record", facts.record.id.as_bytes()]),
    };
    token.get(..16).unwrap_or_default().to_vec()
}

fn reader(key: &Key, account: Id<Account>) -> Vec<u8> {
    key.token(&[b"reader", &account.bytes()]).get(..16).unwrap_or_default().to_vec()
}

fn log_place<'a>(installation: &'a str, index: &'a [u8; 8]) -> [&'a [u8]; 3] {
    [installation.as_bytes(), b"log", index]
}
