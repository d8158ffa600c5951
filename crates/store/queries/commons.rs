//! The open part: areas, organisers and places, evenings out, what was done, what was published.

use desk::ports::{AreaRow, CommonsWrite, Ground, OrganiserRow, StoreFault};
use domain::{
    Id, Timestamp,
    promise::{
        activity::{Activity, Form},
        occasion::{Cancelled, Occasion, Organiser, Outing, Plan, Span, Stage},
        period::Period,
        publication::Publication,
        standing::Noted,
    },
};
use time::{Date, Time};
use uuid::Uuid;

use crate::{Connection, channels, codec::At, incidents, row::fault, situation, situation_written, visits};

type Result<T> = std::result::Result<T, StoreFault>;

fn damaged(table: &'static str, column: &'static str) -> StoreFault {
    StoreFault::Damaged { table, column }
}

/// A word of a type, out of the store.
fn known<T>(found: Option<T>, table: &'static str, column: &'static str) -> Result<T> {
    found.ok_or(damaged(table, column))
}

struct Row {
    id: Uuid,
    organiser: Uuid,
    outing: String,
    area: Uuid,
    evening: Date,
    begins: i64,
    ends: i64,
    stage: String,
    reason: Option<String>,
    adults: Option<i64>,
    contacts: Option<i64>,
    version: i64,
}

macro_rules! occasions_where {
    ($tail:tt $(, $value:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"SELECT o.id AS "id!: Uuid", o.organiser AS "organiser!: Uuid", o.outing AS "outing!",
                      o.area AS "area!: Uuid", o.evening AS "evening!: Date", o.begins AS "begins!",
                      o.ends AS "ends!", o.stage AS "stage!", o.reason AS "reason?", o.adults AS "adults?",
                      o.contacts AS "contacts?", o.version AS "version!"
               FROM occasion o "# + $tail
            $(, $value)*
        )
    };
}

impl Row {
    fn occasion(self) -> Result<Occasion> {
        let stage = self.stage()?;
        let span = Span::new(self.evening, clock(self.begins, "begins")?, clock(self.ends, "ends")?)
            .map_err(|_| damaged("occasion", "ends"))?;
        let plan = Plan {
            outing: known(Outing::from_word(&self.outing), "occasion", "outing")?,
            organiser: self.organiser.into(),
            area: self.area.into(),
            span,
        };
        Ok(Occasion::stored(self.id.into(), plan, stage, self.version))
    }

    fn stage(&self) -> Result<Stage> {
        let told = |count: Option<i64>, column| {
            known(count.and_then(|count| u16::try_from(count).ok()), "occasion", column)
        };
        match self.stage.as_str() {
            "planned" => Ok(Stage::Planned),
            "done" => Ok(Stage::Done {
                adults: told(self.adults, "adults")?,
                contacts: told(self.contacts, "contacts")?,
            }),
            "cancelled" => {
                let reason = self.reason.as_deref().and_then(Cancelled::from_word);
                known(reason, "occasion", "reason").map(Stage::Cancelled)
            }
            _ => Err(damaged("occasion", "stage")),
        }
    }
}

/// Minutes of the clock as a time.
fn clock(minutes: i64, column: &'static str) -> Result<Time> {
    let hour = u8::try_from(minutes / 60).ok();
    let minute = u8::try_from(minutes % 60).ok();
    let time = hour.zip(minute).and_then(|(hour, minute)| Time::from_hms(hour, minute, 0).ok());
    known(time, "occasion", column)
}

fn minutes(at: Time) -> i64 {
    i64::from(at.hour()) * 60 + i64::from(at.minute())
}

/// The columns of a stage: its word, the reason, adults and contacts.
type StageColumns = (&'static str, Option<&'static str>, Option<i64>, Option<i64>);

fn columns(stage: Stage) -> StageColumns {
    match stage {
        Stage::Planned => ("planned", None, None, None),
        Stage::Done { adults, contacts } => ("done", None, Some(adults.into()), Some(contacts.into())),
        Stage::Cancelled(reason) => ("cancelled", Some(reason.word()), None, None),
    }
}

