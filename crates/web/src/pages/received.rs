//! *Inkomna anmälningar*: the queue with its clocks, and one concern with its provenance, what was judged about it and
//! what it led to. What intake judges is one form with one save: [`judge`].

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
};
use desk::{
    Disclosed, Fault,
    concerns::{Provenance, Received},
    intake::{OpenReceived, Opened, Whole},
};
use domain::{
    Id, RuleBroken,
    assessment::{Assessment, Judged, Protection},
    concern::{Concern, ConcernCover, Source, Stage},
    unit::Agency,
};

use crate::{
    counter::Counter,
    forms::{Choice, FieldErrors},
    frame::{Frame, Leaf},
    pages::{
        Answer,
        concerns::{After, next_link, page_after, parse},
        home::by_urgency,
        html, html_with, interventions,
        letter::{BasisView, Letter},
        row::{self, Clock, Row},
        rule::rule_key,
        see_other,
    },
    problem::Problem,
    text::Text,
};

mod family;
mod judge;
mod register;
mod reporter;

pub use family::{FamilyForm, TokenForm, family, take};
pub use judge::{JudgeForm, Part};
pub use register::{RegisterForm, new, register};
pub use reporter::{ReasonForm, open as reporter, seal};

#[derive(Template)]
#[template(path = "received/list.html")]
struct List {
    t: Text,
    frame: Frame,
    lede: String,
    decided: bool,
    rows: Vec<Row>,
    next: Option<String>,
}

/// How a concern came here.
struct ProvenanceView {
    at: String,
    fields: String,
    conditions: String,
}

/// An assessment or decision as the page shows it.
struct JudgedView {
    title: String,
    outcome: String,
    tone: &'static str,
    signed: String,
    at: String,
    reasons: String,
}

#[derive(Template)]
#[template(path = "received/show.html")]
struct Show {
    t: Text,
    frame: Frame,
    id: String,
    dnr: String,
    title: String,
    lede: String,
    handed_title: String,
    letter: Letter,
    provenance: ProvenanceView,
    assessments: Vec<JudgedView>,
    interventions: Vec<Row>,
    same: Vec<Row>,
    parts: Vec<Part>,
    asked: Option<String>,
    offers: Vec<Choice>,
    next_step: String,
    others: Vec<Leaf>,
    apart: reporter::Apart,
    responsible: String,
    can_take: bool,
    unsaved: Option<String>,
    errors: FieldErrors,
}

/// `GET /inkomna`
pub async fn list(counter: Counter, Query(after): Query<After>) -> Answer {
    let decided = after.visa == "avgjorda";
    let received = counter.desk.show(Received { decided, page: page_after(&after) }).await?;
    let (t, today) = (counter.t, counter.desk.today().date());
    let rows = by_urgency(received.rows.iter().map(|line| row::received(line, today, t)).collect());
    let urgent = rows.iter().filter(|row| row.urgent).count();
    let lede = t.with("queue-lede", &[("urgent", urgent.into()), ("all", rows.len().into())]);
    let path = if decided { "/inkomna?visa=avgjorda" } else { "/inkomna" };
    html(&List { t, frame: counter.frame(), lede, decided, rows, next: next_link(path, received.next) })
}

/// `GET /inkomna/{id}`
pub async fn show(counter: Counter, Path(id): Path<String>) -> Answer {
    shown(&counter, parse(&id)?, &JudgeForm::default(), FieldErrors::default()).await
}

/// The concern with a form that is empty, or that came back with its faults.
async fn shown(counter: &Counter, id: Id<Concern>, form: &JudgeForm, mut errors: FieldErrors) -> Answer {
    let whole = match counter.desk.show(OpenReceived(id)).await? {
        Opened::AskFirst(cover) => return family::asked(counter, &cover, FieldErrors::default()),
        Opened::Whole(whole) => whole,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Show::of(counter, *whole, form)?;
    // Where nothing was said at all, the fault stands at the first thing that is asked.
    if let (true, Some(first)) = (errors.has("nothing"), page.parts.first()) {
        errors = FieldErrors::one(first.name, "nothing-judged");
    }
    html_with(status, &Show { errors, ..page })
}

/// The concern as it stands now, with the text that somebody was too late with: to copy, never filled in where
/// another judgement is asked for.
async fn overtaken(counter: &Counter, id: Id<Concern>, form: &JudgeForm, errors: FieldErrors) -> Answer {
    let Opened::Whole(whole) = counter.desk.show(OpenReceived(id)).await? else {
        return Err(Problem::NotFound);
    };
    let page = Show::of(counter, *whole, &JudgeForm::default())?;
    html_with(StatusCode::CONFLICT, &Show { errors, unsaved: Some(form.texts()), ..page })
}

impl Show {
    fn of(counter: &Counter, whole: Whole, form: &JudgeForm) -> Result<Self, Problem> {
        let ((concern, provenance), (assessments, (interventions, same))) = whole;
        let provenance = &provenance.ok_or(Problem::Broken)?;
        let (t, cover, today) = (counter.t, concern.cover(), counter.desk.today().date());
        let basis = basis_of(counter, provenance);
        let view = ProvenanceView::of(provenance, &basis, t);
        let letter = Letter::handed_over(concern.body(), provenance, cover, basis, t);
        let clock = Clock::of(cover, today, t);
        Ok(Self {
            t,
            frame: counter.frame(),
            id: cover.id.to_string(),
            dnr: cover.dnr.as_str().to_owned(),
            title: row::about_whom(&concern.body().about, today, t),
            lede: clock.sentence,
            handed_title: if letter.is_apart() {
                t.get("handed-title-apart")
            } else {
                t.with("handed-title", &[("agency", letter.from_leaf.name.as_str().into())])
            },
            provenance: view,
            assessments: assessments.iter().map(|judged| JudgedView::of(judged, t)).collect(),
            interventions: interventions.iter().map(|line| row::intervention(line, today, t)).collect(),
            same: same.iter().map(|line| row::received(line, today, t)).collect(),
            parts: judge::parts(cover, form, t),
            asked: judge::asked(cover, t),
            offers: if cover.stage == Stage::Received { Vec::new() } else { interventions::kinds("", t) },
            next_step: t.get(next_step(cover.stage)),
            others: others(cover.source, t),
            apart: reporter::Apart::of(counter, cover, t),
            responsible: t.get(responsible(counter, cover)),
            can_take: cover.handling.responsible.is_none(),
            letter,
            unsaved: None,
            errors: FieldErrors::default(),
        })
    }
}

/// Who is responsible, as whoever looks may put it.
fn responsible(counter: &Counter, cover: &ConcernCover) -> &'static str {
    match cover.handling.responsible {
        Some(account) if account == counter.desk.card().duty.account => "responsible-you",
        Some(_) => "responsible-colleague",
        None => "responsible-nobody",
    }
}

