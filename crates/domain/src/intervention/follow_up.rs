//! What happens with an intervention after it was offered: each follow-up is an event of its own, and so is the end
//! where something is said about it (14 kap. 3 § socialtjänstlagen (2025:400): decisions and measures are
//! documented as they happen). Events are added and never changed.

use serde::{Deserialize, Serialize};

use super::{Intervention, Outcome};
use crate::{
    Id, LegalDay, RuleBroken, Timestamp,
    concern::Concern,
    duty::Account,
    person::PersonToken,
    unit::{Authority, Unit},
};

/// An event of an intervention: a follow-up, or what was said about its end.
pub enum FollowUp {}

/// How it has gone, as against what was agreed (*som planerat, delvis, inte*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Went {
    /// As planned (*som planerat*).
    AsPlanned,
    /// In part (*delvis*).
    Partly,
    /// Not (*inte*).
    Not,
}

impl Went {
    /// All answers, in the order of the form.
    pub const ALL: [Self; 3] = [Self::AsPlanned, Self::Partly, Self::Not];

    /// The stable word for store, forms and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::AsPlanned => "as_planned",
            Self::Partly => "partly",
            Self::Not => "not",
        }
    }
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// It was followed up.
    FollowedUp {
        /// How it has gone.
        went: Went,
        /// When it is followed up next.
        next: LegalDay,
    },
    /// It ended, and something was said about it.
    Ended(Outcome),
}

/// What the cover of an event says. Who it is about and who is responsible come from the intervention, so that an
/// event is guarded as strictly as the intervention is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpCover {
    /// Its id.
    pub id: Id<FollowUp>,
    /// The intervention.
    pub intervention: Id<Intervention>,
    /// The concern that led to the intervention.
    pub concern: Id<Concern>,
    /// The controller.
    pub authority: Id<Authority>,
    /// The unit.
    pub unit: Id<Unit>,
    /// The person's token, from the intervention.
    pub token: Option<PersonToken>,
    /// Protected personal data, from the intervention.
    pub protected: bool,
    /// Who is responsible for the intervention.
    pub responsible: Id<Account>,
    /// On which day it happened.
    pub on: LegalDay,
    /// What happened.
    pub event: Event,
    /// Who wrote it down.
    pub by: Id<Account>,
    /// When.
    pub at: Timestamp,
}

/// What was said about an event. Sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notes {
    /// In the worker's own words.
    pub text: String,
    /// Who wrote it, by name and function, as it stood that day.
    pub signed: String,
}

/// How an intervention ends: what came of it, and perhaps why. One that is broken off has a reason.
#[derive(Clone, PartialEq, Eq)]
pub struct Ending {
    outcome: Outcome,
    why: Option<String>,
}

impl Ending {
    /// An ending.
    ///
    /// # Errors
    /// [`RuleBroken::ReasonMissing`] when it is broken off and nobody says why.
    pub fn new(outcome: Outcome, why: Option<String>) -> Result<Self, RuleBroken> {
        let why = why.filter(|why| !why.trim().is_empty());
        if outcome == Outcome::BrokenOff && why.is_none() {
            return Err(RuleBroken::ReasonMissing);
        }
        Ok(Self { outcome, why })
    }

    /// What came of it.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Why, where somebody said so.
    pub fn why(&self) -> Option<&str> {
        self.why.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::intervention::{InterventionCover, Kind, State};

    fn cover(state: State) -> InterventionCover {
        InterventionCover {
            id: Id::from_random([1; 16]),
            concern: Id::from_random([2; 16]),
            authority: Id::from_random([3; 16]),
            unit: Id::from_random([4; 16]),
            token: None,
            protected: false,
            kind: Kind::Talks,
            state,
            responsible: Id::from_random([5; 16]),
            follow_up: LegalDay::new(date!(2026 - 12 - 01)),
            offered: Timestamp::from_micros(0),
            offered_on: LegalDay::new(date!(2026 - 11 - 01)),
            version: 1,
        }
    }

    #[test]
    fn the_next_day_stands_on_the_cover_until_it_has_ended() {
        let day = |day| LegalDay::new(day);
        let (on, today) = (day(date!(2026 - 11 - 30)), day(date!(2026 - 12 - 01)));
        let next = day(date!(2027 - 01 - 12));
        for state in [State::Planned, State::Ongoing] {
            let after = cover(state).follow_up(on, next, today).unwrap();
            assert_eq!((after.follow_up, after.version, after.state), (next, 2, state));
        }
        let ended = cover(State::Ended(Outcome::Partly));
        assert_eq!(ended.follow_up(on, next, today), Err(RuleBroken::WrongState));
        let planned = || cover(State::Planned);
        assert_eq!(planned().follow_up(next, next, today), Err(RuleBroken::DayAhead));
        assert_eq!(planned().follow_up(on, on, today), Err(RuleBroken::FollowUpInThePast));
        assert!(planned().follow_up(today, today, today).is_ok(), "again the same day");
    }

    #[test]
    fn what_is_broken_off_has_a_reason_and_nothing_else_needs_one() {
        for outcome in Outcome::ALL {
            let is_broken_off = outcome == Outcome::BrokenOff;
            for empty in [None, Some(" \n".to_owned())] {
                let ending = Ending::new(outcome, empty);
                assert_eq!(ending.is_err(), is_broken_off, "{outcome:?}");
                assert!(ending.is_err() || ending.is_ok_and(|ending| ending.why().is_none()));
            }
            let ending = Ending::new(outcome, Some("Familjen har flyttat.".to_owned())).unwrap();
            assert_eq!(ending.why(), Some("Familjen har flyttat."));
            assert_eq!(cover(State::Planned).end(&ending).is_ok(), is_broken_off, "{outcome:?}");
            let ended = cover(State::Ongoing).end(&ending).unwrap();
            assert_eq!(ended.state, State::Ended(outcome));
            assert_eq!(ended.end(&ending), Err(RuleBroken::WrongState));
        }
    }
}
