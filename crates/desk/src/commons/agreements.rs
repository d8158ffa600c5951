//! Agreements on cooperation: kept by the crime-prevention strategist and the municipal police liaison.

use access::{Action, Facts};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, RuleBroken,
    promise::{
        Unfit,
        agreement::{Agreed, Agreement},
    },
};

use super::Commons;
use crate::{
    Fault,
    ports::{ChannelReads, CommonsWrite, StoreFault, Write, Writes},
    writer::{Applied, Change},
};

impl Commons {
    /// Opens the agreements: decided, recorded, read.
    ///
    /// # Errors
    /// [`Fault::Refused`] for a role that has nothing to do with it, [`Fault::Unavailable`].
    pub async fn see_agreements(&self) -> Result<Vec<Agreement>, Fault> {
        self.enter().await?;
        let mut reading = self.desk.reading().await?;
        let tx: &mut dyn ChannelReads = &mut *reading.tx;
        Ok(tx.agreements().await?)
    }

    /// Keeps an agreement, in the place of another one where it renews it.
    ///
    /// # Errors
    /// [`Fault::Refused`] for another role, [`Fault::Rule`] where it does not hold together or the other one is none;
    /// [`Fault::Unavailable`].
    pub async fn agree(&self, agreed: Agreed, renews: Option<Id<Agreement>>) -> Result<(), Fault> {
        let id = Id::<Agreement>::from_random(self.desk.office().keys().chance().bytes());
        let notes = vec![("agreement", id.to_string())];
        let agreeing = Agreeing { id, agreed, renews, today: self.today() };
        let facts = Facts::of_unit(self.own_unit(), false);
        self.desk.act(Action::AgreementKeep, facts, notes, agreeing).await
    }
}

struct Agreeing {
    id: Id<Agreement>,
    agreed: Agreed,
    renews: Option<Id<Agreement>>,
    today: LegalDay,
}

#[async_trait]
impl Change for Agreeing {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let unfit = |why: Unfit| Ok(Err(RuleBroken::Unfit(why)));
        let new = match Agreement::signed(self.id, self.agreed.clone(), self.today) {
            Ok(new) => new,
            Err(why) => return unfit(why),
        };
        if let Some(renews) = self.renews {
            let before = tx.agreements().await?.into_iter().find(|one| one.id() == renews);
            let Some(before) = before else { return unfit(Unfit::Unknown) };
            match before.replaced() {
                Ok(before) => tx.write(Write::Commons(CommonsWrite::AgreementReplaced(before))).await?,
                Err(why) => return unfit(why),
            }
        }
        tx.write(Write::Commons(CommonsWrite::Agreement(new))).await?;
        Ok(Ok(Some(self.id.uuid())))
    }
}
