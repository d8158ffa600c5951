//! *Remisser, önskemål om samverkan, uppgifter*: what units hand over to each other, and how it goes.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
};
use desk::{
    Action, Disclosed, Fault,
    concerns::{ConcernAndProvenance, Provenance},
    record::ReferralLine,
    referrals::{OneReferral, OurReferrals},
};
use domain::{
    Id, LegalDay,
    concern::Side,
    personal_number::PersonalNumber,
    referral::{Answer as Said, Purpose, Reason, Referral, State},
};
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::{Choice, FieldErrors, chosen, day},
    frame::Frame,
    pages::{
        Answer,
        concerns::{After, ConcernForm, next_link, page_after, parse},
        consents::{self, TokenForm, number, units_to},
        html, html_with,
        row::{Row, known_or},
        rule::rule_key,
        see_other,
    },
    problem::Problem,
    text::Text,
};

mod form;
mod task;
mod view;

pub use form::{ReferralForm, purposes};
pub use task::{hand_over, task};
use view::Show;

#[derive(Template)]
#[template(path = "referrals/list.html")]
struct List {
    t: Text,
    frame: Frame,
    title: String,
    sent: bool,
    can_send: bool,
    rows: Vec<Row>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "referrals/new.html")]
struct New {
    t: Text,
    frame: Frame,
    number: String,
    form: ReferralForm,
    consent: consents::Said,
    reports: bool,
    asks: String,
    purposes: Vec<Choice>,
    to: Vec<Choice>,
    guardians: Vec<Choice>,
    young: Vec<Choice>,
    given: Vec<Choice>,
    errors: FieldErrors,
}

/// `GET /remisser`
pub async fn list(counter: Counter, Query(after): Query<After>) -> Answer {
    let sent = after.visa == "skickade";
    let side = if sent { Side::Sent } else { Side::Received };
    let ours = counter.desk.show(OurReferrals { side, page: page_after(&after) }).await?;
    let (t, today, role) = (counter.t, counter.desk.today(), counter.desk.card().duty.role);
    let rows = ours.rows.iter().map(|line| row(line, today, t)).collect();
    let path = if sent { "/remisser?visa=skickade" } else { "/remisser" };
    html(&List {
        t,
        frame: counter.frame(),
        title: t.get(crate::frame::referrals_key(role)),
        sent,
        can_send: !purposes(role).is_empty(),
        rows,
        next: next_link(path, ours.next),
    })
}

/// A referral as a row: what for, whom, where it stands, by when.
pub fn row(line: &Disclosed<ReferralLine>, today: LegalDay, t: Text) -> Row {
    let cover = line.cover();
    let purpose = t.get(&format!("purpose-{}", cover.purpose.word()));
    let late = cover.due.is_some_and(|due| due < today) && cover.state.is_open();
    let title = if cover.purpose.names_somebody() {
        let name = known_or(line.body(), t);
        t.with("referral-for", &[("purpose", purpose.into()), ("name", name.into())])
    } else {
        purpose
    };
    let mut facts = vec![t.with("handed-at", &[("at", t.moment(cover.handed_over).into())])];
    facts.extend(cover.due.map(|due| t.with("referral-by", &[("date", t.weekday_date(due.date()).into())])));
    let received = cover.side == Side::Received;
    let waits = received && cover.state == State::Sent;
    let runs = received && cover.state == State::Accepted;
    Row {
        href: format!("/remisser/{}", cover.id),
        title,
        chip: t.get(&format!("referral-state-{}", cover.state.word())),
        tone: if late { "over" } else { tone(cover.state) },
        leaf: None,
        facts,
        action: waits.then(|| t.get("referral-answer")).or_else(|| runs.then(|| t.get("referral-report"))),
        urgent: waits || late,
    }
}

/// How pressing a state is: a class of the stylesheet.
fn tone(state: State) -> &'static str {
    match state {
        State::Sent => "soon",
        State::Accepted | State::Done => "good",
        State::OnHold(_) | State::Declined(_) | State::Withdrawn | State::NotDone => "",
    }
}

/// Which own report it follows on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Following {
    om: String,
}

/// `GET /remisser/ny`: empty, or about whom an own report was about.
pub async fn new(counter: Counter, Query(following): Query<Following>) -> Answer {
    counter.desk.may_at_own_unit(Action::ReferralsOpen).await?;
    if following.om.is_empty() {
        return written(&counter, ReferralForm::default(), None).await;
    }
    let (report, _) =
        counter.desk.show(ConcernAndProvenance::by_id(Side::Sent, parse(&following.om)?)).await?;
    let about = &report.body().about;
    let number = about.number.as_ref().map(PersonalNumber::spoken).unwrap_or_default();
    written(&counter, ReferralForm::about(about.name.clone(), number, String::new()), None).await
}

/// The form, with what was written in *Ny oro* where only cooperation was ticked there.
///
/// # Errors
/// A refusal of whoever hands nothing over.
pub async fn begun(counter: &Counter, written_so_far: &ConcernForm) -> Answer {
    counter.desk.may_at_own_unit(Action::ReferralsOpen).await?;
    let ConcernForm { name, number, observed, hearsay, judgement, .. } = written_so_far.clone();
    let more = [hearsay, judgement].into_iter().filter(|text| !text.trim().is_empty());
    let background = more.collect::<Vec<_>>().join("\n\n");
    let form = ReferralForm::about(name, number, observed).with_background(background);
    written(counter, form, None).await
}

