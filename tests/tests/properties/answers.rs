//! Answers tell nothing: hidden and missing are one answer, known and unknown children are one answer, and what
//! cannot be an id is answered like both and recorded like neither.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use desk::Verdict;
use domain::{Id, concern::Concern, duty::Role};
use tests::{
    Browser, Seen, World, both_engines, calls,
    scene::{Handed, Newcomer},
    world::{ALVA, ELIAS, NOOR},
};
use web::routes::{Route, TABLE};

/// An answer without what may differ: the number to quote, and the words that came with the request.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    status: StatusCode,
    headers: BTreeMap<String, Vec<String>>,
    body: String,
}

impl Answer {
    pub(crate) fn of(seen: &Seen, masked: &[&str]) -> Self {
        let mask = |text: &str| {
            let quoted = between(&seen.body, "class=\"quote\"><span>", "</p>").split("<b>").nth(1);
            let quoted = quoted.and_then(|text| text.split('<').next()).unwrap_or("");
            let all = masked.iter().copied().chain([quoted]).filter(|word| !word.is_empty());
            all.fold(text.to_owned(), |text, word| text.replace(word, "MASKED"))
        };
        let mut headers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in &seen.headers {
            headers.entry(name.to_string()).or_default().push(mask(value.to_str().unwrap()));
        }
        Self { status: seen.status, headers, body: mask(&seen.body) }
    }
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    text.split_once(from).and_then(|(_, after)| after.split_once(to)).map_or("", |(found, _)| found)
}

/// What there is: two concerns from two reporters, one that is protected, and one of everything else with an id.
struct There {
    karins: Handed,
    lisas: Handed,
    protected: Handed,
    intervention: String,
    draft: String,
    consent: String,
    request: String,
    meeting: String,
    notice: String,
    question: String,
}

impl There {
    async fn in_world(world: &World) -> Self {
        let counsellor = Newcomer::lisa();
        world.taken_on(counsellor).await;
        let karins = world.handed("karin", world.concern(Some(ELIAS), "K")).await;
        let lisas = world.handed("lisa", world.concern(Some(ALVA), "L")).await;
        let mut secret = world.concern(Some(NOOR), "P");
        secret.protected = true;
        let protected = world.handed("karin", secret).await;
        let intervention = world.followed("sara", karins.received, ("Skäl", "Barn", "Mål")).await.to_string();
        let question = world.asked("sara").await.to_string();
        let (draft, consent) = (world.drafted("karin", "K").await, world.consented("sara", "K").await);
        let ((_, request), met) = (world.requested("karin", "K").await, world.met("K").await);
        let unsent = world.written_down("K").await;
        let [draft, consent] = [draft.to_string(), consent.to_string()];
        let [request, meeting, notice] = [request.to_string(), unsent.to_string(), met.received.to_string()];
        Self { karins, lisas, protected, intervention, draft, consent, request, meeting, notice, question }
    }

    fn ids(&self) -> Vec<String> {
        let concerns = [self.karins, self.lisas, self.protected].into_iter();
        let sides = concerns.flat_map(|handed| [handed.own, handed.received]);
        let Self { intervention, draft, consent, request, meeting, notice, question, .. } = self;
        let others = [intervention, draft, consent, request, meeting, notice, question].into_iter().cloned();
        sides.map(|id| id.to_string()).chain(others).collect()
    }

    /// Which ids somebody may open on a route.
    fn opens(&self, who: &str, route: &Route) -> Vec<String> {
        let receipt = route.path.ends_with("/kvitto");
        let concerns: &[Id<Concern>] = match (who, route.path.split('/').nth(1)) {
            ("karin", Some("oro")) if receipt => &[self.karins.own, self.protected.own],
            ("karin", Some("oro")) => &[self.karins.own],
            ("lisa", Some("oro")) => &[self.lisas.own],
            ("sara", Some("inkomna")) => &[self.karins.received, self.lisas.received],
            ("sara", Some("insatser")) => return vec![self.intervention.clone()],
            ("sara", Some("samtycken")) => return vec![self.consent.clone()],
            ("sara", Some("underrattelser")) => return vec![self.notice.clone()],
            // Asked is a person, whatever unit they work for now; and whoever asked looks at it too.
            ("sara" | "sara elsewhere" | "margit", Some("min-logg")) => return vec![self.question.clone()],
            ("karin", Some("utkast")) => return vec![self.draft.clone()],
            ("jonas", Some("mote")) if !receipt => return vec![self.meeting.clone()],
            _ => &[],
        };
        concerns.iter().map(ToString::to_string).collect()
    }
}

async fn ask(browser: &mut Browser, route: &Route, id: &str, form: &str) -> Seen {
    let path = route.path.replace("{id}", id);
    if route.method == "get" {
        return browser.get(&path).await;
    }
    let body = calls::with_token(route.path, form, &browser.token);
    browser.ask(Method::POST, &path, body).await
}

