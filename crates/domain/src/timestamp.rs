//! The two times of the product: the instant on the wall, and the day whose law counts.
//!
//! A [`Timestamp`] says when something happened: microseconds in UTC, the one type that both
//! database drivers know how to store. A [`LegalDay`] says which day's law, clocks and ages apply;
//! in the demo world of autumn 2023 it is not the day on the wall, so the two never convert into
//! each other by themselves.
//!
//! What it is not: it does not read the clock (time is an argument everywhere) and knows no time
//! zone ([`crate::stockholm`] alone does).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime};

const NANOS_PER_MICRO: i128 = 1_000;
const MICROS_PER_SECOND: i64 = 1_000_000;
const ISO_DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// An instant in UTC, counted in whole microseconds since 1970-01-01T00:00:00Z.
///
/// All arithmetic stops at the ends of `i64` instead of overflowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant so many microseconds after (or, if negative, before) the start of 1970 in UTC.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the start of 1970 in UTC; what the database columns hold.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The instant so many whole seconds after the start of 1970 in UTC.
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(MICROS_PER_SECOND))
    }

    /// Whole seconds since the start of 1970 in UTC, rounded towards the past.
    pub const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(MICROS_PER_SECOND)
    }

    /// The instant later by `duration` (earlier if it is negative); parts of a microsecond are cut.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(clamped(duration.whole_microseconds())))
    }

    /// The instant earlier by `duration` (later if it is negative); parts of a microsecond are cut.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(clamped(duration.whole_microseconds())))
    }

    /// How long after `earlier` this instant lies; negative if it lies before.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::microseconds(self.0.saturating_sub(earlier.0))
    }

    /// The same instant as a date and time in UTC; beyond the years that `time` can write
    /// (-9999 to 9999) the nearest one that it can.
    pub fn utc(self) -> OffsetDateTime {
        let nanos = i128::from(self.0) * NANOS_PER_MICRO;
        let nearest = if self.0 < 0 { PrimitiveDateTime::MIN } else { PrimitiveDateTime::MAX };
        OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(nearest.assume_utc())
    }
}

impl From<OffsetDateTime> for Timestamp {
    /// The instant of `moment` in whatever offset; parts of a microsecond are cut (towards the past).
    fn from(moment: OffsetDateTime) -> Self {
        Self(clamped(moment.unix_timestamp_nanos().div_euclid(NANOS_PER_MICRO)))
    }
}

fn clamped(micros: i128) -> i64 {
    let end = if micros < 0 { i64::MIN } else { i64::MAX };
    i64::try_from(micros).unwrap_or(end)
}

/// The day whose law, clocks and ages count, as a Swedish calendar date.
///
/// Made only by someone who says so ([`LegalDay::new`]): in the demo it stands still, elsewhere it
/// is the local day in Sweden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LegalDay(Date);

/// Why a text is no legal day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a day is written as year-month-day, for example 2026-11-24")]
pub struct NoDay;

impl LegalDay {
    /// This calendar date as the day that counts.
    pub const fn new(date: Date) -> Self {
        Self(date)
    }

    /// The calendar date.
    pub const fn date(self) -> Date {
        self.0
    }
}

impl fmt::Display for LegalDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for LegalDay {
    type Err = NoDay;

    /// Reads the ISO form, `2026-11-24`. A sign before the year, which the calendar knows too, is a slip of the pen.
    fn from_str(text: &str) -> Result<Self, NoDay> {
        let is_signed = text.starts_with(['+', '-']);
        Date::parse(text, ISO_DAY).ok().filter(|_| !is_signed).map(Self).ok_or(NoDay)
    }
}

impl Serialize for LegalDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LegalDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, StrDeserializer};
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn knows_the_same_instant_in_every_form() {
        let at = Timestamp::from(datetime!(2026-11-24 13:30:00.123_456_789 +1));
        assert_eq!(at.micros(), 1_795_523_400_123_456);
        assert_eq!(at.unix_seconds(), 1_795_523_400);
        assert_eq!(at.utc(), datetime!(2026-11-24 12:30:00.123_456 UTC));
        assert_eq!(Timestamp::from_unix_seconds(1_795_523_400).utc(), datetime!(2026-11-24 12:30 UTC));
    }

    #[test]
    fn cuts_towards_the_past_also_before_1970() {
        let at = Timestamp::from(datetime!(1969-12-31 23:59:59.999_999_500 UTC));
        assert_eq!((at.micros(), at.unix_seconds()), (-1, -1));
    }

    #[test]
    fn measures_and_moves() {
        let noon = Timestamp::from(datetime!(2026-11-24 12:00 UTC));
        let later = noon.plus(Duration::minutes(5));
        assert_eq!(later.since(noon), Duration::minutes(5));
        assert_eq!(later.minus(Duration::minutes(5)), noon);
        assert!(noon < later);
    }

    #[test]
    fn stops_at_the_ends_instead_of_overflowing() {
        let last = Timestamp::from_micros(i64::MAX);
        assert_eq!(last.plus(Duration::MAX), last);
        assert_eq!(last.utc(), PrimitiveDateTime::MAX.assume_utc());
        assert_eq!(Timestamp::from_micros(i64::MIN).minus(Duration::MAX).micros(), i64::MIN);
        assert_eq!(Timestamp::from_unix_seconds(i64::MAX), last);
    }

    #[test]
    fn writes_and_reads_a_legal_day_as_iso_text() {
        let day = LegalDay::new(date!(2023 - 11 - 30));
        assert_eq!(day.to_string(), "2023-11-30");
        assert_eq!("2023-11-30".parse(), Ok(day));
        for text in ["2023-02-29", "-2023-11-30", "+2023-11-30", "-0001-01-01", " 2023-11-30"] {
            assert_eq!(text.parse::<LegalDay>(), Err(NoDay), "{text}");
        }
        let read: StrDeserializer<'_, Error> = "2023-11-30".into_deserializer();
        assert_eq!(LegalDay::deserialize(read), Ok(day));
    }

    proptest! {
        #[test]
        fn survives_a_round_trip(seconds in -60_000_000_000_i64..250_000_000_000) {
            let at = Timestamp::from_unix_seconds(seconds);
            prop_assert_eq!(Timestamp::from(at.utc()), at);
            prop_assert_eq!(at.unix_seconds(), seconds);
        }

        #[test]
        fn never_panics(micros: i64, other: i64, seconds: i64) {
            let at = Timestamp::from_micros(micros);
            let _ = (at.utc(), at.since(Timestamp::from_micros(other)));
            let _ = (at.plus(Duration::seconds(seconds)), at.minus(Duration::seconds(seconds)));
        }
    }
}
