//! Signing in with a local account: password (argon2id), then a one-time code (TOTP, RFC 6238).
//!
//! Unknown users cost the same work as known ones. Failures delay the next try and never lock out for good.
//! A code counts once: any unused step within one step of now.

use std::sync::{Arc, LazyLock};

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use domain::{Id, Timestamp, duty::Account};
use tokio::sync::{Mutex, Semaphore};

use crate::{
    Fault,
    office::Shared,
    ports::{Throttle, Write},
    sessions::lock,
    writer::Writer,
};

/// OWASP Password Storage: Argon2id, 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// Two at a time: memory stays below 40 MiB however many try at once.
const AT_ONCE: usize = 2;
/// Seconds in a step of the one-time code.
const STEP: i64 = 30;
/// So many failures in a row are heard without delay.
const FREE_TRIES: i64 = 3;
/// The longest delay: a quarter of an hour.
const LONGEST: i64 = 15 * 60;

/// Whoever was let in.
#[derive(Debug)]
pub struct LetIn {
    /// Whose account it is.
    pub account: Id<Account>,
    /// What the session is opened with: see [`crate::desk::Card::lock`].
    pub lock: String,
}

/// Why somebody was not let in. Never says which of name, password and code was wrong.
#[derive(Debug, thiserror::Error)]
pub enum NotLetIn {
    /// Something was wrong.
    #[error("name, password or code is wrong")]
    Wrong,
    /// Too many failures: not heard before then.
    #[error("too many failures, wait until {0:?}")]
    Wait(Timestamp),
    /// It could not be looked at or recorded.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What somebody types to sign in.
pub struct Attempt {
    /// The user name.
    pub username: String,
    /// The password.
    pub password: String,
    /// The one-time code.
    pub code: String,
}

/// Lets people in.
pub struct Doorkeeper {
    shared: Arc<Shared>,
    writer: Writer,
    permits: Arc<Semaphore>,
    /// Tries for one name are looked at one after the other: many at once count as many, not as one.
    turns: [Mutex<()>; 64],
}

impl Doorkeeper {
    pub(crate) fn new(shared: Arc<Shared>, writer: Writer) -> Self {
        Self {
            shared,
            writer,
            permits: Arc::new(Semaphore::new(AT_ONCE)),
            turns: std::array::from_fn(|_| Mutex::default()),
        }
    }

    /// Looks at password, then code, and says whose they are and what the session is opened with. On success the code
    /// is used up and the failures are forgotten.
    ///
    /// # Errors
    /// [`NotLetIn`].
    pub async fn sign_in(&self, attempt: Attempt) -> Result<LetIn, NotLetIn> {
        let now = self.shared.clock.now();
        let name = self.name(&attempt.username);
        let _turn = self.turn(name).await;
        let mut tx = self.shared.store.read().await.map_err(Fault::from)?;
        let throttle = tx.throttle(name).await.map_err(Fault::from)?;
        if let Some(wait) = throttle.filter(|throttle| now < throttle.next_try) {
            return Err(NotLetIn::Wait(wait.next_try));
        }
        let row = tx.account_named(attempt.username.trim()).await.map_err(Fault::from)?;
        drop(tx);
        // An initial password that nobody used in time opens nothing, and costs the same work.
        let row = row.filter(|row| row.closed.is_none() && row.initial_until.is_none_or(|until| now < until));
        let hash = row.as_ref().map_or_else(|| NOBODY.clone(), |row| row.password.clone());
        let right_password = self.verify(attempt.password, hash).await?;
        let account = row.as_ref().filter(|_| right_password).map(|row| row.id);
        let step = match (account, &row) {
            (Some(account), Some(row)) => {
                self.unused_step(account, &row.second_factor, &attempt.code, now).await?
            }
            _ => None,
        };
        match account.zip(step) {
            Some((account, step)) => {
                let writes = vec![Write::CodeUsed(account, step), Write::Unthrottled(name)];
                // Two tries with one code at the same moment: the second finds the step used.
                self.writer.upkeep(writes).await.map_err(|fault| match fault {
                    Fault::Rule(_) => NotLetIn::Wrong,
                    other => NotLetIn::Fault(other),
                })?;
                let lock = row.map(|row| lock(&row.password, &row.second_factor)).unwrap_or_default();
                Ok(LetIn { account, lock })
            }
            None => self.failed(name, throttle, now).await,
        }
    }

