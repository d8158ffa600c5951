//! The gate: one decision about one thing, by the policies and the core refusals.
//!
//! Default deny; a `forbid` wins; **any evaluation error means no**. The gate keeps no state but the answers that equal
//! attributes would get again, keeps nobody's rights, and decides the same for a list's row as for the record opened
//! by itself.

use std::{marker::PhantomData, sync::Arc};

use ledger::Verdict;

use crate::{
    Action, Actor, Chance, Facts, Occasion, Protected, RecordRef, Sealed,
    cedar::Policies,
    record::Standing,
    slip::{Asked, Nonce, Pending, Ruling, Slip},
};

pub use crate::cedar::{PolicyFault, PolicyInfo};

pub use sift::Kept;

mod sift;

/// Decides. Made once at start, from policies that were validated against their schema.
pub struct Gate {
    policies: Policies,
}

/// A decision that was made and is not yet recorded. It says nothing until it has been.
#[must_use = "a decision that is dropped was made and never recorded"]
pub struct Decision<T: ?Sized> {
    slip: Slip,
    nonce: Nonce,
    record: RecordRef,
    opens: bool,
    of: PhantomData<fn() -> T>,
}

impl<T: ?Sized> Decision<T> {
    /// One half for the record, one for the reader.
    pub fn split(self) -> (Slip, Pending<T>) {
        (self.slip, Pending::new(self.nonce, self.record, self.opens))
    }
}

impl Gate {
    /// The gate with the product's own policies.
    ///
    /// # Errors
    /// [`PolicyFault`] with file and line: the program then does not start.
    pub fn new() -> Result<Self, PolicyFault> {
        Self::with_policies(&crate::cedar::FILES)
    }

    /// A gate with other policies: the matrix test drops them one by one.
    ///
    /// # Errors
    /// [`PolicyFault`] with file and line.
    pub fn with_policies(files: &[(&str, &str)]) -> Result<Self, PolicyFault> {
        Policies::parse(files).map(|policies| Self { policies })
    }

    /// The policies, for the matrix and for explanations.
    pub fn policies(&self) -> Vec<PolicyInfo> {
        self.policies.info()
    }

    /// Decides about a record. The permit opens it when `action` is the act that opens its kind.
    pub fn decide<T: Protected>(
        &self,
        asking: Asking<'_>,
        action: Action,
        sealed: &Sealed<T>,
    ) -> Decision<T> {
        let opens = T::OPENED_BY == Some(action);
        // A change shows nothing, so its entry names no fields.
        let shown = if opens { T::fields(sealed.cover()) } else { &[] };
        Decision { opens, ..self.decide_facts(asking, action, sealed.facts(), shown) }
    }

    /// Decides about a thing that has no body: a unit, a log, a receipt. The permit opens no sealed record.
    pub fn decide_facts<T: ?Sized>(
        &self,
        asking: Asking<'_>,
        action: Action,
        facts: Facts,
        fields: &'static [&'static str],
    ) -> Decision<T> {
        let record = facts.record;
        self.decision(asking, About { action, record, facts: Some(facts), fields })
    }

    /// Decides about an id that leads nowhere. The answer is no; what may be said about it is what would be
    /// said about a record that the reader may not know of.
    pub fn decide_missing<T: ?Sized>(
        &self,
        asking: Asking<'_>,
        action: Action,
        record: RecordRef,
    ) -> Decision<T> {
        self.decision(asking, About { action, record, facts: None, fields: &[] })
    }

    /// Decides again on newer facts, in the writer's transaction. `facts` stand in the slip's order; those of
    /// another record count as none, and so does a concern whose reporter was sealed apart meanwhile: what was loaded
    /// of it still names them.
    pub fn redecide(&self, slip: Slip, actor: impl Into<Arc<Actor>>, facts: Vec<Option<Facts>>) -> Slip {
        let actor = actor.into();
        let items = slip
            .items()
            .iter()
            .zip(facts)
            .map(|(item, facts)| {
                let facts = facts.filter(|facts| facts.record == item.record && !sealed_since(item, facts));
                let ruling = self.rule(&actor, item.action, item.record, facts.as_ref());
                Asked { facts, ruling, ..item.clone() }
            })
            .collect();
        slip.redecided(actor, items)
    }

    /// What the policies say, without a decision being made: for the matrix, which shows nobody's record.
    pub(crate) fn rule(
        &self,
        actor: &Actor,
        action: Action,
        record: RecordRef,
        facts: Option<&Facts>,
    ) -> Ruling {
        match facts {
            Some(facts) => self.policies.rule(actor, action, facts),
            None => self.policies.rule_about_reader(actor, action, record),
        }
    }

    fn decision<T: ?Sized>(&self, asking: Asking<'_>, about: About) -> Decision<T> {
        let About { action, record, facts, fields } = about;
        let nonce = Nonce(asking.chance.bytes());
        let ruling = self.rule(asking.actor, action, record, facts.as_ref());
        let item = Asked { nonce, action, record, facts, fields, ruling };
        let slip = Slip::new(asking, item, Arc::clone(self.policies.version()));
        Decision { slip, nonce, record, opens: false, of: PhantomData }
    }
}

/// What is decided: the act, the thing, what is known of it, and what a yes shows.
struct About {
    action: Action,
    record: RecordRef,
    facts: Option<Facts>,
    fields: &'static [&'static str],
}

/// Who asks, on what occasion, and the chance that ties the halves of the decision together.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// Who asks.
    pub actor: &'a Arc<Actor>,
    /// On what occasion.
    pub occasion: &'a Arc<Occasion>,
    /// Randomness.
    pub chance: &'a dyn Chance,
}

/// Whether the reporter was sealed apart since the item was decided about.
fn sealed_since(item: &Asked, now: &Facts) -> bool {
    let stood = item.facts.as_ref().map(|known| known.reporter);
    now.reporter == Standing::Apart && stood == Some(Standing::InIt)
}

impl Ruling {
    /// No: nothing there, or nothing that the reader may know of.
    pub(crate) fn no(verdict: Verdict, policies: Vec<String>, explainable: bool) -> Self {
        Self { verdict, policies, explainable }
    }
}
