//! A program that is killed while sixteen clients read and hand in: whatever was answered before is on record, whatever
//! was acknowledged is there, on both sides, and the next start finds a whole database.
//!
//! `FYRKLOVER_CRASHES` says how often on each engine; the gate asks for a tenth of what `docs/proof.md` reports.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use access::{KeyRing, OsChance, folder::KeyFolder};
use desk::{audit, ports::Store, sessions::SessionLimits};
use domain::{Id, concern::Concern};
use fyrklover::{config::StoreUrl, wiring};
use sqlx::{Connection as _, Row as _, SqliteConnection};
use tests::{
    Engine, TestClock, World,
    wire::{self, Wire},
    world::ELIAS,
};
use web::{App, application, serve::Limits, shield::Hosts};

/// How often, where nobody says.
const CRASHES: u32 = 10;
/// So many read, and as many hand in.
const EACH: usize = 8;
const INSIDE: &str = "crash::serves_until_it_is_killed";
/// How the killed program is told where its keys and its database lie.
const PLACE: &str = "FYRKLOVER_CRASH_PLACE";

#[expect(clippy::disallowed_methods, reason = "what this test is told, and tells the program that it kills")]
fn told(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[test]
fn what_was_answered_before_the_kill_is_on_record_on_sqlite() {
    survives(Engine::Sqlite);
}

#[test]
fn what_was_answered_before_the_kill_is_on_record_on_postgres() {
    survives(Engine::Postgres);
}

/// What outlives every crash.
struct Place {
    keys: PathBuf,
    url: String,
}

impl Place {
    fn words(&self) -> String {
        format!("{}\n{}", self.keys.display(), self.url)
    }

    fn read() -> Self {
        let words = told(PLACE).unwrap();
        let (keys, url) = words.split_once('\n').unwrap();
        Self { keys: keys.into(), url: url.to_owned() }
    }

    async fn open(&self) -> (Arc<dyn Store>, KeyRing) {
        let url = if self.url.starts_with("postgres") {
            StoreUrl::Postgres(self.url.clone())
        } else {
            StoreUrl::Sqlite(Path::new(&self.url).to_owned())
        };
        let keys = KeyRing::open_folder(KeyFolder::open(&self.keys).unwrap(), Arc::new(OsChance)).unwrap();
        (wiring::store(&url, false).await.unwrap(), keys)
    }
}

/// The program, until it is killed by the test that started it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run and killed by the tests above, in a process of its own"]
async fn serves_until_it_is_killed() {
    let (store, keys) = Place::read().open().await;
    let limits = (SessionLimits::default(), desk::search::PER_DAY);
    let office = wiring::office(store, keys, Arc::new(TestClock::new()), limits).await.unwrap();
    let app = App::new(office, "Karlshamns kommun".to_owned(), Vec::new());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("\nlistens on {}", listener.local_addr().unwrap());
    let pages = application(&app, Hosts::Loopback, false);
    let listener = web::serve::prompt(listener);
    web::serve::serve(listener, pages, Limits::default(), std::future::pending()).await.unwrap();
}

/// Starts it, and waits until it listens.
fn started(place: &Place) -> (Child, SocketAddr) {
    let mut program = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", INSIDE, "--ignored", "--nocapture", "--test-threads=1"])
        .env(PLACE, place.words())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let mut said =
        lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("listens on ").map(str::to_owned));
    let address = said.next().expect("the program starts again").parse().unwrap();
    (program, address)
}

/// What the clients were answered before the kill.
#[derive(Default)]
struct Answered {
    shown: usize,
    taken: Vec<Id<Concern>>,
}

/// Asks until the program hangs up.
async fn reads(address: SocketAddr, request: String) -> Answered {
    let mut answered = Answered::default();
    let Ok(mut wire) = Wire::connect(address).await else { return answered };
    while let Ok(status) = wire.ask(&request).await {
        assert_eq!(status, 200);
        answered.shown += 1;
    }
    answered
}

async fn hands_in(address: SocketAddr, cookie: String, form: String) -> Answered {
    let mut answered = Answered::default();
    let Ok(mut wire) = Wire::connect(address).await else { return answered };
    loop {
        let number = access::hex((&OsChance as &dyn access::Chance).bytes::<16>());
        let Ok(status) = wire.ask(&wire::post("/oro", &cookie, &format!("{form}{number}"))).await else {
            return answered;
        };
        assert_eq!(status, 303);
        let receipt = wire.header("location").unwrap().trim_start_matches("/oro/").to_owned();
        answered.taken.push(receipt.split('/').next().unwrap().parse().unwrap());
    }
}

