//! Every route of the table, called by every column: the expected status, exactly the entries that are owed, and
//! nothing changed by a refusal.

#![cfg(test)]

use axum::http::{Method, StatusCode};
use domain::{
    Id,
    assessment::Protection,
    concern::Concern,
    intervention::{AgreedBy, AgreedHow, Intervention, Kind},
};
use tests::{Browser, Engine, World, both_engines, world::ELIAS};
use web::routes::{Route, TABLE, Who};

/// The things that the example calls are about.
struct Things {
    own: Id<Concern>,
    fresh: Id<Concern>,
    assessed: Id<Concern>,
    intervention: Id<Intervention>,
}

async fn things(world: &World) -> Things {
    let (own, assessed) = world.reported(Some(ELIAS), "MARKER-A").await;
    let sara = world.desk("sara").await;
    sara.assess(assessed, Protection::NotNeeded, "MARKER-R".to_owned()).await.unwrap();
    let offer = desk::interventions::Offer {
        kind: Kind::Talks,
        for_whom: "MARKER-N".to_owned(),
        goal: "MARKER-G".to_owned(),
        agreed_by: AgreedBy::Guardians,
        agreed_how: AgreedHow::Meeting,
        follow_up: sara.today(),
    };
    let intervention = sara.offer(assessed, offer).await.unwrap();
    let (_, fresh) = world.reported(None, "MARKER-B").await;
    Things { own, fresh, assessed, intervention }
}

/// A well-formed call for each route: path and form. A route without one fails.
fn example(route: &Route, things: &Things, form: &str) -> Option<(String, String)> {
    let Things { own, fresh, assessed, intervention } = things;
    let concern = "name=Barn&observed=Sett&guardians=yes";
    let judged = "outcome=not_needed&reasons=Sk%C3%A4l";
    let offer =
        "kind=talks&for_whom=Barn&goal=M%C3%A5l&agreed_by=guardians&agreed_how=meeting&follow_up=2027-01-05";
    let plain = |path: &str| Some((path.to_owned(), String::new()));
    let with = |path: String, form: &str| Some((path, form.to_owned()));
    match (route.method, route.path) {
        ("post", "/logga-in") => {
            with("/logga-in".to_owned(), &format!("username=nobody{form}&password=x&code=000000"))
        }
        ("post", "/sprak") => with("/sprak".to_owned(), "to=sv&back=%2F"),
        ("post", "/roll") => with("/roll".to_owned(), "duty=own"),
        ("post", "/oro/granska" | "/oro/andra") => with(route.path.to_owned(), concern),
        ("post", "/oro") => with("/oro".to_owned(), &format!("{concern}&form={form}")),
        ("get", "/oro/{id}") => plain(&format!("/oro/{own}")),
        ("get", "/oro/{id}/kvitto") => plain(&format!("/oro/{own}/kvitto")),
        ("get", "/inkomna/{id}") => plain(&format!("/inkomna/{assessed}")),
        ("post", "/inkomna/{id}/skyddsbedomning") => {
            with(format!("/inkomna/{fresh}/skyddsbedomning"), judged)
        }
        ("post", "/inkomna/{id}/beslut") => {
            with(format!("/inkomna/{assessed}/beslut"), "outcome=open&reasons=Sk%C3%A4l")
        }
        ("get", "/inkomna/{id}/insats") => plain(&format!("/inkomna/{assessed}/insats")),
        ("post", "/inkomna/{id}/insats") => with(format!("/inkomna/{assessed}/insats"), offer),
        ("get", "/insatser/{id}") => plain(&format!("/insatser/{intervention}")),
        ("post", "/insatser/{id}") => with(format!("/insatser/{intervention}"), "step=start"),
        ("get", "/static/{file}") => None,
        (_, path) if !path.contains('{') => plain(path),
        _ => panic!("{} {} has no example", route.method, route.path),
    }
}

fn user(who: Who) -> Option<&'static str> {
    match who {
        Who::Counsellor => Some("karin"),
        Who::Worker => Some("sara"),
        Who::Police => Some("jonas"),
        Who::Leisure => Some("amira"),
        Who::Auditor => Some("margit"),
        Who::Administrator => Some("eva"),
        Who::Nobody => None,
    }
}

/// What the records look like: a refusal must leave it as it was.
async fn state(world: &World, things: &Things) -> Vec<String> {
    let mut tx = world.store.read().await.unwrap();
    let mut state = Vec::new();
    for id in [things.own, things.fresh, things.assessed] {
        state.push(format!("{:?}", tx.concern(id).await.unwrap().unwrap().cover()));
        state.push(tx.interventions_of(id).await.unwrap().len().to_string());
    }
    state.push(format!("{:?}", tx.intervention(things.intervention).await.unwrap().unwrap().cover()));
    state
}

/// One column's browser, and whose it is.
struct Caller<'a> {
    world: &'a World,
    browser: Browser,
    user: Option<&'static str>,
}

impl Caller<'_> {
    async fn call(&mut self, route: &Route, path: &str, form: &str) -> StatusCode {
        if route.method == "get" {
            return self.browser.get(path).await.status;
        }
        let form = match (form, self.user) {
            ("duty=own", Some(user)) => format!("duty={}", self.world.badge(user).await.duty.unwrap()),
            _ => form.to_owned(),
        };
        // Forms that take no token know no such field.
        let takes_token = !matches!(route.path, "/logga-in" | "/sprak");
        let body = if takes_token { format!("token={}&{form}", self.browser.token) } else { form };
        let status = self.browser.ask(Method::POST, path, body).await.status;
        if path == "/roll" && self.user.is_some() {
            self.browser.token = self.browser.get("/roll").await.hidden("token");
        }
        status
    }
}

