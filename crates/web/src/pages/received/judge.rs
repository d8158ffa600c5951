//! The form in which intake judges a received concern: up to three questions, each with its reasons, and one save.
//!
//! Nothing is chosen beforehand, and what is left empty stays undone.

use desk::judging::Judgements;
use domain::{
    assessment::{Feedback, Opening, Protection},
    concern::{ConcernCover, Stage},
};
use serde::Deserialize;

use crate::{
    forms::{Choice, FieldErrors, chosen, tidy},
    pages::row::due_by,
    text::Text,
};

/// What somebody has judged, and why, as the browser sends it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct JudgeForm {
    /// The session's token.
    pub token: String,
    protection: String,
    protection_reasons: String,
    opening: String,
    opening_reasons: String,
    feedback: String,
    feedback_reasons: String,
}

/// One question of the form.
pub struct Part {
    /// The field's name.
    pub name: &'static str,
    /// The name of the field for the reasons.
    pub why: &'static str,
    /// What is asked.
    pub title: String,
    /// What belongs to it, and by when.
    pub lede: String,
    /// The answers.
    pub choices: Vec<Choice>,
    /// The reasons that were written.
    pub reasons: String,
    /// Whether there may be an answer without reasons.
    pub optional: bool,
}

/// What is still to be judged about a concern.
pub(super) fn parts(cover: &ConcernCover, form: &JudgeForm, t: Text) -> Vec<Part> {
    let mut parts = Vec::new();
    if cover.stage == Stage::Received {
        let choices =
            Choice::family(t, "protection", &Protection::ALL.map(Protection::word), &form.protection, true);
        parts.push(Part {
            lede: t.get("protection-lede"),
            ..part("protection", "protection_reasons", choices, &form.protection_reasons, t)
        });
    }
    if !matches!(cover.stage, Stage::Decided(..)) {
        let choices = Choice::family(t, "opening", &Opening::ALL.map(Opening::word), &form.opening, true);
        let by = due_by(domain::calendar::pre_assessment_deadline(cover.received_on.date()), t);
        parts.push(Part {
            lede: t.with("opening-lede", &[("by", by.into())]),
            ..part("opening", "opening_reasons", choices, &form.opening_reasons, t)
        });
    }
    if cover.handling.feedback.is_none() && cover.may_answer() {
        let choices = Choice::family(t, "feedback", &Feedback::ALL.map(Feedback::word), &form.feedback, true);
        let lede = if cover.feedback_asked { "feedback-lede-asked" } else { "feedback-lede" };
        parts.push(Part {
            lede: t.get(lede),
            optional: true,
            ..part("feedback", "feedback_reasons", choices, &form.feedback_reasons, t)
        });
    }
    parts
}

fn part(name: &'static str, why: &'static str, choices: Vec<Choice>, reasons: &str, t: Text) -> Part {
    let title = t.get(match name {
        "protection" => "protection-title",
        "opening" => "opening-title",
        _ => "feedback-title",
    });
    Part { name, why, title, lede: String::new(), choices, reasons: reasons.to_owned(), optional: false }
}

/// That the reporter asks to hear, and by when once there is something to tell.
pub(super) fn asked(cover: &ConcernCover, t: Text) -> Option<String> {
    let due = cover.feedback_due();
    match due {
        Some(due) => Some(t.with("feedback-due", &[("by", due_by(due, t).into())])),
        None if cover.feedback_asked && cover.handling.feedback.is_none() => Some(t.get("feedback-wanted")),
        None => None,
    }
}

impl JudgeForm {
    /// Every text that was written, to copy.
    pub fn texts(&self) -> String {
        let texts = [&self.protection_reasons, &self.opening_reasons, &self.feedback_reasons];
        let written = texts.into_iter().filter(|text| !text.trim().is_empty());
        written.map(String::as_str).collect::<Vec<_>>().join("\n\n")
    }

    /// What was judged, with every fault at its field.
    ///
    /// # Errors
    /// [`FieldErrors`] in the order of the form; at `nothing` where the form was empty.
    pub fn parse(&self) -> Result<Judgements, FieldErrors> {
        let mut errors = FieldErrors::default();
        let protection = chosen(&Protection::ALL, Protection::word, &self.protection);
        let opening = chosen(&Opening::ALL, Opening::word, &self.opening);
        let feedback = chosen(&Feedback::ALL, Feedback::word, &self.feedback);
        let reasons =
            [&self.protection_reasons, &self.opening_reasons, &self.feedback_reasons].map(|text| tidy(text));
        let [why_protection, why_opening, why_feedback] = reasons;
        let said = |word: &str, why: &str| !word.is_empty() || !why.is_empty();
        let mut answered = |wrong: bool, field: &'static str, key: &'static str| {
            if wrong {
                errors.add(field, key);
            }
        };
        let needs = feedback == Some(Feedback::Withheld);
        answered(
            said(&self.protection, &why_protection) && protection.is_none(),
            "protection",
            "protection-missing",
        );
        answered(protection.is_some() && why_protection.is_empty(), "protection_reasons", "reasons-missing");
        answered(too_long(&why_protection), "protection_reasons", "too-long-8000");
        answered(said(&self.opening, &why_opening) && opening.is_none(), "opening", "opening-missing");
        answered(opening.is_some() && why_opening.is_empty(), "opening_reasons", "reasons-missing");
        answered(too_long(&why_opening), "opening_reasons", "too-long-8000");
        answered(said(&self.feedback, &why_feedback) && feedback.is_none(), "feedback", "feedback-missing");
        answered(needs && why_feedback.is_empty(), "feedback_reasons", "reasons-missing");
        answered(too_long(&why_feedback), "feedback_reasons", "too-long-8000");
        if errors.is_empty() && protection.is_none() && opening.is_none() && feedback.is_none() {
            errors.add("nothing", "nothing-judged");
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Judgements {
            protection: protection.map(|one| (one, why_protection)),
            opening: opening.map(|one| (one, why_opening)),
            feedback: feedback.map(|one| (one, why_feedback)),
        })
    }
}

fn too_long(text: &str) -> bool {
    text.chars().count() > 8000
}
