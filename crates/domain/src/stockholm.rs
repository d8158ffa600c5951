//! The only module that knows what the clock shows in Sweden.
//!
//! Everything is stored and compared in UTC; here instants become the local date and time that people read, and
//! back. The rules of Europe/Stockholm are compiled in, so no file of the machine can change an answer.
//!
//! What it is not: it formats nothing for pages, reads no clock, and does not decide which day's law counts
//! ([`crate::LegalDay`]).

use time::{Date, Duration, PrimitiveDateTime, Time};
use tzdb_data::time_zone::europe::STOCKHOLM;

use crate::timestamp::Timestamp;

/// Seconds east of UTC in Swedish winter; the answer where the zone data has none (hundreds of millions of
/// years away).
const WINTER: i32 = 3_600;

/// What calendar and clock on the wall show in Sweden at this instant.
pub fn local(at: Timestamp) -> PrimitiveDateTime {
    let utc = at.utc();
    let offset = Duration::seconds(i64::from(offset_at(at)));
    PrimitiveDateTime::new(utc.date(), utc.time()).saturating_add(offset)
}

/// The calendar day in Sweden at this instant.
pub fn day(at: Timestamp) -> Date {
    local(at).date()
}

/// The first instant of the day in Sweden.
pub fn start_of_day(day: Date) -> Timestamp {
    instant(PrimitiveDateTime::new(day, Time::MIDNIGHT))
}

/// The instant at which the clock in Sweden shows this.
///
/// In the hour that autumn shows twice, the first one (summer time). In the hour that spring skips, the
/// clock time is read as if the clock had not been put forward: 02:30 is the instant that shows 03:30.
pub fn instant(local: PrimitiveDateTime) -> Timestamp {
    let as_if_utc = Timestamp::from(local.assume_utc());
    // No offset changes twice within two days, so these are the two that can apply.
    let before = offset_at(as_if_utc.minus(Duration::DAY));
    let after = offset_at(as_if_utc.plus(Duration::DAY));
    let read_with = |offset: i32| as_if_utc.minus(Duration::seconds(i64::from(offset)));
    let (first, second) = (read_with(before), read_with(after));
    if offset_at(first) != before && offset_at(second) == after { second } else { first }
}

/// The calendar month in Sweden at this instant, as `2026-11`; sorts as text.
pub fn month(at: Timestamp) -> String {
    let day = day(at);
    format!("{:04}-{:02}", day.year(), u8::from(day.month()))
}

/// Seconds east of UTC in Sweden at this instant.
fn offset_at(at: Timestamp) -> i32 {
    STOCKHOLM.find_local_time_type(at.unix_seconds()).map_or(WINTER, tz::LocalTimeType::ut_offset)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::{date, datetime};

    use super::*;

    fn utc(moment: time::OffsetDateTime) -> Timestamp {
        Timestamp::from(moment)
    }

    #[test]
    fn puts_the_clock_forward_in_spring() {
        assert_eq!(local(utc(datetime!(2026-03-29 00:59:59 UTC))), datetime!(2026-03-29 01:59:59));
        assert_eq!(local(utc(datetime!(2026-03-29 01:00:00 UTC))), datetime!(2026-03-29 03:00:00));
        assert_eq!(instant(datetime!(2026-03-29 01:59:59)), utc(datetime!(2026-03-29 00:59:59 UTC)));
        assert_eq!(instant(datetime!(2026-03-29 02:30)), utc(datetime!(2026-03-29 01:30 UTC)));
        assert_eq!(local(instant(datetime!(2026-03-29 02:30))), datetime!(2026-03-29 03:30));
        assert_eq!(instant(datetime!(2026-03-29 03:00)), utc(datetime!(2026-03-29 01:00 UTC)));
    }

    #[test]
    fn puts_the_clock_back_in_autumn() {
        assert_eq!(local(utc(datetime!(2026-10-25 00:30 UTC))), datetime!(2026-10-25 02:30));
        assert_eq!(local(utc(datetime!(2026-10-25 01:30 UTC))), datetime!(2026-10-25 02:30));
        assert_eq!(instant(datetime!(2026-10-25 01:59)), utc(datetime!(2026-10-24 23:59 UTC)));
        assert_eq!(instant(datetime!(2026-10-25 02:30)), utc(datetime!(2026-10-25 00:30 UTC)), "the first");
        assert_eq!(instant(datetime!(2026-10-25 03:00)), utc(datetime!(2026-10-25 02:00 UTC)));
    }

    #[test]
    fn begins_the_day_at_swedish_midnight() {
        assert_eq!(start_of_day(date!(2026 - 11 - 24)), utc(datetime!(2026-11-23 23:00 UTC)));
        assert_eq!(start_of_day(date!(2026 - 06 - 20)), utc(datetime!(2026-06-19 22:00 UTC)));
        let long = start_of_day(date!(2026 - 10 - 26)).since(start_of_day(date!(2026 - 10 - 25)));
        let short = start_of_day(date!(2026 - 03 - 30)).since(start_of_day(date!(2026 - 03 - 29)));
        assert_eq!((long, short), (Duration::hours(25), Duration::hours(23)));
    }

    #[test]
    fn knows_day_and_month_across_the_turn_of_the_year() {
        let just_after = utc(datetime!(2026-12-31 23:00 UTC));
        assert_eq!((day(just_after), month(just_after).as_str()), (date!(2027 - 01 - 01), "2027-01"));
        let just_before = just_after.minus(Duration::MICROSECOND);
        assert_eq!((day(just_before), month(just_before).as_str()), (date!(2026 - 12 - 31), "2026-12"));
    }

    #[test]
    fn follows_the_rule_beyond_the_table() {
        assert_eq!(local(utc(datetime!(2060-07-01 12:00 UTC))), datetime!(2060-07-01 14:00));
        assert_eq!(local(utc(datetime!(2060-12-01 12:00 UTC))), datetime!(2060-12-01 13:00));
    }

    #[test]
    fn finds_the_first_instant_of_every_day_from_1900_to_2100() {
        let mut date = date!(1900 - 01 - 02);
        while date.year() < 2100 {
            let start = start_of_day(date);
            assert_eq!(day(start), date);
            assert_eq!(Some(day(start.minus(Duration::MICROSECOND))), date.previous_day());
            date = date.next_day().unwrap();
        }
    }

    proptest! {
        #[test]
        fn finds_an_instant_again_or_its_twin_an_hour_before(seconds in -2_000_000_000..6_000_000_000_i64) {
            let at = Timestamp::from_unix_seconds(seconds);
            let again = instant(local(at));
            prop_assert!(again == at || at.since(again) == Duration::HOUR);
            prop_assert_eq!(local(again), local(at));
        }

        #[test]
        fn answers_every_instant(micros: i64) {
            let at = Timestamp::from_micros(micros);
            let _ = (instant(local(at)), start_of_day(day(at)), month(at));
        }
    }
}
