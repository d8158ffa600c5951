//! Who works with a received concern: taking it, assigning it, and stepping back from a family that one knows.
//!
//! The overview shows covers and no names: whoever leads the work sees what waits, not whom it is about.

use access::{Action, Disclosed, Facts, Pending, Slip, record::ConcernLine};
use async_trait::async_trait;
use domain::{
    Id, RuleBroken,
    concern::{Concern, ConcernCover, Side},
    duty::Account,
    person::PersonToken,
    unit::Unit,
};

use crate::{
    Desk, Fault,
    concerns::{AssessmentsOf, ConcernAndProvenance, Queue},
    interventions::InterventionsOf,
    ports::{IntakeWrite, Page, Write},
    question::{Asked, Question, Reading},
};

/// So many concerns at most stand in the overview.
const ALL: Page = Page { limit: 200, after: None };

/// A received concern with what stands beside it, or the question that comes before it.
pub enum Opened {
    /// Nobody knows by a number whose it is: first, whether the reader knows the family.
    AskFirst(Box<ConcernCover>),
    /// The concern.
    Whole(Box<Whole>),
}

/// A received concern and where it came from; what was judged about it and what it led to.
pub type Whole = (
    <ConcernAndProvenance as Question>::Answer,
    (
        <AssessmentsOf as Question>::Answer,
        (<InterventionsOf as Question>::Answer, <OthersAbout as Question>::Answer),
    ),
);

/// One received concern, whole, as its page shows it.
pub struct OpenReceived(pub Id<Concern>);

#[async_trait]
impl Question for OpenReceived {
    type Answer = Opened;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let id = self.0;
        let found = reading.tx.concern(id).await?;
        if let Some(sealed) = &found
            && is_unasked(reading, sealed.cover()).await?
        {
            let cover = Box::new(sealed.cover().clone());
            let (slip, pending) =
                reading.decide_facts::<Opened>(Action::ConcernList, sealed.facts(), &["cover"]);
            let settle = Box::new(move |stamp: &access::Stamp, _: &access::KeyRing| {
                let _permit = pending.settle(stamp)?;
                Ok(Opened::AskFirst(cover))
            });
            return Ok(Asked { slip: Some(slip), settle });
        }
        let others = OthersAbout(found.as_ref().and_then(|sealed| {
            let cover = sealed.cover();
            Some((cover.unit, cover.token?, cover.id))
        }));
        let concern = ConcernAndProvenance::of(Side::Received, id, found);
        let whole = (concern, (AssessmentsOf(id), (InterventionsOf(id), others)));
        let Asked { slip, settle } = whole.ask(reading).await?;
        Ok(Asked {
            slip,
            settle: Box::new(move |stamp, keys| Ok(Opened::Whole(Box::new(settle(stamp, keys)?)))),
        })
    }
}

/// The other concerns of a person at a unit, each as a line of a list; none where nobody knows who it is.
pub struct OthersAbout(Option<(Id<Unit>, PersonToken, Id<Concern>)>);

#[async_trait]
impl Question for OthersAbout {
    type Answer = Vec<Disclosed<ConcernLine>>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let rows = match self.0 {
            Some((unit, token, except)) => reading.tx.others_about(unit, token, except).await?,
            None => Vec::new(),
        };
        Ok(reading.many(Action::ConcernList, rows))
    }
}

/// Whether the reader has still to say whether they know the family of a received concern without a number.
pub(crate) async fn is_unasked(reading: &mut Reading<'_>, cover: &ConcernCover) -> Result<bool, Fault> {
    if cover.side == Side::Sent || cover.token.is_some() {
        return Ok(false);
    }
    let account = reading.actor.account;
    Ok(!reading.tx.knows_not(account, cover.id).await?)
}

/// What waits at the own unit, and with whom: covers, no names of children.
pub struct UnitOverview;

/// The overview.
pub struct Overview {
    /// What waits, oldest first.
    pub waiting: Vec<ConcernCover>,
    /// Those who can be responsible.
    pub workers: Vec<(Id<Account>, String)>,
}

#[async_trait]
impl Question for UnitOverview {
    type Answer = Overview;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let unit = reading.actor.duty.unit.clone();
        let (mut slip, place): (Slip, Pending<Queue>) =
            reading.decide_facts(Action::OverviewOpen, Facts::of_unit(&unit, false), &[]);
        let workers = reading.tx.workers(unit.id, reading.occasion.today).await?;
        let mut waiting = Vec::new();
        for sealed in reading.tx.received(unit.id, false, ALL).await? {
            let cover = sealed.cover().clone();
            let (row, pending) =
                reading.decide_facts::<ConcernCover>(Action::ConcernOversee, sealed.facts(), &["cover"]);
            slip = slip.with(row);
            waiting.push((pending, cover));
        }
        let settle = Box::new(move |stamp: &access::Stamp, _: &access::KeyRing| {
            let _opened = place.settle(stamp)?;
            let seen = waiting.into_iter();
            let waiting = seen.filter_map(|(pending, cover)| pending.settle(stamp).ok().map(|_| cover));
            Ok(Overview { waiting: waiting.collect(), workers })
        });
        Ok(Asked { slip: Some(slip), settle })
    }
}

impl Desk {
    /// The reader becomes responsible for a concern that nobody is responsible for.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when a colleague was faster, [`Fault::Unavailable`].
    pub async fn take(&self, id: Id<Concern>) -> Result<(), Fault> {
        let me = self.signature();
        self.change(id, Action::ConcernTake, move |cover| {
            if cover.handling.responsible.is_some_and(|other| other != me) {
                return Err(RuleBroken::AlreadyTaken);
            }
            Ok(vec![Write::ConcernChanged(cover.assign(me))])
        })
        .await
    }

    /// Makes a colleague of the unit, or oneself, responsible.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when they do not work at the unit today, [`Fault::Unavailable`].
    pub async fn assign(&self, id: Id<Concern>, to: Option<Id<Account>>) -> Result<(), Fault> {
        let unit = self.card().duty.unit.id;
        let workers = self.reading().await?.tx.workers(unit, self.today()).await?;
        let to = to.filter(|to| workers.iter().any(|(worker, _)| worker == to));
        self.change(id, Action::ConcernAssign, move |cover| {
            let to = to.ok_or(RuleBroken::NotOfTheUnit)?;
            Ok(vec![Write::ConcernChanged(cover.assign(to))])
        })
        .await
    }

    /// Says whether the reader knows the family. Who does has a conflict of interest (11 § förvaltningslagen): the
    /// matter closes for them and waits for somebody else.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Unavailable`].
    pub async fn knows_family(&self, id: Id<Concern>, knows: bool) -> Result<(), Fault> {
        let (me, at) = (self.signature(), self.occasion().now);
        self.change(id, Action::ConcernFamily, move |cover| {
            let mut writes = vec![Write::Intake(IntakeWrite::Acquaintance((me, cover.id), knows, at))];
            if knows {
                writes.extend(cover.token.map(|token| Write::Conflict(me, cover.authority, token)));
                writes.push(Write::ConcernChanged(cover.give_up(me)));
            }
            Ok(writes)
        })
        .await
    }
}
