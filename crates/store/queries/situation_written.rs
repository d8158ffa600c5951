//! The situation picture, written: an adopted version and a decided plan are never changed, whatever is asked.

use desk::ports::{MeetingRow, PictureRow, PlanRow, SituationWrite, StoreFault, SurveyRow};
use domain::{
    Id, LegalDay,
    situation::{
        cycle::{ActionPlan, FollowUp},
        picture::{Problem, State},
    },
};
use serde::Serialize;
use uuid::Uuid;

use crate::{Connection, row::fault};

type Result<T> = std::result::Result<T, StoreFault>;

fn written(value: &impl Serialize, table: &'static str, column: &'static str) -> Result<String> {
    serde_json::to_string(value).map_err(|_| StoreFault::Damaged { table, column })
}

/// One row was changed; if none was, somebody else was there before.
fn changed(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(StoreFault::Conflict) }
}

pub(crate) async fn write(db: &mut Connection, write: SituationWrite) -> Result<()> {
    match write {
        SituationWrite::Meeting(new) => put_meeting(db, &new).await,
        SituationWrite::MeetingChanged(row) => change_meeting(db, &row).await,
        SituationWrite::Picture(new) => put_picture(db, &new).await,
        SituationWrite::PictureChanged(row) => change_picture(db, &row).await,
        SituationWrite::Surveys(new) => put_surveys(db, &new).await,
        SituationWrite::Plan(new, begun) => put_plan(db, &new, begun).await,
        SituationWrite::PlanChanged(row) => change_plan(db, &row).await,
        SituationWrite::FollowUp(id, plan, new) => put_follow_up(db, id, plan, &new).await,
    }
}

async fn put_meeting(db: &mut Connection, new: &MeetingRow) -> Result<()> {
    let (id, kind, held_on) = (new.id.uuid(), new.meeting.kind().word(), new.meeting.held_on().date());
    let content = written(&new.meeting, "meeting", "content")?;
    let done = sqlx::query!(
        "INSERT INTO meeting (id, kind, held_on, content, version) VALUES ($1, $2, $3, $4, $5)",
        id,
        kind,
        held_on,
        content,
        new.version
    )
    .execute(db)
    .await;
    done.map(|_| ()).map_err(|e| fault(&e))
}

