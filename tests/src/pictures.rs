//! The situation picture of a world: a meeting that municipality and Police have held, a version adopted at it with one
//! problem at a place, and a draft to call routes with.

use desk::commons::{PictureRow, Texts};
use domain::{
    Id, LegalDay,
    promise::period::Period,
    situation::{
        Area, Days, Function, Meeting, Narrative, Place, PlaceKind, SituationMeeting, SituationPicture,
        cycle::{ActionPlan, Measure},
        incident::Category,
        meeting::{Attendance, MeetingKind},
        picture::{Evidence, Priority, Problem},
    },
};
use time::{Date, Duration, macros::date};

use crate::World;

/// The day of the meeting at which the picture of a world is adopted.
pub const ADOPTED_ON: Date = date!(2026 - 09 - 07);

/// What is written of the picture, for routes.
#[derive(Debug, Clone, Copy)]
pub struct Painted {
    /// A common meeting at which nothing was adopted.
    pub(crate) meeting: Id<Meeting>,
    /// How often it was written.
    pub(crate) version: i64,
    /// A day without a meeting.
    pub(crate) free_day: Date,
    /// The draft.
    pub(crate) draft: Id<SituationPicture>,
    /// How often it was written.
    pub(crate) revision: i64,
    /// The plan: worked on, or decided where it is to be followed up.
    pub(crate) plan: Id<ActionPlan>,
    /// A measure of it.
    pub(crate) measure: Id<Measure>,
}

impl Painted {
    /// The id that a path is about: a meeting's or the draft's.
    pub(crate) fn of(&self, path: &str) -> String {
        if path.contains("/mote/") { self.meeting.to_string() } else { self.draft.to_string() }
    }

    /// Ids of nothing.
    fn nothing() -> Self {
        Self {
            meeting: Id::from_random([15; 16]),
            version: 0,
            free_day: ADOPTED_ON,
            draft: Id::from_random([15; 16]),
            revision: 0,
            plan: Id::from_random([15; 16]),
            measure: Id::from_random([15; 16]),
        }
    }
}

/// A meeting of municipality and Police on a day, about the two weeks before it.
///
/// # Panics
/// Never: the days are in order.
#[must_use]
#[expect(clippy::expect_used, reason = "days in order")]
pub fn common(day: Date) -> SituationMeeting {
    let (first, last) = (day - Duration::days(14), day - Duration::DAY);
    let inventory = Days::new(LegalDay::new(first), LegalDay::new(last)).expect("days");
    let attendance = [Function::Strategist, Function::Police];
    let attendance = attendance.map(|function| Attendance { function, count: 1 });
    let (held_on, agenda) = (LegalDay::new(day), Vec::new());
    SituationMeeting { held_on, inventory, agenda, attendance: attendance.to_vec() }
}

#[expect(clippy::expect_used, reason = "a picture that cannot be made fails its test")]
impl World {
    /// A version of the picture, adopted at a common meeting: narcotics at the travel centre come first.
    ///
    /// # Panics
    /// When it is not taken.
    pub async fn pictured(&self, area: Id<Area>) {
        let malin = self.commons("malin").await;
        let at = malin.hold(Meeting::Situation(common(ADOPTED_ON))).await.expect("a meeting");
        let id = malin.begin_picture().await.expect("a draft");
        let text = |said: &str| Narrative::new(said).expect("no personal data");
        let texts = Texts { mapping: text("Kartlagt"), other: text(""), analysis: text("Analyserat") };
        malin.write_picture(id, texts, 1).await.expect("texts");
        let days = Days::new(LegalDay::new(date!(2026 - 06 - 01)), LegalDay::new(date!(2026 - 08 - 31)));
        let problem = Problem {
            id: malin.new_problem(),
            place: Some(Place { area, kind: PlaceKind::Transport }),
            about: Narrative::new("Narkotika säljs på kvällarna").expect("no personal data"),
            causes: vec![Narrative::new("Mörkt").expect("no personal data")],
            priority: Priority::First,
            evidence: vec![Evidence::Incidents { category: Category::Drugs, days: days.expect("days") }],
        };
        malin.put_problem(id, problem, 2).await.expect("a problem");
        malin.adopt_picture(id, at, 3).await.expect("it is adopted");
    }

