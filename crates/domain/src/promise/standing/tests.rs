//! How rows stand, on the promise of 2023: what counts where, what is kept elsewhere, and what is published of it.

use time::{
    Duration,
    macros::{date, time},
};

use super::*;
use crate::{
    Id,
    promise::{
        activity::{Channel, Focus, Line, PoliceAction},
        occasion::{Outing, Plan, Span, Told},
        publication::{Number, Publication},
        published::Shown,
    },
    stockholm,
};

static NONE: Counts =
    Counts { offered: None, support_offered: None, outreach_meetings: None, first_concerns: None };

fn karlshamn() -> Promise {
    let text = include_str!("../../../../../config/promise/karlshamn-2023.toml");
    Promise::parse("karlshamn-2023.toml", text).unwrap()
}

fn today() -> LegalDay {
    LegalDay::new(date!(2023 - 11 - 30))
}

fn line(text: &str) -> Line {
    Line::new(text).unwrap()
}

fn noted(row: Option<&str>, on: time::Date, form: Form) -> Noted {
    Noted { row: row.map(str::to_owned), activity: Activity::stored(on, form, None) }
}

/// So many night walks on as many evenings, each with two adults and one contact.
fn walks(count: u8) -> Vec<Occasion> {
    let walk = |number: u8| {
        let evening = date!(2023 - 09 - 01) + Duration::days(i64::from(number));
        let span = Span::new(evening, time!(20:00), time!(22:00)).unwrap();
        let plan = Plan {
            outing: Outing::NightWalk,
            organiser: Id::from_random([1; 16]),
            area: Id::from_random([2; 16]),
            span,
        };
        let told = Told { from: time!(20:00), to: time!(22:00), adults: 2, contacts: 1 };
        let now = stockholm::start_of_day(date!(2024 - 01 - 01));
        Occasion::planned(Id::from_random([number; 16]), plan, &[]).unwrap().done(told, now).unwrap()
    };
    (0..count).map(walk).collect()
}

fn row<'r, 'a>(rows: &'r [RowStanding<'a>], key: &str) -> &'r RowStanding<'a> {
    rows.iter().find(|row| row.row.key == key).unwrap()
}

#[test]
fn a_visit_counts_as_asked_for_and_as_done_on_its_own_days() {
    let promise = karlshamn();
    let asked = |on: time::Date| {
        Visit::asked(Id::from_random([7; 16]), visit::Asker::School, line("Trygg väg hem"), LegalDay::new(on))
    };
    let done = |visit: Visit, on: time::Date| visit.done(on, LegalDay::new(date!(2024 - 06 - 01))).unwrap();
    let visits = [
        asked(date!(2023 - 10 - 02)),
        done(asked(date!(2023 - 08 - 30)), date!(2023 - 09 - 12)),
        asked(date!(2023 - 11 - 01)).declined(line("Vi hinner inte")).unwrap(),
        done(asked(date!(2023 - 11 - 20)), date!(2023 - 12 - 05)),
        asked(date!(2023 - 08 - 31)),
    ];
    let rows = promise.standing(
        Ledgered {
            occasions: &[],
            noted: &[],
            counts: &NONE,
            incidents: &[],
            meetings: &[],
            visits: &visits,
        },
        today(),
    );
    let figures: Vec<(Measure, u32)> = row(&rows, "G5")
        .figures
        .iter()
        .map(|figure| match figure.amount {
            Amount::Activities(count) => (figure.measure, count),
            Amount::Persons(_) => panic!("a visit is no person"),
        })
        .collect();
    // Asked for before the period and done in it counts as done; done after today does not yet.
    assert_eq!(figures, [(Measure::Visited, 1), (Measure::Asked, 3)]);
}

#[test]
fn every_row_stands_and_only_two_have_a_target() {
    let promise = karlshamn();
    let occasions = walks(80);
    let rows = promise.standing(
        Ledgered {
            occasions: &occasions,
            noted: &[],
            counts: &NONE,
            incidents: &[],
            meetings: &[],
            visits: &[],
        },
        today(),
    );
    assert_eq!(rows.len(), 19);
    let with_target: Vec<&str> =
        rows.iter().filter(|row| row.target().is_some()).map(|row| row.row.key.as_str()).collect();
    assert_eq!(with_target, ["K4", "K5"]);
    assert_eq!(row(&rows, "K4").progress.unwrap().count, 80);
    assert_eq!(row(&rows, "K4").status, Status::InStep);
    assert_eq!(row(&rows, "K5").status, Status::Behind);
    assert_eq!(row(&rows, "K5").lacking, [EvidenceKind::FieldEvening]);
    assert_eq!(row(&rows, "P4").elsewhere, [EvidenceKind::OutreachMeetings]);
    assert!(row(&rows, "P4").figures.is_empty(), "what is kept elsewhere has no number here, not even none");
    assert_eq!(row(&rows, "G3").status, Status::InStep);
}

