//! The two-year cycle of lagen (2023:196): a picture (4 §), a plan of measures out of it (5 §), and at least every
//! second year the picture updated and the plan followed up (6 §).
//!
//! The law came into force on 1 July 2023, and no plan had to be decided before 1 July 2024 (its transitional
//! provisions). "At least every second year" is read to the day, the stricter way: two years after the last time.

use serde::{Deserialize, Serialize};
use time::{Date, macros::date};

use super::{Function, Narrative, SituationPicture, picture::Problem};
use crate::{Id, LegalDay};

/// The first day of the law.
pub const IN_FORCE: LegalDay = LegalDay::new(date!(2023 - 07 - 01));
/// The first day on which a plan had to be there.
pub const PLAN_FROM: LegalDay = LegalDay::new(date!(2024 - 07 - 01));
/// So many years may lie between two times.
const YEARS: i32 = 2;

words! {
    /// What the law asks for.
    Duty {
        /// The picture, drawn up or updated (4 and 6 §§).
        Picture "picture",
        /// The plan of measures (5 §).
        Plan "plan",
        /// The plan, followed up (6 §).
        FollowUp "follow_up",
    }
}

/// A measure of the plan, against a problem of the picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Its id.
    pub id: Id<Measure>,
    /// The problem it is taken against.
    pub problem: Id<Problem>,
    /// What is to be done.
    pub what: Narrative,
    /// Who sees to it.
    pub owner: Function,
    /// The last day for it, where there is one.
    pub by: Option<LegalDay>,
}

words! {
    /// What became of a measure.
    Outcome {
        /// It was done.
        Done "done",
        /// It goes on.
        Ongoing "ongoing",
        /// It was not begun.
        NotBegun "not_begun",
        /// It was given up.
        GivenUp "given_up",
    }
}

/// The plan of measures (*åtgärdsplan*), out of one version of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionPlan {
    /// The picture that it rests on.
    pub picture: Id<SituationPicture>,
    /// The version of it.
    pub version: u32,
    /// The day of the decision; none while it is worked on.
    pub decided_on: Option<LegalDay>,
    /// The measures.
    pub measures: Vec<Measure>,
}

/// What a follow-up says of one measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Followed {
    /// The measure.
    pub measure: Id<Measure>,
    /// What became of it.
    pub outcome: Outcome,
    /// In words.
    pub note: Narrative,
}

/// A follow-up of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The day.
    pub on: LegalDay,
    /// Measure by measure.
    pub measures: Vec<Followed>,
}

/// Why a plan stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanFault {
    /// A plan that was decided never changes.
    #[error("the plan has been decided")]
    Decided,
    /// Only a plan that was decided is followed up.
    #[error("the plan has not been decided")]
    NotDecided,
    /// A plan without measures is none.
    #[error("the plan has no measures")]
    NoMeasures,
    /// A plan is worked on already: it is the one to go on with.
    #[error("there is a plan already that is worked on")]
    DraftThere,
    /// A plan rests on an adopted picture (5 § lagen (2023:196)).
    #[error("no picture has been adopted")]
    NoPicture,
    /// The day lies ahead, or before what it follows.
    #[error("the day lies ahead, or before what it follows")]
    WrongDay,
    /// Every measure is followed up.
    #[error("the follow-up leaves measures out")]
    LeftOut,
}

impl ActionPlan {
    /// The plan with other measures, while it is worked on.
    ///
    /// # Errors
    /// [`PlanFault::Decided`].
    pub fn rewritten(self, measures: Vec<Measure>) -> Result<Self, PlanFault> {
        if self.decided_on.is_some() { Err(PlanFault::Decided) } else { Ok(Self { measures, ..self }) }
    }

    /// Decided, once: from now on it stands.
    ///
    /// # Errors
    /// [`PlanFault`].
    pub fn decided(self, on: LegalDay, today: LegalDay) -> Result<Self, PlanFault> {
        match self.decided_on {
            Some(_) => Err(PlanFault::Decided),
            None if self.measures.is_empty() => Err(PlanFault::NoMeasures),
            None if on > today => Err(PlanFault::WrongDay),
            None => Ok(Self { decided_on: Some(on), ..self }),
        }
    }

