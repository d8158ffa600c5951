//! The port of what was written down, answered.

use async_trait::async_trait;
use desk::ports::{ChannelReads, Entry, StoreFault};
use domain::{
    Id,
    promise::{activity::Activity, agreement::Agreement, period::Period, publication::Publication},
};

use crate::{channels, tx::Tx};

type Result<T> = std::result::Result<T, StoreFault>;

#[async_trait]
impl ChannelReads for Tx {
    async fn entries(&mut self, period: Period) -> Result<Vec<Entry>> {
        channels::entries(self.db(), period).await
    }

    async fn entry(&mut self, id: Id<Activity>) -> Result<Option<Entry>> {
        channels::entry(self.db(), id).await
    }

    async fn told(&mut self, promise: &str) -> Result<Option<(Id<Publication>, Vec<Entry>)>> {
        channels::told(self.db(), promise).await
    }

    async fn agreements(&mut self) -> Result<Vec<Agreement>> {
        channels::agreements(self.db()).await
    }
}
