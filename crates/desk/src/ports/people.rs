//! Who works here: accounts, duties, units.

use std::collections::BTreeSet;

use async_trait::async_trait;
use domain::{
    Id,
    duty::{Account, Duty},
    person::PersonToken,
    unit::{Authority, Unit},
};
use uuid::Uuid;

use super::{AccountRow, Installation, StoreFault};

/// What ties an account to persons: whom it is not to read about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    /// The tokens of the own number.
    pub own: BTreeSet<(Id<Authority>, PersonToken)>,
    /// The persons with whom a conflict of interest is recorded.
    pub conflicts: BTreeSet<(Id<Authority>, PersonToken)>,
    /// The concerns whose family the account knows, where no number says who that is.
    pub closed: BTreeSet<Uuid>,
}

/// Who works here: accounts, duties, units.
#[async_trait]
pub trait PeopleReads: Send {
    /// The installation that this database belongs to.
    async fn installation(&mut self) -> Result<Option<Installation>, StoreFault>;
    /// An account by its user name.
    async fn account_named(&mut self, username: &str) -> Result<Option<AccountRow>, StoreFault>;
    /// An account.
    async fn account(&mut self, id: Id<Account>) -> Result<Option<AccountRow>, StoreFault>;
    /// All accounts with a duty at an authority, by name: for the log's filters.
    async fn colleagues(
        &mut self,
        authority: Id<Authority>,
    ) -> Result<Vec<(Id<Account>, String)>, StoreFault>;
    /// The duties of an account, newest first, expired ones included.
    async fn duties(&mut self, account: Id<Account>) -> Result<Vec<Duty>, StoreFault>;
    /// What ties an account to persons.
    async fn ties(&mut self, account: Id<Account>) -> Result<Ties, StoreFault>;
    /// All units, by name.
    async fn units(&mut self) -> Result<Vec<Unit>, StoreFault>;
}
