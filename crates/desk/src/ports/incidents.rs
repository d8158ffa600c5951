//! What is reported to the situation picture: incidents and phenomena, by function. No row of it holds a person.

use async_trait::async_trait;
use domain::{
    Id,
    promise::period::Period,
    situation::{DayCount, Incident, Phenomenon},
    unit::Unit,
};
use uuid::Uuid;

use super::StoreFault;

/// Something reported, and where from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported<T> {
    /// Its id.
    pub id: Id<T>,
    /// The unit that it was reported at, or that keeps the link it came through.
    pub unit: Id<Unit>,
    /// The link it came through, where it did.
    pub link: Option<Uuid>,
    /// What was reported.
    pub what: T,
    /// Whether it was taken back. It is then counted nowhere.
    pub is_withdrawn: bool,
}

/// Whose reports are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    All,
    /// Those of a unit, and of the links that it keeps.
    Unit(Id<Unit>),
    /// Those that came through a link.
    Link(Uuid),
}

/// The reports, read.
#[async_trait]
pub trait IncidentReads: Send {
    /// One incident.
    async fn incident(&mut self, id: Id<Incident>) -> Result<Option<Reported<Incident>>, StoreFault>;
    /// One phenomenon.
    async fn phenomenon(&mut self, id: Id<Phenomenon>) -> Result<Option<Reported<Phenomenon>>, StoreFault>;
    /// The incidents of a period, the latest first, at most `limit`.
    async fn incidents(
        &mut self,
        days: Period,
        whose: Whose,
        limit: u32,
    ) -> Result<Vec<Reported<Incident>>, StoreFault>;
    /// The phenomena that were noticed until some day of a period, the latest first, at most `limit`.
    async fn phenomena(
        &mut self,
        days: Period,
        whose: Whose,
        limit: u32,
    ) -> Result<Vec<Reported<Phenomenon>>, StoreFault>;
    /// How many incidents of each kind there were on each day of a period, by day.
    async fn incident_counts(&mut self, days: Period) -> Result<Vec<DayCount>, StoreFault>;
}

/// What can be written about the reports.
pub enum IncidentWrite {
    /// An incident, new.
    Incident(Reported<Incident>),
    /// A phenomenon, new.
    Phenomenon(Reported<Phenomenon>),
    /// An incident is taken back.
    IncidentWithdrawn(Id<Incident>),
    /// A phenomenon is taken back.
    PhenomenonWithdrawn(Id<Phenomenon>),
}
