//! What can be asked for. Few actions, each the literal act; what they mean is in the policies.

use ledger::ActionClass;

/// An act that is decided and recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// A concern's line in a list.
    ConcernList,
    /// A concern, whole.
    ConcernShow,
    /// Writing the protection assessment.
    ConcernAssess,
    /// Writing the decision on an investigation.
    ConcernDecide,
    /// Reading an assessment's reasons.
    AssessmentShow,
    /// Offering an intervention because of a concern.
    InterventionOffer,
    /// An intervention's line in a list.
    InterventionList,
    /// An intervention, whole.
    InterventionShow,
    /// Starting or ending an intervention.
    InterventionChange,
    /// Opening the queue of received concerns.
    QueueOpen,
    /// Opening the list of own reports.
    ReportsOpen,
    /// Opening the list of interventions.
    InterventionsOpen,
    /// Reviewing an authority's log.
    LogReview,
    /// Reading the own lines of the log.
    LogOwn,
    /// Handing in a concern.
    ConcernSend,
    /// The receipt of a concern that was handed in.
    ConcernReceipt,
}

impl Action {
    /// All actions, in the order of the matrix.
    pub const ALL: [Self; 16] = [
        Self::ConcernSend,
        Self::ConcernReceipt,
        Self::ReportsOpen,
        Self::QueueOpen,
        Self::ConcernList,
        Self::ConcernShow,
        Self::ConcernAssess,
        Self::ConcernDecide,
        Self::AssessmentShow,
        Self::InterventionOffer,
        Self::InterventionsOpen,
        Self::InterventionList,
        Self::InterventionShow,
        Self::InterventionChange,
        Self::LogReview,
        Self::LogOwn,
    ];

    /// The stable word for policies, log and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::ConcernList => "concern.list",
            Self::ConcernShow => "concern.show",
            Self::ConcernAssess => "concern.assess",
            Self::ConcernDecide => "concern.decide",
            Self::AssessmentShow => "assessment.show",
            Self::InterventionOffer => "intervention.offer",
            Self::InterventionList => "intervention.list",
            Self::InterventionShow => "intervention.show",
            Self::InterventionChange => "intervention.change",
            Self::QueueOpen => "queue.open",
            Self::ReportsOpen => "reports.open",
            Self::InterventionsOpen => "interventions.open",
            Self::LogReview => "log.review",
            Self::LogOwn => "log.own",
            Self::ConcernSend => "concern.send",
            Self::ConcernReceipt => "concern.receipt",
        }
    }

    /// The class that stands in clear in the log.
    pub fn class(self) -> ActionClass {
        match self {
            Self::ConcernShow | Self::AssessmentShow | Self::InterventionShow | Self::ConcernReceipt => {
                ActionClass::Read
            }
            Self::ConcernList
            | Self::InterventionList
            | Self::QueueOpen
            | Self::ReportsOpen
            | Self::InterventionsOpen => ActionClass::List,
            Self::ConcernAssess
            | Self::ConcernDecide
            | Self::InterventionOffer
            | Self::InterventionChange => ActionClass::Change,
            Self::ConcernSend => ActionClass::Disclose,
            Self::LogReview | Self::LogOwn => ActionClass::Log,
        }
    }
}
