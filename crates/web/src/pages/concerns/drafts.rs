//! Drafts of *Ny oro*: saved by the writer, opened into the form again, thrown away.

use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use desk::{
    Fault, Refused,
    drafts::{OneDraft, OwnDrafts},
};
use domain::draft::DraftCover;
use serde::Deserialize;

use super::{ConcernForm, New, parse, unsent, written};
use crate::{
    app::App,
    counter::{Counter, Met},
    forms::FieldErrors,
    pages::{Answer, html, row::Row, see_other},
    problem::Problem,
    text::Text,
};

/// `POST /utkast`: keeps what is written. Whatever stands in the way, the text comes back.
pub async fn save(
    State(app): State<App>,
    headers: HeaderMap,
    counter: Met,
    Form(form): Form<ConcernForm>,
) -> Answer {
    let kept = match counter {
        Ok(counter) => kept(&counter, form.clone()).await,
        Err(problem) => Err(problem),
    };
    kept.or_else(|problem| unsent(&app, &headers, form, problem))
}

async fn kept(counter: &Counter, form: ConcernForm) -> Answer {
    match counter.check(&form.token).await {
        Ok(()) => {}
        Err(Problem::Forged) => {
            let errors = FieldErrors::one("observed", "draft-old-page");
            return written(counter, StatusCode::FORBIDDEN, form, errors);
        }
        Err(problem) => return Err(problem),
    }
    counter.desk.may_send().await?;
    let errors = form.not_to_be_kept();
    if !errors.is_empty() {
        return written(counter, StatusCode::UNPROCESSABLE_ENTITY, form, errors);
    }
    match counter.desk.save_draft(form.draft(), &form.unfinished()).await {
        Ok(id) => Ok(see_other(&format!("/utkast/{id}"))),
        Err(fault) => not_saved(counter, form, fault),
    }
}

/// The text again, where a draft is gone or the duty has ended.
fn not_saved(counter: &Counter, form: ConcernForm, fault: Fault) -> Answer {
    match fault {
        Fault::Refused(Refused::Hidden) => {
            let form = ConcernForm { draft: String::new(), ..form };
            written(counter, StatusCode::NOT_FOUND, form, FieldErrors::one("observed", "draft-gone"))
        }
        Fault::Refused(Refused::Explained { .. }) => {
            written(counter, StatusCode::FORBIDDEN, form, FieldErrors::one("observed", "draft-refused"))
        }
        Fault::Store(_) | Fault::Log(_) => Err(Problem::Unavailable),
        other => Err(other.into()),
    }
}

/// `GET /utkast/{id}`: the form with what was written.
pub async fn open(counter: Counter, Path(id): Path<String>) -> Answer {
    let draft = counter.desk.show(OneDraft(parse(&id)?)).await?;
    let t = counter.t;
    let at = t.moment(draft.cover().saved);
    let form = ConcernForm::of_draft(draft.cover().id, draft.body());
    let page = New::of(&counter, form, FieldErrors::default());
    html(&New { saved: Some(t.with("draft-saved", &[("at", at.into())])), ..page })
}

/// The form with which a draft is thrown away.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DiscardForm {
    token: String,
}

/// `POST /utkast/{id}/kasta`
pub async fn discard(counter: Counter, Path(id): Path<String>, Form(form): Form<DiscardForm>) -> Answer {
    counter.check(&form.token).await?;
    counter.desk.discard_draft(parse(&id)?).await?;
    Ok(see_other("/oro"))
}

/// The question for the own drafts.
pub fn own() -> OwnDrafts {
    OwnDrafts
}

/// Own drafts as rows: when, and nothing of whom they are about.
pub fn rows(covers: &[DraftCover], t: Text) -> Vec<Row> {
    let row = |cover: &DraftCover| Row {
        href: format!("/utkast/{}", cover.id),
        title: t.with("draft-row", &[("at", t.moment(cover.saved).into())]),
        chip: t.get("draft-chip"),
        tone: "",
        leaf: None,
        facts: vec![t.get("draft-not-sent")],
        action: Some(t.get("draft-go-on")),
        urgent: false,
    };
    covers.iter().map(row).collect()
}
