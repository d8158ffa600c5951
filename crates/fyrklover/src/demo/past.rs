//! A clock that can be set back: the demo's story is told in the days before today.

use std::sync::atomic::{AtomicI64, Ordering};

use desk::{Clock, SystemClock};
use domain::Timestamp;
use time::Duration;

/// The machine's clock, so many minutes ago.
#[derive(Debug, Default)]
pub struct Past {
    minutes: AtomicI64,
}

impl Past {
    /// Sets the clock to so many days ago. It may only come closer: the log does not go backwards.
    pub fn days_ago(&self, days: i64) {
        self.minutes_ago(days * 24 * 60);
    }

    /// Sets the clock to so many minutes ago.
    pub fn minutes_ago(&self, minutes: i64) {
        self.minutes.store(minutes, Ordering::Relaxed);
    }
}

impl Clock for Past {
    fn now(&self) -> Timestamp {
        SystemClock.now().minus(Duration::minutes(self.minutes.load(Ordering::Relaxed)))
    }
}
