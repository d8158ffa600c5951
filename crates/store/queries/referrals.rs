//! Referrals on either side, and the units that receive requests for cooperation.

use access::{Sealed, SealedBody, record::ReferralLine};
use async_trait::async_trait;
use desk::ports::{Page, ReferralReads, ReferralWrite, SealedGroups, StoreFault};
use domain::{
    Id, LegalDay, Timestamp,
    concern::Side,
    duty::Account,
    intervention::Intervention,
    person::PersonToken,
    referral::{Purpose, Reason, Referral, ReferralCover, Rests, State},
    unit::Unit,
};
use time::Date;
use uuid::Uuid;

use crate::{
    Connection,
    codec::At,
    concerns::wrapped,
    people,
    row::{fault, fixed, word},
    tx::Tx,
};

type Result<T> = std::result::Result<T, StoreFault>;

struct Row {
    id: Uuid,
    side: String,
    authority: Uuid,
    unit: Uuid,
    regime: String,
    purpose: String,
    disclosure: Uuid,
    sender: Uuid,
    token: Option<Vec<u8>>,
    protected: bool,
    consent: Option<Uuid>,
    consent_until: Option<Date>,
    consent_withdrawn_at: Option<At>,
    intervention: Option<Uuid>,
    due: Option<Date>,
    handed_over_at: At,
    state: String,
    reason: Option<String>,
    held_until: Option<Date>,
    version: i64,
    line: Vec<u8>,
    body: Vec<u8>,
    wrapped_key: Vec<u8>,
    epoch: i64,
}

/// The consent is read as it stands now: what rests on it ends with it.
macro_rules! referrals_where {
    ($tail:tt $(, $value:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"SELECT r.id AS "id!: Uuid", r.side AS "side!", r.authority AS "authority!: Uuid",
                      r.unit AS "unit!: Uuid", u.regime AS "regime!", r.purpose AS "purpose!",
                      r.disclosure AS "disclosure!: Uuid", r.sender AS "sender!: Uuid", r.token AS "token?",
                      (r.protected OR COALESCE(p.protected, FALSE)) AS "protected!: bool",
                      r.consent AS "consent?: Uuid", s.valid_until AS "consent_until?: Date",
                      s.withdrawn_at AS "consent_withdrawn_at?: At", r.intervention AS "intervention?: Uuid",
                      r.due AS "due?: Date", r.handed_over_at AS "handed_over_at!: At", r.state AS "state!",
                      r.reason AS "reason?", r.held_until AS "held_until?: Date", r.version AS "version!",
                      r.line AS "line!", r.body AS "body!", r.wrapped_key AS "wrapped_key!", r.epoch AS "epoch!"
               FROM referral r JOIN unit u ON u.id = r.unit
               LEFT JOIN consent s ON s.id = r.consent
               LEFT JOIN person p ON p.authority = r.authority AND p.token = r.token "# + $tail
            $(, $value)*
        )
    };
}

impl Row {
    fn cover(&self) -> Result<ReferralCover> {
        let token = self.token.as_deref().map(|token| fixed(token, "referral", "token")).transpose()?;
        let until = self.consent_until.filter(|_| self.consent_withdrawn_at.is_none()).map(LegalDay::new);
        Ok(ReferralCover {
            id: self.id.into(),
            side: word(&[Side::Sent, Side::Received], Side::word, &self.side, ("referral", "side"))?,
            authority: self.authority.into(),
            unit: self.unit.into(),
            purpose: word(&Purpose::ALL, Purpose::word, &self.purpose, ("referral", "purpose"))?,
            disclosure: self.disclosure.into(),
            sender: self.sender.into(),
            token: token.map(PersonToken),
            protected: self.protected,
            consent: self.consent.map(|id| Rests { consent: id.into(), until }),
            intervention: self.intervention.map(Id::from),
            due: self.due.map(LegalDay::new),
            handed_over: self.handed_over_at.0,
            state: self.state()?,
            version: self.version,
        })
    }

    fn state(&self) -> Result<State> {
        let damaged = StoreFault::Damaged { table: "referral", column: "state" };
        Ok(match (self.state.as_str(), self.reason.as_deref(), self.held_until) {
            ("sent", None, None) => State::Sent,
            ("on_hold", None, Some(day)) => State::OnHold(LegalDay::new(day)),
            ("accepted", None, None) => State::Accepted,
            ("declined", Some(reason), None) => {
                State::Declined(word(&Reason::ALL, Reason::word, reason, ("referral", "reason"))?)
            }
            ("withdrawn", None, None) => State::Withdrawn,
            ("done", None, None) => State::Done,
            ("not_done", None, None) => State::NotDone,
            _ => return Err(damaged),
        })
    }

    fn whole(self) -> Result<Sealed<Referral>> {
        let (cover, regime) = (self.cover()?, people::regime(&self.regime)?);
        let key = wrapped(self.epoch, self.wrapped_key, "referral")?;
        Ok(Sealed::new(cover, regime, SealedBody::new(self.body, key)))
    }

    fn line(self) -> Result<Sealed<ReferralLine>> {
        let (cover, regime) = (self.cover()?, people::regime(&self.regime)?);
        let key = wrapped(self.epoch, self.wrapped_key, "referral")?;
        Ok(Sealed::new(cover, regime, SealedBody::new(self.line, key)))
    }
}

