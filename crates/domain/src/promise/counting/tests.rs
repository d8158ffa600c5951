//! Each rule of counting by its name, and a rule that changes in the middle of a period.

use time::macros::{date, datetime, time};

use super::*;
use crate::{
    promise::{
        Unfit,
        occasion::{Cancelled, Outing, Plan, Told},
    },
    stockholm,
};

const AUTUMN_2023: &str = include_str!("../../../../../config/promise/karlshamn-2023.toml");
const END: LegalDay = LegalDay::new(date!(2023 - 12 - 31));

/// The promise of 2023, with pieces of its file written differently.
fn promise_with(pieces: &[(&str, &str)]) -> Promise {
    let text =
        pieces.iter().fold(AUTUMN_2023.to_owned(), |text, (piece, instead)| text.replace(piece, instead));
    Promise::parse("karlshamn-2023.toml", &text).unwrap()
}

fn promise() -> Promise {
    promise_with(&[])
}

/// The same promise, from the one day to the other and with so many minutes.
fn moved(first: &str, last: &str, minutes: &str) -> Promise {
    let (setting, words) = (format!("minutes = {minutes}"), format!(" {minutes} minut"));
    let days = [("2023-09-01", first), ("2023-12-31", last)];
    promise_with(&[days[0], days[1], ("minutes = 60", &setting), (" 60 minut", &words)])
}

/// An evening: which one, whose, from when to when.
fn planned(id: u8, organiser: u8, evening: Date, (from, to): (Time, Time)) -> Occasion {
    let plan = Plan {
        outing: Outing::NightWalk,
        organiser: Id::from_random([organiser; 16]),
        area: Id::from_random([1; 16]),
        span: Span::new(evening, from, to).unwrap(),
    };
    Occasion::planned(Id::from_random([id; 16]), plan, &[]).unwrap()
}

fn done(id: u8, organiser: u8, evening: Date, times: (Time, Time)) -> Occasion {
    let told = Told { from: times.0, to: times.1, adults: 3, contacts: 0 };
    let later = stockholm::instant(datetime!(2030-01-01 12:00));
    planned(id, organiser, evening, times).done(told, later).unwrap()
}

/// How many count for the night walks, and why the others do not.
fn tally(promise: &Promise, occasions: &[Occasion], today: LegalDay) -> (u32, Vec<NotCounted>) {
    let tally = promise.tally(promise.commitment("K4").unwrap(), occasions, today);
    assert!(tally.counted.len() + tally.left_out.len() <= occasions.len());
    (tally.count(), tally.left_out.iter().map(|(_, why)| *why).collect())
}

/// Why one evening does not count, if it does not.
fn verdict(evening: Date, from: Time, to: Time) -> Option<NotCounted> {
    let (count, left_out) = tally(&promise(), &[done(1, 1, evening, (from, to))], END);
    assert_eq!(count == 0, left_out.len() == 1);
    left_out.first().copied()
}

const EVENING: (Time, Time) = (time!(20:00), time!(23:00));

#[test]
fn one_organiser_and_one_evening_are_one_occasion() {
    let occasions = [
        done(1, 1, date!(2023 - 10 - 13), EVENING),
        done(2, 2, date!(2023 - 10 - 13), EVENING),
        done(3, 1, date!(2023 - 10 - 14), EVENING),
    ];
    assert_eq!(tally(&promise(), &occasions, END), (3, vec![]));
}

/// Acceptance (n) of the domain report.
#[test]
fn n_promise_count_rejects_a_duplicate_organiser_evening() {
    let first = done(1, 1, date!(2023 - 10 - 13), EVENING);
    let again = planned(2, 1, date!(2023 - 10 - 13), (time!(18:00), time!(19:30))).plan();
    assert_eq!(Occasion::planned(Id::from_random([2; 16]), again, &[first]), Err(Unfit::Duplicate));
    // And where two have got into the store all the same, one of them counts.
    let second = done(2, 1, date!(2023 - 10 - 13), (time!(18:00), time!(19:30)));
    assert_eq!(tally(&promise(), &[first, second], END), (1, vec![NotCounted::Duplicate]));
    let counted = promise().tally(promise().commitment("K4").unwrap(), &[first, second], END).counted;
    assert_eq!(counted, [second.id()], "the one that began first");
}

#[test]
fn a_short_evening_is_no_duplicate_of_the_one_that_counts() {
    let short = done(1, 1, date!(2023 - 10 - 13), (time!(18:00), time!(18:30)));
    let long = done(2, 1, date!(2023 - 10 - 13), EVENING);
    assert_eq!(tally(&promise(), &[short, long], END), (1, vec![NotCounted::Short]));
}

#[test]
fn what_begins_before_17_does_not_count_and_what_begins_at_17_does() {
    let day = date!(2023 - 10 - 13);
    assert_eq!(verdict(day, time!(16:59), time!(22:00)), Some(NotCounted::Early));
    assert_eq!(verdict(day, time!(17:00), time!(22:00)), None);
    assert_eq!(verdict(day, time!(0:30), time!(3:00)), Some(NotCounted::Early), "after midnight is early");
}

#[test]
fn fifty_nine_minutes_are_short_and_sixty_are_not() {
    let day = date!(2023 - 10 - 13);
    assert_eq!(verdict(day, time!(21:00), time!(21:59)), Some(NotCounted::Short));
    assert_eq!(verdict(day, time!(21:00), time!(22:00)), None);
    assert_eq!(verdict(day, time!(23:30), time!(0:30)), None, "over midnight");
}

