//! Whether the log is unaltered: the offline verification of everything, and the running one that goes on from
//! where the last look found the log clean.

use std::sync::Arc;

use access::KeyRing;
use domain::Timestamp;
use ledger::{
    Checkpoint, CheckpointFile, LeafRow, Report, StoredHead, Succession, TILE, Tree, Verified, Verifier,
};
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
    clean: Mutex<Option<Clean>>,
}

/// How far everything was found clean, and since when that has been known from the beginning.
#[derive(Clone)]
struct Clean {
    upto: Verified,
    full: Timestamp,
    signed: Signed,
}

/// How far the file of checkpoints was read, and what has to be remembered of it: checking a year of signatures again
/// for every look would take seconds.
#[derive(Clone, Default)]
struct Signed {
    bytes: u64,
    landmarks: Vec<Checkpoint>,
}

impl Audit {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared, clean: Mutex::default() }
    }

    /// Checks what came since the last clean look; everything when there was none, or when something is wrong.
    ///
    /// # Errors
    /// [`Fault`] when the log cannot be read at all.
    pub async fn look(&self) -> Result<Standing, Fault> {
        let mut clean = self.clean.lock().await;
        let now = self.shared.clock.now();
        let mut tx = self.shared.store.read().await?;
        let keys = &self.shared.keys;
        let since = match clean.take() {
            Some(known) => since(&mut *tx, keys, &known).await?.map(|looked| (looked, known.full)),
            None => None,
        };
        let ((found, signed), full) = match since {
            Some(looked) => looked,
            None => (from_the_beginning(&mut *tx, keys).await?, now),
        };
        let upto = found.report.verified.clone().filter(|_| found.checkpoints.is_none());
        *clean = upto.map(|upto| Clean { upto, full, signed });
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

/// What came since, where all of it is in order; else everything has to be looked at to say what is wrong.
async fn since(
    tx: &mut (dyn Reads + '_),
    keys: &KeyRing,
    known: &Clean,
) -> Result<Option<(Found, Signed)>, Fault> {
    let Some(bytes) = keys.folder().checkpoints_from(known.signed.bytes)? else { return Ok(None) };
    let (found, signed) = against(tx, keys, Some(known), &bytes).await?;
    Ok(found.faults().is_empty().then_some((found, signed)))
}

async fn from_the_beginning(tx: &mut (dyn Reads + '_), keys: &KeyRing) -> Result<(Found, Signed), Fault> {
    against(tx, keys, None, &keys.folder().checkpoints()?).await
}

/// Verifies against the bytes of the file of checkpoints that come after what is known.
async fn against(
    tx: &mut (dyn Reads + '_),
    keys: &KeyRing,
    known: Option<&Clean>,
    bytes: &[u8],
) -> Result<(Found, Signed), Fault> {
    let Signed { bytes: before, landmarks } = known.map(|clean| clean.signed.clone()).unwrap_or_default();
    let upto = known.map(|clean| clean.upto.clone());
    let (read, unreadable) = match ledger::read_file(bytes, keys.log_signing_key()?.verifying_key()) {
        Ok(file) => (file, None),
        Err(fault) => (CheckpointFile { checkpoints: Vec::new(), torn_at: Some(0) }, Some(fault.to_string())),
    };
    let whole = read.torn_at.unwrap_or(bytes.len());
    let checkpoints = [landmarks, read.checkpoints].concat();
    let landmarks = ledger::landmarks(&checkpoints);
    let report = verify_known(tx, keys, upto, checkpoints).await?;
    let signed = Signed { bytes: before + u64::try_from(whole).unwrap_or(0), landmarks };
    Ok((Found { report, checkpoints: unreadable }, signed))
}

/// Verifies the log of a store against its keys and its file of checkpoints.
///
/// # Errors
/// [`Fault`] when it cannot be read at all; whatever is wrong with it is in what was found.
pub async fn verify(tx: &mut (dyn Reads + '_), keys: &KeyRing) -> Result<Found, Fault> {
    Ok(from_the_beginning(tx, keys).await?.0)
}

/// The same against what was signed until some moment, as the file of checkpoints had it.
pub(crate) async fn verify_against(
    tx: &mut (dyn Reads + '_),
    keys: &KeyRing,
    signed: &[u8],
) -> Result<Found, Fault> {
    Ok(against(tx, keys, None, signed).await?.0)
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
