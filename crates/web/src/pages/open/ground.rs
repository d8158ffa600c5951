//! *Underlag*: areas and organisers, each added with one small form, and the places that the picture points out.

use askama::Template;
use axum::http::StatusCode;
use desk::{
    Fault,
    commons::{NewGround, Seen},
};
use domain::{
    duty::Role,
    promise::{occasion::Outing, period::Period},
    situation::{PlaceKind, personal_data},
    unit::Unit,
};
use serde::Deserialize;

use super::{choices, family, picked};
use crate::{
    counter::{Filled, Square},
    forms::{Choice, FieldErrors, chosen, tidy},
    frame::Frame,
    pages::{Answer, html_with, rule::rule_key, see_other},
    problem::Problem,
    text::Text,
};

/// The longest name.
const NAME: usize = 80;

/// A piece that is there: its name and what else is to be said of it.
struct Piece {
    name: String,
    more: String,
}

#[derive(Template)]
#[template(path = "open/ground.html")]
struct Page {
    t: Text,
    frame: Frame,
    may: bool,
    areas: Vec<Piece>,
    organisers: Vec<Piece>,
    places: Vec<Piece>,
    form: GroundForm,
    outings: Vec<Choice>,
    units: Vec<Choice>,
    errors: FieldErrors,
}

/// One piece, as the browser sends it; which fields it has depends on what it is.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GroundForm {
    token: String,
    piece: String,
    area_name: String,
    organiser_name: String,
    outing: String,
    unit: String,
}

/// `GET /lofte/underlag`
pub async fn show(square: Square) -> Answer {
    shown(&square, GroundForm::default(), FieldErrors::default()).await
}

/// `POST /lofte/underlag`
pub async fn keep(square: Square, Filled(form): Filled<GroundForm>) -> Answer {
    square.check(&form.token).await?;
    let done = match form.parse() {
        Ok(new) => square.commons.keep(new).await,
        Err(errors) => return shown(&square, form, errors).await,
    };
    match done {
        Ok(()) => Ok(see_other("/lofte/underlag")),
        Err(Fault::Rule(rule)) => {
            let errors = FieldErrors::one(form.first_field(), rule_key(rule));
            shown(&square, form, errors).await
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn shown(square: &Square, form: GroundForm, errors: FieldErrors) -> Answer {
    let today = square.commons.today().date();
    let day = Period::new(today, today).map_err(|_| Problem::Broken)?;
    let seen = square.commons.see(day, "").await?;
    let units = square.commons.units().await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &Page { errors, ..Page::of(square, &seen, &units, form) })
}

impl Page {
    fn of(square: &Square, seen: &Seen, units: &[Unit], form: GroundForm) -> Self {
        let (t, ground) = (square.t, &seen.ground);
        let unit = |id| units.iter().find(|unit| unit.id == id).map_or("", |unit| unit.name.as_str());
        let area = |id| ground.areas.iter().find(|area| area.id == id).map_or("", |area| area.name.as_str());
        let organisers = ground.organisers.iter().map(|one| Piece {
            name: one.name.clone(),
            more: t.with("ground-organiser-kept", &[("unit", unit(one.unit).into())]),
        });
        let places = ground.places.iter().map(|one| Piece {
            name: format!("{}, {}", area(one.place.area), spot(one.place.kind, t).to_lowercase()),
            more: one.about.as_str().to_owned(),
        });
        let plain = |area: &desk::commons::AreaRow| Piece { name: area.name.clone(), more: String::new() };
        Self {
            t,
            frame: square.frame(),
            may: square.commons.card().duty.role == Role::Strategist,
            areas: ground.areas.iter().map(plain).collect(),
            organisers: organisers.collect(),
            places: places.collect(),
            outings: family(t, "outing", Outing::ALL, Outing::word, &form.outing),
            units: choices(units.iter().map(|unit| (unit.id, unit.name.as_str())), &form.unit),
            form,
            errors: FieldErrors::default(),
        }
    }
}

/// A kind of place in words.
pub(super) fn spot(kind: PlaceKind, t: Text) -> String {
    t.get(&format!("spot-{}", kind.word()))
}

impl GroundForm {
    fn first_field(&self) -> &'static str {
        match self.piece.as_str() {
            "organiser" => "organiser_name",
            _ => "area_name",
        }
    }

    fn parse(&self) -> Result<NewGround, FieldErrors> {
        match self.piece.as_str() {
            "organiser" => self.organiser(),
            _ => Ok(NewGround::Area(named("area_name", &self.area_name)?)),
        }
    }

    fn organiser(&self) -> Result<NewGround, FieldErrors> {
        let name = named("organiser_name", &self.organiser_name)?;
        let outing = chosen(Outing::ALL, Outing::word, &self.outing)
            .ok_or_else(|| FieldErrors::one("outing", "ground-choice-missing"))?;
        let unit = picked(&self.unit).ok_or_else(|| FieldErrors::one("unit", "ground-choice-missing"))?;
        Ok(NewGround::Organiser(name, outing, unit))
    }
}

/// A name that is there, is short, and is nobody's number.
fn named(field: &'static str, said: &str) -> Result<String, FieldErrors> {
    let name = tidy(said);
    if name.is_empty() || name.chars().count() > NAME {
        return Err(FieldErrors::one(field, "ground-name-missing"));
    }
    if personal_data::find(&name).is_empty() {
        Ok(name)
    } else {
        Err(FieldErrors::one(field, "record-personal"))
    }
}
