//! What every page has around it: who is signed in and as what, the menu, whom to ring, and how things look.
//!
//! It decides nothing. A menu entry says where a role's work is, not what it may see; there are no counters in
//! the menu, for a count is a decision and an entry.

use desk::{Office, desk::Card};
use domain::{
    duty::{Duty, Role},
    unit::{Agency, Contact},
};

use crate::{app::App, text::Text};

/// An agency's sign: colour, letter and name. Colour never stands alone.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// The class of the colour.
    pub class: &'static str,
    /// The letter.
    pub letter: &'static str,
    /// The name.
    pub name: String,
}

impl Leaf {
    /// The leaf of an agency.
    pub fn of(agency: Agency, t: Text) -> Self {
        let (class, letter) = match agency {
            Agency::School => ("school", "S"),
            Agency::Social => ("social", "So"),
            Agency::Police => ("police", "P"),
            Agency::Leisure => ("leisure", "F"),
            Agency::Municipality => ("other", "K"),
        };
        Self { class, letter, name: t.get(&format!("agency-{}", agency.word())) }
    }
}

impl Leaf {
    /// The leaf of where a report came from; one without an agency where the reporter is sealed apart.
    pub fn of_source(from: Option<Agency>, t: Text) -> Self {
        let apart = || Self { class: "other", letter: "–", name: t.get("reporter-apart") };
        from.map_or_else(apart, |agency| Self::of(agency, t))
    }
}

/// Who is signed in, as the top of the page says it.
#[derive(Clone)]
pub struct Who {
    /// The name.
    pub name: String,
    /// The role.
    pub role: String,
    /// Authority and unit.
    pub place: String,
    /// The agency's leaf.
    pub leaf: Leaf,
    /// Whether there is another duty to switch to.
    pub can_switch: bool,
}

/// An entry of the menu.
#[derive(Clone)]
pub struct NavItem {
    /// Where it leads.
    pub href: &'static str,
    /// What it is called.
    pub label: String,
    /// Whether this is the page.
    pub current: bool,
}

/// The frame of a page.
#[derive(Clone)]
pub struct Frame {
    /// The municipality.
    pub municipality: String,
    /// The day that a world stands on which does not follow the calendar.
    pub stands_on: Option<String>,
    /// Who is signed in.
    pub who: Option<Who>,
    /// The menu.
    pub nav: Vec<NavItem>,
    /// The token of this session's forms.
    pub token: String,
    /// Whom to ring now.
    pub ring: Contact,
    /// When somebody answers there.
    pub hours: String,
    /// The page's own path, for coming back after a change of language. None where the page answers a form:
    /// nobody can come back to it, and what was written in it would be lost.
    pub back: Option<String>,
    /// When the page was made, for paper.
    pub printed: String,
    /// The stylesheet.
    pub stylesheet: String,
    /// The icon.
    pub icon: String,
    /// The script.
    pub script: String,
}

impl Frame {
    /// What the menu calls the place where this page is.
    pub fn place(&self) -> &str {
        self.nav.iter().find(|item| item.current).map_or("", |item| &item.label)
    }

    /// The frame of a page for somebody who is not signed in.
    pub fn bare(app: &App, t: Text, here: &str) -> Self {
        let ring = app.office.ring_now();
        Self {
            municipality: app.municipality.clone(),
            stands_on: app.stands_on().map(|day| t.with("stands-on", &[("day", t.date(day.date()).into())])),
            who: None,
            nav: Vec::new(),
            token: String::new(),
            hours: ring.hours.map(|hours| t.hours(hours)).unwrap_or_default(),
            ring,
            back: Some(here.to_owned()),
            printed: printed(&app.office, t),
            stylesheet: app.assets.stylesheet.path().to_owned(),
            icon: app.assets.icon.path().to_owned(),
            script: app.assets.script.path().to_owned(),
        }
    }

    /// The frame of a page for somebody at the desk.
    pub fn of(app: &App, t: Text, here: &str, card: &Card, token: String) -> Self {
        let who = Who {
            name: card.name.clone(),
            role: role(card.duty.role, t),
            place: place(&card.duty),
            leaf: Leaf::of(card.duty.unit.authority.agency, t),
            can_switch: card.duties.len() > 1,
        };
        Self { who: Some(who), nav: nav(card.duty.role, here, t), token, ..Self::bare(app, t, here) }
    }

    /// The frame of a page that answers a form.
    #[must_use]
    pub fn of_an_answer(self) -> Self {
        Self { back: None, ..self }
    }

    /// A telephone number as a link.
    pub fn tel(&self, number: &str) -> String {
        let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        format!("tel:{digits}")
    }
}

/// A role in words.
pub fn role(role: Role, t: Text) -> String {
    t.get(&format!("role-{}", role.word()))
}

