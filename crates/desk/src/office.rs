//! The office: what is shared by all requests. Store, gate, keys, law, clock and the writer, wired once.

use std::sync::{Arc, PoisonError, RwLock};

use access::{Actor, Gate, KeyRing, Occasion};
use domain::{
    Id, LegalDay,
    duty::{Account, Duty},
    law::Law,
    promise::Promises,
    unit::{Contact, Unit},
};

use crate::{
    Clock, Fault,
    audit::Audit,
    memory::Memory,
    notices::Bell,
    pace::Pace,
    ports::{AccountRow, Reads, Store, Ties},
    provisions,
    sessions::{SessionLimits, Sessions},
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
    /// The citizen promises, the running one and the archive.
    pub promises: Promises,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// How long sessions may last.
    pub sessions: SessionLimits,
    /// How often an account may search for persons in a day.
    pub searches: u32,
    /// How many requests for visits are taken in an hour.
    pub visits: u32,
}

/// The office. Cheap to clone.
#[derive(Clone)]
pub struct Office {
    pub(crate) shared: Arc<Shared>,
    pub(crate) writer: Writer,
    sessions: Arc<Sessions>,
    doorkeeper: Arc<Doorkeeper>,
    audit: Arc<Audit>,
    pub(crate) bell: Arc<Bell>,
    pub(crate) memory: Arc<Memory>,
    pub(crate) pace: Arc<Pace>,
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
        // The writer's lock is taken now and kept: a second program is turned away before it shows anything.
        drop(shared.store.begin().await.map_err(Fault::from)?);
        let shared = Arc::new(shared);
        let writer = Writer::start(Arc::clone(&shared));
        let office = Self {
            sessions: Arc::new(Sessions::new(Arc::clone(&shared), writer.clone())),
            doorkeeper: Arc::new(Doorkeeper::new(Arc::clone(&shared), writer.clone())),
            audit: Arc::new(Audit::new(Arc::clone(&shared))),
            bell: Arc::default(),
            memory: Arc::default(),
            pace: Arc::default(),
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

    /// The occasion of a request, with a number that can be quoted: eight letters that say nothing.
    pub fn occasion(&self, route: &'static str, session: String) -> Occasion {
        const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        let random: [u8; 8] = self.shared.keys.chance().bytes();
        let letter =
            |byte: &u8| LETTERS.get(usize::from(byte % 32)).map_or('X', |letter| char::from(*letter));
        let (left, right) = random.split_at(4);
        let half = |bytes: &[u8]| bytes.iter().map(letter).collect::<String>();
        let clock = &self.shared.clock;
        Occasion {
            route,
            request: format!("{}-{}", half(left), half(right)),
            session,
            now: clock.now(),
            today: clock.today(),
            wall_day_counts: clock.legal_day_follows_wall(),
        }
    }

    /// A number for a form, so that a double submit makes one thing.
    pub fn new_form_number(&self) -> uuid::Uuid {
        Id::<()>::from_random(self.shared.keys.chance().bytes()).uuid()
    }

    /// The account of a user name.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store fails.
    pub async fn account_named(&self, username: &str) -> Result<Option<Id<Account>>, Fault> {
        Ok(self.shared.store.read().await?.account_named(username).await?.map(|row| row.id))
    }

    /// An account's duty at the unit that receives concerns, or its first one in force.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store fails.
    pub async fn duty_at_intake_or_first(&self, account: Id<Account>) -> Result<Option<Id<Duty>>, Fault> {
        let (duties, today) =
            (self.shared.store.read().await?.duties(account).await?, self.shared.clock.today());
        let in_force: Vec<&Duty> = duties.iter().filter(|duty| duty.holds_on(today)).collect();
        let at_intake = in_force.iter().find(|duty| duty.unit.receives_concerns);
        Ok(at_intake.or_else(|| in_force.first()).map(|duty| duty.id))
    }

    /// How many duties of an account are in force today.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store fails.
    pub async fn duties_in_force(&self, account: Id<Account>) -> Result<usize, Fault> {
        let (duties, today) =
            (self.shared.store.read().await?.duties(account).await?, self.shared.clock.today());
        Ok(duties.iter().filter(|duty| duty.holds_on(today)).count())
    }

    /// The law.
    pub fn law(&self) -> &Law {
        &self.shared.law
    }

    /// The provision that a policy rests on, by the policy's name, in the words of the legal day.
    pub fn provision(&self, policy: &str) -> Option<String> {
        let policies = self.shared.gate.policies();
        let found = policies.iter().find(|known| known.id == policy);
        found.map(|known| provisions::on(self.shared.clock.today(), &known.provision))
    }

    /// The clock.
    pub fn clock(&self) -> &dyn Clock {
        &*self.shared.clock
    }

    /// The keys, for what is not a record: form tokens and lost forms.
    pub fn keys(&self) -> &KeyRing {
        &self.shared.keys
    }

    /// Whether the database answers, and whether records can be written as far as the last batch tells.
    pub async fn is_healthy(&self) -> bool {
        const PATIENCE: std::time::Duration = std::time::Duration::from_secs(2);
        let head = async { self.shared.store.read().await?.head().await };
        self.writer.is_healthy() && matches!(tokio::time::timeout(PATIENCE, head).await, Ok(Ok(_)))
    }
}

/// Somebody who is signed in, as one snapshot knows them.
pub(crate) struct Known {
    /// The account.
    pub(crate) row: AccountRow,
    /// All duties, newest first.
    pub(crate) duties: Vec<Duty>,
    /// Who asks.
    pub(crate) actor: Actor,
}

/// Reads who asks. The duty asked for is taken if it is the account's own; otherwise the newest in force; otherwise the
/// newest that has expired, for handing in stays open.
pub(crate) async fn known(
    tx: &mut (dyn Reads + '_),
    account: Id<Account>,
    duty: Option<Id<Duty>>,
    second_factor: bool,
    today: LegalDay,
) -> Result<Known, Fault> {
    let row = tx.account(account).await?.filter(|row| row.closed.is_none()).ok_or(Fault::NotSignedIn)?;
    let duties = tx.duties(account).await?;
    let chosen = duties.iter().find(|d| Some(d.id) == duty);
    let duty = chosen.or_else(|| duties.iter().find(|d| d.holds_on(today))).or_else(|| duties.first());
    let duty = duty.cloned().ok_or(Fault::NotSignedIn)?;
    let Ties { own: own_tokens, conflicts, closed } = tx.ties(account).await?;
    let actor = Actor { account, duty, second_factor, own_tokens, conflicts, closed, today };
    Ok(Known { row, duties, actor })
}
