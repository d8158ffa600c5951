//! Every word of the policies counts: each mutant that leaves one out, turns one round or lets one reach further
//! must change an answer of the matrix, or must not start at all. One that changes nothing is either a condition
//! without effect or a case that the matrix does not have; both are faults.

#![cfg(test)]

#[path = "mutants/text.rs"]
mod text;

use std::{
    collections::{BTreeSet, HashSet},
    str::FromStr,
    sync::{OnceLock, atomic::AtomicUsize, atomic::Ordering},
    thread,
};

use access::{
    Action, Gate,
    action::Group,
    matrix::{self, Case, Condition},
    slip::Ruling,
};
use text::PolicyText;

const FILES: [(&str, &str); 9] = [
    ("core.cedar", include_str!("../policies/core.cedar")),
    ("reporters.cedar", include_str!("../policies/reporters.cedar")),
    ("social.cedar", include_str!("../policies/social.cedar")),
    ("handed.cedar", include_str!("../policies/handed.cedar")),
    ("outreach.cedar", include_str!("../policies/outreach.cedar")),
    ("search.cedar", include_str!("../policies/search.cedar")),
    ("log.cedar", include_str!("../policies/log.cedar")),
    ("staff.cedar", include_str!("../policies/staff.cedar")),
    ("commons.cedar", include_str!("../policies/commons.cedar")),
];

/// Which change of an answer shows that a mutant was seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    /// Yes became no, or no became yes.
    Verdict,
    /// That, or the log would name another policy: an act that is allowed already gets a second permission.
    Reason,
    /// That, or a refusal would be explained that has to be hidden.
    Explanation,
}

struct Mutant {
    name: String,
    file: usize,
    text: String,
    shows: Shows,
    /// The acts that the policy reaches, with the change or without it: no other act's answer can differ.
    reaches: BTreeSet<Action>,
}

fn read(file: usize) -> Vec<PolicyText> {
    text::split(FILES[file].1)
}

/// All mutants of one policy: name, the policy instead (or none), and what must show.
fn variants(policy: &PolicyText) -> Vec<(String, Option<PolicyText>, Shows)> {
    let mut all = vec![
        ("dropped".to_owned(), None, Shows::Verdict),
        ("turned round".to_owned(), Some(policy.turned_round()), Shows::Verdict),
    ];
    for (at, clause) in policy.clauses.iter().enumerate() {
        let mut without = policy.clone();
        without.clauses.remove(at);
        all.push((format!("without its `{}`", clause.word), Some(without), Shows::Verdict));
        for (part, conjunct) in clause.conjuncts.iter().enumerate().filter(|_| clause.conjuncts.len() > 1) {
            let mut without = policy.clone();
            without.clauses[at].conjuncts.remove(part);
            all.push((format!("without `{conjunct}`"), Some(without), Shows::Verdict));
        }
    }
    for (at, action) in policy.actions.iter().enumerate().filter(|_| policy.actions.len() > 1) {
        let mut without = policy.clone();
        without.actions.remove(at);
        all.push((format!("without {action}"), Some(without), Shows::Verdict));
    }
    for action in wider(policy) {
        let mut more = policy.clone();
        more.actions.push(action.clone());
        all.push((format!("with {action} too"), Some(more), Shows::Reason));
    }
    if let Some(other) = policy.about_turned_round() {
        all.push(("about something else".to_owned(), Some(other), Shows::Explanation));
    }
    all
}

/// What a policy could reach beyond its own actions. A permission: every other act. A core refusal: the handing
/// in, which nothing may stop; a log has none of the facts that they look at.
fn wider(policy: &PolicyText) -> Vec<String> {
    let written = |word: &str| format!("Action::\"{word}\"");
    if policy.effect == "forbid" {
        return vec![written(Group::HandingIn.word())];
    }
    Action::ALL
        .iter()
        .map(|action| written(action.word()))
        .filter(|action| !policy.actions.contains(action))
        .collect()
}

/// The acts that a policy names, by themselves or by their group.
fn reached(policy: &PolicyText) -> impl Iterator<Item = Action> {
    let names = |word: &str| policy.actions.iter().any(|action| *action == format!("Action::\"{word}\""));
    Action::ALL.iter().copied().filter(move |action| names(action.word()) || names(action.group().word()))
}

