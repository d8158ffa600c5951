//! Phenomena: trends that somebody has noticed, as they are reported to the situation picture.

use desk::ports::{Reported, StoreFault, Whose};
use domain::{
    Id, LegalDay,
    promise::period::Period,
    situation::{
        Days, Function, Narrative, Phenomenon, Place, PlaceKind,
        incident::{Category, Direction, Noticed},
    },
};
use time::Date;
use uuid::Uuid;

use crate::{Connection, row::fault};

type Result<T> = std::result::Result<T, StoreFault>;

/// A word of a type, out of a column.
fn known<T>(found: Option<T>, column: &'static str) -> Result<T> {
    found.ok_or(StoreFault::Damaged { table: "phenomenon", column })
}

struct Row {
    id: Uuid,
    unit: Uuid,
    link: Option<Uuid>,
    category: String,
    direction: String,
    first_day: Date,
    last_day: Date,
    area: Option<Uuid>,
    place: Option<String>,
    narrative: String,
    reported_by: String,
    withdrawn: bool,
}

macro_rules! phenomena_where {
    ($tail:tt $(, $value:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"SELECT id AS "id!: Uuid", unit AS "unit!: Uuid", link AS "link?: Uuid", category AS "category!",
                      direction AS "direction!", first_day AS "first_day!: Date", last_day AS "last_day!: Date",
                      area AS "area?: Uuid", place AS "place?", narrative AS "narrative!",
                      reported_by AS "reported_by!", withdrawn AS "withdrawn!: bool"
               FROM phenomenon "# + $tail
            $(, $value)*
        )
    };
}

impl Row {
    fn reported(self) -> Result<Reported<Phenomenon>> {
        let days = Days::new(LegalDay::new(self.first_day), LegalDay::new(self.last_day));
        let place = match (self.area, self.place) {
            (Some(area), Some(kind)) => {
                let kind = known(PlaceKind::from_word(&kind), "place")?;
                Some(Place { area: area.into(), kind })
            }
            _ => None,
        };
        let noticed = Noticed {
            category: known(Category::from_word(&self.category), "category")?,
            direction: known(Direction::from_word(&self.direction), "direction")?,
            days: known(days.ok(), "last_day")?,
            place,
            reported_by: known(Function::from_word(&self.reported_by), "reported_by")?,
        };
        Ok(Reported {
            id: self.id.into(),
            unit: self.unit.into(),
            link: self.link,
            what: Phenomenon::stored(noticed, Narrative::stored(self.narrative)),
            is_withdrawn: self.withdrawn,
        })
    }
}

pub(crate) async fn phenomenon(
    db: &mut Connection,
    id: Id<Phenomenon>,
) -> Result<Option<Reported<Phenomenon>>> {
    let id = id.uuid();
    let row = phenomena_where!("WHERE id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))?;
    row.map(Row::reported).transpose()
}

pub(crate) async fn phenomena(
    db: &mut Connection,
    days: Period,
    whose: Whose,
    limit: u32,
) -> Result<Vec<Reported<Phenomenon>>> {
    let (first, last, limit) = (days.first(), days.last(), i64::from(limit));
    let rows =
        match whose {
            Whose::All => {
                phenomena_where!(
                    "WHERE last_day >= $1 AND first_day <= $2 ORDER BY last_day DESC, id LIMIT $3",
                    first,
                    last,
                    limit
                )
                .fetch_all(db)
                .await
            }
            Whose::Unit(unit) => {
                let unit = unit.uuid();
                phenomena_where!(
                "WHERE last_day >= $1 AND first_day <= $2 AND unit = $4 ORDER BY last_day DESC, id LIMIT $3",
                first,
                last,
                limit,
                unit
            )
            .fetch_all(db)
            .await
            }
            Whose::Link(link) => phenomena_where!(
                "WHERE last_day >= $1 AND first_day <= $2 AND link = $4 ORDER BY last_day DESC, id LIMIT $3",
                first,
                last,
                limit,
                link
            )
            .fetch_all(db)
            .await,
        };
    rows.map_err(|e| fault(&e))?.into_iter().map(Row::reported).collect()
}

pub(crate) async fn put(db: &mut Connection, new: &Reported<Phenomenon>) -> Result<()> {
    let (id, unit, link, noticed) = (new.id.uuid(), new.unit.uuid(), new.link, new.what.noticed());
    let (category, direction) = (noticed.category.word(), noticed.direction.word());
    let (first, last) = (noticed.days.first().date(), noticed.days.last().date());
    let area = noticed.place.map(|place| place.area.uuid());
    let place = noticed.place.map(|place| place.kind.word());
    let (narrative, reported_by) = (new.what.narrative().as_str(), noticed.reported_by.word());
    let withdrawn = new.is_withdrawn;
    let done = sqlx::query!(
        "INSERT INTO phenomenon (id, unit, link, category, direction, first_day, last_day, area, place, narrative,
                                 reported_by, withdrawn)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        id,
        unit,
        link,
        category,
        direction,
        first,
        last,
        area,
        place,
        narrative,
        reported_by,
        withdrawn
    )
    .execute(db)
    .await;
    done.map(|_| ()).map_err(|e| fault(&e))
}

pub(crate) async fn withdraw(db: &mut Connection, id: Id<Phenomenon>) -> Result<()> {
    let id = id.uuid();
    let done = sqlx::query!("UPDATE phenomenon SET withdrawn = TRUE WHERE id = $1", id).execute(db).await;
    done.map(|_| ()).map_err(|e| fault(&e))
}
