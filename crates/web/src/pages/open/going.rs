//! How a row of a promise goes, in words and one bar: the same for the workspace, the preview and the public page,
//! because all three lay out a [`Publication`].

use domain::promise::{
    Commitment, EvidenceKind, Kind, Promise, Sentence,
    counts::breakdowns,
    progress::Status,
    publication::{Before, Number, Publication, PublishedCell, PublishedFigure, PublishedRow},
    published::Shown,
    trends::PublishedTrend,
};
use time::Date;

use super::{chart::Chart, trends::topic_name};
use crate::text::{Language, Text};

/// A row, as a page shows it.
pub(super) struct RowView {
    pub(super) key: String,
    pub(super) owner: String,
    pub(super) title: String,
    pub(super) status: String,
    pub(super) tone: &'static str,
    /// The number that it is followed by, as large as it may be: `93 av 100`.
    pub(super) number: Option<String>,
    /// What it counts.
    pub(super) measure: String,
    pub(super) percent: Option<u32>,
    pub(super) pace: Vec<String>,
    pub(super) figures: Vec<String>,
    pub(super) left_out: Option<String>,
    pub(super) rules: Vec<String>,
    pub(super) done: Vec<DoneView>,
    pub(super) elsewhere: Option<String>,
    pub(super) is_empty: bool,
    /// Drawings, for a row that is followed by trends.
    pub(super) charts: Vec<Chart>,
    pub(super) has_target: bool,
    pub(super) is_behind: bool,
    /// Where the public asks for it, if it can.
    pub(super) asked_at: Option<&'static str>,
}

/// Something that was done.
pub(super) struct DoneView {
    pub(super) on: String,
    pub(super) kind: String,
    pub(super) what: String,
    pub(super) more: Option<String>,
}

/// The rows of a publication that the promise has, in its order.
pub(super) fn rows(promise: &Promise, published: &Publication, t: Text) -> Vec<RowView> {
    let rows = promise.commitments().iter();
    rows.filter_map(|row| Some(RowView::of(promise, row, published.row(&row.key)?, published, t))).collect()
}

impl RowView {
    fn of(
        promise: &Promise,
        commitment: &Commitment,
        row: &PublishedRow,
        published: &Publication,
        t: Text,
    ) -> Self {
        let terms = commitment.terms(published.on.date().min(promise.period().last()));
        let is_counted = matches!(terms.kind, Kind::Counted { .. });
        let leading = row.figures.first().filter(|_| is_counted && leads(terms, row));
        let beside = row.figures.iter().skip(usize::from(leading.is_some()));
        let elsewhere = evidence(&row.elsewhere, t);
        let pace =
            [("pace-needed", row.needed), ("pace-reached", row.reached.filter(|_| row.needed.is_some()))];
        let number = leading.map(|figure| with_target(figure, row, t));
        let of_leading = leading.into_iter().flat_map(|figure| told_of(figure, t));
        let figures: Vec<String> = of_leading.chain(beside.flat_map(|figure| in_words(figure, t))).collect();
        let counted = row.figures.iter().filter(|figure| !breakdowns(figure.measure).is_empty());
        let counted = counted.map(|figure| t.get(&format!("counted-{}", figure.measure.word())));
        Self {
            key: row.key.clone(),
            owner: t.get(&format!("owner-{}", commitment.owner.word())),
            title: in_language(t, &commitment.title, &commitment.english),
            status: t.get(&format!("status-{}", row.status.word())),
            tone: tone(row.status),
            is_empty: number.is_none() && figures.is_empty() && elsewhere.is_none(),
            number,
            measure: leading.map(|figure| within(&label(figure, t))).unwrap_or_default(),
            percent: row.percent(),
            pace: pace.into_iter().filter_map(|(key, tenths)| Some(paced(key, tenths?, t))).collect(),
            figures,
            left_out: left_out(row, t),
            rules: rules(promise, commitment, published.on.date(), t).into_iter().chain(counted).collect(),
            done: row.done.iter().map(|done| DoneView::of(done, t)).collect(),
            elsewhere: elsewhere.map(|what| t.with("elsewhere", &[("what", what.into())])),
            charts: charts(terms, published, t),
            has_target: row.target.is_some(),
            asked_at: terms.evidence.iter().any(|kind| kind.is_asked_for()).then_some("/besok"),
            is_behind: matches!(row.status, Status::Behind | Status::NotKept),
        }
    }
}

/// The trends of a row that is followed by them.
fn charts(terms: &domain::promise::Terms, published: &Publication, t: Text) -> Vec<Chart> {
    if !terms.evidence.contains(&EvidenceKind::IncidentTrend) {
        return Vec::new();
    }
    let chart = |trend: &PublishedTrend| {
        Chart::of(trend.topic.word(), &topic_name(trend.topic, t), &trend.points(), t)
    };
    published.trends.iter().filter_map(chart).collect()
}

/// Whether the first figure is the one that the row is followed by: where that is kept elsewhere, it is not.
fn leads(terms: &domain::promise::Terms, row: &PublishedRow) -> bool {
    let first = row.figures.first().map(|figure| figure.measure);
    matches!(&terms.kind, Kind::Counted { unit, .. } if Some(*unit) == first)
}

