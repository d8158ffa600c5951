//! How often persons were searched for. What a search looks through is in `persons.rs` and `concerns.rs`.

use desk::ports::{SearchWrite, StoreFault};
use domain::{Id, duty::Account};
use time::Date;

use crate::{Connection, row::fault};

/// How often an account has searched on a day.
pub(crate) async fn searches(
    db: &mut Connection,
    account: Id<Account>,
    day: Date,
) -> Result<u32, StoreFault> {
    let account = account.uuid();
    let row = sqlx::query!(
        r#"SELECT searches AS "searches!" FROM search_count WHERE account = $1 AND day = $2"#,
        account,
        day
    )
    .fetch_optional(db)
    .await
    .map_err(|e| fault(&e))?;
    let stored = row.map_or(0, |row| row.searches);
    u32::try_from(stored).map_err(|_| StoreFault::Damaged { table: "search_count", column: "searches" })
}

/// Counts one more; a conflict where the day's are spent.
pub(crate) async fn count(db: &mut Connection, new: &SearchWrite) -> Result<(), StoreFault> {
    let (account, day, most) = (new.account.uuid(), new.day, i64::from(new.most));
    let done = sqlx::query!(
        "INSERT INTO search_count (account, day, searches) VALUES ($1, $2, 1)
         ON CONFLICT (account) DO UPDATE
         SET searches = CASE WHEN search_count.day < EXCLUDED.day THEN 1 ELSE search_count.searches + 1 END,
             day = CASE WHEN search_count.day < EXCLUDED.day THEN EXCLUDED.day ELSE search_count.day END
         WHERE search_count.day < EXCLUDED.day OR search_count.searches < $3",
        account,
        day,
        most
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreFault::Conflict) }
}
