//! A clock that can be set back: the demo's story is told in the days before the day of its world.

use std::sync::atomic::{AtomicI64, Ordering};

use desk::{Clock, SystemClock};
use domain::{LegalDay, Timestamp, stockholm};
use time::Duration;

/// The machine's clock, so many minutes ago; the legal day lies as long before the day that the world stands on.
#[derive(Debug, Default)]
pub struct Past {
    minutes: AtomicI64,
    stands_on: Option<LegalDay>,
}

impl Past {
    /// The past of a world that follows the calendar, or stands on a day.
    pub fn before(stands_on: Option<LegalDay>) -> Self {
        Self { minutes: AtomicI64::new(0), stands_on }
    }

    /// Sets the clock to so many days ago. It may only come closer: the log does not go backwards.
    pub fn days_ago(&self, days: i64) {
        self.minutes_ago(days * 24 * 60);
    }

    /// How many minutes ago it stands.
    pub fn minutes(&self) -> i64 {
        self.minutes.load(Ordering::Relaxed)
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

    fn today(&self) -> LegalDay {
        let day = stockholm::day(self.now());
        match self.stands_on {
            None => LegalDay::new(day),
            Some(standing) => LegalDay::new(standing.date() - (SystemClock.today().date() - day)),
        }
    }

    fn legal_day_follows_wall(&self) -> bool {
        self.stands_on.is_none()
    }
}
