//! How fast the running program is. It is asked over TCP in a closed loop: each client asks again as soon as it was
//! answered, with a session, through the whole application.
//!
//! `scripts/bench` runs this twice, with the record and without, and lays both side by side; `--growth` fills the log
//! first and asks again, `--slow` asks among a thousand connections that are slow or half open, `--public` asks for the
//! public page 200 times a second. Times are of one machine: they belong in `docs/performance.md` with its name and the
//! day.

#![expect(clippy::expect_used, reason = "a benchmark whose program does not answer has no figures")]
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::{net::SocketAddr, sync::Arc, time::Duration};

use desk::concerns::OneConcern;
use domain::{Id, concern::Concern, promise::occasion::Told};
use ledger::{Tile, Tree};
use tests::{
    Engine, World,
    slow::{Crowd, p99, proper},
    wire,
    world::ELIAS,
};
use time::macros::time;
use web::serve::Limits;

use client::{Asking, Times, asked};

mod client;

/// How many ask at once.
const CLIENTS: [usize; 4] = [1, 8, 32, 128];
/// The rows of the list.
const ROWS: usize = 50;
/// How large the log is when it is asked again.
const GROWTH: [u64; 3] = [10_000, 100_000, 1_000_000];

/// The tiles of a tree of a good million entries.
const TILES: u32 = 4096;

/// How many slow connections there are where it is asked about them.
const CROWD: usize = 1000;

/// How many work beside the public page.
const BESIDE: usize = 8;
/// How many evenings the public page tells of.
const EVENINGS: usize = 40;

/// Among how many concerns page and list are asked for in the end.
const CONCERNS: usize = 10_000;

/// What the command line says.
struct Wanted {
    seconds: Duration,
    growth: bool,
    slow: bool,
    public: bool,
    most: u64,
}

impl Wanted {
    fn read() -> Self {
        let arguments: Vec<String> = std::env::args().collect();
        let after = |name: &str| {
            let at = arguments.iter().position(|argument| argument == name)?;
            arguments.get(at + 1)?.parse().ok()
        };
        Self {
            seconds: Duration::from_secs(after("--seconds").unwrap_or(5)),
            growth: arguments.iter().any(|argument| argument == "--growth"),
            slow: arguments.iter().any(|argument| argument == "--slow"),
            public: arguments.iter().any(|argument| argument == "--public"),
            most: after("--most").unwrap_or(u64::MAX),
        }
    }
}

/// A world that is served, and somebody of intake who has signed in.
struct Served {
    world: World,
    address: SocketAddr,
    cookie: String,
    concern: Id<Concern>,
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let wanted = Wanted::read();
    if wanted.growth {
        rebuilt();
    }
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let served = Served::new(engine, wanted.slow).await;
        if wanted.public {
            public(&served, &wanted).await;
        } else if wanted.slow {
            among_the_slow(&served, &wanted).await;
        } else if wanted.growth {
            grown(&served, &wanted).await;
        } else {
            loaded(&served, &wanted).await;
        }
    }
}

/// Every kind of request with every number of clients.
async fn loaded(served: &Served, wanted: &Wanted) {
    for clients in CLIENTS {
        let page = asked(served.address, clients, wanted.seconds, &served.page()).await;
        served.say("a received concern", clients, &page);
    }
    for clients in CLIENTS {
        let list = asked(served.address, clients, wanted.seconds, &served.list()).await;
        served.say("a list of 50", clients, &list);
    }
    if !cfg!(feature = "unrecorded") {
        let karin = Served::signed_in(&served.world, "karin").await;
        for clients in CLIENTS {
            let send = served.concern_of(&karin);
            served.say(
                "handing a concern in",
                clients,
                &asked(served.address, clients, wanted.seconds, &send).await,
            );
        }
        let sign_in = served.stranger();
        served.say("signing in", 1, &asked(served.address, 1, wanted.seconds, &sign_in).await);
    }
}

