//! What was judged about concerns. An assessment is guarded as strictly as its concern.

use access::{Sealed, SealedBody, record::AssessmentRecord};
use desk::ports::{SealedGroups, StoreFault};
use domain::{
    Id,
    assessment::{Assessment, AssessmentCover, Feedback, Judged, Opening, Protection},
    concern::Concern,
    person::PersonToken,
};
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
    responsible: Option<Uuid>,
    stage: String,
    outcome: String,
    by_account: Uuid,
    at: At,
    body: Vec<u8>,
    wrapped_key: Vec<u8>,
    epoch: i64,
}

macro_rules! assessments_where {
    ($tail:tt, $value:expr) => {
        sqlx::query_as!(
            Row,
            r#"SELECT a.id AS "id!: Uuid", a.concern AS "concern!: Uuid", a.authority AS "authority!: Uuid",
                      a.unit AS "unit!: Uuid", u.regime AS "regime!", c.token AS "token?",
                      (c.protected OR COALESCE(p.protected, FALSE)) AS "protected!: bool",
                      c.responsible AS "responsible?: Uuid", a.stage AS "stage!",
                      a.outcome AS "outcome!", a.by_account AS "by_account!: Uuid", a.at AS "at!: At",
                      a.body AS "body!", a.wrapped_key AS "wrapped_key!", a.epoch AS "epoch!"
               FROM assessment a JOIN unit u ON u.id = a.unit JOIN concern c ON c.id = a.concern
               LEFT JOIN person p ON p.authority = c.authority AND p.token = c.token "#
                + $tail,
            $value
        )
    };
}

impl Row {
    fn sealed(self) -> Result<Sealed<Assessment>> {
        let at = ("assessment", "outcome");
        let judged = match self.stage.as_str() {
            "protection" => Judged::Protection(word(&Protection::ALL, Protection::word, &self.outcome, at)?),
            "opening" => Judged::Opening(word(&Opening::ALL, Opening::word, &self.outcome, at)?),
            "feedback" => Judged::Feedback(word(&Feedback::ALL, Feedback::word, &self.outcome, at)?),
            _ => return Err(StoreFault::Damaged { table: "assessment", column: "stage" }),
        };
        let token = self.token.as_deref().map(|token| fixed(token, "concern", "token")).transpose()?;
        let cover = AssessmentCover {
            id: self.id.into(),
            concern: self.concern.into(),
            authority: self.authority.into(),
            unit: self.unit.into(),
            judged,
            by: self.by_account.into(),
            at: self.at.0,
        };
        let record = AssessmentRecord {
            id: cover.id,
            cover,
            responsible: self.responsible.map(Id::from),
            token: token.map(PersonToken),
            protected: self.protected,
        };
        let body = SealedBody::new(self.body, wrapped(self.epoch, self.wrapped_key, "assessment")?);
        Ok(Sealed::new(record, people::regime(&self.regime)?, body))
    }
}

pub(crate) async fn assessment(
    db: &mut Connection,
    id: Id<Assessment>,
) -> Result<Option<Sealed<Assessment>>> {
    let id = id.uuid();
    let row = assessments_where!("WHERE a.id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))?;
    row.map(Row::sealed).transpose()
}

pub(crate) async fn assessments(
    db: &mut Connection,
    concern: Id<Concern>,
) -> Result<Vec<Sealed<Assessment>>> {
    let concern = concern.uuid();
    // What was judged in one save is of one instant, and stands in the order of the work.
    let rows = assessments_where!(
        "WHERE a.concern = $1
         ORDER BY a.at, CASE a.stage WHEN 'protection' THEN 0 WHEN 'opening' THEN 1 ELSE 2 END, a.id",
        concern
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter().map(Row::sealed).collect()
}

pub(crate) async fn put_assessment(
    db: &mut Connection,
    new: &AssessmentRecord,
    groups: &SealedGroups,
) -> Result<()> {
    let cover = &new.cover;
    let (id, concern, authority) = (cover.id.uuid(), cover.concern.uuid(), cover.authority.uuid());
    let (unit, by, at, epoch) =
        (cover.unit.uuid(), cover.by.uuid(), At(cover.at), i64::from(groups.key.epoch));
    let (stage, outcome) = match cover.judged {
        Judged::Protection(protection) => ("protection", protection.word()),
        Judged::Opening(opening) => ("opening", opening.word()),
        Judged::Feedback(feedback) => ("feedback", feedback.word()),
    };
    sqlx::query!(
        "INSERT INTO assessment (id, concern, authority, unit, stage, outcome, by_account, at, body, wrapped_key, epoch)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        concern,
        authority,
        unit,
        stage,
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
