//! The world that the tests walk through: the demo's cast at work, on either engine, with a clock that can be set.
//!
//! Everything goes the honest way, through the real policies, desk, writer and pages. What tests need beside it is
//! here and nowhere in the product.

pub mod clock;
pub mod engine;
pub mod line;
pub mod wire;
pub mod world;
pub mod browser;
pub mod scene;
pub mod meetings;
pub mod outside;
pub mod calls;
pub mod parsers;
pub mod slow;
pub mod commons;
pub mod pictures;

pub use browser::{Browser, Seen};
pub use clock::TestClock;
pub use engine::Engine;
pub use world::{Ground, World};

/// How often something is asked: a number that the environment sets (`scripts/proof` does), or the gate's.
///
/// # Panics
/// When what is set is no number.
#[expect(clippy::disallowed_methods, reason = "how often the tests ask is a setting of theirs")]
#[expect(clippy::expect_used, reason = "a number that was mistyped must not ask for less")]
pub fn asked_for(setting: &str, otherwise: usize) -> usize {
    std::env::var(setting).map_or(otherwise, |number| number.parse().expect("a number"))
}

/// Runs one async test on both engines: `both_engines!(name, |world| async move { … })`.
#[macro_export]
macro_rules! both_engines {
    ($name:ident, $test:expr) => {
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                $crate::on($crate::Engine::Sqlite, $test).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                $crate::on($crate::Engine::Postgres, $test).await;
            }
        }
    };
}

/// Makes a world, walks through it, and keeps folder, store and office until the end: a test's closure may take
/// only some fields of its world along.
pub async fn on<F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(World) -> F) {
    let world = World::new(engine).await;
    let keep = (world.folder.clone(), world.store.clone(), world.office.clone());
    test(world).await;
    drop(keep);
}
