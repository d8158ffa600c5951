//! The open part: evenings out, what was done for a promise, and what was published. No row of it holds a person.

use async_trait::async_trait;
use domain::{
    Id, Timestamp,
    promise::{
        agreement::Agreement,
        occasion::{Occasion, Organiser, Outing},
        period::Period,
        publication::Publication,
        standing::Noted,
    },
    situation::{
        Area, Narrative, Place,
        picture::{Priority, Problem},
    },
    unit::Unit,
};
use time::Date;
use uuid::Uuid;

use super::{
    ChannelReads, CountReads, Entry, IncidentReads, IncidentWrite, SituationWrite, StoreFault, VisitReads,
    VisitWrite,
};

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

/// A place that the situation picture points out: a problem of the version in force, at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointedOut {
    /// The problem.
    pub id: Id<Problem>,
    /// Where.
    pub place: Place,
    /// What the problem is.
    pub about: Narrative,
    /// How soon it is to be dealt with.
    pub priority: Priority,
}

/// A problem of the version in force that is no one place's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Widespread {
    /// The problem.
    pub id: Id<Problem>,
    /// What the problem is.
    pub about: Narrative,
    /// How soon it is to be dealt with.
    pub priority: Priority,
}

/// What the follow-up stands on.
#[derive(Debug, Clone, Default)]
pub struct Ground {
    /// The areas, by name.
    pub areas: Vec<AreaRow>,
    /// The organisers, by name.
    pub organisers: Vec<OrganiserRow>,
    /// The places of the picture, in its order: of the version adopted last, or of the first draft until one is.
    pub places: Vec<PointedOut>,
    /// The problems of the same version that are no one place's.
    pub widespread: Vec<Widespread>,
    /// Whether that version was adopted.
    pub is_adopted: bool,
}

impl Ground {
    /// Whether the picture has a problem of this id.
    pub fn has(&self, id: Id<Problem>) -> bool {
        self.places.iter().any(|one| one.id == id) || self.widespread.iter().any(|one| one.id == id)
    }
}

/// The open part, read. Of persons it can ask for counts alone ([`CountReads`]).
#[async_trait]
pub trait CommonsReads: CountReads + IncidentReads + ChannelReads + VisitReads {
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
    /// An evening, new.
    Occasion(Occasion),
    /// An evening after a change; its version is one above what was read.
    OccasionChanged(Occasion),
    /// What belongs to the situation picture.
    Situation(SituationWrite),
    /// What is reported to the situation picture.
    Reports(IncidentWrite),
    /// Something that was done, new.
    Activity(Entry),
    /// Something that was done, put right or struck out; its version is one above what was read.
    EntryChanged(Entry),
    /// An agreement, new.
    Agreement(Agreement),
    /// An agreement that another one has taken the place of.
    AgreementReplaced(Agreement),
    /// What belongs to visits that were asked for.
    Visit(VisitWrite),
    /// What is published.
    Publication(Uuid, Timestamp, Publication),
}
