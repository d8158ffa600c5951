//! The log as it stands.

use access::logbook::LogRow;
use async_trait::async_trait;

use super::{Head, LogFilter, StoreFault};

/// The log as it stands.
#[async_trait]
pub trait LogReads: Send {
    /// The head of the log.
    async fn head(&mut self) -> Result<Option<Head>, StoreFault>;
    /// Rows of the log, newest first.
    async fn log(&mut self, filter: &LogFilter) -> Result<Vec<LogRow>, StoreFault>;
    /// Rows of the log from an index on, in order: for verification.
    async fn log_from(&mut self, index: u64, limit: u32) -> Result<Vec<LogRow>, StoreFault>;
    /// The full tiles of the tree from a number on, in order.
    async fn tiles_from(&mut self, index: u64, limit: u32) -> Result<Vec<(u64, Vec<u8>)>, StoreFault>;
}