/// Calls one route and says what was not as the table has it.
async fn tried(caller: &mut Caller<'_>, things: &Things, route: &Route, column: usize) -> Vec<String> {
    let form = format!("{:032x}", column + 1);
    let Some((path, body)) = example(route, things, &form) else { return Vec::new() };
    let world = caller.world;
    let before = (world.entries().await, state(world, things).await);
    let status = caller.call(route, &path, &body).await;
    let entries = world.entries().await - before.0;
    let said = |what: String| format!("{:?} {} {}: {what}", Who::ALL[column], route.method, route.path);
    let mut faults = Vec::new();
    if status.as_u16() != route.statuses[column] {
        faults.push(said(format!("{status}, expected {}", route.statuses[column])));
    }
    if entries != u64::from(route.entries[column]) {
        faults.push(said(format!("{entries} entries, owed {}", route.entries[column])));
    }
    if status.is_client_error() && state(world, things).await != before.1 {
        faults.push(said("a refusal changed something".to_owned()));
    }
    faults
}

async fn walk(world: World) {
    let things = things(&world).await;
    let mut faults = Vec::new();
    // Whoever may act comes last, so that refusals are tried on what would have been possible.
    for (column, who) in Who::ALL.into_iter().enumerate().rev() {
        let browser = match user(who) {
            Some(name) => world.browser(name).await,
            None => Browser::new(world.pages.clone()),
        };
        let mut caller = Caller { world: &world, browser, user: user(who) };
        // Signing out is tried last: there is no session after it.
        let (last, order): (Vec<&Route>, Vec<&Route>) =
            TABLE.iter().partition(|route| route.path == "/logga-ut");
        for route in order.into_iter().chain(last) {
            faults.extend(tried(&mut caller, &things, route, column).await);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

both_engines!(every_route_answers_every_role_as_the_table_says_and_owes_what_it_says, walk);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hidden_and_missing_are_answered_alike() {
    let world = World::new(Engine::Sqlite).await;
    let things = things(&world).await;
    let missing = Id::<Concern>::from_random([9; 16]);
    for name in ["karin", "jonas", "amira", "margit", "eva"] {
        let mut browser = world.browser(name).await;
        for there in [format!("/inkomna/{}", things.assessed), format!("/insatser/{}", things.intervention)] {
            let stem = there.rsplit_once('/').unwrap().0.to_owned();
            let hidden = browser.get(&there).await;
            let nothing = browser.get(&format!("{stem}/{missing}")).await;
            let masked = |seen: &tests::Seen| {
                let number = seen
                    .body
                    .split("class=\"quote\"")
                    .nth(1)
                    .and_then(|s| s.split("<b>").nth(1))
                    .and_then(|s| s.split('<').next())
                    .unwrap_or("")
                    .to_owned();
                seen.body
                    .replace(&number, "NUMBER")
                    .replace(&things.assessed.to_string(), "ID")
                    .replace(&things.intervention.to_string(), "ID")
                    .replace(&missing.to_string(), "ID")
            };
            assert_eq!(hidden.status, nothing.status, "{name} {there}");
            assert_eq!(hidden.headers, nothing.headers, "{name} {there}");
            assert_eq!(masked(&hidden), masked(&nothing), "{name} {there}");
        }
    }
}

both_engines!(known_and_unknown_children_give_the_same_answer, |world: World| async move {
    world.reported(Some(ELIAS), "M1").await;
    let mut karin = world.browser("karin").await;
    let mut answers = Vec::new();
    for number in [ELIAS, tests::world::NOOR] {
        let form = [("name", "Barn"), ("number", number), ("observed", "Sett"), ("guardians", "no")];
        let form_number = karin.submit("/oro/granska", &form).await.hidden("form");
        let mut whole = form.to_vec();
        whole.push(("form", &form_number));
        let sent = karin.submit("/oro", &whole).await;
        let receipt = karin.get(sent.location()).await;
        let names = |seen: &tests::Seen| seen.headers.keys().map(ToString::to_string).collect::<Vec<_>>();
        answers.push((
            sent.status,
            names(&sent),
            sent.location().len(),
            sent.body.len(),
            receipt.status,
            receipt.headers.get("content-length").cloned(),
            receipt.body.len(),
        ));
    }
    assert_eq!(answers[0], answers[1]);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_change_is_refused_to_another_site() {
    let world = World::new(Engine::Sqlite).await;
    for route in TABLE.iter().filter(|route| route.method == "post") {
        let path = route.path.replace("{id}", "00000000000040008000000000000000");
        for header in [
            Some(("sec-fetch-site", "cross-site")),
            Some(("sec-fetch-site", "same-site")),
            Some(("origin", "http://evil.example")),
            None,
        ] {
            use tower::ServiceExt as _;
            let mut request =
                axum::http::Request::builder().method("POST").uri(&path).header("host", "127.0.0.1:8080");
            if let Some((name, value)) = header {
                request = request.header(name, value);
            }
            let request = request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(axum::body::Body::empty())
                .unwrap();
            let answer = world.pages.clone().oneshot(request).await.unwrap();
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path} {header:?}");
        }
    }
}
