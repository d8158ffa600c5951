//! The form of a meeting: one field for each point of the agenda, by its word, and one for each function.

use std::collections::BTreeMap;

use desk::commons::MeetingRow;
use domain::{
    LegalDay,
    situation::{
        Days, Function, GroupMeeting, Meeting, SituationMeeting,
        meeting::{AgendaPoint, Attendance, GroupPoint, Item, MeetingKind},
    },
};
use serde::Deserialize;

use super::{super::situation::text, day_of};
use crate::{
    forms::{FieldErrors, day_text},
    text::Text,
};

/// A meeting, as the browser sends it. Points stand under their word, functions under `antal-` and theirs.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct MeetingForm {
    pub(super) token: String,
    pub(super) kind: String,
    pub(super) version: String,
    pub(super) held_on: String,
    pub(super) first: String,
    pub(super) last: String,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

/// A point, as the form shows it.
pub(super) struct Point {
    pub(super) field: &'static str,
    pub(super) label: String,
    pub(super) value: String,
}

/// A function, as the form shows it.
pub(super) struct Present {
    pub(super) field: String,
    pub(super) label: String,
    pub(super) value: String,
}

impl MeetingForm {
    /// An empty one, with the days that are next.
    pub(super) fn new(kind: MeetingKind, today: LegalDay, days: Option<Days>) -> Self {
        let said =
            |day: fn(Days) -> LegalDay| days.map(|days| day_text(day(days).date())).unwrap_or_default();
        Self {
            kind: kind.word().to_owned(),
            held_on: day_text(today.date()),
            first: said(Days::first),
            last: said(Days::last),
            ..Self::default()
        }
    }

    /// The one that a meeting was written with.
    pub(super) fn of(row: &MeetingRow) -> Self {
        let days = row.meeting.situation().map(|meeting| meeting.inventory);
        let mut form = Self::new(row.meeting.kind(), row.meeting.held_on(), days);
        form.version = row.version.to_string();
        let mut put = |word: &str, said: &str| form.rest.insert(word.to_owned(), said.to_owned());
        match &row.meeting {
            Meeting::Situation(meeting) => {
                for item in &meeting.agenda {
                    put(item.point.word(), item.said.as_str());
                }
            }
            Meeting::Group(meeting) => {
                for item in &meeting.agenda {
                    put(item.point.word(), item.said.as_str());
                }
            }
        }
        for one in row.meeting.attendance() {
            put(&counted(one.function), &one.count.to_string());
        }
        form
    }

    /// Which kind of meeting.
    pub(super) fn kind(&self) -> MeetingKind {
        MeetingKind::from_word(&self.kind).unwrap_or(MeetingKind::Situation)
    }

    /// The version that was read.
    pub(super) fn version(&self) -> i64 {
        self.version.parse().unwrap_or(-1)
    }

    /// The same words over another version.
    pub(super) fn at_version(self, version: i64) -> Self {
        Self { version: version.to_string(), ..self }
    }

    fn said(&self, field: &str) -> &str {
        self.rest.get(field).map_or("", String::as_str)
    }

    /// The points of the agenda.
    pub(super) fn points(&self, t: Text) -> Vec<Point> {
        let point = |family: &str, field: &'static str| Point {
            field,
            label: t.get(&format!("{family}-{field}")),
            value: self.said(field).to_owned(),
        };
        match self.kind() {
            MeetingKind::Situation => {
                AgendaPoint::ALL.iter().map(|one| point("agenda", one.word())).collect()
            }
            MeetingKind::Group => GroupPoint::ALL.iter().map(|one| point("group", one.word())).collect(),
        }
    }

    /// The functions.
    pub(super) fn present(&self, t: Text) -> Vec<Present> {
        let present = |function: &Function| Present {
            field: counted(*function),
            label: t.get(&format!("function-{}", function.word())),
            value: self.said(&counted(*function)).to_owned(),
        };
        Function::ALL.iter().map(present).collect()
    }

    /// The meeting.
    pub(super) fn parse(&self) -> Result<Meeting, FieldErrors> {
        let mut errors = FieldErrors::default();
        let held_on = day_of("held_on", &self.held_on, &mut errors);
        let attendance = self.attendance(&mut errors);
        let meeting = match self.kind() {
            MeetingKind::Situation => {
                let days = self.days(&mut errors);
                let agenda = self.agenda(AgendaPoint::ALL, AgendaPoint::word, &mut errors);
                held_on.zip(days).map(|(held_on, inventory)| {
                    Meeting::Situation(SituationMeeting { held_on, inventory, agenda, attendance })
                })
            }
            MeetingKind::Group => {
                let agenda = self.agenda(GroupPoint::ALL, GroupPoint::word, &mut errors);
                held_on.map(|held_on| Meeting::Group(GroupMeeting { held_on, agenda, attendance }))
            }
        };
        meeting.filter(|_| errors.is_empty()).ok_or(errors)
    }

    fn days(&self, errors: &mut FieldErrors) -> Option<Days> {
        let (first, last) = (day_of("first", &self.first, errors), day_of("last", &self.last, errors));
        let (first, last) = first.zip(last)?;
        let days = Days::new(first, last).ok();
        if days.is_none() {
            errors.add("last", "met-days-wrong");
        }
        days
    }

    fn agenda<P: Copy>(
        &self,
        points: &[P],
        word: fn(P) -> &'static str,
        errors: &mut FieldErrors,
    ) -> Vec<Item<P>> {
        let item = |point: &P| {
            let field = word(*point);
            Item { point: *point, said: text(field, self.said(field), errors) }
        };
        points.iter().map(item).collect()
    }

    fn attendance(&self, errors: &mut FieldErrors) -> Vec<Attendance> {
        let mut all = Vec::new();
        for function in Function::ALL {
            let said = self.said(&counted(*function)).trim();
            match said.parse() {
                Ok(count) => all.push(Attendance { function: *function, count }),
                Err(_) if said.is_empty() => {}
                Err(_) if errors.has("attendance") => {}
                Err(_) => errors.add("attendance", "met-count-wrong"),
            }
        }
        all.retain(|one| one.count > 0);
        all
    }
}

/// The field of a function.
fn counted(function: Function) -> String {
    format!("antal-{}", function.word())
}
