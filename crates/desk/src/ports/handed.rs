//! Consents and referrals.

use access::{
    Sealed,
    record::{ConsentLine, ReferralLine},
};
use async_trait::async_trait;
use domain::{
    Id, LegalDay,
    concern::Side,
    consent::{Consent, ConsentCover},
    duty::Account,
    intervention::Intervention,
    person::PersonToken,
    referral::{Referral, ReferralCover},
    unit::{Authority, Unit},
};

use super::{Page, SealedGroups, StoreFault};

/// Consents.
#[async_trait]
pub trait ConsentReads: Send {
    /// A consent.
    async fn consent(&mut self, id: Id<Consent>) -> Result<Option<Sealed<Consent>>, StoreFault>;
    /// The consents of a unit, newest first.
    async fn consents(&mut self, unit: Id<Unit>, page: Page) -> Result<Vec<Sealed<ConsentLine>>, StoreFault>;
    /// The consents about a person that are not withdrawn, newest first.
    async fn consents_about(
        &mut self,
        authority: Id<Authority>,
        token: PersonToken,
    ) -> Result<Vec<Sealed<ConsentLine>>, StoreFault>;
}

/// Referrals.
#[async_trait]
pub trait ReferralReads: Send {
    /// A referral, on either side.
    async fn referral(&mut self, id: Id<Referral>) -> Result<Option<Sealed<Referral>>, StoreFault>;
    /// The referrals of a unit on one side, newest first; of one sender where one is named.
    async fn referrals(
        &mut self,
        unit: Id<Unit>,
        side: Side,
        sender: Option<Id<Account>>,
        page: Page,
    ) -> Result<Vec<Sealed<ReferralLine>>, StoreFault>;
    /// The tasks that are part of an intervention, on the sender's side.
    async fn tasks_of(
        &mut self,
        intervention: Id<Intervention>,
    ) -> Result<Vec<Sealed<ReferralLine>>, StoreFault>;
    /// The units where a coordinator's duty is in force on a day: requests for cooperation go there.
    async fn coordinating_units(&mut self, day: LegalDay) -> Result<Vec<Id<Unit>>, StoreFault>;
}

/// What is written about consents.
pub enum ConsentWrite {
    /// A consent.
    New(ConsentCover, SealedGroups),
    /// A consent's cover after a change.
    Changed(ConsentCover),
}

/// What is written about referrals.
pub enum ReferralWrite {
    /// A referral on one side.
    New(ReferralCover, SealedGroups),
    /// A referral's cover after a change; both sides change.
    Changed(ReferralCover),
}
