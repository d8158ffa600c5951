//! The days that a promise holds for, the first and the last included.

use time::{Date, Duration};

use crate::{LegalDay, calendar::day_number, promise::Unfit};

/// From a day to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    first: Date,
    last: Date,
}

/// Where a day lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Before the first day.
    Ahead,
    /// From the first day to the last.
    Running,
    /// After the last day.
    Over,
}

impl Period {
    /// The days from `first` to `last`.
    ///
    /// # Errors
    /// [`Unfit::EndsBeforeItBegins`].
    pub fn new(first: Date, last: Date) -> Result<Self, Unfit> {
        if first <= last { Ok(Self { first, last }) } else { Err(Unfit::EndsBeforeItBegins) }
    }

    /// The first day.
    pub fn first(self) -> Date {
        self.first
    }

    /// The last day.
    pub fn last(self) -> Date {
        self.last
    }

    /// Whether it holds for this day.
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether there is a day in both.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Where the day lies.
    pub fn moment(self, today: LegalDay) -> Moment {
        match today.date() {
            day if day < self.first => Moment::Ahead,
            day if day > self.last => Moment::Over,
            _ => Moment::Running,
        }
    }

    /// How many days it has.
    pub fn days(self) -> u32 {
        days_from(self.first, self.last) + 1
    }

    /// How many of its days have passed by the end of `today`: 1 on the first day, all on the last.
    pub fn elapsed(self, today: LegalDay) -> u32 {
        self.days() - self.left(today)
    }

    /// How many of its days come after `today`: 0 on the last day, all of them before the first.
    pub fn left(self, today: LegalDay) -> u32 {
        days_from(today.date(), self.last).min(self.days())
    }

    /// The same days a year before, for comparing a season with itself; 29 February becomes the 28th.
    #[must_use]
    pub fn year_before(self) -> Self {
        let (first, last) = (year_before(self.first), year_before(self.last));
        Self { first, last: last.max(first) }
    }

    /// The part of it that ends with `day`, for comparing what has come so far; the first day alone before it.
    #[must_use]
    pub fn until(self, day: Date) -> Self {
        Self { first: self.first, last: day.clamp(self.first, self.last) }
    }
}

/// Days from the one to the other; 0 where the other lies before.
fn days_from(from: Date, to: Date) -> u32 {
    u32::try_from(day_number(from, to)).unwrap_or(0)
}

fn year_before(day: Date) -> Date {
    let year = day.year() - 1;
    day.replace_year(year)
        .or_else(|_| day.saturating_sub(Duration::DAY).replace_year(year))
        .unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn autumn() -> Period {
        Period::new(date!(2023 - 09 - 01), date!(2023 - 12 - 31)).unwrap()
    }

    fn on(day: Date) -> LegalDay {
        LegalDay::new(day)
    }

    #[test]
    fn first_and_last_day_belong_to_it() {
        let period = autumn();
        assert_eq!(period.days(), 122);
        let days = [
            (date!(2023 - 08 - 31), Moment::Ahead, 0, 122),
            (date!(2023 - 09 - 01), Moment::Running, 1, 121),
            (date!(2023 - 11 - 30), Moment::Running, 91, 31),
            (date!(2023 - 12 - 31), Moment::Running, 122, 0),
            (date!(2024 - 01 - 01), Moment::Over, 122, 0),
            (date!(2031 - 01 - 01), Moment::Over, 122, 0),
            (date!(2001 - 01 - 01), Moment::Ahead, 0, 122),
        ];
        for (day, moment, elapsed, left) in days {
            assert_eq!(
                (period.moment(on(day)), period.elapsed(on(day)), period.left(on(day))),
                (moment, elapsed, left)
            );
            assert_eq!(period.contains(day), moment == Moment::Running);
        }
    }

    #[test]
    fn a_leap_day_is_a_day_more() {
        let winter = |year| {
            let first = Date::from_calendar_date(year, time::Month::January, 1).unwrap();
            Period::new(first, first.replace_month(time::Month::March).unwrap()).unwrap()
        };
        assert_eq!((winter(2023).days(), winter(2024).days()), (60, 61));
        let leap = Period::new(date!(2024 - 02 - 29), date!(2024 - 02 - 29)).unwrap();
        assert_eq!(leap.year_before(), Period::new(date!(2023 - 02 - 28), date!(2023 - 02 - 28)).unwrap());
    }

    #[test]
    fn a_season_is_compared_with_itself_and_so_far() {
        let before = autumn().year_before().until(date!(2022 - 11 - 30));
        assert_eq!(before, Period::new(date!(2022 - 09 - 01), date!(2022 - 11 - 30)).unwrap());
        assert_eq!(autumn().until(date!(2020 - 01 - 01)).days(), 1);
        assert_eq!(autumn().until(date!(2024 - 01 - 01)), autumn());
    }

    #[test]
    fn one_common_day_is_an_overlap() {
        let next = Period::new(date!(2024 - 01 - 01), date!(2024 - 04 - 30)).unwrap();
        let late = Period::new(date!(2023 - 12 - 31), date!(2024 - 04 - 30)).unwrap();
        assert!(!autumn().overlaps(next) && autumn().overlaps(late) && late.overlaps(autumn()));
        assert_eq!(Period::new(date!(2023 - 12 - 31), date!(2023 - 12 - 30)), Err(Unfit::EndsBeforeItBegins));
    }
}
