//! The rule in examples, and the attacks that it was chosen against.

use time::{Date, macros::date};

use super::*;

fn period() -> Period {
    Period::new(date!(2023 - 09 - 01), date!(2023 - 12 - 31)).unwrap()
}

fn headcount(total: u32, splits: &[&[u32]]) -> Headcount {
    let splits = splits.iter().map(|split| split.to_vec()).collect();
    Headcount::new(total, splits).unwrap_or_else(|why| panic!("{why}"))
}

fn on(day: Date, count: &Headcount) -> Published {
    count.published(period(), LegalDay::new(day)).unwrap()
}

fn running(count: &Headcount) -> Published {
    on(date!(2023 - 11 - 27), count)
}

fn over(count: &Headcount) -> Published {
    on(date!(2024 - 01 - 01), count)
}

#[test]
fn while_it_runs_a_count_moves_by_nothing_or_by_at_least_five() {
    let mut before = Shown::Fewer;
    for count in 0..200 {
        let now = running(&headcount(count, &[])).total;
        let grown = now.at_least() - before.at_least();
        assert!(grown == 0 || grown >= FEWEST, "{count}");
        assert!(now.at_least() <= count && count < now.at_least() + FEWEST);
        before = now;
    }
}

#[test]
fn when_it_is_over_the_number_itself_is_told_from_five_on() {
    assert_eq!(over(&headcount(17, &[])).total, Shown::Exactly(17));
    assert_eq!(over(&headcount(5, &[])).total, Shown::Exactly(5));
    for count in 0..5 {
        assert_eq!(over(&headcount(count, &[])).total, Shown::Fewer);
    }
}

#[test]
fn the_last_day_still_runs_and_before_the_first_there_is_nothing() {
    let count = headcount(17, &[]);
    assert_eq!(on(date!(2023 - 12 - 31), &count).total, Shown::AtLeast(15));
    assert_eq!(on(date!(2023 - 09 - 01), &count).total, Shown::AtLeast(15));
    assert_eq!(count.published(period(), LegalDay::new(date!(2023 - 08 - 31))), None);
}

#[test]
fn nobody_and_somebody_look_alike() {
    for count in 0..5 {
        assert_eq!(running(&headcount(count, &[&[count, 0]])), running(&headcount(0, &[&[0, 0]])));
        assert_eq!(over(&headcount(count, &[&[count, 0]])), over(&headcount(0, &[&[0, 0]])));
    }
}

#[test]
fn a_breakdown_is_told_whole_or_not_at_all_and_at_the_end_only() {
    let large: &[&[u32]] = &[&[7, 5], &[11, 1]];
    let count = headcount(12, large);
    assert_eq!(running(&count).splits, [None, None]);
    assert_eq!(over(&count).splits, [Some(vec![7, 5]), None]);
    assert_eq!(over(&headcount(12, &[&[12, 0]])).splits, [None], "an empty cell is a small one");
}

#[test]
fn a_part_is_told_at_the_end_and_where_the_rest_is_large_too() {
    let accepted = |accepted: u32| headcount(12, &[&[accepted, 12 - accepted]]);
    assert_eq!(running(&accepted(7)).splits, [None]);
    assert_eq!(over(&accepted(7)).splits, [Some(vec![7, 5])]);
    for part in [0, 3, 10, 12] {
        assert_eq!(over(&accepted(part)).splits, [None]);
    }
}

#[test]
fn the_last_word_stands() {
    let (last, late) = (over(&headcount(12, &[])), over(&headcount(13, &[])));
    assert_eq!(last.clone().renewed(late), last);
    assert_eq!(running(&headcount(9, &[])).renewed(last.clone()), last);
}

#[test]
fn five_hidden_cells_under_a_margin_stay_hidden() {
    // With steps in the cells and in the margin: fewer than five, five times, and at least twenty. Four each.
    let count = headcount(20, &[&[4, 4, 4, 4, 4]]);
    assert_eq!(running(&count).total, Shown::AtLeast(20));
    assert_eq!((running(&count).splits, over(&count).splits), (vec![None], vec![None]));
}

#[test]
fn parts_that_do_not_make_up_the_whole_are_refused() {
    let fault = |total, splits| Headcount::new(total, splits).err();
    assert_eq!(fault(5, vec![vec![2, 2]]), Some(Unfit::PartsDiffer));
    assert_eq!(fault(5, vec![vec![u32::MAX, 6]]), Some(Unfit::PartsDiffer));
    assert_eq!(fault(5, vec![vec![2, 3], vec![5]]), None);
}
