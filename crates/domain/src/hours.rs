//! Opening hours (*öppettider*) of a unit, and when what arrives is read.
//!
//! The same hours every working day, which is what an intake has; outside them the emergency social service
//! (*socialjouren*) answers. What it is not: it does not know what time it is (an argument).

use std::{fmt, str::FromStr};

use time::{Date, PrimitiveDateTime, Time};

use crate::calendar::{is_working_day, next_working_day_from};

/// From when until when somebody reads and answers, on working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpeningHours {
    opens: Time,
    closes: Time,
}

/// The text is no opening hours, or they close before they open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("opening hours are written as 08:00-16:30")]
pub struct NoOpeningHours;

impl OpeningHours {
    /// The hours between two times of the same day.
    ///
    /// # Errors
    /// [`NoOpeningHours`] when it closes before it opens.
    pub fn new(opens: Time, closes: Time) -> Result<Self, NoOpeningHours> {
        if opens < closes { Ok(Self { opens, closes }) } else { Err(NoOpeningHours) }
    }

    /// When it opens.
    pub fn opens(self) -> Time {
        self.opens
    }

    /// When it closes.
    pub fn closes(self) -> Time {
        self.closes
    }

    /// When what arrives at a local time is read: `None` while somebody is there, else when it next opens.
    pub fn next_reading(self, now: PrimitiveDateTime) -> Option<PrimitiveDateTime> {
        let (today, at) = (now.date(), now.time());
        let works = is_working_day(today);
        if works && self.opens <= at && at < self.closes {
            return None;
        }
        let first = if works && at < self.opens { today } else { today.next_day().unwrap_or(Date::MAX) };
        Some(PrimitiveDateTime::new(next_working_day_from(first), self.opens))
    }
}

impl fmt::Display for OpeningHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { opens, closes } = self;
        write!(f, "{:02}:{:02}-{:02}:{:02}", opens.hour(), opens.minute(), closes.hour(), closes.minute())
    }
}

impl FromStr for OpeningHours {
    type Err = NoOpeningHours;

    fn from_str(text: &str) -> Result<Self, NoOpeningHours> {
        let (opens, closes) = text.split_once('-').ok_or(NoOpeningHours)?;
        Self::new(time_of_day(opens)?, time_of_day(closes)?)
    }
}

/// A time of day as `08:00` or `8.00`.
///
/// # Errors
/// [`NoOpeningHours`].
pub fn time_of_day(text: &str) -> Result<Time, NoOpeningHours> {
    let (hour, minute) = text.trim().split_once([':', '.']).ok_or(NoOpeningHours)?;
    let number = |text: &str| {
        let plain = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| plain).ok_or(NoOpeningHours)
    };
    Time::from_hms(number(hour)?, number(minute)?, 0).map_err(|_| NoOpeningHours)
}

#[cfg(test)]
mod tests {
    use time::macros::{datetime, time};

    use super::*;

    const HOURS: OpeningHours = OpeningHours { opens: time!(8:00), closes: time!(16:30) };

    #[test]
    fn while_somebody_is_there_nothing_waits() {
        assert_eq!(HOURS.next_reading(datetime!(2026-11-24 08:00)), None);
        assert_eq!(HOURS.next_reading(datetime!(2026-11-24 16:29:59)), None);
    }

    #[test]
    fn outside_the_hours_it_waits_for_the_next_opening() {
        for (at, reads) in [
            // before opening, at closing, on a Friday evening
            (datetime!(2026-11-24 07:59), datetime!(2026-11-24 08:00)),
            (datetime!(2026-11-24 16:30), datetime!(2026-11-25 08:00)),
            (datetime!(2026-11-27 19:00), datetime!(2026-11-30 08:00)),
            // Midsummer Eve in the middle of the day, Christmas until the day after Boxing Day and a weekend
            (datetime!(2026-06-19 12:00), datetime!(2026-06-22 08:00)),
            (datetime!(2026-12-23 17:00), datetime!(2026-12-28 08:00)),
            // New Year's Eve on a Thursday, over New Year's Day and a weekend
            (datetime!(2026-12-31 09:00), datetime!(2027-01-04 08:00)),
            // Maundy Thursday evening, over Easter; a leap day that is a Saturday
            (datetime!(2026-04-02 17:00), datetime!(2026-04-07 08:00)),
            (datetime!(2020-02-29 10:00), datetime!(2020-03-02 08:00)),
        ] {
            assert_eq!(HOURS.next_reading(at), Some(reads), "{at}");
        }
    }

    #[test]
    fn written_and_read_again_they_are_the_same() {
        assert_eq!(HOURS.to_string(), "08:00-16:30");
        assert_eq!(HOURS.to_string().parse(), Ok(HOURS));
        assert_eq!("8.00-16.30".parse(), Ok(HOURS));
    }

    #[test]
    fn what_is_no_hours_is_none() {
        for text in
            ["", "8-16", "vardagar 8-16", "16:30-08:00", "08:00-08:00", "24:00-25:00", "+8:00-9:00", "08:00"]
        {
            assert_eq!(text.parse::<OpeningHours>(), Err(NoOpeningHours), "{text}");
        }
    }
}
