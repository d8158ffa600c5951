//! Summer is compared with summer, New Year with New Year, and what was not watched with nothing.

use proptest::prelude::*;
use time::{
    Date, Duration,
    macros::{date, datetime},
};

use super::*;
use crate::LegalDay;

fn days(first: Date, last: Date) -> Days {
    Days::new(LegalDay::new(first), LegalDay::new(last)).unwrap()
}

/// So many on each of some days.
fn on(each: &[(Date, usize)]) -> Vec<Date> {
    each.iter().flat_map(|(day, count)| std::iter::repeat_n(*day, *count)).collect()
}

/// So many in the middle of each month of the years, January first.
fn monthly(years: &[(i32, [usize; 12])]) -> Vec<Date> {
    let of_year = |(year, counts): &(i32, [usize; 12])| {
        let middle = |month: usize| {
            let month = time::Month::try_from(u8::try_from(month + 1).unwrap()).unwrap();
            Date::from_calendar_date(*year, month, 15).unwrap()
        };
        on(&counts.iter().enumerate().map(|(month, count)| (middle(month), *count)).collect::<Vec<_>>())
    };
    years.iter().flat_map(of_year).collect()
}

fn flag(series: &Series, day: Date) -> Flag {
    let step = series.counts[0].0.step();
    series.points().find(|point| point.slot == Slot::of(step, day)).unwrap().flag()
}

#[test]
fn summer_is_compared_with_summer() {
    // Vandalism of municipal property: few in winter, many in the summer holidays.
    let usual = [4, 3, 4, 5, 6, 14, 22, 18, 7, 5, 4, 4];
    let this_year = [11, 3, 4, 5, 6, 15, 24, 19, 7, 5, 4, 4];
    let counted = monthly(&[(2020, usual), (2021, usual), (2022, usual), (2023, this_year)]);
    let series = Series::count(Step::Month, days(date!(2020 - 01 - 01), date!(2023 - 12 - 31)), counted);
    assert_eq!(flag(&series, date!(2023 - 07 - 01)), Flag::Within, "24 is a summer as others");
    assert_eq!(
        flag(&series, date!(2023 - 01 - 01)),
        Flag::Higher,
        "11 would be a quiet summer, and is no winter"
    );
    assert_eq!(flag(&series, date!(2023 - 11 - 01)), Flag::Within);
    let july = series.expected(Slot::of(Step::Month, date!(2023 - 07 - 01)));
    assert_eq!(july, Some(Expectation { tenths: 220, low: 13, high: 31, years: 3 }));
}

#[test]
fn fireworks_at_new_year_are_no_rise() {
    let new_year = |year: i32, most: usize| {
        let eve = Date::from_calendar_date(year, time::Month::December, 31).unwrap();
        on(&[(eve.previous_day().unwrap(), 5), (eve, most), (eve.next_day().unwrap(), 6)])
    };
    let counted = [(2018, 27), (2019, 31), (2020, 24), (2021, 29), (2022, 33)];
    let counted = counted.into_iter().flat_map(|(year, most)| new_year(year, most));
    let series = Series::count(Step::Week, days(date!(2018 - 12 - 03), date!(2023 - 01 - 29)), counted);
    let around = series.points().filter(|point| point.slot.first() >= date!(2022 - 12 - 05));
    let flags: Vec<Flag> = around.map(Point::flag).collect();
    assert_eq!(flags, [Flag::Within; 8], "from four weeks before until four after");
    let eve = Slot::of(Step::Week, date!(2022 - 12 - 31));
    assert_eq!((eve.to_string().as_str(), series.at(eve)), ("2022-W52", Some(44)));

    let midsummer = on(&[(date!(2022 - 06 - 24), 9)]);
    let all = (2018..=2022).flat_map(|year| new_year(year, 28)).chain(midsummer);
    let series = Series::count(Step::Week, days(date!(2018 - 12 - 03), date!(2023 - 01 - 29)), all);
    assert_eq!(flag(&series, date!(2022 - 06 - 24)), Flag::Higher, "fireworks at Midsummer are one");
}

