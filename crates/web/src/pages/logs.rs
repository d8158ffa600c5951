//! *Loggkontroll* and *Min logg*: who read what, when, on which duty and provision; and whether the log is
//! unaltered. Persons are pseudonyms of the month. No page here leads to a record.

use std::collections::BTreeSet;

use askama::Template;
use axum::{Form, extract::Query};
use desk::{
    ActionClass, Entry, Verdict,
    audit::Standing,
    logs::{Line, Lines, OwnLines, Review, Wanted},
    review::QuestionsToMe,
};
use domain::{Id, Timestamp, stockholm};
use serde::Deserialize;
use time::Date;

use crate::{
    counter::Counter,
    forms::{Choice, day},
    frame::Frame,
    pages::{Answer, html, questions, row::Row, see_other},
    text::Text,
};

/// Which part of the log, as an address says it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct FilterForm {
    from: String,
    until: String,
    reader: String,
    unit: String,
    class: String,
    before: String,
}

/// Whether the log is unaltered, in words.
pub struct StandingView {
    pub(super) clean: bool,
    pub(super) text: String,
    pub(super) restored: Vec<String>,
    pub(super) faults: Vec<String>,
}

/// A line of the log, in words.
struct LineView {
    index: u64,
    at: String,
    reader: String,
    place: String,
    action: String,
    refused: bool,
    fields: String,
    persons: Vec<String>,
    basis: String,
    request: String,
}

#[derive(Template)]
#[template(path = "logs/show.html")]
struct Show {
    t: Text,
    frame: Frame,
    title: String,
    lede: String,
    action: &'static str,
    reviews: bool,
    standing: Option<StandingView>,
    questions: Vec<Row>,
    filter: FilterForm,
    readers: Vec<Choice>,
    units: Vec<Choice>,
    classes: Vec<Choice>,
    lines: Vec<LineView>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "logs/check.html")]
struct Check {
    t: Text,
    frame: Frame,
    standing: StandingView,
}

/// `GET /loggkontroll/alla`
pub async fn review(counter: Counter, Query(filter): Query<FilterForm>) -> Answer {
    let lines = counter.desk.show(Review(filter.wanted())).await?;
    let standing = counter.desk.office().audit().look().await?;
    let t = counter.t;
    let view = Some(StandingView::of(&standing, t));
    html(&shown(
        &counter,
        filter,
        &lines,
        view,
        &Page { action: "/loggkontroll/alla", title: "all-readings", lede: "all-readings-lede" },
    ))
}

/// `GET /min-logg`
pub async fn own(counter: Counter, Query(filter): Query<FilterForm>) -> Answer {
    let asked = (OwnLines(filter.wanted()), QuestionsToMe { is_open: false });
    let (lines, questions) = counter.desk.show(asked).await?;
    let page = Page { action: "/min-logg", title: "own-log-title", lede: "own-log-lede" };
    let questions = questions.iter().map(|question| questions::row(question, counter.t)).collect();
    html(&Show { questions, ..shown(&counter, filter, &lines, None, &page) })
}

/// `GET /loggkontroll/kontroll`: whether the log is unaltered. The log has to be open to this reader.
pub async fn check(counter: Counter) -> Answer {
    counter.desk.show(Review(Wanted { before: Some(0), ..Wanted::default() })).await?;
    let standing = counter.desk.office().audit().look().await?;
    let t = counter.t;
    html(&Check { t, frame: counter.frame(), standing: StandingView::of(&standing, t) })
}

/// What asks for everything to be checked again.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CheckForm {
    token: String,
}

/// `POST /loggkontroll/kontroll`: checks everything from the beginning.
pub async fn check_all(counter: Counter, Form(form): Form<CheckForm>) -> Answer {
    counter.check(&form.token).await?;
    counter.desk.show(Review(Wanted { before: Some(0), ..Wanted::default() })).await?;
    counter.desk.office().audit().look_at_all().await?;
    Ok(see_other("/loggkontroll/kontroll"))
}

/// What differs between the two pages.
struct Page {
    action: &'static str,
    title: &'static str,
    lede: &'static str,
}

fn shown(
    counter: &Counter,
    filter: FilterForm,
    lines: &Lines,
    standing: Option<StandingView>,
    page: &Page,
) -> Show {
    let t = counter.t;
    let reviews = standing.is_some();
    let named = |list: &[(String, String)], said: &str| {
        let choice = |(id, name): &(String, String)| Choice {
            word: id.clone(),
            label: name.clone(),
            hint: None,
            chosen: id == said,
        };
        list.iter().map(choice).collect()
    };
    let readers: Vec<(String, String)> =
        lines.readers.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let units: Vec<(String, String)> =
        lines.units.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    Show {
        t,
        frame: counter.frame(),
        title: t.get(page.title),
        lede: t.get(page.lede),
        action: page.action,
        reviews,
        standing,
        questions: Vec::new(),
        readers: named(&readers, &filter.reader),
        units: named(&units, &filter.unit),
        classes: Choice::family(t, "class", &ActionClass::ALL.map(ActionClass::as_str), &filter.class, false),
        next: lines.before.map(|before| filter.link(page.action, before)),
        lines: lines.lines.iter().map(|line| LineView::of(line, counter)).collect(),
        filter,
    }
}

