//! The form of an outreach meeting: written, warned about, broken off, written anew.

use askama::Template;
use axum::{Form, extract::Path, http::StatusCode};
use desk::{Fault, outreach::OwnMeeting};
use domain::{
    Id,
    concern::GuardiansKnow,
    outreach::{
        AgeBand, Before, Information, Method, Offered, Outreach, Period, Place, Reply, Suspicion, Trigger,
        word_list,
    },
    unit::Agency,
};

use super::MeetingForm;
use crate::{
    counter::Counter,
    forms::{Choice, FieldErrors},
    frame::Frame,
    pages::{Answer, concerns::parse, html_with, rule::rule_key, see_other},
    text::Text,
};

/// One question of the form with its answers.
struct Group {
    name: &'static str,
    legend: String,
    hint: Option<String>,
    many: bool,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "outreach/form.html")]
struct FormPage {
    t: Text,
    frame: Frame,
    action: String,
    title: String,
    form: MeetingForm,
    place: Group,
    talk: Vec<Group>,
    suspicion: Group,
    know: Group,
    presets: Vec<Group>,
    more: Vec<Group>,
    words: String,
    warned: Vec<String>,
    errors: FieldErrors,
}

/// `GET /mote/nytt`
pub async fn new(counter: Counter) -> Answer {
    counter.desk.may_record_meeting().await?;
    let form = MeetingForm::preset(counter.desk.occasion().now, counter.desk.today());
    written(&counter, StatusCode::OK, "/mote", (form, Vec::new(), FieldErrors::default()))
}

/// `POST /mote/avbrutet`: the talk was broken off. What was said is thrown away, and not asked for.
pub async fn broken_off(counter: Counter, Form(form): Form<MeetingForm>) -> Answer {
    counter.check(form.field("token")).await?;
    counter.desk.may_record_meeting().await?;
    written(&counter, StatusCode::OK, "/mote", (form.broken_off(), Vec::new(), FieldErrors::default()))
}

/// A form with the words to be warned about and its faults.
type Filled = (MeetingForm, Vec<String>, FieldErrors);

fn written(counter: &Counter, status: StatusCode, action: &str, (form, warned, errors): Filled) -> Answer {
    let (t, form) = (counter.t, form.with_number(counter.desk.office().new_form_number()));
    let title = t.get(if form.is_broken_off() { "meeting-broken-off-title" } else { "meeting-new" });
    let page = FormPage {
        t,
        frame: counter.frame(),
        action: action.to_owned(),
        title,
        place: Group::of(&form, "place", t.get("meeting-where"), place(t))
            .hinting(t.get("meeting-where-hint")),
        talk: if form.is_broken_off() { Vec::new() } else { talk(&form, t) },
        suspicion: suspicion(&form, t),
        know: know(&form, t),
        presets: presets(&form, t),
        more: more(&form, t),
        words: word_list().collect::<Vec<_>>().join(" "),
        form,
        warned,
        errors,
    };
    html_with(status, &page)
}

impl Group {
    fn of(form: &MeetingForm, name: &'static str, legend: String, mut choices: Vec<Choice>) -> Self {
        for choice in &mut choices {
            choice.chosen = form.has(name, &choice.word);
        }
        Self { name, legend, hint: None, many: false, choices }
    }

    fn hinting(self, hint: String) -> Self {
        Self { hint: Some(hint), ..self }
    }

    fn of_many(self) -> Self {
        Self { many: true, ..self }
    }
}

fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().copied().map(word).collect()
}

fn place(t: Text) -> Vec<Choice> {
    Choice::family(t, "place", &words(Place::ALL, Place::word), "", false)
}

/// What came of the talk. None of it is asked where it was broken off.
fn talk(form: &MeetingForm, t: Text) -> Vec<Group> {
    let offered = Choice::family(t, "offered", &words(Offered::ALL, Offered::word), "", false);
    let reply = Choice::family(t, "reply", &words(Reply::ALL, Reply::word), "", false);
    let offered = Group::of(form, "offered", t.get("meeting-offered"), offered).of_many();
    vec![
        offered.hinting(t.get("meeting-offered-hint")),
        Group::of(form, "reply", t.get("meeting-reply"), reply),
    ]
}

fn suspicion(form: &MeetingForm, t: Text) -> Group {
    let choices = Choice::family(t, "suspicion", &words(Suspicion::ALL, Suspicion::word), "", true);
    Group::of(form, "suspicion", t.get("meeting-suspicion"), choices)
}

fn know(form: &MeetingForm, t: Text) -> Group {
    let choices = Choice::family(t, "guardians", &GuardiansKnow::ALL.map(GuardiansKnow::word), "", false);
    Group::of(form, "guardians_know", t.get("field-guardians"), choices).hinting(t.get("meeting-know-hint"))
}