#[test]
fn what_is_cancelled_or_untold_does_not_count_and_says_so() {
    let cancelled = planned(1, 1, date!(2023 - 10 - 13), EVENING).cancelled(Cancelled::Weather).unwrap();
    let untold = planned(2, 2, date!(2023 - 10 - 13), EVENING);
    let tonight = planned(3, 3, date!(2023 - 10 - 14), EVENING);
    let all = [cancelled, untold, tonight];
    let today = LegalDay::new(date!(2023 - 10 - 14));
    assert_eq!(tally(&promise(), &all, today), (0, vec![NotCounted::Cancelled, NotCounted::Untold]));
}

#[test]
fn an_evening_belongs_to_the_period_in_which_it_began() {
    assert_eq!(verdict(date!(2023 - 12 - 31), time!(22:00), time!(2:00)), None, "into the new year");
    assert_eq!(verdict(date!(2023 - 08 - 31), time!(22:00), time!(2:00)), Some(NotCounted::OutsidePeriod));
    let next_year = [done(1, 1, date!(2024 - 01 - 01), EVENING)];
    let later = LegalDay::new(date!(2024 - 01 - 08));
    assert_eq!(tally(&promise(), &next_year, later), (0, vec![NotCounted::OutsidePeriod]));
    assert_eq!(tally(&promise(), &next_year, END), (0, vec![]), "not yet");
}

#[test]
fn only_the_evenings_that_a_row_is_followed_by_are_counted_for_it() {
    let promise = promise();
    let walk = [done(1, 1, date!(2023 - 10 - 13), EVENING)];
    let counts = |row| promise.tally(promise.commitment(row).unwrap(), &walk, END).count();
    assert_eq!((counts("K4"), counts("K5"), counts("P3")), (1, 0, 0));
}

const LONGER: &str =
    "En kväll räknas en gång. Den börjar kl. 18.30 eller senare och varar minst 120 minuter.";

/// From November an evening is longer, and two associations out on it are one occasion.
fn longer_from_november() -> Promise {
    let rule = r#"
[[counting]]
key = "evening"
from = 2023-11-01
one_per = "evening"
begins = "18:30"
minutes = 120
sentence = "En kväll räknas en gång. Den börjar kl. 18.30 eller senare och varar minst 120 minuter."
english = "An evening counts once. It begins at 18.30 or later and lasts at least 120 minutes."
reason = "Påhittad."

[[counting]]"#;
    promise_with(&[("\n[[counting]]", rule)])
}

#[test]
fn a_rule_changed_in_the_middle_counts_each_evening_by_the_rule_of_its_day() {
    let promise = longer_from_november();
    let hour = (time!(18:00), time!(19:00));
    let occasions = [
        // The last evening of the first rule, passing midnight into the second.
        done(1, 1, date!(2023 - 10 - 31), (time!(23:15), time!(0:15))),
        done(2, 2, date!(2023 - 10 - 31), hour),
        done(3, 1, date!(2023 - 11 - 01), hour),
        done(4, 1, date!(2023 - 11 - 02), (time!(19:00), time!(20:59))),
        done(5, 1, date!(2023 - 11 - 03), (time!(18:30), time!(20:30))),
        done(6, 2, date!(2023 - 11 - 03), (time!(19:00), time!(22:00))),
    ];
    use NotCounted::{Duplicate, Early, Short};
    assert_eq!(tally(&promise, &occasions, END), (3, vec![Early, Short, Duplicate]));
}

#[test]
fn the_rules_stand_beside_the_number_as_sentences() {
    let promise = longer_from_november();
    let row = promise.commitment("K4").unwrap();
    let said = |today| -> Vec<&str> {
        promise
            .tally(row, &[], LegalDay::new(today))
            .rules
            .iter()
            .map(|rule| rule.sentence.split(':').next().unwrap_or(""))
            .collect()
    };
    assert_eq!(said(date!(2023 - 10 - 31)), ["Ett tillfälle är en arrangör och en kväll"]);
    assert_eq!(said(date!(2023 - 11 - 01)), ["Ett tillfälle är en arrangör och en kväll", LONGER]);
    assert!(promise.tally(promise.commitment("K3").unwrap(), &[], END).rules.is_empty());
}

#[test]
fn an_evening_on_a_leap_day_is_an_evening() {
    let spring = moved("2024-02-01", "2024-04-30", "60");
    let occasions = [
        done(1, 1, date!(2024 - 02 - 28), (time!(23:30), time!(0:30))),
        done(2, 1, date!(2024 - 02 - 29), (time!(23:30), time!(0:30))),
        done(3, 1, date!(2024 - 03 - 01), EVENING),
    ];
    assert_eq!(tally(&spring, &occasions, LegalDay::new(date!(2024 - 03 - 01))), (3, vec![]));
}

#[test]
fn in_the_nights_when_the_clock_is_changed_real_minutes_count() {
    let from_23_to_3 = (time!(23:00), time!(3:00));
    let counts = |promise: &Promise, evening| {
        let walk = [done(1, 1, evening, from_23_to_3)];
        tally(promise, &walk, LegalDay::new(date!(2024 - 12 - 31))).0
    };
    // Four hours on the clock are five in the night to 29 October 2023, and three in the night to 31 March 2024.
    let five_hours = moved("2023-09-01", "2024-04-30", "300");
    assert_eq!(counts(&five_hours, date!(2023 - 10 - 28)), 1);
    assert_eq!(counts(&five_hours, date!(2023 - 10 - 27)), 0);
    let three_and_one_minute = moved("2023-09-01", "2024-04-30", "181");
    assert_eq!(counts(&three_and_one_minute, date!(2024 - 03 - 30)), 0);
    assert_eq!(counts(&three_and_one_minute, date!(2024 - 03 - 29)), 1);
}
