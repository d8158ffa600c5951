//! The way in: takes connections, bounds what each may cost, and lets them go when the program stops.
//!
//! `axum::serve` waits for ever for a header that never ends. Here every state of a connection has a time limit
//! ([`Limits`]), and when all places are taken, whoever has taken longest to ask is shown out, so that slow ones cannot
//! take them all.
//!
//! What it is not: no TLS (a proxy in front has that), no knowledge of pages, and it never tells anybody the
//! address of the other side: nothing behind it can log one.

use std::{io, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::Request,
    serve::{Listener, ListenerExt},
};
use hyper::{
    body::{Body as _, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{sync::watch, task::JoinSet};
use tower::ServiceExt;

mod caller;

use caller::{Arriving, Caller, Line, Room};

/// What a connection may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Seconds from the connection, or from the first byte of a later request, to the end of its header.
    pub header: Duration,
    /// Seconds without a request on a connection that had one; also the time to take an answer in. Longer than
    /// the idle time of a proxy in front, or the proxy sends requests into connections that are closing.
    pub idle: Duration,
    /// Seconds from a header to the answer, the body's arrival included.
    pub request: Duration,
    /// Bytes of a header, all lines together.
    pub header_bytes: usize,
    /// Lines of a header.
    pub header_lines: usize,
    /// Connections at one time.
    pub connections: usize,
    /// Seconds that answers under way get when the program stops.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header: Duration::from_secs(10),
            idle: Duration::from_secs(30),
            request: Duration::from_mins(1),
            header_bytes: 16 * 1024,
            header_lines: 64,
            connections: 512,
            farewell: Duration::from_secs(10),
        }
    }
}

/// How long a newcomer waits for a place while every other connection is being answered.
const PATIENCE: Duration = Duration::from_secs(1);

/// A TCP listener whose small answers leave at once instead of waiting for more to send.
pub fn prompt(listener: tokio::net::TcpListener) -> impl Listener {
    listener.tap_io(|stream| {
        if let Err(fault) = stream.set_nodelay(true) {
            tracing::debug!(event = "serve.nodelay", %fault);
        }
    })
}

/// Serves until `shutdown` is ready, then lets answers under way finish.
///
/// Takes whatever listens: `prompt(tcp)` or a `tokio::net::UnixListener`. A connection that cannot be accepted
/// is passed over ([`Listener::accept`] waits a second when the machine has no more to give).
///
/// # Errors
/// When the listener has no address, that is, when it does not listen.
pub async fn serve(
    mut listener: impl Listener,
    app: Router,
    limits: Limits,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    listener.local_addr()?;
    let room = Arc::new(Room::new(limits.connections));
    let (close, closing) = watch::channel(false);
    let mut visits = JoinSet::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let (stream, _) = tokio::select! {
            () = &mut shutdown => break,
            Some(ended) = visits.join_next() => {
                notice(ended);
                continue;
            }
            arrived = listener.accept() => arrived,
        };
        let Ok(caller) = tokio::time::timeout(PATIENCE, room.enter()).await else {
            tracing::warn!(event = "serve.full", "every connection is being answered, a new one was closed");
            continue;
        };
        visits.spawn(attend(stream, app.clone(), caller, limits, closing.clone()));
    }
    drop(listener);
    close.send_replace(true);
    let empty = async {
        while let Some(ended) = visits.join_next().await {
            notice(ended);
        }
    };
    if tokio::time::timeout(limits.farewell, empty).await.is_err() {
        tracing::warn!(event = "serve.cut", "answers under way took too long and were cut off");
    }
    Ok(())
}

/// One connection, from its first byte to its last.
async fn attend<S>(stream: S, app: Router, caller: Caller, limits: Limits, mut closing: watch::Receiver<bool>)
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let state = caller.state();
    let service = service_fn(|request: Request<Incoming>| {
        let (app, state) = (app.clone(), Arc::clone(&state));
        state.asks(request.body().is_end_stream());
        async move {
            let arriving = |body| Body::new(Arriving::new(body, Arc::clone(&state)));
            let answer = app.oneshot(request.map(arriving)).await;
            state.is_answered();
            answer
        }
    });
    let line = TokioIo::new(Line::new(stream, Arc::clone(&state)));
    let mut connection = std::pin::pin!(protocol(limits).serve_connection(line, service));
    let mut leaving = false;
    loop {
        tokio::select! {
            // How it ended is the other side's affair: a reset is no event.
            _ = connection.as_mut() => return,
            () = state.is_shown_out() => return,
            () = state.is_overdue(limits) => return,
            _ = closing.wait_for(|closing| *closing), if !leaving => {
                leaving = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

fn protocol(limits: Limits) -> http1::Builder {
    let mut protocol = http1::Builder::new();
    protocol
        .timer(TokioTimer::new())
        // Hyper does not tell an idle connection from an unfinished header. We do; this is the net below.
        .header_read_timeout(limits.idle + limits.header)
        .max_header_size(limits.header_bytes)
        .max_headers(limits.header_lines);
    protocol
}

fn notice(ended: Result<(), tokio::task::JoinError>) {
    if ended.is_err_and(|fault| fault.is_panic()) {
        tracing::error!(event = "serve.panicked", "a connection's task panicked outside of its request");
    }
}

#[cfg(test)]
mod tests;
