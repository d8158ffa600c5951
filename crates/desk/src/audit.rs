//! Whether the log is unaltered: the offline verification of everything, and the running one that goes on from
//! where the last look found the log clean.

use std::sync::Arc;

use access::KeyRing;
use domain::Timestamp;
use ledger::{Checkpoint, LeafRow, Report, StoredHead, Succession, TILE, Tree, Verified, Verifier};
use tokio::sync::Mutex;

use crate::{
    Fault,
    office::Shared,
    ports::{Reads, StoreFault},
};

/// So many rows are read at once.
const STRIDE: u32 = 1024;

/// What the last look found.
#[derive(Debug, Clone)]
pub struct Standing {
    /// How many entries were checked in all.
    pub entries: u64,
    /// The faults, in words; none when the log is unaltered.
    pub faults: Vec<String>,
    /// Where the log went on after a restore, and what was lost.
    pub successions: Vec<Succession>,
    /// When everything was last checked from the beginning.
    pub full: Timestamp,
    /// When this look was.
    pub at: Timestamp,
}

/// Looks whether the log is unaltered.
pub struct Audit {
    shared: Arc<Shared>,
    clean: Mutex<Option<(Verified, Timestamp)>>,
}

impl Audit {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared, clean: Mutex::default() }
    }

    /// Checks what came since the last clean look; everything when there was none.
    ///
    /// # Errors
    /// [`Fault`] when the log cannot be read at all.
    pub async fn look(&self) -> Result<Standing, Fault> {
        let mut clean = self.clean.lock().await;
        let now = self.shared.clock.now();
        let mut tx = self.shared.store.read().await?;
        let begin = clean.as_ref().map(|(upto, _)| upto.clone());
        let found = verify(&mut *tx, &self.shared.keys, begin).await?;
        let full = clean.as_ref().map_or(now, |(_, full)| *full);
        *clean =
            found.report.verified.clone().filter(|_| found.checkpoints.is_none()).map(|upto| (upto, full));
        let (entries, faults) = (found.report.entries, found.faults());
        Ok(Standing { entries, faults, successions: found.report.successions, full, at: now })
    }

    /// Checks everything from the beginning.
    ///
    /// # Errors
    /// [`Fault`] when the log cannot be read at all.
    pub async fn look_at_all(&self) -> Result<Standing, Fault> {
        *self.clean.lock().await = None;
        self.look().await
    }
}

/// What a verification found.
pub struct Found {
    /// About the database.
    pub report: Report,
    /// What is wrong with the file of checkpoints, if it does not read.
    pub checkpoints: Option<String>,
}

impl Found {
    /// Everything that is wrong, in words.
    pub fn faults(&self) -> Vec<String> {
        let in_log = self.report.faults.iter().map(ToString::to_string);
        in_log.chain(self.checkpoints.clone()).collect()
    }
}

/// Verifies the log of a store against its keys and its file of checkpoints.
///
/// # Errors
/// [`Fault`] when it cannot be read at all; whatever is wrong with it is in what was found.
pub async fn verify(
    tx: &mut (dyn Reads + '_),
    keys: &KeyRing,
    from: Option<Verified>,
) -> Result<Found, Fault> {
    verify_against(tx, keys, from, &keys.folder().checkpoints()?).await
}

/// The same against what was signed until some moment, as the file of checkpoints has it.
pub(crate) async fn verify_against(
    tx: &mut (dyn Reads + '_),
    keys: &KeyRing,
    from: Option<Verified>,
    signed: &[u8],
) -> Result<Found, Fault> {
    let (known, unreadable) = match ledger::read_file(signed, keys.log_signing_key()?.verifying_key()) {
        Ok(file) => (file.checkpoints, None),
        Err(fault) => (Vec::new(), Some(fault.to_string())),
    };
    let report = verify_known(tx, keys, from, known).await?;
    Ok(Found { report, checkpoints: unreadable })
}

/// The same against checkpoints.
pub(crate) async fn verify_known(
    tx: &mut (dyn Reads + '_),
    keys: &KeyRing,
    from: Option<Verified>,
    known: Vec<Checkpoint>,
) -> Result<Report, Fault> {
    let key = keys.log_signing_key()?.verifying_key().clone();
    let origin = key.origin().clone();
    let begin = from.as_ref().map_or(0, |clean| clean.tree.size());
    let mut verifier = match from {
        Some(clean) => Verifier::resume(clean, key, known),
        None => Verifier::new(key, known),
    };
    rows(tx, keys, &mut verifier, begin).await?;
    tiles(tx, &mut verifier, begin / TILE).await?;
    let stored = match tx.head().await? {
        Some(head) => StoredHead { size: head.size, root: head.root, note: head.note },
        None => {
            let nothing = Checkpoint::new(origin, Tree::new().head());
            let note = keys.log_signing_key()?.sign(&nothing);
            StoredHead { size: 0, root: nothing.root, note }
        }
    };
    Ok(verifier.finish(&stored))
}

async fn rows(
    tx: &mut (dyn Reads + '_),
    keys: &KeyRing,
    verifier: &mut Verifier,
    begin: u64,
) -> Result<(), Fault> {
    let mut next = begin;
    loop {
        let rows = tx.log_from(next, STRIDE).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        next = last.index + 1;
        for row in &rows {
            verifier.row(&LeafRow {
                index: row.index,
                leaf: row.leaf,
                at: row.at,
                unit: row.unit.as_simple().to_string(),
                class: row.class,
                detail: keys.verify_row(row)?,
            });
        }
    }
}

async fn tiles(tx: &mut (dyn Reads + '_), verifier: &mut Verifier, begin: u64) -> Result<(), StoreFault> {
    let mut next = begin;
    loop {
        let tiles = tx.tiles_from(next, 64).await?;
        let Some((last, _)) = tiles.last() else { return Ok(()) };
        next = last + 1;
        for (index, bytes) in &tiles {
            verifier.tile(*index, bytes);
        }
    }
}
