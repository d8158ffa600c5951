//! Concerns on either side, and the handings over that link them.

use access::{Sealed, SealedBody, WrappedKey, record::ConcernLine};
use desk::ports::{Page, StoreFault};
use domain::{
    Id, LegalDay, Timestamp,
    assessment::{Feedback, Opening, Protection},
    concern::{Concern, ConcernCover, Handling, RegistryNumber, Side, Source, Stage, Told, Unassigned},
    duty::Account,
    outreach::AgeBand,
    person::{Person, PersonToken},
    unit::{Agency, Authority, SecrecyRegime, Unit},
};
use time::Date;
use uuid::Uuid;

use crate::{
    Connection,
    codec::At,
    people,
    row::{fault, fixed, word},
};

type Result<T> = std::result::Result<T, StoreFault>;

/// Stands where an agency would: the reporter is sealed apart.
pub(crate) const SEALED: &str = "sealed";

struct Row {
    id: Uuid,
    side: String,
    authority: Uuid,
    unit: Uuid,
    regime: String,
    dnr: String,
    disclosure: Uuid,
    reporter: Uuid,
    from_agency: String,
    token: Option<Vec<u8>>,
    age: Option<String>,
    person: Option<Uuid>,
    protected: bool,
    guardians_secret: bool,
    handed_over_at: At,
    received_on: Date,
    protection: Option<String>,
    opening: Option<String>,
    feedback_asked: bool,
    told: Option<String>,
    told_in: Option<Uuid>,
    responsible: Option<Uuid>,
    unassigned: Option<String>,
    decided_on: Option<Date>,
    feedback: Option<String>,
    version: i64,
    line: Vec<u8>,
    body: Vec<u8>,
    wrapped_key: Vec<u8>,
    epoch: i64,
}

/// The protected flag is the reporter's word or the own register's, whichever says so.
macro_rules! concerns_where {
    ($tail:tt $(, $value:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"SELECT c.id AS "id!: Uuid", c.side AS "side!", c.authority AS "authority!: Uuid",
                      c.unit AS "unit!: Uuid", u.regime AS "regime!", c.dnr AS "dnr!",
                      c.disclosure AS "disclosure!: Uuid", c.reporter AS "reporter!: Uuid",
                      c.from_agency AS "from_agency!", c.token AS "token?", c.age AS "age?", c.person AS "person?: Uuid",
                      (c.protected OR COALESCE(p.protected, FALSE)) AS "protected!: bool",
                      c.guardians_secret AS "guardians_secret!: bool", c.handed_over_at AS "handed_over_at!: At",
                      c.received_on AS "received_on!: Date", c.protection AS "protection?",
                      c.opening AS "opening?", c.feedback_asked AS "feedback_asked!: bool", c.told AS "told?",
                      c.told_in AS "told_in?: Uuid", c.responsible AS "responsible?: Uuid",
                      c.unassigned AS "unassigned?", c.decided_on AS "decided_on?: Date",
                      c.feedback AS "feedback?", c.version AS "version!", c.line AS "line!", c.body AS "body!",
                      c.wrapped_key AS "wrapped_key!", c.epoch AS "epoch!"
               FROM concern c JOIN unit u ON u.id = c.unit
               LEFT JOIN person p ON p.authority = c.authority AND p.token = c.token "# + $tail
            $(, $value)*
        )
    };
}

impl Row {
    fn cover(&self) -> Result<ConcernCover> {
        let token = self.token.as_deref().map(|token| fixed(token, "concern", "token")).transpose()?;
        Ok(ConcernCover {
            id: self.id.into(),
            side: word(&[Side::Sent, Side::Received], Side::word, &self.side, ("concern", "side"))?,
            authority: self.authority.into(),
            unit: self.unit.into(),
            dnr: RegistryNumber::stored(self.dnr.clone()),
            disclosure: self.disclosure.into(),
            source: self.source()?,
            token: token.map(PersonToken),
            age: self.age()?,
            person: self.person.map(Id::from),
            protected: self.protected,
            guardians_must_not_know: self.guardians_secret,
            feedback_asked: self.feedback_asked,
            told: self.told()?,
            handling: self.handling()?,
            handed_over: self.handed_over_at.0,
            received_on: LegalDay::new(self.received_on),
            stage: self.stage()?,
            version: self.version,
        })
    }

