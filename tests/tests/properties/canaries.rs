//! Canaries: every personal field carries a marker that stands nowhere else. Where a marker is found in an answer,
//! that request's own entries must name the record and the field class, or it came in with the request. In the
//! database, in files, in what the program says of itself and in addresses and titles it must not be at all.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    sync::{LazyLock, Mutex, PoisonError},
};

use desk::handover::NewConcern;
use domain::{concern::GuardiansKnow, person::Identity};
use tests::{
    Browser, Seen, World, both_engines,
    scene::{Handed, Newcomer},
    world::{ALVA, ELIAS},
};
use web::routes::TABLE;

/// A marker, and which of its disclosures cover it: record and field class.
struct Canary {
    song: String,
    covers: Vec<(String, &'static str)>,
}

/// What the program says of itself, at every level, in this process.
static SAID: LazyLock<Mutex<Vec<u8>>> = LazyLock::new(Mutex::default);

struct Ear;

impl Write for Ear {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        SAID.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Listens from now on. Only the first call of a process sets it up.
fn listen() {
    let _ = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(|| Ear)
        .try_init();
}

/// The ways in which a number is written.
fn spellings(number: &str) -> Vec<String> {
    let bare = number.replace('-', "");
    vec![number.to_owned(), bare.clone(), number[2..].to_owned(), bare[2..].to_owned()]
}

/// One concern with a marker of its own in each field.
struct Told {
    new: NewConcern,
    number: &'static str,
    mark: &'static str,
}

fn told(world: &World, mark: &'static str, number: &'static str) -> Told {
    let new = NewConcern {
        form: world.office.new_form_number(),
        about: Identity { name: format!("{mark}NAMN"), number: Some(world.number(number)) },
        observed: format!("{mark}SETT"),
        hearsay: Some(format!("{mark}HORT")),
        judgement: Some(format!("{mark}TROR")),
        guardians: GuardiansKnow::MustNot,
        protected: false,
        feedback: false,
        danger: false,
    };
    Told { new, number, mark }
}

/// Hands it in, follows it up, and says what would cover each of its markers.
async fn sing(world: &World, by: &str, told: Told) -> (Handed, String, Vec<Canary>) {
    let Told { new, number, mark } = told;
    let handed = world.handed(by, new).await;
    let words = [format!("{mark}SKAL"), format!("{mark}FORVEM"), format!("{mark}MAL"), format!("{mark}UPPF")];
    let intervention = world.followed("sara", handed.received, (&words[0], &words[1], &words[2])).await;
    let event = world.followed_up("sara", intervention, &words[3]).await.to_string();
    let intervention = intervention.to_string();
    let mut tx = world.store.read().await.unwrap();
    let assessment = tx.assessments(handed.received).await.unwrap()[0].cover().id.to_string();
    let sides = |class: &'static str| {
        [handed.own, handed.received].iter().map(|id| (id.to_string(), class)).collect::<Vec<_>>()
    };
    let mut canaries = Vec::new();
    let mut add = |song: String, covers: Vec<(String, &'static str)>| canaries.push(Canary { song, covers });
    add(format!("{mark}NAMN"), sides("identity"));
    for spelling in spellings(number) {
        add(spelling, sides("identity"));
    }
    for field in ["SETT", "HORT", "TROR"] {
        add(format!("{mark}{field}"), sides("report"));
    }
    add(words[0].clone(), vec![(assessment, "reasons")]);
    add(words[1].clone(), vec![(intervention.clone(), "terms"), (intervention.clone(), "identity")]);
    add(words[2].clone(), vec![(intervention.clone(), "terms")]);
    add(words[3].clone(), vec![(event, "notes")]);
    (handed, intervention, canaries)
}

struct Scene {
    canaries: Vec<Canary>,
    ids: Vec<String>,
}

/// Two concerns about two children from two reporters, and what followed.
async fn scene(world: &World) -> Scene {
    listen();
    let lisa = Newcomer::lisa();
    world.taken_on(lisa).await;
    let (mut canaries, mut ids, mut drafts) = (Vec::new(), Vec::new(), Vec::new());
    for (by, mark, number) in [("karin", "QZXA", ELIAS), ("lisa", "QZXB", ALVA)] {
        let (handed, intervention, songs) = sing(world, by, told(world, mark, number)).await;
        canaries.extend(songs);
        let draft = world.drafted(by, &format!("{mark}UTKAST")).await.to_string();
        canaries.push(Canary { song: format!("{mark}UTKAST"), covers: vec![(draft.clone(), "draft")] });
        drafts.push(draft);
        ids.extend([handed.own.to_string(), handed.received.to_string(), intervention]);
    }
    ids.extend(drafts);
    // Something that the program does speak of, so that the silence about the rest means something.
    let mut stranger = Browser::new(world.pages.clone());
    let seen = stranger.post("/logga-in", &[("username", "QZXANAMN"), ("password", "QZXASETT")]).await;
    assert_eq!(seen.status.as_u16(), 403);
    Scene { canaries, ids }
}

/// Everything in a page that a browser would follow or send.
fn addresses(seen: &Seen) -> Vec<String> {
    let marks = ["href=\"", "action=\"", "formaction=\"", "src=\""];
    let found = marks.iter().flat_map(|mark| seen.body.split(mark).skip(1));
    let found = found.filter_map(|rest| rest.split('"').next()).map(str::to_owned);
    found.chain([seen.location().to_owned()]).collect()
}

/// Looks at one answer; says which markers sang in it.
async fn heard(world: &World, scene: &Scene, before: u64, seen: &Seen, said: &str) -> BTreeSet<String> {
    let shown = world.shown_from(before).await;
    let title =
        seen.body.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or("");
    let headers = format!("{:?}", seen.headers);
    let mut songs = BTreeSet::new();
    for Canary { song, covers } in &scene.canaries {
        let aside = addresses(seen).into_iter().chain([title.to_owned(), headers.clone()]);
        for place in aside {
            assert!(!place.contains(song.as_str()), "{said}: {song} in {place}");
        }
        if seen.body.contains(song.as_str()) {
            let is_covered =
                covers.iter().any(|(id, class)| shown.contains(&(id.clone(), (*class).to_owned())));
            assert!(is_covered, "{said}: {song} is shown, the entries name {shown:?}");
            songs.insert(song.clone());
        }
    }
    songs
}

both_engines!(no_marker_is_shown_that_the_requests_own_entries_do_not_name, |world: World| async move {
    let scene = scene(&world).await;
    let mut sung: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for name in ["karin", "lisa", "sara", "jonas", "amira", "lena", "margit", "eva", "nobody"] {
        let mut browser = match name {
            "nobody" => Browser::new(world.pages.clone()),
            "lisa" => world.browser_of("lisa").await,
            _ => world.browser(name).await,
        };
        for route in TABLE.iter().filter(|route| route.method == "get") {
            let ids = if route.path.contains("{id}") { &scene.ids[..] } else { &scene.ids[..1] };
            for id in ids {
                let is_list = ["/inkomna", "/insatser"].contains(&route.path);
                for query in if is_list { &["", "?visa=avgjorda", "?visa=avslutade"][..] } else { &[""] } {
                    let before = world.entries().await;
                    let path = format!("{}{query}", route.path.replace("{id}", id).replace("{file}", "x"));
                    let seen = browser.get(&path).await;
                    let songs = heard(&world, &scene, before, &seen, &format!("{name} {path}")).await;
                    sung.entry(name).or_default().extend(songs);
                }
            }
        }
    }
    // The canaries have to sing where they may: whoever may know a field has seen it somewhere.
    let fields = |name: &str, mark: &str| sung[name].iter().filter(|song| song.starts_with(mark)).count();
    assert_eq!((fields("karin", "QZXA"), fields("karin", "QZXB")), (5, 0));
    assert_eq!((fields("lisa", "QZXA"), fields("lisa", "QZXB")), (0, 5));
    assert_eq!((fields("sara", "QZXA"), fields("sara", "QZXB")), (8, 8));
    assert!(sung["sara"].contains(ELIAS) && sung["sara"].contains(ALVA));
    for name in ["jonas", "amira", "lena", "margit", "eva", "nobody"] {
        assert!(sung[name].is_empty(), "{name} heard {:?}", sung[name]);
    }
    silent(&world, &scene).await;
});

// What a form brings may stand in the answer to it, in no other, and in no address.
both_engines!(what_came_with_a_request_goes_back_in_its_answer_alone, |world: World| async move {
    let scene = scene(&world).await;
    let (mut karin, mut sara) = (world.browser("karin").await, world.browser("sara").await);
    let form = [
        ("name", "QZXANAMN"),
        ("number", ELIAS),
        ("observed", "QZXASETT"),
        ("guardians", "no"),
        ("harm", "yes"),
    ];
    for path in ["/oro/granska", "/oro/andra", "/oro"] {
        let seen = karin.post(path, &form).await;
        assert!(seen.body.contains("QZXASETT") && seen.body.contains(ELIAS), "{path}");
        assert!(addresses(&seen).iter().all(|address| !address.contains("QZX") && !address.contains("2012")));
        let after = karin.get("/oro/ny").await;
        assert!(!after.body.contains("QZX"), "{path}: nothing is kept for the next page");
    }
    let sent = [("form", karin.submit("/oro/granska", &form).await.hidden("form"))];
    let whole: Vec<_> = form.iter().copied().chain([(sent[0].0, sent[0].1.as_str())]).collect();
    let sent = karin.submit("/oro", &whole).await;
    assert!(!format!("{:?}{}", sent.headers, sent.body).contains("QZX"));
    let offer = [("for_whom", "QZXAFORVEM"), ("goal", "QZXAMAL")];
    let page = format!("/inkomna/{}/insats", scene.ids[1]);
    assert!(sara.submit(&page, &offer).await.body.contains("QZXAMAL"));
    // Whoever guesses the words of a refused form gets none of them confirmed.
    let refused = karin.submit(&page, &offer).await;
    assert!(!refused.body.contains("QZX"));
    silent(&world, &scene).await;
});

/// Nobody is told a marker who was not asked: no table, no file, no word of the program.
async fn silent(world: &World, scene: &Scene) {
    let tables = world.dump().await;
    let text: String = tables.values().flatten().map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(text.len() > 20_000, "there was something to look at");
    let lower = text.to_lowercase();
    let mut files = Vec::new();
    let mut folders = vec![world.folder.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.clone(), std::fs::read(path).unwrap()));
            }
        }
    }
    assert!(files.len() > 5, "keys and checkpoints at least: {}", files.len());
    if world.engine == tests::Engine::Sqlite {
        let names: Vec<_> = files.iter().map(|(path, _)| path.display().to_string()).collect();
        assert!(names.iter().any(|name| name.ends_with("-wal")), "the write-ahead log lies there: {names:?}");
    }
    let said = SAID.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert!(holds(&said, "sign_in.failed"), "the program speaks of what may be said");
    for Canary { song, .. } in &scene.canaries {
        let hex = access::hex(song);
        assert!(!text.contains(song.as_str()) && !lower.contains(&hex), "{song} in a table");
        for (path, bytes) in &files {
            assert!(!holds(bytes, song), "{song} in {}", path.display());
        }
        assert!(!holds(&said, song), "{song} was said");
    }
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

fn describe<T: access::Protected>(sealed: &access::Sealed<T>) -> String
where
    T::Cover: std::fmt::Debug,
{
    format!("{:?} {:?} {sealed:?}", sealed.cover(), sealed.facts())
}

// What a decision looks at may stand in a log: no marker is in cover, facts or `Debug` of any record.
both_engines!(covers_and_facts_hold_nothing_that_one_would_mind_in_a_log, |world: World| async move {
    let scene = scene(&world).await;
    let mut tx = world.store.read().await.unwrap();
    for (own, received, intervention) in scene.ids.chunks_exact(3).map(|ids| (&ids[0], &ids[1], &ids[2])) {
        let mut text = String::new();
        for id in [own, received] {
            let sealed = tx.concern(id.parse().unwrap()).await.unwrap().unwrap();
            text.push_str(&describe(&sealed));
        }
        let sealed = tx.intervention(intervention.parse().unwrap()).await.unwrap().unwrap();
        text.push_str(&describe(&sealed));
        assert!(scene.canaries.iter().all(|canary| !text.contains(&canary.song)), "{text}");
    }
});
