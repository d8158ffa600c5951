//! What one publication says (*veckans redovisning*): frozen when it is made, kept as it was, never counted anew.
//!
//! A count of persons enters as [`Shown`], which only [`super::published::Headcount`] makes. What the public sees of
//! the Police is how often, never where or when.

use serde::{Deserialize, Serialize};

use super::{
    EvidenceKind, Measure, Promise,
    activity::{Activity, Form},
    counting::NotCounted,
    counts::{Cell, breakdowns},
    period::Moment,
    progress::Status,
    published::Shown,
    standing::{Amount, Figure, Ledgered, RowStanding},
    trends::{self, PublishedTrend},
};
use crate::LegalDay;

/// The numbers of a promise as they were published on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// The promise.
    pub promise: String,
    /// The day.
    pub on: LegalDay,
    /// By whom, as a function.
    pub by: String,
    /// How many days came after it.
    pub days_left: u32,
    /// Whether it is the last word.
    pub is_final: bool,
    /// The rows, in the order of the promise.
    pub rows: Vec<PublishedRow>,
    /// The trends, where a row is followed by them.
    #[serde(default)]
    pub trends: Vec<PublishedTrend>,
}

/// How one row went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedRow {
    /// Its key.
    pub key: String,
    /// The word for it.
    pub status: Status,
    /// How many were promised.
    pub target: Option<u32>,
    /// The pace that was needed, in tenths of one a week.
    pub needed: Option<u32>,
    /// The pace that was reached, in tenths of one a week.
    pub reached: Option<u32>,
    /// Its numbers, the one that it is followed by first.
    pub figures: Vec<PublishedFigure>,
    /// Evenings that did not count, by reason.
    pub left_out: Vec<LeftOut>,
    /// What was done, where words say more.
    pub done: Vec<Done>,
    /// Evidence that is kept elsewhere and has no number here.
    pub elsewhere: Vec<EvidenceKind>,
}

/// A number as the public sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedFigure {
    /// What is counted.
    pub measure: Measure,
    /// How many.
    pub number: Number,
    /// The breakdowns that may be shown, each whole.
    #[serde(default)]
    pub breakdowns: Vec<Vec<PublishedCell>>,
    /// The period before, for what is set beside it.
    #[serde(default)]
    pub before: Option<Before>,
}

/// A cell of a breakdown: five or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedCell {
    /// Who.
    pub cell: Cell,
    /// How many.
    pub persons: u32,
}

/// What was published of the same in the promise before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Before {
    /// Nothing: this is the first measurement (*första mätningen*).
    First,
    /// This number, as it was published.
    Published(Number),
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Number {
    /// Activities, as they are.
    Activities(u32),
    /// Persons, suppressed and in steps.
    Persons(Shown),
}

/// Evenings that did not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// Why.
    pub why: NotCounted,
    /// How many.
    pub evenings: u32,
}

/// Something that was done, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// When.
    pub on: LegalDay,
    /// What kind of thing.
    pub kind: EvidenceKind,
    /// What.
    pub what: String,
    /// Where, or where to turn to.
    pub more: Option<String>,
}

impl Publication {
    /// What would be published today; `None` before the promise begins.
    pub fn of(promise: &Promise, all: Ledgered<'_>, by: &str, today: LegalDay) -> Option<Self> {
        let period = promise.period();
        if period.moment(today) == Moment::Ahead {
            return None;
        }
        let rows = promise.standing(all, today);
        Some(Self {
            promise: promise.key().to_owned(),
            on: today,
            by: by.to_owned(),
            days_left: period.left(today),
            is_final: period.moment(today) == Moment::Over,
            rows: rows.iter().map(|row| PublishedRow::of(row, promise, today)).collect(),
            trends: trends::of(promise, all.incidents, today),
        })
    }

    /// With what was published of the promise before set beside it, where it is to be compared. Only what is public
    /// already is looked at.
    #[must_use]
    pub fn beside(mut self, earlier: Option<&Self>) -> Self {
        let found = |measure: Measure| {
            let figures = earlier?.rows.iter().flat_map(|row| &row.figures);
            figures.into_iter().find(|figure| figure.measure == measure).map(|figure| figure.number)
        };
        let figures = self.rows.iter_mut().flat_map(|row| &mut row.figures);
        for figure in figures.filter(|figure| figure.measure.is_compared()) {
            figure.before = Some(found(figure.measure).map_or(Before::First, Before::Published));
        }
        self
    }