/// Authority and unit of a duty.
pub fn place(duty: &Duty) -> String {
    format!("{}, {}", duty.unit.authority.name, duty.unit.name)
}

fn printed(office: &Office, t: Text) -> String {
    t.with("printed", &[("at", t.moment(office.clock().now()).into())])
}

/// What the list of referrals is called, by what a role finds there.
pub fn referrals_key(role: Role) -> &'static str {
    match role {
        Role::LeisureLeader => "referrals-tasks",
        Role::SspfCoordinator => "referrals-requests",
        Role::SchoolCounsellor | Role::PoliceLiaison => "referrals-cooperation",
        _ => "referrals-title",
    }
}

/// Where a role's work is.
#[expect(clippy::too_many_lines, reason = "a table: one line for each page")]
fn work(role: Role) -> &'static [(&'static str, &'static str)] {
    match role {
        Role::PoliceLiaison => &[
            ("/mote", "meetings-title"),
            ("/oro/ny", "new-concern"),
            ("/oro", "sent-title"),
            ("/remisser", "referrals-cooperation"),
            ("/samtycken", "consents-title"),
            ("/ikvall", "tonight-title"),
            ("/lofte", "promise-title"),
            ("/lagesbild", "situation-title"),
            ("/handelser", "incidents-title"),
            ("/lofte/besok", "visits-title"),
        ],
        Role::SchoolCounsellor => &[
            ("/oro/ny", "new-concern"),
            ("/oro", "sent-title"),
            ("/remisser", "referrals-cooperation"),
            ("/samtycken", "consents-title"),
            ("/handelser", "incidents-title"),
        ],
        Role::LeisureLeader => &[
            ("/remisser", "referrals-tasks"),
            ("/oro/ny", "new-concern"),
            ("/oro", "sent-title"),
            ("/samtycken", "consents-title"),
            ("/handelser", "incidents-title"),
        ],
        Role::SocialWorker => &[
            ("/inkomna", "queue-title"),
            ("/sok", "search-title"),
            ("/underrattelser", "notices-title"),
            ("/insatser", "interventions-title"),
            ("/remisser", "referrals-title"),
            ("/samtycken", "consents-title"),
            ("/handelser", "incidents-title"),
        ],
        Role::SspfCoordinator => &[
            ("/remisser", "referrals-requests"),
            ("/samtycken", "consents-title"),
            ("/lofte", "promise-title"),
            ("/ikvall", "tonight-title"),
            ("/lagesbild", "situation-title"),
            ("/handelser", "incidents-title"),
        ],
        Role::Strategist => &[
            ("/lofte", "promise-title"),
            ("/ikvall", "tonight-title"),
            ("/lagesbild", "situation-title"),
            ("/lofte/besok", "visits-title"),
            ("/handelser", "incidents-title"),
            ("/handelser/trender", "trends-title"),
            ("/lofte/underlag", "ground-title"),
        ],
        Role::FieldWorker => &[
            ("/ikvall", "tonight-title"),
            ("/lofte", "promise-title"),
            ("/lagesbild", "situation-title"),
            ("/handelser", "incidents-title"),
        ],
        Role::LogAuditor => &[
            ("/loggkontroll", "review-log-title"),
            ("/loggkontroll/alla", "all-readings"),
            ("/loggkontroll/rapport", "report-link"),
            ("/loggkontroll/kontroll", "check-title"),
        ],
        Role::HeadOfUnit => &[
            ("/enheten", "unit-title"),
            ("/enhetens-roller", "duties-title"),
            ("/handelser", "incidents-title"),
        ],
        Role::SystemAdministrator => {
            &[("/personer", "people-title"), ("/enheter", "units-title"), ("/roller", "proposals-title")]
        }
    }
}

fn nav(role: Role, here: &str, t: Text) -> Vec<NavItem> {
    let all = [("/att-gora", "home-title")]
        .into_iter()
        .chain(work(role).iter().copied())
        .chain([("/min-logg", "own-log-title"), ("/konto", "account-title")]);
    // The review of a concern and the way back from it belong to the form, not to the list of reports.
    let here = if matches!(here, "/oro/granska" | "/oro/andra") { "/oro/ny" } else { here };
    let mut items: Vec<NavItem> =
        all.map(|(href, key)| NavItem { href, label: t.get(key), current: false }).collect();
    // The longest path that this page lies under is the current one: /oro/ny is not also /oro.
    let lies_under = |href: &str| here == href || here.starts_with(&format!("{href}/"));
    let current =
        items.iter().map(|item| item.href).filter(|href| lies_under(href)).max_by_key(|href| href.len());
    for item in &mut items {
        item.current = Some(item.href) == current;
    }
    items
}
