//! The two halves of a decision: the slip that the log must hold, and the pending half that waits for it.
//!
//! A slip can be looked into (the writer must know what to record); a pending half cannot. Neither opens
//! anything: that takes the stamp, which exists only after the commit.

use std::{collections::BTreeMap, marker::PhantomData, sync::Arc};

use domain::{Timestamp, duty::Duty, stockholm};
use ledger::{ActionClass, Entry, Item, Reader, Verdict};

use crate::{Action, Actor, Facts, Occasion, Permit, RecordRef, gate::Asking, relation};

/// Ties the halves of one decision to each other and to no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Nonce(pub(crate) [u8; 16]);

/// What one decision came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Yes, no, or nothing there.
    pub verdict: Verdict,
    /// The policies that decided.
    pub policies: Vec<String>,
    /// Whether the refusal may be explained: it rests on the reader alone, or on a thing that everybody knows.
    pub explainable: bool,
}

/// One thing asked about, within a slip.
#[derive(Debug, Clone)]
pub struct Asked {
    pub(crate) nonce: Nonce,
    /// The act.
    pub action: Action,
    /// The thing.
    pub record: RecordRef,
    /// The facts it was decided on; the person's pseudonym in the log comes from them.
    pub facts: Option<Facts>,
    /// The field classes that a yes shows.
    pub fields: &'static [&'static str],
    /// What was decided.
    pub ruling: Ruling,
}

/// The half of a decision that the log must hold. One slip is one entry, so it is never copied.
#[derive(Debug)]
#[must_use = "a slip that is not committed is a decision without a record"]
pub struct Slip {
    actor: Arc<Actor>,
    occasion: Arc<Occasion>,
    items: Vec<Asked>,
    seen: u64,
    policy_version: Arc<str>,
    basis: Vec<String>,
    note: BTreeMap<String, String>,
    purpose: &'static str,
    whole: bool,
}

impl Slip {
    pub(crate) fn new(asking: Asking<'_>, item: Asked, policy_version: Arc<str>) -> Self {
        Self {
            actor: Arc::clone(asking.actor),
            occasion: Arc::clone(asking.occasion),
            purpose: item.action.word(),
            items: vec![item],
            seen: 0,
            policy_version,
            basis: Vec::new(),
            note: BTreeMap::new(),
            whole: false,
        }
    }

    /// Says at which index of the log's changes the facts were read.
    pub fn seen_at(mut self, index: u64) -> Self {
        self.seen = index;
        self
    }

    /// Says on which provisions, in which version, the act rests.
    pub fn on_basis(mut self, basis: String) -> Self {
        self.basis.push(basis);
        self
    }

    /// Adds a fact about the occasion, such as the range and filter of a log that was opened.
    pub fn noting(mut self, word: &str, value: String) -> Self {
        self.note.insert(word.to_owned(), value);
        self
    }

    /// Puts what else the same page asked for on the same slip: a page is one entry. The first thing asked
    /// for carries the rest; if it is refused, nothing on the page is shown.
    pub fn with(mut self, other: Self) -> Self {
        self.seen = self.seen.min(other.seen);
        self.items.extend(other.items);
        self.note.extend(other.note);
        self
    }

    /// Makes one act of several: it is allowed only if each of them is.
    pub fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// Whether the first thing asked for is allowed; of an act in several parts, whether each part is.
    pub fn allows(&self) -> bool {
        let allowed = |item: &Asked| item.ruling.verdict == Verdict::Allowed;
        if self.whole {
            return !self.items.is_empty() && self.items.iter().all(allowed);
        }
        self.items.first().is_some_and(|item| item.ruling.verdict == Verdict::Allowed)
    }

    /// Who asked.
    pub fn actor(&self) -> &Arc<Actor> {
        &self.actor
    }

    /// On what occasion.
    pub fn occasion(&self) -> &Occasion {
        &self.occasion
    }

    /// What was asked.
    pub fn items(&self) -> &[Asked] {
        &self.items
    }

    /// Whether the decision has to be made again: something changed since, or a date has passed.
    pub fn is_stale(&self, last_change: u64, now: Timestamp) -> bool {
        self.seen < last_change
            || self.actor.good_until(self.occasion.wall_day_counts).is_some_and(|end| end <= now)
            || self.consents_end().is_some_and(|end| end <= now)
    }

    /// The first midnight after which a consent that was in force when this was decided no longer is.
    fn consents_end(&self) -> Option<Timestamp> {
        let last = self.items.iter().filter_map(|item| item.facts.as_ref()?.consent_until);
        let ends = last.filter(|last| self.actor.today <= *last).filter_map(|last| last.date().next_day());
        ends.min().filter(|_| self.occasion.wall_day_counts).map(stockholm::start_of_day)
    }

    /// Replaces actor and rulings by those of a second decision on newer facts.
    pub(crate) fn redecided(mut self, actor: Arc<Actor>, items: Vec<Asked>) -> Self {
        self.actor = actor;
        self.items = items;
        self
    }

    /// The duty that was acted under.
    pub fn duty(&self) -> &Duty {
        &self.actor.duty
    }

