//! All tables that are published in a year, as they are published: every figure of persons of every row, with its
//! breakdowns and with the period before beside it. Every subset of cells, every difference between two weeks and every
//! sum of several figures is tried.

use std::collections::BTreeMap;

use proptest::prelude::*;
use time::{Duration, macros::time};

use super::{
    brute_force::{Range, derived_in, is_small, promises, totals},
    *,
};
use crate::{
    Id,
    promise::{
        Measure, Promise,
        counts::Counts,
        occasion::{Occasion, Outing, Plan, Span, Told},
        publication::{Before, Number, Publication, PublishedFigure},
        standing::Ledgered,
    },
    stockholm,
};

/// The tables of a promise: for each row and measure, what was published week by week.
type Tables = BTreeMap<(String, Measure), Vec<Published>>;

/// The promise of 2023 with another period: its rows are those that are published.
fn promise(period: Period) -> Promise {
    let text = include_str!("../../../../../config/promise/karlshamn-2023.toml");
    let (first, last) = (period.first(), period.last());
    let text = text
        .replace("first_day = 2023-09-01", &format!("first_day = {first}"))
        .replace("last_day = 2023-12-31", &format!("last_day = {last}"))
        .replace("from = 2023-09-01", &format!("from = {first}"));
    Promise::parse("karlshamn-2023.toml", &text).unwrap()
}

/// So many more of each cell in a week.
type Growth = Vec<u32>;

/// Two cells, two cells crosswise, three and three crosswise, four: all cells of all counts, as they grow.
const CELLS: usize = 4 + 2 + 9 + 4;

fn growth() -> impl Strategy<Value = Vec<Growth>> {
    let few = || prop_oneof![12 => Just(0_u32), 3 => 1..3_u32, 1 => 3..9_u32];
    prop::collection::vec(prop::collection::vec(few(), CELLS..=CELLS), 20..=20)
}

/// Sums of some of the cells.
fn sums(cells: &[u32], of: &[&[usize]]) -> Vec<u32> {
    of.iter().map(|set| set.iter().map(|at| cells[*at]).sum()).collect()
}

fn counts(cells: &[u32]) -> Counts {
    let headcount = |total: &[u32], splits| Headcount::new(total.iter().sum(), splits).ok();
    let (early, rest) = cells.split_at(4);
    let (support, rest) = rest.split_at(2);
    let (met, ages) = rest.split_at(9);
    let by_method = sums(met, &[&[0, 1, 2], &[3, 4, 5], &[6, 7, 8]]);
    let by_meeting = sums(met, &[&[0, 3, 6], &[1, 4, 7], &[2, 5, 8]]);
    let crosswise = vec![sums(early, &[&[0, 1], &[2, 3]]), sums(early, &[&[0, 2], &[1, 3]])];
    Counts {
        offered: headcount(early, crosswise),
        support_offered: headcount(support, vec![support.to_vec()]),
        outreach_meetings: headcount(met, vec![by_method, by_meeting]),
        first_concerns: headcount(ages, vec![ages.to_vec()]),
    }
}

/// A walk each week, with two adults and one talk.
fn walk(number: u8, period: Period) -> Occasion {
    let evening = period.first() + Duration::weeks(i64::from(number));
    let span = Span::new(evening, time!(20:00), time!(22:00)).unwrap();
    let (organiser, area) = (Id::from_random([1; 16]), Id::from_random([2; 16]));
    let plan = Plan { outing: Outing::NightWalk, organiser, area, span };
    let told = Told { from: time!(20:00), to: time!(22:00), adults: 2, contacts: 1 };
    let now = stockholm::start_of_day(evening + Duration::days(2));
    Occasion::planned(Id::from_random([number; 16]), plan, &[]).unwrap().done(told, now).unwrap()
}

/// What was published of a figure.
fn published(figure: &PublishedFigure, is_final: bool) -> Option<Published> {
    let Number::Persons(total) = figure.number else { return None };
    let cells = |cells: &Vec<crate::promise::publication::PublishedCell>| {
        Some(cells.iter().map(|cell| cell.persons).collect())
    };
    Some(Published { total, splits: figure.breakdowns.iter().map(cells).collect(), is_final })
}

