//! Concerns: the own reports and the received ones. Handing in is in [`crate::handover`], what intake decides in
//! [`crate::judging`].

use access::{Action, Disclosed, Facts, Protected, RecordKind, Sealed, record::ConcernLine};
use async_trait::async_trait;
use domain::{
    Id,
    assessment::Assessment,
    concern::{Concern, ConcernCover, Side, Source},
    disclosure::Disclosure,
    unit::Unit,
};
use uuid::Uuid;

use crate::{
    Fault,
    desk::Kept,
    ports::{Cursor, Page, Reads, StoreFault},
    question::{Asked, Listed, Question, Reading},
};

/// The page of a unit's queue, as the thing that is decided about before its rows.
pub enum Queue {}

/// The concerns that the own unit has received.
pub struct Received {
    /// Those that are decided, instead of those that wait.
    pub decided: bool,
    /// Which part of the list.
    pub page: Page,
}

#[async_trait]
impl Question for Received {
    type Answer = Listed<ConcernLine>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let unit = reading.actor.duty.unit.clone();
        let place = reading.decide_facts::<Queue>(Action::QueueOpen, Facts::of_unit(&unit, false), &[]);
        let rows = reading.tx.received(unit.id, self.decided, self.page).await?;
        let next = next(&rows, self.page, |cover| (cover.handed_over, cover.id.uuid()));
        Ok(reading.list(place, Action::ConcernList, rows, next))
    }
}

/// The concerns that the reader has sent.
pub struct Sent {
    /// Which part of the list.
    pub page: Page,
}

#[async_trait]
impl Question for Sent {
    type Answer = Listed<ConcernLine>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let unit = reading.actor.duty.unit.clone();
        let place = reading.decide_facts::<Queue>(Action::ReportsOpen, Facts::of_unit(&unit, false), &[]);
        let rows = reading.tx.sent(reading.actor.account, self.page).await?;
        let next = next(&rows, self.page, |cover| (cover.handed_over, cover.id.uuid()));
        Ok(reading.list(place, Action::ConcernList, rows, next))
    }
}

/// Where the next page begins: only if this one was full.
pub(crate) fn next<T: Protected>(
    rows: &[Sealed<T>],
    page: Page,
    key: impl Fn(&T::Cover) -> Cursor,
) -> Option<Cursor> {
    let full = rows.len() >= page.limit as usize;
    rows.last().filter(|_| full).map(|row| key(row.cover()))
}

/// One concern, whole.
pub struct OneConcern(pub Id<Concern>);

#[async_trait]
impl Question for OneConcern {
    type Answer = Disclosed<Concern>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let sealed = reading.tx.concern(self.0).await?;
        Ok(reading.one(Action::ConcernShow, self.0.uuid(), sealed))
    }
}

/// One received concern, whole. The id of somebody's own report leads nowhere here, also for who wrote it: the
/// page of one side never shows the other's record.
pub struct ReceivedConcern(pub Id<Concern>);

#[async_trait]
impl Question for ReceivedConcern {
    type Answer = Disclosed<Concern>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let mut sealed = on_side(reading, Side::Received, self.0).await?;
        // Where no number says whose it is, nobody reads it before saying that they do not know the family.
        if let Some(found) = &sealed
            && crate::intake::is_unasked(reading, found.cover()).await?
        {
            sealed = None;
        }
        Ok(reading.one(Action::ConcernShow, self.0.uuid(), sealed))
    }
}

async fn on_side(
    reading: &mut Reading<'_>,
    side: Side,
    id: Id<Concern>,
) -> Result<Option<Sealed<Concern>>, Fault> {
    Ok(reading.tx.concern(id).await?.filter(|sealed| sealed.cover().side == side))
}

/// One concern on one side, whole, and how it came here: who handed it over, from where to where, on what.
pub struct ConcernAndProvenance {
    side: Side,
    id: Id<Concern>,
    found: Found,
}

/// What a question knows of its concern before it is asked.
enum Found {
    /// Its id.
    Nothing,
    /// The concern, or that there is none.
    Loaded(Option<Box<Sealed<Concern>>>),
}

impl ConcernAndProvenance {
    /// By its id.
    pub fn by_id(side: Side, id: Id<Concern>) -> Self {
        Self { side, id, found: Found::Nothing }
    }

    /// The one that was found under an id in this snapshot, or none.
    pub(crate) fn of(side: Side, id: Id<Concern>, found: Option<Sealed<Concern>>) -> Self {
        Self { side, id, found: Found::Loaded(found.map(Box::new)) }
    }
}

