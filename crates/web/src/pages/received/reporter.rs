//! *Anmälaren*, where who reported is sealed apart: opened by whoever is responsible, with a reason, and recorded
//! danger that seals somebody apart.

use askama::Template;
use axum::{Form, extract::Path, http::StatusCode};
use desk::{Disclosed, reporters::ReporterOf};
use domain::concern::{ConcernCover, SealedReporter, Source, UnsealReason};
use serde::Deserialize;

use super::{JudgeForm, TokenForm, shown};
use crate::{
    counter::Counter,
    forms::{Choice, FieldErrors, chosen},
    frame::Frame,
    pages::{Answer, concerns::parse, html_with, outreach::without_origin, see_other},
    text::Text,
};

/// What the page of a concern offers about its reporter.
pub(super) struct Apart {
    /// Whether the reader may open who it was.
    pub(super) can_open: bool,
    /// Whether the reader may record danger.
    pub(super) can_seal: bool,
    /// The reasons to choose from.
    pub(super) reasons: Vec<Choice>,
}

impl Apart {
    pub(super) fn of(counter: &Counter, cover: &ConcernCover, t: Text) -> Self {
        let is_mine = cover.handling.responsible == Some(counter.desk.card().duty.account);
        let is_apart = cover.source == Source::SealedApart;
        let words = UnsealReason::ALL.map(UnsealReason::word);
        Self {
            can_open: is_mine && is_apart,
            can_seal: is_mine && !is_apart,
            reasons: Choice::family(t, "unseal", &words, "", false),
        }
    }
}

#[derive(Template)]
#[template(path = "received/reporter.html")]
struct Opened {
    t: Text,
    frame: Frame,
    id: String,
    dnr: String,
    name: String,
    function: String,
    phone: String,
    reason: String,
}

/// Why somebody wants to know.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReasonForm {
    token: String,
    reason: String,
}

/// `POST /inkomna/{id}/anmalare`: who reported.
pub async fn open(counter: Counter, Path(id): Path<String>, Form(form): Form<ReasonForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&id)?;
    let Some(reason) = chosen(&UnsealReason::ALL, UnsealReason::word, &form.reason) else {
        // Without a reason nothing is opened: the concern again, as whoever asks may see it.
        let errors = FieldErrors::one("reason", "unseal-why-missing");
        return shown(&counter, id, &JudgeForm::default(), errors).await;
    };
    let reporter = counter.desk.show(ReporterOf(id, reason)).await?;
    html_with(StatusCode::OK, &Opened::of(&counter, &reporter, reason))
}

impl Opened {
    fn of(counter: &Counter, reporter: &Disclosed<SealedReporter>, reason: UnsealReason) -> Self {
        let (t, cover, who) = (counter.t, reporter.cover(), reporter.body());
        Self {
            t,
            frame: counter.frame().of_an_answer(),
            id: cover.id.to_string(),
            dnr: cover.dnr.as_str().to_owned(),
            name: who.name.clone(),
            function: who.function.clone(),
            phone: who.phone.clone(),
            reason: t.get(&format!("unseal-{}", reason.word())),
        }
    }
}

/// `POST /inkomna/{id}/skydda`: danger for the reporter is recorded.
pub async fn seal(counter: Counter, Path(id): Path<String>, Form(form): Form<TokenForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&id)?;
    counter.desk.seal_reporter(id, without_origin).await?;
    Ok(see_other(&format!("/inkomna/{id}")))
}
