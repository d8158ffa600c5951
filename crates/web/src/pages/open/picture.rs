//! A version of the picture: to read and to print, to write while it is a draft, and to adopt at a meeting.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use desk::commons::{PictureRow, Situation, Texts};
use domain::{
    Id, RuleBroken,
    situation::{
        SituationPicture,
        picture::{Evidence, Priority, Problem as Asked},
    },
};
use serde::Deserialize;

use super::{
    picked,
    situation::{adopted, broken, may_write, place_in_words, running, status, text},
};
use crate::{
    counter::{Filled, Square},
    forms::{Choice, FieldErrors},
    frame::Frame,
    pages::{Answer, html_with, rule::rule_key, see_other},
    problem::Problem,
    text::Text,
};

mod asked;

pub use asked::{ProblemForm, Which, problem, put};

/// A problem, for reading.
pub(super) struct ProblemView {
    pub(super) id: String,
    pub(super) place: Option<String>,
    pub(super) about: String,
    pub(super) causes: Vec<String>,
    pub(super) evidence: Vec<String>,
}

/// The problems of a priority.
pub(super) struct Ranked {
    pub(super) priority: String,
    pub(super) problems: Vec<ProblemView>,
}

/// The three parts of the law, for reading.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) mapping: String,
    pub(super) other: String,
    pub(super) analysis: String,
}

#[derive(Template)]
#[template(path = "open/picture.html")]
struct Page {
    t: Text,
    frame: Frame,
    id: String,
    revision: i64,
    title: String,
    state: String,
    parts: Parts,
    ranked: Vec<Ranked>,
    is_draft: bool,
    may_begin: bool,
    may: bool,
    meetings: Vec<Choice>,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "open/picture_form.html")]
struct FormPage {
    t: Text,
    frame: Frame,
    id: String,
    title: String,
    form: TextsForm,
    /// What somebody else wrote meanwhile.
    stored: Option<Parts>,
    is_draft: bool,
    may: bool,
    errors: FieldErrors,
}

/// The texts of a draft, as the browser sends them.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TextsForm {
    token: String,
    revision: String,
    mapping: String,
    other: String,
    analysis: String,
}

/// At which meeting a draft is adopted.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AdoptForm {
    token: String,
    revision: String,
    at: String,
}

/// A form of a button alone.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BeginForm {
    token: String,
}

/// `POST /lagesbild/version`
pub async fn begin(square: Square, Filled(form): Filled<BeginForm>) -> Answer {
    square.check(&form.token).await?;
    match square.commons.begin_picture().await {
        Ok(id) => Ok(see_other(&format!("/lagesbild/version/{id}"))),
        // A draft is there already: two have begun it at once, or one has pressed twice. There it goes on.
        Err(fault) => broken(fault).map(|_| see_other("/lagesbild")),
    }
}

/// `GET /lagesbild/version/{id}`
pub async fn show(square: Square, Path(id): Path<String>) -> Answer {
    shown(&square, &id, "", None).await
}

/// `POST /lagesbild/version/{id}/antagande`
pub async fn adopt(square: Square, Path(id): Path<String>, Filled(form): Filled<AdoptForm>) -> Answer {
    square.check(&form.token).await?;
    let picture: Id<SituationPicture> = id.parse().map_err(|_| Problem::NotFound)?;
    let at = picked(&form.at).unwrap_or(Id::from_random([0; 16]));
    match square.commons.adopt_picture(picture, at, revision(&form.revision)).await {
        Ok(()) => Ok(see_other(&format!("/lagesbild/version/{picture}"))),
        Err(fault) => {
            let rule = broken(fault)?;
            shown(&square, &id, &form.at, Some(rule)).await
        }
    }
}

/// `GET /lagesbild/version/{id}/andra`
pub async fn edit(square: Square, Path(id): Path<String>) -> Answer {
    edited(&square, &id, None, FieldErrors::default(), StatusCode::OK).await
}

