//! A faulty policy text stops the program at its start, with file and line.

use std::collections::BTreeSet;

use access::{Action, Gate, PolicyFault};

fn fault(text: &str) -> PolicyFault {
    let sound = "@id(\"sound\")\n@lagrum(\"1 §\")\nforbid (principal, action, resource) unless { principal.holds };\n";
    Gate::with_policies(&[("sound.cedar", sound), ("faulty.cedar", text)]).err().expect("the text is faulty")
}

/// Three good lines before the fault, so that the line is not one by luck.
const BEFORE: &str = "// a comment\n@id(\"a\")\n@lagrum(\"1 §\")\n";

#[test]
fn a_fault_names_file_and_line() {
    for (what, text, line) in [
        ("syntax", "permit (principal, action, resource)\nwhen { principal.holds };;\n", 5),
        (
            "an attribute that the schema lacks",
            "permit (principal, action == Action::\"log.own\", resource)\nwhen { resource.colour == \"red\" };\n",
            5,
        ),
        (
            "an action that the schema lacks",
            "permit (principal, action == Action::\"log.burn\", resource);\n",
            4,
        ),
        (
            "a text where a truth is wanted",
            "permit (principal, action, resource)\nwhen { principal.role };\n",
            5,
        ),
    ] {
        let fault = fault(&format!("{BEFORE}{text}"));
        assert_eq!((fault.file.as_str(), fault.line), ("faulty.cedar", line), "{what}: {fault}");
        assert!(fault.to_string().starts_with(&format!("faulty.cedar:{line}: ")), "{fault}");
    }
}

#[test]
fn a_policy_without_name_or_provision_is_none() {
    let rule = "forbid (principal, action, resource) unless { principal.holds };\n";
    for (annotation, lacks) in
        [("@lagrum(\"1 §\")", "id"), ("@id(\"a\")", "lagrum"), ("@id(\"\")\n@lagrum(\"1 §\")", "id")]
    {
        let lines_before = 2;
        let fault = fault(&format!("// one\n\n{annotation}\n{rule}"));
        assert_eq!((fault.file.as_str(), fault.line), ("faulty.cedar", lines_before + 1), "{fault}");
        assert!(fault.what.contains(&format!("@{lacks}")), "{fault}");
    }
}

#[test]
fn two_policies_of_one_name_stop_the_program() {
    let rule = "@id(\"sound\")\n@lagrum(\"1 §\")\nforbid (principal, action, resource) unless { principal.holds };\n";
    assert_eq!(fault(rule).file, "faulty.cedar");
}

#[test]
fn names_are_unique_and_each_has_its_provision() {
    let policies = Gate::new().unwrap().policies();
    let ids: BTreeSet<_> = policies.iter().map(|policy| &policy.id).collect();
    assert_eq!(ids.len(), policies.len());
    assert!(policies.iter().all(|policy| !policy.provision.is_empty()));
    let (core, others): (Vec<_>, Vec<_>) =
        policies.iter().filter(|policy| policy.forbids).partition(|policy| policy.file == "core.cedar");
    assert_eq!(core.len(), 6, "the core refusals");
    assert!(policies.iter().all(|policy| policy.forbids || policy.file != "core.cedar"));
    let others: BTreeSet<_> = others.iter().map(|policy| policy.id.as_str()).collect();
    let wanted = ["search-budget", "search-protected-person"];
    assert_eq!(others, BTreeSet::from(wanted), "what else forbids is about one act");
}

#[test]
fn every_action_stands_once_in_the_list_and_has_a_word_of_its_own() {
    let words: BTreeSet<_> = Action::ALL.iter().map(|action| action.word()).collect();
    assert_eq!(words.len(), Action::ALL.len());
}
