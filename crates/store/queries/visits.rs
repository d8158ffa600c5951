//! Visits that organisations ask for, and how to reach them, which lies apart and goes with the answer.

use desk::ports::{StoreFault, VisitRow, VisitWrite};
use domain::{
    Id, LegalDay,
    promise::{
        activity::Line,
        visit::{Asker, Stage, Visit},
    },
};
use time::Date;
use uuid::Uuid;

use crate::{Connection, row::fault};

type Result<T> = std::result::Result<T, StoreFault>;

fn damaged(column: &'static str) -> StoreFault {
    StoreFault::Damaged { table: "visit", column }
}

struct Row {
    id: Uuid,
    asked_on: Date,
    asker: String,
    organisation: String,
    topic: String,
    stage: String,
    done_on: Option<Date>,
    reason: Option<String>,
}

impl Row {
    fn visit(self) -> Result<VisitRow> {
        let stage = match self.stage.as_str() {
            "asked" => Stage::Asked,
            "done" => Stage::Done { on: self.done_on.ok_or(damaged("done_on"))? },
            "declined" => {
                let reason = self.reason.ok_or(damaged("reason"))?;
                Stage::Declined { reason: Line::new(&reason).map_err(|_| damaged("reason"))? }
            }
            _ => return Err(damaged("stage")),
        };
        let asker = Asker::from_word(&self.asker).ok_or(damaged("asker"))?;
        let topic = Line::new(&self.topic).map_err(|_| damaged("topic"))?;
        let visit = Visit::asked(self.id.into(), asker, topic, LegalDay::new(self.asked_on)).at(stage);
        let organisation = Line::new(&self.organisation).map_err(|_| damaged("organisation"))?;
        Ok(VisitRow { visit, organisation })
    }
}

pub(crate) async fn visits(db: &mut Connection) -> Result<Vec<VisitRow>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!: Uuid", asked_on AS "asked_on!: Date", asker AS "asker!",
                  organisation AS "organisation!", topic AS "topic!", stage AS "stage!", done_on AS "done_on?: Date",
                  reason AS "reason?"
           FROM visit ORDER BY asked_on, id"#
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter().map(Row::visit).collect()
}

pub(crate) async fn contacts(db: &mut Connection) -> Result<Vec<(Id<Visit>, Vec<u8>)>> {
    let rows = sqlx::query!(r#"SELECT visit AS "visit!: Uuid", contact AS "contact!" FROM visit_contact"#)
        .fetch_all(db)
        .await
        .map_err(|e| fault(&e))?;
    Ok(rows.into_iter().map(|row| (row.visit.into(), row.contact)).collect())
}

pub(crate) async fn write(db: &mut Connection, write: VisitWrite) -> Result<()> {
    match write {
        VisitWrite::New(row, contact) => put(db, &row, &contact).await,
        VisitWrite::Answered(visit) => answer(db, &visit).await,
        VisitWrite::ContactsBefore(day) => {
            let done = sqlx::query!("DELETE FROM visit_contact WHERE asked_on < $1", day).execute(db).await;
            done.map(|_| ()).map_err(|e| fault(&e))
        }
    }
}

async fn put(db: &mut Connection, new: &VisitRow, contact: &[u8]) -> Result<()> {
    let (id, asked_on, asker) = (new.visit.id().uuid(), new.visit.asked_on(), new.visit.asker().word());
    let (organisation, topic) = (new.organisation.as_str(), new.visit.topic().as_str());
    sqlx::query!(
        "INSERT INTO visit (id, asked_on, asker, organisation, topic, stage) VALUES ($1, $2, $3, $4, $5, 'asked')",
        id,
        asked_on,
        asker,
        organisation,
        topic
    )
    .execute(&mut *db)
    .await
    .map_err(|e| fault(&e))?;
    let done = sqlx::query!(
        "INSERT INTO visit_contact (visit, asked_on, contact) VALUES ($1, $2, $3)",
        id,
        asked_on,
        contact
    )
    .execute(db)
    .await;
    done.map(|_| ()).map_err(|e| fault(&e))
}

async fn answer(db: &mut Connection, visit: &Visit) -> Result<()> {
    let id = visit.id().uuid();
    let (stage, done_on, reason) = match visit.stage() {
        Stage::Asked => ("asked", None, None),
        Stage::Done { on } => ("done", Some(*on), None),
        Stage::Declined { reason } => ("declined", None, Some(reason.as_str())),
    };
    let done = sqlx::query!(
        "UPDATE visit SET stage = $2, done_on = $3, reason = $4 WHERE id = $1 AND stage = 'asked'",
        id,
        stage,
        done_on,
        reason
    )
    .execute(&mut *db)
    .await
    .map_err(|e| fault(&e))?;
    if done.rows_affected() != 1 {
        return Err(StoreFault::Conflict);
    }
    let gone = sqlx::query!("DELETE FROM visit_contact WHERE visit = $1", id).execute(db).await;
    gone.map(|_| ()).map_err(|e| fault(&e))
}
