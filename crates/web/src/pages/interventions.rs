//! *Insatser*: offered because of a concern, started, ended.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
};
use desk::{
    Disclosed, Fault,
    concerns::ReceivedConcern,
    interventions::{Offer, OneIntervention, OurInterventions, Step},
    referrals::TasksOf,
};
use domain::{
    Id, LegalDay,
    concern::Concern,
    intervention::{AgreedBy, AgreedHow, Intervention, Kind, Outcome, State},
};
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::{Choice, FieldErrors, chosen, day, day_text, tidy},
    frame::Frame,
    pages::{
        Answer,
        concerns::{After, next_link, page_after, parse},
        html, html_with, referrals,
        row::{self, Row, known_or, state_key},
        rule::rule_key,
        see_other,
    },
    text::Text,
};

/// The usual time to a follow-up: six weeks, a setting of practice and no judgement.
const FOLLOW_UP: time::Duration = time::Duration::weeks(6);

#[derive(Template)]
#[template(path = "interventions/list.html")]
struct List {
    t: Text,
    frame: Frame,
    ended: bool,
    rows: Vec<Row>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "interventions/new.html")]
struct New {
    t: Text,
    frame: Frame,
    id: String,
    dnr: String,
    form: OfferForm,
    kinds: Vec<Choice>,
    agreed_by: Vec<Choice>,
    agreed_how: Vec<Choice>,
    responsible: String,
    errors: FieldErrors,
}

/// A state of an intervention, in its row of three.
struct StateView {
    label: String,
    done: bool,
    current: bool,
}

#[derive(Template)]
#[template(path = "interventions/show.html")]
struct Show {
    t: Text,
    frame: Frame,
    id: String,
    concern: String,
    kind: String,
    title: String,
    lede: String,
    goal: String,
    agreed: String,
    responsible: String,
    follow_up: String,
    outcome: Option<String>,
    states: Vec<StateView>,
    tasks: Vec<Row>,
    can_start: bool,
    can_end: bool,
    outcomes: Vec<Choice>,
    errors: FieldErrors,
}

/// `GET /insatser`
pub async fn list(counter: Counter, Query(after): Query<After>) -> Answer {
    let ended = after.visa == "avslutade";
    let ours = counter.desk.show(OurInterventions { ended, page: page_after(&after) }).await?;
    let (t, today) = (counter.t, counter.desk.today().date());
    let rows = ours.rows.iter().map(|line| row::intervention(line, today, t)).collect();
    let path = if ended { "/insatser?visa=avslutade" } else { "/insatser" };
    html(&List { t, frame: counter.frame(), ended, rows, next: next_link(path, ours.next) })
}

/// What somebody offers, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OfferForm {
    token: String,
    kind: String,
    for_whom: String,
    goal: String,
    agreed_by: String,
    agreed_how: String,
    follow_up: String,
}

/// `GET /inkomna/{id}/insats`
pub async fn new(counter: Counter, Path(id): Path<String>) -> Answer {
    let follow_up = counter.desk.today().date() + FOLLOW_UP;
    let form = OfferForm { follow_up: day_text(follow_up), ..OfferForm::default() };
    offered(&counter, parse(&id)?, form, FieldErrors::default()).await
}

/// The form, empty or with its faults. It names the young person, so the concern is asked for again.
async fn offered(counter: &Counter, id: Id<Concern>, mut form: OfferForm, errors: FieldErrors) -> Answer {
    let concern = counter.desk.show(ReceivedConcern(id)).await?;
    if form.for_whom.is_empty() && errors.is_empty() {
        form.for_whom.clone_from(&concern.body().about.name);
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &New { errors, ..New::of(counter, &concern, form) })
}

impl New {
    fn of(counter: &Counter, concern: &Disclosed<Concern>, form: OfferForm) -> Self {
        let (t, card) = (counter.t, counter.desk.card());
        let who = [("name", (&card.name).into()), ("title", (&card.title).into())];
        Self {
            t,
            frame: counter.frame(),
            id: concern.cover().id.to_string(),
            dnr: concern.cover().dnr.as_str().to_owned(),
            kinds: Choice::family(t, "kind", &Kind::ALL.map(Kind::word), &form.kind, false),
            agreed_by: Choice::family(
                t,
                "agreed-by",
                &AgreedBy::ALL.map(AgreedBy::word),
                &form.agreed_by,
                true,
            ),
            agreed_how: Choice::family(
                t,
                "agreed-how",
                &AgreedHow::ALL.map(AgreedHow::word),
                &form.agreed_how,
                false,
            ),
            responsible: t.with("responsible-is", &who),
            form,
            errors: FieldErrors::default(),
        }
    }
}

/// `POST /inkomna/{id}/insats`
pub async fn create(counter: Counter, Path(id): Path<String>, Form(form): Form<OfferForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&id)?;
    let offer = match form.parse(counter.desk.today()) {
        Ok(offer) => offer,
        Err(errors) => return offered(&counter, id, form, errors).await,
    };
    match counter.desk.offer(id, offer).await {
        Ok(intervention) => Ok(see_other(&format!("/insatser/{intervention}"))),
        Err(Fault::Rule(rule)) => offered(&counter, id, form, FieldErrors::one("kind", rule_key(rule))).await,
        Err(fault) => Err(fault.into()),
    }
}

