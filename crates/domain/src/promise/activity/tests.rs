//! What a short form takes, and what it does not.

use time::macros::date;

use super::*;

fn today() -> LegalDay {
    LegalDay::new(date!(2023 - 11 - 30))
}

fn line(text: &str) -> Line {
    Line::new(text).unwrap()
}

fn place() -> Id<Problem> {
    Id::from_random([9; 16])
}

fn police(action: PoliceAction, vehicles: Option<u16>) -> Form {
    Form::Police { action, place: place(), focus: Focus::Drugs, vehicles }
}

fn recorded(on: Date, form: Form) -> Result<Activity, Unfit> {
    Activity::recorded(on, form, None, today())
}

/// One of each form.
fn forms() -> Vec<Form> {
    vec![
        police(PoliceAction::FootPatrol, None),
        police(PoliceAction::TrafficControl, Some(31)),
        police(PoliceAction::TargetedAction, None),
        Form::ParentGroup {
            programme: line("Komet 12–18"),
            contact: line("Familjecentralen"),
            participants: Some(9),
        },
        Form::Information { audience: Audience::Business, what: line("Frukost med handlarna") },
        Form::Dialogue { role: Role::Arranged, place: line("Biblioteket"), themes: line("Belysning") },
        Form::Resource { party: Agency::School, hours: 400, kronor: 0 },
        Form::SspfMeeting { present: vec![Agency::School, Agency::Police] },
        Form::Milestone { what: line("Ny kurs prövad på Östralycke") },
        Form::Routine { what: line("Unga vuxna: vem ringer vem") },
        Form::Publication { channel: Channel::SocialMedia, what: line("Så går det, vecka 48") },
    ]
}

#[test]
fn what_the_police_do_is_told_after_the_fact_and_tied_to_a_place_of_the_picture() {
    for action in PoliceAction::ALL {
        let form = police(*action, None);
        let done = recorded(date!(2023 - 11 - 30), form.clone()).unwrap();
        assert_eq!((done.problem(), form.kind().word()), (Some(place()), action.word()));
        assert_eq!(recorded(date!(2023 - 12 - 01), form), Err(Unfit::Ahead));
    }
}

#[test]
fn vehicles_are_counted_at_a_traffic_control_only() {
    let on = date!(2023 - 11 - 01);
    assert!(recorded(on, police(PoliceAction::TrafficControl, Some(0))).is_ok());
    assert_eq!(recorded(on, police(PoliceAction::FootPatrol, Some(1))), Err(Unfit::NoSuchUnit));
}

#[test]
fn only_a_group_for_parents_is_announced() {
    for form in forms() {
        let is_announced = recorded(date!(2024 - 01 - 15), form.clone()).is_ok();
        assert_eq!(is_announced, form.kind() == EvidenceKind::ParentGroup, "{form:?}");
        assert!(recorded(date!(2023 - 11 - 30), form).is_ok());
    }
}

#[test]
fn a_resource_comes_from_one_of_the_four_parties_and_is_something() {
    let resource =
        |party, hours, kronor| recorded(date!(2023 - 01 - 01), Form::Resource { party, hours, kronor });
    assert!(resource(Agency::Leisure, 0, 50_000).is_ok());
    assert_eq!(resource(Agency::Leisure, 0, 0), Err(Unfit::NoAmount));
    assert_eq!(resource(Agency::Municipality, 10, 0), Err(Unfit::NoParty));
}

#[test]
fn a_meeting_of_sspf_has_parties_of_sspf() {
    let meeting = |present| recorded(date!(2023 - 11 - 01), Form::SspfMeeting { present });
    assert_eq!(meeting(vec![]), Err(Unfit::NobodyThere));
    assert_eq!(meeting(vec![Agency::Police, Agency::Municipality]), Err(Unfit::NoParty));
}

#[test]
fn a_measure_names_the_problem_that_it_answers_or_none() {
    let form = Form::Milestone { what: line("Gemensam utbildning") };
    let linked = Activity::recorded(date!(2023 - 10 - 01), form.clone(), Some(place()), today()).unwrap();
    assert_eq!(linked.problem(), Some(place()));
    assert_eq!(recorded(date!(2023 - 10 - 01), form).unwrap().problem(), None);
}

#[test]
fn a_text_has_letters_and_at_most_three_hundred_of_them() {
    assert_eq!(Line::new(" \n "), Err(Unfit::EmptyText));
    assert_eq!(Line::new(&"å".repeat(301)), Err(Unfit::TextTooLong));
    assert_eq!(line(&format!("  {} ", "å".repeat(300))).as_str().chars().count(), 300);
}
