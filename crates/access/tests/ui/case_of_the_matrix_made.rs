// Tries to put somebody's own facts into an invented case, for an answer that needs no entry.
use access::{Action, matrix::Case};

fn made(known: &mut Case) {
    known.action = Action::ConcernShow;
}

fn main() {}