impl OfferForm {
    fn parse(&self, today: LegalDay) -> Result<Offer, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = chosen(&Kind::ALL, Kind::word, &self.kind);
        let (for_whom, goal) = (tidy(&self.for_whom), tidy(&self.goal));
        let agreed_by = chosen(&AgreedBy::ALL, AgreedBy::word, &self.agreed_by);
        let agreed_how = chosen(&AgreedHow::ALL, AgreedHow::word, &self.agreed_how);
        let follow_up = day(&self.follow_up).map(LegalDay::new);
        let faults = [
            (kind.is_none(), "kind", "kind-missing"),
            (for_whom.is_empty() || for_whom.chars().count() > 200, "for_whom", "for-whom-missing"),
            (goal.is_empty() || goal.chars().count() > 2000, "goal", "goal-missing"),
            (agreed_by.is_none(), "agreed_by", "agreed-by-missing"),
            (agreed_how.is_none(), "agreed_how", "agreed-how-missing"),
            (follow_up.is_none(), "follow_up", "follow-up-missing"),
            (follow_up.is_some_and(|day| day < today), "follow_up", "rule-follow-up-past"),
        ];
        faults.into_iter().filter(|(wrong, ..)| *wrong).for_each(|(_, field, key)| errors.add(field, key));
        match (kind, agreed_by, agreed_how, follow_up) {
            (Some(kind), Some(agreed_by), Some(agreed_how), Some(follow_up)) if errors.is_empty() => {
                Ok(Offer { kind, for_whom, goal, agreed_by, agreed_how, follow_up })
            }
            _ => Err(errors),
        }
    }
}

/// `GET /insatser/{id}`
pub async fn show(counter: Counter, Path(id): Path<String>) -> Answer {
    shown(&counter, parse(&id)?, FieldErrors::default()).await
}

async fn shown(counter: &Counter, id: Id<Intervention>, errors: FieldErrors) -> Answer {
    let (intervention, tasks) = counter.desk.show((OneIntervention(id), TasksOf(id))).await?;
    let today = counter.desk.today();
    let tasks = tasks.iter().map(|task| referrals::row(task, today, counter.t)).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &Show { tasks, errors, ..Show::of(counter, &intervention) })
}

impl Show {
    fn of(counter: &Counter, intervention: &Disclosed<Intervention>) -> Self {
        let (t, cover, terms) = (counter.t, intervention.cover(), intervention.body());
        let kind = t.get(&format!("kind-{}", cover.kind.word()));
        let name = known_or(&terms.for_whom, t);
        let follow_up = t.weekday_date(cover.follow_up.date());
        let agreed_by = t.get(&format!("agreed-by-{}", terms.agreed_by.word()));
        let agreed_how = t.get(&format!("agreed-how-{}", terms.agreed_how.word()));
        let ended = match cover.state {
            State::Ended(outcome) => Some(t.get(&format!("outcome-{}", outcome.word()))),
            State::Planned | State::Ongoing => None,
        };
        Self {
            t,
            frame: counter.frame(),
            id: cover.id.to_string(),
            concern: cover.concern.to_string(),
            title: t.with("intervention-for", &[("kind", (&kind).into()), ("name", name.into())]),
            lede: match &ended {
                Some(outcome) => t.with("intervention-ended-lede", &[("outcome", outcome.into())]),
                None => t.with("intervention-lede", &[("date", (&follow_up).into())]),
            },
            kind,
            goal: terms.goal.clone(),
            agreed: format!("{agreed_by} ({})", agreed_how.to_lowercase()),
            responsible: terms.responsible.clone(),
            follow_up,
            outcome: ended,
            states: states(cover.state, t),
            tasks: Vec::new(),
            can_start: cover.state == State::Planned,
            can_end: !matches!(cover.state, State::Ended(_)),
            outcomes: outcomes(cover.state, t),
            errors: FieldErrors::default(),
        }
    }
}

fn states(now: State, t: Text) -> Vec<StateView> {
    let order = ["state-planned", "state-ongoing", "state-ended"];
    let at = order.iter().position(|key| *key == state_key(now)).unwrap_or(0);
    let view = |(index, key): (usize, &&str)| StateView {
        label: t.get(key),
        done: index < at,
        current: index == at,
    };
    order.iter().enumerate().map(view).collect()
}

/// What can have come of it: of one that never began, only that it was broken off.
fn outcomes(now: State, t: Text) -> Vec<Choice> {
    let possible: Vec<&'static str> = match now {
        State::Planned => vec![Outcome::BrokenOff.word()],
        _ => Outcome::ALL.map(Outcome::word).to_vec(),
    };
    Choice::family(t, "outcome", &possible, "", false)
}

/// What is to happen, as the browser sends it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StepForm {
    token: String,
    step: String,
}

/// `POST /insatser/{id}`
pub async fn step(counter: Counter, Path(id): Path<String>, Form(form): Form<StepForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&id)?;
    let step = match form.step.as_str() {
        "start" => Some(Step::Start),
        other => chosen(&Outcome::ALL, Outcome::word, other).map(Step::End),
    };
    let Some(step) = step else {
        return shown(&counter, id, FieldErrors::one("step", "outcome-missing")).await;
    };
    match counter.desk.step(id, step).await {
        Ok(()) => Ok(see_other(&format!("/insatser/{id}"))),
        Err(Fault::Rule(rule)) => shown(&counter, id, FieldErrors::one("step", rule_key(rule))).await,
        Err(fault) => Err(fault.into()),
    }
}
