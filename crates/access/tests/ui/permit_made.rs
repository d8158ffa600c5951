// Tries to call the permit's own constructor.
use access::{Permit, RecordRef};
use domain::concern::Concern;

fn permit(record: RecordRef) -> Permit<Concern> {
    Permit::new(record, true, 1)
}

fn main() {}
