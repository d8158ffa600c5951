//! A consent (*samtycke*): who has said yes to what leaving for which unit, and until when.
//!
//! It lifts secrecy (10 kap. 1 § and 12 kap. 2–3 §§ OSL); it is not the ground of data protection. It names one
//! receiving unit and the kinds of information, ends by a date, and is withdrawn in one step. Two guardians decide
//! together (6 kap. 11 and 13 §§ föräldrabalken); from 15 the young person is asked as well, from 18 nobody else is.

use serde::{Deserialize, Serialize};
use time::Duration;

use crate::{
    Id, LegalDay, RuleBroken, Timestamp,
    duty::Account,
    person::{Identity, PersonToken},
    unit::{Authority, Unit},
};

/// A consent, noted at the authority whose information it releases.
pub enum Consent {}

/// The longest time that a consent is noted for; after that it is asked for anew.
pub const LONGEST: Duration = Duration::days(366);
/// From this age on the young person's own yes is asked for.
pub const OWN_YES_FROM: u16 = 15;
/// From this age on the person decides alone.
pub const OF_AGE: u16 = 18;

/// A kind of information that a consent can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// That the receiver gets in touch, and why.
    Contact,
    /// How school goes.
    School,
    /// Attendance.
    Attendance,
    /// Leisure and interests.
    Leisure,
    /// Interventions, and what somebody is to do in them.
    Interventions,
    /// What the police have seen, without suspicion of crime.
    Police,
}

impl Scope {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 6] =
        [Self::Contact, Self::School, Self::Attendance, Self::Leisure, Self::Interventions, Self::Police];

    /// The stable word for store, forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::School => "school",
            Self::Attendance => "attendance",
            Self::Leisure => "leisure",
            Self::Interventions => "interventions",
            Self::Police => "police",
        }
    }
}

/// What the guardians have said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guardians {
    /// There are two, and both have said yes.
    Both,
    /// There is only one, who has said yes.
    Only,
    /// There are two; one has said yes, and the other is prevented (6 kap. 13 § föräldrabalken).
    OtherPrevented,
    /// There are two, and one has said yes. That is no consent yet.
    OneOfTwo,
    /// The young person decides alone, by age and maturity.
    NotAsked,
}

impl Guardians {
    /// All answers, in the order of the form.
    pub const ALL: [Self; 5] = [Self::Both, Self::Only, Self::OtherPrevented, Self::OneOfTwo, Self::NotAsked];

    /// The stable word for forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Only => "only",
            Self::OtherPrevented => "other_prevented",
            Self::OneOfTwo => "one_of_two",
            Self::NotAsked => "not_asked",
        }
    }
}

/// What the young person has said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Young {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Heard, and too young to decide.
    TooYoung,
}

impl Young {
    /// All answers, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::TooYoung];

    /// The stable word for forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::TooYoung => "too_young",
        }
    }
}

/// How the yes was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// By word of mouth.
    Oral,
    /// Signed.
    Signed,
}

impl Given {
    /// Both answers, in the order of the form.
    pub const ALL: [Self; 2] = [Self::Oral, Self::Signed];

    /// The stable word for store, forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Oral => "oral",
            Self::Signed => "signed",
        }
    }
}

/// Who has said what. Sealed, and judged before anything is noted.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Who it is about.
    pub about: Identity,
    /// Who said yes, by name as the noter writes it.
    pub said_by: String,
    /// What the guardians have said.
    pub guardians: Guardians,
    /// What the young person has said.
    pub young: Young,
    /// Who noted it, by name and function as it stood that day.
    pub noted_by: String,
}

impl Statement {
    /// Whether everybody who decides has said yes. `age` is the young person's on the day, where it is known; where
    /// it is not, everybody is asked.
    ///
    /// # Errors
    /// [`RuleBroken::OneOfTwoGuardians`] when the other guardian has neither said yes nor is prevented,
    /// [`RuleBroken::YoungNotAsked`] when the young person's own yes is missing, [`RuleBroken::GuardiansNotAsked`]
    /// when they are left out for somebody under 15.
    pub fn carries(&self, age: Option<u16>) -> Result<(), RuleBroken> {
        let of_age = age.is_some_and(|age| age >= OF_AGE);
        let own_yes = age.is_none_or(|age| age >= OWN_YES_FROM);
        match (self.young, self.guardians) {
            (Young::No, _) => Err(RuleBroken::YoungNotAsked),
            (Young::TooYoung, _) if own_yes => Err(RuleBroken::YoungNotAsked),
            _ if of_age => Ok(()),
            (_, Guardians::OneOfTwo) => Err(RuleBroken::OneOfTwoGuardians),
            (_, Guardians::NotAsked) if !own_yes || age.is_none() => Err(RuleBroken::GuardiansNotAsked),
            _ => Ok(()),
        }
    }
}

