//! The events of interventions. An event is guarded as strictly as its intervention.

use access::{Sealed, SealedBody};
use desk::ports::{SealedGroups, StoreFault};
use domain::{
    Id, LegalDay,
    intervention::{Event, FollowUp, FollowUpCover, Intervention, Outcome, Went},
    person::PersonToken,
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
    intervention: Uuid,
    concern: Uuid,
    authority: Uuid,
    unit: Uuid,
    regime: String,
    token: Option<Vec<u8>>,
    protected: bool,
    responsible: Uuid,
    held_on: Date,
    went: Option<String>,
    next_on: Option<Date>,
    outcome: Option<String>,
    by_account: Uuid,
    at: At,
    body: Vec<u8>,
    wrapped_key: Vec<u8>,
    epoch: i64,
}

macro_rules! follow_ups_where {
    ($tail:tt, $value:expr) => {
        sqlx::query_as!(
            Row,
            r#"SELECT f.id AS "id!: Uuid", f.intervention AS "intervention!: Uuid", i.concern AS "concern!: Uuid",
                      f.authority AS "authority!: Uuid", f.unit AS "unit!: Uuid", u.regime AS "regime!",
                      i.token AS "token?", (i.protected OR COALESCE(p.protected, FALSE)) AS "protected!: bool",
                      i.responsible AS "responsible!: Uuid", f.held_on AS "held_on!: Date", f.went AS "went?",
                      f.next_on AS "next_on?: Date", f.outcome AS "outcome?", f.by_account AS "by_account!: Uuid",
                      f.at AS "at!: At", f.body AS "body!", f.wrapped_key AS "wrapped_key!", f.epoch AS "epoch!"
               FROM follow_up f JOIN unit u ON u.id = f.unit JOIN intervention i ON i.id = f.intervention
               LEFT JOIN person p ON p.authority = i.authority AND p.token = i.token "# + $tail,
            $value
        )
    };
}

impl Row {
    fn sealed(self) -> Result<Sealed<FollowUp>> {
        let token = self.token.as_deref().map(|token| fixed(token, "intervention", "token")).transpose()?;
        let cover = FollowUpCover {
            id: self.id.into(),
            intervention: self.intervention.into(),
            concern: self.concern.into(),
            authority: self.authority.into(),
            unit: self.unit.into(),
            token: token.map(PersonToken),
            protected: self.protected,
            responsible: self.responsible.into(),
            on: LegalDay::new(self.held_on),
            event: self.event()?,
            by: self.by_account.into(),
            at: self.at.0,
        };
        let body = SealedBody::new(self.body, wrapped(self.epoch, self.wrapped_key, "follow_up")?);
        Ok(Sealed::new(cover, people::regime(&self.regime)?, body))
    }

    fn event(&self) -> Result<Event> {
        match (self.went.as_deref(), self.next_on, self.outcome.as_deref()) {
            (Some(went), Some(next), None) => {
                let went = word(&Went::ALL, Went::word, went, ("follow_up", "went"))?;
                Ok(Event::FollowedUp { went, next: LegalDay::new(next) })
            }
            (None, None, Some(outcome)) => {
                word(&Outcome::ALL, Outcome::word, outcome, ("follow_up", "outcome")).map(Event::Ended)
            }
            _ => Err(StoreFault::Damaged { table: "follow_up", column: "went" }),
        }
    }
}

pub(crate) async fn follow_up(db: &mut Connection, id: Id<FollowUp>) -> Result<Option<Sealed<FollowUp>>> {
    let id = id.uuid();
    let row = follow_ups_where!("WHERE f.id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))?;
    row.map(Row::sealed).transpose()
}

pub(crate) async fn follow_ups(
    db: &mut Connection,
    intervention: Id<Intervention>,
) -> Result<Vec<Sealed<FollowUp>>> {
    let intervention = intervention.uuid();
    let rows = follow_ups_where!("WHERE f.intervention = $1 ORDER BY f.at, f.id LIMIT 200", intervention)
        .fetch_all(db)
        .await
        .map_err(|e| fault(&e))?;
    rows.into_iter().map(Row::sealed).collect()
}

pub(crate) async fn put_follow_up(
    db: &mut Connection,
    new: &FollowUpCover,
    groups: &SealedGroups,
) -> Result<()> {
    let (id, intervention, authority) = (new.id.uuid(), new.intervention.uuid(), new.authority.uuid());
    let (unit, by, at, epoch) = (new.unit.uuid(), new.by.uuid(), At(new.at), i64::from(groups.key.epoch));
    let held_on = new.on.date();
    let (went, next_on, outcome) = match new.event {
        Event::FollowedUp { went, next } => (Some(went.word()), Some(next.date()), None),
        Event::Ended(outcome) => (None, None, Some(outcome.word())),
    };
    sqlx::query!(
        "INSERT INTO follow_up (id, intervention, authority, unit, held_on, went, next_on, outcome, by_account, at,
                                body, wrapped_key, epoch)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        id,
        intervention,
        authority,
        unit,
        held_on,
        went,
        next_on,
        outcome,
        by,
        at as _,
        groups.body,
        groups.key.bytes,
        epoch
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}