/// A received concern, 200 times a second, alone and among a thousand slow and half-open connections.
async fn among_the_slow(served: &Served, wanted: &Wanted) {
    let request = wire::get(&format!("/inkomna/{}", served.concern), &served.cookie);
    let seconds = u32::try_from(wanted.seconds.as_secs()).unwrap_or(u32::MAX);
    let alone = proper(served.address, &request, seconds).await;
    let crowd = Crowd::around(served.address, CROWD);
    let among = proper(served.address, &request, seconds).await;
    crowd.ends().await;
    for (what, waited) in [("alone", alone), (&*format!("among {CROWD} slow ones"), among)] {
        let p50 = waited.get(waited.len() / 2).copied().unwrap_or_default();
        let (p50, p99) = (p50.as_secs_f64() * 1000.0, p99(&waited).as_secs_f64() * 1000.0);
        println!("| {} | a received concern, {what} | 8 | 200 | {p50:.2} | {p99:.2} |", served.engine());
    }
}

/// The head over a million entries, from the bytes of their tiles, on one core.
fn rebuilt() {
    let leaves = (0..TILES * 256).map(|index| ledger::leaf_hash(&index.to_be_bytes())).collect::<Vec<_>>();
    let tiles = leaves.chunks(256).map(|leaves| Tile::new(leaves.to_vec()).expect("a whole tile").to_bytes());
    let tiles: Vec<Vec<u8>> = tiles.collect();
    let began = std::time::Instant::now();
    let mut tree = Tree::new();
    for tile in &tiles {
        let tile = Tile::from_bytes(tile).expect("a whole tile");
        tile.leaves().iter().for_each(|leaf| tree.push(*leaf));
    }
    let seconds = began.elapsed().as_secs_f64();
    assert_eq!(tree.root(), Tree::from_leaves(leaves).root());
    println!(
        "| | tree of {} entries from tiles | 1 | {:.0} | | |",
        TILES * 256,
        f64::from(TILES * 256) / seconds
    );
}

/// The public page of the promise, 200 times a second, alone and beside eight clients who read a received concern.
async fn public(served: &Served, wanted: &Wanted) {
    let ground = served.world.grounded().await;
    let told = Told { from: time!(20:00), to: time!(22:00), adults: 4, contacts: 7 };
    for _ in 0..EVENINGS {
        let id = served.world.planned(ground.walkers).await;
        served.world.commons("malin").await.tell(id, told).await.expect("it is told");
    }
    served.world.commons("malin").await.publish("karlshamn-2026").await.expect("it is published");
    let request = wire::get("/medborgarlofte", "");
    let seconds = u32::try_from(wanted.seconds.as_secs()).unwrap_or(u32::MAX);
    let alone = proper(served.address, &request, seconds).await;
    let work = served.page();
    let (beside, times) = tokio::join!(
        proper(served.address, &request, seconds),
        asked(served.address, BESIDE, wanted.seconds, &work)
    );
    for (what, waited) in [("alone", alone), ("beside 8 clients of a concern", beside)] {
        let p50 = waited.get(waited.len() / 2).copied().unwrap_or_default();
        let (p50, p99) = (p50.as_secs_f64() * 1000.0, p99(&waited).as_secs_f64() * 1000.0);
        println!("| {} | the public page, {what} | 8 | 200 | {p50:.2} | {p99:.2} |", served.engine());
    }
    served.say("a received concern, beside the public page", BESIDE, &times);
}

/// Page, list, verification and the auditor's filters as the log grows; and once more among as many concerns.
async fn grown(served: &Served, wanted: &Wanted) {
    let auditor = Served::signed_in(&served.world, "margit").await.0;
    for size in GROWTH.into_iter().filter(|size| *size <= wanted.most) {
        served.fill(size).await;
        for (what, asking) in [("a received concern", served.page()), ("a list of 50", served.list())] {
            let times = asked(served.address, 1, wanted.seconds, &asking).await;
            served.say(&format!("{what}, log of {size}"), 1, &times);
        }
        let began = std::time::Instant::now();
        let standing = served.world.office.audit().look_at_all().await.expect("the log is read");
        assert!(standing.faults.is_empty(), "{:?}", standing.faults);
        let seconds = began.elapsed().as_secs_f64();
        let rate = f64::from(u32::try_from(standing.entries).unwrap_or(u32::MAX)) / seconds;
        println!("| {} | deep verification, log of {size} | 1 | {rate:.0} | | |", served.engine());
        for (what, filter) in served.filters().await {
            let request = wire::get(&format!("/loggkontroll/alla?{filter}"), &auditor);
            let times =
                asked(served.address, 1, wanted.seconds, &(Arc::new(move || request.clone()) as Asking))
                    .await;
            served.say(&format!("the log {what}, log of {size}"), 1, &times);
        }
    }
    served.hand_in(CONCERNS).await;
    for (what, asking) in [("a received concern", served.page()), ("a list of 50", served.list())] {
        let times = asked(served.address, 1, wanted.seconds, &asking).await;
        served.say(&format!("{what}, one of {CONCERNS}"), 1, &times);
    }
}

