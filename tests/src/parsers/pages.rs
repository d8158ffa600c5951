//! Any request to the whole program: every route, form, filter, cookie and header.
//!
//! The bytes are written as a request is, so that an example can be read: a line with somebody of the cast, a method
//! and an address, lines with headers, an empty line, the body. `{token}` and the like stand for what only this world
//! knows. The world remembers what came before, so it is made anew from time to time.

use std::sync::{LazyLock, Mutex, PoisonError};

use axum::{
    body::Body,
    http::{Request, header},
};
use tokio::runtime::Runtime;
use web::routes::{TABLE, Who};

use super::text;
use crate::{Browser, Engine, World, calls, outside::knock, world::ELIAS};

/// After so many requests the world is made anew.
const REQUESTS: u32 = 2_000;

/// A world in which everything has happened once, and somebody of each role has signed in.
struct Scene {
    world: World,
    browsers: Vec<(&'static str, Browser)>,
    words: Vec<(&'static str, String)>,
    asked: u32,
}

impl Scene {
    async fn new() -> Self {
        let world = World::new(Engine::Sqlite).await;
        let mut browsers = Vec::new();
        for name in Who::ALL.into_iter().filter_map(calls::user) {
            browsers.push((name, world.browser(name).await));
        }
        let words = words(&world).await;
        Self { world, browsers, words, asked: 0 }
    }

    /// What stands for a word in an example.
    fn filled(&self, text: &str) -> String {
        let known = self.words.iter().filter(|(word, _)| text.contains(word));
        let filled = known.fold(text.to_owned(), |text, (word, meant)| text.replace(word, meant));
        filled.replace("{form}", &self.world.office.new_form_number().as_simple().to_string())
    }

    fn request(&self, written: &str) -> Option<Request<Body>> {
        let (head, body) = written.split_once("\n\n").unwrap_or((written, ""));
        let mut lines = head.lines();
        let mut first = lines.next()?.splitn(3, ' ');
        let (who, method, address) = (first.next()?, first.next()?, first.next()?);
        let browser = self.browsers.iter().find(|(name, _)| *name == who).map(|(_, browser)| browser);
        let token = |text: &str| text.replace("{token}", browser.map_or("", |browser| &browser.token));
        let mut request = Request::builder().method(method).uri(self.filled(address));
        let said: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(": ")).collect();
        let usual = [
            ("host", "127.0.0.1:8080"),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let cookie = browser.map(Browser::cookie);
        let cookie = cookie.as_deref().map(|cookie| (header::COOKIE.as_str(), cookie));
        let silent =
            |(name, _): &(&str, &str)| !said.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
        for (name, value) in usual.into_iter().chain(cookie).filter(silent).chain(said.iter().copied()) {
            request = request.header(name, value);
        }
        request.body(Body::from(token(&self.filled(body)))).ok()
    }

    /// Asks, and looks at the answer.
    async fn ask(&mut self, written: &str) {
        let Some(request) = self.request(written) else { return };
        let path = request.uri().path().to_owned();
        let seen = knock(&self.world.pages, request).await;
        let status = seen.status;
        assert!(!status.is_server_error() && !status.is_informational(), "{status} {path}");
        assert!(!seen.body.contains("<script>") && !seen.body.contains("<img"), "{path}: text is text");
        let away = seen.location();
        let ours =
            away.starts_with('/') && !away.starts_with("//") && !away.contains(['\\', '\t', '\r', '\n']);
        assert!(away.is_empty() || ours, "{path} leads to {away:?}");
        // Whoever leaves asks in vain from then on: such a scene wears out sooner.
        let leaves = away == "/logga-in" || ["/logga-ut", "/konto/losenord"].contains(&path.as_str());
        self.asked += if leaves { 50 } else { 1 };
        assert!(seen.headers.contains_key("content-security-policy"), "{path} is dressed");
    }
}

/// The words of the examples, and what they mean in this world: a thing of every kind.
async fn words(world: &World) -> Vec<(&'static str, String)> {
    let mut words = Vec::new();
    for route in TABLE.iter().filter(|route| route.path.contains("{id}")) {
        let things = world.things_for(route).await;
        let id = calls::path(route, &things, "").unwrap_or_default();
        let id = id.split('/').nth(route.path.split('/').position(|part| part == "{id}").unwrap_or(0));
        words.push((route.path, route.path.replace("{id}", id.unwrap_or_default())));
    }
    // The longer ones first: `/oro/{id}/kvitto` begins as `/oro/{id}` does.
    words.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
    let staffing = world.staffing().await;
    words.push(("{somebody}", staffing.somebody.to_string()));
    words.push(("{unit}", staffing.unit.to_string()));
    words.push(("{authority}", staffing.authority.to_string()));
    words.push(("{held}", staffing.held.to_string()));
    words.push(("{proposal}", staffing.proposal.to_string()));
    words.push(("{to}", world.receiver_for(Some("karin")).await));
    words.push(("{consent}", world.consented("sara", "MARKER").await.to_string()));
    words.push(("{number}", ELIAS.to_owned()));
    words
}

#[expect(clippy::expect_used, reason = "without a runtime there is nothing to ask")]
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("one")
});
static SCENE: Mutex<Option<Scene>> = Mutex::new(None);

/// Whatever is asked by whomever, there is an answer, it is the program's own, and it leads nowhere else.
pub(super) fn pages(bytes: &[u8]) {
    let Some(written) = text(bytes) else { return };
    // A scene that a finding has left behind is no worse than another.
    let mut scene = SCENE.lock().unwrap_or_else(PoisonError::into_inner);
    RUNTIME.block_on(async {
        let kept = scene.take().filter(|scene| scene.asked < REQUESTS);
        let mut now = match kept {
            Some(scene) => scene,
            None => Scene::new().await,
        };
        now.ask(written).await;
        *scene = Some(now);
    });
}
