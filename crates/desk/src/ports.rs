//! What the desk needs of a store, and nothing else.
//!
//! [`Reads`] is one snapshot, [`Writes`] is the writer's one transaction; both return sealed records only.
//! Each engine implements them once, from one source (see `crates/store/README.md`).

use access::{Facts, RecordRef, WrappedKey, logbook::LogRow, record::AssessmentRecord};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, Timestamp,
    concern::ConcernCover,
    disclosure::Disclosure,
    duty::{Account, Duty},
    intervention::{FollowUpCover, InterventionCover},
    person::{PersonCover, PersonToken},
    unit::{Authority, Unit},
};
use uuid::Uuid;

pub use crate::ports::{
    accounts::{AccountReads, AccountWrite},
    channels::{ChannelReads, Entry},
    commons::{AreaRow, CommonsReads, CommonsWrite, Ground, OrganiserRow, PointedOut, Widespread},
    concerns::ConcernReads,
    counts::CountReads,
    drafts::{DraftReads, DraftWrite},
    entrance::EntranceReads,
    handed::{ConsentReads, ConsentWrite, ReferralReads, ReferralWrite},
    incidents::{IncidentReads, IncidentWrite, Reported, Whose},
    intake::{IntakeReads, IntakeWrite},
    interventions::InterventionReads,
    log::LogReads,
    notices::{Mailbox, NoticeReads, NoticeWrite},
    outreach::{OutreachReads, OutreachWrite},
    people::{PeopleReads, Ties},
    review::{ReviewReads, ReviewWrite},
    rows::*,
    search::{SearchReads, SearchWrite},
    situation::{MeetingRow, PictureRow, PlanRow, SituationReads, SituationWrite, SurveyRow},
    visits::{VisitReads, VisitRow, VisitWrite},
};

mod accounts;
mod channels;
mod commons;
mod concerns;
mod counts;
mod drafts;
mod entrance;
mod handed;
mod incidents;
mod intake;
mod interventions;
mod log;
mod notices;
mod outreach;
mod people;
mod review;
mod rows;
mod search;
mod situation;
mod visits;

/// The store failed. Never a refusal, never something a user can mend.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// The database does not answer, is full, locked or gone.
    #[error("the database cannot be used: {0}")]
    Unusable(String),
    /// A row does not hold what it must; named by table and column, never by content.
    #[error("a row is damaged: {table}.{column}")]
    Damaged {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
    /// The row to change was changed by somebody else.
    #[error("a row was changed in the meantime")]
    Conflict,
    /// Another program writes to this database.
    #[error("another program holds the writer's lock")]
    Locked,
}

/// A store: snapshots for questions, one transaction at a time for the writer.
#[async_trait]
pub trait Store: Send + Sync {
    /// A snapshot of the primary.
    async fn read(&self) -> Result<Box<dyn Reads>, StoreFault>;
    /// A session, by itself: it belongs to no snapshot.
    async fn session(&self, id: [u8; 32]) -> Result<Option<SessionRow>, StoreFault>;
    /// The writer's transaction. Only the writer asks for it; it holds the writer's lock.
    async fn begin(&self) -> Result<Box<dyn Writes>, StoreFault>;
    /// Gives up every connection, once what is under way has ended.
    async fn close(&self);
    /// What `doctor` says about the engine: words and values, no content.
    async fn condition(&self) -> Result<Vec<(String, String)>, StoreFault>;
}

/// Reading in one snapshot. Each topic has a trait of its own; a store answers them all.
#[async_trait]
pub trait Reads:
    PeopleReads
    + AccountReads
    + ConcernReads
    + DraftReads
    + IntakeReads
    + InterventionReads
    + ConsentReads
    + ReferralReads
    + EntranceReads
    + LogReads
    + NoticeReads
    + ReviewReads
    + OutreachReads
    + SearchReads
    + CommonsReads
    + SituationReads
{
    /// The facts of any record, for a second decision in the writer's transaction.
    async fn facts(&mut self, record: RecordRef) -> Result<Option<Facts>, StoreFault>;
    /// Records whose data key is wrapped under an epoch, at most `limit`.
    async fn wrapped_under(
        &mut self,
        epoch: u32,
        limit: u32,
    ) -> Result<Vec<(RecordRef, WrappedKey)>, StoreFault>;
}

