//! *Samtycken*: noted, listed, shown, withdrawn in one step.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
};
use desk::{
    Action, Disclosed, Fault,
    consents::{OneConsent, OurConsents},
    record::ConsentLine,
};
use domain::{
    LegalDay,
    consent::{Consent, Scope},
    unit::Unit,
};
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::{Choice, FieldErrors},
    frame::{Frame, Leaf},
    pages::{
        Answer,
        concerns::{After, next_link, page_after, parse},
        html, html_with,
        letter::place,
        row::{Row, known_or},
        rule::rule_key,
        see_other,
    },
    text::Text,
};

mod form;

pub use form::{About, ConsentForm, Said};

#[derive(Template)]
#[template(path = "consents/list.html")]
struct List {
    t: Text,
    frame: Frame,
    rows: Vec<Row>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "consents/new.html")]
struct New {
    t: Text,
    frame: Frame,
    number: String,
    form: ConsentForm,
    consent: Said,
    to: Vec<Choice>,
    scopes: Vec<Choice>,
    guardians: Vec<Choice>,
    young: Vec<Choice>,
    given: Vec<Choice>,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "consents/show.html")]
struct Show {
    t: Text,
    frame: Frame,
    id: String,
    title: String,
    lede: String,
    leaf: Leaf,
    to: String,
    scopes: String,
    said_by: String,
    guardians: String,
    young: String,
    given: String,
    noted: String,
    can_withdraw: bool,
    errors: FieldErrors,
}

/// `GET /samtycken`
pub async fn list(counter: Counter, Query(after): Query<After>) -> Answer {
    let (ours, units) = counter.desk.show(OurConsents { page: page_after(&after) }).await?;
    let (t, today) = (counter.t, counter.desk.today());
    let rows = ours.rows.iter().map(|line| row(line, &units, today, t)).collect();
    html(&List { t, frame: counter.frame(), rows, next: next_link("/samtycken", ours.next) })
}

fn row(line: &Disclosed<ConsentLine>, units: &[Unit], today: LegalDay, t: Text) -> Row {
    let cover = line.cover();
    let to = units.iter().find(|unit| unit.id == cover.to).map(place).unwrap_or_default();
    let (chip, tone) = match (cover.withdrawn, cover.in_force(today)) {
        (Some(_), _) => ("consent-state-withdrawn", ""),
        (None, true) => ("consent-state-in-force", "good"),
        (None, false) => ("consent-state-ended", ""),
    };
    let until = match cover.withdrawn {
        Some(at) => t.with("consent-withdrawn-at", &[("at", t.moment(at).into())]),
        None => t.with("consent-until-day", &[("date", t.date(cover.until.date()).into())]),
    };
    Row {
        href: format!("/samtycken/{}", cover.id),
        title: t.with("consent-for", &[("name", known_or(line.body(), t).into())]),
        chip: t.get(chip),
        tone,
        leaf: None,
        facts: vec![to, until],
        action: None,
        urgent: false,
    }
}

/// `GET /samtycken/nytt`
pub async fn new(counter: Counter) -> Answer {
    counter.desk.may_at_own_unit(Action::ConsentNote).await?;
    written(&counter, ConsentForm::default(), None).await
}

/// The form, empty or with its faults.
async fn written(counter: &Counter, form: ConsentForm, errors: Option<FieldErrors>) -> Answer {
    let t = counter.t;
    let units = counter.desk.other_units().await?;
    let consent = if errors.is_some() { form.said() } else { Said::preset(counter.desk.today().date()) };
    let answers = consent.answers(t);
    let status = if errors.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = New {
        t,
        frame: counter.frame(),
        number: number(counter, &form.form),
        to: units_to(&units, &form.to),
        scopes: form.scopes(t),
        guardians: answers.guardians,
        young: answers.young,
        given: answers.given,
        consent,
        form,
        errors: errors.unwrap_or_default(),
    };
    html_with(status, &page)
}

