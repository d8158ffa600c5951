//! The list of components (`scripts/components`): everything that is shipped stands in it, with a licence, and two
//! runs say the same. What may be in it at all stands in `deny.toml`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{crates, tree};

/// The document, and its parts with the program itself.
fn document() -> (String, Vec<Value>, Vec<Value>) {
    let printed = tree::output("scripts/components", &[]);
    let document: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((&document["bomFormat"], &document["specVersion"]), (&"CycloneDX".into(), &"1.6".into()));
    let mut parts = document["components"].as_array().unwrap().clone();
    parts.push(document["metadata"]["component"].clone());
    let needs = document["dependencies"].as_array().unwrap().clone();
    (printed, parts, needs)
}

fn text<'v>(part: &'v Value, key: &str) -> &'v str {
    part[key].as_str().unwrap_or_default()
}

/// What cargo ships, as the document would name it.
fn shipped() -> BTreeSet<String> {
    let packages = crates::release_packages();
    packages.iter().map(|package| package.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn the_list_of_components_names_everything_that_is_shipped() {
    let (printed, parts, needs) = document();
    each_has_its_licence_and_its_place(&parts, &needs);
    assert_eq!(printed, document().0, "the same tree gives the same document");
    let required =
        parts.iter().filter(|part| text(part, "scope") == "required" && text(part, "name") != "sqlite");
    let listed: BTreeSet<String> =
        required.map(|part| format!("{} v{}", text(part, "name"), text(part, "version"))).collect();
    assert_eq!(listed, shipped(), "listed, and what cargo ships");
    assert!(listed.len() <= 310, "{} packages", listed.len());
    for unwanted in ["openssl", "openssl-sys", "native-tls"] {
        assert!(parts.iter().all(|part| text(part, "name") != unwanted), "{unwanted}");
    }
}

fn each_has_its_licence_and_its_place(parts: &[Value], needs: &[Value]) {
    for part in parts {
        let licence = text(&part["licenses"][0], "expression");
        assert!(!licence.is_empty() && !licence.contains('/'), "{part}");
        let is_of_registry = text(part, "purl").starts_with("pkg:cargo/");
        assert_eq!(text(&part["hashes"][0], "content").len(), if is_of_registry { 64 } else { 0 }, "{part}");
    }
    let references: BTreeSet<&str> = parts.iter().map(|part| text(part, "bom-ref")).collect();
    assert_eq!(references.len(), parts.len(), "each is there once");
    assert!(
        needs.iter().map(|need| text(need, "ref")).eq(references.iter().copied()),
        "each says what it needs"
    );
    for needed in needs.iter().flat_map(|need| need["dependsOn"].as_array().unwrap()) {
        assert!(references.contains(needed.as_str().unwrap()), "{needed} is nowhere");
    }
}
