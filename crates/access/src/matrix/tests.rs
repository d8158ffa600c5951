//! The matrix, held to the document and to itself.

use std::{collections::HashMap, fs, path::PathBuf, sync::LazyLock};

use domain::duty::Role;

use super::*;
use crate::{Action, action::Group};

struct World {
    gate: Gate,
    evaluation: Evaluation,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let gate = Gate::new().unwrap();
    let evaluation = Evaluation::of(&gate);
    World { gate, evaluation }
});

/// Where cargo runs tests, without asking the environment.
fn document() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/access-matrix.md"))
}

#[expect(clippy::disallowed_methods, reason = "the one switch of the test that writes the document anew")]
fn is_to_be_written() -> bool {
    std::env::var("FYRKLOVER_WRITE_MATRIX").is_ok_and(|value| value == "1")
}

/// All that takes the whole matrix, in one test: a test process of its own would ask every question anew.
#[test]
fn the_matrix_holds() {
    every_cell_has_one_answer();
    a_core_refusal_turns_every_yes_and_stops_no_report();
    no_case_makes_the_engine_stumble();
    what_is_hidden_sounds_like_what_is_missing();
    the_administrator_sees_nothing_of_anybody();
    nobody_makes_a_duty_alone();
    the_document_says_what_the_policies_do();
}

/// How many random questions the policies and the second model are asked, where nobody says.
const QUESTIONS: usize = 100_000;

#[expect(clippy::disallowed_methods, reason = "the one setting of the test: how much is asked")]
fn questions() -> usize {
    std::env::var("FYRKLOVER_QUESTIONS").ok().and_then(|many| many.parse().ok()).unwrap_or(QUESTIONS)
}

/// The policies and a model that was written from the domain agree on random questions of every kind.
#[test]
fn a_second_model_agrees() {
    let gate = Gate::new().unwrap();
    // A fixed chain of numbers: a case that differs is found again.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut draw = |among: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % among
    };
    let (asked, mut yes, mut differ) = (questions(), 0, Vec::new());
    for _ in 0..asked {
        let case = Case::drawn(&mut draw);
        let (policies, model) = (is_yes(&answer(&gate, &case)), reference::may(&case));
        yes += usize::from(model);
        if policies != model && differ.len() < 20 {
            differ.push(format!("policies {policies}, model {model}: {case:?}"));
        }
    }
    assert!(differ.is_empty(), "the two differ:\n{}", differ.join("\n"));
    assert!(yes > asked / 200, "{yes} of {asked} were allowed: enough that a yes means something");
    println!("{asked} questions, {yes} allowed by both");
}

fn the_document_says_what_the_policies_do() {
    let wanted = WORLD.evaluation.markdown(&WORLD.gate);
    if is_to_be_written() {
        fs::write(document(), &wanted).unwrap();
        return;
    }
    let found = fs::read_to_string(document()).unwrap_or_default();
    let first = wanted.lines().zip(found.lines()).position(|(wanted, found)| wanted != found);
    let line = first.unwrap_or_else(|| wanted.lines().count().min(found.lines().count())) + 1;
    assert!(
        wanted == found,
        "docs/access-matrix.md differs from the policies from line {line} on. Read what changes, then:\n\
         FYRKLOVER_WRITE_MATRIX=1 cargo test -p access matrix"
    );
}

fn every_cell_has_one_answer() {
    let text = WORLD.evaluation.markdown(&WORLD.gate);
    assert!(!text.contains("olika"), "a relation of the tables is too coarse for the policies");
    assert!(!text.contains(", ?"), "a policy that no file has");
}

fn a_core_refusal_turns_every_yes_and_stops_no_report() {
    for condition in Condition::ALL {
        for wanted in Group::ALL {
            let of_reader = matches!(condition, Condition::ExpiredDuty | Condition::NoSecondFactor);
            let reaches = match wanted {
                Group::Content => true,
                Group::Log | Group::Staff | Group::Commons => of_reader,
                // An expired duty stops nobody from keeping the own account safe.
                Group::Account => condition == Condition::NoSecondFactor,
                Group::HandingIn => false,
            };
            let (mut tried, mut turned) = (0, 0);
            for (case, answer) in WORLD.evaluation.iter().filter(|(case, _)| case.action().group() == wanted)
            {
                if case.meets(condition) && WORLD.evaluation.allows(&case.without(condition)) {
                    tried += 1;
                    turned += usize::from(!is_yes(answer));
                }
                assert!(!(reaches && case.meets(condition) && is_yes(answer)), "{case:?}");
            }
            assert_eq!(turned, if reaches { tried } else { 0 }, "{condition:?} {wanted:?}");
            assert!(
                tried > 0 || wanted == Group::Log || !reaches,
                "{condition:?} {wanted:?} was never tried"
            );
        }
    }
}

fn no_case_makes_the_engine_stumble() {
    for (case, answer) in WORLD.evaluation.iter() {
        assert!(!answer.policies.iter().any(|policy| policy == "evaluation-error"), "{case:?}");
    }
}

fn what_is_hidden_sounds_like_what_is_missing() {
    let mut missing = HashMap::new();
    for (case, answer) in WORLD.evaluation.iter().filter(|(_, answer)| !is_yes(answer)) {
        if case.action.kind().is_known_to_all() {
            assert!(answer.explainable, "{case:?}");
            continue;
        }
        let reader = (
            case.action,
            case.role,
            case.meets(Condition::ExpiredDuty),
            case.meets(Condition::NoSecondFactor),
        );
        let missing = missing.entry(reader).or_insert_with(|| answer_to_missing(&WORLD.gate, case));
        assert_eq!(answer.explainable, missing.explainable, "{case:?}");
        if answer.explainable {
            assert_eq!(answer.policies, missing.policies, "{case:?}");
        }
    }
}

fn the_administrator_sees_nothing_of_anybody() {
    let mut shown = WORLD
        .evaluation
        .iter()
        .filter(|(case, answer)| case.role == Role::SystemAdministrator && is_yes(answer));
    let of_nobody = [Group::Staff, Group::Account];
    let own = [Action::LogOwn, Action::QuestionShow, Action::QuestionAnswer];
    assert!(shown.all(|(case, _)| {
        of_nobody.contains(&case.action.group()) || (own.contains(&case.action) && case.own_account)
    }));
}

#[test]
fn groups_and_kinds_are_those_of_the_schema() {
    let schema = include_str!("../../policies/schema.cedarschema");
    let lines: Vec<&str> =
        schema.lines().filter(|line| line.starts_with("action \"") && line.contains("appliesTo")).collect();
    assert_eq!(
        lines.len(),
        Action::ALL.len(),
        "an act of the schema that nobody can ask for, or the reverse"
    );
    for action in Action::ALL {
        let named: Vec<&&str> =
            lines.iter().filter(|line| line.contains(&format!("action \"{}\" ", action.word()))).collect();
        let [line] = named[..] else { panic!("{action:?} stands {} times in the schema", named.len()) };
        assert!(line.contains(&format!(" in [\"{}\"] ", action.group().word())), "{action:?}: {line}");
        let kind = format!("{:?}", action.kind());
        assert!(line.contains(&format!("resource: [{kind}]")), "{action:?}: {line}");
    }
}

fn nobody_makes_a_duty_alone() {
    let approved = WORLD.evaluation.iter().filter(|(case, answer)| {
        case.action == Action::DutyApprove && is_yes(answer) && (case.proposed || case.own_account)
    });
    assert_eq!(approved.count(), 0, "the proposer or the person concerned approves");
}
