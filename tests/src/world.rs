//! One world: an installation on one engine with the demo's cast moved in, an office and the pages.

use std::{net::SocketAddr, sync::Arc};

use access::{Gate, KeyRing, OsChance, folder::KeyFolder};
use desk::{
    Badge, Clock as _, Desk, Office, handover::NewConcern, office::Shared, ports::Store,
    sessions::SessionLimits, setup::Setup,
};
use domain::{
    Id, LegalDay,
    concern::{Concern, GuardiansKnow},
    person::Identity,
    personal_number::PersonalNumber,
};
use fyrklover::{demo::cast, wiring};
use tempfile::TempDir;
use web::{App, application, shield::Hosts};

use crate::{Browser, Engine, TestClock};

/// The numbers of the young people, from the Tax Agency's published series.
pub const ELIAS: &str = "20120126-2399";
/// Alva's number.
pub const ALVA: &str = "20140104-2385";
/// Noor's number.
pub const NOOR: &str = "20110201-2380";

/// A world.
pub struct World {
    /// The office.
    pub office: Office,
    /// For setting up more.
    pub setup: Setup,
    /// The store.
    pub store: Arc<dyn Store>,
    /// The keys.
    pub keys: KeyRing,
    /// The clock.
    pub clock: Arc<TestClock>,
    /// The pages.
    pub pages: axum::Router,
    /// The database's address.
    pub url: String,
    /// The engine.
    pub engine: Engine,
    /// Where keys and database lie.
    pub folder: Arc<TempDir>,
}

/// What a world stands on.
pub struct Ground {
    /// The engine.
    pub engine: Engine,
    /// The clock.
    pub clock: TestClock,
    /// Where keys and database will lie; a folder of its own where none is said.
    pub folder: Option<TempDir>,
    /// By which way the office reaches the server, where it is not the straight one.
    pub line: Option<SocketAddr>,
}

impl From<Engine> for Ground {
    fn from(engine: Engine) -> Self {
        Self { engine, clock: TestClock::new(), folder: None, line: None }
    }
}

#[expect(clippy::expect_used, reason = "a world that cannot be made fails its test")]
impl World {
    /// A world with the cast moved in and nothing else.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn new(engine: Engine) -> Self {
        Self::with_store(engine, |store| store).await
    }

    /// A world that stands on a legal day of its own, as the demo's older one does.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn standing_on(engine: Engine, day: LegalDay) -> Self {
        Self::made(Ground { clock: TestClock::standing_on(day), ..engine.into() }, |store| store).await
    }

    /// A world whose office sees the store through something else: a store that fails when it is told to.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn with_store(engine: Engine, seen: impl FnOnce(Arc<dyn Store>) -> Arc<dyn Store>) -> Self {
        Self::made(engine.into(), seen).await
    }

    /// A world on a ground that is not the usual one.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn made(ground: Ground, seen: impl FnOnce(Arc<dyn Store>) -> Arc<dyn Store>) -> Self {
        let Ground { engine, clock, folder, line } = ground;
        let folder = Arc::new(folder.unwrap_or_else(|| tempfile::tempdir().expect("a folder")));
        let database = engine.database(folder.path(), line).await;
        let made = KeyFolder::create(&folder.path().join("keys"), "fyrklover/test", &OsChance)
            .expect("a key folder");
        let keys = KeyRing::open_folder(made, Arc::new(OsChance)).expect("keys");
        let clock = Arc::new(clock);
        let store = seen(Arc::clone(&database.store));
        let setup = Setup::new(Arc::clone(&database.store), keys.clone(), clock.clone());
        setup.installation(None).await.expect("an installation");
        cast::move_in(&setup, clock.today()).await.expect("the cast moves in");
        let shared = Shared {
            store: Arc::clone(&store),
            gate: Gate::new().expect("the policies are right"),
            keys: keys.clone(),
            law: wiring::law().expect("the law is right"),
            promises: wiring::promises().expect("the promises are right"),
            clock: clock.clone(),
            sessions: SessionLimits::default(),
            searches: desk::search::PER_DAY,
            visits: desk::commons::PER_HOUR,
        };
        let office = Office::open(shared).await.expect("the office opens");
        let app = App::new(office.clone(), "Karlshamns kommun".to_owned(), cast::buttons());
        let pages = application(&app, Hosts::Loopback, false);
        Self { office, setup, store, keys, clock, pages, url: database.url, engine, folder }
    }

    /// The desk of somebody of the cast, under the duty at intake or the first one.
    ///
    /// # Panics
    /// When there is nobody of that name.
    pub async fn desk(&self, username: &str) -> Desk {
        let badge = self.badge(username).await;
        let occasion = self.office.occasion("test", "test".to_owned());
        Desk::open(self.office.clone(), badge, occasion).await.expect("a desk")
    }

    /// The badge of somebody of the cast.
    ///
    /// # Panics
    /// When there is nobody of that name.
    pub async fn badge(&self, username: &str) -> Badge {
        let account =
            self.office.account_named(username).await.expect("the store").expect("somebody of the cast");
        let duty = self.office.duty_at_intake_or_first(account).await.expect("the store");
        Badge { account, duty, second_factor: true }
    }

    /// A browser in which somebody of the cast has signed in the real way, at intake where they work there.
    ///
    /// # Panics
    /// When they are not let in.
    pub async fn browser(&self, username: &str) -> Browser {
        let mut browser = Browser::new(self.pages.clone());
        browser.sign_in(self, username).await;
        browser
    }

    /// A concern about a child of that number, as Karin writes it. `marker` is in every personal field.
    pub fn concern(&self, number: Option<&str>, marker: &str) -> NewConcern {
        let today = self.clock.today().date();
        let number = number.and_then(|number| PersonalNumber::parse(number, today).ok());
        NewConcern {
            form: self.office.new_form_number(),
            about: Identity { name: format!("Barn {marker}"), number },
            observed: format!("Har själv sett {marker}"),
            hearsay: Some(format!("Andra säger {marker}")),
            judgement: Some(format!("Bedömer {marker}")),
            guardians: GuardiansKnow::Yes,
            protected: false,
            feedback: false,
            danger: false,
        }
    }

    /// Karin hands a concern in. Returns her own report's id and the received one's.
    ///
    /// # Panics
    /// When it is not taken.
    pub async fn reported(&self, number: Option<&str>, marker: &str) -> (Id<Concern>, Id<Concern>) {
        use desk::{concerns::Received, ports::Page};
        // The newest is the last in the queue, so no two may be of the same instant.
        self.clock.advance(time::Duration::seconds(1));
        let own = self.desk("karin").await.send(self.concern(number, marker)).await.expect("it is taken");
        let sara = self.desk("sara").await;
        let question = Received { decided: false, page: Page { limit: 1000, after: None } };
        let queue = sara.show(question).await.expect("the queue");
        let received = queue.rows.last().expect("it is in the queue").cover().id;
        (own, received)
    }

    /// How many entries the log has.
    ///
    /// # Panics
    /// When the store fails.
    pub async fn entries(&self) -> u64 {
        let mut tx = self.store.read().await.expect("the store");
        tx.head().await.expect("the store").map_or(0, |head| head.size)
    }
}
