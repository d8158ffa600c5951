//! The open part: the citizen promise, evenings out and what is published. It holds no persons.
//!
//! A page of it gets a [`Commons`] or a [`Public`] and nothing else. A [`Commons`] asks and acts in the name of whoever
//! is signed in, decided and recorded like everything; the desk that it stands on stays inside, and what it reads is
//! read through [`CommonsReads`], which knows no other table and of persons nothing but counts. A [`Public`] knows
//! nobody and sees only what has been published. So no page of this part can reach a record about a person, and none has
//! to be trusted not to.

use access::{Action, Facts};
use async_trait::async_trait;
use domain::{
    LegalDay, RuleBroken, Timestamp,
    promise::{
        Promise, Promises,
        agreement::Agreement,
        counts::Counts,
        occasion::{Occasion as Evening, Stage},
        period::Period,
        publication::Publication,
        standing::{Ledgered, Noted},
        visit::Visit,
    },
    situation::{
        DayCount,
        picture::{Asking, Undone},
        trend,
    },
    stockholm,
    unit::Unit,
};
use time::{Duration, PrimitiveDateTime};

use crate::{
    Desk, Fault, Office,
    desk::Card,
    ports::{CommonsReads, CommonsWrite, Ground, SituationReads, SituationWrite, StoreFault, Write, Writes},
    writer::{Applied, Change},
};

mod activities;
mod agreements;
mod channels;
mod entries;
mod evenings;
mod ground;
mod incidents;
mod meetings;
mod pictures;
mod plans;
mod publishing;
mod surveys;
mod visits;

pub use crate::ports::{
    AreaRow, Entry, MeetingRow, OrganiserRow, PictureRow, PlanRow, PointedOut, Reported, SurveyRow,
    Widespread,
};
pub use activities::NewActivity;
pub use channels::Told;
pub use domain::promise::visit::Visit as Asked;
pub use entries::Correction;
pub use evenings::NewEvening;
pub use ground::NewGround;
pub use incidents::{Inventory, Withdrawn};
pub use meetings::{AtMeeting, Situation};
pub use pictures::Texts;
pub use visits::{AskedFor, KEEP_CONTACTS, NewVisit, PER_HOUR, Ticket, VisitAnswer};

/// The open part, before somebody who is signed in.
pub struct Commons {
    desk: Desk,
}

/// What a page of the open part stands on, read in one snapshot.
pub struct Seen {
    /// Areas, organisers and places.
    pub ground: Ground,
    /// The evenings of the days that were asked for.
    pub evenings: Vec<Evening>,
    /// Everything else that was done on those days and counts.
    pub noted: Vec<Noted>,
    /// The same as it stands written down, also what was struck out.
    pub entries: Vec<Entry>,
    /// What cases and outreach meetings give to the promise that was asked for, counted.
    pub counts: Counts,
    /// The incidents of the promise that was asked for, and of the years before it.
    pub incidents: Vec<DayCount>,
    /// The days of the common meetings about the situation.
    pub meetings: Vec<LegalDay>,
    /// The visits that were asked for.
    pub visits: Vec<Visit>,
    /// What was published last of the promise that was asked for.
    pub published: Option<Publication>,
    /// What was published last of the promise before it.
    pub earlier: Option<Publication>,
    /// The agreements that are to be renewed.
    pub agreements: Vec<Agreement>,
}

impl Seen {
    /// What a promise is counted out of.
    pub fn ledgered(&self) -> Ledgered<'_> {
        Ledgered {
            occasions: &self.evenings,
            noted: &self.noted,
            counts: &self.counts,
            incidents: &self.incidents,
            meetings: &self.meetings,
            visits: &self.visits,
        }
    }

    /// What would be published of a promise today, as it is shown ahead of that; `None` before it begins.
    pub fn ahead(&self, promise: &Promise, by: &str, today: LegalDay) -> Option<Publication> {
        let now = Publication::of(promise, self.ledgered(), by, today)?;
        Some(now.beside(self.earlier.as_ref()).ahead(self.published.as_ref()))
    }

    /// What the adopted picture asked for and nobody did on these days, until today.
    pub fn undone(&self, today: LegalDay) -> Vec<Undone> {
        if !self.ground.is_adopted {
            return Vec::new();
        }
        let of_place =
            |one: &PointedOut| Asking { problem: one.id, area: Some(one.place.area), priority: one.priority };
        let of_all = |one: &Widespread| Asking { problem: one.id, area: None, priority: one.priority };
        let (places, widespread) = (self.ground.places.iter(), self.ground.widespread.iter());
        let done = self.noted.iter().map(|noted| &noted.activity).filter(|one| one.on() <= today.date());
        let answered: Vec<_> = done.filter_map(domain::promise::activity::Activity::problem).collect();
        let was_out = |one: &&Evening| matches!(one.stage(), Stage::Done { .. });
        let walked: Vec<_> =
            self.evenings.iter().filter(was_out).map(|evening| evening.plan().area).collect();
        Asking::undone(places.map(of_place).chain(widespread.map(of_all)), &answered, &walked)
    }
}

impl Commons {
    /// The open part at somebody's desk. The desk does not come out again.
    pub fn at(desk: Desk) -> Self {
        Self { desk }
    }

    /// Who stands here.
    pub fn card(&self) -> &Card {
        self.desk.card()
    }

    /// The legal day.
    pub fn today(&self) -> LegalDay {
        self.desk.today()
    }

    /// The number of the request, to quote.
    pub fn request(&self) -> &str {
        &self.desk.occasion().request
    }

    /// The promises.
    pub fn promises(&self) -> &Promises {
        &self.desk.office().shared.promises
    }

