//! Interventions of a unit, and those that a concern led to.

use access::{Sealed, SealedBody, WrappedKey, record::InterventionLine};
use desk::ports::{Page, SealedGroups, StoreFault};
use domain::{
    Id, LegalDay, Timestamp,
    concern::Concern,
    intervention::{Intervention, InterventionCover, Kind, Outcome, State},
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
    row::{fault, fixed, word},
};

type Result<T> = std::result::Result<T, StoreFault>;

struct Row {
    id: Uuid,
    concern: Uuid,
    authority: Uuid,
    unit: Uuid,
    regime: String,
    token: Option<Vec<u8>>,
    protected: bool,
    kind: String,
    state: String,
    outcome: Option<String>,
    responsible: Uuid,
    follow_up: Date,
    offered_at: At,
    offered_on: Date,
    version: i64,
    line: Vec<u8>,
    body: Vec<u8>,
    wrapped_key: Vec<u8>,
    epoch: i64,
}

macro_rules! interventions_where {
    ($tail:tt $(, $value:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"SELECT i.id AS "id!: Uuid", i.concern AS "concern!: Uuid", i.authority AS "authority!: Uuid",
                      i.unit AS "unit!: Uuid", u.regime AS "regime!", i.token AS "token?",
                      (i.protected OR COALESCE(p.protected, FALSE)) AS "protected!: bool", i.kind AS "kind!",
                      i.state AS "state!", i.outcome AS "outcome?", i.responsible AS "responsible!: Uuid",
                      i.follow_up AS "follow_up!: Date", i.offered_at AS "offered_at!: At", i.offered_on AS "offered_on!: Date",
                      i.version AS "version!", i.line AS "line!", i.body AS "body!",
                      i.wrapped_key AS "wrapped_key!", i.epoch AS "epoch!"
               FROM intervention i JOIN unit u ON u.id = i.unit
               LEFT JOIN person p ON p.authority = i.authority AND p.token = i.token "# + $tail
            $(, $value)*
        )
    };
}

impl Row {
    fn cover(&self) -> Result<InterventionCover> {
        let token = self.token.as_deref().map(|token| fixed(token, "intervention", "token")).transpose()?;
        Ok(InterventionCover {
            id: self.id.into(),
            concern: self.concern.into(),
            authority: self.authority.into(),
            unit: self.unit.into(),
            token: token.map(PersonToken),
            protected: self.protected,
            kind: word(&Kind::ALL, Kind::word, &self.kind, ("intervention", "kind"))?,
            state: self.state()?,
            responsible: self.responsible.into(),
            follow_up: LegalDay::new(self.follow_up),
            offered: self.offered_at.0,
            offered_on: LegalDay::new(self.offered_on),
            version: self.version,
        })
    }

    fn state(&self) -> Result<State> {
        match (self.state.as_str(), self.outcome.as_deref()) {
            ("planned", None) => Ok(State::Planned),
            ("ongoing", None) => Ok(State::Ongoing),
            ("ended", Some(outcome)) => {
                word(&Outcome::ALL, Outcome::word, outcome, ("intervention", "outcome")).map(State::Ended)
            }
            _ => Err(StoreFault::Damaged { table: "intervention", column: "state" }),
        }
    }

    fn key(&self) -> Result<WrappedKey> {
        wrapped(self.epoch, self.wrapped_key.clone(), "intervention")
    }

    fn whole(self) -> Result<Sealed<Intervention>> {
        let (cover, regime, key) = (self.cover()?, people::regime(&self.regime)?, self.key()?);
        Ok(Sealed::new(cover, regime, SealedBody::new(self.body, key)))
    }

    fn line(self) -> Result<Sealed<InterventionLine>> {
        let (cover, regime, key) = (self.cover()?, people::regime(&self.regime)?, self.key()?);
        Ok(Sealed::new(cover, regime, SealedBody::new(self.line, key)))
    }
}

fn words(state: State) -> (&'static str, Option<&'static str>) {
    match state {
        State::Planned => ("planned", None),
        State::Ongoing => ("ongoing", None),
        State::Ended(outcome) => ("ended", Some(outcome.word())),
    }
}

pub(crate) async fn intervention(
    db: &mut Connection,
    id: Id<Intervention>,
) -> Result<Option<Sealed<Intervention>>> {
    let id = id.uuid();
    let row = interventions_where!("WHERE i.id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))?;
    row.map(Row::whole).transpose()
}

pub(crate) async fn interventions_of(
    db: &mut Connection,
    concern: Id<Concern>,
) -> Result<Vec<Sealed<InterventionLine>>> {
    let concern = concern.uuid();
    let rows = interventions_where!("WHERE i.concern = $1 ORDER BY i.offered_at, i.id LIMIT 50", concern)
        .fetch_all(db)
        .await
        .map_err(|e| fault(&e))?;
    rows.into_iter().map(Row::line).collect()
}

pub(crate) async fn interventions(
    db: &mut Connection,
    unit: Id<Unit>,
    ended: bool,
    page: Page,
) -> Result<Vec<Sealed<InterventionLine>>> {
    let (unit, limit) = (unit.uuid(), i64::from(page.limit));
    let (at, id) = page.after.unwrap_or((Timestamp::from_micros(0), Uuid::nil()));
    let day = at.utc().date();
    let rows = interventions_where!(
        "WHERE i.unit = $1 AND (i.outcome IS NOT NULL) = $2 AND (i.follow_up, i.id) > ($3, $4)
         ORDER BY i.follow_up, i.id LIMIT $5",
        unit,
        ended,
        day,
        id,
        limit
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter().map(Row::line).collect()
}

pub(crate) async fn put_intervention(
    db: &mut Connection,
    new: &InterventionCover,
    groups: &SealedGroups,
) -> Result<()> {
    let (id, concern, authority, unit) =
        (new.id.uuid(), new.concern.uuid(), new.authority.uuid(), new.unit.uuid());
    let (token, kind, (state, outcome)) =
        (new.token.map(|token| token.0.to_vec()), new.kind.word(), words(new.state));
    let (responsible, day, at) = (new.responsible.uuid(), new.follow_up.date(), At(new.offered));
    let offered_on = new.offered_on.date();
    let (line, epoch) = (groups.line.clone().unwrap_or_default(), i64::from(groups.key.epoch));
    sqlx::query!(
        "INSERT INTO intervention (id, concern, authority, unit, token, protected, kind, state, outcome, responsible,
                                   follow_up, offered_at, version, line, body, wrapped_key, epoch, offered_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        id,
        concern,
        authority,
        unit,
        token,
        new.protected,
        kind,
        state,
        outcome,
        responsible,
        day,
        at as _,
        new.version,
        line,
        groups.body,
        groups.key.bytes,
        epoch,
        offered_on
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn change_intervention(db: &mut Connection, cover: &InterventionCover) -> Result<()> {
    let (id, (state, outcome), before) = (cover.id.uuid(), words(cover.state), cover.version - 1);
    let day = cover.follow_up.date();
    let done = sqlx::query!(
        "UPDATE intervention SET state = $2, outcome = $3, follow_up = $4, version = $5
         WHERE id = $1 AND version = $6",
        id,
        state,
        outcome,
        day,
        cover.version,
        before
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreFault::Conflict) }
}
