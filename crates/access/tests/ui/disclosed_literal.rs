// Tries to build a disclosed record by hand.
use access::Disclosed;
use domain::concern::{Concern, ConcernCover, Report};

fn disclosed(cover: ConcernCover, body: Report) -> Disclosed<Concern> {
    Disclosed { cover, body }
}

fn main() {}
