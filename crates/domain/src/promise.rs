//! The citizen promise (*medborgarlöfte*): what Police and municipality have signed that they will do in a period, and
//! how it is followed.
//!
//! A promise is read from a file of `config/promise/`. Its text is whole and verbatim, every sentence has a key, and
//! nothing in the program can change it. How a row is followed (its [`Terms`]) can be changed, on a day and with a
//! reason, and the days before keep what they had.
//!
//! What it is not: there are no persons here. What comes from cases and outreach meetings enters as counts, and leaves
//! through [`published`] only.

use serde::Deserialize;
use time::{Date, Weekday};

mod file;
mod commitment;
pub mod period;
pub mod evidence;
pub mod activity;
pub mod agreement;
pub mod visit;
pub mod occasion;
pub mod counting;
pub mod counts;
pub mod progress;
pub mod published;
pub mod standing;
pub mod trends;
pub mod publication;
pub mod unfit;
pub mod weekly;

pub use commitment::{Change, Commitment, Kind, Owner, Terms};
pub use counting::CountingRule;
pub use evidence::{EvidenceKind, Measure};
pub use file::{PromiseFault, PromiseProblem};
pub use period::Period;
pub use unfit::Unfit;

/// A promise. Made only by [`Promise::parse`] and [`Promises::parse`]; read, never rewritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    key: String,
    period: Period,
    source: String,
    sentences: Vec<Sentence>,
    priorities: Vec<Priority>,
    commitments: Vec<Commitment>,
    /// By key and then by first day.
    counting: Vec<CountingRule>,
}

/// A piece of the signed document: a sentence, a heading, a point of a list, or the function of a signer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Sentence {
    /// Its name, stable: `municipality-4`.
    pub key: String,
    /// What it is in the document.
    pub part: Part,
    /// What it says, verbatim.
    pub text: String,
    /// Our own translation; it was not signed.
    pub english: String,
    /// Why no row answers for it, where none does.
    pub context: Option<Context>,
}

words! {
    /// What a piece is in the document.
    Part {
        /// The heading of the whole.
        Title "title",
        /// A heading.
        Heading "heading",
        /// Words that open a list.
        Opening "opening",
        /// A numbered priority.
        Priority "priority",
        /// A sentence of running text.
        Statement "statement",
        /// A point of a list.
        Point "point",
        /// Who has signed, by function.
        Signer "signer",
    }
}

words! {
    /// What a piece that no row answers for is there for.
    Context {
        /// It says who promises, and for when.
        Period "period",
        /// It heads what follows.
        Heading "heading",
        /// It says who has signed.
        Signers "signers",
    }
}

/// What goes first, out of the situation picture.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Priority {
    /// Its number in the document.
    pub key: String,
    /// Its sentence.
    pub sentence: String,
    /// The rows that serve it.
    pub commitments: Vec<String>,
    /// What shows how it goes.
    pub evidence: Vec<EvidenceKind>,
}

impl Promise {
    /// Reads one file, given by its name (the last part must be `<key>.toml`) and its text.
    ///
    /// # Errors
    /// The first fault found, with file and line.
    pub fn parse(name: &str, text: &str) -> Result<Self, PromiseFault> {
        file::read(name, text)
    }

    /// Its name: `karlshamn-2023`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// From when until when it is a promise.
    pub fn period(&self) -> Period {
        self.period
    }

    /// Where the text comes from, and what in the follow-up is our own.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The signed document, in its order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// One piece of it.
    pub fn sentence(&self, key: &str) -> Option<&Sentence> {
        self.sentences.iter().find(|sentence| sentence.key == key)
    }

    /// Who has signed, by function, in the order of the document.
    pub fn signers(&self) -> impl Iterator<Item = &Sentence> {
        self.sentences.iter().filter(|sentence| sentence.part == Part::Signer)
    }

    /// What goes first.
    pub fn priorities(&self) -> &[Priority] {
        &self.priorities
    }

    /// The rows of the follow-up.
    pub fn commitments(&self) -> &[Commitment] {
        &self.commitments
    }

