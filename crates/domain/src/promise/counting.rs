//! What counts as an occasion: a rule, kept as dated data with the promise, that stands beside every number as a sentence.
//!
//! The promise says "in the evening" and "occasion" and no more, so the municipality has to say what it counts. A rule
//! that is changed holds from its day: each evening is counted by the rule of its own day, never by a later one. What
//! does not count is kept with the reason.

use std::collections::BTreeSet;

use time::{Date, Time};

use super::{
    Commitment, Kind, Promise,
    occasion::{Occasion, Organiser, Span, Stage},
};
use crate::{Id, LegalDay};

words! {
    /// Of what there is one occasion.
    OnePer {
        /// Of an organiser and an evening: two associations on the same evening are two.
        OrganiserEvening "organiser_evening",
        /// Of an evening, whoever was out.
        Evening "evening",
    }
}

/// One version of a counting rule. Made only by [`Promise::parse`], which refuses sentences that do not name the times.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CountingRule {
    /// Its name, in all its versions.
    pub key: String,
    /// The first evening that it holds for.
    pub from: Date,
    /// Of what there is one occasion.
    pub one_per: OnePer,
    /// The earliest time of the clock at which an evening begins.
    pub begins: Time,
    /// How many minutes it lasts at least.
    pub minutes: u16,
    /// The rule in Swedish, as it stands beside the number.
    pub sentence: String,
    /// The same in English.
    pub english: String,
    /// Why it is so.
    pub reason: String,
}

impl CountingRule {
    /// What keeps an evening with these times from counting.
    ///
    /// What begins after midnight begins before the evening of its day, so it is early.
    fn against(&self, span: Span) -> Option<NotCounted> {
        if span.from() < self.begins {
            return Some(NotCounted::Early);
        }
        (span.minutes() < i64::from(self.minutes)).then_some(NotCounted::Short)
    }
}

words! {
    /// Why an evening does not count.
    NotCounted {
        /// It has passed, and nobody has told how it went.
        Untold "untold",
        /// It was cancelled.
        Cancelled "cancelled",
        /// It lies outside the period.
        OutsidePeriod "outside_period",
        /// It began too early.
        Early "early",
        /// It was too short.
        Short "short",
        /// Another occasion counts in its place.
        Duplicate "duplicate",
    }
}

/// A count, with the rules beside it and with what was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally<'a> {
    /// What counts, by evening.
    pub counted: Vec<Id<Occasion>>,
    /// What does not, by evening, and why.
    pub left_out: Vec<(Id<Occasion>, NotCounted)>,
    /// The rules that the count was made by, the earliest first.
    pub rules: Vec<&'a CountingRule>,
}

impl Tally<'_> {
    /// The number.
    pub fn count(&self) -> u32 {
        u32::try_from(self.counted.len()).unwrap_or(u32::MAX)
    }
}

impl Promise {
    /// The rule that evenings of this day are counted by, where the row counts evenings.
    pub fn rule(&self, row: &Commitment, evening: Date) -> Option<&CountingRule> {
        let Kind::Counted { counting: Some(key), .. } = &row.terms(evening).kind else { return None };
        self.counting.iter().rev().find(|rule| rule.key == *key && rule.from <= evening)
    }

    /// Counts the evenings of a row until today. Plans for later are neither counted nor left out; evenings of another
    /// kind than the row is followed by are nothing to it.
    pub fn tally(&self, row: &Commitment, occasions: &[Occasion], today: LegalDay) -> Tally<'_> {
        let mut evenings: Vec<&Occasion> = occasions
            .iter()
            .filter(|one| one.evening() <= today.date() && is_evidence(row, one))
            .filter(|one| one.stage() != Stage::Planned || one.evening() < today.date())
            .collect();
        evenings.sort_by_key(|one| (one.evening(), one.plan().span.from(), one.id()));
        let mut tally = Tally { counted: Vec::new(), left_out: Vec::new(), rules: self.rules(row, today) };
        let mut taken = BTreeSet::new();
        for one in evenings {
            match self.against(row, one, &mut taken) {
                None => tally.counted.push(one.id()),
                Some(why) => tally.left_out.push((one.id(), why)),
            }
        }
        tally
    }

    /// What keeps an evening from counting, given the evenings that count before it.
    fn against(
        &self,
        row: &Commitment,
        one: &Occasion,
        taken: &mut BTreeSet<(Date, Option<Id<Organiser>>)>,
    ) -> Option<NotCounted> {
        let within = self.period().contains(one.evening());
        let Some(rule) = self.rule(row, one.evening()).filter(|_| within) else {
            return Some(NotCounted::OutsidePeriod);
        };
        match one.stage() {
            Stage::Planned => return Some(NotCounted::Untold),
            Stage::Cancelled(_) => return Some(NotCounted::Cancelled),
            Stage::Done { .. } => {}
        }
        let organiser = (rule.one_per == OnePer::OrganiserEvening).then_some(one.plan().organiser);
        rule.against(one.plan().span)
            .or_else(|| (!taken.insert((one.evening(), organiser))).then_some(NotCounted::Duplicate))
    }

    /// The rules of the row's days until today.
    fn rules(&self, row: &Commitment, today: LegalDay) -> Vec<&CountingRule> {
        let mut rules: Vec<&CountingRule> = Vec::new();
        let mut day = self.period().first();
        while self.period().until(today.date()).contains(day) {
            rules.extend(self.rule(row, day).filter(|rule| rules.last() != Some(rule)));
            let Some(next) = day.next_day() else { break };
            day = next;
        }
        rules
    }
}

fn is_evidence(row: &Commitment, one: &Occasion) -> bool {
    let kind = one.plan().outing.evidence();
    kind.is_some_and(|kind| row.terms(one.evening()).evidence.contains(&kind))
}

#[cfg(test)]
mod tests;
