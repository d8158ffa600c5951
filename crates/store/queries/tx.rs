//! The port, answered: one line per question, each to its query.

use access::{
    Facts, RecordRef, Sealed, WrappedKey,
    logbook::LogRow,
    record::{ConcernLine, FoundPerson, InterventionLine, OutreachLine, RevealedPerson},
};
use async_trait::async_trait;
use desk::ports::{
    AccountReads, AccountRow, ConcernReads, DraftReads, EntranceReads, FormUse, Head, Installation,
    InterventionReads, LogFilter, LogReads, Mailbox, NoticeReads, OutreachReads, Page, PeopleReads, Reads,
    ReviewReads, SearchReads, SessionRow, StoreFault, Throttle, Ties,
};
use domain::{
    Id, LegalDay, Timestamp,
    assessment::Assessment,
    concern::{Concern, RegistryNumber},
    disclosure::Disclosure,
    draft::Draft,
    duty::{Account, Duty, Proposal},
    intervention::{FollowUp, Intervention},
    outreach::Outreach,
    person::{Person, PersonCover, PersonToken},
    review::{Question, Reviewed},
    unit::{Authority, Unit},
};
use sqlx::Transaction;
use uuid::Uuid;

use crate::{
    Connection, Db, accounts, assessments, concerns, disclosures, drafts, duties, entrance, facts,
    follow_ups, interventions, ledger_rows, notices, outreach, people, persons, review, search, wrapped_keys,
};

type Result<T> = std::result::Result<T, StoreFault>;

/// A transaction: a snapshot when it came from the readers, the writer's when it came from the writer.
pub(crate) struct Tx {
    tx: Transaction<'static, Db>,
}

impl Tx {
    pub(crate) fn new(tx: Transaction<'static, Db>) -> Self {
        Self { tx }
    }

    pub(crate) fn into_inner(self) -> Transaction<'static, Db> {
        self.tx
    }

    pub(crate) fn db(&mut self) -> &mut Connection {
        &mut self.tx
    }
}

#[async_trait]
impl PeopleReads for Tx {
    async fn installation(&mut self) -> Result<Option<Installation>> {
        people::installation(self.db()).await
    }

    async fn account_named(&mut self, username: &str) -> Result<Option<AccountRow>> {
        people::account_named(self.db(), username).await
    }

    async fn account(&mut self, id: Id<Account>) -> Result<Option<AccountRow>> {
        people::account(self.db(), id).await
    }

    async fn colleagues(&mut self, authority: Id<Authority>) -> Result<Vec<(Id<Account>, String)>> {
        people::colleagues(self.db(), authority).await
    }

    async fn duties(&mut self, account: Id<Account>) -> Result<Vec<Duty>> {
        duties::duties(self.db(), account).await
    }

    async fn ties(&mut self, account: Id<Account>) -> Result<Ties> {
        people::ties(self.db(), account).await
    }

    async fn units(&mut self) -> Result<Vec<Unit>> {
        people::units(self.db()).await
    }
}

#[async_trait]
impl ConcernReads for Tx {
    async fn concern(&mut self, id: Id<Concern>) -> Result<Option<Sealed<Concern>>> {
        concerns::concern(self.db(), id).await
    }

    async fn received(
        &mut self,
        unit: Id<Unit>,
        decided: bool,
        page: Page,
    ) -> Result<Vec<Sealed<ConcernLine>>> {
        concerns::received(self.db(), unit, decided, page).await
    }

    async fn sent(&mut self, reporter: Id<Account>, page: Page) -> Result<Vec<Sealed<ConcernLine>>> {
        concerns::sent(self.db(), reporter, page).await
    }

    async fn assessments(&mut self, concern: Id<Concern>) -> Result<Vec<Sealed<Assessment>>> {
        assessments::assessments(self.db(), concern).await
    }

    async fn disclosure(&mut self, id: Id<Disclosure>) -> Result<Option<Disclosure>> {
        disclosures::disclosure(self.db(), id).await
    }

    async fn person_known(
        &mut self,
        authority: Id<Authority>,
        token: PersonToken,
    ) -> Result<Option<PersonCover>> {
        persons::person_known(self.db(), authority, token).await
    }
}

#[async_trait]
impl DraftReads for Tx {
    async fn draft(&mut self, id: Id<Draft>) -> Result<Option<Sealed<Draft>>> {
        drafts::draft(self.db(), id).await
    }

    async fn drafts(&mut self, author: Id<Account>) -> Result<Vec<Sealed<Draft>>> {
        drafts::drafts(self.db(), author).await
    }

    async fn drafts_before(&mut self, at: Timestamp) -> Result<i64> {
        drafts::drafts_before(self.db(), at).await
    }
}

#[async_trait]
impl AccountReads for Tx {
    async fn accounts(&mut self) -> Result<Vec<AccountRow>> {
        accounts::accounts(self.db()).await
    }

    async fn duties_at(&mut self, unit: Id<Unit>) -> Result<Vec<Duty>> {
        accounts::duties_at(self.db(), unit).await
    }

    async fn led_since(&mut self, authority: Id<Authority>, day: LegalDay) -> Result<bool> {
        accounts::led_since(self.db(), authority, day).await
    }

    async fn proposals(&mut self) -> Result<Vec<Proposal>> {
        accounts::proposals(self.db()).await
    }

    async fn sessions_of(&mut self, account: Id<Account>) -> Result<Vec<SessionRow>> {
        accounts::sessions_of(self.db(), account).await
    }

    async fn holds_records(&mut self, unit: Id<Unit>) -> Result<bool> {
        accounts::holds_records(self.db(), unit).await
    }
}

