//! *Åtgärdsplan*: measures against problems of the picture, with owner by function and a last day; decided on a day,
//! followed up measure by measure (5 and 6 §§ lagen (2023:196)).

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use desk::{
    Fault,
    commons::{PlanRow, Situation},
};
use domain::{
    Id, LegalDay,
    duty::Role,
    situation::{
        Function, Narrative,
        cycle::{ActionPlan, FollowUp, Followed, Measure, Outcome},
        picture::Problem as Asked,
    },
};
use serde::Deserialize;

use super::{
    choices, family, picked,
    situation::{broken, place_in_words, running, text},
};
use crate::{
    counter::{Filled, Square},
    forms::{Choice, FieldErrors, chosen, day, day_text},
    frame::Frame,
    pages::{Answer, html_with, rule::rule_key, see_other},
    text::Text,
};

/// A measure, as a page shows it.
pub(super) struct MeasureView {
    id: String,
    pub(super) what: String,
    pub(super) problem: String,
    pub(super) owner: String,
    pub(super) by: Option<String>,
    pub(super) is_late: bool,
    /// What became of it, by the last follow-up.
    pub(super) outcome: Option<String>,
    outcomes: Vec<Choice>,
    note: String,
}

/// A plan, as a page shows it.
pub(super) struct PlanView {
    id: String,
    pub(super) decided: Option<String>,
    pub(super) followed: Option<String>,
    pub(super) measures: Vec<MeasureView>,
}

#[derive(Template)]
#[template(path = "open/plan.html")]
struct Page {
    t: Text,
    frame: Frame,
    plan: Option<PlanView>,
    draft: Option<PlanView>,
    form: PlanForm,
    follow: FollowForm,
    problems: Vec<Choice>,
    owners: Vec<Choice>,
    may: bool,
    errors: FieldErrors,
}

/// A step of a plan, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlanForm {
    token: String,
    step: String,
    plan: String,
    measure: String,
    problem: String,
    what: String,
    owner: String,
    by: String,
    decided_on: String,
}

/// A follow-up, as the browser sends it: under `utfall-` and `ord-` and the id of the measure.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct FollowForm {
    token: String,
    plan: String,
    on: String,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

/// `GET /lagesbild/plan`
pub async fn show(square: Square) -> Answer {
    shown(&square, PlanForm::default(), FollowForm::default(), FieldErrors::default()).await
}

/// `POST /lagesbild/plan`
pub async fn step(square: Square, Filled(form): Filled<PlanForm>) -> Answer {
    square.check(&form.token).await?;
    let done = match stepped(&square, &form).await {
        Ok(done) => done,
        Err(errors) => return shown(&square, form, FollowForm::default(), errors).await,
    };
    match done {
        Ok(()) => Ok(see_other("/lagesbild/plan")),
        Err(fault) => {
            let field = match form.step.as_str() {
                "decide" => "decided_on",
                "add" => "what",
                _ => "plan",
            };
            let errors = FieldErrors::one(field, rule_key(broken(fault)?));
            shown(&square, form, FollowForm::default(), errors).await
        }
    }
}

/// `POST /lagesbild/plan/uppfoljning`
pub async fn follow_up(square: Square, Filled(form): Filled<FollowForm>) -> Answer {
    square.check(&form.token).await?;
    let (plan, follow_up) = match form.parse() {
        Ok(parsed) => parsed,
        Err(errors) => return shown(&square, PlanForm::default(), form, errors).await,
    };
    match square.commons.follow_plan_up(plan, follow_up).await {
        Ok(()) => Ok(see_other("/lagesbild/plan")),
        Err(fault) => {
            let errors = FieldErrors::one("on", rule_key(broken(fault)?));
            shown(&square, PlanForm::default(), form, errors).await
        }
    }
}

async fn stepped(square: &Square, form: &PlanForm) -> Result<Result<(), Fault>, FieldErrors> {
    let commons = &square.commons;
    let plan: Id<ActionPlan> = picked(&form.plan).unwrap_or(Id::from_random([0; 16]));
    match form.step.as_str() {
        "add" => Ok(commons.add_measure(plan, form.measure(commons.new_measure())?).await),
        "drop" => {
            let measure = picked(&form.measure).unwrap_or(Id::from_random([0; 16]));
            Ok(commons.drop_measure(plan, measure).await)
        }
        "decide" => {
            let on = day(&form.decided_on).map(LegalDay::new);
            let on = on.ok_or_else(|| FieldErrors::one("decided_on", "record-day-missing"))?;
            Ok(commons.decide_plan(plan, on).await)
        }
        _ => Ok(commons.begin_plan().await),
    }
}

async fn shown(square: &Square, form: PlanForm, follow: FollowForm, errors: FieldErrors) -> Answer {
    let situation = square.commons.see_situation(running(square)?).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &Page { errors, ..Page::of(square, &situation, form, follow) })
}

