//! Handing in a concern: the one act that is never stopped by what the sender may otherwise see.
//!
//! A concern is a disclosure: the sender's own report, the receiver's frozen copy on a cover of its own with the
//! receiver's own token for the person, and the handing over that links them, in one commit. Known and unknown
//! children cost the same work: nothing here looks whether anybody knows the child.

use access::{Action, Facts, KeyRing, RecordKind, record::ConcernLine};
use domain::{
    Id, RuleBroken,
    concern::{
        Concern, ConcernCover, GuardiansKnow, Handling, RegistryNumber, Report, Reporter, SealedReporter,
        Side, Source, Stage,
    },
    disclosure::{Disclosure, Field},
    draft::Draft,
    law::Basis,
    outreach::AgeBand,
    person::Identity,
    unit::Unit,
};
use uuid::Uuid;

use crate::{
    Desk, Fault,
    once::Once,
    ports::{DraftWrite, FormUse, IntakeWrite, SealedGroups, Write},
};

/// The legal basis of a concern.
pub const BASIS: &str = "concern-report";

/// What a reporter has written.
#[derive(Clone)]
pub struct NewConcern {
    /// The form that it was written in: a double submit makes one concern.
    pub form: Uuid,
    /// Who it is about.
    pub about: Identity,
    /// Own observation.
    pub observed: String,
    /// What others told.
    pub hearsay: Option<String>,
    /// Own judgement.
    pub judgement: Option<String>,
    /// Whether the guardians know.
    pub guardians: GuardiansKnow,
    /// The reporter knows of protected personal data.
    pub protected: bool,
    /// The reporter asks to hear whether an investigation is opened.
    pub feedback: bool,
    /// There is danger for the reporter if it becomes known who reported.
    pub danger: bool,
}

/// What will leave, to whom and on what, exactly as it will.
pub struct Outgoing {
    /// Every word that leaves.
    pub report: Report,
    /// The receiving unit.
    pub to: Unit,
    /// The provision in its wording of the day.
    pub basis: Basis,
}

/// What the reporter ticked, which stands on the covers.
#[derive(Clone, Copy)]
pub(crate) struct Said {
    pub(crate) protected: bool,
    pub(crate) feedback: bool,
    pub(crate) danger: bool,
}

/// The addressee of a concern, as the thing that is decided about.
pub enum Addressee {}

impl Desk {
    /// Whether the reader may hand in concerns at all. Only a no is recorded: the empty form shows nothing of
    /// anybody, and it has to open also when nothing can be recorded.
    ///
    /// # Errors
    /// [`Fault::Refused`] for a role that hands in no concerns, [`Fault::Unavailable`].
    pub async fn may_send(&self) -> Result<(), Fault> {
        let to = self.intake().await?.ok_or(RuleBroken::NoBasis)?;
        let facts = Facts::of_unit(&to, self.basis_to(&to).is_some());
        let (slip, pending) =
            self.reading().await?.decide_facts::<Addressee>(Action::ConcernSend, facts, &[]);
        if slip.allows() {
            return Ok(());
        }
        let stamp = self.office().writer.record(slip).await?;
        pending.settle(&stamp).map(|_| ()).map_err(Fault::from)
    }

    /// What would leave. Nothing is stored and nobody's record is looked at: all of it came in with the request.
    ///
    /// # Errors
    /// [`Fault::Rule`] when no unit receives concerns or no provision in force covers the reader's agency.
    pub async fn outgoing(&self, new: NewConcern) -> Result<Outgoing, Fault> {
        let to = self.intake().await?.ok_or(RuleBroken::NoBasis)?;
        let basis = self.basis_to(&to).cloned().ok_or(RuleBroken::NoBasis)?;
        let reporter = self.reporter();
        let NewConcern { about, observed, hearsay, judgement, guardians, .. } = new;
        Ok(Outgoing {
            report: Report { about, observed, hearsay, judgement, guardians, reporter: Some(reporter) },
            to,
            basis,
        })
    }

    /// Hands a concern in. Returns the id of the own report, whose receipt can be shown.
    ///
    /// # Errors
    /// [`Fault::Refused`] when the role hands in no concerns, [`Fault::Rule`] when the form was used for
    /// something else, [`Fault::Unavailable`] when it could not be written; then it was not sent.
    pub async fn send(&self, new: NewConcern) -> Result<Id<Concern>, Fault> {
        self.send_from(None, new).await
    }