    /// The entry of the log. `subject` turns the facts of a record into the person's pseudonym of the month.
    pub fn entry(
        &self,
        index: u64,
        at: Timestamp,
        month: String,
        subject: impl Fn(&Facts) -> String,
    ) -> Entry {
        let allowed = self.allows();
        let first = self.items.first();
        let class = match first {
            Some(item) if allowed => item.action.class(),
            _ => ActionClass::Refusal,
        };
        // What a refused page would have shown beside its main record was not shown and is not named.
        let refused = self.items.iter().filter(|item| item.ruling.verdict != Verdict::Allowed).take(1);
        let items: Vec<Item> = if allowed {
            self.items.iter().map(|item| entry_item(item, &self.actor, &subject)).collect()
        } else {
            refused.map(|item| entry_item(item, &self.actor, &subject)).collect()
        };
        let results = items.iter().filter(|item| item.verdict == Verdict::Allowed).count();
        Entry {
            index,
            at,
            month,
            unit: self.actor.duty.unit.id.to_string(),
            authority: self.actor.duty.unit.authority.id.to_string(),
            reader: Reader {
                account: self.actor.account.to_string(),
                duty: Some(self.actor.duty.id.to_string()),
                role: self.actor.duty.role.word().to_owned(),
                session: self.occasion.session.clone(),
                second_factor: self.actor.second_factor,
            },
            class,
            action: first.map_or("", |item| item.action.word()).to_owned(),
            purpose: self.purpose.to_owned(),
            basis: self.basis.clone(),
            policy_version: self.policy_version.as_ref().to_owned(),
            route: self.occasion.route.to_owned(),
            request: self.occasion.request.clone(),
            results: u32::try_from(results).unwrap_or(u32::MAX),
            items,
            note: self.note.clone(),
        }
    }
}

fn entry_item(item: &Asked, actor: &Actor, subject: impl Fn(&Facts) -> String) -> Item {
    let about_a_person = item.record.kind.is_about_a_person();
    Item {
        kind: item.record.kind.word().to_owned(),
        record: item.record.id.as_simple().to_string(),
        subject: item.facts.as_ref().filter(|_| about_a_person).map(subject),
        fields: match item.ruling.verdict {
            Verdict::Allowed => item.fields.iter().map(|field| (*field).to_owned()).collect(),
            _ => Vec::new(),
        },
        verdict: item.ruling.verdict,
        policies: item.ruling.policies.clone(),
        relation: item.facts.as_ref().map(|facts| relation::of(actor, item.action, facts)),
        protected: item.facts.as_ref().is_some_and(|facts| facts.protected),
    }
}

/// The half of a decision that waits for the record. It tells nobody what was decided.
#[must_use = "a pending decision shows nothing until its stamp comes"]
pub struct Pending<T: ?Sized> {
    nonce: Nonce,
    record: RecordRef,
    opens: bool,
    of: PhantomData<fn() -> T>,
}

impl<T: ?Sized> Pending<T> {
    pub(crate) fn new(nonce: Nonce, record: RecordRef, opens: bool) -> Self {
        Self { nonce, record, opens, of: PhantomData }
    }

    /// Turns the stamp of the committed record into a permit, or into the refusal that was recorded.
    ///
    /// # Errors
    /// [`Refused`] when the answer is no, or when the stamp belongs to another decision.
    pub fn settle(self, stamp: &Stamp) -> Result<Permit<T>, Refused> {
        let first_allowed = stamp.items.first().is_some_and(|item| item.ruling.verdict == Verdict::Allowed);
        let own = stamp.items.iter().find(|item| item.nonce == self.nonce);
        match own {
            Some(item) if first_allowed && item.ruling.verdict == Verdict::Allowed => {
                Ok(Permit::new(self.record, self.opens, stamp.index))
            }
            // A yes that falls with its page is not explained: that would name a record that may not be known.
            Some(item) if item.ruling.verdict != Verdict::Allowed && item.ruling.explainable => {
                Err(Refused::Explained { policies: item.ruling.policies.clone() })
            }
            _ => Err(Refused::Hidden),
        }
    }
}

/// A refusal, as the reader may hear it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The reader may not know whether the thing exists: the answer is the one for what does not exist.
    #[error("there is nothing here that may be shown")]
    Hidden,
    /// The refusal rests on the reader alone, or on a page that everybody knows: it is explained.
    #[error("refused by {policies:?}")]
    Explained {
        /// The policies that decided; none means that no policy gives this role the act.
        policies: Vec<String>,
    },
}

/// Proof that a slip is durable. Made at one place in the program, after the commit (a test counts).
#[derive(Debug)]
pub struct Stamp {
    index: u64,
    items: Vec<Asked>,
}

impl Stamp {
    /// Made by the writer when the entry with this index is durable, out of the slip that it recorded.
    pub fn after_commit(slip: Slip, index: u64) -> Self {
        Self { index, items: slip.items }
    }

    /// The index of the entry.
    pub fn index(&self) -> u64 {
        self.index
    }
}
