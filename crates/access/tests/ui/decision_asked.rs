// Tries to ask a decision whether it says yes.
use access::Decision;
use domain::concern::Concern;

fn says_yes(decision: &Decision<Concern>) -> bool {
    decision.allows()
}

fn main() {}
