//! The law as dated data: on which legal bases something may be handed over, and from when to when.
//!
//! The files of `config/law/`, one for each basis, are read into one [`Law`]; everyone asks it with the legal
//! day and gets the version in force on that day. Nothing here is a constant of the code, and nothing here is
//! a lawyer's word: a version that no person has signed says so ([`Basis::verified`] is `None`).
//!
//! What it is not: it opens no files (texts are arguments), it does not know who may do what (the policies in
//! `access` do), and it does not judge whether a condition is met; it lists what must be recorded.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;
use time::Date;

use crate::timestamp::LegalDay;
use crate::unit::Agency;

mod file;

/// All legal bases in all their versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Law {
    /// By id; each list by `valid_from`, without overlaps.
    bases: BTreeMap<String, Vec<Basis>>,
}

/// One version of a legal basis (*rättslig grund*). Made only by [`Law::parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Basis {
    /// What policies, disclosures and the log call it, in all its versions: `concern-report`.
    pub id: String,
    /// Its name in Swedish, for headings and choices.
    pub title: String,
    /// The provision in Swedish: `19 kap. 1 § socialtjänstlagen (2025:400)`.
    pub provision: String,
    /// Whose information may be handed over on it.
    pub from: Vec<Agency>,
    /// Who may receive it.
    pub to: Vec<Agency>,
    /// The age that whoever it is about has not reached; `None` where age does not matter.
    pub under_age: Option<u16>,
    /// What it never carries, wherever it is kept.
    pub excludes: Vec<Origin>,
    /// What must be recorded for it to carry, in the order of the form.
    pub conditions: Vec<Condition>,
    /// The first day on which this version is law.
    pub valid_from: Date,
    /// The last day on which it is; `None` where no end is known.
    pub valid_to: Option<Date>,
    /// The statutory text, verbatim; `None` where no whole text of this version is at hand. Then the page says
    /// that the summary stands alone.
    pub wording: Option<String>,
    /// What it means, in plain Swedish of our own.
    pub summary: String,
    /// Where text and dates come from, and what about them is not certain.
    pub source: String,
    /// Who has signed this version for the municipality; `None` until a person has.
    pub verified: Option<Verified>,
}

/// Where an information comes from, where the law makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Health care, the medical part of school health services too (25 kap. 1 § OSL).
    Health,
}

/// What somebody wants to tell, without anything about anybody.
#[derive(Clone, Copy, Debug)]
pub struct Telling {
    /// Whose information it is.
    pub from: Agency,
    /// Who is to hear it.
    pub to: Agency,
    /// How old the person is, in whole years; `None` where that is not said.
    pub age: Option<u16>,
    /// Where it comes from, where that matters.
    pub origin: Option<Origin>,
}

/// Something that must be recorded before a basis carries a handing over.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Condition {
    /// Its name in records and forms, unique within the version.
    pub id: String,
    /// What is to be recorded, in Swedish.
    pub text: String,
}

/// A person's signature under a version.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// The day of the signature.
    pub on: Date,
    /// Name and function, as the person gave them.
    pub by: String,
}

/// A file under `config/law/` that cannot be used, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}, line {line}: {problem}")]
pub struct LawFault {
    /// The name under which the file was given.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there, and what is allowed.
    pub problem: LawProblem,
}

/// What can be wrong in a file of the law. The message says what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LawProblem {
    /// No TOML, an unknown or missing key, or a value of the wrong kind; the text is the parser's.
    #[error("{0}")]
    Form(String),
    /// An id with other letters.
    #[error("`{0}` is no id: allowed are small letters a to z, digits and single hyphens between them")]
    Id(String),
    /// A file that is not named after its basis.
    #[error("the id is `{id}`: the file must be named {id}.toml")]
    FileName {
        /// The id in the file.
        id: String,
    },
    /// Two files with one id.
    #[error("`{0}` stands in another file already: all versions of a basis stand in one")]
    SecondFile(String),
    /// A condition that is there twice in a version.
    #[error("the condition `{0}` stands here twice: each id once in a version")]
    SecondCondition(String),
    /// A text without letters.
    #[error("`{key}` is empty: write a text, or leave the key out where it may be absent")]
    Empty {
        /// The key.
        key: &'static str,
    },
    /// A list without members.
    #[error("`{key}` names nobody: name at least one of school, social, police, leisure, municipality")]
    Nobody {
        /// The key.
        key: &'static str,
    },
    /// A basis without versions.
    #[error("the basis has no [[version]]: at least one is needed")]
    NoVersion,
    /// A date with a time of day, or one that is not in the calendar.
    #[error("`{key}` must be a date of the calendar, without time: for example 2025-07-01")]
    NoDay {
        /// The key.
        key: &'static str,
    },
    /// A version that ends before it begins.
    #[error("the version ends on {to} before it begins on {from}: valid_to may not lie before valid_from")]
    EndsBeforeItBegins {
        /// `valid_from`.
        from: Date,
        /// `valid_to`.
        to: Date,
    },
    /// Two versions that are in force on the same day.
    #[error("the version from {later} begins while the one from {earlier} is in force: end that one before")]
    Overlap {
        /// `valid_from` of the earlier one.
        earlier: Date,
        /// `valid_from` of the later one.
        later: Date,
    },
    /// Half a signature.
    #[error("verified_on and verified_by stand together or not at all")]
    HalfSigned,
}

impl Law {
    /// Reads all files of the law, each with its name (the last part must be `<id>.toml`) and its text.
    ///
    /// # Errors
    /// The first fault found, with file and line.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, LawFault> {
        let mut bases = BTreeMap::new();
        for (name, text) in files {
            let read = file::read(name, text)?;
            if bases.contains_key(&read.id) {
                return Err(LawFault {
                    file: (*name).to_owned(),
                    line: read.line,
                    problem: LawProblem::SecondFile(read.id),
                });
            }
            bases.insert(read.id, read.versions);
        }
        Ok(Self { bases })
    }

    /// The version of this basis that is in force on the day, if any is.
    pub fn basis(&self, id: &str, day: LegalDay) -> Option<&Basis> {
        self.bases.get(id)?.iter().find(|basis| basis.is_in_force(day))
    }

    /// The bases in force on the day that speak of such a telling.
    pub fn carrying(&self, telling: &Telling, day: LegalDay) -> impl Iterator<Item = &Basis> {
        self.all().filter(move |basis| basis.is_in_force(day) && basis.speaks_of(telling))
    }

    /// Every version of every basis, by id and then by first day.
    pub fn all(&self) -> impl Iterator<Item = &Basis> {
        self.bases.values().flatten()
    }
}

impl Basis {
    /// The name of this version for the log: `concern-report@2025-07-01`.
    pub fn version(&self) -> String {
        format!("{}@{}", self.id, self.valid_from)
    }

    /// Whether it is law on this day; first and last day are.
    pub fn is_in_force(&self, day: LegalDay) -> bool {
        self.valid_from <= day.date() && self.valid_to.is_none_or(|last| day.date() <= last)
    }

    /// Whether it speaks of such a telling. An age that is not said is no hindrance: it is one of the conditions.
    pub fn speaks_of(&self, telling: &Telling) -> bool {
        self.carries(telling.from, telling.to)
            && telling.origin.is_none_or(|origin| !self.excludes.contains(&origin))
            && self.under_age.zip(telling.age).is_none_or(|(limit, age)| age < limit)
    }

    /// Whether it speaks of handing over from the one to the other.
    pub fn carries(&self, from: Agency, to: Agency) -> bool {
        self.from.contains(&from) && self.to.contains(&to)
    }
}

#[cfg(test)]
mod tests;
