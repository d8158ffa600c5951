//! *Rapportera en iakttagelse*: a trend that somebody has noticed, told in a few words.

use askama::Template;
use axum::{Form, http::StatusCode};
use desk::Fault;
use domain::{
    Id, LegalDay,
    situation::{
        Days, Phenomenon, Place, PlaceKind,
        incident::{Category, Direction, Noticed},
    },
};
use serde::Deserialize;

use super::{
    super::{choices, family, picked, shapes},
    form::{FURTHEST, of_phenomenon},
    report::field_of,
};
use crate::{
    counter::Square,
    forms::{Choice, FieldErrors, chosen, day, day_text, tidy},
    frame::Frame,
    pages::{Answer, html_with, rule::rule_key, see_other},
    text::Text,
};

#[derive(Template)]
#[template(path = "open/phenomenon_new.html")]
struct Page {
    t: Text,
    frame: Frame,
    form: NoticeForm,
    category: Vec<Choice>,
    direction: Vec<Choice>,
    area: Vec<Choice>,
    place: Vec<Choice>,
    shapes: String,
    errors: FieldErrors,
}

/// A phenomenon, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NoticeForm {
    token: String,
    form: String,
    category: String,
    direction: String,
    first_day: String,
    last_day: String,
    area: String,
    place: String,
    narrative: String,
}

/// `GET /handelser/iakttagelse`
pub async fn new(square: Square) -> Answer {
    let today = day_text(square.commons.today().date());
    let form = square.commons.fresh::<()>().to_string();
    let form = NoticeForm { form, last_day: today, ..NoticeForm::default() };
    shown(&square, form, FieldErrors::default()).await
}

/// `POST /handelser/iakttagelse`
pub async fn create(square: Square, Form(form): Form<NoticeForm>) -> Answer {
    square.check(&form.token).await?;
    let (id, phenomenon) = match form.parse(&square) {
        Ok(parsed) => parsed,
        Err(errors) => return shown(&square, form, errors).await,
    };
    match square.commons.notice(id, phenomenon).await {
        Ok(()) => Ok(see_other("/handelser?nytt=ja")),
        Err(Fault::Rule(rule)) => {
            shown(&square, form, FieldErrors::one(field_of(rule), rule_key(rule))).await
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn shown(square: &Square, form: NoticeForm, errors: FieldErrors) -> Answer {
    let areas = square.commons.areas().await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let t = square.t;
    let page = Page {
        t,
        frame: square.frame(),
        category: family(t, "category", Category::ALL, Category::word, &form.category),
        direction: family(t, "direction", Direction::ALL, Direction::word, &form.direction),
        area: choices(areas.iter().map(|area| (area.id, area.name.as_str())), &form.area),
        place: family(t, "spot", PlaceKind::ALL, PlaceKind::word, &form.place),
        shapes: shapes(t),
        form,
        errors,
    };
    html_with(status, &page)
}

impl NoticeForm {
    fn parse(&self, square: &Square) -> Result<(Id<Phenomenon>, Phenomenon), FieldErrors> {
        let today = square.commons.today();
        let mut errors = FieldErrors::default();
        let mut at = |field, key| errors.add(field, key);
        let category = chosen(Category::ALL, Category::word, &self.category);
        let direction = chosen(Direction::ALL, Direction::word, &self.direction);
        let recent = |said: &str| day(said).filter(|day| today.date() - *day <= FURTHEST).map(LegalDay::new);
        let (first, last) = (recent(&self.first_day), recent(&self.last_day));
        let days = first.zip(last).and_then(|(first, last)| Days::new(first, last).ok());
        for (is_missing, field, key) in [
            (category.is_none(), "category", "record-choice-missing"),
            (direction.is_none(), "direction", "record-choice-missing"),
            (first.is_none(), "first_day", "incident-day-missing"),
            (last.is_none() || (days.is_none() && first.is_some()), "last_day", "phenomenon-days-wrong"),
            (self.place.is_empty() != self.area.is_empty(), "place", "phenomenon-place-half"),
        ] {
            if is_missing {
                at(field, key);
            }
        }
        let kind = chosen(PlaceKind::ALL, PlaceKind::word, &self.place);
        let place = picked(&self.area).zip(kind).map(|(area, kind)| Place { area, kind });
        let (Some(category), Some(direction), Some(days)) = (category, direction, days) else {
            return Err(errors);
        };
        let id = picked(&self.form).ok_or_else(|| FieldErrors::one("category", "rule-form-used"))?;
        let noticed = Noticed { category, direction, days, place, reported_by: square.commons.function() };
        let phenomenon =
            Phenomenon::new(noticed, &tidy(&self.narrative), today).map_err(|faults| of_phenomenon(&faults));
        if errors.is_empty() { phenomenon.map(|one| (id, one)) } else { Err(errors) }
    }
}
