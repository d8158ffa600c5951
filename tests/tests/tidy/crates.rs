//! Rules on the workspace: which crate of ours may name which, and how large the release tree may grow.
//! Who may name which crate of others stands in `deny.toml`.

use std::collections::{BTreeMap, BTreeSet};

use crate::{source::Finding, tree};

/// Who may name whom, for every crate that stands below the program.
const ARROWS: [(&str, &[&str]); 7] = [
    ("domain", &[]),
    ("ledger", &["domain"]),
    ("access", &["ledger", "domain"]),
    ("desk", &["access", "ledger", "domain"]),
    ("store-sqlite", &["desk", "access", "ledger", "domain"]),
    ("store-postgres", &["desk", "access", "ledger", "domain"]),
    ("web", &["desk", "domain"]),
];

/// Each manifest under `crates/`: its path and its text.
pub(crate) fn manifests() -> BTreeMap<String, toml::Table> {
    let paths =
        tree::files().into_iter().filter(|path| path.starts_with("crates/") && path.ends_with("/Cargo.toml"));
    let found: BTreeMap<_, _> =
        paths.map(|path| (path.clone(), tree::text(&path).unwrap().parse().unwrap())).collect();
    assert_eq!(found.len(), ARROWS.len() + 1, "a crate came or went: say in ARROWS what it may name");
    found
}

/// Arrows that the design does not draw, be they for the program, for tests or for building.
pub(crate) fn forbidden_arrows(manifests: &BTreeMap<String, toml::Table>) -> Vec<Finding> {
    let rules = BTreeMap::from(ARROWS);
    let is_ours = |name: &str| rules.contains_key(name) || name == "fyrklover";
    let mut findings = Vec::new();
    for (path, manifest) in manifests {
        let name = manifest["package"]["name"].as_str().unwrap();
        let Some(allowed) = rules.get(name) else {
            assert_eq!(name, "fyrklover", "ARROWS says nothing of it");
            continue;
        };
        for named in dependencies(manifest).into_iter().filter(|named| is_ours(named)) {
            if !allowed.contains(&named.as_str()) {
                findings.push(Finding::at(path, 1, &format!("{name} may not name {named}")));
            }
        }
    }
    findings
}

/// The names of all dependencies, of whatever kind, also under another name or for one platform.
fn dependencies(manifest: &toml::Table) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (key, value) in manifest {
        let Some(table) = value.as_table() else { continue };
        if key.ends_with("dependencies") {
            names.extend(table.iter().map(|(name, how)| {
                how.get("package").and_then(toml::Value::as_str).unwrap_or(name).to_owned()
            }));
        } else if key == "target" {
            names.extend(table.values().filter_map(toml::Value::as_table).flat_map(dependencies));
        }
    }
    names
}

/// The packages of the program as it is shipped.
pub(crate) fn release_packages() -> BTreeSet<String> {
    let cargo = env!("CARGO");
    let listed =
        tree::output(cargo, &["tree", "-p", "fyrklover", "-e", "normal", "--prefix", "none", "--offline"]);
    listed
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.trim_end_matches(" (*)").to_owned())
        .collect()
}

/// The packages of a lock file, each with its version and the sum of its archive.
fn locked(path: &str) -> BTreeSet<String> {
    let lock: toml::Table = tree::text(path).unwrap().parse().unwrap();
    let packages = lock["package"].as_array().unwrap().iter();
    let said = |package: &toml::Value, key: &str| {
        package.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    packages.map(|package| ["name", "version", "checksum"].map(|key| said(package, key)).join(" ")).collect()
}

/// Fuzzing has a lock file of its own; what it fuzzes is what is shipped.
#[test]
fn the_fuzzer_is_built_from_the_same_crates() {
    let own = ["arbitrary", "fuzz", "jobserver", "libfuzzer-sys"];
    let (fuzzed, ours) = (locked("fuzz/Cargo.lock"), locked("Cargo.lock"));
    let is_own = |package: &str| own.iter().any(|name| package.split(' ').next() == Some(name));
    let other: Vec<&String> = fuzzed.difference(&ours).filter(|package| !is_own(package)).collect();
    assert!(fuzzed.len() > 200 && other.is_empty(), "copy Cargo.lock to fuzz/ and build there: {other:?}");
}

#[test]
fn an_arrow_to_the_left_is_seen() {
    let web = "package.name = 'web'\ntarget.x.dev-dependencies.a = { package = 'ledger' }\ndependencies.desk.path = ''";
    let manifests = BTreeMap::from([("web/Cargo.toml".to_owned(), web.parse().unwrap())]);
    assert_eq!(forbidden_arrows(&manifests), [Finding::at("web/Cargo.toml", 1, "web may not name ledger")]);
}