/// A promise, published each Monday and once after its end; what stood in its tables, and the last word.
fn run(
    period: Period,
    mondays: &[LegalDay],
    growth: &[Growth],
    before: Option<&Publication>,
) -> (Tables, Publication) {
    let promise = promise(period);
    let (mut cells, mut tables, mut last) = (vec![0_u32; CELLS], Tables::new(), None);
    for (week, monday) in mondays.iter().enumerate() {
        for (cell, new) in cells.iter_mut().zip(&growth[week]) {
            *cell += new;
        }
        let walks: Vec<Occasion> = (0..u8::try_from(week).unwrap()).map(|one| walk(one, period)).collect();
        let counts = counts(&cells);
        let all = Ledgered {
            occasions: &walks,
            noted: &[],
            counts: &counts,
            incidents: &[],
            meetings: &[],
            visits: &[],
        };
        let now = Publication::of(&promise, all, "samordnare", *monday).unwrap().beside(before);
        for row in &now.rows {
            for figure in &row.figures {
                if let Some(said) = published(figure, now.is_final) {
                    tables.entry((row.key.clone(), figure.measure)).or_default().push(said);
                }
            }
        }
        last = Some(now);
    }
    (tables, last.unwrap())
}

/// How many sums of several figures are sure to be 1 to 4 persons, in a week or between two.
fn derived_across(tables: &Tables) -> usize {
    let ranges: Vec<Vec<Range>> = tables.values().map(|weeks| totals(weeks)).collect();
    let weeks = ranges.iter().map(Vec::len).min().unwrap_or(0);
    let sum = |set: u32, of: &dyn Fn(&Vec<Range>) -> Range| {
        let chosen = ranges.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
        chosen.map(|(_, one)| of(one)).fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
    };
    let mut derived = 0;
    for set in 1..1_u32 << ranges.len() {
        for now in 0..weeks {
            derived += usize::from(is_small(sum(set, &|one| one[now])));
            for before in 0..now {
                let between =
                    |one: &Vec<Range>| (one[now].0.saturating_sub(one[before].1), one[now].1 - one[before].0);
                derived += usize::from(is_small(sum(set, &between)));
            }
        }
    }
    derived
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn of_all_tables_of_a_year_nothing_is_derived(growths in prop::collection::vec(growth(), 3..=3)) {
        let mut before: Option<Publication> = None;
        for ((period, mondays), growth) in promises().iter().zip(&growths) {
            let (tables, last) = run(*period, mondays, growth, before.as_ref());
            prop_assert!(tables.len() >= 6, "{:?}", tables.keys());
            prop_assert!(last.is_final);
            for (figure, weeks) in &tables {
                prop_assert_eq!(weeks.len(), mondays.len());
                prop_assert_eq!(derived_in(weeks), 0, "{:?} {:?}", figure, weeks);
                let shown = weeks.iter().flat_map(|one| one.splits.iter().flatten().flatten());
                prop_assert!(shown.into_iter().all(|cell| *cell >= FEWEST));
                for pair in weeks.windows(2).filter(|pair| !pair[1].is_final) {
                    let grown = pair[1].total.at_least() - pair[0].total.at_least();
                    prop_assert!(grown == 0 || grown >= FEWEST, "{:?}", figure);
                }
            }
            prop_assert_eq!(derived_across(&tables), 0);
            // What stands beside a number is what was public already.
            let said = |one: &Publication, measure| {
                one.rows.iter().flat_map(|row| &row.figures).find(|one| one.measure == measure).map(|one| one.number)
            };
            for figure in last.rows.iter().flat_map(|row| &row.figures) {
                let earlier = before.as_ref().and_then(|one| said(one, figure.measure));
                let beside = earlier.map_or(Before::First, Before::Published);
                prop_assert_eq!(figure.before, figure.measure.is_compared().then_some(beside));
            }
            before = Some(last);
        }
    }
}
