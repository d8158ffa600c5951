//! Everybody who reads: pages that show what is personal, each with a marker in every field, asked again and again
//! while the store fails.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use tests::{Seen, World, outside::knock, world::ELIAS};

/// In every field of text; the number is a marker too.
pub(crate) const MARKER: &str = "QZFELTAK";
/// So many ask at once.
const AT_ONCE: usize = 64;
/// The longest that anybody waits for an answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Pages, and the cookies of those who may see them.
pub(crate) struct Readers {
    pages: Vec<(String, String)>,
}

/// What came of asking.
#[derive(Default)]
pub(crate) struct Asked {
    /// How often.
    pub(crate) often: usize,
    /// What the slowest answer took.
    pub(crate) slowest: Duration,
}

impl Readers {
    /// Fills a world with what they read, lets them in and looks at every page once: it shows a marker.
    pub(crate) async fn of(world: &World) -> Self {
        let handed = world.handed("karin", world.concern(Some(ELIAS), MARKER)).await;
        let followed = world.followed("sara", handed.received, (MARKER, MARKER, MARKER)).await;
        world.followed_up("sara", followed, MARKER).await;
        let (draft, consent) = (world.drafted("karin", MARKER).await, world.consented("sara", MARKER).await);
        let ((_, request), met) = (world.requested("karin", MARKER).await, world.met(MARKER).await);
        let unsent = world.written_down(MARKER).await;
        world.handed("karin", world.concern(None, MARKER)).await;
        let (own, received) = (handed.own, handed.received);
        let seen = [
            ("karin", vec![format!("/oro/{own}"), format!("/utkast/{draft}"), "/oro".to_owned()]),
            (
                "sara",
                vec![
                    format!("/inkomna/{received}"),
                    format!("/inkomna/{received}/insats"),
                    format!("/insatser/{followed}"),
                    format!("/samtycken/{consent}"),
                    format!("/underrattelser/{}", met.received),
                    "/inkomna".to_owned(),
                    "/insatser".to_owned(),
                    "/samtycken".to_owned(),
                    "/underrattelser".to_owned(),
                ],
            ),
            ("jonas", vec![format!("/mote/{unsent}"), "/mote".to_owned()]),
            ("petra", vec![format!("/remisser/{request}"), "/remisser".to_owned()]),
        ];
        let mut pages = Vec::new();
        for (who, paths) in seen {
            let cookie = world.browser(who).await.cookie();
            pages.extend(paths.into_iter().map(|path| (path, cookie.clone())));
        }
        for (path, cookie) in &pages {
            let seen = page(world, path, cookie).await;
            assert_eq!(seen.status, StatusCode::OK, "{path}");
            assert!(seen.body.contains(MARKER), "{path} shows nothing that could be missing later");
        }
        Self { pages }
    }

    /// So many ask at once, page after page, until it was asked so often. Nobody is shown anything, and nobody waits
    /// for long.
    pub(crate) async fn ask_in_vain(&self, world: &World, often: usize) -> Asked {
        let next = AtomicUsize::new(0);
        let mut slowest = Duration::ZERO;
        let one = async || {
            let mut slowest = Duration::ZERO;
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at >= often {
                    return slowest;
                }
                let (path, cookie) = &self.pages[at % self.pages.len()];
                let began = Instant::now();
                let asked = tokio::time::timeout(PATIENCE * 2, page(world, path, cookie)).await;
                let took = began.elapsed();
                is_not_shown(&asked.unwrap_or_else(|_| panic!("{path}: no answer in {took:?}")), path);
                assert!(took < PATIENCE, "{path} took {took:?}");
                slowest = slowest.max(took);
            }
        };
        let all = (0..AT_ONCE.min(often)).map(|_| Box::pin(one()));
        for took in together(all).await {
            slowest = slowest.max(took);
        }
        Asked { often, slowest }
    }

    /// Everything is shown again.
    pub(crate) async fn ask_again(&self, world: &World) {
        for (path, cookie) in &self.pages {
            let seen = page(world, path, cookie).await;
            assert_eq!(seen.status, StatusCode::OK, "{path}: it heals without a restart");
            assert!(seen.body.contains(MARKER), "{path}");
        }
    }

    /// Whether the first page is shown.
    pub(crate) async fn is_shown(&self, world: &World) -> bool {
        let (path, cookie) = &self.pages[0];
        let seen = tokio::time::timeout(PATIENCE, page(world, path, cookie)).await;
        seen.is_ok_and(|seen| seen.status == StatusCode::OK && seen.body.contains(MARKER))
    }
}

/// Lets all of them go on at the same time, in one task.
async fn together<F: Future + Unpin>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut waiting: Vec<F> = all.collect();
    let mut done = Vec::new();
    std::future::poll_fn(|cx| {
        waiting.retain_mut(|one| match std::pin::Pin::new(one).poll(cx) {
            std::task::Poll::Ready(came) => {
                done.push(came);
                false
            }
            std::task::Poll::Pending => true,
        });
        if waiting.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done
}

async fn page(world: &World, path: &str, cookie: &str) -> Seen {
    let request = Request::get(path).header(header::HOST, "127.0.0.1:8080").header(header::COOKIE, cookie);
    knock(&world.pages, request.body(Body::empty()).unwrap()).await
}

fn is_not_shown(seen: &Seen, path: &str) {
    assert_eq!(seen.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
    for marker in [MARKER, ELIAS] {
        assert!(!seen.body.contains(marker), "{path} shows what was not recorded");
        assert!(!format!("{:?}", seen.headers).contains(marker), "{path}");
    }
    assert!(seen.body.contains("tel:112"), "{path} says whom to ring");
}
