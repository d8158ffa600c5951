//! The steps of an evening, and the minutes of the nights when the clock is changed.

use time::macros::{date, datetime, time};

use super::*;

const TOLD: Told = Told { from: time!(20:00), to: time!(23:00), adults: 4, contacts: 25 };

fn span(evening: Date, from: Time, to: Time) -> Span {
    Span::new(evening, from, to).unwrap()
}

fn plan(organiser: u8, evening: Date) -> Plan {
    Plan {
        outing: Outing::NightWalk,
        organiser: Id::from_random([organiser; 16]),
        area: Id::from_random([2; 16]),
        span: span(evening, time!(20:00), time!(23:00)),
    }
}

fn planned() -> Occasion {
    Occasion::planned(Id::from_random([1; 16]), plan(7, date!(2023 - 10 - 13)), &[]).unwrap()
}

fn at(local: PrimitiveDateTime) -> Timestamp {
    stockholm::instant(local)
}

#[test]
fn an_evening_is_planned_and_then_done_or_cancelled_once() {
    let now = at(datetime!(2023-10-13 23:00));
    let done = planned().done(TOLD, now).unwrap();
    assert_eq!((done.stage(), done.version()), (Stage::Done { adults: 4, contacts: 25 }, 2));
    assert_eq!(done.done(TOLD, now), Err(Unfit::WrongState));
    assert_eq!(done.cancelled(Cancelled::Weather), Err(Unfit::WrongState));
    let cancelled = planned().cancelled(Cancelled::Weather).unwrap();
    assert_eq!(cancelled.stage(), Stage::Cancelled(Cancelled::Weather));
    assert_eq!(cancelled.done(TOLD, now), Err(Unfit::WrongState));
    assert_eq!(cancelled.cancelled(Cancelled::Other), Err(Unfit::WrongState));
}

#[test]
fn an_evening_is_not_told_before_its_end_or_without_adults() {
    assert_eq!(planned().done(TOLD, at(datetime!(2023-10-13 22:59:59))), Err(Unfit::Ahead));
    let nobody = Told { adults: 0, ..TOLD };
    assert_eq!(planned().done(nobody, at(datetime!(2023-10-14 12:00))), Err(Unfit::NobodyThere));
    let no_time = Told { to: TOLD.from, ..TOLD };
    assert_eq!(planned().done(no_time, at(datetime!(2023-10-14 12:00))), Err(Unfit::NoTime));
}

#[test]
fn what_was_told_is_put_right_or_undone_as_a_mistake() {
    let now = at(datetime!(2023-10-14 12:00));
    let late = Told { to: time!(0:30), ..TOLD };
    assert_eq!(planned().corrected(late, now), Err(Unfit::WrongState));
    let right = planned().done(TOLD, now).unwrap().corrected(late, now).unwrap();
    assert_eq!((right.plan().span.minutes(), right.evening()), (270, date!(2023 - 10 - 13)));
    assert_eq!(right.cancelled(Cancelled::Mistake).unwrap().stage(), Stage::Cancelled(Cancelled::Mistake));
}

#[test]
fn an_organiser_has_an_evening_once() {
    let id = Id::from_random([3; 16]);
    let first = planned();
    let elsewhere = Plan { area: Id::from_random([8; 16]), ..plan(7, date!(2023 - 10 - 13)) };
    assert_eq!(Occasion::planned(id, elsewhere, &[first]), Err(Unfit::Duplicate));
    assert!(Occasion::planned(id, plan(6, date!(2023 - 10 - 13)), &[first]).is_ok(), "another organiser");
    assert!(Occasion::planned(id, plan(7, date!(2023 - 10 - 14)), &[first]).is_ok(), "another evening");
    let cancelled = first.cancelled(Cancelled::TooFew).unwrap();
    assert!(Occasion::planned(id, elsewhere, &[cancelled]).is_ok(), "a cancelled evening is free again");
}

#[test]
fn an_evening_that_passes_midnight_belongs_to_the_day_it_began() {
    let new_year = span(date!(2023 - 12 - 31), time!(22:00), time!(1:00));
    assert_eq!((new_year.evening(), new_year.minutes()), (date!(2023 - 12 - 31), 180));
    assert_eq!(new_year.ends(), at(datetime!(2024-01-01 01:00)));
    let leap = span(date!(2024 - 02 - 29), time!(23:00), time!(0:00));
    assert_eq!((leap.evening(), leap.minutes()), (date!(2024 - 02 - 29), 60));
    assert_eq!(
        span(date!(2024 - 02 - 28), time!(23:30), time!(0:30)).ends(),
        at(datetime!(2024-02-29 00:30))
    );
    assert_eq!(Span::new(date!(2024 - 02 - 29), time!(20:00), time!(20:00)), Err(Unfit::NoTime));
}

#[test]
fn minutes_are_real_minutes_when_the_clock_is_changed() {
    // Night to 29 October 2023: the hour from two to three comes twice.
    let autumn = |to| span(date!(2023 - 10 - 28), time!(23:00), to).minutes();
    assert_eq!((autumn(time!(1:59)), autumn(time!(3:00)), autumn(time!(4:00))), (179, 300, 360));
    // What ends in that hour is read as ending the first time.
    assert_eq!(autumn(time!(2:30)), 210);
    // Night to 31 March 2024: there is no hour from two to three.
    let spring = |to| span(date!(2024 - 03 - 30), time!(23:00), to).minutes();
    assert_eq!((spring(time!(1:59)), spring(time!(3:00)), spring(time!(4:00))), (179, 180, 240));
    let usual = |to| span(date!(2024 - 03 - 23), time!(23:00), to).minutes();
    assert_eq!((usual(time!(3:00)), usual(time!(4:00))), (240, 300));
}
