//! *Enhetens roller* and *Roller*: duties renewed and ended by the head, proposed by one and approved by another.

use std::collections::BTreeMap;

use askama::Template;
use axum::{Form, http::StatusCode};
use desk::{
    Fault,
    duties::{DutiesPage, NewDuty, OurDuties},
    staff::Staff,
};
use domain::{
    Id, LegalDay,
    duty::{Account, Duty, Proposal, Role},
};
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::{Choice, FieldErrors, Input, chosen, day, day_text},
    frame::{self, Frame},
    pages::{Answer, concerns::parse, html_with, row::Row, rule::rule_key, see_other},
    text::Text,
};

/// The usual length of a duty: a year, a setting of practice.
const YEAR: time::Duration = time::Duration::days(365);
/// A duty that ends within so many days is said to.
const SOON: time::Duration = time::Duration::days(45);

/// A duty of the unit.
struct DutyView {
    id: String,
    name: String,
    role: String,
    until: String,
    handles_protected: bool,
    own: bool,
    chip: Option<(&'static str, String)>,
    chosen: bool,
}

/// A proposal.
struct ProposalView {
    id: String,
    title: String,
    place: String,
    days: String,
    by: String,
    handles_protected: bool,
    own: bool,
}

type Names = BTreeMap<Id<Account>, String>;

impl ProposalView {
    fn of(proposal: &Proposal, names: &Names, counter: &Counter) -> Self {
        let (t, duty) = (counter.t, &proposal.duty);
        let name = |id: &Id<Account>| names.get(id).cloned().unwrap_or_default();
        let by = [("name", name(&proposal.by).into()), ("at", t.moment(proposal.at).into())];
        let from = t.weekday_date(duty.from.date());
        Self {
            id: duty.id.to_string(),
            title: format!("{}, {}", name(&duty.account), frame::role(duty.role, t)),
            place: frame::place(duty),
            days: format!("{from} – {}", last_day(duty, t)),
            by: t.with("proposal-by", &by),
            handles_protected: duty.handles_protected,
            own: proposal.by == counter.desk.card().duty.account,
        }
    }
}

fn last_day(duty: &Duty, t: Text) -> String {
    duty.until.map_or_else(|| t.get("duty-no-end"), |last| t.weekday_date(last.date()))
}

/// The look and the words of a duty that has ended or soon does.
fn ending(duty: &Duty, today: LegalDay) -> Option<(&'static str, &'static str)> {
    match duty.until {
        Some(last) if last < today => Some(("over", "duty-over")),
        Some(last) if last.date() < today.date() + SOON => Some(("soon", "duty-soon")),
        _ => None,
    }
}

#[derive(Template)]
#[template(path = "duties/ours.html")]
struct Ours {
    t: Text,
    frame: Frame,
    lede: String,
    waiting: Vec<ProposalView>,
    duties: Vec<DutyView>,
    fields: Vec<Input>,
    errors: FieldErrors,
}

/// `GET /enhetens-roller`
pub async fn ours(counter: Counter) -> Answer {
    let until = day_text(counter.desk.today().date() + YEAR);
    laid_out(&counter, &Marked { until, ..Marked::default() }, FieldErrors::default()).await
}

async fn laid_out(counter: &Counter, form: &Marked, errors: FieldErrors) -> Answer {
    let page = counter.desk.show(OurDuties).await?;
    let (t, today) = (counter.t, counter.desk.today());
    let me = counter.desk.card().duty.account;
    let view = |duty: &Duty| DutyView {
        id: duty.id.to_string(),
        name: page.names.get(&duty.account).cloned().unwrap_or_default(),
        role: frame::role(duty.role, t),
        until: t.with("duty-until", &[("day", last_day(duty, t).into())]),
        handles_protected: duty.handles_protected,
        own: duty.account == me,
        chip: ending(duty, today).map(|(look, key)| (look, t.get(key))),
        chosen: form.duty.contains(&duty.id.to_string()),
    };
    let duties = page.duties.iter().map(view).collect();
    let waiting = page.proposals.iter().map(|p| ProposalView::of(p, &page.names, counter)).collect();
    let lede = t.with("duties-lede", &[("unit", (&page.unit.name).into())]);
    let until = Input::day("until", t.get("duties-until"), &form.until).checked(&errors, t);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (frame, fields) = (counter.frame(), vec![until]);
    html_with(status, &Ours { t, frame, lede, waiting, duties, fields, errors })
}

/// What waits for a second person, as rows of the home page.
pub fn rows(counter: &Counter, page: &DutiesPage) -> Vec<Row> {
    let row = |proposal: &Proposal| {
        let view = ProposalView::of(proposal, &page.names, counter);
        Row {
            href: "/enhetens-roller".to_owned(),
            title: view.title,
            chip: counter.t.get("proposal-waits"),
            tone: "soon",
            leaf: None,
            facts: vec![view.place, view.days, view.by],
            action: Some(counter.t.get("proposal-answer")),
            urgent: false,
        }
    };
    page.proposals.iter().map(row).collect()
}

/// The duties that were marked, and until when.
#[derive(Clone, Default)]
struct Marked {
    token: String,
    duty: Vec<String>,
    until: String,
}

impl Marked {
    /// A name that stands several times is a list; the usual reader of forms takes only the last.
    fn of(pairs: Vec<(String, String)>) -> Self {
        let mut marked = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "token" => marked.token = value,
                "duty" => marked.duty.push(value),
                "until" => marked.until = value,
                _ => {}
            }
        }
        marked
    }

    fn ids(&self) -> Vec<Id<Duty>> {
        self.duty.iter().filter_map(|id| id.parse().ok()).collect()
    }
}

