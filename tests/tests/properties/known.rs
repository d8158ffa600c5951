//! Whether a child is known at the receiver's cannot be measured by whoever reports: the answer has the same status,
//! headers and size, and takes the same time.
//!
//! The time is compared as dudect does: pairs in random order, one child of each known, the other not; what is slower
//! than nearly everything is cut off, because only noise is so slow; Welch's t of the rest says how likely both are the
//! same. `FYRKLOVER_PAIRS` says how many pairs; from a thousand on t is demanded to be small, with fewer it says
//! nothing.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use access::{Chance, OsChance};
use axum::http::{HeaderMap, StatusCode};
use tests::{Browser, Seen, World, both_engines};

/// How many pairs, where nobody says; and from how many on t means something.
const PAIRS: usize = 50;
const MEANINGFUL: usize = 1000;
/// Beyond it, dudect says, the difference is no chance.
const LIMIT: f64 = 4.5;
/// So many in a hundred of all times are compared.
const COMPARED: usize = 95;

/// A personal number for each place, from the Tax Agency's series of test numbers: 238 and 239 of every day.
fn number(place: usize) -> String {
    let day = time::macros::date!(2009 - 01 - 01) + time::Duration::days(i64::try_from(place / 2).unwrap());
    let (year, month) = (day.year(), u8::from(day.month()));
    let digits = format!("{:02}{month:02}{:02}{}", year % 100, day.day(), 238 + place % 2);
    let sum: u32 = digits
        .bytes()
        .enumerate()
        .map(|(at, digit)| u32::from(digit - b'0') * if at % 2 == 0 { 2 } else { 1 })
        .map(|product| product / 10 + product % 10)
        .sum();
    format!("{year}{}-{}{}", &digits[2..6], &digits[6..], (10 - sum % 10) % 10)
}

/// Karin, with a form that she sends again and again.
struct Reporter<'w> {
    world: &'w World,
    karin: Browser,
}

impl Reporter<'_> {
    async fn sends(&mut self, number: &str) -> (Seen, Duration) {
        let form_number = self.world.office.new_form_number().as_simple().to_string();
        let form = [
            ("name", "Barn"),
            ("number", number),
            ("observed", "Sett"),
            ("guardians", "no"),
            ("harm", "yes"),
            ("form", form_number.as_str()),
        ];
        let began = Instant::now();
        let seen = self.karin.submit("/oro", &form).await;
        let took = began.elapsed();
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
        (seen, took)
    }
}

/// An answer by status, header sizes and body size; what stands in a header is chance (the receipt's address).
fn shape(seen: &Seen) -> (StatusCode, BTreeMap<String, usize>, usize) {
    let sizes = |headers: &HeaderMap| {
        headers.iter().map(|(name, value)| (name.to_string(), value.len())).collect::<BTreeMap<_, _>>()
    };
    (seen.status, sizes(&seen.headers), seen.body.len())
}

/// Mean, variance and number, of what is not slower than the limit.
fn moments(times: &[f64], limit: f64) -> (f64, f64, f64) {
    let kept: Vec<f64> = times.iter().copied().filter(|time| *time <= limit).collect();
    let number = f64::from(u32::try_from(kept.len()).unwrap());
    let mean = kept.iter().sum::<f64>() / number;
    let variance = kept.iter().map(|time| (time - mean).powi(2)).sum::<f64>() / (number - 1.0);
    (mean, variance, number)
}

/// Welch's t of both, and the difference of their means.
fn welch(one: &[f64], other: &[f64], compared: usize) -> (f64, f64) {
    let mut all: Vec<f64> = one.iter().chain(other).copied().collect();
    all.sort_by(f64::total_cmp);
    let limit = all[(all.len() - 1) * compared / 100];
    let ((mean, variance, number), other) = (moments(one, limit), moments(other, limit));
    let difference = mean - other.0;
    (difference / (variance / number + other.1 / other.2).sqrt(), difference)
}

both_engines!(known_and_unknown_children_cannot_be_told_apart, |world: World| async move {
    let pairs = tests::asked_for("FYRKLOVER_PAIRS", PAIRS);
    let karin = world.browser("karin").await;
    let mut reporter = Reporter { world: &world, karin };
    for place in 0..pairs {
        reporter.sends(&number(2 * place)).await;
    }
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for place in 0..pairs {
        let mut order = [true, false];
        if (&OsChance as &dyn Chance).bytes::<1>()[0] & 1 == 1 {
            order.reverse();
        }
        let mut shapes = Vec::new();
        for is_known in order {
            let child = number(if is_known { 2 * place } else { 2 * place + 1 });
            let (seen, took) = reporter.sends(&child).await;
            shapes.push(shape(&seen));
            if is_known { &mut known } else { &mut unknown }.push(took.as_secs_f64() * 1e6);
        }
        assert_eq!(shapes[0], shapes[1], "pair {place}");
    }
    let ((all, _), (t, difference)) = (welch(&known, &unknown, 100), welch(&known, &unknown, COMPARED));
    println!(
        "{pairs} pairs on {:?}: known and unknown differ by {difference:.1} µs, Welch's t {t:.2} (uncut {all:.2})",
        world.engine
    );
    assert!(pairs < MEANINGFUL || t.abs() < LIMIT, "the time tells who is known: t = {t:.2}");
});
