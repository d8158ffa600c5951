//! The entrance: signing in, choosing a duty, signing out, choosing a language. Nothing here shows a record.

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::{
    Badge,
    signin::{Attempt, LetIn, NotLetIn},
};
use serde::Deserialize;

use crate::{
    app::App,
    counter::Counter,
    frame::{self, Frame, Leaf},
    pages::{Answer, html, html_with, see_other},
    problem::Problem,
    session::Visit,
    text::{Language, Text},
};

/// A button of the demo's sign-in page.
struct CastView {
    username: String,
    name: String,
    role: String,
    leaf: Leaf,
    aim: String,
}

#[derive(Template)]
#[template(path = "entrance/sign_in.html")]
struct SignIn {
    t: Text,
    frame: Frame,
    message: Option<String>,
    username: String,
    cast: Vec<CastView>,
    world: Option<WorldView>,
}

/// Which world of the demo this is, and the way to the other one.
struct WorldView {
    lede: String,
    other: String,
    url: String,
}

/// A duty to choose.
struct DutyView {
    id: String,
    role: String,
    place: String,
    leaf: Leaf,
    current: bool,
}

#[derive(Template)]
#[template(path = "entrance/duties.html")]
struct Choose {
    t: Text,
    frame: Frame,
    duties: Vec<DutyView>,
}

/// `GET /logga-in`
pub async fn sign_in(State(app): State<App>, headers: HeaderMap) -> Answer {
    asked(&app, &headers, StatusCode::OK, None, String::new())
}

fn asked(
    app: &App,
    headers: &HeaderMap,
    status: StatusCode,
    message: Option<String>,
    username: String,
) -> Answer {
    let t = Text::of(Language::of_headers(headers));
    let view = |member: &crate::app::CastMember| CastView {
        username: member.username.clone(),
        name: member.name.clone(),
        role: member.role.clone(),
        leaf: Leaf::of(member.agency, t),
        aim: app.aim(member, t),
    };
    let cast = app.cast.iter().map(view).collect();
    let frame = Frame::bare(app, t, "/logga-in");
    html_with(status, &SignIn { t, frame, message, username, cast, world: world(app, t) })
}

fn world(app: &App, t: Text) -> Option<WorldView> {
    let beside = app.beside.as_ref()?;
    let (lede, other) = match (app.stands_on(), beside.stands_on) {
        (Some(day), _) => {
            (t.with("world-then", &[("day", t.date(day.date()).into())]), t.get("world-to-today"))
        }
        (None, Some(day)) => {
            (t.get("world-today"), t.with("world-to-then", &[("day", t.date(day.date()).into())]))
        }
        (None, None) => return None,
    };
    Some(WorldView { lede, other, url: format!("{}logga-in", beside.url) })
}

/// What somebody types.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignInForm {
    username: String,
    password: String,
    code: String,
}

/// `POST /logga-in`
pub async fn enter(
    State(app): State<App>,
    headers: HeaderMap,
    visit: Visit,
    Form(form): Form<SignInForm>,
) -> Answer {
    let username = form.username.clone();
    let attempt = Attempt { username: form.username, password: form.password, code: form.code };
    match app.office.doorkeeper().sign_in(attempt).await {
        Ok(let_in) => welcome(&app, &visit, let_in).await,
        Err(why) => turned_away(&app, &headers, why, username),
    }
}

/// Which button of the demo.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DemoForm {
    who: String,
}

/// `POST /demo`: fills in password and current code of the compiled cast, and then signs in like everybody.
pub async fn enter_demo(
    State(app): State<App>,
    headers: HeaderMap,
    visit: Visit,
    Form(form): Form<DemoForm>,
) -> Answer {
    let member = app.cast.iter().find(|member| member.username == form.who).ok_or(Problem::NotFound)?;
    let code = app.office.doorkeeper().code_for(&member.username, &member.secret).await?;
    let form = SignInForm {
        username: member.username.clone(),
        password: member.password.clone(),
        code: code.unwrap_or_default(),
    };
    enter(State(app.clone()), headers, visit, Form(form)).await
}

async fn welcome(app: &App, visit: &Visit, LetIn { account, lock }: LetIn) -> Answer {
    let badge = Badge { account, duty: None, second_factor: true };
    visit.sign_in(badge, &lock).await.map_err(|_| Problem::Unavailable)?;
    let several = app.office.duties_in_force(account).await? > 1;
    Ok(see_other(if several { "/roll" } else { "/att-gora" }))
}

fn turned_away(app: &App, headers: &HeaderMap, why: NotLetIn, username: String) -> Answer {
    let t = Text::of(Language::of_headers(headers));
    let (status, message) = match why {
        NotLetIn::Wrong => (StatusCode::FORBIDDEN, t.get("sign-in-wrong")),
        NotLetIn::Wait(until) => {
            let until = t.time_of_day(until.plus(time::Duration::minutes(1)));
            (StatusCode::TOO_MANY_REQUESTS, t.with("sign-in-wait", &[("until", until.into())]))
        }
        NotLetIn::Fault(fault) => return Err(fault.into()),
    };
    asked(app, headers, status, Some(message), username)
}

/// `GET /roll`
pub async fn duties(counter: Counter) -> Answer {
    let (t, card) = (counter.t, counter.desk.card());
    let view = |duty: &domain::duty::Duty| DutyView {
        id: duty.id.to_string(),
        role: frame::role(duty.role, t),
        place: frame::place(duty),
        leaf: Leaf::of(duty.unit.authority.agency, t),
        current: duty.id == card.duty.id,
    };
    let duties = card.duties.iter().map(view).collect();
    html(&Choose { t, frame: counter.frame(), duties })
}

/// Which duty.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DutyForm {
    token: String,
    duty: String,
}

/// `POST /roll`: goes on under another of the own duties, in a session with a new id.
pub async fn switch(counter: Counter, Form(form): Form<DutyForm>) -> Answer {
    counter.check(&form.token).await?;
    let own = counter.desk.card().duties.iter().find(|duty| duty.id.to_string() == form.duty);
    let duty = own.ok_or(Problem::NotFound)?.id;
    counter.visit.switch_duty(duty).await.map_err(|_| Problem::Unavailable)?;
    Ok(see_other("/att-gora"))
}

/// The token of a form that says nothing else.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TokenForm {
    token: String,
}

/// `POST /logga-ut`
pub async fn leave(visit: Visit, Form(form): Form<TokenForm>) -> Answer {
    // Nobody is kept in by an old page, and nobody but the shield's own pages can send this.
    let _ = form.token;
    visit.sign_out().await.map_err(|_| Problem::Unavailable)?;
    let mut answer = see_other("/logga-in");
    let everything = header::HeaderValue::from_static("\"cache\", \"storage\"");
    answer.headers_mut().insert("clear-site-data", everything);
    Ok(answer)
}

/// Which language, and where to go on.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LanguageForm {
    to: String,
    back: String,
}

/// `POST /sprak`
pub async fn language(visit: Visit, Form(form): Form<LanguageForm>) -> Answer {
    let language = Language::from_code(&form.to).unwrap_or_default();
    visit.choose(language).await.map_err(|_| Problem::Unavailable)?;
    // Only a path of our own: an address that begins with two strokes would lead elsewhere, also where a browser
    // drops what stands between them; and what no header can hold is no path.
    let own = form.back.starts_with('/')
        && !form.back.starts_with("//")
        && form.back.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let mut answer: Response = see_other(if own { &form.back } else { "/" }).into_response();
    answer.headers_mut().append(header::SET_COOKIE, language.cookie());
    Ok(answer)
}
