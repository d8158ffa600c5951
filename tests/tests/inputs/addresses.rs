//! Bad addresses: a filter that says nothing readable filters nothing, a cursor that is none asks for the beginning,
//! and what looks at the log is on record whatever it asked for.

use axum::http::StatusCode;
use tests::{World, both_engines, browser::encode, world::ELIAS};

use crate::HOSTILE;

/// What no filter and no cursor can be, one at a time.
const WORST: [&str; 4] =
    ["-9999-01-01", "9223372036854775807-00000000000000000000000000000000", "-1", HOSTILE[0]];

both_engines!(nonsense_in_an_address_asks_for_the_beginning, |world: World| async move {
    let handed = world.handed("karin", world.concern(Some(ELIAS), "MARKER")).await;
    world.followed("sara", handed.received, ("Skäl", "MARKER", "Mål")).await;
    let id = "0".repeat(32);
    let far = format!("{}-{id}", i64::MAX);
    let huge = format!("99999999999999999999999-{id}");
    let long = "9".repeat(5000);
    let words = [
        "",
        "x",
        "-",
        "-1",
        "--",
        "1-x",
        "1e9",
        "0",
        "18446744073709551615",
        "9223372036854775808",
        "9999-12-31",
        "-9999-01-01",
        "+9999-12-31",
        "0000-01-01",
        "0001-01-01",
        "1970-01-01",
        "2026-02-30",
        &far,
        &huge,
        &long,
        &id,
    ];
    let asked = [
        ("margit", "/loggkontroll/alla", &["from", "until", "reader", "unit", "class", "before", "x"][..]),
        ("margit", "/loggkontroll", &["month", "from", "until", "x"][..]),
        ("margit", "/min-logg", &["from", "until", "reader", "unit", "class", "before", "x"][..]),
        ("karin", "/oro", &["efter", "visa", "x"][..]),
        ("sara", "/inkomna", &["efter", "visa", "x"][..]),
        ("sara", "/insatser", &["efter", "visa", "x"][..]),
    ];
    for (who, path, names) in asked {
        let mut browser = world.browser(who).await;
        let alone = names.iter().flat_map(|name| WORST.map(|word| format!("{name}={}", encode(word))));
        let together = |word: &str| {
            let parts = names.iter().map(|name| format!("{name}={}", encode(word)));
            parts.collect::<Vec<_>>().join("&")
        };
        for query in words.into_iter().chain(HOSTILE).map(together).chain(alone) {
            let before = world.entries().await;
            let seen = browser.get(&format!("{path}?{query}")).await;
            assert_eq!(seen.status, StatusCode::OK, "{path} {query:.200}");
            assert!(!seen.body.contains("<script>") && !seen.body.contains("<img"), "{path} {query}");
            assert_eq!(world.entries().await, before + 1, "{path} {query:.200}");
        }
        for raw in ["%", "%zz", "%FF", "=", "&&&", "%00", "a&efter=b&from=c&from=d"] {
            let seen = browser.get(&format!("{path}?{}={raw}", names[0])).await;
            assert!(seen.status == StatusCode::OK || seen.status == StatusCode::BAD_REQUEST, "{path} {raw}");
        }
        if path.starts_with("/o") || path.starts_with("/in") {
            let nonsense = browser.get(&format!("{path}?efter=x")).await;
            assert!(nonsense.body.contains("MARKER"), "{path}: nonsense asks for the first part");
        }
    }
});
