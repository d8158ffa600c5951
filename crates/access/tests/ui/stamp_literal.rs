// Tries to make a stamp without a commit.
use access::Stamp;

fn stamp() -> Stamp {
    Stamp { index: 1, items: Vec::new() }
}

fn main() {}
