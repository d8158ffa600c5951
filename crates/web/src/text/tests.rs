//! The two languages say the same, the pages ask for what is there, and nothing is there that nobody asks for.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use time::macros::{date, datetime};

use super::*;

/// Families of keys that are put together: `t.get(&format!("month-{}", …))`. Those of `Choice::family(t, "…"` are
/// found by themselves.
const FAMILIES: &[&str] = &[
    "act-",
    "asker-",
    "audience-",
    "answer-",
    "cancelled-",
    "consequence-",
    "direction-",
    "flagged-",
    "personal-kind-",
    "property-",
    "step-",
    "stolen-",
    "topic-",
    "channel-",
    "dialogue-",
    "evidence-",
    "focus-",
    "measure-",
    "notcounted-",
    "outing-",
    "owner-",
    "spot-",
    "agenda-",
    "asked-",
    "category-",
    "duty-",
    "followed-",
    "function-",
    "group-",
    "priority-",
    "status-",
    "age-",
    "cell-",
    "counted-",
    "embed-code-",
    "share-",
    "met-",
    "method-",
    "agency-",
    "agreed-by-",
    "agreed-how-",
    "aim-",
    "class-",
    "consent-given-",
    "consent-guardians-",
    "consent-young-",
    "feedback-",
    "flag-",
    "goal-form-",
    "guardians-",
    "home-",
    "informed-",
    "judge-",
    "judged-",
    "kind-",
    "left-",
    "month-",
    "offered-",
    "opening-",
    "outcome-",
    "period-",
    "place-",
    "problem-",
    "protection-",
    "purpose-",
    "referral-reason-",
    "referral-state-",
    "regime-",
    "relation-",
    "reply-",
    "reveal-",
    "role-",
    "scope-",
    "shown-",
    "suspicion-",
    "told-",
    "trigger-",
    "unassigned-",
    "unseal-",
    "weekday-",
    "went-",
];

/// The texts of a language: key and variables.
fn keys(sources: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for source in sources {
        let mut current: Option<&mut BTreeSet<String>> = None;
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            // A message begins at the margin, and its other lines do not.
            if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
                let key = line.split([' ', '=']).next().unwrap();
                assert!(!all.contains_key(key), "{key} stands twice");
                current = Some(all.entry(key.to_owned()).or_default());
            } else if line.starts_with('-') {
                current = None;
            }
            if let Some(variables) = &mut current {
                let names = line
                    .split('$')
                    .skip(1)
                    .map(|rest| rest.split(|c| !is_name(c)).next().unwrap().to_owned());
                variables.extend(names);
            }
        }
    }
    all
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'
}

