//! The facts of any record, for a second decision in the writer's transaction. They come from the same covers as
//! the first decision's.

use access::{Facts, Protected, RecordKind, RecordRef, Sealed, record::RevealedPerson};
use desk::ports::StoreFault;

use crate::{
    Connection, assessments, concerns, consents, drafts, follow_ups, interventions, outreach, persons,
    referrals, reporters, review,
};

pub(crate) async fn facts(db: &mut Connection, record: RecordRef) -> Result<Option<Facts>, StoreFault> {
    match record.kind {
        RecordKind::Concern => Ok(of(concerns::concern(db, record.id.into()).await?)),
        RecordKind::Reporter => Ok(of(reporters::reporter(db, record.id.into()).await?)),
        RecordKind::Assessment => Ok(of(assessments::assessment(db, record.id.into()).await?)),
        RecordKind::Intervention => Ok(of(interventions::intervention(db, record.id.into()).await?)),
        RecordKind::Draft => Ok(of(drafts::draft(db, record.id.into()).await?)),
        RecordKind::FollowUp => Ok(of(follow_ups::follow_up(db, record.id.into()).await?)),
        RecordKind::Outreach => Ok(of(outreach::outreach(db, record.id.into()).await?)),
        RecordKind::Consent => Ok(of(consents::consent(db, record.id.into()).await?)),
        RecordKind::Referral => Ok(of(referrals::referral(db, record.id.into()).await?)),
        RecordKind::Person => Ok(of(persons::person::<RevealedPerson>(db, record.id.into()).await?)),
        RecordKind::Question => Ok(of(review::question(db, record.id.into()).await?)),
        // Units, logs and those who work here bring their own facts.
        RecordKind::Unit | RecordKind::Log | RecordKind::Account | RecordKind::Proposal => Ok(None),
    }
}

fn of<T: Protected>(sealed: Option<Sealed<T>>) -> Option<Facts> {
    sealed.map(|sealed| sealed.facts())
}
