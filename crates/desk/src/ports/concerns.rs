//! Concerns on either side, what was judged about them, and the handings over.

use access::{Sealed, record::ConcernLine};
use async_trait::async_trait;
use domain::{
    Id,
    assessment::Assessment,
    concern::Concern,
    disclosure::Disclosure,
    duty::Account,
    person::{PersonCover, PersonToken},
    unit::{Authority, Unit},
};

use super::{Page, StoreFault};

/// Concerns on either side, what was judged about them, and the handings over.
#[async_trait]
pub trait ConcernReads: Send {
    /// A concern, on either side.
    async fn concern(&mut self, id: Id<Concern>) -> Result<Option<Sealed<Concern>>, StoreFault>;
    /// The concerns received by a unit that wait for a decision or an answer to the reporter, or those that do not,
    /// oldest first.
    async fn received(
        &mut self,
        unit: Id<Unit>,
        decided: bool,
        page: Page,
    ) -> Result<Vec<Sealed<ConcernLine>>, StoreFault>;
    /// The concerns that an account has sent, newest first.
    async fn sent(
        &mut self,
        reporter: Id<Account>,
        page: Page,
    ) -> Result<Vec<Sealed<ConcernLine>>, StoreFault>;
    /// What was judged about a concern, oldest first.
    async fn assessments(&mut self, concern: Id<Concern>) -> Result<Vec<Sealed<Assessment>>, StoreFault>;
    /// A handing over.
    async fn disclosure(&mut self, id: Id<Disclosure>) -> Result<Option<Disclosure>, StoreFault>;
    /// A person's row in an authority's own register.
    async fn person_known(
        &mut self,
        authority: Id<Authority>,
        token: PersonToken,
    ) -> Result<Option<PersonCover>, StoreFault>;
}
