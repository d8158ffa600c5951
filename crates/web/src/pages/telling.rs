//! *Får jag berätta?*: which provisions of today carry what somebody wants to tell whom, open to everybody. It asks
//! nothing about anybody, keeps nothing and decides nothing: the answer is the law, with what has to be weighed.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use domain::{
    law::{Basis, Origin, Telling},
    unit::Agency,
};
use serde::Deserialize;

use crate::{
    app::App,
    counter::Met,
    forms::{Choice, chosen},
    frame::Frame,
    pages::{Answer, html},
    text::{Language, Text},
};

/// The agencies of SSPF.
const PARTIES: [Agency; 4] = [Agency::School, Agency::Social, Agency::Police, Agency::Leisure];

/// A provision, as the page shows it.
struct Way {
    title: String,
    provision: String,
    summary: String,
    conditions: Vec<String>,
    wording: Option<String>,
    since: String,
}

impl Way {
    fn of(basis: &Basis, t: Text) -> Self {
        Self {
            title: basis.title.clone(),
            provision: basis.provision.clone(),
            summary: basis.summary.clone(),
            conditions: basis.conditions.iter().map(|condition| condition.text.clone()).collect(),
            wording: basis.wording.clone(),
            since: t.with("basis-since", &[("date", t.date(basis.valid_from).into())]),
        }
    }
}

#[derive(Template)]
#[template(path = "telling.html")]
struct Page {
    t: Text,
    frame: Frame,
    from: Vec<Choice>,
    to: Vec<Choice>,
    age: String,
    health: bool,
    answer: Option<Found>,
}

/// What the law says to it.
struct Found {
    title: String,
    report: bool,
    ways: Vec<Way>,
}

/// What is asked, in the address: nothing of it is about anybody.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    fran: String,
    till: String,
    alder: String,
    vard: String,
}

impl Asked {
    fn telling(&self) -> Option<Telling> {
        let from = chosen(&PARTIES, Agency::word, &self.fran)?;
        let to = chosen(&PARTIES, Agency::word, &self.till)?;
        let age = self.alder.trim().parse().ok().filter(|age| *age <= 120);
        let origin = (self.vard == "ja").then_some(Origin::Health);
        Some(Telling { from, to, age, origin })
    }
}

/// `GET /far-jag-beratta`
pub async fn show(
    State(app): State<App>,
    headers: HeaderMap,
    counter: Met,
    Query(asked): Query<Asked>,
) -> Answer {
    let (t, frame, today) = match counter {
        Ok(counter) => (counter.t, counter.frame(), counter.desk.today()),
        Err(_) => {
            let t = Text::of(Language::of_headers(&headers));
            (t, Frame::bare(&app, t, "/far-jag-beratta"), app.office.clock().today())
        }
    };
    let answer = asked.telling().map(|telling| {
        let ways: Vec<&Basis> = app.office.law().carrying(&telling, today).collect();
        let without_consent = ways.iter().any(|basis| basis.id != "consent");
        Found {
            title: if without_consent { t.get("telling-yes") } else { t.get("telling-consent") },
            report: telling.to == Agency::Social,
            ways: ways.into_iter().map(|basis| Way::of(basis, t)).collect(),
        }
    });
    let words = PARTIES.map(Agency::word);
    let from = Choice::family(t, "agency", &words, &asked.fran, false);
    let to = Choice::family(t, "agency", &words, &asked.till, false);
    let (age, health) = (asked.alder, asked.vard == "ja");
    html(&Page { t, frame, from, to, age, health, answer })
}
