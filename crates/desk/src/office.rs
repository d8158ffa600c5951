//! The office: what is shared by all requests. Store, gate, keys, law, clock and the writer, wired once.

use std::{
    collections::BTreeSet,
    sync::{Arc, PoisonError, RwLock},
};

use access::{Actor, Gate, KeyRing};
use domain::{
    Id, LegalDay,
    duty::{Account, Duty},
    law::Law,
    unit::{Contact, Unit},
};

use crate::{
    Clock, Fault,
    audit::Audit,
    ports::{Reads, Store},
    sessions::Sessions,
    signin::Doorkeeper,
    writer::{StartFault, Writer, check_at_start},
};

/// What the office is wired from.
pub struct Shared {
    /// The store.
    pub store: Arc<dyn Store>,
    /// The gate.
    pub gate: Gate,
    /// The keys.
    pub keys: KeyRing,
    /// The law, with its dates.
    pub law: Law,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

/// The office. Cheap to clone.
#[derive(Clone)]
pub struct Office {
    pub(crate) shared: Arc<Shared>,
    pub(crate) writer: Writer,
    sessions: Arc<Sessions>,
    doorkeeper: Arc<Doorkeeper>,
    audit: Arc<Audit>,
    ring_now: Arc<RwLock<Option<Contact>>>,
}

impl Office {
    /// Opens the office on a store: refuses another installation's database and one that is older than the
    /// log's last checkpoint, then starts the writer.
    ///
    /// # Errors
    /// [`StartFault`]: the program then does not start.
    pub async fn open(shared: Shared) -> Result<Self, StartFault> {
        let mut tx = shared.store.read().await.map_err(Fault::from)?;
        check_at_start(&mut *tx, &shared.keys).await?;
        drop(tx);
        let shared = Arc::new(shared);
        let writer = Writer::start(Arc::clone(&shared));
        let office = Self {
            sessions: Arc::new(Sessions::new(Arc::clone(&shared), writer.clone())),
            doorkeeper: Arc::new(Doorkeeper::new(Arc::clone(&shared), writer.clone())),
            audit: Arc::new(Audit::new(Arc::clone(&shared))),
            ring_now: Arc::default(),
            writer,
            shared,
        };
        office.intake().await?;
        Ok(office)
    }

    /// Where sessions are kept.
    pub fn sessions(&self) -> &Sessions {
        &self.sessions
    }

    /// Who lets people in.
    pub fn doorkeeper(&self) -> &Doorkeeper {
        &self.doorkeeper
    }

    /// Whether the log is unaltered.
    pub fn audit(&self) -> &Audit {
        &self.audit
    }

    /// The unit that receives concerns.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store fails.
    pub async fn intake(&self) -> Result<Option<Unit>, Fault> {
        let units = self.shared.store.read().await?.units().await?;
        let intake = units.into_iter().find(|unit| unit.receives_concerns);
        *self.ring_now.write().unwrap_or_else(PoisonError::into_inner) =
            intake.as_ref().map(|unit| unit.contact.clone());
        Ok(intake)
    }

    /// Whom to ring now, as it was last known: it stands on every error page, also when the database is gone.
    pub fn ring_now(&self) -> Contact {
        self.ring_now.read().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_default()
    }

    /// The law.
    pub fn law(&self) -> &Law {
        &self.shared.law
    }

    /// The clock.
    pub fn clock(&self) -> &dyn Clock {
        &*self.shared.clock
    }

    /// The keys, for what is not a record: form tokens and lost forms.
    pub fn keys(&self) -> &KeyRing {
        &self.shared.keys
    }

    /// Whether records can be written, as far as the last batch tells.
    pub fn is_healthy(&self) -> bool {
        self.writer.is_healthy()
    }
}

/// Reads an actor in the same snapshot as the records. The duty asked for is taken if it is the account's own;
/// otherwise the newest in force; otherwise the newest that has expired, for handing in stays open.
pub(crate) async fn actor(
    tx: &mut (dyn Reads + '_),
    account: Id<Account>,
    duty: Option<Id<Duty>>,
    second_factor: bool,
    today: LegalDay,
) -> Result<Actor, Fault> {
    let open = tx.account(account).await?.filter(|row| row.closed.is_none());
    if open.is_none() {
        return Err(Fault::NotSignedIn);
    }
    let duties = tx.duties(account).await?;
    let chosen = duties.iter().find(|d| Some(d.id) == duty);
    let duty = chosen.or_else(|| duties.iter().find(|d| d.holds_on(today))).or_else(|| duties.first());
    let duty = duty.cloned().ok_or(Fault::NotSignedIn)?;
    Ok(Actor {
        account,
        duty,
        second_factor,
        own_tokens: BTreeSet::from_iter(tx.own_tokens(account).await?),
        conflicts: BTreeSet::from_iter(tx.conflicts(account).await?),
        today,
    })
}