    /// Hands a concern in that was written from an own draft: with the same commit the draft is gone.
    ///
    /// # Errors
    /// Those of [`Desk::send`].
    pub async fn send_from(&self, draft: Option<Id<Draft>>, new: NewConcern) -> Result<Id<Concern>, Fault> {
        let NewConcern { form, protected, feedback, danger, .. } = new;
        let said = Said { protected, feedback, danger };
        if self.intake().await?.is_none_or(|to| self.basis_to(&to).is_none()) {
            // Without a provision the gate says no, and that is recorded; the work's own rule says why.
            self.may_send().await?;
            return Err(RuleBroken::NoBasis.into());
        }
        let outgoing = self.outgoing(new).await?;
        let reading = self.reading().await?;
        let facts = Facts::of_unit(&outgoing.to, true);
        let (slip, pending) = reading.decide_facts::<Addressee>(Action::ConcernSend, facts, &[]);
        let slip = slip
            .on_basis(outgoing.basis.version())
            .noting("fields", words(&fields(&outgoing.report)))
            .noting("to", outgoing.to.id.to_string());
        let slip = draft.into_iter().fold(slip, |slip, draft| slip.noting("draft", draft.to_string()));
        drop(reading);
        // Somebody else's draft is not touched, and whether it was there is told to nobody.
        let gone = draft.map(|draft| Write::Draft(DraftWrite::Gone(draft, self.signature())));
        let change = self.handover(form, said, &outgoing, gone)?;
        let (stamp, applied) = self.office().writer.change(slip, Box::new(change)).await?;
        let _permit = pending.settle(&stamp)?;
        let sent = applied?.map(Id::from).ok_or(Fault::Unavailable)?;
        self.office().bell().ring(outgoing.to.id);
        Ok(sent)
    }

    /// The unit that receives concerns, and whom to ring there.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store fails.
    pub async fn intake(&self) -> Result<Option<Unit>, Fault> {
        self.office().intake().await
    }

    /// Who reports, in service.
    pub(crate) fn reporter(&self) -> Reporter {
        let card = self.card();
        let function = format!("{}, {}, {}", card.title, card.duty.unit.authority.name, card.duty.unit.name);
        Reporter { name: card.name.clone(), function, phone: card.phone.clone() }
    }

    fn basis_to(&self, to: &Unit) -> Option<&Basis> {
        let from = self.card().duty.unit.authority.agency;
        let basis = self.office().law().basis(BASIS, self.today())?;
        basis.carries(from, to.authority.agency).then_some(basis)
    }

    fn handover(
        &self,
        form: Uuid,
        said: Said,
        outgoing: &Outgoing,
        also: Option<Write>,
    ) -> Result<Once, Fault> {
        let dnr = RegistryNumber::from_random(self.today(), self.office().keys().chance().bytes());
        let Sides { sent, mut writes, .. } = self.sides(&dnr, said, outgoing, &outgoing.report)?;
        let content = serde_json::to_vec(&(&outgoing.report, said.feedback, said.danger)).unwrap_or_default();
        let digest = self.office().keys().tag("concern", &content);
        let (account, at) = (self.signature(), self.occasion().now);
        let used = FormUse { account, digest, record: sent.uuid(), at };
        writes.extend(also);
        Ok(Once::new(form, used, writes))
    }

    /// The handing over and its two sides; `kept` is what the sender keeps of it.
    pub(crate) fn sides(
        &self,
        dnr: &RegistryNumber,
        said: Said,
        outgoing: &Outgoing,
        kept: &Report,
    ) -> Result<Sides, Fault> {
        let unit = &self.card().duty.unit;
        let disclosure = self.disclosed(&outgoing.to, &outgoing.basis, fields(&outgoing.report));
        let source = Source::InService { reporter: disclosure.released_by, from: unit.authority.agency };
        let own = NewSide { side: Side::Sent, unit, disclosure: &disclosure, dnr, said, source };
        let sent = own.cover(self.office().keys(), kept);
        let source = if said.danger { Source::SealedApart } else { source };
        let theirs = NewSide { side: Side::Received, unit: &outgoing.to, source, ..own };
        let received = theirs.cover(self.office().keys(), &outgoing.report);
        let id = sent.id;
        let mut writes = vec![Write::Disclosure(disclosure.clone())];
        writes.extend(self.written(sent, kept)?);
        writes.extend(self.written(received, &outgoing.report)?);
        Ok(Sides { disclosure, sent: id, writes })
    }

    /// A new concern, sealed with a key of its own; where its reporter is sealed apart, in two records.
    pub(crate) fn written(&self, cover: ConcernCover, report: &Report) -> Result<Vec<Write>, Fault> {
        let apart = match (cover.source, &report.reporter) {
            (Source::SealedApart, Some(reporter)) => {
                let groups = self.seal_apart(cover.id, reporter)?;
                Some(Write::Intake(IntakeWrite::Reporter(cover.id, groups)))
            }
            _ => None,
        };
        let groups = self.seal_report(&cover, report)?;
        Ok([Write::Concern(cover, groups)].into_iter().chain(apart).collect())
    }

