//! The story so far: some weeks of ordinary work, told through the real desk by the cast.
//!
//! This file is the diary: what happens when, in order. The acts stand one theme to a file beside it. To add to
//! the story, write an act (a function that takes the [`Stage`]) and call it on its day.

use crate::{Failure, demo::past::Past, demo::worlds::World};
use desk::Office;

pub mod stage;
pub mod young;
pub mod concerns;
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
    stage.day(34, 9);
    let oliver = concerns::oliver_gets_support(stage).await?;
    stage.day(27, 10);
    concerns::maja_is_investigated(stage).await?;
    stage.day(20, 13);
    concerns::samir_is_known_already(stage).await?;
    stage.day(13, 9);
    let noor = concerns::noor_is_flagged(stage).await?;
    stage.day(13, 12);
    concerns::noor_is_safe(stage, noor).await?;
    stage.day(11, 10);
    concerns::noor_gets_support(stage, noor).await?;
    stage.day(10, 8);
    let alva = concerns::alva_is_flagged(stage).await?;
    stage.day(10, 10);
    concerns::alva_is_safe(stage, alva).await?;
    stage.day(6, 14);
    concerns::oliver_is_followed_up(stage, oliver).await?;
    stage.day(5, 15);
    concerns::hidden_girl_is_flagged(stage).await?;
    stage.day(4, 14);
    concerns::hugo_is_flagged(stage).await?;
    stage.day(2, 16);
    concerns::unknown_girl_is_flagged(stage).await?;
    stage.minutes_ago(150);
    concerns::elias_is_flagged(stage).await
}
