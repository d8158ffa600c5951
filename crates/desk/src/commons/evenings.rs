//! Evenings out: planned, told, cancelled. An organiser's evenings belong to the unit that keeps the organiser.

use access::{Action, Facts};
use async_trait::async_trait;
use domain::{
    Id, RuleBroken, Timestamp,
    promise::{
        Unfit,
        occasion::{Cancelled, Occasion, Organiser, Plan, Span, Stage, Told},
    },
    situation::Area,
    unit::Unit,
};

use super::Commons;
use crate::{
    Fault,
    ports::{CommonsReads, CommonsWrite, OrganiserRow, StoreFault, Write, Writes},
    writer::{Applied, Change},
};

/// An evening, as somebody plans it.
#[derive(Debug, Clone, Copy)]
pub struct NewEvening {
    /// Who goes out.
    pub organiser: Id<Organiser>,
    /// Where.
    pub area: Id<Area>,
    /// When.
    pub span: Span,
}

impl Commons {
    /// Plans an evening. One that has passed can be planned too, to be told at once.
    ///
    /// # Errors
    /// [`Fault::Refused`] for an organiser of another unit, [`Fault::Rule`] where the organiser has that evening
    /// already or organiser or area are none, [`Fault::Unavailable`].
    pub async fn plan(&self, new: NewEvening) -> Result<Id<Occasion>, Fault> {
        let (ground, units) = self.ground().await?;
        let organiser = ground.organisers.iter().find(|known| known.id == new.organiser);
        let is_area = ground.areas.iter().any(|area| area.id == new.area);
        let id = Id::from_random(self.desk.office().keys().chance().bytes());
        let plan = organiser.filter(|_| is_area).map(|organiser| Plan {
            outing: organiser.outing,
            organiser: organiser.id,
            area: new.area,
            span: new.span,
        });
        let unit = self.keeper(organiser, &units);
        self.at_unit(unit, Action::EveningPlan, id, Planning { id, plan }).await?;
        Ok(id)
    }

    /// Tells how an evening went: the plan becomes an occasion, or what was told is put right.
    ///
    /// # Errors
    /// [`Fault::Refused`] for an evening of another unit, [`Fault::Rule`] where it has not ended or the step does not
    /// fit, [`Fault::Unavailable`].
    pub async fn tell(&self, id: Id<Occasion>, told: Told) -> Result<(), Fault> {
        let now = self.moment();
        self.step(id, Action::EveningTell, move |evening| evening_told(evening, told, now)).await
    }

    /// Cancels an evening; what was told as done is undone only as a mistake.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`], [`Fault::Unavailable`].
    pub async fn cancel(&self, id: Id<Occasion>, why: Cancelled) -> Result<(), Fault> {
        self.step(id, Action::EveningCancel, move |evening| evening.cancelled(why)).await
    }

    async fn step(
        &self,
        id: Id<Occasion>,
        action: Action,
        step: impl FnOnce(Occasion) -> Result<Occasion, Unfit> + Send + 'static,
    ) -> Result<(), Fault> {
        let (ground, units) = self.ground().await?;
        let mut reading = self.desk.reading().await?;
        let tx: &mut dyn CommonsReads = &mut *reading.tx;
        let organiser = tx.occasion(id).await?.map(|evening| evening.plan().organiser);
        drop(reading);
        let keeper = ground.organisers.iter().find(|known| Some(known.id) == organiser);
        let unit = self.keeper(keeper, &units);
        self.at_unit(unit, action, id, Step { id, step: Some(step) }).await
    }

    pub(super) fn own_unit(&self) -> &Unit {
        &self.card().duty.unit
    }

    /// An act at the unit that keeps the organiser; the entry names the evening.
    async fn at_unit(
        &self,
        unit: &Unit,
        action: Action,
        id: Id<Occasion>,
        change: impl Change + 'static,
    ) -> Result<(), Fault> {
        let notes = vec![("evening", id.to_string())];
        self.desk.act(action, Facts::of_unit(unit, false), notes, change).await
    }

    /// The unit that keeps an organiser; of none, the own unit: what is not there is answered there.
    fn keeper<'u>(&'u self, organiser: Option<&OrganiserRow>, units: &'u [Unit]) -> &'u Unit {
        let kept = organiser.and_then(|organiser| units.iter().find(|unit| unit.id == organiser.unit));
        kept.unwrap_or(self.own_unit())
    }
}

fn evening_told(evening: Occasion, told: Told, now: Timestamp) -> Result<Occasion, Unfit> {
    match evening.stage() {
        Stage::Done { .. } => evening.corrected(told, now),
        Stage::Planned | Stage::Cancelled(_) => evening.done(told, now),
    }
}

/// A plan is made in the writer's transaction, where no second one can come between.
struct Planning {
    id: Id<Occasion>,
    plan: Option<Plan>,
}

#[async_trait]
impl Change for Planning {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let Some(plan) = self.plan else { return Ok(Err(Unfit::Unknown.into())) };
        let others = tx.evenings_of(plan.organiser, plan.span.evening()).await?;
        match Occasion::planned(self.id, plan, &others) {
            Ok(evening) => {
                tx.write(Write::Commons(CommonsWrite::Occasion(evening))).await?;
                Ok(Ok(Some(self.id.uuid())))
            }
            Err(why) => Ok(Err(why.into())),
        }
    }
}

/// A step of an evening that is there.
struct Step<F> {
    id: Id<Occasion>,
    step: Option<F>,
}

#[async_trait]
impl<F> Change for Step<F>
where
    F: FnOnce(Occasion) -> Result<Occasion, Unfit> + Send + 'static,
{
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let Some(step) = self.step.take() else { return Ok(Ok(None)) };
        let Some(evening) = tx.occasion(self.id).await? else {
            return Ok(Err(RuleBroken::Unfit(Unfit::Unknown)));
        };
        match step(evening) {
            Ok(changed) => {
                tx.write(Write::Commons(CommonsWrite::OccasionChanged(changed))).await?;
                Ok(Ok(Some(self.id.uuid())))
            }
            Err(why) => Ok(Err(why.into())),
        }
    }
}
