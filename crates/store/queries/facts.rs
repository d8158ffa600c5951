//! The facts of any record, for a second decision in the writer's transaction. They come from the same covers as
//! the first decision's.

use access::{Facts, Protected, RecordKind, RecordRef, Sealed};
use desk::ports::StoreFault;

use crate::{Connection, assessments, concerns, interventions};

pub(crate) async fn facts(db: &mut Connection, record: RecordRef) -> Result<Option<Facts>, StoreFault> {
    match record.kind {
        RecordKind::Concern => Ok(of(concerns::concern(db, record.id.into()).await?)),
        RecordKind::Assessment => Ok(of(assessments::assessment(db, record.id.into()).await?)),
        RecordKind::Intervention => Ok(of(interventions::intervention(db, record.id.into()).await?)),
        // A person's row is decided about through what is held of the person; the others carry their own facts.
        RecordKind::Person
        | RecordKind::Unit
        | RecordKind::Log
        | RecordKind::Account
        | RecordKind::Proposal => Ok(None),
    }
}

fn of<T: Protected>(sealed: Option<Sealed<T>>) -> Option<Facts> {
    sealed.map(|sealed| sealed.facts())
}
