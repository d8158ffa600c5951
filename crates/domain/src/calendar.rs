//! The Swedish calendar of working days, and the day on which a statutory period ends.
//!
//! Public holidays follow lag (1989:253) om allmänna helgdagar, in the wordings before and after 2005;
//! the days on which an act may wait follow 2 § lag (1930:173) om beräkning av lagstadgad tid.
//!
//! What it is not: it does not know what day it is (an argument), no opening hours, no school terms, and it
//! decides nothing: a page shows both days of a [`Deadline`], and the desk acts on the earlier.

use time::{Date, Duration, Month, Weekday};

/// Days that the social board has for deciding whether to open an investigation: fourteen (20 kap. 2 §
/// socialtjänstlagen (2025:400), before that 11 kap. 1 a § socialtjänstlagen (2001:453)).
pub const PRE_ASSESSMENT_DAYS: i64 = 14;

/// Days after the decision within which a reporter who asked hears of it (19 kap. 6 § socialtjänstlagen (2025:400)).
pub const FEEDBACK_DAYS: i64 = 7;

/// Whether the day is a public holiday (*allmän helgdag*): all Sundays, and the days of 1-2 §§ lag (1989:253).
///
/// The national day counts from 2005 and Whit Monday until 2004 (lag 2004:1320). Years before 1990, when the
/// act came, are answered as if it had been in force.
pub fn is_public_holiday(day: Date) -> bool {
    day.weekday() == Weekday::Sunday
        || is_fixed_holiday(day)
        || is_easter_holiday(day)
        || is_weekday_within(day, Weekday::Saturday, (Month::June, 20), 7)
        || is_weekday_within(day, Weekday::Saturday, (Month::October, 31), 7)
}

/// Whether the day is neither Saturday, public holiday, Midsummer Eve, Christmas Eve nor New Year's Eve (2 §
/// lag (1930:173)): a day on which an act that the law sets a time for has to be done.
pub fn is_working_day(day: Date) -> bool {
    let is_eve = matches!((day.month(), day.day()), (Month::December, 24 | 31))
        || is_weekday_within(day, Weekday::Friday, (Month::June, 19), 7);
    day.weekday() != Weekday::Saturday && !is_eve && !is_public_holiday(day)
}

/// The day itself if it is a working day, else the next one that is (2 § lag (1930:173)).
pub fn next_working_day_from(day: Date) -> Date {
    let mut day = day;
    while !is_working_day(day) {
        match day.next_day() {
            Some(next) => day = next,
            None => break,
        }
    }
    day
}

/// New Year's Day, Epiphany, the first of May, the national day, Christmas Day and Boxing Day.
fn is_fixed_holiday(day: Date) -> bool {
    match (day.month(), day.day()) {
        (Month::January, 1 | 6) | (Month::May, 1) | (Month::December, 25 | 26) => true,
        (Month::June, 6) => day.year() >= 2005,
        _ => false,
    }
}

/// Good Friday, Easter Monday, Ascension Day and, until 2004, Whit Monday. Easter and Whitsun are Sundays.
fn is_easter_holiday(day: Date) -> bool {
    match i32::from(day.ordinal()) - easter_ordinal(day.year()) {
        -2 | 1 | 39 => true,
        50 => day.year() <= 2004,
        _ => false,
    }
}

/// Whether the day is such a weekday within so many days from the given day of its year on.
fn is_weekday_within(day: Date, weekday: Weekday, from: (Month, u8), days: i64) -> bool {
    Date::from_calendar_date(day.year(), from.0, from.1)
        .is_ok_and(|first| day.weekday() == weekday && (0..days).contains(&day_number(first, day)))
}

/// The day of the year, from 1, on which Easter falls in the Gregorian calendar (computus after Meeus).
fn easter_ordinal(year: i32) -> i32 {
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let golden = year.rem_euclid(19);
    let moon_shift =
        century - century.div_euclid(4) - (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let full_moon = (19 * golden + moon_shift + 15).rem_euclid(30);
    let to_sunday =
        (32 + 2 * century.rem_euclid(4) + 2 * (in_century / 4) - full_moon - in_century % 4).rem_euclid(7);
    let late = (golden + 11 * full_moon + 22 * to_sunday) / 451;
    let days_after_22_march = full_moon + to_sunday - 7 * late;
    81 + i32::from(time::util::is_leap_year(year)) + days_after_22_march
}

/// The end of a statutory period: the last day by the law that sets it, and the working day to which lag
/// (1930:173) moves it if that day is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Deadline {
    /// The last day as the period itself gives it.
    pub last_day: Date,
    /// The next working day, where `last_day` is none; shown beside it, never waited for.
    pub moved_to: Option<Date>,
}

