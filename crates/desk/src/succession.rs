//! A lawful restore: an older copy of the database is put back, and its log is succeeded by one that says what was lost.
//!
//! Nothing is opened here and nothing is decided. What was taken away after the copy was made stands again as before
//! (a withdrawn consent, an ended duty, a closed account); whoever restores must be told so, and goes through it. Every
//! session ends: one that was signed out since would be open again.

use access::{
    KeyRing,
    folder::{FolderFault, KeyFolder},
    logbook::Command,
};
use domain::{Timestamp, stockholm};
use ledger::{Checkpoint, SUCCESSION, Succession};

use crate::{
    Clock, Fault,
    audit::{self, Found},
    ports::{Reads, Store, Write, Writes},
    writer::{Edge, StartFault, newest_checkpoint, record_rows},
};

/// Epochs that a backup may be ahead of a copy of the key folder that was kept longer than it should: two years.
const AHEAD: u32 = 24;

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
    if copy.installation()?.0 != keys.installation() {
        return Err(FolderFault::OtherInstallation.into());
    }
    epochs.iter().try_for_each(|epoch| Ok(keys.adopt_epoch(*epoch, copy)?))
}

/// Verifies a copy of the database against the checkpoints that were signed before it was made.
///
/// # Errors
/// [`Fault`] when it cannot be read at all; whatever is wrong with it is in what was found.
pub async fn verify_copy(store: &dyn Store, keys: &KeyRing, signed: &[u8]) -> Result<Found, Fault> {
    audit::verify_against(&mut *store.read().await?, keys, signed).await
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
    let stands = standing(&mut *tx, keys, clock.now()).await?;
    drop(tx);
    let is_whole =
        newest.as_ref().is_none_or(|known| known.origin == stands.origin && known.size <= stands.size);
    if is_whole && !is_copy {
        let mut tx = store.begin().await.map_err(Fault::from)?;
        end_sessions(&mut *tx, clock.now()).await?;
        tx.commit().await.map_err(Fault::from)?;
        return Ok(None);
    }
    let nothing = || Checkpoint::new(stands.origin.clone(), ledger::Tree::new().head());
    let succession = Succession { took_over: stands.size, cites: newest.unwrap_or_else(nothing) };
    begin(store, keys, clock.now(), &succession).await?;
    keys.folder().becomes_the_folder().map_err(Fault::from)?;
    Ok(Some(succession))
}

/// What the database says of its own log, if it is what was signed as far as it goes.
async fn standing(
    tx: &mut (dyn Reads + '_),
    keys: &KeyRing,
    now: Timestamp,
) -> Result<Checkpoint, StartFault> {
    let key = keys.log_signing_key().map_err(Fault::from)?;
    let head = tx.head().await.map_err(Fault::from)?;
    let Some(head) = head else {
        return Ok(Checkpoint::new(key.origin().clone(), ledger::Tree::new().head()));
    };
    let stands = ledger::open_in_line(&head.note, key.verifying_key()).map_err(|_| StartFault::Another)?;
    let file = keys.folder().checkpoints().map_err(Fault::from)?;
    let file = ledger::read_file(&file, key.verifying_key())
        .map_err(|fault| StartFault::Checkpoints(fault.to_string()))?;
    // What a successor from here has to agree with. Where another one took over from an earlier entry and went on, this
    // log does not: then it is not the one to go on with.
    let mut known = file.checkpoints;
    known.retain(|checkpoint| checkpoint.size <= stands.size);
    let found = audit::verify_known(tx, keys, None, known).await?;
    let is_sealed_away = |newest: Timestamp| stockholm::month(newest) == stockholm::month(now);
    match found.newest_destroyed {
        _ if !found.is_clean() => Err(StartFault::Another),
        // A new key of the month would stand where the lost one did, and its entries would be taken for altered.
        Some(newest) if is_sealed_away(newest) => Err(StartFault::MonthWithoutKey(stockholm::month(now))),
        _ => Ok(stands),
    }
}

/// The successor's first entry. All sessions end with it.
async fn begin(
    store: &dyn Store,
    keys: &KeyRing,
    now: Timestamp,
    succession: &Succession,
) -> Result<(), Fault> {
    let mut tx = store.begin().await?;
    let mut edge = Edge::read(&mut *tx, keys, None).await?;
    let (index, now) = (edge.tree.size(), now.max(edge.at));
    let base = keys.log_signing_key()?;
    edge.name = Some(base.origin().successor(keys.chance().bytes()));
    end_sessions(&mut *tx, now).await?;
    let command = Command { note: succession.note(), ..Command::new(SUCCESSION, None) };
    let row = keys.write_command(command, index, now)?;
    edge.enter(&row);
    let note = record_rows(keys, &mut *tx, &edge, &[row], index).await?;
    // Not the writer's `remember`: a succession that the file does not know is none, while one that was not committed is
    // cited by the next.
    if let Some(note) = note {
        keys.folder().append_checkpoint(&note)?;
        keys.folder().sync_checkpoints()?;
    }
    Ok(tx.commit().await?)
}

/// One that was signed out since would be open again.
async fn end_sessions(tx: &mut dyn Writes, now: Timestamp) -> Result<(), Fault> {
    let all = now.plus(time::Duration::DAY);
    Ok(tx.write(Write::SessionsExpired(all, all)).await?)
}