#[test]
fn what_names_a_row_counts_there_alone_and_a_meeting_counts_for_both() {
    let promise = karlshamn();
    let on = date!(2023 - 10 - 02);
    let step = || Form::Milestone { what: line("Nytt material för föräldrar") };
    let meeting = Form::SspfMeeting { present: vec![Agency::School, Agency::Police] };
    let all = [noted(Some("K2"), on, step()), noted(None, on, meeting)];
    let rows = promise.standing(
        Ledgered { occasions: &[], noted: &all, counts: &NONE, incidents: &[], meetings: &[], visits: &[] },
        today(),
    );
    assert_eq!((row(&rows, "K2").lines.len(), row(&rows, "G2").lines.len()), (1, 0));
    assert_eq!(row(&rows, "P2").progress.unwrap().count, 1);
    assert!(!row(&rows, "G4").lacking.contains(&EvidenceKind::SspfParticipation));
}

#[test]
fn what_lies_outside_the_period_or_ahead_is_not_counted() {
    let promise = karlshamn();
    let routine = || Form::Routine { what: line("Rutin för unga vuxna") };
    for day in [date!(2023 - 08 - 31), date!(2023 - 12 - 01), date!(2024 - 01 - 01)] {
        let all = [noted(None, day, routine())];
        let rows = promise.standing(
            Ledgered {
                occasions: &[],
                noted: &all,
                counts: &NONE,
                incidents: &[],
                meetings: &[],
                visits: &[],
            },
            today(),
        );
        assert_eq!(row(&rows, "G3").status, Status::InStep, "{day}");
    }
    let all = [noted(None, date!(2023 - 11 - 30), routine())];
    let rows = promise.standing(
        Ledgered { occasions: &[], noted: &all, counts: &NONE, incidents: &[], meetings: &[], visits: &[] },
        today(),
    );
    assert_eq!(row(&rows, "G3").status, Status::Kept);
}

#[test]
fn of_a_party_and_year_the_latest_resource_counts() {
    let promise = karlshamn();
    let given = |party, hours| Form::Resource { party, hours, kronor: 0 };
    let all = [
        noted(None, date!(2023 - 09 - 05), given(Agency::School, 40)),
        noted(None, date!(2023 - 11 - 05), given(Agency::School, 60)),
        noted(None, date!(2023 - 10 - 05), given(Agency::Police, 20)),
    ];
    let rows = promise.standing(
        Ledgered { occasions: &[], noted: &all, counts: &NONE, incidents: &[], meetings: &[], visits: &[] },
        today(),
    );
    let hours = row(&rows, "G4").figures.iter().find(|figure| figure.measure == Measure::Hours).unwrap();
    assert!(hours.amount == Amount::Activities(80));
}

#[test]
fn persons_are_published_in_steps_and_police_work_without_place_or_day() {
    let promise = karlshamn();
    let occasions = walks(9);
    let patrol = Form::Police {
        action: PoliceAction::FootPatrol,
        place: Id::from_random([9; 16]),
        focus: Focus::Drugs,
        vehicles: None,
    };
    let told = Form::Publication { channel: Channel::PoliceSite, what: line("Hur det går i oktober") };
    let on = date!(2023 - 10 - 09);
    let noted = [noted(None, on, patrol), noted(None, on, told)];
    let all = Ledgered {
        occasions: &occasions,
        noted: &noted,
        counts: &NONE,
        incidents: &[],
        meetings: &[],
        visits: &[],
    };
    let published = Publication::of(&promise, all, "samordnare", today()).unwrap();
    let number = |key: &str, measure| {
        published.row(key).unwrap().figures.iter().find(|one| one.measure == measure).unwrap().number
    };
    assert_eq!(number("K4", Measure::Occasions), Number::Activities(9));
    assert_eq!(number("K4", Measure::Adults), Number::Persons(Shown::AtLeast(15)));
    assert_eq!(number("K4", Measure::Contacts), Number::Persons(Shown::AtLeast(5)));
    assert_eq!(number("P3", Measure::Patrols), Number::Activities(1));
    assert!(published.row("P3").unwrap().done.is_empty());
    assert_eq!(number("G1", Measure::Linked), Number::Activities(1));
    assert_eq!(published.row("S3").unwrap().done.len(), 1);
    assert_eq!(published.row("K4").unwrap().percent(), Some(9));
    let text = serde_json::to_string(&published).unwrap();
    let place = Id::<()>::from_random([9; 16]).to_string();
    assert!(!text.contains(&place), "a place of the picture left the house: {text}");
    assert_eq!(serde_json::from_str::<Publication>(&text).unwrap(), published);
    assert_eq!(Publication::of(&promise, all, "x", LegalDay::new(date!(2023 - 08 - 31))), None);
}
