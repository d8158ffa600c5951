//! The form of a concern, between the browser and the desk.

use desk::handover::NewConcern;
use domain::{
    Id,
    concern::GuardiansKnow,
    draft::{Draft, Unfinished},
    person::Identity,
    personal_number::{PersonalNumber, PersonalNumberError},
};
use serde::Deserialize;
use time::Date;
use validator::Validate;

use crate::{
    counter::Counter,
    forms::{FieldErrors, chosen, optional, tidy},
};

/// What the browser sends, as it sends it.
#[derive(Clone, Default, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub struct ConcernForm {
    /// The session's token.
    pub token: String,
    /// The number of this form, given with the review: a double submit makes one concern.
    #[validate(length(max = 32))]
    pub form: String,
    /// The draft that it was opened from.
    #[validate(length(max = 36))]
    pub draft: String,
    /// The name.
    #[validate(length(max = 200))]
    pub name: String,
    /// The personal number.
    #[validate(length(max = 20))]
    pub number: String,
    /// Own observation.
    #[validate(length(max = 8000))]
    pub observed: String,
    /// What others told.
    #[validate(length(max = 8000))]
    pub hearsay: String,
    /// Own judgement.
    #[validate(length(max = 8000))]
    pub judgement: String,
    /// Whether the guardians know.
    pub guardians: String,
    /// Protected personal data.
    pub protected: String,
    /// Asks to hear what is decided.
    pub feedback: String,
    /// There is danger for the reporter.
    pub danger: String,
    /// The child may fare badly: this is reported.
    pub harm: String,
    /// Cooperation is wanted: asked for by itself, or once the report is sent.
    pub cooperate: String,
}

/// What somebody is here for. Both may be ticked: the report goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fork {
    /// Neither was ticked.
    Neither,
    /// A report.
    Report,
    /// Cooperation alone.
    Cooperation,
}

impl ConcernForm {
    /// Whether one of the folded fields holds something: then they are shown open.
    pub fn has_more(&self) -> bool {
        !self.hearsay.is_empty()
            || !self.judgement.is_empty()
            || self.protected == "yes"
            || self.danger == "yes"
    }

    /// What was ticked.
    pub fn fork(&self) -> Fork {
        match (self.harm.as_str(), self.cooperate.as_str()) {
            ("yes", _) => Fork::Report,
            (_, "yes") => Fork::Cooperation,
            _ => Fork::Neither,
        }
    }

    /// Whether the form has a number that a review can have given it.
    pub fn has_number(&self) -> bool {
        self.form.parse::<uuid::Uuid>().is_ok_and(|number| !number.is_nil())
    }

    /// The form with a fresh number.
    #[must_use]
    pub fn with_new_number(self, counter: &Counter) -> Self {
        let form = counter.desk.office().new_form_number();
        Self { form: form.as_simple().to_string(), ..self }
    }

    /// Everything, as hidden fields of the review.
    pub fn hidden(&self) -> Vec<(&'static str, String)> {
        let fields = [
            ("token", &self.token),
            ("form", &self.form),
            ("draft", &self.draft),
            ("name", &self.name),
            ("number", &self.number),
            ("observed", &self.observed),
            ("hearsay", &self.hearsay),
            ("judgement", &self.judgement),
            ("guardians", &self.guardians),
            ("protected", &self.protected),
            ("feedback", &self.feedback),
            ("danger", &self.danger),
            ("harm", &self.harm),
            ("cooperate", &self.cooperate),
        ];
        fields.into_iter().map(|(name, value)| (name, value.clone())).collect()
    }

    /// The draft that it was opened from, where it names one.
    pub fn draft(&self) -> Option<Id<Draft>> {
        self.draft.parse().ok()
    }

    /// What was written in a draft, as a form.
    pub fn of_draft(id: Id<Draft>, written: &Unfinished) -> Self {
        let yes = |tick: &str| {
            if written.ticked.iter().any(|ticked| ticked == tick) { "yes".to_owned() } else { String::new() }
        };
        let Unfinished { name, number, observed, hearsay, judgement, guardians, .. } = written.clone();
        Self {
            draft: id.to_string(),
            name,
            number,
            observed,
            hearsay,
            judgement,
            guardians,
            protected: yes("protected"),
            feedback: yes("feedback"),
            danger: yes("danger"),
            harm: yes("harm"),
            cooperate: yes("cooperate"),
            ..Self::default()
        }
    }

