//! What stands on every answer, and which requests get none: headers on each class of answer, and acts that only a
//! form of our own page, in this session, can do.

use axum::{
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use tests::{Browser, Engine, Seen, World, both_engines, calls, outside::knock, world::ELIAS};
use web::routes::{TABLE, Who};

const EXACTLY: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
];
const POLICY: [&str; 5] = [
    "default-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
];

fn one<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    let mut all = headers.get_all(name).iter();
    let first = all.next().map_or("", |value| value.to_str().unwrap());
    assert!(all.next().is_none(), "{name} twice");
    first
}

fn is_guarded(what: &str, seen: &Seen, status: u16) {
    assert_eq!(seen.status.as_u16(), status, "{what}: {}", seen.body);
    for (name, value) in EXACTLY {
        assert_eq!(one(&seen.headers, name), value, "{what}: {name}");
    }
    let policy = one(&seen.headers, "content-security-policy");
    assert!(
        POLICY.iter().all(|part| policy.contains(part)) && !policy.contains("unsafe"),
        "{what}: {policy}"
    );
    assert!(one(&seen.headers, "permissions-policy").contains("camera=()"), "{what}");
    let kept = match what {
        "static" => "public, max-age=31536000, immutable",
        "page of everybody" => "public, no-cache",
        _ => "no-store",
    };
    assert_eq!(one(&seen.headers, "cache-control"), kept, "{what}");
    assert!(one(&seen.headers, "strict-transport-security").is_empty(), "{what}: only behind TLS");
    let kind = one(&seen.headers, "content-type");
    assert!(seen.body.is_empty() || kind.contains("utf-8"), "{what}: {kind}");
}

both_engines!(every_class_of_answer_carries_every_header, |world: World| async move {
    let handed = world.handed("karin", world.concern(Some(ELIAS), "M")).await;
    let (mut sara, mut karin) = (world.browser("sara").await, world.browser("karin").await);
    let ours = format!("/inkomna/{}", handed.received);
    is_guarded("page", &sara.get(&ours).await, 200);
    is_guarded("page of everybody", &sara.get("/medborgarlofte").await, 200);
    is_guarded("static", &sara.get(&world.stylesheet().await).await, 200);
    is_guarded("missing file", &sara.get("/static/x.css").await, 404);
    is_guarded("health", &sara.get("/halsa").await, 200);
    is_guarded("redirect", &sara.get("/").await, 303);
    is_guarded("signed out", &Browser::new(world.pages.clone()).get("/inkomna").await, 303);
    is_guarded("explained refusal", &karin.get("/inkomna").await, 403);
    is_guarded("hidden", &karin.get(&ours).await, 404);
    is_guarded("no such page", &sara.get("/finns-inte").await, 404);
    is_guarded("wrong method", &sara.ask(Method::DELETE, &ours, String::new()).await, 405);
    is_guarded("no such field", &karin.submit("/oro", &[("x", "y")]).await, 400);
    is_guarded("fault at a field", &karin.submit("/oro/granska", &[("name", "Barn")]).await, 422);
    let old = [("token", "x"), ("observed", "Sett"), ("guardians", "yes")];
    is_guarded("old page", &karin.post("/oro", &old).await, 409);
    is_guarded("forged token", &sara.post("/roll", &[("token", "x")]).await, 403);
    is_guarded("too large", &karin.ask(Method::POST, "/oro", "x".repeat(web::BODY + 1)).await, 413);
    let foreign = Request::get("/").header(header::HOST, "evil.example").body(Body::empty()).unwrap();
    is_guarded("foreign host", &knock(&world.pages, foreign).await, 403);
    let mut stranger = Browser::new(world.pages.clone());
    for _ in 0..4 {
        is_guarded("wrong password", &stranger.post("/logga-in", &[("username", "ingen")]).await, 403);
    }
    is_guarded("too many tries", &stranger.post("/logga-in", &[("username", "ingen")]).await, 429);

    world.meddle("UPDATE concern SET body = line").await;
    is_guarded("damaged record", &sara.get(&ours).await, 500);
    world.meddle("ALTER TABLE ledger_head RENAME TO gone").await;
    is_guarded("nothing can be recorded", &sara.get(&ours).await, 503);
    world.meddle("ALTER TABLE session RENAME TO gone_too").await;
    is_guarded("nobody knows who is signed in", &sara.get(&ours).await, 503);
});

/// Behind TLS the browser is told to stay there, and an origin without TLS is another site.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_tls_the_answer_says_so_and_plain_origins_are_foreign() {
    let world = World::new(Engine::Sqlite).await;
    let app = web::App::new(world.office.clone(), "Karlshamn".to_owned(), Vec::new());
    let hosts = web::shield::Hosts::Named(vec!["sspf.example".to_owned()]);
    let pages = web::application(&app, hosts, true);
    let ask = |method: &str, path: &str, origin: &str| {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "sspf.example");
        request
            .header(header::ORIGIN, origin)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("to=sv&back=%2F"))
            .unwrap()
    };
    let page = knock(&pages, ask("GET", "/logga-in", "https://sspf.example")).await;
    assert!(one(&page.headers, "strict-transport-security").starts_with("max-age=63072000"));
    assert!(!page.body.contains("/demo"), "no buttons of a demo in real use");
    for (origin, status) in
        [("https://sspf.example", 303), ("http://sspf.example", 403), ("https://sspf.example:8443", 403)]
    {
        let seen = knock(&pages, ask("POST", "/sprak", origin)).await;
        assert_eq!(seen.status.as_u16(), status, "{origin}");
    }
    let demo = knock(&pages, ask("POST", "/demo", "https://sspf.example")).await;
    assert_eq!(demo.status, StatusCode::NOT_FOUND);
}

