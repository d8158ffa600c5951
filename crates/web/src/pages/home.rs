//! *Att göra*: what is to be done, by when. Each role's own.

use askama::Template;
use desk::{
    Disclosed, Refused,
    concerns::{Received, Sent},
    interventions::OurInterventions,
    ports::Page,
    record::{ConcernLine, InterventionLine},
};
use domain::duty::Role;

use crate::{
    counter::Counter,
    frame::Frame,
    pages::{
        Answer, html,
        row::{self, Row},
    },
    problem::Problem,
    text::Text,
};

/// How many rows home shows of each kind; the lists have the rest.
const FEW: Page = Page { limit: 10, after: None };

/// A quiet word where there is nothing to do.
struct Note {
    title: String,
    text: String,
    link: Option<(&'static str, String)>,
}

/// Rows of one kind, under their heading.
struct Section {
    title: Option<String>,
    rows: Vec<Row>,
    all: Option<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    t: Text,
    frame: Frame,
    lede: String,
    holds: bool,
    reports: bool,
    sections: Vec<Section>,
    note: Option<Note>,
    ring: bool,
}

impl Section {
    /// Rows under a heading; without rows there is no section.
    fn titled(title: String, rows: Vec<Row>) -> Self {
        Self { title: Some(title), rows, all: None }
    }
}

/// `GET /`
pub async fn root() -> Answer {
    Ok(super::see_other("/att-gora"))
}

/// `GET /att-gora`
pub async fn show(counter: Counter) -> Answer {
    match counter.desk.card().duty.role {
        Role::SchoolCounsellor => reporter(counter, "home-counsellor").await,
        Role::PoliceLiaison => reporter(counter, "home-police").await,
        Role::LeisureLeader => reporter(counter, "home-leisure").await,
        Role::SocialWorker => worker(counter).await,
        Role::LogAuditor => quiet(&counter, "auditor", Some(("/loggkontroll", "review-log-title"))),
        Role::HeadOfUnit => quiet(&counter, "head", Some(("/enheten", "unit-title"))),
        Role::SspfCoordinator => quiet(&counter, "coordinator", None),
        Role::SystemAdministrator => quiet(&counter, "administrator", None),
    }
}

fn empty(counter: &Counter) -> Home {
    Home {
        t: counter.t,
        frame: counter.frame(),
        lede: String::new(),
        holds: counter.desk.card().holds,
        reports: false,
        sections: Vec::new(),
        note: None,
        ring: false,
    }
}

/// One large button, and the state of earlier concerns. An expired duty leaves the button.
async fn reporter(counter: Counter, lede: &str) -> Answer {
    let t = counter.t;
    let sent = match counter.desk.show(Sent { page: FEW }).await.map_err(Problem::from) {
        Ok(sent) => sent.rows.iter().map(|line| row::sent(line, t)).collect(),
        Err(Problem::Refused(Refused::Explained { .. })) => Vec::new(),
        Err(problem) => return Err(problem),
    };
    let all = Some(("/oro", t.get("home-all-sent")));
    let sections = vec![Section { all, ..Section::titled(t.get("home-sent"), sent) }];
    html(&Home { lede: t.get(lede), reports: true, ring: true, sections, ..empty(&counter) })
}

/// Deadlines first, then follow-ups.
async fn worker(counter: Counter) -> Answer {
    let (received, interventions) = match mine(&counter).await {
        Ok(rows) => rows,
        Err(Problem::Refused(Refused::Explained { .. })) if !counter.desk.card().holds => {
            (Vec::new(), Vec::new())
        }
        Err(problem) => return Err(problem),
    };
    let (t, today) = (counter.t, counter.desk.today().date());
    let due = by_urgency(received.iter().map(|line| row::received(line, today, t)).collect());
    let following: Vec<Row> = interventions.iter().map(|line| row::intervention(line, today, t)).collect();
    let nothing = due.is_empty() && following.is_empty() && counter.desk.card().holds;
    let (lede, note) = (worker_lede(&counter, &due), nothing.then(|| nothing_to_do(&counter)));
    let due = Section { title: None, rows: due, all: None };
    let sections = vec![due, Section::titled(t.get("home-follow-ups"), following)];
    html(&Home { lede, sections, note, ..empty(&counter) })
}

fn worker_lede(counter: &Counter, due: &[Row]) -> String {
    if !counter.desk.card().duty.unit.receives_concerns {
        return counter.t.get("home-follow-only");
    }
    let urgent = due.iter().filter(|row| row.urgent).count();
    counter.t.with("home-worker", &[("urgent", urgent.into()), ("all", due.len().into())])
}

fn nothing_to_do(counter: &Counter) -> Note {
    let has_queue = counter.desk.card().duty.unit.receives_concerns;
    let text = if has_queue { "home-nothing-what" } else { "interventions-empty-what" };
    Note { title: counter.t.get("home-nothing"), text: counter.t.get(text), link: None }
}

type Work = (Vec<Disclosed<ConcernLine>>, Vec<Disclosed<InterventionLine>>);

/// One question for what waits at the own unit; a queue only where concerns arrive.
async fn mine(counter: &Counter) -> Result<Work, Problem> {
    let running = OurInterventions { ended: false, page: FEW };
    if counter.desk.card().duty.unit.receives_concerns {
        let (received, running) =
            counter.desk.show((Received { decided: false, page: FEW }, running)).await?;
        return Ok((received.rows, running.rows));
    }
    Ok((Vec::new(), counter.desk.show(running).await?.rows))
}

/// What is overdue comes first, then what is to be done now, then the rest in order of receipt.
pub(super) fn by_urgency(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_key(|row| (row.tone != "over", !row.urgent));
    rows
}

fn quiet(counter: &Counter, who: &str, link: Option<(&'static str, &str)>) -> Answer {
    let t = counter.t;
    let note = Note {
        title: t.get(&format!("home-{who}-title")),
        text: t.get(&format!("home-{who}-text")),
        link: link.map(|(href, key)| (href, t.get(key))),
    };
    html(&Home { lede: t.get(&format!("home-{who}")), note: Some(note), ring: true, ..empty(counter) })
}
