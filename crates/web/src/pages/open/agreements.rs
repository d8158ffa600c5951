//! *Samverkansöverenskommelser*: what municipality and Police have agreed on with each other and with others, from when
//! until when, and where it lies. Parties are functions.

use askama::Template;
use axum::http::StatusCode;
use desk::Fault;
use domain::{
    RuleBroken,
    promise::{
        Unfit,
        activity::Line,
        agreement::{Agreed, Agreement},
    },
};
use serde::Deserialize;

use super::{choices, picked, record::line, workspace::may_agree};
use crate::{
    counter::{Filled, Square},
    forms::{Choice, FieldErrors, day},
    frame::Frame,
    pages::{Answer, html_with, rule::rule_key, see_other},
    text::Text,
};

/// An agreement in words.
struct View {
    title: String,
    parties: String,
    covers: String,
    kept_at: String,
    when: String,
    chip: Option<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "open/agreements.html")]
struct Page {
    t: Text,
    frame: Frame,
    may: bool,
    agreements: Vec<View>,
    form: AgreementForm,
    renews: Vec<Choice>,
    errors: FieldErrors,
}

/// An agreement, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AgreementForm {
    token: String,
    title: String,
    parties: String,
    covers: String,
    kept_at: String,
    signed_on: String,
    first_day: String,
    last_day: String,
    renews: String,
}

/// `GET /lofte/overenskommelser`
pub async fn show(square: Square) -> Answer {
    shown(&square, AgreementForm::default(), FieldErrors::default()).await
}

/// `POST /lofte/overenskommelser`
pub async fn keep(square: Square, Filled(form): Filled<AgreementForm>) -> Answer {
    square.check(&form.token).await?;
    let agreed = match form.parse() {
        Ok(agreed) => agreed,
        Err(errors) => return shown(&square, form, errors).await,
    };
    match square.commons.agree(agreed, picked(&form.renews)).await {
        Ok(()) => Ok(see_other("/lofte/overenskommelser")),
        Err(Fault::Rule(rule)) => {
            let errors = FieldErrors::one(field_of(rule), rule_key(rule));
            shown(&square, form, errors).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// The field that a rule is told at.
fn field_of(rule: RuleBroken) -> &'static str {
    match rule {
        RuleBroken::Unfit(Unfit::Ahead) => "signed_on",
        RuleBroken::Unfit(Unfit::NobodyThere) => "parties",
        RuleBroken::Unfit(Unfit::EndsBeforeItBegins) => "last_day",
        _ => "renews",
    }
}

async fn shown(square: &Square, form: AgreementForm, errors: FieldErrors) -> Answer {
    let agreements = square.commons.see_agreements().await?;
    let (t, today) = (square.t, square.commons.today());
    let open = agreements.iter().filter(|one| !one.is_replaced());
    let renews = choices(open.map(|one| (one.id(), one.agreed().title.as_str())), &form.renews);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        t,
        frame: square.frame(),
        may: may_agree(square.commons.card().duty.role),
        agreements: agreements.iter().map(|one| View::of(one, today, t)).collect(),
        renews: renews.into_iter().map(|one| Choice { chosen: one.word == form.renews, ..one }).collect(),
        form,
        errors,
    };
    html_with(status, &page)
}

impl View {
    fn of(one: &Agreement, today: domain::LegalDay, t: Text) -> Self {
        let agreed = one.agreed();
        let until = agreed.to.map_or_else(|| t.get("agreement-open"), |to| t.date(to));
        let args = [
            ("signed", t.date(agreed.signed_on).into()),
            ("from", t.date(agreed.from).into()),
            ("to", until.into()),
        ];
        let chip = match one {
            _ if one.is_replaced() => Some(("", t.get("agreement-replaced"))),
            _ if one.is_over(today) => Some(("now", t.get("agreement-over"))),
            _ if one.is_due(today) => Some(("soon", t.get("agreement-due"))),
            _ => None,
        };
        let parties: Vec<&str> = agreed.parties.iter().map(Line::as_str).collect();
        Self {
            title: agreed.title.as_str().to_owned(),
            parties: parties.join(", "),
            covers: agreed.covers.as_str().to_owned(),
            kept_at: agreed.kept_at.as_str().to_owned(),
            when: t.with("agreement-when", &args),
            chip,
        }
    }
}

impl AgreementForm {
    /// Every fault at its field.
    fn parse(&self) -> Result<Agreed, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut text = |field, said: &str| {
            line(field, said).map_err(|found| errors = std::mem::take(&mut errors).and(found)).ok()
        };
        let (title, covers) = (text("title", &self.title), text("covers", &self.covers));
        let kept_at = text("kept_at", &self.kept_at);
        let parties: Vec<_> = self.parties.lines().filter(|one| !one.trim().is_empty()).collect();
        let parties: Vec<_> = parties.into_iter().map(|one| text("parties", one)).collect();
        if parties.len() < 2 {
            errors.add("parties", "agreement-parties-missing");
        }
        let mut on = |field: &'static str, said: &str| {
            let found = day(said);
            if found.is_none() {
                errors.add(field, "record-day-missing");
            }
            found
        };
        let (signed_on, from) = (on("signed_on", &self.signed_on), on("first_day", &self.first_day));
        let to = Some(self.last_day.trim()).filter(|said| !said.is_empty()).map(|said| on("last_day", said));
        let whole = || {
            Some(Agreed {
                title: title?,
                parties: parties.into_iter().collect::<Option<_>>()?,
                covers: covers?,
                kept_at: kept_at?,
                signed_on: signed_on?,
                from: from?,
                to: match to {
                    Some(day) => Some(day?),
                    None => None,
                },
            })
        };
        if errors.is_empty() { whole().ok_or(errors) } else { Err(errors) }
    }
}
