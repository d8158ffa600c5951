// Tries to turn a recorded no into a yes on the slip.
use access::{Slip, slip::Ruling};

fn forge(slip: &mut Slip, yes: Ruling) {
    slip.items()[0].ruling = yes;
}

fn main() {}
