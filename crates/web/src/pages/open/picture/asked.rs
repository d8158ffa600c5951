//! A problem of a draft: where it is, what it is, why it arises, how soon it is to be dealt with, and what it rests on.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
};
use desk::{
    Fault,
    commons::{PictureRow, Situation},
};
use domain::{
    Id, LegalDay,
    situation::{
        Days, Narrative, Place, PlaceKind, SituationPicture,
        incident::Category,
        picture::{Evidence, Priority, Problem as Asked},
    },
};
use serde::Deserialize;

use super::{
    super::{choices, family, picked},
    broken, found, may_write, revision, status, survey, text, version,
};
use crate::{
    counter::{Filled, Square},
    forms::{Choice, FieldErrors, chosen, day, day_text, tidy},
    frame::Frame,
    pages::{Answer, html_with, rule::rule_key, see_other},
    problem::Problem,
    text::Text,
};

/// A problem has so many causes at most.
const CAUSES: usize = 10;

#[derive(Template)]
#[template(path = "open/problem_form.html")]
struct Page {
    t: Text,
    frame: Frame,
    id: String,
    version: String,
    is_new: bool,
    is_draft: bool,
    may: bool,
    form: ProblemForm,
    areas: Vec<Choice>,
    kinds: Vec<Choice>,
    priorities: Vec<Choice>,
    categories: Vec<Choice>,
    surveys: Vec<Choice>,
    errors: FieldErrors,
}

/// A problem, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProblemForm {
    token: String,
    revision: String,
    problem: String,
    area: String,
    place: String,
    about: String,
    causes: String,
    priority: String,
    category: String,
    first: String,
    last: String,
    survey: String,
    phenomenon: String,
    step: String,
}

/// Which problem is asked for; a new one without.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Which {
    problem: String,
}

/// `GET /lagesbild/version/{id}/problem`
pub async fn problem(square: Square, Path(id): Path<String>, Query(which): Query<Which>) -> Answer {
    let (situation, row) = found(&square, &id).await?;
    let asked = row.picture.contents().problems.iter().find(|one| one.id.to_string() == which.problem);
    let form = asked.map(ProblemForm::of).unwrap_or_default();
    let form = ProblemForm { revision: row.revision.to_string(), ..form };
    let page = Page::of(&square, &situation, &row, form);
    html_with(StatusCode::OK, &page)
}

