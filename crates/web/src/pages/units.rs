//! *Enheter*: name, secrecy, opening hours and telephone numbers, as the administrator keeps them.

use std::collections::BTreeMap;

use askama::Template;
use axum::{Form, extract::Query, http::StatusCode};
use desk::{
    Fault,
    staff::{Staff, UnitForm},
};
use domain::{
    hours::{OpeningHours, time_of_day},
    unit::{Contact, SecrecyRegime, Unit},
};
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::{Choice, FieldErrors, Input, chosen, tidy},
    frame::{Frame, Leaf},
    pages::{Answer, html_with, rule::rule_key, see_other, staff::fits},
    text::Text,
};

/// A unit, as a row.
struct UnitView {
    id: String,
    name: String,
    authority: String,
    regime: String,
    contact: String,
    leaf: Leaf,
}

#[derive(Template)]
#[template(path = "staff/units.html")]
struct UnitsPage {
    t: Text,
    frame: Frame,
    heading: String,
    form: UnitFields,
    authorities: Vec<Choice>,
    regimes: Vec<Choice>,
    fields: Vec<Input>,
    units: Vec<UnitView>,
    errors: FieldErrors,
}

/// A unit, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UnitFields {
    token: String,
    unit: String,
    authority: String,
    name: String,
    regime: String,
    phone: String,
    opens: String,
    closes: String,
    emergency: String,
}

/// Which unit is open on the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct WhichUnit {
    enhet: String,
}

/// `GET /enheter`
pub async fn units(counter: Counter, Query(which): Query<WhichUnit>) -> Answer {
    laid_out(&counter, UnitFields { unit: which.enhet, ..UnitFields::default() }, FieldErrors::default())
        .await
}

async fn laid_out(counter: &Counter, form: UnitFields, errors: FieldErrors) -> Answer {
    let page = counter.desk.show(Staff).await?;
    let t = counter.t;
    let open = page.units.iter().find(|unit| unit.id.to_string() == form.unit);
    let form = match open {
        Some(unit) if errors.is_empty() => UnitFields::of(unit),
        Some(_) => form,
        None => UnitFields { unit: String::new(), ..form },
    };
    let heading = open.map_or_else(|| t.get("unit-new"), |unit| unit.name.clone());
    let units = page.units.iter().map(|unit| UnitView::of(unit, t)).collect();
    let authorities = authorities(&page.units, &form.authority);
    let words = SecrecyRegime::ALL.map(SecrecyRegime::word);
    let regimes = Choice::family(t, "regime", &words, &form.regime, true);
    let fields = form.inputs(&errors, t);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let frame = counter.frame();
    html_with(status, &UnitsPage { t, frame, heading, form, authorities, regimes, fields, units, errors })
}

/// The authorities that there are, each once, by name.
fn authorities(units: &[Unit], said: &str) -> Vec<Choice> {
    let known: BTreeMap<&str, String> =
        units.iter().map(|unit| (unit.authority.name.as_str(), unit.authority.id.to_string())).collect();
    let choice = |(name, id): (&str, String)| {
        let chosen = id == said;
        Choice { word: id, label: name.to_owned(), hint: None, chosen }
    };
    known.into_iter().map(choice).collect()
}

impl UnitView {
    fn of(unit: &Unit, t: Text) -> Self {
        let hours = unit.contact.hours.map(|hours| t.hours(hours)).unwrap_or_default();
        let contact = format!("{} {hours}", unit.contact.phone);
        Self {
            id: unit.id.to_string(),
            name: unit.name.clone(),
            authority: unit.authority.name.clone(),
            regime: t.get(&format!("regime-{}", unit.regime.word())),
            contact,
            leaf: Leaf::of(unit.authority.agency, t),
        }
    }
}

impl UnitFields {
    fn of(unit: &Unit) -> Self {
        let Contact { phone, hours, emergency } = unit.contact.clone();
        let written = |time: time::Time| format!("{:02}:{:02}", time.hour(), time.minute());
        Self {
            unit: unit.id.to_string(),
            name: unit.name.clone(),
            regime: unit.regime.word().to_owned(),
            phone,
            opens: hours.map(|hours| written(hours.opens())).unwrap_or_default(),
            closes: hours.map(|hours| written(hours.closes())).unwrap_or_default(),
            emergency,
            ..Self::default()
        }
    }

    fn inputs(&self, errors: &FieldErrors, t: Text) -> Vec<Input> {
        let input = |id, key, value: &str| Input::text(id, t.get(key), value).checked(errors, t);
        let mut all = vec![input("name", "unit-name", &self.name), input("phone", "unit-phone", &self.phone)];
        all.push(Input { hint: Some(t.get("unit-opens-hint")), ..input("opens", "unit-opens", &self.opens) });
        all.push(input("closes", "unit-closes", &self.closes));
        all.push(input("emergency", "unit-emergency", &self.emergency));
        all
    }

    /// None where neither is written.
    fn hours(&self) -> Result<Option<OpeningHours>, &'static str> {
        if self.opens.trim().is_empty() && self.closes.trim().is_empty() {
            return Ok(None);
        }
        let hours =
            time_of_day(&self.opens).and_then(|opens| OpeningHours::new(opens, time_of_day(&self.closes)?));
        hours.map(Some).map_err(|_| "unit-hours-wrong")
    }

    fn parse(&self) -> Result<UnitForm, FieldErrors> {
        let mut errors = FieldErrors::default();
        let is_new = self.unit.is_empty();
        let authority = self.authority.parse().ok().filter(|_| is_new);
        let regime = chosen(&SecrecyRegime::ALL, SecrecyRegime::word, &self.regime);
        let name = tidy(&self.name);
        let faults = [
            (is_new && authority.is_none(), "authority", "unit-authority-missing"),
            (name.is_empty() || !fits(&name), "name", "unit-name-missing"),
            (regime.is_none(), "regime", "unit-regime-missing"),
        ];
        faults.into_iter().filter(|(wrong, ..)| *wrong).for_each(|(_, field, key)| errors.add(field, key));
        let hours = self.hours().unwrap_or_else(|key| {
            errors.add("opens", key);
            None
        });
        let (phone, emergency) = (tidy(&self.phone), tidy(&self.emergency));
        let contact = Contact { phone, hours, emergency };
        match regime {
            Some(regime) if errors.is_empty() => {
                let id = if is_new { None } else { self.unit.parse().ok() };
                Ok(UnitForm { id, authority, name, regime, contact })
            }
            _ => Err(errors),
        }
    }
}

/// `POST /enheter`
pub async fn keep_unit(counter: Counter, Form(form): Form<UnitFields>) -> Answer {
    counter.check(&form.token).await?;
    let unit = match form.parse() {
        Ok(unit) => unit,
        Err(errors) => return laid_out(&counter, form, errors).await,
    };
    match counter.desk.keep_unit(unit).await {
        Ok(()) => Ok(see_other("/enheter")),
        Err(Fault::Rule(rule)) => {
            let field = if rule == domain::RuleBroken::NameTaken { "name" } else { "regime" };
            laid_out(&counter, form, FieldErrors::one(field, rule_key(rule))).await
        }
        Err(fault) => Err(fault.into()),
    }
}
