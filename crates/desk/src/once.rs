//! What a form makes, made once: a double submit gets what the first one made.

use async_trait::async_trait;
use domain::{Id, LegalDay, RuleBroken, consent::Consent};
use uuid::Uuid;

use crate::{
    ports::{FormUse, StoreFault, Write, Writes},
    writer::{Applied, Change},
};

/// Everything that one form makes, in one commit.
pub(crate) struct Once {
    form: Uuid,
    used: FormUse,
    writes: Option<Vec<Write>>,
    rests: Option<(Id<Consent>, LegalDay)>,
}

impl Once {
    pub(crate) fn new(form: Uuid, used: FormUse, writes: Vec<Write>) -> Self {
        Self { form, used, writes: Some(writes), rests: None }
    }

    /// Only as long as this consent is in force on the day; looked at again in the writer's transaction.
    pub(crate) fn resting_on(self, consent: Option<Id<Consent>>, day: LegalDay) -> Self {
        Self { rests: consent.map(|consent| (consent, day)), ..self }
    }
}

#[async_trait]
impl Change for Once {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        if let Some(before) = tx.form_use(self.form).await? {
            let same = before.account == self.used.account && before.digest == self.used.digest;
            return Ok(if same { Ok(Some(before.record)) } else { Err(RuleBroken::FormUsed) });
        }
        if let Some((consent, day)) = self.rests {
            let known = tx.consent(consent).await?;
            if !known.is_some_and(|sealed| sealed.cover().in_force(day)) {
                return Ok(Err(RuleBroken::ConsentEnded));
            }
        }
        let Some(writes) = self.writes.take() else { return Ok(Ok(None)) };
        for write in writes {
            tx.write(write).await?;
        }
        tx.write(Write::FormUse(self.form, self.used.clone())).await?;
        Ok(Ok(Some(self.used.record)))
    }
}
