// Tries to print the body of an opened record.
use access::Disclosed;
use domain::concern::Concern;

fn text(disclosed: &Disclosed<Concern>) -> String {
    format!("{:?}", disclosed.body())
}

fn main() {}
