//! *Känner du familjen?* before a concern without a number opens, stepping back from one that is open, and *Jag tar
//! den*.

use askama::Template;
use axum::{Form, extract::Path, http::StatusCode};
use domain::concern::ConcernCover;
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::FieldErrors,
    frame::{Frame, Leaf},
    pages::{Answer, concerns::parse, html_with, received::JudgeForm, row::Clock, see_other},
    text::Text,
};

#[derive(Template)]
#[template(path = "received/family.html")]
struct AskFirst {
    t: Text,
    frame: Frame,
    id: String,
    dnr: String,
    lede: String,
    leaf: Leaf,
    errors: FieldErrors,
}

/// The question. It shows the cover and nothing of the text.
pub(super) fn asked(counter: &Counter, cover: &ConcernCover, errors: FieldErrors) -> Answer {
    let t = counter.t;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = AskFirst {
        t,
        frame: counter.frame(),
        id: cover.id.to_string(),
        dnr: cover.dnr.as_str().to_owned(),
        lede: Clock::of(cover, counter.desk.today().date(), t).sentence,
        leaf: Leaf::of_source(cover.source.agency(), t),
        errors,
    };
    html_with(status, &page)
}

/// The answer.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FamilyForm {
    pub(super) token: String,
    knows: String,
}

/// `POST /inkomna/{id}/familjen`: whether one knows the family. Who does is led back to the queue.
pub async fn family(counter: Counter, Path(id): Path<String>, Form(form): Form<FamilyForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&id)?;
    let knows = match form.knows.as_str() {
        "yes" => true,
        "no" => false,
        // No answer: the question again, or the concern, as whoever asks may see it.
        _ => return super::shown(&counter, id, &JudgeForm::default(), FieldErrors::default()).await,
    };
    counter.desk.knows_family(id, knows).await?;
    Ok(see_other(&if knows { "/att-gora".to_owned() } else { format!("/inkomna/{id}") }))
}

/// What a form without fields sends.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TokenForm {
    pub(super) token: String,
}

/// `POST /inkomna/{id}/ta`: becoming responsible oneself.
pub async fn take(counter: Counter, Path(id): Path<String>, Form(form): Form<TokenForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&id)?;
    counter.desk.take(id).await?;
    Ok(see_other(&format!("/inkomna/{id}")))
}
