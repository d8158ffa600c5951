//! What intake does beside judging: what the reporter was told, and who knows the family.

use desk::ports::{IntakeWrite, StoreFault};
use domain::{
    Id, LegalDay, Timestamp,
    concern::{Concern, Told},
    disclosure::Disclosure,
    duty::Account,
    unit::Unit,
};
use uuid::Uuid;

use crate::{Connection, codec::At, row::fault};

type Result<T> = std::result::Result<T, StoreFault>;

pub(crate) async fn write(db: &mut Connection, write: IntakeWrite) -> Result<()> {
    match write {
        IntakeWrite::Told(report, told) => tell(db, report, &told).await,
        IntakeWrite::Acquaintance(who, knows, at) => put_acquaintance(db, who, knows, at).await,
    }
}

/// Writes onto the reporter's own report what was handed over to them; `handing_over` is that of the report itself.
async fn tell(db: &mut Connection, handing_over: Id<Disclosure>, told: &Told) -> Result<()> {
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

/// The concerns whose family an account knows.
pub(crate) async fn closed_concerns(db: &mut Connection, account: Id<Account>) -> Result<Vec<Uuid>> {
    let account = account.uuid();
    let rows = sqlx::query!(
        r#"SELECT concern AS "concern!: Uuid" FROM acquaintance WHERE account = $1 AND knows"#,
        account
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(rows.into_iter().map(|row| row.concern).collect())
}

/// Whether an account has said that it does not know the family.
pub(crate) async fn knows_not(
    db: &mut Connection,
    account: Id<Account>,
    concern: Id<Concern>,
) -> Result<bool> {
    let (account, concern) = (account.uuid(), concern.uuid());
    let row = sqlx::query!(
        r#"SELECT knows AS "knows!: bool" FROM acquaintance WHERE account = $1 AND concern = $2"#,
        account,
        concern
    )
    .fetch_optional(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(row.is_some_and(|row| !row.knows))
}

/// Those who can be responsible at a unit on a day, by name.
pub(crate) async fn workers(
    db: &mut Connection,
    unit: Id<Unit>,
    day: LegalDay,
) -> Result<Vec<(Id<Account>, String)>> {
    let (unit, day) = (unit.uuid(), day.date());
    let rows = sqlx::query!(
        r#"SELECT DISTINCT a.id AS "id!: Uuid", a.name AS "name!"
           FROM account a JOIN duty d ON d.account = a.id
           WHERE d.unit = $1 AND d.role IN ('social_worker', 'head_of_unit') AND a.closed_at IS NULL
             AND d.valid_from <= $2 AND (d.valid_until IS NULL OR d.valid_until >= $2)
           ORDER BY a.name, a.id"#,
        unit,
        day
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.name)).collect())
}

/// Writes what somebody answered; a later answer stands.
async fn put_acquaintance(
    db: &mut Connection,
    (account, concern): (Id<Account>, Id<Concern>),
    knows: bool,
    at: Timestamp,
) -> Result<()> {
    let (account, concern, at) = (account.uuid(), concern.uuid(), At(at));
    sqlx::query!(
        "INSERT INTO acquaintance (account, concern, knows, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account, concern) DO UPDATE SET knows = EXCLUDED.knows, at = EXCLUDED.at",
        account,
        concern,
        knows,
        at as _
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}
