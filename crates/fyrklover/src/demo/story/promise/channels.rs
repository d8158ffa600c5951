//! Where the weekly publication was told, and the agreement that the promise rests on.

use domain::promise::{
    activity::{Channel, Line},
    agreement::Agreed,
};
use time::{Date, Month};

use super::{commons, rule};
use crate::{Failure, demo::story::stage::Stage};

/// The municipality's site each week, the Police's every second, social media when there is somebody to do it.
pub(super) async fn told(stage: &Stage<'_>, key: &str, monday: Date) -> Result<(), Failure> {
    let week = monday.iso_week();
    let tell = [
        ("malin", Channel::MunicipalSite, "Kommunens webbplats", true),
        ("jonas", Channel::PoliceSite, "Polisens webbplats", week.is_multiple_of(2)),
        ("malin", Channel::SocialMedia, "Sociala medier", !week.is_multiple_of(3)),
    ];
    for (by, channel, what, _) in tell.into_iter().filter(|(.., is_told)| *is_told) {
        commons(stage, by).await?.tell_channel(key, channel, Line::new(what).map_err(rule)?).await?;
    }
    Ok(())
}

/// The agreement of municipality and Police, which runs out with the year.
pub(super) async fn agreed(stage: &Stage<'_>) -> Result<(), Failure> {
    let malin = commons(stage, "malin").await?;
    let line = |text: &str| Line::new(text).map_err(rule);
    let year = malin.today().date().year();
    let day = |year, month, day| {
        Date::from_calendar_date(year, month, day).map_err(|_| super::words("no such day"))
    };
    let agreed = Agreed {
        title: line("Samverkansöverenskommelse mellan Karlshamns kommun och Polisen")?,
        parties: vec![line("Kommunstyrelsens ordförande")?, line("Lokalpolisområdeschef")?],
        covers: line("Gemensam lägesbild, medborgarlöfte, SSPF och uppsökande arbete")?,
        kept_at: line(&format!("Kommunens diarium {}-310", year - 2))?,
        signed_on: day(year - 2, Month::February, 14)?,
        from: day(year - 2, Month::March, 1)?,
        to: Some(day(year, Month::December, 31)?),
    };
    Ok(malin.agree(agreed, None).await?)
}
