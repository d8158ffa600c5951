// Tries to open a record without a permit.
use access::{Disclosed, KeyRing, Sealed, keys::OpenFault};
use domain::concern::Concern;

fn open(keys: &KeyRing, concern: Sealed<Concern>) -> Result<Disclosed<Concern>, OpenFault> {
    keys.open(concern)
}

fn main() {}
