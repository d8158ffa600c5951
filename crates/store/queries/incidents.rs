//! Incidents, as they are reported to the situation picture.

use desk::ports::{IncidentWrite, Reported, StoreFault, Whose};
use domain::{
    Id,
    promise::period::Period,
    situation::{
        Answer, DayCount, Function, Incident, Narrative, Place, PlaceKind,
        incident::{Category, Consequence, Owner, Stolen, Theft, What, Window},
    },
};
use time::Date;
use uuid::Uuid;

use crate::{Connection, codec::At, phenomena, row::fault};

type Result<T> = std::result::Result<T, StoreFault>;

/// A word of a type, out of a column.
fn known<T>(found: Option<T>, column: &'static str) -> Result<T> {
    found.ok_or(StoreFault::Damaged { table: "incident", column })
}

struct Row {
    id: Uuid,
    unit: Uuid,
    link: Option<Uuid>,
    begins: At,
    ends: At,
    category: String,
    stolen: Option<String>,
    organised: Option<bool>,
    influence: String,
    area: Uuid,
    place: String,
    owner: String,
    consequence: String,
    cost: Option<i64>,
    police_report: String,
    narrative: String,
    reported_by: String,
    withdrawn: bool,
}

macro_rules! incidents_where {
    ($tail:tt $(, $value:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"SELECT id AS "id!: Uuid", unit AS "unit!: Uuid", link AS "link?: Uuid", begins AS "begins!: At",
                      ends AS "ends!: At", category AS "category!", stolen AS "stolen?",
                      organised AS "organised?: bool", influence AS "influence!", area AS "area!: Uuid",
                      place AS "place!", owner AS "owner!", consequence AS "consequence!", cost AS "cost?",
                      police_report AS "police_report!", narrative AS "narrative!", reported_by AS "reported_by!",
                      withdrawn AS "withdrawn!: bool"
               FROM incident "# + $tail
            $(, $value)*
        )
    };
}

/// What happened, out of its columns.
fn what(category: &str, stolen: Option<&str>, organised: Option<bool>) -> Result<What> {
    let category = known(Category::from_word(category), "category")?;
    let theft = match stolen {
        Some(word) => {
            let stolen = known(Stolen::from_word(word), "stolen")?;
            Some(Theft { stolen, organised: organised.unwrap_or(false) })
        }
        None => None,
    };
    known(What::new(category, theft).ok(), "stolen")
}

impl Row {
    fn reported(self) -> Result<Reported<Incident>> {
        let place =
            Place { area: self.area.into(), kind: known(PlaceKind::from_word(&self.place), "place")? };
        let incident = Incident {
            what: what(&self.category, self.stolen.as_deref(), self.organised)?,
            influence: known(Answer::from_word(&self.influence), "influence")?,
            when: known(Window::new(self.begins.0, self.ends.0).ok(), "ends")?,
            place,
            owner: known(Owner::from_word(&self.owner), "owner")?,
            consequence: known(Consequence::from_word(&self.consequence), "consequence")?,
            cost: self.cost.map(|cost| known(u32::try_from(cost).ok(), "cost")).transpose()?,
            police_report: known(Answer::from_word(&self.police_report), "police_report")?,
            narrative: Narrative::stored(self.narrative),
            reported_by: known(Function::from_word(&self.reported_by), "reported_by")?,
        };
        Ok(Reported {
            id: self.id.into(),
            unit: self.unit.into(),
            link: self.link,
            what: incident,
            is_withdrawn: self.withdrawn,
        })
    }
}

