//! Sessions over a small router and a store in memory that can fail.

use std::{
    collections::HashMap,
    sync::{Mutex, atomic::AtomicI64},
};

use async_trait::async_trait;
use axum::{
    body::Body,
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
    routing::{get, post},
};
use desk::{Badge, Fault, sessions::SessionLimits};
use domain::{Id, Timestamp, duty::Account};
use http_body_util::BodyExt;

use super::*;

/// The account, and what is remembered.
type Row = (Option<Id<Account>>, String);

#[derive(Default)]
struct Memory {
    rows: Mutex<HashMap<[u8; 16], Row>>,
    broken: Mutex<&'static str>,
    now: AtomicI64,
    chance: Mutex<u8>,
}

impl Memory {
    fn check(&self, what: &str) -> Result<(), Fault> {
        if self.broken.lock().unwrap().split(' ').any(|broken| broken == what) {
            Err(Fault::Unavailable)
        } else {
            Ok(())
        }
    }

    fn breaks(&self, what: &'static str) {
        *self.broken.lock().unwrap() = what;
    }

    fn len(&self) -> usize {
        self.rows.lock().unwrap().len()
    }
}

#[async_trait]
impl Shelf for Memory {
    async fn create(&self, id: [u8; 16], account: Option<Id<Account>>, data: String) -> Result<(), Fault> {
        self.check("create")?;
        assert!(self.rows.lock().unwrap().insert(id, (account, data)).is_none());
        Ok(())
    }

    async fn save(&self, id: [u8; 16], account: Option<Id<Account>>, data: String) -> Result<(), Fault> {
        self.check("save")?;
        if let Some(row) = self.rows.lock().unwrap().get_mut(&id) {
            *row = (account, data);
        }
        Ok(())
    }

    async fn load(&self, id: [u8; 16]) -> Result<Option<String>, Fault> {
        self.check("load")?;
        Ok(self.rows.lock().unwrap().get(&id).map(|(_, data)| data.clone()))
    }

    async fn end(&self, id: [u8; 16]) -> Result<(), Fault> {
        self.check("end")?;
        self.rows.lock().unwrap().remove(&id);
        Ok(())
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.now.load(Ordering::Relaxed))
    }

    fn absolute(&self) -> time::Duration {
        SessionLimits::default().absolute
    }

    fn chance(&self) -> [u8; 32] {
        let mut last = self.chance.lock().unwrap();
        *last += 1;
        [*last; 32]
    }
}

fn badge() -> Badge {
    Badge { account: Id::from_random([7; 16]), duty: None, second_factor: true }
}

/// A browser with one cookie, before a router.
struct Browser {
    memory: Arc<Memory>,
    cookie: Option<String>,
}

struct Seen {
    status: u16,
    text: String,
    set: Vec<String>,
}

impl Browser {
    fn new() -> Self {
        Self { memory: Arc::default(), cookie: None }
    }

    async fn send(&mut self, method: &str, path: &str) -> Seen {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", format!("{COOKIE}={cookie}"));
        }
        let memory: Arc<dyn Shelf> = Arc::<Memory>::clone(&self.memory);
        let render: Render = Arc::new(|trouble, _| format!("{trouble:?}").into_response());
        let app = around(routes(), memory, render);
        let answer = app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let status = answer.status().as_u16();
        let set: Vec<String> = answer
            .headers()
            .get_all("set-cookie")
            .iter()
            .map(|cookie| cookie.to_str().unwrap().to_owned())
            .collect();
        for cookie in &set {
            let value = cookie.strip_prefix("__Host-fyrklover=").unwrap().split(';').next().unwrap();
            // As browsers do: a name with this prefix counts only with these.
            if cookie.contains("; Secure") && cookie.contains("Path=/") && !cookie.contains("Domain") {
                self.cookie = (!value.is_empty()).then(|| value.to_owned());
            }
        }
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        Seen { status, text: String::from_utf8(bytes.to_vec()).unwrap(), set }
    }
}

