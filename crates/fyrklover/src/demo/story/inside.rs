//! What happens within the house: a duty that waits for a second person, and readings that nobody can explain.

use desk::{concerns::OneConcern, duties::NewDuty};
use domain::{Id, LegalDay, concern::Concern, duty::Role};
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

/// Late one evening somebody opens, again and again, a matter for which a colleague is responsible.
pub async fn somebody_looks_in_at_night(stage: &Stage<'_>, alva: Id<Concern>) -> Result<(), Failure> {
    for _ in 0..3 {
        stage.desk("tova").await?.show(OneConcern(alva)).await?;
    }
    Ok(())
}
