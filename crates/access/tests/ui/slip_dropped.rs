// Tries to drop a slip that was decided again.
#![deny(unused_must_use)]
use access::{Actor, Facts, Gate, Slip};

fn again(gate: &Gate, slip: Slip, actor: Actor, facts: Vec<Option<Facts>>) {
    gate.redecide(slip, actor, facts);
}

fn main() {}
