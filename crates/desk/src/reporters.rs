//! Reporters who are sealed apart: a private person whose report intake writes down, anybody for whom danger is
//! recorded, and the act of opening who it was.
//!
//! Everybody at the unit reads the same concern, whoever reported it: that there is a record beside it is all there
//! is to know. Only whoever is responsible opens it, with a reason, and that reading is always reviewed.

use access::{Action, Disclosed, Facts};
use async_trait::async_trait;
use domain::{
    Id, RuleBroken,
    concern::{
        Concern, GuardiansKnow, Handling, RegistryNumber, Report, Reporter, SealedReporter, Side, Source,
        Unassigned, UnsealReason,
    },
    person::Identity,
    unit::Unit,
};
use uuid::Uuid;

use crate::{
    Desk, Fault,
    concerns::{Queue, ReceivedConcern},
    handover::{NewSide, Said, fields},
    intake::is_unasked,
    once::Once,
    ports::{FormUse, IntakeWrite, Write},
    question::{Asked, Question, Reading},
};

/// The provision that a board's own writing down rests on.
const OWN_TASK: &str = "own-task";

/// Who reported a concern, for a reason that stands in the log.
pub struct ReporterOf(pub Id<Concern>, pub UnsealReason);

#[async_trait]
impl Question for ReporterOf {
    type Answer = Disclosed<SealedReporter>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let Self(id, reason) = self;
        let mut sealed = reading.tx.reporter(id).await?;
        // Who reported tells whose family it is: that question comes first here too.
        if let Some(found) = &sealed
            && is_unasked(reading, found.cover()).await?
        {
            sealed = None;
        }
        let asked = reading.one(Action::ReporterShow, id.uuid(), sealed);
        let slip = asked.slip.map(|slip| slip.noting("reason", reason.word().to_owned()));
        Ok(Asked { slip, ..asked })
    }
}

/// What a private person has told intake.
#[derive(Clone)]
pub struct Told {
    /// The form that it was written in: a double submit makes one concern.
    pub form: Uuid,
    /// Who told it; what they did not say is empty.
    pub by: Reporter,
    /// Who it is about.
    pub about: Identity,
    /// What they told.
    pub observed: String,
    /// Whether the guardians know.
    pub guardians: GuardiansKnow,
    /// Protected personal data.
    pub protected: bool,
}

/// A report that was written down.
pub struct Registered {
    /// The received concern.
    pub id: Id<Concern>,
    /// Whether whoever wrote it down is responsible for it; somebody who knows the family, or may not handle
    /// protected persons, is not.
    pub is_mine: bool,
}

impl Desk {
    /// Whether the reader may write private persons' reports down. Only a no is recorded: the empty form shows nothing
    /// of anybody.
    ///
    /// # Errors
    /// [`Fault::Refused`] for anybody but intake, [`Fault::Unavailable`].
    pub async fn may_register(&self) -> Result<(), Fault> {
        let facts = Facts::of_unit(&self.card().duty.unit, false);
        let (slip, pending) =
            self.reading().await?.decide_facts::<Queue>(Action::ConcernRegister, facts, &[]);
        if slip.allows() {
            return Ok(());
        }
        let stamp = self.office().writer.record(slip).await?;
        pending.settle(&stamp).map(|_| ()).map_err(Fault::from)
    }

    /// Writes down what a private person has told, with who told it sealed apart.
    ///
    /// # Errors
    /// [`Fault::Refused`] for anybody but intake, [`Fault::Rule`] when the form was used for something else,
    /// [`Fault::Unavailable`].
    pub async fn register(&self, told: Told) -> Result<Registered, Fault> {
        let unit = self.card().duty.unit.clone();
        let mut reading = self.reading().await?;
        let (slip, pending) =
            reading.decide_facts::<Queue>(Action::ConcernRegister, Facts::of_unit(&unit, false), &[]);
        let handling = self.first_handling(&mut reading, &told).await?;
        drop(reading);
        let is_mine = handling.responsible.is_some();
        let (once, basis) = self.taken_down(&unit, told, handling)?;
        let slip = slip.on_basis(basis);
        let (stamp, applied) = self.office().writer.change(slip, Box::new(once)).await?;
        let _permit = pending.settle(&stamp)?;
        let id = applied?.map(Id::from).ok_or(Fault::Unavailable)?;
        self.office().bell().ring(unit.id);
        Ok(Registered { id, is_mine })
    }