    /// Whether somebody who is signed in knows the own password: asked again before password or second factor
    /// change. Failures count with those at the entrance.
    ///
    /// # Errors
    /// [`NotLetIn`].
    pub async fn prove(&self, account: Id<Account>, password: String) -> Result<(), NotLetIn> {
        let now = self.shared.clock.now();
        let row = self.shared.store.read().await.map_err(Fault::from)?.account(account).await;
        let row = row.map_err(Fault::from)?.ok_or(NotLetIn::Wrong)?;
        let name = self.name(&row.username);
        let _turn = self.turn(name).await;
        let throttle = self.shared.store.read().await.map_err(Fault::from)?.throttle(name).await;
        let throttle = throttle.map_err(Fault::from)?;
        if let Some(wait) = throttle.filter(|throttle| now < throttle.next_try) {
            return Err(NotLetIn::Wait(wait.next_try));
        }
        if self.verify(password, row.password).await? {
            return Ok(self.writer.upkeep(vec![Write::Unthrottled(name)]).await?);
        }
        self.failed(name, throttle, now).await
    }

    /// Hashes a new password, beside the other work and no more than two at once.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when there is no memory for it.
    pub async fn hash(&self, password: String) -> Result<String, Fault> {
        let permits = Arc::clone(&self.permits);
        let one_of_two = permits.acquire_owned().await.map_err(|_| Fault::Unavailable)?;
        let hashed = tokio::task::spawn_blocking(move || {
            let _until_it_is_done = one_of_two;
            hash_password(&password)
        });
        hashed.await.map_err(|_| Fault::Unavailable)?
    }

    /// The step in which a code is one of a secret's, around now.
    pub fn step_of(&self, secret: &[u8], code: &str) -> Option<i64> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let current = self.shared.clock.now().unix_seconds() / STEP;
        let mut steps = [current, current - 1, current + 1].into_iter();
        steps.find(|step| code_at(secret, *step).is_some_and(|right| same(&right, &code)))
    }

    fn name(&self, username: &str) -> [u8; 32] {
        self.shared.keys.tag("sign-in name", username.trim().to_lowercase().as_bytes())
    }

    async fn turn(&self, name: [u8; 32]) -> Option<tokio::sync::MutexGuard<'_, ()>> {
        let [first, ..] = name;
        match self.turns.get(usize::from(first % 64)) {
            Some(turn) => Some(turn.lock().await),
            None => None,
        }
    }

    async fn failed<T>(
        &self,
        name: [u8; 32],
        before: Option<Throttle>,
        now: Timestamp,
    ) -> Result<T, NotLetIn> {
        let failures = before.map_or(0, |throttle| throttle.failures) + 1;
        let next_try = now.plus(delay(failures));
        self.writer.upkeep(vec![Write::Throttled(name, Throttle { failures, next_try })]).await?;
        tracing::info!(event = "sign_in.failed", failures, "a sign-in failed");
        Err(NotLetIn::Wrong)
    }

    /// A code that would be accepted now, for the demo's buttons and for nothing else: they go through
    /// [`Doorkeeper::sign_in`] like everybody.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store fails.
    pub async fn code_for(&self, username: &str, secret: &[u8]) -> Result<Option<String>, Fault> {
        let now = self.shared.clock.now().unix_seconds() / STEP;
        let mut tx = self.shared.store.read().await?;
        let Some(row) = tx.account_named(username).await? else { return Ok(None) };
        for step in [now, now - 1, now + 1] {
            if !tx.code_used(row.id, step).await? {
                return Ok(code_at(secret, step));
            }
        }
        Ok(None)
    }

    async fn verify(&self, password: String, hash: String) -> Result<bool, Fault> {
        let permits = Arc::clone(&self.permits);
        let one_of_two = permits.acquire_owned().await.map_err(|_| Fault::Unavailable)?;
        let verified = tokio::task::spawn_blocking(move || {
            // Also where nobody waits for the answer any more.
            let _until_it_is_done = one_of_two;
            let Ok(hash) = PasswordHash::new(&hash) else { return false };
            argon2().is_ok_and(|argon2| argon2.verify_password(password.as_bytes(), &hash).is_ok())
        });
        verified.await.map_err(|_| Fault::Unavailable)
    }

    async fn unused_step(
        &self,
        account: Id<Account>,
        sealed: &[u8],
        code: &str,
        now: Timestamp,
    ) -> Result<Option<i64>, Fault> {
        let keys = &self.shared.keys;
        let secret =
            keys.open_second_factor(account.uuid(), sealed).map_err(|_| access::keys::OpenFault::Damaged)?;
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let current = now.unix_seconds() / STEP;
        let mut tx = self.shared.store.read().await?;
        for step in [current, current - 1, current + 1] {
            let matches = code_at(&secret, step).is_some_and(|right| same(&right, &code));
            if matches && !tx.code_used(account, step).await? {
                return Ok(Some(step));
            }
        }
        Ok(None)
    }
}

