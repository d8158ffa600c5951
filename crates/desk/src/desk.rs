//! The desk: the only thing through which a page reaches data.

use std::sync::Arc;

use access::{Action, Facts, Occasion, Protected, Sealed, Slip};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, RuleBroken,
    duty::{Account, Duty},
};
use uuid::Uuid;

use crate::{
    Fault, Office,
    memory::Stood,
    office::{self, Known},
    ports::{Reads, StoreFault, Write, Writes},
    question::{Question, Reading},
    sessions,
    writer::{Applied, Change},
};

/// What a session says about who asks. Everything else is read fresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Badge {
    /// The account.
    pub account: Id<Account>,
    /// The duty that was chosen.
    pub duty: Option<Id<Duty>>,
    /// Whether the session was opened with a second factor.
    pub second_factor: bool,
}

/// Who stands at the desk, as every page shows it.
#[derive(Clone)]
pub struct Card {
    /// The person's name.
    pub name: String,
    /// The person's function, in words.
    pub title: String,
    /// The telephone at work.
    pub phone: String,
    /// Whether the password is an initial one, to be changed before anything else.
    pub must_change: bool,
    /// What a session of the account is opened with now.
    pub lock: String,
    /// The duty that is acted under.
    pub duty: Duty,
    /// Whether it is in force.
    pub holds: bool,
    /// All duties that can be switched to, this one included.
    pub duties: Vec<Duty>,
}

/// One request's desk.
pub struct Desk {
    office: Office,
    occasion: Arc<Occasion>,
    /// Who stands here, as of some change: what is decided on it is decided again by the writer if anything has changed
    /// since.
    stood: Stood,
}

impl Desk {
    /// A desk for somebody who is signed in.
    ///
    /// # Errors
    /// [`Fault::NotSignedIn`] when the account is closed or has never had a duty.
    pub async fn open(office: Office, badge: Badge, occasion: Occasion) -> Result<Self, Fault> {
        let today = occasion.today;
        let known = office.memory.who(office.writer.last_change(), badge, today);
        let stood = match known {
            Some(stood) => stood,
            None => {
                let stood = Stood::read(&office, badge, today).await?;
                office.memory.keep_who(badge, today, &stood);
                stood
            }
        };
        Ok(Self { office, occasion: Arc::new(occasion), stood })
    }

    /// Who stands here.
    pub fn card(&self) -> &Card {
        &self.stood.card
    }

    /// The legal day.
    pub fn today(&self) -> LegalDay {
        self.occasion.today
    }

    /// The occasion, with the number to quote.
    pub fn occasion(&self) -> &Occasion {
        &self.occasion
    }

    /// The office.
    pub fn office(&self) -> &Office {
        &self.office
    }

    /// Answers a page's question: decided, recorded, opened.
    ///
    /// # Errors
    /// [`Fault::Refused`] when the gate says no to the first thing asked for, [`Fault::Unavailable`] when the
    /// record cannot be written; then nothing is shown.
    pub async fn show<Q: Question>(&self, question: Q) -> Result<Q::Answer, Fault> {
        let mut reading = self.reading().await?;
        let asked = question.ask(&mut reading).await?;
        drop(reading);
        let slip = asked.slip.ok_or(access::Refused::Hidden)?;
        let stamp = self.office.writer.record(slip).await?;
        (asked.settle)(&stamp, &self.office.shared.keys)
    }

    /// Changes a record: the writer applies `act` to the cover between load and store, in one commit with the
    /// entry. `act` is pure: what it returns is written, whole or not at all.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when the matter does not allow it, [`Fault::Unavailable`].
    pub async fn change<T: Kept>(
        &self,
        id: Id<T>,
        action: Action,
        act: impl FnOnce(T::Cover) -> Result<Vec<Write>, RuleBroken> + Send + 'static,
    ) -> Result<(), Fault> {
        let mut reading = self.reading().await?;
        let sealed = T::load(&mut *reading.tx, id.uuid()).await?;
        let (slip, pending) = reading.decide(action, id.uuid(), sealed.as_ref());
        drop(reading);
        let (stamp, applied) = self.office.writer.change(slip, cover_change(id, act)).await?;
        let _permit = pending.settle(&stamp)?;
        applied?;
        Ok(())
    }

    /// Changes a record by one act in several parts: all of them are allowed and done, or none. `basis` names the
    /// provisions on which something is handed over by it.
    ///
    /// # Errors
    /// Those of [`Desk::change`].
    pub(crate) async fn change_whole<T: Kept>(
        &self,
        id: Id<T>,
        actions: &[Action],
        basis: Option<String>,
        act: impl FnOnce(T::Cover) -> Result<Vec<Write>, RuleBroken> + Send + 'static,
    ) -> Result<(), Fault> {
        let mut reading = self.reading().await?;
        let sealed = T::load(&mut *reading.tx, id.uuid()).await?;
        let (mut slip, mut waiting) = (None::<Slip>, Vec::new());
        for action in actions {
            let (part, pending) = reading.decide(*action, id.uuid(), sealed.as_ref());
            slip = Some(match slip.take() {
                Some(slip) => slip.with(part),
                None => part,
            });
            waiting.push(pending);
        }
        drop(reading);
        let Some(slip) = slip.map(Slip::whole) else { return Ok(()) };
        let slip = basis.into_iter().fold(slip, Slip::on_basis);
        let change = CoverChange::<T, _> { id: id.uuid(), act: Some(act), of: std::marker::PhantomData };
        let (stamp, applied) = self.office.writer.change(slip, Box::new(change)).await?;
        for pending in waiting {
            let _permit = pending.settle(&stamp)?;
        }
        applied?;
        Ok(())
    }

