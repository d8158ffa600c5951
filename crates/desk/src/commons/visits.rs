//! Visits: asked for by everybody through the public form, seen and answered by those who go there.
//!
//! The form carries a number of its own ([`Public::ticket`]), so that a double submit asks once, and the instant at which
//! it was made, so that what is sent faster than anybody writes comes back. How to reach whoever asks is opened for
//! those who may read it, and thrown away with the answer.

use access::{
    Action, Facts,
    logbook::{Command, Hand},
};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, RuleBroken, Timestamp,
    promise::{
        Unfit,
        activity::Line,
        visit::{Asker, Reach, Visit},
    },
};
use ledger::ActionClass;
use std::{collections::HashMap, sync::Arc};
use time::{Date, Duration};
use uuid::Uuid;

use super::{Commons, Public};
use crate::{
    Fault, Office,
    ports::{CommonsWrite, StoreFault, VisitReads, VisitRow, VisitWrite, Write, Writes},
    writer::{Applied, Change},
};

/// So many requests are taken in an hour where the settings say nothing else: a municipality gets a few in a week, and
/// a flood ends within the hour.
pub const PER_HOUR: u32 = 20;
/// So long it is kept how to reach somebody whom nobody has answered, where the settings say nothing else.
pub const KEEP_CONTACTS: Duration = Duration::days(90);

/// What the log calls a request, and the throwing away of how to reach somebody.
const ASK: &str = "visit.ask";
const PURGE: &str = "visit.purge";
/// Nobody fills the form in faster.
const QUICKEST: Duration = Duration::seconds(3);
/// A form that was opened longer ago is given a new number.
const OLDEST: Duration = Duration::DAY;

/// A visit, as somebody asks for it.
#[derive(Clone)]
pub struct NewVisit {
    /// Who asks.
    pub asker: Asker,
    /// Which organisation.
    pub organisation: Line,
    /// On what.
    pub topic: Line,
    /// How to reach them.
    pub reach: Reach,
}

/// What a form's number turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ticket {
    /// A form of ours, filled in.
    Good(Id<Visit>),
    /// Sent faster than anybody writes.
    TooQuick,
    /// None of ours, or too old.
    Stale,
}

/// What comes of a request.
#[derive(Debug, Clone)]
pub enum VisitAnswer {
    /// The visit was done on a day.
    Done(Date),
    /// It will not be done, and why.
    Declined(Line),
}

/// A request, as those who go there see it.
pub struct AskedFor {
    /// The visit and which organisation asks.
    pub row: VisitRow,
    /// How to reach them, as long as it is kept.
    pub reach: Option<String>,
}

impl Public {
    /// A number for a form that is opened now.
    pub fn ticket(&self) -> String {
        let (keys, now) = (&self.office.shared.keys, self.office.shared.clock.now());
        let plain = [&now.micros().to_be_bytes()[..], &keys.chance().bytes::<16>()].concat();
        hex::encode(keys.seal_form(Uuid::nil(), &plain))
    }

    /// What the number of a form is.
    pub fn ticketed(&self, said: &str) -> Ticket {
        let opened = hex::decode(said).ok().and_then(|sealed| {
            let plain = self.office.shared.keys.open_form(Uuid::nil(), &sealed).ok()?;
            let (at, id) = plain.split_first_chunk::<8>()?;
            Some((Timestamp::from_micros(i64::from_be_bytes(*at)), <[u8; 16]>::try_from(id).ok()?))
        });
        let Some((at, id)) = opened else { return Ticket::Stale };
        match self.office.shared.clock.now().since(at) {
            age if age > OLDEST => Ticket::Stale,
            age if age < QUICKEST => Ticket::TooQuick,
            _ => Ticket::Good(Id::from_random(id)),
        }
    }

    /// Asks for a visit. The same form asks once, whoever sends it again gets the same number to quote.
    ///
    /// # Errors
    /// [`Fault::Rule`] when more is sent in an hour than is taken, [`Fault::Unavailable`].
    pub async fn ask(&self, id: Id<Visit>, new: NewVisit) -> Result<String, Fault> {
        let shared = &self.office.shared;
        let known = shared.store.read().await?.visits().await?.iter().any(|row| row.visit.id() == id);
        if known {
            return Ok(Visit::number(id));
        }
        if !self.office.pace.admits(Uuid::nil(), shared.visits, shared.clock.now()) {
            return Err(RuleBroken::TooManyNow.into());
        }
        let sealed = shared.keys.seal_contact(id.uuid(), new.reach.as_str().as_bytes());
        let visit = Visit::asked(id, new.asker, new.topic, self.today());
        let row = VisitRow { visit, organisation: new.organisation };
        let by = Hand::Public(Arc::new(self.office.occasion("/besok", String::new())));
        let note = [("visit".to_owned(), id.to_string())].into();
        let command = Command { by, class: ActionClass::Change, note, ..Command::new(ASK, None) };
        self.office.writer.own(command, Box::new(Asking(Some((row, sealed))))).await??;
        Ok(Visit::number(id))
    }
}

