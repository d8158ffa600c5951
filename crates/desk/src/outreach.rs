//! Outreach meetings: the liaison's own records and receipts, and the notifications that intake has received. The
//! acts are in [`recording`] and [`handing`].

use access::{
    Action, Disclosed, Facts, KeyRing, RecordKind, Refused, Sealed, Slip, Stamp, record::OutreachLine,
};
use async_trait::async_trait;
use domain::{
    Id,
    outreach::{Outreach, OutreachCover, Stage},
};
use uuid::Uuid;

use crate::{
    Fault,
    concerns::{Provenance, Queue, handed_over, next},
    desk::Kept,
    ports::{Page, Reads, StoreFault},
    question::{Asked, Listed, Question, Reading},
};

mod handing;
mod recording;

pub use handing::{ConcernWords, Way};

/// The own meetings that have not left.
pub struct OwnMeetings {
    /// Which part of the list.
    pub page: Page,
}

#[async_trait]
impl Question for OwnMeetings {
    type Answer = Listed<OutreachLine>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let unit = reading.actor.duty.unit.clone();
        let place = reading.decide_facts::<Queue>(Action::OutreachOpen, Facts::of_unit(&unit, false), &[]);
        let rows = reading.tx.meetings(reading.actor.account, false, self.page).await?;
        let next = next(&rows, self.page, |cover| (cover.recorded, cover.id.uuid()));
        Ok(reading.list(place, Action::OutreachList, rows, next))
    }
}

/// The receipts of the own meetings that have left, newest first. They are covers: nothing is left to open.
pub struct Receipts {
    /// Which part of the list.
    pub page: Page,
}

#[async_trait]
impl Question for Receipts {
    type Answer = Vec<OutreachCover>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let rows = reading.tx.meetings(reading.actor.account, true, self.page).await?;
        let mut slip: Option<Slip> = None;
        let mut waiting = Vec::with_capacity(rows.len());
        for sealed in rows {
            let (own, pending) =
                reading.decide_facts::<MeetingReceipt>(Action::OutreachReceipt, sealed.facts(), &["receipt"]);
            slip = Some(match slip.take() {
                Some(slip) => slip.with(own),
                None => own,
            });
            waiting.push((pending, sealed.cover().clone()));
        }
        let settle = Box::new(move |stamp: &Stamp, _: &KeyRing| {
            let shown = waiting.into_iter().filter_map(|(pending, cover)| {
                let _permit = pending.settle(stamp).ok()?;
                Some(cover)
            });
            Ok(shown.collect())
        });
        Ok(Asked { slip, settle })
    }
}

/// One own meeting that has not left, whole. The receiver's copy leads nowhere here.
pub struct OwnMeeting(pub Id<Outreach>);

#[async_trait]
impl Question for OwnMeeting {
    type Answer = Disclosed<Outreach>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let sealed = reading.tx.outreach(self.0).await?;
        let sealed = sealed.filter(|sealed| sealed.cover().stage == Stage::Own);
        Ok(reading.one(Action::OutreachShow, self.0.uuid(), sealed))
    }
}

/// The receipt of a meeting that has left: the cover, and where to.
pub struct MeetingReceipt(pub Id<Outreach>);

#[async_trait]
impl Question for MeetingReceipt {
    type Answer = (OutreachCover, Option<Provenance>);

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let sealed = reading.tx.outreach(self.0).await?;
        let cover = sealed.as_ref().map(|sealed| sealed.cover().clone());
        let provenance = match cover.as_ref().and_then(|cover| cover.stage.disclosure()) {
            Some(disclosure) => handed_over(reading, disclosure).await?,
            None => None,
        };
        let (slip, pending) = match &sealed {
            Some(sealed) => {
                reading.decide_facts::<Self>(Action::OutreachReceipt, sealed.facts(), &["receipt"])
            }
            None => reading.decide_missing(Action::OutreachReceipt, RecordKind::Outreach, self.0.uuid()),
        };
        let settle = Box::new(move |stamp: &Stamp, _: &KeyRing| {
            let _permit = pending.settle(stamp)?;
            Ok((cover.ok_or(Refused::Hidden)?, provenance))
        });
        Ok(Asked { slip: Some(slip), settle })
    }
}

/// The notifications that the own unit has received.
pub struct Notices {
    /// Those that are handled, instead of those that wait.
    pub handled: bool,
    /// Which part of the list.
    pub page: Page,
}

#[async_trait]
impl Question for Notices {
    type Answer = Listed<OutreachLine>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let unit = reading.actor.duty.unit.clone();
        let place = reading.decide_facts::<Queue>(Action::NoticesOpen, Facts::of_unit(&unit, false), &[]);
        let rows = reading.tx.notices(unit.id, self.handled, self.page).await?;
        let next = next(&rows, self.page, |cover| (cover.recorded, cover.id.uuid()));
        Ok(reading.list(place, Action::OutreachList, rows, next))
    }
}

/// One received notification, whole, and how it came here.
pub struct ReceivedNotice(pub Id<Outreach>);

#[async_trait]
impl Question for ReceivedNotice {
    type Answer = (Disclosed<Outreach>, Option<Provenance>);

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let sealed = reading.tx.outreach(self.0).await?;
        let sealed = sealed.filter(|sealed| sealed.cover().stage.side() == "received");
        let from = sealed.as_ref().and_then(|sealed| sealed.cover().stage.disclosure());
        let provenance = match from {
            Some(disclosure) => handed_over(reading, disclosure).await?,
            None => None,
        };
        let Asked { slip, settle } = reading.one(Action::OutreachShow, self.0.uuid(), sealed);
        Ok(Asked { slip, settle: Box::new(move |stamp, keys| Ok((settle(stamp, keys)?, provenance))) })
    }
}

#[async_trait]
impl Kept for Outreach {
    async fn load(tx: &mut (dyn Reads + '_), id: Uuid) -> Result<Option<Sealed<Self>>, StoreFault> {
        tx.outreach(id.into()).await
    }
}
