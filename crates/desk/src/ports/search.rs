//! What a search looks through: one authority's register and what a unit holds, never more.

use access::{
    Sealed,
    record::{ConcernLine, FoundPerson},
};
use async_trait::async_trait;
use domain::{
    Id,
    concern::RegistryNumber,
    duty::Account,
    person::{Person, PersonToken},
    unit::{Authority, Unit},
};
use time::Date;

use super::StoreFault;

/// What a search looks through.
#[async_trait]
pub trait SearchReads: Send {
    /// A register of persons, whole. Names are ciphertext, so there is nothing to narrow it down by.
    async fn register(&mut self, authority: Id<Authority>) -> Result<Vec<Sealed<FoundPerson>>, StoreFault>;
    /// The row of a number in a register.
    async fn registered(
        &mut self,
        authority: Id<Authority>,
        token: PersonToken,
    ) -> Result<Option<Sealed<FoundPerson>>, StoreFault>;
    /// A row of a register.
    async fn found(&mut self, id: Id<Person>) -> Result<Option<Sealed<FoundPerson>>, StoreFault>;
    /// The concerns that were assessed into a person's row, at a unit, newest first.
    async fn concerns_of(
        &mut self,
        unit: Id<Unit>,
        person: Id<Person>,
    ) -> Result<Vec<Sealed<ConcernLine>>, StoreFault>;
    /// The concerns that an authority has received under a registry number.
    async fn concerns_numbered(
        &mut self,
        authority: Id<Authority>,
        number: &RegistryNumber,
    ) -> Result<Vec<Sealed<ConcernLine>>, StoreFault>;
    /// How often an account has searched on a day.
    async fn searches(&mut self, account: Id<Account>, day: Date) -> Result<u32, StoreFault>;
}

/// One more search of an account on a day, of so many at most; [`StoreFault::Conflict`] when they are spent.
pub struct SearchWrite {
    /// Whose.
    pub account: Id<Account>,
    /// On which day.
    pub day: Date,
    /// How many there may be.
    pub most: u32,
}
