//! Consents: noted, shown, withdrawn. What may rest on one is decided where something is handed over.

use access::{Action, Disclosed, Facts, RecordKind, Sealed, record::ConsentLine};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, RuleBroken,
    consent::{Consent, ConsentCover, Given, Guardians, LONGEST, Scope, Statement, Young},
    person::Identity,
    unit::{SecrecyRegime, Unit},
};
use uuid::Uuid;

use crate::{
    Desk, Fault,
    concerns::{Queue, next},
    desk::Kept,
    once::Once,
    ports::{ConsentWrite, FormUse, Page, Reads, SealedGroups, StoreFault, Write},
    question::{Asked, Listed, Question, Reading},
};

/// A yes, as somebody has heard it.
#[derive(Clone)]
pub struct NewConsent {
    /// The form that it was written in.
    pub form: Uuid,
    /// Who it is about.
    pub about: Identity,
    /// Protected personal data.
    pub protected: bool,
    /// Which unit may receive.
    pub to: Id<Unit>,
    /// What it may receive.
    pub scopes: Vec<Scope>,
    /// Who said yes, by name.
    pub said_by: String,
    /// What the guardians said.
    pub guardians: Guardians,
    /// What the young person said.
    pub young: Young,
    /// How.
    pub given: Given,
    /// When.
    pub from: LegalDay,
    /// The last day.
    pub until: LegalDay,
    /// The family was told that the same secrecy does not apply at the receiver.
    pub told: bool,
}

/// The consents that the own unit has noted.
pub struct OurConsents {
    /// Which part of the list.
    pub page: Page,
}

#[async_trait]
impl Question for OurConsents {
    type Answer = (Listed<ConsentLine>, Vec<Unit>);

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let unit = reading.actor.duty.unit.clone();
        let place = reading.decide_facts::<Queue>(Action::ConsentsOpen, Facts::of_unit(&unit, false), &[]);
        let rows = reading.tx.consents(unit.id, self.page).await?;
        let next = next(&rows, self.page, |cover| (cover.noted, cover.id.uuid()));
        let units = reading.tx.units().await?;
        let Asked { slip, settle } = reading.list(place, Action::ConsentList, rows, next);
        Ok(Asked { slip, settle: Box::new(move |stamp, keys| Ok((settle(stamp, keys)?, units))) })
    }
}

/// One consent, whole, and the unit that it names.
pub struct OneConsent(pub Id<Consent>);

#[async_trait]
impl Question for OneConsent {
    type Answer = (Disclosed<Consent>, Option<Unit>);

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let sealed = reading.tx.consent(self.0).await?;
        let to = sealed.as_ref().map(|sealed| sealed.cover().to);
        let to = reading.tx.units().await?.into_iter().find(|unit| Some(unit.id) == to);
        let Asked { slip, settle } = reading.one(Action::ConsentShow, self.0.uuid(), sealed);
        Ok(Asked { slip, settle: Box::new(move |stamp, keys| Ok((settle(stamp, keys)?, to))) })
    }
}

#[async_trait]
impl Kept for Consent {
    async fn load(tx: &mut (dyn Reads + '_), id: Uuid) -> Result<Option<Sealed<Self>>, StoreFault> {
        tx.consent(id.into()).await
    }
}

impl Desk {
    /// The units that something can be handed over to: all but the own.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store fails.
    pub async fn other_units(&self) -> Result<Vec<Unit>, Fault> {
        let own = self.card().duty.unit.id;
        let units = self.reading().await?.tx.units().await?;
        Ok(units.into_iter().filter(|unit| unit.id != own).collect())
    }

    /// Whether the reader may do this at the own unit at all. Only a no is recorded: an empty form shows nothing of
    /// anybody.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Unavailable`].
    pub async fn may_at_own_unit(&self, action: Action) -> Result<(), Fault> {
        let facts = Facts::of_unit(&self.card().duty.unit, false);
        let (slip, pending) = self.reading().await?.decide_facts::<Queue>(action, facts, &[]);
        if slip.allows() {
            return Ok(());
        }
        let stamp = self.office().writer.record(slip).await?;
        pending.settle(&stamp).map(|_| ()).map_err(Fault::from)
    }

