// Tries to open two records with one permit.
use access::{Disclosed, KeyRing, Permit, Sealed, keys::OpenFault};
use domain::concern::Concern;

type Opened = Result<Disclosed<Concern>, OpenFault>;

fn both(keys: &KeyRing, one: Sealed<Concern>, two: Sealed<Concern>, permit: Permit<Concern>) -> (Opened, Opened) {
    (keys.open(one, permit), keys.open(two, permit))
}

fn main() {}
