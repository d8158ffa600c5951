//! Who is in the room: the state of each connection, how long it may last, and who goes when the room is full.
//!
//! Reads and writes nothing of its own accord: [`Line`] only notices that bytes arrive, [`Arriving`] that a body is whole.

use std::{
    collections::HashMap,
    io,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    sync::{Notify, OwnedSemaphorePermit, Semaphore},
    time::Instant,
};

use super::Limits;

/// What a connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    /// Sending a header.
    Asking,
    /// Sending a body.
    Sending,
    /// Being answered.
    Answered,
    /// Taking the answer in, then nothing.
    Idle,
}

/// What is known of one connection.
pub(super) struct State {
    doing: Mutex<(Doing, Instant)>,
    changed: Notify,
    shown_out: Notify,
}

impl State {
    fn new() -> Self {
        Self {
            doing: Mutex::new((Doing::Asking, Instant::now())),
            changed: Notify::new(),
            shown_out: Notify::new(),
        }
    }

    /// A header is complete, and perhaps there is no more to come.
    pub(super) fn asks(&self, is_whole: bool) {
        self.begin(if is_whole { Doing::Answered } else { Doing::Sending });
    }

    /// The body is complete. The time for the answer has begun with the header.
    fn is_whole(&self) {
        let mut doing = self.doing();
        if doing.0 == Doing::Sending {
            doing.0 = Doing::Answered;
        }
    }

    /// The answer is made.
    pub(super) fn is_answered(&self) {
        self.begin(Doing::Idle);
    }

    /// Ready when the connection has to make room.
    pub(super) async fn is_shown_out(&self) {
        self.shown_out.notified().await;
    }

    /// Ready when the connection has been doing the same for too long.
    pub(super) async fn is_overdue(&self, limits: Limits) {
        loop {
            let (doing, since) = *self.doing();
            let limit = match doing {
                Doing::Asking => limits.header,
                Doing::Sending | Doing::Answered => limits.request,
                Doing::Idle => limits.idle,
            };
            tokio::select! {
                () = self.changed.notified() => {}
                () = tokio::time::sleep_until(since + limit) => return,
            }
        }
    }

    fn hears_bytes(&self) {
        if self.doing().0 == Doing::Idle {
            self.begin(Doing::Asking);
        }
    }

    fn begin(&self, doing: Doing) {
        *self.doing() = (doing, Instant::now());
        self.changed.notify_one();
    }

    fn doing(&self) -> MutexGuard<'_, (Doing, Instant)> {
        self.doing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All connections.
pub(super) struct Room {
    places: Arc<Semaphore>,
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    next: u64,
    states: HashMap<u64, Arc<State>>,
}

impl Room {
    pub(super) fn new(places: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(places)), inside: Mutex::default() }
    }

    /// Takes a place. In a full room somebody is shown out: of those who have begun a request and not finished it
    /// whoever has taken longest; where nobody has, whoever has been silent longest since an answer; nobody who is being
    /// answered. So a crowd of slow ones shows out each other, and not who asks now and then.
    pub(super) async fn enter(self: &Arc<Self>) -> Caller {
        let places = Arc::clone(&self.places);
        let place = if let Ok(place) = Arc::clone(&places).try_acquire_owned() {
            Some(place)
        } else {
            self.show_one_out();
            // The semaphore is never closed, so there is always a place in the end.
            places.acquire_owned().await.ok()
        };
        let state = Arc::new(State::new());
        let mut inside = self.inside();
        inside.next += 1;
        let number = inside.next;
        inside.states.insert(number, Arc::clone(&state));
        Caller { state, number, room: Arc::clone(self), _place: place }
    }

    fn show_one_out(&self) {
        let inside = self.inside();
        let waiting = inside.states.values().filter_map(|state| {
            let (doing, since) = *state.doing();
            (doing != Doing::Answered).then_some(((doing == Doing::Idle, since), state))
        });
        if let Some((_, state)) = waiting.min_by_key(|(turn, _)| *turn) {
            state.shown_out.notify_one();
        }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection's place in the room; given back when dropped.
pub(super) struct Caller {
    state: Arc<State>,
    number: u64,
    room: Arc<Room>,
    _place: Option<OwnedSemaphorePermit>,
}

impl Caller {
    pub(super) fn state(&self) -> Arc<State> {
        Arc::clone(&self.state)
    }
}

impl Drop for Caller {
    fn drop(&mut self) {
        self.room.inside().states.remove(&self.number);
    }
}

/// A body that says when it is whole.
pub(super) struct Arriving {
    body: Incoming,
    state: Arc<State>,
}

impl Arriving {
    pub(super) fn new(body: Incoming, state: Arc<State>) -> Self {
        Self { body, state }
    }
}

impl Body for Arriving {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(cx);
        if matches!(frame, Poll::Ready(None)) || self.body.is_end_stream() {
            self.state.is_whole();
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A stream that says when bytes arrive.
pub(super) struct Line<S> {
    stream: S,
    state: Arc<State>,
}

impl<S> Line<S> {
    pub(super) fn new(stream: S, state: Arc<State>) -> Self {
        Self { stream, state }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Line<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buf);
        if buf.filled().len() > before {
            self.state.hears_bytes();
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Line<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bytes)
    }
}
