// Tries to read the body of a sealed record past the key ring.
use access::{Sealed, SealedBody};
use domain::concern::Concern;

fn body(sealed: &Sealed<Concern>) -> &SealedBody {
    &sealed.body
}

fn main() {}
