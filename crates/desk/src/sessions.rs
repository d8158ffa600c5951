//! Sessions, as the store keeps them: the hash of the id, never the id, and what is remembered under a tag that only
//! the key folder makes. Whoever can write to the database alone can end sessions and make none; to bring
//! one back takes its cookie.
//!
//! Idle and absolute limits are looked at in [`Sessions::load`], for everybody and every time. When a session
//! was last seen is kept in memory and written at most once a minute, so that a page view is one durable write.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{Id, Timestamp, duty::Account};
use sha2::{Digest, Sha256};
use time::Duration;

use crate::{
    Fault,
    office::Shared,
    ports::{SessionRow, Write},
    writer::Writer,
};

/// How long a session may last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLimits {
    /// Without a request for so long, it is over.
    pub idle: Duration,
    /// After so long, it is over whatever happens.
    pub absolute: Duration,
}

impl Default for SessionLimits {
    /// Half an hour, for a screen that was left; ten hours, a long day at work.
    fn default() -> Self {
        Self { idle: Duration::minutes(30), absolute: Duration::hours(10) }
    }
}

/// How often the time of the last request is written.
const FLUSH: Duration = Duration::minutes(1);

/// Where sessions are kept.
pub struct Sessions {
    shared: Arc<Shared>,
    writer: Writer,
    limits: SessionLimits,
    seen: Mutex<HashMap<[u8; 32], Seen>>,
}

#[derive(Clone, Copy)]
struct Seen {
    last: Timestamp,
    written: Timestamp,
}

impl Sessions {
    pub(crate) fn new(shared: Arc<Shared>, writer: Writer) -> Self {
        let limits = shared.sessions;
        Self { shared, writer, limits, seen: Mutex::default() }
    }

    /// How long sessions may last.
    pub fn limits(&self) -> SessionLimits {
        self.limits
    }

    /// Keeps a new session. Sessions that are over are removed on the way.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    pub async fn create(
        &self,
        id: [u8; 16],
        account: Option<Id<Account>>,
        data: String,
    ) -> Result<(), Fault> {
        let now = self.shared.clock.now();
        let row = self.row(id, account, &data, now);
        let over =
            Write::SessionsExpired(now.minus(self.limits.idle).minus(FLUSH), now.minus(self.limits.absolute));
        self.forget_old(now);
        self.writer.upkeep(vec![over, Write::SessionNew(row)]).await
    }

    /// Keeps what a session remembers. A session that was ended stays ended.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    pub async fn save(&self, id: [u8; 16], account: Option<Id<Account>>, data: String) -> Result<(), Fault> {
        let row = self.row(id, account, &data, self.shared.clock.now());
        self.writer.upkeep(vec![Write::SessionKept(row)]).await
    }

    fn row(&self, id: [u8; 16], account: Option<Id<Account>>, data: &str, now: Timestamp) -> SessionRow {
        let id = hash(id);
        let data = format!("{}{data}", self.tag(id, data));
        SessionRow { id, account, data, created: now, seen: now }
    }

    /// Ties what a session remembers to its id.
    fn tag(&self, id: [u8; 32], data: &str) -> String {
        access::hex(self.shared.keys.tag("session", &[&id, data.as_bytes()].concat()))
    }

    /// What a session remembers, if this program wrote it for this id.
    fn untied(&self, id: [u8; 32], kept: &str) -> Option<String> {
        let (tag, data) = kept.split_at_checked(2 * size_of::<[u8; 32]>())?;
        let is_ours = subtle::ConstantTimeEq::ct_eq(tag.as_bytes(), self.tag(id, data).as_bytes());
        bool::from(is_ours).then(|| data.to_owned())
    }

    /// A session that is not over.
    ///
    /// # Errors
    /// [`Fault::Store`] when it cannot be read.
    pub async fn load(&self, id: [u8; 16]) -> Result<Option<String>, Fault> {
        let (id, now) = (hash(id), self.shared.clock.now());
        let row = self.shared.store.session(id).await?;
        let Some(row) = row else { return Ok(None) };
        let Some(data) = self.untied(id, &row.data) else {
            tracing::warn!(
                event = "session.foreign",
                "a session holds what this program did not write for it"
            );
            return Ok(None);
        };
        let known = self.seen().get(&id).map_or(Seen { last: row.seen, written: row.seen }, |seen| *seen);
        let last = known.last.max(row.seen);
        if now.since(last) >= self.limits.idle || now.since(row.created) >= self.limits.absolute {
            return Ok(None);
        }
        let due = now.since(known.written) >= FLUSH;
        self.seen().insert(id, Seen { last: now, written: if due { now } else { known.written } });
        if due {
            self.writer.upkeep_unheard(vec![Write::SessionSeen(id, now)]);
        }
        Ok(Some(data))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    pub async fn end(&self, id: [u8; 16]) -> Result<(), Fault> {
        let id = hash(id);
        self.seen().remove(&id);
        self.writer.upkeep(vec![Write::SessionEnded(id)]).await
    }

    /// The first bytes of the hash, in hexadecimal: what the log knows of a session.
    pub fn short(id: [u8; 16]) -> String {
        short(hash(id))
    }

    fn forget_old(&self, now: Timestamp) {
        self.seen().retain(|_, seen| now.since(seen.last) < self.limits.idle);
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, HashMap<[u8; 32], Seen>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hash(id: [u8; 16]) -> [u8; 32] {
    Sha256::digest(id).into()
}

/// What a session is opened with: whoever has a new password or second factor has left every older session behind,
/// also one whose id is changing at that moment.
pub(crate) fn lock(password: &str, second_factor: &[u8]) -> String {
    let digest =
        Sha256::new().chain_update(password).chain_update([0]).chain_update(second_factor).finalize();
    short(digest.into())
}

/// The first bytes of a hash, in hexadecimal.
pub(crate) fn short(hash: [u8; 32]) -> String {
    hash.iter().take(6).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}