    /// One row.
    pub fn commitment(&self, key: &str) -> Option<&Commitment> {
        self.commitments.iter().find(|row| row.key == key)
    }

    /// The rows that answer for a sentence; those of a priority serve it.
    pub fn answering(&self, sentence: &str) -> impl Iterator<Item = &Commitment> {
        let named = |list: &[String], one: &str| list.iter().any(|key| key == one);
        self.commitments.iter().filter(move |row| {
            named(&row.sentences, sentence)
                || self
                    .priorities
                    .iter()
                    .any(|first| first.sentence == sentence && named(&first.commitments, &row.key))
        })
    }

    /// New terms for a row from a day on. The signed text and the days before stay as they are.
    ///
    /// # Errors
    /// Why these terms cannot be taken up.
    pub fn changed(mut self, row: &str, change: Change) -> Result<Self, Unfit> {
        if change.reason.trim().is_empty() {
            return Err(Unfit::ReasonMissing);
        }
        if !self.period.contains(change.from) {
            return Err(Unfit::OutsidePeriod);
        }
        self.check(&change.terms)?;
        let row = self.commitments.iter_mut().find(|one| one.key == row).ok_or(Unfit::NoSuchRow)?;
        if row.changes.last().is_some_and(|before| change.from <= before.from) {
            return Err(Unfit::NotLater);
        }
        row.changes.push(change);
        Ok(self)
    }

    /// Whether terms hold together: some evidence, a unit that it gives, and a rule where evenings are counted.
    fn check(&self, terms: &Terms) -> Result<(), Unfit> {
        if terms.evidence.is_empty() {
            return Err(Unfit::NoEvidence);
        }
        let Kind::Counted { unit, counting, .. } = &terms.kind else { return Ok(()) };
        if unit.part_of().is_some() || !terms.evidence.iter().any(|kind| kind.measures().contains(unit)) {
            return Err(Unfit::NoSuchUnit);
        }
        let is_known = |key: &String| self.counting.iter().any(|rule| rule.key == *key);
        match counting {
            Some(key) if *unit == Measure::Occasions && is_known(key) => Ok(()),
            None if *unit != Measure::Occasions => Ok(()),
            _ => Err(Unfit::NoSuchRule),
        }
    }
}

/// All promises of one municipality: the running one and the archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Promises {
    all: Vec<Promise>,
    published_on: Option<Weekday>,
}

impl Promises {
    /// Reads all files. Two promises never run at the same time: their counts of persons could be subtracted.
    ///
    /// # Errors
    /// The first fault found, with file and line.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, PromiseFault> {
        let mut promises: Vec<Promise> = Vec::with_capacity(files.len());
        for (name, text) in files {
            let promise = Promise::parse(name, text)?;
            if let Some(other) = promises.iter().find(|other| other.period.overlaps(promise.period)) {
                return Err(PromiseFault::overlap(name, other));
            }
            promises.push(promise);
        }
        promises.sort_by_key(|promise| promise.period.first());
        Ok(Self { all: promises, published_on: None })
    }

    /// With the day of the week on which they are published.
    #[must_use]
    pub fn published_each(self, weekday: Weekday) -> Self {
        Self { published_on: Some(weekday), ..self }
    }

    /// The day of the week on which they are published: Monday, unless somebody says otherwise.
    pub fn published_on(&self) -> Weekday {
        self.published_on.unwrap_or(Weekday::Monday)
    }

    /// All of them, the oldest first.
    pub fn all(&self) -> &[Promise] {
        &self.all
    }

    /// One of them.
    pub fn get(&self, key: &str) -> Option<&Promise> {
        self.all.iter().find(|promise| promise.key == key)
    }

    /// The one before another, by their periods.
    pub fn before(&self, key: &str) -> Option<&Promise> {
        let at = self.all.iter().position(|promise| promise.key == key)?;
        self.all.get(at.checked_sub(1)?)
    }

    /// The one that runs on this day.
    pub fn running(&self, day: Date) -> Option<&Promise> {
        self.all.iter().find(|promise| promise.period.contains(day))
    }
}

#[cfg(test)]
mod tests;
