//! Mailboxes of units, and when each was last told of something new.

use desk::ports::{Mailbox, NoticeWrite, StoreFault};
use domain::{Id, unit::Unit};

use crate::{Connection, codec::At, row::fault};

type Result<T> = std::result::Result<T, StoreFault>;

pub(crate) async fn mailbox(db: &mut Connection, unit: Id<Unit>) -> Result<Option<Mailbox>> {
    let unit = unit.uuid();
    let row = sqlx::query!(
        r#"SELECT address AS "address!", noticed_at AS "noticed_at?: At" FROM mailbox WHERE unit = $1"#,
        unit
    )
    .fetch_optional(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(row.map(|row| Mailbox { address: row.address, noticed: row.noticed_at.map(|at| at.0) }))
}

pub(crate) async fn write(db: &mut Connection, write: NoticeWrite) -> Result<()> {
    match write {
        NoticeWrite::Mailbox(unit, address) => {
            let unit = unit.uuid();
            sqlx::query!(
                "INSERT INTO mailbox (unit, address) VALUES ($1, $2)
                 ON CONFLICT (unit) DO UPDATE SET address = excluded.address",
                unit,
                address
            )
            .execute(db)
            .await
        }
        NoticeWrite::NoMailbox(unit) => {
            let unit = unit.uuid();
            sqlx::query!("DELETE FROM mailbox WHERE unit = $1", unit).execute(db).await
        }
        NoticeWrite::Noticed(unit, at) => {
            let (unit, at) = (unit.uuid(), At(at));
            sqlx::query!("UPDATE mailbox SET noticed_at = $2 WHERE unit = $1", unit, at as _)
                .execute(db)
                .await
        }
    }
    .map_err(|e| fault(&e))?;
    Ok(())
}
