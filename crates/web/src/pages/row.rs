//! A row of a list of work: what, whose, by when. Shown only out of what was disclosed.

use desk::{
    Disclosed,
    record::{ConcernLine, InterventionLine},
};
use domain::{
    calendar::{self, Deadline},
    concern::{ConcernCover, Stage},
    intervention::State,
    person::Identity,
};
use time::Date;

use crate::{frame::Leaf, text::Text};

/// A row.
pub struct Row {
    /// Where it leads.
    pub href: String,
    /// What it is.
    pub title: String,
    /// The clock, or the state.
    pub chip: String,
    /// How pressing the chip is: a class of the stylesheet.
    pub tone: &'static str,
    /// Who handed it over.
    pub leaf: Option<Leaf>,
    /// What else stands there.
    pub facts: Vec<String>,
    /// What is to be done.
    pub action: Option<String>,
    /// Whether it is to be done now.
    pub urgent: bool,
}

/// A received concern with its clock.
pub fn received(line: &Disclosed<ConcernLine>, today: Date, t: Text) -> Row {
    let (cover, about) = (line.cover(), line.body());
    let clock = Clock::of(cover, today, t);
    let title = about_whom(about, today, t);
    let handed = t.with("handed-at", &[("at", handed_over(cover, t).into())]);
    let dnr = t.with("dnr", &[("dnr", cover.dnr.as_str().into())]);
    let mut facts = vec![handed];
    facts.extend(clock.fact);
    facts.push(dnr);
    if cover.protected {
        facts.push(t.get("protected-data"));
    }
    Row {
        href: format!("/inkomna/{}", cover.id),
        title,
        chip: clock.chip,
        tone: clock.tone,
        leaf: Some(Leaf::of_source(cover.source.agency(), t)),
        facts,
        action: clock.action.map(|key| t.get(key)),
        urgent: clock.urgent,
    }
}

/// Whom a concern is about, with the age where the number tells it.
pub fn about_whom(about: &Identity, today: Date, t: Text) -> String {
    let name = known_or(&about.name, t);
    match about.number.as_ref() {
        Some(number) => {
            let age = i64::from(number.age_on(today));
            t.with("concern-about-age", &[("name", name.into()), ("age", age.into())])
        }
        None => t.with("concern-about", &[("name", name.into())]),
    }
}

fn handed_over(cover: &ConcernCover, t: Text) -> String {
    t.moment_on(cover.received_on.date(), cover.handed_over)
}

/// An own report.
pub fn sent(line: &Disclosed<ConcernLine>, t: Text) -> Row {
    let (cover, about) = (line.cover(), line.body());
    let name = known_or(&about.name, t);
    Row {
        href: format!("/oro/{}", cover.id),
        title: t.with("concern-about", &[("name", name.into())]),
        chip: match &cover.told {
            Some(told) => t.get(&format!("told-{}", told.opening.word())),
            None => t.get("chip-received"),
        },
        tone: "good",
        leaf: None,
        facts: vec![
            t.with("sent-at", &[("at", handed_over(cover, t).into())]),
            t.with("dnr", &[("dnr", cover.dnr.as_str().into())]),
        ],
        action: None,
        urgent: false,
    }
}

/// An intervention with its follow-up.
pub fn intervention(line: &Disclosed<InterventionLine>, today: Date, t: Text) -> Row {
    let (cover, for_whom) = (line.cover(), line.body());
    let kind = t.get(&format!("kind-{}", cover.kind.word()));
    let follow_up = cover.follow_up.date();
    let days = (follow_up - today).whole_days();
    let (chip, tone) = match cover.state {
        State::Ended(outcome) => (t.get(&format!("outcome-{}", outcome.word())), ""),
        _ if days < 0 => (t.with("days-over", &[("days", (-days).into())]), "over"),
        _ if days <= 7 => (t.with("days-left", &[("days", days.into())]), "soon"),
        _ => (t.week(follow_up), ""),
    };
    let running = !matches!(cover.state, State::Ended(_));
    Row {
        href: format!("/insatser/{}", cover.id),
        title: t.with("intervention-for", &[("kind", kind.into()), ("name", for_whom.into())]),
        chip,
        tone,
        leaf: None,
        facts: vec![
            t.get(state_key(cover.state)),
            t.with("follow-up-on", &[("date", t.weekday_date(follow_up).into())]),
        ],
        action: running.then(|| t.get("follow-up")),
        urgent: running && days < 0,
    }
}

/// The text of a state.
pub fn state_key(state: State) -> &'static str {
    match state {
        State::Planned => "state-planned",
        State::Ongoing => "state-ongoing",
        State::Ended(_) => "state-ended",
    }
}