/// `POST /enhetens-roller/fornya`: renews everything that was marked, in one act.
pub async fn renew(counter: Counter, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    let form = Marked::of(pairs);
    counter.check(&form.token).await?;
    let ids = form.ids();
    let Some(until) = day(&form.until).map(LegalDay::new) else {
        return laid_out(&counter, &form, FieldErrors::one("until", "duty-until-missing")).await;
    };
    if ids.is_empty() {
        return laid_out(&counter, &form, FieldErrors::one("duty", "duty-none-marked")).await;
    }
    match counter.desk.renew(ids, until).await {
        Ok(()) => Ok(see_other("/enhetens-roller")),
        Err(Fault::Rule(rule)) => laid_out(&counter, &form, FieldErrors::one("until", rule_key(rule))).await,
        Err(fault) => Err(fault.into()),
    }
}

/// `POST /enhetens-roller/avsluta`: ends the one duty that was marked.
pub async fn end(counter: Counter, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    let form = Marked::of(pairs);
    counter.check(&form.token).await?;
    let [duty] = form.ids()[..] else {
        return laid_out(&counter, &form, FieldErrors::one("duty", "duty-mark-one")).await;
    };
    match counter.desk.end_duty(duty).await {
        Ok(()) => Ok(see_other("/enhetens-roller")),
        Err(Fault::Rule(rule)) => laid_out(&counter, &form, FieldErrors::one("duty", rule_key(rule))).await,
        Err(fault) => Err(fault.into()),
    }
}

/// What can be chosen from.
struct Select {
    id: &'static str,
    label: String,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "duties/proposals.html")]
struct ProposalsPage {
    t: Text,
    frame: Frame,
    waiting: Vec<ProposalView>,
    selects: Vec<Select>,
    fields: Vec<Input>,
    form: ProposalForm,
    errors: FieldErrors,
}

/// A duty that is proposed, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProposalForm {
    token: String,
    person: String,
    unit: String,
    role: String,
    from: String,
    until: String,
    protected: String,
}

/// `GET /roller`
pub async fn proposals(counter: Counter) -> Answer {
    let today = counter.desk.today().date();
    let (from, until) = (day_text(today), day_text(today + YEAR));
    proposing(&counter, ProposalForm { from, until, ..ProposalForm::default() }, FieldErrors::default()).await
}