    fn age(&self) -> Result<Option<AgeBand>> {
        let age = self.age.as_deref();
        age.map(|age| word(AgeBand::ALL, AgeBand::word, age, ("concern", "age"))).transpose()
    }

    fn source(&self) -> Result<Source> {
        if self.from_agency == SEALED {
            return Ok(Source::SealedApart);
        }
        let from = word(&Agency::ALL, Agency::word, &self.from_agency, ("concern", "from_agency"))?;
        Ok(Source::InService { reporter: self.reporter.into(), from })
    }

    fn told(&self) -> Result<Option<Told>> {
        let Some((opening, disclosure)) = self.told.as_deref().zip(self.told_in) else { return Ok(None) };
        let opening = word(&Opening::ALL, Opening::word, opening, ("concern", "told"))?;
        Ok(Some(Told { opening, disclosure: disclosure.into() }))
    }

    fn handling(&self) -> Result<Handling> {
        let unassigned = self.unassigned.as_deref();
        let unassigned = unassigned
            .map(|said| word(&Unassigned::ALL, Unassigned::word, said, ("concern", "unassigned")))
            .transpose()?;
        let feedback = self.feedback.as_deref();
        let feedback = feedback
            .map(|said| word(&Feedback::ALL, Feedback::word, said, ("concern", "feedback")))
            .transpose()?;
        Ok(Handling {
            responsible: self.responsible.map(Id::from),
            unassigned,
            decided_on: self.decided_on.map(LegalDay::new),
            feedback,
        })
    }

    fn stage(&self) -> Result<Stage> {
        let Some(protection) = &self.protection else { return Ok(Stage::Received) };
        let protection = word(&Protection::ALL, Protection::word, protection, ("concern", "protection"))?;
        let Some(opening) = &self.opening else { return Ok(Stage::Assessed(protection)) };
        let opening = word(&Opening::ALL, Opening::word, opening, ("concern", "opening"))?;
        Ok(Stage::Decided(protection, opening))
    }

    fn key(&self) -> Result<WrappedKey> {
        wrapped(self.epoch, self.wrapped_key.clone(), "concern")
    }

    fn regime(&self) -> Result<SecrecyRegime> {
        people::regime(&self.regime)
    }

    fn whole(self) -> Result<Sealed<Concern>> {
        let (cover, regime, key) = (self.cover()?, self.regime()?, self.key()?);
        Ok(Sealed::new(cover, regime, SealedBody::new(self.body, key)))
    }

    fn line(self) -> Result<Sealed<ConcernLine>> {
        let (cover, regime, key) = (self.cover()?, self.regime()?, self.key()?);
        Ok(Sealed::new(cover, regime, SealedBody::new(self.line, key)))
    }
}

/// A wrapped key out of its columns.
pub(crate) fn wrapped(epoch: i64, bytes: Vec<u8>, table: &'static str) -> Result<WrappedKey> {
    let epoch = u32::try_from(epoch).map_err(|_| StoreFault::Damaged { table, column: "epoch" })?;
    Ok(WrappedKey { epoch, bytes })
}

/// The lines of whatever a query finds.
async fn lines(rows: impl Future<Output = sqlx::Result<Vec<Row>>>) -> Result<Vec<Sealed<ConcernLine>>> {
    rows.await.map_err(|e| fault(&e))?.into_iter().map(Row::line).collect()
}

