//! The port of counts, answered.

use async_trait::async_trait;
use desk::ports::{CountReads, StoreFault};
use domain::promise::{counts::Counts, period::Period};

use crate::{counts, tx::Tx};

#[async_trait]
impl CountReads for Tx {
    async fn counts(&mut self, period: Period) -> Result<Counts, StoreFault> {
        counts::counts(self.db(), period).await
    }
}
