//! Interventions.

use access::{Sealed, record::InterventionLine};
use async_trait::async_trait;
use domain::{
    Id,
    concern::Concern,
    intervention::{FollowUp, Intervention},
    unit::Unit,
};

use super::{Page, StoreFault};

/// Interventions.
#[async_trait]
pub trait InterventionReads: Send {
    /// An intervention.
    async fn intervention(
        &mut self,
        id: Id<Intervention>,
    ) -> Result<Option<Sealed<Intervention>>, StoreFault>;
    /// The interventions that a concern led to.
    async fn interventions_of(
        &mut self,
        concern: Id<Concern>,
    ) -> Result<Vec<Sealed<InterventionLine>>, StoreFault>;
    /// The interventions of a unit, running or ended, in the order of their follow-ups.
    async fn interventions(
        &mut self,
        unit: Id<Unit>,
        ended: bool,
        page: Page,
    ) -> Result<Vec<Sealed<InterventionLine>>, StoreFault>;
    /// The events of an intervention, oldest first.
    async fn follow_ups(
        &mut self,
        intervention: Id<Intervention>,
    ) -> Result<Vec<Sealed<FollowUp>>, StoreFault>;
}
