// Tries to print an opened record.
use access::Disclosed;
use domain::concern::Concern;

fn text(disclosed: &Disclosed<Concern>) -> String {
    format!("{disclosed:?}")
}

fn main() {}
