//! The head of the log: read from the database at the beginning of every batch, so that a failed or doubtful
//! commit leaves nothing stale behind; and checked against the file of checkpoints when the program starts.

use access::{KeyRing, logbook::LogRow};
use domain::Timestamp;
use ledger::{ActionClass, Checkpoint, Origin, Tree};

use crate::{
    Fault,
    ports::{Head, Reads, StoreFault},
};

/// Why the program does not start on this database.
#[derive(Debug, thiserror::Error)]
pub enum StartFault {
    /// The database is older than the log's last known checkpoint: somebody put an old copy in its place.
    #[error(
        "the database is older than the last checkpoint: it holds {size} entries, the checkpoint {known}"
    )]
    Older {
        /// Entries in the database.
        size: u64,
        /// Entries at the last checkpoint.
        known: u64,
    },
    /// The log is as long as at its last checkpoint, and another.
    #[error("the log of the database is not the one that the last checkpoint was signed for")]
    Another,
    /// The file of checkpoints was changed.
    #[error("the file of checkpoints does not read: {0}")]
    Checkpoints(String),
    /// The key folder is a copy: what was written since it was made is not in it.
    #[error(
        "the key folder is a copy of {0}, and nobody works with a copy; `fyrklover restore` makes it the folder again"
    )]
    CopiedKeys(String),
    /// The key that seals the current month of the log is lost, with entries under it.
    #[error(
        "the key of the log's month {0} is missing, and the database has entries under it: it is in a later copy of the key folder"
    )]
    MonthWithoutKey(String),
    /// The database belongs to another installation than the key folder.
    #[error("the database belongs to another installation than the key folder")]
    OtherInstallation,
    /// It could not be looked at.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The log's right edge while a batch is built on it.
pub(crate) struct Edge {
    pub(crate) tree: Tree,
    pub(crate) last_change: u64,
    pub(crate) at: Timestamp,
    /// The name under which it goes on: that of the head, so that a log that was succeeded keeps its own.
    pub(crate) name: Option<Origin>,
}

