//! Accounts as people and administrators keep them, and duties that are proposed.

use async_trait::async_trait;
use domain::{
    Id, LegalDay, Timestamp,
    duty::{Account, Duty, Proposal},
    unit::{Authority, Unit},
};

use super::{AccountRow, SessionRow, StoreFault};

/// Accounts as people and administrators keep them, and duties that are proposed.
#[async_trait]
pub trait AccountReads: Send {
    /// All accounts, by name.
    async fn accounts(&mut self) -> Result<Vec<AccountRow>, StoreFault>;
    /// The duties at a unit, by the name of whoever has them.
    async fn duties_at(&mut self, unit: Id<Unit>) -> Result<Vec<Duty>, StoreFault>;
    /// Whether anybody was head of a unit of an authority on a day or later, whoever that was and whatever became of
    /// their account.
    async fn led_since(&mut self, authority: Id<Authority>, day: LegalDay) -> Result<bool, StoreFault>;
    /// All proposed duties, oldest first.
    async fn proposals(&mut self) -> Result<Vec<Proposal>, StoreFault>;
    /// The sessions of an account, newest first.
    async fn sessions_of(&mut self, account: Id<Account>) -> Result<Vec<SessionRow>, StoreFault>;
    /// Whether a unit holds records.
    async fn holds_records(&mut self, unit: Id<Unit>) -> Result<bool, StoreFault>;
}

/// What changes an account or a proposal.
pub enum AccountWrite {
    /// A unit's name, regime and contact.
    Unit(Unit),
    /// Title and telephone number.
    Details(Id<Account>, String, String),
    /// The password's hash, and until when it is taken if it is an initial one.
    Password(Id<Account>, String, Option<Timestamp>),
    /// The sealed second factor.
    SecondFactor(Id<Account>, Vec<u8>),
    /// Ends an account's sessions but one.
    OtherSessionsEnded(Id<Account>, [u8; 32]),
    /// Ends an account's sessions.
    AllSessionsEnded(Id<Account>),
    /// Ends one of an account's sessions.
    OneSessionEnded(Id<Account>, [u8; 32]),
    /// A proposed duty.
    Proposed(Proposal),
    /// A proposal that was approved, declined or taken back.
    ProposalGone(Id<Duty>),
    /// Another last day of a duty.
    Until(Id<Duty>, LegalDay),
}
