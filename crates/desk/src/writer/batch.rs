//! One batch: from the jobs that queued up to one commit.

use access::{
    KeyRing, Slip, Stamp,
    logbook::{Command, LogRow},
};
use domain::{RuleBroken, Timestamp};
use ledger::{Checkpoint, TILE, Tile};
use std::sync::Arc;
use tokio::sync::oneshot;

use crate::{
    Fault,
    office::{self, Shared},
    ports::{StoreFault, Write, Writes},
    writer::{Applied, Change, Job, head::Edge},
};

/// What is answered once the commit has happened.
pub(super) enum Answer {
    Recorded { slip: Box<Slip>, index: u64, applied: Applied, reply: oneshot::Sender<(Stamp, Applied)> },
    Own { applied: Applied, reply: oneshot::Sender<Applied> },
    Kept { kept: Result<(), RuleBroken>, reply: Option<oneshot::Sender<Result<(), RuleBroken>>> },
}

impl Answer {
    /// For a benchmark that is built to leave the record out, to show what it costs.
    pub(super) fn unrecorded(slip: Slip, reply: oneshot::Sender<(Stamp, Applied)>) -> Self {
        Self::Recorded { slip: Box::new(slip), index: 0, applied: Ok(None), reply }
    }

    /// Answers whoever waits.
    pub(super) fn release(self) {
        // A caller that gave up meanwhile is no fault of ours: what it asked for is on record.
        match self {
            Self::Recorded { slip, index, applied, reply } => {
                let _ = reply.send((Stamp::after_commit(*slip, index), applied));
            }
            Self::Own { applied, reply } => {
                let _ = reply.send(applied);
            }
            Self::Kept { kept, reply } => {
                let _ = reply.map(|reply| reply.send(kept));
            }
        }
    }
}

/// A batch that is durable.
pub(super) struct Committed {
    /// What is answered now.
    pub(super) answers: Vec<Answer>,
    /// The index after the last entry that changed something.
    pub(super) last_change: u64,
    /// What the log says of itself now.
    pub(super) head: Checkpoint,
}

/// Makes the jobs durable together, and returns what can be answered then. On any fault nobody is answered.
pub(super) async fn commit(
    shared: &Shared,
    jobs: Vec<Job>,
    last: Option<&Checkpoint>,
) -> Result<Committed, Fault> {
    let mut tx = shared.store.begin().await?;
    let mut edge = Edge::read(&mut *tx, &shared.keys, last).await?;
    let began_at = edge.tree.size();
    let mut rows = Vec::new();
    let mut answers = Vec::new();
    for job in jobs {
        let answer = match job {
            Job::Upkeep { writes, reply } => {
                let kept = keep(&mut *tx, writes).await?;
                Answer::Kept { kept, reply }
            }
            Job::Own { command, change, reply } => {
                let applied = apply(&mut *tx, change).await?;
                if let Some(command) = owed(command, &applied) {
                    let now = shared.clock.now().max(edge.at);
                    let row = shared.keys.write_command(command, edge.tree.size(), now)?;
                    edge.enter(&row);
                    rows.push(row);
                }
                Answer::Own { applied, reply }
            }
            Job::Record { slip, change, reply } => {
                let now = shared.clock.now().max(edge.at);
                let slip = current(shared, &mut *tx, *slip, edge.last_change, now).await?;
                let applied = applied(&mut *tx, &slip, change).await?;
                let index = enter(shared, &mut edge, &mut rows, &slip, now)?;
                Answer::Recorded { slip: Box::new(slip), index, applied, reply }
            }
        };
        answers.push(answer);
    }
    let note = record_rows(&shared.keys, &mut *tx, &edge, &rows, began_at).await?;
    tx.commit().await?;
    remember(&shared.keys, note.as_deref());
    Ok(Committed { answers, last_change: edge.last_change, head: edge.checkpoint(&shared.keys)? })
}

/// The entry that is owed for what was done where nobody is signed in: none where nothing came of it.
fn owed(command: Command, applied: &Applied) -> Option<Command> {
    matches!(applied, Ok(Some(_))).then_some(command)
}