impl Commons {
    /// All requests, with how to reach those who wait for an answer: decided, and on record.
    ///
    /// # Errors
    /// [`Fault::Refused`] for a role that does not go there, [`Fault::Unavailable`].
    pub async fn visits(&self) -> Result<Vec<AskedFor>, Fault> {
        let facts = Facts::of_unit(self.own_unit(), false);
        let mut reading = self.desk.reading().await?;
        let (slip, pending) = reading.decide_facts::<Reach>(Action::VisitsOpen, facts, &[]);
        let tx: &mut dyn VisitReads = &mut *reading.tx;
        let (rows, contacts) = (tx.visits().await?, tx.visit_contacts().await?);
        drop(reading);
        let slip = slip.noting("contacts", contacts.len().to_string());
        let stamp = self.desk.office().writer.record(slip).await?;
        let permit = pending.settle(&stamp)?;
        let mut sealed: HashMap<_, _> = contacts.into_iter().collect();
        let keys = self.desk.office().keys();
        let open = |id: Id<Visit>, sealed: Vec<u8>| {
            let plain = keys
                .open_contact(id.uuid(), &sealed, &permit)
                .map_err(|_| StoreFault::Damaged { table: "visit_contact", column: "contact" })?;
            Ok::<_, Fault>(String::from_utf8_lossy(&plain).into_owned())
        };
        let asked = rows.into_iter().map(|row| {
            let id = row.visit.id();
            let reach = sealed.remove(&id).map(|sealed| open(id, sealed)).transpose()?;
            Ok(AskedFor { row, reach })
        });
        asked.collect()
    }

    /// Writes down that a visit was done or will not be. How to reach whoever asked goes with it.
    ///
    /// # Errors
    /// [`Fault::Refused`] for another role, [`Fault::Rule`] where there is no such request, it was answered, or the day
    /// does not fit; [`Fault::Unavailable`].
    pub async fn answer_visit(&self, id: Id<Visit>, answer: VisitAnswer) -> Result<(), Fault> {
        let facts = Facts::of_unit(self.own_unit(), false);
        let answering = Answering { id, answer: Some(answer), today: self.today() };
        self.desk.act(Action::VisitAnswer, facts, vec![("visit", id.to_string())], answering).await
    }
}

/// A request is taken. The form that was sent twice at once has asked already.
struct Asking(Option<(VisitRow, Vec<u8>)>);

#[async_trait]
impl Change for Asking {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let Some((row, sealed)) = self.0.take() else { return Ok(Ok(None)) };
        let id = row.visit.id();
        if tx.visits().await?.iter().any(|known| known.visit.id() == id) {
            return Ok(Ok(None));
        }
        tx.write(Write::Commons(CommonsWrite::Visit(VisitWrite::New(row, sealed)))).await?;
        Ok(Ok(Some(id.uuid())))
    }
}

struct Answering {
    id: Id<Visit>,
    answer: Option<VisitAnswer>,
    today: LegalDay,
}

#[async_trait]
impl Change for Answering {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let found = tx.visits().await?.into_iter().find(|row| row.visit.id() == self.id);
        let (Some(row), Some(answer)) = (found, self.answer.take()) else {
            return Ok(Err(Unfit::Unknown.into()));
        };
        let answered = match answer {
            VisitAnswer::Done(on) => row.visit.done(on, self.today),
            VisitAnswer::Declined(reason) => row.visit.declined(reason),
        };
        match answered {
            Ok(visit) => {
                tx.write(Write::Commons(CommonsWrite::Visit(VisitWrite::Answered(visit)))).await?;
                Ok(Ok(Some(self.id.uuid())))
            }
            Err(why) => Ok(Err(why.into())),
        }
    }
}

/// How to reach those who asked before a day goes.
struct Purge(Date);

#[async_trait]
impl Change for Purge {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        tx.write(Write::Commons(CommonsWrite::Visit(VisitWrite::ContactsBefore(self.0)))).await?;
        Ok(Ok(Some(Uuid::nil())))
    }
}

impl Office {
    /// Throws away how to reach those who asked for a visit longer ago than `keep` and were never answered; the request
    /// stays. The log says that it was done. Called at start and once an hour.
    ///
    /// # Errors
    /// [`Fault`] when it cannot be done; it is tried again.
    pub async fn purge_contacts(&self, keep: Duration) -> Result<(), Fault> {
        let before = self.shared.clock.today().date().saturating_sub(keep);
        let mut reads = self.shared.store.read().await?;
        let (rows, contacts) = (reads.visits().await?, reads.visit_contacts().await?);
        drop(reads);
        let is_old = |row: &VisitRow| row.visit.asked_on() < before;
        let is_kept = |row: &VisitRow| contacts.iter().any(|(id, _)| *id == row.visit.id());
        if rows.iter().any(|row| is_old(row) && is_kept(row)) {
            self.writer.own(Command::new(PURGE, None), Box::new(Purge(before))).await??;
        }
        Ok(())
    }
}
