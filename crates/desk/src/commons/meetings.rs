//! The meetings: what stands at them, and writing them down. One of a kind a day, so that a form that is sent twice
//! makes one meeting.

use access::{Action, Facts};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, RuleBroken,
    promise::{occasion::Occasion as Evening, period::Period, standing::Noted},
    situation::{DayCount, Days, Meeting, SituationPicture, cycle::Cycle, meeting::MeetingKind},
};
use time::Duration;

use super::{AreaRow, Commons, Seen, keep, read};
use crate::{
    Fault,
    ports::{MeetingRow, PictureRow, PlanRow, SituationReads, SituationWrite, StoreFault, SurveyRow, Writes},
    writer::{Applied, Change},
};

/// So many days back and ahead meetings are listed.
const LISTED: Duration = Duration::days(3 * 366);

/// What a page of the situation picture stands on, read in one snapshot.
pub struct Situation {
    /// What was done on the days that were asked for.
    pub seen: Seen,
    /// The meetings of the last years, both kinds, the latest first.
    pub meetings: Vec<MeetingRow>,
    /// All versions of the picture, the latest first.
    pub pictures: Vec<PictureRow>,
    /// All results of surveys.
    pub surveys: Vec<SurveyRow>,
    /// All plans, the latest first.
    pub plans: Vec<PlanRow>,
}

/// What stands at one meeting.
pub struct AtMeeting {
    /// The meeting.
    pub row: MeetingRow,
    /// The evenings of the days that it goes through.
    pub evenings: Vec<Evening>,
    /// What else was done on them.
    pub noted: Vec<Noted>,
    /// The incidents of them, counted.
    pub incidents: Vec<DayCount>,
    /// The areas, by name.
    pub areas: Vec<AreaRow>,
    /// The versions of the picture.
    pub pictures: Vec<PictureRow>,
}

impl Situation {
    /// The version in force on a day.
    pub fn in_force(&self, day: LegalDay) -> Option<&PictureRow> {
        let by_then = |row: &&PictureRow| row.picture.adoption().is_some_and(|one| one.on <= day);
        self.pictures.iter().filter(by_then).max_by_key(|row| row.picture.version())
    }

    /// The draft, where there is one.
    pub fn draft(&self) -> Option<&PictureRow> {
        self.pictures.iter().find(|row| row.picture.adoption().is_none())
    }

    /// The plan that was decided last.
    pub fn plan(&self) -> Option<&PlanRow> {
        self.plans.iter().find(|row| row.plan.decided_on.is_some())
    }

    /// How far the municipality has come in the cycle of lagen (2023:196).
    pub fn cycle(&self) -> Cycle {
        let adopted = self.pictures.iter().filter_map(|row| row.picture.adoption());
        let plan = self.plan();
        Cycle {
            picture: adopted.map(|one| one.on).max(),
            plan: plan.and_then(|row| row.plan.decided_on),
            followed_up: self.plans.iter().flat_map(|row| &row.follow_ups).map(|one| one.on).max(),
        }
    }

    /// The days that the next meeting goes through: from where the last one stopped until the day before it; of the
    /// first one, two weeks.
    pub fn next_inventory(&self, held_on: LegalDay) -> Option<Days> {
        let until = LegalDay::new(held_on.date() - Duration::DAY);
        let before = self.meetings.iter().filter_map(|row| row.meeting.situation());
        let last = before.filter(|meeting| meeting.held_on < held_on).max_by_key(|meeting| meeting.held_on);
        let first = || Days::new(LegalDay::new(held_on.date() - Duration::WEEK * 2), until).ok();
        last.map_or_else(first, |last| last.next_inventory(until))
    }
}

impl Commons {
    /// Opens a page of the situation picture: decided, recorded, and read in one snapshot.
    ///
    /// # Errors
    /// [`Fault::Refused`] for a role that has nothing to do with it, [`Fault::Unavailable`].
    pub async fn see_situation(&self, days: Period) -> Result<Situation, Fault> {
        let (today, years) = (self.today().date(), LISTED);
        let listed = Period::new(today - years, today + years).map_err(RuleBroken::from)?;
        let promise = self.promises().running(today).filter(|promise| promise.period() == days);
        let key = promise.map_or("", domain::promise::Promise::key);
        let facts = Facts::of_unit(self.own_unit(), false);
        let mut reading = self.desk.reading().await?;
        let (slip, pending) = reading.decide_facts::<Self>(Action::SituationOpen, facts, &[]);
        let tx: &mut dyn SituationReads = &mut *reading.tx;
        let situation = Situation {
            meetings: tx.held_meetings(listed).await?,
            pictures: tx.pictures().await?,
            surveys: tx.surveys().await?,
            plans: tx.plans().await?,
            seen: read(tx, days, key, self.promises()).await?,
        };
        drop(reading);
        let stamp = self.desk.office().writer.record(slip).await?;
        let _opened = pending.settle(&stamp)?;
        Ok(situation)
    }

