//! *Enheten*: what waits at the unit and with whom, for whoever leads the work. Covers, no names of children.

use askama::Template;
use axum::{Form, extract::Path};
use desk::intake::{Overview, UnitOverview};
use domain::{Id, concern::ConcernCover, duty::Account};
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::Choice,
    frame::{Frame, Leaf},
    pages::{
        Answer,
        concerns::parse,
        html,
        row::{Clock, Row},
        see_other,
    },
    text::Text,
};

/// A concern's cover in the overview.
struct Line {
    id: String,
    dnr: String,
    chip: String,
    tone: &'static str,
    leaf: Leaf,
    facts: Vec<String>,
    responsible: Option<Id<Account>>,
    workers: Vec<Choice>,
    mine: bool,
    over: bool,
}

/// How much somebody has.
struct Load {
    name: String,
    all: usize,
    over: usize,
}

/// Lines under a heading.
struct Section {
    title: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "unit/show.html")]
struct Show {
    t: Text,
    frame: Frame,
    lede: String,
    sections: Vec<Section>,
    loads: Vec<Load>,
}

/// `GET /enheten`
pub async fn show(counter: Counter) -> Answer {
    let overview = counter.desk.show(UnitOverview).await?;
    html(&Show::of(&counter, &overview))
}

impl Show {
    fn of(counter: &Counter, overview: &Overview) -> Self {
        let t = counter.t;
        let mut lines: Vec<Line> =
            overview.waiting.iter().map(|cover| Line::of(counter, cover, overview)).collect();
        let loads = overview.workers.iter().map(|worker| load(worker, &lines)).collect();
        let late = lines.iter().filter(|line| line.over).count();
        let unassigned: Vec<Line> = lines.extract_if(.., |line| line.responsible.is_none()).collect();
        let over: Vec<Line> = lines.extract_if(.., |line| line.over).collect();
        let counts = [("nobody", unassigned.len().into()), ("over", late.into())];
        Self {
            t,
            frame: counter.frame(),
            lede: t.with("unit-lede", &counts),
            sections: vec![
                Section { title: t.get("unit-nobody"), lines: unassigned },
                Section { title: t.get("unit-over"), lines: over },
                Section { title: t.get("unit-running"), lines },
            ],
            loads,
        }
    }
}

/// What nobody answers for or is late, as rows of the home page.
pub fn rows(counter: &Counter, overview: &Overview) -> Vec<Row> {
    let lines = overview.waiting.iter().map(|cover| Line::of(counter, cover, overview));
    let pressing = lines.filter(|line| line.over || line.responsible.is_none());
    let row = |line: Line| Row {
        href: "/enheten".to_owned(),
        title: line.dnr,
        chip: line.chip,
        tone: line.tone,
        leaf: Some(line.leaf),
        facts: line.facts,
        action: Some(counter.t.get("unit-assign")),
        urgent: line.over,
    };
    pressing.map(row).collect()
}

fn load((account, name): &(Id<Account>, String), lines: &[Line]) -> Load {
    let theirs = || lines.iter().filter(|line| line.responsible == Some(*account));
    Load { name: name.clone(), all: theirs().count(), over: theirs().filter(|line| line.over).count() }
}

impl Line {
    fn of(counter: &Counter, cover: &ConcernCover, overview: &Overview) -> Self {
        let t = counter.t;
        let clock = Clock::of(cover, counter.desk.today().date(), t);
        let responsible = cover.handling.responsible;
        let name = overview.workers.iter().find(|(account, _)| Some(*account) == responsible);
        let mut facts = vec![t.with("handed-at", &[("at", t.moment(cover.handed_over).into())])];
        facts.extend(clock.fact);
        facts.extend(name.map(|(_, name)| t.with("unit-has", &[("name", name.into())])));
        let why = cover.handling.unassigned.map(|why| t.get(&format!("unassigned-{}", why.word())));
        facts.extend(why);
        Self {
            id: cover.id.to_string(),
            dnr: cover.dnr.as_str().to_owned(),
            chip: clock.chip,
            tone: clock.tone,
            leaf: Leaf::of_source(cover.source.agency(), t),
            facts,
            responsible,
            workers: overview.workers.iter().map(|worker| choice(worker, responsible)).collect(),
            mine: responsible == Some(counter.desk.card().duty.account),
            over: clock.tone == "over",
        }
    }
}

fn choice((account, name): &(Id<Account>, String), responsible: Option<Id<Account>>) -> Choice {
    let chosen = responsible == Some(*account);
    Choice { word: account.to_string(), label: name.clone(), hint: None, chosen }
}

/// Who is to be responsible.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AssignForm {
    token: String,
    to: String,
}

/// `POST /enheten/{id}`: makes somebody responsible, or oneself.
pub async fn assign(counter: Counter, Path(id): Path<String>, Form(form): Form<AssignForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&id)?;
    counter.desk.assign(id, form.to.parse().ok()).await?;
    Ok(see_other("/enheten"))
}
