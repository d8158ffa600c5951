//! Sessions, as the store keeps them: the hash of the id, never the id.
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

/// Without a request for so long, a session is over.
pub const IDLE: Duration = Duration::minutes(30);
/// After so long, a session is over whatever happens.
pub const ABSOLUTE: Duration = Duration::hours(10);
/// How often the time of the last request is written.
const FLUSH: Duration = Duration::minutes(1);

/// Where sessions are kept.
pub struct Sessions {
    shared: Arc<Shared>,
    writer: Writer,
    seen: Mutex<HashMap<[u8; 32], Seen>>,
}

#[derive(Clone, Copy)]
struct Seen {
    last: Timestamp,
    written: Timestamp,
}

impl Sessions {
    pub(crate) fn new(shared: Arc<Shared>, writer: Writer) -> Self {
        Self { shared, writer, seen: Mutex::default() }
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
        let row = SessionRow { id: hash(id), account, data, created: now, seen: now };
        let over = Write::SessionsExpired(now.minus(IDLE).minus(FLUSH), now.minus(ABSOLUTE));
        self.forget_old(now);
        self.writer.upkeep(vec![over, Write::SessionNew(row)]).await
    }

    /// Keeps what a session remembers. A session that was ended stays ended.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    pub async fn save(&self, id: [u8; 16], account: Option<Id<Account>>, data: String) -> Result<(), Fault> {
        let now = self.shared.clock.now();
        let row = SessionRow { id: hash(id), account, data, created: now, seen: now };
        self.writer.upkeep(vec![Write::SessionKept(row)]).await
    }

    /// A session that is not over.
    ///
    /// # Errors
    /// [`Fault::Store`] when it cannot be read; [`Fault::Unavailable`] when its last request cannot be kept.
    pub async fn load(&self, id: [u8; 16]) -> Result<Option<String>, Fault> {
        let (id, now) = (hash(id), self.shared.clock.now());
        let row = self.shared.store.read().await?.session(id).await?;
        let Some(row) = row else { return Ok(None) };
        let known = self.seen().get(&id).map_or(Seen { last: row.seen, written: row.seen }, |seen| *seen);
        let last = known.last.max(row.seen);
        if now.since(last) >= IDLE || now.since(row.created) >= ABSOLUTE {
            return Ok(None);
        }
        let due = now.since(known.written) >= FLUSH;
        self.seen().insert(id, Seen { last: now, written: if due { now } else { known.written } });
        if due {
            self.writer.upkeep(vec![Write::SessionSeen(id, now)]).await?;
        }
        Ok(Some(row.data))
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
        hash(id).iter().take(6).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    }

    fn forget_old(&self, now: Timestamp) {
        self.seen().retain(|_, seen| now.since(seen.last) < IDLE);
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, HashMap<[u8; 32], Seen>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hash(id: [u8; 16]) -> [u8; 32] {
    Sha256::digest(id).into()
}