async fn change_meeting(db: &mut Connection, row: &MeetingRow) -> Result<()> {
    let (id, held_on, before) = (row.id.uuid(), row.meeting.held_on().date(), row.version - 1);
    let content = written(&row.meeting, "meeting", "content")?;
    let done = sqlx::query!(
        "UPDATE meeting SET held_on = $2, content = $3, version = $4 WHERE id = $1 AND version = $5",
        id,
        held_on,
        content,
        row.version,
        before
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    changed(done.rows_affected())
}

async fn put_picture(db: &mut Connection, new: &PictureRow) -> Result<()> {
    let (id, version, contents) = (new.id.uuid(), i64::from(new.picture.version()), new.picture.contents());
    let (mapping, other) = (contents.mapping.as_str(), contents.other.as_str());
    let analysis = contents.analysis.as_str();
    let follows = match new.picture.state() {
        State::Draft { after } => after.map(LegalDay::date),
        State::Adopted(_) => None,
    };
    sqlx::query!(
        "INSERT INTO picture (id, version, mapping, other, analysis, follows, revision)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        version,
        mapping,
        other,
        analysis,
        follows,
        new.revision
    )
    .execute(&mut *db)
    .await
    .map_err(|e| fault(&e))?;
    put_problems(db, id, &contents.problems).await
}

async fn change_picture(db: &mut Connection, row: &PictureRow) -> Result<()> {
    let (id, before, contents) = (row.id.uuid(), row.revision - 1, row.picture.contents());
    let (mapping, other) = (contents.mapping.as_str(), contents.other.as_str());
    let (analysis, adoption) = (contents.analysis.as_str(), row.picture.adoption());
    let (on, at) = (adoption.map(|one| one.on.date()), adoption.map(|one| one.at.uuid()));
    let done = sqlx::query!(
        "UPDATE picture SET mapping = $2, other = $3, analysis = $4, adopted_on = $5, adopted_at = $6, revision = $7
         WHERE id = $1 AND revision = $8 AND adopted_on IS NULL",
        id,
        mapping,
        other,
        analysis,
        on,
        at,
        row.revision,
        before
    )
    .execute(&mut *db)
    .await
    .map_err(|e| fault(&e))?;
    changed(done.rows_affected())?;
    sqlx::query!("DELETE FROM problem WHERE picture = $1", id)
        .execute(&mut *db)
        .await
        .map_err(|e| fault(&e))?;
    put_problems(db, id, &contents.problems).await
}

async fn put_problems(db: &mut Connection, picture: Uuid, problems: &[Problem]) -> Result<()> {
    for (position, problem) in (1_i64..).zip(problems) {
        let (id, area) = (problem.id.uuid(), problem.place.map(|place| place.area.uuid()));
        let (place, about) = (problem.place.map(|place| place.kind.word()), problem.about.as_str());
        let causes = written(&problem.causes, "problem", "causes")?;
        let evidence = written(&problem.evidence, "problem", "evidence")?;
        let priority = problem.priority.word();
        sqlx::query!(
            "INSERT INTO problem (picture, id, position, area, place, about, causes, priority, evidence)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            picture,
            id,
            position,
            area,
            place,
            about,
            causes,
            priority,
            evidence
        )
        .execute(&mut *db)
        .await
        .map_err(|e| fault(&e))?;
    }
    Ok(())
}

async fn put_surveys(db: &mut Connection, new: &[SurveyRow]) -> Result<()> {
    for SurveyRow { id, result } in new {
        let (id, year, asked) = (id.uuid(), i64::from(result.year), result.group.word());
        let (area, percent) = (result.area.map(Id::uuid), i64::from(result.percent.tenths()));
        sqlx::query!(
            "INSERT INTO survey_result (id, question, year, asked, area, percent, source)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id,
            result.question,
            year,
            asked,
            area,
            percent,
            result.source
        )
        .execute(&mut *db)
        .await
        .map_err(|e| fault(&e))?;
    }
    Ok(())
}

async fn put_plan(db: &mut Connection, new: &PlanRow, begun: i64) -> Result<()> {
    let (id, picture, version) = (new.id.uuid(), new.plan.picture.uuid(), i64::from(new.plan.version));
    let measures = written(&new.plan.measures, "action_plan", "measures")?;
    let done = sqlx::query!(
        "INSERT INTO action_plan (id, picture, version, begun, measures, revision) VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        picture,
        version,
        begun,
        measures,
        new.revision
    )
    .execute(db)
    .await;
    done.map(|_| ()).map_err(|e| fault(&e))
}

async fn change_plan(db: &mut Connection, row: &PlanRow) -> Result<()> {
    let (id, before, decided_on) = (row.id.uuid(), row.revision - 1, row.plan.decided_on.map(LegalDay::date));
    let measures = written(&row.plan.measures, "action_plan", "measures")?;
    let done = sqlx::query!(
        "UPDATE action_plan SET decided_on = $2, measures = $3, revision = $4
         WHERE id = $1 AND revision = $5 AND decided_on IS NULL",
        id,
        decided_on,
        measures,
        row.revision,
        before
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    changed(done.rows_affected())
}

async fn put_follow_up(db: &mut Connection, id: Uuid, plan: Id<ActionPlan>, new: &FollowUp) -> Result<()> {
    let (plan, on, measures) =
        (plan.uuid(), new.on.date(), written(&new.measures, "plan_follow_up", "measures")?);
    let done = sqlx::query!(
        "INSERT INTO plan_follow_up (id, plan, on_day, measures) VALUES ($1, $2, $3, $4)",
        id,
        plan,
        on,
        measures
    )
    .execute(db)
    .await;
    done.map(|_| ()).map_err(|e| fault(&e))
}
