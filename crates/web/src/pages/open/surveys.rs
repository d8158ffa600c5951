//! *Mätningar*: what published safety surveys say, year beside year, the young apart. Results come in by a form or as
//! lines of a table, with a preview; all of them or none.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::http::StatusCode;
use desk::{
    Fault,
    commons::{Situation, SurveyRow},
};
use domain::situation::survey::{Group, SurveyResult};
use serde::Deserialize;

use super::{
    choices, family,
    situation::{broken, may_write, running},
};
use crate::{
    counter::{Filled, Square},
    forms::{Choice, FieldErrors},
    frame::Frame,
    pages::{Answer, html_with, rule::rule_key, see_other},
    problem::Problem,
    text::Text,
};

mod lines;

use lines::{Line, read};

/// A question of a group and an area, and its percentages by year.
struct Series {
    question: String,
    asked: String,
    area: String,
    values: Vec<String>,
    source: String,
}

#[derive(Template)]
#[template(path = "open/surveys.html")]
struct Page {
    t: Text,
    frame: Frame,
    years: Vec<i32>,
    series: Vec<Series>,
    form: SurveyForm,
    groups: Vec<Choice>,
    areas: Vec<Choice>,
    /// The lines that were looked through, where some were.
    lines: Vec<Line>,
    is_whole: bool,
    may: bool,
    errors: FieldErrors,
}

/// One result, or many as lines, as the browser sends them.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SurveyForm {
    token: String,
    rows: String,
    question: String,
    year: String,
    asked: String,
    area: String,
    percent: String,
    source: String,
}

/// `GET /lagesbild/matningar`
pub async fn show(square: Square) -> Answer {
    let situation = square.commons.see_situation(running(&square)?).await?;
    let page = Page::of(&square, &situation, SurveyForm::default());
    html_with(StatusCode::OK, &page)
}

/// `POST /lagesbild/matningar/granska`
pub async fn review(square: Square, Filled(form): Filled<SurveyForm>) -> Answer {
    square.check(&form.token).await?;
    let situation = square.commons.see_situation(running(&square)?).await?;
    let (lines, _) = read(&form.rows, &situation, square.t);
    let is_whole = !lines.is_empty() && lines.iter().all(|line| line.fault.is_none());
    let errors = if lines.is_empty() {
        FieldErrors::one("rows", "surveys-rows-missing")
    } else if is_whole {
        FieldErrors::default()
    } else {
        FieldErrors::one("rows", "surveys-rows-wrong")
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &Page { lines, is_whole, errors, ..Page::of(&square, &situation, form) })
}

/// `POST /lagesbild/matningar`
pub async fn take_in(square: Square, Filled(form): Filled<SurveyForm>) -> Answer {
    square.check(&form.token).await?;
    if form.rows.trim().is_empty() || !may_write(square.commons.card().duty.role) {
        let errors = match form.parse() {
            Ok(one) => taken(&square, vec![one], "question").await?,
            Err(errors) => Some(errors),
        };
        return answered(&square, form, errors, Vec::new()).await;
    }
    let situation = square.commons.see_situation(running(&square)?).await?;
    let (lines, results) = read(&form.rows, &situation, square.t);
    let errors = if lines.len() == results.len() {
        taken(&square, results, "rows").await?
    } else {
        Some(FieldErrors::one("rows", "surveys-rows-wrong"))
    };
    answered(&square, form, errors, lines).await
}

/// Takes results in, or says at the field why not.
async fn taken(
    square: &Square,
    results: Vec<SurveyResult>,
    field: &'static str,
) -> Result<Option<FieldErrors>, Problem> {
    match square.commons.take_in(results).await {
        Ok(()) => Ok(None),
        Err(fault) => told(fault, field).map(Some),
    }
}

async fn answered(
    square: &Square,
    form: SurveyForm,
    errors: Option<FieldErrors>,
    lines: Vec<Line>,
) -> Answer {
    let Some(errors) = errors else { return Ok(see_other("/lagesbild/matningar")) };
    let situation = square.commons.see_situation(running(square)?).await?;
    let page = Page { lines, errors, ..Page::of(square, &situation, form) };
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn told(fault: Fault, field: &'static str) -> Result<FieldErrors, Problem> {
    let rule = broken(fault)?;
    let key = match rule {
        domain::RuleBroken::Unfit(domain::promise::Unfit::Duplicate) => "surveys-known",
        rule => rule_key(rule),
    };
    Ok(FieldErrors::one(field, key))
}

impl Page {
    fn of(square: &Square, situation: &Situation, form: SurveyForm) -> Self {
        let t = square.t;
        let years: BTreeSet<i32> = situation.surveys.iter().map(|row| row.result.year).collect();
        let years: Vec<i32> = years.into_iter().collect();
        let areas = situation.seen.ground.areas.iter().map(|area| (area.id, area.name.as_str()));
        let mut areas = choices(areas, &form.area);
        for choice in &mut areas {
            choice.chosen = choice.word == form.area;
        }
        Self {
            t,
            frame: square.frame(),
            series: series(situation, &years, t),
            years,
            groups: family(t, "asked", Group::ALL, Group::word, &form.asked),
            areas,
            form,
            lines: Vec::new(),
            is_whole: false,
            may: may_write(square.commons.card().duty.role),
            errors: FieldErrors::default(),
        }
    }
}

/// One line for each question, group and area: the years beside each other.
fn series(situation: &Situation, years: &[i32], t: Text) -> Vec<Series> {
    let mut all: BTreeMap<(&str, &'static str, String), Vec<&SurveyRow>> = BTreeMap::new();
    for row in &situation.surveys {
        let result = &row.result;
        let area = result.area.map_or_else(
            || t.get("problem-everywhere"),
            |id| {
                let known = situation.seen.ground.areas.iter().find(|area| area.id == id);
                known.map(|area| area.name.clone()).unwrap_or_default()
            },
        );
        all.entry((result.question.as_str(), result.group.word(), area)).or_default().push(row);
    }
    let one = |((question, asked, area), rows): ((&str, &'static str, String), Vec<&SurveyRow>)| {
        let value = |year: &i32| {
            let found = rows.iter().find(|row| row.result.year == *year);
            found.map(|row| row.result.percent.to_string()).unwrap_or_default()
        };
        Series {
            question: question.to_owned(),
            asked: t.get(&format!("asked-{asked}")),
            area,
            values: years.iter().map(value).collect(),
            source: rows.last().map(|row| row.result.source.clone()).unwrap_or_default(),
        }
    };
    all.into_iter().map(one).collect()
}

impl SurveyForm {
    fn parse(&self) -> Result<SurveyResult, FieldErrors> {
        let mut errors = FieldErrors::default();
        let question = lines::said("question", &self.question, &mut errors);
        let source = lines::said("source", &self.source, &mut errors);
        let year = lines::year(&self.year);
        if year.is_none() {
            errors.add("year", "surveys-year-wrong");
        }
        let group = Group::from_word(&self.asked);
        if group.is_none() {
            errors.add("asked", "record-choice-missing");
        }
        let percent = self.percent.parse().ok();
        if percent.is_none() {
            errors.add("percent", "surveys-percent-wrong");
        }
        let area = self.area.parse().ok();
        match (year, group, percent) {
            (Some(year), Some(group), Some(percent)) if errors.is_empty() => {
                Ok(SurveyResult { question, year, group, area, percent, source })
            }
            _ => Err(errors),
        }
    }
}
