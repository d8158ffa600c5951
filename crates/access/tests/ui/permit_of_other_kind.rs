// Tries to open a concern with an intervention's permit.
use access::{Disclosed, KeyRing, Permit, Sealed, keys::OpenFault};
use domain::{concern::Concern, intervention::Intervention};

fn open(
    keys: &KeyRing,
    concern: Sealed<Concern>,
    permit: Permit<Intervention>,
) -> Result<Disclosed<Concern>, OpenFault> {
    keys.open(concern, permit)
}

fn main() {}