/// Who asks, with what.
struct Visitors {
    page: String,
    cookie: String,
    form: String,
}

impl Visitors {
    /// A world with everybody in it and two who have signed in; then everything is closed.
    fn moved_in(engine: Engine) -> (Arc<tempfile::TempDir>, Place, Self) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let world = World::new(engine).await;
            let (_, concern) = world.reported(Some(ELIAS), "M").await;
            let (sara, karin) = (world.browser("sara").await, world.browser("karin").await);
            let token = &karin.token;
            let visitors = Self {
                page: wire::get(&format!("/inkomna/{concern}"), &sara.cookie()),
                form: format!("token={token}&harm=yes&name=Barn&observed=Sett&guardians=no&form="),
                cookie: karin.cookie(),
            };
            let place = Place { keys: world.folder.path().join("keys"), url: world.url.clone() };
            (Arc::clone(&world.folder), place, visitors)
        })
    }

    /// All of them at once, until the program is killed.
    async fn ask(&self, address: SocketAddr, mut program: Child, after: Duration) -> Answered {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..EACH {
            tasks.spawn(reads(address, self.page.clone()));
            tasks.spawn(hands_in(address, self.cookie.clone(), self.form.clone()));
        }
        tokio::time::sleep(after).await;
        program.kill().unwrap();
        program.wait().unwrap();
        let mut all = Answered::default();
        for one in tasks.join_all().await {
            all.shown += one.shown;
            all.taken.extend(one.taken);
        }
        all
    }
}

fn survives(engine: Engine) {
    let (folder, place, visitors) = Visitors::moved_in(engine);
    let crashes = told("FYRKLOVER_CRASHES").and_then(|often| often.parse().ok()).unwrap_or(CRASHES);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut all = Answered::default();
    for crash in 0..crashes {
        let (program, address) = started(&place);
        // Somewhere between the first answers and the middle of the work, elsewhere each time.
        let after = Duration::from_millis(40 + u64::from(crash) * 97 % 400);
        runtime.block_on(async {
            let before = size(&place).await;
            let answered = visitors.ask(address, program, after).await;
            looked_at(&place, before, &answered).await;
            all.shown += answered.shown;
            all.taken.extend(answered.taken);
        });
    }
    println!("{crashes} crashes, {} pages shown, {} concerns taken, none lost", all.shown, all.taken.len());
    assert!(all.shown > 0 && !all.taken.is_empty(), "somebody was answered");
    drop(folder);
}

async fn size(place: &Place) -> u64 {
    let (store, _) = place.open().await;
    store.read().await.unwrap().head().await.unwrap().unwrap().size
}

/// The database and the log after a crash, against what the clients know.
async fn looked_at(place: &Place, before: u64, answered: &Answered) {
    let (store, keys) = place.open().await;
    if !place.url.starts_with("postgres") {
        let mut db = SqliteConnection::connect(&format!("sqlite:{}", place.url)).await.unwrap();
        let whole: String = sqlx::query("PRAGMA integrity_check").fetch_one(&mut db).await.unwrap().get(0);
        assert_eq!(whole, "ok");
    }
    let mut tx = store.read().await.unwrap();
    let found = audit::verify(&mut *tx, &keys, None).await.unwrap();
    assert_eq!(found.faults(), Vec::<String>::new());
    let (mut shown, mut next) = (0, before);
    loop {
        let rows = tx.log_from(next, 1000).await.unwrap();
        let Some(last) = rows.last() else { break };
        next = last.index + 1;
        for row in &rows {
            if let ledger::Detail::Opened(entry, _) = keys.verify_row(row).unwrap() {
                shown += usize::from(entry.action == "concern.show");
            }
        }
    }
    assert!(answered.shown <= shown, "{} pages were shown, {shown} are on record", answered.shown);
    assert!(shown <= answered.shown + EACH, "and no more than were being asked for");
    for id in &answered.taken {
        let own = tx.concern(*id).await.unwrap().expect("what was acknowledged is there");
        assert!(tx.disclosure(own.cover().disclosure).await.unwrap().is_some());
    }
}
