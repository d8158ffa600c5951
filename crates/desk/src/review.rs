//! Reviewing the log: a month's readings by reader and person, what came of looking at them, the question to a
//! reader and the answer, and the name behind a pseudonym.
//!
//! It opens the log and what belongs to its review, never a record: reviewing reads is no read of the register.

use std::collections::{BTreeMap, BTreeSet};

use access::{Action, Disclosed, Facts, logbook::Log};
use async_trait::async_trait;
use domain::{
    Id, Timestamp,
    duty::Account,
    review::{Outcome, Question as ReaderQuestion, Reviewed},
    stockholm,
    unit::{Agency, Unit},
};
use ledger::ActionClass;
use uuid::Uuid;

use crate::{
    Fault,
    ports::LogFilter,
    question::{Asked, Question, Reading},
};

mod acts;
mod groups;
mod reveal;

pub use acts::{OneQuestion, QuestionsToMe};
pub use groups::{Flag, Group};
pub use reveal::Reveal;

/// So many entries are grouped at once: a large authority's month several times over.
const MOST: u32 = 30_000;

/// Part of the log, by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// From this instant on.
    pub from: Timestamp,
    /// Before this instant.
    pub until: Timestamp,
}

/// The log of the reader's own authority in a period, grouped.
pub struct Grouped(pub Period);

/// How many entries of a class a unit has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The unit, where it still exists; none for what belongs to no unit.
    pub unit: Option<String>,
    /// The class.
    pub class: Option<ActionClass>,
    /// How many.
    pub entries: u32,
}

/// Where the review of a group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has looked, or there are new readings since.
    Open,
    /// The reader was asked and has not answered.
    Waiting,
    /// The reader has answered.
    Answered,
    /// Done.
    Done(Outcome),
}

/// A group, as the auditor sees it.
pub struct Seen {
    /// The readings.
    pub group: Group,
    /// The reader's name, where the account belongs to the authority.
    pub reader: Option<String>,
    /// The unit's name.
    pub unit: Option<String>,
    /// The auditor's own readings: somebody else reviews them.
    pub is_own: bool,
    /// Whether chance picked it.
    pub in_sample: bool,
    /// What was set down last.
    pub outcome: Option<Reviewed>,
    /// Who set it down.
    pub by: Option<String>,
    /// The last question about it.
    pub question: Option<Disclosed<ReaderQuestion>>,
}

impl Seen {
    /// Where its review stands.
    pub fn stage(&self) -> Stage {
        // A question stays open over new readings: the answer covers what the auditor sees then.
        let counts =
            |reviewed: &&Reviewed| reviewed.upto >= self.group.upto || reviewed.outcome == Outcome::Asked;
        let current = self.outcome.as_ref().filter(counts);
        match current.map(|reviewed| reviewed.outcome) {
            None => Stage::Open,
            Some(Outcome::Asked) => {
                let answered = self.question.as_ref().is_some_and(|asked| asked.cover().answered.is_some());
                if answered { Stage::Answered } else { Stage::Waiting }
            }
            Some(outcome) => Stage::Done(outcome),
        }
    }

    /// Whether one button may settle it with all others like it: explained, not flagged, and not looked at yet.
    pub fn is_routine(&self) -> bool {
        !self.group.is_flagged() && !self.is_own && self.stage() == Stage::Open
    }
}

/// A period of the log, grouped.
pub struct Month {
    /// The groups, those with the gravest flag first.
    pub groups: Vec<Seen>,
    /// How many entries of which class at which unit.
    pub counts: Vec<Count>,
    /// How many entries.
    pub entries: usize,
    /// How many of them are destroyed.
    pub destroyed: usize,
    /// Whether there are more than are grouped at once.
    pub is_cut: bool,
}

#[async_trait]
impl Question for Grouped {
    type Answer = Month;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let unit = reading.actor.duty.unit.clone();
        let authority = unit.authority.id;
        let (slip, pending) =
            reading.decide_facts::<Log>(Action::LogReview, Facts::of_log(&unit, None), &["log"]);
        let Period { from, until } = self.0;
        let units = units(reading, &unit).await?;
        let filter = LogFilter {
            from: Some(from),
            until: Some(until),
            units: units.keys().copied().map(Id::from).collect(),
            limit: MOST + 1,
            ..LogFilter::default()
        };
        let rows = reading.tx.log(&filter).await?;
        let months: BTreeSet<String> = rows.iter().map(|row| row.month.clone()).collect();
        let (mut outcomes, mut questions) = (Vec::new(), Vec::new());
        for month in &months {
            outcomes.extend(reading.tx.outcomes(authority, month).await?);
            questions.extend(reading.tx.questions_about(authority, month).await?);
        }
        let names = reading.tx.colleagues(authority).await?;
        let asked = reading.many(Action::QuestionShow, questions);
        let slip = slip.noting("from", from.micros().to_string()).noting("until", until.micros().to_string());
        let slip = match asked.slip {
            Some(more) => slip.with(more),
            None => slip,
        };
        let around = Around { units, outcomes, names, own: reading.actor.account };
        Ok(Asked {
            slip: Some(slip),
            settle: Box::new(move |stamp, keys| {
                let permit = pending.settle(stamp)?;
                let questions = (asked.settle)(stamp, keys)?;
                let opened = keys.open_log(rows, &permit)?;
                Ok(around.month(&opened, questions, |key| keys.tag("log sample", &bytes(key))))
            }),
        })
    }
}

