// Tries to decide and record nothing.
#![deny(unused_must_use)]
use access::{Action, Gate, Sealed, gate::Asking};
use domain::concern::Concern;

fn decide(gate: &Gate, asking: Asking<'_>, sealed: &Sealed<Concern>) {
    gate.decide(asking, Action::ConcernShow, sealed);
}

fn main() {}