    /// The same before it is published: persons in steps and whole, for a number that is shown ahead of the last word
    /// could be subtracted from it. Once the last word is said, its numbers of persons stand here too.
    #[must_use]
    pub fn ahead(mut self, last: Option<&Self>) -> Self {
        let last = last.filter(|last| last.is_final);
        for row in &mut self.rows {
            let said = last.and_then(|last| last.row(&row.key));
            for figure in &mut row.figures {
                let Number::Persons(shown) = figure.number else { continue };
                let told = said.and_then(|row| row.figures.iter().find(|one| one.measure == figure.measure));
                if let Some(told) = told {
                    figure.clone_from(told);
                } else {
                    figure.number = Number::Persons(shown.in_steps());
                    figure.breakdowns.clear();
                }
            }
        }
        self
    }

    /// A row of it.
    pub fn row(&self, key: &str) -> Option<&PublishedRow> {
        self.rows.iter().find(|row| row.key == key)
    }
}

impl PublishedRow {
    fn of(standing: &RowStanding<'_>, promise: &Promise, today: LegalDay) -> Self {
        let figure = |figure: &Figure| PublishedFigure::of(figure, promise, today);
        let progress = standing.progress;
        Self {
            key: standing.row.key.clone(),
            status: standing.status,
            target: standing.target().map(std::num::NonZero::get),
            needed: progress.and_then(|one| one.needed).map(super::progress::Pace::tenths),
            reached: progress.and_then(|one| one.reached).map(super::progress::Pace::tenths),
            figures: standing.figures.iter().filter_map(figure).collect(),
            left_out: left_out(standing),
            done: standing.lines.iter().filter_map(|activity| Done::of(activity)).collect(),
            elsewhere: standing.elsewhere.clone(),
        }
    }

    /// The number that it is followed by, where it is followed by one.
    pub fn leading(&self) -> Option<Number> {
        self.figures.first().map(|figure| figure.number)
    }

    /// The part of the target that is done in whole per cent, at most 100; `None` without a target.
    pub fn percent(&self) -> Option<u32> {
        match (self.target, self.leading()) {
            (Some(target), Some(Number::Activities(count))) if target > 0 => {
                u32::try_from((u64::from(count) * 100 / u64::from(target)).min(100)).ok()
            }
            _ => None,
        }
    }
}

impl PublishedFigure {
    fn of(figure: &Figure, promise: &Promise, today: LegalDay) -> Option<Self> {
        let measure = figure.measure;
        let (number, breakdowns) = match &figure.amount {
            Amount::Activities(count) => (Number::Activities(*count), Vec::new()),
            Amount::Persons(heads) => {
                let published = heads.published(promise.period(), today)?;
                (Number::Persons(published.total), told(measure, published.splits))
            }
        };
        Some(Self { measure, number, breakdowns, before: None })
    }
}

/// The breakdowns that are told, by their cells.
fn told(measure: Measure, splits: Vec<Option<Vec<u32>>>) -> Vec<Vec<PublishedCell>> {
    let named = breakdowns(measure).iter().zip(splits);
    let cells = |(cells, split): (&&[Cell], Option<Vec<u32>>)| {
        let cells = cells.iter().zip(split?);
        Some(cells.map(|(cell, persons)| PublishedCell { cell: *cell, persons }).collect())
    };
    named.filter_map(cells).collect()
}

fn left_out(standing: &RowStanding<'_>) -> Vec<LeftOut> {
    let all = standing.tally.iter().flat_map(|tally| &tally.left_out);
    let reasons: Vec<NotCounted> = all.map(|(_, why)| *why).collect();
    let counted = |why: &NotCounted| LeftOut {
        why: *why,
        evenings: u32::try_from(reasons.iter().filter(|one| *one == why).count()).unwrap_or(u32::MAX),
    };
    // An evening that nobody has told yet may still count, so it is no evening that does not.
    let told = NotCounted::ALL.iter().filter(|why| **why != NotCounted::Untold);
    told.map(counted).filter(|one| one.evenings > 0).collect()
}

impl Done {
    fn of(activity: &Activity) -> Option<Self> {
        let (what, more) = match activity.form() {
            Form::ParentGroup { programme, contact, .. } => (programme, Some(contact)),
            Form::Dialogue { place, themes, .. } => (themes, Some(place)),
            Form::Information { what, .. }
            | Form::Milestone { what }
            | Form::Routine { what }
            | Form::Publication { what, .. } => (what, None),
            Form::Police { .. } | Form::Resource { .. } | Form::SspfMeeting { .. } => return None,
        };
        Some(Self {
            on: LegalDay::new(activity.on()),
            kind: activity.form().kind(),
            what: what.as_str().to_owned(),
            more: more.map(|more| more.as_str().to_owned()),
        })
    }
}
