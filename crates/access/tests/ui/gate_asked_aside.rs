// Tries to ask the policies without making a decision.
use access::{Action, Actor, Facts, Gate, slip::Ruling};

fn aside(gate: &Gate, actor: &Actor, facts: &Facts) -> Ruling {
    gate.rule(actor, Action::ConcernShow, facts.record, Some(facts))
}

fn main() {}
