//! Every route of the table, called by every column: the expected status, exactly the entries that are owed, and
//! nothing changed by whoever may not change it.

use axum::http::{Method, StatusCode};
use tests::{
    Browser, World, both_engines,
    calls::{self, Things},
};
use web::routes::{Route, TABLE, Who};

/// The acts that change records, where they are allowed.
const ACTS: [&str; 56] = [
    "/handelser/ny",
    "/handelser/iakttagelse",
    "/handelser/aterta",
    "/lagesbild/mote",
    "/lagesbild/mote/{id}/andra",
    "/lagesbild/matningar",
    "/lagesbild/plan",
    "/lagesbild/plan/uppfoljning",
    "/lagesbild/version",
    "/lagesbild/version/{id}/andra",
    "/lagesbild/version/{id}/problem",
    "/lagesbild/version/{id}/antagande",
    "/ikvall",
    "/ikvall/berattat",
    "/ikvall/installt",
    "/lofte/ny",
    "/lofte/publicera",
    "/lofte/kanaler",
    "/lofte/ratta",
    "/lofte/overenskommelser",
    "/lofte/underlag",
    "/lofte/besok",
    "/insatser/{id}/uppgift",
    "/samtycken",
    "/samtycken/{id}/aterkalla",
    "/remisser",
    "/remisser/{id}/svar",
    "/remisser/{id}/aterta",
    "/oro",
    "/utkast",
    "/utkast/{id}/kasta",
    "/mote",
    "/mote/{id}/andra",
    "/mote/{id}/lamna",
    "/underrattelser/{id}",
    "/inkomna/ny",
    "/inkomna/{id}",
    "/inkomna/{id}/skydda",
    "/inkomna/{id}/ta",
    "/inkomna/{id}/familjen",
    "/enheten/{id}",
    "/inkomna/{id}/insats",
    "/insatser/{id}",
    "/insatser/{id}/uppfoljning",
    "/loggkontroll/resten",
    "/min-logg/fraga/{id}",
    "/konto/losenord",
    "/personer",
    "/personer/andra",
    "/personer/aterstall",
    "/personer/stang",
    "/enheter",
    "/roller",
    "/roller/svar",
    "/enhetens-roller/fornya",
    "/enhetens-roller/avsluta",
];

/// One column's browser, and whose it is.
struct Caller {
    browser: Browser,
    user: Option<&'static str>,
    sheet: String,
}

impl Caller {
    async fn of(world: &World, who: Who) -> Self {
        let user = calls::user(who);
        let browser = match user {
            Some(name) => world.browser(name).await,
            None => Browser::new(world.pages.clone()),
        };
        Self { browser, user, sheet: world.stylesheet().await }
    }

    async fn call(&mut self, world: &World, route: &Route, things: &Things) -> StatusCode {
        let missing = || panic!("{} {} has no example", route.method, route.path);
        let path = calls::path(route, things, &self.sheet).unwrap_or_else(missing);
        if route.method == "get" {
            return self.browser.get(&path).await.status;
        }
        let duty = match self.user {
            Some(user) => world.badge(user).await.duty.unwrap().to_string(),
            None => String::new(),
        };
        let number = world.office.new_form_number().as_simple().to_string();
        let form = calls::form(route.path, &duty, &number).unwrap_or_else(missing);
        let form = match self.user {
            Some(user) => form.replace("{account}", &world.badge(user).await.account.to_string()),
            None => form,
        };
        let form = match things.open {
            Some(open) => open.chosen(&form, self.user),
            None => form,
        };
        let to = world.receiver_for(self.user).await;
        let form = calls::choosing(&form, things, &to);
        let body = calls::with_token(route.path, &form, &self.browser.token);
        self.browser.ask(Method::POST, &path, body).await.status
    }

    /// After what a route did to the session: in again, or with the token of the new one.
    async fn settle(&mut self, world: &World, route: &Route) {
        let Some(user) = self.user else { return };
        if route.path == "/logga-ut" {
            world.clock.advance(time::Duration::minutes(2));
            self.browser = world.browser(user).await;
        }
    }
}

/// Calls one route and says what was not as the table has it.
async fn tried(world: &World, caller: &mut Caller, route: &Route, column: usize) -> Vec<String> {
    let things = world.things_for(route).await;
    let before = (world.entries().await, world.records().await);
    let status = caller.call(world, route, &things).await;
    let entries = world.entries().await - before.0;
    let changed = world.records().await != before.1;
    let who = Who::ALL[column];
    let (expected, owed) = (route.answers.status(who), route.answers.entries(who));
    let said = |what: String| format!("{who:?} {} {}: {what}", route.method, route.path);
    let mut faults = Vec::new();
    if status.as_u16() != expected {
        faults.push(said(format!("{status}, expected {expected}")));
    }
    if entries != u64::from(owed) {
        faults.push(said(format!("{entries} entries, owed {owed}")));
    }
    // Only an act that is allowed changes records, and that it does shows that the refusals meant something.
    let may = route.method == "post" && ACTS.contains(&route.path) && who != Who::Nobody && expected < 400;
    if changed != may {
        faults.push(said(format!("changed records: {changed}")));
    }
    faults
}

/// The columns of a route, those that may before those that may not.
fn columns(route: &Route) -> Vec<usize> {
    let mut columns: Vec<usize> = (0..Who::ALL.len()).collect();
    columns.sort_by_key(|column| (route.answers.status(Who::ALL[*column]), *column));
    columns
}

async fn walk(world: World) {
    let mut callers = Vec::new();
    for who in Who::ALL {
        callers.push(Caller::of(&world, who).await);
    }
    let mut faults = Vec::new();
    for route in TABLE {
        for column in columns(route) {
            faults.extend(tried(&world, &mut callers[column], route, column).await);
            callers[column].settle(&world, route).await;
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

both_engines!(every_route_answers_every_role_as_the_table_says_and_owes_what_it_says, walk);

/// The table is the router: what it does not name, nobody is answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_method_but_those_of_the_table_is_answered() {
    let world = World::new(tests::Engine::Sqlite).await;
    let things = world.things_for(TABLE.iter().find(|route| route.path == "/insatser/{id}").unwrap()).await;
    let mut sara = world.browser("sara").await;
    let sheet = world.stylesheet().await;
    for route in TABLE {
        let path = calls::path(route, &things, &sheet).unwrap();
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS]
        {
            let verb = method.as_str().to_lowercase();
            if TABLE.iter().any(|known| known.path == route.path && known.method == verb) {
                continue;
            }
            let before = world.dump().await;
            let seen = sara.ask(method.clone(), &path, String::new()).await;
            assert_eq!(seen.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert_eq!(world.dump().await, before, "{method} {path}");
        }
    }
}
