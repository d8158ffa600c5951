//! The port of the open part, answered: one line per question, each to its query. It stands beside `tx.rs` for length.

use async_trait::async_trait;
use desk::ports::{CommonsReads, Ground, StoreFault, VisitReads, VisitRow};
use domain::{
    Id,
    promise::{
        occasion::{Occasion, Organiser},
        period::Period,
        publication::Publication,
        standing::Noted,
        visit::Visit,
    },
};

use crate::{commons, tx::Tx, visits};

type Result<T> = std::result::Result<T, StoreFault>;

#[async_trait]
impl VisitReads for Tx {
    async fn visits(&mut self) -> Result<Vec<VisitRow>> {
        visits::visits(self.db()).await
    }

    async fn visit_contacts(&mut self) -> Result<Vec<(Id<Visit>, Vec<u8>)>> {
        visits::contacts(self.db()).await
    }
}

#[async_trait]
impl CommonsReads for Tx {
    async fn ground(&mut self) -> Result<Ground> {
        commons::ground(self.db()).await
    }

    async fn occasion(&mut self, id: Id<Occasion>) -> Result<Option<Occasion>> {
        commons::occasion(self.db(), id).await
    }

    async fn evenings_of(&mut self, who: Id<Organiser>, evening: time::Date) -> Result<Vec<Occasion>> {
        commons::evenings_of(self.db(), who, evening).await
    }

    async fn evenings(&mut self, period: Period) -> Result<Vec<Occasion>> {
        commons::evenings(self.db(), period).await
    }

    async fn activities(&mut self, period: Period) -> Result<Vec<Noted>> {
        commons::activities(self.db(), period).await
    }

    async fn publication(&mut self, promise: &str) -> Result<Option<Publication>> {
        commons::publication(self.db(), promise).await
    }
}
