//! The files of `config/law/` as they are delivered, and what a broken file is told.

use proptest::prelude::*;
use time::macros::date;

use super::*;

const DELIVERED: [(&str, &str); 7] = [
    ("config/law/concern-report.toml", include_str!("../../../../config/law/concern-report.toml")),
    ("config/law/consent.toml", include_str!("../../../../config/law/consent.toml")),
    ("config/law/own-task.toml", include_str!("../../../../config/law/own-task.toml")),
    ("config/law/crime-prevention.toml", include_str!("../../../../config/law/crime-prevention.toml")),
    ("config/law/under21.toml", include_str!("../../../../config/law/under21.toml")),
    ("config/law/police-notify.toml", include_str!("../../../../config/law/police-notify.toml")),
    ("config/law/reporter-feedback.toml", include_str!("../../../../config/law/reporter-feedback.toml")),
];

const SMALL: &str = r#"
id = "small"

[[version]]
title = "Liten"
provision = "1 § lagen (2000:1)"
from = ["school"]
to = ["social"]
conditions = [{ id = "need", text = "Behovet är angivet." }]
valid_from = 2020-01-01
valid_to = 2020-12-31
summary = "Kort."
source = "Påhittad."

[[version]]
title = "Liten"
provision = "2 § lagen (2000:1)"
from = ["school", "police"]
to = ["social"]
conditions = []
valid_from = 2021-01-01
summary = "Kort."
source = "Påhittad."
"#;

fn delivered() -> Law {
    Law::parse(&DELIVERED).unwrap()
}

fn day(date: Date) -> LegalDay {
    LegalDay::new(date)
}

/// What is said of the small file when one piece of it is written differently.
fn fault(piece: &str, instead: &str) -> LawFault {
    assert!(SMALL.contains(piece), "{piece}");
    Law::parse(&[("law/small.toml", &SMALL.replacen(piece, instead, 1))]).unwrap_err()
}

#[test]
fn changes_the_duty_to_report_on_1_july_2025() {
    let law = delivered();
    let old = law.basis("concern-report", day(date!(2025 - 06 - 30))).unwrap();
    assert_eq!(old.provision, "14 kap. 1 § socialtjänstlagen (2001:453)");
    let new = law.basis("concern-report", day(date!(2025 - 07 - 01))).unwrap();
    assert_eq!(new.provision, "19 kap. 1 § socialtjänstlagen (2025:400)");
    assert_eq!(new.version(), "concern-report@2025-07-01");
}

#[test]
fn has_every_delivered_basis_in_both_demo_worlds() {
    let law = delivered();
    for id in ["concern-report", "consent", "own-task", "police-notify"] {
        for world in [date!(2023 - 11 - 30), date!(2026 - 11 - 24)] {
            assert!(law.basis(id, day(world)).is_some(), "{id} {world}");
        }
    }
    assert_eq!(law.basis("unheard-of", day(date!(2026 - 11 - 24))), None);
}

#[test]
fn lets_every_party_report_to_social_services_in_every_version() {
    for basis in delivered().all().filter(|basis| basis.id == "concern-report") {
        for from in [Agency::School, Agency::Social, Agency::Police, Agency::Leisure] {
            assert!(basis.carries(from, Agency::Social), "{}", basis.version());
            assert!(!basis.carries(Agency::Social, from) || from == Agency::Social, "{}", basis.version());
        }
    }
}

#[test]
fn is_signed_by_nobody_yet() {
    assert!(delivered().all().all(|basis| basis.verified.is_none()));
}

#[test]
fn quotes_sections_with_their_amendment_and_nothing_after_it() {
    for basis in delivered().all() {
        if let Some(wording) = &basis.wording {
            let (_, end) = wording.rsplit_once(" Lag (").unwrap();
            assert!(
                end.len() == "2025:1501).".len() || end.len() == "2015:982).".len(),
                "{}",
                basis.version()
            );
            assert!(end.ends_with(").") && !wording.contains('\n'), "{}", basis.version());
        }
    }
}

#[test]
fn gives_the_version_of_the_day_and_none_outside() {
    let law = Law::parse(&[("small.toml", SMALL)]).unwrap();
    let provision = |date| law.basis("small", day(date)).map(|basis| basis.provision.as_str());
    assert_eq!(provision(date!(2019 - 12 - 31)), None);
    assert_eq!(provision(date!(2020 - 01 - 01)), Some("1 § lagen (2000:1)"));
    assert_eq!(provision(date!(2020 - 12 - 31)), Some("1 § lagen (2000:1)"));
    assert_eq!(provision(date!(2021 - 01 - 01)), Some("2 § lagen (2000:1)"));
    let versions: Vec<String> = law.all().map(Basis::version).collect();
    assert_eq!(versions, ["small@2020-01-01", "small@2021-01-01"]);
}

#[test]
fn says_where_and_what_is_allowed() {
    let said = fault("valid_to = 2020-12-31", "valid_to = 2021-01-01").to_string();
    assert!(said.starts_with("law/small.toml, line 21: the version from 2021-01-01 begins while"), "{said}");
    let said = fault("valid_to = 2020-12-31", "vaild_to = 2020-12-31").to_string();
    assert!(said.starts_with("law/small.toml, line 11: unknown field `vaild_to`, expected"), "{said}");
    assert!(said.contains("`valid_to`"), "{said}");
    let said = fault("\"school\"", "\"skola\"").to_string();
    assert!(
        said.starts_with("law/small.toml, line 7: unknown variant `skola`, expected one of `school`"),
        "{said}"
    );
}

