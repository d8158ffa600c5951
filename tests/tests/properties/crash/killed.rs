//! The process is killed. `FYRKLOVER_CRASHES` says how often on each engine; the gate asks for a tenth of what
//! `docs/proof.md` reports.

use std::time::Duration;

use tests::Engine;

use super::{
    clients::{Answered, Visitors},
    place::{looked_at, size, started},
};

/// How often, where nobody says.
const CRASHES: usize = 10;

#[test]
fn what_was_answered_before_the_kill_is_on_record_on_sqlite() {
    survives(Engine::Sqlite);
}

#[test]
fn what_was_answered_before_the_kill_is_on_record_on_postgres() {
    survives(Engine::Postgres);
}

/// Somewhere between the first answers and the middle of the work, elsewhere each time.
pub(super) fn moment(round: usize) -> Duration {
    Duration::from_millis(u64::try_from(40 + round * 97 % 400).unwrap())
}

fn survives(engine: Engine) {
    let (folder, place, visitors) = Visitors::moved_in(engine.into());
    let crashes = tests::asked_for("FYRKLOVER_CRASHES", CRASHES);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut all = Answered::default();
    for crash in 0..crashes {
        let (mut program, address) = started(&place);
        runtime.block_on(async {
            let before = size(&place).await;
            let kill = |_: &_| {
                program.kill().unwrap();
                program.wait().unwrap();
            };
            let answered = visitors.ask(address, moment(crash), kill).await;
            looked_at(&place, before, &answered).await;
            all.add(answered);
        });
    }
    println!("{crashes} crashes, {} pages shown, {} concerns taken, none lost", all.shown, all.taken.len());
    assert!(all.shown > 0 && !all.taken.is_empty(), "somebody was answered");
    drop(folder);
}
