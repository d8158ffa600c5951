//! The power is cut: database and key folder lie on a file system of their own that from one moment on writes nothing
//! more, as a disk without power (the shutdown that ext4 has for its tests, without a flush of its journal). Then the
//! program is killed, the file system mounted again, which replays its journal, and everything looked at.
//!
//! A kill alone would prove less: what was never synced survives it in the system's memory. `FYRKLOVER_POWER_CUTS` says
//! how often; `scripts/proof` runs it, because it needs root and a loop device.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
};

use tests::{Engine, Ground};

use super::{
    clients::{Answered, Visitors},
    killed::moment,
    place::{looked_at, size, started},
};
use crate::disk::Disk;

/// How often, where nobody says.
const CUTS: usize = 10;
/// `FS_IOC_SHUTDOWN` without a flush of the journal. The call is unsafe to Rust, so Python makes it; the file system is
/// open beforehand, so that only the call itself stands between the word and the cut.
const CUT: &str = "
import fcntl, os, sys
disk = os.open(sys.argv[1], os.O_RDONLY)
print('ready', flush=True)
sys.stdin.readline()
fcntl.ioctl(disk, 0x8004587d, (2).to_bytes(4, sys.byteorder))
print('cut', flush=True)
";

/// Whoever will cut the power.
struct Switch {
    hand: Child,
    said: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Switch {
    fn of(disk: &Disk) -> Self {
        let mut hand = Command::new("python3")
            .args(["-c", CUT])
            .arg(disk.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(hand.stdout.take().unwrap()).lines();
        let mut switch = Self { hand, said };
        switch.hears("ready");
        switch
    }

    fn hears(&mut self, word: &str) {
        assert_eq!(self.said.next().unwrap().unwrap(), word);
    }

    /// Nothing that arrives from now on counts; then the power goes.
    fn cut(mut self, ending: &AtomicBool) {
        ending.store(true, Ordering::SeqCst);
        self.hand.stdin.take().unwrap().write_all(b"\n").unwrap();
        self.hears("cut");
        assert!(self.hand.wait().unwrap().success());
    }
}

/// Ends the program, should the test fail before it does.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
#[ignore = "needs root and a loop device; scripts/proof runs it"]
fn what_was_answered_before_the_power_cut_is_on_record() {
    let disk = Disk::of(512);
    let folder = tempfile::tempdir_in(disk.path()).unwrap();
    let ground = Ground { folder: Some(folder), ..Engine::Sqlite.into() };
    let (folder, place, visitors) = Visitors::moved_in(ground);
    let cuts = tests::asked_for("FYRKLOVER_POWER_CUTS", CUTS);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut all = Answered::default();
    for cut in 0..cuts {
        let (program, address) = started(&place);
        let program = Ended(program);
        let switch = Switch::of(&disk);
        let (before, answered) = runtime.block_on(async {
            let before = size(&place).await;
            let end = |ending: &_| {
                switch.cut(ending);
                drop(program);
            };
            (before, visitors.ask(address, moment(cut), end).await)
        });
        disk.unmount();
        disk.mount();
        runtime.block_on(looked_at(&place, before, &answered));
        all.add(answered);
    }
    println!("{cuts} power cuts, {} pages shown, {} concerns taken, none lost", all.shown, all.taken.len());
    assert!(all.shown > 0 && !all.taken.is_empty(), "somebody was answered");
    drop(folder);
}
