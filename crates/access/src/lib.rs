//! Who may see what.
//!
//! The one idea of the product stands here as types: **no read without a decision and a durable record**.
//! Nobody can skip a step, because each value can only be made from the one before it:
//!
//! ```text
//! Sealed<T>   what the store returns: an open cover and a ciphertext
//!    │  Gate::decide            policies, core refusals, the law of the day
//! Decision<T> must be used, and tells nobody whether it says yes
//!    │  split                   one half for the record, one half for the reader
//! Slip ─────► the writer commits it ─────► Stamp      (made at one place, after the commit)
//! Pending<T>                                 │
//!    └───────────── settle ◄─────────────────┘
//! Permit<T>   bound to one record and one record of the log, used once
//!    │  KeyRing::open           the data key is unwrapped only against a permit
//! Disclosed<T> the only thing a page can show
//! ```
//!
//! Programs that must not compile stand in `tests/ui/`. The policies are Cedar files in `policies/`, each
//! with its provision; `docs/access-matrix.md` is generated from them.
//!
//! This crate does no I/O but the key folder's, knows no HTTP and no SQL, and keeps no state between calls but
//! what equal questions are answered with.

pub mod chance;
pub mod actor;
pub mod action;
pub mod record;
pub mod crypto;
pub mod seal;
pub mod gate;
mod attributes;
mod cedar;
mod relation;
pub mod slip;
pub mod occasion;
pub mod permit;
pub mod folder;
pub mod keys;
pub mod logbook;
pub mod matrix;

pub use action::Action;
pub use actor::Actor;
pub use chance::{Chance, OsChance};
pub use gate::{Decision, Gate, PolicyFault};
pub use keys::KeyRing;
pub use occasion::Occasion;
pub use permit::{Disclosed, Permit};
pub use record::{Facts, Protected, RecordKind, RecordRef};
pub use seal::{Sealed, SealedBody, WrappedKey};
pub use slip::{Pending, Refused, Slip, Stamp};

/// Bytes in hexadecimal.
pub use hex::encode as hex;
