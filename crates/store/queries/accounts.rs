//! Accounts as people and administrators keep them, and duties that are proposed.

use desk::ports::{AccountRow, AccountWrite, SessionRow, StoreFault};
use domain::{
    Id, LegalDay, Timestamp,
    duty::{Account, Duty, Proposal},
    unit::{Authority, Unit},
};
use time::Date;
use uuid::Uuid;

use crate::{
    Connection,
    codec::At,
    people::{AccountColumns, DutyColumns, units},
    row::{fault, fixed},
};

type Result<T> = std::result::Result<T, StoreFault>;

pub(crate) async fn accounts(db: &mut Connection) -> Result<Vec<AccountRow>> {
    let rows = sqlx::query_as!(
        AccountColumns,
        r#"SELECT id AS "id!: Uuid", username AS "username!", name AS "name!", title AS "title!",
                  phone AS "phone!", password AS "password!", second_factor AS "second_factor!",
                  closed_at AS "closed_at?: At", initial_until AS "initial_until?: At"
           FROM account ORDER BY name, id"#
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(rows.into_iter().map(AccountRow::from).collect())
}

pub(crate) async fn duties_at(db: &mut Connection, unit: Id<Unit>) -> Result<Vec<Duty>> {
    let units = units(&mut *db).await?;
    let unit = unit.uuid();
    let rows = sqlx::query_as!(
        DutyColumns,
        r#"SELECT d.id AS "id!: Uuid", d.account AS "account!: Uuid", d.unit AS "unit!: Uuid", d.role AS "role!",
                  d.valid_from AS "valid_from!: Date", d.valid_until AS "valid_until?: Date",
                  d.handles_protected AS "handles_protected!: bool"
           FROM duty d JOIN account a ON a.id = d.account
           WHERE d.unit = $1 AND a.closed_at IS NULL ORDER BY a.name, d.id"#,
        unit
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter().map(|row| row.duty(&units)).collect()
}

pub(crate) async fn led_since(db: &mut Connection, authority: Id<Authority>, day: LegalDay) -> Result<bool> {
    let (authority, day) = (authority.uuid(), day.date());
    let row = sqlx::query!(
        r#"SELECT count(*) AS "count!" FROM duty d JOIN unit u ON u.id = d.unit
           WHERE u.authority = $1 AND d.role = 'head_of_unit' AND (d.valid_until IS NULL OR d.valid_until >= $2)"#,
        authority,
        day
    )
    .fetch_one(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(row.count > 0)
}

pub(crate) async fn proposals(db: &mut Connection) -> Result<Vec<Proposal>> {
    let units = units(&mut *db).await?;
    let rows = sqlx::query!(
        r#"SELECT id AS "id!: Uuid", account AS "account!: Uuid", unit AS "unit!: Uuid", role AS "role!",
                  valid_from AS "valid_from!: Date", valid_until AS "valid_until?: Date",
                  handles_protected AS "handles_protected!: bool", proposed_by AS "proposed_by!: Uuid",
                  proposed_at AS "proposed_at!: At"
           FROM duty_proposal ORDER BY proposed_at, id"#
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter()
        .map(|row| {
            let columns = DutyColumns {
                id: row.id,
                account: row.account,
                unit: row.unit,
                role: row.role,
                valid_from: row.valid_from,
                valid_until: row.valid_until,
                handles_protected: row.handles_protected,
            };
            Ok(Proposal { duty: columns.duty(&units)?, by: row.proposed_by.into(), at: row.proposed_at.0 })
        })
        .collect()
}

pub(crate) async fn sessions_of(db: &mut Connection, account: Id<Account>) -> Result<Vec<SessionRow>> {
    let id = account.uuid();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", data AS "data!", created_at AS "created_at!: At", seen_at AS "seen_at!: At"
           FROM session WHERE account = $1 ORDER BY created_at DESC, id"#,
        id
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter()
        .map(|row| {
            let id = fixed(&row.id, "session", "id")?;
            let (created, seen) = (row.created_at.0, row.seen_at.0);
            Ok(SessionRow { id, account: Some(account), data: row.data, created, seen })
        })
        .collect()
}

pub(crate) async fn holds_records(db: &mut Connection, unit: Id<Unit>) -> Result<bool> {
    let unit = unit.uuid();
    let row = sqlx::query!(
        r#"SELECT count(*) AS "count!" FROM (
             SELECT unit FROM concern UNION ALL SELECT unit FROM assessment
             UNION ALL SELECT unit FROM intervention UNION ALL SELECT unit FROM person
             UNION ALL SELECT unit FROM outreach UNION ALL SELECT unit FROM referral
             UNION ALL SELECT unit FROM consent
           ) AS held WHERE unit = $1"#,
        unit
    )
    .fetch_one(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(row.count > 0)
}

macro_rules! done {
    ($db:expr, $sql:tt $(, $value:expr)*) => {
        sqlx::query!($sql $(, $value)*).execute($db).await.map(|_| ()).map_err(|e| fault(&e))
    };
}

pub(crate) async fn write(db: &mut Connection, write: AccountWrite) -> Result<()> {
    match write {
        AccountWrite::Unit(unit) => keep_unit(db, &unit).await,
        AccountWrite::Details(id, title, phone) => {
            let id = id.uuid();
            done!(db, "UPDATE account SET title = $2, phone = $3 WHERE id = $1", id, title, phone)
        }
        AccountWrite::Password(id, hash, until) => keep_password(db, id, hash, until).await,
        AccountWrite::SecondFactor(id, sealed) => {
            let id = id.uuid();
            done!(db, "UPDATE account SET second_factor = $2 WHERE id = $1", id, sealed)
        }
        AccountWrite::OtherSessionsEnded(id, but) => {
            let (id, but) = (id.uuid(), but.to_vec());
            done!(db, "DELETE FROM session WHERE account = $1 AND id <> $2", id, but)
        }
        AccountWrite::AllSessionsEnded(id) => {
            let id = id.uuid();
            done!(db, "DELETE FROM session WHERE account = $1", id)
        }
        AccountWrite::OneSessionEnded(id, session) => {
            let (id, session) = (id.uuid(), session.to_vec());
            done!(db, "DELETE FROM session WHERE account = $1 AND id = $2", id, session)
        }
        AccountWrite::Proposed(new) => put_proposal(db, &new).await,
        AccountWrite::ProposalGone(id) => {
            let id = id.uuid();
            done!(db, "DELETE FROM duty_proposal WHERE id = $1", id)
        }
        AccountWrite::Until(id, last) => {
            let (id, last) = (id.uuid(), last.date());
            done!(db, "UPDATE duty SET valid_until = $2 WHERE id = $1", id, last)
        }
    }
}

async fn keep_unit(db: &mut Connection, unit: &Unit) -> Result<()> {
    let (id, regime, hours) = (unit.id.uuid(), unit.regime.word(), crate::people::hours(&unit.contact));
    done!(
        db,
        "UPDATE unit SET name = $2, regime = $3, phone = $4, hours = $5, emergency = $6 WHERE id = $1",
        id,
        unit.name,
        regime,
        unit.contact.phone,
        hours,
        unit.contact.emergency
    )
}

async fn keep_password(
    db: &mut Connection,
    id: Id<Account>,
    hash: String,
    until: Option<Timestamp>,
) -> Result<()> {
    let (id, until) = (id.uuid(), until.map(At));
    done!(db, "UPDATE account SET password = $2, initial_until = $3 WHERE id = $1", id, hash, until as _)
}

async fn put_proposal(db: &mut Connection, new: &Proposal) -> Result<()> {
    let duty = &new.duty;
    let (id, account, unit, role) =
        (duty.id.uuid(), duty.account.uuid(), duty.unit.id.uuid(), duty.role.word());
    let (from, until) = (duty.from.date(), duty.until.map(LegalDay::date));
    let (by, at) = (new.by.uuid(), At(new.at));
    done!(
        db,
        "INSERT INTO duty_proposal (id, account, unit, role, valid_from, valid_until, handles_protected,
                                    proposed_by, proposed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        account,
        unit,
        role,
        from,
        until,
        duty.handles_protected,
        by,
        at as _
    )
}
