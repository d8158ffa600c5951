//! The core refusals, counted: how many answers would be yes without a condition, and how many of them are no
//! with it.

use std::{collections::BTreeSet, fmt::Write as _};

use domain::unit::SecrecyRegime;

use super::{
    Evaluation,
    case::{Case, Condition},
    is_yes, words,
};
use crate::{Action, action::Group, gate::PolicyInfo};

/// What a condition does in one group of actions.
#[derive(Default)]
pub(super) struct Count {
    met: usize,
    yes_without: usize,
    turned: usize,
}

/// The table of the core refusals.
pub(super) fn table(evaluation: &Evaluation, policies: &[PolicyInfo]) -> String {
    let mut text = words::REFUSALS.to_owned();
    for condition in Condition::ALL {
        let by = deciding(evaluation, condition);
        let counts = Group::ALL.map(|group| words::turned(&of_group(evaluation, condition, group)));
        let provision = words::policies(by, policies);
        let _ = writeln!(text, "| {} | {provision} | {} |", words::condition(condition), counts.join(" | "));
    }
    text
}

impl Count {
    /// Met, would be yes without, and turned into no.
    pub(super) fn numbers(&self) -> (usize, usize, usize) {
        (self.met, self.yes_without, self.turned)
    }
}

fn of_group(evaluation: &Evaluation, condition: Condition, wanted: Group) -> Count {
    let mut count = Count::default();
    for (case, answer) in
        evaluation.iter().filter(|(case, _)| case.action.group() == wanted && case.meets(condition))
    {
        count.met += 1;
        if evaluation.allows(&case.without(condition)) {
            count.yes_without += 1;
            count.turned += usize::from(!is_yes(answer));
        }
    }
    count
}

/// The policies that say no where this condition alone is met and the answer would otherwise be yes.
fn deciding(evaluation: &Evaluation, condition: Condition) -> BTreeSet<&str> {
    let turned = evaluation.iter().filter(|(case, answer)| {
        case.meets(condition) && !is_yes(answer) && evaluation.allows(&case.without(condition))
    });
    turned.flat_map(|(_, answer)| answer.policies.iter().map(String::as_str)).collect()
}

type Exception = (&'static str, fn(&Case) -> bool, Condition);

const EXCEPTIONS: [Exception; 3] = [
    (
        "skyddade personuppgifter, men läsaren är utsedd handläggare (i en sökning visas de ändå aldrig)",
        |case| case.protected && case.handles_protected && case.action != Action::PersonFind,
        Condition::Protected,
    ),
    (
        "mottagen handling vid en enhet utan sekretess, och ett gällande samtycke namnger enheten",
        |case| no_secrecy(case) && case.side == "received" && case.consent,
        Condition::NoSecrecy,
    ),
    (
        "enhet utan sekretess, men handlingen är inte mottagen från någon annan",
        |case| no_secrecy(case) && case.side != "received",
        Condition::NoSecrecy,
    ),
];

fn no_secrecy(case: &Case) -> bool {
    case.regime == SecrecyRegime::None
}

/// The table of what looks like a core refusal's condition and is none.
pub(super) fn exceptions(evaluation: &Evaluation) -> String {
    let mut text = words::EXCEPTIONS.to_owned();
    for (circumstance, belongs, condition) in EXCEPTIONS {
        let content =
            evaluation.iter().filter(|(case, _)| case.action.group() == Group::Content && belongs(case));
        let yes: Vec<bool> = content
            .filter(|(case, _)| evaluation.allows(&case.without(condition)))
            .map(|(_, answer)| is_yes(answer))
            .collect();
        let kept = yes.iter().filter(|yes| **yes).count();
        let _ = writeln!(text, "| {circumstance} | {} | {} |", words::number(yes.len()), words::number(kept));
    }
    text
}
