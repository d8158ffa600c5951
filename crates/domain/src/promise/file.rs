//! How a file of a promise is written, and the checks that it must pass.
//!
//! TOML, one file for each promise; the first file in `config/promise/` explains its parts. Unknown keys are refused. A
//! file is taken only whole: every sentence is answered by a row or says what it is there for, every row answers for a
//! sentence and names its evidence, and a counting rule says in words what it does in numbers.
//!
//! What it is not: it does not know other promises ([`super::Promises::parse`]), and it fills in no defaults.

use std::{collections::BTreeSet, num::NonZeroU32, path::Path};

use serde::Deserialize;
use thiserror::Error;
use time::{Date, Month};
use toml::{Spanned, value::Datetime};

use super::{
    Change, Commitment, CountingRule, EvidenceKind, Kind, Measure, Owner, Part, Period, Priority, Promise,
    Sentence, Terms, Unfit, counting::OnePer,
};
use crate::{Id, hours::time_of_day, situation::picture::Problem};

/// A file of a promise that cannot be used, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}, line {line}: {problem}")]
pub struct PromiseFault {
    /// The name under which the file was given.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there, and what is allowed.
    pub problem: PromiseProblem,
}

/// What can be wrong in a file of a promise.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PromiseProblem {
    /// No TOML, an unknown or missing key, or a value of the wrong kind; the text is the parser's.
    #[error("{0}")]
    Form(String),
    /// A file that is not named after its promise.
    #[error("the key is `{0}`: the file must be named {0}.toml")]
    FileName(String),
    /// Another promise of the same days.
    #[error("`{0}` runs on the same days: two promises never run at the same time")]
    Overlap(String),
    /// A date that is none.
    #[error("a date of the calendar is needed here, without time: for example 2023-09-01")]
    NoDay,
    /// A key that stands twice.
    #[error("`{0}` stands here twice")]
    Twice(String),
    /// A text without letters.
    #[error("`{0}` has an empty text")]
    Empty(String),
    /// A key that nothing has.
    #[error("there is no `{0}`")]
    Unknown(String),
    /// A sentence that nobody answers for.
    #[error("no row answers for the sentence `{0}`, and it has no context")]
    Unanswered(String),
    /// A row that answers for no sentence.
    #[error("`{0}` answers for no sentence")]
    NoSentence(String),
    /// Terms that do not hold together.
    #[error("`{row}`: {why}")]
    Terms {
        /// The row.
        row: String,
        /// Why not.
        why: Unfit,
    },
    /// Something that only a counted row has.
    #[error(
        "`{0}`: unit, target and counting belong to a counted row; it needs a unit, and a target is at least 1"
    )]
    NotCounted(String),
    /// Versions of a rule that do not follow each other from the first day on.
    #[error("the versions of `{0}` must begin with the period and follow each other")]
    RuleDays(String),
    /// A time that is none, or a sentence that does not say what the rule does.
    #[error("the sentences of `{0}` must name when it begins, as 17.00, and its minutes, as 60 minut(er)")]
    RuleWords(String),
}

