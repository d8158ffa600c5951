//! Open data of a promise: what was published, as JSON and CSV, and a schema that says what the fields mean. It holds
//! what the page holds and nothing beside it.

use axum::response::Response;
use domain::promise::{
    Commitment, Part, Promise,
    publication::{Before, Number, Publication, PublishedFigure},
    published::Shown,
};
use domain::situation::Topic;
use serde::Serialize;

use super::trends;
use crate::{counter::Board, csv, pages::Answer, problem::Problem};

const JSON: &str = "application/json; charset=utf-8";
const CSV: &str = "text/csv; charset=utf-8";

/// What the fields mean, for people and for validators.
const SCHEMA: &str = include_str!("../../../assets/medborgarlofte.schema.json");

/// The whole, as it stands in the file.
#[derive(Serialize)]
struct Whole<'a> {
    promise: &'a str,
    first_day: String,
    last_day: String,
    sentences: Vec<SentenceForm<'a>>,
    commitments: Vec<CommitmentForm<'a>>,
    publication: Option<&'a Publication>,
}

#[derive(Serialize)]
struct SentenceForm<'a> {
    key: &'a str,
    part: Part,
    text: &'a str,
    english: &'a str,
    commitments: Vec<&'a str>,
}

#[derive(Serialize)]
struct CommitmentForm<'a> {
    key: &'a str,
    owner: domain::promise::Owner,
    title: &'a str,
    english: &'a str,
}

/// What the fields mean.
pub(super) fn schema(board: &Board) -> Response {
    board.file(JSON, SCHEMA.to_owned())
}

/// A promise as JSON.
pub(super) fn json(board: &Board, promise: &Promise, published: Option<&Publication>) -> Answer {
    let sentence = |one: &'_ domain::promise::Sentence| -> Vec<String> {
        promise.answering(&one.key).map(|row| row.key.clone()).collect()
    };
    let answering: Vec<Vec<String>> = promise.sentences().iter().map(sentence).collect();
    let sentences = promise.sentences().iter().zip(&answering).map(|(one, rows)| SentenceForm {
        key: &one.key,
        part: one.part,
        text: &one.text,
        english: &one.english,
        commitments: rows.iter().map(String::as_str).collect(),
    });
    let whole = Whole {
        promise: promise.key(),
        first_day: promise.period().first().to_string(),
        last_day: promise.period().last().to_string(),
        sentences: sentences.collect(),
        commitments: promise.commitments().iter().map(commitment).collect(),
        publication: published,
    };
    let text = serde_json::to_string_pretty(&whole).map_err(|_| Problem::Broken)?;
    Ok(board.file(JSON, text))
}

fn commitment(row: &Commitment) -> CommitmentForm<'_> {
    CommitmentForm { key: &row.key, owner: row.owner, title: &row.title, english: &row.english }
}

/// A promise as CSV: one line for each figure of each row.
pub(super) fn csv(board: &Board, promise: &Promise, published: Option<&Publication>) -> Response {
    let t = board.t;
    let head = [
        "promise",
        "published",
        "row",
        "owner",
        "title",
        "status",
        "target",
        "measure",
        "part",
        "kind",
        "number",
        "before",
    ];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    for row in promise.commitments() {
        let Some((published, going)) = published.and_then(|one| Some((one, one.row(&row.key)?))) else {
            continue;
        };
        let title = if t.language().code() == "sv" { &row.title } else { &row.english };
        let before = [
            promise.key().to_owned(),
            published.on.to_string(),
            row.key.clone(),
            row.owner.word().to_owned(),
            title.clone(),
            going.status.word().to_owned(),
            going.target.map(|target| target.to_string()).unwrap_or_default(),
        ];
        let with = |cells: [String; 5]| before.iter().cloned().chain(cells).collect::<Vec<String>>();
        if going.figures.is_empty() {
            lines.push(with(Default::default()));
        }
        lines.extend(going.figures.iter().flat_map(cells).map(with));
    }
    board.file(CSV, csv::file(&lines))
}

/// The trends as CSV: one line for each month of each topic.
pub(super) fn trends(board: &Board, published: Option<&Publication>) -> Response {
    let trends = published.map(|published| published.trends.as_slice()).unwrap_or_default();
    let mut lines = trends::lines(Topic::Everything, &[]);
    for trend in trends {
        lines.extend(trends::lines(trend.topic, &trend.points()).into_iter().skip(1));
    }
    board.file(CSV, csv::file(&lines))
}

/// A figure and the cells of its breakdowns: what is counted, which part of it, how the number is to be read, the
/// number, and that of the period before.
fn cells(figure: &PublishedFigure) -> Vec<[String; 5]> {
    let measure = || figure.measure.word().to_owned();
    let (kind, count) = number(figure.number);
    let before = match figure.before {
        None => String::new(),
        Some(Before::First) => "first".to_owned(),
        Some(Before::Published(before)) => number(before).1,
    };
    let whole = [measure(), String::new(), kind.to_owned(), count, before];
    let parts = figure.breakdowns.iter().flatten().map(|one| {
        let (cell, persons) = (one.cell.word().to_owned(), one.persons.to_string());
        [measure(), cell, "persons".to_owned(), persons, String::new()]
    });
    [whole].into_iter().chain(parts).collect()
}

/// How a number is to be read, and the number; of fewer than five persons there is none.
fn number(number: Number) -> (&'static str, String) {
    match number {
        Number::Activities(count) => ("activities", count.to_string()),
        Number::Persons(Shown::Fewer) => ("persons_fewer_than_five", String::new()),
        Number::Persons(Shown::AtLeast(count)) => ("persons_at_least", count.to_string()),
        Number::Persons(Shown::Exactly(count)) => ("persons", count.to_string()),
    }
}