    /// Whoever took the report down is responsible, unless they must not read it: then somebody has to assign it.
    async fn first_handling(&self, reading: &mut Reading<'_>, told: &Told) -> Result<Handling, Fault> {
        let authority = reading.actor.duty.unit.authority.id;
        let number = told.about.number.as_ref();
        let token = number.map(|number| (authority, self.office().keys().person_token(authority, number)));
        let knows = token.is_some_and(|token| {
            reading.actor.own_tokens.contains(&token) || reading.actor.conflicts.contains(&token)
        });
        // Said now, or known in the register: then a named handler has to find it without anybody responsible.
        let in_register = match token {
            Some((_, token)) => reading.tx.person_known(authority, token).await?,
            None => None,
        };
        let protected = told.protected || in_register.is_some_and(|person| person.protected);
        let may_handle = !protected || reading.actor.duty.handles_protected;
        Ok(Handling {
            responsible: (!knows && may_handle).then_some(reading.actor.account),
            unassigned: knows.then_some(Unassigned::Conflict),
            ..Handling::default()
        })
    }

    /// Everything that is written of it, and the provision that the writing rests on.
    fn taken_down(&self, unit: &Unit, told: Told, handling: Handling) -> Result<(Once, String), Fault> {
        let Told { form, by, about, observed, guardians, protected } = told;
        let reporter = Some(by);
        let report = Report { about, observed, hearsay: None, judgement: None, guardians, reporter };
        let keys = self.office().keys();
        let basis = self.office().law().basis(OWN_TASK, self.today()).ok_or(RuleBroken::NoBasis)?;
        let disclosure = self.disclosed(unit, basis, fields(&report));
        let side = NewSide {
            side: Side::Received,
            unit,
            disclosure: &disclosure,
            dnr: &RegistryNumber::from_random(self.today(), keys.chance().bytes()),
            said: Said { protected, feedback: false, danger: true },
            source: Source::SealedApart,
        };
        let mut cover = side.cover(keys, &report);
        cover.handling = handling;
        let (account, at, record) = (self.signature(), self.occasion().now, cover.id.uuid());
        let content = serde_json::to_vec(&(&report, protected)).unwrap_or_default();
        let used = FormUse { account, digest: keys.tag("concern told", &content), record, at };
        let mut writes = vec![Write::Disclosure(disclosure)];
        writes.extend(self.written(cover, &report)?);
        Ok((Once::new(form, used, writes), basis.version()))
    }

    /// Records danger for the reporter of a concern: who it was leaves the concern and is sealed apart. `without_origin`
    /// takes out of the text what the program itself has put there about where it came from.
    ///
    /// # Errors
    /// [`Fault::Refused`] for anybody but whoever is responsible, [`Fault::Rule`] when it was done already or the
    /// concern was changed meanwhile, [`Fault::Unavailable`].
    pub async fn seal_reporter(
        &self,
        id: Id<Concern>,
        without_origin: impl FnOnce(&str) -> String + Send,
    ) -> Result<(), Fault> {
        let concern = self.show(ReceivedConcern(id)).await?;
        let (cover, report) = (concern.cover(), concern.body());
        let shown = cover.version;
        let parts = match (&report.reporter, cover.clone().seal_reporter(shown)) {
            (Some(reporter), Ok(after)) => {
                let report = Report { observed: without_origin(&report.observed), ..report.clone() };
                Some((self.seal_report(&after, &report)?, self.seal_apart(id, reporter)?))
            }
            _ => None,
        };
        self.change(id, Action::ReporterSeal, move |cover| {
            let (without, apart) = parts.ok_or(RuleBroken::ChangedMeanwhile)?;
            let cover = Box::new(cover.seal_reporter(shown)?);
            Ok(vec![Write::Intake(IntakeWrite::ReporterSealed(cover, without, apart))])
        })
        .await
    }
}