async fn proposing(counter: &Counter, form: ProposalForm, errors: FieldErrors) -> Answer {
    let page = counter.desk.show(Staff).await?;
    let t = counter.t;
    let names: Names = page.people.iter().map(|person| (person.id, person.name.clone())).collect();
    let choice = |word: String, label: String, said: &str| {
        let chosen = word == said;
        Choice { word, label, hint: None, chosen }
    };
    let open = page.people.iter().filter(|person| person.closed.is_none());
    let people = open.map(|p| choice(p.id.to_string(), format!("{}, {}", p.name, p.title), &form.person));
    let place = |unit: &domain::unit::Unit| format!("{}, {}", unit.authority.name, unit.name);
    let units = page.units.iter().map(|unit| choice(unit.id.to_string(), place(unit), &form.unit));
    let roles = Choice::family(t, "role", &Role::ALL.map(Role::word), &form.role, false);
    let selects = vec![
        Select { id: "person", label: t.get("proposal-person"), choices: people.collect() },
        Select { id: "unit", label: t.get("proposal-unit"), choices: units.collect() },
        Select { id: "role", label: t.get("proposal-role"), choices: roles },
    ];
    let fields = vec![
        Input::day("from", t.get("proposal-from"), &form.from).checked(&errors, t),
        Input::day("until", t.get("duties-until"), &form.until).checked(&errors, t),
    ];
    let waiting = page.proposals.iter().map(|p| ProposalView::of(p, &names, counter)).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &ProposalsPage { t, frame: counter.frame(), waiting, selects, fields, form, errors })
}

impl ProposalForm {
    fn parse(&self) -> Result<NewDuty, FieldErrors> {
        let mut errors = FieldErrors::default();
        let (account, unit) = (self.person.parse().ok(), self.unit.parse().ok());
        let role = chosen(&Role::ALL, Role::word, &self.role);
        let (from, until) = (day(&self.from).map(LegalDay::new), day(&self.until).map(LegalDay::new));
        let faults = [
            (account.is_none(), "person", "proposal-person-missing"),
            (unit.is_none(), "unit", "proposal-unit-missing"),
            (role.is_none(), "role", "proposal-role-missing"),
            (from.is_none(), "from", "proposal-from-missing"),
            (until.is_none(), "until", "duty-until-missing"),
        ];
        faults.into_iter().filter(|(wrong, ..)| *wrong).for_each(|(_, field, key)| errors.add(field, key));
        match (account, unit, role, from, until) {
            (Some(account), Some(unit), Some(role), Some(from), Some(until)) => {
                let handles_protected = self.protected == "yes";
                Ok(NewDuty { account, unit, role, from, until, handles_protected })
            }
            _ => Err(errors),
        }
    }
}

/// `POST /roller`: proposes a duty.
pub async fn propose(counter: Counter, Form(form): Form<ProposalForm>) -> Answer {
    counter.check(&form.token).await?;
    let new = match form.parse() {
        Ok(new) => new,
        Err(errors) => return proposing(&counter, form, errors).await,
    };
    match counter.desk.propose(new).await {
        Ok(()) => Ok(see_other("/roller")),
        Err(Fault::Rule(rule)) => proposing(&counter, form, FieldErrors::one("until", rule_key(rule))).await,
        Err(fault) => Err(fault.into()),
    }
}

/// Which proposal, and what is said to it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerForm {
    token: String,
    duty: String,
    answer: String,
}

/// `POST /roller/svar`: yes or no to a proposed duty.
pub async fn answer(counter: Counter, Form(form): Form<AnswerForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&form.duty)?;
    if form.answer == "yes" {
        counter.desk.approve(id).await?;
    } else {
        counter.desk.decline(id).await?;
    }
    let head = counter.desk.card().duty.role == Role::HeadOfUnit;
    Ok(see_other(if head { "/enhetens-roller" } else { "/roller" }))
}
