// Tries to copy a permit.
use access::Permit;
use domain::concern::Concern;

fn two(permit: Permit<Concern>) -> (Permit<Concern>, Permit<Concern>) {
    (permit.clone(), permit)
}

fn main() {}
