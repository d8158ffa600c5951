//! The plan of measures: written against the picture in force, decided on a day, followed up measure by measure.

use access::{Action, Facts};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, RuleBroken,
    promise::Unfit,
    situation::{
        SituationPicture,
        cycle::{ActionPlan, FollowUp, Measure, PlanFault},
    },
};
use uuid::Uuid;

use super::{Commons, keep};
use crate::{
    Fault,
    ports::{PlanRow, SituationWrite, StoreFault, Writes},
    writer::{Applied, Change},
};

/// A step of a plan.
enum Step {
    Add(Measure),
    Drop(Id<Measure>),
    Decide(LegalDay),
    FollowUp(Uuid, FollowUp),
}

impl Commons {
    /// An id for a measure that is new.
    pub fn new_measure(&self) -> Id<Measure> {
        Id::from_random(self.desk.office().keys().chance().bytes())
    }

    /// Begins a plan out of the picture in force.
    ///
    /// # Errors
    /// [`Fault::Refused`] for another role, [`Fault::Rule`] where no picture was adopted or a plan is worked on,
    /// [`Fault::Unavailable`].
    pub async fn begin_plan(&self) -> Result<(), Fault> {
        let id = Id::from_random(self.desk.office().keys().chance().bytes());
        self.at_plan(id, Beginning { id, today: self.today() }).await
    }

    /// Adds a measure to a plan that is worked on.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`], [`Fault::Unavailable`].
    pub async fn add_measure(&self, id: Id<ActionPlan>, measure: Measure) -> Result<(), Fault> {
        self.at_plan(id, self.plan_step(id, Step::Add(measure))).await
    }

    /// Takes a measure out of a plan that is worked on.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`], [`Fault::Unavailable`].
    pub async fn drop_measure(&self, id: Id<ActionPlan>, measure: Id<Measure>) -> Result<(), Fault> {
        self.at_plan(id, self.plan_step(id, Step::Drop(measure))).await
    }

    /// Writes down on which day a plan was decided.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`], [`Fault::Unavailable`].
    pub async fn decide_plan(&self, id: Id<ActionPlan>, on: LegalDay) -> Result<(), Fault> {
        self.at_plan(id, self.plan_step(id, Step::Decide(on))).await
    }

    /// Follows a plan up, measure by measure.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`], [`Fault::Unavailable`].
    pub async fn follow_plan_up(&self, id: Id<ActionPlan>, follow_up: FollowUp) -> Result<(), Fault> {
        let number = Id::<FollowUp>::from_random(self.desk.office().keys().chance().bytes());
        self.at_plan(id, self.plan_step(id, Step::FollowUp(number.uuid(), follow_up))).await
    }

    fn plan_step(&self, id: Id<ActionPlan>, step: Step) -> Planning {
        Planning { id, today: self.today(), step }
    }

    async fn at_plan(&self, id: Id<ActionPlan>, change: impl Change + 'static) -> Result<(), Fault> {
        let notes = vec![("plan", id.to_string())];
        self.desk.act(Action::PlanKeep, Facts::of_unit(self.own_unit(), false), notes, change).await
    }
}

struct Beginning {
    id: Id<ActionPlan>,
    today: LegalDay,
}

#[async_trait]
impl Change for Beginning {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let plans = tx.plans().await?;
        if plans.iter().any(|row| row.plan.decided_on.is_none()) {
            return Ok(Err(PlanFault::DraftThere.into()));
        }
        let pictures = tx.pictures().await?;
        let all: Vec<SituationPicture> = pictures.iter().map(|row| row.picture.clone()).collect();
        let version = SituationPicture::current(&all, self.today).map(SituationPicture::version);
        let Some(row) = pictures.iter().find(|row| Some(row.picture.version()) == version) else {
            return Ok(Err(PlanFault::NoPicture.into()));
        };
        let plan = ActionPlan {
            picture: row.id,
            version: row.picture.version(),
            decided_on: None,
            measures: Vec::new(),
        };
        let begun = i64::try_from(plans.len()).unwrap_or(i64::MAX).saturating_add(1);
        let new = PlanRow { id: self.id, plan, revision: 1, follow_ups: Vec::new() };
        keep(tx, SituationWrite::Plan(new, begun)).await
    }
}

struct Planning {
    id: Id<ActionPlan>,
    today: LegalDay,
    step: Step,
}

#[async_trait]
impl Change for Planning {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let Some(row) = tx.plans().await?.into_iter().find(|row| row.id == self.id) else {
            return Ok(Err(RuleBroken::Unfit(Unfit::Unknown)));
        };
        let PlanRow { id, plan, revision, follow_ups } = row;
        let mut measures = plan.measures.clone();
        let stepped = match &self.step {
            Step::Add(measure) => {
                if !has_problem(tx, plan.picture, measure).await? {
                    return Ok(Err(RuleBroken::Unfit(Unfit::Unknown)));
                }
                measures.push(measure.clone());
                plan.rewritten(measures)
            }
            Step::Drop(gone) => {
                measures.retain(|one| one.id != *gone);
                plan.rewritten(measures)
            }
            Step::Decide(on) => plan.decided(*on, self.today),
            Step::FollowUp(number, follow_up) => {
                let (number, follow_up) = (*number, follow_up.clone());
                return match plan.followed_up(&follow_up, self.today) {
                    Ok(()) => keep(tx, SituationWrite::FollowUp(number, id, follow_up)).await,
                    Err(why) => Ok(Err(why.into())),
                };
            }
        };
        match stepped {
            Ok(plan) => {
                let row = PlanRow { id, plan, revision: revision + 1, follow_ups };
                keep(tx, SituationWrite::PlanChanged(row)).await
            }
            Err(why) => Ok(Err(why.into())),
        }
    }
}

/// Whether the problem of a measure stands in the version that the plan rests on.
async fn has_problem(
    tx: &mut dyn Writes,
    picture: Id<SituationPicture>,
    measure: &Measure,
) -> Result<bool, StoreFault> {
    let pictures = tx.pictures().await?;
    let problems = pictures.iter().find(|row| row.id == picture).map(|row| &row.picture.contents().problems);
    Ok(problems.is_some_and(|all| all.iter().any(|one| one.id == measure.problem)))
}
