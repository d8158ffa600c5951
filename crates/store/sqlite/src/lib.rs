//! The store on SQLite: the embedded default. One file, one writer, no server.
//!
//! The queries are those of `../../queries`, compiled here for SQLite; only opening, locking and the coding of
//! instants are this crate's own.

mod codec;
mod copies;
mod engine;
#[path = "../../queries/row.rs"]
mod row;
#[path = "../../queries/people.rs"]
mod people;
#[path = "../../queries/accounts.rs"]
mod accounts;
#[path = "../../queries/entrance.rs"]
mod entrance;
#[path = "../../queries/facts.rs"]
mod facts;
#[path = "../../queries/concerns.rs"]
mod concerns;
#[path = "../../queries/concerns_written.rs"]
mod concerns_written;
#[path = "../../queries/commons.rs"]
mod commons;
#[path = "../../queries/channels.rs"]
mod channels;
#[path = "../../queries/counts.rs"]
mod counts;
#[path = "../../queries/drafts.rs"]
mod drafts;
#[path = "../../queries/duties.rs"]
mod duties;
#[path = "../../queries/disclosures.rs"]
mod disclosures;
#[path = "../../queries/intake.rs"]
mod intake;
#[path = "../../queries/assessments.rs"]
mod assessments;
#[path = "../../queries/incidents.rs"]
mod incidents;
#[path = "../../queries/phenomena.rs"]
mod phenomena;
#[path = "../../queries/interventions.rs"]
mod interventions;
#[path = "../../queries/follow_ups.rs"]
mod follow_ups;
#[path = "../../queries/notices.rs"]
mod notices;
#[path = "../../queries/consents.rs"]
mod consents;
#[path = "../../queries/referrals.rs"]
mod referrals;
#[path = "../../queries/reporters.rs"]
mod reporters;
#[path = "../../queries/review.rs"]
mod review;
#[path = "../../queries/outreach.rs"]
mod outreach;
#[path = "../../queries/persons.rs"]
mod persons;
#[path = "../../queries/search.rs"]
mod search;
#[path = "../../queries/ledger.rs"]
mod ledger_rows;
#[path = "../../queries/keys.rs"]
mod wrapped_keys;
#[path = "../../queries/situation.rs"]
mod situation;
#[path = "../../queries/situation_written.rs"]
mod situation_written;
#[path = "../../queries/tx.rs"]
mod tx;
#[path = "../../queries/tx_commons.rs"]
mod tx_commons;
#[path = "../../queries/tx_channels.rs"]
mod tx_channels;
#[path = "../../queries/tx_counts.rs"]
mod tx_counts;
#[path = "../../queries/tx_incidents.rs"]
mod tx_incidents;
#[path = "../../queries/tx_situation.rs"]
mod tx_situation;
#[path = "../../queries/visits.rs"]
mod visits;
#[path = "../../queries/writes.rs"]
mod writes;

pub use copies::{copy, lock};
pub use engine::{OpenFault, SqliteStore};

pub(crate) type Db = sqlx::Sqlite;
pub(crate) type Connection = sqlx::SqliteConnection;
