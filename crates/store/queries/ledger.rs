//! The log's rows, tiles and head. Filters look at what stands in clear and at tokens of the month; nothing else
//! can be asked for here.

use access::logbook::LogRow;
use desk::ports::{Head, LogFilter, StoreFault};
use ledger::{Hash, Leaf};
use sqlx::{QueryBuilder, Row as _};
use uuid::Uuid;

use crate::{
    Connection, Db,
    codec::At,
    row::{count, fault, fixed, stored},
};

type Result<T> = std::result::Result<T, StoreFault>;

const COLUMNS: &str = "SELECT idx, at, unit, class, month, reader, sealed, leaf FROM ledger_entry WHERE ";

pub(crate) async fn head(db: &mut Connection) -> Result<Option<Head>> {
    let row = sqlx::query!(
        r#"SELECT size AS "size!", last_change AS "last_change!", at AS "at!: At", root AS "root!", tree AS "tree!",
                  note AS "note!"
           FROM ledger_head"#
    )
    .fetch_optional(db)
    .await
    .map_err(|e| fault(&e))?;
    row.map(|row| {
        Ok(Head {
            size: count(row.size, "ledger_head", "size")?,
            last_change: count(row.last_change, "ledger_head", "last_change")?,
            at: row.at.0,
            root: Hash::from_bytes(fixed(&row.root, "ledger_head", "root")?),
            tree: row.tree,
            note: row.note,
        })
    })
    .transpose()
}

pub(crate) async fn put_head(db: &mut Connection, head: &Head) -> Result<()> {
    let (size, last_change, at) = (stored(head.size), stored(head.last_change), At(head.at));
    let root = head.root.as_bytes().to_vec();
    sqlx::query!(
        "INSERT INTO ledger_head (one, size, last_change, at, root, tree, note) VALUES (1, $1, $2, $3, $4, $5, $6)
         ON CONFLICT (one) DO UPDATE SET size = excluded.size, last_change = excluded.last_change, at = excluded.at,
           root = excluded.root, tree = excluded.tree, note = excluded.note",
        size,
        last_change,
        at as _,
        root,
        head.tree,
        head.note
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn append(db: &mut Connection, rows: &[LogRow]) -> Result<()> {
    let mut entries = QueryBuilder::<Db>::new(
        "INSERT INTO ledger_entry (idx, at, unit, class, month, reader, sealed, leaf) ",
    );
    entries.push_values(rows, |mut values, row| {
        values
            .push_bind(stored(row.index))
            .push_bind(At(row.at))
            .push_bind(row.unit)
            .push_bind(i64::from(row.class))
            .push_bind(row.month.clone())
            .push_bind(row.reader.clone())
            .push_bind(row.sealed.clone())
            .push_bind(row.leaf.as_bytes().to_vec());
    });
    entries.build().execute(&mut *db).await.map_err(|e| fault(&e))?;
    let subjects: Vec<(&Vec<u8>, u64)> =
        rows.iter().flat_map(|row| row.subjects.iter().map(|subject| (subject, row.index))).collect();
    // A list names up to fifty persons; engines take some thousand values in one statement.
    for some in subjects.chunks(400) {
        let mut insert = QueryBuilder::<Db>::new("INSERT INTO ledger_subject (subject, idx) ");
        insert.push_values(some, |mut values, (subject, index)| {
            values.push_bind((*subject).clone()).push_bind(stored(*index));
        });
        insert.build().execute(&mut *db).await.map_err(|e| fault(&e))?;
    }
    Ok(())
}

pub(crate) async fn log(db: &mut Connection, filter: &LogFilter) -> Result<Vec<LogRow>> {
    let mut query = QueryBuilder::<Db>::new(COLUMNS);
    query.push("idx < ").push_bind(filter.before.map_or(i64::MAX, stored));
    if let Some(from) = filter.from {
        query.push(" AND at >= ").push_bind(At(from));
    }
    if let Some(until) = filter.until {
        query.push(" AND at < ").push_bind(At(until));
    }
    if let Some(class) = filter.class {
        query.push(" AND class = ").push_bind(i64::from(class));
    }
    if !filter.units.is_empty() {
        query.push(" AND unit IN (");
        let mut list = query.separated(", ");
        for unit in &filter.units {
            list.push_bind(unit.uuid());
        }
        query.push(")");
    }
    if !filter.readers.is_empty() {
        query.push(" AND reader IN (");
        let mut list = query.separated(", ");
        for reader in &filter.readers {
            list.push_bind(reader.clone());
        }
        query.push(")");
    }
    query.push(" ORDER BY idx DESC LIMIT ").push_bind(i64::from(filter.limit));
    rows(db, query).await
}

pub(crate) async fn log_from(db: &mut Connection, index: u64, limit: u32) -> Result<Vec<LogRow>> {
    let mut query = QueryBuilder::<Db>::new(COLUMNS);
    query.push("idx >= ").push_bind(stored(index)).push(" ORDER BY idx LIMIT ").push_bind(i64::from(limit));
    rows(db, query).await
}

async fn rows(db: &mut Connection, mut query: QueryBuilder<Db>) -> Result<Vec<LogRow>> {
    let rows = query.build().fetch_all(db).await.map_err(|e| fault(&e))?;
    rows.iter()
        .map(|row| {
            let bytes = |column| row.try_get::<Vec<u8>, _>(column).map_err(|e| fault(&e));
            let number = |column| row.try_get::<i64, _>(column).map_err(|e| fault(&e));
            let leaf = Leaf::try_from(bytes("leaf")?.as_slice());
            Ok(LogRow {
                index: count(number("idx")?, "ledger_entry", "idx")?,
                at: row.try_get::<At, _>("at").map_err(|e| fault(&e))?.0,
                unit: row.try_get::<Uuid, _>("unit").map_err(|e| fault(&e))?,
                // A class that is no byte is kept as one that does not exist, for the verification to find.
                class: u8::try_from(number("class")?).unwrap_or(0),
                month: row.try_get("month").map_err(|e| fault(&e))?,
                reader: bytes("reader")?,
                subjects: Vec::new(),
                sealed: bytes("sealed")?,
                leaf: leaf.map_err(|_| StoreFault::Damaged { table: "ledger_entry", column: "leaf" })?,
            })
        })
        .collect()
}

pub(crate) async fn put_tile(db: &mut Connection, index: u64, leaves: Vec<u8>) -> Result<()> {
    let index = stored(index);
    sqlx::query!("INSERT INTO ledger_tile (idx, leaves) VALUES ($1, $2)", index, leaves)
        .execute(db)
        .await
        .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn tiles_from(db: &mut Connection, index: u64, limit: u32) -> Result<Vec<(u64, Vec<u8>)>> {
    let (from, limit) = (stored(index), i64::from(limit));
    let rows = sqlx::query!(
        r#"SELECT idx AS "idx!", leaves AS "leaves!" FROM ledger_tile WHERE idx >= $1 ORDER BY idx LIMIT $2"#,
        from,
        limit
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter().map(|row| Ok((count(row.idx, "ledger_tile", "idx")?, row.leaves))).collect()
}
