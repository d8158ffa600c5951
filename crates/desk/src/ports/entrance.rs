//! What sign-in and forms remember.

use async_trait::async_trait;
use domain::{Id, duty::Account};
use uuid::Uuid;

use super::{FormUse, SessionRow, StoreFault, Throttle};

/// What sign-in and forms remember.
#[async_trait]
pub trait EntranceReads: Send {
    /// A session by the hash of its id.
    async fn session(&mut self, id: [u8; 32]) -> Result<Option<SessionRow>, StoreFault>;
    /// Whether a step of an account's one-time codes was used.
    async fn code_used(&mut self, account: Id<Account>, step: i64) -> Result<bool, StoreFault>;
    /// How often signing in failed for a name, and when the next try is heard.
    async fn throttle(&mut self, name: [u8; 32]) -> Result<Option<Throttle>, StoreFault>;
    /// What a form made when it was used.
    async fn form_use(&mut self, form: Uuid) -> Result<Option<FormUse>, StoreFault>;
}
