//! Rows of the lists of meetings: the own records, what became of those that left, and the received notifications.

use desk::{Disclosed, record::OutreachLine};
use domain::{
    outreach::{OutreachCover, Stage},
    person::Identity,
    unit::Agency,
};
use time::Date;

use crate::{
    frame::Leaf,
    pages::row::{Row, known_or},
    text::Text,
};

/// Whom a meeting was with, with the age where the number tells it.
pub fn met(about: Option<&Identity>, today: Date, t: Text) -> String {
    let Some(about) = about else { return t.get("meeting-with-nobody") };
    let name = known_or(&about.name, t);
    match about.number.as_ref() {
        Some(number) => {
            let age = i64::from(number.age_on(today));
            t.with("meeting-with-age", &[("name", name.into()), ("age", age.into())])
        }
        None => t.with("meeting-with", &[("name", name.into())]),
    }
}

fn plain(cover: &OutreachCover, t: Text) -> Row {
    let held = t.with("meeting-held", &[("day", t.weekday_date(cover.held_on.date()).into())]);
    let mut facts = vec![held, t.with("dnr", &[("dnr", cover.dnr.as_str().into())])];
    if cover.interrupted {
        facts.push(t.get("meeting-was-broken-off"));
    }
    if let Some(next) = cover.next_contact {
        facts.push(t.with("meeting-next-on", &[("day", t.weekday_date(next.date()).into())]));
    }
    Row {
        href: format!("/mote/{}", cover.id),
        title: String::new(),
        chip: String::new(),
        tone: "",
        leaf: None,
        facts,
        action: None,
        urgent: false,
    }
}

/// An own record that has not left.
pub fn meeting(line: &Disclosed<OutreachLine>, t: Text) -> Row {
    let (cover, about) = (line.cover(), line.body());
    let title = match about {
        Some(about) => t.with("meeting-with", &[("name", known_or(&about.name, t).into())]),
        None => t.get("meeting-with-nobody"),
    };
    let (chip, action) = (t.get("meeting-not-left-chip"), Some(t.get("meeting-look")));
    Row { title, chip, tone: "soon", action, ..plain(cover, t) }
}

/// What remains of one that has left.
pub fn left(cover: &OutreachCover, t: Text) -> Row {
    let chip =
        t.get(if cover.stage == Stage::Counted { "meeting-counted-chip" } else { "meeting-left-chip" });
    let (href, title) = (format!("/mote/{}/kvitto", cover.id), t.get("meeting-title"));
    Row { href, title, chip, tone: "good", ..plain(cover, t) }
}

/// A received notification.
pub fn notice(line: &Disclosed<OutreachLine>, today: Date, t: Text) -> Row {
    let (cover, about) = (line.cover(), line.body());
    let handled = matches!(cover.stage, Stage::Handled(_));
    let chip = t.get(if handled { "notice-handled-chip" } else { "notice-new-chip" });
    let mut row = plain(cover, t);
    row.facts.push(t.with("handed-at", &[("at", t.moment(cover.recorded).into())]));
    if cover.protected {
        row.facts.push(t.get("protected-data"));
    }
    Row {
        href: format!("/underrattelser/{}", cover.id),
        title: met(about.as_ref(), today, t),
        chip,
        tone: if handled { "good" } else { "soon" },
        leaf: Some(Leaf::of(Agency::Police, t)),
        action: (!handled).then(|| t.get("notice-read")),
        ..row
    }
}
