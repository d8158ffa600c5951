//! What cases and outreach meetings give to the open part: counts of persons, and nothing else. Whoever holds this port
//! can ask how many and cannot ask who.

use async_trait::async_trait;
use domain::promise::{counts::Counts, period::Period};

use super::StoreFault;

/// Persons, counted.
#[async_trait]
pub trait CountReads: Send {
    /// The counts of a period. No record is opened for them, and they come out as [`Counts`], which shows no number but
    /// a published one.
    async fn counts(&mut self, period: Period) -> Result<Counts, StoreFault>;
}
