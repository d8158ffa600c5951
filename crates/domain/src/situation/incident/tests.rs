//! What is reported is checked all at once, and nothing of it is a person.

use time::macros::{date, datetime};

use super::*;
use crate::{
    Id,
    situation::{PlaceKind, personal_data::PersonalData},
};

fn now() -> Timestamp {
    Timestamp::from(datetime!(2023-10-14 23:00 +2))
}

fn place() -> Place {
    Place { area: Id::from_random([1; 16]), kind: PlaceKind::School }
}

fn new() -> NewIncident {
    NewIncident {
        category: Category::Vandalism,
        theft: None,
        influence: Answer::Unknown,
        from: datetime!(2023-10-14 21:30),
        to: datetime!(2023-10-14 22:15),
        place: place(),
        owner: Owner::Municipality,
        consequence: Consequence::Damage,
        cost: Some(5_000),
        police_report: Answer::Yes,
        narrative: "Ca 15 ungdomar, två rutor krossade. Kostnad ca 5 000 kr.".to_owned(),
        reported_by: Function::SchoolCaretaker,
    }
}

#[test]
fn what_a_caretaker_reports_is_kept_as_it_was() {
    let incident = new().checked(now()).unwrap();
    assert_eq!(incident.when.from(), Timestamp::from(datetime!(2023-10-14 19:30 UTC)));
    assert_eq!(incident.when.day(), LegalDay::new(date!(2023 - 10 - 14)));
    assert_eq!(incident.narrative.as_str(), new().narrative);
    assert_eq!(incident.what.theft(), None);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let wrong = NewIncident {
        theft: Some(Theft { stolen: Stolen::CarParts, organised: true }),
        from: datetime!(2023-10-14 22:30),
        cost: Some(HIGHEST_COST + 1),
        narrative: "å".repeat(301),
        ..new()
    };
    let too_long = Fault::Text(NarrativeFault::TooLong { letters: 301, most: 300 });
    let faults = wrong.checked(now()).unwrap_err();
    assert_eq!(faults, [Fault::NoTheft, Fault::EndsBefore, Fault::CostTooHigh, too_long]);
}

#[test]
fn a_person_in_the_text_stops_it() {
    for (text, kind) in [
        ("Killen heter 20140502-2383.", PersonalData::Number),
        ("Ring 070-174 06 05.", PersonalData::Phone),
        ("Bilen var MLB 084.", PersonalData::Plate),
        ("Bor på Storgatan 5.", PersonalData::Address),
    ] {
        let faults = NewIncident { narrative: text.to_owned(), ..new() }.checked(now()).unwrap_err();
        let [Fault::Text(NarrativeFault::PersonalData(found))] = faults.as_slice() else { panic!("{text}") };
        assert_eq!(found.iter().map(|one| one.kind).collect::<Vec<_>>(), [kind], "{text}");
    }
}

#[test]
fn a_theft_tells_what_was_stolen_and_whether_it_was_organised() {
    let theft = Theft { stolen: Stolen::CarParts, organised: true };
    let incident =
        NewIncident { category: Category::Theft, theft: Some(theft), ..new() }.checked(now()).unwrap();
    assert_eq!((incident.what.category(), incident.what.theft()), (Category::Theft, Some(theft)));
    assert!(
        NewIncident { category: Category::Theft, ..new() }.checked(now()).is_ok(),
        "nothing more is known"
    );
}

#[test]
fn nothing_is_reported_before_it_has_happened() {
    let until = |to| NewIncident { to, ..new() }.checked(now()).map(|_| ());
    assert_eq!(until(datetime!(2023-10-14 23:00)), Ok(()));
    assert_eq!(until(datetime!(2023-10-14 23:01)), Err(vec![Fault::Ahead]));
}

#[test]
fn a_window_is_a_moment_or_a_summer() {
    let window = |from, to| {
        NewIncident { from, to, ..new() }.checked(now()).map(|incident| incident.when.day().date())
    };
    assert_eq!(window(datetime!(2023-10-14 22:00), datetime!(2023-10-14 22:00)), Ok(date!(2023 - 10 - 14)));
    assert_eq!(window(datetime!(2023-06-09 16:00), datetime!(2023-08-16 07:00)), Ok(date!(2023 - 06 - 09)));
    assert_eq!(
        window(datetime!(2023-06-09 16:00), datetime!(2023-10-14 07:00)),
        Err(vec![Fault::WindowTooLong])
    );
}

#[test]
fn the_hour_that_autumn_shows_twice_has_no_end_before_its_beginning() {
    let night = NewIncident { from: datetime!(2023-10-29 02:30), to: datetime!(2023-10-29 03:00), ..new() };
    let incident = night.checked(Timestamp::from(datetime!(2023-10-30 08:00 UTC))).unwrap();
    assert_eq!(incident.when.to().since(incident.when.from()), Duration::minutes(90));
}

#[test]
fn a_phenomenon_is_told_in_words_and_has_been_seen() {
    let today = LegalDay::new(date!(2023 - 10 - 14));
    let days = |last| Days::new(LegalDay::new(date!(2023 - 10 - 01)), LegalDay::new(last)).unwrap();
    let noticed = Noticed {
        category: Category::Theft,
        direction: Direction::New,
        days: days(date!(2023 - 10 - 14)),
        place: None,
        reported_by: Function::Business,
    };
    let phenomenon =
        Phenomenon::new(noticed, " Katalysatorer stjäls på pendelparkeringarna. ", today).unwrap();
    assert_eq!(phenomenon.narrative().as_str(), "Katalysatorer stjäls på pendelparkeringarna.");
    assert_eq!(phenomenon.noticed(), noticed);
    let ahead = Noticed { days: days(date!(2023 - 10 - 15)), ..noticed };
    assert_eq!(Phenomenon::new(ahead, " ", today), Err(vec![Fault::Ahead, Fault::TextMissing]));
    assert!(matches!(Phenomenon::new(noticed, "MLB 084 igen", today).unwrap_err()[..], [Fault::Text(_)]));
}
