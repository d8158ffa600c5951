//! The registers of persons, one per authority. There is no query over all of them, and none by anything but a number:
//! names are ciphertext, and a search compares them in `access`.

use access::{Protected, Sealed, SealedBody, record::FoundPerson};
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

struct Row {
    id: Uuid,
    authority: Uuid,
    unit: Uuid,
    regime: String,
    token: Option<Vec<u8>>,
    protected: bool,
    concern: Option<Uuid>,
    created_at: At,
    body: Vec<u8>,
    wrapped_key: Vec<u8>,
    epoch: i64,
}

/// A person is protected once anything that the same authority holds about them says so. Without a number the row
/// belongs to the one concern that it was made for.
macro_rules! persons_where {
    ($tail:tt $(, $value:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"SELECT p.id AS "id!: Uuid", p.authority AS "authority!: Uuid", p.unit AS "unit!: Uuid",
                      u.regime AS "regime!", p.token AS "token?",
                      (p.protected
                       OR EXISTS (SELECT 1 FROM concern c WHERE c.person = p.id AND c.protected)
                       OR EXISTS (SELECT 1 FROM concern c
                                  WHERE c.authority = p.authority AND c.token = p.token AND c.protected)
                       OR EXISTS (SELECT 1 FROM outreach o
                                  WHERE o.authority = p.authority AND o.token = p.token AND o.protected)
                       OR EXISTS (SELECT 1 FROM consent s
                                  WHERE s.authority = p.authority AND s.token = p.token AND s.protected)
                       OR EXISTS (SELECT 1 FROM referral r
                                  WHERE r.authority = p.authority AND r.token = p.token AND r.protected)
                      ) AS "protected!: bool",
                      (SELECT c.id FROM concern c WHERE c.person = p.id AND p.token IS NULL) AS "concern?: Uuid",
                      p.created_at AS "created_at!: At", p.body AS "body!",
                      p.wrapped_key AS "wrapped_key!", p.epoch AS "epoch!"
               FROM person p JOIN unit u ON u.id = p.unit "# + $tail
            $(, $value)*
        )
    };
}

impl Row {
    fn cover(&self) -> Result<PersonCover> {
        let token = self.token.as_deref().map(|token| fixed(token, "person", "token")).transpose()?;
        Ok(PersonCover {
            id: self.id.into(),
            authority: self.authority.into(),
            unit: self.unit.into(),
            token: token.map(PersonToken),
            protected: self.protected,
            concern: self.concern.map(Id::from),
            created: self.created_at.0,
        })
    }

    fn sealed<T: Protected<Cover = PersonCover>>(self) -> Result<Sealed<T>> {
        let (cover, regime) = (self.cover()?, people::regime(&self.regime)?);
        let body = SealedBody::new(self.body, wrapped(self.epoch, self.wrapped_key, "person")?);
        Ok(Sealed::new(cover, regime, body))
    }
}

pub(crate) async fn person_known(
    db: &mut Connection,
    authority: Id<Authority>,
    token: PersonToken,
) -> Result<Option<PersonCover>> {
    Ok(registered(db, authority, token).await?.map(|sealed| sealed.cover().clone()))
}

/// The row of a number in a register.
pub(crate) async fn registered(
    db: &mut Connection,
    authority: Id<Authority>,
    token: PersonToken,
) -> Result<Option<Sealed<FoundPerson>>> {
    let (authority, token) = (authority.uuid(), token.0.to_vec());
    let row = persons_where!("WHERE p.authority = $1 AND p.token = $2", authority, token)
        .fetch_optional(db)
        .await
        .map_err(|e| fault(&e))?;
    row.map(Row::sealed).transpose()
}

/// A register, whole.
pub(crate) async fn register(
    db: &mut Connection,
    authority: Id<Authority>,
) -> Result<Vec<Sealed<FoundPerson>>> {
    let authority = authority.uuid();
    let rows = persons_where!("WHERE p.authority = $1 ORDER BY p.created_at, p.id", authority)
        .fetch_all(db)
        .await
        .map_err(|e| fault(&e))?;
    rows.into_iter().map(Row::sealed).collect()
}

pub(crate) async fn person<T: Protected<Cover = PersonCover>>(
    db: &mut Connection,
    id: Id<Person>,
) -> Result<Option<Sealed<T>>> {
    let id = id.uuid();
    let row = persons_where!("WHERE p.id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))?;
    row.map(Row::sealed).transpose()
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
