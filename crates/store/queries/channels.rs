//! What was done as it stands written down, what was told in which channel, and agreements.

use desk::ports::{Entry, StoreFault};
use domain::{
    Id,
    promise::{
        activity::{Activity, Form, Line},
        agreement::{Agreed, Agreement},
        period::Period,
        publication::Publication,
        standing::Noted,
    },
};
use time::Date;
use uuid::Uuid;

use crate::{Connection, codec::At, row::fault};

type Result<T> = std::result::Result<T, StoreFault>;

fn damaged(table: &'static str, column: &'static str) -> StoreFault {
    StoreFault::Damaged { table, column }
}

struct Written {
    id: Uuid,
    done_on: Date,
    row_key: Option<String>,
    problem: Option<Uuid>,
    form: String,
    unit: Option<Uuid>,
    noted_by: Option<String>,
    noted_at: Option<At>,
    publication: Option<Uuid>,
    struck: bool,
    version: i64,
}

macro_rules! entries_where {
    ($tail:tt $(, $value:expr)*) => {
        sqlx::query_as!(
            Written,
            r#"SELECT a.id AS "id!: Uuid", a.done_on AS "done_on!: Date", a.row_key AS "row_key?",
                      a.problem AS "problem?: Uuid", a.form AS "form!", a.unit AS "unit?: Uuid",
                      a.noted_by AS "noted_by?", a.noted_at AS "noted_at?: At",
                      a.publication AS "publication?: Uuid", a.struck AS "struck!: bool", a.version AS "version!"
               FROM activity a "# + $tail
            $(, $value)*
        )
    };
}

impl Written {
    fn entry(self) -> Result<Entry> {
        let form: Form = serde_json::from_str(&self.form).map_err(|_| damaged("activity", "form"))?;
        let activity = Activity::stored(self.done_on, form, self.problem.map(Id::from));
        Ok(Entry {
            id: self.id.into(),
            noted: Noted { row: self.row_key, activity },
            unit: self.unit.map(Id::from),
            by: self.noted_by,
            at: self.noted_at.map(|at| at.0),
            publication: self.publication.map(Id::from),
            is_struck: self.struck,
            version: self.version,
        })
    }
}

pub(crate) async fn entries(db: &mut Connection, period: Period) -> Result<Vec<Entry>> {
    let (first, last) = (period.first(), period.last());
    let rows =
        entries_where!("WHERE a.done_on >= $1 AND a.done_on <= $2 ORDER BY a.done_on, a.id", first, last)
            .fetch_all(db)
            .await
            .map_err(|e| fault(&e))?;
    rows.into_iter().map(Written::entry).collect()
}