    /// Opens a meeting. `None` where there is none; that too is decided and recorded.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Unavailable`].
    pub async fn see_meeting(&self, id: Id<Meeting>) -> Result<Option<AtMeeting>, Fault> {
        let facts = Facts::of_unit(self.own_unit(), false);
        let mut reading = self.desk.reading().await?;
        let (slip, pending) = reading.decide_facts::<Self>(Action::SituationOpen, facts, &[]);
        let found = at_meeting(&mut *reading.tx, id).await?;
        drop(reading);
        let stamp = self.desk.office().writer.record(slip.noting("meeting", id.to_string())).await?;
        let _opened = pending.settle(&stamp)?;
        Ok(found)
    }

    /// Writes a meeting down: one that is prepared, or one that was held.
    ///
    /// # Errors
    /// [`Fault::Refused`] for another role, [`Fault::Rule`] where there is one that day, [`Fault::Unavailable`].
    pub async fn hold(&self, meeting: Meeting) -> Result<Id<Meeting>, Fault> {
        let id = Id::from_random(self.desk.office().keys().chance().bytes());
        self.at_meeting(MeetingRow { id, meeting, version: 0 }).await?;
        Ok(id)
    }

    /// Writes a meeting anew, where nobody has since `version`.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`], [`Fault::Unavailable`].
    pub async fn rewrite_meeting(
        &self,
        id: Id<Meeting>,
        meeting: Meeting,
        version: i64,
    ) -> Result<(), Fault> {
        self.at_meeting(MeetingRow { id, meeting, version }).await
    }

    async fn at_meeting(&self, row: MeetingRow) -> Result<(), Fault> {
        let action = match row.meeting.kind() {
            MeetingKind::Situation => Action::MeetingWrite,
            MeetingKind::Group => Action::GroupWrite,
        };
        let notes = vec![("meeting", row.id.to_string())];
        self.desk.act(action, Facts::of_unit(self.own_unit(), false), notes, Holding(row)).await
    }
}

async fn at_meeting(tx: &mut dyn SituationReads, id: Id<Meeting>) -> Result<Option<AtMeeting>, Fault> {
    let Some(row) = tx.meeting(id).await? else { return Ok(None) };
    let (mut evenings, mut noted, mut incidents) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(meeting) = row.meeting.situation() {
        let (first, last) = (meeting.inventory.first().date(), meeting.inventory.last().date());
        let days = Period::new(first, last).map_err(RuleBroken::from)?;
        evenings = tx.evenings(days).await?;
        noted = tx.activities(days).await?;
        incidents = tx.incident_counts(days).await?;
    }
    let (areas, pictures) = (tx.ground().await?.areas, tx.pictures().await?);
    Ok(Some(AtMeeting { row, evenings, noted, incidents, areas, pictures }))
}

/// A meeting as it is to stand; its version is the one that was read, and 0 of a new one.
struct Holding(MeetingRow);

impl Holding {
    /// Why it cannot stand so, beside what was there before.
    fn fault(&self, before: &MeetingRow, pictures: &[PictureRow]) -> Option<RuleBroken> {
        let adopted = |picture: &SituationPicture| picture.adoption().is_some_and(|one| one.at == self.0.id);
        let is_fixed = pictures.iter().any(|row| adopted(&row.picture));
        if before.version != self.0.version || before.meeting.kind() != self.0.meeting.kind() {
            Some(RuleBroken::ChangedMeanwhile)
        } else if is_fixed && before.meeting.held_on() != self.0.meeting.held_on() {
            Some(RuleBroken::MeetingFixed)
        } else {
            None
        }
    }
}

#[async_trait]
impl Change for Holding {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let (id, version, meeting) = (self.0.id, self.0.version + 1, self.0.meeting.clone());
        let day = meeting.held_on().date();
        let Ok(day) = Period::new(day, day) else { return Ok(Err(RuleBroken::MeetingThere)) };
        let same_day = tx.held_meetings(day).await?;
        let taken = |row: &MeetingRow| row.id != id && row.meeting.kind() == meeting.kind();
        if same_day.iter().any(taken) {
            return Ok(Err(RuleBroken::MeetingThere));
        }
        if self.0.version == 0 {
            return keep(tx, SituationWrite::Meeting(MeetingRow { id, meeting, version })).await;
        }
        let Some(before) = tx.meeting(id).await? else { return Ok(Err(RuleBroken::ChangedMeanwhile)) };
        if let Some(fault) = self.fault(&before, &tx.pictures().await?) {
            return Ok(Err(fault));
        }
        keep(tx, SituationWrite::MeetingChanged(MeetingRow { id, meeting, version })).await
    }
}
