//! *Personer*: the accounts, as the administrator keeps them. Nothing here leads to a record.

use askama::Template;
use axum::{Form, extract::Query, http::StatusCode};
use desk::{
    Fault,
    staff::{NewPerson, Person, ShownOnce, Staff},
};
use domain::{Id, LegalDay, duty::Account};
use serde::Deserialize;
use time::Date;

use crate::{
    counter::Counter,
    forms::{FieldErrors, Input, tidy},
    frame::{self, Frame},
    pages::{
        Answer,
        account::SecretView,
        concerns::{number_of, parse},
        html_with,
        rule::rule_key,
        see_other,
    },
    text::Text,
};

/// Somebody with an account, as a row.
struct PersonView {
    id: String,
    username: String,
    name: String,
    title: String,
    closed: bool,
    initial: bool,
    duties: Vec<String>,
}

#[derive(Template)]
#[template(path = "staff/people.html")]
struct PeoplePage {
    t: Text,
    frame: Frame,
    people: Vec<PersonView>,
    chosen: Option<PersonView>,
    details: Vec<Input>,
    new: Vec<Input>,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "staff/once.html")]
struct Once {
    t: Text,
    frame: Frame,
    lede: String,
    password: String,
    secret: SecretView,
}

impl PersonView {
    fn of(person: &Person, today: LegalDay, t: Text) -> Self {
        let holding = person.duties.iter().filter(|duty| duty.holds_on(today));
        Self {
            id: person.id.to_string(),
            username: person.username.clone(),
            name: person.name.clone(),
            title: person.title.clone(),
            closed: person.closed.is_some(),
            initial: person.initial,
            duties: holding.map(|d| format!("{}, {}", frame::role(d.role, t), d.unit.name)).collect(),
        }
    }
}

/// Whose account is open on the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Which {
    person: String,
}

/// `GET /personer`
pub async fn people(counter: Counter, Query(which): Query<Which>) -> Answer {
    listed(&counter, PersonForm { person: which.person, ..PersonForm::default() }, FieldErrors::default())
        .await
}

async fn listed(counter: &Counter, form: PersonForm, errors: FieldErrors) -> Answer {
    let page = counter.desk.show(Staff).await?;
    let (t, today) = (counter.t, counter.desk.today());
    let open = page.people.iter().find(|person| person.id.to_string() == form.person);
    let (title, phone) = open.map_or_else(Default::default, |one| (one.title.clone(), one.phone.clone()));
    let details = vec![
        Input::text("title", t.get("person-title"), &title).checked(&errors, t),
        Input::text("phone", t.get("person-phone"), &phone).checked(&errors, t),
    ];
    let new = vec![
        Input::text("new_name", t.get("person-name"), &form.new_name).checked(&errors, t),
        Input::text("new_username", t.get("username"), &form.new_username)
            .hinting(t.get("person-username-hint"))
            .checked(&errors, t),
        Input::text("new_number", t.get("field-number"), &form.new_number)
            .hinting(t.get("person-number-hint"))
            .checked(&errors, t),
        Input::text("new_title", t.get("person-title"), &form.new_title).checked(&errors, t),
        Input::text("new_phone", t.get("person-phone"), &form.new_phone).checked(&errors, t),
    ];
    let people = page.people.iter().map(|person| PersonView::of(person, today, t)).collect();
    let chosen = open.map(|person| PersonView::of(person, today, t));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &PeoplePage { t, frame: counter.frame(), people, chosen, details, new, errors })
}

/// What the forms about a person send.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonForm {
    token: String,
    person: String,
    title: String,
    phone: String,
    new_name: String,
    new_username: String,
    new_number: String,
    new_title: String,
    new_phone: String,
}

impl PersonForm {
    fn new_person(&self, today: Date) -> Result<NewPerson, FieldErrors> {
        let mut errors = FieldErrors::default();
        let (name, username) = (tidy(&self.new_name), tidy(&self.new_username).to_lowercase());
        let plain =
            username.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-".contains(&b));
        if !fits(&name) || name.is_empty() {
            errors.add("new_name", "person-name-missing");
        }
        if !plain || !(2..=60).contains(&username.len()) {
            errors.add("new_username", "person-username-wrong");
        }
        let number = number_of(&self.new_number, today).unwrap_or_else(|key| {
            errors.add("new_number", key);
            None
        });
        let (title, phone) = (tidy(&self.new_title), tidy(&self.new_phone));
        if !fits(&title) || title.is_empty() {
            errors.add("new_title", "person-title-missing");
        }
        match number.filter(|_| errors.is_empty()) {
            Some(number) => Ok(NewPerson { username, name, title, phone, number }),
            None => {
                if !errors.has("new_number") && self.new_number.trim().is_empty() {
                    errors.add("new_number", "person-number-missing");
                }
                Err(errors)
            }
        }
    }

    fn id(&self) -> Result<Id<Account>, crate::problem::Problem> {
        parse(&self.person)
    }
}

pub(super) fn fits(text: &str) -> bool {
    text.chars().count() <= 200 && !text.chars().any(char::is_control)
}

/// `POST /personer`: opens an account, and shows its password and secret once.
pub async fn open(counter: Counter, Form(form): Form<PersonForm>) -> Answer {
    counter.check(&form.token).await?;
    let new = match form.new_person(counter.desk.today().date()) {
        Ok(new) => new,
        Err(errors) => return listed(&counter, form, errors).await,
    };
    match counter.desk.open_account(new.clone()).await {
        Ok(once) => shown_once(&counter, &new.name, &new.username, once),
        Err(Fault::Rule(rule)) => {
            listed(&counter, form, FieldErrors::one("new_username", rule_key(rule))).await
        }
        Err(fault) => Err(fault.into()),
    }
}

fn shown_once(counter: &Counter, name: &str, username: &str, once: ShownOnce) -> Answer {
    let t = counter.t;
    let lede = t.with("once-lede", &[("name", name.into()), ("username", username.into())]);
    let secret = SecretView::of(&once.secret, username);
    html_with(StatusCode::OK, &Once { t, frame: counter.frame(), lede, password: once.password, secret })
}

/// `POST /personer/andra`
pub async fn keep(counter: Counter, Form(form): Form<PersonForm>) -> Answer {
    counter.check(&form.token).await?;
    let (title, phone) = (tidy(&form.title), tidy(&form.phone));
    if title.is_empty() || !fits(&title) || !fits(&phone) {
        return listed(&counter, form, FieldErrors::one("title", "person-title-missing")).await;
    }
    let id = form.id()?;
    counter.desk.keep_account(id, title, phone).await?;
    Ok(see_other(&format!("/personer?person={id}")))
}

/// `POST /personer/aterstall`: a new password and a new secret, shown once.
pub async fn reset(counter: Counter, Form(form): Form<PersonForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = form.id()?;
    let once = counter.desk.reset_account(id).await?;
    let page = counter.desk.show(Staff).await?;
    let person = page.people.into_iter().find(|person| person.id == id);
    let (name, username) = person.map_or_else(Default::default, |one| (one.name, one.username));
    shown_once(&counter, &name, &username, once)
}

/// `POST /personer/stang`
pub async fn close(counter: Counter, Form(form): Form<PersonForm>) -> Answer {
    counter.check(&form.token).await?;
    counter.desk.close_account(form.id()?).await?;
    Ok(see_other("/personer"))
}
