//! A store that fails where and how a test tells it to, and otherwise is the real one.
//!
//! The office sees the database through it; `World::setup` does not, so that a test can hold the writer and change
//! something meanwhile.

use std::sync::Arc;

use access::{
    Facts, RecordRef, Sealed, WrappedKey,
    logbook::LogRow,
    record::{
        ConcernLine, ConsentLine, FoundPerson, InterventionLine, OutreachLine, ReferralLine, RevealedPerson,
    },
};
use async_trait::async_trait;
use desk::ports::{
    AccountReads, AccountRow, ChannelReads, CommonsReads, ConcernReads, ConsentReads, CountReads, DraftReads,
    EntranceReads, Entry, FormUse, Ground, Head, IncidentReads, Installation, IntakeReads, InterventionReads,
    LogFilter, LogReads, Mailbox, MeetingRow, NoticeReads, OutreachReads, Page, PeopleReads, PictureRow,
    PlanRow, Reads, ReferralReads, Reported, ReviewReads, SearchReads, SessionRow, SituationReads, Store,
    StoreFault, SurveyRow, Throttle, Ties, VisitReads, VisitRow, Whose, Write, Writes,
};
use domain::{
    Id, LegalDay,
    assessment::Assessment,
    concern::{Concern, RegistryNumber, SealedReporter, Side},
    consent::Consent,
    disclosure::Disclosure,
    draft::Draft,
    duty::{Account, Duty, Proposal},
    intervention::{FollowUp, Intervention},
    outreach::Outreach,
    person::{Person, PersonCover, PersonToken},
    promise::{
        activity::Activity,
        agreement::Agreement,
        counts::Counts,
        occasion::{Occasion, Organiser},
        period::Period,
        publication::Publication,
        standing::Noted,
        visit::Visit as PromisedVisit,
    },
    referral::Referral,
    review::{Question, Reviewed},
    situation::{DayCount, Incident, Phenomenon},
    unit::{Authority, Unit},
};
use tokio::sync::watch;
use uuid::Uuid;

type Result<T> = std::result::Result<T, StoreFault>;

/// Where it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A snapshot is asked for.
    Read,
    /// The writer's transaction is asked for.
    Begin,
    /// Entries are appended.
    Append,
    /// The head is written.
    PutHead,
    /// Before the commit: nothing happens.
    Commit,
    /// After the commit: it has happened, and nobody learns of it.
    Committed,
}

impl Place {
    /// Everywhere where the writer can fail.
    pub(crate) const OF_THE_WRITER: [Self; 5] =
        [Self::Begin, Self::Append, Self::PutHead, Self::Commit, Self::Committed];
}

/// How it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// With an error.
    Fails,
    /// It waits until it is mended, and then goes on.
    Waits,
    /// It never answers again; what is asked after it was mended is answered.
    Hangs,
    /// With a panic.
    Panics,
}

/// What fails now. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Faults {
    now: Arc<watch::Sender<Option<(Place, Way)>>>,
    met: Arc<watch::Sender<u64>>,
}

impl Default for Faults {
    fn default() -> Self {
        Self { now: Arc::new(watch::Sender::new(None)), met: Arc::new(watch::Sender::new(0)) }
    }
}

impl Faults {
    /// The store seen through these faults: for `World::with_store`.
    pub(crate) fn around(&self, inner: Arc<dyn Store>) -> Arc<dyn Store> {
        Arc::new(FailingStore { inner, faults: self.clone() })
    }

    /// From now on it fails there.
    pub(crate) fn set(&self, place: Place, way: Way) {
        self.met.send_replace(0);
        self.now.send_replace(Some((place, way)));
    }

    /// From now on nothing fails.
    pub(crate) fn mend(&self) {
        self.now.send_replace(None);
    }

    /// Waits until somebody has run into the fault.
    pub(crate) async fn met(&self) {
        // The sender lives as long as this.
        let _ = self.met.subscribe().wait_for(|times| *times > 0).await;
    }

    async fn pass(&self, place: Place) -> Result<()> {
        let way = match *self.now.borrow() {
            Some((at, way)) if at == place => way,
            _ => return Ok(()),
        };
        self.met.send_modify(|times| *times += 1);
        match way {
            Way::Fails => Err(StoreFault::Unusable("a test's fault".to_owned())),
            Way::Waits => {
                let _ = self.now.subscribe().wait_for(|now| *now != Some((place, way))).await;
                Ok(())
            }
            Way::Hangs => std::future::pending().await,
            Way::Panics => panic!("a test's panic"),
        }
    }
}

struct FailingStore {
    inner: Arc<dyn Store>,
    faults: Faults,
}

#[async_trait]
impl Store for FailingStore {
    async fn read(&self) -> Result<Box<dyn Reads>> {
        self.faults.pass(Place::Read).await?;
        self.inner.read().await
    }

