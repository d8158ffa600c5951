//! How often something may be done by those without an account: so many times in an hour, and then it waits. What was
//! done stands in memory only: nobody's address is known here, so it is counted for all together, or for one link.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
};

use domain::Timestamp;
use time::Duration;
use uuid::Uuid;

/// The span in which it is counted.
const SPAN: Duration = Duration::HOUR;

/// When what was done, as far as the span reaches back.
#[derive(Default)]
pub(crate) struct Pace {
    done: Mutex<HashMap<Uuid, VecDeque<Timestamp>>>,
}

impl Pace {
    /// Whether it may be done once more now by this one; if so, it counts as done.
    pub(crate) fn admits(&self, who: Uuid, most: u32, now: Timestamp) -> bool {
        let since = now.minus(SPAN);
        let mut all = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, times| times.back().is_some_and(|last| *last > since));
        let times = all.entry(who).or_default();
        while times.front().is_some_and(|first| *first <= since) {
            times.pop_front();
        }
        let is_free = times.len() < usize::try_from(most).unwrap_or(usize::MAX);
        if is_free {
            times.push_back(now);
        }
        is_free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_micros(minute * 60_000_000)
    }

    #[test]
    fn so_many_in_an_hour_and_then_it_waits() {
        let (pace, one, other) = (Pace::default(), Uuid::from_u128(1), Uuid::from_u128(2));
        assert!((0..3).all(|minute| pace.admits(one, 3, at(minute))));
        assert!(!pace.admits(one, 3, at(59)), "the fourth of the hour");
        assert!(pace.admits(other, 3, at(59)), "each for itself");
        assert!(pace.admits(one, 3, at(60)), "the first one is an hour old");
        assert!(!pace.admits(one, 3, at(60)));
        assert!(pace.admits(one, 3, at(1000)) && pace.done.lock().unwrap().len() == 1, "and is forgotten");
    }
}
