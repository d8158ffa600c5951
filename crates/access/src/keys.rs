//! The key ring: seals for anybody, opens only against a permit.
//!
//! A data key per record, wrapped under the key of the current epoch. Everything that is sealed names its
//! place (installation, table, record, field group, schema version), so that no ciphertext can be moved.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

use domain::{
    Id, Timestamp, person::PersonToken, personal_number::PersonalNumber, review::NameAndYear, stockholm,
    unit::Authority,
};
use uuid::Uuid;

use crate::{
    Chance, Disclosed, Permit, Protected, RecordKind, Sealed, SealedBody, WrappedKey,
    crypto::{DoesNotOpen, Key},
    folder::{FolderFault, KeyFolder},
    record::FoundPerson,
};

/// The version of what lies inside a sealed body; part of the associated data.
const SCHEMA: &[u8] = b"1";
/// How long an epoch lasts: 30 days, in seconds. Copies of the key folder may live no longer.
const EPOCH_SECONDS: i64 = 30 * 24 * 60 * 60;

/// Why a record does not open although a permit was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenFault {
    /// The permit is for another record.
    #[error("the permit is for another record")]
    OtherRecord,
    /// The permit is for another act than the one that opens this kind of record.
    #[error("the permit is for another act")]
    OtherAct,
    /// The key of the epoch is gone: the record was destroyed.
    #[error("the record's key no longer exists")]
    Destroyed,
    /// Damaged or moved.
    #[error("a sealed record does not open in its place")]
    Damaged,
}

impl From<DoesNotOpen> for OpenFault {
    fn from(_: DoesNotOpen) -> Self {
        Self::Damaged
    }
}

/// The keys of one installation.
#[derive(Clone)]
pub struct KeyRing {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) folder: KeyFolder,
    pub(crate) installation: String,
    pub(crate) origin: String,
    pub(crate) chance: Arc<dyn Chance>,
    index: Key,
    account: Key,
    form: Key,
    epochs: RwLock<BTreeMap<u32, Key>>,
    pub(crate) months: RwLock<BTreeMap<String, Option<Key>>>,
}

/// A new record's own key: seals its field groups, and is wrapped once.
pub struct RecordKey<'a> {
    ring: &'a KeyRing,
    key: Key,
    kind: RecordKind,
    id: Uuid,
}