impl PromiseFault {
    pub(super) fn overlap(name: &str, other: &Promise) -> Self {
        Self { file: name.to_owned(), line: 1, problem: PromiseProblem::Overlap(other.key.clone()) }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileForm {
    key: Spanned<String>,
    first_day: Spanned<Datetime>,
    last_day: Spanned<Datetime>,
    source: String,
    sentence: Vec<Spanned<Sentence>>,
    priority: Vec<Spanned<PriorityForm>>,
    commitment: Vec<Spanned<CommitmentForm>>,
    #[serde(default)]
    counting: Vec<Spanned<RuleForm>>,
    #[serde(default)]
    change: Vec<Spanned<ChangeForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PriorityForm {
    key: String,
    sentence: String,
    commitments: Vec<String>,
    evidence: Vec<EvidenceKind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommitmentForm {
    key: String,
    owner: Owner,
    title: String,
    english: String,
    sentences: Vec<String>,
    terms: TermsForm,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermsForm {
    kind: KindForm,
    unit: Option<Measure>,
    target: Option<u32>,
    counting: Option<String>,
    evidence: Vec<EvidenceKind>,
    #[serde(default)]
    problems: Vec<Id<Problem>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum KindForm {
    Counted,
    Done,
    Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleForm {
    key: String,
    from: Datetime,
    one_per: OnePer,
    begins: String,
    minutes: u16,
    sentence: String,
    english: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeForm {
    commitment: String,
    from: Datetime,
    reason: String,
    terms: TermsForm,
}

/// Reads and checks one file.
pub(super) fn read(name: &str, text: &str) -> Result<Promise, PromiseFault> {
    let source = Source { name, text };
    let form: FileForm = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        source.fault(at, PromiseProblem::Form(error.message().to_owned()))
    })?;
    let at = form.key.span().start;
    let key = form.key.into_inner();
    let path = Path::new(name);
    if path.file_stem().is_none_or(|stem| *stem != *key) || path.extension().is_none_or(|end| end != "toml") {
        return Err(source.fault(at, PromiseProblem::FileName(key)));
    }
    let last_at = form.last_day.span().start;
    let period = Period::new(source.day(&form.first_day)?, source.day(&form.last_day)?)
        .map_err(|why| source.fault(last_at, PromiseProblem::Terms { row: key.clone(), why }))?;
    let mut promise = Promise {
        key,
        period,
        source: form.source.trim().to_owned(),
        sentences: source.each(form.sentence, Ok)?,
        priorities: Vec::new(),
        commitments: Vec::new(),
        counting: source.each(form.counting, counting_rule)?,
    };
    promise.counting.sort_by(|a, b| (&a.key, a.from).cmp(&(&b.key, b.from)));
    promise.commitments = source.each(form.commitment, |row| commitment(row, &promise))?;
    promise.priorities = source.each(form.priority, |first| priority(first, &promise))?;
    check_whole(&promise).map_err(|problem| source.fault(at, problem))?;
    form.change.into_iter().try_fold(promise, |promise, change| {
        let at = change.span().start;
        changed(promise, change.into_inner()).map_err(|problem| source.fault(at, problem))
    })
}

/// What can be said only of the whole: no key twice, nobody left out, no rule missing for the first days.
fn check_whole(promise: &Promise) -> Result<(), PromiseProblem> {
    once(promise.sentences.iter().map(|one| &one.key))?;
    once(promise.priorities.iter().map(|one| &one.key))?;
    once(promise.commitments.iter().map(|one| &one.key))?;
    for one in &promise.sentences {
        if one.text.trim().is_empty() || one.english.trim().is_empty() {
            return Err(PromiseProblem::Empty(one.key.clone()));
        }
        if one.context.is_none() && promise.answering(&one.key).next().is_none() {
            return Err(PromiseProblem::Unanswered(one.key.clone()));
        }
    }
    let mut before: Option<&CountingRule> = None;
    for rule in &promise.counting {
        let follows = match before.filter(|before| before.key == rule.key) {
            None => rule.from == promise.period.first(),
            Some(before) => before.from < rule.from && promise.period.contains(rule.from),
        };
        if !follows {
            return Err(PromiseProblem::RuleDays(rule.key.clone()));
        }
        before = Some(rule);
    }
    Ok(())
}

fn once<'a>(keys: impl Iterator<Item = &'a String>) -> Result<(), PromiseProblem> {
    let mut seen = BTreeSet::new();
    for key in keys {
        if !seen.insert(key) {
            return Err(PromiseProblem::Twice(key.clone()));
        }
    }
    Ok(())
}

fn priority(form: PriorityForm, promise: &Promise) -> Result<Priority, PromiseProblem> {
    let PriorityForm { key, sentence, commitments, evidence } = form;
    if promise.sentence(&sentence).is_none_or(|one| one.part != Part::Priority) {
        return Err(PromiseProblem::Unknown(sentence));
    }
    if let Some(unknown) = commitments.iter().find(|row| promise.commitment(row).is_none()) {
        return Err(PromiseProblem::Unknown(unknown.clone()));
    }
    if evidence.is_empty() {
        return Err(PromiseProblem::Terms { row: key, why: Unfit::NoEvidence });
    }
    Ok(Priority { key, sentence, commitments, evidence })
}

fn commitment(form: CommitmentForm, promise: &Promise) -> Result<Commitment, PromiseProblem> {
    let CommitmentForm { key, owner, title, english, sentences, terms } = form;
    if sentences.is_empty() {
        return Err(PromiseProblem::NoSentence(key));
    }
    if let Some(unknown) = sentences.iter().find(|one| promise.sentence(one).is_none()) {
        return Err(PromiseProblem::Unknown(unknown.clone()));
    }
    let signed = read_terms(&key, terms)?;
    promise.check(&signed).map_err(|why| PromiseProblem::Terms { row: key.clone(), why })?;
    Ok(Commitment { key, owner, title, english, sentences, signed, changes: Vec::new() })
}

fn read_terms(row: &str, form: TermsForm) -> Result<Terms, PromiseProblem> {
    let TermsForm { kind, unit, target, counting, evidence, problems } = form;
    let kind = match (kind, unit, target.map(NonZeroU32::new)) {
        (KindForm::Counted, Some(unit), None) => Kind::Counted { unit, target: None, counting },
        (KindForm::Counted, Some(unit), Some(Some(target))) => {
            Kind::Counted { unit, target: Some(target), counting }
        }
        (KindForm::Done, None, None) if counting.is_none() => Kind::Done,
        (KindForm::Text, None, None) if counting.is_none() => Kind::Text,
        _ => return Err(PromiseProblem::NotCounted(row.to_owned())),
    };
    Ok(Terms { kind, evidence, problems })
}

fn counting_rule(form: RuleForm) -> Result<CountingRule, PromiseProblem> {
    let RuleForm { key, from, one_per, begins, minutes, sentence, english, reason } = form;
    let Ok(begins) = time_of_day(&begins) else { return Err(PromiseProblem::RuleWords(key)) };
    let clock = format!(" {:02}.{:02} ", begins.hour(), begins.minute());
    let says = |text: &str| text.contains(&clock) && text.contains(&format!(" {minutes} minut"));
    if !says(&sentence) || !says(&english) {
        return Err(PromiseProblem::RuleWords(key));
    }
    if reason.trim().is_empty() {
        return Err(PromiseProblem::Terms { row: key, why: Unfit::ReasonMissing });
    }
    Ok(CountingRule { key, from: calendar_day(&from)?, one_per, begins, minutes, sentence, english, reason })
}

fn changed(promise: Promise, form: ChangeForm) -> Result<Promise, PromiseProblem> {
    let ChangeForm { commitment: row, from, reason, terms } = form;
    let change = Change { from: calendar_day(&from)?, reason, terms: read_terms(&row, terms)? };
    promise.changed(&row, change).map_err(|why| PromiseProblem::Terms { row, why })
}

fn calendar_day(written: &Datetime) -> Result<Date, PromiseProblem> {
    let day = match written {
        Datetime { date: Some(day), time: None, offset: None } => Month::try_from(day.month)
            .and_then(|month| Date::from_calendar_date(i32::from(day.year), month, day.day))
            .ok(),
        _ => None,
    };
    day.ok_or(PromiseProblem::NoDay)
}

/// The file, for saying where a fault lies.
struct Source<'a> {
    name: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn fault(&self, at: usize, problem: PromiseProblem) -> PromiseFault {
        let line = 1 + self.text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        PromiseFault { file: self.name.to_owned(), line, problem }
    }

    fn day(&self, written: &Spanned<Datetime>) -> Result<Date, PromiseFault> {
        calendar_day(written.get_ref()).map_err(|problem| self.fault(written.span().start, problem))
    }

    /// Reads the members of a list; a fault is told at the member.
    fn each<F, T>(
        &self,
        forms: Vec<Spanned<F>>,
        read: impl Fn(F) -> Result<T, PromiseProblem>,
    ) -> Result<Vec<T>, PromiseFault> {
        let read = |form: Spanned<F>| {
            let at = form.span().start;
            read(form.into_inner()).map_err(|problem| self.fault(at, problem))
        };
        forms.into_iter().map(read).collect()
    }
}
