//! *Loggkontroll*: a month's readings by reader and person, with what explains them, what came of looking at them,
//! and the name behind a pseudonym. No page here leads to a record.

use std::collections::BTreeMap;

use askama::Template;
use axum::{Form, extract::Query};
use desk::{
    Fault, Refused,
    review::{Grouped, Month, Period, Reveal, Seen, Stage},
};
use domain::{
    Timestamp,
    review::{Outcome, RevealReason},
    stockholm,
};
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::{Choice, chosen, day, day_text},
    frame::Frame,
    pages::{Answer, html, logs::StandingView, see_other},
    text::Text,
};

pub mod report;
mod view;

pub(super) use view::hex;
use view::{GroupView, key_text};

/// So many groups of a kind are shown at once; the next ones come when these are done.
const FEW: usize = 40;

/// Which part of the log, as an address says it: a month, or two days.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct PeriodForm {
    month: String,
    from: String,
    until: String,
}

/// Explained groups, by what explains them.
struct Explained {
    reason: String,
    groups: String,
}

#[derive(Template)]
#[template(path = "review/month.html")]
struct Show {
    t: Text,
    frame: Frame,
    title: String,
    lede: String,
    standing: StandingView,
    period: PeriodForm,
    before: String,
    after: Option<String>,
    month: Option<String>,
    upto: u64,
    is_cut: bool,
    pressing: Vec<GroupView>,
    more: Option<String>,
    sample: Vec<GroupView>,
    explained: Vec<Explained>,
    settle: String,
    done: Vec<GroupView>,
    done_label: String,
    reasons: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "review/name.html")]
struct Name {
    t: Text,
    frame: Frame,
    back: String,
    person: String,
    reason: String,
    known: Option<String>,
}

/// `GET /loggkontroll`
pub async fn month(counter: Counter, Query(form): Query<PeriodForm>) -> Answer {
    let period = form.period(counter.desk.occasion().now);
    let month = counter.desk.show(Grouped(period)).await?;
    let standing = counter.desk.office().audit().look().await?;
    let standing = StandingView::of(&standing, counter.t);
    html(&Show::of(&counter, period, &month, standing))
}

/// What an auditor sets down, as the browser sends it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct JudgeForm {
    token: String,
    month: String,
    group: String,
    upto: u64,
    outcome: String,
    reason: String,
}

/// `POST /loggkontroll/utfall`: what came of looking at one group.
pub async fn judge(counter: Counter, Form(form): Form<JudgeForm>) -> Answer {
    counter.check(&form.token).await?;
    let mut month = counter.desk.show(Grouped(form.period(&counter))).await?;
    let outcome = chosen(&Outcome::ALL, Outcome::word, &form.outcome);
    if let (Some(seen), Some(outcome)) = (form.found(&mut month), outcome) {
        // What came after the page was shown was not looked at.
        seen.group.upto = seen.group.upto.min(form.upto);
        counter.desk.set_down(&[seen], outcome).await?;
    }
    Ok(see_other(&form.back()))
}

/// `POST /loggkontroll/resten`: the sample and all other explained groups are justified.
pub async fn settle(counter: Counter, Form(form): Form<JudgeForm>) -> Answer {
    counter.check(&form.token).await?;
    let month = counter.desk.show(Grouped(form.period(&counter))).await?;
    let is_meant = |seen: &&Seen| seen.is_routine() && seen.group.upto <= form.upto;
    let routine: Vec<&Seen> = month.groups.iter().filter(is_meant).collect();
    if !routine.is_empty() {
        counter.desk.set_down(&routine, Outcome::Justified).await?;
    }
    Ok(see_other(&form.back()))
}

/// `POST /loggkontroll/namn`: the name behind a pseudonym, for a reason.
pub async fn name(counter: Counter, Form(form): Form<JudgeForm>) -> Answer {
    counter.check(&form.token).await?;
    let mut month = counter.desk.show(Grouped(form.period(&counter))).await?;
    let reason = chosen(&RevealReason::ALL, RevealReason::word, &form.reason);
    let (Some(seen), Some(reason)) = (form.found(&mut month), reason) else {
        return Ok(see_other(&form.back()));
    };
    let t = counter.t;
    let name = match counter.desk.show(Reveal::of(seen, reason)).await {
        Ok(person) => Some(view::name(person.body(), t)),
        Err(Fault::Refused(Refused::Hidden)) => None,
        Err(fault) => return Err(fault.into()),
    };
    html(&Name {
        t,
        frame: counter.frame(),
        back: form.back(),
        person: view::person(&seen.group),
        reason: t.get(&format!("reveal-{}", reason.word())),
        known: name,
    })
}

