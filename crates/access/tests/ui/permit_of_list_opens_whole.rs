// Tries to open a whole concern with the permit for its line in a list.
use access::{Disclosed, KeyRing, Permit, Sealed, keys::OpenFault, record::ConcernLine};
use domain::concern::Concern;

fn open(
    keys: &KeyRing,
    concern: Sealed<Concern>,
    permit: Permit<ConcernLine>,
) -> Result<Disclosed<Concern>, OpenFault> {
    keys.open(concern, permit)
}

fn main() {}