    /// One act on a thing without a body: decided, recorded, and `writes` applied with it.
    pub(crate) async fn act(
        &self,
        action: Action,
        facts: Facts,
        notes: Vec<(&'static str, String)>,
        change: impl Change + 'static,
    ) -> Result<(), Fault> {
        let (slip, pending) = self.reading().await?.decide_facts::<Facts>(action, facts, &[]);
        let slip = notes.into_iter().fold(slip, |slip, (word, value)| slip.noting(word, value));
        let (stamp, applied) = self.office.writer.change(slip, Box::new(change)).await?;
        let _permit = pending.settle(&stamp)?;
        applied?;
        Ok(())
    }

    /// A snapshot for whoever stands here. They were read when the request began; what has changed since then the
    /// writer sees, and decides again on who they are now.
    pub(crate) async fn reading(&self) -> Result<Reading<'_>, Fault> {
        let shared = &*self.office.shared;
        let tx = shared.store.read().await?;
        let Stood { actor, seen, .. } = &self.stood;
        let (occasion, memory) = (&self.occasion, &*self.office.memory);
        Ok(Reading { tx, actor: Arc::clone(actor), occasion, shared, memory, seen: *seen })
    }
}

impl Stood {
    async fn read(office: &Office, badge: Badge, today: LegalDay) -> Result<Self, Fault> {
        let mut tx = office.shared.store.read().await?;
        let seen = tx.head().await?.map_or(0, |head| head.last_change);
        let Badge { account, duty, second_factor } = badge;
        let known = office::known(&mut *tx, account, duty, second_factor, today).await?;
        let Known { row, mut duties, actor } = known;
        let holds = actor.holds();
        duties.retain(|duty| duty.holds_on(today) || duty.id == actor.duty.id);
        let must_change = row.initial_until.is_some();
        let lock = sessions::lock(&row.password, &row.second_factor);
        let (name, title, phone) = (row.name, row.title, row.phone);
        let duty = actor.duty.clone();
        let card = Card { name, title, phone, must_change, lock, duty, holds, duties };
        Ok(Self { card: Arc::new(card), actor: Arc::new(actor), seen })
    }
}

/// A kind of record that can be loaded by its id, for a change.
#[async_trait]
pub trait Kept: Protected + Sized {
    /// Loads it, sealed.
    ///
    /// # Errors
    /// [`StoreFault`] when the store fails.
    async fn load(tx: &mut (dyn Reads + '_), id: Uuid) -> Result<Option<Sealed<Self>>, StoreFault>;
}

/// The change that an act makes of a record's cover, and of whatever follows from it.
pub(crate) fn cover_change<T: Kept>(
    id: Id<T>,
    act: impl FnOnce(T::Cover) -> Result<Vec<Write>, RuleBroken> + Send + 'static,
) -> Box<dyn Change> {
    Box::new(CoverChange::<T, _> { id: id.uuid(), act: Some(act), of: std::marker::PhantomData })
}

struct CoverChange<T, F> {
    id: Uuid,
    act: Option<F>,
    of: std::marker::PhantomData<fn() -> T>,
}

#[async_trait]
impl<T, F> Change for CoverChange<T, F>
where
    T: Kept,
    F: FnOnce(T::Cover) -> Result<Vec<Write>, RuleBroken> + Send + 'static,
{
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let Some(act) = self.act.take() else { return Ok(Ok(None)) };
        let Some(sealed) = T::load(tx, self.id).await? else { return Err(StoreFault::Conflict) };
        let cover = sealed.cover().clone();
        drop(sealed);
        // A panic in an act undoes this act alone and leaves the batch of the others whole.
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| act(cover)));
        let writes = match done {
            Ok(Ok(writes)) => writes,
            Ok(Err(rule)) => return Ok(Err(rule)),
            Err(_) => return Ok(Err(RuleBroken::ChangedMeanwhile)),
        };
        for write in writes {
            tx.write(write).await?;
        }
        Ok(Ok(Some(self.id)))
    }
}

/// Writes without a rule of their own.
pub(crate) struct Plainly(pub Vec<Write>);

#[async_trait]
impl Change for Plainly {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        for write in std::mem::take(&mut self.0) {
            tx.write(write).await?;
        }
        Ok(Ok(None))
    }
}
