//! Publishing: the numbers of the day are counted in the writer's transaction and frozen.

use access::{Action, Facts};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, Timestamp,
    promise::{Promise, Unfit, publication::Publication, standing::Ledgered},
};

use super::{Commons, common_days, seasons};
use crate::{
    Fault,
    ports::{CommonsWrite, StoreFault, Write, Writes},
    writer::{Applied, Change},
};

impl Commons {
    /// Publishes how a promise goes today. After its period that is done once, and is the last word.
    ///
    /// # Errors
    /// [`Fault::Refused`] for another role, [`Fault::Rule`] where there is no such promise, it has not begun, or its
    /// last word has been said; [`Fault::Unavailable`].
    pub async fn publish(&self, key: &str) -> Result<(), Fault> {
        let promise = self.promises().get(key).cloned();
        let id = Id::<Publication>::from_random(self.desk.office().keys().chance().bytes());
        let notes = vec![("publication", id.to_string())];
        let change = Publishing {
            id,
            promise,
            earlier: self.promises().before(key).map(|before| before.key().to_owned()),
            by: self.card().title.clone(),
            today: self.today(),
            now: self.desk.occasion().now,
        };
        let facts = Facts::of_unit(self.own_unit(), false);
        self.desk.act(Action::PromisePublish, facts, notes, change).await
    }
}

struct Publishing {
    id: Id<Publication>,
    promise: Option<Promise>,
    /// The key of the promise before it.
    earlier: Option<String>,
    by: String,
    today: LegalDay,
    now: Timestamp,
}

#[async_trait]
impl Change for Publishing {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let Some(promise) = &self.promise else { return Ok(Err(Unfit::Unknown.into())) };
        let before = tx.publication(promise.key()).await?;
        if before.is_some_and(|before| before.is_final) {
            return Ok(Err(Unfit::LastWordSaid.into()));
        }
        let occasions = tx.evenings(promise.period()).await?;
        let noted = tx.activities(promise.period()).await?;
        let visits: Vec<_> = tx.visits().await?.into_iter().map(|row| row.visit).collect();
        let counts = tx.counts(promise.period()).await?;
        let incidents = tx.incident_counts(seasons(promise.period())).await?;
        let meetings = common_days(&tx.held_meetings(promise.period()).await?);
        let all = Ledgered {
            occasions: &occasions,
            noted: &noted,
            counts: &counts,
            incidents: &incidents,
            meetings: &meetings,
            visits: &visits,
        };
        let Some(numbers) = Publication::of(promise, all, &self.by, self.today) else {
            return Ok(Err(Unfit::OutsidePeriod.into()));
        };
        let earlier = match &self.earlier {
            Some(before) => tx.publication(before).await?,
            None => None,
        };
        let numbers = numbers.beside(earlier.as_ref());
        tx.write(Write::Commons(CommonsWrite::Publication(self.id.uuid(), self.now, numbers))).await?;
        Ok(Ok(Some(self.id.uuid())))
    }
}
