//! What of a count of persons becomes public: the one way out for such a number.
//!
//! The rule, whole:
//!
//! 1. **While the promise runs** the total alone is shown, in steps of five ("at least 15"), and below five as "fewer
//!    than five", which may be nobody. No part of it is shown and no breakdown: not who accepted, no method, age or area.
//! 2. **When it is over**, once: the total itself, where it is five or more; and each breakdown of it, where every cell
//!    is five or more. Else none of its cells: the total stands alone.
//! 3. **After that** it stands. What is reported later does not move it ([`Published::renewed`]).
//!
//! Why this, and not cells suppressed one by one: a margin gives back what was suppressed beneath it; five hidden cells
//! under "at least 20" are four each; a part shown beside its total tells the rest; and what is published every week is
//! subtracted from what was published the week before. A number that moves in steps of five moves by nothing or by at
//! least five, whatever is subtracted. A breakdown that appears once, with large cells only, has nothing beneath it to
//! be found. And the rule looks at the numbers of the day only, so that what is withheld tells no more than what is
//! shown.
//!
//! What holds, and is tried by brute force in the tests: of no cell, and of no growth between two publications, can
//! anybody tell that it is 1, 2, 3 or 4 persons, not even knowing this rule and that counts only grow. What remains
//! possible of a small one is always more than one number, and nobody or at least five is among them. While the promise
//! runs, at least five numbers remain.
//!
//! It holds while promises do not overlap in time ([`super::Promises::parse`]); while no total is known to be a part of
//! another ([`super::Measure::part_of`]); and while no breakdown follows from two others, which is why they are fixed
//! before the promise begins. Counts of activities are no counts of persons and do not come here.

use serde::{Deserialize, Serialize};

use super::{
    Unfit,
    period::{Moment, Period},
};
use crate::LegalDay;

/// The fewest persons that are told as a number, and the step in which a number moves.
pub const FEWEST: u32 = 5;

/// A count of persons as it is, and its breakdowns. It has no way to a page but [`Headcount::published`].
#[derive(Clone, PartialEq, Eq)]
pub struct Headcount {
    total: u32,
    splits: Vec<Vec<u32>>,
}

impl Headcount {
    /// So many persons, broken down in no, one or several ways. A part of them (who accepted, of those offered) is a
    /// breakdown too: the part and the rest.
    ///
    /// # Errors
    /// [`Unfit::PartsDiffer`] where a breakdown does not sum up to the total.
    pub fn new(total: u32, splits: Vec<Vec<u32>>) -> Result<Self, Unfit> {
        let sum = |split: &Vec<u32>| split.iter().copied().map(u64::from).sum::<u64>();
        let fits = splits.iter().all(|split| sum(split) == u64::from(total));
        if fits { Ok(Self { total, splits }) } else { Err(Unfit::PartsDiffer) }
    }

    /// What of it is published on this day; `None` before the promise begins.
    pub fn published(&self, period: Period, today: LegalDay) -> Option<Published> {
        match period.moment(today) {
            Moment::Ahead => None,
            Moment::Running => Some(self.in_steps()),
            Moment::Over => Some(self.at_last()),
        }
    }

    fn in_steps(&self) -> Published {
        let total =
            if self.total < FEWEST { Shown::Fewer } else { Shown::AtLeast(self.total - self.total % FEWEST) };
        Published { total, splits: vec![None; self.splits.len()], is_final: false }
    }

    fn at_last(&self) -> Published {
        let total = if self.total < FEWEST { Shown::Fewer } else { Shown::Exactly(self.total) };
        let cells = |split: &Vec<u32>| split.iter().all(|cell| *cell >= FEWEST).then(|| split.clone());
        Published { total, splits: self.splits.iter().map(cells).collect(), is_final: true }
    }
}

/// A number of persons as the public sees it. It can be read back from what was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Fewer than five, nobody perhaps.
    Fewer,
    /// At least so many: a multiple of five.
    AtLeast(u32),
    /// So many.
    Exactly(u32),
}

impl Shown {
    /// The same in steps, as it is shown ahead of the last word.
    #[must_use]
    pub fn in_steps(self) -> Self {
        match self {
            Self::Exactly(count) if count < FEWEST => Self::Fewer,
            Self::Exactly(count) => Self::AtLeast(count - count % FEWEST),
            Self::Fewer | Self::AtLeast(_) => self,
        }
    }

    /// The number that it is sure to have reached, for charts and for comparing with an earlier period.
    pub fn at_least(self) -> u32 {
        match self {
            Self::Fewer => 0,
            Self::AtLeast(count) | Self::Exactly(count) => count,
        }
    }
}

/// A count of persons as it is published. Made only by [`Headcount::published`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Published {
    /// The total.
    pub total: Shown,
    /// The breakdowns in their order, where they may be shown: each has all its cells, in their order.
    pub splits: Vec<Option<Vec<u32>>>,
    /// Whether it is the last word.
    pub is_final: bool,
}

impl Published {
    /// What is published after this: `next`, unless this is the last word.
    #[must_use]
    pub fn renewed(self, next: Self) -> Self {
        if self.is_final { self } else { next }
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod brute_force;
#[cfg(test)]
mod tables;