    /// Notes a consent at the own unit. Returns its id.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when not everybody who decides has said yes, when it runs too long, or
    /// when the family was not told, [`Fault::Unavailable`].
    pub async fn note_consent(&self, new: NewConsent) -> Result<Id<Consent>, Fault> {
        let to = self.other_units().await?.into_iter().find(|unit| unit.id == new.to);
        let to = to.ok_or(RuleBroken::NoBasis)?;
        let form = new.form;
        let (cover, groups) = self.noted(&new, &to)?;
        let unit = &self.card().duty.unit;
        let (slip, pending) = self.reading().await?.decide_facts::<Queue>(
            Action::ConsentNote,
            Facts::of_unit(unit, false),
            &[],
        );
        let slip = slip.noting("to", to.id.to_string());
        let used = self.form_use(&new.about, cover.id.uuid());
        let once = Once::new(form, used, vec![Write::Consent(ConsentWrite::New(cover, groups))]);
        let (stamp, applied) = self.office().writer.change(slip, Box::new(once)).await?;
        let _permit = pending.settle(&stamp)?;
        applied?.map(Id::from).ok_or(Fault::Unavailable)
    }

    /// Withdraws a consent: from the next request on nothing rests on it.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when it was withdrawn before, [`Fault::Unavailable`].
    pub async fn withdraw_consent(&self, id: Id<Consent>) -> Result<(), Fault> {
        let at = self.occasion().now;
        self.change(id, Action::ConsentWithdraw, move |cover: ConsentCover| {
            Ok(vec![Write::Consent(ConsentWrite::Changed(cover.withdraw(at)?))])
        })
        .await
    }

    /// A consent judged and sealed, ready to be written.
    ///
    /// # Errors
    /// [`Fault::Rule`].
    pub(crate) fn noted(&self, new: &NewConsent, to: &Unit) -> Result<(ConsentCover, SealedGroups), Fault> {
        let today = self.today();
        let age = new.about.number.as_ref().map(|number| number.age_on(today.date()));
        let statement = Statement {
            about: new.about.clone(),
            said_by: new.said_by.clone(),
            guardians: new.guardians,
            young: new.young,
            noted_by: format!("{}, {}", self.card().name, self.card().title),
        };
        statement.carries(age)?;
        if new.scopes.is_empty() || new.until < today || today < new.from {
            return Err(RuleBroken::ConsentEnded.into());
        }
        if new.until.date() > today.date() + LONGEST {
            return Err(RuleBroken::ConsentTooLong.into());
        }
        if to.regime == SecrecyRegime::None && !new.told {
            return Err(RuleBroken::NotTold.into());
        }
        let groups = self.seal_consent(&statement)?;
        Ok((self.consent_cover(new, groups.0), groups.1))
    }

    fn consent_cover(&self, new: &NewConsent, id: Id<Consent>) -> ConsentCover {
        let unit = &self.card().duty.unit;
        let keys = self.office().keys();
        let token = new.about.number.as_ref().map(|number| keys.person_token(unit.authority.id, number));
        ConsentCover {
            id,
            authority: unit.authority.id,
            unit: unit.id,
            token,
            protected: new.protected,
            to: new.to,
            scopes: new.scopes.clone(),
            given: new.given,
            from: new.from,
            until: new.until,
            withdrawn: None,
            noted_by: self.signature(),
            noted: self.occasion().now,
            version: 1,
        }
    }

    fn seal_consent(&self, statement: &Statement) -> Result<(Id<Consent>, SealedGroups), Fault> {
        let keys = self.office().keys();
        let id = Id::<Consent>::from_random(keys.chance().bytes());
        let key = keys.new_record(RecordKind::Consent, id.uuid());
        let sealed = || -> Result<SealedGroups, access::crypto::DoesNotOpen> {
            let line = Some(key.seal::<ConsentLine>(&statement.about.name)?);
            Ok(SealedGroups { line, body: key.seal::<Consent>(statement)?, key: key.wrapped() })
        };
        Ok((id, sealed().map_err(|_| access::keys::OpenFault::Damaged)?))
    }

    /// That a form was used, with a keyed digest of what it said.
    pub(crate) fn form_use(&self, content: &impl serde::Serialize, record: Uuid) -> FormUse {
        let digest = self.office().keys().tag("form", &serde_json::to_vec(content).unwrap_or_default());
        FormUse { account: self.signature(), digest, record, at: self.occasion().now }
    }
}
