//! What an auditor sets down, and what a reader answers.

use std::collections::BTreeSet;

use access::{Action, Disclosed, Facts, RecordKind, Sealed, Slip, logbook::Log};
use async_trait::async_trait;
use domain::{
    Id, RuleBroken,
    duty::Account,
    review::{Explanation, Outcome, Question as ReaderQuestion, QuestionCover, Reviewed},
};
use uuid::Uuid;

use super::{Seen, Stage};
use crate::{
    Desk, Fault,
    desk::Kept,
    ports::{Reads, ReviewWrite, SealedGroups, StoreFault, Write, Writes},
    question::{Asked, Question, Reading},
    writer::{Applied, Change},
};

/// The questions to the reader, newest first.
pub struct QuestionsToMe {
    /// Only those without an answer.
    pub is_open: bool,
}

#[async_trait]
impl Question for QuestionsToMe {
    type Answer = Vec<Disclosed<ReaderQuestion>>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let rows = reading.tx.questions_to(reading.actor.account, self.is_open).await?;
        Ok(reading.many(Action::QuestionShow, rows))
    }
}

/// One question, with its answer.
pub struct OneQuestion(pub Id<ReaderQuestion>);

#[async_trait]
impl Question for OneQuestion {
    type Answer = Disclosed<ReaderQuestion>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let sealed = reading.tx.question(self.0).await?;
        Ok(reading.one(Action::QuestionShow, self.0.uuid(), sealed))
    }
}

#[async_trait]
impl Kept for ReaderQuestion {
    async fn load(tx: &mut (dyn Reads + '_), id: Uuid) -> Result<Option<Sealed<Self>>, StoreFault> {
        tx.question(id.into()).await
    }
}

impl Desk {
    /// Sets down what came of looking at groups. Own readings are left out where there are others, and refused
    /// where there are none.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] for an explanation that nobody gave or a question to nobody,
    /// [`Fault::Unavailable`].
    pub async fn set_down(&self, seen: &[&Seen], outcome: Outcome) -> Result<(), Fault> {
        let others: Vec<&Seen> = seen.iter().copied().filter(|seen| !seen.is_own).collect();
        let wanted = if others.is_empty() { seen } else { &others[..] };
        let fits = |seen: &&Seen| match outcome {
            Outcome::Accepted => seen.stage() == Stage::Answered,
            Outcome::Asked => account(seen).is_some_and(|account| !account.uuid().is_nil()),
            Outcome::Justified | Outcome::Suspicion | Outcome::Breach => true,
        };
        if wanted.is_empty() || !wanted.iter().all(fits) {
            return Err(RuleBroken::WrongState.into());
        }
        let reading = self.reading().await?;
        let (slip, pending) = judged(&reading, wanted);
        drop(reading);
        let slip = slip
            .noting("outcome", outcome.word().to_owned())
            .noting("groups", wanted.len().to_string())
            .noting("month", wanted.first().map_or_else(String::new, |seen| seen.group.key.month.clone()));
        let change = self.outcome_of(wanted, outcome)?;
        let (stamp, applied) = self.office().writer.change(slip, Box::new(change)).await?;
        let _permit = pending.settle(&stamp)?;
        applied?;
        Ok(())
    }

    fn outcome_of(&self, wanted: &[&Seen], outcome: Outcome) -> Result<Judgement, Fault> {
        let (authority, by, at) =
            (self.card().duty.unit.authority.id, self.card().duty.account, self.occasion().now);
        let reviewed = |seen: &&Seen| Reviewed {
            authority,
            group: seen.group.key.clone(),
            upto: seen.group.upto,
            outcome,
            by,
            at,
        };
        let mut questions = Vec::new();
        for seen in wanted.iter().filter(|_| outcome == Outcome::Asked) {
            questions.push(self.question_about(seen)?);
        }
        Ok(Judgement { outcomes: wanted.iter().map(reviewed).collect(), questions })
    }

    fn question_about(&self, seen: &Seen) -> Result<(QuestionCover, SealedGroups), Fault> {
        let duty = &self.card().duty;
        let id = Id::<ReaderQuestion>::from_random(self.office().keys().chance().bytes());
        let cover = QuestionCover {
            id,
            authority: duty.unit.authority.id,
            unit: duty.unit.id,
            reader: account(seen).ok_or(RuleBroken::WrongState)?,
            group: seen.group.key.clone(),
            count: seen.group.count,
            first: seen.group.first,
            last: seen.group.last,
            asked_by: duty.account,
            asked: self.occasion().now,
            answered: None,
        };
        Ok((cover, self.seal_explanation(id, String::new())?))
    }

    /// Answers a question about own readings.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when it was answered before, [`Fault::Unavailable`].
    pub async fn explain(&self, id: Id<ReaderQuestion>, text: String) -> Result<(), Fault> {
        let (groups, at) = (self.seal_explanation(id, text)?, self.occasion().now);
        self.change(id, Action::QuestionAnswer, move |cover| {
            Ok(vec![Write::Review(ReviewWrite::Answered(cover.answer(at)?, groups))])
        })
        .await
    }

    fn seal_explanation(&self, id: Id<ReaderQuestion>, text: String) -> Result<SealedGroups, Fault> {
        let key = self.office().keys().new_record(RecordKind::Question, id.uuid());
        let body = key
            .seal::<ReaderQuestion>(&Explanation { text })
            .map_err(|_| access::keys::OpenFault::Damaged)?;
        Ok(SealedGroups { line: None, body, key: key.wrapped() })
    }
}

/// Whose readings a group holds.
fn account(seen: &Seen) -> Option<Id<Account>> {
    seen.group.account.parse().ok()
}

/// One decision for each reader whose readings are judged.
fn judged(reading: &Reading<'_>, wanted: &[&Seen]) -> (Slip, access::Pending<Log>) {
    let unit = reading.actor.duty.unit.clone();
    let decide = |account: Id<Account>| {
        reading.decide_facts::<Log>(Action::LogJudge, Facts::of_log(&unit, Some(account)), &[])
    };
    let readers: BTreeSet<Id<Account>> = wanted.iter().filter_map(|seen| account(seen)).collect();
    let mut readers = readers.into_iter();
    // Without a reader there is nothing to judge; the own account is refused, and that is recorded.
    let (mut slip, pending) = decide(readers.next().unwrap_or(reading.actor.account));
    for reader in readers {
        let (more, _) = decide(reader);
        slip = slip.with(more);
    }
    (slip, pending)
}

struct Judgement {
    outcomes: Vec<Reviewed>,
    questions: Vec<(QuestionCover, SealedGroups)>,
}

#[async_trait]
impl Change for Judgement {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        for reviewed in self.outcomes.drain(..) {
            tx.write(Write::Review(ReviewWrite::Outcome(reviewed))).await?;
        }
        for (cover, groups) in self.questions.drain(..) {
            let known = tx.questions_about(cover.authority, &cover.group.month).await?;
            let waits = |asked: &Sealed<ReaderQuestion>| {
                asked.cover().group == cover.group && asked.cover().answered.is_none()
            };
            // Asked twice is asked once.
            if !known.iter().any(waits) {
                tx.write(Write::Review(ReviewWrite::Question(cover, groups))).await?;
            }
        }
        Ok(Ok(None))
    }
}
