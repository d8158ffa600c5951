//! What happens within the house: a duty that waits for a second person, a neighbour who rings intake and is sealed
//! apart, and readings that nobody can explain.

use desk::{
    concerns::OneConcern,
    duties::NewDuty,
    reporters::{ReporterOf, Told},
};
use domain::{
    Id, LegalDay,
    assessment::Protection,
    concern::{Concern, GuardiansKnow, Reporter, UnsealReason},
    duty::Role,
    person::Identity,
};
use time::Duration;

use super::stage::Stage;
use crate::Failure;

/// The administrator proposes that Nils helps at intake; the head of the unit has not answered yet.
pub async fn a_duty_is_proposed(stage: &Stage<'_>) -> Result<(), Failure> {
    let (eva, nils, lena) = (stage.desk("eva").await?, stage.desk("nils").await?, stage.desk("lena").await?);
    let from = LegalDay::new(eva.today().date() + Duration::days(7));
    let new = NewDuty {
        account: nils.card().duty.account,
        unit: lena.card().duty.unit.id,
        role: Role::SocialWorker,
        from,
        until: LegalDay::new(from.date() + Duration::days(90)),
        handles_protected: false,
    };
    Ok(eva.propose(new).await?)
}

/// A neighbour rings and is afraid. Sara writes it down, asks whether somebody can ring back, and later does.
pub async fn a_neighbour_rings(stage: &Stage<'_>) -> Result<(), Failure> {
    let sara = stage.desk("sara").await?;
    let told = Told {
        form: stage.new_form_number(),
        by: Reporter {
            name: "Birgitta Norén".to_owned(),
            function: "granne".to_owned(),
            phone: "070-174 06 12".to_owned(),
        },
        about: Identity { name: "Wilma, ungefär 9 år, bor på Ronnebygatan".to_owned(), number: None },
        observed: "Wilma går ensam på gården till sent på kvällarna. I går satt hon i trapphuset vid elvatiden och ville inte gå in, för pappas kompisar var där och skrek."
            .to_owned(),
        guardians: GuardiansKnow::MustNot,
        protected: false,
    };
    let made = sara.register(told).await?;
    sara.knows_family(made.id, false).await?;
    sara.show(ReporterOf(made.id, UnsealReason::Contact)).await?;
    let reasons =
        "Jag har ringt upp den som anmälde. Wilma är inne nu. Hembesök i morgon bitti med en kollega.";
    Ok(sara.assess(made.id, Protection::NotNeeded, reasons.to_owned()).await?)
}

/// Late one evening somebody opens, again and again, a matter for which a colleague is responsible.
pub async fn somebody_looks_in_at_night(stage: &Stage<'_>, alva: Id<Concern>) -> Result<(), Failure> {
    for _ in 0..3 {
        stage.desk("tova").await?.show(OneConcern(alva)).await?;
    }
    Ok(())
}
