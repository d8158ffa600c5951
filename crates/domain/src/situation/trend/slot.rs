//! A week or a month as a place in a row.
//!
//! Weeks are those of ISO 8601, as Swedish calendars have them: they begin on Monday, and a year's first is the one
//! with its first Thursday. So the days around New Year may belong to a week of the other year, and some years have a
//! week 53.

use std::fmt;

use time::{Date, Duration, Weekday};

use crate::{LegalDay, situation::Days};

words! {
    /// How long one place in a row is.
    Step {
        /// A week.
        Week "week",
        /// A month.
        Month "month",
    }
}

/// A week or a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    first: Date,
    step: Step,
}

impl Slot {
    /// The one that a day lies in.
    pub fn of(step: Step, day: Date) -> Self {
        let first = match step {
            Step::Week => {
                day.saturating_sub(Duration::days(i64::from(day.weekday().number_days_from_monday())))
            }
            Step::Month => day.saturating_sub(Duration::days(i64::from(day.day()) - 1)),
        };
        Self { first, step }
    }

    /// Those that lie wholly within some days.
    pub fn whole(step: Step, days: Days) -> impl Iterator<Item = Self> {
        let begins = Self::of(step, days.first().date());
        let first = if begins.first == days.first().date() { begins } else { begins.next() };
        let within = move |slot: &Self| slot.last() <= days.last().date();
        std::iter::successors(Some(first), |slot| Some(slot.next()).filter(|next| next > slot))
            .take_while(within)
    }

    /// How long it is.
    pub fn step(self) -> Step {
        self.step
    }

    /// Its first day.
    pub fn first(self) -> Date {
        self.first
    }

    /// Its last day.
    pub fn last(self) -> Date {
        let days = match self.step {
            Step::Week => 7,
            Step::Month => i64::from(self.first.month().length(self.first.year())),
        };
        self.first.saturating_add(Duration::days(days - 1))
    }

    /// Its days.
    pub fn days(self) -> Option<Days> {
        Days::new(LegalDay::new(self.first), LegalDay::new(self.last())).ok()
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self::of(self.step, self.last().next_day().unwrap_or(Date::MAX))
    }

    /// The one before it.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::of(self.step, self.first.previous_day().unwrap_or(Date::MIN))
    }

    /// The year it belongs to; of a week, that of its Thursday.
    pub fn year(self) -> i32 {
        match self.step {
            Step::Week => self.first.to_iso_week_date().0,
            Step::Month => self.first.year(),
        }
    }

    /// Its number in the year, from 1.
    pub fn number(self) -> u8 {
        match self.step {
            Step::Week => self.first.iso_week(),
            Step::Month => u8::from(self.first.month()),
        }
    }

    /// The same season so many years before: of a week, the week of the same number, or the last of a year that has no
    /// week 53, with the ones before and after it; of a month, the same month.
    pub fn season(self, years_before: i32) -> Vec<Self> {
        let year = self.year() - years_before;
        let same = match self.step {
            Step::Week => Date::from_iso_week_date(year, self.number(), Weekday::Monday)
                .or_else(|_| Date::from_iso_week_date(year, 52, Weekday::Monday)),
            Step::Month => Date::from_calendar_date(year, self.first.month(), 1),
        };
        let Ok(same) = same.map(|day| Self::of(self.step, day)) else { return Vec::new() };
        match self.step {
            Step::Week => vec![same.previous(), same, same.next()],
            Step::Month => vec![same],
        }
    }
}

impl fmt::Display for Slot {
    /// As ISO 8601 writes it: `2023-W44`, `2023-10`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.step {
            Step::Week => "W",
            Step::Month => "",
        };
        write!(f, "{:04}-{sign}{:02}", self.year(), self.number())
    }
}
