//! Time as an argument: the wall clock, and the legal day beside it.

use domain::{LegalDay, Timestamp, stockholm};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The instant.
    fn now(&self) -> Timestamp;

    /// The day whose law, deadlines and ages count.
    fn today(&self) -> LegalDay {
        LegalDay::new(stockholm::day(self.now()))
    }

    /// Whether the legal day follows the wall; not so in a demo world of another year.
    fn legal_day_follows_wall(&self) -> bool {
        true
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the program reads the clock")]
    fn now(&self) -> Timestamp {
        Timestamp::from(time::OffsetDateTime::now_utc())
    }
}

/// The machine's clock with a legal day that stands still: a demo world of another year.
#[derive(Debug, Clone, Copy)]
pub struct StandingDay {
    day: LegalDay,
}

impl StandingDay {
    /// A world that stands on `day`.
    pub fn on(day: LegalDay) -> Self {
        Self { day }
    }
}

impl Clock for StandingDay {
    fn now(&self) -> Timestamp {
        SystemClock.now()
    }

    fn today(&self) -> LegalDay {
        self.day
    }

    fn legal_day_follows_wall(&self) -> bool {
        false
    }
}
