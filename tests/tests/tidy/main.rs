//! The habits of the house (docs: design, habits), each as a test over the files git would keep.
//! Not for what a lint or `deny.toml` can say; those say it themselves.
#![cfg(test)]

mod tree;
mod source;
mod crates;
mod components;
mod corpora;

use source::{Finding, report};

/// Finds what a rule says of every file, and fails with one line a finding.
fn every_file(wanted: impl Fn(&str) -> bool, rule: impl Fn(&str, &str) -> Vec<Finding>) {
    let files = tree::files();
    assert!(files.iter().any(|file| file == "Cargo.toml"), "the list of files is not the repository's");
    let mut findings = Vec::new();
    for path in files.iter().filter(|path| wanted(path)) {
        if let Some(text) = tree::text(path) {
            findings.extend(rule(path, &text));
        }
    }
    report(&findings);
}

fn is_rust(path: &str) -> bool {
    tree::extension(path) == "rs"
}

/// Lock files name registries and are written by tools; examples of parsers are often written by chance.
fn is_written_by_hand(path: &str) -> bool {
    tree::extension(path) != "lock"
        && !path.ends_with("package-lock.json")
        && !path.starts_with("tests/corpora/")
}

#[test]
fn rust_files_have_at_most_500_lines() {
    every_file(is_rust, |path, text| {
        let lines = text.lines().count();
        if (351..=500).contains(&lines) {
            println!("long: {path} has {lines} lines; 350 is the aim");
        }
        source::longer_than(500, path, text)
    });
}

#[test]
fn rust_files_begin_by_saying_what_they_are_for() {
    every_file(|path| is_rust(path) && !path.contains("/tests/ui/"), source::without_purpose);
}

#[test]
fn no_module_hides_in_a_file_called_mod() {
    every_file(
        |path| path.ends_with("/mod.rs"),
        |path, _| vec![Finding::at(path, 1, "name the file after its module")],
    );
}

#[test]
fn nothing_is_left_to_do() {
    every_file(is_written_by_hand, source::unfinished);
}

#[test]
fn no_machine_and_no_registry_is_named() {
    every_file(is_written_by_hand, source::machine_or_registry);
}

#[test]
fn handlers_fit_on_a_screen() {
    every_file(
        |path| is_rust(path) && path.starts_with("crates/web/src/pages"),
        |path, text| source::long_handlers(25, path, text),
    );
}

/// A stamp says "this is durable". Only the writer, after its commit, may say so.
#[test]
fn a_stamp_is_made_in_exactly_one_place() {
    let mut calls = Vec::new();
    for path in tree::files()
        .iter()
        .filter(|path| is_rust(path) && path.starts_with("crates/") && path.contains("/src/"))
    {
        let text = tree::text(path).unwrap_or_default();
        calls.extend(source::calls_outside_tests("Stamp::after_commit(", path, &text));
    }
    assert_eq!(calls.len(), 1, "{calls:#?}");
}

/// The pages of the open part take a `Square` or a `Board`; behind those there is no way to a record about a person.
#[test]
fn the_open_part_reaches_nothing_but_itself() {
    let is_page = |path: &str| is_rust(path) && path.starts_with("crates/web/src/pages/open");
    assert!(
        tree::files().iter().filter(|path| is_page(path)).count() > 6,
        "the pages of the open part are found"
    );
    every_file(is_page, source::reaches_beyond_the_open_part);
    every_file(|path| path.starts_with("crates/desk/src/commons"), source::hands_the_desk_out);
}

#[test]
fn crates_name_only_what_stands_to_their_right() {
    report(&crates::forbidden_arrows(&crates::manifests()));
}

/// What `docs/security.md` names as a measure or as its proof is there: the file, and the function or test in it.
#[test]
fn the_security_document_names_what_there_is() {
    let text = tree::text("docs/security.md").unwrap();
    let files = tree::files();
    let (mut named, mut missing) = (0, Vec::new());
    for quoted in text.split('`').skip(1).step_by(2) {
        let (path, item) = quoted.split_once("::").unwrap_or((quoted, ""));
        if path.contains([' ', '*', '{']) || !path.contains('/') || tree::extension(path).is_empty() {
            continue;
        }
        let path = path
            .replace("properties/", "tests/tests/properties/")
            .replace("tests/tests/tests/tests", "tests/tests");
        let found = files.iter().find(|file| **file == path || **file == format!("crates/{path}"));
        named += 1;
        let holds = |file: &String| {
            let name = item.rsplit("::").next().unwrap_or("");
            name.is_empty() || tree::text(file).is_some_and(|text| text.contains(name))
        };
        if !found.is_some_and(holds) {
            missing.push(quoted.to_owned());
        }
    }
    assert!(missing.is_empty(), "docs/security.md names what is not there: {missing:#?}");
    assert!(named > 200, "the document is read: {named}");
}

#[test]
fn the_release_tree_stays_small() {
    let packages = crates::release_packages();
    println!("{} packages", packages.len());
    assert!(packages.len() > 100, "cargo tree did not answer: {packages:?}");
    assert!(packages.len() <= 310, "{} packages; what can go?", packages.len());
}
