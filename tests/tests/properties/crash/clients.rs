//! Sixteen clients, and what they were answered.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use access::OsChance;
use domain::{Id, concern::Concern};
use tests::{
    Ground, World,
    wire::{self, Wire},
    world::ELIAS,
};

use super::place::Place;

/// So many read, and as many hand in.
pub(super) const EACH: usize = 8;

/// What the clients were answered before the end.
#[derive(Default)]
pub(super) struct Answered {
    /// Pages.
    pub(super) shown: usize,
    /// Concerns that were acknowledged.
    pub(super) taken: Vec<Id<Concern>>,
    /// Pages that came so late that they may have come after the end had begun.
    pub(super) uncounted: usize,
}

impl Answered {
    /// Takes what others were answered along.
    pub(super) fn add(&mut self, other: Self) {
        self.shown += other.shown;
        self.taken.extend(other.taken);
        self.uncounted += other.uncounted;
    }
}

/// Whether the end has begun: what arrives from then on is not counted.
pub(super) type Ending = Arc<AtomicBool>;

/// Asks until nobody answers any more.
async fn reads(address: SocketAddr, request: String, ending: Ending) -> Answered {
    let mut answered = Answered::default();
    let Ok(mut wire) = Wire::connect(address).await else { return answered };
    while let Ok(status) = wire.ask(&request).await {
        if ending.load(Ordering::SeqCst) {
            answered.uncounted += usize::from(status == 200);
        } else {
            assert_eq!(status, 200);
            answered.shown += 1;
        }
    }
    answered
}

async fn hands_in(address: SocketAddr, cookie: String, form: String, ending: Ending) -> Answered {
    let mut answered = Answered::default();
    let Ok(mut wire) = Wire::connect(address).await else { return answered };
    loop {
        let number = access::hex((&OsChance as &dyn access::Chance).bytes::<16>());
        let Ok(status) = wire.ask(&wire::post("/oro", &cookie, &format!("{form}{number}"))).await else {
            return answered;
        };
        if ending.load(Ordering::SeqCst) {
            continue;
        }
        assert_eq!(status, 303);
        let receipt = wire.header("location").unwrap().trim_start_matches("/oro/").to_owned();
        answered.taken.push(receipt.split('/').next().unwrap().parse().unwrap());
    }
}

/// Who asks, with what.
pub(super) struct Visitors {
    page: String,
    cookie: String,
    form: String,
}

impl Visitors {
    /// A world with everybody in it and two who have signed in; then everything is closed.
    pub(super) fn moved_in(ground: Ground) -> (Arc<tempfile::TempDir>, Place, Self) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let world = World::made(ground, |store| store).await;
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

    /// All of them at once, until `end` has ended the program: it says when the end begins.
    pub(super) async fn ask(
        &self,
        address: SocketAddr,
        after: Duration,
        end: impl FnOnce(&AtomicBool),
    ) -> Answered {
        let ending = Ending::default();
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..EACH {
            tasks.spawn(reads(address, self.page.clone(), Arc::clone(&ending)));
            tasks.spawn(hands_in(address, self.cookie.clone(), self.form.clone(), Arc::clone(&ending)));
        }
        tokio::time::sleep(after).await;
        end(&ending);
        let mut all = Answered::default();
        tasks.join_all().await.into_iter().for_each(|one| all.add(one));
        all
    }
}
