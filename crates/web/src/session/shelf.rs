//! The session library's store on top of the desk's.
//!
//! It adds two things: when somebody signed in moves along to the next id of the same sitting, so that changing
//! the id does not begin the absolute limit anew; and a failure is noted where the middleware sees it.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, atomic::Ordering},
};

use async_trait::async_trait;
use desk::{Fault, Office};
use domain::{Id, Timestamp, duty::Account};
use serde_json::Value;
use tower_sessions::{
    SessionStore,
    session::{self, Record},
    session_store,
};

use super::Course;

/// What the badge is kept under; the account in it goes along to the store.
pub(super) const BADGE: &str = "badge";
/// When the person signed in, in microseconds.
const BEGAN: &str = "began";

/// What sessions need of the office. The tests have another one.
#[async_trait]
pub(super) trait Shelf: Send + Sync + 'static {
    async fn create(&self, id: [u8; 16], account: Option<Id<Account>>, data: String) -> Result<(), Fault>;
    async fn save(&self, id: [u8; 16], account: Option<Id<Account>>, data: String) -> Result<(), Fault>;
    async fn load(&self, id: [u8; 16]) -> Result<Option<String>, Fault>;
    async fn end(&self, id: [u8; 16]) -> Result<(), Fault>;
    fn now(&self) -> Timestamp;
    /// After so long, a sitting is over whatever happens.
    fn absolute(&self) -> time::Duration;
    fn chance(&self) -> [u8; 32];
}

#[async_trait]
impl Shelf for Office {
    async fn create(&self, id: [u8; 16], account: Option<Id<Account>>, data: String) -> Result<(), Fault> {
        self.sessions().create(id, account, data).await
    }

    async fn save(&self, id: [u8; 16], account: Option<Id<Account>>, data: String) -> Result<(), Fault> {
        self.sessions().save(id, account, data).await
    }

    async fn load(&self, id: [u8; 16]) -> Result<Option<String>, Fault> {
        self.sessions().load(id).await
    }

    async fn end(&self, id: [u8; 16]) -> Result<(), Fault> {
        self.sessions().end(id).await
    }

    fn now(&self) -> Timestamp {
        self.clock().now()
    }

    fn absolute(&self) -> time::Duration {
        self.sessions().limits().absolute
    }

    fn chance(&self) -> [u8; 32] {
        self.keys().chance().bytes()
    }
}

/// The store of one request.
pub(super) struct Watched {
    pub(super) shelf: Arc<dyn Shelf>,
    pub(super) course: Arc<Course>,
}

impl fmt::Debug for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watched").finish_non_exhaustive()
    }
}

/// The bytes of an id, as the desk wants them.
pub(super) fn bytes(id: session::Id) -> [u8; 16] {
    id.0.to_be_bytes()
}

impl Watched {
    fn noted<T>(&self, result: Result<T, Fault>) -> session_store::Result<T> {
        result.map_err(|fault| {
            self.course.failed.store(true, Ordering::Release);
            session_store::Error::Backend(fault.to_string())
        })
    }
}

fn account(data: &HashMap<String, Value>) -> Option<Id<Account>> {
    data.get(BADGE)?.get("account")?.as_str()?.parse().ok()
}

fn json(data: &HashMap<String, Value>) -> session_store::Result<String> {
    serde_json::to_string(data).map_err(|fault| session_store::Error::Encode(fault.to_string()))
}

#[async_trait]
impl SessionStore for Watched {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        if record.data.contains_key(BADGE) {
            let now = self.shelf.now().micros();
            record.data.entry(BEGAN.to_owned()).or_insert_with(|| now.into());
        }
        let data = json(&record.data)?;
        // Two ids of 128 random bits are never the same; if they were, the store would refuse the second.
        self.noted(self.shelf.create(bytes(record.id), account(&record.data), data).await)
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        let data = json(&record.data)?;
        self.noted(self.shelf.save(bytes(record.id), account(&record.data), data).await)
    }

    async fn load(&self, id: &session::Id) -> session_store::Result<Option<Record>> {
        let Some(text) = self.noted(self.shelf.load(bytes(*id)).await)? else { return Ok(None) };
        let Ok(data) = serde_json::from_str::<HashMap<String, Value>>(&text) else {
            // Not a failure that passes: the person has to sign in again.
            tracing::error!(event = "session.damaged", "what a session remembers cannot be read");
            return Ok(None);
        };
        let now = self.shelf.now();
        let began = data.get(BEGAN).and_then(Value::as_i64).map(Timestamp::from_micros);
        let is_over =
            data.contains_key(BADGE) && began.is_none_or(|began| now.since(began) >= self.shelf.absolute());
        // The date is the library's; nothing looks at it.
        Ok((!is_over).then(|| Record { id: *id, data, expiry_date: now.plus(self.shelf.absolute()).utc() }))
    }

    async fn delete(&self, id: &session::Id) -> session_store::Result<()> {
        self.noted(self.shelf.end(bytes(*id)).await)
    }
}
