//! The permission matrix: what the policies answer in every combination of the facts that they may look at,
//! written out in Swedish for somebody who knows the law and not the code.
//!
//! Nothing here knows a rule. The cases are invented ([`case`]), the gate answers, the tables are counted. No
//! record of anybody is asked about, and no case can be made out of one.

mod case;
mod refusals;
mod table;
mod words;

use std::{collections::HashMap, num::NonZero, thread};

pub use case::{Case, Condition};

use crate::{Gate, slip::Ruling};

/// What the policies say about an invented case.
pub fn answer(gate: &Gate, case: &Case) -> Ruling {
    let (actor, facts) = case.facts();
    gate.rule(&actor, case.action, facts.record, Some(&facts))
}

/// What the same reader would hear about an id that leads nowhere.
pub fn answer_to_missing(gate: &Gate, case: &Case) -> Ruling {
    let (actor, facts) = case.facts();
    gate.rule(&actor, case.action, facts.record, None)
}

/// All cases with their answers.
pub struct Evaluation {
    cases: Vec<Case>,
    answers: Vec<Ruling>,
    allowed: HashMap<Case, bool>,
}

impl Evaluation {
    /// Asks the gate about every case, on as many threads as the machine has.
    pub fn of(gate: &Gate) -> Self {
        let cases = Case::all();
        let no = Ruling::no(ledger::Verdict::Refused, Vec::new(), false);
        let mut answers = vec![no; cases.len()];
        let part = cases.len().div_ceil(thread::available_parallelism().map_or(1, NonZero::get)).max(1);
        thread::scope(|scope| {
            for (cases, answers) in cases.chunks(part).zip(answers.chunks_mut(part)) {
                scope.spawn(move || {
                    for (case, slot) in cases.iter().zip(answers) {
                        *slot = answer(gate, case);
                    }
                });
            }
        });
        let allowed = cases.iter().zip(&answers).map(|(case, answer)| (*case, is_yes(answer))).collect();
        Self { cases, answers, allowed }
    }

    /// The cases and their answers.
    pub fn iter(&self) -> impl Iterator<Item = (&Case, &Ruling)> {
        self.cases.iter().zip(&self.answers)
    }

    /// The whole document.
    pub fn markdown(&self, gate: &Gate) -> String {
        let policies = gate.policies();
        let undisturbed: Vec<Answered<'_>> = self.iter().filter(|(case, _)| case.is_undisturbed()).collect();
        let mut text = words::introduction(self.cases.len(), &policies);
        for role in domain::duty::Role::ALL {
            text += &table::of_role(&undisturbed, role, &policies);
        }
        text += &refusals::table(self, &policies);
        text += &refusals::exceptions(self);
        text += words::CLOSING;
        text
    }

    fn allows(&self, case: &Case) -> bool {
        self.allowed.get(case).copied().unwrap_or_default()
    }
}

/// A case with its answer.
type Answered<'a> = (&'a Case, &'a Ruling);

fn is_yes(answer: &Ruling) -> bool {
    answer.verdict == ledger::Verdict::Allowed
}

#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;
