//! The own account: password, second factor, sessions. Everybody's, also with an expired duty.
//!
//! Password and second factor change only after the password was proven anew; both end every other session.

use access::{Action, Facts};
use async_trait::async_trait;
use domain::{Id, Timestamp, duty::Account};

use crate::{
    Desk, Fault,
    desk::Plainly,
    passwords::{self, Weak},
    ports::{AccountWrite, SessionRow, Write},
    question::{Asked, Question, Reading},
    sessions::{lock, short},
    signin::{NotLetIn, new_secret},
};

/// So long a new second factor waits for its first code.
const PATIENCE: time::Duration = time::Duration::minutes(15);

/// The own account, as its page shows it.
pub struct OwnAccount;

/// What the page shows.
pub struct AccountPage {
    /// The user name.
    pub username: String,
    /// The sessions, newest first.
    pub sessions: Vec<Sitting>,
}

/// A session of the own account.
pub struct Sitting {
    /// What the log and the page call it.
    pub short: String,
    /// When it began.
    pub began: Timestamp,
    /// When it was last seen.
    pub seen: Timestamp,
    /// Whether it is this one.
    pub here: bool,
}

#[async_trait]
impl Question for OwnAccount {
    type Answer = AccountPage;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let (account, unit) = (reading.actor.account, reading.actor.duty.unit.clone());
        let facts = Facts::of_account(&unit, account);
        let (slip, pending) = reading.decide_facts::<AccountPage>(Action::AccountShow, facts, &[]);
        let username = reading.tx.account(account).await?.map(|row| row.username).unwrap_or_default();
        let rows = reading.tx.sessions_of(account).await?;
        let here = reading.occasion.session.clone();
        let sitting = |row: SessionRow| {
            let short = short(row.id);
            let here = short == here;
            Sitting { here, short, began: row.created, seen: row.seen }
        };
        let page = AccountPage { username, sessions: rows.into_iter().map(sitting).collect() };
        Ok(Asked {
            slip: Some(slip),
            settle: Box::new(move |stamp, _| {
                let _opened = pending.settle(stamp)?;
                Ok(page)
            }),
        })
    }
}

/// Why the own account did not change.
#[derive(Debug, thiserror::Error)]
pub enum NotChanged {
    /// The password that was asked for is wrong.
    #[error("the password is wrong")]
    WrongPassword,
    /// Too many failures: not heard before then.
    #[error("too many failures, wait until {0:?}")]
    Wait(Timestamp),
    /// The new password is not taken.
    #[error("the new password is not taken: {0:?}")]
    Weak(Weak),
    /// The code is none of the new secret's, or the new secret has waited too long.
    #[error("the code is wrong")]
    WrongCode,
    /// Anything else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<NotLetIn> for NotChanged {
    fn from(why: NotLetIn) -> Self {
        match why {
            NotLetIn::Wrong => Self::WrongPassword,
            NotLetIn::Wait(until) => Self::Wait(until),
            NotLetIn::Fault(fault) => Self::Fault(fault),
        }
    }
}

/// A new second factor that waits for its first code.
pub struct Enrolment {
    /// The secret, to be shown once.
    pub secret: Vec<u8>,
    /// The same, sealed for this account and the next quarter of an hour.
    pub sealed: Vec<u8>,
}

impl Desk {
    /// Changes the own password and ends every other session. Returns what this one is opened with from now on.
    ///
    /// # Errors
    /// [`NotChanged`].
    pub async fn change_password(
        &self,
        old: String,
        new: String,
        municipality: &str,
    ) -> Result<String, NotChanged> {
        let me = self.me();
        let row = self.office().shared.store.read().await.map_err(Fault::from)?.account(me).await;
        let row = row.map_err(Fault::from)?.ok_or(Fault::NotSignedIn)?;
        passwords::look_at(&new, &[&row.name, &row.username, municipality]).map_err(NotChanged::Weak)?;
        if old == new {
            return Err(NotChanged::Weak(Weak::Guessable));
        }
        self.office().doorkeeper().prove(me, old).await?;
        let hash = self.office().doorkeeper().hash(new).await?;
        let now_opened_with = lock(&hash, &row.second_factor);
        let mut writes = vec![Write::Accounts(AccountWrite::Password(me, hash, None))];
        writes.push(self.other_sessions_ended().await?);
        self.act(Action::AccountPassword, self.my_account(), Vec::new(), Plainly(writes)).await?;
        Ok(now_opened_with)
    }

