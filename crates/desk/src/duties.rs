//! Duties, made by two: proposed by one, approved by another, renewed and ended by the head of the unit.

use std::collections::BTreeMap;

use access::{Action, Facts, record::Led};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, RuleBroken,
    duty::{Account, Duty, Proposal, Role},
    unit::Unit,
};

use crate::{
    Desk, Fault,
    ports::{AccountWrite, Reads, StoreFault, Write, Writes},
    question::{Asked, Question, Reading},
    writer::{Applied, Change},
};

/// A duty is given for at most so many days at a time: two years.
const LONGEST: i64 = 731;
/// A duty that has ended stays in its unit's list for so many days, so that it can be renewed.
const REMEMBERED: i64 = 90;

/// The duties of the own unit, and what waits for an answer there.
pub struct OurDuties;

/// What the head's page shows.
pub struct DutiesPage {
    /// The unit.
    pub unit: Unit,
    /// The duties, by name.
    pub duties: Vec<Duty>,
    /// The proposals for this unit.
    pub proposals: Vec<Proposal>,
    /// The names of everybody concerned.
    pub names: BTreeMap<Id<Account>, String>,
}

#[async_trait]
impl Question for OurDuties {
    type Answer = DutiesPage;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let unit = reading.actor.duty.unit.clone();
        let facts = Facts::of_unit(&unit, false);
        let (slip, pending) = reading.decide_facts::<DutiesPage>(Action::DutiesOpen, facts, &[]);
        let gone = LegalDay::new(reading.occasion.today.date() - time::Duration::days(REMEMBERED));
        let mut duties = reading.tx.duties_at(unit.id).await?;
        duties.retain(|duty| duty.until.is_none_or(|last| gone < last));
        let mut proposals = reading.tx.proposals().await?;
        // Of the own unit, and of those units of the authority that have no head.
        proposals.retain(|proposal| proposal.duty.unit.authority.id == unit.authority.id);
        let mut ours = Vec::new();
        for proposal in proposals {
            let led = led(&mut *reading.tx, &proposal, reading.occasion.today).await?;
            if proposal.duty.unit.id == unit.id || led == Led::ByAuthority {
                ours.push(proposal);
            }
        }
        let proposals = ours;
        let mut names = BTreeMap::new();
        let asked = proposals.iter().flat_map(|proposal| [proposal.by, proposal.duty.account]);
        for id in duties.iter().map(|duty| duty.account).chain(asked).collect::<Vec<_>>() {
            if let Some(row) = reading.tx.account(id).await? {
                names.insert(id, row.name);
            }
        }
        let page = DutiesPage { unit, duties, proposals, names };
        Ok(Asked {
            slip: Some(slip),
            settle: Box::new(move |stamp, _| {
                let _opened = pending.settle(stamp)?;
                Ok(page)
            }),
        })
    }
}

/// A duty that somebody proposes.
#[derive(Debug, Clone, Copy)]
pub struct NewDuty {
    /// For whom.
    pub account: Id<Account>,
    /// Where.
    pub unit: Id<Unit>,
    /// As what.
    pub role: Role,
    /// The first day.
    pub from: LegalDay,
    /// The last day.
    pub until: LegalDay,
    /// One of the named handlers of persons with protected personal data.
    pub handles_protected: bool,
}

impl Desk {
    /// Proposes a duty. It does not hold before somebody else has approved it.
    ///
    /// # Errors
    /// [`Fault`]; [`RuleBroken::LastDayDoesNotFit`].
    pub async fn propose(&self, new: NewDuty) -> Result<(), Fault> {
        let id = Id::<Duty>::from_random(self.office().keys().chance().bytes());
        let own = &self.card().duty;
        let notes = vec![
            ("duty", id.to_string()),
            ("for", new.account.to_string()),
            ("to", new.unit.to_string()),
            ("role", new.role.word().to_owned()),
        ];
        let change = Propose { new, id, by: own.account, at: self.occasion().now, today: self.today() };
        self.act(Action::DutyPropose, Facts::of_unit(&own.unit, false), notes, change).await
    }

