// Tries to use the id of a concern as the id of an intervention.
use domain::{Id, concern::Concern, intervention::Intervention};

fn intervention(id: Id<Concern>) -> Id<Intervention> {
    id
}

fn main() {}