/// A name, or the words for none.
pub fn known_or(name: &str, t: Text) -> String {
    if name.is_empty() { t.get("name-unknown") } else { name.to_owned() }
}

/// What the law wants done about a received concern, and by when.
pub struct Clock {
    /// The chip.
    pub chip: String,
    /// Its class.
    pub tone: &'static str,
    /// Both dates, in words.
    pub fact: Option<String>,
    /// What is to be done.
    pub action: Option<&'static str>,
    /// Now.
    pub urgent: bool,
    /// The same as a sentence, for the head of a page.
    pub sentence: String,
}

impl Clock {
    /// The clock of a concern: protection at once, the decision within 14 days (20 kap. 1 and 2 §§
    /// socialtjänstlagen). The day of receipt is not counted; where the last day is no working day, both dates
    /// are shown and the earlier one counts here.
    pub fn of(cover: &ConcernCover, today: Date, t: Text) -> Self {
        let received = cover.received_on.date();
        match cover.stage {
            Stage::Received => Self::protection(received, today, t),
            Stage::Assessed(_) => Self::decision(received, today, t),
            Stage::Decided(..) if cover.feedback_due().is_some() => Self::feedback(cover, today, t),
            Stage::Decided(_, opening) => Self {
                chip: t.get(&format!("opening-{}", opening.word())),
                tone: "good",
                fact: None,
                action: None,
                urgent: false,
                sentence: t.get("decision-made"),
            },
        }
    }

    /// At once; the day after receipt it is late.
    fn protection(received: Date, today: Date, t: Text) -> Self {
        let by = latest(calendar::pre_assessment_deadline(received), t);
        let late = (today - received).whole_days();
        let is_late = late > 0;
        Self {
            chip: if is_late {
                t.with("protection-over", &[("days", late.into())])
            } else {
                t.get("chip-today")
            },
            tone: if is_late { "over" } else { "now" },
            fact: Some(by.clone()),
            action: Some("do-protection"),
            urgent: true,
            sentence: t.with("protection-now", &[("by", by.into())]),
        }
    }

    /// An answer that the reporter asked for: a week from the decision, or at once.
    fn feedback(cover: &ConcernCover, today: Date, t: Text) -> Self {
        let due = cover.feedback_due().unwrap_or(Deadline::ending_on(today));
        let (left, by) = (due.days_left(today), due_by(due, t));
        let sentence = t.with("feedback-due", &[("by", by.into())]);
        let (chip, tone) = match left {
            i64::MIN..=-1 => (t.with("days-over", &[("days", (-left).into())]), "over"),
            0 => (t.get("chip-last-day"), "now"),
            _ => (t.with("days-left", &[("days", left.into())]), "soon"),
        };
        let (fact, action) = (Some(sentence.clone()), Some("do-feedback"));
        Self { chip, tone, fact, action, urgent: left <= 0, sentence }
    }

    /// Within 14 days; from four days before the end it presses.
    fn decision(received: Date, today: Date, t: Text) -> Self {
        let deadline = calendar::pre_assessment_deadline(received);
        let (left, by) = (deadline.days_left(today), latest(deadline, t));
        let day = calendar::day_number(received, today);
        // The day of receipt is not counted, so it has no number.
        let count = if day == 0 {
            t.with("days-left", &[("days", left.into())])
        } else {
            t.with("day-of-14", &[("day", day.into())])
        };
        let (chip, tone) = match left {
            i64::MIN..=-1 => (t.with("days-over", &[("days", (-left).into())]), "over"),
            0 => (t.get("chip-last-day"), "now"),
            1..=4 => (count, "soon"),
            _ => (count, ""),
        };
        Self {
            chip,
            tone,
            fact: Some(by.clone()),
            action: Some("do-decision"),
            urgent: left <= 0,
            sentence: t.with("decision-by", &[("by", by.into())]),
        }
    }
}

/// A day, and the working day that it moves to.
pub fn due_by(deadline: Deadline, t: Text) -> String {
    let last = t.weekday_date(deadline.last_day);
    match deadline.moved_to {
        Some(moved) => t.with("by-moved", &[("date", last.into()), ("moved", t.weekday_date(moved).into())]),
        None => last,
    }
}

/// The last day for the decision, and the working day that it moves to.
fn latest(deadline: Deadline, t: Text) -> String {
    let last = t.weekday_date(deadline.last_day);
    match deadline.moved_to {
        Some(moved) => {
            t.with("latest-moved", &[("date", last.into()), ("moved", t.weekday_date(moved).into())])
        }
        None => t.with("latest", &[("date", last.into())]),
    }
}