    /// Makes a new second factor, once the password was proven. It counts when its first code was seen.
    ///
    /// # Errors
    /// [`NotChanged`].
    pub async fn begin_second_factor(&self, password: String) -> Result<Enrolment, NotChanged> {
        let me = self.me();
        self.office().doorkeeper().prove(me, password).await?;
        let keys = self.office().keys();
        let secret = new_secret(keys.chance());
        let until = self.occasion().now.plus(PATIENCE).micros().to_be_bytes();
        let sealed = keys.seal_form(me.uuid(), &[&b"factor"[..], &until, &secret].concat());
        Ok(Enrolment { secret, sealed })
    }

    /// The secret that waits, for showing the page again after a wrong code.
    pub fn waiting_secret(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let plain = self.office().keys().open_form(self.me().uuid(), sealed).ok()?;
        let (until, secret) = plain.strip_prefix(b"factor")?.split_first_chunk::<8>()?;
        let waits = self.occasion().now < Timestamp::from_micros(i64::from_be_bytes(*until));
        waits.then(|| secret.to_vec())
    }

    /// Takes the new second factor, after its first code, and ends every other session. Returns what this one is
    /// opened with from now on.
    ///
    /// # Errors
    /// [`NotChanged`].
    pub async fn confirm_second_factor(&self, sealed: &[u8], code: &str) -> Result<String, NotChanged> {
        let me = self.me();
        let secret = self.waiting_secret(sealed).ok_or(NotChanged::WrongCode)?;
        let step = self.office().doorkeeper().step_of(&secret, code).ok_or(NotChanged::WrongCode)?;
        let factor = self.office().keys().seal_second_factor(me.uuid(), &secret);
        let row = self.office().shared.store.read().await.map_err(Fault::from)?.account(me).await;
        let row = row.map_err(Fault::from)?.ok_or(Fault::NotSignedIn)?;
        let now_opened_with = lock(&row.password, &factor);
        let writes = vec![
            Write::Accounts(AccountWrite::SecondFactor(me, factor)),
            // The code that proved it is used up, like every code.
            Write::CodeUsed(me, step),
            self.other_sessions_ended().await?,
        ];
        match self.act(Action::AccountFactor, self.my_account(), Vec::new(), Plainly(writes)).await {
            // The same step was used with the old secret a moment ago: the next code will do.
            Err(Fault::Rule(_)) => Err(NotChanged::WrongCode),
            other => Ok(other.map(|()| now_opened_with)?),
        }
    }

    /// Ends one of the own sessions, by what the page calls it; `None` for all, this one included.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn end_sessions(&self, short_name: Option<&str>) -> Result<(), Fault> {
        let me = self.me();
        let mut writes = Vec::new();
        let write = match short_name {
            None => {
                writes.push(self.sealed_anew().await?);
                AccountWrite::AllSessionsEnded(me)
            }
            Some(wanted) => {
                let rows = self.office().shared.store.read().await?.sessions_of(me).await?;
                let found = rows.iter().find(|row| short(row.id) == wanted);
                // One that is over already is what was asked for.
                let id = found.map_or([0; 32], |row| row.id);
                AccountWrite::OneSessionEnded(me, id)
            }
        };
        writes.push(Write::Accounts(write));
        let change = Plainly(writes);
        self.act(Action::AccountSessions, self.my_account(), Vec::new(), change).await
    }

    /// The same second factor, sealed anew: no older session is opened with it, wherever it is just now.
    async fn sealed_anew(&self) -> Result<Write, Fault> {
        let (me, keys) = (self.me(), self.office().keys());
        let row = self.office().shared.store.read().await?.account(me).await?.ok_or(Fault::NotSignedIn)?;
        let secret = keys.open_second_factor(me.uuid(), &row.second_factor);
        let secret = secret.map_err(|_| access::keys::OpenFault::Damaged)?;
        Ok(Write::Accounts(AccountWrite::SecondFactor(me, keys.seal_second_factor(me.uuid(), &secret))))
    }

    fn me(&self) -> Id<Account> {
        self.card().duty.account
    }

    fn my_account(&self) -> Facts {
        Facts::of_account(&self.card().duty.unit, self.me())
    }

    async fn other_sessions_ended(&self) -> Result<Write, Fault> {
        let rows = self.office().shared.store.read().await?.sessions_of(self.me()).await?;
        let here = rows.iter().find(|row| short(row.id) == self.occasion().session);
        let but = here.map_or([0; 32], |row| row.id);
        Ok(Write::Accounts(AccountWrite::OtherSessionsEnded(self.me(), but)))
    }
}
