//! Published results of safety surveys: taken in whole or not at all, and each once.

use access::{Action, Facts};
use async_trait::async_trait;
use domain::{Id, RuleBroken, promise::Unfit, situation::survey::SurveyResult};

use super::{Commons, keep};
use crate::{
    Fault,
    ports::{SituationWrite, StoreFault, SurveyRow, Writes},
    writer::{Applied, Change},
};

impl Commons {
    /// Takes results in, all of them or none.
    ///
    /// # Errors
    /// [`Fault::Refused`] for another role, [`Fault::Rule`] where one is there already or an area is none,
    /// [`Fault::Unavailable`].
    pub async fn take_in(&self, results: Vec<SurveyResult>) -> Result<(), Fault> {
        let chance = self.desk.office().keys().chance();
        let row = |result| SurveyRow { id: Id::from_random(chance.bytes()), result };
        let rows: Vec<SurveyRow> = results.into_iter().map(row).collect();
        let notes = vec![("results", rows.len().to_string())];
        let facts = Facts::of_unit(self.own_unit(), false);
        self.desk.act(Action::SurveyImport, facts, notes, Taking(rows)).await
    }
}

struct Taking(Vec<SurveyRow>);

#[async_trait]
impl Change for Taking {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let rows = std::mem::take(&mut self.0);
        let (known, ground) = (tx.surveys().await?, tx.ground().await?);
        let is_area = |row: &SurveyRow| {
            row.result.area.is_none_or(|area| ground.areas.iter().any(|known| known.id == area))
        };
        if !rows.iter().all(is_area) {
            return Ok(Err(Unfit::Unknown.into()));
        }
        for (at, row) in rows.iter().enumerate() {
            let before = known.iter().chain(rows.iter().take(at));
            if before.map(|one| &one.result).any(|one| same(one, &row.result)) {
                return Ok(Err(RuleBroken::Unfit(Unfit::Duplicate)));
            }
        }
        keep(tx, SituationWrite::Surveys(rows)).await
    }
}

/// Whether two are the same number of the same year.
fn same(one: &SurveyResult, other: &SurveyResult) -> bool {
    one.year == other.year && one.compares_with(other)
}
