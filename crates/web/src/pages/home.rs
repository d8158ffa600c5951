//! *Att göra*: what is to be done, by when. Each role's own.

use askama::Template;
use desk::{
    Disclosed, Fault, Refused,
    concerns::{Received, Sent},
    interventions::OurInterventions,
    ports::Page,
    record::{ConcernLine, InterventionLine, ReferralLine},
    referrals::OurReferrals,
    review::QuestionsToMe,
};
use domain::{concern::Side, duty::Role};

use crate::{
    counter::Counter,
    frame::Frame,
    pages::{
        Answer, concerns, html, questions, referrals,
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

/// A large button: what somebody mostly comes to do.
struct Hero {
    href: &'static str,
    title: String,
    hint: String,
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
    heroes: Vec<Hero>,
    asked: Vec<Row>,
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
        Role::LogAuditor => quiet(&counter, "auditor", Some(("/loggkontroll", "review-log-title"))).await,
        Role::HeadOfUnit => quiet(&counter, "head", Some(("/enheten", "unit-title"))).await,
        Role::SspfCoordinator => coordinator(counter).await,
        Role::SystemAdministrator => quiet(&counter, "administrator", None).await,
    }
}

fn empty(counter: &Counter) -> Home {
    Home {
        t: counter.t,
        frame: counter.frame(),
        lede: String::new(),
        holds: counter.desk.card().holds,
        heroes: Vec::new(),
        asked: Vec::new(),
        sections: Vec::new(),
        note: None,
        ring: false,
    }
}

/// One large button, and the state of earlier concerns. An expired duty leaves the button.
async fn reporter(counter: Counter, lede: &str) -> Answer {
    let t = counter.t;
    let question = (Sent { page: FEW }, (received_referrals(), concerns::own_drafts()));
    let (sent, handed, drafts) = match counter.desk.show(question).await.map_err(Problem::from) {
        Ok((sent, (handed, drafts))) => (
            sent.rows.iter().map(|line| row::sent(line, t)).collect(),
            open_rows(&counter, &handed.rows),
            concerns::draft_rows(&drafts, t),
        ),
        Err(Problem::Refused(Refused::Explained { .. })) => (Vec::new(), Vec::new(), Vec::new()),
        Err(problem) => return Err(problem),
    };
    let drafts = Section::titled(t.get("home-drafts"), drafts);
    let all = Some(("/oro", t.get("home-all-sent")));
    let handed = Section::titled(t.get("home-handed"), handed);
    let sections = vec![drafts, handed, Section { all, ..Section::titled(t.get("home-sent"), sent) }];
    let heroes = heroes(&counter);
    finished(&counter, Home { lede: t.get(lede), heroes, ring: true, sections, ..empty(&counter) }).await
}

/// *Ny oro*; for who holds outreach meetings, a meeting before it.
fn heroes(counter: &Counter) -> Vec<Hero> {
    let hero = |href, title, hint| Hero { href, title: counter.t.get(title), hint: counter.t.get(hint) };
    let meets = counter.desk.card().duty.role == Role::PoliceLiaison;
    let meeting = meets.then(|| hero("/mote/nytt", "meeting-new", "meeting-new-hint"));
    meeting.into_iter().chain([hero("/oro/ny", "new-concern", "home-new-hint")]).collect()
}

/// What was handed over to the own unit, newest first.
fn received_referrals() -> OurReferrals {
    OurReferrals { side: Side::Received, page: FEW }
}

/// Those that somebody still has to do something about.
fn open_rows(counter: &Counter, lines: &[Disclosed<ReferralLine>]) -> Vec<Row> {
    let open = lines.iter().filter(|line| line.cover().state.is_open());
    open.map(|line| referrals::row(line, counter.desk.today(), counter.t)).collect()
}

/// The requests that wait.
async fn coordinator(counter: Counter) -> Answer {
    let handed = match counter.desk.show(received_referrals()).await.map_err(Problem::from) {
        Ok(handed) => open_rows(&counter, &handed.rows),
        Err(Problem::Refused(Refused::Explained { .. })) if !counter.desk.card().holds => Vec::new(),
        Err(problem) => return Err(problem),
    };
    if handed.is_empty() {
        return quiet(&counter, "coordinator", Some(("/remisser", "referrals-requests"))).await;
    }
    let sections = vec![Section::titled(counter.t.get("home-handed"), handed)];
    finished(&counter, Home { lede: counter.t.get("home-coordinator"), sections, ..empty(&counter) }).await
}

/// Deadlines first, then follow-ups.
async fn worker(counter: Counter) -> Answer {
    let Work { received, running, handed } = match mine(&counter).await {
        Ok(rows) => rows,
        Err(Problem::Refused(Refused::Explained { .. })) if !counter.desk.card().holds => Work::default(),
        Err(problem) => return Err(problem),
    };
    let (t, today) = (counter.t, counter.desk.today().date());
    let due = by_urgency(received.iter().map(|line| row::received(line, today, t)).collect());
    let following: Vec<Row> = running.iter().map(|line| row::intervention(line, today, t)).collect();
    let handed = open_rows(&counter, &handed);
    let nothing = due.is_empty() && following.is_empty() && handed.is_empty() && counter.desk.card().holds;
    let (lede, note) = (worker_lede(&counter, &due), nothing.then(|| nothing_to_do(&counter)));
    let due = Section { title: None, rows: due, all: None };
    let handed = Section::titled(t.get("home-handed"), handed);
    let sections = vec![due, handed, Section::titled(t.get("home-follow-ups"), following)];
    finished(&counter, Home { lede, sections, note, ..empty(&counter) }).await
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

/// What waits at the own unit.
#[derive(Default)]
struct Work {
    received: Vec<Disclosed<ConcernLine>>,
    running: Vec<Disclosed<InterventionLine>>,
    handed: Vec<Disclosed<ReferralLine>>,
}

/// One question for what waits at the own unit; a queue only where concerns arrive.
async fn mine(counter: &Counter) -> Result<Work, Problem> {
    let running = OurInterventions { ended: false, page: FEW };
    if counter.desk.card().duty.unit.receives_concerns {
        let queue = Received { decided: false, page: FEW };
        let (received, (running, handed)) =
            counter.desk.show((queue, (running, received_referrals()))).await?;
        return Ok(Work { received: received.rows, running: running.rows, handed: handed.rows });
    }
    let (running, handed) = counter.desk.show((running, received_referrals())).await?;
    Ok(Work { received: Vec::new(), running: running.rows, handed: handed.rows })
}

/// What is overdue comes first, then what is to be done now, then the rest in order of receipt.
pub(super) fn by_urgency(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_key(|row| (row.tone != "over", !row.urgent));
    rows
}

async fn quiet(counter: &Counter, who: &str, link: Option<(&'static str, &str)>) -> Answer {
    let t = counter.t;
    let note = Note {
        title: t.get(&format!("home-{who}-title")),
        text: t.get(&format!("home-{who}-text")),
        link: link.map(|(href, key)| (href, t.get(key))),
    };
    let home = Home { lede: t.get(&format!("home-{who}")), note: Some(note), ring: true, ..empty(counter) };
    finished(counter, home).await
}

/// The page, with the questions about own readings that wait for an answer; without any, nothing is asked and
/// nothing owed.
async fn finished(counter: &Counter, home: Home) -> Answer {
    let asked = match counter.desk.show(QuestionsToMe { is_open: true }).await {
        Ok(questions) => questions.iter().map(|question| questions::row(question, counter.t)).collect(),
        Err(Fault::Refused(_)) => Vec::new(),
        Err(fault) => return Err(fault.into()),
    };
    html(&Home { asked, ..home })
}
