//! The log, read: the auditor's review of an authority's log, and everybody's own lines.
//!
//! Opening the log is an act like any other: decided, recorded as range and filter, and never a way to a record.

use std::collections::BTreeMap;

use access::{
    Action, Facts,
    logbook::{Log, LogRow},
};
use async_trait::async_trait;
use domain::{Id, Timestamp, duty::Account, stockholm, unit::Unit};
use ledger::{ActionClass, Entry};

use crate::{
    Fault,
    ports::LogFilter,
    question::{Asked, Question, Reading},
};

/// So many rows are shown at once.
const PAGE: u32 = 100;

/// Which part of the log somebody wants to see.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// From this instant on.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// Only this reader.
    pub reader: Option<Id<Account>>,
    /// Only this unit.
    pub unit: Option<Id<Unit>>,
    /// Only this class of acts.
    pub class: Option<ActionClass>,
    /// Only entries before this index.
    pub before: Option<u64>,
}

/// A line of the log, as somebody may read it: persons are pseudonyms of the month.
pub struct Line {
    /// Its index.
    pub index: u64,
    /// When.
    pub at: Timestamp,
    /// The class in clear.
    pub class: Option<ActionClass>,
    /// The acting unit, where it still exists.
    pub unit: Option<String>,
    /// The entry; `None` once the month's key was destroyed.
    pub entry: Option<Entry>,
    /// The reader's name, where the account still exists.
    pub reader: Option<String>,
}

/// A part of the log, and what can be chosen from.
pub struct Lines {
    /// The lines, newest first.
    pub lines: Vec<Line>,
    /// Where the next part begins.
    pub before: Option<u64>,
    /// The readers of the authority, by name.
    pub readers: Vec<(Id<Account>, String)>,
    /// The units of the authority, by name.
    pub units: Vec<(Id<Unit>, String)>,
}

/// The log of the reader's own authority.
pub struct Review(pub Wanted);

#[async_trait]
impl Question for Review {
    type Answer = Lines;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let unit = reading.actor.duty.unit.clone();
        let authority = unit.authority.id;
        let (slip, pending) =
            reading.decide_facts::<Log>(Action::LogReview, Facts::of_log(&unit, None), &["log"]);
        let units: Vec<(Id<Unit>, String)> = (reading.tx.units().await?.into_iter())
            .filter(|unit| unit.authority.id == authority)
            .map(|unit| (unit.id, unit.name))
            .collect();
        let chosen: Vec<Id<Unit>> = units
            .iter()
            .map(|(id, _)| *id)
            .filter(|id| self.0.unit.is_none_or(|wanted| wanted == *id))
            .collect();
        let readers = reading.tx.colleagues(authority).await?;
        let filter = LogFilter { units: chosen, ..filter(reading, &self.0)? };
        // A unit of another authority chooses nothing, never everything.
        let rows = if filter.units.is_empty() { Vec::new() } else { reading.tx.log(&filter).await? };
        let slip = self.0.noted().into_iter().fold(slip, |slip, (word, value)| slip.noting(word, value));
        Ok(Asked { slip: Some(slip), settle: opened(pending, rows, readers, units) })
    }
}

/// The reader's own lines.
pub struct OwnLines(pub Wanted);

#[async_trait]
impl Question for OwnLines {
    type Answer = Lines;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let (unit, account) = (reading.actor.duty.unit.clone(), reading.actor.account);
        let facts = Facts::of_log(&unit, Some(account));
        let (slip, pending) = reading.decide_facts::<Log>(Action::LogOwn, facts, &["log"]);
        let units = reading.tx.units().await?.into_iter().map(|unit| (unit.id, unit.name)).collect();
        let wanted = Wanted { reader: Some(account), unit: None, ..self.0 };
        let rows = reading.tx.log(&filter(reading, &wanted)?).await?;
        let name = reading.tx.account(account).await?.map(|row| (account, row.name));
        let slip = wanted.noted().into_iter().fold(slip, |slip, (word, value)| slip.noting(word, value));
        Ok(Asked { slip: Some(slip), settle: opened(pending, rows, name.into_iter().collect(), units) })
    }
}

impl Wanted {
    /// Range and filter, as the log records that it was opened.
    fn noted(&self) -> Vec<(&'static str, String)> {
        let mut words = Vec::new();
        let mut note = |word, value: Option<String>| words.extend(value.map(|value| (word, value)));
        note("from", self.from.map(|at| at.micros().to_string()));
        note("until", self.until.map(|at| at.micros().to_string()));
        note("reader", self.reader.map(|id| id.to_string()));
        note("unit", self.unit.map(|id| id.to_string()));
        note("class", self.class.map(|class| class.as_str().to_owned()));
        note("before", self.before.map(|index| index.to_string()));
        words
    }
}

fn filter(reading: &Reading<'_>, wanted: &Wanted) -> Result<LogFilter, Fault> {
    let readers = match wanted.reader {
        Some(account) => reader_tokens(reading, wanted, account)?,
        None => Vec::new(),
    };
    Ok(LogFilter {
        from: wanted.from,
        until: wanted.until,
        units: Vec::new(),
        readers,
        class: wanted.class.map(ActionClass::code),
        before: wanted.before,
        limit: PAGE,
    })
}

/// A reader's tokens in every month of the range; without a range, in this month and the eleven before it.
fn reader_tokens(
    reading: &Reading<'_>,
    wanted: &Wanted,
    account: Id<Account>,
) -> Result<Vec<Vec<u8>>, Fault> {
    const YEAR: time::Duration = time::Duration::days(365);
    let until = wanted.until.unwrap_or(reading.occasion.now);
    let mut at = wanted.from.unwrap_or_else(|| until.minus(YEAR));
    let mut months = vec![stockholm::month(until)];
    // 27 days never step over a month; sixty months are five years, the longest that a log is kept.
    while at < until && months.len() < 100 {
        months.push(stockholm::month(at));
        at = at.plus(time::Duration::days(27));
    }
    months.sort_unstable();
    months.dedup();
    let keys = &reading.shared.keys;
    let mut tokens = Vec::new();
    for month in months {
        tokens.extend(keys.reader_token(&month, account)?);
    }
    // Without a single key there is nothing that could be matched: a token that nobody has.
    if tokens.is_empty() {
        tokens.push(Vec::new());
    }
    Ok(tokens)
}

type Settled = Box<dyn FnOnce(&access::Stamp, &access::KeyRing) -> Result<Lines, Fault> + Send>;

fn opened(
    pending: access::Pending<Log>,
    rows: Vec<LogRow>,
    readers: Vec<(Id<Account>, String)>,
    units: Vec<(Id<Unit>, String)>,
) -> Settled {
    Box::new(move |stamp, keys| {
        let permit = pending.settle(stamp)?;
        let full = rows.len() >= PAGE as usize;
        let before = rows.last().filter(|_| full).map(|row| row.index);
        let unit_names: BTreeMap<uuid::Uuid, &str> =
            units.iter().map(|(id, name)| (id.uuid(), name.as_str())).collect();
        let names: BTreeMap<String, &str> =
            readers.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect();
        let lines = (keys.open_log(rows, &permit)?.into_iter())
            .map(|(row, entry)| Line {
                index: row.index,
                at: row.at,
                class: ActionClass::from_code(row.class),
                unit: unit_names.get(&row.unit).map(|name| (*name).to_owned()),
                reader: entry
                    .as_ref()
                    .and_then(|e| names.get(&e.reader.account))
                    .map(|name| (*name).to_owned()),
                entry,
            })
            .collect();
        Ok(Lines { lines, before, readers, units })
    })
}
