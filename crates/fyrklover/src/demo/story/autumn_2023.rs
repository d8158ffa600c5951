//! The autumn of 2023: the promise's first months, under socialtjänstlagen (2001:453). The worries come out of the
//! promise: young people at the travel centre, debts, truancy, somebody older who gives them things.

use domain::{
    Id,
    assessment::Opening,
    concern::GuardiansKnow,
    intervention::{AgreedBy, Intervention, Kind, Outcome},
};

use super::{
    promise,
    stage::{Offered, Stage, Told},
    young,
};
use crate::Failure;

/// Each line is a day, at latest so many days ago, and what happens on it.
pub async fn play(stage: &Stage<'_>) -> Result<(), Failure> {
    stage.day(39, 9);
    let autumn = promise::begins(stage).await?;
    let autumn = autumn.ok_or_else(|| Failure::Words("the promise of 2023 has not begun".to_owned()))?;
    autumn.on_monday(stage, 38).await?;
    stage.day(33, 9);
    let talks = tilda_gets_support(stage).await?;
    for monday in [31, 24, 17] {
        autumn.on_monday(stage, monday).await?;
    }
    stage.day(16, 11);
    stage.end("sara", talks, Outcome::Partly).await?;
    stage.day(14, 10);
    viggo_has_waited_two_weeks(stage).await?;
    autumn.on_monday(stage, 10).await?;
    stage.day(6, 13);
    liam_is_met_in_the_evening(stage).await?;
    autumn.on_monday(stage, 3).await?;
    stage.day(1, 15);
    ellen_waits_for_an_assessment(stage).await?;
    stage.minutes_ago(60);
    autumn.tonight(stage).await
}

async fn tilda_gets_support(stage: &Stage<'_>) -> Result<Id<Intervention>, Failure> {
    let told = Told {
        by: "karin",
        about: young::TILDA,
        observed: "Tilda har skolkat varje fredag sedan september. I dag sa hon att hon är vid resecentrum i stället, för att slippa några i klassen.",
        hearsay: None,
        judgement: None,
        guardians: GuardiansKnow::Yes,
        feedback: false,
    };
    let id = stage.flag(&told, "sara").await?;
    stage.assess("sara", id, "Tilda och hennes mamma var här i dag. Hon är trygg hemma.").await?;
    stage
        .decide(
            "sara",
            id,
            Opening::DoNotOpen,
            "Familjen tar emot samtal, och skolan ändrar hennes fredagar.",
        )
        .await?;
    let offered = Offered {
        kind: Kind::Talks,
        for_whom: "Tilda",
        goal: "Tilda är i skolan varje fredag fram till jullovet.",
        agreed_by: AgreedBy::YoungAndGuardians,
        follow_up_in: 21,
    };
    stage.offer("sara", id, &offered).await
}

async fn viggo_has_waited_two_weeks(stage: &Stage<'_>) -> Result<(), Failure> {
    let told = Told {
        by: "amira",
        about: young::VIGGO,
        observed: "Viggo visade en bunt sedlar på fritidsgården och sa att han kör saker åt några äldre killar. Han hade en ny telefon.",
        hearsay: Some("En kamrat säger att Viggo har bytt moped två gånger i höst."),
        judgement: None,
        guardians: GuardiansKnow::No,
        feedback: false,
    };
    let id = stage.flag(&told, "sara").await?;
    stage
        .assess(
            "sara",
            id,
            "Samtal med Viggo och hans pappa samma dag. Ingen fara just nu, men pappan är orolig.",
        )
        .await
}

async fn liam_is_met_in_the_evening(stage: &Stage<'_>) -> Result<(), Failure> {
    let told = Told {
        by: "jonas",
        about: young::LIAM,
        observed: "Liam stod vid östra piren klockan 23.40 med fyra vuxna. Han var kall och trött och ville inte säga vem han skulle möta.",
        hearsay: None,
        judgement: None,
        guardians: GuardiansKnow::Yes,
        feedback: false,
    };
    let id = stage.flag(&told, "sara").await?;
    stage.assess("sara", id, "Liams mamma hämtade honom. Fältgruppen söker upp honom i helgen.").await?;
    stage.decide("sara", id, Opening::Open, "Tredje uppgiften på en månad om sena kvällar med vuxna.").await
}

async fn ellen_waits_for_an_assessment(stage: &Stage<'_>) -> Result<(), Failure> {
    let told = Told {
        by: "karin",
        about: young::ELLEN,
        observed: "Ellen grät hela lunchrasten. Hon sa att mamma inte har kommit hem på två nätter och att hon sköter sina syskon själv.",
        hearsay: None,
        judgement: None,
        guardians: GuardiansKnow::No,
        feedback: false,
    };
    stage.flag(&told, "sara").await?;
    Ok(())
}
