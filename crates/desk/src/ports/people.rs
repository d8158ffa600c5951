//! Who works here: accounts, duties, units.

use async_trait::async_trait;
use domain::{
    Id,
    duty::{Account, Duty},
    person::PersonToken,
    unit::{Authority, Unit},
};

use super::{AccountRow, Installation, StoreFault};

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
    /// The tokens of an account's own number.
    async fn own_tokens(
        &mut self,
        account: Id<Account>,
    ) -> Result<Vec<(Id<Authority>, PersonToken)>, StoreFault>;
    /// The persons with whom an account has a recorded conflict of interest.
    async fn conflicts(
        &mut self,
        account: Id<Account>,
    ) -> Result<Vec<(Id<Authority>, PersonToken)>, StoreFault>;
    /// All units, by name.
    async fn units(&mut self) -> Result<Vec<Unit>, StoreFault>;
}
