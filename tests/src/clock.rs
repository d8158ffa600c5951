//! A clock that stands where a test puts it.

use std::sync::atomic::{AtomicI64, Ordering};

use desk::Clock;
use domain::{LegalDay, Timestamp, stockholm};
use time::Duration;

/// Stands still until it is moved.
#[derive(Debug)]
pub struct TestClock {
    micros: AtomicI64,
    stands_on: Option<LegalDay>,
}

impl TestClock {
    /// Begins on Tuesday 24 November 2026 at 10.00 Swedish time.
    pub fn new() -> Self {
        Self { micros: AtomicI64::new(1_795_510_800_000_000), stands_on: None }
    }

    /// The same, in a world whose legal day stands.
    pub fn standing_on(day: LegalDay) -> Self {
        Self { stands_on: Some(day), ..Self::new() }
    }

    /// Goes on.
    pub fn advance(&self, by: Duration) {
        let micros = i64::try_from(by.whole_microseconds()).unwrap_or(i64::MAX);
        self.micros.fetch_add(micros, Ordering::SeqCst);
    }

    /// Goes to an instant.
    pub fn set(&self, at: Timestamp) {
        self.micros.store(at.micros(), Ordering::SeqCst);
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.micros.load(Ordering::SeqCst))
    }

    fn today(&self) -> LegalDay {
        self.stands_on.unwrap_or_else(|| LegalDay::new(stockholm::day(self.now())))
    }

    fn legal_day_follows_wall(&self) -> bool {
        self.stands_on.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begins_when_it_says() {
        let clock = TestClock::new();
        assert_eq!(clock.today().to_string(), "2026-11-24");
        assert_eq!(domain::stockholm::local(clock.now()).hour(), 10);
    }
}