/// The units whose entries the auditor reviews, by name. What belongs to no authority is the executive board's.
async fn units(reading: &mut Reading<'_>, own: &Unit) -> Result<BTreeMap<Uuid, String>, Fault> {
    let known = reading.tx.units().await?;
    let of_authority = known.into_iter().filter(|unit| unit.authority.id == own.authority.id);
    let mut units: BTreeMap<Uuid, String> = of_authority.map(|unit| (unit.id.uuid(), unit.name)).collect();
    if own.authority.agency == Agency::Municipality {
        units.insert(Uuid::nil(), String::new());
    }
    Ok(units)
}

/// A group's key as the bytes that chance is made of.
fn bytes(key: &domain::review::GroupKey) -> Vec<u8> {
    [key.month.as_bytes(), b"\0", &key.reader, b"\0", &key.subject].concat()
}

/// What stands around the entries.
struct Around {
    units: BTreeMap<Uuid, String>,
    outcomes: Vec<Reviewed>,
    names: Vec<(Id<Account>, String)>,
    own: Id<Account>,
}

type Opened = (access::logbook::LogRow, Option<ledger::Entry>);

impl Around {
    fn month(
        self,
        opened: &[Opened],
        questions: Vec<Disclosed<ReaderQuestion>>,
        rank: impl Fn(&domain::review::GroupKey) -> [u8; 32],
    ) -> Month {
        let most = usize::try_from(MOST).unwrap_or(usize::MAX);
        let shown = opened.get(..most).unwrap_or(opened);
        let all = groups::groups(shown.iter().filter_map(|(row, entry)| Some((row, entry.as_ref()?))));
        let sample = groups::sample(&all, rank);
        let mut latest: BTreeMap<_, _> =
            questions.into_iter().map(|asked| (asked.cover().group.clone(), asked)).collect();
        let mut seen: Vec<Seen> = all
            .into_iter()
            .map(|group| {
                let question = latest.remove(&group.key);
                let in_sample = sample.contains(&group.key);
                self.seen(group, question, in_sample)
            })
            .collect();
        seen.sort_by_key(|seen| {
            seen.group.flags.first().copied().map_or((1, Flag::Command), |flag| (0, flag))
        });
        Month {
            groups: seen,
            counts: self.counts(shown),
            entries: shown.len(),
            destroyed: shown.iter().filter(|(_, entry)| entry.is_none()).count(),
            is_cut: opened.len() > most,
        }
    }

    fn seen(&self, group: Group, question: Option<Disclosed<ReaderQuestion>>, in_sample: bool) -> Seen {
        let outcome = self.outcomes.iter().find(|reviewed| reviewed.group == group.key).cloned();
        let name = |account: &str| {
            self.names.iter().find(|(id, _)| id.to_string() == account).map(|(_, name)| name.clone())
        };
        Seen {
            reader: name(&group.account),
            unit: self.units.get(&group.unit).filter(|name| !name.is_empty()).cloned(),
            is_own: group.account == self.own.to_string(),
            in_sample,
            by: outcome.as_ref().and_then(|reviewed| name(&reviewed.by.to_string())),
            outcome,
            question,
            group,
        }
    }

    fn counts(&self, opened: &[Opened]) -> Vec<Count> {
        let mut found: BTreeMap<(Option<&str>, u8), u32> = BTreeMap::new();
        for (row, _) in opened {
            let unit = self.units.get(&row.unit).map(String::as_str).filter(|name| !name.is_empty());
            *found.entry((unit, row.class)).or_default() += 1;
        }
        let count = |((unit, class), entries): ((Option<&str>, u8), u32)| Count {
            unit: unit.map(str::to_owned),
            class: ActionClass::from_code(class),
            entries,
        };
        found.into_iter().map(count).collect()
    }
}

impl Period {
    /// The whole month in which an instant lies.
    pub fn month_of(at: Timestamp) -> Self {
        let day = stockholm::day(at);
        let first = day.replace_day(1).unwrap_or(day);
        let days = i64::from(first.month().length(first.year()));
        let next = first.saturating_add(time::Duration::days(days));
        Self { from: stockholm::start_of_day(first), until: stockholm::start_of_day(next) }
    }

    /// The month that it is, `2026-11`; `None` when it is another period.
    pub fn month(self) -> Option<String> {
        (self == Self::month_of(self.from)).then(|| stockholm::month(self.from))
    }
}
