//! The plain rows that cross the port: no records, nothing sealed but what is named so.

use access::WrappedKey;
use domain::{Id, Timestamp, duty::Account, unit::Unit};
use ledger::Hash;
use uuid::Uuid;

/// The installation that a database belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    /// The id that the key folder names too.
    pub id: String,
    /// The demo world, if it is a demo.
    pub demo: Option<String>,
}

/// The head of the log as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are.
    pub size: u64,
    /// The index after the last entry that changed something: the epoch of authority.
    pub last_change: u64,
    /// When the last entry was made.
    pub at: Timestamp,
    /// The root of the tree.
    pub root: Hash,
    /// The tree's right edge.
    pub tree: Vec<u8>,
    /// The signed checkpoint.
    pub note: String,
}

/// An account.
#[derive(Clone)]
pub struct AccountRow {
    /// Its id.
    pub id: Id<Account>,
    /// The user name.
    pub username: String,
    /// The person's name.
    pub name: String,
    /// The person's function, in words.
    pub title: String,
    /// The telephone at work.
    pub phone: String,
    /// The password's hash in PHC form.
    pub password: String,
    /// The sealed second factor.
    pub second_factor: Vec<u8>,
    /// When it was closed.
    pub closed: Option<Timestamp>,
    /// Until when the initial password is taken; `None` once the person has chosen one.
    pub initial_until: Option<Timestamp>,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// The hash of the session's id.
    pub id: [u8; 32],
    /// Whose it is, once somebody signed in.
    pub account: Option<Id<Account>>,
    /// What the session remembers, as JSON.
    pub data: String,
    /// When it began.
    pub created: Timestamp,
    /// When it was last seen.
    pub seen: Timestamp,
}

/// The brake on guessing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttle {
    /// How often it failed in a row.
    pub failures: i64,
    /// When the next try is heard.
    pub next_try: Timestamp,
}

/// What a form made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormUse {
    /// Who used it.
    pub account: Id<Account>,
    /// A keyed digest of its content.
    pub digest: [u8; 32],
    /// What it made.
    pub record: Uuid,
    /// When.
    pub at: Timestamp,
}

/// Ciphertexts of a new record, with its wrapped key.
#[derive(Debug, Clone)]
pub struct SealedGroups {
    /// What a list shows, where the table has it.
    pub line: Option<Vec<u8>>,
    /// The rest.
    pub body: Vec<u8>,
    /// The record's data key.
    pub key: WrappedKey,
}

/// A page of a list: how many, and after what. The cursor is a key, never an offset; there are no totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// At most so many rows.
    pub limit: u32,
    /// Only rows after this one in the list's order.
    pub after: Option<Cursor>,
}

/// Where a page of a list ended: the instant it is ordered by, and the row's id where two are equal.
pub type Cursor = (Timestamp, Uuid);

impl Page {
    /// The first rows.
    pub const FIRST: Self = Self { limit: 50, after: None };
}

/// Which rows of the log are wanted.
#[derive(Debug, Clone, Default)]
pub struct LogFilter {
    /// From this instant on.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// Only entries of these units; empty for all.
    pub units: Vec<Id<Unit>>,
    /// Only entries of these reader tokens (one per month); empty for all.
    pub readers: Vec<Vec<u8>>,
    /// Only entries of this class.
    pub class: Option<u8>,
    /// Only entries before this index: the cursor.
    pub before: Option<u64>,
    /// At most so many.
    pub limit: u32,
}
