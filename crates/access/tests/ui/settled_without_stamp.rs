// Tries to settle before anything is recorded.
use access::{Pending, Permit, Refused};
use domain::concern::Concern;

fn permit(pending: Pending<Concern>) -> Result<Permit<Concern>, Refused> {
    pending.settle()
}

fn main() {}
