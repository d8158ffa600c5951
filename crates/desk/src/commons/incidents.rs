//! What is reported to the situation picture: incidents and phenomena, by many functions, and what they add up to.
//!
//! The form brings the id of what it makes, so that a form sent twice makes one thing.

use access::{Action, Facts};
use async_trait::async_trait;
use domain::{
    Id, RuleBroken,
    promise::{Unfit, period::Period},
    situation::{Area, DayCount, Function, Incident, Phenomenon, incident::Noticed},
    unit::Unit,
};

use super::Commons;
use crate::{
    Fault,
    ports::{
        AreaRow, CommonsWrite, IncidentReads, IncidentWrite, Reported, StoreFault, Whose, Write, Writes,
    },
    writer::{Applied, Change},
};

/// A list shows so many reports of a kind.
const ROWS: u32 = 200;

/// What was reported over some days.
pub struct Inventory {
    /// The areas, by name.
    pub areas: Vec<AreaRow>,
    /// The incidents, the latest first.
    pub incidents: Vec<Reported<Incident>>,
    /// The phenomena, the latest first.
    pub phenomena: Vec<Reported<Phenomenon>>,
}

/// What is taken back.
#[derive(Debug, Clone, Copy)]
pub enum Withdrawn {
    /// An incident.
    Incident(Id<Incident>),
    /// A phenomenon.
    Phenomenon(Id<Phenomenon>),
}

impl Commons {
    /// The areas, for the form of a report. Only a no is recorded: the empty form shows nothing of anybody.
    ///
    /// # Errors
    /// [`Fault::Refused`] for a role that reports nothing, [`Fault::Store`] when the store fails.
    pub async fn areas(&self) -> Result<Vec<AreaRow>, Fault> {
        self.desk.may_at_own_unit(Action::IncidentReport).await?;
        Ok(self.ground().await?.0.areas)
    }

    /// In which function whoever stands here reports.
    pub fn function(&self) -> Function {
        let duty = &self.card().duty;
        Function::of(duty.role, duty.unit.authority.agency)
    }

    /// An id for what a form will make.
    pub fn fresh<T>(&self) -> Id<T> {
        Id::from_random(self.desk.office().keys().chance().bytes())
    }

    /// Reports an incident, in the own function.
    ///
    /// # Errors
    /// [`Fault::Refused`] for a role that reports nothing, [`Fault::Rule`] where the area is none or the form has made
    /// something else, [`Fault::Unavailable`].
    pub async fn report(&self, id: Id<Incident>, incident: Incident) -> Result<(), Fault> {
        let incident = Incident { reported_by: self.function(), ..incident };
        let area = Some(incident.place.area);
        self.reported(id, incident, area).await
    }

    /// Reports a phenomenon, in the own function.
    ///
    /// # Errors
    /// As [`Commons::report`].
    pub async fn notice(&self, id: Id<Phenomenon>, phenomenon: Phenomenon) -> Result<(), Fault> {
        let noticed = Noticed { reported_by: self.function(), ..phenomenon.noticed() };
        let area = noticed.place.map(|place| place.area);
        self.reported(id, Phenomenon::stored(noticed, phenomenon.narrative().clone()), area).await
    }

    async fn reported<T: Kept>(&self, id: Id<T>, what: T, area: Option<Id<Area>>) -> Result<(), Fault> {
        let (ground, _) = self.ground().await?;
        let is_known = area.is_none_or(|area| ground.areas.iter().any(|known| known.id == area));
        let unit = self.own_unit().id;
        let report = Reported { id, unit, link: None, what, is_withdrawn: false };
        let notes = vec![(T::NOTE, id.to_string())];
        let change = Reporting { report: Some(report).filter(|_| is_known) };
        self.desk.act(Action::IncidentReport, Facts::of_unit(self.own_unit(), false), notes, change).await
    }

    /// Takes back what the own unit, or a link that it keeps, has reported by mistake.
    ///
    /// # Errors
    /// [`Fault::Refused`] for a role that reports nothing, [`Fault::Rule`] where the unit has reported nothing of the
    /// kind, [`Fault::Unavailable`].
    pub async fn withdraw(&self, what: Withdrawn) -> Result<(), Fault> {
        let note = match what {
            Withdrawn::Incident(id) => (Incident::NOTE, id.to_string()),
            Withdrawn::Phenomenon(id) => (Phenomenon::NOTE, id.to_string()),
        };
        let change = Withdrawing { what, unit: self.own_unit().id };
        let facts = Facts::of_unit(self.own_unit(), false);
        self.desk.act(Action::IncidentWithdraw, facts, vec![note], change).await
    }

    /// What everybody has reported over some days.
    ///
    /// # Errors
    /// [`Fault::Refused`] for a role that does not see the picture, [`Fault::Unavailable`].
    pub async fn inventory(&self, days: Period) -> Result<Inventory, Fault> {
        self.listed(Action::CommonsOpen, Whose::All, days).await
    }

