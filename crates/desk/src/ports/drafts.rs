//! Drafts of concerns.

use access::Sealed;
use async_trait::async_trait;
use domain::{
    Id, Timestamp,
    draft::{Draft, DraftCover},
    duty::Account,
};

use super::{SealedGroups, StoreFault};

/// Drafts of concerns.
#[async_trait]
pub trait DraftReads: Send {
    /// A draft.
    async fn draft(&mut self, id: Id<Draft>) -> Result<Option<Sealed<Draft>>, StoreFault>;
    /// The drafts of somebody, the last saved first.
    async fn drafts(&mut self, author: Id<Account>) -> Result<Vec<Sealed<Draft>>, StoreFault>;
    /// How many drafts were last saved before an instant.
    async fn drafts_before(&mut self, at: Timestamp) -> Result<i64, StoreFault>;
}

/// What can be written about drafts.
pub enum DraftWrite {
    /// A draft, new.
    New(DraftCover, SealedGroups),
    /// A draft's content anew, under a new key: the old ones are gone with it.
    Rewritten(DraftCover, SealedGroups),
    /// A draft of this author is thrown away; of another, or of none, nothing is.
    Gone(Id<Draft>, Id<Account>),
    /// Every draft that was last saved before an instant is thrown away.
    Before(Timestamp),
}
