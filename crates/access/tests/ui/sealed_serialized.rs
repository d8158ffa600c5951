// Tries to send a sealed record out as JSON.
use access::Sealed;
use domain::concern::Concern;

fn json(sealed: &Sealed<Concern>) -> serde_json::Result<String> {
    serde_json::to_string(sealed)
}

fn main() {}