    /// Takes a follow-up: of a plan that was decided, measure by measure, on a day between the decision and today.
    ///
    /// # Errors
    /// [`PlanFault`].
    pub fn followed_up(&self, follow_up: &FollowUp, today: LegalDay) -> Result<(), PlanFault> {
        let decided = self.decided_on.ok_or(PlanFault::NotDecided)?;
        if follow_up.on < decided || follow_up.on > today {
            return Err(PlanFault::WrongDay);
        }
        if self.left_out(follow_up).next().is_some() { Err(PlanFault::LeftOut) } else { Ok(()) }
    }

    /// The measures whose last day has passed and that nothing says are done or given up.
    pub fn late<'a>(
        &'a self,
        last: Option<&'a FollowUp>,
        today: LegalDay,
    ) -> impl Iterator<Item = &'a Measure> {
        let is_over = move |one: &&Measure| {
            let said = last.and_then(|last| last.measures.iter().find(|said| said.measure == one.id));
            let ended = said.is_some_and(|said| matches!(said.outcome, Outcome::Done | Outcome::GivenUp));
            !ended && one.by.is_some_and(|by| by < today)
        };
        self.measures.iter().filter(is_over)
    }

    /// The measures of which a follow-up says nothing.
    pub fn left_out<'a>(&'a self, follow_up: &'a FollowUp) -> impl Iterator<Item = &'a Measure> {
        let told = |one: &&Measure| follow_up.measures.iter().any(|followed| followed.measure == one.id);
        self.measures.iter().filter(move |one| !told(one))
    }
}

/// How far a municipality has come: the last day of each step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cycle {
    /// When the picture was last adopted.
    pub picture: Option<LegalDay>,
    /// When the plan was decided.
    pub plan: Option<LegalDay>,
    /// When the plan was last followed up.
    pub followed_up: Option<LegalDay>,
}

impl Cycle {
    /// The last day for a duty; `None` where nothing more is asked for: a plan once decided is followed up.
    pub fn due(self, duty: Duty) -> Option<LegalDay> {
        match duty {
            Duty::Picture => Some(self.picture.map_or(IN_FORCE, two_years_after)),
            Duty::Plan => self.plan.is_none().then_some(PLAN_FROM),
            Duty::FollowUp => {
                self.plan.map(|plan| two_years_after(self.followed_up.map_or(plan, |on| on.max(plan))))
            }
        }
    }

    /// What is due next, and on which day at the latest.
    pub fn next_due(self) -> Option<(Duty, LegalDay)> {
        let dues = Duty::ALL.iter().filter_map(|duty| Some((*duty, self.due(*duty)?)));
        dues.min_by_key(|(_, day)| *day)
    }

    /// What the law asked for and was not done in time.
    pub fn overdue(self, today: LegalDay) -> impl Iterator<Item = Duty> {
        Duty::ALL.iter().copied().filter(move |duty| self.due(*duty).is_some_and(|day| day < today))
    }
}

