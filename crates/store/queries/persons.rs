//! The registers of persons, one per authority. There is no query over all of them.

use access::{Sealed, SealedBody, record::RevealedPerson};
use desk::ports::{SealedGroups, StoreFault};
use domain::{
    Id,
    person::{Person, PersonCover, PersonToken},
    unit::Authority,
};
use uuid::Uuid;

use crate::{
    Connection,
    codec::At,
    concerns::wrapped,
    people,
    row::{fault, fixed},
};

type Result<T> = std::result::Result<T, StoreFault>;

pub(crate) async fn person_known(
    db: &mut Connection,
    authority: Id<Authority>,
    token: PersonToken,
) -> Result<Option<PersonCover>> {
    let (at, key) = (authority.uuid(), token.0.to_vec());
    let row = sqlx::query!(
        r#"SELECT id AS "id!: Uuid", unit AS "unit!: Uuid", protected AS "protected!: bool",
                  created_at AS "created_at!: At"
           FROM person WHERE authority = $1 AND token = $2"#,
        at,
        key
    )
    .fetch_optional(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(row.map(|row| PersonCover {
        id: row.id.into(),
        authority,
        unit: row.unit.into(),
        token: Some(token),
        protected: row.protected,
        created: row.created_at.0,
    }))
}

pub(crate) async fn person(db: &mut Connection, id: Id<Person>) -> Result<Option<Sealed<RevealedPerson>>> {
    let id = id.uuid();
    let row = sqlx::query!(
        r#"SELECT p.authority AS "authority!: Uuid", p.unit AS "unit!: Uuid", u.regime AS "regime!",
                  p.token AS "token?", p.protected AS "protected!: bool", p.created_at AS "created_at!: At",
                  p.body AS "body!", p.wrapped_key AS "wrapped_key!", p.epoch AS "epoch!"
           FROM person p JOIN unit u ON u.id = p.unit WHERE p.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await
    .map_err(|e| fault(&e))?;
    row.map(|row| {
        let token = row.token.as_deref().map(|token| fixed(token, "person", "token")).transpose()?;
        let cover = PersonCover {
            id: id.into(),
            authority: row.authority.into(),
            unit: row.unit.into(),
            token: token.map(PersonToken),
            protected: row.protected,
            created: row.created_at.0,
        };
        let body = SealedBody::new(row.body, wrapped(row.epoch, row.wrapped_key, "person")?);
        Ok(Sealed::new(cover, people::regime(&row.regime)?, body))
    })
    .transpose()
}

pub(crate) async fn put_person(db: &mut Connection, new: &PersonCover, groups: &SealedGroups) -> Result<()> {
    let (id, authority, unit) = (new.id.uuid(), new.authority.uuid(), new.unit.uuid());
    let (token, at, epoch) = (new.token.map(|t| t.0.to_vec()), At(new.created), i64::from(groups.key.epoch));
    sqlx::query!(
        "INSERT INTO person (id, authority, unit, token, protected, created_at, body, wrapped_key, epoch)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        authority,
        unit,
        token,
        new.protected,
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
