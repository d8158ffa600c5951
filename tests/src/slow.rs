//! A crowd of connections that are slow or half open, and a few that ask properly meanwhile: for the property that the
//! few are answered, and for the benchmark of how fast.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::watch,
    task::JoinSet,
};

use crate::wire::Wire;

/// How many connections ask properly, and how often in a second all of them together.
const PROPER: u32 = 8;
const RATE: u32 = 200;
/// Between two bytes of whoever sends byte after byte, and before whoever was shown out comes again.
const DRIBBLE: Duration = Duration::from_millis(250);
const AGAIN: Duration = Duration::from_secs(1);
/// Between the first connection of one and of the next: what a system's own queue has no room for never arrives here,
/// and whoever is silent does not learn of it.
const ONE_BY_ONE: Duration = Duration::from_millis(2);
/// No connection is left open so long after its last whole request: the longest limits, one after the other.
const LEFT_OPEN: Duration = Duration::from_secs(50);

/// How somebody is slow.
#[derive(Debug, Clone, Copy)]
enum Slowness {
    Silent,
    HalfHeader,
    ByteByByte,
    HalfBody,
}

#[expect(clippy::expect_used, reason = "a crowd that cannot come fails its test")]
impl Slowness {
    const ALL: [Self; 4] = [Self::Silent, Self::HalfHeader, Self::ByteByByte, Self::HalfBody];

    fn begins_with(self) -> &'static str {
        match self {
            Self::Silent => "",
            Self::HalfHeader => "GET /logga-in HTTP/1.1\r\nhost: 127.0.0.1:8080\r\ncook",
            Self::ByteByByte => "GET /logga-in HTTP/1.1\r\nx: ",
            Self::HalfBody => {
                "POST /logga-in HTTP/1.1\r\nhost: 127.0.0.1:8080\r\nsec-fetch-site: same-origin\r\n\
                 content-type: application/x-www-form-urlencoded\r\ncontent-length: 1000\r\n\r\nusername="
            }
        }
    }

    /// Until the server ends it.
    async fn lasts(self, mut stream: TcpStream) {
        let (mut bytes, mut dribble) = ([0; 4096], tokio::time::interval(DRIBBLE));
        if stream.write_all(self.begins_with().as_bytes()).await.is_err() {
            return;
        }
        loop {
            tokio::select! {
                read = stream.read(&mut bytes) => if matches!(read, Ok(0) | Err(_)) { return },
                _ = dribble.tick(), if matches!(self, Self::ByteByByte) => {
                    if stream.write_all(b"x").await.is_err() {
                        return;
                    }
                }
            }
        }
    }

    /// Comes again and again until it is over. Returns how often the server ended it.
    async fn comes(self, address: SocketAddr, after: Duration, mut over: watch::Receiver<bool>) -> usize {
        let mut ended = 0;
        tokio::time::sleep(after).await;
        while ended == 0 || !*over.borrow() {
            let stream = TcpStream::connect(address).await.expect("the program listens");
            let lasted = tokio::time::timeout(LEFT_OPEN, self.lasts(stream)).await;
            assert!(lasted.is_ok(), "{self:?} was left open");
            ended += 1;
            let _ = tokio::time::timeout(AGAIN, over.wait_for(|over| *over)).await;
        }
        ended
    }
}

/// A crowd that comes again and again.
pub struct Crowd {
    members: JoinSet<usize>,
    over: watch::Sender<bool>,
}

impl Crowd {
    /// So many, in all ways of being slow.
    pub fn around(address: SocketAddr, many: usize) -> Self {
        let over = watch::Sender::new(false);
        let mut members = JoinSet::new();
        for (place, slowness) in (0..).zip(Slowness::ALL.iter().cycle().take(many)) {
            members.spawn(slowness.comes(address, ONE_BY_ONE * place, over.subscribe()));
        }
        Self { members, over }
    }

    /// Nobody comes any more. Returns how often the server ended each, once it has.
    ///
    /// # Panics
    /// When one was left open.
    pub async fn ends(self) -> Vec<usize> {
        self.over.send_replace(true);
        self.members.join_all().await
    }
}

/// What those who ask properly waited for their answers, shortest first.
///
/// # Panics
/// When somebody is not answered.
#[expect(clippy::expect_used, reason = "whoever is not answered fails the test")]
pub async fn proper(address: SocketAddr, request: &str, seconds: u32) -> Vec<Duration> {
    let mut asking = JoinSet::new();
    for one in 0..PROPER {
        let request = request.to_owned();
        asking.spawn(async move {
            let mut wire = Wire::connect(address).await.expect("the program listens");
            let between = Duration::from_secs(1) * PROPER / RATE;
            let begin = Instant::now() + between * one / PROPER;
            let mut waited = Vec::new();
            for turn in 0..seconds * RATE / PROPER {
                // From when it was to be asked, also where the answer before came later than that.
                let due = begin + between * turn;
                tokio::time::sleep_until(due.into()).await;
                let status = wire.ask(&request).await.expect("whoever asks properly is answered");
                assert_eq!(status, 200);
                waited.push(due.elapsed());
            }
            waited
        });
    }
    let mut waited: Vec<Duration> = asking.join_all().await.into_iter().flatten().collect();
    waited.sort();
    waited
}

/// What one in a hundred waited for longer.
pub fn p99(waited: &[Duration]) -> Duration {
    waited.get(waited.len() * 99 / 100).copied().unwrap_or_default()
}
