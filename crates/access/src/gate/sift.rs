//! Sifting what a search has found: who fits and may be shown goes onto the slip, and nobody else leaves a trace in
//! the answer or in the entry.
//!
//! Names are ciphertext, so they are compared here: this is the one place where a body is opened before the commit,
//! and nothing of it comes out. What comes out is which records have to be recorded, and they open like any other,
//! against the permits that their record gives.

use domain::search::Names;

use super::{Asking, Decision, Gate};
use crate::{Action, KeyRing, Pending, Protected, Sealed, Slip, keys::OpenFault, record::FoundPerson};

/// A record that a search shows once its slip is recorded.
type Waiting<T> = (Pending<T>, Sealed<T>);
/// What a search shows, each with what has to be recorded of it.
pub type Kept<T> = Vec<(Slip, Waiting<T>)>;

impl Gate {
    /// Those of the found records that may be shown. What is protected is never found, whoever asks.
    pub fn sift<T: Protected>(&self, asking: Asking<'_>, action: Action, found: Vec<Sealed<T>>) -> Kept<T> {
        let open = found.into_iter().filter(|sealed| !sealed.facts().protected);
        let decided = open.map(|sealed| (self.decide(asking, action, &sealed), sealed));
        let kept = decided.filter(|(decision, _)| decision.slip.allows());
        kept.map(|(decision, sealed)| waiting(decision, sealed)).collect()
    }

    /// Those of a register whose name has both names and who may be shown; `None` where they are more than `most`.
    ///
    /// # Errors
    /// [`OpenFault`] when a record of the register is damaged.
    pub fn sift_names(
        &self,
        asking: Asking<'_>,
        keys: &KeyRing,
        register: Vec<Sealed<FoundPerson>>,
        (names, most): (&Names, usize),
    ) -> Result<Option<Kept<FoundPerson>>, OpenFault> {
        let mut fitting = Vec::new();
        for sealed in register.into_iter().filter(|sealed| !sealed.facts().protected) {
            if names.are_in(&keys.compare(&sealed)?.name) {
                fitting.push(sealed);
            }
        }
        let kept = self.sift(asking, Action::PersonFind, fitting);
        Ok(Some(kept).filter(|kept| kept.len() <= most))
    }
}

fn waiting<T: Protected>(decision: Decision<T>, sealed: Sealed<T>) -> (Slip, Waiting<T>) {
    let (slip, pending) = decision.split();
    (slip, (pending, sealed))
}
