//! *Uppsökande möte*: written down on a phone, shown as it would leave, handed over, and then a receipt.
//!
//! The own record is kept until it leaves. What leaves is shown first, with the provision in its wording of the day, and
//! a copy can be taken for the own registry; afterwards there is nothing here to open.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::{HeaderName, StatusCode, header},
    response::IntoResponse,
};
use desk::{
    Disclosed, Fault,
    outreach::{MeetingReceipt, OwnMeeting, OwnMeetings, Receipts},
    ports::Page,
};
use domain::{
    Id, RuleBroken,
    outreach::{Outreach, Suspicion},
};
use serde::Deserialize;

use crate::{
    counter::Counter,
    frame::{Frame, Leaf},
    pages::{
        Answer,
        concerns::{After, next_link, page_after, parse},
        html, html_with,
        letter::{BasisView, place},
        row::Row,
        rule::rule_key,
        see_other,
    },
    problem::Problem,
    text::Text,
};

mod form;
pub mod rows;
mod view;
mod write;

pub use form::MeetingForm;
pub use view::{MeetingView, without_origin};
pub use write::{broken_off, create, edit, new, rewrite};

/// So many receipts stand under the own records.
const RECEIPTS: Page = Page { limit: 20, after: None };

#[derive(Template)]
#[template(path = "outreach/list.html")]
struct List {
    t: Text,
    frame: Frame,
    rows: Vec<Row>,
    receipts: Vec<Row>,
    next: Option<String>,
}

/// The letter that would leave: where to, on what.
struct WayView {
    to_leaf: Leaf,
    to_place: String,
    basis: BasisView,
    is_concern: bool,
}

#[derive(Template)]
#[template(path = "outreach/show.html")]
struct Show {
    t: Text,
    frame: Frame,
    id: String,
    dnr: String,
    version: i64,
    meeting: MeetingView,
    from_leaf: Leaf,
    from_place: String,
    way: Option<WayView>,
    failed: Option<String>,
}

#[derive(Template)]
#[template(path = "outreach/receipt.html")]
struct ReceiptPage {
    t: Text,
    frame: Frame,
    lede: String,
    dnr: String,
    next_contact: Option<String>,
    counted: bool,
}

/// `GET /mote`
pub async fn list(counter: Counter, Query(after): Query<After>) -> Answer {
    let own = OwnMeetings { page: page_after(&after) };
    let (own, receipts) = counter.desk.show((own, Receipts { page: RECEIPTS })).await?;
    let t = counter.t;
    let rows = own.rows.iter().map(|line| rows::meeting(line, t)).collect();
    let receipts = receipts.iter().map(|cover| rows::left(cover, t)).collect();
    html(&List { t, frame: counter.frame(), rows, receipts, next: next_link("/mote", own.next) })
}

/// `GET /mote/{id}`: exactly what leaves, to whom and on what. Nothing has left.
pub async fn show(counter: Counter, Path(id): Path<String>) -> Answer {
    shown(&counter, parse(&id)?, StatusCode::OK, None).await
}

async fn shown(counter: &Counter, id: Id<Outreach>, status: StatusCode, failed: Option<String>) -> Answer {
    let own = counter.desk.show(OwnMeeting(id)).await?;
    html_with(status, &Show { failed, ..Show::of(counter, &own).await? })
}

impl Show {
    async fn of(counter: &Counter, own: &Disclosed<Outreach>) -> Result<Self, Problem> {
        let (t, notice, unit) = (counter.t, own.body(), &counter.desk.card().duty.unit);
        let way = counter.desk.way_of(&notice.meeting).await?;
        let way = way.map(|way| WayView {
            to_leaf: Leaf::of(way.to.authority.agency, t),
            to_place: place(&way.to),
            basis: BasisView::of(&way.basis, t),
            is_concern: notice.meeting.suspicion == Suspicion::Yes,
        });
        Ok(Self {
            t,
            frame: counter.frame(),
            id: own.cover().id.to_string(),
            dnr: own.cover().dnr.as_str().to_owned(),
            version: own.cover().version,
            meeting: MeetingView::of(notice, t),
            from_leaf: Leaf::of(unit.authority.agency, t),
            from_place: place(unit),
            way,
            failed: None,
        })
    }
}

/// `GET /mote/{id}/avskrift`: a copy for the own registry, as a file of plain text.
pub async fn copy(counter: Counter, Path(id): Path<String>) -> Answer {
    let own = counter.desk.show(OwnMeeting(parse(&id)?)).await?;
    let (t, dnr) = (counter.t, own.cover().dnr.as_str());
    let head =
        t.with("meeting-copy-head", &[("dnr", dnr.into()), ("at", t.moment(own.cover().recorded).into())]);
    let text = MeetingView::of(own.body(), t).plain(&head, t);
    let named = format!("attachment; filename=\"uppsokande-mote-{dnr}.txt\"");
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, named),
    ];
    Ok((headers, text).into_response())
}

/// Which version was shown when somebody decided to hand it over.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LeaveForm {
    token: String,
    version: i64,
}

/// `POST /mote/{id}/lamna`
pub async fn hand_over(counter: Counter, Path(id): Path<String>, Form(form): Form<LeaveForm>) -> Answer {
    counter.check(&form.token).await?;
    let id: Id<Outreach> = parse(&id)?;
    let receipt = format!("/mote/{id}/kvitto");
    match counter.desk.hand_over(id, form.version, view::concern_words).await {
        Ok(()) => Ok(see_other(&receipt)),
        Err(Fault::Rule(rule @ (RuleBroken::ChangedMeanwhile | RuleBroken::NoBasis))) => {
            shown(&counter, id, StatusCode::CONFLICT, Some(counter.t.get(rule_key(rule)))).await
        }
        Err(Fault::Unavailable) => {
            let failed = Some(counter.t.get("meeting-not-left"));
            shown(&counter, id, StatusCode::SERVICE_UNAVAILABLE, failed).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// `GET /mote/{id}/kvitto`
pub async fn receipt(counter: Counter, Path(id): Path<String>) -> Answer {
    let (cover, provenance) = counter.desk.show(MeetingReceipt(parse(&id)?)).await?;
    let t = counter.t;
    let lede = match &provenance {
        Some(left) => {
            let is_concern = left.disclosure.basis.starts_with("concern-report@");
            let key = if is_concern { "meeting-left-concern" } else { "meeting-left-notice" };
            t.with(key, &[("to", place(&left.to).into()), ("at", t.moment(left.disclosure.at).into())])
        }
        None => t.get("meeting-counted"),
    };
    html(&ReceiptPage {
        t,
        frame: counter.frame(),
        lede,
        dnr: cover.dnr.as_str().to_owned(),
        next_contact: cover.next_contact.map(|day| t.weekday_date(day.date())),
        counted: provenance.is_none(),
    })
}
