//! What cases and outreach meetings give to a promise: counted on the covers, without opening a body. No statement here
//! names a column that is sealed, and none returns a row about one person.

use desk::ports::StoreFault;
use domain::promise::{counts::Counts, period::Period, published::Headcount};

use crate::{Connection, row::fault};

type Result<T> = std::result::Result<T, StoreFault>;

pub(crate) async fn counts(db: &mut Connection, period: Period) -> Result<Counts> {
    Ok(Counts {
        offered: Some(offered(db, period, false).await?),
        support_offered: Some(offered(db, period, true).await?),
        outreach_meetings: Some(outreach_meetings(db, period).await?),
        first_concerns: Some(first_concerns(db, period).await?),
    })
}

/// Persons who were offered an intervention, each once: those who were 18 or more when concern was received, or the
/// others. By whether it has begun; of the others also by whether it is for the family.
async fn offered(db: &mut Connection, period: Period, adults: bool) -> Result<Headcount> {
    let (first, last) = (period.first(), period.last());
    let row = sqlx::query!(
        r#"SELECT count(*) AS "total!: i64",
                  count(CASE WHEN p.accepted = 1 THEN 1 END) AS "accepted!: i64",
                  count(CASE WHEN p.family = 1 THEN 1 END) AS "family!: i64"
           FROM (SELECT max(CASE WHEN i.state <> 'planned' AND COALESCE(i.outcome, '') <> 'broken_off'
                                 THEN 1 ELSE 0 END) AS accepted,
                        max(CASE WHEN i.kind IN ('parent_support', 'network_meeting')
                                 THEN 1 ELSE 0 END) AS family
                 FROM intervention i JOIN concern c ON c.id = i.concern
                 WHERE i.offered_on >= $1 AND i.offered_on <= $2 AND (COALESCE(c.age, '') = 'adult') = $3
                 GROUP BY i.authority, i.token, CASE WHEN i.token IS NULL THEN i.concern END) p"#,
        first,
        last,
        adults
    )
    .fetch_one(db)
    .await
    .map_err(|e| fault(&e))?;
    let accepted = vec![row.accepted, row.total - row.accepted];
    let family = vec![row.family, row.total - row.family];
    headcount(row.total, if adults { vec![accepted] } else { vec![accepted, family] }, "intervention")
}

/// Outreach meetings on the side of those who held them: by method, and by whether they met for the first time.
async fn outreach_meetings(db: &mut Connection, period: Period) -> Result<Headcount> {
    let (first, last) = (period.first(), period.last());
    let row = sqlx::query!(
        r#"SELECT count(*) AS "total!: i64",
                  count(CASE WHEN method = 'linkoping' THEN 1 END) AS "linkoping!: i64",
                  count(CASE WHEN method = 'other' THEN 1 END) AS "other!: i64",
                  count(CASE WHEN met = 'first' THEN 1 END) AS "first!: i64",
                  count(CASE WHEN met = 'again' THEN 1 END) AS "again!: i64"
           FROM outreach
           WHERE held_on >= $1 AND held_on <= $2 AND stage IN ('own', 'handed_over', 'counted')"#,
        first,
        last
    )
    .fetch_one(db)
    .await
    .map_err(|e| fault(&e))?;
    let method = vec![row.linkoping, row.other, row.total - row.linkoping - row.other];
    let met = vec![row.first, row.again, row.total - row.first - row.again];
    headcount(row.total, vec![method, met], "outreach")
}

/// Young people for whom concern was received for the first time, by age. Without a number nobody can tell whether it is
/// the first time, so those are not among them.
async fn first_concerns(db: &mut Connection, period: Period) -> Result<Headcount> {
    let (first, last) = (period.first(), period.last());
    let row = sqlx::query!(
        r#"SELECT count(CASE WHEN c.age = 'child' THEN 1 END) AS "child!: i64",
                  count(CASE WHEN c.age = 'young' THEN 1 END) AS "young!: i64",
                  count(CASE WHEN c.age = 'teen' THEN 1 END) AS "teen!: i64",
                  count(CASE WHEN c.age = 'adult' THEN 1 END) AS "adult!: i64"
           FROM concern c
           WHERE c.side = 'received' AND c.token IS NOT NULL AND c.received_on >= $1 AND c.received_on <= $2
             AND NOT EXISTS (SELECT 1 FROM concern e
                             WHERE e.side = 'received' AND e.authority = c.authority AND e.token = c.token
                               AND (e.received_on, e.id) < (c.received_on, c.id))"#,
        first,
        last
    )
    .fetch_one(db)
    .await
    .map_err(|e| fault(&e))?;
    let ages = vec![row.child, row.young, row.teen, row.adult];
    headcount(ages.iter().sum(), vec![ages], "concern")
}

fn headcount(total: i64, splits: Vec<Vec<i64>>, table: &'static str) -> Result<Headcount> {
    let damaged = || StoreFault::Damaged { table, column: "count" };
    let number = |count: i64| u32::try_from(count).map_err(|_| damaged());
    let cells = |split: Vec<i64>| split.into_iter().map(number).collect::<Result<Vec<u32>>>();
    let splits = splits.into_iter().map(cells).collect::<Result<Vec<_>>>()?;
    Headcount::new(number(total)?, splits).map_err(|_| damaged())
}