/// What is filled in beforehand: the part of the day and the agencies.
fn presets(form: &MeetingForm, t: Text) -> Vec<Group> {
    let period = Choice::family(t, "period", &words(Period::ALL, Period::word), "", false);
    let agencies = [Agency::Police.word(), Agency::Social.word()];
    let agencies = Choice::family(t, "agency", &agencies, "", false);
    vec![
        Group::of(form, "period", t.get("meeting-period"), period),
        Group::of(form, "agencies", t.get("meeting-agencies"), agencies).of_many(),
    ]
}

fn more(form: &MeetingForm, t: Text) -> Vec<Group> {
    let informed = Choice::family(t, "informed", &words(Information::ALL, Information::word), "", false);
    let trigger = Choice::family(t, "trigger", &words(Trigger::ALL, Trigger::word), "", false);
    let age = Choice::family(t, "age", &words(AgeBand::ALL, AgeBand::word), "", false);
    let method = Choice::family(t, "method", &words(Method::ALL, Method::word), "", false);
    let met = Choice::family(t, "met", &words(Before::ALL, Before::word), "", false);
    let mut groups = vec![
        Group::of(form, "trigger", t.get("meeting-trigger"), trigger).hinting(t.get("meeting-trigger-hint")),
        Group::of(form, "age", t.get("meeting-age"), age),
        Group::of(form, "method", t.get("meeting-method"), method),
        Group::of(form, "met", t.get("meeting-met"), met).hinting(t.get("meeting-met-hint")),
    ];
    if !form.is_broken_off() {
        groups.insert(0, Group::of(form, "informed", t.get("meeting-informed"), informed).of_many());
    }
    groups
}

/// `POST /mote`
pub async fn create(counter: Counter, Form(form): Form<MeetingForm>) -> Answer {
    counter.check(form.field("token")).await?;
    let meeting = match form.parse(counter.desk.today().date()) {
        Ok(meeting) => meeting,
        Err(errors) => {
            counter.desk.may_record_meeting().await?;
            return written(&counter, StatusCode::UNPROCESSABLE_ENTITY, "/mote", (form, Vec::new(), errors));
        }
    };
    let warned = form.misplaced();
    if !warned.is_empty() {
        counter.desk.may_record_meeting().await?;
        return written(&counter, StatusCode::OK, "/mote", (form, warned, FieldErrors::default()));
    }
    let number = form.field("form").parse().unwrap_or_default();
    match counter.desk.record_meeting(number, meeting).await {
        Ok(id) => Ok(see_other(&format!("/mote/{id}"))),
        Err(fault) => returned(&counter, "/mote", form, fault),
    }
}

/// The form as it came, where it could not be kept: nothing that was typed is lost.
fn returned(counter: &Counter, action: &str, form: MeetingForm, fault: Fault) -> Answer {
    let (status, key) = match fault {
        Fault::Rule(rule) => (StatusCode::CONFLICT, rule_key(rule)),
        Fault::Unavailable | Fault::Store(_) | Fault::Log(_) => {
            (StatusCode::SERVICE_UNAVAILABLE, "meeting-not-saved")
        }
        other => return Err(other.into()),
    };
    written(counter, status, action, (form, Vec::new(), FieldErrors::one("save", key)))
}

/// `GET /mote/{id}/andra`
pub async fn edit(counter: Counter, Path(id): Path<String>) -> Answer {
    let id: Id<Outreach> = parse(&id)?;
    let own = counter.desk.show(OwnMeeting(id)).await?;
    let form = MeetingForm::of(&own.body().meeting, own.cover().version);
    let action = format!("/mote/{id}/andra");
    written(&counter, StatusCode::OK, &action, (form, Vec::new(), FieldErrors::default()))
}

/// `POST /mote/{id}/andra`
pub async fn rewrite(counter: Counter, Path(id): Path<String>, Form(form): Form<MeetingForm>) -> Answer {
    counter.check(form.field("token")).await?;
    let id: Id<Outreach> = parse(&id)?;
    let action = format!("/mote/{id}/andra");
    let meeting = match form.parse(counter.desk.today().date()) {
        Ok(meeting) => meeting,
        Err(errors) => {
            counter.desk.show(OwnMeeting(id)).await?;
            return written(&counter, StatusCode::UNPROCESSABLE_ENTITY, &action, (form, Vec::new(), errors));
        }
    };
    let warned = form.misplaced();
    if !warned.is_empty() {
        counter.desk.show(OwnMeeting(id)).await?;
        return written(&counter, StatusCode::OK, &action, (form, warned, FieldErrors::default()));
    }
    let version = form.field("version").parse().unwrap_or_default();
    match counter.desk.rewrite_meeting(id, version, meeting).await {
        Ok(()) => Ok(see_other(&format!("/mote/{id}"))),
        Err(fault) => returned(&counter, &action, form, fault),
    }
}