/// Hashes a password for a new account.
///
/// # Errors
/// [`Fault::Unavailable`] when there is no memory for it.
pub fn hash_password(password: &str) -> Result<String, Fault> {
    let hash = argon2().and_then(|argon2| Ok(argon2.hash_password(password.as_bytes())?.to_string()));
    hash.map_err(|_| Fault::Unavailable)
}

/// A secret for a new second factor: 160 bits, as RFC 4226 wants.
pub fn new_secret(chance: &dyn access::Chance) -> Vec<u8> {
    chance.bytes::<20>().to_vec()
}

/// A secret as code apps take it.
pub fn secret_text(secret: &[u8]) -> String {
    totp_rs::Secret::from(secret.to_vec()).to_base32()
}

/// The same as an address that code apps read, also out of a picture. Shown once and linked nowhere.
pub fn secret_address(secret: &[u8], username: &str) -> String {
    let name: String = username.chars().filter(|c| c.is_ascii_alphanumeric() || ".-_".contains(*c)).collect();
    format!("otpauth://totp/Fyrklover:{name}?secret={}&issuer=Fyrklover", secret_text(secret))
}

/// A password that nobody has chosen: 20 letters and figures that are not mistaken for each other.
pub fn new_password(chance: &dyn access::Chance) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789X";
    let letter = |byte: u8| LETTERS.get(usize::from(byte % 32)).map_or('x', |letter| char::from(*letter));
    chance.bytes::<20>().map(letter).iter().collect()
}

/// The code of a secret at an instant.
pub fn code_now(secret: &[u8], at: Timestamp) -> Option<String> {
    code_at(secret, at.unix_seconds() / STEP)
}

fn argon2() -> Result<Argon2<'static>, argon2::password_hash::Error> {
    let params =
        Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|_| argon2::password_hash::Error::Internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// What unknown users are measured against, so that they cost the same work.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_password("nobody has this password").unwrap_or_default());

fn code_at(secret: &[u8], step: i64) -> Option<String> {
    let totp = totp_rs::Builder::new().with_secret(secret.to_vec()).with_step_duration(30).build().ok()?;
    let seconds = u64::try_from(step.checked_mul(STEP)?).ok()?;
    Some(totp.generate(seconds).to_string())
}

fn same(left: &str, right: &str) -> bool {
    subtle::ConstantTimeEq::ct_eq(left.as_bytes(), right.as_bytes()).into()
}

/// None for the first failures, then doubling from two seconds to a quarter of an hour.
fn delay(failures: i64) -> time::Duration {
    let over = failures - FREE_TRIES;
    let seconds =
        if over <= 0 { 0 } else { 1_i64.checked_shl(u32::try_from(over).unwrap_or(62)).unwrap_or(LONGEST) };
    time::Duration::seconds(seconds.clamp(0, LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_and_end() {
        let delays: Vec<i64> = (1..=20).map(|failures| delay(failures).whole_seconds()).collect();
        assert_eq!(&delays[..6], &[0, 0, 0, 2, 4, 8]);
        assert!(delays.is_sorted());
        assert_eq!(delays.last(), Some(&LONGEST));
        assert_eq!(delay(i64::MAX).whole_seconds(), LONGEST);
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // RFC 6238 appendix B, SHA-1, the last six of eight digits.
        let secret = b"12345678901234567890";
        assert_eq!(code_at(secret, 59 / STEP).as_deref(), Some("287082"));
        assert_eq!(code_at(secret, 1_111_111_109 / STEP).as_deref(), Some("081804"));
        assert_eq!(code_at(secret, -1), None);
    }
}
