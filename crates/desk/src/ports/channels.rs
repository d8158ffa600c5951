//! What was done as it stands written down, the channels that a publication was told in, and agreements on cooperation.

use async_trait::async_trait;
use domain::{
    Id, Timestamp,
    promise::{
        activity::Activity, agreement::Agreement, period::Period, publication::Publication, standing::Noted,
    },
    unit::Unit,
};

use super::StoreFault;

/// Something that was done, as it stands written down. Who wrote it is a unit and a function.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: Id<Activity>,
    /// What was done, and for which row.
    pub noted: Noted,
    /// The unit that wrote it, and may put it right; nobody of what was written before units were noted.
    pub unit: Option<Id<Unit>>,
    /// By whom, as a function.
    pub by: Option<String>,
    /// When it was written.
    pub at: Option<Timestamp>,
    /// The publication that was told of, where it is about one.
    pub publication: Option<Id<Publication>>,
    /// Whether it was struck out as a mistake; then it counts nowhere.
    pub is_struck: bool,
    /// Counts the changes.
    pub version: i64,
}

/// What was written down, read.
#[async_trait]
pub trait ChannelReads: Send {
    /// Everything but evenings that was done in a period, by day, also what was struck out.
    async fn entries(&mut self, period: Period) -> Result<Vec<Entry>, StoreFault>;
    /// One of them.
    async fn entry(&mut self, id: Id<Activity>) -> Result<Option<Entry>, StoreFault>;
    /// The last publication of a promise by its id, and what was told of it in which channel.
    async fn told(&mut self, promise: &str) -> Result<Option<(Id<Publication>, Vec<Entry>)>, StoreFault>;
    /// All agreements, the newest first.
    async fn agreements(&mut self) -> Result<Vec<Agreement>, StoreFault>;
}