    async fn session(&self, id: [u8; 32]) -> Result<Option<SessionRow>> {
        self.faults.pass(Place::Read).await?;
        self.inner.session(id).await
    }

    async fn begin(&self) -> Result<Box<dyn Writes>> {
        self.faults.pass(Place::Begin).await?;
        let inner = self.inner.begin().await?;
        Ok(Box::new(FailingTx { inner, faults: self.faults.clone() }))
    }

    async fn close(&self) {
        self.inner.close().await;
    }

    async fn condition(&self) -> Result<Vec<(String, String)>> {
        self.inner.condition().await
    }
}

struct FailingTx {
    inner: Box<dyn Writes>,
    faults: Faults,
}

/// Hands each question on as it is.
macro_rules! handed_on {
    ($($topic:ident { $($name:ident ( $($arg:ident : $kind:ty),* ) -> $answer:ty;)* })*) => {
        $(#[async_trait]
        impl $topic for FailingTx {
            $(async fn $name(&mut self, $($arg: $kind),*) -> Result<$answer> {
                self.inner.$name($($arg),*).await
            })*
        })*
    };
}

handed_on! {
    PeopleReads {
        installation() -> Option<Installation>;
        account_named(username: &str) -> Option<AccountRow>;
        account(id: Id<Account>) -> Option<AccountRow>;
        colleagues(authority: Id<Authority>) -> Vec<(Id<Account>, String)>;
        duties(account: Id<Account>) -> Vec<Duty>;
        ties(account: Id<Account>) -> Ties;
        units() -> Vec<Unit>;
    }
    AccountReads {
        accounts() -> Vec<AccountRow>;
        duties_at(unit: Id<Unit>) -> Vec<Duty>;
        led_since(authority: Id<Authority>, day: domain::LegalDay) -> bool;
        proposals() -> Vec<Proposal>;
        sessions_of(account: Id<Account>) -> Vec<SessionRow>;
        holds_records(unit: Id<Unit>) -> bool;
    }
    ConcernReads {
        concern(id: Id<Concern>) -> Option<Sealed<Concern>>;
        received(unit: Id<Unit>, decided: bool, page: Page) -> Vec<Sealed<ConcernLine>>;
        sent(reporter: Id<Account>, page: Page) -> Vec<Sealed<ConcernLine>>;
        assessments(concern: Id<Concern>) -> Vec<Sealed<Assessment>>;
        disclosure(id: Id<Disclosure>) -> Option<Disclosure>;
        person_known(authority: Id<Authority>, token: PersonToken) -> Option<PersonCover>;
    }
    DraftReads {
        draft(id: Id<Draft>) -> Option<Sealed<Draft>>;
        drafts(author: Id<Account>) -> Vec<Sealed<Draft>>;
        drafts_before(at: domain::Timestamp) -> i64;
    }
    IntakeReads {
        reporter(concern: Id<Concern>) -> Option<Sealed<SealedReporter>>;
        knows_not(account: Id<Account>, concern: Id<Concern>) -> bool;
        others_about(unit: Id<Unit>, token: PersonToken, except: Id<Concern>) -> Vec<Sealed<ConcernLine>>;
        workers(unit: Id<Unit>, day: domain::LegalDay) -> Vec<(Id<Account>, String)>;
    }
    InterventionReads {
        intervention(id: Id<Intervention>) -> Option<Sealed<Intervention>>;
        interventions_of(concern: Id<Concern>) -> Vec<Sealed<InterventionLine>>;
        interventions(unit: Id<Unit>, ended: bool, page: Page) -> Vec<Sealed<InterventionLine>>;
        follow_ups(intervention: Id<Intervention>) -> Vec<Sealed<FollowUp>>;
    }
    ConsentReads {
        consent(id: Id<Consent>) -> Option<Sealed<Consent>>;
        consents(unit: Id<Unit>, page: Page) -> Vec<Sealed<ConsentLine>>;
        consents_about(authority: Id<Authority>, token: PersonToken) -> Vec<Sealed<ConsentLine>>;
    }
    ReferralReads {
        referral(id: Id<Referral>) -> Option<Sealed<Referral>>;
        referrals(unit: Id<Unit>, side: Side, sender: Option<Id<Account>>, page: Page) -> Vec<Sealed<ReferralLine>>;
        tasks_of(intervention: Id<Intervention>) -> Vec<Sealed<ReferralLine>>;
        coordinating_units(day: LegalDay) -> Vec<Id<Unit>>;
    }
    OutreachReads {
        outreach(id: Id<Outreach>) -> Option<Sealed<Outreach>>;
        meetings(author: Id<Account>, left: bool, page: Page) -> Vec<Sealed<OutreachLine>>;
        notices(unit: Id<Unit>, handled: bool, page: Page) -> Vec<Sealed<OutreachLine>>;
    }
    SearchReads {
        register(authority: Id<Authority>) -> Vec<Sealed<FoundPerson>>;
        registered(authority: Id<Authority>, token: PersonToken) -> Option<Sealed<FoundPerson>>;
        found(id: Id<Person>) -> Option<Sealed<FoundPerson>>;
        concerns_of(unit: Id<Unit>, person: Id<Person>) -> Vec<Sealed<ConcernLine>>;
        concerns_numbered(authority: Id<Authority>, number: &RegistryNumber) -> Vec<Sealed<ConcernLine>>;
        searches(account: Id<Account>, day: time::Date) -> u32;
    }
    EntranceReads {
        session(id: [u8; 32]) -> Option<SessionRow>;
        code_used(account: Id<Account>, step: i64) -> bool;
        throttle(name: [u8; 32]) -> Option<Throttle>;
        form_use(form: Uuid) -> Option<FormUse>;
    }
    NoticeReads {
        mailbox(unit: Id<Unit>) -> Option<Mailbox>;
    }
    LogReads {
        head() -> Option<Head>;
        log(filter: &LogFilter) -> Vec<LogRow>;
        log_from(index: u64, limit: u32) -> Vec<LogRow>;
        tiles_from(index: u64, limit: u32) -> Vec<(u64, Vec<u8>)>;
    }
    ReviewReads {
        outcomes(authority: Id<Authority>, month: &str) -> Vec<Reviewed>;
        question(id: Id<Question>) -> Option<Sealed<Question>>;
        questions_about(authority: Id<Authority>, month: &str) -> Vec<Sealed<Question>>;
        questions_to(account: Id<Account>, is_open: bool) -> Vec<Sealed<Question>>;
        revealed(id: Id<Person>) -> Option<Sealed<RevealedPerson>>;
    }
    ChannelReads {
        entries(period: Period) -> Vec<Entry>;
        entry(id: Id<Activity>) -> Option<Entry>;
        told(promise: &str) -> Option<(Id<Publication>, Vec<Entry>)>;
        agreements() -> Vec<Agreement>;
    }
    CountReads {
        counts(period: Period) -> Counts;
    }
    VisitReads {
        visits() -> Vec<VisitRow>;
        visit_contacts() -> Vec<(Id<PromisedVisit>, Vec<u8>)>;
    }
    CommonsReads {
        ground() -> Ground;
        occasion(id: Id<Occasion>) -> Option<Occasion>;
        evenings_of(who: Id<Organiser>, evening: time::Date) -> Vec<Occasion>;
        evenings(period: Period) -> Vec<Occasion>;
        activities(period: Period) -> Vec<Noted>;
        publication(promise: &str) -> Option<Publication>;
    }
    IncidentReads {
        incident(id: Id<Incident>) -> Option<Reported<Incident>>;
        phenomenon(id: Id<Phenomenon>) -> Option<Reported<Phenomenon>>;
        incidents(days: Period, whose: Whose, limit: u32) -> Vec<Reported<Incident>>;
        phenomena(days: Period, whose: Whose, limit: u32) -> Vec<Reported<Phenomenon>>;
        incident_counts(days: Period) -> Vec<DayCount>;
    }
    SituationReads {
        meeting(id: Id<domain::situation::Meeting>) -> Option<MeetingRow>;
        held_meetings(period: Period) -> Vec<MeetingRow>;
        pictures() -> Vec<PictureRow>;
        surveys() -> Vec<SurveyRow>;
        plans() -> Vec<PlanRow>;
    }
    Reads {
        facts(record: RecordRef) -> Option<Facts>;
        wrapped_under(epoch: u32, limit: u32) -> Vec<(RecordRef, WrappedKey)>;
    }
}

#[async_trait]
impl Writes for FailingTx {
    async fn savepoint(&mut self) -> Result<()> {
        self.inner.savepoint().await
    }

    async fn release(&mut self) -> Result<()> {
        self.inner.release().await
    }

    async fn undo(&mut self) -> Result<()> {
        self.inner.undo().await
    }

    async fn write(&mut self, write: Write) -> Result<()> {
        self.inner.write(write).await
    }

    async fn append(&mut self, rows: &[LogRow]) -> Result<()> {
        self.faults.pass(Place::Append).await?;
        self.inner.append(rows).await
    }

    async fn put_head(&mut self, head: &Head) -> Result<()> {
        self.faults.pass(Place::PutHead).await?;
        self.inner.put_head(head).await
    }

    async fn put_tile(&mut self, index: u64, leaves: Vec<u8>) -> Result<()> {
        self.inner.put_tile(index, leaves).await
    }

    async fn commit(self: Box<Self>) -> Result<()> {
        let Self { inner, faults } = *self;
        faults.pass(Place::Commit).await?;
        inner.commit().await?;
        faults.pass(Place::Committed).await
    }
}
