//! *Underrättelser*: what the police have told the social board after outreach meetings. No clock runs; it is read and
//! what was done is written down.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
};
use desk::{
    Disclosed, Fault,
    concerns::Provenance,
    outreach::{Notices, ReceivedNotice},
};
use domain::{Id, outreach::Outreach};
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::{FieldErrors, tidy},
    frame::{Frame, Leaf},
    pages::{
        Answer,
        concerns::{After, next_link, page_after, parse},
        html, html_with,
        letter::{BasisView, place},
        outreach::{MeetingView, rows},
        received::basis_of,
        row::Row,
        rule::rule_key,
        see_other,
    },
    problem::Problem,
    text::Text,
};

#[derive(Template)]
#[template(path = "outreach/notices.html")]
struct List {
    t: Text,
    frame: Frame,
    handled: bool,
    rows: Vec<Row>,
    next: Option<String>,
}

/// The provision as its template wants it.
struct BasisOf {
    basis: BasisView,
}

/// What was done, as the page shows it.
struct HandledView {
    note: String,
    signed: String,
    at: String,
}

#[derive(Template)]
#[template(path = "outreach/notice.html")]
struct Show {
    t: Text,
    frame: Frame,
    id: String,
    dnr: String,
    title: String,
    lede: String,
    meeting: MeetingView,
    from_leaf: Leaf,
    from_place: String,
    to_place: String,
    at: String,
    fields: String,
    letter: BasisOf,
    handled: Option<HandledView>,
    note: String,
    errors: FieldErrors,
}

/// `GET /underrattelser`
pub async fn list(counter: Counter, Query(after): Query<After>) -> Answer {
    let handled = after.visa == "klara";
    let notices = counter.desk.show(Notices { handled, page: page_after(&after) }).await?;
    let (t, today) = (counter.t, counter.desk.today().date());
    let rows = notices.rows.iter().map(|line| rows::notice(line, today, t)).collect();
    let path = if handled { "/underrattelser?visa=klara" } else { "/underrattelser" };
    html(&List { t, frame: counter.frame(), handled, rows, next: next_link(path, notices.next) })
}

/// `GET /underrattelser/{id}`
pub async fn show(counter: Counter, Path(id): Path<String>) -> Answer {
    let empty = NoteForm::default();
    shown(&counter, parse(&id)?, (StatusCode::OK, &empty, FieldErrors::default())).await
}

async fn shown(
    counter: &Counter,
    id: Id<Outreach>,
    (status, form, errors): (StatusCode, &NoteForm, FieldErrors),
) -> Answer {
    let (notice, provenance) = counter.desk.show(ReceivedNotice(id)).await?;
    let provenance = provenance.ok_or(Problem::Broken)?;
    let page = Show { note: form.note.clone(), errors, ..Show::of(counter, &notice, &provenance) };
    html_with(status, &page)
}

impl Show {
    fn of(counter: &Counter, notice: &Disclosed<Outreach>, from: &Provenance) -> Self {
        let (t, cover, body) = (counter.t, notice.cover(), notice.body());
        let basis = basis_of(counter, from);
        let fields = from.disclosure.fields.iter().map(|field| t.get(&format!("left-{}", field.word())));
        let at = t.moment(from.disclosure.at);
        Self {
            t,
            frame: counter.frame(),
            id: cover.id.to_string(),
            dnr: cover.dnr.as_str().to_owned(),
            title: rows::met(body.meeting.about.as_ref(), counter.desk.today().date(), t),
            lede: t.get(if body.handled.is_some() { "notice-done" } else { "notice-lede" }),
            meeting: MeetingView::of(body, t),
            from_leaf: Leaf::of(from.from.authority.agency, t),
            from_place: place(&from.from),
            to_place: place(&from.to),
            at,
            fields: fields.collect::<Vec<_>>().join(", "),
            letter: BasisOf { basis },
            handled: body.handled.as_ref().map(|done| HandledView {
                note: done.note.clone(),
                signed: done.signed.clone(),
                at: t.moment(done.at),
            }),
            note: String::new(),
            errors: FieldErrors::default(),
        }
    }
}

/// What was done, as the browser sends it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NoteForm {
    token: String,
    note: String,
}

/// `POST /underrattelser/{id}`
pub async fn handle(counter: Counter, Path(id): Path<String>, Form(form): Form<NoteForm>) -> Answer {
    counter.check(&form.token).await?;
    let id: Id<Outreach> = parse(&id)?;
    let note = tidy(&form.note);
    if note.is_empty() || note.chars().count() > 2000 {
        let errors = FieldErrors::one("note", "notice-note-missing");
        return shown(&counter, id, (StatusCode::UNPROCESSABLE_ENTITY, &form, errors)).await;
    }
    match counter.desk.handle_notice(id, note).await {
        Ok(()) => Ok(see_other(&format!("/underrattelser/{id}"))),
        Err(Fault::Rule(rule)) => {
            let errors = FieldErrors::one("note", rule_key(rule));
            shown(&counter, id, (StatusCode::CONFLICT, &form, errors)).await
        }
        Err(fault) => Err(fault.into()),
    }
}
