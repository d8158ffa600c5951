//! Every route of the program, as data: path, purpose, the status that each role gets, and what the log owes.
//!
//! Router, links in the log, the access test and the ledger test are all made from this table, so that no route
//! exists without an expectation and no expectation without a route.

use axum::{Router, routing};

use crate::{
    app::App,
    pages::{
        account, concerns, consents, duties, entrance, files, home, interventions, logs, notices,
        open::{
            agreements, ask, channels, done, embed, ground, incidents, meetings, picture, plan, public,
            publish, record, report, situation, surveys, tonight, trends, visits, workspace,
        },
        outreach, questions, received, referrals, review, search, staff, telling, unit, units,
    },
};

pub use answers::{Answers, Who};
use answers::{act, act_on, again, empty_form, open, place, record, signed_in};

mod answers;

use Who::{
    Administrator, Auditor, Coordinator, Counsellor, Field, Head, Leisure, Police, Strategist, Worker,
};

/// Those who report.
const REPORTERS: &[Who] = &[Counsellor, Police, Leisure];
/// Whose own report the ids are.
const SENDER: &[Who] = &[Counsellor];
/// Those who receive concerns.
const INTAKE: &[Who] = &[Worker];
/// Those who can become responsible for a received concern.
const TAKERS: &[Who] = &[Worker, Head];
/// Whoever leads the work.
const HEAD: &[Who] = &[Head];
/// Those whose home shows records.
const AT_WORK: &[Who] = &[Counsellor, Police, Leisure, Worker, Head, Coordinator];
/// Those who note consents and hand over to other units.
const HANDERS: &[Who] = &[Counsellor, Police, Leisure, Worker, Coordinator];
/// To whom the request was handed over.
const RECEIVER: &[Who] = &[Coordinator];
/// Those who hold outreach meetings; the ids are of Jonas's own.
const LIAISON: &[Who] = &[Police];
const REVIEWER: &[Who] = &[Auditor];
const KEEPER: &[Who] = &[Administrator];
/// Those who see the open part.
const OPENERS: &[Who] = &[Strategist, Field, Police, Coordinator];
/// Those who report to the situation picture.
const INFORMERS: &[Who] = &[Counsellor, Worker, Police, Leisure, Head, Coordinator, Strategist, Field];
/// Those who plan and tell evenings.
const OUT: &[Who] = &[Strategist, Field, Police];
/// Those who write down what was done for a promise.
const RECORDERS: &[Who] = &[Strategist, Police, Coordinator];
/// Those who hold the meetings about the situation and write the picture.
const PAINTERS: &[Who] = &[Strategist, Police];
/// Who writes agreements down.
const AGREERS: &[Who] = &[Strategist, Police];
/// Those who go to whoever asks for a visit.
const VISITORS: &[Who] = &[Strategist, Police];
/// Who accounts for the promise.
const STRATEGIST: &[Who] = &[Strategist];
/// Who asked about readings, and who was asked.
const ASKED: &[Who] = &[Worker, Auditor];

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
    post "/utkast" concerns::save, "keeps an own draft", act(REPORTERS).keeping_text();
    get "/utkast/{id}" concerns::open, "an own draft in the form", record(SENDER);
    post "/utkast/{id}/kasta" concerns::discard, "throws an own draft away", act_on(SENDER);
    get "/oro/{id}" concerns::show, "an own report", record(SENDER);
    get "/oro/{id}/kvitto" concerns::receipt, "the receipt", record(SENDER);
    get "/sok" search::new, "an empty search", empty_form(INTAKE);
    post "/sok" search::find, "searches for persons in the own register", place(INTAKE).keeping_text();
    get "/inkomna" received::list, "the queue of a unit", place(INTAKE);
    get "/inkomna/ny" received::new, "an empty form for what a private person tells", empty_form(INTAKE);
    post "/inkomna/ny" received::register, "writes a private person's report down", act(INTAKE);
    get "/inkomna/{id}" received::show, "a received concern", record(INTAKE);
    post "/inkomna/{id}" received::judge, "protection, decision and feedback", act_on(INTAKE).owing(2);
    post "/inkomna/{id}/ta" received::take, "becomes responsible", act_on(TAKERS);
    post "/inkomna/{id}/familjen" received::family, "whether one knows the family", act_on(TAKERS);
    post "/inkomna/{id}/anmalare" received::reporter, "who reported, where that is sealed apart", record(INTAKE);
    post "/inkomna/{id}/skydda" received::seal, "seals the reporter apart", act_on(INTAKE).owing(2);
    get "/enheten" unit::show, "what waits at the unit and with whom", place(HEAD);
    post "/enheten/{id}" unit::assign, "makes somebody responsible", act_on(HEAD);
    get "/inkomna/{id}/insats" interventions::new, "an empty offer", record(INTAKE);
    post "/inkomna/{id}/insats" interventions::create, "offers an intervention", act_on(INTAKE);
    get "/insatser" interventions::list, "the interventions of a unit", place(INTAKE);
    get "/insatser/{id}" interventions::show, "an intervention", record(INTAKE);
    post "/insatser/{id}" interventions::step, "starts or ends an intervention", act_on(INTAKE);
    post "/insatser/{id}/uppfoljning" interventions::follow_up, "writes a follow-up down", act_on(INTAKE);
    get "/mote" outreach::list, "the own outreach meetings", place(LIAISON);
    get "/mote/nytt" outreach::new, "an empty form", empty_form(LIAISON);
    post "/mote/avbrutet" outreach::broken_off, "the form of a talk that was broken off", empty_form(LIAISON);
    post "/mote" outreach::create, "writes a meeting down", act(LIAISON);
    get "/mote/{id}" outreach::show, "what would leave", record(LIAISON);
    get "/mote/{id}/andra" outreach::edit, "the own record as a form", record(LIAISON);
    post "/mote/{id}/andra" outreach::rewrite, "writes the own record anew", act_on(LIAISON);
    get "/mote/{id}/avskrift" outreach::copy, "a copy for the own registry", record(LIAISON);
    post "/mote/{id}/lamna" outreach::hand_over, "hands a meeting over", act_on(LIAISON).owing(2);
    get "/mote/{id}/kvitto" outreach::receipt, "the receipt", record(LIAISON);
    get "/underrattelser" notices::list, "the notifications of a unit", place(INTAKE);
    get "/underrattelser/{id}" notices::show, "a received notification", record(INTAKE);
    post "/underrattelser/{id}" notices::handle, "what was done", act_on(INTAKE).owing(2);
    get "/insatser/{id}/uppgift" referrals::task, "an empty task", record(INTAKE).owing(2);
    post "/insatser/{id}/uppgift" referrals::hand_over, "hands a task over", act_on(INTAKE).owing(3).keeping_text();
    get "/samtycken" consents::list, "the consents of a unit", place(HANDERS);
    get "/samtycken/nytt" consents::new, "an empty consent", empty_form(HANDERS);
    post "/samtycken" consents::create, "notes a consent", act(HANDERS);
    get "/samtycken/{id}" consents::show, "a consent", record(INTAKE);
    post "/samtycken/{id}/aterkalla" consents::withdraw, "withdraws a consent", act_on(INTAKE);
    get "/remisser" referrals::list, "what units handed over to each other", place(HANDERS);
    get "/remisser/ny" referrals::new, "an empty request", empty_form(HANDERS);
    post "/remisser" referrals::create, "hands a request or referral over", act(HANDERS);
    get "/remisser/{id}" referrals::show, "a received request", record(RECEIVER);
    post "/remisser/{id}/svar" referrals::answer, "answers it", act_on(RECEIVER);
    post "/remisser/{id}/aterta" referrals::withdraw, "takes it back", act_on(SENDER);
    get "/loggkontroll" review::month, "a month of the log, grouped", place(REVIEWER);
    post "/loggkontroll/utfall" review::judge, "what came of looking at readings", act(REVIEWER);
    post "/loggkontroll/resten" review::settle, "the explained readings are justified", act(REVIEWER).owing(2);
    post "/loggkontroll/namn" review::name, "the name behind a pseudonym", act(REVIEWER);
    get "/loggkontroll/alla" logs::review, "the log of an authority", place(REVIEWER);
    get "/loggkontroll/rapport" review::report::page, "the report of a month", place(REVIEWER);
    get "/loggkontroll/rapport.csv" review::report::file, "the same as a file", place(REVIEWER);
    get "/loggkontroll/kontroll" logs::check, "whether the log is unaltered", place(REVIEWER);
    post "/loggkontroll/kontroll" logs::check_all, "checks the whole log", act(REVIEWER);
    get "/min-logg" logs::own, "the own lines of the log", signed_in().each(1);
    get "/min-logg/fraga/{id}" questions::show, "a question about own readings", record(ASKED);
    post "/min-logg/fraga/{id}" questions::answer, "answers it", act_on(INTAKE).keeping_text();
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
    post "/roller/svar" duties::answer, "answers a proposal", act(HEAD);
    get "/enhetens-roller" duties::ours, "the duties of a unit", place(HEAD);
    post "/enhetens-roller/fornya" duties::renew, "renews duties of a unit", act(HEAD);
    post "/enhetens-roller/avsluta" duties::end, "ends a duty of a unit", act(HEAD);
    get "/far-jag-beratta" telling::show, "which provisions carry a telling", open(200);
    get "/ikvall" tonight::show, "evenings out, tonight and in the coming week", place(OPENERS);
    post "/ikvall" tonight::plan, "plans an evening", act(OUT);
    post "/ikvall/berattat" tonight::tell, "tells how an evening went", act(OUT);
    post "/ikvall/installt" tonight::cancel, "cancels an evening", act(OUT);
    get "/lofte" workspace::show, "how the promise goes, inside the house", place(OPENERS);
    get "/lofte/ny" record::new, "the forms of what was done", place(OPENERS);
    post "/lofte/ny" record::create, "writes down what was done", act(RECORDERS).keeping_text();
    get "/lofte/publicera" publish::preview, "what would be published", place(OPENERS);
    post "/lofte/publicera" publish::publish, "publishes how the promise goes", act(STRATEGIST);
    get "/lofte/kanaler" channels::show, "the text to share, and where it was told", place(OPENERS);
    post "/lofte/kanaler" channels::tell, "notes that it was told in a channel", act(RECORDERS);
    get "/lofte/gjort" done::list, "all evenings and activities of a promise", place(OPENERS);
    get "/lofte/ratta" done::edit, "what was written down, as a form", act(OPENERS);
    post "/lofte/ratta" done::correct, "puts right what was written down", act(RECORDERS).keeping_text();
    get "/lofte/overenskommelser" agreements::show, "agreements on cooperation", place(OPENERS);
    post "/lofte/overenskommelser" agreements::keep, "writes an agreement down", act(AGREERS).keeping_text();
    get "/lofte/underlag" ground::show, "areas, organisers and places", place(OPENERS);
    post "/lofte/underlag" ground::keep, "adds one of them", act(STRATEGIST).keeping_text();
    get "/handelser" incidents::list, "what was reported to the situation picture", place(INFORMERS);
    get "/handelser/ny" incidents::report::new, "an empty form for an incident", empty_form(INFORMERS);
    post "/handelser/ny" incidents::report::create, "reports an incident", act(INFORMERS).keeping_text();
    get "/handelser/iakttagelse" incidents::notice::new, "an empty form for a trend", empty_form(INFORMERS);
    post "/handelser/iakttagelse" incidents::notice::create, "reports a trend", act(INFORMERS).keeping_text();
    post "/handelser/aterta" incidents::withdraw, "takes a report back", act(INFORMERS);
    get "/handelser/trender" trends::show, "how many incidents there are, season by season", place(OPENERS);
    get "/handelser/trender.csv" trends::table, "the same as a file", place(OPENERS);
    get "/lagesbild" situation::show, "where the situation picture stands", place(OPENERS);
    get "/lagesbild/mote/nytt" meetings::new, "an empty form of a meeting", place(OPENERS);
    post "/lagesbild/mote" meetings::create, "writes a meeting down", act(PAINTERS).keeping_text();
    get "/lagesbild/mote/{id}" meetings::show, "a meeting", place(OPENERS);
    get "/lagesbild/mote/{id}/andra" meetings::edit, "a meeting as a form", place(OPENERS);
    post "/lagesbild/mote/{id}/andra" meetings::rewrite, "writes a meeting anew", act(PAINTERS).keeping_text();
    post "/lagesbild/version" picture::begin, "begins a draft of the picture", act(PAINTERS);
    get "/lagesbild/version/{id}" picture::show, "a version of the picture", place(OPENERS);
    get "/lagesbild/version/{id}/andra" picture::edit, "a draft's texts as a form", place(OPENERS);
    post "/lagesbild/version/{id}/andra" picture::rewrite, "writes a draft's texts", act(PAINTERS).keeping_text();
    get "/lagesbild/version/{id}/problem" picture::problem, "a problem as a form", place(OPENERS);
    post "/lagesbild/version/{id}/problem" picture::put, "writes a problem", act(PAINTERS).keeping_text();
    post "/lagesbild/version/{id}/antagande" picture::adopt, "adopts a version", act(PAINTERS);
    get "/lagesbild/matningar" surveys::show, "what safety surveys say", place(OPENERS);
    post "/lagesbild/matningar/granska" surveys::review, "looks lines of results through", place(OPENERS).keeping_text();
    post "/lagesbild/matningar" surveys::take_in, "takes results in", act(PAINTERS).keeping_text();
    get "/lagesbild/plan" plan::show, "the plan of measures", place(OPENERS);
    post "/lagesbild/plan" plan::step, "writes or decides the plan", act(STRATEGIST).keeping_text();
    post "/lagesbild/plan/uppfoljning" plan::follow_up, "follows the plan up", act(STRATEGIST).keeping_text();
    get "/lagesbild/rapport" report::show, "the report to the executive board", place(OPENERS);
    get "/lofte/besok" visits::show, "the visits that were asked for", place(VISITORS);
    post "/lofte/besok" visits::answer, "a visit was done, or will not be", act(VISITORS);
    get "/besok" ask::new, "the form to ask for a visit, for everybody", open(200);
    // What comes without a number of a form of ours comes back.
    post "/besok" ask::send, "asks for a visit", open(422);
    get "/medborgarlofte" public::current, "the promise and how it goes, for everybody", open(200);
    get "/medborgarlofte/{file}" public::one, "one promise, as a page or as data", open(200);
    get "/medborgarlofte/{file}/inbaddning" embed::block, "a block for other sites", open(200);
    get "/medborgarlofte/{file}/badda-in" embed::show, "how to put the block on a page", open(200);
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