pub(crate) async fn ground(db: &mut Connection) -> Result<Ground> {
    let areas = sqlx::query!(r#"SELECT id AS "id!: Uuid", name AS "name!" FROM area ORDER BY name"#)
        .fetch_all(&mut *db)
        .await
        .map_err(|e| fault(&e))?;
    let organisers = sqlx::query!(
        r#"SELECT id AS "id!: Uuid", name AS "name!", outing AS "outing!", unit AS "unit!: Uuid"
           FROM organiser ORDER BY name"#
    )
    .fetch_all(&mut *db)
    .await
    .map_err(|e| fault(&e))?;
    let organisers = organisers.into_iter().map(|row| {
        let outing = known(Outing::from_word(&row.outing), "organiser", "outing")?;
        Ok(OrganiserRow { id: row.id.into(), name: row.name, outing, unit: row.unit.into() })
    });
    let (places, widespread, is_adopted) = situation::asking(db).await?;
    Ok(Ground {
        areas: areas.into_iter().map(|row| AreaRow { id: row.id.into(), name: row.name }).collect(),
        organisers: organisers.collect::<Result<_>>()?,
        places,
        widespread,
        is_adopted,
    })
}

pub(crate) async fn occasion(db: &mut Connection, id: Id<Occasion>) -> Result<Option<Occasion>> {
    let id = id.uuid();
    let row = occasions_where!("WHERE o.id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))?;
    row.map(Row::occasion).transpose()
}

pub(crate) async fn evenings_of(
    db: &mut Connection,
    organiser: Id<Organiser>,
    evening: Date,
) -> Result<Vec<Occasion>> {
    let organiser = organiser.uuid();
    let rows = occasions_where!("WHERE o.organiser = $1 AND o.evening = $2", organiser, evening)
        .fetch_all(db)
        .await
        .map_err(|e| fault(&e))?;
    rows.into_iter().map(Row::occasion).collect()
}

pub(crate) async fn evenings(db: &mut Connection, period: Period) -> Result<Vec<Occasion>> {
    let (first, last) = (period.first(), period.last());
    let rows = occasions_where!(
        "WHERE o.evening >= $1 AND o.evening <= $2 ORDER BY o.evening, o.begins, o.id",
        first,
        last
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    rows.into_iter().map(Row::occasion).collect()
}

pub(crate) async fn activities(db: &mut Connection, period: Period) -> Result<Vec<Noted>> {
    let (first, last) = (period.first(), period.last());
    let rows = sqlx::query!(
        r#"SELECT done_on AS "done_on!: Date", row_key AS "row_key?", problem AS "problem?: Uuid", form AS "form!"
           FROM activity WHERE done_on >= $1 AND done_on <= $2 AND NOT struck ORDER BY done_on, id"#,
        first,
        last
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    let noted = rows.into_iter().map(|row| {
        let form: Form = serde_json::from_str(&row.form).map_err(|_| damaged("activity", "form"))?;
        let activity = Activity::stored(row.done_on, form, row.problem.map(Id::from));
        Ok(Noted { row: row.row_key, activity })
    });
    noted.collect()
}

pub(crate) async fn publication(db: &mut Connection, promise: &str) -> Result<Option<Publication>> {
    let row = sqlx::query!(
        r#"SELECT numbers AS "numbers!" FROM publication WHERE promise = $1 ORDER BY at DESC, id LIMIT 1"#,
        promise
    )
    .fetch_optional(db)
    .await
    .map_err(|e| fault(&e))?;
    let read = |text: String| serde_json::from_str(&text).map_err(|_| damaged("publication", "numbers"));
    row.map(|row| read(row.numbers)).transpose()
}

pub(crate) async fn write(db: &mut Connection, write: CommonsWrite) -> Result<()> {
    match write {
        CommonsWrite::Area(new) => put_area(db, &new).await,
        CommonsWrite::Organiser(new) => put_organiser(db, &new).await,
        CommonsWrite::Occasion(new) => put_occasion(db, &new).await,
        CommonsWrite::OccasionChanged(occasion) => change_occasion(db, &occasion).await,
        CommonsWrite::Situation(write) => situation_written::write(db, write).await,
        CommonsWrite::Reports(write) => incidents::write(db, write).await,
        CommonsWrite::Activity(new) => channels::put_entry(db, &new).await,
        CommonsWrite::EntryChanged(changed) => channels::change_entry(db, &changed).await,
        CommonsWrite::Agreement(new) => channels::put_agreement(db, &new).await,
        CommonsWrite::AgreementReplaced(one) => channels::replace_agreement(db, &one).await,
        CommonsWrite::Visit(write) => visits::write(db, write).await,
        CommonsWrite::Publication(id, at, new) => put_publication(db, id, at, &new).await,
    }
}

async fn put_area(db: &mut Connection, new: &AreaRow) -> Result<()> {
    let (id, name) = (new.id.uuid(), &new.name);
    let done = sqlx::query!("INSERT INTO area (id, name) VALUES ($1, $2)", id, name).execute(db).await;
    done.map(|_| ()).map_err(|e| fault(&e))
}

async fn put_organiser(db: &mut Connection, new: &OrganiserRow) -> Result<()> {
    let (id, name, outing, unit) = (new.id.uuid(), &new.name, new.outing.word(), new.unit.uuid());
    let done = sqlx::query!(
        "INSERT INTO organiser (id, name, outing, unit) VALUES ($1, $2, $3, $4)",
        id,
        name,
        outing,
        unit
    )
    .execute(db)
    .await;
    done.map(|_| ()).map_err(|e| fault(&e))
}

async fn put_occasion(db: &mut Connection, new: &Occasion) -> Result<()> {
    let (id, plan) = (new.id().uuid(), new.plan());
    let (organiser, outing, area) = (plan.organiser.uuid(), plan.outing.word(), plan.area.uuid());
    let (evening, begins, ends) = (new.evening(), minutes(plan.span.from()), minutes(plan.span.to()));
    let ((stage, reason, adults, contacts), version) = (columns(new.stage()), new.version());
    let done = sqlx::query!(
        "INSERT INTO occasion (id, organiser, outing, area, evening, begins, ends, stage, reason, adults, contacts,
                               version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        id,
        organiser,
        outing,
        area,
        evening,
        begins,
        ends,
        stage,
        reason,
        adults,
        contacts,
        version
    )
    .execute(db)
    .await;
    done.map(|_| ()).map_err(|e| fault(&e))
}

async fn change_occasion(db: &mut Connection, changed: &Occasion) -> Result<()> {
    let (id, before, version) = (changed.id().uuid(), changed.version() - 1, changed.version());
    let span = changed.plan().span;
    let (begins, ends) = (minutes(span.from()), minutes(span.to()));
    let (stage, reason, adults, contacts) = columns(changed.stage());
    let done = sqlx::query!(
        "UPDATE occasion SET begins = $2, ends = $3, stage = $4, reason = $5, adults = $6, contacts = $7, version = $8
         WHERE id = $1 AND version = $9",
        id,
        begins,
        ends,
        stage,
        reason,
        adults,
        contacts,
        version,
        before
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreFault::Conflict) }
}

async fn put_publication(db: &mut Connection, id: Uuid, at: Timestamp, new: &Publication) -> Result<()> {
    let numbers = serde_json::to_string(new).map_err(|_| damaged("publication", "numbers"))?;
    let (promise, at) = (&new.promise, At(at));
    let done = sqlx::query!(
        "INSERT INTO publication (id, promise, at, numbers) VALUES ($1, $2, $3, $4)",
        id,
        promise,
        at as _,
        numbers
    )
    .execute(db)
    .await;
    done.map(|_| ()).map_err(|e| fault(&e))
}
