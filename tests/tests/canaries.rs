//! Canaries: every personal field carries a marker that stands nowhere else. Where a marker is found, it must have
//! been disclosed by that request's own entries; in database, write-ahead log and addresses it must not be at all.

#![cfg(test)]

use std::collections::BTreeSet;

use access::Facts;
use domain::assessment::Protection;
use sqlx::{Column as _, Connection as _, PgConnection, Row as _};
use tests::{Engine, World, both_engines, world::ELIAS};

const MARKERS: [&str; 5] = ["QZ-ELIAS", "QZ-GIRL", "QZ-REASON", "QZ-GOAL", "20120126"];

struct Told {
    own: String,
    received: String,
    other: String,
    intervention: String,
}

async fn tell(world: &World) -> Told {
    let (own, received) = world.reported(Some(ELIAS), "QZ-ELIAS").await;
    let (_, other) = world.reported(None, "QZ-GIRL").await;
    let sara = world.desk("sara").await;
    sara.assess(received, Protection::Needed, "QZ-REASON".to_owned()).await.unwrap();
    let offer = desk::interventions::Offer {
        kind: domain::intervention::Kind::Other,
        for_whom: "QZ-ELIAS".to_owned(),
        goal: "QZ-GOAL".to_owned(),
        agreed_by: domain::intervention::AgreedBy::Guardians,
        agreed_how: domain::intervention::AgreedHow::Meeting,
        follow_up: sara.today(),
    };
    let intervention = sara.offer(received, offer).await.unwrap();
    Told {
        own: own.to_string(),
        received: received.to_string(),
        other: other.to_string(),
        intervention: intervention.to_string(),
    }
}

/// The records and field classes that the entries from an index on say were shown.
async fn disclosed(world: &World, from: u64) -> BTreeSet<(String, String)> {
    let mut tx = world.store.read().await.unwrap();
    let mut shown = BTreeSet::new();
    for row in tx.log_from(from, 100).await.unwrap() {
        let ledger::Detail::Opened(entry, _) = world.keys.verify_row(&row).unwrap() else {
            panic!("an entry does not open")
        };
        for item in &entry.items {
            shown.extend(item.fields.iter().map(|field| (item.record.clone(), field.clone())));
        }
    }
    shown
}

both_engines!(no_marker_is_shown_that_the_requests_own_entries_do_not_name, |world: World| async move {
    let told = tell(&world).await;
    // Which record and field class each marker belongs to, by the copies that hold it.
    let covered = |marker: &str, shown: &BTreeSet<(String, String)>| {
        let any = |ids: &[&String], fields: &[&str]| {
            ids.iter()
                .any(|id| fields.iter().any(|field| shown.contains(&((*id).clone(), (*field).to_owned()))))
        };
        match marker {
            "QZ-ELIAS" => {
                any(&[&told.own, &told.received, &told.intervention], &["identity", "report", "terms"])
            }
            "20120126" => any(&[&told.own, &told.received], &["identity", "report"]),
            "QZ-GIRL" => shown.iter().any(|(record, field)| {
                (*record == told.other || record != &told.received)
                    && (field == "identity" || field == "report")
            }),
            "QZ-REASON" => shown.iter().any(|(_, field)| field == "reasons"),
            _ => any(&[&told.intervention], &["terms"]),
        }
    };
    let mut found = 0;
    for name in ["karin", "sara", "jonas", "amira", "margit", "eva"] {
        let mut browser = world.browser(name).await;
        for route in
            web::routes::TABLE.iter().filter(|route| route.method == "get" && route.path != "/static/{file}")
        {
            for id in [&told.own, &told.received, &told.other, &told.intervention] {
                let before = world.entries().await;
                let seen = browser.get(&route.path.replace("{id}", id)).await;
                let shown = disclosed(&world, before).await;
                let title =
                    seen.body.split("<title>").nth(1).and_then(|s| s.split("</title>").next()).unwrap_or("");
                for marker in MARKERS {
                    assert!(
                        !title.contains(marker) && !seen.location().contains(marker),
                        "{name} {}",
                        route.path
                    );
                    if seen.body.contains(marker) {
                        found += 1;
                        assert!(
                            covered(marker, &shown),
                            "{name} {}: {marker} shown, entries name {shown:?}",
                            route.path
                        );
                    }
                }
            }
        }
    }
    assert!(found > 20, "the canaries have to sing where they may: {found}");
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_marker_lies_in_the_database_file_or_its_write_ahead_log() {
    let world = World::new(Engine::Sqlite).await;
    tell(&world).await;
    let mut looked = 0;
    for entry in std::fs::read_dir(world.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            looked += bytes.len();
            for marker in MARKERS {
                let at = bytes.windows(marker.len()).position(|window| window == marker.as_bytes());
                assert_eq!(at, None, "{marker} in {}", path.display());
            }
        }
    }
    assert!(looked > 50_000, "there was something to look at: {looked} bytes");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_marker_lies_in_a_table_of_the_server() {
    let world = World::new(Engine::Postgres).await;
    tell(&world).await;
    let mut db = PgConnection::connect(&world.url).await.unwrap();
    let tables = sqlx::query("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
        .fetch_all(&mut db)
        .await
        .unwrap();
    let mut looked = 0;
    for table in tables {
        let name: String = table.get(0);
        let dump = sqlx::AssertSqlSafe(format!("SELECT to_jsonb(t)::text AS row FROM \"{name}\" t"));
        for row in sqlx::query(dump).fetch_all(&mut db).await.unwrap() {
            let text: String = row.get(row.columns()[0].name());
            looked += 1;
            for marker in MARKERS {
                let hex = access::hex(marker);
                assert!(!text.contains(marker) && !text.contains(&hex), "{marker} in {name}");
            }
        }
    }
    assert!(looked > 50, "there was something to look at: {looked} rows");
}

/// What a decision looks at may stand in a log: no marker is in the facts of any record.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn covers_and_facts_hold_nothing_that_one_would_mind_in_a_log() {
    let world = World::new(Engine::Sqlite).await;
    let told = tell(&world).await;
    let mut tx = world.store.read().await.unwrap();
    let sealed = tx.concern(told.received.parse().unwrap()).await.unwrap().unwrap();
    let facts: Facts = sealed.facts();
    let text = format!("{:?} {facts:?} {sealed:?}", sealed.cover());
    assert!(MARKERS.iter().all(|marker| !text.contains(marker)), "{text}");
}