impl JudgeForm {
    fn period(&self, counter: &Counter) -> Period {
        let form = PeriodForm { month: self.month.clone(), ..PeriodForm::default() };
        form.period(counter.desk.occasion().now)
    }

    fn found<'m>(&self, month: &'m mut Month) -> Option<&'m mut Seen> {
        month.groups.iter_mut().find(|seen| key_text(&seen.group.key) == self.group)
    }

    fn back(&self) -> String {
        let first = day(&format!("{}-01", self.month));
        first.map_or_else(
            || "/loggkontroll".to_owned(),
            |day| format!("/loggkontroll?month={}", month_text(stockholm::start_of_day(day))),
        )
    }
}

impl PeriodForm {
    /// A period as two days, for the fields.
    fn days(period: Period) -> Self {
        let last = stockholm::day(period.until).previous_day();
        Self {
            month: String::new(),
            from: day_text(stockholm::day(period.from)),
            until: last.map(day_text).unwrap_or_default(),
        }
    }

    /// Two days, or a month, or the month that it is now. No log began before 1970.
    fn period(&self, now: Timestamp) -> Period {
        let start = |day| stockholm::start_of_day(day).max(Timestamp::from_micros(0));
        let days = (day(&self.from).map(start), day(&self.until).and_then(time::Date::next_day).map(start));
        if let (Some(from), Some(until)) = days
            && from < until
        {
            return Period { from, until };
        }
        let first = day(&format!("{}-01", self.month.trim())).map(start);
        Period::month_of(first.unwrap_or(now))
    }
}

/// A month as addresses write it.
fn month_text(at: Timestamp) -> String {
    stockholm::month(at)
}

/// A period in words.
fn period_words(period: Period, t: Text) -> String {
    let first = stockholm::day(period.from);
    if period.month().is_some() {
        let month = t.get(&format!("month-{}", u8::from(first.month())));
        return t.with("review-month", &[("month", month.into()), ("year", first.year().to_string().into())]);
    }
    let last = stockholm::day(period.until).previous_day().unwrap_or(first);
    t.with("review-period", &[("from", t.date(first).into()), ("until", t.date(last).into())])
}

impl Show {
    fn of(counter: &Counter, period: Period, month: &Month, standing: StandingView) -> Self {
        let t = counter.t;
        let views = |wanted: &dyn Fn(&Seen) -> bool| -> Vec<GroupView> {
            let found = month.groups.iter().filter(|seen| wanted(seen));
            found.map(|seen| GroupView::of(seen, t)).collect()
        };
        let is_done = |seen: &Seen| matches!(seen.stage(), Stage::Done(_));
        let mut pressing = views(&|seen: &Seen| {
            !is_done(seen)
                && (seen.group.is_flagged() || matches!(seen.stage(), Stage::Waiting | Stage::Answered))
        });
        let more = pressing.len().saturating_sub(FEW);
        pressing.truncate(FEW);
        let mut done = views(&is_done);
        done.truncate(200);
        let routine = month.groups.iter().filter(|seen| seen.is_routine()).count();
        let words = period_words(period, t);
        let now = counter.desk.occasion().now;
        Self {
            t,
            frame: counter.frame(),
            title: t.with("reviewed-title", &[("period", words.into())]),
            lede: lede(month, pressing.len() + more, t),
            standing,
            period: PeriodForm::days(period),
            before: month_text(period.from.minus(time::Duration::days(1))),
            after: (period.until <= now).then(|| month_text(period.until)),
            month: period.month(),
            upto: month.groups.iter().map(|seen| seen.group.upto).max().unwrap_or_default(),
            is_cut: month.is_cut,
            pressing,
            more: (more > 0).then(|| t.with("review-more", &[("more", more.into())])),
            sample: views(&|seen| seen.in_sample && seen.is_routine()),
            explained: explained(month, t),
            settle: t.with("review-rest-save", &[("groups", routine.into())]),
            done_label: t.with("review-done", &[("groups", done.len().into())]),
            done,
            reasons: Choice::family(t, "reveal", &RevealReason::ALL.map(RevealReason::word), "", false),
        }
    }
}

fn lede(month: &Month, pressing: usize, t: Text) -> String {
    let args = [
        ("pressing", pressing.into()),
        ("groups", month.groups.len().into()),
        ("entries", month.entries.into()),
    ];
    t.with("reviewed-lede", &args)
}

/// The explained groups that nobody has looked at yet, by what explains them.
fn explained(month: &Month, t: Text) -> Vec<Explained> {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for seen in month.groups.iter().filter(|seen| seen.is_routine()) {
        *found.entry(view::reasons(&seen.group, t)).or_default() += 1;
    }
    let line = |(reason, groups): (String, usize)| Explained {
        reason,
        groups: t.with("review-groups", &[("groups", groups.into())]),
    };
    found.into_iter().map(line).collect()
}