/// What the cover of a consent says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentCover {
    /// Its id.
    pub id: Id<Consent>,
    /// The authority whose information it releases.
    pub authority: Id<Authority>,
    /// The unit where it was noted.
    pub unit: Id<Unit>,
    /// The person's token at this authority, where a number is known.
    pub token: Option<PersonToken>,
    /// Protected personal data.
    pub protected: bool,
    /// Which unit may receive.
    pub to: Id<Unit>,
    /// What it may receive.
    pub scopes: Vec<Scope>,
    /// How the yes was given.
    pub given: Given,
    /// The day on which it was given.
    pub from: LegalDay,
    /// The last day, that day included.
    pub until: LegalDay,
    /// When it was withdrawn.
    pub withdrawn: Option<Timestamp>,
    /// Who noted it.
    pub noted_by: Id<Account>,
    /// When.
    pub noted: Timestamp,
    /// Counts the changes.
    pub version: i64,
}

impl ConsentCover {
    /// The last day on which something may rest on it; `None` once it is withdrawn.
    pub fn last_day(&self) -> Option<LegalDay> {
        self.withdrawn.is_none().then_some(self.until)
    }

    /// Whether something may rest on it on a day.
    pub fn in_force(&self, day: LegalDay) -> bool {
        self.from <= day && self.last_day().is_some_and(|last| day <= last)
    }

    /// Withdrawn, in one step. What was handed over before stays where it is and says so.
    ///
    /// # Errors
    /// [`RuleBroken::ConsentEnded`] when it was withdrawn before.
    pub fn withdraw(mut self, at: Timestamp) -> Result<Self, RuleBroken> {
        if self.withdrawn.is_some() {
            return Err(RuleBroken::ConsentEnded);
        }
        self.withdrawn = Some(at);
        self.version += 1;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(guardians: Guardians, young: Young) -> Statement {
        let about = Identity { name: "Noor".to_owned(), number: None };
        Statement { about, said_by: "mamma".to_owned(), guardians, young, noted_by: "Sara".to_owned() }
    }

    #[test]
    fn one_of_two_guardians_is_no_consent_unless_the_other_is_prevented() {
        for age in [None, Some(9), Some(14), Some(15), Some(17)] {
            assert_eq!(
                said(Guardians::OneOfTwo, Young::Yes).carries(age),
                Err(RuleBroken::OneOfTwoGuardians),
                "{age:?}"
            );
            assert_eq!(said(Guardians::OtherPrevented, Young::Yes).carries(age), Ok(()), "{age:?}");
            assert_eq!(said(Guardians::Both, Young::Yes).carries(age), Ok(()), "{age:?}");
        }
    }

    #[test]
    fn from_fifteen_the_young_person_is_asked_and_from_eighteen_alone() {
        assert_eq!(said(Guardians::Both, Young::TooYoung).carries(Some(14)), Ok(()));
        for age in [None, Some(15), Some(17), Some(18)] {
            assert_eq!(
                said(Guardians::Both, Young::TooYoung).carries(age),
                Err(RuleBroken::YoungNotAsked),
                "{age:?}"
            );
        }
        assert_eq!(said(Guardians::OneOfTwo, Young::Yes).carries(Some(18)), Ok(()));
        assert_eq!(said(Guardians::NotAsked, Young::Yes).carries(Some(15)), Ok(()));
        for age in [None, Some(14)] {
            assert!(said(Guardians::NotAsked, Young::Yes).carries(age).is_err(), "{age:?}");
        }
        for age in [None, Some(9), Some(16), Some(19)] {
            assert!(said(Guardians::Both, Young::No).carries(age).is_err(), "{age:?}");
        }
    }
}
