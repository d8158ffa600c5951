//! A question: what a page wants to show. Asking loads sealed records in one snapshot and decides about each;
//! what it returns opens only with the stamp of the record.

use std::sync::Arc;

use access::{
    Action, Actor, Decision, Disclosed, Facts, KeyRing, Occasion, Pending, Protected, RecordKind, RecordRef,
    Sealed, Slip, Stamp, gate::Asking,
};
use async_trait::async_trait;
use domain::unit::Unit;

use crate::{
    Fault,
    memory::Memory,
    office::Shared,
    ports::{Cursor, Reads},
};

/// What a page asks. A tuple of questions is one question: one snapshot, one entry, one commit.
#[async_trait]
pub trait Question: Send {
    /// What the page gets.
    type Answer: Send;

    /// Loads and decides.
    ///
    /// # Errors
    /// [`Fault`] when the store fails; a refusal is no fault yet, for it has to be recorded first.
    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault>;
}

/// A question that was decided and waits for its record.
pub struct Asked<A> {
    pub(crate) slip: Option<Slip>,
    pub(crate) settle: Settle<A>,
}

type Settle<A> = Box<dyn FnOnce(&Stamp, &KeyRing) -> Result<A, Fault> + Send>;

/// One snapshot, read by one actor on one occasion.
pub struct Reading<'a> {
    pub(crate) tx: Box<dyn Reads>,
    pub(crate) actor: Arc<Actor>,
    pub(crate) occasion: &'a Arc<Occasion>,
    pub(crate) shared: &'a Shared,
    pub(crate) memory: &'a Memory,
    pub(crate) seen: u64,
}

impl Reading<'_> {
    /// Who asks, as the gate wants it.
    pub(crate) fn asking(&self) -> Asking<'_> {
        Asking { actor: &self.actor, occasion: self.occasion, chance: self.shared.keys.chance() }
    }

    /// The units, as they were when the request began or since.
    pub(crate) async fn units(&mut self) -> Result<Arc<[Unit]>, Fault> {
        if let Some(units) = self.memory.units(self.seen) {
            return Ok(units);
        }
        let units = Arc::from(self.tx.units().await?);
        self.memory.keep_units(self.seen, &units);
        Ok(units)
    }

    /// Decides about a record, or about the id of one that is not there.
    pub(crate) fn decide<T: Protected>(
        &self,
        action: Action,
        id: uuid::Uuid,
        sealed: Option<&Sealed<T>>,
    ) -> Decided<T> {
        let decision = match sealed {
            Some(sealed) => self.shared.gate.decide(self.asking(), action, sealed),
            None => self.shared.gate.decide_missing(self.asking(), action, RecordRef { kind: T::KIND, id }),
        };
        self.split(decision)
    }

    /// Decides about a thing without a body.
    pub(crate) fn decide_facts<T: ?Sized>(
        &self,
        action: Action,
        facts: Facts,
        fields: &'static [&'static str],
    ) -> Decided<T> {
        self.split(self.shared.gate.decide_facts(self.asking(), action, facts, fields))
    }

    /// Decides about an id that leads nowhere.
    pub(crate) fn decide_missing<T: ?Sized>(
        &self,
        action: Action,
        kind: RecordKind,
        id: uuid::Uuid,
    ) -> Decided<T> {
        self.split(self.shared.gate.decide_missing(self.asking(), action, RecordRef { kind, id }))
    }

    fn split<T: ?Sized>(&self, decision: Decision<T>) -> Decided<T> {
        let (slip, pending) = decision.split();
        (slip.seen_at(self.seen), pending)
    }

    /// One record, opened.
    pub(crate) fn one<T: Protected>(
        &self,
        action: Action,
        id: uuid::Uuid,
        sealed: Option<Sealed<T>>,
    ) -> Asked<Disclosed<T>> {
        let (slip, pending) = self.decide(action, id, sealed.as_ref());
        let settle: Settle<_> = Box::new(move |stamp, keys| {
            let permit = pending.settle(stamp)?;
            // A permit is never given for what is not there.
            let sealed = sealed.ok_or(access::Refused::Hidden)?;
            Ok(keys.open(sealed, permit)?)
        });
        Asked { slip: Some(slip), settle }
    }

    /// A list of records, each decided about as if it were opened by itself. Those refused are left out.
    pub(crate) fn many<T: Protected>(
        &self,
        action: Action,
        rows: Vec<Sealed<T>>,
    ) -> Asked<Vec<Disclosed<T>>> {
        let mut slip: Option<Slip> = None;
        let mut waiting = Vec::with_capacity(rows.len());
        for sealed in rows {
            let (own, pending) = self.decide(action, T::id(sealed.cover()), Some(&sealed));
            slip = Some(match slip.take() {
                Some(slip) => slip.with(own),
                None => own,
            });
            waiting.push((pending, sealed));
        }
        let settle: Settle<_> = Box::new(move |stamp, keys| {
            let mut open = Vec::with_capacity(waiting.len());
            for (pending, sealed) in waiting {
                if let Ok(permit) = pending.settle(stamp) {
                    open.push(keys.open(sealed, permit)?);
                }
            }
            Ok(open)
        });
        Asked { slip, settle }
    }

    /// A list that is a page of its own: first whether the page may be opened, then each row.
    pub(crate) fn list<P: ?Sized + 'static, T: Protected>(
        &self,
        place: Decided<P>,
        action: Action,
        rows: Vec<Sealed<T>>,
        next: Option<Cursor>,
    ) -> Asked<Listed<T>> {
        let (slip, pending) = place;
        let rows = self.many(action, rows);
        let slip = match rows.slip {
            Some(more) => slip.with(more),
            None => slip,
        };
        let settle: Settle<_> = Box::new(move |stamp, keys| {
            let _opened = pending.settle(stamp)?;
            Ok(Listed { rows: (rows.settle)(stamp, keys)?, next })
        });
        Asked { slip: Some(slip), settle }
    }
}

/// A decision, split: what the log must hold, and what waits for it.
pub(crate) type Decided<T> = (Slip, Pending<T>);

/// A page of a list.
pub struct Listed<T: Protected> {
    /// The rows that may be shown.
    pub rows: Vec<Disclosed<T>>,
    /// Where the next page begins, if there may be one.
    pub next: Option<Cursor>,
}

#[async_trait]
impl<A, B> Question for (A, B)
where
    A: Question + 'static,
    B: Question + 'static,
    A::Answer: 'static,
    B::Answer: 'static,
{
    type Answer = (A::Answer, B::Answer);

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let first = self.0.ask(reading).await?;
        let second = self.1.ask(reading).await?;
        let slip = match (first.slip, second.slip) {
            (Some(first), Some(second)) => Some(first.with(second)),
            (first, second) => first.or(second),
        };
        let settle: Settle<_> =
            Box::new(move |stamp, keys| Ok(((first.settle)(stamp, keys)?, (second.settle)(stamp, keys)?)));
        Ok(Asked { slip, settle })
    }
}
