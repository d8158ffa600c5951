//! Drafts of concerns: kept for the writer alone, sealed with a key of their own, and gone when the concern is sent,
//! when the writer throws them away, or when they have lain too long.

use access::{Action, Disclosed, Facts, KeyRing, RecordKind, Sealed, Slip, Stamp, logbook::Command};
use async_trait::async_trait;
use domain::{
    Id, Timestamp,
    draft::{Draft, DraftCover, Unfinished},
};
use time::Duration;
use uuid::Uuid;

use crate::{
    Desk, Fault, Office,
    desk::{Kept, Plainly},
    ports::{DraftWrite, Reads, SealedGroups, StoreFault, Write, Writes},
    question::{Asked, Question, Reading},
    writer::{Applied, Change},
};

/// The act of the program that throws old drafts away, as the log names it.
const PURGE: &str = "draft.purge";

/// The reader's own drafts: covers, no names.
pub struct OwnDrafts;

#[async_trait]
impl Question for OwnDrafts {
    type Answer = Vec<DraftCover>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let (mut slip, mut waiting) = (None::<Slip>, Vec::new());
        for sealed in reading.tx.drafts(reading.actor.account).await? {
            let cover = sealed.cover().clone();
            let (row, pending) =
                reading.decide_facts::<DraftCover>(Action::DraftList, sealed.facts(), &["cover"]);
            slip = Some(match slip.take() {
                Some(slip) => slip.with(row),
                None => row,
            });
            waiting.push((pending, cover));
        }
        let settle = Box::new(move |stamp: &Stamp, _: &KeyRing| {
            let seen = waiting.into_iter();
            Ok(seen.filter_map(|(pending, cover)| pending.settle(stamp).ok().map(|_| cover)).collect())
        });
        Ok(Asked { slip, settle })
    }
}

/// One draft, opened.
pub struct OneDraft(pub Id<Draft>);

#[async_trait]
impl Question for OneDraft {
    type Answer = Disclosed<Draft>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let sealed = reading.tx.draft(self.0).await?;
        Ok(reading.one(Action::DraftShow, self.0.uuid(), sealed))
    }
}

#[async_trait]
impl Kept for Draft {
    async fn load(tx: &mut (dyn Reads + '_), id: Uuid) -> Result<Option<Sealed<Self>>, StoreFault> {
        tx.draft(id.into()).await
    }
}

impl Desk {
    /// Keeps what is written: as a new draft, or in the place of what the draft held before. Returns its id.
    ///
    /// # Errors
    /// [`Fault::Refused`] for a role that hands in no concerns and for a draft that is not the reader's own,
    /// [`Fault::Unavailable`].
    pub async fn save_draft(&self, known: Option<Id<Draft>>, new: &Unfinished) -> Result<Id<Draft>, Fault> {
        let keys = self.office().keys();
        let id = known.unwrap_or_else(|| Id::from_random(keys.chance().bytes()));
        let key = keys.new_record(RecordKind::Draft, id.uuid());
        let body = key.seal::<Draft>(new).map_err(|_| access::keys::OpenFault::Damaged)?;
        let groups = SealedGroups { line: None, body, key: key.wrapped() };
        let (unit, saved) = (&self.card().duty.unit, self.occasion().now);
        if known.is_some() {
            self.change(id, Action::DraftChange, move |cover| {
                Ok(vec![Write::Draft(DraftWrite::Rewritten(DraftCover { saved, ..cover }, groups))])
            })
            .await?;
            return Ok(id);
        }
        let (author, authority) = (self.signature(), unit.authority.id);
        let cover = DraftCover { id, author, authority, unit: unit.id, saved };
        let write = Write::Draft(DraftWrite::New(cover, groups));
        let facts = Facts::of_unit(unit, false);
        let notes = vec![("draft", id.to_string())];
        self.act(Action::DraftSave, facts, notes, Plainly(vec![write])).await?;
        Ok(id)
    }

    /// Throws an own draft away, content and key.
    ///
    /// # Errors
    /// [`Fault::Refused`] for a draft that is not the reader's own, [`Fault::Unavailable`].
    pub async fn discard_draft(&self, id: Id<Draft>) -> Result<(), Fault> {
        self.change(id, Action::DraftDiscard, |cover| {
            Ok(vec![Write::Draft(DraftWrite::Gone(cover.id, cover.author))])
        })
        .await
    }
}

/// Throws away whatever was last saved before an instant.
struct Purge(Timestamp);

#[async_trait]
impl Change for Purge {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        if tx.drafts_before(self.0).await? == 0 {
            return Ok(Ok(None));
        }
        tx.write(Write::Draft(DraftWrite::Before(self.0))).await?;
        Ok(Ok(Some(Uuid::nil())))
    }
}

impl Office {
    /// Throws away the drafts that were last saved longer ago than `keep`, content and key. Nothing is opened, and
    /// the log says that it was done. Called at start and once an hour.
    ///
    /// # Errors
    /// [`Fault`] when it cannot be done; it is tried again.
    pub async fn purge_drafts(&self, keep: Duration) -> Result<(), Fault> {
        let before = self.shared.clock.now().minus(keep);
        if self.shared.store.read().await?.drafts_before(before).await? == 0 {
            return Ok(());
        }
        self.writer.own(Command::new(PURGE, None), Box::new(Purge(before))).await??;
        Ok(())
    }
}
