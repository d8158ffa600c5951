//! Visits that organisations ask for by a public form. How to reach them lies apart and sealed.

use async_trait::async_trait;
use domain::{
    Id,
    promise::{activity::Line, visit::Visit},
};
use time::Date;

use super::StoreFault;

/// A visit, and which organisation asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRow {
    /// The visit.
    pub visit: Visit,
    /// The organisation.
    pub organisation: Line,
}

impl VisitRow {
    /// The number that whoever asked can quote.
    pub fn number(&self) -> String {
        Visit::number(self.visit.id())
    }
}

/// Visits, read.
#[async_trait]
pub trait VisitReads: Send {
    /// All visits that were ever asked for, the oldest first.
    async fn visits(&mut self) -> Result<Vec<VisitRow>, StoreFault>;
    /// How to reach those who ask, sealed, as long as it is kept.
    async fn visit_contacts(&mut self) -> Result<Vec<(Id<Visit>, Vec<u8>)>, StoreFault>;
}

/// What can be written about visits.
pub enum VisitWrite {
    /// A visit that is asked for, and how to reach whoever asks, sealed.
    New(VisitRow, Vec<u8>),
    /// A visit after it was answered. How to reach whoever asked goes with it.
    Answered(Visit),
    /// How to reach those who asked before a day goes, answered or not.
    ContactsBefore(Date),
}
