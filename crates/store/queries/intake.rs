//! What intake does beside judging: what the reporter was told.

use desk::ports::StoreFault;
use domain::{Id, concern::Told, disclosure::Disclosure};

use crate::{Connection, row::fault};

type Result<T> = std::result::Result<T, StoreFault>;

/// Writes onto the reporter's own report what was handed over to them; `handing_over` is that of the report itself.
pub(crate) async fn tell(db: &mut Connection, handing_over: Id<Disclosure>, told: &Told) -> Result<()> {
    let (report, opening, told_in) = (handing_over.uuid(), told.opening.word(), told.disclosure.uuid());
    let done = sqlx::query!(
        "UPDATE concern SET told = $2, told_in = $3 WHERE disclosure = $1 AND side = 'sent' AND told IS NULL",
        report,
        opening,
        told_in
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreFault::Conflict) }
}
