//! The port's writes, answered: one line per kind, each to its query.

use access::logbook::LogRow;
use async_trait::async_trait;
use desk::ports::{Head, StoreFault, Write, Writes};

use crate::{
    Connection, accounts, assessments, commons, concerns_written, consents, disclosures, drafts, entrance,
    follow_ups, intake, interventions, ledger_rows, notices, outreach, people, persons, referrals, review,
    row::fault, search, tx::Tx, wrapped_keys,
};

type Result<T> = std::result::Result<T, StoreFault>;

#[async_trait]
impl Writes for Tx {
    async fn savepoint(&mut self) -> Result<()> {
        statement(self.db(), "SAVEPOINT act").await
    }

    async fn release(&mut self) -> Result<()> {
        statement(self.db(), "RELEASE SAVEPOINT act").await
    }

    async fn undo(&mut self) -> Result<()> {
        statement(self.db(), "ROLLBACK TO SAVEPOINT act").await?;
        statement(self.db(), "RELEASE SAVEPOINT act").await
    }

    async fn write(&mut self, write: Write) -> Result<()> {
        let db = self.db();
        match write {
            Write::Installation(new) => people::put_installation(db, &new).await,
            Write::Authority(new) => people::put_authority(db, &new).await,
            Write::Unit(new) => people::put_unit(db, &new).await,
            Write::Account(new) => people::put_account(db, &new).await,
            Write::OwnToken(account, at, token) => people::put_own_token(db, account, at, token).await,
            Write::Conflict(account, at, token) => people::put_conflict(db, account, at, token).await,
            Write::Duty(new) => people::put_duty(db, &new).await,
            Write::EndDuty(duty, last) => people::end_duty(db, duty, last).await,
            Write::CloseAccount(account, at) => people::close_account(db, account, at).await,
            Write::Accounts(write) => accounts::write(db, write).await,
            Write::Person(new, groups) => persons::put_person(db, &new, &groups).await,
            Write::Disclosure(new) => disclosures::put_disclosure(db, &new).await,
            Write::Concern(new, groups) => concerns_written::put_concern(db, &new, &groups).await,
            Write::ConcernChanged(cover) => concerns_written::change_concern(db, &cover).await,
            Write::Draft(write) => drafts::write(db, write).await,
            Write::Assessment(new, groups) => assessments::put_assessment(db, &new, &groups).await,
            Write::Intake(write) => intake::write(db, write).await,
            Write::Intervention(new, groups) => interventions::put_intervention(db, &new, &groups).await,
            Write::InterventionChanged(cover) => interventions::change_intervention(db, &cover).await,
            Write::FollowUp(new, groups) => follow_ups::put_follow_up(db, &new, &groups).await,
            Write::Consent(write) => consents::write(db, write).await,
            Write::Referral(write) => referrals::write(db, write).await,
            Write::Review(new) => review::write(db, new).await,
            Write::Outreach(new) => outreach::write(db, new).await,
            Write::Search(count) => search::count(db, &count).await,
            Write::Commons(write) => commons::write(db, write).await,
            Write::FormUse(form, used) => entrance::put_form_use(db, form, &used).await,
            Write::Notice(write) => notices::write(db, write).await,
            Write::SessionNew(row) => entrance::new_session(db, &row).await,
            Write::SessionKept(row) => entrance::keep_session(db, &row).await,
            Write::SessionSeen(id, at) => entrance::see_session(db, id, at).await,
            Write::SessionEnded(id) => entrance::end_session(db, id).await,
            Write::SessionsExpired(seen, created) => entrance::expire_sessions(db, seen, created).await,
            Write::CodeUsed(account, step) => entrance::use_code(db, account, step).await,
            Write::Throttled(name, throttle) => entrance::put_throttle(db, name, throttle).await,
            Write::Unthrottled(name) => entrance::forget_throttle(db, name).await,
            Write::Rewrapped(record, key) => wrapped_keys::rewrap(db, record, &key).await,
        }
    }

    async fn append(&mut self, rows: &[LogRow]) -> Result<()> {
        ledger_rows::append(self.db(), rows).await
    }

    async fn put_head(&mut self, head: &Head) -> Result<()> {
        ledger_rows::put_head(self.db(), head).await
    }

    async fn put_tile(&mut self, index: u64, leaves: Vec<u8>) -> Result<()> {
        ledger_rows::put_tile(self.db(), index, leaves).await
    }

    async fn commit(self: Box<Self>) -> Result<()> {
        self.into_inner().commit().await.map_err(|e| fault(&e))
    }
}

async fn statement(db: &mut Connection, sql: &'static str) -> Result<()> {
    sqlx::query(sql).execute(db).await.map(|_| ()).map_err(|e| fault(&e))
}
