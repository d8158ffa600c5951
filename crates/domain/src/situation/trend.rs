//! Counts by week and month, and what was to be expected: the same season in earlier years.
//!
//! Summer is compared with summer. What a week is expected to have is the mean of the same week and the ones before and
//! after it in up to five earlier years; of a month, the mean of the same month. That is how the historical limits of
//! disease surveillance are drawn (Stroup and others, Statistics in Medicine 8 (1989) 323–329: the same, the previous
//! and the next period of five years, and two standard deviations).
//!
//! The band around the mean is twice the square root of the mean, as of rare things that happen independently of each
//! other (Poisson), where about one count in twenty falls outside. Where at least six counts are compared, which weeks
//! always have, it is twice their standard deviation if that is more: fireworks come all in one week. It is never less
//! than one either way, so that a single incident is never a trend.
//!
//! What it is not: a test, or a reason. One flag in twenty is chance, more reporters give more reports, and a row of
//! counts below four cannot fall out of its band. It says where a meeting should look.

use serde::{Deserialize, Serialize};

use super::Days;

pub use slot::{Slot, Step};

mod slot;

/// So many earlier years are compared with at most.
pub const MOST_YEARS: i32 = 5;
/// With fewer earlier years nothing is said.
pub const FEWEST_YEARS: u32 = 2;
/// From so many counts on their spread says something.
const FEWEST_FOR_SPREAD: u128 = 6;

words! {
    /// How a count lies to what was expected.
    Flag {
        /// Below the band.
        Lower "lower",
        /// Within the band.
        Within "within",
        /// Above the band.
        Higher "higher",
        /// There are too few earlier years.
        NoComparison "no_comparison",
    }
}

/// A row of counts, one for each whole week or month, from the first to the last that were watched from beginning to
/// end. What lies outside is not nothing: it is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    counts: Vec<(Slot, u32)>,
}

/// What was to be expected of a week or month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The mean, in tenths.
    pub tenths: u32,
    /// The lowest count within the band.
    pub low: u32,
    /// The highest.
    pub high: u32,
    /// How many earlier years it rests on.
    pub years: u32,
}

/// A week or month with its count and what was to be expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Which.
    pub slot: Slot,
    /// How many.
    pub count: u32,
    /// What was to be expected, where there are earlier years enough.
    pub expected: Option<Expectation>,
}

impl Series {
    /// Counts days, each as often as it comes, over the days that were watched.
    pub fn count(step: Step, watched: Days, days: impl IntoIterator<Item = time::Date>) -> Self {
        Self::weighed(step, watched, days.into_iter().map(|day| (day, 1)))
    }

    /// Counts days that stand for several at once.
    pub fn weighed(step: Step, watched: Days, days: impl IntoIterator<Item = (time::Date, u32)>) -> Self {
        let mut counts: Vec<(Slot, u32)> = Slot::whole(step, watched).map(|slot| (slot, 0)).collect();
        for (day, more) in days {
            let slot = Slot::of(step, day);
            if let Ok(at) = counts.binary_search_by_key(&slot, |(slot, _)| *slot)
                && let Some((_, count)) = counts.get_mut(at)
            {
                *count = count.saturating_add(more);
            }
        }
        Self { counts }
    }

    /// How many a week or month had; `None` where it was not watched.
    pub fn at(&self, slot: Slot) -> Option<u32> {
        let at = self.counts.binary_search_by_key(&slot, |(slot, _)| *slot).ok()?;
        self.counts.get(at).map(|(_, count)| *count)
    }

    /// Each week or month, with what was to be expected.
    pub fn points(&self) -> impl Iterator<Item = Point> {
        self.counts.iter().map(|(slot, count)| Point {
            slot: *slot,
            count: *count,
            expected: self.expected(*slot),
        })
    }

    /// What was to be expected, from the earlier years whose season was watched.
    pub fn expected(&self, slot: Slot) -> Option<Expectation> {
        let seasons = (1..=MOST_YEARS).filter_map(|years| {
            slot.season(years).into_iter().map(|earlier| self.at(earlier)).collect::<Option<Vec<u32>>>()
        });
        let seasons: Vec<Vec<u32>> = seasons.collect();
        let years = u32::try_from(seasons.len()).unwrap_or(u32::MAX);
        (years >= FEWEST_YEARS).then(|| Expectation::of(&seasons.concat(), years))
    }
}

impl Expectation {
    /// Mean and band of some counts, in whole numbers from end to end: with `sum` over `n` counts, a count `c` lies
    /// within when `(n·c − sum)²` is at most the largest of `n²` (one either way), `4·n·sum` (Poisson) and
    /// `4·n²·variance`.
    fn of(counts: &[u32], years: u32) -> Self {
        let n = u128::try_from(counts.len()).unwrap_or(u128::MAX).max(1);
        let sum: u128 = counts.iter().map(|count| u128::from(*count)).sum();
        let squares: u128 = counts.iter().map(|count| u128::from(*count).pow(2)).sum();
        let spread = if n >= FEWEST_FOR_SPREAD { 4 * n * (n * squares - sum * sum) / (n - 1) } else { 0 };
        let radius = (n * n).max(4 * n * sum).max(spread).isqrt();
        let whole = |count: u128| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            tenths: whole((20 * sum + n) / (2 * n)),
            low: whole(sum.saturating_sub(radius).div_ceil(n)),
            high: whole((sum + radius) / n),
            years,
        }
    }

    /// How a count lies to it.
    pub fn flag(self, count: u32) -> Flag {
        match count {
            _ if count < self.low => Flag::Lower,
            _ if count > self.high => Flag::Higher,
            _ => Flag::Within,
        }
    }
}

impl Point {
    /// How its count lies to what was expected.
    pub fn flag(self) -> Flag {
        self.expected.map_or(Flag::NoComparison, |expected| expected.flag(self.count))
    }
}

#[cfg(test)]
mod tests;
