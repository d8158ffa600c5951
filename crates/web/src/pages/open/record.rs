//! *Redovisa*: what was done for a promise, in as few fields as show it. After the fact, and never about anybody.

use askama::Template;
use axum::{extract::Query, http::StatusCode};
use desk::{
    Fault,
    commons::{NewActivity, Seen},
};
use domain::{
    Id, RuleBroken,
    duty::Role,
    promise::{
        EvidenceKind, Promise, Unfit,
        activity::{Activity, Audience, Channel, Focus, Form, Role as Part},
    },
    situation::picture::Problem as Place,
    unit::Agency,
};
use serde::Deserialize;

use super::{
    choices, family,
    situation::named,
    workspace::{may_record, wanted},
};
use crate::{
    counter::{Filled, Square},
    forms::{Choice, FieldErrors, chosen, day_text},
    frame::Frame,
    pages::{Answer, html_with, rule::rule_key, see_other},
    problem::Problem,
    text::Text,
};

mod form;

pub use form::RecordForm;
pub(super) use form::line;

/// What the Police write down, and nobody else.
const POLICE: [EvidenceKind; 3] =
    [EvidenceKind::FootPatrol, EvidenceKind::TrafficControl, EvidenceKind::TargetedAction];
/// What everybody writes down who writes down anything.
const COMMON: [EvidenceKind; 8] = [
    EvidenceKind::ParentGroup,
    EvidenceKind::InformationEvent,
    EvidenceKind::CitizenDialogue,
    EvidenceKind::SharedResource,
    EvidenceKind::SspfParticipation,
    EvidenceKind::Milestone,
    EvidenceKind::Routine,
    EvidenceKind::Publication,
];
/// The parties of SSPF.
const PARTIES: [Agency; 4] = [Agency::School, Agency::Social, Agency::Police, Agency::Leisure];

/// A kind to choose: its word and what it is called.
struct KindView {
    word: &'static str,
    label: String,
}

#[derive(Template)]
#[template(path = "open/record.html")]
struct Page {
    t: Text,
    frame: Frame,
    /// The kinds, where none is chosen yet.
    kinds: Vec<KindView>,
    kind: Option<KindView>,
    row: Option<String>,
    /// Whether something that was written down is put right.
    is_correction: bool,
    form: RecordForm,
    places: Vec<Choice>,
    problems: Vec<Choice>,
    focus: Vec<Choice>,
    audience: Vec<Choice>,
    part: Vec<Choice>,
    party: Vec<Choice>,
    channel: Vec<Choice>,
    present: Vec<Choice>,
    errors: FieldErrors,
}

/// What the form is for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct For {
    slag: String,
    rad: String,
}

/// `GET /lofte/ny`
pub async fn new(square: Square, Query(wanted): Query<For>) -> Answer {
    let on = day_text(square.commons.today().date());
    let form = RecordForm { kind: wanted.slag, row: wanted.rad, on, ..RecordForm::default() };
    shown(&square, form, FieldErrors::default()).await
}