fn next_step(stage: Stage) -> &'static str {
    match stage {
        Stage::Received => "next-protection",
        Stage::Assessed(_) => "next-decision",
        Stage::Decided(..) => "next-offer",
    }
}

/// The agencies that see nothing of a concern: neither sent nor received it.
fn others(from: Source, t: Text) -> Vec<Leaf> {
    let parties = [Agency::School, Agency::Police, Agency::Leisure];
    let elsewhere = parties.into_iter().filter(|agency| Some(*agency) != from.agency());
    elsewhere.map(|agency| Leaf::of(agency, t)).collect()
}

/// The provision in the version that the handing over names.
pub fn basis_of(counter: &Counter, provenance: &Provenance) -> BasisView {
    basis_named(counter, &provenance.disclosure.basis)
}

/// A provision by the name of its version.
pub fn basis_named(counter: &Counter, version: &str) -> BasisView {
    let law = counter.desk.office().law();
    let known =
        law.all().find(|basis| basis.version() == version).map(|basis| BasisView::of(basis, counter.t));
    known.unwrap_or_else(|| BasisView::unknown(version))
}

impl ProvenanceView {
    fn of(provenance: &Provenance, basis: &BasisView, t: Text) -> Self {
        let fields =
            provenance.disclosure.fields.iter().map(|field| t.get(&format!("left-{}", field.word())));
        Self {
            at: t.moment_on(provenance.disclosure.day.date(), provenance.disclosure.at),
            fields: fields.collect::<Vec<_>>().join(", "),
            conditions: basis.conditions.join(" "),
        }
    }
}

impl JudgedView {
    fn of(judged: &Disclosed<Assessment>, t: Text) -> Self {
        let cover = &judged.cover().cover;
        let (title, outcome, tone) = match cover.judged {
            Judged::Protection(Protection::Needed) => {
                ("protection-title", "protection-needed".to_owned(), "now")
            }
            Judged::Protection(protection) => {
                ("protection-title", format!("protection-{}", protection.word()), "good")
            }
            Judged::Opening(opening) => ("opening-title", format!("opening-{}", opening.word()), "good"),
            Judged::Feedback(feedback) => ("feedback-title", format!("feedback-{}", feedback.word()), "good"),
        };
        Self {
            title: t.get(title),
            outcome: t.get(&outcome),
            tone,
            signed: judged.body().signed.clone(),
            at: t.moment(cover.at),
            reasons: judged.body().text.clone(),
        }
    }
}

/// `POST /inkomna/{id}`: what was judged, in one save.
pub async fn judge(counter: Counter, Path(id): Path<String>, Form(form): Form<JudgeForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&id)?;
    let said = match form.parse() {
        Ok(said) => said,
        Err(errors) => return shown(&counter, id, &form, errors).await,
    };
    match counter.desk.judge(id, said).await {
        Ok(()) => Ok(see_other(&format!("/inkomna/{id}"))),
        // Too early is a fault of this form; too late is a colleague who was faster.
        Err(Fault::Rule(rule @ RuleBroken::NotYetAssessed)) => {
            shown(&counter, id, &form, FieldErrors::one("protection", rule_key(rule))).await
        }
        Err(Fault::Rule(rule @ RuleBroken::NotYetDecided)) => {
            shown(&counter, id, &form, FieldErrors::one("opening", rule_key(rule))).await
        }
        Err(Fault::Rule(rule)) => {
            overtaken(&counter, id, &form, FieldErrors::one("unsaved", rule_key(rule))).await
        }
        Err(fault) => Err(fault.into()),
    }
}
