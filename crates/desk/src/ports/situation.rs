//! The situation picture: its meetings, its versions, what surveys say, and the plan out of it. No row of it holds a
//! person.

use async_trait::async_trait;
use domain::{
    Id,
    promise::period::Period,
    situation::{
        Meeting, SituationPicture,
        cycle::{ActionPlan, FollowUp},
        survey::SurveyResult,
    },
};
use uuid::Uuid;

use super::{CommonsReads, StoreFault};

/// A meeting as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingRow {
    /// Its id.
    pub id: Id<Meeting>,
    /// What was said, and who was there.
    pub meeting: Meeting,
    /// How often it was written, from 1.
    pub version: i64,
}

/// A version of the picture as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureRow {
    /// Its id.
    pub id: Id<SituationPicture>,
    /// The version.
    pub picture: SituationPicture,
    /// How often it was written, from 1.
    pub revision: i64,
}

/// A result of a survey as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyRow {
    /// Its id.
    pub id: Id<SurveyResult>,
    /// What it says.
    pub result: SurveyResult,
}

/// A plan as it is kept, with its follow-ups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// Its id.
    pub id: Id<ActionPlan>,
    /// The plan.
    pub plan: ActionPlan,
    /// How often it was written, from 1.
    pub revision: i64,
    /// Its follow-ups, the oldest first.
    pub follow_ups: Vec<FollowUp>,
}

/// The situation picture, read.
#[async_trait]
pub trait SituationReads: CommonsReads {
    /// One meeting.
    async fn meeting(&mut self, id: Id<Meeting>) -> Result<Option<MeetingRow>, StoreFault>;
    /// The meetings of a period, both kinds, the latest first.
    async fn held_meetings(&mut self, period: Period) -> Result<Vec<MeetingRow>, StoreFault>;
    /// All versions of the picture, the latest first.
    async fn pictures(&mut self) -> Result<Vec<PictureRow>, StoreFault>;
    /// All results of surveys, by question, group, area and year.
    async fn surveys(&mut self) -> Result<Vec<SurveyRow>, StoreFault>;
    /// All plans, the latest first.
    async fn plans(&mut self) -> Result<Vec<PlanRow>, StoreFault>;
}

/// What can be written about the situation picture.
pub enum SituationWrite {
    /// A meeting, new.
    Meeting(MeetingRow),
    /// A meeting after a change; its version is one above what was read.
    MeetingChanged(MeetingRow),
    /// A version of the picture, new.
    Picture(PictureRow),
    /// A draft after a change, or adopted; its revision is one above what was read.
    PictureChanged(PictureRow),
    /// Results of surveys, new.
    Surveys(Vec<SurveyRow>),
    /// A plan, new; its place among the plans, from 1.
    Plan(PlanRow, i64),
    /// A plan after a change, or decided; its revision is one above what was read.
    PlanChanged(PlanRow),
    /// A follow-up of a plan, new.
    FollowUp(Uuid, Id<ActionPlan>, FollowUp),
}