    /// What the own unit has reported over some days.
    ///
    /// # Errors
    /// [`Fault::Refused`] for a role that reports nothing, [`Fault::Unavailable`].
    pub async fn own_reports(&self, days: Period) -> Result<Inventory, Fault> {
        self.listed(Action::IncidentsOwn, Whose::Unit(self.own_unit().id), days).await
    }

    async fn listed(&self, action: Action, whose: Whose, days: Period) -> Result<Inventory, Fault> {
        let facts = Facts::of_unit(self.own_unit(), false);
        let mut reading = self.desk.reading().await?;
        let (slip, pending) = reading.decide_facts::<Self>(action, facts, &[]);
        let inventory = Inventory {
            areas: reading.tx.ground().await?.areas,
            incidents: reading.tx.incidents(days, whose, ROWS).await?,
            phenomena: reading.tx.phenomena(days, whose, ROWS).await?,
        };
        drop(reading);
        let stamp = self.desk.office().writer.record(slip).await?;
        let _opened = pending.settle(&stamp)?;
        Ok(inventory)
    }

    /// How many incidents of each kind there were on each of some days, and the areas.
    ///
    /// # Errors
    /// [`Fault::Refused`] for a role that does not see the picture, [`Fault::Unavailable`].
    pub async fn incident_counts(&self, days: Period) -> Result<(Vec<DayCount>, Vec<AreaRow>), Fault> {
        let facts = Facts::of_unit(self.own_unit(), false);
        let mut reading = self.desk.reading().await?;
        let (slip, pending) = reading.decide_facts::<Self>(Action::CommonsOpen, facts, &[]);
        let counts = reading.tx.incident_counts(days).await?;
        let areas = reading.tx.ground().await?.areas;
        drop(reading);
        let stamp = self.desk.office().writer.record(slip).await?;
        let _opened = pending.settle(&stamp)?;
        Ok((counts, areas))
    }
}

/// Something that is reported: how it is called in the log, and where it is kept.
#[async_trait]
trait Kept: Clone + PartialEq + Send + Sync + 'static {
    const NOTE: &'static str;
    async fn found(
        tx: &mut (dyn IncidentReads + Send),
        id: Id<Self>,
    ) -> Result<Option<Reported<Self>>, StoreFault>;
    fn written(report: Reported<Self>) -> IncidentWrite;
}

#[async_trait]
impl Kept for Incident {
    const NOTE: &'static str = "incident";

    async fn found(
        tx: &mut (dyn IncidentReads + Send),
        id: Id<Self>,
    ) -> Result<Option<Reported<Self>>, StoreFault> {
        tx.incident(id).await
    }

    fn written(report: Reported<Self>) -> IncidentWrite {
        IncidentWrite::Incident(report)
    }
}

#[async_trait]
impl Kept for Phenomenon {
    const NOTE: &'static str = "phenomenon";

    async fn found(
        tx: &mut (dyn IncidentReads + Send),
        id: Id<Self>,
    ) -> Result<Option<Reported<Self>>, StoreFault> {
        tx.phenomenon(id).await
    }

    fn written(report: Reported<Self>) -> IncidentWrite {
        IncidentWrite::Phenomenon(report)
    }
}

/// A report, kept once; without one, its area is none.
struct Reporting<T> {
    report: Option<Reported<T>>,
}

#[async_trait]
impl<T: Kept> Change for Reporting<T> {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let Some(report) = self.report.clone() else { return Ok(Err(Unfit::Unknown.into())) };
        let id = report.id.uuid();
        if let Some(before) = T::found(tx, report.id).await? {
            let is_same =
                before.unit == report.unit && before.link == report.link && before.what == report.what;
            return Ok(if is_same { Ok(Some(id)) } else { Err(RuleBroken::FormUsed) });
        }
        tx.write(Write::Commons(CommonsWrite::Reports(T::written(report)))).await?;
        Ok(Ok(Some(id)))
    }
}

/// A report of the own unit is taken back; one of another unit is answered as one that is not there.
struct Withdrawing {
    what: Withdrawn,
    unit: Id<Unit>,
}

#[async_trait]
impl Change for Withdrawing {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let (unit, id, write) = match self.what {
            Withdrawn::Incident(id) => {
                let unit = tx.incident(id).await?.map(|one| one.unit);
                (unit, id.uuid(), IncidentWrite::IncidentWithdrawn(id))
            }
            Withdrawn::Phenomenon(id) => {
                let unit = tx.phenomenon(id).await?.map(|one| one.unit);
                (unit, id.uuid(), IncidentWrite::PhenomenonWithdrawn(id))
            }
        };
        if unit != Some(self.unit) {
            return Ok(Err(Unfit::Unknown.into()));
        }
        tx.write(Write::Commons(CommonsWrite::Reports(write))).await?;
        Ok(Ok(Some(id)))
    }
}