fn routes() -> Router {
    Router::new()
        .route("/who", get(async |visit: Visit| who(&visit).await))
        .route("/token", get(async |visit: Visit| visit.form_token().await.map_err(unavailable)))
        .route("/short", get(async |visit: Visit| visit.short().await.map_err(unavailable)))
        .route("/in", post(async |visit: Visit| visit.sign_in(badge(), "lock").await.map_err(unavailable)))
        .route(
            "/duty",
            post(async |visit: Visit| visit.switch_duty(Id::from_random([9; 16])).await.map_err(unavailable)),
        )
        .route("/out", post(async |visit: Visit| visit.sign_out().await.map_err(unavailable)))
        .route(
            "/careless-out",
            post(async |visit: Visit| {
                let _ = visit.sign_out().await;
                "You are signed out."
            }),
        )
        .route(
            "/careless-in",
            post(async |visit: Visit| {
                let _ = visit.sign_in(badge(), "lock").await;
                "Welcome."
            }),
        )
        .route(
            "/failing",
            post(async |visit: Visit| {
                visit.sign_in(badge(), "lock").await.unwrap();
                StatusCode::INTERNAL_SERVER_ERROR
            }),
        )
        .route("/english", post(async |visit: Visit| visit.choose(Language::En).await.map_err(unavailable)))
        .route(
            "/language",
            get(async |visit: Visit, headers: HeaderMap| {
                visit.language(&headers).await.unwrap_or_default().code()
            }),
        )
}

fn unavailable(_: NoSessions) -> StatusCode {
    StatusCode::IM_A_TEAPOT
}

/// A careless page: a failing store makes it show what it would show to a person who is signed in.
async fn who(visit: &Visit) -> String {
    match visit.badge().await {
        Ok(None) => "nobody".to_owned(),
        Ok(Some(badge)) => format!("{} {:?}", badge.account, badge.duty),
        Err(NoSessions) => "signed in".to_owned(),
    }
}

#[tokio::test]
async fn somebody_signs_in_and_out() {
    let mut browser = Browser::new();
    assert_eq!(browser.send("GET", "/who").await.text, "nobody");
    assert_eq!(browser.memory.len(), 0, "looking keeps nothing");
    let seen = browser.send("POST", "/in").await;
    let [cookie] = &seen.set[..] else { panic!("{:?}", seen.set) };
    assert!(cookie.ends_with("; HttpOnly; SameSite=Strict; Secure; Path=/"), "{cookie}");
    let account = badge().account;
    assert_eq!(browser.send("GET", "/who").await.text, format!("{account} None"));
    assert_eq!(browser.memory.rows.lock().unwrap().values().next().unwrap().0, Some(account));
    let old = browser.cookie.clone();
    let seen = browser.send("POST", "/out").await;
    assert_eq!((seen.status, seen.set), (200, vec![GONE.to_str().unwrap().to_owned()]));
    assert_eq!((browser.cookie.take(), browser.memory.len()), (None, 0));
    browser.cookie = old;
    assert_eq!(browser.send("GET", "/who").await.text, "nobody", "the old id is worth nothing");
    assert_eq!(browser.cookie, None, "and the browser is told so");
}

#[tokio::test]
async fn the_id_changes_when_somebody_signs_in_and_when_the_duty_changes() {
    let mut browser = Browser::new();
    let anonymous = browser.send("GET", "/token").await.text;
    let mut ids = vec![browser.cookie.clone().unwrap()];
    let mut tokens = vec![anonymous];
    for step in ["/in", "/duty", "/in"] {
        browser.send("POST", step).await;
        ids.push(browser.cookie.clone().unwrap());
        tokens.push(browser.send("GET", "/token").await.text);
        assert_eq!(browser.memory.len(), 1, "the one before is gone after {step}");
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 4);
    assert_ne!(tokens[0], tokens[1], "a new person, a new form key");
    assert_eq!(tokens[1], tokens[2], "open forms outlive a change of duty");
    assert_ne!(tokens[2], tokens[3]);
    assert_eq!(tokens[0].len(), 64);
}

#[tokio::test]
async fn an_id_that_somebody_else_chose_is_not_taken() {
    let mut browser = Browser::new();
    let chosen = "AAAAAAAAAAAAAAAAAAAAAA".to_owned();
    browser.cookie = Some(chosen.clone());
    browser.send("POST", "/in").await;
    assert_ne!(browser.cookie, Some(chosen));
    assert_ne!(browser.send("GET", "/who").await.text, "nobody");
}

