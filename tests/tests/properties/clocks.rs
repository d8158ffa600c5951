//! The clocks on the pages: both dates where a free day moves one, and what is overdue comes first and says so.

use domain::{Timestamp, assessment::Protection, stockholm};
use tests::{
    World, both_engines,
    world::{ALVA, ELIAS, NOOR},
};
use time::{Duration, macros::datetime};

fn at(local: time::PrimitiveDateTime) -> Timestamp {
    stockholm::instant(local)
}

both_engines!(a_free_day_shows_both_dates_on_home_queue_and_page, |world: World| async move {
    // Fourteen days from Friday 11 December end on Christmas Day; the next working day is Monday 28.
    world.clock.set(at(datetime!(2026-12-11 09:00)));
    let (_, id) = world.reported(Some(ELIAS), "E").await;
    let sara = world.desk("sara").await;
    sara.assess(id, Protection::NotNeeded, "Trygg hos mormor.".to_owned()).await.unwrap();
    let mut sara = world.browser("sara").await;
    for path in ["/att-gora".to_owned(), "/inkomna".to_owned(), format!("/inkomna/{id}")] {
        let page = sara.get(&path).await.body;
        assert!(page.contains("fre 25 dec 2026"), "{path}: {page}");
        assert!(page.contains("mån 28 dec 2026"), "{path}: {page}");
    }
    // The earlier one counts: on Boxing Day it is overdue, although the later date has not come.
    world.clock.set(at(datetime!(2026-12-26 09:00)));
    let mut sara = world.browser("sara").await;
    for path in ["/att-gora", "/inkomna"] {
        let page = sara.get(path).await.body;
        let row = page.split("<li").find(|row| row.contains("Barn E")).expect("its row");
        assert!(row.contains("over"), "{path}: {row}");
        assert!(row.contains("1 dag över tiden"), "{path}: {row}");
    }
});

both_engines!(what_is_overdue_comes_first_on_home_and_in_the_queue, |world: World| async move {
    world.clock.set(at(datetime!(2026-12-01 09:00)));
    let (_, assessed) = world.reported(Some(NOOR), "NOOR").await;
    let sara = world.desk("sara").await;
    sara.assess(assessed, Protection::NotNeeded, "Trygg.".to_owned()).await.unwrap();
    world.clock.set(at(datetime!(2026-12-18 09:00)));
    world.reported(Some(ALVA), "ALVA").await;
    world.clock.advance(Duration::minutes(5));
    let mut sara = world.browser("sara").await;
    for path in ["/att-gora", "/inkomna"] {
        let page = sara.get(path).await.body;
        let (late, new) = (page.find("Barn NOOR").expect("one"), page.find("Barn ALVA").expect("the other"));
        assert!(late < new, "{path}: what is overdue stands first");
    }
});
