//! What came of reviewing the log, and the questions put to readers.

use access::{Sealed, SealedBody, WrappedKey};
use desk::ports::{ReviewWrite, SealedGroups, StoreFault};
use domain::{
    Id,
    duty::Account,
    review::{GroupKey, Outcome, Question, QuestionCover, Reviewed},
    unit::Authority,
};
use uuid::Uuid;

use crate::{
    Connection,
    codec::At,
    concerns::wrapped,
    people,
    row::{count, fault, stored, word},
};

type Result<T> = std::result::Result<T, StoreFault>;

pub(crate) async fn outcomes(
    db: &mut Connection,
    authority: Id<Authority>,
    month: &str,
) -> Result<Vec<Reviewed>> {
    let at_authority = authority.uuid();
    let rows = sqlx::query!(
        r#"SELECT reader AS "reader!", subject AS "subject!", upto AS "upto!", outcome AS "outcome!",
                  by_account AS "by_account!: Uuid", at AS "at!: At"
           FROM log_outcome WHERE authority = $1 AND month = $2"#,
        at_authority,
        month
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter()
        .map(|row| {
            Ok(Reviewed {
                authority,
                group: GroupKey { month: month.to_owned(), reader: row.reader, subject: row.subject },
                upto: count(row.upto, "log_outcome", "upto")?,
                outcome: word(&Outcome::ALL, Outcome::word, &row.outcome, ("log_outcome", "outcome"))?,
                by: row.by_account.into(),
                at: row.at.0,
            })
        })
        .collect()
}

struct Row {
    id: Uuid,
    authority: Uuid,
    unit: Uuid,
    regime: String,
    account: Uuid,
    month: String,
    reader: Vec<u8>,
    subject: Vec<u8>,
    readings: i64,
    first_at: At,
    last_at: At,
    asked_by: Uuid,
    asked_at: At,
    answered_at: Option<At>,
    body: Vec<u8>,
    wrapped_key: Vec<u8>,
    epoch: i64,
}

macro_rules! questions_where {
    ($tail:tt $(, $value:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"SELECT q.id AS "id!: Uuid", q.authority AS "authority!: Uuid", q.unit AS "unit!: Uuid",
                      u.regime AS "regime!", q.account AS "account!: Uuid", q.month AS "month!",
                      q.reader AS "reader!", q.subject AS "subject!", q.readings AS "readings!",
                      q.first_at AS "first_at!: At", q.last_at AS "last_at!: At",
                      q.asked_by AS "asked_by!: Uuid", q.asked_at AS "asked_at!: At",
                      q.answered_at AS "answered_at?: At", q.body AS "body!", q.wrapped_key AS "wrapped_key!",
                      q.epoch AS "epoch!"
               FROM log_question q JOIN unit u ON u.id = q.unit "# + $tail
            $(, $value)*
        )
    };
}

impl Row {
    fn sealed(self) -> Result<Sealed<Question>> {
        let (regime, key) = (people::regime(&self.regime)?, self.key()?);
        let cover = QuestionCover {
            id: self.id.into(),
            authority: self.authority.into(),
            unit: self.unit.into(),
            reader: self.account.into(),
            group: GroupKey { month: self.month, reader: self.reader, subject: self.subject },
            count: u32::try_from(self.readings)
                .map_err(|_| StoreFault::Damaged { table: "log_question", column: "readings" })?,
            first: self.first_at.0,
            last: self.last_at.0,
            asked_by: self.asked_by.into(),
            asked: self.asked_at.0,
            answered: self.answered_at.map(|at| at.0),
        };
        Ok(Sealed::new(cover, regime, SealedBody::new(self.body, key)))
    }

    fn key(&self) -> Result<WrappedKey> {
        wrapped(self.epoch, self.wrapped_key.clone(), "log_question")
    }
}

pub(crate) async fn question(db: &mut Connection, id: Id<Question>) -> Result<Option<Sealed<Question>>> {
    let id = id.uuid();
    let row = questions_where!("WHERE q.id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))?;
    row.map(Row::sealed).transpose()
}

pub(crate) async fn questions_about(
    db: &mut Connection,
    authority: Id<Authority>,
    month: &str,
) -> Result<Vec<Sealed<Question>>> {
    let authority = authority.uuid();
    let rows = questions_where!(
        "WHERE q.authority = $1 AND q.month = $2 ORDER BY q.asked_at, q.id LIMIT 500",
        authority,
        month
    );
    let rows = rows.fetch_all(db).await.map_err(|e| fault(&e))?;
    rows.into_iter().map(Row::sealed).collect()
}

pub(crate) async fn questions_to(
    db: &mut Connection,
    account: Id<Account>,
    is_open: bool,
) -> Result<Vec<Sealed<Question>>> {
    let account = account.uuid();
    let rows = questions_where!(
        "WHERE q.account = $1 AND (q.answered_at IS NULL OR NOT $2) ORDER BY q.asked_at DESC, q.id LIMIT 50",
        account,
        is_open
    );
    let rows = rows.fetch_all(db).await.map_err(|e| fault(&e))?;
    rows.into_iter().map(Row::sealed).collect()
}

pub(crate) async fn write(db: &mut Connection, write: ReviewWrite) -> Result<()> {
    match write {
        ReviewWrite::Outcome(new) => put_outcome(db, &new).await,
        ReviewWrite::Question(new, groups) => put_question(db, &new, &groups).await,
        ReviewWrite::Answered(cover, groups) => answer(db, &cover, &groups).await,
    }
}

async fn put_outcome(db: &mut Connection, new: &Reviewed) -> Result<()> {
    let (authority, by, at) = (new.authority.uuid(), new.by.uuid(), At(new.at));
    let (upto, outcome) = (stored(new.upto), new.outcome.word());
    sqlx::query!(
        "INSERT INTO log_outcome (authority, month, reader, subject, upto, outcome, by_account, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (authority, month, reader, subject) DO UPDATE SET upto = excluded.upto,
           outcome = excluded.outcome, by_account = excluded.by_account, at = excluded.at",
        authority,
        new.group.month,
        new.group.reader,
        new.group.subject,
        upto,
        outcome,
        by,
        at as _
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

async fn put_question(db: &mut Connection, new: &QuestionCover, groups: &SealedGroups) -> Result<()> {
    let (id, authority, unit) = (new.id.uuid(), new.authority.uuid(), new.unit.uuid());
    let (account, asked_by, readings) = (new.reader.uuid(), new.asked_by.uuid(), i64::from(new.count));
    let (first, last, asked) = (At(new.first), At(new.last), At(new.asked));
    let epoch = i64::from(groups.key.epoch);
    sqlx::query!(
        "INSERT INTO log_question (id, authority, unit, account, month, reader, subject, readings, first_at, last_at,
                                   asked_by, asked_at, body, wrapped_key, epoch)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        id,
        authority,
        unit,
        account,
        new.group.month,
        new.group.reader,
        new.group.subject,
        readings,
        first as _,
        last as _,
        asked_by,
        asked as _,
        groups.body,
        groups.key.bytes,
        epoch
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

async fn answer(db: &mut Connection, cover: &QuestionCover, groups: &SealedGroups) -> Result<()> {
    let (id, at, epoch) = (cover.id.uuid(), cover.answered.map(At), i64::from(groups.key.epoch));
    let done = sqlx::query!(
        "UPDATE log_question SET answered_at = $2, body = $3, wrapped_key = $4, epoch = $5
         WHERE id = $1 AND answered_at IS NULL",
        id,
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
