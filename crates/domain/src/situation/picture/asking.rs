//! What the picture asked for and nobody did: its problems against what was done and where somebody was out.

use super::{Priority, Problem};
use crate::{Id, situation::Area};

/// A problem of the adopted picture, as far as it asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asking {
    /// The problem.
    pub problem: Id<Problem>,
    /// Where; nowhere for the whole municipality.
    pub area: Option<Id<Area>>,
    /// How soon.
    pub priority: Priority,
}

/// What the picture asked for and nobody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undone {
    /// The problem.
    pub problem: Id<Problem>,
    /// Nothing that was done names it.
    pub nothing_done: bool,
    /// Nobody was out in its area in the evening.
    pub no_evening: bool,
}

impl Asking {
    /// What was not done of what these ask for, given the problems that something was done about and the areas in
    /// which somebody was out in the evening. What is only watched asks for nothing.
    pub fn undone(
        asking: impl Iterator<Item = Self>,
        answered: &[Id<Problem>],
        walked: &[Id<Area>],
    ) -> Vec<Undone> {
        let asks = asking.filter(|one| one.priority != Priority::Watched);
        let undone = asks.map(|one| Undone {
            problem: one.problem,
            nothing_done: !answered.contains(&one.problem),
            no_evening: one.area.is_some_and(|area| !walked.contains(&area)),
        });
        undone.filter(|one| one.nothing_done || one.no_evening).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_picture_asked_for_and_nobody_did_is_found() {
        let (drugs, fires, watched) =
            (Id::from_random([1; 16]), Id::from_random([2; 16]), Id::from_random([3; 16]));
        let (centre, harbour) = (Id::from_random([4; 16]), Id::from_random([5; 16]));
        let asking = [
            Asking { problem: drugs, area: Some(centre), priority: Priority::First },
            Asking { problem: fires, area: None, priority: Priority::Second },
            Asking { problem: watched, area: Some(harbour), priority: Priority::Watched },
        ];
        let undone = |answered: &[Id<Problem>], walked: &[Id<Area>]| {
            let all = Asking::undone(asking.into_iter(), answered, walked).into_iter();
            all.map(|one| (one.problem, one.nothing_done, one.no_evening)).collect::<Vec<_>>()
        };
        assert_eq!(undone(&[], &[]), [(drugs, true, true), (fires, true, false)]);
        assert_eq!(undone(&[fires], &[centre]), [(drugs, true, false)]);
        assert_eq!(undone(&[drugs, fires], &[harbour]), [(drugs, false, true)], "elsewhere is not there");
        assert_eq!(undone(&[drugs, fires], &[centre]), []);
    }
}
