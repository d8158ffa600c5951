//! The story so far: some weeks of ordinary work, told through the real desk by the cast.
//!
//! This file is the diary: what happens when, in order. The acts stand one theme to a file beside it. To add to
//! the story, write an act (a function that takes the [`Stage`]) and call it on its day.

use crate::{Failure, demo::past::Past, demo::worlds::World};
use desk::Office;
use domain::{Id, consent::Consent, intervention::Intervention};

pub mod stage;
pub mod young;
pub mod concerns;
pub mod together;
pub mod inside;
pub mod picture;
pub mod promise;
pub mod incidents;
pub mod visits;
pub mod autumn_2023;

pub use stage::Stage;

/// How long before the day of its world the story begins. Whoever works here began some days earlier.
pub const DAYS: i64 = 40;

/// Plays the story of a world.
///
/// # Errors
/// [`Failure`] when the desk does not do what the story says: a story that no longer holds.
pub async fn play(world: World, office: &Office, past: &Past) -> Result<(), Failure> {
    let stage = Stage::new(office, past);
    match world {
        World::Today => today(&stage).await?,
        World::Autumn2023 => autumn_2023::play(&stage).await?,
    }
    past.minutes_ago(0);
    Ok(())
}

/// Each line is a day, at latest so many days ago, and what happens on it.
async fn today(stage: &Stage<'_>) -> Result<(), Failure> {
    stage.day(39, 9);
    let autumn = promise::begins(stage).await?;
    promise::earlier(stage).await?;
    let mondays = Mondays { stage, autumn: autumn.as_ref() };
    mondays.within(38, 35).await?;
    let (oliver, samirs) = weeks_ago(stage, &mondays).await?;
    stage.day(13, 9);
    let noor = concerns::noor_is_flagged(stage).await?;
    stage.day(13, 12);
    concerns::noor_is_safe(stage, noor).await?;
    stage.day(11, 10);
    let support = concerns::noor_gets_support(stage, noor).await?;
    stage.day(11, 14);
    together::amira_gets_a_task(stage, support).await?;
    stage.day(11, 15);
    together::samirs_consent_is_withdrawn(stage, samirs).await?;
    stage.day(10, 8);
    let alva = concerns::alva_is_flagged(stage).await?;
    stage.day(10, 10);
    concerns::alva_is_safe(stage, alva).await?;
    stage.day(9, 23);
    inside::somebody_looks_in_at_night(stage, alva).await?;
    stage.day(8, 11);
    together::johan_asks_for_advice(stage).await?;
    last_week(stage, &mondays, oliver).await?;
    match &autumn {
        Some(autumn) => autumn.tonight(stage).await,
        None => Ok(()),
    }
}

async fn last_week(
    stage: &Stage<'_>,
    mondays: &Mondays<'_>,
    oliver: Id<Intervention>,
) -> Result<(), Failure> {
    mondays.within(7, 7).await?;
    stage.day(7, 17);
    inside::a_neighbour_rings(stage).await?;
    mondays.within(6, 6).await?;
    stage.day(6, 14);
    concerns::oliver_is_followed_up(stage, oliver).await?;
    mondays.within(5, 5).await?;
    stage.day(5, 15);
    concerns::hidden_girl_is_flagged(stage).await?;
    mondays.within(4, 4).await?;
    stage.day(4, 14);
    concerns::hugo_is_flagged(stage).await?;
    stage.day(4, 16);
    together::request_for_hugo_waits(stage).await?;
    mondays.within(3, 3).await?;
    stage.day(3, 9);
    inside::a_duty_is_proposed(stage).await?;
    stage.day(3, 20);
    together::nadia_breaks_off_a_meeting(stage).await?;
    mondays.within(2, 2).await?;
    stage.day(2, 16);
    concerns::unknown_girl_is_flagged(stage).await?;
    mondays.within(1, 1).await?;
    stage.minutes_ago(150);
    concerns::elias_is_flagged(stage).await
}

/// The Mondays on which it is told how the promise goes.
struct Mondays<'a> {
    stage: &'a Stage<'a>,
    autumn: Option<&'a promise::Autumn>,
}

impl Mondays<'_> {
    /// Those from so many days ago to so many.
    async fn within(&self, from: i64, to: i64) -> Result<(), Failure> {
        let Some(autumn) = self.autumn else { return Ok(()) };
        for days in (to..=from).rev() {
            autumn.on_monday(self.stage, days).await?;
        }
        Ok(())
    }
}

/// Support that runs, and a consent that is still in force when the last fortnight begins.
type Running = (Id<Intervention>, Id<Consent>);

async fn weeks_ago(stage: &Stage<'_>, mondays: &Mondays<'_>) -> Result<Running, Failure> {
    stage.day(34, 9);
    let oliver = concerns::oliver_gets_support(stage).await?;
    mondays.within(33, 28).await?;
    stage.day(27, 10);
    concerns::maja_is_investigated(stage).await?;
    mondays.within(26, 21).await?;
    stage.day(20, 13);
    concerns::samir_is_known_already(stage).await?;
    stage.day(18, 15);
    let samirs = together::samirs_consent(stage).await?;
    stage.day(17, 10);
    together::request_for_samir_is_declined(stage).await?;
    mondays.within(16, 15).await?;
    stage.day(14, 20);
    together::jonas_meets_theo(stage).await?;
    Ok((oliver, samirs))
}