/// The slip as it stands now: decided again if something changed or a date has passed since.
async fn current(
    shared: &Shared,
    tx: &mut dyn Writes,
    slip: Slip,
    last_change: u64,
    now: Timestamp,
) -> Result<Slip, Fault> {
    if !slip.is_stale(last_change, now) {
        return Ok(slip);
    }
    let known = slip.actor();
    let today = shared.clock.today();
    let fresh = office::known(tx, known.account, Some(known.duty.id), known.second_factor, today).await;
    let actor = match fresh {
        // The account was closed or has lost every duty: then there is nothing that it may still do.
        Err(Fault::NotSignedIn) => {
            let (actor, nothing) = (Arc::clone(known), vec![None; slip.items().len()]);
            return Ok(shared.gate.redecide(slip, actor, nothing));
        }
        other => Arc::new(other?.actor),
    };
    let mut facts = Vec::with_capacity(slip.items().len());
    for item in slip.items() {
        // A unit or a log carries what the asker's own page put there; only records are read again.
        let again = match &item.facts {
            Some(known) if item.record.kind.is_known_to_all() => Some(known.clone()),
            _ => tx.facts(item.record).await?,
        };
        facts.push(again);
    }
    Ok(shared.gate.redecide(slip, actor, facts))
}

/// Upkeep of one caller, in a savepoint of its own.
async fn keep(tx: &mut dyn Writes, writes: Vec<Write>) -> Result<Result<(), RuleBroken>, StoreFault> {
    tx.savepoint().await?;
    for write in writes {
        match tx.write(write).await {
            Ok(()) => {}
            Err(StoreFault::Conflict) => return tx.undo().await.map(|()| Err(RuleBroken::ChangedMeanwhile)),
            Err(fault) => return Err(fault),
        }
    }
    tx.release().await.map(Ok)
}

/// Applies a change that the decision allows.
async fn applied(
    tx: &mut dyn Writes,
    slip: &Slip,
    change: Option<Box<dyn Change>>,
) -> Result<Applied, StoreFault> {
    match change.filter(|_| slip.allows()) {
        Some(change) => apply(tx, change).await,
        None => Ok(Ok(None)),
    }
}

/// Applies a change in a savepoint of its own.
async fn apply(tx: &mut dyn Writes, mut change: Box<dyn Change>) -> Result<Applied, StoreFault> {
    tx.savepoint().await?;
    match change.apply(tx).await {
        Ok(Ok(done)) => tx.release().await.map(|()| Ok(done)),
        Ok(Err(rule)) => tx.undo().await.map(|()| Err(rule)),
        Err(StoreFault::Conflict) => tx.undo().await.map(|()| Err(RuleBroken::ChangedMeanwhile)),
        Err(fault) => Err(fault),
    }
}

/// Numbers, dates, seals and commits to the entry, and extends the tree by it.
fn enter(
    shared: &Shared,
    edge: &mut Edge,
    rows: &mut Vec<LogRow>,
    slip: &Slip,
    now: Timestamp,
) -> Result<u64, Fault> {
    let index = edge.tree.size();
    let row = shared.keys.write_entry(slip, index, now)?;
    edge.enter(&row);
    rows.push(row);
    Ok(index)
}

/// Writes entries, full tiles and the signed head. Returns the head's note; upkeep alone moves no head.
pub(crate) async fn record_rows(
    keys: &KeyRing,
    tx: &mut dyn Writes,
    edge: &Edge,
    rows: &[LogRow],
    began_at: u64,
) -> Result<Option<String>, Fault> {
    if rows.is_empty() {
        return Ok(None);
    }
    tx.append(rows).await?;
    for tile in began_at / TILE..edge.tree.size() / TILE {
        let leaves = tx.log_from(tile * TILE, 256).await?.iter().map(|row| row.leaf.hash()).collect();
        let full =
            Tile::new(leaves).map_err(|_| StoreFault::Damaged { table: "ledger_entry", column: "leaf" })?;
        tx.put_tile(tile, full.to_bytes()).await?;
    }
    let head = edge.sign(keys)?;
    tx.put_head(&head).await?;
    Ok(Some(head.note))
}

/// The head is durable in the database; the file beside the keys remembers it for when somebody puts an old
/// copy in its place. If that fails, the next head carries everything that this one did.
pub(crate) fn remember(keys: &KeyRing, note: Option<&str>) {
    let Some(note) = note else { return };
    if let Err(fault) = keys.folder().append_checkpoint(note) {
        tracing::error!(event = "checkpoint.failed", fault = %fault, "the head was not appended to the file of checkpoints");
    }
}

/// Makes the file of checkpoints durable.
pub(super) fn sync(keys: &KeyRing) {
    if let Err(fault) = keys.folder().sync_checkpoints() {
        tracing::error!(event = "checkpoint.failed", fault = %fault, "the file of checkpoints was not made durable");
    }
}
