//! *Insatser*: offered because of a concern, started, ended.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
};
use desk::{
    Disclosed, Fault,
    follow_ups::FollowUpsOf,
    interventions::{OneIntervention, OurInterventions, Step},
    referrals::TasksOf,
};
use domain::{
    Id,
    intervention::{Ending, Intervention, Outcome, State, Went},
};
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::{Choice, FieldErrors, chosen, optional},
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

mod follow_up;
mod offer;

use follow_up::EventView;
pub use follow_up::{FollowUpForm, follow_up};
pub(in crate::pages) use offer::kinds;
pub use offer::{OfferForm, create, new};

#[derive(Template)]
#[template(path = "interventions/list.html")]
struct List {
    t: Text,
    frame: Frame,
    ended: bool,
    rows: Vec<Row>,
    next: Option<String>,
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
    events: Vec<EventView>,
    can_start: bool,
    can_end: bool,
    form: FollowUpForm,
    went: Vec<Choice>,
    outcomes: Vec<Choice>,
    why: String,
    errors: FieldErrors,
}

/// What somebody wrote on the page of an intervention, for the page that comes back.
struct Written {
    follow_up: FollowUpForm,
    step: StepForm,
}

impl Written {
    /// Nothing yet.
    fn nothing(counter: &Counter) -> Self {
        Self { follow_up: FollowUpForm::preset(counter), step: StepForm::default() }
    }
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

/// `GET /insatser/{id}`
pub async fn show(counter: Counter, Path(id): Path<String>) -> Answer {
    shown(&counter, parse(&id)?, Written::nothing(&counter), FieldErrors::default()).await
}

/// The page with its forms, preset or with their faults.
async fn shown(counter: &Counter, id: Id<Intervention>, written: Written, errors: FieldErrors) -> Answer {
    let (intervention, (tasks, events)) =
        counter.desk.show((OneIntervention(id), (TasksOf(id), FollowUpsOf(id)))).await?;
    let (t, today) = (counter.t, counter.desk.today());
    let tasks = tasks.iter().map(|task| referrals::row(task, today, t)).collect();
    let events = events.iter().map(|event| EventView::of(event, t)).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &Show { tasks, events, errors, ..Show::of(counter, &intervention, written) })
}

impl Show {
    fn of(counter: &Counter, intervention: &Disclosed<Intervention>, written: Written) -> Self {
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
            events: Vec::new(),
            can_start: cover.state == State::Planned,
            can_end: !matches!(cover.state, State::Ended(_)),
            went: Choice::family(t, "went", &Went::ALL.map(Went::word), &written.follow_up.went, false),
            form: written.follow_up,
            outcomes: outcomes(cover.state, &written.step.step, t),
            why: written.step.why,
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
fn outcomes(now: State, said: &str, t: Text) -> Vec<Choice> {
    let possible: Vec<&'static str> = match now {
        State::Planned => vec![Outcome::BrokenOff.word()],
        _ => Outcome::ALL.map(Outcome::word).to_vec(),
    };
    Choice::family(t, "outcome", &possible, said, false)
}

/// What is to happen, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StepForm {
    token: String,
    step: String,
    why: String,
}

impl StepForm {
    fn parse(&self) -> Result<Step, FieldErrors> {
        if self.step == "start" {
            return Ok(Step::Start);
        }
        let outcome = chosen(&Outcome::ALL, Outcome::word, &self.step);
        let outcome = outcome.ok_or_else(|| FieldErrors::one("step", "outcome-missing"))?;
        if self.why.chars().count() > 2000 {
            return Err(FieldErrors::one("why", "ending-why-long"));
        }
        let ending = Ending::new(outcome, optional(&self.why));
        ending.map(Step::End).map_err(|rule| FieldErrors::one("why", rule_key(rule)))
    }
}

/// `POST /insatser/{id}`
pub async fn step(counter: Counter, Path(id): Path<String>, Form(form): Form<StepForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&id)?;
    let said = match form.parse() {
        Ok(step) => counter.desk.step(id, step).await,
        Err(errors) => {
            return shown(&counter, id, Written { step: form, ..Written::nothing(&counter) }, errors).await;
        }
    };
    match said {
        Ok(()) => Ok(see_other(&format!("/insatser/{id}"))),
        Err(Fault::Rule(rule)) => {
            let written = Written { step: form, ..Written::nothing(&counter) };
            shown(&counter, id, written, FieldErrors::one("step", rule_key(rule))).await
        }
        Err(fault) => Err(fault.into()),
    }
}
