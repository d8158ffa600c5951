// Tries to write a permit by hand.
use std::marker::PhantomData;

use access::{Permit, RecordRef};
use domain::concern::Concern;

fn permit(record: RecordRef) -> Permit<Concern> {
    Permit { record, opens: true, entry: 1, of: PhantomData }
}

fn main() {}