impl Served {
    async fn new(engine: Engine, slow: bool) -> Self {
        let world = World::new(engine).await;
        let (_, concern) = world.reported(Some(ELIAS), "M").await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let pages = world.pages.clone();
        // A crowd of slow ones meets the places that the program has when it serves; all clients of a load find one.
        let limits = if slow { Limits::default() } else { Limits { connections: 1024, ..Limits::default() } };
        let serve = web::serve::serve(web::serve::prompt(listener), pages, limits, std::future::pending());
        client::own(async move {
            let _ = serve.await;
        });
        let (cookie, _) = Self::signed_in(&world, "sara").await;
        let served = Self { world, address, cookie, concern };
        served.hand_in(ROWS - 1).await;
        served
    }

    /// So many more concerns, one after the other.
    async fn hand_in(&self, more: usize) {
        let karin = self.world.desk("karin").await;
        for _ in 0..more {
            self.world.clock.advance(time::Duration::seconds(1));
            karin.send(self.world.concern(None, "M")).await.expect("it is taken");
        }
    }

    /// What an auditor looks for: everything, a reader, a kind of act, a kind that is rare.
    async fn filters(&self) -> [(&'static str, String); 4] {
        let sara = self.world.badge("sara").await.account;
        [
            ("as a whole", String::new()),
            ("of a reader", format!("reader={sara}")),
            ("of readings", "class=read".to_owned()),
            ("of refusals", "class=refusal".to_owned()),
        ]
    }

    async fn signed_in(world: &World, name: &str) -> (String, String) {
        let browser = world.browser(name).await;
        (browser.cookie(), browser.token)
    }

    /// Fills the log to so many entries with readings of the concern, as many at a time as one commit takes.
    async fn fill(&self, size: u64) {
        let first = self.world.entries().await;
        let readings = size.saturating_sub(first);
        let mut tasks = tokio::task::JoinSet::new();
        for task in 0..64 {
            let share = readings / 64 + u64::from(task < readings % 64);
            let (desk, id) = (self.world.desk("sara").await, self.concern);
            tasks.spawn(async move {
                for _ in 0..share {
                    desk.show(OneConcern(id)).await.map(drop).expect("it is shown");
                }
            });
        }
        tasks.join_all().await;
    }

    fn engine(&self) -> &'static str {
        match self.world.engine {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        }
    }

    fn say(&self, what: &str, clients: usize, times: &Times) {
        let Times { rate, p50, p99 } = times;
        println!("| {} | {what} | {clients} | {rate:.0} | {p50:.2} | {p99:.2} |", self.engine());
    }

    fn page(&self) -> Asking {
        let request = wire::get(&format!("/inkomna/{}", self.concern), &self.cookie);
        Arc::new(move || request.clone())
    }

    fn list(&self) -> Asking {
        let request = wire::get("/inkomna", &self.cookie);
        Arc::new(move || request.clone())
    }

    /// A new concern each time: every form has a number of its own.
    fn concern_of(&self, (cookie, token): &(String, String)) -> Asking {
        let form = format!("token={token}&harm=yes&name=Barn&observed=Sett&guardians=no&form=");
        let (office, cookie) = (self.world.office.clone(), cookie.clone());
        Arc::new(move || {
            wire::post("/oro", &cookie, &format!("{form}{}", office.new_form_number().as_simple()))
        })
    }

    /// Signing in under a name that nobody has costs the same work, and no code can be used up by it.
    fn stranger(&self) -> Asking {
        let office = self.world.office.clone();
        Arc::new(move || {
            let name = office.new_form_number().as_simple().to_string();
            wire::post("/logga-in", "", &format!("username=x{name}&password=fel&code=000000"))
        })
    }
}
