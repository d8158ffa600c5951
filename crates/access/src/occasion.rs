//! On what occasion something was asked: the part of a log entry that comes from the request and not from the
//! decision. Never anything that the user wrote.

use domain::{LegalDay, Timestamp};

/// One request, or one run of a command or job.
#[derive(Debug, Clone)]
pub struct Occasion {
    /// The route as the route table writes it (`/inkomna/{id}`), never the path with its ids.
    pub route: &'static str,
    /// The number that the user can quote.
    pub request: String,
    /// A short hash of the session, so that two sessions of one account can be told apart.
    pub session: String,
    /// The instant of the request.
    pub now: Timestamp,
    /// The legal day of the request.
    pub today: LegalDay,
    /// Whether the legal day follows the wall clock; not so in a demo world of another year.
    pub wall_day_counts: bool,
}