/// The forms that are tried: a good one and an empty one.
fn forms(route: &Route) -> Vec<String> {
    match route.method {
        "get" => vec![String::new()],
        _ => vec![calls::form(route.path, "", "").unwrap(), String::new()],
    }
}

/// The routes to records about persons.
fn with_ids() -> impl Iterator<Item = &'static Route> {
    TABLE.iter().filter(|route| route.path.contains("{id}") && !is_open(route))
}

/// Whether a route belongs to the open part. There is nobody behind its ids, and nothing is hidden there from whoever has
/// a part in it.
fn is_open(route: &Route) -> bool {
    route.path.starts_with("/lagesbild")
}

/// Everybody who can sign in: sara twice, once at each of her units.
async fn everybody(world: &World) -> Vec<(&'static str, Browser)> {
    let mut all = vec![("lisa", world.browser_of("lisa").await)];
    for name in ["karin", "sara", "jonas", "amira", "margit", "eva"] {
        all.push((name, world.browser(name).await));
    }
    let badge = world.badge("sara").await;
    let duties = world.store.read().await.unwrap().duties(badge.account).await.unwrap();
    let other = duties.iter().find(|duty| Some(duty.id) != badge.duty).unwrap().id.to_string();
    let mut elsewhere = world.browser("sara").await;
    assert_eq!(elsewhere.submit("/roll", &[("duty", &other)]).await.status, StatusCode::SEE_OTHER);
    elsewhere.token = elsewhere.get("/roll").await.hidden("token");
    all.push(("sara elsewhere", elsewhere));
    all
}

/// One call, and what the log says of it.
async fn recorded(
    world: &World,
    browser: &mut Browser,
    call: (&Route, &str, &str),
    verdicts: &[Verdict],
) -> Seen {
    let (route, id, form) = call;
    let before = world.entries().await;
    let seen = ask(browser, route, id, form).await;
    let entries = world.entries_from(before).await;
    let said = format!("{} {} {id}", route.method, route.path);
    assert_eq!(entries.len(), 1, "{said}");
    let items = &entries[0].items;
    assert_eq!(items.len(), 1, "{said}: nothing is named but what was asked for");
    assert_eq!(items[0].record, id, "{said}");
    assert!(verdicts.contains(&items[0].verdict), "{said}: {:?}", items[0].verdict);
    assert!(items[0].fields.is_empty(), "{said}");
    seen
}

both_engines!(hidden_and_missing_are_one_answer_for_everybody_everywhere, |world: World| async move {
    let there = There::in_world(&world).await;
    let missing = Id::<Concern>::from_random([9; 16]).to_string();
    let before = world.records().await;
    for (name, mut browser) in everybody(&world).await {
        for route in with_ids() {
            let opens = there.opens(name, route);
            for form in forms(route) {
                let call = (route, missing.as_str(), form.as_str());
                let nothing = recorded(&world, &mut browser, call, &[Verdict::Missing]).await;
                let nothing = Answer::of(&nothing, &[&missing]);
                assert_eq!(nothing.status, StatusCode::NOT_FOUND, "{name} {}", route.path);
                for id in there.ids().iter().filter(|id| !opens.contains(id)) {
                    // An id of another kind, or of the other side, leads nowhere on this route.
                    let call = (route, id.as_str(), form.as_str());
                    let no = [Verdict::Refused, Verdict::Missing];
                    let hidden = recorded(&world, &mut browser, call, &no).await;
                    let hidden = Answer::of(&hidden, &[id]);
                    assert_eq!(hidden, nothing, "{name} {} {}", route.method, route.path);
                }
                if route.method == "get" {
                    for id in &opens {
                        assert_eq!(
                            ask(&mut browser, route, id, "").await.status,
                            StatusCode::OK,
                            "{name} {id}"
                        );
                    }
                }
            }
        }
    }
    assert_eq!(world.records().await, before, "asking changed nothing");
});

/// What cannot be an id.
pub(crate) const NO_IDS: [&str; 9] = [
    "x",
    "0",
    "..",
    "%00",
    "%2e%2e%2foro",
    "0000000000004000800000000000000",
    "000000000000400080000000000000000",
    "0000000000004000800000000000000A",
    "00000000-0000-4000-8000-000000000000",
];

