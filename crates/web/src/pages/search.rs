//! *Sök i nämndens register*: by number, by registry number or by two whole names, and by nothing else. The words go
//! in the form and never in an address.

use askama::Template;
use axum::{Form, http::StatusCode};
use desk::{
    Disclosed,
    record::ConcernLine,
    search::{Found, Hit},
};
use domain::search::{SearchTerm, TermFault};
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::FieldErrors,
    frame::Frame,
    pages::{
        Answer, html_with,
        row::{Clock, known_or},
    },
    text::Text,
};

/// What the browser sends.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SearchForm {
    token: String,
    term: String,
}

/// A concern that the reader may open.
struct ConcernView {
    href: String,
    label: String,
    state: String,
}

/// Somebody who was found.
struct HitView {
    name: String,
    facts: Vec<String>,
    concerns: Vec<ConcernView>,
}

/// What a search came to.
struct ResultView {
    title: String,
    lede: String,
    hits: Vec<HitView>,
}

#[derive(Template)]
#[template(path = "search/show.html")]
struct Show {
    t: Text,
    frame: Frame,
    term: String,
    budget: String,
    errors: FieldErrors,
    result: Option<ResultView>,
}

/// `GET /sok`
pub async fn new(counter: Counter) -> Answer {
    counter.desk.may_search().await?;
    shown(&counter, String::new(), None, FieldErrors::default())
}

/// `POST /sok`: whether the reader may search is decided before the words are looked at.
pub async fn find(counter: Counter, Form(form): Form<SearchForm>) -> Answer {
    counter.check(&form.token).await?;
    let term = match SearchTerm::parse(&form.term, counter.desk.today().date()) {
        Ok(term) => term,
        Err(fault) => {
            counter.desk.may_search().await?;
            return shown(&counter, form.term, None, FieldErrors::one("term", fault_key(fault)));
        }
    };
    let found = counter.desk.search(&term).await?;
    let result = ResultView::of(&found, &counter);
    shown(&counter, form.term, Some(result), FieldErrors::default())
}

fn shown(counter: &Counter, term: String, result: Option<ResultView>, errors: FieldErrors) -> Answer {
    let t = counter.t;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let budget = t.with("search-budget", &[("most", counter.desk.searches_per_day().into())]);
    html_with(status, &Show { t, frame: counter.frame(), term, budget, errors, result })
}

/// The text about a term that nobody can be searched for by.
fn fault_key(fault: TermFault) -> &'static str {
    match fault {
        TermFault::Empty => "search-empty",
        TermFault::NotAllowed => "search-not-allowed",
        TermFault::NotTwoNames => "search-two-names",
        TermFault::NoNumber(_) => "search-no-number",
    }
}

impl ResultView {
    fn of(found: &Found, counter: &Counter) -> Self {
        let t = counter.t;
        match found {
            Found::TooMany => Self {
                title: t.get("search-too-many"),
                lede: t.get("search-too-many-what"),
                hits: Vec::new(),
            },
            Found::Hits(hits) if hits.is_empty() => {
                Self { title: t.get("search-none"), lede: t.get("search-none-what"), hits: Vec::new() }
            }
            Found::Hits(hits) => Self {
                title: t.with("search-found", &[("hits", hits.len().into())]),
                lede: t.get("search-found-what"),
                hits: hits.iter().map(|hit| HitView::of(hit, counter)).collect(),
            },
        }
    }
}

impl HitView {
    fn of(hit: &Hit, counter: &Counter) -> Self {
        let t = counter.t;
        let (name, year) = name_and_year(hit);
        let mut facts: Vec<String> = year
            .map(|year| t.with("search-born", &[("year", year.to_string().into())]))
            .into_iter()
            .collect();
        facts.push(hit.unit.clone());
        if hit.person.is_none() {
            facts.push(t.get("search-not-assessed"));
        }
        let concerns = hit.concerns.iter().map(|line| ConcernView::of(line, counter)).collect();
        Self { name: known_or(&name, t), facts, concerns }
    }
}

/// Who it is: out of the register, or as the concern has it.
fn name_and_year(hit: &Hit) -> (String, Option<i32>) {
    if let Some(person) = &hit.person {
        return (person.body().name.clone(), person.body().year);
    }
    let about = hit.concerns.first().map(Disclosed::body);
    let year = about
        .and_then(|about| about.number.as_ref())
        .map(domain::personal_number::PersonalNumber::birth_year);
    (about.map(|about| about.name.clone()).unwrap_or_default(), year)
}

impl ConcernView {
    fn of(line: &Disclosed<ConcernLine>, counter: &Counter) -> Self {
        let (t, cover) = (counter.t, line.cover());
        let received = t.date(cover.received_on.date());
        let args = [("dnr", cover.dnr.as_str().into()), ("date", received.into())];
        Self {
            href: format!("/inkomna/{}", cover.id),
            label: t.with("search-concern", &args),
            state: Clock::of(cover, counter.desk.today().date(), t).chip,
        }
    }
}
