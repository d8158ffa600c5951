//! Very many connections that are slow or half open, twice as many as there are places: everybody who asks properly is
//! answered meanwhile, and each slow one is ended by the server. How long the answers take is printed, not demanded:
//! `scripts/bench slow` measures it.
//!
//! `FYRKLOVER_SLOW` says how many; a thousand meet the limits that the program has when it serves, fewer meet shorter
//! ones.

use std::time::Duration;

use tests::{
    Engine, World,
    slow::{Crowd, p99, proper},
    wire,
    world::ELIAS,
};
use tokio::task::JoinSet;
use web::serve::Limits;

/// How many, where nobody says.
const SLOW: usize = 200;
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_connections_take_nobodys_place_and_are_ended() {
    let slow = tests::asked_for("FYRKLOVER_SLOW", SLOW);
    let (limits, seconds) = if slow < 1000 {
        let (header, request) = (Duration::from_secs(2), Duration::from_secs(3));
        (Limits { header, request, connections: slow / 2, ..Limits::default() }, 2)
    } else {
        (Limits::default(), 15)
    };
    let world = World::new(Engine::Sqlite).await;
    let (_, concern) = world.reported(Some(ELIAS), "M").await;
    let request = wire::get(&format!("/inkomna/{concern}"), &world.browser("sara").await.cookie());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serve = web::serve::serve(
        web::serve::prompt(listener),
        world.pages.clone(),
        limits,
        std::future::pending::<()>(),
    );
    let mut server = JoinSet::new();
    server.spawn(async { serve.await.unwrap() });

    let alone = proper(address, &request, seconds).await;
    let crowd = Crowd::around(address, slow);
    let among = proper(address, &request, seconds).await;
    let ended = crowd.ends().await;
    assert!(ended.iter().all(|times| *times > 0), "each was ended");
    let after = proper(address, &request, 1).await;
    println!(
        "{slow} slow connections, ended {} times; {} requests meanwhile, all answered: p99 {:.1?}, without them {:.1?}",
        ended.iter().sum::<usize>(),
        among.len() + after.len(),
        p99(&among),
        p99(&alone),
    );
}