#[test]
fn vandalism_that_falls_since_autumn_2022_is_lower() {
    let before = [10, 9, 11, 12, 13, 20, 28, 25, 16, 15, 14, 12];
    let turn = [11, 9, 10, 12, 14, 19, 27, 24, 6, 5, 5, 4];
    let after = [3, 2, 4, 4, 5, 8, 12, 10, 5, 4, 4, 3];
    let counted = monthly(&[(2020, before), (2021, before), (2022, turn), (2023, after)]);
    let series = Series::count(Step::Month, days(date!(2020 - 01 - 01), date!(2023 - 11 - 30)), counted);
    let of = |from: Date, to: Date| {
        let within = series.points().filter(|point| from <= point.slot.first() && point.slot.first() <= to);
        within.map(Point::flag).collect::<Vec<_>>()
    };
    assert_eq!(of(date!(2022 - 01 - 01), date!(2022 - 08 - 01)), [Flag::Within; 8]);
    assert_eq!(of(date!(2022 - 09 - 01), date!(2023 - 08 - 01)), [Flag::Lower; 12]);
    assert_eq!(
        of(date!(2023 - 09 - 01), date!(2023 - 11 - 01)),
        [Flag::Lower; 3],
        "also against the first fall"
    );
    assert_eq!(of(date!(2023 - 12 - 01), date!(2023 - 12 - 01)), [], "December has not been watched");
}

#[test]
fn a_new_kind_of_theft_is_higher_and_a_single_one_is_not() {
    let watched = days(date!(2020 - 01 - 01), date!(2023 - 11 - 30));
    let series = |counted| Series::count(Step::Month, watched, counted);
    let car_parts = series(on(&[(date!(2023 - 10 - 10), 4), (date!(2023 - 11 - 07), 1)]));
    assert_eq!(flag(&car_parts, date!(2023 - 10 - 10)), Flag::Higher);
    assert_eq!(flag(&car_parts, date!(2023 - 11 - 07)), Flag::Within);
    let weekly = Series::count(Step::Week, watched, on(&[(date!(2023 - 10 - 10), 4)]));
    assert_eq!(flag(&weekly, date!(2023 - 10 - 10)), Flag::Higher);
}

#[test]
fn with_fewer_than_two_earlier_years_nothing_is_said() {
    let counted = on(&[(date!(2022 - 08 - 10), 40), (date!(2023 - 08 - 10), 2)]);
    let two_years = days(date!(2021 - 12 - 01), date!(2023 - 11 - 30));
    let series = Series::count(Step::Month, two_years, counted.clone());
    assert_eq!(flag(&series, date!(2023 - 08 - 10)), Flag::NoComparison);
    // Watched from the middle of August 2021: that August is not known whole, and is not counted as little.
    let from_august = Series::count(Step::Month, days(date!(2021 - 08 - 15), date!(2023 - 11 - 30)), counted);
    assert_eq!(flag(&from_august, date!(2023 - 08 - 10)), Flag::NoComparison);
    assert_eq!(flag(&from_august, date!(2023 - 09 - 10)), Flag::Within, "of September there are two");
    assert_eq!(from_august.at(Slot::of(Step::Month, date!(2021 - 08 - 20))), None);
}

#[test]
fn at_most_five_earlier_years_are_compared() {
    let counted = (2010..=2023).flat_map(|year| on(&[(Date::from_ordinal_date(year, 100).unwrap(), 6)]));
    let series = Series::count(Step::Month, days(date!(2010 - 01 - 01), date!(2023 - 12 - 31)), counted);
    let april = series.expected(Slot::of(Step::Month, date!(2023 - 04 - 10))).unwrap();
    assert_eq!((april.years, april.tenths), (5, 60));
}

