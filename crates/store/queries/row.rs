//! What all queries share: how a failure of the driver is named, and how stored words and bytes become types.

use desk::ports::StoreFault;

/// What the driver said, without anything that stood in a row.
pub(crate) fn fault(error: &sqlx::Error) -> StoreFault {
    match error {
        sqlx::Error::Database(e) if e.is_unique_violation() => StoreFault::Conflict,
        sqlx::Error::Database(e) => {
            StoreFault::Unusable(format!("database error {}", e.code().as_deref().unwrap_or("unknown")))
        }
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
            StoreFault::Damaged { table: "row", column: "type" }
        }
        other => StoreFault::Unusable(other.to_string()),
    }
}

/// Bytes of a fixed length.
pub(crate) fn fixed<const N: usize>(
    bytes: &[u8],
    table: &'static str,
    column: &'static str,
) -> Result<[u8; N], StoreFault> {
    bytes.try_into().map_err(|_| StoreFault::Damaged { table, column })
}

/// A stored word, looked up among the words of a type.
pub(crate) fn word<T: Copy>(
    all: &[T],
    spelt: impl Fn(T) -> &'static str,
    stored: &str,
    (table, column): (&'static str, &'static str),
) -> Result<T, StoreFault> {
    all.iter().copied().find(|one| spelt(*one) == stored).ok_or(StoreFault::Damaged { table, column })
}

/// A stored number that is never negative.
pub(crate) fn count(stored: i64, table: &'static str, column: &'static str) -> Result<u64, StoreFault> {
    u64::try_from(stored).map_err(|_| StoreFault::Damaged { table, column })
}

/// A number for the store, which has no unsigned ones. Ours stay far below the limit.
pub(crate) fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