/// `POST /lagesbild/version/{id}/problem`
pub async fn put(square: Square, Path(id): Path<String>, Filled(form): Filled<ProblemForm>) -> Answer {
    square.check(&form.token).await?;
    let picture: Id<SituationPicture> = id.parse().map_err(|_| Problem::NotFound)?;
    match stepped(&square, picture, &form).await {
        Ok(Ok(())) => Ok(see_other(&format!("/lagesbild/version/{picture}"))),
        Ok(Err(fault)) => {
            let rule = broken(fault)?;
            let errors = FieldErrors::one("about", rule_key(rule));
            again(&square, &id, form, errors, status(Some(rule))).await
        }
        Err(errors) => again(&square, &id, form, errors, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

async fn stepped(
    square: &Square,
    picture: Id<SituationPicture>,
    form: &ProblemForm,
) -> Result<Result<(), Fault>, FieldErrors> {
    let revision = revision(&form.revision);
    if let Some(gone) = picked(&form.problem).filter(|_| form.step == "drop") {
        return Ok(square.commons.drop_problem(picture, gone, revision).await);
    }
    let problem = form.parse(picked(&form.problem).unwrap_or_else(|| square.commons.new_problem()))?;
    Ok(square.commons.put_problem(picture, problem, revision).await)
}

async fn again(
    square: &Square,
    id: &str,
    form: ProblemForm,
    errors: FieldErrors,
    status: StatusCode,
) -> Answer {
    let (situation, row) = found(square, id).await?;
    let is_stale = status == StatusCode::CONFLICT;
    let form = if is_stale { ProblemForm { revision: row.revision.to_string(), ..form } } else { form };
    html_with(status, &Page { errors, ..Page::of(square, &situation, &row, form) })
}

impl Page {
    fn of(square: &Square, situation: &Situation, row: &PictureRow, form: ProblemForm) -> Self {
        let (t, ground) = (square.t, &situation.seen.ground);
        let areas = ground.areas.iter().map(|area| (area.id, area.name.as_str()));
        let surveys: Vec<_> = situation.surveys.iter().map(|row| (row.id, survey(&row.result, t))).collect();
        Self {
            t,
            frame: square.frame(),
            id: row.id.to_string(),
            version: version(row, t),
            is_new: form.problem.is_empty(),
            is_draft: row.picture.adoption().is_none(),
            may: may_write(square.commons.card().duty.role),
            areas: unpicked(choices(areas, &form.area), &form.area),
            kinds: family(t, "spot", PlaceKind::ALL, PlaceKind::word, &form.place),
            priorities: family(t, "priority", Priority::ALL, Priority::word, &form.priority),
            categories: family(t, "category", Category::ALL, Category::word, &form.category),
            surveys: unpicked(
                choices(surveys.iter().map(|(id, line)| (*id, line.as_str())), &form.survey),
                &form.survey,
            ),
            form,
            errors: FieldErrors::default(),
        }
    }
}

/// Choices of which none may be meant: a single one is not chosen by itself.
fn unpicked(mut choices: Vec<Choice>, said: &str) -> Vec<Choice> {
    for choice in &mut choices {
        choice.chosen = choice.word == said;
    }
    choices
}

impl ProblemForm {
    fn of(asked: &Asked) -> Self {
        let causes: Vec<&str> = asked.causes.iter().map(Narrative::as_str).collect();
        let mut form = Self {
            problem: asked.id.to_string(),
            about: asked.about.as_str().to_owned(),
            causes: causes.join("\n"),
            priority: asked.priority.word().to_owned(),
            ..Self::default()
        };
        if let Some(place) = asked.place {
            form.area = place.area.to_string();
            place.kind.word().clone_into(&mut form.place);
        }
        for evidence in &asked.evidence {
            match evidence {
                Evidence::Incidents { category, days } => {
                    category.word().clone_into(&mut form.category);
                    form.first = day_text(days.first().date());
                    form.last = day_text(days.last().date());
                }
                Evidence::Survey(id) => form.survey = id.to_string(),
                Evidence::Phenomenon(id) => form.phenomenon = id.to_string(),
            }
        }
        form
    }

    fn parse(&self, id: Id<Asked>) -> Result<Asked, FieldErrors> {
        let mut errors = FieldErrors::default();
        let place = self.place(&mut errors);
        let about: Narrative = text("about", &self.about, &mut errors);
        if about.is_empty() && !errors.has("about") {
            errors.add("about", "ground-about-missing");
        }
        let causes = self.causes(&mut errors);
        let priority = chosen(Priority::ALL, Priority::word, &self.priority);
        if priority.is_none() {
            errors.add("priority", "record-choice-missing");
        }
        let evidence = self.evidence(&mut errors);
        match priority {
            Some(priority) if errors.is_empty() => Ok(Asked { id, place, about, causes, priority, evidence }),
            _ => Err(errors),
        }
    }

    /// Area and kind together, or neither: the whole municipality.
    fn place(&self, errors: &mut FieldErrors) -> Option<Place> {
        let area = picked(&self.area);
        let kind = chosen(PlaceKind::ALL, PlaceKind::word, &self.place);
        match (area, kind) {
            (Some(area), Some(kind)) => return Some(Place { area, kind }),
            (None, None) => {}
            (None, Some(_)) => errors.add("area", "problem-place-half"),
            (Some(_), None) => errors.add("place", "problem-place-half"),
        }
        None
    }

    /// One a line.
    fn causes(&self, errors: &mut FieldErrors) -> Vec<Narrative> {
        let said = tidy(&self.causes);
        let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
        if lines.len() > CAUSES {
            errors.add("causes", "problem-causes-many");
        }
        lines.into_iter().map(|line| text("causes", line, errors)).collect()
    }

    fn evidence(&self, errors: &mut FieldErrors) -> Vec<Evidence> {
        let mut all = Vec::new();
        if let Some(category) = chosen(Category::ALL, Category::word, &self.category) {
            let days = day(&self.first).zip(day(&self.last));
            let days = days.and_then(|(from, to)| Days::new(LegalDay::new(from), LegalDay::new(to)).ok());
            match days {
                Some(days) => all.push(Evidence::Incidents { category, days }),
                None => errors.add("first", "met-days-wrong"),
            }
        }
        all.extend(picked(&self.phenomenon).map(Evidence::Phenomenon));
        all.extend(picked(&self.survey).map(Evidence::Survey));
        all
    }
}
