//! Outreach meetings, at the police unit and at the receiver.

use access::{Sealed, record::OutreachLine};
use async_trait::async_trait;
use domain::{
    Id,
    duty::Account,
    outreach::{Outreach, OutreachCover},
    unit::Unit,
};

use super::{Page, SealedGroups, StoreFault};

/// Outreach meetings, at the police unit and at the receiver.
#[async_trait]
pub trait OutreachReads: Send {
    /// A meeting, on either side.
    async fn outreach(&mut self, id: Id<Outreach>) -> Result<Option<Sealed<Outreach>>, StoreFault>;
    /// The meetings of an author, newest first: the own records, or the receipts of those that left, which hold
    /// nothing that opens.
    async fn meetings(
        &mut self,
        author: Id<Account>,
        left: bool,
        page: Page,
    ) -> Result<Vec<Sealed<OutreachLine>>, StoreFault>;
    /// The notifications that a unit has received, waiting or handled, oldest first.
    async fn notices(
        &mut self,
        unit: Id<Unit>,
        handled: bool,
        page: Page,
    ) -> Result<Vec<Sealed<OutreachLine>>, StoreFault>;
}

/// What can be written about outreach meetings.
pub enum OutreachWrite {
    /// A meeting, own or received.
    New(OutreachCover, SealedGroups),
    /// A meeting after a change, sealed anew under a key of its own.
    Rewritten(OutreachCover, SealedGroups),
    /// A receipt: the content and its key are destroyed with this write.
    Emptied(OutreachCover),
}
