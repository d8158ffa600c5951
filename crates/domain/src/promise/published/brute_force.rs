//! Everything that can be subtracted from everything, tried.
//!
//! [`small_worlds`]: every history of small counts is published, histories that look alike from outside are laid
//! together, and for each set of cells, at each publication and between any two, the values that remain possible are
//! collected. That is all that anybody could ever conclude who knows the rule, knows that counts only grow, and has
//! kept every publication. Nowhere may 1 to 4 be all that is left.
//!
//! [`a_year_of_promises`]: the same for three promises of a year, published every week, with larger counts and broken
//! down crosswise. There the possible values are intervals, and the sharpest that follow from what was published are
//! found.

use std::{collections::HashMap, hash::Hash};

use proptest::prelude::*;
use time::{Date, Duration, macros::date};

use super::*;

/// The values that remain possible, as a set of bits.
type Possible = u32;

/// For each way in which a history can look from outside: what remains possible of each value inside.
///
/// A history has the counts of the cells at each publication, the last one after the end.
fn possible<P: Hash + Eq>(
    histories: impl Iterator<Item = Vec<Vec<u32>>>,
    publish: impl Fn(&[u32], bool) -> P,
) -> Vec<Possible> {
    let mut seen: HashMap<Vec<P>, Vec<Possible>> = HashMap::new();
    for history in histories {
        let last = history.len() - 1;
        let outside = history.iter().enumerate().map(|(at, cells)| publish(cells, at == last)).collect();
        let inside = values(&history);
        let sets = seen.entry(outside).or_insert_with(|| vec![0; inside.len()]);
        for (set, value) in sets.iter_mut().zip(inside) {
            *set |= 1 << value;
        }
    }
    assert!(seen.len() > 1, "nothing was tried");
    seen.into_values().flatten().collect()
}

/// How many values are sure to be 1 to 4.
fn derived(possible: &[Possible]) -> usize {
    const SMALL: Possible = 0b11110;
    possible.iter().filter(|set| **set & !SMALL == 0).count()
}

/// The persons in each set of cells, at each publication and come since each earlier one.
fn values(history: &[Vec<u32>]) -> Vec<u32> {
    let cells = history[0].len();
    let mut values = Vec::new();
    for set in 1..1_u32 << cells {
        let sum = |counts: &Vec<u32>| -> u32 {
            counts.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, count)| *count).sum()
        };
        let sums: Vec<u32> = history.iter().map(sum).collect();
        for (at, now) in sums.iter().enumerate() {
            values.push(*now);
            values.extend(sums[..at].iter().map(|before| now - before));
        }
    }
    values
}

/// All histories of so many publications in which the cells only grow.
fn histories(states: Vec<Vec<u32>>, publications: usize) -> impl Iterator<Item = Vec<Vec<u32>>> {
    let mut all: Vec<Vec<usize>> = (0..states.len()).map(|at| vec![at]).collect();
    for _ in 1..publications {
        let after = |one: &Vec<usize>| -> Vec<Vec<usize>> {
            let last = &states[one[one.len() - 1]];
            let next = (0..states.len()).filter(|to| grows(last, &states[*to]));
            next.map(|to| [&one[..], &[to]].concat()).collect()
        };
        all = all.iter().flat_map(after).collect();
    }
    all.into_iter().map(move |one| one.iter().map(|at| states[*at].clone()).collect())
}

/// All counts of so many cells up to a sum.
fn states(cells: usize, sum: u32) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for _ in 0..cells {
        let room = |one: &Vec<u32>| sum - one.iter().sum::<u32>();
        all = all
            .iter()
            .flat_map(|one| (0..=room(one)).map(move |count| [&one[..], &[count]].concat()))
            .collect();
    }
    all
}

fn grows(before: &[u32], after: &[u32]) -> bool {
    before.iter().zip(after).all(|(before, after)| before <= after)
}

fn publish(splits: Vec<Vec<u32>>, is_last: bool) -> Published {
    let count = Headcount::new(splits[0].iter().sum(), splits).unwrap_or_else(|why| panic!("{why}"));
    if is_last { count.at_last() } else { count.in_steps() }
}

mod small_worlds {
    use super::*;

    /// What another rule would show: of the total, and of the cells.
    type Rule<'a> = dyn Fn(&[u32], bool) -> (u32, Vec<Option<u32>>) + 'a;

    #[test]
    fn of_a_breakdown_that_appears_at_the_end_nothing_is_derived() {
        for (cells, most, publications) in [(2, 13, 3), (3, 17, 2), (3, 10, 3)] {
            let all = histories(states(cells, most), publications);
            let possible = possible(all, |cells, last| publish(vec![cells.to_vec()], last));
            assert_eq!(derived(&possible), 0, "{cells} cells");
        }
    }