fn tone(status: Status) -> &'static str {
    match status {
        Status::Kept | Status::InStep => "good",
        Status::Behind => "soon",
        Status::NotKept => "now",
        Status::NoTarget => "",
    }
}

fn label(figure: &PublishedFigure, t: Text) -> String {
    t.get(&format!("measure-{}", figure.measure.word()))
}

/// A label as it stands within a line: with a small letter, unless it begins with an abbreviation.
fn within(label: &str) -> String {
    let mut letters = label.chars();
    let (first, second) = (letters.next(), label.chars().nth(1));
    match (first, second) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => label.to_owned(),
    }
}

/// A number alone; of persons only what may be known.
fn number(number: Number, t: Text) -> String {
    match number {
        Number::Activities(count) | Number::Persons(Shown::Exactly(count)) => count.to_string(),
        Number::Persons(Shown::Fewer) => t.get("number-fewer"),
        Number::Persons(Shown::AtLeast(count)) => t.with("number-at-least", &[("count", count.into())]),
    }
}

fn with_target(figure: &PublishedFigure, row: &PublishedRow, t: Text) -> String {
    let count = number(figure.number, t);
    match row.target {
        None => count,
        Some(target) => {
            t.with("number-of-target", &[("count", count.into()), ("target", target.to_string().into())])
        }
    }
}

fn in_words(figure: &PublishedFigure, t: Text) -> Vec<String> {
    let args = [("label", label(figure, t).into()), ("number", number(figure.number, t).into())];
    [t.with("figure", &args)].into_iter().chain(told_of(figure, t)).collect()
}

/// What is told of a number beside it: the period before, and the breakdowns that may be shown.
fn told_of(figure: &PublishedFigure, t: Text) -> Vec<String> {
    let before = figure.before.map(|before| match before {
        Before::First => t.get("before-first"),
        Before::Published(count) => t.with("before-published", &[("number", number(count, t).into())]),
    });
    let cell = |cell: &PublishedCell| {
        let label = t.get(&format!("cell-{}", cell.cell.word()));
        t.with("cell", &[("label", label.into()), ("persons", cell.persons.into())])
    };
    let cells = |cells: &Vec<PublishedCell>| cells.iter().map(cell).collect::<Vec<String>>().join(", ");
    before.into_iter().chain(figure.breakdowns.iter().map(cells)).collect()
}

/// A pace with its tenth: `5,7 i veckan behövs`.
fn paced(key: &str, tenths: u32, t: Text) -> String {
    let (whole, rest) = (tenths / 10, tenths % 10);
    let mark = match t.language() {
        Language::Sv => ',',
        Language::En => '.',
    };
    let pace = if rest == 0 { whole.to_string() } else { format!("{whole}{mark}{rest}") };
    t.with(key, &[("pace", pace.into())])
}

fn left_out(row: &PublishedRow, t: Text) -> Option<String> {
    let one = |left: &domain::promise::publication::LeftOut| {
        let why = t.get(&format!("notcounted-{}", left.why.word()));
        t.with("left-out-of", &[("count", left.evenings.into()), ("why", why.into())])
    };
    let all: Vec<String> = row.left_out.iter().map(one).collect();
    (!all.is_empty()).then(|| t.with("left-out", &[("what", all.join(", ").into())]))
}

/// The rules of the row's days so far, each from its day where there are several.
fn rules(promise: &Promise, commitment: &Commitment, on: Date, t: Text) -> Vec<String> {
    let until = on.min(promise.period().last());
    let (mut day, mut found) = (promise.period().first(), Vec::new());
    while day <= until {
        if let Some(rule) = promise.rule(commitment, day).filter(|rule| found.last() != Some(rule)) {
            found.push(rule);
        }
        let Some(next) = day.next_day() else { break };
        day = next;
    }
    let is_alone = found.len() == 1;
    let said = |rule: &domain::promise::CountingRule| in_language(t, &rule.sentence, &rule.english);
    let from = |rule: &domain::promise::CountingRule| {
        t.with("rule-from", &[("day", t.date(rule.from).into()), ("rule", said(rule).into())])
    };
    found.into_iter().map(|rule| if is_alone { said(rule) } else { from(rule) }).collect()
}

/// Kinds of evidence in a row of words; `None` of none.
pub(super) fn evidence(kinds: &[EvidenceKind], t: Text) -> Option<String> {
    let words: Vec<String> = kinds.iter().map(|kind| t.get(&format!("evidence-{}", kind.word()))).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

impl DoneView {
    fn of(done: &domain::promise::publication::Done, t: Text) -> Self {
        Self {
            on: t.date(done.on.date()),
            kind: t.get(&format!("evidence-{}", done.kind.word())),
            what: done.what.clone(),
            more: done.more.clone(),
        }
    }
}

/// What the document says, in the language of the page.
pub(super) fn sentence(sentence: &Sentence, t: Text) -> String {
    in_language(t, &sentence.text, &sentence.english)
}

fn in_language(t: Text, swedish: &str, english: &str) -> String {
    match t.language() {
        Language::Sv => swedish.to_owned(),
        Language::En => english.to_owned(),
    }
}
