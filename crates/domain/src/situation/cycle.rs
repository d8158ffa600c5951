//! The two-year cycle of lagen (2023:196): a picture (4 §), a plan of measures out of it (5 §), and at least every
//! second year the picture updated and the plan followed up (6 §).
//!
//! The law came into force on 1 July 2023, and no plan had to be decided before 1 July 2024 (its transitional
//! provisions). "At least every second year" is read to the day, the stricter way: two years after the last time.

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
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// The day of the decision.
    pub decided_on: LegalDay,
    /// The measures.
    pub measures: Vec<Measure>,
}

/// What a follow-up says of one measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// The measure.
    pub measure: Id<Measure>,
    /// What became of it.
    pub outcome: Outcome,
    /// In words.
    pub note: Narrative,
}

/// A follow-up of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// The day.
    pub on: LegalDay,
    /// Measure by measure.
    pub measures: Vec<Followed>,
}

impl ActionPlan {
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
            decided_on: PLAN_FROM,
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
}
