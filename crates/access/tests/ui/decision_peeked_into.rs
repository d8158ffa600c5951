// Tries to act on a decision's answer before it is recorded.
use access::Decision;
use domain::concern::Concern;

fn says_yes(decision: &Decision<Concern>) -> bool {
    decision.slip.allows()
}

fn main() {}