/// The form's own number, or a new one: a double submit makes one thing.
pub fn number(counter: &Counter, said: &str) -> String {
    let known = said.parse::<uuid::Uuid>().ok().filter(|number| !number.is_nil());
    known.unwrap_or_else(|| counter.desk.office().new_form_number()).as_simple().to_string()
}

/// Units to choose from.
pub fn units_to(units: &[Unit], said: &str) -> Vec<Choice> {
    let choice = |unit: &Unit| Choice {
        word: unit.id.to_string(),
        label: place(unit),
        hint: None,
        chosen: unit.id.to_string() == said || units.len() == 1,
    };
    units.iter().map(choice).collect()
}

/// `POST /samtycken`
pub async fn create(counter: Counter, Form(form): Form<ConsentForm>) -> Answer {
    counter.check(&form.token).await?;
    counter.desk.may_at_own_unit(Action::ConsentNote).await?;
    let new = match form.parse(counter.desk.today().date()) {
        Ok(new) => new,
        Err(errors) => return written(&counter, form, Some(errors)).await,
    };
    match counter.desk.note_consent(new).await {
        Ok(id) => Ok(see_other(&format!("/samtycken/{id}"))),
        Err(Fault::Rule(rule)) => {
            written(&counter, form, Some(FieldErrors::one("guardians", rule_key(rule)))).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// `GET /samtycken/{id}`
pub async fn show(counter: Counter, Path(id): Path<String>) -> Answer {
    let (consent, to) = counter.desk.show(OneConsent(parse(&id)?)).await?;
    html(&Show::of(&counter, &consent, to.as_ref(), FieldErrors::default()))
}

impl Show {
    fn of(counter: &Counter, consent: &Disclosed<Consent>, to: Option<&Unit>, errors: FieldErrors) -> Self {
        let (t, cover, said) = (counter.t, consent.cover(), consent.body());
        let until = t.weekday_date(cover.until.date());
        let lede = match cover.withdrawn {
            Some(at) => t.with("consent-lede-withdrawn", &[("at", t.moment(at).into())]),
            None => t.with("consent-lede", &[("date", until.into())]),
        };
        let from = t.date(cover.from.date());
        let noted = [("who", said.noted_by.as_str().into()), ("at", t.moment(cover.noted).into())];
        Self {
            t,
            frame: counter.frame(),
            id: cover.id.to_string(),
            title: t.with("consent-for", &[("name", known_or(&said.about.name, t).into())]),
            lede,
            leaf: to.map_or_else(
                || Leaf::of(domain::unit::Agency::Municipality, t),
                |to| Leaf::of(to.authority.agency, t),
            ),
            to: to.map(place).unwrap_or_default(),
            scopes: scopes(&cover.scopes, t),
            said_by: said.said_by.clone(),
            guardians: t.get(&format!("consent-guardians-{}", said.guardians.word())),
            young: t.get(&format!("consent-young-{}", said.young.word())),
            given: format!("{}, {from}", t.get(&format!("consent-given-{}", cover.given.word()))),
            noted: t.with("consent-noted-by", &noted),
            can_withdraw: cover.withdrawn.is_none(),
            errors,
        }
    }
}

/// What a consent names, in words.
pub fn scopes(scopes: &[Scope], t: Text) -> String {
    scopes.iter().map(|scope| t.get(&format!("scope-{}", scope.word()))).collect::<Vec<_>>().join("; ")
}

/// Only the token.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TokenForm {
    /// The session's token.
    pub token: String,
}

/// `POST /samtycken/{id}/aterkalla`
pub async fn withdraw(counter: Counter, Path(id): Path<String>, Form(form): Form<TokenForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse::<Consent>(&id)?;
    match counter.desk.withdraw_consent(id).await {
        Ok(()) => Ok(see_other(&format!("/samtycken/{id}"))),
        Err(Fault::Rule(rule)) => {
            let (consent, to) = counter.desk.show(OneConsent(id)).await?;
            let errors = FieldErrors::one("withdraw", rule_key(rule));
            html_with(StatusCode::CONFLICT, &Show::of(&counter, &consent, to.as_ref(), errors))
        }
        Err(fault) => Err(fault.into()),
    }
}