#[test]
fn the_days_around_new_year_belong_to_the_week_of_their_thursday() {
    let name = |day| Slot::of(Step::Week, day).to_string();
    assert_eq!(name(date!(2020 - 12 - 31)), "2020-W53");
    assert_eq!(name(date!(2021 - 01 - 03)), "2020-W53");
    assert_eq!(name(date!(2021 - 01 - 04)), "2021-W01");
    assert_eq!(name(date!(2019 - 12 - 30)), "2020-W01");
    assert_eq!(name(date!(2023 - 01 - 01)), "2022-W52");
    assert_eq!(name(date!(2026 - 12 - 31)), "2026-W53");
}

#[test]
fn week_53_is_compared_with_the_last_weeks_of_other_years() {
    let names = |day, years| {
        Slot::of(Step::Week, day).season(years).into_iter().map(|slot| slot.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(names(date!(2026 - 12 - 31), 1), ["2025-W51", "2025-W52", "2026-W01"]);
    assert_eq!(names(date!(2021 - 12 - 29), 1), ["2020-W51", "2020-W52", "2020-W53"]);
    assert_eq!(names(date!(2022 - 01 - 05), 1), ["2020-W53", "2021-W01", "2021-W02"]);
    assert_eq!(names(date!(2026 - 12 - 31), 6), ["2020-W52", "2020-W53", "2021-W01"]);
}

#[test]
fn a_leap_day_lies_in_its_month_and_week() {
    let february = Slot::of(Step::Month, date!(2024 - 02 - 29));
    assert_eq!((february.last(), february.to_string().as_str()), (date!(2024 - 02 - 29), "2024-02"));
    assert_eq!(february.season(1), [Slot::of(Step::Month, date!(2023 - 02 - 28))]);
    assert_eq!(Slot::of(Step::Week, date!(2024 - 02 - 29)).to_string(), "2024-W09");
    let watched = days(date!(2024 - 02 - 01), date!(2024 - 02 - 29));
    assert_eq!(Series::count(Step::Month, watched, [date!(2024 - 02 - 29)]).at(february), Some(1));
}

#[test]
fn an_incident_counts_on_its_day_in_sweden() {
    // Half past midnight on New Year's Day is still the old year in UTC.
    let at = crate::Timestamp::from(datetime!(2022-12-31 23:30 UTC));
    let month = Slot::of(Step::Month, crate::stockholm::day(at));
    assert_eq!(month.to_string(), "2023-01");
}

proptest! {
    #[test]
    fn every_day_lies_in_exactly_one_place_of_the_row(julian in 1_721_426..=5_000_000_i32) {
        let day = Date::from_julian_day(julian).unwrap();
        for step in [Step::Week, Step::Month] {
            let slot = Slot::of(step, day);
            prop_assert!(slot.first() <= day && day <= slot.last());
            prop_assert_eq!((slot.next().previous(), slot.next().first()), (slot, slot.last() + Duration::DAY));
            prop_assert!(slot.season(1).iter().all(|earlier| earlier.last() < slot.first()));
        }
    }

    #[test]
    fn the_band_holds_the_mean_and_one_more_either_way(counts in prop::collection::vec(0..10_000_u32, 2..15)) {
        let expected = Expectation::of(&counts, 2);
        let mean = f64::from(counts.iter().sum::<u32>()) / f64::from(u32::try_from(counts.len()).unwrap());
        let (low, high) = (f64::from(expected.low), f64::from(expected.high));
        prop_assert!(low <= mean && mean <= high + 1e-9);
        prop_assert!(low - 1.0 <= mean - mean.min(1.0) + 1e-9 && mean + 1.0 < high + 1.0 + 1e-9);
        prop_assert!((f64::from(expected.tenths) / 10.0 - mean).abs() <= 0.05 + 1e-9);
    }

    #[test]
    fn any_counts_have_an_expectation(counts: Vec<u32>) {
        let _ = Expectation::of(&counts, 2);
    }
}
