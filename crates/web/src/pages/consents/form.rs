//! What somebody has heard, between the browser and the desk: alone, or as part of what is handed over on it.

use desk::consents::NewConsent;
use domain::{
    Id, LegalDay,
    consent::{Given, Guardians, Scope, Young},
    person::Identity,
    personal_number::PersonalNumber,
    unit::Unit,
};
use serde::Deserialize;
use time::{Date, Duration};
use uuid::Uuid;

use crate::{
    forms::{Choice, FieldErrors, chosen, day, day_text, tidy},
    pages::concerns::number_of,
    text::Text,
};

/// The usual length of a consent: half a year, a setting of practice and no judgement.
const USUAL: Duration = Duration::days(182);

/// The part of a form that says who has said yes.
#[derive(Clone, Default)]
pub struct Said {
    /// Who said yes.
    pub said_by: String,
    /// What the guardians said.
    pub guardians: String,
    /// What the young person said.
    pub young: String,
    /// How.
    pub given: String,
    /// When.
    pub from: String,
    /// The last day.
    pub until: String,
    /// The family was told.
    pub told: String,
}

/// The answers to choose from.
pub struct Answers {
    /// Of the guardians.
    pub guardians: Vec<Choice>,
    /// Of the young person.
    pub young: Vec<Choice>,
    /// How it was said.
    pub given: Vec<Choice>,
}

/// Whom a consent is about, which unit it names and for what.
pub struct About {
    /// The form's number.
    pub form: Uuid,
    /// Whom.
    pub about: Identity,
    /// Which unit.
    pub to: Id<Unit>,
    /// For what.
    pub scopes: Vec<Scope>,
}

impl Said {
    /// Empty, with the usual days.
    pub fn preset(today: Date) -> Self {
        Self { from: day_text(today), until: day_text(today + USUAL), ..Self::default() }
    }

    /// The answers, with those that were chosen.
    pub fn answers(&self, t: Text) -> Answers {
        Answers {
            guardians: Choice::family(
                t,
                "consent-guardians",
                &Guardians::ALL.map(Guardians::word),
                &self.guardians,
                false,
            ),
            young: Choice::family(t, "consent-young", &Young::ALL.map(Young::word), &self.young, false),
            given: Choice::family(t, "consent-given", &Given::ALL.map(Given::word), &self.given, false),
        }
    }

    /// Parses, with every fault at its field. Whether it carries is for the desk to say.
    pub fn parse(&self, about: About, errors: &mut FieldErrors) -> Option<NewConsent> {
        let said_by = tidy(&self.said_by);
        let guardians = chosen(&Guardians::ALL, Guardians::word, &self.guardians);
        let young = chosen(&Young::ALL, Young::word, &self.young);
        let given = chosen(&Given::ALL, Given::word, &self.given);
        let (from, until) = (day(&self.from), day(&self.until));
        let faults = [
            (said_by.is_empty() || said_by.chars().count() > 200, "said_by", "consent-said-by-missing"),
            (guardians.is_none(), "guardians", "consent-guardians-missing"),
            (young.is_none(), "young", "consent-young-missing"),
            (given.is_none(), "given", "consent-given-missing"),
            (from.is_none(), "from", "consent-day-missing"),
            (until.is_none(), "until", "consent-day-missing"),
        ];
        faults.into_iter().filter(|(wrong, ..)| *wrong).for_each(|(_, field, key)| errors.add(field, key));
        Some(NewConsent {
            form: about.form,
            about: about.about,
            protected: false,
            to: about.to,
            scopes: about.scopes,
            said_by,
            guardians: guardians?,
            young: young?,
            given: given?,
            from: LegalDay::new(from?),
            until: LegalDay::new(until?),
            told: self.told == "yes",
        })
    }
}

/// A consent alone, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConsentForm {
    /// The session's token.
    pub token: String,
    /// The form's number.
    pub form: String,
    /// The name.
    pub name: String,
    /// The number.
    pub number: String,
    /// The unit that it names.
    pub to: String,
    scope_contact: String,
    scope_school: String,
    scope_attendance: String,
    scope_leisure: String,
    scope_interventions: String,
    scope_police: String,
    said_by: String,
    guardians: String,
    young: String,
    given: String,
    from: String,
    until: String,
    told: String,
}

impl ConsentForm {
    /// Who has said yes.
    pub fn said(&self) -> Said {
        Said {
            said_by: self.said_by.clone(),
            guardians: self.guardians.clone(),
            young: self.young.clone(),
            given: self.given.clone(),
            from: self.from.clone(),
            until: self.until.clone(),
            told: self.told.clone(),
        }
    }

    fn ticked(&self, scope: Scope) -> bool {
        let tick = match scope {
            Scope::Contact => &self.scope_contact,
            Scope::School => &self.scope_school,
            Scope::Attendance => &self.scope_attendance,
            Scope::Leisure => &self.scope_leisure,
            Scope::Interventions => &self.scope_interventions,
            Scope::Police => &self.scope_police,
        };
        tick == "yes"
    }

    /// What it can be for, with what was ticked.
    pub fn scopes(&self, t: Text) -> Vec<Choice> {
        let mut choices = Choice::family(t, "scope", &Scope::ALL.map(Scope::word), "", false);
        for (choice, scope) in choices.iter_mut().zip(Scope::ALL) {
            choice.chosen = self.ticked(scope);
        }
        choices
    }

    /// Parses, with every fault at its field.
    ///
    /// # Errors
    /// [`FieldErrors`].
    pub fn parse(&self, today: Date) -> Result<NewConsent, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = tidy(&self.name);
        if name.is_empty() || name.chars().count() > 200 {
            errors.add("name", "consent-name-missing");
        }
        let number: Option<PersonalNumber> = number_of(&self.number, today).unwrap_or_else(|key| {
            errors.add("number", key);
            None
        });
        let to = self.to.parse().ok();
        if to.is_none() {
            errors.add("to", "consent-to-missing");
        }
        let scopes: Vec<Scope> = Scope::ALL.into_iter().filter(|scope| self.ticked(*scope)).collect();
        if scopes.is_empty() {
            errors.add("scopes", "consent-scopes-missing");
        }
        let about = About {
            form: self.form.parse().unwrap_or_default(),
            about: Identity { name, number },
            to: to.unwrap_or_else(|| Uuid::nil().into()),
            scopes,
        };
        let parsed = self.said().parse(about, &mut errors);
        parsed.filter(|_| errors.is_empty()).ok_or(errors)
    }
}