/// The form, empty or with its faults. It shows nothing of anybody.
async fn written(counter: &Counter, form: ReferralForm, errors: Option<FieldErrors>) -> Answer {
    let (t, role) = (counter.t, counter.desk.card().duty.role);
    let said =
        if errors.is_some() { form.said() } else { consents::Said::preset(counter.desk.today().date()) };
    let answers = said.answers(t);
    let reports = purposes(role).contains(&Purpose::Cooperation);
    let words: Vec<&'static str> = purposes(role).iter().map(|purpose| purpose.word()).collect();
    let status = if errors.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = New {
        t,
        frame: counter.frame(),
        number: number(counter, &form.form),
        reports,
        asks: t.get(if reports { "referral-family" } else { "referral-purpose" }),
        purposes: Choice::family(t, "purpose", &words, &form.purpose, true),
        to: units_to(&receivers(counter).await?, &form.to),
        guardians: answers.guardians,
        young: answers.young,
        given: answers.given,
        consent: said,
        form,
        errors: errors.unwrap_or_default(),
    };
    html_with(status, &page)
}

/// Whom a role can hand over to: reporters to the coordinator, the social board to any unit.
async fn receivers(counter: &Counter) -> Result<Vec<domain::unit::Unit>, Problem> {
    if purposes(counter.desk.card().duty.role).contains(&Purpose::Cooperation) {
        return Ok(counter.desk.coordination().await?.into_iter().collect());
    }
    Ok(counter.desk.other_units().await?)
}

/// `POST /remisser`
pub async fn create(counter: Counter, Form(form): Form<ReferralForm>) -> Answer {
    counter.check(&form.token).await?;
    counter.desk.may_at_own_unit(Action::ReferralsOpen).await?;
    let units = receivers(&counter).await?;
    let parsed = form.parse(counter.desk.today().date(), &counter.desk.card().duty, &units);
    let new = match parsed {
        Ok(new) => new,
        Err(errors) => return written(&counter, form, Some(errors)).await,
    };
    match counter.desk.refer(new).await {
        Ok(id) => Ok(see_other(&format!("/remisser/{id}"))),
        Err(Fault::Rule(rule)) => {
            written(&counter, form, Some(FieldErrors::one("consent", rule_key(rule)))).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// `GET /remisser/{id}`
pub async fn show(counter: Counter, Path(id): Path<String>) -> Answer {
    shown(&counter, parse(&id)?, StatusCode::OK, FieldErrors::default()).await
}

async fn shown(counter: &Counter, id: Id<Referral>, status: StatusCode, errors: FieldErrors) -> Answer {
    let (referral, provenance) = counter.desk.show(OneReferral(id)).await?;
    let provenance: Provenance = provenance.ok_or(Problem::Broken)?;
    html_with(status, &Show::of(counter, &referral, &provenance, errors))
}

/// What the receiver says, as the browser sends it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerForm {
    token: String,
    answer: String,
    reason: String,
    until: String,
}

impl AnswerForm {
    fn parse(&self) -> Result<Said, FieldErrors> {
        let reason = chosen(&Reason::ALL, Reason::word, &self.reason);
        match (self.answer.as_str(), reason, day(&self.until)) {
            ("accept", ..) => Ok(Said::Accept),
            ("decline", Some(reason), _) => Ok(Said::Decline(reason)),
            ("decline", None, _) => Err(FieldErrors::one("reason", "referral-reason-missing")),
            ("hold", _, Some(day)) => Ok(Said::Hold(LegalDay::new(day))),
            ("hold", _, None) => Err(FieldErrors::one("until", "referral-hold-missing")),
            ("done", ..) => Ok(Said::Done),
            ("not_done", ..) => Ok(Said::NotDone),
            _ => Err(FieldErrors::one("answer", "referral-answer-missing")),
        }
    }
}

/// `POST /remisser/{id}/svar`
pub async fn answer(counter: Counter, Path(id): Path<String>, Form(form): Form<AnswerForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&id)?;
    let said = match form.parse() {
        Ok(said) => said,
        Err(errors) => return shown(&counter, id, StatusCode::UNPROCESSABLE_ENTITY, errors).await,
    };
    let done = counter.desk.answer_referral(id, said).await;
    settled(&counter, id, done).await
}

/// `POST /remisser/{id}/aterta`
pub async fn withdraw(counter: Counter, Path(id): Path<String>, Form(form): Form<TokenForm>) -> Answer {
    counter.check(&form.token).await?;
    let id = parse(&id)?;
    let done = counter.desk.withdraw_referral(id).await;
    settled(&counter, id, done).await
}

async fn settled(counter: &Counter, id: Id<Referral>, done: Result<(), Fault>) -> Answer {
    match done {
        Ok(()) => Ok(see_other(&format!("/remisser/{id}"))),
        Err(Fault::Rule(rule)) => {
            shown(counter, id, StatusCode::CONFLICT, FieldErrors::one("answer", rule_key(rule))).await
        }
        Err(fault) => Err(fault.into()),
    }
}
