//! Authorities, units, accounts, duties, own tokens and conflicts of interest.

use desk::ports::{AccountRow, Installation, StoreFault, Ties};
use domain::{
    Id, LegalDay, Timestamp,
    duty::{Account, Duty, Role},
    person::PersonToken,
    unit::{Agency, Authority, Contact, SecrecyRegime, Unit},
};
use time::Date;
use uuid::Uuid;

use crate::{
    Connection,
    codec::At,
    row::{fault, fixed, word},
};

type Result<T> = std::result::Result<T, StoreFault>;

pub(crate) async fn installation(db: &mut Connection) -> Result<Option<Installation>> {
    let row =
        sqlx::query!(r#"SELECT id AS "id!", demo AS "demo?" FROM installation"#).fetch_optional(db).await;
    Ok(row.map_err(|e| fault(&e))?.map(|row| Installation { id: row.id, demo: row.demo }))
}

pub(crate) async fn put_installation(db: &mut Connection, new: &Installation) -> Result<()> {
    sqlx::query!("INSERT INTO installation (one, id, demo) VALUES (1, $1, $2)", new.id, new.demo)
        .execute(db)
        .await
        .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn put_authority(db: &mut Connection, new: &Authority) -> Result<()> {
    let (id, agency) = (new.id.uuid(), new.agency.word());
    sqlx::query!("INSERT INTO authority (id, name, agency) VALUES ($1, $2, $3)", id, new.name, agency)
        .execute(db)
        .await
        .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn put_unit(db: &mut Connection, new: &Unit) -> Result<()> {
    let (id, authority, regime) = (new.id.uuid(), new.authority.id.uuid(), new.regime.word());
    let hours = hours(&new.contact);
    sqlx::query!(
        "INSERT INTO unit (id, authority, name, regime, receives_concerns, phone, hours, emergency)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        authority,
        new.name,
        regime,
        new.receives_concerns,
        new.contact.phone,
        hours,
        new.contact.emergency
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

/// A unit with its authority, as both lists of units and lists of duties need it.
pub(crate) struct UnitRow {
    pub unit: Uuid,
    pub name: String,
    pub regime: String,
    pub receives_concerns: bool,
    pub phone: String,
    pub hours: String,
    pub emergency: String,
    pub authority: Uuid,
    pub authority_name: String,
    pub agency: String,
}

impl UnitRow {
    pub(crate) fn unit(self) -> Result<Unit> {
        let agency = word(&Agency::ALL, Agency::word, &self.agency, ("authority", "agency"))?;
        Ok(Unit {
            id: self.unit.into(),
            authority: Authority { id: self.authority.into(), name: self.authority_name, agency },
            name: self.name,
            regime: regime(&self.regime)?,
            receives_concerns: self.receives_concerns,
            // Empty where no hours are set.
            contact: Contact { phone: self.phone, hours: self.hours.parse().ok(), emergency: self.emergency },
        })
    }
}

/// Opening hours as they are stored.
pub(crate) fn hours(contact: &Contact) -> String {
    contact.hours.map(|hours| hours.to_string()).unwrap_or_default()
}

pub(crate) fn regime(stored: &str) -> Result<SecrecyRegime> {
    word(&SecrecyRegime::ALL, SecrecyRegime::word, stored, ("unit", "regime"))
}

pub(crate) async fn units(db: &mut Connection) -> Result<Vec<Unit>> {
    let rows = sqlx::query_as!(
        UnitRow,
        r#"SELECT u.id AS "unit!: Uuid", u.name AS "name!", u.regime AS "regime!",
                  u.receives_concerns AS "receives_concerns!: bool", u.phone AS "phone!", u.hours AS "hours!",
                  u.emergency AS "emergency!", a.id AS "authority!: Uuid", a.name AS "authority_name!",
                  a.agency AS "agency!"
           FROM unit u JOIN authority a ON a.id = u.authority ORDER BY u.name, u.id"#
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter().map(UnitRow::unit).collect()
}

pub(crate) async fn put_account(db: &mut Connection, new: &AccountRow) -> Result<()> {
    let (id, closed, initial) = (new.id.uuid(), new.closed.map(At), new.initial_until.map(At));
    sqlx::query!(
        "INSERT INTO account (id, username, name, title, phone, password, second_factor, closed_at, initial_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        new.username,
        new.name,
        new.title,
        new.phone,
        new.password,
        new.second_factor,
        closed as _,
        initial as _
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) struct AccountColumns {
    pub id: Uuid,
    pub username: String,
    pub name: String,
    pub title: String,
    pub phone: String,
    pub password: String,
    pub second_factor: Vec<u8>,
    pub closed_at: Option<At>,
    pub initial_until: Option<At>,
}

impl From<AccountColumns> for AccountRow {
    fn from(row: AccountColumns) -> Self {
        Self {
            id: row.id.into(),
            username: row.username,
            name: row.name,
            title: row.title,
            phone: row.phone,
            password: row.password,
            second_factor: row.second_factor,
            closed: row.closed_at.map(|at| at.0),
            initial_until: row.initial_until.map(|at| at.0),
        }
    }
}

macro_rules! account_where {
    ($where:tt, $value:expr) => {
        sqlx::query_as!(
            AccountColumns,
            r#"SELECT id AS "id!: Uuid", username AS "username!", name AS "name!", title AS "title!",
                      phone AS "phone!", password AS "password!", second_factor AS "second_factor!",
                      closed_at AS "closed_at?: At", initial_until AS "initial_until?: At"
               FROM account WHERE "#
                + $where,
            $value
        )
    };
}

pub(crate) async fn account(db: &mut Connection, id: Id<Account>) -> Result<Option<AccountRow>> {
    let id = id.uuid();
    let row = account_where!("id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))?;
    Ok(row.map(AccountRow::from))
}

pub(crate) async fn account_named(db: &mut Connection, username: &str) -> Result<Option<AccountRow>> {
    if username.contains('\0') {
        // PostgreSQL has no such text and would call it a failure; no account is named so.
        return Ok(None);
    }
    let row = account_where!("username = $1", username).fetch_optional(db).await.map_err(|e| fault(&e))?;
    Ok(row.map(AccountRow::from))
}

pub(crate) async fn close_account(db: &mut Connection, id: Id<Account>, at: Timestamp) -> Result<()> {
    let (id, at) = (id.uuid(), At(at));
    sqlx::query!("UPDATE account SET closed_at = $2 WHERE id = $1", id, at as _)
        .execute(&mut *db)
        .await
        .map_err(|e| fault(&e))?;
    sqlx::query!("DELETE FROM session WHERE account = $1", id).execute(db).await.map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn colleagues(
    db: &mut Connection,
    authority: Id<Authority>,
) -> Result<Vec<(Id<Account>, String)>> {
    let authority = authority.uuid();
    let rows = sqlx::query!(
        r#"SELECT DISTINCT a.id AS "id!: Uuid", a.name AS "name!"
           FROM account a JOIN duty d ON d.account = a.id JOIN unit u ON u.id = d.unit
           WHERE u.authority = $1 ORDER BY 2, 1"#,
        authority
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.name)).collect())
}

pub(crate) async fn put_duty(db: &mut Connection, new: &Duty) -> Result<()> {
    let (id, account, unit, role) = (new.id.uuid(), new.account.uuid(), new.unit.id.uuid(), new.role.word());
    let (from, until) = (new.from.date(), new.until.map(LegalDay::date));
    sqlx::query!(
        "INSERT INTO duty (id, account, unit, role, valid_from, valid_until, handles_protected)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        account,
        unit,
        role,
        from,
        until,
        new.handles_protected
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn end_duty(db: &mut Connection, id: Id<Duty>, last: LegalDay) -> Result<()> {
    let (id, last) = (id.uuid(), last.date());
    sqlx::query!("UPDATE duty SET valid_until = $2 WHERE id = $1", id, last)
        .execute(db)
        .await
        .map_err(|e| fault(&e))?;
    Ok(())
}

/// A duty's columns; a proposed one has the same.
pub(crate) struct DutyColumns {
    pub id: Uuid,
    pub account: Uuid,
    pub unit: Uuid,
    pub role: String,
    pub valid_from: Date,
    pub valid_until: Option<Date>,
    pub handles_protected: bool,
}

impl DutyColumns {
    pub(crate) fn duty(self, units: &[Unit]) -> Result<Duty> {
        let unit = units.iter().find(|unit| unit.id.uuid() == self.unit);
        Ok(Duty {
            id: self.id.into(),
            account: self.account.into(),
            unit: unit.cloned().ok_or(StoreFault::Damaged { table: "duty", column: "unit" })?,
            role: word(&Role::ALL, Role::word, &self.role, ("duty", "role"))?,
            from: LegalDay::new(self.valid_from),
            until: self.valid_until.map(LegalDay::new),
            handles_protected: self.handles_protected,
        })
    }
}

/// All of it in one statement: it is asked for with every request.
pub(crate) async fn ties(db: &mut Connection, account: Id<Account>) -> Result<Ties> {
    let id = account.uuid();
    let rows = sqlx::query!(
        r#"SELECT 'own' AS "kind!", authority AS "at!: Uuid", token AS "token?" FROM account_token WHERE account = $1
           UNION ALL SELECT 'conflict', authority, token FROM conflict WHERE account = $1
           UNION ALL SELECT 'closed', concern, NULL FROM acquaintance WHERE account = $1 AND knows"#,
        id
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    let mut ties = Ties::default();
    for row in rows {
        match (row.kind.as_str(), row.token) {
            ("closed", _) => drop(ties.closed.insert(row.at)),
            (kind, Some(token)) => {
                let person = (row.at.into(), PersonToken(fixed(&token, "ties", "token")?));
                let of = if kind == "own" { &mut ties.own } else { &mut ties.conflicts };
                of.insert(person);
            }
            _ => return Err(StoreFault::Damaged { table: "ties", column: "token" }),
        }
    }
    Ok(ties)
}

pub(crate) async fn put_own_token(
    db: &mut Connection,
    id: Id<Account>,
    at: Id<Authority>,
    token: PersonToken,
) -> Result<()> {
    let (id, at, token) = (id.uuid(), at.uuid(), token.0.to_vec());
    sqlx::query!("INSERT INTO account_token (account, authority, token) VALUES ($1, $2, $3)", id, at, token)
        .execute(db)
        .await
        .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn put_conflict(
    db: &mut Connection,
    id: Id<Account>,
    at: Id<Authority>,
    token: PersonToken,
) -> Result<()> {
    let (id, at, token) = (id.uuid(), at.uuid(), token.0.to_vec());
    sqlx::query!("INSERT INTO conflict (account, authority, token) VALUES ($1, $2, $3)", id, at, token)
        .execute(db)
        .await
        .map_err(|e| fault(&e))?;
    Ok(())
}