pub(crate) async fn entry(db: &mut Connection, id: Id<Activity>) -> Result<Option<Entry>> {
    let id = id.uuid();
    let row = entries_where!("WHERE a.id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))?;
    row.map(Written::entry).transpose()
}

pub(crate) async fn told(
    db: &mut Connection,
    promise: &str,
) -> Result<Option<(Id<Publication>, Vec<Entry>)>> {
    let last = sqlx::query_scalar!(
        r#"SELECT id AS "id!: Uuid" FROM publication WHERE promise = $1 ORDER BY at DESC, id LIMIT 1"#,
        promise
    )
    .fetch_optional(&mut *db)
    .await
    .map_err(|e| fault(&e))?;
    let Some(id) = last else { return Ok(None) };
    let rows = entries_where!("WHERE a.publication = $1 AND NOT a.struck ORDER BY a.noted_at, a.id", id)
        .fetch_all(db)
        .await
        .map_err(|e| fault(&e))?;
    Ok(Some((id.into(), rows.into_iter().map(Written::entry).collect::<Result<_>>()?)))
}

pub(crate) async fn put_entry(db: &mut Connection, new: &Entry) -> Result<()> {
    let activity = &new.noted.activity;
    let form = serde_json::to_string(activity.form()).map_err(|_| damaged("activity", "form"))?;
    let (id, on, row, problem) =
        (new.id.uuid(), activity.on(), new.noted.row.as_deref(), activity.problem().map(Id::uuid));
    let (unit, by, at) = (new.unit.map(Id::uuid), new.by.as_deref(), new.at.map(At));
    let publication = new.publication.map(Id::uuid);
    sqlx::query!(
        "INSERT INTO activity (id, done_on, row_key, problem, form, unit, noted_by, noted_at, publication, struck,
                               version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        on,
        row,
        problem,
        form,
        unit,
        by,
        at as _,
        publication,
        new.is_struck,
        new.version
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

/// Puts an entry right. What it said before stays, under the version that it had.
pub(crate) async fn change_entry(db: &mut Connection, changed: &Entry) -> Result<()> {
    let activity = &changed.noted.activity;
    let form = serde_json::to_string(activity.form()).map_err(|_| damaged("activity", "form"))?;
    let (id, on, problem) = (changed.id.uuid(), activity.on(), activity.problem().map(Id::uuid));
    let (by, at, before) = (changed.by.as_deref(), changed.at.map(At), changed.version - 1);
    sqlx::query!(
        "INSERT INTO activity_before (activity, version, done_on, problem, form, noted_by, noted_at)
         SELECT id, version, done_on, problem, form, noted_by, noted_at FROM activity
         WHERE id = $1 AND version = $2",
        id,
        before
    )
    .execute(&mut *db)
    .await
    .map_err(|e| fault(&e))?;
    let done = sqlx::query!(
        "UPDATE activity SET done_on = $2, problem = $3, form = $4, noted_by = $5, noted_at = $6, struck = $7,
                             version = $8
         WHERE id = $1 AND version = $9",
        id,
        on,
        problem,
        form,
        by,
        at as _,
        changed.is_struck,
        changed.version,
        before
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreFault::Conflict) }
}

pub(crate) async fn agreements(db: &mut Connection) -> Result<Vec<Agreement>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!: Uuid", title AS "title!", parties AS "parties!", covers AS "covers!",
                  kept_at AS "kept_at!", signed_on AS "signed_on!: Date", first_day AS "first_day!: Date",
                  last_day AS "last_day?: Date", replaced AS "replaced!: bool", version AS "version!"
           FROM agreement ORDER BY first_day DESC, id"#
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    let line = |text: String, column| Line::new(&text).map_err(|_| damaged("agreement", column));
    let agreements = rows.into_iter().map(|row| {
        let parties: Vec<Line> =
            serde_json::from_str(&row.parties).map_err(|_| damaged("agreement", "parties"))?;
        let agreed = Agreed {
            title: line(row.title, "title")?,
            parties,
            covers: line(row.covers, "covers")?,
            kept_at: line(row.kept_at, "kept_at")?,
            signed_on: row.signed_on,
            from: row.first_day,
            to: row.last_day,
        };
        Ok(Agreement::stored(row.id.into(), agreed, row.replaced, row.version))
    });
    agreements.collect()
}

pub(crate) async fn put_agreement(db: &mut Connection, new: &Agreement) -> Result<()> {
    let agreed = new.agreed();
    let parties = serde_json::to_string(&agreed.parties).map_err(|_| damaged("agreement", "parties"))?;
    let (id, title, covers) = (new.id().uuid(), agreed.title.as_str(), agreed.covers.as_str());
    let (kept_at, version, is_replaced) = (agreed.kept_at.as_str(), new.version(), new.is_replaced());
    sqlx::query!(
        "INSERT INTO agreement (id, title, parties, covers, kept_at, signed_on, first_day, last_day, replaced,
                                version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        title,
        parties,
        covers,
        kept_at,
        agreed.signed_on,
        agreed.from,
        agreed.to,
        is_replaced,
        version
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn replace_agreement(db: &mut Connection, replaced: &Agreement) -> Result<()> {
    let (id, version, before) = (replaced.id().uuid(), replaced.version(), replaced.version() - 1);
    let is_replaced = replaced.is_replaced();
    let done = sqlx::query!(
        "UPDATE agreement SET replaced = $2, version = $3 WHERE id = $1 AND version = $4",
        id,
        is_replaced,
        version,
        before
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreFault::Conflict) }
}
