// Tries to split a decision and drop both halves.
#![deny(unused_must_use)]
use access::Decision;
use domain::concern::Concern;

fn split(decision: Decision<Concern>) {
    decision.split();
}

fn main() {}
