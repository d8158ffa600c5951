//! Concerns, written: new ones on either side, their covers after a change, and who reported taken out of one.

use desk::ports::{SealedGroups, StoreFault};
use domain::{
    Id, LegalDay,
    assessment::Feedback,
    concern::{ConcernCover, Handling, Stage, Unassigned},
    outreach::AgeBand,
    unit::Agency,
};

use crate::{Connection, codec::At, concerns::SEALED, row::fault};

type Result<T> = std::result::Result<T, StoreFault>;

pub(crate) async fn put_concern(
    db: &mut Connection,
    new: &ConcernCover,
    groups: &SealedGroups,
) -> Result<()> {
    let (id, authority, unit) = (new.id.uuid(), new.authority.uuid(), new.unit.uuid());
    let (reporter, from) =
        (new.source.reporter().map(Id::uuid), new.source.agency().map_or(SEALED, Agency::word));
    let (token, line) = (new.token.map(|token| token.0.to_vec()), groups.line.clone().unwrap_or_default());
    let put = sqlx::query!(
        "INSERT INTO concern (id, side, authority, unit, dnr, disclosure, reporter, from_agency, token, person,
                              protected, guardians_secret, handed_over_at, received_on, version, line, body,
                              wrapped_key, epoch, feedback_asked, responsible, unassigned, age)
         VALUES ($1, $2, $3, $4, $5, $6, COALESCE($7, (SELECT released_by FROM disclosure WHERE id = $6)), $8,
                 $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)",
        id,
        new.side.word(),
        authority,
        unit,
        new.dnr.as_str(),
        new.disclosure.uuid(),
        reporter,
        from,
        token,
        new.person.map(Id::uuid),
        new.protected,
        new.guardians_must_not_know,
        At(new.handed_over) as _,
        new.received_on.date(),
        new.version,
        line,
        groups.body,
        groups.key.bytes,
        i64::from(groups.key.epoch),
        new.feedback_asked,
        new.handling.responsible.map(Id::uuid),
        new.handling.unassigned.map(Unassigned::word),
        new.age.map(AgeBand::word)
    )
    .execute(db)
    .await;
    put.map(|_| ()).map_err(|e| fault(&e))
}

pub(crate) async fn change_concern(db: &mut Connection, cover: &ConcernCover) -> Result<()> {
    let (protection, opening) = match cover.stage {
        Stage::Received => (None, None),
        Stage::Assessed(protection) => (Some(protection.word()), None),
        Stage::Decided(protection, opening) => (Some(protection.word()), Some(opening.word())),
    };
    let (id, person, before) = (cover.id.uuid(), cover.person.map(Id::uuid), cover.version - 1);
    let Handling { responsible, unassigned, decided_on, feedback } = cover.handling;
    let (responsible, unassigned) = (responsible.map(Id::uuid), unassigned.map(Unassigned::word));
    let (decided_on, feedback) = (decided_on.map(LegalDay::date), feedback.map(Feedback::word));
    let done = sqlx::query!(
        "UPDATE concern SET person = $2, protection = $3, opening = $4, version = $5, responsible = $7,
                            unassigned = $8, decided_on = $9, feedback = $10
         WHERE id = $1 AND version = $6",
        id,
        person,
        protection,
        opening,
        cover.version,
        before,
        responsible,
        unassigned,
        decided_on,
        feedback
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreFault::Conflict) }
}

/// Who reported is gone from a concern, which is sealed anew; its old key is gone with it.
pub(crate) async fn seal_reporter(
    db: &mut Connection,
    cover: &ConcernCover,
    groups: &SealedGroups,
) -> Result<()> {
    let (id, before, epoch) = (cover.id.uuid(), cover.version - 1, i64::from(groups.key.epoch));
    let line = groups.line.clone().unwrap_or_default();
    let done = sqlx::query!(
        "UPDATE concern SET from_agency = $2, line = $3, body = $4, wrapped_key = $5, epoch = $6, version = $7
         WHERE id = $1 AND version = $8",
        id,
        SEALED,
        line,
        groups.body,
        groups.key.bytes,
        epoch,
        cover.version,
        before
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreFault::Conflict) }
}
