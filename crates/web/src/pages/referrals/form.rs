//! What somebody hands over to another unit, between the browser and the desk.

use desk::referrals::{Ground, NewReferral};
use domain::{
    LegalDay,
    duty::{Duty, Role},
    person::Identity,
    referral::Purpose,
    unit::Unit,
};
use serde::Deserialize;
use time::Date;

use crate::{
    forms::{FieldErrors, chosen, day, optional, tidy},
    pages::{
        concerns::number_of,
        consents::{About, Said},
    },
};

/// What a role can hand over in this form. A task is handed over from its intervention.
pub fn purposes(role: Role) -> &'static [Purpose] {
    match role {
        Role::SocialWorker | Role::SspfCoordinator => {
            &[Purpose::Assistance, Purpose::Transfer, Purpose::Consultation]
        }
        Role::SchoolCounsellor | Role::PoliceLiaison | Role::LeisureLeader => {
            &[Purpose::Cooperation, Purpose::Consultation]
        }
        Role::HeadOfUnit
        | Role::LogAuditor
        | Role::SystemAdministrator
        | Role::Strategist
        | Role::FieldWorker => &[],
    }
}

/// What the browser sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReferralForm {
    /// The session's token.
    pub token: String,
    /// The form's number.
    pub form: String,
    /// What it is for.
    pub purpose: String,
    /// To which unit.
    pub to: String,
    /// The name.
    pub name: String,
    /// The number.
    pub number: String,
    /// What is asked for.
    pub what: String,
    /// The background.
    pub background: String,
    /// By when.
    pub due: String,
    said_by: String,
    guardians: String,
    young: String,
    given: String,
    from: String,
    until: String,
    told: String,
}

impl ReferralForm {
    /// A form in which only this is written.
    pub fn about(name: String, number: String, what: String) -> Self {
        Self { name, number, what, ..Self::default() }
    }

    /// The same, with a background.
    #[must_use]
    pub fn with_background(self, background: String) -> Self {
        Self { background, ..self }
    }

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

    /// Parses, with every fault at its field. Within the authority it is its own task; a consultation is about
    /// nobody; everything else rests on the consent that is noted with it.
    ///
    /// # Errors
    /// [`FieldErrors`].
    pub fn parse(&self, today: Date, duty: &Duty, units: &[Unit]) -> Result<NewReferral, FieldErrors> {
        let mut errors = FieldErrors::default();
        let purpose = chosen(&Purpose::ALL, Purpose::word, &self.purpose)
            .filter(|purpose| purposes(duty.role).contains(purpose));
        let to = units.iter().find(|unit| unit.id.to_string() == self.to);
        let number = number_of(&self.number, today).unwrap_or_else(|key| {
            errors.add("number", key);
            None
        });
        if to.is_none() {
            errors.add("to", "referral-to-missing");
        }
        self.check(purpose, today, &mut errors);
        let (name, what) = (tidy(&self.name), tidy(&self.what));
        let named = purpose.is_some_and(Purpose::names_somebody);
        let about = named.then(|| Identity { name, number: number.clone() });
        let parsed = self.resting(purpose, to, about.as_ref(), (duty, &mut errors)).and_then(|ground| {
            let (purpose, to) = purpose.zip(to)?;
            Some(NewReferral {
                form: self.form.parse().unwrap_or_default(),
                purpose,
                to: to.id,
                number: number.filter(|_| about.is_some()),
                about,
                protected: false,
                what,
                background: optional(&self.background).filter(|_| purpose.has_background()),
                due: day(&self.due).filter(|_| purpose.has_due_day()).map(LegalDay::new),
                ground,
                intervention: None,
            })
        });
        parsed.filter(|_| errors.is_empty()).ok_or(errors)
    }

    fn check(&self, purpose: Option<Purpose>, today: Date, errors: &mut FieldErrors) {
        let long = |text: &str, most: usize| text.chars().count() > most;
        let (name, what, due) = (tidy(&self.name), tidy(&self.what), optional(&self.due));
        let named = purpose.is_some_and(Purpose::names_somebody);
        let says_who = !name.is_empty() || !self.number.trim().is_empty();
        let past = due.as_deref().is_some_and(|due| day(due).is_none_or(|day| day < today));
        let faults = [
            (purpose.is_none(), "purpose", "referral-purpose-missing"),
            (named && (name.is_empty() || long(&name, 200)), "name", "consent-name-missing"),
            (purpose == Some(Purpose::Consultation) && says_who, "name", "referral-no-name"),
            (what.is_empty() || long(&what, 4000), "what", "referral-what-missing"),
            (long(&self.background, 4000), "background", "referral-too-long"),
            (past, "due", "rule-follow-up-past"),
        ];
        faults.into_iter().filter(|(wrong, ..)| *wrong).for_each(|(_, field, key)| errors.add(field, key));
    }

    fn resting(
        &self,
        purpose: Option<Purpose>,
        to: Option<&Unit>,
        about: Option<&Identity>,
        (duty, errors): (&Duty, &mut FieldErrors),
    ) -> Option<Ground> {
        let (purpose, to) = purpose.zip(to)?;
        let Some(about) = about else { return Some(Ground::Nobody) };
        if to.authority.id == duty.unit.authority.id {
            return Some(Ground::OwnTask);
        }
        let about = About {
            form: self.form.parse().unwrap_or_default(),
            about: about.clone(),
            to: to.id,
            scopes: purpose.scopes().first().copied().into_iter().collect(),
        };
        self.said().parse(about, errors).map(|new| Ground::Noted(Box::new(new)))
    }
}
