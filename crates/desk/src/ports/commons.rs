//! The open part: evenings out, what was done for a promise, and what was published. No row of it holds a person.

use async_trait::async_trait;
use domain::{
    Id, Timestamp,
    promise::{
        activity::Activity,
        occasion::{Occasion, Organiser, Outing},
        period::Period,
        publication::Publication,
        standing::Noted,
    },
    situation::{Area, Narrative, Place, picture::Problem},
    unit::Unit,
};
use time::Date;
use uuid::Uuid;

use super::{CountReads, IncidentReads, IncidentWrite, StoreFault};

/// A part of the municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaRow {
    /// Its id.
    pub id: Id<Area>,
    /// Its name.
    pub name: String,
}

/// Who goes out: an association, the field group, the Police.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganiserRow {
    /// Its id.
    pub id: Id<Organiser>,
    /// Its name.
    pub name: String,
    /// What kind of evenings it has.
    pub outing: Outing,
    /// The unit that keeps its evenings.
    pub unit: Id<Unit>,
}

/// A place that the situation picture points out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointedOut {
    /// The problem.
    pub id: Id<Problem>,
    /// Where.
    pub place: Place,
    /// What the problem is.
    pub about: Narrative,
}

/// What the follow-up stands on.
#[derive(Debug, Clone, Default)]
pub struct Ground {
    /// The areas, by name.
    pub areas: Vec<AreaRow>,
    /// The organisers, by name.
    pub organisers: Vec<OrganiserRow>,
    /// The places of the picture, by area.
    pub places: Vec<PointedOut>,
}

/// The open part, read. Of persons it can ask for counts alone ([`CountReads`]).
#[async_trait]
pub trait CommonsReads: CountReads + IncidentReads {
    /// Areas, organisers and places.
    async fn ground(&mut self) -> Result<Ground, StoreFault>;
    /// One evening.
    async fn occasion(&mut self, id: Id<Occasion>) -> Result<Option<Occasion>, StoreFault>;
    /// The evenings that an organiser has on a date.
    async fn evenings_of(&mut self, who: Id<Organiser>, evening: Date) -> Result<Vec<Occasion>, StoreFault>;
    /// All evenings of a period, by evening.
    async fn evenings(&mut self, period: Period) -> Result<Vec<Occasion>, StoreFault>;
    /// Everything else that was done in a period, by day.
    async fn activities(&mut self, period: Period) -> Result<Vec<Noted>, StoreFault>;
    /// What was published last of a promise.
    async fn publication(&mut self, promise: &str) -> Result<Option<Publication>, StoreFault>;
}

/// What can be written about the open part.
pub enum CommonsWrite {
    /// An area, new.
    Area(AreaRow),
    /// An organiser, new.
    Organiser(OrganiserRow),
    /// A place of the picture, new.
    Place(PointedOut),
    /// An evening, new.
    Occasion(Occasion),
    /// An evening after a change; its version is one above what was read.
    OccasionChanged(Occasion),
    /// Something that was done, and the row it was done for.
    Activity(Uuid, Option<String>, Activity),
    /// What is reported to the situation picture.
    Reports(IncidentWrite),
    /// What is published.
    Publication(Uuid, Timestamp, Publication),
}
