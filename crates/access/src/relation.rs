//! By what a reader stands to a record, for the review of the log: read off the facts that the decision was made on,
//! when it was made. It permits nothing and nobody is refused by it.

use ledger::{ActionClass, Relation};

use crate::{Action, Actor, Facts, RecordKind, action::Group};

/// The strongest reason that explains the act; [`Relation::None`] where the facts hold none.
pub(crate) fn of(actor: &Actor, action: Action, facts: &Facts) -> Relation {
    let is_author = facts.author == Some(actor.account);
    let is_here = facts.unit == actor.duty.unit.id;
    match facts.record.kind {
        _ if action.group() == Group::Log || action == Action::LogReveal => Relation::Review,
        _ if action.group() == Group::HandingIn => Relation::OwnReport,
        RecordKind::Unit if action.class() == ActionClass::Disclose => Relation::OwnReport,
        _ if is_author && action.class() == ActionClass::Disclose => Relation::OwnReport,
        RecordKind::Unit if is_here => Relation::OwnUnit,
        _ if facts.side == "sent" && is_author => Relation::OwnReport,
        RecordKind::Intervention
        | RecordKind::FollowUp
        | RecordKind::Concern
        | RecordKind::Reporter
        | RecordKind::Assessment
            if is_author && is_here =>
        {
            Relation::Assigned
        }
        // Somebody else answers for it: that the copy lies at the unit does not explain why it was read.
        RecordKind::Concern if facts.author.is_some() && is_here && action.class() == ActionClass::Read => {
            Relation::None
        }
        RecordKind::Referral if facts.side == "received" && is_here => Relation::Task,
        RecordKind::Draft if is_author => Relation::OwnReport,
        _ if facts.side == "received" && is_here => Relation::ReceivedCopy,
        _ if facts.side == "own" && is_here => Relation::OwnUnit,
        _ => Relation::None,
    }
}
