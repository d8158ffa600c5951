//! A lawful restore: an older copy of the database is put back, and its log is succeeded by one that says what was lost.
//!
//! Nothing is opened here and nothing is decided. What was taken away after the copy was made stands again as before
//! (a withdrawn consent, an ended duty, a closed account); whoever restores must be told so, and goes through it. Every
//! session ends: one that was signed out since would be open again.

use access::{KeyRing, folder::KeyFolder, logbook::Command};
use domain::Timestamp;
use ledger::{Checkpoint, SUCCESSION, Succession};

use crate::{
    Clock, Fault,
    audit::{self, Found},
    ports::{Reads, Store, Write},
    writer::{Edge, StartFault, newest_checkpoint, record_rows},
};

/// Epochs that a backup may be ahead of a copy of the key folder: copies live no longer than one.
const AHEAD: u32 = 1;

/// Which epochs stand in the database and have no key in the folder, oldest first.
///
/// # Errors
/// [`Fault`] when the store fails.
pub async fn epochs_without_key(store: &dyn Store, keys: &KeyRing) -> Result<Vec<u32>, Fault> {
    let mut tx = store.read().await?;
    let mut missing = Vec::new();
    for epoch in (1..=keys.current_epoch() + AHEAD).filter(|epoch| !keys.has_epoch(*epoch)) {
        if !tx.wrapped_under(epoch, 1).await?.is_empty() {
            missing.push(epoch);
        }
    }
    Ok(missing)
}

/// Takes those keys out of a copy of the folder. The next turn re-wraps what stands in them and destroys them again.
///
/// # Errors
/// [`Fault`] when the copy does not have one of them.
pub fn adopt(keys: &KeyRing, epochs: &[u32], copy: &KeyFolder) -> Result<(), Fault> {
    epochs.iter().try_for_each(|epoch| Ok(keys.adopt_epoch(*epoch, copy)?))
}

/// Verifies a copy of the database against the checkpoints that were signed before it was made.
///
/// # Errors
/// [`Fault`] when it cannot be read at all; whatever is wrong with it is in what was found.
pub async fn verify_copy(store: &dyn Store, keys: &KeyRing, signed: &[u8]) -> Result<Found, Fault> {
    audit::verify_against(&mut *store.read().await?, keys, None, signed).await
}

/// Takes the log up again where the database that was put back has it. `None` when nothing is lost: then it is the same
/// log.
///
/// # Errors
/// [`StartFault`] when the database is another installation's, or its log is not what was signed.
pub async fn succeed(
    store: &dyn Store,
    keys: &KeyRing,
    clock: &dyn Clock,
) -> Result<Option<Succession>, StartFault> {
    let newest = newest_checkpoint(keys)?;
    let is_copy = keys.folder().copied().map_err(Fault::from)?.is_some();
    let mut tx = store.read().await.map_err(Fault::from)?;
    let installation = tx.installation().await.map_err(Fault::from)?;
    if installation.is_none_or(|found| found.id != keys.installation()) {
        return Err(StartFault::OtherInstallation);
    }
    let stands = standing(&mut *tx, keys).await?;
    drop(tx);
    let is_whole =
        newest.as_ref().is_none_or(|known| known.origin == stands.origin && known.size <= stands.size);
    if is_whole && !is_copy {
        return Ok(None);
    }
    let cites = newest.filter(|_| !is_whole).unwrap_or_else(|| stands.clone());
    let succession = Succession { took_over: stands.size, cites };
    begin(store, keys, clock.now(), &succession).await?;
    keys.folder().becomes_the_folder().map_err(Fault::from)?;
    Ok(Some(succession))
}

/// What the database says of its own log, if it is what was signed as far as it goes.
async fn standing(tx: &mut (dyn Reads + '_), keys: &KeyRing) -> Result<Checkpoint, StartFault> {
    let key = keys.log_signing_key().map_err(Fault::from)?;
    let head = tx.head().await.map_err(Fault::from)?;
    let Some(head) = head else {
        return Ok(Checkpoint::new(key.origin().clone(), ledger::Tree::new().head()));
    };
    let stands = ledger::open_in_line(&head.note, key.verifying_key()).map_err(|_| StartFault::Another)?;
    let file = keys.folder().checkpoints().map_err(Fault::from)?;
    let file = ledger::read_file(&file, key.verifying_key())
        .map_err(|fault| StartFault::Checkpoints(fault.to_string()))?;
    // What was signed until then: everything under later names, and everything longer, came afterwards.
    let mut known = file.checkpoints;
    let until = known.iter().rposition(|checkpoint| checkpoint.origin == stands.origin);
    known.truncate(until.map_or(0, |last| last + 1));
    known.retain(|checkpoint| checkpoint.size <= stands.size);
    let found = audit::verify_known(tx, keys, None, known).await?;
    if found.is_clean() { Ok(stands) } else { Err(StartFault::Another) }
}

/// The successor's first entry. All sessions end with it.
async fn begin(
    store: &dyn Store,
    keys: &KeyRing,
    now: Timestamp,
    succession: &Succession,
) -> Result<(), Fault> {
    let mut tx = store.begin().await?;
    let mut edge = Edge::read(&mut *tx).await?;
    let (index, now) = (edge.tree.size(), now.max(edge.at));
    let base = keys.log_signing_key()?;
    edge.name = Some(base.origin().successor(keys.chance().bytes()));
    let all = now.plus(time::Duration::DAY);
    tx.write(Write::SessionsExpired(all, all)).await?;
    let command = Command { action: SUCCESSION, place: None, note: succession.note() };
    let row = keys.write_command(command, index, now)?;
    edge.enter(&row);
    let note = record_rows(keys, &mut *tx, &edge, &[row], index).await?;
    tx.commit().await?;
    // Not the writer's `remember`: a succession that the file does not know is none.
    note.map_or(Ok(()), |note| Ok(keys.folder().append_checkpoint(&note)?))
}