    #[test]
    fn while_it_runs_at_least_five_numbers_remain() {
        let all = histories(states(2, 14), 3);
        let possible = possible(all, |cells, _| publish(vec![cells.to_vec()], false));
        assert_eq!(possible.iter().map(|set| set.count_ones()).min(), Some(5));
    }

    /// Those who accept were offered before and are moved: one cell shrinks.
    #[test]
    fn of_those_who_accept_later_nothing_is_derived() {
        let states = states(2, 12);
        let accepting =
            |one: &Vec<u32>, next: &Vec<u32>| one[0] <= next[0] && one[0] + one[1] <= next[0] + next[1];
        let pairs =
            states.iter().flat_map(|one| states.iter().map(move |next| vec![one.clone(), next.clone()]));
        let mut seen: HashMap<Vec<Published>, [Possible; 3]> = HashMap::new();
        for pair in pairs.filter(|pair| accepting(&pair[0], &pair[1])) {
            let outside =
                pair.iter().zip([false, true]).map(|(cells, last)| publish(vec![cells.clone()], last));
            let sets = seen.entry(outside.collect()).or_default();
            sets[0] |= 1 << pair[0][0];
            sets[1] |= 1 << pair[0][1];
            sets[2] |= 1 << (pair[1][0] - pair[0][0]);
        }
        let possible: Vec<Possible> = seen.into_values().flatten().collect();
        assert_eq!(derived(&possible), 0);
    }

    /// Two breakdowns cut the total crosswise: four cells, none of which is told.
    #[test]
    fn of_tables_that_overlap_nothing_is_derived() {
        let crosswise = |cells: &[u32], last| {
            let (row, column) =
                ([cells[0] + cells[1], cells[2] + cells[3]], [cells[0] + cells[2], cells[1] + cells[3]]);
            publish(vec![row.to_vec(), column.to_vec()], last)
        };
        assert_eq!(derived(&possible(histories(states(4, 12), 2), crosswise)), 0);
    }

    /// Three breakdowns: eight cells, of which only the three cuts through them are told; ten persons are the fewest.
    #[test]
    fn of_three_tables_that_overlap_nothing_is_derived() {
        let crosswise = |cells: &[u32], last| {
            let cut = |bit: usize| {
                let mut sides = vec![0, 0];
                for (at, cell) in cells.iter().enumerate() {
                    sides[at >> bit & 1] += cell;
                }
                sides
            };
            publish(vec![cut(0), cut(1), cut(2)], last)
        };
        let ten = states(8, 10).into_iter().filter(|cells| cells.iter().sum::<u32>() == 10);
        assert_eq!(derived(&possible(histories(ten.collect(), 1), crosswise)), 0);
    }

    /// That these tests would notice: rules that were not chosen.
    #[test]
    fn simpler_rules_give_persons_away() {
        let large = |count: u32| (count >= FEWEST).then_some(count);
        let all_large = |cells: &[u32]| cells.iter().map(|cell| large(*cell)).collect::<Vec<_>>();
        let total = |cells: &[u32]| cells.iter().sum::<u32>();
        let given_away =
            |states, weeks, rule: &Rule<'_>| derived(&possible(histories(states, weeks), rule)) > 0;
        assert!(
            given_away(states(2, 16), 1, &|cells, _| (total(cells), all_large(cells))),
            "a cell under its margin"
        );
        assert!(given_away(states(1, 12), 2, &|cells, _| (0, all_large(cells))), "a week from a week");
        let steps = |cells: &[u32], _| (total(cells) / 5, cells.iter().map(|cell| Some(cell / 5)).collect());
        assert!(given_away(states(5, 20), 1, &steps), "five cells of four under twenty");
        let part = |cells: &[u32], last| {
            if last { (total(cells), all_large(cells)) } else { (total(cells) / 5, vec![Some(cells[0] / 5)]) }
        };
        assert!(given_away(states(2, 12), 2, &part), "a part beside its total, week by week");
        let empty = |cells: &[u32], _| {
            let is_told = cells.iter().all(|cell| *cell == 0 || *cell >= FEWEST);
            (total(cells) / 5, cells.iter().map(|cell| is_told.then_some(*cell)).collect())
        };
        assert!(
            given_away(states(2, 5), 1, &empty),
            "an empty cell is told, so one that is not told is not empty"
        );
    }
}

/// The smallest and the largest that remain possible.
pub(super) type Range = (u32, u32);

pub(super) fn is_small((least, most): Range) -> bool {
    least >= 1 && most <= 4
}

/// What remains possible of the totals, week by week, when it is known that they only grow.
pub(super) fn totals(published: &[Published]) -> Vec<Range> {
    let shown = |one: &Published| match one.total {
        Shown::Fewer => (0, 4),
        Shown::AtLeast(count) => (count, count + 4),
        Shown::Exactly(count) => (count, count),
    };
    let mut ranges: Vec<Range> = published.iter().map(shown).collect();
    for at in 1..ranges.len() {
        ranges[at].0 = ranges[at].0.max(ranges[at - 1].0);
    }
    for at in (1..ranges.len()).rev() {
        ranges[at - 1].1 = ranges[at - 1].1.min(ranges[at].1);
    }
    ranges
}