pub(crate) async fn incident(db: &mut Connection, id: Id<Incident>) -> Result<Option<Reported<Incident>>> {
    let id = id.uuid();
    let row = incidents_where!("WHERE id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))?;
    row.map(Row::reported).transpose()
}

pub(crate) async fn incidents(
    db: &mut Connection,
    days: Period,
    whose: Whose,
    limit: u32,
) -> Result<Vec<Reported<Incident>>> {
    let (first, last, limit) = (days.first(), days.last(), i64::from(limit));
    let rows = match whose {
        Whose::All => {
            incidents_where!(
                "WHERE day >= $1 AND day <= $2 ORDER BY day DESC, begins DESC, id LIMIT $3",
                first,
                last,
                limit
            )
            .fetch_all(db)
            .await
        }
        Whose::Unit(unit) => {
            let unit = unit.uuid();
            incidents_where!(
                "WHERE day >= $1 AND day <= $2 AND unit = $4 ORDER BY day DESC, begins DESC, id LIMIT $3",
                first,
                last,
                limit,
                unit
            )
            .fetch_all(db)
            .await
        }
        Whose::Link(link) => {
            incidents_where!(
                "WHERE day >= $1 AND day <= $2 AND link = $4 ORDER BY day DESC, begins DESC, id LIMIT $3",
                first,
                last,
                limit,
                link
            )
            .fetch_all(db)
            .await
        }
    };
    rows.map_err(|e| fault(&e))?.into_iter().map(Row::reported).collect()
}

pub(crate) async fn counts(db: &mut Connection, days: Period) -> Result<Vec<DayCount>> {
    let (first, last) = (days.first(), days.last());
    let rows = sqlx::query!(
        r#"SELECT day AS "day!: Date", category AS "category!", stolen AS "stolen?", organised AS "organised?: bool",
                  influence AS "influence!", owner AS "owner!", area AS "area!: Uuid",
                  reported_by AS "reported_by!", COUNT(*) AS "count!: i64"
           FROM incident WHERE day >= $1 AND day <= $2 AND NOT withdrawn
           GROUP BY day, category, stolen, organised, influence, owner, area, reported_by ORDER BY day"#,
        first,
        last
    )
    .fetch_all(db)
    .await
    .map_err(|e| fault(&e))?;
    let counted = rows.into_iter().map(|row| {
        Ok(DayCount {
            day: row.day,
            what: what(&row.category, row.stolen.as_deref(), row.organised)?,
            influence: known(Answer::from_word(&row.influence), "influence")?,
            owner: known(Owner::from_word(&row.owner), "owner")?,
            area: row.area.into(),
            reported_by: known(Function::from_word(&row.reported_by), "reported_by")?,
            count: u32::try_from(row.count).unwrap_or(u32::MAX),
        })
    });
    counted.collect()
}

pub(crate) async fn write(db: &mut Connection, write: IncidentWrite) -> Result<()> {
    match write {
        IncidentWrite::Incident(new) => put(db, &new).await,
        IncidentWrite::Phenomenon(new) => phenomena::put(db, &new).await,
        IncidentWrite::IncidentWithdrawn(id) => withdraw(db, id).await,
        IncidentWrite::PhenomenonWithdrawn(id) => phenomena::withdraw(db, id).await,
    }
}

async fn put(db: &mut Connection, new: &Reported<Incident>) -> Result<()> {
    let (id, unit, link, incident) = (new.id.uuid(), new.unit.uuid(), new.link, &new.what);
    let (day, begins, ends) = (incident.when.day().date(), At(incident.when.from()), At(incident.when.to()));
    let theft = incident.what.theft();
    let (category, stolen) = (incident.what.category().word(), theft.map(|theft| theft.stolen.word()));
    let organised = theft.map(|theft| theft.organised);
    let (influence, area, place) =
        (incident.influence.word(), incident.place.area.uuid(), incident.place.kind.word());
    let (owner, consequence, cost) =
        (incident.owner.word(), incident.consequence.word(), incident.cost.map(i64::from));
    let (police_report, narrative) = (incident.police_report.word(), incident.narrative.as_str());
    let (reported_by, withdrawn) = (incident.reported_by.word(), new.is_withdrawn);
    let done = sqlx::query!(
        "INSERT INTO incident (id, unit, link, day, begins, ends, category, stolen, organised, influence, area, place,
                               owner, consequence, cost, police_report, narrative, reported_by, withdrawn)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        id,
        unit,
        link,
        day,
        begins as _,
        ends as _,
        category,
        stolen,
        organised,
        influence,
        area,
        place,
        owner,
        consequence,
        cost,
        police_report,
        narrative,
        reported_by,
        withdrawn
    )
    .execute(db)
    .await;
    done.map(|_| ()).map_err(|e| fault(&e))
}

async fn withdraw(db: &mut Connection, id: Id<Incident>) -> Result<()> {
    let id = id.uuid();
    let done = sqlx::query!("UPDATE incident SET withdrawn = TRUE WHERE id = $1", id).execute(db).await;
    done.map(|_| ()).map_err(|e| fault(&e))
}
