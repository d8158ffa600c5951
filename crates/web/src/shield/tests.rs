//! The shield over a small router: the headers are on every kind of answer, and what is refused stays refused.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    Form,
    body::Bytes,
    http::{Uri, request},
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use hyper::body::Frame;

use super::*;

const KEPT: &str = "/kept";

async fn falls_over() -> StatusCode {
    panic!("a name that must not be seen")
}

fn app(is_behind_tls: bool) -> Router {
    let render: Render = Arc::new(|trouble, language| {
        (header_of_a_careless_page(), format!("{trouble:?} {}", language.code())).into_response()
    });
    let routes = Router::new()
        .route("/", get(async || "hello"))
        .route("/old", get(async || Redirect::to("/")))
        .route("/broken", get(falls_over))
        .route(KEPT, get(async || Asset::new("a.css", "text/css", b"a{}").answer()))
        .route("/careless", get(async || (header_of_a_careless_page(), "hello")))
        .route("/length", get(async |body: String| body.len().to_string()))
        .route("/form", post(async |Form(fields): Form<Vec<(String, String)>>| fields.len().to_string()));
    Shield { hosts: Hosts::Loopback, is_behind_tls, body: 100, render }.over(routes)
}

fn header_of_a_careless_page() -> [(HeaderName, &'static str); 2] {
    [(header::CACHE_CONTROL, "public"), (header::CONTENT_SECURITY_POLICY, "default-src *")]
}

fn ask(method: &str, path: &'static str) -> request::Builder {
    Request::builder().method(method).uri(Uri::from_static(path)).header("host", "localhost:8080")
}

fn post_form(path: &'static str) -> request::Builder {
    ask("POST", path).header("content-type", "application/x-www-form-urlencoded")
}

async fn send(request: request::Builder, body: impl Into<Body>) -> Response {
    app(false).oneshot(request.body(body.into()).unwrap()).await.unwrap()
}

async fn text(answer: Response) -> String {
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

async fn status(request: request::Builder) -> u16 {
    send(request, "a=1").await.status().as_u16()
}

#[tokio::test]
async fn every_kind_of_answer_wears_the_headers() {
    let own = |path| post_form(path).header("sec-fetch-site", "same-origin");
    let foreign = Request::builder().uri("/").header("host", "evil.example");
    let answers = [
        (200, send(ask("GET", "/"), "").await),
        (200, send(ask("HEAD", "/"), "").await),
        (200, send(ask("GET", "/careless"), "").await),
        (303, send(ask("GET", "/old"), "").await),
        (404, send(ask("GET", "/nowhere"), "").await),
        (405, send(own("/"), "").await),
        (413, send(own("/form"), "a".repeat(101)).await),
        (403, send(post_form("/form"), "a=1").await),
        (403, send(foreign, "").await),
        (500, send(ask("GET", "/broken"), "").await),
        (200, send(ask("GET", KEPT), "").await),
    ];
    for (status, answer) in answers {
        assert_eq!(answer.status().as_u16(), status);
        for (name, value) in &HEADERS {
            let said: Vec<_> = answer.headers().get_all(name).iter().collect();
            assert_eq!(said, [value], "{name} of {status}");
        }
        let kept = if asset::lasts(&answer) { FOR_EVER } else { NO_STORE };
        assert_eq!(answer.headers().get_all(header::CACHE_CONTROL).iter().collect::<Vec<_>>(), [kept]);
        assert!(!answer.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
    }
}

#[tokio::test]
async fn only_a_file_with_its_hash_is_kept_and_only_tls_demands_tls() {
    let file = app(true).oneshot(ask("GET", KEPT).body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(file.headers().get(header::CACHE_CONTROL), Some(&FOR_EVER));
    assert_eq!(file.headers().get(header::STRICT_TRANSPORT_SECURITY), Some(&TLS_ONLY));
}

#[tokio::test]
async fn only_our_own_pages_change_anything() {
    let site = |site| post_form("/form").header("sec-fetch-site", site);
    let origin = |origin| post_form("/form").header("origin", origin);
    assert_eq!(status(site("same-origin")).await, 200);
    assert_eq!(status(site("none")).await, 200);
    assert_eq!(status(origin("http://localhost:8080")).await, 200);
    for other in ["cross-site", "same-site", "", "Same-Origin"] {
        // What a browser says of the site counts, whatever the origin says.
        assert_eq!(status(site(other).header("origin", "http://localhost:8080")).await, 403, "{other}");
    }
    for other in ["null", "https://localhost:8080", "http://localhost", "http://localhost:8080.evil.example"]
    {
        assert_eq!(status(origin(other)).await, 403, "{other}");
    }
    assert_eq!(status(site("same-origin").header("sec-fetch-site", "same-origin")).await, 403, "said twice");
    assert_eq!(status(post_form("/form")).await, 403, "said nothing");
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "MADE-UP"] {
        assert_eq!(status(ask(method, "/")).await, 403, "{method}");
    }
}

#[tokio::test]
async fn behind_tls_the_origin_is_the_one_with_tls() {
    for (origin, status) in [("https://localhost:8080", 200), ("http://localhost:8080", 403)] {
        let request = post_form("/form").header("origin", origin).body(Body::from("a=1")).unwrap();
        assert_eq!(app(true).oneshot(request).await.unwrap().status().as_u16(), status);
    }
}

#[tokio::test]
async fn a_body_without_a_length_is_measured_too() {
    let own = || post_form("/form").header("sec-fetch-site", "same-origin");
    assert_eq!(send(own(), "a=1&b=2").await.status(), StatusCode::OK);
    let unmeasured = |size: usize| Body::new(Drops(size));
    assert_eq!(send(own(), unmeasured(100)).await.status(), StatusCode::OK);
    assert_eq!(send(own(), unmeasured(101)).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let announced = own().header("content-length", "101");
    assert_eq!(send(announced, unmeasured(1)).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_body_that_never_comes_is_not_waited_for() {
    let slow = Body::new(Never);
    let own = post_form("/form").header("sec-fetch-site", "same-origin");
    let waiting = tokio::time::timeout(Duration::from_secs(2), send(own, slow)).await;
    assert_eq!(waiting.unwrap().status(), StatusCode::REQUEST_TIMEOUT);
}

#[tokio::test]
async fn a_body_that_means_nothing_is_not_read() {
    assert_eq!(text(send(ask("GET", "/length"), "abc").await).await, "0");
}

#[tokio::test]
async fn trouble_speaks_the_language_of_the_cookie_and_tells_nothing() {
    let broken = || ask("GET", "/broken");
    assert_eq!(text(send(broken(), "").await).await, "Panicked sv");
    assert_eq!(
        text(send(broken().header("cookie", "a=b; __Host-language=en"), "").await).await,
        "Panicked en"
    );
}

/// So many bytes, one at a time; then the end.
struct Drops(usize);

impl hyper::body::Body for Drops {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let Some(left) = self.0.checked_sub(1) else { return Poll::Ready(None) };
        self.0 = left;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"a")))))
    }
}

/// A body that does not come.
struct Never;

impl hyper::body::Body for Never {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Pending
    }
}
