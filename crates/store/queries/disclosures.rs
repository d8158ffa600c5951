//! The handings over.

use desk::ports::StoreFault;
use domain::{
    Id, LegalDay,
    disclosure::{Disclosure, Field},
};
use time::Date;
use uuid::Uuid;

use crate::{
    Connection,
    codec::At,
    row::{fault, word},
};

type Result<T> = std::result::Result<T, StoreFault>;

pub(crate) async fn put_disclosure(db: &mut Connection, new: &Disclosure) -> Result<()> {
    let (id, by, duty) = (new.id.uuid(), new.released_by.uuid(), new.duty.uuid());
    let (from, to, day, at) = (new.from.uuid(), new.to.uuid(), new.day.date(), At(new.at));
    let fields = new.fields.iter().map(|field| field.word()).collect::<Vec<_>>().join(" ");
    sqlx::query!(
        "INSERT INTO disclosure (id, released_by, duty, from_unit, to_unit, basis, legal_day, fields, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        by,
        duty,
        from,
        to,
        new.basis,
        day,
        fields,
        at as _
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

pub(crate) async fn disclosure(db: &mut Connection, id: Id<Disclosure>) -> Result<Option<Disclosure>> {
    let key = id.uuid();
    let row = sqlx::query!(
        r#"SELECT released_by AS "released_by!: Uuid", duty AS "duty!: Uuid", from_unit AS "from_unit!: Uuid",
                  to_unit AS "to_unit!: Uuid", basis AS "basis!", legal_day AS "legal_day!: Date",
                  fields AS "fields!", at AS "at!: At"
           FROM disclosure WHERE id = $1"#,
        key
    )
    .fetch_optional(db)
    .await
    .map_err(|e| fault(&e))?;
    let Some(row) = row else { return Ok(None) };
    let field = |stored| word(&Field::ALL, Field::word, stored, ("disclosure", "fields"));
    Ok(Some(Disclosure {
        id,
        released_by: row.released_by.into(),
        duty: row.duty.into(),
        from: row.from_unit.into(),
        to: row.to_unit.into(),
        basis: row.basis,
        day: LegalDay::new(row.legal_day),
        fields: row.fields.split_whitespace().map(field).collect::<Result<_>>()?,
        at: row.at.0,
    }))
}