impl FilterForm {
    /// What the log is asked for. A field that says nothing readable filters nothing.
    fn wanted(&self) -> Wanted {
        // No log began before 1970, and not every engine can write the days of antiquity.
        let start = |day: Date| stockholm::start_of_day(day).max(Timestamp::from_micros(0));
        Wanted {
            from: day(&self.from).map(start),
            until: day(&self.until).and_then(Date::next_day).map(start),
            reader: self.reader.parse::<Id<_>>().ok(),
            unit: self.unit.parse::<Id<_>>().ok(),
            class: ActionClass::ALL.into_iter().find(|class| class.as_str() == self.class),
            before: self.before.parse().ok(),
        }
    }

    /// The address of the next part. Its words are ids, days and classes: nothing about anybody.
    fn link(&self, path: &str, before: u64) -> String {
        let wanted = self.wanted();
        let mut query = vec![format!("before={before}")];
        let mut add =
            |name: &str, value: Option<String>| query.extend(value.map(|value| format!("{name}={value}")));
        add("from", wanted.from.map(|_| self.from.trim().to_owned()));
        add("until", wanted.until.map(|_| self.until.trim().to_owned()));
        add("reader", wanted.reader.map(|id| id.to_string()));
        add("unit", wanted.unit.map(|id| id.to_string()));
        add("class", wanted.class.map(|class| class.as_str().to_owned()));
        format!("{path}?{}", query.join("&"))
    }
}

impl StandingView {
    /// What the last look found, in words.
    pub fn of(standing: &Standing, t: Text) -> Self {
        let args = [
            ("entries", standing.entries.into_arg()),
            ("at", t.moment(standing.at).into()),
            ("full", t.moment(standing.full).into()),
        ];
        let clean = standing.faults.is_empty();
        let text = t.with(if clean { "log-standing" } else { "log-broken" }, &args);
        let restored = standing.successions.iter().map(|succession| {
            let (at, lost) = (succession.took_over.into_arg(), succession.lost().into_arg());
            t.with("log-restored", &[("at", at), ("lost", lost)])
        });
        let restored = restored.collect();
        Self { clean, text, restored, faults: standing.faults.clone() }
    }
}

/// Counts for texts.
trait IntoArg {
    fn into_arg(self) -> crate::text::Arg<'static>;
}

impl IntoArg for u64 {
    fn into_arg(self) -> crate::text::Arg<'static> {
        i64::try_from(self).unwrap_or(i64::MAX).into()
    }
}

impl LineView {
    fn of(line: &Line, counter: &Counter) -> Self {
        match &line.entry {
            Some(entry) => Self::opened(line, entry, counter),
            None => Self::destroyed(line, counter.t),
        }
    }

    /// A line of a month whose key was destroyed: what stands in clear.
    fn destroyed(line: &Line, t: Text) -> Self {
        let class = line.class.map_or("unknown", ActionClass::as_str);
        Self {
            index: line.index,
            at: t.moment(line.at),
            reader: t.get("log-destroyed"),
            place: line.unit.clone().unwrap_or_default(),
            action: t.get(&format!("class-{class}")),
            refused: false,
            fields: String::new(),
            persons: Vec::new(),
            basis: String::new(),
            request: String::new(),
        }
    }

    fn opened(line: &Line, entry: &Entry, counter: &Counter) -> Self {
        let t = counter.t;
        let items = || entry.items.iter();
        let fields =
            sorted(items().flat_map(|item| &item.fields).map(|field| t.get(&format!("shown-{field}"))));
        let persons = sorted(items().filter_map(|item| item.subject.as_deref()).map(pseudonym));
        let first = entry.items.first();
        let policies = first.map(|item| item.policies.as_slice()).unwrap_or_default();
        let office = counter.desk.office();
        let provisions = policies.iter().map(|id| office.provision(id).unwrap_or_else(|| id.clone()));
        let by_basis = entry.basis.iter().map(|version| basis_words(counter, version));
        let role = t.get(&format!("role-{}", entry.reader.role));
        Self {
            index: line.index,
            at: t.moment(line.at),
            reader: line.reader.clone().unwrap_or_else(|| t.get(unnamed(&entry.reader.role))),
            place: format!("{role} · {}", line.unit.clone().unwrap_or_default()),
            action: t.get(&format!("act-{}", entry.action.replace('.', "-"))),
            refused: first.is_some_and(|item| item.verdict != Verdict::Allowed),
            fields: fields.join(", "),
            persons,
            basis: by_basis.chain(provisions).take(1).collect(),
            request: [policies, entry.basis.as_slice(), std::slice::from_ref(&entry.request)]
                .concat()
                .join(" · "),
        }
    }
}

/// What a reader is called of whom no name is known here.
pub(crate) fn unnamed(role: &str) -> &'static str {
    match role {
        "public" => "log-public",
        _ => "log-other-reader",
    }
}

/// The provision of a legal basis in its version.
fn basis_words(counter: &Counter, version: &str) -> String {
    let law = counter.desk.office().law();
    law.all()
        .find(|basis| basis.version() == version)
        .map_or_else(|| version.to_owned(), |basis| basis.provision.clone())
}

/// Each once, in order.
fn sorted(words: impl Iterator<Item = String>) -> Vec<String> {
    words.collect::<BTreeSet<String>>().into_iter().collect()
}

/// A person's pseudonym of the month: short enough to say, long enough to tell apart.
pub fn pseudonym(token: &str) -> String {
    let (left, right) = (token.get(..4).unwrap_or(token), token.get(4..8).unwrap_or(""));
    format!("{}-{}", left.to_uppercase(), right.to_uppercase())
}