    /// Opens a page of the open part: decided, recorded, and read in one snapshot.
    ///
    /// # Errors
    /// [`Fault::Refused`] for a role that has nothing to do with it, [`Fault::Unavailable`].
    pub async fn see(&self, days: Period, promise: &str) -> Result<Seen, Fault> {
        let facts = Facts::of_unit(&self.card().duty.unit, false);
        let mut reading = self.desk.reading().await?;
        let (slip, pending) = reading.decide_facts::<Self>(Action::CommonsOpen, facts, &[]);
        let mut seen = read(&mut *reading.tx, days, promise, self.promises()).await?;
        seen.agreements.retain(|one| one.is_due(self.today()));
        drop(reading);
        let stamp = self.desk.office().writer.record(slip).await?;
        let _opened = pending.settle(&stamp)?;
        Ok(seen)
    }

    /// Whether whoever stands here has a part in the open part: decided and recorded, and nothing is read.
    ///
    /// # Errors
    /// As [`Commons::see`].
    pub async fn enter(&self) -> Result<(), Fault> {
        let facts = Facts::of_unit(&self.card().duty.unit, false);
        let reading = self.desk.reading().await?;
        let (slip, pending) = reading.decide_facts::<Self>(Action::CommonsOpen, facts, &[]);
        drop(reading);
        let stamp = self.desk.office().writer.record(slip).await?;
        let _entered = pending.settle(&stamp)?;
        Ok(())
    }

    /// The instant, as the legal day has it: in a world that stands on a day, this time of that day.
    pub fn moment(&self) -> Timestamp {
        let at = stockholm::local(self.desk.occasion().now).time();
        stockholm::instant(PrimitiveDateTime::new(self.today().date(), at))
    }

    /// Areas, organisers and places, for an act; what the act comes to is decided and recorded with it.
    async fn ground(&self) -> Result<(Ground, Vec<Unit>), Fault> {
        let mut reading = self.desk.reading().await?;
        let units = reading.units().await?.to_vec();
        let tx: &mut dyn CommonsReads = &mut *reading.tx;
        Ok((tx.ground().await?, units))
    }
}

/// A write that was found fitting, or why it is not. Who may write is decided first, whatever it is.
struct Fitting(Option<Result<CommonsWrite, RuleBroken>>);

/// Writes in the writer's transaction about the situation picture.
async fn keep(tx: &mut dyn Writes, write: SituationWrite) -> Result<Applied, StoreFault> {
    match tx.write(Write::Commons(CommonsWrite::Situation(write))).await {
        Ok(()) => Ok(Ok(None)),
        Err(StoreFault::Conflict) => Ok(Err(RuleBroken::ChangedMeanwhile)),
        Err(other) => Err(other),
    }
}

impl Fitting {
    fn new<E: Into<RuleBroken>>(write: Result<CommonsWrite, E>) -> Self {
        Self(Some(write.map_err(Into::into)))
    }
}

#[async_trait]
impl Change for Fitting {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        match self.0.take() {
            Some(Ok(write)) => tx.write(Write::Commons(write)).await.map(|()| Ok(None)),
            Some(Err(rule)) => Ok(Err(rule)),
            None => Ok(Ok(None)),
        }
    }
}

/// The days of a promise and of the five years before it, with which its seasons are compared.
fn seasons(period: Period) -> Period {
    let years = Duration::days(366 * i64::from(trend::MOST_YEARS));
    Period::new(period.first().saturating_sub(years), period.last()).unwrap_or(period)
}

/// The days of the meetings at which municipality and Police were both there.
fn common_days(meetings: &[MeetingRow]) -> Vec<LegalDay> {
    let situation = meetings.iter().filter_map(|row| row.meeting.situation());
    situation.filter(|meeting| meeting.is_common()).map(|meeting| meeting.held_on).collect()
}

async fn read(
    tx: &mut dyn SituationReads,
    days: Period,
    key: &str,
    promises: &Promises,
) -> Result<Seen, Fault> {
    let counts = match promises.get(key) {
        Some(promise) => tx.counts(promise.period()).await?,
        None => Counts::default(),
    };
    let incidents = match promises.get(key) {
        Some(promise) => tx.incident_counts(seasons(promise.period())).await?,
        None => Vec::new(),
    };
    let earlier = match promises.before(key) {
        Some(before) => tx.publication(before.key()).await?,
        None => None,
    };
    let entries = tx.entries(days).await?;
    let counting = entries.iter().filter(|entry| !entry.is_struck);
    Ok(Seen {
        ground: tx.ground().await?,
        evenings: tx.evenings(days).await?,
        noted: counting.map(|entry| entry.noted.clone()).collect(),
        entries,
        visits: tx.visits().await?.into_iter().map(|row| row.visit).collect(),
        counts,
        incidents,
        published: tx.publication(key).await?,
        earlier,
        meetings: common_days(&tx.held_meetings(days).await?),
        agreements: tx.agreements().await?,
    })
}

/// The open part, before the public: what has been published, and the signed texts.
pub struct Public {
    office: Office,
}

impl Public {
    /// The open part for everybody.
    pub fn of(office: Office) -> Self {
        Self { office }
    }

    /// The legal day.
    pub fn today(&self) -> LegalDay {
        self.office.shared.clock.today()
    }

    /// The promises that have begun, the oldest first; what comes later is nobody's to read yet.
    pub fn promises(&self) -> impl Iterator<Item = &Promise> {
        let today = self.today().date();
        self.office.shared.promises.all().iter().filter(move |promise| promise.period().first() <= today)
    }

    /// What was published last of a promise.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store fails.
    pub async fn publication(&self, promise: &Promise) -> Result<Option<Publication>, Fault> {
        let mut reads = self.office.shared.store.read().await?;
        let tx: &mut dyn CommonsReads = &mut *reads;
        Ok(tx.publication(promise.key()).await?)
    }
}