impl Edge {
    /// Reads it, and believes what this program wrote last or what is signed: a head that says anything else was put
    /// there by somebody, or is older than what was already answered.
    pub(crate) async fn read(
        tx: &mut (dyn Reads + '_),
        keys: &KeyRing,
        last: Option<&Checkpoint>,
    ) -> Result<Self, Fault> {
        let damaged = StoreFault::Damaged { table: "ledger_head", column: "tree" };
        match tx.head().await? {
            None if last.is_some() => Err(damaged.into()),
            None => Ok(Self { tree: Tree::new(), last_change: 0, at: Timestamp::from_micros(0), name: None }),
            Some(head) => {
                let tree =
                    Tree::from_bytes(&head.tree).ok().filter(|tree| is_of(tree, &head)).ok_or(damaged)?;
                believed(&head, keys, last)?;
                let name = name_of(&head);
                Ok(Self { tree, last_change: head.last_change, at: head.at, name })
            }
        }
    }

    /// What the log says of itself now, under its own name.
    pub(crate) fn checkpoint(&self, keys: &KeyRing) -> Result<Checkpoint, Fault> {
        let origin = match &self.name {
            Some(name) => name.clone(),
            None => keys.log_signing_key()?.origin().clone(),
        };
        Ok(Checkpoint::new(origin, self.tree.head()))
    }

    /// Extends the log by an entry.
    pub(crate) fn enter(&mut self, row: &LogRow) {
        self.tree.push(row.leaf.hash());
        self.at = row.at;
        if ActionClass::from_code(row.class).is_some_and(ActionClass::moves_authority) {
            self.last_change = row.index + 1;
        }
    }

    pub(crate) fn sign(&self, keys: &KeyRing) -> Result<Head, Fault> {
        let mut key = keys.log_signing_key()?;
        if let Some(name) = &self.name {
            let damaged = StoreFault::Damaged { table: "ledger_head", column: "note" };
            key = key.for_log(name).ok_or(damaged)?;
        }
        let root = self.tree.root();
        let checkpoint = Checkpoint { origin: key.origin().clone(), size: self.tree.size(), root };
        let note = key.sign(&checkpoint);
        let tree = self.tree.to_bytes();
        Ok(Head { size: self.tree.size(), last_change: self.last_change, at: self.at, root, tree, note })
    }
}

fn is_of(tree: &Tree, head: &Head) -> bool {
    tree.size() == head.size && tree.root() == head.root
}

/// Whether a head is the last one, or a later one of the same log that was signed: another node may have written, and a
/// commit in doubt may have happened.
fn believed(head: &Head, keys: &KeyRing, last: Option<&Checkpoint>) -> Result<(), Fault> {
    let says = ledger::Head { size: head.size, root: head.root };
    if last.is_some_and(|last| last.head() == says && name_of(head).as_ref() == Some(&last.origin)) {
        return Ok(());
    }
    let key = keys.log_signing_key()?;
    let signed = ledger::open_in_line(&head.note, key.verifying_key()).ok();
    let signed = signed.filter(|signed| signed.head() == says);
    let is_later =
        |signed: &Checkpoint| last.is_none_or(|last| last.origin == signed.origin && last.size < signed.size);
    match signed.filter(is_later) {
        Some(_) => Ok(()),
        None => Err(StoreFault::Damaged { table: "ledger_head", column: "note" }.into()),
    }
}

/// Looks whether the database is the one that the key folder knows, and not an older copy of it.
///
/// # Errors
/// [`StartFault`]: the program then does not start.
pub(crate) async fn check_at_start(tx: &mut (dyn Reads + '_), keys: &KeyRing) -> Result<(), StartFault> {
    let installation = tx.installation().await.map_err(Fault::from)?;
    if installation.is_none_or(|found| found.id != keys.installation()) {
        return Err(StartFault::OtherInstallation);
    }
    if let Some(day) = keys.folder().copied().map_err(Fault::from)? {
        return Err(StartFault::CopiedKeys(day));
    }
    let newest = newest_checkpoint(keys)?;
    let head = tx.head().await.map_err(Fault::from)?;
    let size = head.as_ref().map_or(0, |head| head.size);
    match newest {
        Some(known) if known.size > size => Err(StartFault::Older { size, known: known.size }),
        Some(known) if head.is_some_and(|head| is_another(&head, &known)) => Err(StartFault::Another),
        _ => Ok(()),
    }
}

/// A log under another name, or of the same size with another root.
fn is_another(head: &Head, known: &Checkpoint) -> bool {
    name_of(head).is_none_or(|name| name != known.origin)
        || (head.size == known.size && head.root != known.root)
}

fn name_of(head: &Head) -> Option<Origin> {
    head.note.lines().next().and_then(|name| Origin::new(name).ok())
}

/// The last whole note of the file of checkpoints. A note that was torn by a crash is cut off: nothing is lost
/// with it, because a note is appended after its commit.
pub(crate) fn newest_checkpoint(keys: &KeyRing) -> Result<Option<Checkpoint>, StartFault> {
    let unreadable = |fault: ledger::FileError| StartFault::Checkpoints(fault.to_string());
    let end = keys.folder().end_of_checkpoints().map_err(Fault::from)?;
    let key = keys.log_signing_key().map_err(Fault::from)?;
    let newest = ledger::newest(&end, key.verifying_key()).map_err(unreadable)?;
    if !ends_whole(&end) {
        let text = keys.folder().checkpoints().map_err(Fault::from)?;
        let file = ledger::read_file(&text, key.verifying_key()).map_err(unreadable)?;
        if let Some(at) = file.torn_at {
            keys.folder().cut_checkpoints(at as u64).map_err(Fault::from)?;
        }
    }
    Ok(newest)
}

/// Whether the last note has its end, the line of its signature. One that was torn between two lines has not.
fn ends_whole(text: &[u8]) -> bool {
    let Some(lines) = text.strip_suffix(b"\n") else { return text.is_empty() };
    lines.rsplit(|byte| *byte == b'\n').next().is_some_and(|last| last.starts_with("— ".as_bytes()))
}