/// The same day two years on; of a leap day the day before 1 March, never later than two years.
fn two_years_after(day: LegalDay) -> LegalDay {
    let (year, month, day_of_month) = day.date().to_calendar_date();
    let same = Date::from_calendar_date(year + YEARS, month, day_of_month);
    let last_of_month = || Date::from_calendar_date(year + YEARS, month, month.length(year + YEARS));
    LegalDay::new(same.or_else(|_| last_of_month()).unwrap_or(Date::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn day(date: Date) -> LegalDay {
        LegalDay::new(date)
    }

    #[test]
    fn a_municipality_that_has_done_nothing_owes_picture_and_plan() {
        let nothing = Cycle::default();
        assert_eq!(nothing.next_due(), Some((Duty::Picture, IN_FORCE)));
        let overdue = |date| nothing.overdue(day(date)).collect::<Vec<_>>();
        assert_eq!(overdue(date!(2023 - 07 - 01)), []);
        assert_eq!(overdue(date!(2024 - 07 - 01)), [Duty::Picture], "the plan may be decided that day");
        assert_eq!(overdue(date!(2024 - 07 - 02)), [Duty::Picture, Duty::Plan]);
    }

    #[test]
    fn picture_and_follow_up_come_again_within_two_years() {
        let cycle = Cycle { picture: Some(day(date!(2023 - 09 - 04))), ..Cycle::default() };
        assert_eq!(cycle.next_due(), Some((Duty::Plan, PLAN_FROM)));
        let cycle = Cycle { plan: Some(day(date!(2024 - 05 - 20))), ..cycle };
        assert_eq!(cycle.next_due(), Some((Duty::Picture, day(date!(2025 - 09 - 04)))));
        assert_eq!(cycle.due(Duty::FollowUp), Some(day(date!(2026 - 05 - 20))));
        let cycle = Cycle { followed_up: Some(day(date!(2025 - 02 - 03))), ..cycle };
        assert_eq!(cycle.due(Duty::FollowUp), Some(day(date!(2027 - 02 - 03))));
        assert_eq!(cycle.overdue(day(date!(2025 - 09 - 05))).collect::<Vec<_>>(), [Duty::Picture]);
    }

    #[test]
    fn a_follow_up_of_the_plan_before_counts_for_nothing() {
        let cycle = Cycle {
            picture: Some(day(date!(2026 - 01 - 15))),
            plan: Some(day(date!(2026 - 03 - 02))),
            followed_up: Some(day(date!(2026 - 01 - 15))),
        };
        assert_eq!(cycle.due(Duty::FollowUp), Some(day(date!(2028 - 03 - 02))));
    }

    #[test]
    fn a_leap_day_comes_again_on_the_last_of_february() {
        let cycle = Cycle { picture: Some(day(date!(2024 - 02 - 29))), ..Cycle::default() };
        assert_eq!(cycle.due(Duty::Picture), Some(day(date!(2026 - 02 - 28))));
        let before = Cycle { picture: Some(day(date!(2022 - 02 - 28))), ..Cycle::default() };
        assert_eq!(before.due(Duty::Picture), Some(day(date!(2024 - 02 - 28))), "never later than two years");
    }

    #[test]
    fn a_follow_up_shows_which_measures_it_leaves_out() {
        let measure = |byte| Measure {
            id: Id::from_random([byte; 16]),
            problem: Id::from_random([9; 16]),
            what: Narrative::new("Lampor vid skolan.").unwrap(),
            owner: Function::Property,
            by: None,
        };
        let plan = ActionPlan {
            picture: Id::from_random([8; 16]),
            version: 1,
            decided_on: Some(PLAN_FROM),
            measures: vec![measure(1), measure(2)],
        };
        let followed = Followed {
            measure: Id::from_random([1; 16]),
            outcome: Outcome::Done,
            note: Narrative::default(),
        };
        let follow_up = FollowUp { on: PLAN_FROM, measures: vec![followed] };
        let left_out: Vec<_> = plan.left_out(&follow_up).map(|one| one.id).collect();
        assert_eq!(left_out, [Id::from_random([2; 16])]);
    }

    #[test]
    fn a_plan_is_decided_once_and_followed_up_measure_by_measure() {
        let measure = Measure {
            id: Id::from_random([1; 16]),
            problem: Id::from_random([9; 16]),
            what: Narrative::new("Lampor vid skolan.").unwrap(),
            owner: Function::Property,
            by: Some(day(date!(2024 - 10 - 31))),
        };
        let plan = ActionPlan {
            picture: Id::from_random([8; 16]),
            version: 1,
            decided_on: None,
            measures: Vec::new(),
        };
        let today = day(date!(2024 - 11 - 04));
        let followed = |outcome| FollowUp {
            on: today,
            measures: vec![Followed { measure: measure.id, outcome, note: Narrative::default() }],
        };
        assert_eq!(plan.clone().decided(today, today), Err(PlanFault::NoMeasures));
        let plan = plan.rewritten(vec![measure.clone()]).unwrap();
        assert_eq!(plan.followed_up(&followed(Outcome::Done), today), Err(PlanFault::NotDecided));
        assert_eq!(plan.clone().decided(day(date!(2024 - 11 - 05)), today), Err(PlanFault::WrongDay));
        let plan = plan.decided(PLAN_FROM, today).unwrap();
        assert_eq!(plan.clone().decided(today, today), Err(PlanFault::Decided));
        assert_eq!(plan.clone().rewritten(Vec::new()), Err(PlanFault::Decided));
        assert_eq!(plan.followed_up(&followed(Outcome::Done), today), Ok(()));
        let early = FollowUp { on: day(date!(2024 - 06 - 30)), ..followed(Outcome::Done) };
        assert_eq!(plan.followed_up(&early, today), Err(PlanFault::WrongDay));
        let none = FollowUp { on: today, measures: Vec::new() };
        assert_eq!(plan.followed_up(&none, today), Err(PlanFault::LeftOut));
        let late = |last: Option<&FollowUp>| plan.late(last, today).count();
        assert_eq!((late(None), late(Some(&followed(Outcome::Ongoing)))), (1, 1));
        assert_eq!(late(Some(&followed(Outcome::Done))), 0);
    }
}
