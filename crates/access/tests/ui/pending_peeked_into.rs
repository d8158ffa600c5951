// Tries to look into the half that waits for the record.
use access::{Pending, RecordRef};
use domain::concern::Concern;

fn what(pending: &Pending<Concern>) -> RecordRef {
    pending.record
}

fn main() {}