fn mutants() -> Vec<Mutant> {
    let mut all = Vec::new();
    for (file, (name, _)) in FILES.iter().enumerate() {
        let policies = read(file);
        for (at, policy) in policies.iter().enumerate() {
            for (what, instead, shows) in variants(policy) {
                let written: String = policies
                    .iter()
                    .enumerate()
                    .filter_map(|(i, other)| if i == at { instead.as_ref() } else { Some(other) })
                    .map(PolicyText::written)
                    .collect();
                all.push(Mutant {
                    name: format!("{name}: {} {what}", policy.id()),
                    file,
                    text: written,
                    shows,
                    reaches: reached(policy).chain(instead.iter().flat_map(reached)).collect(),
                });
            }
        }
    }
    all
}

fn gate(file: usize, text: &str) -> Result<Gate, access::PolicyFault> {
    let mut files = FILES;
    files[file].1 = text;
    Gate::with_policies(&files)
}

/// The cases in an order in which mutants show soon: scattered, and by turns without and with one core refusal.
struct Cases {
    all: Vec<Case>,
    real: Gate,
    answers: Vec<OnceLock<Ruling>>,
}

impl Cases {
    fn new() -> Self {
        let met = |case: &Case| Condition::ALL.iter().filter(|condition| case.meets(**condition)).count();
        let all = Case::all();
        let mut ranks = [0; Condition::ALL.len() + 1];
        let mut ranked: Vec<(usize, Case)> = (0..all.len())
            .map(|at| {
                // A step that has no factor in common with the number of cases, so that each comes once.
                let case = all[at * 7_919 % all.len()];
                let tier = met(&case);
                ranks[tier] += 2;
                (if tier < 2 { ranks[tier] + tier } else { usize::MAX }, case)
            })
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let cases: Vec<Case> = ranked.into_iter().map(|(_, case)| case).collect();
        assert_eq!(cases.iter().collect::<HashSet<_>>().len(), all.len());
        let answers = cases.iter().map(|_| OnceLock::new()).collect();
        Self { all: cases, real: Gate::new().unwrap(), answers }
    }

    fn shows(&self, gate: &Gate, mutant: &Mutant) -> bool {
        let reached =
            self.all.iter().zip(&self.answers).filter(|(case, _)| mutant.reaches.contains(&case.action()));
        reached.into_iter().any(|(case, real)| {
            let real = real.get_or_init(|| matrix::answer(&self.real, case));
            let other = matrix::answer(gate, case);
            match mutant.shows {
                _ if real.verdict != other.verdict => true,
                Shows::Verdict => false,
                Shows::Reason => real.policies != other.policies,
                Shows::Explanation => real.explainable != other.explainable,
            }
        })
    }
}

#[test]
fn every_mutant_changes_an_answer_or_does_not_start() {
    let (mutants, cases) = (mutants(), Cases::new());
    let (next, stillborn) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let unseen = |mutant: &Mutant| match gate(mutant.file, &mutant.text) {
        Ok(gate) => !cases.shows(&gate, mutant),
        Err(fault) => {
            // The schema has to refuse it, not the parser: else the splitter wrote nonsense.
            assert!(
                cedar_policy::PolicySet::from_str(&mutant.text).is_ok(),
                "{}: {fault}\n{}",
                mutant.name,
                mutant.text
            );
            stillborn.fetch_add(1, Ordering::Relaxed);
            false
        }
    };
    let work = || {
        let mut found = Vec::new();
        while let Some(mutant) = mutants.get(next.fetch_add(1, Ordering::Relaxed)) {
            if unseen(mutant) {
                found.push(mutant.name.clone());
            }
        }
        found
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let unseen: Vec<String> = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let stillborn = stillborn.into_inner();
    println!("{} mutants, {stillborn} of them do not start", mutants.len());
    assert!(unseen.is_empty(), "{} mutant(s) change nothing:\n{}", unseen.len(), unseen.join("\n"));
    assert!(mutants.len() - stillborn > 60, "too few mutants live for this to prove anything");
}

#[test]
fn the_splitter_loses_nothing() {
    let count: usize = (0..FILES.len()).map(|file| read(file).len()).sum();
    assert_eq!(count, Gate::new().unwrap().policies().len());
    for (file, (name, real)) in FILES.iter().enumerate() {
        let written: String = read(file).iter().map(PolicyText::written).collect();
        let parsed = |text: &str| cedar_policy::PolicySet::from_str(text).unwrap();
        assert_eq!(parsed(real), parsed(&written), "{name}");
    }
}
