//! Where everything lies that outlives a crash, the program that is served from there until it ends, and a look at
//! what is left.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
};

use access::{KeyRing, OsChance, folder::KeyFolder};
use desk::{audit, ports::Store};
use fyrklover::{config::StoreUrl, wiring};
use sqlx::{Connection as _, Row as _, SqliteConnection};
use tests::TestClock;
use web::{App, application, serve::Limits, shield::Hosts};

use super::clients::{Answered, EACH};

const INSIDE: &str = "crash::place::serves_until_it_is_killed";
/// How the program is told where its keys and its database lie.
const PLACE: &str = "FYRKLOVER_CRASH_PLACE";

/// What outlives every crash.
pub(super) struct Place {
    /// The folder of the keys.
    pub(super) keys: PathBuf,
    /// The address of the database.
    pub(super) url: String,
}

impl Place {
    fn words(&self) -> String {
        format!("{}\n{}", self.keys.display(), self.url)
    }

    fn read() -> Self {
        #[expect(clippy::disallowed_methods, reason = "how a program of this test is told what to serve")]
        let words = std::env::var(PLACE).unwrap();
        let (keys, url) = words.split_once('\n').unwrap();
        Self { keys: keys.into(), url: url.to_owned() }
    }

    pub(super) async fn open(&self) -> (Arc<dyn Store>, KeyRing) {
        let url = if self.url.starts_with("postgres") {
            StoreUrl::Postgres(self.url.clone())
        } else {
            StoreUrl::Sqlite(Path::new(&self.url).to_owned())
        };
        let keys = KeyRing::open_folder(KeyFolder::open(&self.keys).unwrap(), Arc::new(OsChance)).unwrap();
        (wiring::store(&url, false).await.unwrap(), keys)
    }
}

/// The program, until the test that started it ends it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run and ended by the tests beside, in a process of its own"]
async fn serves_until_it_is_killed() {
    let (store, keys) = Place::read().open().await;
    let limits = fyrklover::wiring::Limits::default();
    let office = wiring::office(store, keys, Arc::new(TestClock::new()), limits).await.unwrap();
    let app = App::new(office, "Karlshamns kommun".to_owned(), Vec::new());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("\nlistens on {}", listener.local_addr().unwrap());
    let pages = application(&app, Hosts::Loopback, false);
    let listener = web::serve::prompt(listener);
    web::serve::serve(listener, pages, Limits::default(), std::future::pending()).await.unwrap();
}

/// Starts it, and waits until it listens.
pub(super) fn started(place: &Place) -> (Child, SocketAddr) {
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

/// How many entries its log has.
pub(super) async fn size(place: &Place) -> u64 {
    let (store, _) = place.open().await;
    store.read().await.unwrap().head().await.unwrap().unwrap().size
}

/// The database and the log after a crash, against what the clients know.
pub(super) async fn looked_at(place: &Place, before: u64, answered: &Answered) {
    let (store, keys) = place.open().await;
    if !place.url.starts_with("postgres") {
        let mut db = SqliteConnection::connect(&format!("sqlite:{}", place.url)).await.unwrap();
        let whole: String = sqlx::query("PRAGMA integrity_check").fetch_one(&mut db).await.unwrap().get(0);
        assert_eq!(whole, "ok");
    }
    let mut tx = store.read().await.unwrap();
    let found = audit::verify(&mut *tx, &keys).await.unwrap();
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
    let most = answered.shown + answered.uncounted + EACH;
    assert!(shown <= most, "and no more than were being asked for");
    for id in &answered.taken {
        let own = tx.concern(*id).await.unwrap().expect("what was acknowledged is there");
        assert!(tx.disclosure(own.cover().disclosure).await.unwrap().is_some());
    }
}
