//! A row of counts as a drawing: bars for the counts, behind them the band of what was to be expected. The drawing has
//! a title, a description that says what stands out, and its figures stand beside it as a table.
//!
//! All is whole numbers: a week or month is ten wide, and the highest count a thousand high. Words stand outside the
//! drawing, so that it may be stretched to any width.

use domain::situation::trend::{Flag, Point, Step};

use super::trends::flagged;
use crate::text::{Language, Text};

/// How wide a week or month is.
const WIDE: usize = 10;
/// How high the drawing is.
const HIGH: u32 = 1000;
/// So many words stand under it at most.
const MARKS: usize = 5;

/// A bar, or a part of the band.
struct Bar {
    x: usize,
    y: u32,
    width: usize,
    height: u32,
    class: &'static str,
}

/// Everything of one class in one path, which keeps a page with several drawings small.
pub(super) struct Drawn {
    pub(super) class: &'static str,
    pub(super) path: String,
}

/// The classes, from the back to the front.
const CLASSES: [&str; 4] = ["band", "count", "count higher", "count lower"];

/// The drawing.
pub(super) struct Chart {
    /// What its title and description are called in the page.
    pub(super) id: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) width: usize,
    pub(super) drawn: Vec<Drawn>,
    /// What the heights mean, from the top.
    pub(super) scale: [String; 3],
    /// What stands under it, from the left.
    pub(super) marks: Vec<String>,
    /// What stands out, in words.
    pub(super) outstanding: Vec<String>,
    pub(super) has_band: bool,
    /// The same figures, the latest first.
    pub(super) figures: Vec<PointView>,
}

/// A week or month as a row of the table.
pub(super) struct PointView {
    pub(super) slot: String,
    pub(super) count: u32,
    pub(super) expected: String,
    pub(super) band: String,
    pub(super) flag: Option<String>,
}

impl Chart {
    /// The drawing of some weeks or months; none of none.
    pub(super) fn of(id: &str, title: &str, points: &[Point], t: Text) -> Option<Self> {
        let (first, last) = (points.first()?, points.last()?);
        let highest = points.iter().map(|point| point.count.max(point.expected.map_or(0, |one| one.high)));
        let top = round_up(highest.max().unwrap_or(0));
        let stands_out: Vec<String> = points
            .iter()
            .rev()
            .filter_map(|point| Some(format!("{}: {}", slot(point, t), flagged(point.flag(), t)?)))
            .take(MARKS)
            .collect();
        let args = [
            ("first", slot(first, t).into()),
            ("last", slot(last, t).into()),
            ("out", stands_out.len().into()),
        ];
        let bars: Vec<Bar> = points.iter().enumerate().flat_map(|(at, point)| bars(at, point, top)).collect();
        Some(Self {
            id: id.to_owned(),
            title: title.to_owned(),
            description: t.with("chart-description", &args),
            width: points.len() * WIDE,
            drawn: drawn(&bars).chain([means(points, top)]).collect(),
            scale: [top.to_string(), (top / 2).to_string(), "0".to_owned()],
            marks: marks(points, t),
            outstanding: stands_out,
            figures: points.iter().rev().map(|point| PointView::of(point, t)).collect(),
            has_band: points.iter().any(|point| point.expected.is_some()),
        })
    }
}

/// An even number that is at least so high, round where it is large.
fn round_up(highest: u32) -> u32 {
    let step = if highest > 50 { 20 } else { 2 };
    highest.max(2).div_ceil(step) * step
}

/// How far down a count lies.
fn down(tenths: u32, top: u32) -> u32 {
    HIGH.saturating_sub(tenths.saturating_mul(HIGH / 10) / top.max(1))
}

/// The band, where there is one, and the bar before it.
fn bars(at: usize, point: &Point, top: u32) -> Vec<Bar> {
    let x = at * WIDE;
    let of = |x, width, (low, high): (u32, u32), class| {
        let y = down(high * 10, top);
        Bar { x, y, width, height: down(low * 10, top) - y, class }
    };
    let band = point.expected.map(|one| of(x, WIDE, (one.low, one.high.min(top)), "band"));
    let class = match point.flag() {
        Flag::Higher => "count higher",
        Flag::Lower => "count lower",
        Flag::Within | Flag::NoComparison => "count",
    };
    band.into_iter().chain([of(x + 2, WIDE - 4, (0, point.count), class)]).collect()
}

