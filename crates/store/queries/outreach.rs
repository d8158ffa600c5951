//! Outreach meetings: the own records and their receipts, and the copies that were received. What was handed over
//! has no body any more; its row opens with no key.

use access::{Sealed, SealedBody, WrappedKey, record::OutreachLine};
use desk::ports::{OutreachWrite, Page, SealedGroups, StoreFault};
use domain::{
    Id, LegalDay, Timestamp,
    concern::RegistryNumber,
    duty::Account,
    outreach::{Before, Method, Noted, Outreach, OutreachCover, Stage},
    person::PersonToken,
    unit::Unit,
};
use time::Date;
use uuid::Uuid;

use crate::{
    Connection,
    codec::At,
    concerns::wrapped,
    people,
    row::{fault, fixed},
};

type Result<T> = std::result::Result<T, StoreFault>;

struct Row {
    id: Uuid,
    authority: Uuid,
    unit: Uuid,
    regime: String,
    dnr: String,
    author: Uuid,
    token: Option<Vec<u8>>,
    protected: bool,
    held_on: Date,
    interrupted: bool,
    next_contact: Option<Date>,
    recorded_at: At,
    method: Option<String>,
    met: Option<String>,
    stage: String,
    disclosure: Option<Uuid>,
    version: i64,
    line: Option<Vec<u8>>,
    body: Option<Vec<u8>>,
    wrapped_key: Option<Vec<u8>>,
    epoch: Option<i64>,
}

macro_rules! outreach_where {
    ($tail:tt $(, $value:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"SELECT o.id AS "id!: Uuid", o.authority AS "authority!: Uuid", o.unit AS "unit!: Uuid",
                      u.regime AS "regime!", o.dnr AS "dnr!", o.author AS "author!: Uuid", o.token AS "token?",
                      (o.protected OR COALESCE(p.protected, FALSE)) AS "protected!: bool",
                      o.held_on AS "held_on!: Date", o.interrupted AS "interrupted!: bool",
                      o.next_contact AS "next_contact?: Date", o.recorded_at AS "recorded_at!: At",
                      o.method AS "method?", o.met AS "met?", o.stage AS "stage!", o.disclosure AS "disclosure?: Uuid", o.version AS "version!",
                      o.line AS "line?", o.body AS "body?", o.wrapped_key AS "wrapped_key?", o.epoch AS "epoch?"
               FROM outreach o JOIN unit u ON u.id = o.unit
               LEFT JOIN person p ON p.authority = o.authority AND p.token = o.token "# + $tail
            $(, $value)*
        )
    };
}

impl Row {
    fn cover(&self) -> Result<OutreachCover> {
        let token = self.token.as_deref().map(|token| fixed(token, "outreach", "token")).transpose()?;
        Ok(OutreachCover {
            id: self.id.into(),
            authority: self.authority.into(),
            unit: self.unit.into(),
            dnr: RegistryNumber::stored(self.dnr.clone()),
            author: self.author.into(),
            token: token.map(PersonToken),
            protected: self.protected,
            held_on: LegalDay::new(self.held_on),
            interrupted: self.interrupted,
            next_contact: self.next_contact.map(LegalDay::new),
            recorded: self.recorded_at.0,
            noted: self.noted()?,
            stage: self.stage()?,
            version: self.version,
        })
    }

    fn stage(&self) -> Result<Stage> {
        match (self.stage.as_str(), self.disclosure) {
            ("own", None) => Ok(Stage::Own),
            ("counted", None) => Ok(Stage::Counted),
            ("handed_over", Some(disclosure)) => Ok(Stage::HandedOver(disclosure.into())),
            ("received", Some(disclosure)) => Ok(Stage::Received(disclosure.into())),
            ("handled", Some(disclosure)) => Ok(Stage::Handled(disclosure.into())),
            _ => Err(StoreFault::Damaged { table: "outreach", column: "stage" }),
        }
    }

    fn noted(&self) -> Result<Noted> {
        let damaged = |column| StoreFault::Damaged { table: "outreach", column };
        let method = self.method.as_deref().map(|said| Method::from_word(said).ok_or(damaged("method")));
        let before = self.met.as_deref().map(|said| Before::from_word(said).ok_or(damaged("met")));
        Ok(Noted { method: method.transpose()?, before: before.transpose()? })
    }

    /// The key; of what was handed over, one that opens nothing.
    fn key(&self) -> Result<WrappedKey> {
        wrapped(self.epoch.unwrap_or_default(), self.wrapped_key.clone().unwrap_or_default(), "outreach")
    }

    fn whole(self) -> Result<Sealed<Outreach>> {
        let (cover, regime, key) = (self.cover()?, people::regime(&self.regime)?, self.key()?);
        Ok(Sealed::new(cover, regime, SealedBody::new(self.body.unwrap_or_default(), key)))
    }

    fn line(self) -> Result<Sealed<OutreachLine>> {
        let (cover, regime, key) = (self.cover()?, people::regime(&self.regime)?, self.key()?);
        Ok(Sealed::new(cover, regime, SealedBody::new(self.line.unwrap_or_default(), key)))
    }
}

