//! The report of a month's review, as a page for paper and as a file: counts, outcomes, refusals and whether the log
//! is unaltered. It names nobody.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::Query, http::header, response::IntoResponse};
use desk::{
    ActionClass,
    audit::Standing,
    review::{Grouped, Month, Stage},
};
use domain::review::Outcome;

use super::{PeriodForm, month_text, period_words};
use crate::{
    counter::Counter,
    csv,
    frame::Frame,
    pages::{Answer, html, logs::StandingView},
    text::Text,
};

/// A line of the report: what is counted, and how many.
struct Line {
    place: String,
    what: String,
    number: u64,
}

#[derive(Template)]
#[template(path = "review/report.html")]
struct Report {
    t: Text,
    frame: Frame,
    title: String,
    authority: String,
    month: String,
    standing: StandingView,
    entries: Vec<Line>,
    groups: Vec<Line>,
    outcomes: Vec<Line>,
}

/// `GET /loggkontroll/rapport`
pub async fn page(counter: Counter, Query(form): Query<PeriodForm>) -> Answer {
    let period = form.period(counter.desk.occasion().now);
    let month = counter.desk.show(Grouped(period)).await?;
    let standing = counter.desk.office().audit().look().await?;
    let t = counter.t;
    html(&Report {
        t,
        frame: counter.frame(),
        title: t.with("report-title", &[("period", period_words(period, t).into())]),
        authority: counter.desk.card().duty.unit.authority.name.clone(),
        month: month_text(period.from),
        standing: StandingView::of(&standing, t),
        entries: entries(&month, t),
        groups: groups(&month, t),
        outcomes: outcomes(&month, t),
    })
}

/// `GET /loggkontroll/rapport.csv`
pub async fn file(counter: Counter, Query(form): Query<PeriodForm>) -> Answer {
    let period = form.period(counter.desk.occasion().now);
    let month = counter.desk.show(Grouped(period)).await?;
    let standing = counter.desk.office().audit().look().await?;
    let rows = rows(&month, &standing, counter.t);
    let name = format!("attachment; filename=\"loggkontroll-{}.csv\"", month_text(period.from));
    let kind = "text/csv; charset=utf-8".to_owned();
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, csv::file(&rows)).into_response())
}

fn rows(month: &Month, standing: &Standing, t: Text) -> Vec<Vec<String>> {
    let mut rows =
        vec![["report-part", "log-unit", "log-action", "report-number"].map(|key| t.get(key)).to_vec()];
    let parts = [
        ("report-entries", entries(month, t)),
        ("report-groups", groups(month, t)),
        ("report-outcomes", outcomes(month, t)),
    ];
    for (part, lines) in parts {
        let row = |line: Line| vec![t.get(part), line.place, line.what, line.number.to_string()];
        rows.extend(lines.into_iter().map(row));
    }
    let word = if standing.faults.is_empty() { "log-unaltered" } else { "log-altered" };
    rows.push(vec![t.get("report-log"), String::new(), t.get(word), standing.entries.to_string()]);
    let full = t.moment(standing.full);
    rows.push(vec![t.get("report-log"), String::new(), t.get("report-full"), full]);
    rows
}

fn entries(month: &Month, t: Text) -> Vec<Line> {
    let line = |count: &desk::review::Count| Line {
        place: count.unit.clone().unwrap_or_else(|| t.get("report-no-unit")),
        what: t.get(&format!("class-{}", count.class.map_or("unknown", ActionClass::as_str))),
        number: count.entries.into(),
    };
    month.counts.iter().map(line).collect()
}

fn groups(month: &Month, t: Text) -> Vec<Line> {
    let count = |wanted: &dyn Fn(&desk::review::Seen) -> bool| {
        month.groups.iter().filter(|seen| wanted(seen)).count() as u64
    };
    let refused = month.counts.iter().filter(|count| count.class == Some(ActionClass::Refusal));
    let numbers = [
        ("report-all", count(&|_| true)),
        ("report-reviewed", count(&|seen| matches!(seen.stage(), Stage::Done(_)))),
        ("report-waiting", count(&|seen| matches!(seen.stage(), Stage::Waiting | Stage::Answered))),
        ("report-unreviewed", count(&|seen| seen.stage() == Stage::Open)),
        ("report-unexplained", count(&|seen| seen.group.flags.contains(&desk::review::Flag::Unexplained))),
        ("report-refused", refused.map(|count| u64::from(count.entries)).sum()),
        ("report-destroyed", month.destroyed as u64),
    ];
    numbers.into_iter().map(|(key, number)| Line { place: String::new(), what: t.get(key), number }).collect()
}

fn outcomes(month: &Month, t: Text) -> Vec<Line> {
    let mut found: BTreeMap<Outcome, u64> = Outcome::ALL.into_iter().map(|outcome| (outcome, 0)).collect();
    for reviewed in month.groups.iter().filter_map(|seen| seen.outcome.as_ref()) {
        *found.entry(reviewed.outcome).or_default() += 1;
    }
    let line = |(outcome, number): (Outcome, u64)| Line {
        place: String::new(),
        what: t.get(&format!("judged-{}", outcome.word())),
        number,
    };
    found.into_iter().map(line).collect()
}
