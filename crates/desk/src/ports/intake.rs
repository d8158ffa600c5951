//! What intake does beside judging.

use super::{SealedGroups, StoreFault};
use access::{Sealed, record::ConcernLine};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, Timestamp,
    concern::{Concern, ConcernCover, SealedReporter, Told},
    disclosure::Disclosure,
    duty::Account,
    person::PersonToken,
    unit::Unit,
};

/// Who may work with a concern at intake.
#[async_trait]
pub trait IntakeReads: Send {
    /// Who reported a concern, where that is sealed apart.
    async fn reporter(&mut self, concern: Id<Concern>) -> Result<Option<Sealed<SealedReporter>>, StoreFault>;
    /// Whether an account has said that it does not know the family of a concern.
    async fn knows_not(&mut self, account: Id<Account>, concern: Id<Concern>) -> Result<bool, StoreFault>;
    /// The other concerns of the same person at a unit, oldest first.
    async fn others_about(
        &mut self,
        unit: Id<Unit>,
        token: PersonToken,
        except: Id<Concern>,
    ) -> Result<Vec<Sealed<ConcernLine>>, StoreFault>;
    /// Those who can be responsible at a unit on a day, by name.
    async fn workers(
        &mut self,
        unit: Id<Unit>,
        day: LegalDay,
    ) -> Result<Vec<(Id<Account>, String)>, StoreFault>;
}

/// What intake writes beside what it judges.
pub enum IntakeWrite {
    /// What a reporter was told, onto the own report of that handing over.
    Told(Id<Disclosure>, Told),
    /// Who reported, sealed apart from a new concern.
    Reporter(Id<Concern>, SealedGroups),
    /// A concern's cover and content without who reported, and who that was.
    ReporterSealed(Box<ConcernCover>, SealedGroups, SealedGroups),
    /// Whether somebody knows the family of a concern.
    Acquaintance((Id<Account>, Id<Concern>), bool, Timestamp),
}