#[async_trait]
impl InterventionReads for Tx {
    async fn intervention(&mut self, id: Id<Intervention>) -> Result<Option<Sealed<Intervention>>> {
        interventions::intervention(self.db(), id).await
    }

    async fn interventions_of(&mut self, concern: Id<Concern>) -> Result<Vec<Sealed<InterventionLine>>> {
        interventions::interventions_of(self.db(), concern).await
    }

    async fn interventions(
        &mut self,
        unit: Id<Unit>,
        ended: bool,
        page: Page,
    ) -> Result<Vec<Sealed<InterventionLine>>> {
        interventions::interventions(self.db(), unit, ended, page).await
    }

    async fn follow_ups(&mut self, intervention: Id<Intervention>) -> Result<Vec<Sealed<FollowUp>>> {
        follow_ups::follow_ups(self.db(), intervention).await
    }
}

#[async_trait]
impl OutreachReads for Tx {
    async fn outreach(&mut self, id: Id<Outreach>) -> Result<Option<Sealed<Outreach>>> {
        outreach::outreach(self.db(), id).await
    }

    async fn meetings(
        &mut self,
        author: Id<Account>,
        left: bool,
        page: Page,
    ) -> Result<Vec<Sealed<OutreachLine>>> {
        outreach::meetings(self.db(), author, left, page).await
    }

    async fn notices(
        &mut self,
        unit: Id<Unit>,
        handled: bool,
        page: Page,
    ) -> Result<Vec<Sealed<OutreachLine>>> {
        outreach::notices(self.db(), unit, handled, page).await
    }
}

#[async_trait]
impl EntranceReads for Tx {
    async fn session(&mut self, id: [u8; 32]) -> Result<Option<SessionRow>> {
        entrance::session(self.db(), id).await
    }

    async fn code_used(&mut self, account: Id<Account>, step: i64) -> Result<bool> {
        entrance::code_used(self.db(), account, step).await
    }

    async fn throttle(&mut self, name: [u8; 32]) -> Result<Option<Throttle>> {
        entrance::throttle(self.db(), name).await
    }

    async fn form_use(&mut self, form: Uuid) -> Result<Option<FormUse>> {
        entrance::form_use(self.db(), form).await
    }
}

#[async_trait]
impl NoticeReads for Tx {
    async fn mailbox(&mut self, unit: Id<Unit>) -> Result<Option<Mailbox>> {
        notices::mailbox(self.db(), unit).await
    }
}

#[async_trait]
impl LogReads for Tx {
    async fn head(&mut self) -> Result<Option<Head>> {
        ledger_rows::head(self.db()).await
    }

    async fn log(&mut self, filter: &LogFilter) -> Result<Vec<LogRow>> {
        ledger_rows::log(self.db(), filter).await
    }

    async fn log_from(&mut self, index: u64, limit: u32) -> Result<Vec<LogRow>> {
        ledger_rows::log_from(self.db(), index, limit).await
    }

    async fn tiles_from(&mut self, index: u64, limit: u32) -> Result<Vec<(u64, Vec<u8>)>> {
        ledger_rows::tiles_from(self.db(), index, limit).await
    }
}

#[async_trait]
impl ReviewReads for Tx {
    async fn outcomes(&mut self, authority: Id<Authority>, month: &str) -> Result<Vec<Reviewed>> {
        review::outcomes(self.db(), authority, month).await
    }

    async fn question(&mut self, id: Id<Question>) -> Result<Option<Sealed<Question>>> {
        review::question(self.db(), id).await
    }

    async fn questions_about(
        &mut self,
        authority: Id<Authority>,
        month: &str,
    ) -> Result<Vec<Sealed<Question>>> {
        review::questions_about(self.db(), authority, month).await
    }

    async fn questions_to(&mut self, account: Id<Account>, is_open: bool) -> Result<Vec<Sealed<Question>>> {
        review::questions_to(self.db(), account, is_open).await
    }

    async fn revealed(&mut self, id: Id<Person>) -> Result<Option<Sealed<RevealedPerson>>> {
        persons::person(self.db(), id).await
    }
}

#[async_trait]
impl SearchReads for Tx {
    async fn register(&mut self, authority: Id<Authority>) -> Result<Vec<Sealed<FoundPerson>>> {
        persons::register(self.db(), authority).await
    }

    async fn registered(
        &mut self,
        authority: Id<Authority>,
        token: PersonToken,
    ) -> Result<Option<Sealed<FoundPerson>>> {
        persons::registered(self.db(), authority, token).await
    }

    async fn found(&mut self, id: Id<Person>) -> Result<Option<Sealed<FoundPerson>>> {
        persons::person(self.db(), id).await
    }

    async fn concerns_of(&mut self, unit: Id<Unit>, person: Id<Person>) -> Result<Vec<Sealed<ConcernLine>>> {
        concerns::concerns_of(self.db(), unit, person).await
    }

    async fn concerns_numbered(
        &mut self,
        authority: Id<Authority>,
        number: &RegistryNumber,
    ) -> Result<Vec<Sealed<ConcernLine>>> {
        concerns::concerns_numbered(self.db(), authority, number).await
    }

    async fn searches(&mut self, account: Id<Account>, day: time::Date) -> Result<u32> {
        search::searches(self.db(), account, day).await
    }
}

#[async_trait]
impl Reads for Tx {
    async fn facts(&mut self, record: RecordRef) -> Result<Option<Facts>> {
        facts::facts(self.db(), record).await
    }

    async fn wrapped_under(&mut self, epoch: u32, limit: u32) -> Result<Vec<(RecordRef, WrappedKey)>> {
        wrapped_keys::wrapped_under(self.db(), epoch, limit).await
    }
}
