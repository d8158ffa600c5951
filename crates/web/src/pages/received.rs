//! *Inkomna anmälningar*: the queue with its clocks, one concern with its provenance, the protection assessment,
//! the decision, and the offer of an early intervention.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
};
use desk::{
    Disclosed, Fault,
    concerns::{AssessmentsOf, ConcernAndProvenance, Provenance, Received},
    interventions::InterventionsOf,
    record::InterventionLine,
};
use domain::{
    Id, RuleBroken,
    assessment::{Assessment, Judged, Opening, Protection},
    concern::{Concern, Side, Stage},
    unit::Agency,
};
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::{Choice, FieldErrors, chosen, tidy},
    frame::{Frame, Leaf},
    pages::{
        Answer,
        concerns::{After, next_link, page_after, parse},
        home::by_urgency,
        html, html_with,
        letter::{BasisView, Letter},
        row::{self, Clock, Row},
        see_other,
    },
    problem::Problem,
    text::Text,
};

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
    asks_protection: bool,
    asks_opening: bool,
    can_offer: bool,
    choices: Vec<Choice>,
    reasons: String,
    deadline: String,
    next_step: String,
    others: Vec<Leaf>,
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

/// What somebody has judged, and why.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct JudgeForm {
    token: String,
    outcome: String,
    reasons: String,
}

/// `GET /inkomna/{id}`
pub async fn show(counter: Counter, Path(id): Path<String>) -> Answer {
    shown(&counter, parse(&id)?, &JudgeForm::default(), FieldErrors::default()).await
}

/// The concern with a form that is empty, or that came back with its faults.
async fn shown(counter: &Counter, id: Id<Concern>, form: &JudgeForm, errors: FieldErrors) -> Answer {
    let (concern, beside) = counter.desk.show(question(id)).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &Show { errors, ..Show::of(counter, &concern, beside, form)? })
}

/// The concern as it stands now, with the text that somebody was too late with: to copy, never filled in where
/// another judgement is asked for.
async fn overtaken(counter: &Counter, id: Id<Concern>, form: &JudgeForm, errors: FieldErrors) -> Answer {
    let (concern, beside) = counter.desk.show(question(id)).await?;
    let empty = JudgeForm::default();
    let page =
        Show { errors, unsaved: Some(form.reasons.clone()), ..Show::of(counter, &concern, beside, &empty)? };
    html_with(StatusCode::CONFLICT, &page)
}

fn question(id: Id<Concern>) -> (ConcernAndProvenance, (AssessmentsOf, InterventionsOf)) {
    (ConcernAndProvenance(Side::Received, id), (AssessmentsOf(id), InterventionsOf(id)))
}

/// What stands beside a concern: what was judged about it, and what it led to.
type Beside = (Vec<Disclosed<Assessment>>, Vec<Disclosed<InterventionLine>>);

/// A concern with where it came from.
type Handed = (Disclosed<Concern>, Option<Provenance>);

impl Show {
    fn of(
        counter: &Counter,
        (concern, provenance): &Handed,
        (assessments, interventions): Beside,
        form: &JudgeForm,
    ) -> Result<Self, Problem> {
        let provenance = provenance.as_ref().ok_or(Problem::Broken)?;
        let (t, cover, today) = (counter.t, concern.cover(), counter.desk.today().date());
        let basis =
            basis_of(counter, provenance).unwrap_or_else(|| BasisView::unknown(&provenance.disclosure.basis));
        let view = ProvenanceView::of(provenance, &basis, t);
        let letter = Letter::handed_over(concern.body(), provenance, cover.protected, basis, t);
        let clock = Clock::of(cover, today, t);
        Ok(Self {
            t,
            frame: counter.frame(),
            id: cover.id.to_string(),
            dnr: cover.dnr.as_str().to_owned(),
            title: row::about_whom(&concern.body().about, today, t),
            lede: clock.sentence.clone(),
            handed_title: t.with("handed-title", &[("agency", letter.from_leaf.name.as_str().into())]),
            provenance: view,
            assessments: assessments.iter().map(|judged| JudgedView::of(judged, t)).collect(),
            interventions: interventions.iter().map(|line| row::intervention(line, today, t)).collect(),
            asks_protection: cover.stage == Stage::Received,
            asks_opening: matches!(cover.stage, Stage::Assessed(_)),
            can_offer: cover.stage != Stage::Received,
            choices: choices(cover.stage, &form.outcome, t),
            reasons: form.reasons.clone(),
            deadline: clock.sentence,
            next_step: t.get(next_step(cover.stage)),
            others: others(cover.from, t),
            letter,
            unsaved: None,
            errors: FieldErrors::default(),
        })
    }
}