#[tokio::test]
async fn a_change_of_duty_does_not_begin_the_absolute_limit_anew() {
    let mut browser = Browser::new();
    browser.send("POST", "/in").await;
    let later = i64::try_from(SessionLimits::default().absolute.whole_microseconds()).unwrap();
    browser.memory.now.store(later - 1, Ordering::Relaxed);
    browser.send("POST", "/duty").await;
    assert!(browser.send("GET", "/who").await.text.contains("Some"));
    browser.memory.now.store(later, Ordering::Relaxed);
    assert_eq!(browser.send("GET", "/who").await.text, "nobody");
    browser.send("POST", "/in").await;
    assert_ne!(browser.send("GET", "/who").await.text, "nobody", "signing in again does");
}

#[tokio::test]
async fn when_the_store_fails_nothing_is_shown_but_that() {
    for (broken, method, path) in [
        ("load", "GET", "/who"),
        ("load", "GET", "/token"),
        ("end", "POST", "/out"),
        ("end", "POST", "/careless-out"),
        ("create", "POST", "/in"),
        ("end", "POST", "/careless-in"),
        ("load", "GET", "/language"),
        ("save", "POST", "/english"),
    ] {
        let mut browser = Browser::new();
        browser.send("POST", "/in").await;
        let before = browser.cookie.clone();
        browser.memory.breaks(broken);
        let seen = browser.send(method, path).await;
        assert_eq!((seen.status, seen.text.as_str()), (503, "NoSessions"), "{broken} {path}");
        let leaves = path.ends_with("out");
        assert_eq!(browser.cookie, if leaves { None } else { before }, "{broken} {path}");
    }
}

#[tokio::test]
async fn an_answer_that_failed_signs_nobody_in() {
    let mut browser = Browser::new();
    let seen = browser.send("POST", "/failing").await;
    assert_eq!((seen.status, seen.set.len(), browser.memory.len()), (500, 0, 0));
}

#[tokio::test]
async fn what_cannot_be_read_is_no_session() {
    let mut browser = Browser::new();
    browser.send("POST", "/in").await;
    for damaged in ["{", "[]", r#"{"badge":7}"#, r#"{"badge":{"account":"x"},"began":0}"#] {
        for row in browser.memory.rows.lock().unwrap().values_mut() {
            damaged.clone_into(&mut row.1);
        }
        let cookie = browser.cookie.clone();
        let seen = browser.send("GET", "/who").await;
        assert_eq!((seen.status, seen.text.as_str()), (200, "nobody"), "{damaged}");
        browser.cookie = cookie;
    }
}

#[tokio::test]
async fn a_language_is_remembered_for_whoever_is_signed_in() {
    let mut browser = Browser::new();
    browser.send("POST", "/english").await;
    assert_eq!((browser.send("GET", "/language").await.text.as_str(), browser.memory.len()), ("sv", 0));
    browser.send("POST", "/in").await;
    browser.send("POST", "/english").await;
    assert_eq!(browser.send("GET", "/language").await.text, "en");
}

#[tokio::test]
async fn the_log_knows_only_sessions_that_are_kept() {
    let mut browser = Browser::new();
    assert_eq!(browser.send("GET", "/short").await.text, "");
    browser.cookie = Some("AAAAAAAAAAAAAAAAAAAAAA".to_owned());
    assert_eq!(browser.send("GET", "/short").await.text, "", "what a browser says is not an id");
    browser.send("POST", "/in").await;
    assert_eq!(browser.send("GET", "/short").await.text.len(), 12);
}

#[tokio::test]
async fn a_form_of_another_session_is_not_ours() {
    let check = |token: String| {
        post(async move |visit: Visit| {
            visit.has_form_token(&token).await.map(|ours| ours.to_string()).unwrap()
        })
    };
    let memory = Arc::new(Memory::default());
    let mut browser = Browser { memory: Arc::clone(&memory), cookie: None };
    let token = browser.send("GET", "/token").await.text;
    for (tried, ours) in [(token.clone(), "true"), (token[1..].to_owned(), "false"), (String::new(), "false")]
    {
        for (cookie, expected) in [(browser.cookie.clone(), ours), (None, "false")] {
            let app = Router::new().route("/", check(tried.clone()));
            let shelf: Arc<dyn Shelf> = Arc::<Memory>::clone(&memory);
            let app = around(app, shelf, Arc::new(|_, _| ().into_response()));
            let cookie = cookie.map(|cookie| format!("{COOKIE}={cookie}")).unwrap_or_default();
            let request = Request::builder().method("POST").uri("/").header("cookie", cookie);
            let answer = app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
            assert_eq!(answer.into_body().collect().await.unwrap().to_bytes(), expected);
        }
    }
}
