//! The desk: where a question is asked, decided, recorded and answered, and where an act becomes durable.
//!
//! You ask the [`Desk`]; the clerk looks at the sealed record's cover, the gate decides, the writer records it in
//! the log, and only then is anything handed out. A page is one question ([`Desk::show`]), a change is one act
//! ([`Desk::change`]). This is the only crate that sees both the gate and a store, and the only one with a
//! writer: nothing becomes durable anywhere else.
//!
//! What it re-exports is all that a page may name: what was disclosed, and what was refused.

pub mod clock;
pub mod fault;
pub mod ports;
pub mod writer;
pub mod office;
pub mod desk;
pub mod question;
pub mod concerns;
pub mod handover;
pub mod judging;
pub mod intake;
pub mod reporters;
pub mod drafts;
pub mod follow_ups;
pub mod interventions;
pub mod consents;
pub mod referrals;
mod once;
pub mod outreach;
pub mod logs;
mod memory;
pub mod accounts;
pub mod staff;
pub mod duties;
pub mod passwords;
pub mod review;
pub mod search;
pub mod signin;
pub mod sessions;
pub mod setup;
pub mod succession;
pub mod notices;
mod provisions;
mod pace;
pub mod commons;
pub mod epochs;
pub mod audit;

/// Whether everything that is shown is recorded first. Only a benchmark is built otherwise.
pub const RECORDS: bool = !cfg!(feature = "unrecorded");

pub use access::{Action, Disclosed, Refused};
pub use ledger::{ActionClass, Entry, Relation, Verdict};

/// The kinds of records that a page may name.
pub mod record {
    pub use access::record::{
        AssessmentRecord, ConcernLine, ConsentLine, FoundPerson, InterventionLine, OutreachLine,
        ReferralLine, RevealedPerson,
    };
}

pub use clock::{Clock, StandingDay, SystemClock};
pub use desk::{Badge, Desk};
pub use fault::Fault;
pub use office::Office;
