//! The session as pages see it: who is signed in, in which language, and the token of its forms.

use std::{
    fmt::Write as _,
    sync::{Arc, atomic::Ordering},
};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, request::Parts},
};
use desk::{Badge, sessions::Sessions};
use domain::{
    Id,
    duty::{Account, Duty},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tower_sessions::{Session, session};

use super::{
    Course, Shelf,
    shelf::{BADGE, bytes},
};
use crate::text::Language;

const LANGUAGE: &str = "language";
const FORM_KEY: &str = "form_key";
const LOCK: &str = "lock";

/// Sessions cannot be read or kept. The answer will be a 503, whatever the page makes of this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("sessions cannot be read or kept")]
pub struct NoSessions;

impl From<session::Error> for NoSessions {
    /// The fault itself was noted by the store.
    fn from(_: session::Error) -> Self {
        Self
    }
}

/// What the middleware lays ready for [`Visit`].
#[derive(Clone)]
pub(super) struct Behind {
    pub(super) shelf: Arc<dyn Shelf>,
    pub(super) course: Arc<Course>,
}

/// A browser's session in one request. An extractor; it looks nothing up until it is asked.
#[derive(Clone)]
pub struct Visit {
    session: Session,
    behind: Behind,
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let session = parts.extensions.get::<Session>().cloned();
        let behind = parts.extensions.get::<Behind>().cloned();
        match (session, behind) {
            (Some(session), Some(behind)) => Ok(Self { session, behind }),
            // The route stands outside of `session::over`.
            _ => Err(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }
}

/// A [`Badge`] as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    account: Id<Account>,
    duty: Option<Id<Duty>>,
    second_factor: bool,
}

impl Visit {
    /// Who is signed in. What cannot be read as a badge is none.
    ///
    /// # Errors
    /// [`NoSessions`] when the store fails.
    pub async fn badge(&self) -> Result<Option<Badge>, NoSessions> {
        let value = self.session.get_value(BADGE).await?;
        let kept = value.and_then(|value| serde_json::from_value::<Kept>(value).ok());
        Ok(kept.map(|Kept { account, duty, second_factor }| Badge { account, duty, second_factor }))
    }

    /// The language: the session's, or the browser's, or Swedish.
    ///
    /// # Errors
    /// [`NoSessions`] when the store fails.
    pub async fn language(&self, headers: &HeaderMap) -> Result<Language, NoSessions> {
        let code = self.session.get_value(LANGUAGE).await?;
        let chosen = code.as_ref().and_then(|code| Language::from_code(code.as_str()?));
        Ok(chosen.unwrap_or_else(|| Language::of_headers(headers)))
    }

    /// Remembers a language for whoever is signed in. The answer should also carry [`Language::cookie`], which
    /// is all that pages without a session, and pages about trouble, can know.
    ///
    /// # Errors
    /// [`NoSessions`] when the store fails.
    pub async fn choose(&self, language: Language) -> Result<(), NoSessions> {
        if self.badge().await?.is_some() {
            self.session.insert(LANGUAGE, language.code()).await?;
        }
        Ok(())
    }

    /// Begins a sitting: new id, new form key, nothing left of what was there.
    ///
    /// # Errors
    /// [`NoSessions`] when the store fails.
    pub async fn sign_in(&self, badge: Badge, lock: &str) -> Result<(), NoSessions> {
        self.session.clear().await;
        self.change_id().await?;
        self.keep(badge).await?;
        self.keep_lock(lock).await?;
        self.session.insert(FORM_KEY, hex(self.behind.shelf.chance())).await?;
        Ok(())
    }

    /// Whether the session was opened with what the account has now.
    ///
    /// # Errors
    /// [`NoSessions`] when the store fails.
    pub async fn fits(&self, lock: &str) -> Result<bool, NoSessions> {
        Ok(self.session.get_value(LOCK).await?.is_some_and(|kept| kept.as_str() == Some(lock)))
    }

    /// Goes on with what the account is opened with now, under a new id: after the own password or second factor
    /// changed.
    ///
    /// # Errors
    /// [`NoSessions`] when the store fails.
    pub async fn open_anew(&self, lock: &str) -> Result<(), NoSessions> {
        self.change_id().await?;
        self.keep_lock(lock).await
    }

    async fn keep_lock(&self, lock: &str) -> Result<(), NoSessions> {
        Ok(self.session.insert(LOCK, lock).await?)
    }

    /// Goes on under another duty, with a new id. Does nothing for somebody who is not signed in.
    ///
    /// # Errors
    /// [`NoSessions`] when the store fails.
    pub async fn switch_duty(&self, duty: Id<Duty>) -> Result<(), NoSessions> {
        let Some(badge) = self.badge().await? else { return Ok(()) };
        self.change_id().await?;
        self.keep(Badge { duty: Some(duty), ..badge }).await
    }

    /// Ends the sitting, in the store and in the browser. When the store fails, the browser forgets all the same.
    ///
    /// # Errors
    /// [`NoSessions`] when the store fails: then the id itself lives on until it has been idle for too long.
    pub async fn sign_out(&self) -> Result<(), NoSessions> {
        self.behind.course.leaves.store(true, Ordering::Release);
        Ok(self.session.flush().await?)
    }

    /// The token that every form carries. Begins a session where there is none, so leave it out where nobody is
    /// signed in: there, the shield's look at where a request comes from is enough.
    ///
    /// # Errors
    /// [`NoSessions`] when the store fails.
    pub async fn form_token(&self) -> Result<String, NoSessions> {
        if let Some(key) = self.form_key().await? {
            return Ok(key);
        }
        let key = hex(self.behind.shelf.chance());
        self.session.insert(FORM_KEY, &key).await?;
        Ok(key)
    }

    /// Whether a form came from a page of this session. How long it takes says nothing about the token.
    ///
    /// # Errors
    /// [`NoSessions`] when the store fails.
    pub async fn has_form_token(&self, token: &str) -> Result<bool, NoSessions> {
        let key = self.form_key().await?;
        Ok(key.is_some_and(|key| is_same(&key, token)))
    }

    /// What the log knows of this session: the beginning of the hash of its id; nothing for a new one.
    ///
    /// # Errors
    /// [`NoSessions`] when the store fails.
    pub async fn short(&self) -> Result<String, NoSessions> {
        // An id that the store does not know is only what a browser says. Asking for anything finds out.
        self.session.get_value(BADGE).await?;
        Ok(self.session.id().map(|id| Sessions::short(bytes(id))).unwrap_or_default())
    }

    async fn form_key(&self) -> Result<Option<String>, NoSessions> {
        Ok(self.session.get_value(FORM_KEY).await?.and_then(|key| Some(key.as_str()?.to_owned())))
    }

    async fn keep(&self, Badge { account, duty, second_factor }: Badge) -> Result<(), NoSessions> {
        Ok(self.session.insert(BADGE, Kept { account, duty, second_factor }).await?)
    }

    /// A session without an id gets a random one when it is kept; there is none to end.
    async fn change_id(&self) -> Result<(), NoSessions> {
        if self.session.id().is_some() {
            self.session.cycle_id().await?;
        }
        Ok(())
    }
}

fn hex(bytes: [u8; 32]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Compares hashes: whatever their comparison takes, nobody can steer it towards the text.
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (Sha256::digest(one), Sha256::digest(other));
    one.iter().zip(&other).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}
