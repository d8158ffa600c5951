//! The clients: one connection each, one request after the other, and how long each took.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use tests::wire::Wire;

/// What is asked, again and again; made anew each time.
pub(crate) type Asking = Arc<dyn Fn() -> String + Send + Sync>;

/// How it went: answers a second, and milliseconds.
pub(crate) struct Times {
    /// Answers a second, all clients together.
    pub(crate) rate: f64,
    /// Half of them took at most so many milliseconds.
    pub(crate) p50: f64,
    /// Ninety-nine in a hundred took at most so many.
    pub(crate) p99: f64,
}

/// Lets so many clients ask for so long, after a tenth of that to get warm.
pub(crate) async fn asked(address: SocketAddr, clients: usize, how_long: Duration, asking: &Asking) -> Times {
    let began = Instant::now();
    let warm = began + how_long / 10;
    let end = warm + how_long;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..clients {
        tasks.spawn(one(address, Arc::clone(asking), warm, end));
    }
    let mut took: Vec<Duration> = tasks.join_all().await.into_iter().flatten().collect();
    took.sort_unstable();
    let at = |part: usize| took.get((took.len() * part / 100).min(took.len().saturating_sub(1)));
    let milliseconds = |part| at(part).map_or(0.0, |took: &Duration| took.as_secs_f64() * 1000.0);
    let answers = f64::from(u32::try_from(took.len()).unwrap_or(u32::MAX));
    Times { rate: answers / how_long.as_secs_f64(), p50: milliseconds(50), p99: milliseconds(99) }
}

async fn one(address: SocketAddr, asking: Asking, warm: Instant, end: Instant) -> Vec<Duration> {
    let mut wire = Wire::connect(address).await.expect("the program listens");
    let mut took = Vec::new();
    loop {
        let began = Instant::now();
        if began >= end {
            return took;
        }
        let status = wire.ask(&asking()).await.expect("the program answers");
        // A fast refusal is no figure. (403 is what a stranger at the entrance gets.)
        assert!([200, 303, 403].contains(&status), "{status}");
        if began >= warm {
            took.push(began.elapsed());
        }
    }
}

/// A task for as long as the benchmark runs.
#[expect(clippy::disallowed_methods, reason = "the benchmark owns it, and ends with it")]
pub(crate) fn own(task: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(task);
}
