//! *Att göra*: what is to be done, by when. Each role's own.

use askama::Template;
use desk::{
    Disclosed, Fault, Refused,
    concerns::{Received, Sent},
    duties::OurDuties,
    intake::UnitOverview,
    interventions::OurInterventions,
    outreach::{Notices, OwnMeetings},
    ports::Page,
    record::{ConcernLine, InterventionLine, OutreachLine, ReferralLine},
    referrals::OurReferrals,
    review::QuestionsToMe,
};
use domain::{concern::Side, duty::Role};

use crate::{
    counter::Counter,
    frame::Frame,
    pages::{
        Answer, concerns, duties, html, outreach, questions, referrals,
        row::{self, Row},
        unit,
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
        Role::HeadOfUnit => head(counter).await,
        Role::SspfCoordinator => coordinator(counter).await,
        Role::SystemAdministrator => {
            quiet(&counter, "administrator", Some(("/personer", "people-title"))).await
        }
        Role::Strategist => quiet(&counter, "strategist", Some(("/lofte", "promise-title"))).await,
        Role::FieldWorker => quiet(&counter, "field_worker", Some(("/ikvall", "tonight-title"))).await,
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

/// What a reporter has under way.
#[derive(Default)]
struct Own {
    meetings: Vec<Row>,
    drafts: Vec<Row>,
    handed: Vec<Row>,
    sent: Vec<Row>,
}

/// One question for all of it; meetings only where they are held.
async fn own(counter: &Counter) -> Result<Own, Problem> {
    let t = counter.t;
    let question = (Sent { page: FEW }, (received_referrals(), concerns::own_drafts()));
    let (meetings, (sent, (handed, drafts))) = if meets(counter) {
        let (meetings, others) = counter.desk.show((OwnMeetings { page: FEW }, question)).await?;
        (meetings.rows, others)
    } else {
        (Vec::new(), counter.desk.show(question).await?)
    };
    Ok(Own {
        meetings: meetings.iter().map(|line| outreach::rows::meeting(line, t)).collect(),
        drafts: concerns::draft_rows(&drafts, t),
        handed: open_rows(counter, &handed.rows),
        sent: sent.rows.iter().map(|line| row::sent(line, t)).collect(),
    })
}

fn meets(counter: &Counter) -> bool {
    counter.desk.card().duty.role == Role::PoliceLiaison
}

/// One large button, and the state of earlier concerns. An expired duty leaves the button.
async fn reporter(counter: Counter, lede: &str) -> Answer {
    let t = counter.t;
    let own = match own(&counter).await {
        Ok(own) => own,
        Err(Problem::Refused(Refused::Explained { .. })) => Own::default(),
        Err(problem) => return Err(problem),
    };
    let all = Some(("/oro", t.get("home-all-sent")));
    let sections = vec![
        Section::titled(t.get("home-meetings"), own.meetings),
        Section::titled(t.get("home-drafts"), own.drafts),
        Section::titled(t.get("home-handed"), own.handed),
        Section { all, ..Section::titled(t.get("home-sent"), own.sent) },
    ];
    let heroes = heroes(&counter);
    finished(&counter, Home { lede: t.get(lede), heroes, ring: true, sections, ..empty(&counter) }).await
}

/// *Ny oro*; for who holds outreach meetings, a meeting before it.
fn heroes(counter: &Counter) -> Vec<Hero> {
    let hero = |href, title, hint| Hero { href, title: counter.t.get(title), hint: counter.t.get(hint) };
    let meeting = meets(counter).then(|| hero("/mote/nytt", "meeting-new", "meeting-new-hint"));
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

/// What is late, only where concerns arrive, and the duties that wait.
async fn led(counter: &Counter) -> Result<(Vec<Row>, Vec<Row>), Problem> {
    if counter.desk.card().duty.unit.receives_concerns {
        let (overview, duties) = counter.desk.show((UnitOverview, OurDuties)).await?;
        return Ok((unit::rows(counter, &overview), duties::rows(counter, &duties)));
    }
    let duties = counter.desk.show(OurDuties).await?;
    Ok((Vec::new(), duties::rows(counter, &duties)))
}

/// What nobody answers for and what is late, then the duties that wait for a second person.
async fn head(counter: Counter) -> Answer {
    let (late, waiting) = match led(&counter).await {
        Ok(rows) => rows,
        Err(Problem::Refused(Refused::Explained { .. })) if !counter.desk.card().holds => Default::default(),
        Err(problem) => return Err(problem),
    };
    if late.is_empty() && waiting.is_empty() {
        return quiet(&counter, "head", Some(("/enheten", "unit-title"))).await;
    }
    let t = counter.t;
    let sections = vec![
        Section::titled(t.get("home-unit"), by_urgency(late)),
        Section::titled(t.get("proposals-waiting"), waiting),
    ];
    finished(&counter, Home { lede: t.get("home-head"), sections, ..empty(&counter) }).await
}

/// Deadlines first, then follow-ups.
async fn worker(counter: Counter) -> Answer {
    let Work { received, notices, running, handed } = match mine(&counter).await {
        Ok(rows) => rows,
        Err(Problem::Refused(Refused::Explained { .. })) if !counter.desk.card().holds => Work::default(),
        Err(problem) => return Err(problem),
    };
    let (t, today) = (counter.t, counter.desk.today().date());
    let due = by_urgency(received.iter().map(|line| row::received(line, today, t)).collect());
    let following: Vec<Row> = running.iter().map(|line| row::intervention(line, today, t)).collect();
    let handed = open_rows(&counter, &handed);
    let notices: Vec<Row> = notices.iter().map(|line| outreach::rows::notice(line, today, t)).collect();
    let nothing = [&due, &notices, &following, &handed].iter().all(|rows| rows.is_empty());
    let nothing = nothing && counter.desk.card().holds;
    let (lede, note) = (worker_lede(&counter, &due), nothing.then(|| nothing_to_do(&counter)));
    let due = Section { title: None, rows: due, all: None };
    let handed = Section::titled(t.get("home-handed"), handed);
    let notices = Section::titled(t.get("notices-title"), notices);
    let sections = vec![due, notices, handed, Section::titled(t.get("home-follow-ups"), following)];
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
    notices: Vec<Disclosed<OutreachLine>>,
    running: Vec<Disclosed<InterventionLine>>,
    handed: Vec<Disclosed<ReferralLine>>,
}

/// One question for what waits at the own unit; a queue only where concerns arrive.
async fn mine(counter: &Counter) -> Result<Work, Problem> {
    let running = OurInterventions { ended: false, page: FEW };
    if counter.desk.card().duty.unit.receives_concerns {
        let queue = Received { decided: false, page: FEW };
        let news = Notices { handled: false, page: FEW };
        let (received, (notices, (running, handed))) =
            counter.desk.show((queue, (news, (running, received_referrals())))).await?;
        return Ok(Work {
            received: received.rows,
            notices: notices.rows,
            running: running.rows,
            handed: handed.rows,
        });
    }
    let (running, handed) = counter.desk.show((running, received_referrals())).await?;
    Ok(Work { running: running.rows, handed: handed.rows, ..Work::default() })
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
