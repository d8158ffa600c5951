//! Nothing is shown while nothing can be recorded; a concern that is being sent comes back whole, and sending it
//! again makes exactly one, also where the commit had happened and nobody learnt of it.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use tests::{Browser, Seen, World, world::ELIAS};

use super::{
    failing::{Faults, Place, Way},
    verified, with_faults,
};

const TEXT: &str = "Kommer utan mat i magen & säger att \"ingen\" är hemma.";
/// As a page must write it.
const SHOWN: &str = "Kommer utan mat i magen";

/// A form, field by field.
type Form = Vec<(&'static str, String)>;

/// Karin's concern, reviewed and ready to be sent.
async fn reviewed(karin: &mut Browser) -> Form {
    let form =
        [("name", "Elias"), ("number", ELIAS), ("observed", TEXT), ("guardians", "no"), ("harm", "yes")];
    let number = karin.submit("/oro/granska", &form).await.hidden("form");
    assert!(!number.is_empty(), "the review numbers the form");
    form.into_iter().map(|(name, value)| (name, value.to_owned())).chain([("form", number)]).collect()
}

async fn send(karin: &mut Browser, form: &Form) -> Seen {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    karin.submit("/oro", &form).await
}

fn assert_not_shown(seen: &Seen, path: &str) {
    assert_eq!(seen.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
    assert!(!seen.body.contains("MARKER"), "{path} shows what was not recorded");
    assert!(seen.body.contains("tel:112"), "{path} says whom to ring");
}

async fn fails_closed(world: World, faults: Faults, place: Place, way: Way) {
    let (_, received) = world.reported(Some(ELIAS), "MARKER").await;
    let (mut sara, mut karin) = (world.browser("sara").await, world.browser("karin").await);
    let page = format!("/inkomna/{received}");
    let form = reviewed(&mut karin).await;
    let before = world.entries().await;

    faults.set(place, way);
    let began = Instant::now();
    let (seen, kept) = tokio::join!(sara.get(&page), send(&mut karin, &form));
    assert!(began.elapsed() < Duration::from_secs(5), "it took {:?}", began.elapsed());
    assert_not_shown(&seen, &page);
    assert_eq!(kept.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(kept.body.contains(SHOWN), "the whole text comes back");
    assert!(kept.body.contains("action=\"/oro\"") && kept.body.contains("<button"), "with the button");
    assert_eq!(kept.hidden("form"), form.last().unwrap().1, "and the form's number");
    assert_eq!(sara.get("/halsa").await.status, StatusCode::SERVICE_UNAVAILABLE);
    // Each page of a store that hangs takes the four seconds that a request waits; one is enough there.
    for path in ["/inkomna", "/insatser", "/att-gora", "/min-logg"].iter().filter(|_| way != Way::Hangs) {
        assert_not_shown(&sara.get(path).await, path);
    }
    if place != Place::Committed {
        assert_eq!(world.entries().await, before, "nothing became durable");
    }

    faults.mend();
    heals(&world, sara, karin, &page, &form).await;
}

/// Without a restart; and what was sent before arrives once.
async fn heals(world: &World, mut sara: Browser, mut karin: Browser, page: &str, form: &Form) {
    let mut seen = sara.get(page).await;
    for _ in 0..2 {
        // The first one may still have waited behind what hung.
        if seen.status != StatusCode::OK {
            seen = sara.get(page).await;
        }
    }
    assert_eq!(seen.status, StatusCode::OK, "it heals without a restart");
    assert!(seen.body.contains("MARKER"));
    assert_eq!(sara.get("/halsa").await.status, StatusCode::OK);
    let sent = send(&mut karin, form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(send(&mut karin, form).await.location(), sent.location());
    assert_eq!(karin.get(sent.location()).await.status, StatusCode::OK, "there is a receipt");
    let mut tx = world.store.read().await.unwrap();
    let unit = world.office.intake().await.unwrap().unwrap().id;
    let queue = tx.received(unit, false, desk::ports::Page::FIRST).await.unwrap();
    assert_eq!(queue.len(), 2, "the text arrived once");
    drop(tx);
    verified(world).await;
}

macro_rules! fails_closed {
    ($($name:ident: $place:ident $way:ident;)*) => {
        $(with_faults!($name, |world, faults| fails_closed(world, faults, Place::$place, Way::$way));)*
    };
}

fails_closed! {
    when_the_transaction_does_not_begin: Begin Fails;
    when_entries_are_not_appended: Append Fails;
    when_the_head_is_not_written: PutHead Fails;
    when_nothing_is_committed: Commit Fails;
    when_nobody_learns_of_the_commit: Committed Fails;
    when_the_store_panics_as_it_begins: Begin Panics;
    when_the_store_panics_as_it_appends: Append Panics;
    when_the_store_panics_after_the_commit: Committed Panics;
    when_the_store_hangs_as_it_begins: Begin Hangs;
    when_the_store_hangs_as_it_appends: Append Hangs;
    when_the_store_hangs_as_it_commits: Commit Hangs;
    when_the_store_hangs_after_the_commit: Committed Hangs;
}

with_faults!(a_database_that_is_gone_shows_nothing_and_loses_no_text, |world, faults| async move {
    let (_, received) = world.reported(Some(ELIAS), "MARKER").await;
    let (mut sara, mut karin) = (world.browser("sara").await, world.browser("karin").await);
    let form = reviewed(&mut karin).await;
    faults.set(Place::Read, Way::Fails);
    for path in [format!("/inkomna/{received}"), "/inkomna".to_owned(), "/att-gora".to_owned()] {
        assert_not_shown(&sara.get(&path).await, &path);
    }
    assert_eq!(sara.get("/halsa").await.status, StatusCode::SERVICE_UNAVAILABLE, "the monitor learns of it");
    let kept = send(&mut karin, &form).await;
    assert_eq!(kept.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(kept.body.contains(SHOWN), "the whole text comes back");
    assert_eq!(kept.hidden("observed").len(), TEXT.len() + "&#38;".len() - 1 + 2 * ("&#34;".len() - 1));
    faults.mend();
    assert_eq!(send(&mut karin, &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(sara.get("/halsa").await.status, StatusCode::OK);
});
