//! The writer: the only place where anything becomes durable.
//!
//! It takes what has queued up, begins one transaction, decides again what has become stale, applies the
//! changes (each in a savepoint), appends all entries with one insert, extends the tree, signs the head,
//! commits, and only then releases the stamps. Alone, a request waits for nobody. If anything before the
//! commit fails, nobody gets a stamp: nothing was shown, and the caller says so.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use access::{Slip, Stamp, logbook::Command};
use async_trait::async_trait;
use domain::RuleBroken;
use tokio::sync::{Mutex, mpsc, oneshot};
use uuid::Uuid;

use crate::{
    Fault,
    office::Shared,
    ports::{StoreFault, Write, Writes},
};

mod batch;
mod head;

pub(crate) use batch::{record_rows, remember};
pub use head::StartFault;
pub(crate) use head::{Edge, check_at_start, newest_checkpoint};

/// At most so many jobs share one commit.
const BATCH: usize = 64;
/// So many jobs may wait; more are turned away at once with a clear answer.
const QUEUE: usize = 1024;
/// A request that waits longer than this gives up and says so.
const DEADLINE: std::time::Duration = std::time::Duration::from_secs(4);
/// A batch that takes longer than anybody waits for it is given up, so that a store that hangs does not hold the
/// writer for ever. Whether it was committed is read from the database by the next one.
const STUCK: std::time::Duration = std::time::Duration::from_secs(5);

/// So often the file of checkpoints is made durable. The database is with every commit; the file beside the keys is for
/// when somebody puts an old copy in its place, and a power cut may take the last second of it.
const SYNCED: std::time::Duration = std::time::Duration::from_secs(1);

/// A change, applied by the writer between a decision and its record.
#[async_trait]
pub trait Change: Send {
    /// Applies the change in the writer's transaction. A broken rule of the work undoes it alone.
    ///
    /// # Errors
    /// [`StoreFault`] when the store fails; then the whole batch fails.
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault>;
}

/// What a change came to: the record it made or changed, or the rule that said no.
pub type Applied = Result<Option<Uuid>, RuleBroken>;

pub(crate) enum Job {
    /// A decision to record, and perhaps a change that it allows.
    Record { slip: Box<Slip>, change: Option<Box<dyn Change>>, reply: oneshot::Sender<(Stamp, Applied)> },
    /// What is done where nobody is signed in; where it changed something, with an entry that names the act and no
    /// account.
    Own { command: Command, change: Box<dyn Change>, reply: oneshot::Sender<Applied> },
    /// Upkeep: sessions, codes, throttles. No decision, no entry, a closed list of tables.
    Upkeep { writes: Vec<Write>, reply: Option<oneshot::Sender<Result<(), RuleBroken>>> },
}

impl Job {
    /// Nobody waits for it any more.
    fn is_abandoned(&self) -> bool {
        match self {
            Self::Record { reply, .. } => reply.is_closed(),
            Self::Own { reply, .. } => reply.is_closed(),
            Self::Upkeep { reply, .. } => reply.as_ref().is_some_and(oneshot::Sender::is_closed),
        }
    }
}

/// The way to the writer.
#[derive(Clone)]
pub struct Writer {
    jobs: mpsc::Sender<Job>,
    condition: Arc<Condition>,
}

/// What the last batch came to.
struct Condition {
    healthy: AtomicBool,
    /// The index after the last entry that changed something, as far as it is known to be durable.
    last_change: AtomicU64,
}

/// No log becomes as long.
const IN_DOUBT: u64 = u64::MAX;

impl Condition {
    fn durable(&self, last_change: u64) {
        self.last_change.store(last_change, Ordering::Release);
        self.healthy.store(true, Ordering::Relaxed);
    }

    /// Whether the batch was committed is not known before the next one reads it.
    fn doubtful(&self) {
        self.last_change.store(IN_DOUBT, Ordering::Release);
        self.healthy.store(false, Ordering::Relaxed);
    }
}

impl Writer {
    /// Starts the loop.
    pub(crate) fn start(shared: Arc<Shared>) -> Self {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let condition = Condition { healthy: AtomicBool::new(true), last_change: AtomicU64::new(IN_DOUBT) };
        let condition = Arc::new(condition);
        let writer = Self { jobs, condition: Arc::clone(&condition) };
        supervise(shared, Arc::new(Mutex::new(queue)), condition);
        writer
    }

    /// Records a decision. Returns when the record is durable.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when it cannot be recorded.
    pub async fn record(&self, slip: Slip) -> Result<Stamp, Fault> {
        self.send_record(slip, None).await.map(|(stamp, _)| stamp)
    }

    /// Records a decision and applies the change that it allows, in one commit.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when it cannot be recorded.
    pub async fn change(&self, slip: Slip, change: Box<dyn Change>) -> Result<(Stamp, Applied), Fault> {
        self.send_record(slip, Some(change)).await
    }