/// `POST /lofte/ny`
pub async fn create(square: Square, Filled(form): Filled<RecordForm>) -> Answer {
    square.check(&form.token).await?;
    let new = match form.parse() {
        Ok(new) => new,
        Err(errors) => return shown(&square, form, errors).await,
    };
    match recorded(&square, new).await {
        Ok(()) => Ok(see_other("/lofte")),
        Err(Fault::Rule(rule)) => {
            let errors = FieldErrors::one(field_of(rule), rule_key(rule));
            shown(&square, form, errors).await
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn recorded(square: &Square, new: NewActivity) -> Result<(), Fault> {
    square.commons.record(new).await
}

/// The field that a rule is told at.
pub(super) fn field_of(rule: RuleBroken) -> &'static str {
    match rule {
        RuleBroken::Unfit(Unfit::Unknown) => "place",
        RuleBroken::Unfit(Unfit::NoParty) => "party",
        RuleBroken::Unfit(Unfit::NoAmount) => "hours",
        RuleBroken::Unfit(Unfit::NobodyThere) => "present",
        _ => "on",
    }
}

async fn shown(square: &Square, form: RecordForm, errors: FieldErrors) -> Answer {
    let promise = wanted(square, "").ok_or(Problem::NotFound)?;
    let seen = square.commons.see(promise.period(), "").await?;
    form_page(square, promise, &seen, form, errors)
}

/// The form, new or of something that is put right.
pub(super) fn form_page(
    square: &Square,
    promise: &Promise,
    seen: &Seen,
    form: RecordForm,
    errors: FieldErrors,
) -> Answer {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html_with(status, &Page { errors, ..Page::of(square, promise, seen, form) })
}

/// What a role writes down for a row, or at all.
pub(super) fn kinds(role: Role, promise: &Promise, row: &str, today: time::Date) -> Vec<EvidenceKind> {
    let police = if role == Role::PoliceLiaison { &POLICE[..] } else { &[] };
    let common = if may_record(role) { &COMMON[..] } else { &[] };
    let evidence = promise.commitment(row).map(|row| &row.terms(today).evidence);
    let is_asked = |kind: &EvidenceKind| evidence.is_none_or(|evidence| evidence.contains(kind));
    police.iter().chain(common).copied().filter(is_asked).collect()
}

impl Page {
    fn of(square: &Square, promise: &Promise, seen: &Seen, form: RecordForm) -> Self {
        let (t, today) = (square.t, square.commons.today().date());
        let kinds = kinds(square.commons.card().duty.role, promise, &form.row, today);
        let said = chosen(&kinds, EvidenceKind::word, &form.kind);
        let only = match kinds[..] {
            [only] => Some(only),
            _ => None,
        };
        let view = |kind: EvidenceKind| KindView {
            word: kind.word(),
            label: t.get(&format!("evidence-{}", kind.word())),
        };
        let named = |row: &domain::promise::Commitment| {
            let title = if t.language().code() == "sv" { &row.title } else { &row.english };
            t.with("record-for", &[("row", title.into())])
        };
        Self {
            t,
            frame: square.frame(),
            kinds: kinds.iter().copied().map(view).collect(),
            kind: said.or(only).map(view),
            row: promise.commitment(&form.row).map(named),
            is_correction: !form.post.is_empty(),
            places: places(seen, &form.place, t),
            problems: problems(seen, &form.place, t),
            focus: family(t, "focus", Focus::ALL, Focus::word, &form.focus),
            audience: family(t, "audience", Audience::ALL, Audience::word, &form.audience),
            part: family(t, "dialogue", Part::ALL, Part::word, &form.part),
            party: family(t, "agency", &PARTIES, Agency::word, &form.party),
            channel: family(t, "channel", Channel::ALL, Channel::word, &form.channel),
            present: form.present(t),
            form,
            errors: FieldErrors::default(),
        }
    }
}

/// What was done, in words, for those who work here.
pub(super) fn said(activity: &Activity, seen: &Seen, t: Text) -> String {
    let word = |family: &str, word: &str| t.get(&format!("{family}-{word}"));
    match activity.form() {
        Form::Police { place, focus, vehicles, .. } => police((*place, *focus, *vehicles), seen, t),
        Form::ParentGroup { programme, contact, .. } => t.with(
            "said-group",
            &[("programme", programme.as_str().into()), ("contact", contact.as_str().into())],
        ),
        Form::Information { audience, what } => {
            let audience = word("audience", audience.word());
            t.with("said-information", &[("audience", audience.into()), ("what", what.as_str().into())])
        }
        Form::Dialogue { role, place, themes } => {
            let role = word("dialogue", role.word());
            let args =
                [("role", role.into()), ("themes", themes.as_str().into()), ("place", place.as_str().into())];
            t.with("said-dialogue", &args)
        }
        Form::Resource { party, hours, kronor } => {
            let party = word("agency", party.word());
            let args = [("party", party.into()), ("hours", (*hours).into()), ("kronor", (*kronor).into())];
            t.with("said-resource", &args)
        }
        Form::SspfMeeting { present } => {
            present.iter().map(|party| word("agency", party.word())).collect::<Vec<_>>().join(", ")
        }
        Form::Milestone { what } | Form::Routine { what } | Form::Publication { what, .. } => {
            what.as_str().to_owned()
        }
    }
}

fn police((place, focus, vehicles): (Id<Place>, Focus, Option<u16>), seen: &Seen, t: Text) -> String {
    let place = named(seen, place, t).unwrap_or_default();
    let focus = t.get(&format!("focus-{}", focus.word())).to_lowercase();
    let args = [
        ("place", place.into()),
        ("focus", focus.into()),
        ("vehicles", vehicles.map_or(0, u32::from).into()),
    ];
    let (key, args) =
        if vehicles.is_some() { ("said-vehicles", &args[..]) } else { ("said-police", args.split_at(2).0) };
    t.with(key, args)
}

/// The places of the picture: area, kind of place, and the problem.
fn places(seen: &Seen, said: &str, t: Text) -> Vec<Choice> {
    asked(seen, seen.ground.places.iter().map(|one| one.id), said, t)
}

/// All problems of the picture, those of no one place too.
fn problems(seen: &Seen, said: &str, t: Text) -> Vec<Choice> {
    let placed = seen.ground.places.iter().map(|one| one.id);
    asked(seen, placed.chain(seen.ground.widespread.iter().map(|one| one.id)), said, t)
}

fn asked(
    seen: &Seen,
    ids: impl Iterator<Item = domain::Id<domain::situation::picture::Problem>>,
    said: &str,
    t: Text,
) -> Vec<Choice> {
    let named: Vec<_> = ids.filter_map(|id| Some((id, named(seen, id, t)?))).collect();
    choices(named.iter().map(|(id, name)| (*id, name.as_str())), said)
}