    /// What is written, for a draft: as it was typed.
    pub fn unfinished(&self) -> Unfinished {
        let said = chosen(&GuardiansKnow::ALL, GuardiansKnow::word, &self.guardians);
        Unfinished {
            name: self.name.clone(),
            number: self.number.clone(),
            observed: self.observed.clone(),
            hearsay: self.hearsay.clone(),
            judgement: self.judgement.clone(),
            guardians: said.map_or("", GuardiansKnow::word).to_owned(),
            ticked: self.ticked(),
        }
    }

    fn ticked(&self) -> Vec<String> {
        let ticks = [
            ("protected", &self.protected),
            ("feedback", &self.feedback),
            ("danger", &self.danger),
            ("harm", &self.harm),
            ("cooperate", &self.cooperate),
        ];
        ticks.into_iter().filter(|(_, said)| *said == "yes").map(|(name, _)| name.to_owned()).collect()
    }

    /// Why it cannot be kept as a draft: too long, or nothing there.
    pub fn not_to_be_kept(&self) -> FieldErrors {
        let mut errors = self.too_long();
        if self.number.chars().count() > 20 {
            errors.add("number", "number-too-many");
        }
        let texts = [&self.name, &self.number, &self.observed, &self.hearsay, &self.judgement];
        if texts.iter().all(|text| text.trim().is_empty()) {
            errors.add("observed", "draft-empty");
        }
        errors
    }

    fn too_long(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        for (field, key) in [
            ("name", "too-long-200"),
            ("observed", "too-long-8000"),
            ("hearsay", "too-long-8000"),
            ("judgement", "too-long-8000"),
        ] {
            let faults = self.validate().err();
            if faults.is_some_and(|faults| faults.field_errors().contains_key(field)) {
                errors.add(field, key);
            }
        }
        errors
    }

    /// Parses, with every fault at its field.
    ///
    /// # Errors
    /// [`FieldErrors`] in the order of the form.
    pub fn parse(&self, today: Date) -> Result<NewConcern, FieldErrors> {
        let mut errors = self.too_long();
        let number = number_of(&self.number, today).unwrap_or_else(|key| {
            errors.add("number", key);
            None
        });
        let observed = tidy(&self.observed);
        if observed.is_empty() {
            errors.add("observed", "observed-missing");
        }
        let guardians = chosen(&GuardiansKnow::ALL, GuardiansKnow::word, &self.guardians);
        match guardians.filter(|_| errors.is_empty()) {
            Some(guardians) => Ok(NewConcern {
                form: self.form.parse().unwrap_or_default(),
                about: Identity { name: tidy(&self.name), number },
                observed,
                hearsay: optional(&self.hearsay),
                judgement: optional(&self.judgement),
                guardians,
                protected: self.protected == "yes",
                feedback: self.feedback == "yes",
                danger: self.danger == "yes",
            }),
            None => {
                if guardians.is_none() {
                    errors.add("guardians", "guardians-missing");
                }
                Err(errors)
            }
        }
    }
}

/// A number that is not known is no fault; one that is mistyped is.
///
/// # Errors
/// The text's key.
pub fn number_of(typed: &str, today: Date) -> Result<Option<PersonalNumber>, &'static str> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    PersonalNumber::parse(typed, today).map(Some).map_err(|fault| match fault {
        PersonalNumberError::TooFewDigits => "number-too-few",
        PersonalNumberError::TooManyDigits => "number-too-many",
        PersonalNumberError::NotDigits | PersonalNumberError::MisplacedSign => "number-not-digits",
        PersonalNumberError::NoSuchDate => "number-no-date",
        PersonalNumberError::WrongCheckDigit => "number-check-digit",
        PersonalNumberError::Future | PersonalNumberError::TooLongAgo => "number-not-now",
    })
}