    /// Does what is done where nobody is signed in: what the program does by itself, and what the public may.
    /// A broken rule undoes it.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when it cannot be done or recorded.
    pub(crate) async fn own(&self, command: Command, change: Box<dyn Change>) -> Result<Applied, Fault> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Own { command, change, reply }, answer).await
    }

    /// Does upkeep.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when it cannot be done, also for anything that is not upkeep; [`Fault::Rule`]
    /// when a row stood there already, such as a code that was used.
    pub async fn upkeep(&self, writes: Vec<Write>) -> Result<(), Fault> {
        if !writes.iter().all(Write::is_upkeep) {
            return Err(Fault::Unavailable);
        }
        let (reply, answer) = oneshot::channel();
        self.send(Job::Upkeep { writes, reply: Some(reply) }, answer).await?.map_err(Fault::from)
    }

    /// Does upkeep that nobody waits for and whose loss harms nobody, such as when a session was last seen.
    pub fn upkeep_unheard(&self, writes: Vec<Write>) {
        if writes.iter().all(Write::is_upkeep) {
            // A full queue drops it; the next minute brings it again.
            let _ = self.jobs.try_send(Job::Upkeep { writes, reply: None });
        }
    }

    /// Whether the last batch became durable.
    pub fn is_healthy(&self) -> bool {
        self.condition.healthy.load(Ordering::Relaxed)
    }

    /// The index after the last entry that changed something; `None` while that is in doubt.
    pub(crate) fn last_change(&self) -> Option<u64> {
        Some(self.condition.last_change.load(Ordering::Acquire)).filter(|index| *index != IN_DOUBT)
    }

    async fn send_record(
        &self,
        slip: Slip,
        change: Option<Box<dyn Change>>,
    ) -> Result<(Stamp, Applied), Fault> {
        let (reply, answer) = oneshot::channel();
        if !crate::RECORDS && change.is_none() {
            batch::Answer::unrecorded(slip, reply).release();
            return answer.await.map_err(|_| Fault::Unavailable);
        }
        self.send(Job::Record { slip: Box::new(slip), change, reply }, answer).await
    }

    async fn send<R>(&self, job: Job, answer: oneshot::Receiver<R>) -> Result<R, Fault> {
        self.jobs.try_send(job).map_err(|_| Fault::Unavailable)?;
        match tokio::time::timeout(DEADLINE, answer).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(_)) | Err(_) => {
                self.condition.healthy.store(false, Ordering::Relaxed);
                Err(Fault::Unavailable)
            }
        }
    }
}

/// Runs the loop, and runs it again should it ever panic: the queue outlives the loop.
#[expect(clippy::disallowed_methods, reason = "the writer owns its task")]
fn supervise(shared: Arc<Shared>, queue: Arc<Mutex<mpsc::Receiver<Job>>>, condition: Arc<Condition>) {
    tokio::spawn(async move {
        loop {
            let run = tokio::spawn(run(Arc::clone(&shared), Arc::clone(&queue), Arc::clone(&condition)));
            match run.await {
                Ok(()) => return,
                Err(_) => {
                    condition.doubtful();
                    tracing::error!(event = "writer.panicked", "the writer stopped and is started again");
                }
            }
        }
    });
}

async fn run(shared: Arc<Shared>, queue: Arc<Mutex<mpsc::Receiver<Job>>>, condition: Arc<Condition>) {
    let mut queue = queue.lock().await;
    // The head that this program knows to be durable: the log never goes back behind it, nor on under another name.
    let mut last = None;
    let mut synced = tokio::time::Instant::now();
    while let Some(first) = queue.recv().await {
        let mut jobs = vec![first];
        while jobs.len() < BATCH
            && let Ok(next) = queue.try_recv()
        {
            jobs.push(next);
        }
        jobs.retain(|job| !job.is_abandoned());
        if jobs.is_empty() {
            continue;
        }
        match tokio::time::timeout(STUCK, batch::commit(&shared, jobs, last.as_ref())).await {
            Ok(Ok(batch::Committed { answers, last_change, head })) => {
                last = Some(head);
                condition.durable(last_change);
                answers.into_iter().for_each(batch::Answer::release);
                if synced.elapsed() >= SYNCED {
                    synced = tokio::time::Instant::now();
                    batch::sync(&shared.keys);
                }
            }
            Ok(Err(fault)) => {
                condition.doubtful();
                tracing::error!(event = "writer.failed", fault = %fault, "nothing was recorded and nothing shown");
            }
            Err(_) => {
                condition.doubtful();
                tracing::error!(event = "writer.stuck", "the store did not answer; the batch was given up");
            }
        }
    }
}
