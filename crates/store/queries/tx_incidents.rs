//! The port of what is reported to the situation picture, answered: one line per question, each to its query.

use async_trait::async_trait;
use desk::ports::{IncidentReads, Reported, StoreFault, Whose};
use domain::{
    Id,
    promise::period::Period,
    situation::{DayCount, Incident, Phenomenon},
};

use crate::{incidents, phenomena, tx::Tx};

type Result<T> = std::result::Result<T, StoreFault>;

#[async_trait]
impl IncidentReads for Tx {
    async fn incident(&mut self, id: Id<Incident>) -> Result<Option<Reported<Incident>>> {
        incidents::incident(self.db(), id).await
    }

    async fn phenomenon(&mut self, id: Id<Phenomenon>) -> Result<Option<Reported<Phenomenon>>> {
        phenomena::phenomenon(self.db(), id).await
    }

    async fn incidents(&mut self, days: Period, whose: Whose, limit: u32) -> Result<Vec<Reported<Incident>>> {
        incidents::incidents(self.db(), days, whose, limit).await
    }

    async fn phenomena(
        &mut self,
        days: Period,
        whose: Whose,
        limit: u32,
    ) -> Result<Vec<Reported<Phenomenon>>> {
        phenomena::phenomena(self.db(), days, whose, limit).await
    }

    async fn incident_counts(&mut self, days: Period) -> Result<Vec<DayCount>> {
        incidents::counts(self.db(), days).await
    }
}