/// Where a concern came from.
pub struct Provenance {
    /// The handing over.
    pub disclosure: Disclosure,
    /// The unit that released.
    pub from: Unit,
    /// The unit that received.
    pub to: Unit,
    /// What was handed over the other way: whether an investigation is opened.
    pub answer: Option<Disclosure>,
}

#[async_trait]
impl Question for ConcernAndProvenance {
    type Answer = (Disclosed<Concern>, Option<Provenance>);

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let Self { side, id, found } = self;
        let sealed = match found {
            Found::Loaded(found) => found.map(|sealed| *sealed).filter(|sealed| sealed.cover().side == side),
            Found::Nothing => on_side(reading, side, id).await?,
        };
        let provenance = match &sealed {
            Some(sealed) => provenance(reading, sealed.cover()).await?,
            None => None,
        };
        let Asked { slip, settle } = reading.one(Action::ConcernShow, id.uuid(), sealed);
        Ok(Asked { slip, settle: Box::new(move |stamp, keys| Ok((settle(stamp, keys)?, provenance))) })
    }
}

async fn provenance(reading: &mut Reading<'_>, cover: &ConcernCover) -> Result<Option<Provenance>, Fault> {
    let answer = match &cover.told {
        Some(told) => reading.tx.disclosure(told.disclosure).await?,
        None => None,
    };
    let found = handed_over(reading, cover.disclosure).await?;
    let found = found.map(|found| Provenance { answer, ..found });
    Ok(found.map(|found| if cover.source == Source::SealedApart { found.without_sender() } else { found }))
}

impl Provenance {
    /// Where the reporter is sealed apart no page learns who released it, nor where: the receiver stands for both.
    fn without_sender(self) -> Self {
        let disclosure = Disclosure {
            released_by: Id::from_random([0; 16]),
            duty: Id::from_random([0; 16]),
            from: self.to.id,
            ..self.disclosure
        };
        Self { disclosure, from: self.to.clone(), ..self }
    }
}

/// A handing over, and the units on both ends of it.
pub(crate) async fn handed_over(
    reading: &mut Reading<'_>,
    id: Id<Disclosure>,
) -> Result<Option<Provenance>, Fault> {
    let Some(disclosure) = reading.tx.disclosure(id).await? else { return Ok(None) };
    let units = reading.units().await?;
    let unit = |id| units.iter().find(|unit| unit.id == id).cloned();
    let (from, to) = (unit(disclosure.from), unit(disclosure.to));
    Ok(from.zip(to).map(|(from, to)| Provenance { disclosure, from, to, answer: None }))
}

/// What was judged about a concern.
pub struct AssessmentsOf(pub Id<Concern>);

#[async_trait]
impl Question for AssessmentsOf {
    type Answer = Vec<Disclosed<Assessment>>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let rows = reading.tx.assessments(self.0).await?;
        Ok(reading.many(Action::AssessmentShow, rows))
    }
}

/// The receipt of a concern that the reader handed in: cover and addressee, never content.
pub struct ReceiptOf(pub Id<Concern>);

/// A receipt.
pub struct Receipt {
    /// The cover of the own report.
    pub cover: ConcernCover,
    /// Who received it.
    pub to: Option<Unit>,
}

#[async_trait]
impl Question for ReceiptOf {
    type Answer = Receipt;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let sealed = reading.tx.concern(self.0).await?;
        let cover = sealed.as_ref().map(|sealed| sealed.cover().clone());
        let to = match &cover {
            Some(cover) => provenance(reading, cover).await?.map(|found| found.to),
            None => None,
        };
        let (slip, pending) = match &sealed {
            Some(sealed) => {
                reading.decide_facts::<Receipt>(Action::ConcernReceipt, sealed.facts(), &["receipt"])
            }
            None => reading.decide_missing(Action::ConcernReceipt, RecordKind::Concern, self.0.uuid()),
        };
        let settle = Box::new(move |stamp: &access::Stamp, _: &access::KeyRing| {
            let _permit = pending.settle(stamp)?;
            let cover = cover.ok_or(access::Refused::Hidden)?;
            Ok(Receipt { cover, to })
        });
        Ok(Asked { slip: Some(slip), settle })
    }
}

#[async_trait]
impl Kept for Concern {
    async fn load(tx: &mut (dyn Reads + '_), id: Uuid) -> Result<Option<Sealed<Self>>, StoreFault> {
        tx.concern(id.into()).await
    }
}
