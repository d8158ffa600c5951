//! The port of the situation picture, answered: one line per question, each to its query.

use async_trait::async_trait;
use desk::ports::{MeetingRow, PictureRow, PlanRow, SituationReads, StoreFault, SurveyRow};
use domain::{Id, promise::period::Period, situation::Meeting};

use crate::{situation, tx::Tx};

type Result<T> = std::result::Result<T, StoreFault>;

#[async_trait]
impl SituationReads for Tx {
    async fn meeting(&mut self, id: Id<Meeting>) -> Result<Option<MeetingRow>> {
        situation::meeting(self.db(), id).await
    }

    async fn held_meetings(&mut self, period: Period) -> Result<Vec<MeetingRow>> {
        situation::meetings(self.db(), period).await
    }

    async fn pictures(&mut self) -> Result<Vec<PictureRow>> {
        situation::pictures(self.db()).await
    }

    async fn surveys(&mut self) -> Result<Vec<SurveyRow>> {
        situation::surveys(self.db()).await
    }

    async fn plans(&mut self) -> Result<Vec<PlanRow>> {
        situation::plans(self.db()).await
    }
}
