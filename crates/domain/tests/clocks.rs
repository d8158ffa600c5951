//! The statutory clocks over the free days of many years: the fourteen days of the pre-assessment and the week of the
//! answer to a reporter. Both dates where a free day moves one, and always the earlier that is acted on.

#![cfg(test)]

use domain::calendar::{Deadline, is_working_day, next_working_day_from, pre_assessment_deadline};
use time::{Date, Duration, Weekday, ext::NumericalDuration, macros::date};

/// The end of a week that begins with a decision.
fn week(decided: Date) -> Deadline {
    Deadline::ending_on(decided + 7.days())
}

/// The last day, and the working day that it moves to, if it moves.
fn both(deadline: Deadline) -> (Date, Option<Date>) {
    assert_eq!(deadline.acts_on(), deadline.last_day, "the earlier of both");
    (deadline.last_day, deadline.moved_to)
}

fn fourteen(received: Date) -> (Date, Option<Date>) {
    both(pre_assessment_deadline(received))
}

fn seven(decided: Date) -> (Date, Option<Date>) {
    both(week(decided))
}

#[test]
fn over_easter() {
    // Good Friday 3 April 2026 to Easter Monday 6 April.
    assert_eq!(fourteen(date!(2026 - 03 - 19)), (date!(2026 - 04 - 02), None), "Maundy Thursday is worked");
    assert_eq!(fourteen(date!(2026 - 03 - 20)), (date!(2026 - 04 - 03), Some(date!(2026 - 04 - 07))));
    assert_eq!(fourteen(date!(2026 - 03 - 23)), (date!(2026 - 04 - 06), Some(date!(2026 - 04 - 07))));
    assert_eq!(seven(date!(2026 - 03 - 27)), (date!(2026 - 04 - 03), Some(date!(2026 - 04 - 07))));
    assert_eq!(seven(date!(2026 - 03 - 31)), (date!(2026 - 04 - 07), None));
    // Ascension Day is always a Thursday, and the Friday after it is worked.
    assert_eq!(fourteen(date!(2026 - 04 - 30)), (date!(2026 - 05 - 14), Some(date!(2026 - 05 - 15))));
}

#[test]
fn over_midsummer() {
    // Midsummer Eve 19 June 2026 is no holiday, and yet nothing has to be done on it.
    assert_eq!(fourteen(date!(2026 - 06 - 05)), (date!(2026 - 06 - 19), Some(date!(2026 - 06 - 22))));
    assert_eq!(fourteen(date!(2026 - 06 - 04)), (date!(2026 - 06 - 18), None));
    assert_eq!(seven(date!(2026 - 06 - 12)), (date!(2026 - 06 - 19), Some(date!(2026 - 06 - 22))));
    // The latest one possible, 25 June 2027.
    assert_eq!(fourteen(date!(2027 - 06 - 11)), (date!(2027 - 06 - 25), Some(date!(2027 - 06 - 28))));
}

#[test]
fn over_christmas() {
    // 24 December 2026 is a Thursday; 25 and 26 are holidays, 27 a Sunday.
    assert_eq!(fourteen(date!(2026 - 12 - 09)), (date!(2026 - 12 - 23), None));
    for later in 0..4 {
        let received = date!(2026 - 12 - 10) + later.days();
        assert_eq!(fourteen(received), (received + 14.days(), Some(date!(2026 - 12 - 28))), "{received}");
    }
    assert_eq!(seven(date!(2026 - 12 - 18)), (date!(2026 - 12 - 25), Some(date!(2026 - 12 - 28))));
    // In 2027 the eve is a Friday, both holidays a weekend.
    assert_eq!(seven(date!(2027 - 12 - 17)), (date!(2027 - 12 - 24), Some(date!(2027 - 12 - 27))));
}

#[test]
fn over_new_year_and_epiphany() {
    // 31 December 2026 is a Thursday, 1 January a Friday.
    assert_eq!(fourteen(date!(2026 - 12 - 17)), (date!(2026 - 12 - 31), Some(date!(2027 - 01 - 04))));
    assert_eq!(seven(date!(2026 - 12 - 24)), (date!(2026 - 12 - 31), Some(date!(2027 - 01 - 04))));
    assert_eq!(fourteen(date!(2026 - 12 - 21)), (date!(2027 - 01 - 04), None), "the year turns on the way");
    assert_eq!(
        fourteen(date!(2026 - 12 - 22)),
        (date!(2027 - 01 - 05), None),
        "the eve of Epiphany is worked"
    );
    assert_eq!(fourteen(date!(2026 - 12 - 23)), (date!(2027 - 01 - 06), Some(date!(2027 - 01 - 07))));
}

