// Tries to send an opened record out whole as JSON.
use access::Disclosed;
use domain::concern::Concern;

fn json(disclosed: &Disclosed<Concern>) -> serde_json::Result<String> {
    serde_json::to_string(disclosed)
}

fn main() {}