/// The writer's transaction.
#[async_trait]
pub trait Writes: Reads {
    /// Opens a savepoint, so that one act can fail without the others.
    async fn savepoint(&mut self) -> Result<(), StoreFault>;
    /// Keeps what was done since the savepoint.
    async fn release(&mut self) -> Result<(), StoreFault>;
    /// Undoes what was done since the savepoint.
    async fn undo(&mut self) -> Result<(), StoreFault>;
    /// Makes one change.
    async fn write(&mut self, write: Write) -> Result<(), StoreFault>;
    /// Appends entries, all with one statement, and their subjects.
    async fn append(&mut self, rows: &[LogRow]) -> Result<(), StoreFault>;
    /// Writes the new head of the log.
    async fn put_head(&mut self, head: &Head) -> Result<(), StoreFault>;
    /// Writes a full tile.
    async fn put_tile(&mut self, index: u64, leaves: Vec<u8>) -> Result<(), StoreFault>;
    /// Commits. Afterwards, and only afterwards, what was done is true.
    async fn commit(self: Box<Self>) -> Result<(), StoreFault>;
}

/// What can be written about the work and the people at work. A closed list.
pub enum Write {
    /// Names the installation; once, at the beginning.
    Installation(Installation),
    /// An authority.
    Authority(Authority),
    /// A unit.
    Unit(Unit),
    /// An account.
    Account(AccountRow),
    /// An account's own token at an authority.
    OwnToken(Id<Account>, Id<Authority>, PersonToken),
    /// A conflict of interest.
    Conflict(Id<Account>, Id<Authority>, PersonToken),
    /// A duty.
    Duty(Duty),
    /// The last day of a duty.
    EndDuty(Id<Duty>, LegalDay),
    /// Closes an account and ends its sessions.
    CloseAccount(Id<Account>, Timestamp),
    /// An account, its sessions, or a proposed duty.
    Accounts(AccountWrite),

    /// A person's row in an authority's own register.
    Person(PersonCover, SealedGroups),
    /// A handing over.
    Disclosure(Disclosure),
    /// A concern on one side.
    Concern(ConcernCover, SealedGroups),
    /// A concern's cover after a change; `version` is one above what was read.
    ConcernChanged(ConcernCover),
    /// A draft of a concern.
    Draft(DraftWrite),
    /// An assessment.
    Assessment(AssessmentRecord, SealedGroups),
    /// What intake does beside judging.
    Intake(IntakeWrite),
    /// An intervention.
    Intervention(InterventionCover, SealedGroups),
    /// An intervention's cover after a change.
    InterventionChanged(InterventionCover),
    /// An event of an intervention.
    FollowUp(FollowUpCover, SealedGroups),
    /// A consent.
    Consent(ConsentWrite),
    /// A referral.
    Referral(ReferralWrite),
    /// What belongs to the review of the log.
    Review(ReviewWrite),
    /// An outreach meeting.
    Outreach(OutreachWrite),
    /// A search that is counted.
    Search(SearchWrite),
    /// What belongs to the open part.
    Commons(CommonsWrite),
    /// A form that was used.
    FormUse(Uuid, FormUse),

    /// About notices to units.
    Notice(NoticeWrite),
    /// A session, new.
    SessionNew(SessionRow),
    /// A session's content; never brings back one that was ended.
    SessionKept(SessionRow),
    /// When a session was last seen.
    SessionSeen([u8; 32], Timestamp),
    /// Ends a session.
    SessionEnded([u8; 32]),
    /// Ends every session that was last seen before an instant or began before another.
    SessionsExpired(Timestamp, Timestamp),
    /// A step of an account's one-time codes was used.
    CodeUsed(Id<Account>, i64),
    /// Signing in failed for a name.
    Throttled([u8; 32], Throttle),
    /// Signing in worked for a name.
    Unthrottled([u8; 32]),
    /// A record's key in its new wrapping.
    Rewrapped(RecordRef, WrappedKey),
}

impl Write {
    /// Whether this belongs to the upkeep lane: sessions, codes, throttles, notices and wrappings, which no decision
    /// looks at and which no entry is owed for.
    pub fn is_upkeep(&self) -> bool {
        matches!(
            self,
            Self::SessionNew(_)
                | Self::SessionKept(_)
                | Self::SessionSeen(..)
                | Self::SessionEnded(_)
                | Self::SessionsExpired(..)
                | Self::CodeUsed(..)
                | Self::Throttled(..)
                | Self::Unthrottled(_)
                | Self::Rewrapped(..)
                | Self::Notice(NoticeWrite::Noticed(..))
        )
    }
}