impl KeyRing {
    /// Reads the keys out of their folder.
    ///
    /// # Errors
    /// [`FolderFault`] when a key is missing, damaged or open to others.
    pub fn open_folder(folder: KeyFolder, chance: Arc<dyn Chance>) -> Result<Self, FolderFault> {
        let (installation, origin) = folder.installation()?;
        let shared = Shared {
            installation,
            origin,
            chance,
            index: folder.key("index.key")?,
            account: folder.key("account.key")?,
            form: folder.key("form.key")?,
            epochs: RwLock::new(folder.epochs()?.into_iter().collect()),
            months: RwLock::default(),
            folder,
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// The folder.
    pub fn folder(&self) -> &KeyFolder {
        &self.shared.folder
    }

    /// The keys that live as long as the installation, by name, for the recovery sheet.
    ///
    /// # Errors
    /// [`FolderFault`] when one cannot be read.
    pub fn lasting_keys(&self) -> Result<Vec<(&'static str, Key)>, FolderFault> {
        crate::folder::LASTING.iter().map(|name| Ok((*name, self.shared.folder.key(name)?))).collect()
    }

    /// The randomness that everything here is made with.
    pub fn chance(&self) -> &dyn Chance {
        &*self.shared.chance
    }

    /// The installation's id; the database must name the same.
    pub fn installation(&self) -> &str {
        &self.shared.installation
    }

    /// The token of a personal number at one authority.
    pub fn person_token(&self, authority: Id<Authority>, number: &PersonalNumber) -> PersonToken {
        let key = Key::from_bytes(self.shared.index.token(&[b"authority", &authority.bytes()]));
        PersonToken(key.token(&[number.digits().as_bytes()]))
    }

    /// A key for a new record.
    pub fn new_record(&self, kind: RecordKind, id: Uuid) -> RecordKey<'_> {
        RecordKey { ring: self, key: Key::random(self.chance()), kind, id }
    }

    /// Opens a record against the permit for it.
    ///
    /// # Errors
    /// [`OpenFault`] when the permit is for another record or act, or the record is destroyed or damaged.
    #[expect(clippy::needless_pass_by_value, reason = "a permit is used once")]
    pub fn open<T: Protected>(
        &self,
        sealed: Sealed<T>,
        permit: Permit<T>,
    ) -> Result<Disclosed<T>, OpenFault> {
        let (cover, body) = sealed.into_parts();
        let id = T::id(&cover);
        let record = permit.record();
        if record.id != id || record.kind != T::KIND {
            return Err(OpenFault::OtherRecord);
        }
        if !permit.opens() {
            return Err(OpenFault::OtherAct);
        }
        let body = self.plain::<T>(id, &body)?;
        Ok(Disclosed::new(cover, body))
    }

    /// A body for the one comparison that precedes its record: the names of a search, inside this crate.
    pub(crate) fn compare(&self, sealed: &Sealed<FoundPerson>) -> Result<NameAndYear, OpenFault> {
        self.plain::<FoundPerson>(sealed.cover().id.uuid(), sealed.body())
    }

    fn plain<T: Protected>(&self, id: Uuid, body: &SealedBody) -> Result<T::Body, OpenFault> {
        let key = self.unwrap(T::KIND, id, &body.key)?;
        let plain = key.open(&self.place(T::KIND, &id, T::GROUP), &body.ciphertext)?;
        serde_json::from_slice(&plain).map_err(|_| OpenFault::Damaged)
    }

    /// Seals an account's second factor.
    pub fn seal_second_factor(&self, account: Uuid, secret: &[u8]) -> Vec<u8> {
        self.shared.account.seal(self.chance(), &self.account_place(&account), secret)
    }

    /// Opens an account's second factor, to compare a code with.
    ///
    /// # Errors
    /// [`DoesNotOpen`] when the row was damaged or moved from another account.
    pub fn open_second_factor(&self, account: Uuid, sealed: &[u8]) -> Result<Vec<u8>, DoesNotOpen> {
        self.shared.account.open(&self.account_place(&account), sealed)
    }

    /// A keyed tag over a session's own things (form tokens), so that nobody can make one.
    pub fn tag(&self, purpose: &str, value: &[u8]) -> [u8; 32] {
        self.shared.form.token(&[purpose.as_bytes(), value])
    }

    /// Seals what a user wrote, for the same account, over a lost session.
    pub fn seal_form(&self, account: Uuid, plain: &[u8]) -> Vec<u8> {
        self.shared.form.seal(self.chance(), &[b"form", account.as_bytes()], plain)
    }

    /// Opens what [`KeyRing::seal_form`] sealed for the same account.
    ///
    /// # Errors
    /// [`DoesNotOpen`] for anything else.
    pub fn open_form(&self, account: Uuid, sealed: &[u8]) -> Result<Vec<u8>, DoesNotOpen> {
        self.shared.form.open(&[b"form", account.as_bytes()], sealed)
    }

    /// Seals how an organisation that asked for something is reached, for the request that it belongs to.
    pub fn seal_contact(&self, request: Uuid, plain: &[u8]) -> Vec<u8> {
        self.shared.account.seal(self.chance(), &self.contact_place(&request), plain)
    }

    /// Opens what [`KeyRing::seal_contact`] sealed for the same request, against a permit to read such things.
    ///
    /// # Errors
    /// [`DoesNotOpen`] when the row was damaged or moved from another request.
    pub fn open_contact(
        &self,
        request: Uuid,
        sealed: &[u8],
        _permit: &Permit<domain::promise::visit::Reach>,
    ) -> Result<Vec<u8>, DoesNotOpen> {
        self.shared.account.open(&self.contact_place(&request), sealed)
    }

    /// The epoch under which new keys are wrapped.
    pub fn current_epoch(&self) -> u32 {
        self.read_epochs(|epochs| epochs.keys().next_back().copied()).unwrap_or_default()
    }

    /// The epochs that are older than the current one and still have keys.
    pub fn old_epochs(&self) -> Vec<u32> {
        let current = self.current_epoch();
        self.read_epochs(|epochs| epochs.keys().copied().filter(|epoch| *epoch < current).collect())
    }

    /// Begins a new epoch when the current one is 30 days old. Says whether it did.
    ///
    /// # Errors
    /// [`FolderFault`] when the new key cannot be kept.
    pub fn begin_epoch_when_due(&self, now: Timestamp) -> Result<bool, FolderFault> {
        let due = now.unix_seconds() - self.current_epoch_made()? >= EPOCH_SECONDS;
        if due {
            self.begin_epoch()?;
        }
        Ok(due)
    }

    /// When the current epoch began, in seconds since 1970.
    ///
    /// # Errors
    /// [`FolderFault`] when its file cannot be looked at.
    pub fn current_epoch_made(&self) -> Result<i64, FolderFault> {
        self.shared.folder.epoch_made(self.current_epoch())
    }

    /// Begins a new epoch now.
    ///
    /// # Errors
    /// [`FolderFault`] when the new key cannot be kept.
    pub fn begin_epoch(&self) -> Result<u32, FolderFault> {
        self.begin_epoch_above(self.current_epoch())
    }

    /// Wraps a record's key under the current epoch instead of the one it stands in.
    ///
    /// # Errors
    /// [`OpenFault`] when the old wrapping does not open.
    pub fn rewrap(&self, kind: RecordKind, id: Uuid, old: &WrappedKey) -> Result<WrappedKey, OpenFault> {
        let key = self.unwrap(kind, id, old)?;
        Ok(self.wrap(kind, id, &key))
    }

    /// Copies the folder, which then has the log's keys of this month and the next: a copy lives no longer, so whatever
    /// is sealed until its end opens with it.
    ///
    /// # Errors
    /// [`FolderFault`] when the target exists or the disk says no.
    pub fn copy_folder(&self, target: &Path, now: Timestamp) -> Result<(), FolderFault> {
        for at in [now, now.plus(time::Duration::seconds(EPOCH_SECONDS))] {
            self.month_key(&stockholm::month(at))?;
        }
        self.shared.folder.copy_to(target, &stockholm::day(now).to_string())
    }

    /// Begins an epoch above all others that are known of, so that none gets the number of one whose key is lost.
    ///
    /// # Errors
    /// [`FolderFault`] when the new key cannot be kept.
    pub fn begin_epoch_above(&self, known: u32) -> Result<u32, FolderFault> {
        let next = self.current_epoch().max(known) + 1;
        let key = self.shared.folder.new_epoch(next, self.chance())?;
        self.shared.epochs.write().unwrap_or_else(PoisonError::into_inner).insert(next, key);
        Ok(next)
    }

    /// Whether the key of an epoch is there.
    pub fn has_epoch(&self, epoch: u32) -> bool {
        self.read_epochs(|epochs| epochs.contains_key(&epoch))
    }

    /// Takes the key of a past epoch out of a copy of the folder, for a backup that is older than the turn.
    ///
    /// # Errors
    /// [`FolderFault`] when the copy has none.
    pub fn adopt_epoch(&self, epoch: u32, from: &KeyFolder) -> Result<(), FolderFault> {
        let key = self.shared.folder.adopt_epoch(epoch, from)?;
        self.shared.epochs.write().unwrap_or_else(PoisonError::into_inner).insert(epoch, key);
        Ok(())
    }

    /// Destroys the key of an epoch in which nothing lives any more.
    ///
    /// # Errors
    /// [`FolderFault`] when the file cannot be removed; it is tried again.
    pub fn destroy_epoch(&self, epoch: u32) -> Result<(), FolderFault> {
        self.shared.folder.destroy_epoch(epoch)?;
        self.shared.epochs.write().unwrap_or_else(PoisonError::into_inner).remove(&epoch);
        Ok(())
    }

    fn wrap(&self, kind: RecordKind, id: Uuid, key: &Key) -> WrappedKey {
        let epoch = self.current_epoch();
        let place = self.place(kind, &id, "key");
        let bytes = self
            .read_epochs(|epochs| {
                epochs.get(&epoch).map(|over| over.seal(self.chance(), &place, key.bytes()))
            })
            .unwrap_or_default();
        WrappedKey { epoch, bytes }
    }

    fn unwrap(&self, kind: RecordKind, id: Uuid, wrapped: &WrappedKey) -> Result<Key, OpenFault> {
        let place = self.place(kind, &id, "key");
        let opened = self
            .read_epochs(|epochs| epochs.get(&wrapped.epoch).map(|over| over.open(&place, &wrapped.bytes)));
        let bytes = opened.ok_or(OpenFault::Destroyed)??;
        Ok(Key::from_bytes(bytes.try_into().map_err(|_| OpenFault::Damaged)?))
    }

    fn place<'a>(&'a self, kind: RecordKind, id: &'a Uuid, group: &'a str) -> [&'a [u8]; 5] {
        [self.shared.installation.as_bytes(), kind.word().as_bytes(), id.as_bytes(), group.as_bytes(), SCHEMA]
    }