#[test]
fn refuses_what_does_not_hold_together() {
    use LawProblem as P;
    let signed = |lines: &str| format!("source = \"Påhittad.\"\n{lines}");
    for (piece, instead, problem) in [
        ("id = \"small\"", "id = \"Small\"", P::Id("Small".to_owned())),
        ("id = \"small\"", "id = \"other\"", P::FileName { id: "other".to_owned() }),
        ("id = \"need\"", "id = \"the--need\"", P::Id("the--need".to_owned())),
        ("\"Kort.\"", "\" \"", P::Empty { key: "summary" }),
        ("[\"social\"]", "[]", P::Nobody { key: "to" }),
        ("2020-01-01", "2020-01-01T08:00:00", P::NoDay { key: "valid_from" }),
        (
            "valid_to = 2020-12-31",
            "valid_to = 2019-12-31",
            P::EndsBeforeItBegins { from: date!(2020 - 01 - 01), to: date!(2019 - 12 - 31) },
        ),
        ("source = \"Påhittad.\"", &signed("verified_by = \"\""), P::HalfSigned),
        ("source = \"Påhittad.\"", &signed("verified_on = 2026-01-01"), P::HalfSigned),
        (
            "source = \"Påhittad.\"",
            &signed("verified_on = 2026-01-01\nverified_by = \"\""),
            P::Empty { key: "verified_by" },
        ),
        (
            "conditions = [",
            "conditions = [{ id = \"need\", text = \"Ett.\" }, ",
            P::SecondCondition("need".to_owned()),
        ),
    ] {
        assert_eq!(fault(piece, instead).problem, problem);
    }
    assert!(matches!(fault("2020-01-01", "2020-02-30").problem, P::Form(_) | P::NoDay { .. }));
    assert!(matches!(fault("valid_from = 2020-01-01", "").problem, P::Form(_)));
}

#[test]
fn refuses_a_basis_twice_or_without_versions() {
    let twice = Law::parse(&[("a/small.toml", SMALL), ("b/small.toml", SMALL)]).unwrap_err();
    assert_eq!((twice.file.as_str(), twice.line), ("b/small.toml", 2));
    assert_eq!(twice.problem, LawProblem::SecondFile("small".to_owned()));
    let empty = Law::parse(&[("small.toml", "id = \"small\"")]).unwrap_err();
    assert_eq!(empty.problem, LawProblem::NoVersion);
}

#[test]
fn takes_a_signature() {
    let signed = SMALL.replacen(
        "source = \"Påhittad.\"",
        "source = \"P\"\nverified_on = 2026-11-24\nverified_by = \"K. J.\"",
        1,
    );
    let law = Law::parse(&[("small.toml", &signed)]).unwrap();
    let verified = law.all().next().unwrap().verified.clone().unwrap();
    assert_eq!((verified.on, verified.by.as_str()), (date!(2026 - 11 - 24), "K. J."));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>(), cut in 0..600_usize) {
        let _ = Law::parse(&[("small.toml", &text)]);
        let cut: String = SMALL.chars().take(cut).chain(text.chars()).collect();
        let _ = Law::parse(&[("small.toml", &cut)]);
    }
}

const YOUNG: Telling = Telling { from: Agency::Social, to: Agency::Police, age: Some(20), origin: None };

fn ways(telling: Telling, day: Date) -> Vec<String> {
    delivered().carrying(&telling, LegalDay::new(day)).map(|basis| basis.id.clone()).collect()
}

/// Domain test (c): 10 kap. 18 a § OSL speaks of those who have not reached 21.
#[test]
fn under_21_ends_with_the_birthday() {
    let day = date!(2025 - 06 - 01);
    assert!(ways(YOUNG, day).contains(&"under21".to_owned()));
    assert!(!ways(Telling { age: Some(21), ..YOUNG }, day).contains(&"under21".to_owned()));
    assert!(
        ways(Telling { age: None, ..YOUNG }, day).contains(&"under21".to_owned()),
        "age is a condition then"
    );
}

/// Domain test (d): 10 kap. 15 a § OSL is law from the first of December 2025.
#[test]
fn crime_prevention_is_not_offered_before_its_first_day() {
    assert!(!ways(YOUNG, date!(2025 - 11 - 30)).contains(&"crime-prevention".to_owned()));
    assert!(ways(YOUNG, date!(2025 - 12 - 01)).contains(&"crime-prevention".to_owned()));
}

/// Domain test (e): what health care keeps secret (25 kap. 1 § OSL) is told on no weighing of ours.
#[test]
fn what_health_care_knows_goes_on_consent_or_as_a_report_alone() {
    for from in [Agency::School, Agency::Social, Agency::Police, Agency::Leisure] {
        for to in [Agency::School, Agency::Police, Agency::Leisure] {
            let telling = Telling { from, to, age: None, origin: Some(Origin::Health) };
            assert!(
                !ways(telling, date!(2026 - 01 - 01)).contains(&"crime-prevention".to_owned()),
                "{from:?} {to:?}"
            );
        }
    }
}
