//! The promise's autumn: evenings out and what was done, week by week, entered by those whose work it is and published
//! on Mondays. Invented, and the same from year to year but for how often somebody is out.
//!
//! What happened when stands in `promise/diary.rs`.

use std::cell::Cell;

use desk::commons::{Commons, NewActivity, NewEvening, NewGround, Seen};
use domain::promise::{
    Promise,
    occasion::{Occasion, Outing, Span, Told},
    period::Period,
};
use time::{Date, Duration, Weekday};

use super::{Stage, incidents, picture, visits};
use crate::{Failure, demo::cast};

mod channels;
mod diary;

use diary::{AREAS, ORGANISERS, Outcome};

/// The autumn of a promise, as far as it has been told.
pub struct Autumn {
    period: Period,
    key: String,
    /// The last day that was told.
    told: Cell<Date>,
    /// The last day whose incidents were reported.
    reported: Cell<Date>,
    /// How many Mondays were told.
    mondays: Cell<usize>,
}

fn words(said: &str) -> Failure {
    Failure::Words(said.to_owned())
}

fn rule(why: domain::promise::Unfit) -> Failure {
    Failure::from(desk::Fault::Rule(why.into()))
}

/// The open part, before somebody of the cast.
pub(super) async fn commons(stage: &Stage<'_>, who: &str) -> Result<Commons, Failure> {
    Ok(Commons::at(stage.desk(who).await?))
}

/// The ground of the follow-up, and the autumn that is told on it; none where no promise has begun.
///
/// # Errors
/// [`Failure`] when the desk does not do what the story says.
pub async fn begins(stage: &Stage<'_>) -> Result<Option<Autumn>, Failure> {
    let malin = commons(stage, "malin").await?;
    let units = malin.units().await?;
    for area in AREAS {
        malin.keep(NewGround::Area(area.to_owned())).await?;
    }
    for organiser in ORGANISERS {
        let unit = units.iter().find(|unit| unit.name == organiser.unit);
        let unit = unit.ok_or_else(|| words("no such unit"))?.id;
        malin.keep(NewGround::Organiser(organiser.name.to_owned(), organiser.outing, unit)).await?;
    }
    channels::agreed(stage).await?;
    let today = malin.today().date();
    incidents::reported(stage, incidents::years_before(today), today - Duration::DAY).await?;
    let begun = malin.promises().all().iter().rev().find(|promise| promise.period().first() <= today);
    let Some(promise) = begun else { return Ok(None) };
    // On the first days of a period its first meeting is still to come, and so is its picture.
    let period = promise.period();
    if picture::adopted_on(period) <= today {
        picture::adopted(&malin, period).await?;
        picture::planned(&malin, period).await?;
    }
    Ok(Some(Autumn { reported: Cell::new(today - Duration::DAY), ..Autumn::of(promise) }))
}

/// The promises before the one that runs, told whole and published for the last time: the archive.
///
/// # Errors
/// [`Failure`] when the desk does not do what the story says.
pub async fn earlier(stage: &Stage<'_>) -> Result<(), Failure> {
    let malin = commons(stage, "malin").await?;
    let today = malin.today().date();
    let begun: Vec<_> =
        malin.promises().all().iter().filter(|promise| promise.period().first() <= today).collect();
    let Some((_, before)) = begun.split_last() else { return Ok(()) };
    for promise in before {
        let autumn = Autumn::of(promise);
        autumn.tell(stage).await?;
        commons(stage, "malin").await?.publish(&autumn.key).await?;
    }
    Ok(())
}

async fn see(commons: &Commons) -> Result<Seen, Failure> {
    let today = commons.today().date();
    let around = Period::new(today - Duration::DAY, today + Duration::days(8)).map_err(rule)?;
    Ok(commons.see(around, "").await?)
}

fn area_named(seen: &Seen, name: &str) -> Result<domain::Id<domain::situation::Area>, Failure> {
    let area = seen.ground.areas.iter().find(|area| area.name == name);
    area.map(|area| area.id).ok_or_else(|| words("no such area"))
}

impl Autumn {
    /// Nothing of it has been told.
    fn of(promise: &Promise) -> Self {
        let (period, key) = (promise.period(), promise.key().to_owned());
        let before = period.first() - Duration::DAY;
        Self { period, key, told: Cell::new(before), reported: Cell::new(before), mondays: Cell::new(0) }
    }

