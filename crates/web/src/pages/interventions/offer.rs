//! The offer of an intervention. Choosing the kind presets how a goal is usually put, the follow-up in six weeks and
//! oneself as responsible; who has said yes is never chosen beforehand.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
};
use desk::{Disclosed, Fault, concerns::ReceivedConcern, interventions::Offer};
use domain::{
    Id, LegalDay,
    concern::Concern,
    intervention::{AgreedBy, AgreedHow, Kind},
};
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::{Choice, FieldErrors, chosen, day, day_text, tidy},
    frame::Frame,
    pages::{Answer, concerns::parse, html_with, rule::rule_key, see_other},
    text::Text,
};

/// What stands in a preset goal where somebody has to go on writing.
const TO_COMPLETE: char = '…';

/// The usual time to a follow-up: six weeks, a setting of practice and no judgement.
pub(super) const FOLLOW_UP: time::Duration = time::Duration::weeks(6);

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

/// Which kind the form is preset for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Preset {
    slag: String,
}

/// `GET /inkomna/{id}/insats`
pub async fn new(counter: Counter, Path(id): Path<String>, Query(preset): Query<Preset>) -> Answer {
    let form = OfferForm::preset(&counter, chosen(&Kind::ALL, Kind::word, &preset.slag));
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
            kinds: kinds(&form.kind, t),
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

/// The kinds of interventions, each with a form of its own.
pub(in crate::pages) fn kinds(of: &str, t: Text) -> Vec<Choice> {
    Choice::family(t, "kind", &Kind::ALL.map(Kind::word), of, false)
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
    /// The form of a kind. It holds nothing that somebody has to judge.
    fn preset(counter: &Counter, kind: Option<Kind>) -> Self {
        let goal = kind.map(|kind| counter.t.get(&format!("goal-form-{}", kind.word())));
        Self {
            kind: kind.map_or("", Kind::word).to_owned(),
            goal: goal.unwrap_or_default(),
            follow_up: day_text(counter.desk.today().date().saturating_add(FOLLOW_UP)),
            ..Self::default()
        }
    }

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
            (goal.contains(TO_COMPLETE), "goal", "goal-unfinished"),
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
