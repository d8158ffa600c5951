//! How it goes: count, target, days left, the pace that is needed and the pace that was reached, and one word for it.
//!
//! Only what was promised with a number is measured against one; elsewhere the word is *utan måltal* and there is no
//! percentage. Today counts as passed: what today's evening gives is in the count at its end, and *days left* are the
//! days after it.
//!
//! | Day | in step as long as | otherwise |
//! |---|---|---|
//! | before the period | always: nothing is due | – |
//! | first day to last | the whole occasions that were due by tonight are done | behind |
//! | after the period | – | not kept |
//!
//! A target that is reached is kept from that day on, whatever the day.

use std::num::NonZeroU32;

use super::period::{Moment, Period};
use crate::LegalDay;

const DAYS_OF_A_WEEK: u64 = 7;

words! {
    /// The word for how it goes.
    Status {
        /// Kept (*uppfyllt*).
        Kept "kept",
        /// In step (*i fas*).
        InStep "in_step",
        /// Behind (*ligger efter*).
        Behind "behind",
        /// Not kept (*ej uppfyllt*).
        NotKept "not_kept",
        /// Without a target (*utan måltal*).
        NoTarget "no_target",
    }
}

/// So many a week, to the tenth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pace(u32);

impl Pace {
    /// `count` in `days`, as so many a week, rounded to the nearest tenth; `None` in no days.
    pub fn of(count: u32, days: u32) -> Option<Self> {
        let days = u64::from(days);
        let tenths = (u64::from(count) * DAYS_OF_A_WEEK * 10 * 2 + days).checked_div(days * 2)?;
        Some(Self(u32::try_from(tenths).unwrap_or(u32::MAX)))
    }

    /// Tenths of one a week: 57 is 5.7.
    pub fn tenths(self) -> u32 {
        self.0
    }
}

/// How a counted row goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many so far.
    pub count: u32,
    /// How many were promised.
    pub target: Option<NonZeroU32>,
    /// How many days come after today.
    pub days_left: u32,
    /// The pace at which the target is still reached; `None` without a target, once it is reached, and from the last
    /// day on.
    pub needed: Option<Pace>,
    /// The pace so far; `None` before the period.
    pub reached: Option<Pace>,
    /// The word.
    pub status: Status,
}

impl Progress {
    /// How it goes today, with this count.
    pub fn of(count: u32, target: Option<NonZeroU32>, period: Period, today: LegalDay) -> Self {
        let days_left = period.left(today);
        let missing = target.map_or(0, |target| target.get().saturating_sub(count));
        Self {
            count,
            target,
            days_left,
            needed: Pace::of(missing, days_left).filter(|_| missing > 0),
            reached: Pace::of(count, period.elapsed(today)),
            status: target.map_or(Status::NoTarget, |target| status(count, target, period, today)),
        }
    }

    /// How many are missing; `None` without a target.
    pub fn missing(&self) -> Option<u32> {
        self.target.map(|target| target.get().saturating_sub(self.count))
    }

    /// The part of the target that is done in whole per cent, never rounded up and at most 100; `None` without a target.
    pub fn percent(&self) -> Option<u32> {
        let target = u64::from(self.target?.get());
        u32::try_from((u64::from(self.count) * 100 / target).min(100)).ok()
    }
}

/// How a row goes that is done or not: kept from the day it is done, not kept when the period is over without it.
pub fn done_or_not(is_done: bool, period: Period, today: LegalDay) -> Status {
    match (is_done, period.moment(today)) {
        (true, _) => Status::Kept,
        (false, Moment::Ahead | Moment::Running) => Status::InStep,
        (false, Moment::Over) => Status::NotKept,
    }
}

fn status(count: u32, target: NonZeroU32, period: Period, today: LegalDay) -> Status {
    let due = u64::from(target.get()) * u64::from(period.elapsed(today)) / u64::from(period.days());
    match period.moment(today) {
        _ if count >= target.get() => Status::Kept,
        Moment::Over => Status::NotKept,
        _ if u64::from(count) >= due => Status::InStep,
        _ => Status::Behind,
    }
}

/// A number against that of an earlier period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// There is none: it is the first measurement (*första mätningen*).
    First,
    /// As many.
    Same,
    /// So many more.
    More(u32),
    /// So many fewer.
    Fewer(u32),
}