    /// All versions of the picture, the latest first.
    ///
    /// # Panics
    /// When the store fails.
    pub async fn pictures(&self) -> Vec<PictureRow> {
        self.store.read().await.expect("the store").pictures().await.expect("the store")
    }

    /// What a route about the picture is called with. Before a draft is begun there is none.
    pub(crate) async fn painted(&self, path: &str) -> Painted {
        let no_day = Painted::nothing();
        if !path.starts_with("/lagesbild") {
            return no_day;
        }
        if path.starts_with("/lagesbild/plan") {
            let (plan, measure) = self.measured(path.ends_with("uppfoljning")).await;
            return Painted { plan, measure, ..no_day };
        }
        let day = date!(2026 - 11 - 16);
        let malin = self.commons("malin").await;
        if self.meetings_on(day).await.is_empty() {
            malin.hold(Meeting::Situation(common(day))).await.expect("a meeting");
        }
        let row = self.meetings_on(day).await.into_iter().next().expect("a meeting");
        let mut free_day = day - Duration::DAY;
        while !self.meetings_on(free_day).await.is_empty() {
            free_day -= Duration::DAY;
        }
        let mut draft = self.draft().await;
        if path == "/lagesbild/version" {
            if let Some((id, revision)) = draft {
                malin.adopt_picture(id, row.id, revision).await.expect("it is adopted");
            }
            return Painted { meeting: row.id, version: row.version, free_day, ..no_day };
        }
        if draft.is_none() {
            malin.begin_picture().await.expect("a draft");
            draft = self.draft().await;
        }
        let (draft, revision) = draft.expect("a draft");
        Painted { meeting: row.id, version: row.version, free_day, draft, revision, ..no_day }
    }

    /// The draft, and how often it was written.
    pub async fn draft(&self) -> Option<(Id<SituationPicture>, i64)> {
        let rows = self.pictures().await;
        rows.iter().find(|row| row.picture.adoption().is_none()).map(|row| (row.id, row.revision))
    }

    /// A plan that is worked on, or one that is decided with one measure against the first problem.
    async fn measured(&self, decided: bool) -> (Id<ActionPlan>, Id<Measure>) {
        let malin = self.commons("malin").await;
        if self.proposed().await.is_none() {
            malin.begin_plan().await.expect("a plan");
        }
        let row = self.proposed().await.expect("a plan");
        let id = malin.new_measure();
        if !decided {
            return (row.id, id);
        }
        for old in &row.plan.measures {
            malin.drop_measure(row.id, old.id).await.expect("it is dropped");
        }
        let measure = Measure {
            id,
            problem: self.grounded().await.place,
            what: Narrative::new("Lampor vid stationen").expect("no personal data"),
            owner: Function::Property,
            by: None,
        };
        malin.add_measure(row.id, measure).await.expect("a measure");
        malin.decide_plan(row.id, LegalDay::new(ADOPTED_ON)).await.expect("it is decided");
        (row.id, id)
    }

    /// The plan that is worked on.
    async fn proposed(&self) -> Option<desk::commons::PlanRow> {
        let rows = self.store.read().await.expect("the store").plans().await.expect("the store");
        rows.into_iter().find(|row| row.plan.decided_on.is_none())
    }

    async fn meetings_on(&self, day: Date) -> Vec<desk::commons::MeetingRow> {
        let day = Period::new(day, day).expect("a day");
        let mut tx = self.store.read().await.expect("the store");
        let mut rows = tx.held_meetings(day).await.expect("the store");
        rows.retain(|row| row.meeting.kind() == MeetingKind::Situation);
        rows
    }
}
