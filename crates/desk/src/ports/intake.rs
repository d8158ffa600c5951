//! What intake does beside judging.

use domain::{Id, concern::Told, disclosure::Disclosure};

/// What intake writes beside what it judges.
pub enum IntakeWrite {
    /// What a reporter was told, onto the own report of that handing over.
    Told(Id<Disclosure>, Told),
}
