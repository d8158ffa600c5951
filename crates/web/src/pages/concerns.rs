//! *Ny oro* and the own reports: written, reviewed, sent, and a receipt.
//!
//! Nothing is kept before it is sent but what the writer saves as a draft: the review carries the text in its own
//! form, and so does every page that comes back. Sending is never stopped by what the sender may otherwise see.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
};
use desk::{
    Fault,
    concerns::{ConcernAndProvenance, Provenance, ReceiptOf, Sent},
    handover::{NewConcern, Outgoing},
};
use domain::{
    Id, RuleBroken,
    concern::{ConcernCover, GuardiansKnow, Side},
};
use serde::Deserialize;

use crate::{
    app::App,
    counter::{Counter, Met},
    forms::{Choice, FieldErrors, chosen},
    frame::Frame,
    pages::{
        Answer, html, html_with,
        letter::{BasisView, Cover, Letter, Naming},
        received::{basis_named, basis_of},
        referrals,
        row::{self, Row},
        rule::rule_key,
        see_other,
    },
    problem::{OnlyWhatCame, Problem},
    text::{Language, Text},
};

mod drafts;
mod form;
mod list;

pub use drafts::{DiscardForm, discard, open, own as own_drafts, rows as draft_rows, save};
use form::Fork;
pub use form::{ConcernForm, number_of};
pub use list::{After, next_link, page_after};

#[derive(Template)]
#[template(path = "concerns/new.html")]
struct New {
    t: Text,
    frame: Frame,
    form: ConcernForm,
    guardians: Vec<Choice>,
    reads: Option<String>,
    saved: Option<String>,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "concerns/review.html")]
struct Review {
    t: Text,
    frame: Frame,
    letter: Letter,
    hidden: Vec<(&'static str, String)>,
    failed: Option<String>,
}

#[derive(Template)]
#[template(path = "concerns/unsent.html")]
struct Unsent {
    t: Text,
    frame: Frame,
    form: ConcernForm,
    why: String,
    guardians: Option<String>,
    signed_out: bool,
}

#[derive(Template)]
#[template(path = "concerns/receipt.html")]
struct ReceiptPage {
    t: Text,
    frame: Frame,
    lede: String,
    dnr: String,
    reads: Option<String>,
    id: String,
    goes_on: bool,
}

#[derive(Template)]
#[template(path = "concerns/list.html")]
struct List {
    t: Text,
    frame: Frame,
    drafts: Vec<Row>,
    rows: Vec<Row>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "concerns/show.html")]
struct Show {
    t: Text,
    frame: Frame,
    id: String,
    dnr: String,
    lede: String,
    letter: Letter,
    answer: Option<AnswerView>,
}

/// What the reporter was told: opened, not opened, already running, and nothing more.
struct AnswerView {
    outcome: String,
    given: String,
    basis: BasisView,
}

impl AnswerView {
    fn of(counter: &Counter, cover: &ConcernCover, provenance: &Provenance) -> Option<Self> {
        let (told, handed) = cover.told.as_ref().zip(provenance.answer.as_ref())?;
        let t = counter.t;
        let (at, from) =
            (t.moment_on(handed.day.date(), handed.at), crate::pages::letter::place(&provenance.to));
        Some(Self {
            outcome: t.get(&format!("told-{}", told.opening.word())),
            given: t.with("told-at", &[("at", at.into()), ("from", from.into())]),
            basis: basis_named(counter, &handed.basis),
        })
    }
}

/// `GET /oro/ny`
pub async fn new(counter: Counter) -> Answer {
    counter.desk.may_send().await?;
    written(&counter, StatusCode::OK, ConcernForm::default(), FieldErrors::default())
}

/// `POST /oro/andra`: back from the review to the text, with every word.
pub async fn change(
    State(app): State<App>,
    headers: HeaderMap,
    counter: Met,
    Form(form): Form<ConcernForm>,
) -> Answer {
    let counter = match at_the_form(counter).await {
        Ok(counter) => counter,
        Err(problem) => return unsent(&app, &headers, form, problem),
    };
    written(&counter, StatusCode::OK, form, FieldErrors::default())
}

/// The counter, of somebody who may hand in concerns.
async fn at_the_form(counter: Met) -> Met {
    let counter = counter?;
    counter.desk.may_send().await?;
    Ok(counter)
}

fn written(counter: &Counter, status: StatusCode, form: ConcernForm, errors: FieldErrors) -> Answer {
    html_with(status, &New::of(counter, form, errors))
}