pub(crate) async fn outreach(db: &mut Connection, id: Id<Outreach>) -> Result<Option<Sealed<Outreach>>> {
    let id = id.uuid();
    let row = outreach_where!("WHERE o.id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))?;
    row.map(Row::whole).transpose()
}

/// The meetings of an author, the own records or what became of those that left, newest first.
pub(crate) async fn meetings(
    db: &mut Connection,
    author: Id<Account>,
    left: bool,
    page: Page,
) -> Result<Vec<Sealed<OutreachLine>>> {
    let (author, limit) = (author.uuid(), i64::from(page.limit));
    let far = Timestamp::from_unix_seconds(253_402_300_799); // the last second of the year 9999
    let (at, id) = page.after.unwrap_or((far, Uuid::max()));
    let at = At(at);
    let rows = outreach_where!(
        "WHERE o.author = $1 AND o.stage IN ('own', 'handed_over', 'counted') AND (o.body IS NULL) = $2
           AND (o.recorded_at, o.id) < ($3, $4)
         ORDER BY o.recorded_at DESC, o.id DESC LIMIT $5",
        author,
        left,
        at as _,
        id,
        limit
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter().map(Row::line).collect()
}

/// The notifications that a unit has received, those that wait or those that are handled, oldest first.
pub(crate) async fn notices(
    db: &mut Connection,
    unit: Id<Unit>,
    handled: bool,
    page: Page,
) -> Result<Vec<Sealed<OutreachLine>>> {
    let (unit, limit) = (unit.uuid(), i64::from(page.limit));
    let (at, id) = page.after.unwrap_or((Timestamp::from_micros(0), Uuid::nil()));
    let (at, stage) = (At(at), if handled { "handled" } else { "received" });
    let rows = outreach_where!(
        "WHERE o.unit = $1 AND o.stage = $2 AND (o.recorded_at, o.id) > ($3, $4)
         ORDER BY o.recorded_at, o.id LIMIT $5",
        unit,
        stage,
        at as _,
        id,
        limit
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter().map(Row::line).collect()
}

pub(crate) async fn write(db: &mut Connection, write: OutreachWrite) -> Result<()> {
    match write {
        OutreachWrite::New(cover, groups) => put(db, &cover, &groups).await,
        OutreachWrite::Rewritten(cover, groups) => change(db, &cover, Some(&groups)).await,
        OutreachWrite::Emptied(cover) => change(db, &cover, None).await,
    }
}

async fn put(db: &mut Connection, new: &OutreachCover, groups: &SealedGroups) -> Result<()> {
    let (id, authority, unit, author) =
        (new.id.uuid(), new.authority.uuid(), new.unit.uuid(), new.author.uuid());
    let (dnr, token, line) = (new.dnr.as_str(), new.token.map(|token| token.0.to_vec()), groups.line.clone());
    let (held_on, next, at) = (new.held_on.date(), new.next_contact.map(LegalDay::date), At(new.recorded));
    let (stage, disclosure) = (new.stage.word(), new.stage.disclosure().map(Id::uuid));
    let (epoch, (method, met)) = (i64::from(groups.key.epoch), words(new.noted));
    sqlx::query!(
        "INSERT INTO outreach (id, authority, unit, dnr, author, token, protected, held_on, interrupted,
                               next_contact, recorded_at, stage, disclosure, version, line, body, wrapped_key, epoch,
                               method, met)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        id,
        authority,
        unit,
        dnr,
        author,
        token,
        new.protected,
        held_on,
        new.interrupted,
        next,
        at as _,
        stage,
        disclosure,
        new.version,
        line,
        groups.body,
        groups.key.bytes,
        epoch,
        method,
        met
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

fn words(noted: Noted) -> (Option<&'static str>, Option<&'static str>) {
    (noted.method.map(Method::word), noted.before.map(Before::word))
}

/// Writes cover and content anew; without groups the content and its key are gone with this statement.
async fn change(db: &mut Connection, cover: &OutreachCover, groups: Option<&SealedGroups>) -> Result<()> {
    let (id, before) = (cover.id.uuid(), cover.version - 1);
    let token = cover.token.map(|token| token.0.to_vec());
    let (held_on, next) = (cover.held_on.date(), cover.next_contact.map(LegalDay::date));
    let (stage, disclosure) = (cover.stage.word(), cover.stage.disclosure().map(Id::uuid));
    let (method, met) = words(cover.noted);
    let (line, body) = (groups.and_then(|groups| groups.line.clone()), groups.map(|groups| &groups.body));
    let (key, epoch) =
        (groups.map(|groups| &groups.key.bytes), groups.map(|groups| i64::from(groups.key.epoch)));
    let done = sqlx::query!(
        "UPDATE outreach SET token = $2, held_on = $3, interrupted = $4, next_contact = $5, stage = $6,
                             disclosure = $7, line = $8, body = $9, wrapped_key = $10, epoch = $11, version = $12,
                             method = $14, met = $15
         WHERE id = $1 AND version = $13",
        id,
        token,
        held_on,
        cover.interrupted,
        next,
        stage,
        disclosure,
        line,
        body,
        key,
        epoch,
        cover.version,
        before,
        method,
        met
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreFault::Conflict) }
}
