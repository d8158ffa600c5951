//! The accept loop against real sockets, with limits of a fraction of a second.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Instant,
};

use axum::routing::{get, post};
use tokio::sync::oneshot;

use super::*;

const GET: &str = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

fn short() -> Limits {
    Limits { header: Duration::from_millis(300), idle: Duration::from_millis(900), ..Limits::default() }
}

struct Running {
    at: SocketAddr,
    stop: oneshot::Sender<()>,
    server: tokio::task::JoinHandle<io::Result<()>>,
}

#[expect(clippy::disallowed_methods, reason = "the test owns its server")]
async fn run(limits: Limits) -> Running {
    let slow = get(async || {
        tokio::time::sleep(Duration::from_millis(500)).await;
        "slow"
    });
    let body = post(async |body: String| format!("{} bytes", body.len()));
    let app = Router::new().route("/", get(async || "hello")).route("/slow", slow).route("/body", body);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(serve(prompt(listener), app, limits, async {
        let _ = stopped.await;
    }));
    Running { at, stop, server }
}

/// Sends `text` on a new connection.
fn begin(at: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(at).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    stream
}

/// Everything until the other side closes, and how long that took. A reset is also an end.
fn rest(mut stream: &TcpStream) -> (String, Duration) {
    let (start, mut bytes) = (Instant::now(), Vec::new());
    let ended = stream.read_to_end(&mut bytes);
    let timed_out = ended.is_err_and(|fault| matches!(fault.kind(), io::ErrorKind::WouldBlock));
    assert!(!timed_out, "the connection was left open");
    (String::from_utf8(bytes).unwrap(), start.elapsed())
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

fn one_answer(at: SocketAddr) -> String {
    rest(&begin(at, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).0
}

#[tokio::test(flavor = "multi_thread")]
async fn an_endless_header_is_cut_and_others_are_answered_meanwhile() {
    let running = run(short()).await;
    let at = running.at;
    blocking(move || {
        let half: Vec<TcpStream> = (0..50).map(|_| begin(at, "GET / HTTP/1.1\r\nHost: loc")).collect();
        assert!(one_answer(at).ends_with("hello"));
        for mut stream in &half {
            // One more byte now and then does not buy time.
            let _ = stream.write_all(b"a");
            let (text, took) = rest(stream);
            assert_eq!(text, "");
            assert!(took < Duration::from_millis(800), "{took:?}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_connection_lasts_longer_than_a_header_and_then_ends() {
    let running = run(short()).await;
    let at = running.at;
    blocking(move || {
        let mut stream = begin(at, GET);
        std::thread::sleep(Duration::from_millis(500));
        stream.write_all(GET.as_bytes()).unwrap();
        let (text, took) = rest(&stream);
        assert_eq!(text.matches("hello").count(), 2, "{text}");
        assert!(took > Duration::from_millis(700) && took < Duration::from_secs(2), "{took:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_full_room_the_slow_make_way() {
    let limits = Limits { connections: 4, header: Duration::from_secs(30), ..short() };
    let running = run(limits).await;
    let at = running.at;
    blocking(move || {
        let slow: Vec<TcpStream> = (0..40).map(|_| begin(at, "GET /")).collect();
        let start = Instant::now();
        assert!(one_answer(at).ends_with("hello"));
        assert!(start.elapsed() < Duration::from_millis(500), "{:?}", start.elapsed());
        drop(slow);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_full_room_those_who_do_not_finish_go_before_those_who_asked() {
    let limits = Limits { connections: 4, header: Duration::from_secs(30), ..short() };
    let running = run(limits).await;
    let at = running.at;
    blocking(move || {
        let mut proper = begin(at, GET);
        std::thread::sleep(Duration::from_millis(100));
        let half = "POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf";
        let slow: Vec<TcpStream> =
            (0..20).map(|one| begin(at, if one % 2 == 0 { half } else { "GET /" })).collect();
        std::thread::sleep(Duration::from_millis(100));
        proper.write_all(GET.as_bytes()).unwrap();
        assert_eq!(rest(&proper).0.matches("hello").count(), 2, "whoever asked before has kept the place");
        drop(slow);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn halves_of_bodies_do_not_fill_the_room() {
    let limits = Limits { connections: 4, ..short() };
    let running = run(limits).await;
    let at = running.at;
    blocking(move || {
        let half = "POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf";
        let slow: Vec<TcpStream> = (0..20).map(|_| begin(at, half)).collect();
        let start = Instant::now();
        assert!(one_answer(at).ends_with("hello"));
        assert!(start.elapsed() < Duration::from_millis(500), "{:?}", start.elapsed());
        drop(slow);
        let whole = format!("{half}whole");
        assert!(rest(&begin(at, &whole)).0.ends_with("9 bytes"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_header_is_refused() {
    let running = run(short()).await;
    let at = running.at;
    blocking(move || {
        let long = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "a".repeat(20 * 1024));
        let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: a\r\n".repeat(100));
        for head in [long, many] {
            let (text, _) = rest(&begin(at, &head));
            assert!(text.is_empty() || text.starts_with("HTTP/1.1 431"), "{text}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_lets_answers_finish_and_ends_idle_connections() {
    let running = run(Limits { idle: Duration::from_secs(30), ..short() }).await;
    let at = running.at;
    let (idle, slow) = blocking(move || {
        let idle = begin(at, GET);
        let slow = begin(at, "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
        std::thread::sleep(Duration::from_millis(200));
        (idle, slow)
    })
    .await;
    running.stop.send(()).unwrap();
    blocking(move || {
        assert!(rest(&slow).0.ends_with("slow"));
        assert!(rest(&idle).0.ends_with("hello"));
    })
    .await;
    running.server.await.unwrap().unwrap();
    assert!(TcpStream::connect(at).is_err(), "nobody listens any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_does_not_wait_for_ever() {
    let running = run(Limits { farewell: Duration::from_millis(100), ..short() }).await;
    let at = running.at;
    let slow = blocking(move || {
        let slow = begin(at, "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
        std::thread::sleep(Duration::from_millis(100));
        slow
    })
    .await;
    running.stop.send(()).unwrap();
    running.server.await.unwrap().unwrap();
    assert_eq!(blocking(move || rest(&slow).0).await, "");
}