#[async_trait]
impl ReferralReads for Tx {
    async fn referral(&mut self, id: Id<Referral>) -> Result<Option<Sealed<Referral>>> {
        referral(self.db(), id).await
    }

    async fn referrals(
        &mut self,
        unit: Id<Unit>,
        side: Side,
        sender: Option<Id<Account>>,
        page: Page,
    ) -> Result<Vec<Sealed<ReferralLine>>> {
        let (unit, side, limit) = (unit.uuid(), side.word(), i64::from(page.limit));
        let sender = sender.map(Id::uuid);
        let far = Timestamp::from_unix_seconds(253_402_300_799); // the last second of the year 9999
        let (at, id) = page.after.unwrap_or((far, Uuid::max()));
        let at = At(at);
        let rows = referrals_where!(
            "WHERE r.unit = $1 AND r.side = $2 AND r.sender = COALESCE($3, r.sender) AND (r.handed_over_at, r.id) < ($4, $5)
             ORDER BY r.handed_over_at DESC, r.id DESC LIMIT $6",
            unit,
            side,
            sender,
            at as _,
            id,
            limit
        )
        .fetch_all(self.db())
        .await
        .map_err(|e| fault(&e))?;
        rows.into_iter().map(Row::line).collect()
    }

    async fn tasks_of(&mut self, intervention: Id<Intervention>) -> Result<Vec<Sealed<ReferralLine>>> {
        let intervention = intervention.uuid();
        let rows = referrals_where!(
            "WHERE r.intervention = $1 AND r.side = 'sent' ORDER BY r.handed_over_at, r.id LIMIT 50",
            intervention
        )
        .fetch_all(self.db())
        .await
        .map_err(|e| fault(&e))?;
        rows.into_iter().map(Row::line).collect()
    }

    async fn coordinating_units(&mut self, day: LegalDay) -> Result<Vec<Id<Unit>>> {
        let day = day.date();
        let rows = sqlx::query_scalar!(
            r#"SELECT DISTINCT unit AS "unit!: Uuid" FROM duty
               WHERE role = 'sspf_coordinator' AND valid_from <= $1 AND (valid_until IS NULL OR valid_until >= $1)"#,
            day
        )
        .fetch_all(self.db())
        .await
        .map_err(|e| fault(&e))?;
        Ok(rows.into_iter().map(Id::from).collect())
    }
}

pub(crate) async fn referral(db: &mut Connection, id: Id<Referral>) -> Result<Option<Sealed<Referral>>> {
    let id = id.uuid();
    let row = referrals_where!("WHERE r.id = $1", id).fetch_optional(db).await.map_err(|e| fault(&e))?;
    row.map(Row::whole).transpose()
}

pub(crate) async fn write(db: &mut Connection, write: ReferralWrite) -> Result<()> {
    match write {
        ReferralWrite::New(cover, groups) => put(db, &cover, &groups).await,
        ReferralWrite::Changed(cover) => change(db, &cover).await,
    }
}

async fn put(db: &mut Connection, new: &ReferralCover, groups: &SealedGroups) -> Result<()> {
    let (id, authority, unit) = (new.id.uuid(), new.authority.uuid(), new.unit.uuid());
    let (disclosure, sender, side) = (new.disclosure.uuid(), new.sender.uuid(), new.side.word());
    let (purpose, state, due) = (new.purpose.word(), new.state.word(), new.due.map(LegalDay::date));
    let (token, line) = (new.token.map(|token| token.0.to_vec()), groups.line.clone().unwrap_or_default());
    let (consent, part_of) = (new.consent.map(|rests| rests.consent.uuid()), new.intervention.map(Id::uuid));
    let (at, epoch) = (At(new.handed_over), i64::from(groups.key.epoch));
    sqlx::query!(
        "INSERT INTO referral (id, side, authority, unit, purpose, disclosure, sender, token, protected, consent,
                               intervention, due, handed_over_at, state, version, line, body, wrapped_key, epoch)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        id,
        side,
        authority,
        unit,
        purpose,
        disclosure,
        sender,
        token,
        new.protected,
        consent,
        part_of,
        due,
        at as _,
        state,
        new.version,
        line,
        groups.body,
        groups.key.bytes,
        epoch
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    Ok(())
}

/// Both sides stand where the matter stands: one statement moves both.
async fn change(db: &mut Connection, cover: &ReferralCover) -> Result<()> {
    let (disclosure, state, before) = (cover.disclosure.uuid(), cover.state.word(), cover.version - 1);
    let (reason, held) = match cover.state {
        State::Declined(reason) => (Some(reason.word()), None),
        State::OnHold(day) => (None, Some(day.date())),
        _ => (None, None),
    };
    let done = sqlx::query!(
        "UPDATE referral SET state = $2, reason = $3, held_until = $4, version = $5
         WHERE disclosure = $1 AND version = $6",
        disclosure,
        state,
        reason,
        held,
        cover.version,
        before
    )
    .execute(db)
    .await
    .map_err(|e| fault(&e))?;
    if done.rows_affected() == 2 { Ok(()) } else { Err(StoreFault::Conflict) }
}
