//! Wrapped data keys, for the turn of an epoch: found by epoch, written back under the new one.

use access::{RecordKind, RecordRef, WrappedKey};
use desk::ports::StoreFault;
use uuid::Uuid;

use crate::{Connection, concerns::wrapped, row::fault};

type Result<T> = std::result::Result<T, StoreFault>;

/// Every kind of record that has a data key.
const KINDS: [RecordKind; 11] = [
    RecordKind::Concern,
    RecordKind::Reporter,
    RecordKind::Assessment,
    RecordKind::Intervention,
    RecordKind::FollowUp,
    RecordKind::Draft,
    RecordKind::Consent,
    RecordKind::Referral,
    RecordKind::Person,
    RecordKind::Question,
    RecordKind::Outreach,
];

pub(crate) async fn wrapped_under(
    db: &mut Connection,
    epoch: u32,
    limit: u32,
) -> Result<Vec<(RecordRef, WrappedKey)>> {
    let (old, limit) = (i64::from(epoch), i64::from(limit));
    let rows = sqlx::query!(
        r#"SELECT kind AS "kind!", id AS "id!: Uuid", wrapped_key AS "wrapped_key!" FROM (
             SELECT 'concern' AS kind, id, wrapped_key FROM concern WHERE epoch = $1
             UNION ALL SELECT 'reporter', concern, wrapped_key FROM reporter WHERE epoch = $1
             UNION ALL SELECT 'assessment', id, wrapped_key FROM assessment WHERE epoch = $1
             UNION ALL SELECT 'intervention', id, wrapped_key FROM intervention WHERE epoch = $1
             UNION ALL SELECT 'follow_up', id, wrapped_key FROM follow_up WHERE epoch = $1
             UNION ALL SELECT 'draft', id, wrapped_key FROM draft WHERE epoch = $1
             UNION ALL SELECT 'consent', id, wrapped_key FROM consent WHERE epoch = $1
             UNION ALL SELECT 'referral', id, wrapped_key FROM referral WHERE epoch = $1
             UNION ALL SELECT 'outreach', id, wrapped_key FROM outreach WHERE epoch = $1
             UNION ALL SELECT 'person', id, wrapped_key FROM person WHERE epoch = $1
             UNION ALL SELECT 'log_question', id, wrapped_key FROM log_question WHERE epoch = $1
           ) AS live LIMIT $2"#,
        old,
        limit
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter()
        .map(|row| {
            let kind = KINDS.into_iter().find(|kind| kind.word() == row.kind);
            let kind = kind.ok_or(StoreFault::Damaged { table: "live", column: "kind" })?;
            Ok((RecordRef { kind, id: row.id }, wrapped(old, row.wrapped_key, kind.word())?))
        })
        .collect()
}

macro_rules! rewrap {
    ($sql:tt, $db:expr, $id:expr, $key:expr, $epoch:expr) => {
        sqlx::query!($sql, $id, $key.bytes, $epoch).execute($db).await
    };
}

#[rustfmt::skip]
pub(crate) async fn rewrap(db: &mut Connection, record: RecordRef, key: &WrappedKey) -> Result<()> {
    let (id, epoch) = (record.id, i64::from(key.epoch));
    let done = match record.kind {
        // The key of a concern is replaced when its reporter is sealed apart: a wrapping that comes later is of a key
        // that is gone.
        RecordKind::Concern => rewrap!("UPDATE concern SET wrapped_key = $2, epoch = $3 WHERE id = $1 AND epoch < $3", db, id, key, epoch),
        RecordKind::Reporter => rewrap!("UPDATE reporter SET wrapped_key = $2, epoch = $3 WHERE concern = $1", db, id, key, epoch),
        RecordKind::Assessment => rewrap!("UPDATE assessment SET wrapped_key = $2, epoch = $3 WHERE id = $1", db, id, key, epoch),
        RecordKind::Intervention => rewrap!("UPDATE intervention SET wrapped_key = $2, epoch = $3 WHERE id = $1", db, id, key, epoch),
        RecordKind::FollowUp => rewrap!("UPDATE follow_up SET wrapped_key = $2, epoch = $3 WHERE id = $1", db, id, key, epoch),
        RecordKind::Consent => rewrap!("UPDATE consent SET wrapped_key = $2, epoch = $3 WHERE id = $1", db, id, key, epoch),
        RecordKind::Referral => rewrap!("UPDATE referral SET wrapped_key = $2, epoch = $3 WHERE id = $1", db, id, key, epoch),
        // The key of a meeting is replaced when it is written anew and destroyed when it leaves: a wrapping that comes
        // later than that is of a key that is gone, and stays gone.
        RecordKind::Outreach => rewrap!("UPDATE outreach SET wrapped_key = $2, epoch = $3 WHERE id = $1 AND epoch < $3", db, id, key, epoch),
        // So is the key of a draft when it is written anew.
        RecordKind::Draft => rewrap!("UPDATE draft SET wrapped_key = $2, epoch = $3 WHERE id = $1 AND epoch < $3", db, id, key, epoch),
        RecordKind::Person => rewrap!("UPDATE person SET wrapped_key = $2, epoch = $3 WHERE id = $1", db, id, key, epoch),
        RecordKind::Question => rewrap!("UPDATE log_question SET wrapped_key = $2, epoch = $3 WHERE id = $1", db, id, key, epoch),
        RecordKind::Unit | RecordKind::Log | RecordKind::Account | RecordKind::Proposal => return Ok(()),
    };
    done.map(|_| ()).map_err(|e| fault(&e))
}