impl New {
    fn of(counter: &Counter, form: ConcernForm, errors: FieldErrors) -> Self {
        let t = counter.t;
        let words = GuardiansKnow::ALL.map(GuardiansKnow::word);
        let guardians = Choice::family(t, "guardians", &words, &form.guardians, true);
        // Only an id leads anywhere from here.
        let draft = form.draft().map(|id| id.to_string()).unwrap_or_default();
        let form = ConcernForm { draft, ..form };
        let reads = counter.read_later();
        Self { t, frame: counter.frame(), form, guardians, reads, saved: None, errors }
    }
}

/// `POST /oro/granska`: exactly what leaves, to whom and on what. Nothing has left.
pub async fn review(
    State(app): State<App>,
    headers: HeaderMap,
    counter: Met,
    Form(form): Form<ConcernForm>,
) -> Answer {
    let counter = match at_the_form(counter).await {
        Ok(counter) => counter,
        Err(problem) => return unsent(&app, &headers, form, problem),
    };
    let form = form.with_new_number(&counter);
    let page = match form.fork() {
        Fork::Report => looked_over(&counter, &form).await,
        Fork::Cooperation => referrals::begun(&counter, &form).await,
        Fork::Neither => {
            let others = form.parse(counter.desk.today().date()).err().unwrap_or_default();
            let errors = FieldErrors::one("fork", "fork-missing").and(others);
            written(&counter, StatusCode::UNPROCESSABLE_ENTITY, form.clone(), errors)
        }
    };
    page.or_else(|problem| unsent(&app, &headers, form, problem))
}

async fn looked_over(counter: &Counter, form: &ConcernForm) -> Answer {
    let new = match form.parse(counter.desk.today().date()) {
        Ok(new) => new,
        Err(errors) => return written(counter, StatusCode::UNPROCESSABLE_ENTITY, form.clone(), errors),
    };
    let outgoing = counter.desk.outgoing(new).await?;
    reviewed(counter, StatusCode::OK, form, &outgoing, None)
}

fn reviewed(
    counter: &Counter,
    status: StatusCode,
    form: &ConcernForm,
    outgoing: &Outgoing,
    failed: Option<String>,
) -> Answer {
    let frame = counter.frame();
    // The form's own token may be of an earlier session; the page that comes back carries this one's.
    let hidden = ConcernForm { token: frame.token.clone(), ..form.clone() }.hidden();
    let (t, card) = (counter.t, counter.desk.card());
    let date = t.moment_on(counter.desk.today().date(), counter.desk.occasion().now);
    let said = |tick: &str| tick == "yes";
    let cover = Cover {
        date,
        protected: said(&form.protected),
        feedback: said(&form.feedback),
        naming: if said(&form.danger) { Naming::InDanger } else { Naming::Named },
    };
    let letter = Letter::outgoing(outgoing, &card.duty.unit, cover, t);
    html_with(status, &Review { t, frame, letter, hidden, failed })
}

/// `POST /oro`: hands it in. When it cannot be recorded, the whole text comes back, to print or to send again;
/// so it does when the form is from an earlier session, for then somebody has to look at it once more.
pub async fn send(
    State(app): State<App>,
    headers: HeaderMap,
    counter: Met,
    Form(form): Form<ConcernForm>,
) -> Answer {
    let counter = match counter {
        Ok(counter) => counter,
        Err(problem) => return unsent(&app, &headers, form, problem),
    };
    let page = handed_in(&counter, &form).await;
    page.or_else(|problem| unsent(&app, &headers, form, problem))
}