    /// Approves a proposed duty; from now on it holds.
    ///
    /// # Errors
    /// [`Fault::Refused`] for whoever may not, such as the proposer; [`Fault::Rule`] when it is gone.
    pub async fn approve(&self, id: Id<Duty>) -> Result<(), Fault> {
        self.answer_proposal(id, true).await
    }

    /// Says no to a proposed duty, or takes the own proposal back.
    ///
    /// # Errors
    /// As [`Desk::approve`].
    pub async fn decline(&self, id: Id<Duty>) -> Result<(), Fault> {
        self.answer_proposal(id, false).await
    }

    async fn answer_proposal(&self, id: Id<Duty>, yes: bool) -> Result<(), Fault> {
        let action = if yes { Action::DutyApprove } else { Action::DutyDecline };
        let mut tx = self.office().shared.store.read().await?;
        let found = tx.proposals().await?.into_iter().find(|proposal| proposal.duty.id == id);
        let facts = match &found {
            Some(proposal) => {
                Some(Facts::of_proposal(proposal, led(&mut *tx, proposal, self.today()).await?))
            }
            None => None,
        };
        drop(tx);
        // One that is gone is decided about as if it were of the own unit: nobody learns whether there was one.
        let facts = facts.unwrap_or_else(|| Facts::of_no_proposal(&self.card().duty.unit, id));
        let mut notes = vec![("duty", id.to_string())];
        if let Some(proposal) = found {
            notes.push(("for", proposal.duty.account.to_string()));
            notes.push(("proposer", proposal.by.to_string()));
        }
        let change = Answered { id, by: self.card().duty.clone(), yes, today: self.today() };
        self.act(action, facts, notes, change).await
    }

    /// Renews duties of the own unit to a day, all in one act.
    ///
    /// # Errors
    /// [`Fault`]; [`RuleBroken::LastDayDoesNotFit`], [`RuleBroken::NeedsSecondPerson`] for the own duty.
    pub async fn renew(&self, duties: Vec<Id<Duty>>, until: LegalDay) -> Result<(), Fault> {
        let days = (until.date() - self.today().date()).whole_days();
        if !(0..=LONGEST).contains(&days) {
            return Err(RuleBroken::LastDayDoesNotFit.into());
        }
        let oldest = LegalDay::new(self.today().date() - time::Duration::days(REMEMBERED));
        self.until(Action::DutyRenew, (duties, Some(oldest)), until).await
    }

    /// Ends a duty of the own unit: yesterday was its last day.
    ///
    /// # Errors
    /// [`Fault`]; [`RuleBroken::NeedsSecondPerson`] for the own duty.
    pub async fn end_duty(&self, duty: Id<Duty>) -> Result<(), Fault> {
        let yesterday = self.today().date().previous_day().unwrap_or(self.today().date());
        self.until(Action::DutyEnd, (vec![duty], None), LegalDay::new(yesterday)).await
    }

    async fn until(
        &self,
        action: Action,
        (duties, oldest): (Vec<Id<Duty>>, Option<LegalDay>),
        until: LegalDay,
    ) -> Result<(), Fault> {
        let own = &self.card().duty;
        let words: Vec<String> = duties.iter().map(ToString::to_string).collect();
        let notes = vec![("duties", words.join(" ")), ("until", until.date().to_string())];
        let change = Until { unit: own.unit.id, by: own.account, duties, oldest, last: until };
        self.act(action, Facts::of_unit(&own.unit, false), notes, change).await
    }
}

/// Who leads where a proposal is for, of those who are neither the proposer nor the person concerned.
async fn led(tx: &mut dyn Reads, proposal: &Proposal, today: LegalDay) -> Result<Led, StoreFault> {
    let Proposal { duty: new, by, .. } = proposal;
    let leads = |duty: &Duty| {
        let concerned = duty.account == *by || duty.account == new.account;
        duty.role == Role::HeadOfUnit && duty.holds_on(today) && !concerned
    };
    let mut found = Led::ByNobody;
    for unit in tx.units().await? {
        if unit.authority.id == new.unit.authority.id && tx.duties_at(unit.id).await?.iter().any(leads) {
            if unit.id == new.unit.id {
                return Ok(Led::ByUnit);
            }
            found = Led::ByAuthority;
        }
    }
    // Whoever takes the heads away, or is about one, does not thereby get their say: then nobody answers here, and the
    // way out is the program's command.
    let long_ago = LegalDay::new(today.date() - time::Duration::days(REMEMBERED));
    if found == Led::ByNobody && tx.led_since(new.unit.authority.id, long_ago).await? {
        return Ok(Led::ByUnit);
    }
    Ok(found)
}