#[test]
fn over_a_leap_day() {
    assert_eq!(fourteen(date!(2028 - 02 - 15)), (date!(2028 - 02 - 29), None), "a Tuesday like any other");
    assert_eq!(fourteen(date!(2028 - 02 - 16)), (date!(2028 - 03 - 01), None));
    assert_eq!(fourteen(date!(2027 - 02 - 15)), (date!(2027 - 03 - 01), None), "and the same without one");
    assert_eq!(seven(date!(2028 - 02 - 22)), (date!(2028 - 02 - 29), None));
    assert_eq!(seven(date!(2028 - 02 - 23)), (date!(2028 - 03 - 01), None));
    // 29 February 2048 is a Saturday.
    assert_eq!(seven(date!(2048 - 02 - 22)), (date!(2048 - 02 - 29), Some(date!(2048 - 03 - 02))));
}

#[test]
fn over_the_first_of_may_and_the_national_day() {
    assert_eq!(fourteen(date!(2026 - 04 - 17)), (date!(2026 - 05 - 01), Some(date!(2026 - 05 - 04))));
    assert_eq!(seven(date!(2030 - 05 - 30)), (date!(2030 - 06 - 06), Some(date!(2030 - 06 - 07))));
}

/// All days of 130 years.
fn days() -> impl Iterator<Item = Date> {
    std::iter::successors(Some(date!(1990 - 01 - 01)), |day| day.next_day())
        .take_while(|day| *day < date!(2120 - 01 - 01))
}

#[test]
fn on_every_day_of_130_years_the_earlier_date_counts_and_both_are_told() {
    for received in days() {
        for (deadline, length) in [(pre_assessment_deadline(received), 14), (week(received), 7)] {
            assert_eq!(deadline.last_day - received, Duration::days(length), "{received}");
            assert_eq!(deadline.acts_on(), deadline.last_day, "{received}");
            assert_eq!(deadline.moved_to.is_none(), is_working_day(deadline.last_day), "{received}");
            let Some(moved) = deadline.moved_to else { continue };
            assert!(is_working_day(moved), "{received}: moved to a free day");
            let between = (moved - deadline.last_day).whole_days();
            let free = (0..between).all(|day| !is_working_day(deadline.last_day + day.days()));
            assert!(free, "{received}: moved past a working day");
            assert!((1..=5).contains(&between), "{received}: {between} days");
        }
    }
}

#[test]
fn on_every_day_what_is_left_falls_by_one_and_it_is_overdue_the_day_after_whatever_moved() {
    for received in days().step_by(3) {
        let deadline = pre_assessment_deadline(received);
        for day in 0..20 {
            assert_eq!(deadline.days_left(received + day.days()), 14 - day, "{received}");
        }
    }
}

#[test]
fn every_year_has_its_free_weekdays_and_no_others() {
    // Good Friday, Easter Monday, Ascension Day and Midsummer Eve never fall on a weekend, these may; the national
    // day took the place of Whit Monday.
    let fixed: [(u8, u8); 7] = [(1, 1), (1, 6), (5, 1), (12, 24), (12, 25), (12, 26), (12, 31)];
    for year in 1990..2120 {
        let off =
            days().filter(|day| day.year() == year && !is_working_day(*day) && !is_weekend(*day)).count();
        let on_weekdays = fixed.iter().filter(|(month, day)| !is_weekend(of(year, *month, *day))).count();
        let changed = if year < 2005 { 1 } else { usize::from(!is_weekend(of(year, 6, 6))) };
        // In 2008 the first of May was Ascension Day.
        assert_eq!(off + usize::from(year == 2008), 4 + on_weekdays + changed, "{year}");
    }
}

#[test]
fn a_working_day_follows_within_a_working_week() {
    for day in days() {
        let next = next_working_day_from(day);
        assert!(next >= day && next - day <= Duration::days(5), "{day}");
        assert!(is_working_day(next));
    }
}

fn of(year: i32, month: u8, day: u8) -> Date {
    Date::from_calendar_date(year, month.try_into().unwrap(), day).unwrap()
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}
