//! Sessions, used codes, the brake on guessing, used forms: what the upkeep lane may write.

use desk::ports::{FormUse, SessionRow, StoreFault, Throttle};
use domain::{Id, Timestamp, duty::Account};
use uuid::Uuid;

use crate::{
    Connection,
    codec::At,
    row::{fault, fixed},
};

type Result<T> = std::result::Result<T, StoreFault>;

pub(crate) async fn session(db: &mut Connection, id: [u8; 32]) -> Result<Option<SessionRow>> {
    let key = id.to_vec();
    let row = sqlx::query!(
        r#"SELECT account AS "account?: Uuid", data AS "data!", created_at AS "created_at!: At", seen_at AS "seen_at!: At"
           FROM session WHERE id = $1"#,
        key
    )
    .fetch_optional(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(row.map(|row| SessionRow {
        id,
        account: row.account.map(Id::from),
        data: row.data,
        created: row.created_at.0,
        seen: row.seen_at.0,
    }))
}

pub(crate) async fn new_session(db: &mut Connection, new: &SessionRow) -> Result<()> {
    let (id, account) = (new.id.to_vec(), new.account.map(Id::uuid));
    let (created, seen) = (At(new.created), At(new.seen));
    sqlx::query!(
        "INSERT INTO session (id, account, data, created_at, seen_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        account,
        new.data,
        created as _,
        seen as _
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn keep_session(db: &mut Connection, row: &SessionRow) -> Result<()> {
    let (id, account) = (row.id.to_vec(), row.account.map(Id::uuid));
    // An update and nothing else: a session that was ended is not brought back.
    sqlx::query!("UPDATE session SET account = $2, data = $3 WHERE id = $1", id, account, row.data)
        .execute(db)
        .await
        .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn see_session(db: &mut Connection, id: [u8; 32], at: Timestamp) -> Result<()> {
    let (id, at) = (id.to_vec(), At(at));
    sqlx::query!("UPDATE session SET seen_at = $2 WHERE id = $1", id, at as _)
        .execute(db)
        .await
        .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn end_session(db: &mut Connection, id: [u8; 32]) -> Result<()> {
    let id = id.to_vec();
    sqlx::query!("DELETE FROM session WHERE id = $1", id).execute(db).await.map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn expire_sessions(db: &mut Connection, seen: Timestamp, created: Timestamp) -> Result<()> {
    let (seen, created) = (At(seen), At(created));
    sqlx::query!("DELETE FROM session WHERE seen_at < $1 OR created_at < $2", seen as _, created as _)
        .execute(db)
        .await
        .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn code_used(db: &mut Connection, account: Id<Account>, step: i64) -> Result<bool> {
    let id = account.uuid();
    let row =
        sqlx::query!(r#"SELECT step AS "step!" FROM code_use WHERE account = $1 AND step = $2"#, id, step)
            .fetch_optional(db)
            .await
            .map_err(|e| fault(&e))?;
    Ok(row.is_some())
}

pub(crate) async fn use_code(db: &mut Connection, account: Id<Account>, step: i64) -> Result<()> {
    let id = account.uuid();
    // Steps of yesterday are accepted by nobody, so they need not be remembered.
    let old = step - 2880;
    sqlx::query!("DELETE FROM code_use WHERE account = $1 AND step < $2", id, old)
        .execute(&mut *db)
        .await
        .map_err(|e| fault(&e))?;
    sqlx::query!("INSERT INTO code_use (account, step) VALUES ($1, $2)", id, step)
        .execute(db)
        .await
        .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn throttle(db: &mut Connection, name: [u8; 32]) -> Result<Option<Throttle>> {
    let name = name.to_vec();
    let row = sqlx::query!(
        r#"SELECT failures AS "failures!", next_try AS "next_try!: At" FROM throttle WHERE name = $1"#,
        name
    )
    .fetch_optional(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(row.map(|row| Throttle { failures: row.failures, next_try: row.next_try.0 }))
}

pub(crate) async fn put_throttle(db: &mut Connection, name: [u8; 32], throttle: Throttle) -> Result<()> {
    let (name, next) = (name.to_vec(), At(throttle.next_try));
    // Failures of yesterday delay nobody any more; whoever tries many names shall not fill the disk.
    let old = At(throttle.next_try.minus(time::Duration::days(1)));
    sqlx::query!("DELETE FROM throttle WHERE next_try < $1", old as _)
        .execute(&mut *db)
        .await
        .map_err(|e| fault(&e))?;
    sqlx::query!(
        "INSERT INTO throttle (name, failures, next_try) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, next_try = excluded.next_try",
        name,
        throttle.failures,
        next as _
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn forget_throttle(db: &mut Connection, name: [u8; 32]) -> Result<()> {
    let name = name.to_vec();
    sqlx::query!("DELETE FROM throttle WHERE name = $1", name).execute(db).await.map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn form_use(db: &mut Connection, form: Uuid) -> Result<Option<FormUse>> {
    let row = sqlx::query!(
        r#"SELECT account AS "account!: Uuid", digest AS "digest!", record AS "record!: Uuid", at AS "at!: At"
           FROM form_use WHERE form = $1"#,
        form
    )
    .fetch_optional(db)
    .await
    .map_err(|e| fault(&e))?;
    row.map(|row| {
        let digest = fixed(&row.digest, "form_use", "digest")?;
        Ok(FormUse { account: row.account.into(), digest, record: row.record, at: row.at.0 })
    })
    .transpose()
}

pub(crate) async fn put_form_use(db: &mut Connection, form: Uuid, used: &FormUse) -> Result<()> {
    let (account, digest, at) = (used.account.uuid(), used.digest.to_vec(), At(used.at));
    sqlx::query!(
        "INSERT INTO form_use (form, account, digest, record, at) VALUES ($1, $2, $3, $4, $5)",
        form,
        account,
        digest,
        used.record,
        at as _
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}