struct Propose {
    new: NewDuty,
    id: Id<Duty>,
    by: Id<Account>,
    at: domain::Timestamp,
    today: LegalDay,
}

#[async_trait]
impl Change for Propose {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let NewDuty { account, unit, role, from, until, handles_protected } = self.new;
        let days = (until.date() - from.date()).whole_days();
        if until < self.today || !(0..=LONGEST).contains(&days) {
            return Ok(Err(RuleBroken::LastDayDoesNotFit));
        }
        let open = tx.account(account).await?.is_some_and(|row| row.closed.is_none());
        let unit = tx.units().await?.into_iter().find(|known| known.id == unit);
        let Some(unit) = unit.filter(|_| open) else { return Ok(Err(RuleBroken::ChangedMeanwhile)) };
        let duty = Duty { id: self.id, account, unit, role, from, until: Some(until), handles_protected };
        // A double click proposes once.
        let same = |known: &Proposal| {
            (known.duty.account, known.duty.unit.id, known.duty.role, known.duty.from)
                == (duty.account, duty.unit.id, duty.role, duty.from)
        };
        if tx.proposals().await?.iter().any(same) {
            return Ok(Ok(None));
        }
        let proposal = Proposal { duty, by: self.by, at: self.at };
        tx.write(Write::Accounts(AccountWrite::Proposed(proposal))).await?;
        Ok(Ok(None))
    }
}

struct Answered {
    id: Id<Duty>,
    by: Duty,
    yes: bool,
    today: LegalDay,
}

impl Answered {
    /// Whether whoever answers still may: somebody may have come to lead there since it was decided.
    async fn stands(&self, tx: &mut dyn Reads, proposal: &Proposal) -> Result<bool, StoreFault> {
        let (here, there) = (&self.by.unit, &proposal.duty.unit);
        let head = self.by.role == Role::HeadOfUnit;
        Ok(match led(tx, proposal, self.today).await? {
            Led::ByUnit => head && here.id == there.id,
            Led::ByAuthority => head && here.authority.id == there.authority.id,
            Led::ByNobody => true,
        })
    }
}

#[async_trait]
impl Change for Answered {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let found = tx.proposals().await?.into_iter().find(|proposal| proposal.duty.id == self.id);
        let Some(proposal) = found else { return Ok(Err(RuleBroken::ChangedMeanwhile)) };
        if self.yes && !self.stands(&mut *tx, &proposal).await? {
            return Ok(Err(RuleBroken::NeedsSecondPerson));
        }
        let open = tx.account(proposal.duty.account).await?.is_some_and(|row| row.closed.is_none());
        tx.write(Write::Accounts(AccountWrite::ProposalGone(self.id))).await?;
        if self.yes {
            match proposal.approve(self.by.account) {
                Ok(duty) if open => tx.write(Write::Duty(duty)).await?,
                Ok(_) => return Ok(Err(RuleBroken::ChangedMeanwhile)),
                Err(rule) => return Ok(Err(rule)),
            }
        }
        Ok(Ok(None))
    }
}

struct Until {
    unit: Id<Unit>,
    by: Id<Account>,
    duties: Vec<Id<Duty>>,
    /// What ended before then is made anew, by two.
    oldest: Option<LegalDay>,
    last: LegalDay,
}

#[async_trait]
impl Change for Until {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let at_unit = tx.duties_at(self.unit).await?;
        for id in std::mem::take(&mut self.duties) {
            let Some(duty) = at_unit.iter().find(|duty| duty.id == id) else {
                return Ok(Err(RuleBroken::ChangedMeanwhile));
            };
            let long_gone = self.oldest.zip(duty.until).is_some_and(|(oldest, last)| last < oldest);
            if duty.account == self.by || long_gone {
                return Ok(Err(RuleBroken::NeedsSecondPerson));
            }
            tx.write(Write::Accounts(AccountWrite::Until(id, self.last))).await?;
        }
        Ok(Ok(None))
    }
}