    /// Where so many days ago is a Monday of the period, tells the weeks until then and publishes them.
    ///
    /// # Errors
    /// [`Failure`] when the desk does not do what the story says.
    pub async fn on_monday(&self, stage: &Stage<'_>, days: i64) -> Result<(), Failure> {
        let monday = stage.day_before(days);
        if monday.weekday() != Weekday::Monday || !self.period.contains(monday) {
            return Ok(());
        }
        stage.day(days, 8);
        self.tell(stage).await?;
        self.report(stage, monday - Duration::DAY).await?;
        visits::on_monday(stage, self.mondays.replace(self.mondays.get() + 1)).await?;
        commons(stage, "malin").await?.publish(&self.key).await?;
        channels::told(stage, &self.key, monday).await
    }

    /// Tells what has happened since it was told last, until yesterday.
    ///
    /// # Errors
    /// [`Failure`] when the desk does not do what the story says.
    pub async fn tell(&self, stage: &Stage<'_>) -> Result<(), Failure> {
        let (malin, isak) = (commons(stage, "malin").await?, commons(stage, "isak").await?);
        let seen = see(&malin).await?;
        let until = (malin.today().date() - Duration::DAY).min(self.period.last());
        let mut day = self.told.get() + Duration::DAY;
        while day <= until {
            for organiser in ORGANISERS.iter().filter(|one| one.outing != Outing::PoliceEvening) {
                let by = if organiser.unit == cast::FALT { &isak } else { &malin };
                if organiser.is_out(day, self.period) {
                    let id = plan(by, &seen, organiser, day).await?;
                    tell_one(by, id, organiser.outcome(day)).await?;
                }
            }
            self.did(stage, &seen, day).await?;
            if picture::is_meeting(day, self.period) && !self.has_met(stage, day).await? {
                picture::held(&malin, day, self.period).await?;
            }
            day += Duration::DAY;
        }
        self.told.set(until.max(self.told.get()));
        Ok(())
    }

    /// The incidents of the days since they were reported last.
    async fn report(&self, stage: &Stage<'_>, until: Date) -> Result<(), Failure> {
        incidents::reported(stage, self.reported.get() + Duration::DAY, until).await?;
        self.reported.set(until);
        Ok(())
    }

    /// Whether the meeting of a day is written down already: that at which the picture was adopted.
    async fn has_met(&self, stage: &Stage<'_>, day: Date) -> Result<bool, Failure> {
        let day = Period::new(day, day).map_err(rule)?;
        Ok(!commons(stage, "malin").await?.see(day, "").await?.meetings.is_empty())
    }

    /// What else was done on a day.
    async fn did(&self, stage: &Stage<'_>, seen: &Seen, day: Date) -> Result<(), Failure> {
        for (by, row, place, form) in diary::done(day, self.period) {
            let form = form.made(seen, place).ok_or_else(|| words("a form that names what is not there"))?;
            let problem = place.and_then(|at| seen.ground.places.get(at)).map(|place| place.id);
            let row = row.map(str::to_owned);
            commons(stage, by).await?.record(NewActivity { on: day, form, row, problem }).await?;
        }
        Ok(())
    }

    /// The last days, and what is planned for tonight and the coming week.
    ///
    /// # Errors
    /// [`Failure`] when the desk does not do what the story says.
    pub async fn tonight(&self, stage: &Stage<'_>) -> Result<(), Failure> {
        self.tell(stage).await?;
        self.report(stage, stage.day_before(1)).await?;
        let today = commons(stage, "malin").await?.today().date();
        if !self.period.contains(today) {
            // The period is over: what there is to say is said once, and is the last word.
            return Ok(commons(stage, "malin").await?.publish(&self.key).await?);
        }
        for ahead in 0..=7 {
            let day = today + Duration::days(ahead);
            for organiser in ORGANISERS {
                let by = commons(stage, organiser.kept_by()).await?;
                if organiser.is_out(day, self.period) || ahead == 0 && organiser.unit == cast::FALT {
                    plan(&by, &see(&by).await?, &organiser, day).await?;
                }
            }
        }
        Ok(())
    }
}

async fn plan(
    by: &Commons,
    seen: &Seen,
    organiser: &diary::Organiser,
    day: Date,
) -> Result<domain::Id<Occasion>, Failure> {
    let known = seen.ground.organisers.iter().find(|known| known.name == organiser.name);
    let known = known.ok_or_else(|| words("no such organiser"))?;
    let (from, to) = organiser.hours;
    let span = Span::new(day, from, to).map_err(rule)?;
    let new = NewEvening { organiser: known.id, area: area_named(seen, organiser.area)?, span };
    Ok(by.plan(new).await?)
}

async fn tell_one(by: &Commons, id: domain::Id<Occasion>, outcome: Outcome) -> Result<(), Failure> {
    match outcome {
        Outcome::Cancelled(why) => Ok(by.cancel(id, why).await?),
        Outcome::Done(Told { from, to, adults, contacts }) => {
            Ok(by.tell(id, Told { from, to, adults, contacts }).await?)
        }
    }
}
