//! How a file of the law is written, and the checks that it must pass.
//!
//! TOML, one file for each basis: `id`, then one `[[version]]` for each wording that was or is law. TOML has no
//! null: a key that has no value is left out, which is allowed for `valid_to` (still in force), `wording` (no
//! whole text at hand), `verified_on` and `verified_by` (nobody has signed). Unknown keys are refused, so that
//! a slip of the pen in the name of such a key cannot pass for its absence.
//!
//! What it is not: it knows nothing of several files at once ([`super::Law::parse`]) and fills in no defaults.

use std::path::Path;

use serde::Deserialize;
use time::{Date, Month};
use toml::Spanned;
use toml::value::Datetime;

use super::{Basis, Condition, LawFault, LawProblem, Origin, Verified};
use crate::unit::Agency;

/// What a file holds: all versions of one basis by first day, and the line of its id.
pub(super) struct Read {
    pub(super) id: String,
    pub(super) line: usize,
    pub(super) versions: Vec<Basis>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileForm {
    id: Spanned<String>,
    #[serde(default)]
    version: Vec<VersionForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VersionForm {
    title: Spanned<String>,
    provision: Spanned<String>,
    from: Spanned<Vec<Agency>>,
    to: Spanned<Vec<Agency>>,
    under_age: Option<u16>,
    #[serde(default)]
    excludes: Vec<Origin>,
    conditions: Vec<ConditionForm>,
    valid_from: Spanned<Datetime>,
    valid_to: Option<Spanned<Datetime>>,
    wording: Option<Spanned<String>>,
    summary: Spanned<String>,
    source: Spanned<String>,
    verified_on: Option<Spanned<Datetime>>,
    verified_by: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionForm {
    id: Spanned<String>,
    text: Spanned<String>,
}

/// Reads and checks one file.
pub(super) fn read(name: &str, text: &str) -> Result<Read, LawFault> {
    let source = Source { name, text };
    let form: FileForm = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        source.fault(at, LawProblem::Form(error.message().to_owned()))
    })?;
    let at = form.id.span().start;
    let id = source.id(form.id)?;
    let path = Path::new(name);
    if path.file_stem().is_none_or(|stem| *stem != *id) || path.extension().is_none_or(|end| end != "toml") {
        return Err(source.fault(at, LawProblem::FileName { id }));
    }
    if form.version.is_empty() {
        return Err(source.fault(at, LawProblem::NoVersion));
    }
    let mut versions =
        form.version.into_iter().map(|form| source.version(&id, form)).collect::<Result<Vec<_>, _>>()?;
    versions.sort_by_key(|(_, basis)| basis.valid_from);
    for ((_, earlier), (at, later)) in versions.iter().zip(versions.iter().skip(1)) {
        if earlier.valid_to.is_none_or(|last| later.valid_from <= last) {
            let problem = LawProblem::Overlap { earlier: earlier.valid_from, later: later.valid_from };
            return Err(source.fault(*at, problem));
        }
    }
    Ok(Read { id, line: source.line(at), versions: versions.into_iter().map(|(_, basis)| basis).collect() })
}

/// The file, for saying where a fault lies.
struct Source<'a> {
    name: &'a str,
    text: &'a str,
}

impl Source<'_> {
    /// The line, from 1, of this byte.
    fn line(&self, at: usize) -> usize {
        1 + self.text.bytes().take(at).filter(|byte| *byte == b'\n').count()
    }

    fn fault(&self, at: usize, problem: LawProblem) -> LawFault {
        LawFault { file: self.name.to_owned(), line: self.line(at), problem }
    }

    /// The version, with the place of its first day.
    fn version(&self, id: &str, form: VersionForm) -> Result<(usize, Basis), LawFault> {
        let at = form.valid_from.span().start;
        let valid_from = self.day("valid_from", &form.valid_from)?;
        let valid_to = form.valid_to.as_ref().map(|day| self.day("valid_to", day)).transpose()?;
        if let Some(to) = valid_to.filter(|to| *to < valid_from) {
            return Err(self.fault(at, LawProblem::EndsBeforeItBegins { from: valid_from, to }));
        }
        let basis = Basis {
            id: id.to_owned(),
            title: self.filled("title", form.title)?,
            provision: self.filled("provision", form.provision)?,
            from: self.parties("from", form.from)?,
            to: self.parties("to", form.to)?,
            under_age: form.under_age,
            excludes: form.excludes,
            conditions: self.conditions(form.conditions)?,
            valid_from,
            valid_to,
            wording: form.wording.map(|text| self.filled("wording", text)).transpose()?,
            summary: self.filled("summary", form.summary)?,
            source: self.filled("source", form.source)?,
            verified: self.verified(form.verified_on, form.verified_by)?,
        };
        Ok((at, basis))
    }

    fn conditions(&self, forms: Vec<ConditionForm>) -> Result<Vec<Condition>, LawFault> {
        let mut conditions: Vec<Condition> = Vec::with_capacity(forms.len());
        for form in forms {
            let at = form.id.span().start;
            let id = self.id(form.id)?;
            if conditions.iter().any(|other| other.id == id) {
                return Err(self.fault(at, LawProblem::SecondCondition(id)));
            }
            conditions.push(Condition { id, text: self.filled("text", form.text)? });
        }
        Ok(conditions)
    }

    fn verified(
        &self,
        on: Option<Spanned<Datetime>>,
        by: Option<Spanned<String>>,
    ) -> Result<Option<Verified>, LawFault> {
        match (on, by) {
            (None, None) => Ok(None),
            (Some(on), Some(by)) => {
                let on = self.day("verified_on", &on)?;
                Ok(Some(Verified { on, by: self.filled("verified_by", by)? }))
            }
            (Some(on), None) => Err(self.fault(on.span().start, LawProblem::HalfSigned)),
            (None, Some(by)) => Err(self.fault(by.span().start, LawProblem::HalfSigned)),
        }
    }

    fn id(&self, id: Spanned<String>) -> Result<String, LawFault> {
        let is_part = |part: &str| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let at = id.span().start;
        let id = id.into_inner();
        if id.split('-').all(is_part) { Ok(id) } else { Err(self.fault(at, LawProblem::Id(id))) }
    }

    /// The text without white space around it, such as the line break that ends a long TOML text.
    fn filled(&self, key: &'static str, text: Spanned<String>) -> Result<String, LawFault> {
        let at = text.span().start;
        match text.into_inner().trim() {
            "" => Err(self.fault(at, LawProblem::Empty { key })),
            text => Ok(text.to_owned()),
        }
    }

    fn parties(&self, key: &'static str, list: Spanned<Vec<Agency>>) -> Result<Vec<Agency>, LawFault> {
        let at = list.span().start;
        let list = list.into_inner();
        if list.is_empty() { Err(self.fault(at, LawProblem::Nobody { key })) } else { Ok(list) }
    }

    fn day(&self, key: &'static str, written: &Spanned<Datetime>) -> Result<Date, LawFault> {
        let day = match written.get_ref() {
            Datetime { date: Some(day), time: None, offset: None } => Month::try_from(day.month)
                .and_then(|month| Date::from_calendar_date(i32::from(day.year), month, day.day))
                .ok(),
            _ => None,
        };
        day.ok_or_else(|| self.fault(written.span().start, LawProblem::NoDay { key }))
    }
}
