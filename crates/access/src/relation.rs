//! By what a reader stands to a record, for the review of the log: read off the facts that the decision was made on,
//! when it was made. It permits nothing and nobody is refused by it.

use ledger::Relation;

use crate::{Action, Actor, Facts, RecordKind, action::Group};

/// The strongest reason that explains the act; [`Relation::None`] where the facts hold none.
pub(crate) fn of(actor: &Actor, action: Action, facts: &Facts) -> Relation {
    let is_author = facts.author == Some(actor.account);
    let is_here = facts.unit == actor.duty.unit.id;
    match facts.record.kind {
        _ if action.group() == Group::Log || action == Action::LogReveal => Relation::Review,
        _ if action.group() == Group::HandingIn => Relation::OwnReport,
        RecordKind::Draft if is_author => Relation::OwnReport,
        RecordKind::Unit if is_here => Relation::OwnUnit,
        _ if facts.side == "sent" && is_author => Relation::OwnReport,
        RecordKind::Intervention | RecordKind::FollowUp if is_author && is_here => Relation::Assigned,
        _ if facts.side == "received" && is_here => Relation::ReceivedCopy,
        _ if facts.side == "own" && is_here => Relation::OwnUnit,
        _ => Relation::None,
    }
}
