//! Why a question got no answer, or an act did not happen. One enum; `web` has one table from it to pages.

use access::{Refused, folder::FolderFault, keys::OpenFault, logbook::LogFault};
use domain::RuleBroken;

use crate::ports::StoreFault;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Nobody is signed in, the account was closed, or it has no duty.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// The gate said no; the refusal is on record.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// A rule of the work said no; nothing was changed.
    #[error(transparent)]
    Rule(#[from] RuleBroken),
    /// What has to be recorded could not be: nothing was shown and nothing is known to have changed.
    #[error("the record cannot be written")]
    Unavailable,
    /// The store failed on the way.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// A record is damaged or destroyed.
    #[error(transparent)]
    Open(#[from] OpenFault),
    /// The log's keys are not usable.
    #[error(transparent)]
    Log(#[from] LogFault),
}

impl From<FolderFault> for Fault {
    fn from(fault: FolderFault) -> Self {
        Self::Log(LogFault::Folder(fault))
    }
}
