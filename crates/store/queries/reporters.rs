//! Reporters who are sealed apart: beside the concern, under a key of their own.

use access::{Sealed, SealedBody};
use desk::ports::{SealedGroups, StoreFault};
use domain::{
    Id,
    concern::{Concern, SealedReporter},
};

use crate::{
    Connection,
    concerns::{self, wrapped},
    row::fault,
};

type Result<T> = std::result::Result<T, StoreFault>;

pub(crate) async fn reporter(db: &mut Connection, id: Id<Concern>) -> Result<Option<Sealed<SealedReporter>>> {
    let Some((cover, regime)) = concerns::cover(db, id).await? else { return Ok(None) };
    let id = id.uuid();
    let row = sqlx::query!(
        r#"SELECT body AS "body!", wrapped_key AS "wrapped_key!", epoch AS "epoch!"
           FROM reporter WHERE concern = $1"#,
        id
    )
    .fetch_optional(db)
    .await
    .map_err(|e| fault(&e))?;
    let Some(row) = row else { return Ok(None) };
    let key = wrapped(row.epoch, row.wrapped_key, "reporter")?;
    Ok(Some(Sealed::new(cover, regime, SealedBody::new(row.body, key))))
}

pub(crate) async fn put_reporter(db: &mut Connection, id: Id<Concern>, groups: &SealedGroups) -> Result<()> {
    let (id, epoch) = (id.uuid(), i64::from(groups.key.epoch));
    sqlx::query!(
        "INSERT INTO reporter (concern, body, wrapped_key, epoch) VALUES ($1, $2, $3, $4)",
        id,
        groups.body,
        groups.key.bytes,
        epoch
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}
