//! Notices: a unit hears that there is something new to do, and nothing else. Not what, not about whom, not how
//! many.
//!
//! Whoever hands something to a unit rings its [`Bell`] after the commit; a task of the program listens and writes
//! to the unit's mailbox. What is not here: mail itself, and any look into records. Nothing is asked of the store
//! about the work, so nothing has to be decided and recorded.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use domain::{Id, Timestamp, unit::Unit};
use time::Duration;
use tokio::sync::Notify;

use crate::{
    Fault, Office,
    ports::{NoticeWrite, Write},
    setup::Setup,
};

/// A unit hears of new things at most this often.
pub const AT_MOST_EVERY: Duration = Duration::HOUR;

/// Rings for a unit; kept until somebody listens.
#[derive(Debug, Default)]
pub struct Bell {
    rung: Mutex<BTreeSet<Id<Unit>>>,
    news: Notify,
}

impl Bell {
    /// There is something new at a unit.
    pub fn ring(&self, unit: Id<Unit>) {
        self.rung.lock().unwrap_or_else(PoisonError::into_inner).insert(unit);
        self.news.notify_one();
    }

    /// Waits until it has rung.
    pub async fn listen(&self) {
        self.news.notified().await;
    }

    /// For whom it has rung since somebody asked last.
    pub fn rung(&self) -> BTreeSet<Id<Unit>> {
        std::mem::take(&mut *self.rung.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What is to be done about a unit for which the bell has rung.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// It has no mailbox: nothing.
    Nobody,
    /// It was told less than an hour ago: later.
    Later,
    /// Write to this address.
    Write(String),
}

impl Notice {
    /// By the hour.
    fn of(mailbox: Option<crate::ports::Mailbox>, now: Timestamp) -> Self {
        match mailbox {
            None => Self::Nobody,
            Some(known) if known.noticed.is_some_and(|last| now.since(last) < AT_MOST_EVERY) => Self::Later,
            Some(known) => Self::Write(known.address),
        }
    }
}

impl Office {
    /// The bell.
    pub fn bell(&self) -> &Bell {
        &self.bell
    }

    /// What is to be done about a unit.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store fails.
    pub async fn notice(&self, unit: Id<Unit>) -> Result<Notice, Fault> {
        let mailbox = self.shared.store.read().await?.mailbox(unit).await?;
        Ok(Notice::of(mailbox, self.shared.clock.now()))
    }

    /// A unit was told.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    pub async fn noticed(&self, unit: Id<Unit>) -> Result<(), Fault> {
        let now = self.shared.clock.now();
        self.writer.upkeep(vec![Write::Notice(NoticeWrite::Noticed(unit, now))]).await
    }
}

impl Setup {
    /// Gives a unit a mailbox, or takes it away.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store says no.
    pub async fn mailbox(&self, unit: Id<Unit>, address: Option<String>) -> Result<(), Fault> {
        let write = match address {
            Some(address) => NoticeWrite::Mailbox(unit, address),
            None => NoticeWrite::NoMailbox(unit),
        };
        self.apply("unit.mailbox", None, vec![Write::Notice(write)]).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Mailbox;

    #[test]
    fn a_unit_hears_at_most_once_an_hour() {
        let now = Timestamp::from_micros(1_795_510_800_000_000);
        let told = |minutes: i64| {
            let noticed = Some(now.minus(Duration::minutes(minutes)));
            Notice::of(Some(Mailbox { address: "a@b.example".to_owned(), noticed }), now)
        };
        assert_eq!((told(0), told(59)), (Notice::Later, Notice::Later));
        assert_eq!(told(60), Notice::Write("a@b.example".to_owned()));
        assert_eq!(Notice::of(None, now), Notice::Nobody);
    }

    #[tokio::test]
    async fn the_bell_keeps_ringing_until_somebody_listens() {
        let bell = Bell::default();
        let (one, two) = (Id::from_random([1; 16]), Id::from_random([2; 16]));
        bell.ring(one);
        bell.ring(two);
        bell.ring(one);
        bell.listen().await;
        assert_eq!(bell.rung(), BTreeSet::from([one, two]));
        assert!(bell.rung().is_empty());
    }
}