impl Deadline {
    /// The deadline whose period ends on this day.
    pub fn ending_on(last_day: Date) -> Self {
        let working = next_working_day_from(last_day);
        Self { last_day, moved_to: (working != last_day).then_some(working) }
    }

    /// The day that clocks and lists count to: always the earlier one.
    pub fn acts_on(self) -> Date {
        self.last_day
    }

    /// Days from `today` to the day acted on: 0 on the last day, negative once it has passed.
    pub fn days_left(self, today: Date) -> i64 {
        day_number(today, self.acts_on())
    }
}

/// Which day of a period `today` is: 0 on the day of receipt, which is not counted, 1 on the next; negative
/// before.
pub fn day_number(received: Date, today: Date) -> i64 {
    i64::from(today.to_julian_day()) - i64::from(received.to_julian_day())
}

/// The end of the pre-assessment of a concern that came in on `received`: fourteen days, the day of receipt not
/// counted (20 kap. 2 § socialtjänstlagen (2025:400)).
pub fn pre_assessment_deadline(received: Date) -> Deadline {
    Deadline::ending_on(received.saturating_add(Duration::days(PRE_ASSESSMENT_DAYS)))
}

/// Until when a reporter who asked hears what was decided: a week from the day of the decision, that day not
/// counted (19 kap. 6 § socialtjänstlagen (2025:400)).
pub fn feedback_deadline(decided: Date) -> Deadline {
    Deadline::ending_on(decided.saturating_add(Duration::days(FEEDBACK_DAYS)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;

    fn easter(year: i32) -> Date {
        Date::from_ordinal_date(year, u16::try_from(easter_ordinal(year)).unwrap()).unwrap()
    }

    #[test]
    fn finds_easter() {
        for known in [
            date!(1818 - 03 - 22),
            date!(1943 - 04 - 25),
            date!(1954 - 04 - 18),
            date!(1981 - 04 - 19),
            date!(2000 - 04 - 23),
            date!(2008 - 03 - 23),
            date!(2011 - 04 - 24),
            date!(2019 - 04 - 21),
            date!(2023 - 04 - 09),
            date!(2024 - 03 - 31),
            date!(2025 - 04 - 20),
            date!(2026 - 04 - 05),
            date!(2027 - 03 - 28),
            date!(2038 - 04 - 25),
        ] {
            assert_eq!(easter(known.year()), known);
        }
    }

    #[test]
    fn knows_all_holidays_of_2026_that_are_no_sundays() {
        let mut day = date!(2026 - 01 - 01);
        let mut holidays = Vec::new();
        while day.year() == 2026 {
            if is_public_holiday(day) && day.weekday() != Weekday::Sunday {
                holidays.push(day);
            }
            day = day.next_day().unwrap();
        }
        let expected = [
            date!(2026 - 01 - 01),
            date!(2026 - 01 - 06),
            date!(2026 - 04 - 03),
            date!(2026 - 04 - 06),
            date!(2026 - 05 - 01),
            date!(2026 - 05 - 14),
            date!(2026 - 06 - 06),
            date!(2026 - 06 - 20),
            date!(2026 - 10 - 31),
            date!(2026 - 12 - 25),
            date!(2026 - 12 - 26),
        ];
        assert_eq!(holidays, expected);
    }

    #[test]
    fn changes_whit_monday_for_the_national_day_in_2005() {
        assert!(is_public_holiday(date!(2004 - 05 - 31)) && !is_public_holiday(date!(2003 - 06 - 06)));
        assert!(!is_public_holiday(date!(2005 - 05 - 16)) && is_public_holiday(date!(2005 - 06 - 06)));
    }

    #[test]
    fn rests_over_midsummer_christmas_and_new_year() {
        // 19 June 2026 is Midsummer Eve, the earliest possible; in 2027 it is the 25th, the latest.
        assert!(!is_working_day(date!(2026 - 06 - 19)) && !is_working_day(date!(2027 - 06 - 25)));
        assert!(is_working_day(date!(2026 - 06 - 26)) && is_working_day(date!(2027 - 06 - 18)));
        assert_eq!(next_working_day_from(date!(2026 - 06 - 19)), date!(2026 - 06 - 22));
        assert_eq!(next_working_day_from(date!(2026 - 12 - 24)), date!(2026 - 12 - 28));
        assert_eq!(next_working_day_from(date!(2026 - 12 - 31)), date!(2027 - 01 - 04));
        assert_eq!(next_working_day_from(date!(2026 - 11 - 24)), date!(2026 - 11 - 24));
        assert!(is_working_day(date!(2026 - 12 - 30)) && is_working_day(date!(2026 - 01 - 05)));
    }

    #[test]
    fn puts_all_saints_on_the_saturday_from_31_october_to_6_november() {
        assert!(is_public_holiday(date!(2026 - 10 - 31)) && !is_public_holiday(date!(2026 - 11 - 07)));
        assert!(is_public_holiday(date!(2027 - 11 - 06)) && !is_public_holiday(date!(2027 - 10 - 30)));
    }

    #[test]
    fn gives_fourteen_days_and_does_not_count_the_day_of_receipt() {
        let received = date!(2026 - 11 - 24);
        let deadline = pre_assessment_deadline(received);
        assert_eq!(deadline, Deadline { last_day: date!(2026 - 12 - 08), moved_to: None });
        assert_eq!((deadline.days_left(received), day_number(received, received)), (14, 0));
        assert_eq!(day_number(received, deadline.last_day), 14);
        assert_eq!(deadline.days_left(date!(2026 - 12 - 08)), 0);
        assert_eq!(deadline.days_left(date!(2026 - 12 - 10)), -2);
    }

    #[test]
    fn shows_the_working_day_but_acts_on_the_earlier() {
        let deadline = pre_assessment_deadline(date!(2026 - 12 - 11));
        assert_eq!(deadline.moved_to, Some(date!(2026 - 12 - 28)), "Christmas Day, Boxing Day, Sunday");
        assert_eq!(deadline.acts_on(), date!(2026 - 12 - 25));
    }

    #[test]
    fn a_reporter_hears_within_a_week_of_the_decision() {
        let deadline = feedback_deadline(date!(2026 - 11 - 24));
        assert_eq!(deadline, Deadline { last_day: date!(2026 - 12 - 01), moved_to: None });
        let over_christmas = feedback_deadline(date!(2026 - 12 - 18));
        assert_eq!(over_christmas.moved_to, Some(date!(2026 - 12 - 28)));
        assert_eq!(over_christmas.acts_on(), date!(2026 - 12 - 25));
    }

    #[test]
    fn counts_over_a_leap_day() {
        assert_eq!(pre_assessment_deadline(date!(2024 - 02 - 20)).last_day, date!(2024 - 03 - 05));
        assert_eq!(pre_assessment_deadline(date!(2023 - 02 - 20)).last_day, date!(2023 - 03 - 06));
        assert!(is_working_day(date!(2024 - 02 - 29)));
        assert_eq!(day_number(date!(2024 - 02 - 28), date!(2024 - 03 - 01)), 2);
    }

    proptest! {
        #[test]
        fn answers_every_day(julian in Date::MIN.to_julian_day()..=Date::MAX.to_julian_day()) {
            let day = Date::from_julian_day(julian).unwrap();
            let deadline = pre_assessment_deadline(day);
            prop_assert!(deadline.moved_to.is_none_or(|moved| moved > deadline.last_day));
            prop_assert!(day_number(day, next_working_day_from(day)) <= 6);
        }

        #[test]
        fn puts_easter_on_a_sunday(year in 1583..=9999_i32) {
            prop_assert_eq!(easter(year).weekday(), Weekday::Sunday);
            prop_assert!(easter(year) >= Date::from_calendar_date(year, Month::March, 22).unwrap());
            prop_assert!(easter(year) <= Date::from_calendar_date(year, Month::April, 25).unwrap());
        }
    }
}
