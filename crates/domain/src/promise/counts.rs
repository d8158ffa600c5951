//! What cases and outreach meetings give to a promise: counts of persons, and nothing that leads to one of them.
//!
//! A [`Counts`] is all that leaves the part of the program that holds persons. What is inside a [`Headcount`] comes out
//! through [`super::published`] only. How a count is broken down is fixed here, before any promise begins: a breakdown
//! that could be chosen afterwards could be subtracted from another.

use super::{Measure, published::Headcount};

words! {
    /// A cell of a breakdown.
    Cell {
        /// Help has begun, so it was accepted.
        Accepted "accepted",
        /// Help has not begun.
        NotAccepted "not_accepted",
        /// Help to the family together.
        Family "family",
        /// Help to the young person alone.
        Alone "alone",
        /// A meeting by the Linköping model.
        Linkoping "linkoping",
        /// A meeting in another way.
        OtherMethod "other_method",
        /// A meeting of which the way was not written down.
        MethodUnsaid "method_unsaid",
        /// Met for the first time.
        FirstMet "first_met",
        /// Met before.
        MetBefore "met_before",
        /// A meeting of which that was not written down.
        MetUnsaid "met_unsaid",
        /// Under 12 years.
        Under12 "under_12",
        /// 12 to 14 years.
        From12 "from_12",
        /// 15 to 17 years.
        From15 "from_15",
        /// 18 years or more.
        From18 "from_18",
    }
}

/// The counts of a period; `None` where nothing counts them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Persons under 18 years who were offered early help.
    pub offered: Option<Headcount>,
    /// Young adults who were offered support.
    pub support_offered: Option<Headcount>,
    /// Outreach meetings; each is with one young person.
    pub outreach_meetings: Option<Headcount>,
    /// Young people for whom concern was received for the first time, where the number is known.
    pub first_concerns: Option<Headcount>,
}

impl Counts {
    /// A count, by what it measures.
    pub fn of(&self, measure: Measure) -> Option<&Headcount> {
        match measure {
            Measure::Offered => self.offered.as_ref(),
            Measure::SupportOffered => self.support_offered.as_ref(),
            Measure::OutreachMeetings => self.outreach_meetings.as_ref(),
            Measure::FirstConcerns => self.first_concerns.as_ref(),
            _ => None,
        }
    }
}

/// How a count is broken down: each breakdown by its cells, in the order in which a [`Headcount`] holds them.
pub fn breakdowns(measure: Measure) -> &'static [&'static [Cell]] {
    use Cell as C;
    match measure {
        Measure::Offered => &[&[C::Accepted, C::NotAccepted], &[C::Family, C::Alone]],
        Measure::SupportOffered => &[&[C::Accepted, C::NotAccepted]],
        Measure::OutreachMeetings => {
            &[&[C::Linkoping, C::OtherMethod, C::MethodUnsaid], &[C::FirstMet, C::MetBefore, C::MetUnsaid]]
        }
        Measure::FirstConcerns => &[&[C::Under12, C::From12, C::From15, C::From18]],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_stands_in_a_breakdown_of_its_whole() {
        let parts = [
            (Measure::Accepted, Cell::Accepted),
            (Measure::Families, Cell::Family),
            (Measure::SupportAccepted, Cell::Accepted),
            (Measure::FirstMet, Cell::FirstMet),
        ];
        for (part, cell) in parts {
            let whole = part.part_of().unwrap();
            assert!(breakdowns(whole).iter().any(|cells| cells.contains(&cell)), "{part:?}");
        }
    }

    #[test]
    fn only_counts_of_persons_are_broken_down() {
        for measure in Measure::ALL {
            assert!(breakdowns(*measure).is_empty() || measure.counts_persons(), "{measure:?}");
        }
    }
}