async fn row(db: &mut Connection, id: Id<Concern>) -> Result<Option<Row>> {
    let id = id.uuid();
    concerns_where!("WHERE c.id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))
}

pub(crate) async fn concern(db: &mut Connection, id: Id<Concern>) -> Result<Option<Sealed<Concern>>> {
    row(db, id).await?.map(Row::whole).transpose()
}

/// The cover of a concern, for what belongs to it.
pub(crate) async fn cover(
    db: &mut Connection,
    id: Id<Concern>,
) -> Result<Option<(ConcernCover, SecrecyRegime)>> {
    row(db, id).await?.map(|row| Ok((row.cover()?, row.regime()?))).transpose()
}

pub(crate) async fn received(
    db: &mut Connection,
    unit: Id<Unit>,
    decided: bool,
    page: Page,
) -> Result<Vec<Sealed<ConcernLine>>> {
    let (unit, limit) = (unit.uuid(), i64::from(page.limit));
    let (at, id) = page.after.unwrap_or((Timestamp::from_micros(0), Uuid::nil()));
    let at = At(at);
    let rows = concerns_where!(
        "WHERE c.unit = $1 AND c.side = 'received'
           AND (c.opening IS NOT NULL AND NOT (c.feedback_asked AND c.feedback IS NULL)) = $2
           AND (c.handed_over_at, c.id) > ($3, $4)
         ORDER BY c.handed_over_at, c.id LIMIT $5",
        unit,
        decided,
        at as _,
        id,
        limit
    )
    .fetch_all(db);
    lines(rows).await
}

pub(crate) async fn sent(
    db: &mut Connection,
    reporter: Id<Account>,
    page: Page,
) -> Result<Vec<Sealed<ConcernLine>>> {
    let (reporter, limit) = (reporter.uuid(), i64::from(page.limit));
    let far = Timestamp::from_unix_seconds(253_402_300_799); // the last second of the year 9999
    let (at, id) = page.after.unwrap_or((far, Uuid::max()));
    let at = At(at);
    let rows = concerns_where!(
        "WHERE c.reporter = $1 AND c.side = 'sent' AND (c.handed_over_at, c.id) < ($2, $3)
         ORDER BY c.handed_over_at DESC, c.id DESC LIMIT $4",
        reporter,
        at as _,
        id,
        limit
    )
    .fetch_all(db);
    lines(rows).await
}

/// The other concerns of the same person at a unit, oldest first.
pub(crate) async fn others_about(
    db: &mut Connection,
    unit: Id<Unit>,
    token: PersonToken,
    except: Id<Concern>,
) -> Result<Vec<Sealed<ConcernLine>>> {
    let (unit, token, except) = (unit.uuid(), token.0.to_vec(), except.uuid());
    let rows = concerns_where!(
        "WHERE c.unit = $1 AND c.side = 'received' AND c.token = $2 AND c.id <> $3
         ORDER BY c.handed_over_at, c.id LIMIT 20",
        unit,
        token,
        except
    )
    .fetch_all(db);
    lines(rows).await
}

/// The concerns of a person's row at a unit, newest first.
pub(crate) async fn concerns_of(
    db: &mut Connection,
    unit: Id<Unit>,
    person: Id<Person>,
) -> Result<Vec<Sealed<ConcernLine>>> {
    let (unit, person) = (unit.uuid(), person.uuid());
    let rows = concerns_where!(
        "WHERE c.unit = $1 AND c.side = 'received' AND c.person = $2
         ORDER BY c.handed_over_at DESC, c.id DESC LIMIT 50",
        unit,
        person
    )
    .fetch_all(db);
    lines(rows).await
}

/// The concerns that an authority has received under a registry number.
pub(crate) async fn concerns_numbered(
    db: &mut Connection,
    authority: Id<Authority>,
    number: &RegistryNumber,
) -> Result<Vec<Sealed<ConcernLine>>> {
    let (authority, dnr) = (authority.uuid(), number.as_str());
    let rows = concerns_where!(
        "WHERE c.authority = $1 AND c.side = 'received' AND c.dnr = $2 ORDER BY c.handed_over_at, c.id LIMIT 5",
        authority,
        dnr
    )
    .fetch_all(db);
    lines(rows).await
}
