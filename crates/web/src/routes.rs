//! Every route of the program, as data: path, purpose, what the log owes, and the status that each role gets.
//!
//! Router, links in the log, the access test and the ledger test are all made from this table, so that no route
//! exists without an expectation and no expectation without a route.

use axum::{Router, routing};

use crate::{
    app::App,
    pages::{concerns, entrance, files, home, interventions, logs, received},
};

/// Who asks, in the order of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The counsellor, for whose own report the ids are.
    Counsellor,
    /// The social worker of the receiving unit.
    Worker,
    /// A police liaison.
    Police,
    /// A leisure leader.
    Leisure,
    /// The log auditor of the social board.
    Auditor,
    /// A system administrator.
    Administrator,
    /// Nobody signed in.
    Nobody,
}

impl Who {
    /// All columns.
    pub const ALL: [Self; 7] = [
        Self::Counsellor,
        Self::Worker,
        Self::Police,
        Self::Leisure,
        Self::Auditor,
        Self::Administrator,
        Self::Nobody,
    ];
}

/// What a call adds to the log, per column: the number of entries.
pub type Entries = [u8; 7];
/// The status that each column gets for a well-formed call on a thing that exists.
pub type Statuses = [u16; 7];

/// A route.
pub struct Route {
    /// The method.
    pub method: &'static str,
    /// The path, with its ids named.
    pub path: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// The statuses.
    pub statuses: Statuses,
    /// The entries.
    pub entries: Entries,
    mount: fn(Router<App>) -> Router<App>,
}

macro_rules! routes {
    ($($method:ident $path:literal $handler:path, $purpose:literal, $statuses:expr, $entries:expr;)*) => {
        /// The table.
        pub const TABLE: &[Route] = &[$(Route {
            method: stringify!($method),
            path: $path,
            purpose: $purpose,
            statuses: $statuses,
            entries: $entries,
            mount: |router| router.route($path, routing::$method($handler)),
        }),*];
    };
}

const NONE: Entries = [0; 7];
/// Everybody who is signed in: a decision, and its record.
const EACH: Entries = [1, 1, 1, 1, 1, 1, 0];
const OPEN: Statuses = [200; 7];
const SIGNED_IN: Statuses = [200, 200, 200, 200, 200, 200, 303];

// Columns: counsellor, worker, police, leisure, auditor, administrator, nobody.
routes! {
    get "/" home::root, "to the own work", [303; 7], NONE;
    get "/logga-in" entrance::sign_in, "asks for name, password and code", OPEN, NONE;
    post "/logga-in" entrance::enter, "signs in", [403; 7], NONE;
    post "/logga-ut" entrance::leave, "signs out", [303; 7], NONE;
    post "/sprak" entrance::language, "chooses a language", [303; 7], NONE;
    get "/roll" entrance::duties, "shows the own duties", SIGNED_IN, NONE;
    post "/roll" entrance::switch, "switches the duty", [303; 7], NONE;
    get "/att-gora" home::show, "what is to be done", SIGNED_IN, [1, 1, 0, 0, 0, 0, 0];
    get "/oro" concerns::list, "the own reports", [200, 403, 403, 403, 403, 403, 303], EACH;
    get "/oro/ny" concerns::new, "an empty form", [200, 403, 403, 403, 403, 403, 303], [0, 1, 1, 1, 1, 1, 0];
    post "/oro/granska" concerns::review, "what would leave", [200, 403, 403, 403, 403, 403, 403], [0, 1, 1, 1, 1, 1, 0];
    post "/oro/andra" concerns::change, "back to the text", [200, 403, 403, 403, 403, 403, 403], [0, 1, 1, 1, 1, 1, 0];
    post "/oro" concerns::send, "hands a concern in", [303, 403, 403, 403, 403, 403, 403], EACH;
    get "/oro/{id}" concerns::show, "an own report", [200, 404, 404, 404, 404, 404, 303], EACH;
    get "/oro/{id}/kvitto" concerns::receipt, "the receipt", [200, 404, 404, 404, 404, 404, 303], EACH;
    get "/inkomna" received::list, "the queue of a unit", [403, 200, 403, 403, 403, 403, 303], EACH;
    get "/inkomna/{id}" received::show, "a received concern", [404, 200, 404, 404, 404, 404, 303], EACH;
    post "/inkomna/{id}/skyddsbedomning" received::assess, "the protection assessment", [404, 303, 404, 404, 404, 404, 303], [1, 2, 1, 1, 1, 1, 0];
    post "/inkomna/{id}/beslut" received::decide, "the decision on an investigation", [404, 303, 404, 404, 404, 404, 303], EACH;
    get "/inkomna/{id}/insats" interventions::new, "an empty offer", [404, 200, 404, 404, 404, 404, 303], EACH;
    post "/inkomna/{id}/insats" interventions::create, "offers an intervention", [404, 303, 404, 404, 404, 404, 303], EACH;
    get "/insatser" interventions::list, "the interventions of a unit", [403, 200, 403, 403, 403, 403, 303], EACH;
    get "/insatser/{id}" interventions::show, "an intervention", [404, 200, 404, 404, 404, 404, 303], EACH;
    post "/insatser/{id}" interventions::step, "starts or ends an intervention", [404, 303, 404, 404, 404, 404, 303], EACH;
    get "/loggkontroll" logs::review, "the log of an authority", [403, 403, 403, 403, 200, 403, 303], EACH;
    get "/loggkontroll/kontroll" logs::check, "whether the log is unaltered", [403, 403, 403, 403, 200, 403, 303], EACH;
    post "/loggkontroll/kontroll" logs::check_all, "checks the whole log", [403, 403, 403, 403, 303, 403, 303], EACH;
    get "/min-logg" logs::own, "the own lines of the log", SIGNED_IN, EACH;
    get "/static/{file}" files::show, "the look", [200; 7], NONE;
    get "/halsa" files::health, "whether records can be written", OPEN, NONE;
}

/// The router of the table; the demo's button only where there is a demo.
pub fn router(app: &App) -> Router<App> {
    let router = TABLE.iter().fold(Router::new(), |router, route| (route.mount)(router));
    if app.is_demo() { router.route("/demo", routing::post(entrance::enter_demo)) } else { router }
}

/// A matched path as the table writes it, for the log.
pub fn known(matched: &str) -> &'static str {
    TABLE.iter().map(|route| route.path).find(|path| *path == matched).unwrap_or("")
}
