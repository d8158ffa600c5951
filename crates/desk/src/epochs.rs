//! Epochs of keys: every 30 days a new key, everything that lives is re-wrapped, the old key is destroyed.
//!
//! So a record whose wrapped key was deleted is gone from every copy of the database once its epoch has passed.

use access::KeyRing;
use domain::{Timestamp, stockholm};

use crate::{Fault, Office, office::Shared, ports::Write};

/// So many keys are re-wrapped in one commit.
const STRIDE: u32 = 200;
/// A key that was sealed just before the turn must have been committed by now: longer than any request lives.
const GRACE: time::Duration = time::Duration::minutes(10);

impl Office {
    /// Turns the epoch when it is due, re-wraps what stands in old ones and destroys what is empty.
    /// Called at start and once an hour.
    ///
    /// # Errors
    /// [`Fault`] when a key cannot be kept or a record's key does not open; it is tried again.
    pub async fn turn_epochs(&self) -> Result<(), Fault> {
        let shared: &Shared = &self.shared;
        let now = shared.clock.now();
        if shared.keys.begin_epoch_when_due(now)? {
            tracing::info!(event = "epoch.began", month = %stockholm::month(now), "a new epoch of keys began");
            return Ok(());
        }
        for epoch in shared.keys.old_epochs() {
            self.rewrap(epoch).await?;
            if is_past_grace(&shared.keys, now)? {
                shared.keys.destroy_epoch(epoch)?;
                tracing::info!(event = "epoch.destroyed", epoch, "the key of an old epoch was destroyed");
            }
        }
        Ok(())
    }

    async fn rewrap(&self, epoch: u32) -> Result<(), Fault> {
        loop {
            let old = self.shared.store.read().await?.wrapped_under(epoch, STRIDE).await?;
            if old.is_empty() {
                return Ok(());
            }
            let mut writes = Vec::with_capacity(old.len());
            for (record, key) in old {
                let new = self.shared.keys.rewrap(record.kind, record.id, &key)?;
                writes.push(Write::Rewrapped(record, new));
            }
            self.writer.upkeep(writes).await?;
        }
    }
}

fn is_past_grace(keys: &KeyRing, now: Timestamp) -> Result<bool, Fault> {
    Ok(now.unix_seconds() - keys.current_epoch_made()? >= GRACE.whole_seconds())
}
