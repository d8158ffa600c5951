// Tries to take a sealed record apart, which only the key ring may.
use access::{Sealed, SealedBody};
use domain::concern::Concern;

fn body(sealed: Sealed<Concern>) -> SealedBody {
    sealed.into_parts().1
}

fn main() {}
