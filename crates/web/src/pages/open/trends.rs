//! *Trender*: how many incidents there are by week or month, and what was to be expected of the season. Counts of
//! incidents, never of persons; which weeks stand out is where a meeting looks, and no reason.

use askama::Template;
use axum::extract::Query;
use domain::{
    LegalDay,
    promise::period::Period,
    situation::{
        DayCount, Days, Topic,
        count::sum,
        trend::{Flag, Point, Step},
    },
};
use serde::Deserialize;
use time::{Date, Duration};

use super::chart::Chart;
use crate::{
    counter::Square,
    csv,
    forms::Choice,
    frame::Frame,
    pages::open::public::file,
    pages::{Answer, html},
    problem::Problem,
    text::Text,
};

/// So many years are looked at: five to compare with, and the one that is compared.
const YEARS: i64 = 6;
/// So many months, or weeks, are drawn.
const MONTHS: usize = 36;
const WEEKS: usize = 53;
/// An area is told with so many days, against as many before.
const AREA_DAYS: Duration = Duration::days(365);

/// An area, and how many incidents it has had in a year and in the year before.
struct AreaRow {
    name: String,
    now: String,
    before: String,
    share: String,
}

#[derive(Template)]
#[template(path = "open/trends.html")]
struct Page {
    t: Text,
    frame: Frame,
    topics: Vec<Choice>,
    steps: Vec<Choice>,
    topic: &'static str,
    step: &'static str,
    chart: Option<Chart>,
    areas: Vec<AreaRow>,
}

/// What is drawn.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    amne: String,
    steg: String,
}

impl Wanted {
    fn topic(&self) -> Topic {
        Topic::from_word(&self.amne).unwrap_or(Topic::Everything)
    }

    fn step(&self) -> Step {
        Step::from_word(&self.steg).unwrap_or(Step::Month)
    }
}

/// `GET /handelser/trender`
pub async fn show(square: Square, Query(wanted): Query<Wanted>) -> Answer {
    let today = square.commons.today().date();
    let (counts, areas) = square.commons.incident_counts(looked_at(today)?).await?;
    let (t, topic, step) = (square.t, wanted.topic(), wanted.step());
    let points = drawn(topic, step, &counts, today);
    let name = topic_name(topic, t);
    let choice = |word: &'static str, label: String, chosen| Choice {
        word: word.to_owned(),
        label,
        hint: None,
        chosen,
    };
    html(&Page {
        t,
        frame: square.frame(),
        topics: Topic::all().map(|one| choice(one.word(), topic_name(one, t), one == topic)).collect(),
        steps: Step::ALL
            .iter()
            .map(|one| choice(one.word(), t.get(&format!("step-{}", one.word())), *one == step))
            .collect(),
        topic: topic.word(),
        step: step.word(),
        chart: Chart::of("trend", &name, &points, t),
        areas: areas.iter().map(|area| AreaRow::of(area.id, &area.name, (topic, &counts), today)).collect(),
    })
}

/// `GET /handelser/trender.csv`
pub async fn table(square: Square, Query(wanted): Query<Wanted>) -> Answer {
    let today = square.commons.today().date();
    let (counts, _) = square.commons.incident_counts(looked_at(today)?).await?;
    let points = drawn(wanted.topic(), wanted.step(), &counts, today);
    Ok(file("text/csv; charset=utf-8", csv::file(&lines(wanted.topic(), &points))))
}

/// The figures of a chart as lines of a file.
pub(super) fn lines(topic: Topic, points: &[Point]) -> Vec<Vec<String>> {
    let head =
        ["topic", "period", "first_day", "last_day", "incidents", "expected", "low", "high", "years", "flag"];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    for point in points {
        let (slot, expected) = (point.slot, point.expected);
        let told = |of: &dyn Fn(domain::situation::trend::Expectation) -> String| {
            expected.map(of).unwrap_or_default()
        };
        lines.push(vec![
            topic.word().to_owned(),
            slot.to_string(),
            slot.first().to_string(),
            slot.last().to_string(),
            point.count.to_string(),
            told(&|one| format!("{}.{}", one.tenths / 10, one.tenths % 10)),
            told(&|one| one.low.to_string()),
            told(&|one| one.high.to_string()),
            told(&|one| one.years.to_string()),
            point.flag().word().to_owned(),
        ]);
    }
    lines
}

/// The days that trends are made of.
fn looked_at(today: Date) -> Result<Period, Problem> {
    let first = today.saturating_sub(Duration::days(366 * YEARS));
    Period::new(first, today).map_err(|_| Problem::Broken)
}

/// The weeks or months that are drawn: whole ones, from the first incident of all until yesterday.
fn drawn(topic: Topic, step: Step, counts: &[DayCount], today: Date) -> Vec<Point> {
    let first = counts.iter().map(|one| one.day).min();
    let watched = first
        .zip(today.previous_day())
        .and_then(|(first, last)| Days::new(LegalDay::new(first), LegalDay::new(last)).ok());
    let Some(watched) = watched else { return Vec::new() };
    let points: Vec<Point> = topic.series(step, watched, counts).points().collect();
    let most = if step == Step::Week { WEEKS } else { MONTHS };
    points.get(points.len().saturating_sub(most)..).unwrap_or_default().to_vec()
}

impl AreaRow {
    fn of(
        area: domain::Id<domain::situation::Area>,
        name: &str,
        (topic, counts): (Topic, &[DayCount]),
        today: Date,
    ) -> Self {
        let (now, before) = (today.saturating_sub(AREA_DAYS), today.saturating_sub(AREA_DAYS * 2));
        let of_topic = || counts.iter().filter(|one| topic.covers(one));
        let of_year = |one: &&DayCount| one.day > now;
        let all = sum(of_topic().filter(of_year));
        let here = sum(of_topic().filter(of_year).filter(|one| one.area == area));
        let earlier = of_topic().filter(|one| one.day > before && one.day <= now && one.area == area);
        let share = (u64::from(here) * 100).checked_div(u64::from(all)).unwrap_or(0);
        Self {
            name: name.to_owned(),
            now: here.to_string(),
            before: sum(earlier).to_string(),
            share: share.to_string(),
        }
    }
}

/// A topic in words.
pub(super) fn topic_name(topic: Topic, t: Text) -> String {
    match topic {
        Topic::Of(category) => t.get(&format!("category-{}", category.word())),
        named => t.get(&format!("topic-{}", named.word())),
    }
}

/// A flag that stands out, in words; none within the band.
pub(super) fn flagged(flag: Flag, t: Text) -> Option<String> {
    matches!(flag, Flag::Lower | Flag::Higher).then(|| t.get(&format!("flagged-{}", flag.word())))
}
