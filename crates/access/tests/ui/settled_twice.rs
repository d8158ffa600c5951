// Tries to get two permits out of one decision.
use access::{Pending, Permit, Refused, Stamp};
use domain::concern::Concern;

type Settled = Result<Permit<Concern>, Refused>;

fn two(pending: Pending<Concern>, stamp: &Stamp) -> (Settled, Settled) {
    (pending.settle(stamp), pending.settle(stamp))
}

fn main() {}
