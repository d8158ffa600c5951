//! *Anmälan från privatperson*: what somebody who is not in service tells intake, on the telephone or at the counter,
//! written down with who told it sealed apart.

use askama::Template;
use axum::{Form, http::StatusCode};
use desk::{Fault, reporters::Told};
use domain::{
    concern::{GuardiansKnow, Reporter},
    person::Identity,
};
use serde::Deserialize;
use time::Date;

use crate::{
    counter::Counter,
    forms::{Choice, FieldErrors, chosen, tidy},
    frame::Frame,
    pages::{Answer, concerns::number_of, html_with, rule::rule_key, see_other},
    text::Text,
};

/// What the browser sends, as it sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RegisterForm {
    /// The session's token.
    pub token: String,
    /// The form's number: a double submit makes one concern.
    pub form: String,
    /// Whom it is about.
    pub name: String,
    /// The personal number.
    pub number: String,
    /// Protected personal data.
    pub protected: String,
    /// What was told.
    pub observed: String,
    /// Whether the guardians know.
    pub guardians: String,
    /// Who told it.
    pub by_name: String,
    /// Their telephone.
    pub by_phone: String,
    /// How they know the child.
    pub by_relation: String,
}

#[derive(Template)]
#[template(path = "received/register.html")]
struct Register {
    t: Text,
    frame: Frame,
    form: RegisterForm,
    guardians: Vec<Choice>,
    errors: FieldErrors,
}

/// `GET /inkomna/ny`
pub async fn new(counter: Counter) -> Answer {
    counter.desk.may_register().await?;
    written(&counter, StatusCode::OK, RegisterForm::default(), FieldErrors::default())
}

fn written(counter: &Counter, status: StatusCode, form: RegisterForm, errors: FieldErrors) -> Answer {
    let t = counter.t;
    let words = GuardiansKnow::ALL.map(GuardiansKnow::word);
    let guardians = Choice::family(t, "guardians", &words, &form.guardians, true);
    let number = form.form.parse().unwrap_or_else(|_| counter.desk.office().new_form_number());
    let form = RegisterForm { form: number.as_simple().to_string(), ..form };
    html_with(status, &Register { t, frame: counter.frame(), form, guardians, errors })
}

/// `POST /inkomna/ny`: writes it down.
pub async fn register(counter: Counter, Form(form): Form<RegisterForm>) -> Answer {
    counter.check(&form.token).await?;
    let told = match form.parse(counter.desk.today().date()) {
        Ok(told) => told,
        Err(errors) => {
            counter.desk.may_register().await?;
            return written(&counter, StatusCode::UNPROCESSABLE_ENTITY, form, errors);
        }
    };
    match counter.desk.register(told).await {
        Ok(made) if made.is_mine => Ok(see_other(&format!("/inkomna/{}", made.id))),
        // Written down, but not to be read by whoever wrote it.
        Ok(_) => Ok(see_other("/att-gora")),
        Err(Fault::Rule(rule)) => {
            // Something else was sent with this form's number: what stands here now is another report.
            let form = RegisterForm { form: String::new(), ..form };
            written(&counter, StatusCode::CONFLICT, form, FieldErrors::one("observed", rule_key(rule)))
        }
        Err(fault) => Err(fault.into()),
    }
}

impl RegisterForm {
    /// Parses, with every fault at its field.
    fn parse(&self, today: Date) -> Result<Told, FieldErrors> {
        let mut errors = FieldErrors::default();
        let long = |text: &str, most| text.chars().count() > most;
        let number = number_of(&self.number, today).unwrap_or_else(|key| {
            errors.add("number", key);
            None
        });
        let observed = tidy(&self.observed);
        let guardians = chosen(&GuardiansKnow::ALL, GuardiansKnow::word, &self.guardians);
        let faults = [
            (long(&self.name, 200), "name", "too-long-200"),
            (observed.is_empty(), "observed", "register-observed-missing"),
            (long(&observed, 8000), "observed", "too-long-8000"),
            (guardians.is_none(), "guardians", "guardians-missing"),
            (long(&self.by_name, 200), "by_name", "too-long-200"),
            (long(&self.by_phone, 200), "by_phone", "too-long-200"),
            (long(&self.by_relation, 200), "by_relation", "too-long-200"),
        ];
        faults.into_iter().filter(|(wrong, ..)| *wrong).for_each(|(_, field, key)| errors.add(field, key));
        match guardians.filter(|_| errors.is_empty()) {
            Some(guardians) => Ok(Told {
                form: self.form.parse().unwrap_or_default(),
                by: Reporter {
                    name: tidy(&self.by_name),
                    function: tidy(&self.by_relation),
                    phone: tidy(&self.by_phone),
                },
                about: Identity { name: tidy(&self.name), number },
                observed,
                guardians,
                protected: self.protected == "yes",
            }),
            None => Err(errors),
        }
    }
}