impl Against {
    /// `now` against `before`. Counts of persons are compared as they were published, never as they are.
    pub fn of(now: u32, before: Option<u32>) -> Self {
        match before {
            None => Self::First,
            Some(before) if now > before => Self::More(now - before),
            Some(before) if now < before => Self::Fewer(before - now),
            Some(_) => Self::Same,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::{Date, Duration, macros::date};

    use super::*;

    fn autumn() -> Period {
        Period::new(date!(2023 - 09 - 01), date!(2023 - 12 - 31)).unwrap()
    }

    fn progress(count: u32, day: Date) -> Progress {
        Progress::of(count, NonZeroU32::new(100), autumn(), LegalDay::new(day))
    }

    fn tenths(pace: Option<Pace>) -> Option<u32> {
        pace.map(Pace::tenths)
    }

    #[test]
    fn a_hundred_in_122_days_are_5_7_a_week() {
        let before = progress(0, date!(2023 - 08 - 31));
        assert_eq!((before.days_left, tenths(before.needed), tenths(before.reached)), (122, Some(57), None));
    }

    #[test]
    fn on_30_november_64_of_100_is_behind_and_needs_8_a_week() {
        let now = progress(64, date!(2023 - 11 - 30));
        assert_eq!((now.days_left, now.missing(), now.percent()), (31, Some(36), Some(64)));
        assert_eq!((tenths(now.needed), tenths(now.reached)), (Some(81), Some(49)));
        assert_eq!(now.status, Status::Behind);
    }

    #[test]
    fn in_step_is_the_whole_occasions_that_were_due_by_tonight() {
        // 91 of 122 days: 74.6 of 100 were due.
        assert_eq!(progress(74, date!(2023 - 11 - 30)).status, Status::InStep);
        assert_eq!(progress(73, date!(2023 - 11 - 30)).status, Status::Behind);
    }

    #[test]
    fn before_the_period_nothing_is_due() {
        assert_eq!(progress(0, date!(2023 - 08 - 31)).status, Status::InStep);
        assert_eq!(progress(0, date!(2020 - 01 - 01)).status, Status::InStep);
    }

    #[test]
    fn on_the_first_day_nobody_is_behind_yet_and_on_the_second_somebody_is() {
        assert_eq!(progress(0, date!(2023 - 09 - 01)).status, Status::InStep);
        assert_eq!(progress(0, date!(2023 - 09 - 02)).status, Status::Behind);
        assert_eq!(tenths(progress(1, date!(2023 - 09 - 01)).reached), Some(70));
    }

    #[test]
    fn on_the_last_day_it_is_behind_and_the_day_after_it_is_not_kept() {
        let last = progress(99, date!(2023 - 12 - 31));
        assert_eq!((last.status, last.days_left, last.needed), (Status::Behind, 0, None));
        let after = progress(99, date!(2024 - 01 - 01));
        assert_eq!((after.status, after.percent(), after.needed), (Status::NotKept, Some(99), None));
        for day in [date!(2023 - 12 - 31), date!(2024 - 01 - 01), date!(2023 - 09 - 01)] {
            assert_eq!(progress(100, day).status, Status::Kept);
        }
    }

    #[test]
    fn what_is_kept_needs_no_pace_and_is_never_more_than_whole() {
        let kept = progress(131, date!(2023 - 11 - 30));
        assert_eq!((kept.needed, kept.missing(), kept.percent()), (None, Some(0), Some(100)));
    }

    #[test]
    fn without_a_target_there_is_a_count_and_never_a_percentage() {
        for day in [date!(2023 - 08 - 01), date!(2023 - 11 - 30), date!(2024 - 02 - 01)] {
            let text = Progress::of(17, None, autumn(), LegalDay::new(day));
            assert_eq!((text.status, text.percent(), text.needed), (Status::NoTarget, None, None));
        }
    }

    #[test]
    fn done_or_not_is_kept_when_it_is_done_and_not_kept_when_time_is_up() {
        let on = |is_done, day| done_or_not(is_done, autumn(), LegalDay::new(day));
        assert_eq!(on(true, date!(2023 - 09 - 01)), Status::Kept);
        assert_eq!(on(false, date!(2023 - 12 - 31)), Status::InStep);
        assert_eq!(on(false, date!(2024 - 01 - 01)), Status::NotKept);
    }

    #[test]
    fn where_nothing_was_measured_before_it_is_the_first_measurement() {
        assert_eq!(Against::of(17, None), Against::First);
        assert_eq!(Against::of(17, Some(11)), Against::More(6));
        assert_eq!(Against::of(11, Some(17)), Against::Fewer(6));
        assert_eq!(Against::of(0, Some(0)), Against::Same);
    }

    proptest! {
        #[test]
        fn whoever_keeps_the_pace_is_in_step_and_never_falls_behind(target in 1..500_u32, days in 1..400_i64) {
            let first = date!(2024 - 01 - 15);
            let period = Period::new(first, first + Duration::days(days - 1)).unwrap();
            for passed in 0..days {
                let today = LegalDay::new(first + Duration::days(passed));
                let due = u64::from(target) * u64::from(period.elapsed(today)) / u64::from(period.days());
                let count = u32::try_from(due).unwrap();
                let now = Progress::of(count, NonZeroU32::new(target), period, today);
                prop_assert!(matches!(now.status, Status::InStep | Status::Kept));
                if count > 0 {
                    let less = Progress::of(count - 1, NonZeroU32::new(target), period, today);
                    prop_assert_eq!(less.status, Status::Behind);
                }
            }
        }

        #[test]
        fn answers_every_count_on_every_day(count: u32, target: u32, julian in 1_721_426..5_373_484_i32) {
            let today = LegalDay::new(Date::from_julian_day(julian).unwrap());
            let now = Progress::of(count, NonZeroU32::new(target), autumn(), today);
            prop_assert_eq!(now.percent().is_some(), now.status != Status::NoTarget);
        }
    }
}