/// `POST /lagesbild/version/{id}/andra`
pub async fn rewrite(square: Square, Path(id): Path<String>, Filled(form): Filled<TextsForm>) -> Answer {
    square.check(&form.token).await?;
    let picture: Id<SituationPicture> = id.parse().map_err(|_| Problem::NotFound)?;
    let texts = match form.parse() {
        Ok(texts) => texts,
        Err(errors) => {
            return edited(&square, &id, Some(form), errors, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    match square.commons.write_picture(picture, texts, revision(&form.revision)).await {
        Ok(()) => Ok(see_other(&format!("/lagesbild/version/{picture}"))),
        Err(fault) => {
            let rule = broken(fault)?;
            let errors = FieldErrors::one("picture", rule_key(rule));
            edited(&square, &id, Some(form), errors, status(Some(rule))).await
        }
    }
}

/// The revision that was read.
fn revision(said: &str) -> i64 {
    said.parse().unwrap_or(-1)
}

/// The version that a page is about, and all of the picture.
async fn found(square: &Square, id: &str) -> Result<(Situation, PictureRow), Problem> {
    let id = id.parse().unwrap_or(Id::from_random([0; 16]));
    let situation = square.commons.see_situation(running(square)?).await?;
    let row = situation.pictures.iter().find(|row| row.id == id).cloned().ok_or(Problem::NotFound)?;
    Ok((situation, row))
}

async fn shown(square: &Square, id: &str, said: &str, rule: Option<RuleBroken>) -> Answer {
    let (situation, row) = found(square, id).await?;
    let (t, is_draft) = (square.t, row.picture.adoption().is_none());
    let is_latest = situation.pictures.first().is_some_and(|last| last.id == row.id);
    let may = may_write(square.commons.card().duty.role);
    let page = Page {
        t,
        frame: square.frame(),
        id: row.id.to_string(),
        revision: row.revision,
        title: version(&row, t),
        state: adopted(&row, t),
        parts: Parts::of(&row),
        ranked: ranked(&situation, &row, t),
        is_draft,
        may_begin: may && !is_draft && is_latest,
        may,
        meetings: meetings(square, &situation, said),
        errors: rule.map(|rule| FieldErrors::one("at", rule_key(rule))).unwrap_or_default(),
    };
    html_with(rule.map_or(StatusCode::OK, |rule| status(Some(rule))), &page)
}

async fn edited(
    square: &Square,
    id: &str,
    said: Option<TextsForm>,
    errors: FieldErrors,
    status: StatusCode,
) -> Answer {
    let (_, row) = found(square, id).await?;
    let is_stale = errors.has("picture");
    let parts = Parts::of(&row);
    let form = said.unwrap_or_else(|| TextsForm {
        revision: row.revision.to_string(),
        mapping: parts.mapping.clone(),
        other: parts.other.clone(),
        analysis: parts.analysis.clone(),
        ..TextsForm::default()
    });
    let form = if is_stale { TextsForm { revision: row.revision.to_string(), ..form } } else { form };
    let page = FormPage {
        t: square.t,
        frame: square.frame(),
        id: row.id.to_string(),
        title: version(&row, square.t),
        form,
        stored: is_stale.then_some(parts),
        is_draft: row.picture.adoption().is_none(),
        may: may_write(square.commons.card().duty.role),
        errors,
    };
    html_with(status, &page)
}

fn version(row: &PictureRow, t: Text) -> String {
    t.with("picture-version", &[("version", i64::from(row.picture.version()).into())])
}

/// The meetings that a draft can be adopted at: held, and common.
fn meetings(square: &Square, situation: &Situation, said: &str) -> Vec<Choice> {
    let today = square.commons.today();
    let held = situation.meetings.iter().filter(|row| {
        row.meeting.situation().is_some_and(|meeting| meeting.is_common() && meeting.held_on <= today)
    });
    let choice = |row: &desk::commons::MeetingRow| Choice {
        word: row.id.to_string(),
        label: square.t.weekday_date(row.meeting.held_on().date()),
        hint: None,
        chosen: row.id.to_string() == said,
    };
    held.map(choice).collect()
}

/// The problems, by priority and then in the order of the picture.
pub(super) fn ranked(situation: &Situation, row: &PictureRow, t: Text) -> Vec<Ranked> {
    let problems = &row.picture.contents().problems;
    let of = |priority: &Priority| {
        let own = problems.iter().filter(|one| one.priority == *priority);
        Ranked {
            priority: t.get(&format!("priority-{}", priority.word())),
            problems: own.map(|one| view(situation, one, t)).collect(),
        }
    };
    Priority::ALL.iter().map(of).filter(|ranked| !ranked.problems.is_empty()).collect()
}

fn view(situation: &Situation, problem: &Asked, t: Text) -> ProblemView {
    ProblemView {
        id: problem.id.to_string(),
        place: problem.place.map(|place| place_in_words(&situation.seen, place, t)),
        about: problem.about.as_str().to_owned(),
        causes: problem.causes.iter().map(|cause| cause.as_str().to_owned()).collect(),
        evidence: problem.evidence.iter().filter_map(|one| evidence(situation, *one, t)).collect(),
    }
}

/// What a problem rests on, in words.
fn evidence(situation: &Situation, evidence: Evidence, t: Text) -> Option<String> {
    match evidence {
        Evidence::Incidents { category, days } => {
            let what = t.get(&format!("category-{}", category.word()));
            let (first, last) = (t.date(days.first().date()), t.date(days.last().date()));
            let args = [("what", what.into()), ("first", first.into()), ("last", last.into())];
            Some(t.with("rests-incidents", &args))
        }
        Evidence::Phenomenon(_) => Some(t.get("rests-phenomenon")),
        Evidence::Survey(id) => {
            let row = situation.surveys.iter().find(|row| row.id == id)?;
            Some(survey(&row.result, t))
        }
    }
}

/// A result of a survey in a line.
pub(super) fn survey(result: &domain::situation::survey::SurveyResult, t: Text) -> String {
    let args = [
        ("question", (&result.question).into()),
        ("year", result.year.to_string().into()),
        ("asked", t.get(&format!("asked-{}", result.group.word())).into()),
        ("percent", result.percent.to_string().into()),
    ];
    t.with("rests-survey", &args)
}

impl Parts {
    /// Those of a version.
    pub(super) fn of(row: &PictureRow) -> Self {
        let contents = row.picture.contents();
        Self {
            mapping: contents.mapping.as_str().to_owned(),
            other: contents.other.as_str().to_owned(),
            analysis: contents.analysis.as_str().to_owned(),
        }
    }
}

impl TextsForm {
    fn parse(&self) -> Result<Texts, FieldErrors> {
        let mut errors = FieldErrors::default();
        let texts = Texts {
            mapping: text("mapping", &self.mapping, &mut errors),
            other: text("other", &self.other, &mut errors),
            analysis: text("analysis", &self.analysis, &mut errors),
        };
        if errors.is_empty() { Ok(texts) } else { Err(errors) }
    }
}
