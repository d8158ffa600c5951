//! A disk that is full, for SQLite: the system refuses every write beyond what the files hold now.
//!
//! The limit (`RLIMIT_FSIZE`) is one of the whole process, so the test runs in a process of its own, which ignores
//! the signal that comes with it. No root, no file system of its own.

use std::process::{Command, Stdio, id};

use axum::http::StatusCode;
use desk::concerns::OneConcern;
use tests::{Engine, World, world::ELIAS};

use super::verified;

#[test]
fn a_full_disk_shows_nothing_loses_nothing_and_heals() {
    let own = std::env::current_exe().unwrap();
    let inside = "faults::full::inside_of_a_process_of_its_own";
    let script = "trap '' XFSZ; exec \"$0\" --exact \"$1\" --ignored --nocapture --test-threads=1";
    let run = Command::new("sh").args(["-c", script]).arg(own).arg(inside).stdin(Stdio::null()).output();
    let run = run.unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
}

/// The largest size of a file that this process may write; `None` for any.
fn limit(bytes: Option<u64>) {
    let soft = bytes.map_or("unlimited".to_owned(), |bytes| bytes.to_string());
    let set = Command::new("prlimit").arg(format!("--pid={}", id())).arg(format!("--fsize={soft}:")).status();
    assert!(set.unwrap().success(), "prlimit (util-linux) sets a limit");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by the test above, in a process of its own"]
async fn inside_of_a_process_of_its_own() {
    let world = World::new(Engine::Sqlite).await;
    let (_, received) = world.reported(Some(ELIAS), "MARKER").await;
    let (mut sara, mut karin) = (world.browser("sara").await, world.browser("karin").await);
    let form =
        [("observed", "TEXT SOM INTE FÅR FÖRSVINNA"), ("guardians", "no"), ("name", "Barn"), ("harm", "yes")];
    let number = karin.submit("/oro/granska", &form).await.hidden("form");
    let mut whole = form.to_vec();
    whole.push(("form", &number));

    // Nothing can grow: not the log of the database, not the file of checkpoints.
    limit(Some(1));
    let before = world.entries().await;
    let page = format!("/inkomna/{received}");
    let mut shown = 0;
    for _ in 0..8 {
        let seen = sara.get(&page).await;
        assert_eq!(seen.body.contains("MARKER"), seen.status == StatusCode::OK);
        shown += u64::from(seen.status == StatusCode::OK);
    }
    assert_eq!(world.entries().await - before, shown, "one entry for each answer");
    assert_eq!(sara.get(&page).await.status, StatusCode::SERVICE_UNAVAILABLE, "the disk is full");
    assert_eq!(sara.get("/halsa").await.status, StatusCode::SERVICE_UNAVAILABLE);
    let kept = karin.submit("/oro", &whole).await;
    assert_eq!(kept.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(kept.body.contains("TEXT SOM INTE FÅR FÖRSVINNA"));

    limit(None);
    assert_eq!(sara.get(&page).await.status, StatusCode::OK, "it heals without a restart");
    assert_eq!(karin.submit("/oro", &whole).await.status, StatusCode::SEE_OTHER);
    assert!(world.desk("sara").await.show(OneConcern(received)).await.is_ok());
    verified(&world).await;
}