async fn handed_in(counter: &Counter, form: &ConcernForm) -> Answer {
    let new = match form.parse(counter.desk.today().date()) {
        Ok(new) => new,
        Err(errors) => return written(counter, StatusCode::UNPROCESSABLE_ENTITY, form.clone(), errors),
    };
    if counter.check(&form.token).await.is_err() || !form.has_number() {
        return not_sent(counter, form.clone(), new, (StatusCode::CONFLICT, "review-old-page")).await;
    }
    match counter.desk.send_from(form.draft(), new.clone()).await {
        // Whoever is in danger is not led on to a request that bears their name.
        Ok(id) if form.cooperate == "yes" && form.danger != "yes" => {
            Ok(see_other(&format!("/oro/{id}/kvitto?sedan=samverkan")))
        }
        Ok(id) => Ok(see_other(&format!("/oro/{id}/kvitto"))),
        Err(Fault::Rule(rule @ RuleBroken::FormUsed)) => {
            // Something else was sent with this form's number: what stands here now is another concern.
            let form = form.clone().with_new_number(counter);
            not_sent(counter, form, new, (StatusCode::CONFLICT, rule_key(rule))).await
        }
        Err(Fault::Unavailable | Fault::Store(_) | Fault::Log(_)) => {
            not_sent(counter, form.clone(), new, (StatusCode::SERVICE_UNAVAILABLE, "review-failed")).await
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn not_sent(counter: &Counter, form: ConcernForm, new: NewConcern, why: (StatusCode, &str)) -> Answer {
    let form = if form.has_number() { form } else { form.with_new_number(counter) };
    let outgoing = counter.desk.outgoing(new).await?;
    reviewed(counter, why.0, &form, &outgoing, Some(counter.t.get(why.1)))
}

/// The text as it came, where there is no desk to bring it to or nothing that permits it today: to print, or to
/// send again.
fn unsent(app: &App, headers: &HeaderMap, form: ConcernForm, problem: Problem) -> Answer {
    let t = Text::of(Language::of_headers(headers));
    let (status, why, signed_out) = match problem {
        Problem::NotSignedIn => (StatusCode::FORBIDDEN, "unsent-signed-out", true),
        Problem::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unsent-unavailable", false),
        Problem::Rule(rule @ RuleBroken::NoBasis) => (StatusCode::CONFLICT, rule_key(rule), false),
        other => return Err(other),
    };
    let frame = Frame::bare(app, t, "/oro/ny").of_an_answer();
    let said = chosen(&GuardiansKnow::ALL, GuardiansKnow::word, &form.guardians);
    let guardians = said.map(|said| t.get(&format!("guardians-{}", said.word())));
    let mut page = html_with(status, &Unsent { t, frame, form, why: t.get(why), guardians, signed_out })?;
    page.extensions_mut().insert(OnlyWhatCame);
    Ok(page)
}

/// What comes after the receipt.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Then {
    sedan: String,
}

/// `GET /oro/{id}/kvitto`
pub async fn receipt(counter: Counter, Path(id): Path<String>, Query(then): Query<Then>) -> Answer {
    let id = parse(&id)?;
    let receipt = counter.desk.show(ReceiptOf(id)).await?;
    let t = counter.t;
    let at = t.moment_on(receipt.cover.received_on.date(), receipt.cover.handed_over);
    let to = receipt.to.as_ref().map(crate::pages::letter::place).unwrap_or_default();
    let lede = t.with("receipt-lede", &[("to", to.into()), ("at", at.into())]);
    let (dnr, reads) = (receipt.cover.dnr.as_str().to_owned(), counter.read_later());
    let (id, goes_on) = (id.to_string(), then.sedan == "samverkan");
    html(&ReceiptPage { t, frame: counter.frame(), lede, dnr, reads, id, goes_on })
}

/// `GET /oro`: the own reports.
pub async fn list(counter: Counter, Query(after): Query<After>) -> Answer {
    let (sent, drafts) = counter.desk.show((Sent { page: page_after(&after) }, own_drafts())).await?;
    let t = counter.t;
    let drafts = draft_rows(&drafts, t);
    let rows = sent.rows.iter().map(|line| row::sent(line, t)).collect();
    html(&List { t, frame: counter.frame(), drafts, rows, next: next_link("/oro", sent.next) })
}

/// `GET /oro/{id}`: one own report, whole.
pub async fn show(counter: Counter, Path(id): Path<String>) -> Answer {
    let id = parse(&id)?;
    let (concern, provenance) = counter.desk.show(ConcernAndProvenance::by_id(Side::Sent, id)).await?;
    let provenance = provenance.ok_or(Problem::Broken)?;
    let (t, cover) = (counter.t, concern.cover());
    let basis = basis_of(&counter, &provenance);
    let letter = Letter::handed_over(concern.body(), &provenance, cover, basis, t);
    let lede =
        t.with("sent-to-at", &[("to", letter.to_place.as_str().into()), ("at", letter.date.as_str().into())]);
    let dnr = cover.dnr.as_str().to_owned();
    let answer = AnswerView::of(&counter, cover, &provenance);
    html(&Show { t, frame: counter.frame(), id: id.to_string(), dnr, lede, letter, answer })
}

/// An id out of a path. What does not parse is no page, and no entry: it names nothing.
///
/// # Errors
/// [`Problem::NotFound`].
pub fn parse<T>(id: &str) -> Result<Id<T>, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}