/// What remains possible of the persons in some cells of a breakdown of the end, `sum` of them and `rest` others: how
/// many of them there were at each week, and how many came between any two.
fn ranges(totals: &[Range], sum: u32, rest: u32) -> Vec<Range> {
    let mut ranges = Vec::new();
    for (at, now) in totals.iter().enumerate() {
        ranges.push((now.0.saturating_sub(rest), now.1.min(sum)));
        for before in &totals[..at] {
            // As few as can be: the others come. As many: of those before there were as few as can be.
            let least = now.0.saturating_sub(before.1).saturating_sub(rest);
            let most = (now.1 - before.0).min(sum - before.0.saturating_sub(rest));
            ranges.push((least, most));
        }
    }
    ranges
}

/// How many sets of persons are sure to be 1 to 4: the total and every sum of cells of a breakdown, at each week and
/// between any two, and what sums of two breakdowns have in common.
pub(super) fn derived_in(published: &[Published]) -> usize {
    let totals = totals(published);
    let total = totals[totals.len() - 1].1;
    let mut found = ranges(&totals, total, 0);
    let told: Vec<&Vec<u32>> = published[published.len() - 1].splits.iter().flatten().collect();
    let sums = |cells: &Vec<u32>| -> Vec<u32> {
        let sum = |set: usize| {
            cells.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, one)| *one).sum()
        };
        (1..1_usize << cells.len()).map(sum).collect()
    };
    for (at, cells) in told.iter().enumerate() {
        for sum in sums(cells) {
            found.extend(ranges(&totals, sum, total - sum));
            let others = told[..at].iter().flat_map(|cells| sums(cells));
            found.extend(others.map(|other| ((sum + other).saturating_sub(total), sum.min(other))));
        }
    }
    found.into_iter().filter(|range| is_small(*range)).count()
}

/// One count of a promise, week by week, and how its persons fall into the cells of two breakdowns.
#[derive(Debug, Clone)]
struct Weeks {
    totals: Vec<u32>,
    breakdowns: [Vec<u32>; 2],
}

impl Weeks {
    fn headcount(&self, week: usize) -> Headcount {
        let total = self.totals[week];
        let split = |weights: &Vec<u32>| {
            let mut cells = vec![0; weights.len()];
            for person in 0..total {
                let weight = weights[person as usize % weights.len()];
                cells[(person * 7 + weight) as usize % weights.len()] += 1;
            }
            cells
        };
        Headcount::new(total, self.breakdowns.iter().map(split).collect())
            .unwrap_or_else(|why| panic!("{why}"))
    }
}

/// Weekly growth by nobody, few or some.
fn weeks() -> impl Strategy<Value = Weeks> {
    let growth = prop::collection::vec(prop_oneof![4 => Just(0_u32), 3 => 1..3_u32, 1 => 3..9_u32], 20..=20);
    let weights = || prop::collection::vec(0..100_u32, 2..5);
    (growth, weights(), weights()).prop_map(|(growth, first, second)| {
        let grown = |total: &mut u32, new| {
            *total += new;
            Some(*total)
        };
        Weeks { totals: growth.into_iter().scan(0, grown).collect(), breakdowns: [first, second] }
    })
}

/// The promises of a year, which follow each other, each with its Mondays and the first one after its end.
pub(super) fn promises() -> Vec<(Period, Vec<LegalDay>)> {
    let begins = [date!(2024 - 01 - 01), date!(2024 - 05 - 01), date!(2024 - 09 - 01), date!(2025 - 01 - 01)];
    let one = |days: &[Date]| {
        let last = days[1] - Duration::DAY;
        let mondays = std::iter::successors(Some(days[0]), |day: &Date| day.next_day())
            .take_while(|day| *day <= last + Duration::days(7))
            .filter(|day| day.weekday() == time::Weekday::Monday);
        (Period::new(days[0], last).unwrap(), mondays.map(LegalDay::new).collect())
    };
    begins.windows(2).map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_year_of_promises(counts in prop::collection::vec(weeks(), 3..=3)) {
        for ((period, mondays), weeks) in promises().iter().zip(&counts) {
            let published: Vec<Published> = mondays
                .iter()
                .enumerate()
                .filter_map(|(week, monday)| weeks.headcount(week).published(*period, *monday))
                .collect();
            prop_assert!(published.len() >= 18);
            prop_assert_eq!(published.iter().filter(|one| one.is_final).count(), 1);
            prop_assert_eq!(derived_in(&published), 0, "{:?}", weeks);
        }
    }
}
