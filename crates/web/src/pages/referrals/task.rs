//! A task of an intervention, handed over to the unit that a consent names: what is to be done, and the first name.

use askama::Template;
use axum::{Form, extract::Path, http::StatusCode};
use desk::{
    Disclosed, Fault,
    concerns::ReceivedConcern,
    interventions::OneIntervention,
    record::ConsentLine,
    referrals::{ConsentsFor, Ground, NewReferral},
};
use domain::{
    Id, LegalDay, concern::Concern, consent::Consent, intervention::Intervention, person::Identity,
    referral::Purpose, unit::Unit,
};
use serde::Deserialize;
use time::Date;

use crate::{
    counter::Counter,
    forms::{Choice, FieldErrors, day, day_text, tidy},
    frame::Frame,
    pages::{Answer, concerns::parse, consents::number, html_with, letter::place, rule::rule_key, see_other},
    text::Text,
};

#[derive(Template)]
#[template(path = "referrals/task.html")]
struct Task {
    t: Text,
    frame: Frame,
    id: String,
    intervention: String,
    number: String,
    form: TaskForm,
    consents: Vec<Choice>,
    leaves: String,
    errors: FieldErrors,
}

/// What the browser sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TaskForm {
    token: String,
    form: String,
    consent: String,
    what: String,
    due: String,
}

/// What the page shows beside the form.
struct Around {
    intervention: Disclosed<Intervention>,
    concern: Disclosed<Concern>,
    consents: Vec<(Id<Consent>, Unit, String)>,
}

async fn around(counter: &Counter, id: Id<Intervention>) -> Result<Around, Fault> {
    let (intervention, (consents, units)) = counter.desk.show((OneIntervention(id), ConsentsFor(id))).await?;
    let concern = counter.desk.show(ReceivedConcern(intervention.cover().concern)).await?;
    let (today, t) = (counter.desk.today(), counter.t);
    let names = |line: &Disclosed<ConsentLine>| {
        let cover = line.cover();
        let fits = cover.in_force(today)
            && cover.unit == counter.desk.card().duty.unit.id
            && cover.scopes.iter().any(|scope| Purpose::Task.scopes().contains(scope));
        let to = units.iter().find(|unit| unit.id == cover.to).filter(|_| fits)?;
        let until = t.with("consent-until-day", &[("date", t.date(cover.until.date()).into())]);
        Some((cover.id, to.clone(), until))
    };
    let consents = consents.iter().filter_map(names).collect();
    Ok(Around { intervention, concern, consents })
}

/// `GET /insatser/{id}/uppgift`
pub async fn task(counter: Counter, Path(id): Path<String>) -> Answer {
    let around = around(&counter, parse(&id)?).await?;
    let due = day_text(around.intervention.cover().follow_up.date());
    let form = TaskForm { due, ..TaskForm::default() };
    written(&counter, &around, form, FieldErrors::default())
}

fn written(counter: &Counter, around: &Around, form: TaskForm, errors: FieldErrors) -> Answer {
    let (t, cover) = (counter.t, around.intervention.cover());
    let choice = |(id, to, until): &(Id<Consent>, Unit, String)| Choice {
        word: id.to_string(),
        label: place(to),
        hint: Some(until.clone()),
        chosen: id.to_string() == form.consent,
    };
    let first = first_name(&around.concern.body().about, counter.desk.today().date(), t);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Task {
        t,
        frame: counter.frame(),
        id: cover.id.to_string(),
        intervention: t.get(&format!("kind-{}", cover.kind.word())),
        number: number(counter, &form.form),
        consents: around.consents.iter().map(choice).collect(),
        leaves: t.with("task-leaves-what", &[("name", first.name.into())]),
        form,
        errors,
    };
    html_with(status, &page)
}

/// The first name and the age, and nothing else of who somebody is.
fn first_name(about: &Identity, today: Date, t: Text) -> Identity {
    let first = about.name.split([' ', ',']).next().unwrap_or_default().to_owned();
    let name = match about.number.as_ref() {
        Some(number) => {
            let age = i64::from(number.age_on(today));
            t.with("task-name", &[("name", first.into()), ("age", age.into())])
        }
        None => first,
    };
    Identity { name, number: None }
}

/// `POST /insatser/{id}/uppgift`
pub async fn hand_over(counter: Counter, Path(id): Path<String>, Form(form): Form<TaskForm>) -> Answer {
    counter.check(&form.token).await?;
    let around = around(&counter, parse(&id)?).await?;
    let new = match form.parse(&counter, &around) {
        Ok(new) => new,
        Err(errors) => return written(&counter, &around, form, errors),
    };
    match counter.desk.refer(new).await {
        Ok(_) => Ok(see_other(&format!("/insatser/{}", around.intervention.cover().id))),
        Err(Fault::Rule(rule)) => {
            written(&counter, &around, form, FieldErrors::one("consent", rule_key(rule)))
        }
        Err(fault) => Err(fault.into()),
    }
}

impl TaskForm {
    fn parse(&self, counter: &Counter, around: &Around) -> Result<NewReferral, FieldErrors> {
        let mut errors = FieldErrors::default();
        let today = counter.desk.today().date();
        let consent = around.consents.iter().find(|(id, ..)| id.to_string() == self.consent);
        let (what, due) = (tidy(&self.what), day(&self.due));
        let faults = [
            (consent.is_none(), "consent", "task-consent-missing"),
            (what.is_empty() || what.chars().count() > 200, "what", "task-what-missing"),
            (due.is_none_or(|due| due < today), "due", "rule-follow-up-past"),
        ];
        faults.into_iter().filter(|(wrong, ..)| *wrong).for_each(|(_, field, key)| errors.add(field, key));
        let (Some((consent, to, _)), true) = (consent, errors.is_empty()) else { return Err(errors) };
        let (about, cover) = (&around.concern.body().about, around.intervention.cover());
        Ok(NewReferral {
            form: self.form.parse().unwrap_or_default(),
            purpose: Purpose::Task,
            to: to.id,
            about: Some(first_name(about, today, counter.t)),
            number: about.number.clone(),
            protected: cover.protected,
            what,
            background: None,
            due: due.map(LegalDay::new),
            ground: Ground::Consent(*consent),
            intervention: Some(cover.id),
        })
    }
}
