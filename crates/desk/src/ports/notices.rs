//! Where units hear that there is something new to do.

use async_trait::async_trait;
use domain::{Id, Timestamp, unit::Unit};

use super::StoreFault;

/// A unit's mailbox: of an office, never of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Its address.
    pub address: String,
    /// When it was last told.
    pub noticed: Option<Timestamp>,
}

/// Where units hear that there is something new to do.
#[async_trait]
pub trait NoticeReads: Send {
    /// The mailbox of a unit.
    async fn mailbox(&mut self, unit: Id<Unit>) -> Result<Option<Mailbox>, StoreFault>;
}

/// What can be written about notices.
pub enum NoticeWrite {
    /// The address of a unit's mailbox.
    Mailbox(Id<Unit>, String),
    /// The unit has none any more.
    NoMailbox(Id<Unit>),
    /// It was told.
    Noticed(Id<Unit>, Timestamp),
}
