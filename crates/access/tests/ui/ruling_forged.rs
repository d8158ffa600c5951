// Tries to turn a recorded no into a yes on the slip.
use access::{Slip, slip::Ruling};

fn forge(mut slip: Slip, yes: Ruling) -> Slip {
    slip.items()[0].ruling = yes;
    slip
}

fn main() {}
