//! One referral as a page, for who sent it and for who received it.

use askama::Template;
use desk::{Disclosed, concerns::Provenance};
use domain::{
    concern::Side,
    person::Identity,
    personal_number::PersonalNumber,
    referral::{Reason, Referral, State},
};

use crate::{
    counter::Counter,
    forms::{Choice, FieldErrors},
    frame::{Frame, Leaf},
    pages::{letter::place, row::known_or},
    text::Text,
};

#[derive(Template)]
#[template(path = "referrals/show.html")]
pub(super) struct Show {
    t: Text,
    frame: Frame,
    id: String,
    back: &'static str,
    title: String,
    purpose: String,
    lede: String,
    state: String,
    tone: &'static str,
    from_leaf: Leaf,
    from_place: String,
    to_leaf: Leaf,
    to_place: String,
    sender: String,
    about: Option<String>,
    due: Option<String>,
    reason: Option<String>,
    what: String,
    background: Option<String>,
    at: String,
    fields: String,
    basis: String,
    after_withdrawal: bool,
    answers: Vec<Choice>,
    reasons: Vec<Choice>,
    can_withdraw: bool,
    errors: FieldErrors,
}

impl Show {
    pub(super) fn of(
        counter: &Counter,
        referral: &Disclosed<Referral>,
        from: &Provenance,
        errors: FieldErrors,
    ) -> Self {
        let (t, cover, matter) = (counter.t, referral.cover(), referral.body());
        let purpose = t.get(&format!("purpose-{}", cover.purpose.word()));
        let received = cover.side == Side::Received;
        let answers = if received { answers(cover.state) } else { Vec::new() };
        Self {
            t,
            frame: counter.frame(),
            id: cover.id.to_string(),
            back: if received { "/remisser" } else { "/remisser?visa=skickade" },
            title: title(&purpose, matter.about.as_ref(), t),
            lede: lede(received, cover.state, t),
            state: t.get(&format!("referral-state-{}", cover.state.word())),
            tone: super::tone(cover.state),
            purpose,
            from_leaf: Leaf::of(from.from.authority.agency, t),
            from_place: place(&from.from),
            to_leaf: Leaf::of(from.to.authority.agency, t),
            to_place: place(&from.to),
            sender: format!("{}, {}, {}", matter.sender.name, matter.sender.function, matter.sender.phone),
            about: matter.about.as_ref().map(|about| identity(about, t)),
            due: cover.due.map(|due| t.weekday_date(due.date())),
            reason: reason(cover.state, t),
            what: matter.what.clone(),
            background: matter.background.clone(),
            at: t.moment(from.disclosure.at),
            fields: fields(from, t),
            basis: basis(counter, from),
            after_withdrawal: cover.consent.is_some_and(|rests| rests.until.is_none()),
            reasons: reasons(&answers, t),
            answers: Choice::family(t, "referral-say", &answers, "", false),
            can_withdraw: !received && cover.state.is_open(),
            errors,
        }
    }
}

/// Why it was declined, or until when it rests.
fn reason(state: State, t: Text) -> Option<String> {
    match state {
        State::Declined(reason) => Some(t.get(&format!("referral-reason-{}", reason.word()))),
        State::OnHold(day) => Some(t.with("referral-held", &[("date", t.date(day.date()).into())])),
        _ => None,
    }
}

/// The reasons to choose from, where it can be declined.
fn reasons(answers: &[&'static str], t: Text) -> Vec<Choice> {
    if answers.contains(&"decline") {
        Choice::family(t, "referral-reason", &Reason::ALL.map(Reason::word), "", false)
    } else {
        Vec::new()
    }
}

fn title(purpose: &str, about: Option<&Identity>, t: Text) -> String {
    match about {
        Some(about) => {
            let name = known_or(&about.name, t);
            t.with("referral-for", &[("purpose", purpose.into()), ("name", name.into())])
        }
        None => purpose.to_owned(),
    }
}

/// What the reader has to do, in the first line.
fn lede(received: bool, state: State, t: Text) -> String {
    t.get(match (received, state.is_open(), state) {
        (true, true, State::Accepted) => "referral-lede-do",
        (true, true, _) => "referral-lede-answer",
        (false, true, _) => "referral-lede-wait",
        (_, false, _) => "referral-lede-ended",
    })
}

/// What can follow from where it stands.
fn answers(state: State) -> Vec<&'static str> {
    match state {
        State::Sent | State::OnHold(_) => vec!["accept", "hold", "decline"],
        State::Accepted => vec!["done", "not_done"],
        State::Declined(_) | State::Withdrawn | State::Done | State::NotDone => Vec::new(),
    }
}

fn identity(about: &Identity, t: Text) -> String {
    let name = known_or(&about.name, t);
    match about.number.as_ref().map(PersonalNumber::spoken) {
        Some(number) => format!("{name}, {number}"),
        None => name,
    }
}

fn fields(from: &Provenance, t: Text) -> String {
    let left = from.disclosure.fields.iter().map(|field| t.get(&format!("left-{}", field.word())));
    left.collect::<Vec<_>>().join(", ")
}

fn basis(counter: &Counter, from: &Provenance) -> String {
    let law = counter.desk.office().law();
    let known = law.all().find(|basis| basis.version() == from.disclosure.basis);
    known.map_or_else(
        || from.disclosure.basis.clone(),
        |basis| format!("{}, {}", basis.title, basis.provision),
    )
}
