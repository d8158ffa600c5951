//! Early interventions: offered because of a concern, started, ended.

use access::{Action, Disclosed, Facts, RecordKind, Sealed, record::InterventionLine};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, RuleBroken, Timestamp,
    concern::Concern,
    intervention::{AgreedBy, AgreedHow, Ending, Event, Intervention, InterventionCover, Kind, State, Terms},
};
use uuid::Uuid;

use crate::{
    Desk, Fault,
    concerns::{Queue, next},
    desk::Kept,
    ports::{Page, Reads, SealedGroups, StoreFault, Write},
    question::{Asked, Listed, Question, Reading},
};

/// What a social worker offers.
#[derive(Clone)]
pub struct Offer {
    /// What.
    pub kind: Kind,
    /// For whom, as the worker writes it.
    pub for_whom: String,
    /// The goal.
    pub goal: String,
    /// Who said yes.
    pub agreed_by: AgreedBy,
    /// How.
    pub agreed_how: AgreedHow,
    /// When it is followed up.
    pub follow_up: LegalDay,
}

/// What is to happen with an intervention.
#[derive(Clone, PartialEq, Eq)]
pub enum Step {
    /// It begins.
    Start,
    /// It ends, with what came of it.
    End(Ending),
}

/// The interventions of the own unit.
pub struct OurInterventions {
    /// Those that have ended, instead of those that run.
    pub ended: bool,
    /// Which part of the list.
    pub page: Page,
}

#[async_trait]
impl Question for OurInterventions {
    type Answer = Listed<InterventionLine>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let unit = reading.actor.duty.unit.clone();
        let place =
            reading.decide_facts::<Queue>(Action::InterventionsOpen, Facts::of_unit(&unit, false), &[]);
        let rows = reading.tx.interventions(unit.id, self.ended, self.page).await?;
        let next = next(&rows, self.page, |cover| (day_as_cursor(cover.follow_up), cover.id.uuid()));
        Ok(reading.list(place, Action::InterventionList, rows, next))
    }
}

/// A day as the cursor of a list that is ordered by days.
fn day_as_cursor(day: LegalDay) -> Timestamp {
    day.date().midnight().assume_utc().into()
}

/// The interventions that a concern led to.
pub struct InterventionsOf(pub Id<Concern>);

#[async_trait]
impl Question for InterventionsOf {
    type Answer = Vec<Disclosed<InterventionLine>>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let rows = reading.tx.interventions_of(self.0).await?;
        Ok(reading.many(Action::InterventionList, rows))
    }
}

/// One intervention, whole.
pub struct OneIntervention(pub Id<Intervention>);

#[async_trait]
impl Question for OneIntervention {
    type Answer = Disclosed<Intervention>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let sealed = reading.tx.intervention(self.0).await?;
        Ok(reading.one(Action::InterventionShow, self.0.uuid(), sealed))
    }
}

#[async_trait]
impl Kept for Intervention {
    async fn load(tx: &mut (dyn Reads + '_), id: Uuid) -> Result<Option<Sealed<Self>>, StoreFault> {
        tx.intervention(id.into()).await
    }
}

impl Desk {
    /// Offers an intervention because of a concern. Returns its id.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when the follow-up has passed or no protection assessment stands
    /// yet, [`Fault::Unavailable`].
    pub async fn offer(&self, concern: Id<Concern>, offer: Offer) -> Result<Id<Intervention>, Fault> {
        let keys = self.office().keys();
        let id = Id::<Intervention>::from_random(keys.chance().bytes());
        let groups = self.seal_terms(id, &offer)?;
        let (today, responsible, offered) = (self.today(), self.signature(), self.occasion().now);
        self.change(concern, Action::InterventionOffer, move |concern| {
            if offer.follow_up < today {
                return Err(RuleBroken::FollowUpInThePast);
            }
            if concern.stage == domain::concern::Stage::Received {
                return Err(RuleBroken::NotYetAssessed);
            }
            let cover = InterventionCover {
                id,
                concern: concern.id,
                authority: concern.authority,
                unit: concern.unit,
                token: concern.token,
                protected: concern.protected,
                kind: offer.kind,
                state: State::Planned,
                responsible,
                follow_up: offer.follow_up,
                offered,
                offered_on: today,
                version: 1,
            };
            Ok(vec![Write::Intervention(cover, groups)])
        })
        .await?;
        Ok(id)
    }

    /// Starts or ends an intervention.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when it is not in the state that the step starts from,
    /// [`Fault::Unavailable`].
    pub async fn step(&self, id: Id<Intervention>, step: Step) -> Result<(), Fault> {
        let ending = match step {
            Step::Start => None,
            Step::End(ending) => {
                let said = ending.why().map(|why| self.said(why)).transpose()?;
                Some((ending, said))
            }
        };
        self.change(id, Action::InterventionChange, move |cover| {
            let Some((ending, said)) = ending else {
                return Ok(vec![Write::InterventionChanged(cover.start()?)]);
            };
            let cover = cover.end(&ending)?;
            let event = said.map(|said| said.about(&cover, Event::Ended(ending.outcome())));
            Ok([Write::InterventionChanged(cover)].into_iter().chain(event).collect())
        })
        .await
    }

    fn seal_terms(&self, id: Id<Intervention>, offer: &Offer) -> Result<SealedGroups, Fault> {
        let key = self.office().keys().new_record(RecordKind::Intervention, id.uuid());
        let terms = Terms {
            for_whom: offer.for_whom.clone(),
            goal: offer.goal.clone(),
            agreed_by: offer.agreed_by,
            agreed_how: offer.agreed_how,
            responsible: format!("{}, {}", self.card().name, self.card().title),
        };
        let sealed = || -> Result<SealedGroups, access::crypto::DoesNotOpen> {
            let line = Some(key.seal::<InterventionLine>(&terms.for_whom)?);
            Ok(SealedGroups { line, body: key.seal::<Intervention>(&terms)?, key: key.wrapped() })
        };
        Ok(sealed().map_err(|_| access::keys::OpenFault::Damaged)?)
    }
}
