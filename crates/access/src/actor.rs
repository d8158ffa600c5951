//! Who asks: an account under one duty, as the store knew it in the same snapshot as the records.

use std::collections::BTreeSet;

use domain::{
    Id, LegalDay, Timestamp,
    duty::{Account, Duty},
    person::PersonToken,
    stockholm,
    unit::Authority,
};
use uuid::Uuid;

/// Somebody under one duty, as the store knew it at the last change that the log records.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Whose account.
    pub account: Id<Account>,
    /// The duty they act under, also when it has expired.
    pub duty: Duty,
    /// Whether the session was opened with a second factor.
    pub second_factor: bool,
    /// The tokens of the account's own number, one per authority that knows it.
    pub own_tokens: BTreeSet<(Id<Authority>, PersonToken)>,
    /// The persons with whom a conflict of interest is recorded.
    pub conflicts: BTreeSet<(Id<Authority>, PersonToken)>,
    /// The concerns whose family the account knows, where no number says who that is.
    pub closed: BTreeSet<Uuid>,
    /// The legal day on which this actor was read.
    pub today: LegalDay,
}

impl Actor {
    /// Whether the duty is in force on the legal day.
    pub fn holds(&self) -> bool {
        self.duty.holds_on(self.today)
    }

    /// Until when what was read here stays true by the calendar alone: the midnight after which the duty
    /// has ended or begun. `None` where no date is near. Only where the legal day follows the wall.
    pub fn good_until(&self, wall_day_counts: bool) -> Option<Timestamp> {
        if !wall_day_counts {
            return None;
        }
        let ends = self.duty.until.and_then(|last| last.date().next_day());
        let begins = (self.today < self.duty.from).then(|| self.duty.from.date());
        let next = begins.or_else(|| ends.filter(|day| self.today.date() < *day))?;
        Some(stockholm::start_of_day(next))
    }
}
