//! A small browser without scripts: cookies, forms and redirects, straight into the router.

use std::{collections::BTreeMap, fmt::Write as _};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use fyrklover::demo::cast;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::World;

/// An answer, as somebody sees it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The page.
    pub body: String,
}

impl Seen {
    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let after = self.body.split_once(&start).map_or("", |(_, after)| after);
        after.split('"').next().unwrap_or("").to_owned()
    }
}

/// A browser.
pub struct Browser {
    pages: Router,
    cookies: BTreeMap<String, String>,
    /// The token of this session's forms.
    pub token: String,
}

#[expect(clippy::expect_used, reason = "a browser that cannot ask fails its test")]
impl Browser {
    /// The same browser, with the same cookies, before other pages: those of a program that was started anew.
    pub fn turns_to(&mut self, pages: Router) {
        self.pages = pages;
    }

    /// A browser that nobody has signed in with.
    pub fn new(pages: Router) -> Self {
        Self { pages, cookies: BTreeMap::new(), token: String::new() }
    }

    /// Signs in as the demo's button does, and takes the duty at intake where there are several.
    ///
    /// # Panics
    /// When they are not let in.
    pub async fn sign_in(&mut self, world: &World, username: &str) {
        let member =
            cast::CAST.iter().find(|member| member.username == username).expect("somebody of the cast");
        let doorkeeper = world.office.doorkeeper();
        let code = doorkeeper.code_for(username, &cast::secret(member)).await.expect("the store");
        // Three codes are good at one moment; a test that signs in more often waits for the next.
        let code = code.expect("an unused code");
        let form = [("username", username), ("password", cast::PASSWORD), ("code", code.as_str())];
        let seen = self.post("/logga-in", &form).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
        let duties = self.get("/roll").await;
        self.token = duties.hidden("token");
        if seen.location() == "/roll" {
            let badge = world.badge(username).await;
            let duty = badge.duty.expect("a duty").to_string();
            let token = self.token.clone();
            let switched = self.post("/roll", &[("token", token.as_str()), ("duty", duty.as_str())]).await;
            assert_eq!(switched.status, StatusCode::SEE_OTHER);
            self.token = self.get("/roll").await.hidden("token");
        }
    }

    /// Gets a page.
    pub async fn get(&mut self, path: &str) -> Seen {
        self.ask(Method::GET, path, String::new()).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Seen {
        let body = form.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        self.ask(Method::POST, path, body.collect::<Vec<_>>().join("&")).await
    }

    /// Sends a form of this session, with its token.
    pub async fn submit(&mut self, path: &str, form: &[(&str, &str)]) -> Seen {
        let token = self.token.clone();
        let mut whole = vec![("token", token.as_str())];
        whole.extend_from_slice(form);
        self.post(path, &whole).await
    }

    /// Asks for anything.
    ///
    /// # Panics
    /// When the answer cannot be read.
    pub async fn ask(&mut self, method: Method, path: &str, body: String) -> Seen {
        let mut request = Request::builder().method(&method).uri(path).header(header::HOST, "127.0.0.1:8080");
        if method != Method::GET {
            request = request
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin");
        }
        if !self.cookies.is_empty() {
            request = request.header(header::COOKIE, self.cookie());
        }
        let request = request.body(Body::from(body)).expect("a request");
        let answer = self.pages.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = answer.into_parts();
        self.keep_cookies(&parts.headers);
        let bytes = body.collect().await.expect("a body").to_bytes();
        Seen {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// The cookies, as their header has them: for requests that no browser makes.
    pub fn cookie(&self) -> String {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        cookies.collect::<Vec<_>>().join("; ")
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap_or("");
            let pair = text.split(';').next().unwrap_or("");
            let Some((name, value)) = pair.split_once('=') else { continue };
            if text.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// Form encoding, by the rule of browsers.
pub fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            other => {
                let _ = write!(out, "%{other:02X}");
            }
        }
    }
    out
}