fn choices(stage: Stage, said: &str, t: Text) -> Vec<Choice> {
    match stage {
        Stage::Received => {
            Choice::family(t, "protection", &Protection::ALL.map(Protection::word), said, true)
        }
        Stage::Assessed(_) => Choice::family(t, "opening", &Opening::ALL.map(Opening::word), said, true),
        Stage::Decided(..) => Vec::new(),
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
fn others(from: Agency, t: Text) -> Vec<Leaf> {
    let parties = [Agency::School, Agency::Police, Agency::Leisure];
    parties.into_iter().filter(|agency| *agency != from).map(|agency| Leaf::of(agency, t)).collect()
}

/// The provision in the version that the handing over names.
pub fn basis_of(counter: &Counter, provenance: &Provenance) -> Option<BasisView> {
    let law = counter.desk.office().law();
    law.all().find(|basis| basis.version() == provenance.disclosure.basis).map(BasisView::of)
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

/// `POST /inkomna/{id}/skyddsbedomning`
pub async fn assess(counter: Counter, Path(id): Path<String>, Form(form): Form<JudgeForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&id)?;
    let Some((protection, reasons)) = form.judged(&Protection::ALL, Protection::word) else {
        let errors = form.errors("protection-missing");
        return shown(&counter, id, &form, errors).await;
    };
    let done = counter.desk.assess(id, protection, reasons).await;
    settled(&counter, id, &form, done).await
}

/// `POST /inkomna/{id}/beslut`
pub async fn decide(counter: Counter, Path(id): Path<String>, Form(form): Form<JudgeForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&id)?;
    let Some((opening, reasons)) = form.judged(&Opening::ALL, Opening::word) else {
        let errors = form.errors("opening-missing");
        return shown(&counter, id, &form, errors).await;
    };
    let done = counter.desk.decide(id, opening, reasons).await;
    settled(&counter, id, &form, done).await
}

/// Back to the concern; where somebody was faster, with the text that would be lost.
async fn settled(counter: &Counter, id: Id<Concern>, form: &JudgeForm, done: Result<(), Fault>) -> Answer {
    match done {
        Ok(()) => Ok(see_other(&format!("/inkomna/{id}"))),
        Err(Fault::Rule(rule)) => {
            overtaken(counter, id, form, FieldErrors::one("unsaved", rule_key(rule))).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// The text about a broken rule.
pub fn rule_key(rule: RuleBroken) -> &'static str {
    match rule {
        RuleBroken::AlreadyAssessed => "rule-already-assessed",
        RuleBroken::NotYetAssessed => "rule-not-yet-assessed",
        RuleBroken::AlreadyDecided => "rule-already-decided",
        RuleBroken::WrongState => "rule-wrong-state",
        RuleBroken::ChangedMeanwhile => "rule-changed",
        RuleBroken::FollowUpInThePast => "rule-follow-up-past",
        RuleBroken::NoBasis => "rule-no-basis",
        RuleBroken::FormUsed => "rule-form-used",
        RuleBroken::NeedsSecondPerson => "rule-needs-second-person",
        RuleBroken::UnitHoldsRecords => "rule-unit-holds-records",
        RuleBroken::LastDayDoesNotFit => "rule-last-day",
        RuleBroken::NameTaken => "rule-name-taken",
    }
}

impl JudgeForm {
    fn judged<T: Copy>(&self, all: &[T], word: impl Fn(T) -> &'static str) -> Option<(T, String)> {
        let reasons = tidy(&self.reasons);
        let fits = !reasons.is_empty() && reasons.chars().count() <= 8000;
        chosen(all, word, &self.outcome).filter(|_| fits).map(|outcome| (outcome, reasons))
    }

    fn errors(&self, missing: &'static str) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if self.outcome.is_empty() {
            errors.add("outcome", missing);
        }
        if tidy(&self.reasons).is_empty() {
            errors.add("reasons", "reasons-missing");
        } else if tidy(&self.reasons).chars().count() > 8000 {
            errors.add("reasons", "too-long-8000");
        }
        if errors.is_empty() {
            errors.add("outcome", missing);
        }
        errors
    }
}
