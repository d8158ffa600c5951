//! When the next publication is due: on a fixed day of the week, and once more when the promise is over.

use time::{Date, Weekday};

use super::{period::Period, publication::Publication};

/// The day on which the next publication of a promise is due: the first such weekday after the last publication, or of
/// the period where there was none; the day after the period for the last word. `None` once that is said.
pub fn next_due(period: Period, last: Option<&Publication>, weekday: Weekday) -> Option<Date> {
    if last.is_some_and(|last| last.is_final) {
        return None;
    }
    let after = period.last().next_day()?;
    let from = match last {
        Some(last) => last.on.date(),
        None => period.first().previous_day()?,
    };
    Some(from.next_occurrence(weekday).min(after))
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::LegalDay;

    fn period() -> Period {
        Period::new(date!(2023 - 09 - 01), date!(2023 - 12 - 31)).unwrap()
    }

    fn published(on: Date, is_final: bool) -> Publication {
        let (promise, by) = ("karlshamn-2023".to_owned(), "samordnare".to_owned());
        Publication {
            promise,
            on: LegalDay::new(on),
            by,
            days_left: 0,
            is_final,
            rows: Vec::new(),
            trends: Vec::new(),
        }
    }

    fn due(last: Option<(Date, bool)>) -> Option<Date> {
        let last = last.map(|(on, is_final)| published(on, is_final));
        next_due(period(), last.as_ref(), Weekday::Monday)
    }

    #[test]
    fn the_first_one_is_due_on_the_first_such_day_of_the_period() {
        assert_eq!(due(None), Some(date!(2023 - 09 - 04)));
        assert_eq!(next_due(period(), None, Weekday::Friday), Some(date!(2023 - 09 - 01)));
    }

    #[test]
    fn then_a_week_later_and_a_late_one_does_not_move_the_day() {
        assert_eq!(due(Some((date!(2023 - 09 - 04), false))), Some(date!(2023 - 09 - 11)));
        assert_eq!(due(Some((date!(2023 - 09 - 06), false))), Some(date!(2023 - 09 - 11)));
        assert_eq!(due(Some((date!(2023 - 09 - 10), false))), Some(date!(2023 - 09 - 11)));
    }

    #[test]
    fn the_last_word_is_due_the_day_after_the_period_and_nothing_after_it() {
        assert_eq!(due(Some((date!(2023 - 12 - 25), false))), Some(date!(2024 - 01 - 01)));
        assert_eq!(due(Some((date!(2024 - 01 - 01), true))), None);
        assert_eq!(
            next_due(period(), Some(&published(date!(2023 - 12 - 29), false)), Weekday::Friday),
            Some(date!(2024 - 01 - 01))
        );
    }
}