impl Page {
    fn of(square: &Square, situation: &Situation, form: PlanForm, follow: FollowForm) -> Self {
        let (t, today) = (square.t, square.commons.today());
        let draft = situation.plans.iter().find(|row| row.plan.decided_on.is_none());
        let problems = draft.map(|row| problems(situation, &row.plan, t)).unwrap_or_default();
        let mut problems = choices(problems.iter().map(|(id, name)| (*id, name.as_str())), &form.problem);
        for choice in &mut problems {
            choice.chosen = choice.word == form.problem;
        }
        let on = if follow.on.is_empty() { day_text(today.date()) } else { follow.on.clone() };
        let follow = FollowForm { on, ..follow };
        Self {
            t,
            frame: square.frame(),
            plan: situation.plan().map(|row| view(situation, row, &follow, today, t)),
            draft: draft.map(|row| view(situation, row, &follow, today, t)),
            problems,
            owners: family(t, "function", Function::ALL, Function::word, &form.owner),
            form,
            follow,
            may: square.commons.card().duty.role == Role::Strategist,
            errors: FieldErrors::default(),
        }
    }
}

/// The problems of the version that a plan rests on.
fn problems(situation: &Situation, plan: &ActionPlan, t: Text) -> Vec<(Id<Asked>, String)> {
    let row = situation.pictures.iter().find(|row| row.id == plan.picture);
    let all = row.map(|row| row.picture.contents().problems.as_slice()).unwrap_or_default();
    let named = |one: &Asked| {
        let about = one.about.as_str();
        let place = one.place.map(|place| place_in_words(&situation.seen, place, t));
        (one.id, place.map_or_else(|| about.to_owned(), |place| format!("{place}: {about}")))
    };
    all.iter().map(named).collect()
}

/// A plan without a form: for the report.
pub(super) fn plain(situation: &Situation, row: &PlanRow, today: LegalDay, t: Text) -> PlanView {
    view(situation, row, &FollowForm::default(), today, t)
}

fn view(situation: &Situation, row: &PlanRow, follow: &FollowForm, today: LegalDay, t: Text) -> PlanView {
    let (plan, last) = (&row.plan, row.follow_ups.last());
    let problems = problems(situation, plan, t);
    let late: Vec<_> = plan.late(last, today).map(|one| one.id).collect();
    let measure = |one: &Measure| {
        let said = last.and_then(|last| last.measures.iter().find(|said| said.measure == one.id));
        let (outcome, note) = (follow.said("utfall", one.id), follow.said("ord", one.id));
        MeasureView {
            id: one.id.to_string(),
            what: one.what.as_str().to_owned(),
            problem: problems
                .iter()
                .find(|(id, _)| *id == one.problem)
                .map(|(_, name)| name.clone())
                .unwrap_or_default(),
            owner: t.get(&format!("function-{}", one.owner.word())),
            by: one.by.map(|by| t.date(by.date())),
            is_late: late.contains(&one.id),
            outcome: said.map(|said| in_words(said, t)),
            outcomes: family(t, "followed", Outcome::ALL, Outcome::word, outcome),
            note: note.to_owned(),
        }
    };
    PlanView {
        id: row.id.to_string(),
        decided: plan.decided_on.map(|on| t.date(on.date())),
        followed: last.map(|last| t.date(last.on.date())),
        measures: plan.measures.iter().map(measure).collect(),
    }
}

fn in_words(said: &Followed, t: Text) -> String {
    let outcome = t.get(&format!("followed-{}", said.outcome.word()));
    if said.note.is_empty() { outcome } else { format!("{outcome}. {}", said.note.as_str()) }
}

impl PlanForm {
    fn measure(&self, id: Id<Measure>) -> Result<Measure, FieldErrors> {
        let mut errors = FieldErrors::default();
        let problem = picked(&self.problem);
        if problem.is_none() {
            errors.add("problem", "record-choice-missing");
        }
        let what: Narrative = text("what", &self.what, &mut errors);
        if what.is_empty() && !errors.has("what") {
            errors.add("what", "unfit-empty-text");
        }
        let owner = chosen(Function::ALL, Function::word, &self.owner);
        if owner.is_none() {
            errors.add("owner", "record-choice-missing");
        }
        let by = day(&self.by).map(LegalDay::new);
        if by.is_none() && !self.by.trim().is_empty() {
            errors.add("by", "record-day-missing");
        }
        match (problem, owner) {
            (Some(problem), Some(owner)) if errors.is_empty() => Ok(Measure { id, problem, what, owner, by }),
            _ => Err(errors),
        }
    }
}

impl FollowForm {
    fn said(&self, what: &str, id: Id<Measure>) -> &str {
        self.rest.get(&format!("{what}-{id}")).map_or("", String::as_str)
    }

    fn parse(&self) -> Result<(Id<ActionPlan>, FollowUp), FieldErrors> {
        let mut errors = FieldErrors::default();
        let on = day(&self.on).map(LegalDay::new);
        if on.is_none() {
            errors.add("on", "record-day-missing");
        }
        let mut measures = Vec::new();
        for (field, said) in &self.rest {
            let Some(id) = field.strip_prefix("utfall-").and_then(|id| id.parse().ok()) else { continue };
            let note = text("measures", self.said("ord", id), &mut errors);
            match chosen(Outcome::ALL, Outcome::word, said) {
                Some(outcome) => measures.push(Followed { measure: id, outcome, note }),
                None => errors.add("measures", "record-choice-missing"),
            }
        }
        match (picked(&self.plan), on) {
            (Some(plan), Some(on)) if errors.is_empty() => Ok((plan, FollowUp { on, measures })),
            (None, Some(_)) if errors.is_empty() => Err(FieldErrors::one("on", "unfit-unknown")),
            _ => Err(errors),
        }
    }
}