fn drawn(bars: &[Bar]) -> impl Iterator<Item = Drawn> {
    CLASSES.into_iter().map(|class| {
        let of_class = bars.iter().filter(|bar| bar.class == class && bar.height > 0);
        let path =
            of_class.map(|bar| format!("M{} {}h{}v{}h-{}z", bar.x, bar.y, bar.width, bar.height, bar.width));
        Drawn { class, path: path.collect() }
    })
}

/// The mean of each week or month, as one dashed line.
fn means(points: &[Point], top: u32) -> Drawn {
    let mean = |(at, point): (usize, &Point)| {
        Some(format!("M{} {}h{WIDE}", at * WIDE, down(point.expected?.tenths, top)))
    };
    Drawn { class: "mean", path: points.iter().enumerate().filter_map(mean).collect() }
}

/// A few weeks or months by name, spread evenly, the first and the last among them.
fn marks(points: &[Point], t: Text) -> Vec<String> {
    let many = points.len().min(MARKS);
    let last = points.len().saturating_sub(1);
    let at = |mark: usize| mark * last / many.saturating_sub(1).max(1);
    (0..many).filter_map(|mark| points.get(at(mark))).map(|point| slot(point, t)).collect()
}

/// `nov 2023`, or `v. 47 2023`.
fn slot(point: &Point, t: Text) -> String {
    match point.slot.step() {
        Step::Month => t.month(point.slot.first()),
        Step::Week => {
            let (week, year) = (u32::from(point.slot.number()), point.slot.year().to_string());
            t.with("week-year", &[("week", week.into()), ("year", year.into())])
        }
    }
}

impl PointView {
    fn of(point: &Point, t: Text) -> Self {
        let mark = match t.language() {
            Language::Sv => ',',
            Language::En => '.',
        };
        let tenths = |tenths: u32| format!("{}{mark}{}", tenths / 10, tenths % 10);
        Self {
            slot: slot(point, t),
            count: point.count,
            expected: point.expected.map_or_else(|| "–".to_owned(), |one| tenths(one.tenths)),
            band: point.expected.map_or_else(|| "–".to_owned(), |one| format!("{}–{}", one.low, one.high)),
            flag: flagged(point.flag(), t),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        LegalDay,
        situation::{Days, trend::Series},
    };
    use time::{Date, macros::date};

    use super::*;

    fn points(counts: &[(Date, u32)]) -> Vec<Point> {
        let (first, last) = (date!(2020 - 01 - 01), date!(2023 - 12 - 31));
        let days = Days::new(LegalDay::new(first), LegalDay::new(last)).unwrap();
        Series::weighed(Step::Month, days, counts.iter().copied()).points().collect()
    }

    #[test]
    fn bars_are_as_high_as_their_counts_and_stay_inside() {
        let points = points(&[(date!(2023 - 07 - 03), 40), (date!(2022 - 07 - 03), 20)]);
        let chart = Chart::of("x", "X", &points, Text::of(Language::Sv)).unwrap();
        let all: Vec<Bar> = points.iter().enumerate().flat_map(|(at, point)| bars(at, point, 40)).collect();
        let bar = |at: usize| all.iter().find(|one| one.x == at * WIDE + 2).unwrap();
        assert_eq!(chart.width, 48 * WIDE);
        assert_eq!((bar(42).height, bar(30).height, bar(0).height), (1000, 500, 0));
        assert!(all.iter().all(|one| one.y + one.height <= HIGH && one.x + one.width <= chart.width));
        let higher = chart.drawn.iter().find(|one| one.class == "count higher").unwrap();
        assert_eq!(higher.path, "M302 500h6v500h-6zM422 0h6v1000h-6z");
        assert_eq!(bar(42).class, "count higher");
        assert_eq!(chart.scale, ["40", "20", "0"]);
        assert_eq!((chart.marks.len(), chart.marks[0].as_str()), (5, "jan 2020"));
        assert!(chart.outstanding[0].starts_with("jul"), "{:?}", chart.outstanding);
    }

    #[test]
    fn without_counts_there_is_a_flat_drawing_and_without_months_none() {
        let flat = Chart::of("x", "X", &points(&[]), Text::of(Language::En)).unwrap();
        assert!(
            flat.drawn.iter().filter(|one| one.class.starts_with("count")).all(|one| one.path.is_empty())
        );
        assert!(Chart::of("x", "X", &[], Text::of(Language::En)).is_none());
    }
}