    fn contact_place<'a>(&'a self, request: &'a Uuid) -> [&'a [u8]; 3] {
        [self.shared.installation.as_bytes(), b"contact", request.as_bytes()]
    }

    fn account_place<'a>(&'a self, account: &'a Uuid) -> [&'a [u8]; 3] {
        [self.shared.installation.as_bytes(), b"second factor", account.as_bytes()]
    }

    fn read_epochs<R>(&self, look: impl FnOnce(&BTreeMap<u32, Key>) -> R) -> R {
        look(&self.shared.epochs.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl RecordKey<'_> {
    /// Seals one field group.
    ///
    /// # Errors
    /// [`DoesNotOpen`] when the value has no JSON form, which none of our bodies lacks.
    pub fn seal<T: Protected>(&self, body: &T::Body) -> Result<Vec<u8>, DoesNotOpen> {
        let plain = serde_json::to_vec(body).map_err(|_| DoesNotOpen)?;
        Ok(self.key.seal(self.ring.chance(), &self.ring.place(self.kind, &self.id, T::GROUP), &plain))
    }

    /// The key, wrapped under the current epoch.
    pub fn wrapped(&self) -> WrappedKey {
        self.ring.wrap(self.kind, self.id, &self.key)
    }
}

impl SealedBody {
    /// A field group with the key that opens it.
    pub fn new(ciphertext: Vec<u8>, key: WrappedKey) -> Self {
        Self { ciphertext, key }
    }
}
