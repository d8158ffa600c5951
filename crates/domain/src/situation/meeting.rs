//! The meetings: where the situation picture is made (*lägesbildsmöte*), and the SSPF working group on group level.
//!
//! Both have a day, an agenda with what was said, and who took part by function. There is no list of persons, neither
//! around the table nor on the agenda: a single young person is the business of the case work, under its own secrecy.

use serde::{Deserialize, Serialize};

use super::{Days, Function, Prose};
use crate::LegalDay;

words! {
    /// A point on the agenda of a situation meeting.
    AgendaPoint {
        /// What has happened since last time.
        Inventory "inventory",
        /// Trends and phenomena.
        Trends "trends",
        /// The picture as a whole, and what it lacks.
        Picture "picture",
        /// Why it happens (*orsaksanalys*).
        Causes "causes",
        /// What comes first.
        Priorities "priorities",
        /// What is to be done.
        Measures "measures",
        /// What became of it.
        FollowUp "follow_up",
        /// The promise to the citizens.
        Promise "promise",
        /// What is told to inhabitants and businesses.
        Information "information",
    }
}

words! {
    /// A point on the agenda of the SSPF working group: groups, places and ways of working.
    GroupPoint {
        /// Groups and places where the young gather.
        Places "places",
        /// Attendance and safety, school by school.
        Schools "schools",
        /// Leisure: what there is to do, and who does not come.
        Leisure "leisure",
        /// Alcohol, drugs and what else is new among the young.
        Trends "trends",
        /// Evenings and holidays ahead that need adults.
        Ahead "ahead",
        /// Information and support for parents.
        Parents "parents",
        /// Who does what together.
        Measures "measures",
        /// Routines: how the young are found early, and who is called when.
        Routines "routines",
        /// What became of it.
        FollowUp "follow_up",
    }
}

/// A point of an agenda, and what was said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item<P> {
    /// The point.
    pub point: P,
    /// What was said; empty before the meeting.
    pub said: Prose,
}

/// How many took part in a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// The function.
    pub function: Function,
    /// How many.
    pub count: u8,
}

/// A meeting about the situation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SituationMeeting {
    /// The day.
    pub held_on: LegalDay,
    /// The days whose incidents are gone through.
    pub inventory: Days,
    /// The agenda.
    pub agenda: Vec<Item<AgendaPoint>>,
    /// Who took part, by function.
    pub attendance: Vec<Attendance>,
}

/// A meeting of the SSPF working group, on group level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupMeeting {
    /// The day.
    pub held_on: LegalDay,
    /// The agenda.
    pub agenda: Vec<Item<GroupPoint>>,
    /// Who took part, by function.
    pub attendance: Vec<Attendance>,
}

words! {
    /// Which of the two meetings.
    MeetingKind {
        /// Municipality and police, about the situation.
        Situation "situation",
        /// The SSPF working group.
        Group "group",
    }
}

/// Either of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meeting {
    /// About the situation.
    Situation(SituationMeeting),
    /// Of the SSPF working group.
    Group(GroupMeeting),
}

impl Meeting {
    /// Which it is.
    pub fn kind(&self) -> MeetingKind {
        match self {
            Self::Situation(_) => MeetingKind::Situation,
            Self::Group(_) => MeetingKind::Group,
        }
    }

    /// The day.
    pub fn held_on(&self) -> LegalDay {
        match self {
            Self::Situation(meeting) => meeting.held_on,
            Self::Group(meeting) => meeting.held_on,
        }
    }

    /// Who took part, by function.
    pub fn attendance(&self) -> &[Attendance] {
        match self {
            Self::Situation(meeting) => &meeting.attendance,
            Self::Group(meeting) => &meeting.attendance,
        }
    }

    /// The meeting about the situation, where it is one.
    pub fn situation(&self) -> Option<&SituationMeeting> {
        match self {
            Self::Situation(meeting) => Some(meeting),
            Self::Group(_) => None,
        }
    }
}

impl SituationMeeting {
    /// Whether municipality and police were both there: one of them alone makes no common picture.
    pub fn is_common(&self) -> bool {
        let present = |wanted: fn(Function) -> bool| {
            self.attendance.iter().any(|one| one.count > 0 && wanted(one.function))
        };
        present(|function| function == Function::Police) && present(Function::is_municipal)
    }

    /// The days that the next meeting goes through: from the day after this one's to `until`, with nothing left out.
    pub fn next_inventory(&self, until: LegalDay) -> Option<Days> {
        let first = self.inventory.last().date().next_day().map(LegalDay::new)?;
        Days::new(first, until).ok()
    }
}

impl Function {
    /// Whether it is one of the municipality's own.
    pub fn is_municipal(self) -> bool {
        use Function::{FieldGroup, Leisure, Property, School, SchoolCaretaker, SocialServices, Strategist};
        matches!(
            self,
            Strategist | School | SchoolCaretaker | SocialServices | FieldGroup | Leisure | Property
        )
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const fn day(date: time::Date) -> LegalDay {
        LegalDay::new(date)
    }

    fn meeting(functions: &[Function]) -> SituationMeeting {
        let inventory = Days::new(day(date!(2023 - 11 - 06)), day(date!(2023 - 11 - 19))).unwrap();
        let attendance =
            functions.iter().map(|function| Attendance { function: *function, count: 1 }).collect();
        SituationMeeting { held_on: day(date!(2023 - 11 - 20)), inventory, agenda: Vec::new(), attendance }
    }

    #[test]
    fn a_common_picture_needs_municipality_and_police() {
        assert!(meeting(&[Function::Police, Function::Strategist]).is_common());
        assert!(!meeting(&[Function::Police, Function::HousingCompany, Function::Business]).is_common());
        assert!(!meeting(&[Function::School, Function::Strategist]).is_common());
    }

    #[test]
    fn the_next_inventory_begins_where_the_last_one_ended() {
        let next = meeting(&[]).next_inventory(day(date!(2023 - 12 - 03))).unwrap();
        assert_eq!((next.first(), next.last()), (day(date!(2023 - 11 - 20)), day(date!(2023 - 12 - 03))));
        assert_eq!(
            meeting(&[]).next_inventory(day(date!(2023 - 11 - 19))),
            None,
            "all of it is gone through"
        );
    }
}
