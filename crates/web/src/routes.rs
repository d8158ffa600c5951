//! Every route of the program, as data: path, purpose, the status that each role gets, and what the log owes.
//!
//! Router, links in the log, the access test and the ledger test are all made from this table, so that no route
//! exists without an expectation and no expectation without a route.

use axum::{Router, routing};

use crate::{
    app::App,
    pages::{account, concerns, duties, entrance, files, home, interventions, logs, received, staff, units},
};

pub use answers::{Answers, Who};
use answers::{act, act_on, again, empty_form, open, place, record, signed_in};

mod answers;

use Who::{Administrator, Auditor, Counsellor, Head, Leisure, Police, Worker};

/// Those who report.
const REPORTERS: &[Who] = &[Counsellor, Police, Leisure];
/// Whose own report the ids are.
const SENDER: &[Who] = &[Counsellor];
/// Those who receive concerns.
const INTAKE: &[Who] = &[Worker];
/// Those whose home shows records.
const AT_WORK: &[Who] = &[Counsellor, Police, Leisure, Worker];
const REVIEWER: &[Who] = &[Auditor];
const KEEPER: &[Who] = &[Administrator];
const LEADER: &[Who] = &[Head];

/// A route.
pub struct Route {
    /// The method.
    pub method: &'static str,
    /// The path, with its ids named.
    pub path: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// What each column gets, and what the log owes.
    pub answers: Answers,
    mount: fn(Router<App>) -> Router<App>,
}

macro_rules! routes {
    ($($method:ident $path:literal $handler:path, $purpose:literal, $answers:expr;)*) => {
        /// The table.
        pub const TABLE: &[Route] = &[$(Route {
            method: stringify!($method),
            path: $path,
            purpose: $purpose,
            answers: $answers,
            mount: |router| router.route($path, routing::$method($handler)),
        }),*];
    };
}

routes! {
    get "/" home::root, "to the own work", open(303);
    get "/logga-in" entrance::sign_in, "asks for name, password and code", open(200);
    post "/logga-in" entrance::enter, "signs in", open(403);
    post "/logga-ut" entrance::leave, "signs out", open(303);
    post "/sprak" entrance::language, "chooses a language", open(303);
    get "/roll" entrance::duties, "shows the own duties", signed_in();
    post "/roll" entrance::switch, "switches the duty", open(303);
    get "/att-gora" home::show, "what is to be done", signed_in().of(AT_WORK).owing(1);
    get "/oro" concerns::list, "the own reports", place(REPORTERS);
    get "/oro/ny" concerns::new, "an empty form", empty_form(REPORTERS);
    post "/oro/granska" concerns::review, "what would leave", empty_form(REPORTERS).keeping_text();
    post "/oro/andra" concerns::change, "back to the text", empty_form(REPORTERS).keeping_text();
    post "/oro" concerns::send, "hands a concern in", act(REPORTERS).keeping_text();
    get "/oro/{id}" concerns::show, "an own report", record(SENDER);
    get "/oro/{id}/kvitto" concerns::receipt, "the receipt", record(SENDER);
    get "/inkomna" received::list, "the queue of a unit", place(INTAKE);
    get "/inkomna/{id}" received::show, "a received concern", record(INTAKE);
    post "/inkomna/{id}/skyddsbedomning" received::assess, "the protection assessment", act_on(INTAKE).owing(2);
    post "/inkomna/{id}/beslut" received::decide, "the decision on an investigation", act_on(INTAKE);
    get "/inkomna/{id}/insats" interventions::new, "an empty offer", record(INTAKE);
    post "/inkomna/{id}/insats" interventions::create, "offers an intervention", act_on(INTAKE);
    get "/insatser" interventions::list, "the interventions of a unit", place(INTAKE);
    get "/insatser/{id}" interventions::show, "an intervention", record(INTAKE);
    post "/insatser/{id}" interventions::step, "starts or ends an intervention", act_on(INTAKE);
    get "/loggkontroll" logs::review, "the log of an authority", place(REVIEWER);
    get "/loggkontroll/kontroll" logs::check, "whether the log is unaltered", place(REVIEWER);
    post "/loggkontroll/kontroll" logs::check_all, "checks the whole log", act(REVIEWER);
    get "/min-logg" logs::own, "the own lines of the log", signed_in().each(1);
    get "/konto" account::show, "the own account", signed_in().each(1);
    post "/konto/kodapp" account::begin, "makes a new second factor", signed_in().each(1);
    post "/konto/kodapp/bekrafta" account::confirm, "takes a new second factor", again().each(1);
    post "/konto/inloggningar" account::sessions, "ends own sessions", open(303).each(1);
    post "/konto/losenord" account::password, "changes the own password", open(303).each(1);
    get "/personer" staff::people, "who works here", place(KEEPER);
    post "/personer" staff::open, "opens an account", place(KEEPER);
    post "/personer/andra" staff::keep, "changes title and telephone", act(KEEPER);
    post "/personer/aterstall" staff::reset, "a new initial password", place(KEEPER).owing(2);
    post "/personer/stang" staff::close, "closes an account", act(KEEPER);
    get "/enheter" units::units, "the units", place(KEEPER);
    post "/enheter" units::keep_unit, "adds or changes a unit", act(KEEPER);
    get "/roller" duties::proposals, "the proposed duties", place(KEEPER);
    post "/roller" duties::propose, "proposes a duty", act(KEEPER);
    post "/roller/svar" duties::answer, "answers a proposal", act(LEADER);
    get "/enhetens-roller" duties::ours, "the duties of a unit", place(LEADER);
    post "/enhetens-roller/fornya" duties::renew, "renews duties of a unit", act(LEADER);
    post "/enhetens-roller/avsluta" duties::end, "ends a duty of a unit", act(LEADER);
    get "/static/{file}" files::show, "the look", open(200);
    get "/halsa" files::health, "whether records can be written", open(200);
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