    /// A report under a new key, without the reporter where the cover has none.
    pub(crate) fn seal_report(&self, cover: &ConcernCover, report: &Report) -> Result<SealedGroups, Fault> {
        let reporter = report.reporter.clone().filter(|_| cover.source != Source::SealedApart);
        let report = Report { reporter, ..report.clone() };
        let key = self.office().keys().new_record(RecordKind::Concern, cover.id.uuid());
        let sealed = || -> Result<SealedGroups, access::crypto::DoesNotOpen> {
            let line = Some(key.seal::<ConcernLine>(&report.about)?);
            Ok(SealedGroups { line, body: key.seal::<Concern>(&report)?, key: key.wrapped() })
        };
        sealed().map_err(|_| access::keys::OpenFault::Damaged.into())
    }

    /// Who reported, under a key of its own.
    pub(crate) fn seal_apart(&self, id: Id<Concern>, reporter: &Reporter) -> Result<SealedGroups, Fault> {
        let key = self.office().keys().new_record(RecordKind::Reporter, id.uuid());
        let body = key.seal::<SealedReporter>(reporter).map_err(|_| access::keys::OpenFault::Damaged)?;
        Ok(SealedGroups { line: None, body, key: key.wrapped() })
    }

    /// A handing over by whoever stands here, now.
    pub(crate) fn disclosed(&self, to: &Unit, basis: &Basis, fields: Vec<Field>) -> Disclosure {
        let duty = &self.card().duty;
        Disclosure {
            id: Id::from_random(self.office().keys().chance().bytes()),
            released_by: duty.account,
            duty: duty.id,
            from: duty.unit.id,
            to: to.id,
            basis: basis.version(),
            day: self.today(),
            fields,
            at: self.occasion().now,
        }
    }
}

/// One side of a handing over, before it is sealed.
#[derive(Clone, Copy)]
pub(crate) struct NewSide<'a> {
    pub(crate) side: Side,
    pub(crate) unit: &'a Unit,
    pub(crate) disclosure: &'a Disclosure,
    pub(crate) dnr: &'a RegistryNumber,
    pub(crate) said: Said,
    pub(crate) source: Source,
}

impl NewSide<'_> {
    /// The age on the day of receipt, for the receiver to count.
    fn age(&self, report: &Report) -> Option<AgeBand> {
        let number = report.about.number.as_ref().filter(|_| self.side == Side::Received)?;
        Some(AgeBand::of_age(number.age_on(self.disclosure.day.date())))
    }

    /// A cover of its own, with this authority's token for the person.
    pub(crate) fn cover(&self, keys: &KeyRing, report: &Report) -> ConcernCover {
        let Self { side, unit, disclosure, said, source, .. } = *self;
        ConcernCover {
            id: Id::<Concern>::from_random(keys.chance().bytes()),
            side,
            authority: unit.authority.id,
            unit: unit.id,
            dnr: self.dnr.clone(),
            disclosure: disclosure.id,
            source,
            token: report.about.number.as_ref().map(|number| keys.person_token(unit.authority.id, number)),
            age: self.age(report),
            person: None,
            protected: said.protected,
            guardians_must_not_know: report.guardians == GuardiansKnow::MustNot,
            feedback_asked: said.feedback,
            told: None,
            handling: Handling::default(),
            handed_over: disclosure.at,
            received_on: disclosure.day,
            stage: Stage::Received,
            version: 1,
        }
    }
}

/// Which fields leave.
pub fn fields(report: &Report) -> Vec<Field> {
    Field::ALL
        .into_iter()
        .filter(|field| match field {
            Field::Number => report.about.number.is_some(),
            Field::Hearsay => report.hearsay.is_some(),
            Field::Judgement => report.judgement.is_some(),
            Field::Name | Field::Observed | Field::Guardians | Field::Reporter => true,
            Field::Opening | Field::Meeting | Field::Request | Field::Background => false,
        })
        .collect()
}

pub(crate) fn words(fields: &[Field]) -> String {
    fields.iter().map(|field| field.word()).collect::<Vec<_>>().join(" ")
}

/// The handing over, the id of the sender's side, and what is written of both.
pub(crate) struct Sides {
    pub(crate) disclosure: Disclosure,
    pub(crate) sent: Id<Concern>,
    pub(crate) writes: Vec<Write>,
}
