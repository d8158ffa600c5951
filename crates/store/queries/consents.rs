//! Consents of a unit, and those about a person that the own authority knows.

use access::{Sealed, SealedBody, record::ConsentLine};
use async_trait::async_trait;
use desk::ports::{ConsentReads, ConsentWrite, Page, SealedGroups, StoreFault};
use domain::{
    Id, LegalDay, Timestamp,
    consent::{Consent, ConsentCover, Given, Scope},
    person::PersonToken,
    unit::{Authority, Unit},
};
use time::Date;
use uuid::Uuid;

use crate::{
    Connection,
    codec::At,
    concerns::wrapped,
    people,
    row::{fault, fixed, word},
    tx::Tx,
};

type Result<T> = std::result::Result<T, StoreFault>;

struct Row {
    id: Uuid,
    authority: Uuid,
    unit: Uuid,
    regime: String,
    token: Option<Vec<u8>>,
    protected: bool,
    to_unit: Uuid,
    scopes: String,
    given: String,
    given_on: Date,
    valid_until: Date,
    withdrawn_at: Option<At>,
    noted_by: Uuid,
    noted_at: At,
    version: i64,
    line: Vec<u8>,
    body: Vec<u8>,
    wrapped_key: Vec<u8>,
    epoch: i64,
}

macro_rules! consents_where {
    ($tail:tt $(, $value:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"SELECT s.id AS "id!: Uuid", s.authority AS "authority!: Uuid", s.unit AS "unit!: Uuid",
                      u.regime AS "regime!", s.token AS "token?",
                      (s.protected OR COALESCE(p.protected, FALSE)) AS "protected!: bool",
                      s.to_unit AS "to_unit!: Uuid", s.scopes AS "scopes!", s.given AS "given!",
                      s.given_on AS "given_on!: Date", s.valid_until AS "valid_until!: Date",
                      s.withdrawn_at AS "withdrawn_at?: At", s.noted_by AS "noted_by!: Uuid",
                      s.noted_at AS "noted_at!: At", s.version AS "version!", s.line AS "line!", s.body AS "body!",
                      s.wrapped_key AS "wrapped_key!", s.epoch AS "epoch!"
               FROM consent s JOIN unit u ON u.id = s.unit
               LEFT JOIN person p ON p.authority = s.authority AND p.token = s.token "# + $tail
            $(, $value)*
        )
    };
}

impl Row {
    fn cover(&self) -> Result<ConsentCover> {
        let token = self.token.as_deref().map(|token| fixed(token, "consent", "token")).transpose()?;
        let scope = |stored| word(&Scope::ALL, Scope::word, stored, ("consent", "scopes"));
        Ok(ConsentCover {
            id: self.id.into(),
            authority: self.authority.into(),
            unit: self.unit.into(),
            token: token.map(PersonToken),
            protected: self.protected,
            to: self.to_unit.into(),
            scopes: self.scopes.split_whitespace().map(scope).collect::<Result<_>>()?,
            given: word(&Given::ALL, Given::word, &self.given, ("consent", "given"))?,
            from: LegalDay::new(self.given_on),
            until: LegalDay::new(self.valid_until),
            withdrawn: self.withdrawn_at.as_ref().map(|at| at.0),
            noted_by: self.noted_by.into(),
            noted: self.noted_at.0,
            version: self.version,
        })
    }

    fn whole(self) -> Result<Sealed<Consent>> {
        let (cover, regime) = (self.cover()?, people::regime(&self.regime)?);
        let key = wrapped(self.epoch, self.wrapped_key, "consent")?;
        Ok(Sealed::new(cover, regime, SealedBody::new(self.body, key)))
    }

    fn line(self) -> Result<Sealed<ConsentLine>> {
        let (cover, regime) = (self.cover()?, people::regime(&self.regime)?);
        let key = wrapped(self.epoch, self.wrapped_key, "consent")?;
        Ok(Sealed::new(cover, regime, SealedBody::new(self.line, key)))
    }
}

#[async_trait]
impl ConsentReads for Tx {
    async fn consent(&mut self, id: Id<Consent>) -> Result<Option<Sealed<Consent>>> {
        consent(self.db(), id).await
    }

    async fn consents(&mut self, unit: Id<Unit>, page: Page) -> Result<Vec<Sealed<ConsentLine>>> {
        let (unit, limit) = (unit.uuid(), i64::from(page.limit));
        let far = Timestamp::from_unix_seconds(253_402_300_799); // the last second of the year 9999
        let (at, id) = page.after.unwrap_or((far, Uuid::max()));
        let at = At(at);
        let rows = consents_where!(
            "WHERE s.unit = $1 AND (s.noted_at, s.id) < ($2, $3)
             ORDER BY s.noted_at DESC, s.id DESC LIMIT $4",
            unit,
            at as _,
            id,
            limit
        )
        .fetch_all(self.db())
        .await
        .map_err(|e| fault(&e))?;
        rows.into_iter().map(Row::line).collect()
    }

    async fn consents_about(
        &mut self,
        authority: Id<Authority>,
        token: PersonToken,
    ) -> Result<Vec<Sealed<ConsentLine>>> {
        let (authority, token) = (authority.uuid(), token.0.to_vec());
        let rows = consents_where!(
            "WHERE s.authority = $1 AND s.token = $2 AND s.withdrawn_at IS NULL
             ORDER BY s.noted_at DESC, s.id DESC LIMIT 50",
            authority,
            token
        )
        .fetch_all(self.db())
        .await
        .map_err(|e| fault(&e))?;
        rows.into_iter().map(Row::line).collect()
    }
}

pub(crate) async fn consent(db: &mut Connection, id: Id<Consent>) -> Result<Option<Sealed<Consent>>> {
    let id = id.uuid();
    let row = consents_where!("WHERE s.id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))?;
    row.map(Row::whole).transpose()
}

pub(crate) async fn write(db: &mut Connection, write: ConsentWrite) -> Result<()> {
    match write {
        ConsentWrite::New(cover, groups) => put(db, &cover, &groups).await,
        ConsentWrite::Changed(cover) => change(db, &cover).await,
    }
}

async fn put(db: &mut Connection, new: &ConsentCover, groups: &SealedGroups) -> Result<()> {
    let (id, authority, unit, to) = (new.id.uuid(), new.authority.uuid(), new.unit.uuid(), new.to.uuid());
    let (token, line) = (new.token.map(|token| token.0.to_vec()), groups.line.clone().unwrap_or_default());
    let scopes = new.scopes.iter().map(|scope| scope.word()).collect::<Vec<_>>().join(" ");
    let (given, from, until) = (new.given.word(), new.from.date(), new.until.date());
    let (by, at, epoch) = (new.noted_by.uuid(), At(new.noted), i64::from(groups.key.epoch));
    sqlx::query!(
        "INSERT INTO consent (id, authority, unit, token, protected, to_unit, scopes, given, given_on, valid_until,
                              noted_by, noted_at, version, line, body, wrapped_key, epoch)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        id,
        authority,
        unit,
        token,
        new.protected,
        to,
        scopes,
        given,
        from,
        until,
        by,
        at as _,
        new.version,
        line,
        groups.body,
        groups.key.bytes,
        epoch
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

async fn change(db: &mut Connection, cover: &ConsentCover) -> Result<()> {
    let (id, before, withdrawn) = (cover.id.uuid(), cover.version - 1, cover.withdrawn.map(At));
    let done = sqlx::query!(
        "UPDATE consent SET withdrawn_at = $2, version = $3 WHERE id = $1 AND version = $4",
        id,
        withdrawn as _,
        cover.version,
        before
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreFault::Conflict) }
}