both_engines!(what_cannot_be_an_id_is_missing_and_leaves_no_entry, |world: World| async move {
    let missing = Id::<Concern>::from_random([9; 16]).to_string();
    let long = "a".repeat(9000);
    for name in ["karin", "sara", "eva"] {
        let mut browser = world.browser(name).await;
        for route in with_ids() {
            for form in forms(route) {
                // Of the path, only its own length may differ.
                let here = |id: &str| {
                    let path = route.path.replace("{id}", id);
                    [format!("value=\"{path}\""), format!("action=\"{path}\"")]
                };
                let answer = |seen: &Seen, id: &str| {
                    let mut answer = Answer::of(seen, &here(id).each_ref().map(String::as_str));
                    answer.headers.remove("content-length");
                    answer
                };
                let nothing = ask(&mut browser, route, &missing, &form).await;
                let nothing = answer(&nothing, &missing);
                let before = world.entries().await;
                for id in NO_IDS.into_iter().chain([long.as_str()]) {
                    let seen = ask(&mut browser, route, id, &form).await;
                    assert_eq!(seen.status, StatusCode::NOT_FOUND, "{name} {} {id}", route.path);
                    assert_eq!(answer(&seen, id), nothing, "{name} {} {id}", route.path);
                }
                let latin = ask(&mut browser, route, "%E5", &form).await;
                assert!(latin.status.is_client_error(), "{name} {}", route.path);
                assert_eq!(world.entries().await, before, "{name} {}", route.path);
            }
        }
    }
});

both_engines!(an_id_of_the_open_part_is_answered_by_role_alone, |world: World| async move {
    let missing = Id::<Concern>::from_random([9; 16]).to_string();
    world.grounded().await;
    let version = world.pictures().await.first().expect("a picture").id.to_string();
    let looked_at = |route: &&Route| route.path.contains("{id}") && is_open(route) && route.method == "get";
    for name in ["karin", "sara", "amira", "eva"] {
        let mut browser = world.browser(name).await;
        for route in TABLE.iter().filter(looked_at) {
            let refused = ask(&mut browser, route, &missing, "").await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name} {}", route.path);
            let there = ask(&mut browser, route, &version, "").await;
            let (refused, there) = (Answer::of(&refused, &[&missing]), Answer::of(&there, &[&version]));
            assert_eq!(there, refused, "{name} {}", route.path);
        }
    }
    let mut malin = world.browser("malin").await;
    for route in TABLE.iter().filter(looked_at) {
        for id in NO_IDS.into_iter().chain([missing.as_str()]) {
            let seen = ask(&mut malin, route, id, "").await;
            assert_eq!(seen.status, StatusCode::NOT_FOUND, "{} {id}", route.path);
        }
    }
});

/// Sends a concern and asks for its receipt; what the log says of it comes along.
async fn sent(world: &World, karin: &mut Browser, number: &str) -> (Vec<Answer>, Vec<String>) {
    let form =
        [("name", "Barn"), ("number", number), ("observed", "Sett"), ("guardians", "no"), ("harm", "yes")];
    let before = world.entries().await;
    let review = karin.submit("/oro/granska", &form).await;
    let number_of_form = review.hidden("form");
    let mut whole = form.to_vec();
    whole.push(("form", &number_of_form));
    let sent = karin.submit("/oro", &whole).await;
    let receipt = karin.get(sent.location()).await;
    let id = sent.location().split('/').nth(2).unwrap().to_owned();
    let dnr = between(&receipt.body, "class=\"quote\">", "</p>").split("<b>").nth(1).unwrap();
    let masks = [id.as_str(), dnr.split('<').next().unwrap(), number, number_of_form.as_str()];
    let answers = [&review, &sent, &receipt].map(|seen| Answer::of(seen, &masks));
    let entries = world.entries_from(before).await;
    let shape = |entry: &desk::Entry| {
        let items = entry.items.iter().map(|item| (&item.kind, &item.fields, item.verdict, &item.policies));
        format!("{} {:?} {:?} {:?}", entry.action, entry.class, entry.basis, items.collect::<Vec<_>>())
    };
    (answers.into(), entries.iter().map(shape).collect())
}

both_engines!(whether_a_child_is_known_at_intake_shows_in_nothing, |world: World| async move {
    let own = "20030101-2399";
    let worker = Newcomer {
        username: "olle",
        unit: "Mottagningen",
        role: Role::SocialWorker,
        number: Some(own),
        handles_protected: true,
    };
    world.taken_on(worker).await;
    // Known and worked with; known and protected; in conflict with whoever works at intake; a worker there.
    let known = world.handed("karin", world.concern(Some(ELIAS), "K")).await;
    world.followed("sara", known.received, ("Skäl", "Barn", "Mål")).await;
    let mut secret = world.concern(Some(ALVA), "P");
    secret.protected = true;
    world.handed("karin", secret).await;
    let sara = world.badge("sara").await.account;
    let conflicted = "20030102-2380";
    world.setup.conflict(sara, &world.number(conflicted)).await.unwrap();
    let mut karin = world.browser("karin").await;
    let unknown = sent(&world, &mut karin, NOOR).await;
    assert_eq!(unknown.0[2].status, StatusCode::OK, "{}", unknown.0[2].body);
    for number in [ELIAS, ALVA, conflicted, own] {
        assert_eq!(sent(&world, &mut karin, number).await, unknown, "{number}");
    }
    // Nor does the form say anything before it is sent: a number that nobody has is a number.
    assert_eq!(unknown.1.len(), 2, "the sending and the receipt, no entry for the review: {:?}", unknown.1);
});
