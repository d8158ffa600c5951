//! *Mitt konto*: the own password, the own second factor, the own sessions.

use askama::Template;
use axum::{Form, http::StatusCode};
use desk::{
    accounts::{Enrolment, NotChanged, OwnAccount, Sitting},
    passwords::Weak,
    signin::{secret_address, secret_text},
};
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Deserialize;

use crate::{
    counter::Counter,
    forms::{FieldErrors, Input},
    frame::Frame,
    pages::{Answer, html_with, see_other},
    problem::Problem,
    text::Text,
};

/// A session, as a row.
struct SessionView {
    short: String,
    began: String,
    seen: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "account/show.html")]
struct Show {
    t: Text,
    frame: Frame,
    lede: String,
    username: String,
    must_change: bool,
    password: Vec<Input>,
    proof: Vec<Input>,
    sessions: Vec<SessionView>,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "account/factor.html")]
struct Factor {
    t: Text,
    frame: Frame,
    secret: SecretView,
    sealed: String,
    errors: FieldErrors,
}

/// A second factor's secret: as text, as an address, and as a picture of the address.
pub(super) struct SecretView {
    pub(super) text: String,
    pub(super) address: String,
    pub(super) path: String,
    pub(super) size: i32,
}

impl SecretView {
    /// The views of a secret. An address that no picture holds has none; text and address do as well.
    pub(super) fn of(secret: &[u8], username: &str) -> Self {
        let address = secret_address(secret, username);
        let drawn = QrCode::encode_text(&address, QrCodeEcc::Medium).ok();
        let (path, size) = drawn.map_or_else(|| (String::new(), 1), |code| drawing(&code));
        Self { text: grouped(&secret_text(secret)), address, path, size }
    }
}

/// The dark squares as one path, with the quiet edge of four around them.
fn drawing(code: &QrCode) -> (String, i32) {
    let cells = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let dark = cells.filter(|(x, y)| code.get_module(*x, *y));
    let path = dark.fold(String::new(), |path, (x, y)| format!("{path}M{} {}h1v1h-1z", x + 4, y + 4));
    (path, code.size() + 8)
}

/// In fours, as people type it.
fn grouped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// `GET /konto`
pub async fn show(counter: Counter) -> Answer {
    shown(&counter, FieldErrors::default()).await
}

async fn shown(counter: &Counter, errors: FieldErrors) -> Answer {
    let page = counter.desk.show(OwnAccount).await?;
    let (t, card) = (counter.t, counter.desk.card());
    let view = |one: Sitting| SessionView {
        began: t.with("account-session-began", &[("at", t.moment(one.began).into())]),
        seen: t.with("account-session-seen", &[("at", t.moment(one.seen).into())]),
        short: one.short,
        here: one.here,
    };
    let who = [("name", (&card.name).into()), ("username", (&page.username).into())];
    let lede = t.with("account-lede", &who);
    let input = |id, key, auto| Input::password(id, t.get(key), auto).checked(&errors, t);
    let password = vec![
        input("old", "account-old", "current-password"),
        Input { hint: Some(t.get("account-new-hint")), ..input("new", "account-new", "new-password") },
        input("again", "account-again", "new-password"),
    ];
    let proof = vec![input("proof", "account-proof", "current-password")];
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let sessions = page.sessions.into_iter().map(view).collect();
    let (frame, must_change, username) = (counter.frame(), card.must_change, page.username);
    html_with(status, &Show { t, frame, lede, username, must_change, password, proof, sessions, errors })
}

/// The old password and the new one.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasswordForm {
    token: String,
    username: String,
    old: String,
    new: String,
    again: String,
}

/// `POST /konto/losenord`
pub async fn password(counter: Counter, Form(form): Form<PasswordForm>) -> Answer {
    counter.check(&form.token).await?;
    // The name is there for password managers; whose password it is the session says.
    let _ = form.username;
    if form.new != form.again {
        return shown(&counter, FieldErrors::one("again", "account-again-differs")).await;
    }
    match counter.desk.change_password(form.old, form.new, counter.municipality()).await {
        Ok(lock) => opened_anew(&counter, &lock).await,
        Err(NotChanged::Fault(fault)) => Err(fault.into()),
        Err(why) => {
            let field = if matches!(why, NotChanged::Weak(_)) { "new" } else { "old" };
            shown(&counter, FieldErrors::one(field, why_not(&why))).await
        }
    }
}

/// This session goes on under a new id; every older one has ended.
async fn opened_anew(counter: &Counter, lock: &str) -> Answer {
    counter.visit.open_anew(lock).await.map_err(|_| Problem::Unavailable)?;
    Ok(see_other("/konto"))
}

fn why_not(why: &NotChanged) -> &'static str {
    match why {
        NotChanged::WrongPassword | NotChanged::Fault(_) => "account-wrong-password",
        NotChanged::Wait(_) => "account-wait",
        NotChanged::Weak(Weak::Short) => "account-too-short",
        NotChanged::Weak(Weak::Long) => "account-too-long",
        NotChanged::Weak(Weak::Guessable) => "account-guessable",
        NotChanged::WrongCode => "factor-wrong-code",
    }
}

/// The password, proven anew.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProofForm {
    token: String,
    proof: String,
}

/// `POST /konto/kodapp`: shows a new secret, which does not count yet.
pub async fn begin(counter: Counter, Form(form): Form<ProofForm>) -> Answer {
    counter.check(&form.token).await?;
    match counter.desk.begin_second_factor(form.proof).await {
        Ok(Enrolment { secret, sealed }) => {
            enrolling(&counter, &secret, hex(&sealed), FieldErrors::default()).await
        }
        Err(NotChanged::Fault(fault)) => Err(fault.into()),
        Err(why) => shown(&counter, FieldErrors::one("proof", why_not(&why))).await,
    }
}

async fn enrolling(counter: &Counter, secret: &[u8], sealed: String, errors: FieldErrors) -> Answer {
    let page = counter.desk.show(OwnAccount).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let secret = SecretView::of(secret, &page.username);
    html_with(status, &Factor { t: counter.t, frame: counter.frame(), secret, sealed, errors })
}

/// The first code of the new secret.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConfirmForm {
    token: String,
    sealed: String,
    code: String,
}

/// `POST /konto/kodapp/bekrafta`
pub async fn confirm(counter: Counter, Form(form): Form<ConfirmForm>) -> Answer {
    counter.check(&form.token).await?;
    let sealed = unhex(&form.sealed).unwrap_or_default();
    let Some(secret) = counter.desk.waiting_secret(&sealed) else {
        return shown(&counter, FieldErrors::one("proof", "factor-too-late")).await;
    };
    match counter.desk.confirm_second_factor(&sealed, &form.code).await {
        Ok(lock) => opened_anew(&counter, &lock).await,
        Err(NotChanged::Fault(fault)) => Err(fault.into()),
        Err(why) => enrolling(&counter, &secret, form.sealed, FieldErrors::one("code", why_not(&why))).await,
    }
}

/// Which session.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SessionForm {
    token: String,
    which: String,
}

/// `POST /konto/inloggningar`: ends one of the own sessions, or all of them.
pub async fn sessions(counter: Counter, Form(form): Form<SessionForm>) -> Answer {
    counter.check(&form.token).await?;
    let which = Some(form.which.as_str()).filter(|which| *which != "all");
    counter.desk.end_sessions(which).await?;
    Ok(see_other("/konto"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    digits.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}
