//! What intake does beside judging: what the reporter was told, who knows the family, and who reported where that is
//! sealed apart.

use access::{Sealed, record::ConcernLine};
use async_trait::async_trait;
use desk::ports::{IntakeReads, IntakeWrite, StoreFault};
use domain::{
    Id, LegalDay, Timestamp,
    concern::{Concern, SealedReporter, Told},
    disclosure::Disclosure,
    duty::Account,
    person::PersonToken,
    unit::Unit,
};
use uuid::Uuid;

use crate::{Connection, codec::At, concerns, concerns_written, reporters, row::fault, tx::Tx};

type Result<T> = std::result::Result<T, StoreFault>;

#[async_trait]
impl IntakeReads for Tx {
    async fn reporter(&mut self, concern: Id<Concern>) -> Result<Option<Sealed<SealedReporter>>> {
        reporters::reporter(self.db(), concern).await
    }

    async fn knows_not(&mut self, account: Id<Account>, concern: Id<Concern>) -> Result<bool> {
        knows_not(self.db(), account, concern).await
    }

    async fn others_about(
        &mut self,
        unit: Id<Unit>,
        token: PersonToken,
        except: Id<Concern>,
    ) -> Result<Vec<Sealed<ConcernLine>>> {
        concerns::others_about(self.db(), unit, token, except).await
    }

    async fn workers(&mut self, unit: Id<Unit>, day: LegalDay) -> Result<Vec<(Id<Account>, String)>> {
        workers(self.db(), unit, day).await
    }
}

pub(crate) async fn write(db: &mut Connection, write: IntakeWrite) -> Result<()> {
    match write {
        IntakeWrite::Told(report, told) => tell(db, report, &told).await,
        IntakeWrite::Reporter(concern, groups) => reporters::put_reporter(db, concern, &groups).await,
        IntakeWrite::ReporterSealed(cover, concern, reporter) => {
            concerns_written::seal_reporter(db, &cover, &concern).await?;
            reporters::put_reporter(db, cover.id, &reporter).await
        }
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

/// Whether an account has said that it does not know the family.
async fn knows_not(db: &mut Connection, account: Id<Account>, concern: Id<Concern>) -> Result<bool> {
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
async fn workers(db: &mut Connection, unit: Id<Unit>, day: LegalDay) -> Result<Vec<(Id<Account>, String)>> {
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
