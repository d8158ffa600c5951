//! Drafts of concerns. What is thrown away is deleted, with its wrapped key.

use access::{Sealed, SealedBody};
use desk::ports::{DraftWrite, SealedGroups, StoreFault};
use domain::{
    Id, Timestamp,
    draft::{Draft, DraftCover},
    duty::Account,
};
use uuid::Uuid;

use crate::{Connection, codec::At, concerns::wrapped, people, row::fault};

type Result<T> = std::result::Result<T, StoreFault>;

struct Row {
    id: Uuid,
    author: Uuid,
    authority: Uuid,
    unit: Uuid,
    regime: String,
    saved_at: At,
    body: Vec<u8>,
    wrapped_key: Vec<u8>,
    epoch: i64,
}

macro_rules! drafts_where {
    ($tail:tt, $value:expr) => {
        sqlx::query_as!(
            Row,
            r#"SELECT d.id AS "id!: Uuid", d.author AS "author!: Uuid", d.authority AS "authority!: Uuid",
                      d.unit AS "unit!: Uuid", u.regime AS "regime!", d.saved_at AS "saved_at!: At",
                      d.body AS "body!", d.wrapped_key AS "wrapped_key!", d.epoch AS "epoch!"
               FROM draft d JOIN unit u ON u.id = d.unit "#
                + $tail,
            $value
        )
    };
}

impl Row {
    fn sealed(self) -> Result<Sealed<Draft>> {
        let cover = DraftCover {
            id: self.id.into(),
            author: self.author.into(),
            authority: self.authority.into(),
            unit: self.unit.into(),
            saved: self.saved_at.0,
        };
        let body = SealedBody::new(self.body, wrapped(self.epoch, self.wrapped_key, "draft")?);
        Ok(Sealed::new(cover, people::regime(&self.regime)?, body))
    }
}

pub(crate) async fn draft(db: &mut Connection, id: Id<Draft>) -> Result<Option<Sealed<Draft>>> {
    let id = id.uuid();
    let row = drafts_where!("WHERE d.id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))?;
    row.map(Row::sealed).transpose()
}

pub(crate) async fn drafts(db: &mut Connection, author: Id<Account>) -> Result<Vec<Sealed<Draft>>> {
    let author = author.uuid();
    let rows = drafts_where!("WHERE d.author = $1 ORDER BY d.saved_at DESC, d.id LIMIT 50", author)
        .fetch_all(db)
        .await
        .map_err(|e| fault(&e))?;
    rows.into_iter().map(Row::sealed).collect()
}

pub(crate) async fn drafts_before(db: &mut Connection, at: Timestamp) -> Result<i64> {
    let at = At(at);
    let row = sqlx::query!(r#"SELECT count(*) AS "count!" FROM draft WHERE saved_at < $1"#, at as _)
        .fetch_one(db)
        .await
        .map_err(|e| fault(&e))?;
    Ok(row.count)
}

pub(crate) async fn write(db: &mut Connection, write: DraftWrite) -> Result<()> {
    match write {
        DraftWrite::New(cover, groups) => put(db, &cover, &groups).await,
        DraftWrite::Rewritten(cover, groups) => rewrite(db, &cover, &groups).await,
        DraftWrite::Gone(id, author) => forget(db, id, author).await,
        DraftWrite::Before(at) => purge(db, at).await,
    }
}

async fn put(db: &mut Connection, new: &DraftCover, groups: &SealedGroups) -> Result<()> {
    let (id, author, authority, unit) =
        (new.id.uuid(), new.author.uuid(), new.authority.uuid(), new.unit.uuid());
    let (at, epoch) = (At(new.saved), i64::from(groups.key.epoch));
    sqlx::query!(
        "INSERT INTO draft (id, author, authority, unit, saved_at, body, wrapped_key, epoch)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        author,
        authority,
        unit,
        at as _,
        groups.body,
        groups.key.bytes,
        epoch
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

async fn rewrite(db: &mut Connection, cover: &DraftCover, groups: &SealedGroups) -> Result<()> {
    let (id, author, at) = (cover.id.uuid(), cover.author.uuid(), At(cover.saved));
    let epoch = i64::from(groups.key.epoch);
    let done = sqlx::query!(
        "UPDATE draft SET saved_at = $3, body = $4, wrapped_key = $5, epoch = $6 WHERE id = $1 AND author = $2",
        id,
        author,
        at as _,
        groups.body,
        groups.key.bytes,
        epoch
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreFault::Conflict) }
}

async fn forget(db: &mut Connection, id: Id<Draft>, author: Id<Account>) -> Result<()> {
    let (id, author) = (id.uuid(), author.uuid());
    let done = sqlx::query!("DELETE FROM draft WHERE id = $1 AND author = $2", id, author).execute(db).await;
    done.map(|_| ()).map_err(|e| fault(&e))
}

async fn purge(db: &mut Connection, before: Timestamp) -> Result<()> {
    let at = At(before);
    let done = sqlx::query!("DELETE FROM draft WHERE saved_at < $1", at as _).execute(db).await;
    done.map(|_| ()).map_err(|e| fault(&e))
}
