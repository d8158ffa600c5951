//! The writer through a store that fails where it is told to: what cannot be recorded is not shown, what was
//! acknowledged is there, what was taken away meanwhile is not given, and it heals without a restart.
//!
//! Faults that are made in the database itself stand in `writer.rs`.

mod failing;
mod breakage;
mod readers;
mod closed;
mod storm;
mod taken;
mod start;
mod epochs;
mod entrance;
mod full;

use desk::audit;
use failing::Faults;
use tests::{Engine, World};

/// Runs one test on both engines, in a world whose office sees the store through faults.
macro_rules! with_faults {
    ($name:ident, $test:expr) => {
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                $crate::faults::on(tests::Engine::Sqlite, $test).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                $crate::faults::on(tests::Engine::Postgres, $test).await;
            }
        }
    };
}
pub(crate) use with_faults;

async fn on<F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(World, Faults) -> F) {
    let faults = Faults::default();
    let world = World::with_store(engine, |store| faults.around(store)).await;
    let keep = (world.folder.clone(), world.store.clone(), world.office.clone());
    test(world, faults).await;
    drop(keep);
}

/// The log is unaltered, from its first entry to its last.
async fn verified(world: &World) {
    let mut tx = world.store.read().await.unwrap();
    let found = audit::verify(&mut *tx, &world.keys).await.unwrap();
    assert_eq!(found.faults(), Vec::<String>::new());
}
