//! A follow-up of an intervention, written down; and the events as the page shows them.

use axum::{Form, extract::Path};
use desk::{Disclosed, Fault, follow_ups::FollowedUp};
use domain::{
    LegalDay, RuleBroken,
    intervention::{Event, FollowUp, Outcome, Went},
};
use serde::Deserialize;

use super::{Written, offer::FOLLOW_UP, shown};
use crate::{
    counter::Counter,
    forms::{FieldErrors, chosen, day, day_text, tidy},
    pages::{Answer, concerns::parse, rule::rule_key, see_other},
    text::Text,
};

/// An event as the page shows it.
pub(super) struct EventView {
    pub(super) title: String,
    pub(super) chip: String,
    pub(super) tone: &'static str,
    pub(super) signed: String,
    pub(super) text: String,
    pub(super) next: Option<String>,
}

impl EventView {
    /// An event that was disclosed.
    pub(super) fn of(event: &Disclosed<FollowUp>, t: Text) -> Self {
        let (cover, notes) = (event.cover(), event.body());
        let date = t.weekday_date(cover.on.date());
        let (title, chip, tone, next) = match cover.event {
            Event::FollowedUp { went, next } => (
                "followed-up-on",
                format!("went-{}", went.word()),
                if went == Went::AsPlanned { "good" } else { "soon" },
                Some(t.with("follow-up-next", &[("date", t.weekday_date(next.date()).into())])),
            ),
            Event::Ended(outcome) => {
                let tone = if outcome == Outcome::Reached { "good" } else { "" };
                ("ended-on", format!("outcome-{}", outcome.word()), tone, None)
            }
        };
        Self {
            title: t.with(title, &[("date", date.into())]),
            chip: t.get(&chip),
            tone,
            signed: notes.signed.clone(),
            text: notes.text.clone(),
            next,
        }
    }
}

/// A follow-up, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FollowUpForm {
    token: String,
    pub(super) on: String,
    pub(super) went: String,
    pub(super) text: String,
    pub(super) next: String,
}

impl FollowUpForm {
    /// Held today, and again in six weeks; how it has gone is for somebody to say.
    pub(super) fn preset(counter: &Counter) -> Self {
        let today = counter.desk.today().date();
        let (on, next) = (day_text(today), day_text(today.saturating_add(FOLLOW_UP)));
        Self { on, next, ..Self::default() }
    }

    fn parse(&self, today: LegalDay) -> Result<FollowedUp, FieldErrors> {
        let mut errors = FieldErrors::default();
        let (on, next) = (day(&self.on).map(LegalDay::new), day(&self.next).map(LegalDay::new));
        let (went, text) = (chosen(&Went::ALL, Went::word, &self.went), tidy(&self.text));
        let faults = [
            (on.is_none(), "on", "follow-up-missing"),
            (on.is_some_and(|day| day > today), "on", "rule-day-ahead"),
            (went.is_none(), "went", "went-missing"),
            (text.is_empty() || text.chars().count() > 2000, "text", "follow-up-text-missing"),
            (next.is_none(), "next", "follow-up-missing"),
            (next.is_some_and(|day| day < today), "next", "rule-follow-up-past"),
        ];
        faults.into_iter().filter(|(wrong, ..)| *wrong).for_each(|(_, field, key)| errors.add(field, key));
        match (on, went, next) {
            (Some(on), Some(went), Some(next)) if errors.is_empty() => {
                Ok(FollowedUp { on, went, text, next })
            }
            _ => Err(errors),
        }
    }
}

/// `POST /insatser/{id}/uppfoljning`
pub async fn follow_up(counter: Counter, Path(id): Path<String>, Form(form): Form<FollowUpForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&id)?;
    let written = |form| Written { follow_up: form, ..Written::nothing(&counter) };
    let new = match form.parse(counter.desk.today()) {
        Ok(new) => new,
        Err(errors) => return shown(&counter, id, written(form), errors).await,
    };
    match counter.desk.follow_up(id, new).await {
        Ok(()) => Ok(see_other(&format!("/insatser/{id}"))),
        Err(Fault::Rule(rule)) => {
            let field = if rule == RuleBroken::FollowUpInThePast { "next" } else { "on" };
            shown(&counter, id, written(form), FieldErrors::one(field, rule_key(rule))).await
        }
        Err(fault) => Err(fault.into()),
    }
}