/// Nothing in a page runs or paints by itself: the policy would stop it, and the page would look broken.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_holds_inline_script_or_style() {
    let world = World::new(Engine::Sqlite).await;
    for who in Who::ALL {
        let Some(user) = calls::user(who) else { continue };
        let mut browser = world.browser(user).await;
        for route in TABLE.iter().filter(|route| route.method == "get") {
            let things = world.things_for(route).await;
            let path = calls::path(route, &things, "/static/x").unwrap();
            let page = browser.get(&path).await.body;
            for inline in ["<script>", "<style", " style=\"", " onclick=", " onload=", "javascript:"] {
                assert!(!page.contains(inline), "{user} {path}: {inline}");
            }
        }
    }
}

/// Where a request says it comes from, and whether that is one of our own pages.
const SITES: [(&[(&str, &str)], bool); 12] = [
    (&[], false),
    (&[("sec-fetch-site", "cross-site")], false),
    (&[("sec-fetch-site", "same-site")], false),
    (&[("sec-fetch-site", "")], false),
    (&[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")], false),
    (&[("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:8080")], false),
    (&[("origin", "http://evil.example")], false),
    (&[("origin", "null")], false),
    (&[("origin", "https://127.0.0.1:8080")], false),
    (&[("origin", "http://127.0.0.1:8081")], false),
    (&[("origin", "http://127.0.0.1:8080"), ("origin", "http://evil.example")], false),
    (&[("origin", "http://127.0.0.1:8080")], true),
];

both_engines!(every_act_is_refused_unless_our_own_page_sent_it, |world: World| async move {
    let mut sara = world.browser("sara").await;
    let paths = TABLE.iter().filter(|route| route.method == "post").map(|route| route.path);
    // Last what ends the session, and at the very end what changes the password of the next one.
    let last = ["/logga-ut", "/konto/losenord"];
    for path in paths.chain(["/demo"]).filter(|path| !last.contains(path)).chain(last) {
        let route = TABLE.iter().find(|route| route.path == path && route.method == "post");
        let things = world.things_for(route.unwrap_or(&TABLE[0])).await;
        let there = route.map_or(path.to_owned(), |route| calls::path(route, &things, "").unwrap());
        sara.token = sara.get("/roll").await.hidden("token");
        let duty = world.badge("sara").await.duty.unwrap().to_string();
        let form = calls::form(path, &duty, &world.office.new_form_number().to_string()).unwrap();
        let body = calls::with_token(path, &form, &sara.token);
        let before = world.dump().await;
        for (headers, is_own) in SITES {
            let mut request = Request::post(&there)
                .header(header::HOST, "127.0.0.1:8080")
                .header(header::COOKIE, sara.cookie())
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let seen = knock(&world.pages, request.body(Body::from(body.clone())).unwrap()).await;
            let turned_away = seen.status == StatusCode::FORBIDDEN && world.dump().await == before;
            assert_eq!(turned_away, !is_own, "{path} {headers:?}: {}", seen.status);
            if is_own {
                break;
            }
        }
        if path != "/konto/losenord" {
            world.clock.advance(time::Duration::minutes(2));
            sara = world.browser("sara").await;
        }
    }
});

both_engines!(every_act_wants_a_token_of_this_session, |world: World| async move {
    let (mut sara, karin) = (world.browser("sara").await, world.browser("karin").await);
    // What shows no more than it was sent, or can do no harm, takes no token; a concern comes back for review.
    let free = ["/logga-in", "/logga-ut", "/sprak", "/oro/granska", "/oro/andra", "/oro", "/besok"];
    for route in TABLE.iter().filter(|route| route.method == "post" && !free.contains(&route.path)) {
        let things = world.things_for(route).await;
        let path = calls::path(route, &things, "").unwrap();
        let form = calls::form(route.path, &world.badge("sara").await.duty.unwrap().to_string(), "").unwrap();
        let before = world.records().await;
        let entries = world.entries().await;
        let right = sara.token.clone();
        for token in ["", "x", &karin.token, &right[1..], &right.to_uppercase()] {
            let body = calls::with_token(route.path, &form, token);
            let seen = sara.ask(Method::POST, &path, body).await;
            assert_eq!(seen.status, StatusCode::FORBIDDEN, "{path} {token}");
        }
        assert_eq!(sara.ask(Method::POST, &path, form).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!((world.records().await, world.entries().await), (before, entries), "{path}");
    }
});

both_engines!(a_concern_with_an_old_token_comes_back_and_is_not_sent, |world: World| async move {
    let mut karin = world.browser("karin").await;
    let before = world.records().await;
    let form = [("token", "gammal"), ("name", "Barn"), ("observed", "ORD SOM STANNAR"), ("guardians", "no")];
    let seen = karin.post("/oro", &form).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(seen.body.contains("ORD SOM STANNAR") && seen.hidden("token") == karin.token);
    assert_eq!(world.records().await, before);
});

both_engines!(looking_changes_nothing, |world: World| async move {
    for who in Who::ALL {
        let mut browser = match calls::user(who) {
            Some(user) => world.browser(user).await,
            None => Browser::new(world.pages.clone()),
        };
        for route in TABLE.iter().filter(|route| route.method == "get") {
            let things = world.things_for(route).await;
            let path = calls::path(route, &things, "/static/x").unwrap();
            let before = (world.records().await, world.entries().await);
            let got = browser.get(&path).await;
            let between = world.entries().await;
            let head = browser.ask(Method::HEAD, &path, "x=y".to_owned()).await;
            assert_eq!((head.status, head.body.as_str()), (got.status, ""), "{who:?} {path}");
            assert_eq!(world.entries().await - between, between - before.1, "{who:?} HEAD {path}");
            assert_eq!(world.records().await, before.0, "{who:?} {path}");
        }
    }
});
