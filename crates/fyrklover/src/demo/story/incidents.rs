//! Four years of incidents, so that a season has earlier ones to be compared with. Invented, and the same from start to
//! start: what happens on a day hangs on the day alone.
//!
//! What the document says is seen in them: fireworks at New Year, vandalism of what the municipality owns in summer and
//! less of it since the autumn of 2022, thefts all year, and car parts that are taken in an organised way.

use std::sync::Arc;

use desk::commons::Commons;
use domain::{
    Id, Timestamp,
    situation::{
        Area, Function, Incident, Narrative, Place,
        incident::{What, Window},
    },
    stockholm,
};
use time::{Date, Duration, Month, PrimitiveDateTime, Time};
use tokio::task::JoinSet;

use super::Stage;
use crate::Failure;

mod kinds;

use kinds::{KINDS, Kind, When};

/// So many years are told.
const YEARS: i32 = 4;
/// So many are handed in at a time: what comes together is written together.
const AT_A_TIME: usize = 64;

/// Reports what happened from a day until another, both included.
///
/// # Errors
/// [`Failure`] when the desk does not do what the story says.
pub async fn reported(stage: &Stage<'_>, first: Date, last: Date) -> Result<(), Failure> {
    let mut reporters = Vec::new();
    for who in kinds::REPORTERS {
        reporters.push(Arc::new(Commons::at(stage.desk(who).await?)));
    }
    let Some(any) = reporters.first() else { return Ok(()) };
    let areas: Vec<Id<Area>> = any.areas().await?.iter().map(|area| area.id).collect();
    let less = autumn_before(any.today().date());
    let mut waiting = Vec::new();
    let mut day = first;
    while day <= last {
        for (number, kind) in (0..).zip(KINDS) {
            let chance = chance(day, number);
            let area = areas.get(usize::from(kind.area) % areas.len().max(1));
            if let (true, Some(area)) = (kind.happens(When { day, is_less: day >= less }, chance), area) {
                let by = reporters.get(usize::from(kind.by)).unwrap_or(any);
                waiting.push((Arc::clone(by), kind.told(day, chance, *area)?));
            }
        }
        day += Duration::DAY;
    }
    hand_in(waiting).await
}

/// The first day of the years before a day.
pub fn years_before(day: Date) -> Date {
    Date::from_calendar_date(day.year() - YEARS, Month::January, 1).unwrap_or(day)
}

/// The first day of October of the year before.
fn autumn_before(day: Date) -> Date {
    Date::from_calendar_date(day.year() - 1, Month::October, 1).unwrap_or(day)
}

async fn hand_in(waiting: Vec<(Arc<Commons>, Incident)>) -> Result<(), Failure> {
    let mut waiting = waiting.into_iter().peekable();
    while waiting.peek().is_some() {
        let mut sent = JoinSet::new();
        for (by, incident) in waiting.by_ref().take(AT_A_TIME) {
            sent.spawn(async move { by.report(by.fresh(), incident).await });
        }
        while let Some(done) = sent.join_next().await {
            done.map_err(|_| Failure::Words("a report that did not end".to_owned()))??;
        }
    }
    Ok(())
}

/// What a day and a kind make of each other: the same at every start.
fn chance(day: Date, kind: u32) -> u32 {
    let mut mixed =
        day.to_julian_day().unsigned_abs().wrapping_mul(0x9e37_79b9) ^ kind.wrapping_mul(0x85eb_ca6b);
    for _ in 0..3 {
        mixed ^= mixed >> 15;
        mixed = mixed.wrapping_mul(0x2c1b_3c6d);
        mixed ^= mixed >> 12;
    }
    mixed
}

impl Kind {
    /// Whether it happens on a day: its rate is in tenths of one a month.
    fn happens(&self, when: When, chance: u32) -> bool {
        chance % 300 < (self.rate)(when)
    }

    fn told(&self, day: Date, chance: u32, area: Id<Area>) -> Result<Incident, Failure> {
        let wrong = |_| Failure::Words("an incident that does not fit".to_owned());
        let minute = u8::try_from(chance / 300 % 60).unwrap_or(0);
        let at = |hour: u8| -> Timestamp {
            let time = Time::from_hms(hour, minute, 0).unwrap_or(Time::MIDNIGHT);
            stockholm::instant(PrimitiveDateTime::new(day, time))
        };
        let text = self.texts.get(usize::from(minute) % self.texts.len().max(1)).copied().unwrap_or_default();
        Ok(Incident {
            what: What::new(self.category, self.theft).map_err(wrong)?,
            influence: self.influence,
            when: Window::new(at(self.hours.0), at(self.hours.1)).map_err(wrong)?,
            place: Place { area, kind: self.place },
            owner: self.owner,
            consequence: self.consequence,
            cost: self.cost.map(|cost| cost + u32::from(minute) * 100),
            police_report: self.police,
            narrative: Narrative::new(text)
                .map_err(|_| Failure::Words("a text that names somebody".to_owned()))?,
            reported_by: Function::Official,
        })
    }
}
