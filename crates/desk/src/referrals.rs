//! Referrals: requests for cooperation, consultations, tasks, help asked for, matters handed on.
//!
//! Each is a disclosure like a concern: the sender's own record, the receiver's frozen copy with the receiver's own
//! token for the person, and the handing over that links them, in one commit. Between authorities it rests on a
//! consent that names the receiver; within one authority on its own task; a consultation is about nobody.

use access::{
    Action, Disclosed, Facts, Sealed,
    record::{ConsentLine, ReferralLine},
};
use async_trait::async_trait;
use domain::{
    Id, LegalDay,
    concern::Side,
    consent::Consent,
    duty::Role,
    intervention::Intervention,
    person::Identity,
    personal_number::PersonalNumber,
    referral::{Answer, Purpose, Referral, ReferralCover},
    unit::Unit,
};
use uuid::Uuid;

use crate::{
    Desk, Fault,
    concerns::{Provenance, Queue, handed_over, next},
    consents::NewConsent,
    desk::Kept,
    ports::{Page, Reads, ReferralWrite, StoreFault, Write},
    question::{Asked, Listed, Question, Reading},
};

mod send;

/// What a referral rests on.
#[derive(Clone)]
pub enum Ground {
    /// It stays within the authority and is its own task.
    OwnTask,
    /// It is about nobody.
    Nobody,
    /// A consent that was noted before.
    Consent(Id<Consent>),
    /// A consent that is noted in the same act.
    Noted(Box<NewConsent>),
}

/// What somebody hands over.
#[derive(Clone)]
pub struct NewReferral {
    /// The form that it was written in.
    pub form: Uuid,
    /// What it is for.
    pub purpose: Purpose,
    /// To which unit.
    pub to: Id<Unit>,
    /// Who it is about, exactly as it leaves.
    pub about: Option<Identity>,
    /// The number that the tokens are made of; it leaves only where `about` has it.
    pub number: Option<PersonalNumber>,
    /// Protected personal data.
    pub protected: bool,
    /// What is asked for.
    pub what: String,
    /// What the receiver needs to know beside it.
    pub background: Option<String>,
    /// By when.
    pub due: Option<LegalDay>,
    /// What it rests on.
    pub ground: Ground,
    /// The intervention that a task is part of.
    pub intervention: Option<Id<Intervention>>,
}

/// The referrals of the own unit on one side.
pub struct OurReferrals {
    /// Sent or received.
    pub side: Side,
    /// Which part of the list.
    pub page: Page,
}

#[async_trait]
impl Question for OurReferrals {
    type Answer = Listed<ReferralLine>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let (unit, role) = (reading.actor.duty.unit.clone(), reading.actor.duty.role);
        let place = reading.decide_facts::<Queue>(Action::ReferralsOpen, Facts::of_unit(&unit, false), &[]);
        // Reporters keep sight of what they sent themselves; the social board of what its unit sent.
        let by_unit = matches!(role, Role::SocialWorker | Role::SspfCoordinator);
        let sender = (self.side == Side::Sent && !by_unit).then_some(reading.actor.account);
        let rows = reading.tx.referrals(unit.id, self.side, sender, self.page).await?;
        let next = next(&rows, self.page, |cover| (cover.handed_over, cover.id.uuid()));
        Ok(reading.list(place, Action::ReferralList, rows, next))
    }
}

/// One referral, whole, and how it came here.
pub struct OneReferral(pub Id<Referral>);

#[async_trait]
impl Question for OneReferral {
    type Answer = (Disclosed<Referral>, Option<Provenance>);

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let sealed = reading.tx.referral(self.0).await?;
        let from = match &sealed {
            Some(sealed) => handed_over(reading, sealed.cover().disclosure).await?,
            None => None,
        };
        let Asked { slip, settle } = reading.one(Action::ReferralShow, self.0.uuid(), sealed);
        Ok(Asked { slip, settle: Box::new(move |stamp, keys| Ok((settle(stamp, keys)?, from))) })
    }
}

/// The tasks of an intervention that other units do.
pub struct TasksOf(pub Id<Intervention>);

#[async_trait]
impl Question for TasksOf {
    type Answer = Vec<Disclosed<ReferralLine>>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let rows = reading.tx.tasks_of(self.0).await?;
        Ok(reading.many(Action::ReferralList, rows))
    }
}

/// The consents that a task of an intervention could rest on, with the units that they name.
pub struct ConsentsFor(pub Id<Intervention>);

#[async_trait]
impl Question for ConsentsFor {
    type Answer = (Vec<Disclosed<ConsentLine>>, Vec<Unit>);

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let cover = reading.tx.intervention(self.0).await?.map(|sealed| sealed.cover().clone());
        let known = cover.and_then(|cover| cover.token.map(|token| (cover.authority, token)));
        let rows = match known {
            Some((authority, token)) => reading.tx.consents_about(authority, token).await?,
            None => Vec::new(),
        };
        let units = reading.tx.units().await?;
        let Asked { slip, settle } = reading.many(Action::ConsentList, rows);
        Ok(Asked { slip, settle: Box::new(move |stamp, keys| Ok((settle(stamp, keys)?, units))) })
    }
}

#[async_trait]
impl Kept for Referral {
    async fn load(tx: &mut (dyn Reads + '_), id: Uuid) -> Result<Option<Sealed<Self>>, StoreFault> {
        tx.referral(id.into()).await
    }
}

impl Desk {
    /// The unit that receives requests for cooperation.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store fails.
    pub async fn coordination(&self) -> Result<Option<Unit>, Fault> {
        let mut reading = self.reading().await?;
        let day = self.today();
        let coordinating = reading.tx.coordinating_units(day).await?;
        Ok(reading.tx.units().await?.into_iter().find(|unit| coordinating.contains(&unit.id)))
    }

    /// Answers a received referral.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when the answer does not follow from where it stands,
    /// [`Fault::Unavailable`].
    pub async fn answer_referral(&self, id: Id<Referral>, answer: Answer) -> Result<(), Fault> {
        let today = self.today();
        self.change(id, Action::ReferralAnswer, move |cover: ReferralCover| {
            Ok(vec![Write::Referral(ReferralWrite::Changed(cover.answer(answer, today)?))])
        })
        .await
    }

    /// Takes a sent referral back.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when it has ended, [`Fault::Unavailable`].
    pub async fn withdraw_referral(&self, id: Id<Referral>) -> Result<(), Fault> {
        self.change(id, Action::ReferralWithdraw, move |cover: ReferralCover| {
            Ok(vec![Write::Referral(ReferralWrite::Changed(cover.withdraw()?))])
        })
        .await
    }
}