fn here(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn walk(folder: &Path, ending: &str, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, ending, found);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push((path.clone(), fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The sources of the pages, without the line breaks that come from a narrow screen.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    walk(&here("src"), "rs", &mut found);
    walk(&here("templates"), "html", &mut found);
    found.retain(|(path, _)| path.file_name().is_none_or(|name| name != "tests.rs"));
    for (_, text) in &mut found {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        *text = joined(&code.collect::<Vec<_>>().join("\n"));
    }
    found
}

fn joined(text: &str) -> String {
    let mut joined = String::new();
    for word in text.split_whitespace() {
        if !joined.ends_with('(') && !word.starts_with('.') {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

/// What stands after `t.get(` or `t.with(` and `opening`, up to one of `ends`.
fn asked<'s>(source: &'s str, opening: &str, ends: &[char]) -> Vec<&'s str> {
    let mut all = Vec::new();
    for receiver in ["t", "self", "text"] {
        for verb in ["get", "with"] {
            let call = format!("{receiver}.{verb}({opening}");
            for (at, _) in source.match_indices(&call) {
                let before = source[..at].chars().next_back();
                if !before.is_some_and(is_name) {
                    all.push(source[at + call.len()..].split(ends).next().unwrap());
                }
            }
        }
    }
    all
}

/// The keys of faults at fields: `.add("field", "key")` and `FieldErrors::one("field", "key")`.
fn faults(source: &str) -> Vec<&str> {
    let calls = [".add(\"", "FieldErrors::one(\""].into_iter().flat_map(|call| source.split(call).skip(1));
    // A key that is not a literal, such as a rule's, is checked where it is written.
    let literal = |rest: &'_ str| rest.split_once("\", \"").is_some_and(|(field, _)| !field.contains('"'));
    calls.filter(|rest| literal(rest)).filter_map(|rest| rest.split('"').nth(2)).collect()
}

/// The families of the answers to choose from.
fn choices(source: &str) -> Vec<String> {
    let calls = source.split("Choice::family(").skip(1);
    calls.filter_map(|rest| Some(format!("{}-", rest.split_once(", \"")?.1.split('"').next()?))).collect()
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_variables() {
    let (swedish, english) = (keys(SWEDISH), keys(ENGLISH));
    for (key, variables) in &swedish {
        assert_eq!(english.get(key), Some(variables), "{key} in English");
    }
    for key in english.keys() {
        assert!(swedish.contains_key(key), "{key} in Swedish");
    }
}

#[test]
fn every_file_is_whole_and_every_text_has_a_value() {
    for (bundle, sources) in [(&*IN_SWEDISH, SWEDISH), (&*IN_ENGLISH, ENGLISH)] {
        for source in sources {
            let parsed = FluentResource::try_new((*source).to_owned());
            assert!(parsed.is_ok(), "{:?}", parsed.err().map(|(_, faults)| faults));
        }
        for key in keys(sources).keys() {
            assert!(bundle.get_message(key).is_some_and(|message| message.value().is_some()), "{key}");
        }
    }
}

#[test]
fn every_file_of_the_folders_is_compiled_in() {
    for language in Language::ALL {
        let mut found = Vec::new();
        walk(&here("locales").join(language.code()), "ftl", &mut found);
        let names: BTreeSet<_> =
            found.iter().map(|(path, _)| path.file_stem().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, FILES.iter().copied().collect(), "{}", language.code());
    }
}

#[test]
fn whatever_a_page_asks_for_is_there() {
    let known = keys(SWEDISH);
    let mut missing = Vec::new();
    for (path, source) in sources() {
        let asked_for = asked(&source, "\"", &['"']).into_iter().chain(faults(&source));
        missing.extend(
            asked_for
                .filter(|key| !known.contains_key(*key))
                .map(|key| format!("{key} ({})", path.display())),
        );
        // A family that begins with a variable is named where it is called.
        for family in
            asked(&source, "&format!(\"", &['{', '"']).into_iter().filter(|family| !family.is_empty())
        {
            assert!(FAMILIES.contains(&family), "{} asks for {family}…: is it in FAMILIES?", path.display());
        }
    }
    assert!(missing.is_empty(), "no such text:\n{}", missing.join("\n"));
}

#[test]
fn every_act_has_words_in_the_log() {
    for known in [keys(SWEDISH), keys(ENGLISH)] {
        for act in desk::Action::ALL {
            let key = format!("act-{}", act.word().replace('.', "-"));
            assert!(known.contains_key(&key), "{key}");
        }
    }
}

#[test]
fn every_class_of_fields_has_words_in_the_log() {
    let kinds = include_str!("../../../access/src/record/kinds.rs");
    let persons = include_str!("../../../access/src/record/kinds/persons.rs");
    let lists = [kinds, persons].into_iter().flat_map(|source| source.split("&[\"").skip(1));
    let classes = lists.filter_map(|list| list.split("\"]").next()).flat_map(|list| list.split("\", \""));
    let classes: BTreeSet<&str> = classes.collect();
    assert!(classes.len() > 8 && classes.contains("meeting"), "{classes:?}");
    for known in [keys(SWEDISH), keys(ENGLISH)] {
        for class in &classes {
            assert!(known.contains_key(&format!("shown-{class}")), "shown-{class}");
        }
    }
}

#[test]
fn nothing_is_there_that_no_page_asks_for() {
    let (sources, known) = (sources(), keys(SWEDISH));
    let mut families: BTreeSet<String> = FAMILIES.iter().map(|family| (*family).to_owned()).collect();
    families.extend(sources.iter().flat_map(|(_, source)| choices(source)));
    let in_a_family = |key: &str| families.iter().any(|family| key.starts_with(family));
    let is_named = |key: &str| sources.iter().any(|(_, source)| source.contains(&format!("\"{key}\"")));
    let unused: Vec<&String> = known.keys().filter(|key| !in_a_family(key) && !is_named(key)).collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
    families.retain(|family| !known.keys().any(|key| key.starts_with(family)));
    assert!(families.is_empty(), "no text belongs to {families:?}");
}

#[test]
fn the_scan_sees_calls_and_only_calls() {
    let text =
        joined("x = t.get(\"a\"); page.t\n    .with(\n  \"b\", &[]); headers.get(\"c\"); part.get(\"d\")");
    let mut found = asked(&text, "\"", &['"']);
    found.sort_unstable();
    assert_eq!(found, ["a", "b"]);
    assert_eq!(asked("{{t.get(&format!(\"role-{}\", r))}}", "&format!(\"", &['{', '"']), ["role-"]);
    assert_eq!(
        faults("e.add(\"name\", \"name-missing\"); FieldErrors::one(\"a\", \"b\")"),
        ["name-missing", "b"]
    );
    assert_eq!(choices("Choice::family(page.t, \"guardians\", &all)"), ["guardians-"]);
    let variables = &keys(&["a = { $x ->\n  [one] { $y-z }\n *[other] b\n }\n-term = { $no }\n"])["a"];
    assert_eq!(variables.iter().collect::<Vec<_>>(), ["x", "y-z"]);
}

#[test]
fn a_missing_text_shows_its_key() {
    for language in Language::ALL {
        assert_eq!(language.text().get("no-such-text"), "[no-such-text]");
    }
    assert_eq!(Language::Sv.text().get("date"), "{$day} {$month} {$year}", "and a missing variable its name");
}

#[test]
fn dates_and_times_are_written_as_people_write_them() {
    let (sv, en) = (Language::Sv.text(), Language::En.text());
    let day = date!(2026 - 11 - 24);
    assert_eq!((sv.date(day).as_str(), en.date(day).as_str()), ("24 nov 2026", "24 Nov 2026"));
    assert_eq!(
        (sv.weekday_date(day).as_str(), en.weekday_date(day).as_str()),
        ("tis 24 nov 2026", "Tue 24 Nov 2026")
    );
    assert_eq!((sv.week(day).as_str(), en.week(day).as_str()), ("vecka 48", "week 48"));
    let at = Timestamp::from(datetime!(2026-07-01 22:05 UTC));
    assert_eq!(
        (sv.moment(at).as_str(), en.moment(at).as_str()),
        ("2 juli 2026 kl. 00.05", "2 Jul 2026 at 00:05")
    );
    assert_eq!((sv.time_of_day(at).as_str(), en.time_of_day(at).as_str()), ("00.05", "00:05"));
}

#[test]
fn every_month_and_every_weekday_has_a_name() {
    for language in Language::ALL {
        let mut day = date!(2026 - 01 - 31);
        for _ in 0..12 {
            assert!(!language.text().weekday_date(day).contains('['), "{day}");
            day += time::Duration::days(30);
        }
    }
}
