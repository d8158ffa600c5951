//! The two folders of migrations make the same schema: the same files, tables, columns, nullability, keys and
//! references, through a small map of types.

use std::{collections::BTreeSet, fs, path::Path};

use sqlx::{Connection as _, PgConnection, Row as _, SqliteConnection};
use tests::{Engine, World};

/// What both engines must agree on, one line for each fact.
type Facts = BTreeSet<String>;

fn names(folder: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(folder);
    let mut names: Vec<String> =
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn both_folders_have_the_same_migrations() {
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty());
}

/// A stored kind, by the type of either engine. `INTEGER` says whole numbers, instants and truths on SQLite.
fn kind(declared: &str) -> &'static str {
    match declared.to_lowercase().as_str() {
        "integer" | "bigint" | "boolean" | "timestamp with time zone" => "number",
        "blob" | "bytea" | "uuid" => "bytes",
        "text" | "date" => "text",
        other => panic!("a type that the map does not know: {other}"),
    }
}

async fn sqlite(world: &World) -> Facts {
    let mut db = SqliteConnection::connect(&format!("sqlite:{}", world.url)).await.unwrap();
    let tables = sqlx::query(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlx%'",
    );
    let mut facts = Facts::new();
    for table in tables.fetch_all(&mut db).await.unwrap() {
        let table: String = table.get(0);
        let strict: i64 = sqlx::query("SELECT strict FROM pragma_table_list WHERE name = $1")
            .bind(&table)
            .fetch_one(&mut db)
            .await
            .unwrap()
            .get(0);
        assert_eq!(strict, 1, "{table} is not STRICT");
        let columns =
            sqlx::query("SELECT name, type, \"notnull\", pk FROM pragma_table_info($1)").bind(&table);
        for column in columns.fetch_all(&mut db).await.unwrap() {
            let (name, declared): (String, String) = (column.get(0), column.get(1));
            let (needed, key): (i64, i64) = (column.get(2), column.get(3));
            facts.insert(format!(
                "{table}.{name} {} {}",
                kind(&declared),
                if needed == 1 || key > 0 { "needed" } else { "may be missing" }
            ));
            if key > 0 {
                facts.insert(format!("{table}.{name} is in the key"));
            }
        }
        facts.extend(references_and_indexes(&mut db, &table).await);
    }
    facts
}

async fn references_and_indexes(db: &mut SqliteConnection, table: &str) -> Facts {
    let mut facts = Facts::new();
    let references = sqlx::query("SELECT \"from\", \"table\" FROM pragma_foreign_key_list($1)").bind(table);
    for reference in references.fetch_all(&mut *db).await.unwrap() {
        let (from, to): (String, String) = (reference.get(0), reference.get(1));
        facts.insert(format!("{table}.{from} refers to {to}"));
    }
    let indexes = sqlx::query("SELECT l.origin, l.\"unique\", group_concat(i.name, ' ') FROM pragma_index_list($1) l, pragma_index_info(l.name) i GROUP BY l.name, l.origin, l.\"unique\"").bind(table);
    for index in indexes.fetch_all(&mut *db).await.unwrap() {
        let (origin, unique, columns): (String, i64, String) = (index.get(0), index.get(1), index.get(2));
        if origin != "pk" {
            facts.insert(format!("{table} ({columns}) {}", if unique == 1 { "unique" } else { "indexed" }));
        }
    }
    facts
}

async fn postgres(world: &World) -> Facts {
    let mut db = PgConnection::connect(&world.url).await.unwrap();
    let mut facts = Facts::new();
    let columns = "SELECT table_name::text, column_name::text, data_type::text, is_nullable::text
                   FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'";
    for column in sqlx::query(columns).fetch_all(&mut db).await.unwrap() {
        let (table, name, declared, nullable): (String, String, String, String) =
            (column.get(0), column.get(1), column.get(2), column.get(3));
        facts.insert(format!(
            "{table}.{name} {} {}",
            kind(&declared),
            if nullable == "NO" { "needed" } else { "may be missing" }
        ));
    }
    let keys = "SELECT c.conrelid::regclass::text, a.attname::text, c.contype::text, COALESCE(c.confrelid::regclass::text, '')
                FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
                WHERE c.connamespace = 'public'::regnamespace AND c.contype IN ('p', 'f')
                  AND c.conrelid::regclass::text NOT LIKE '\\_sqlx%'";
    for key in sqlx::query(keys).fetch_all(&mut db).await.unwrap() {
        let (table, column, sort, to): (String, String, String, String) =
            (key.get(0), key.get(1), key.get(2), key.get(3));
        facts.insert(if sort == "p" {
            format!("{table}.{column} is in the key")
        } else {
            format!("{table}.{column} refers to {to}")
        });
    }
    let indexes = "SELECT t.relname::text, x.indisunique, (SELECT string_agg(a.attname::text, ' ' ORDER BY k.n)
                     FROM unnest(x.indkey) WITH ORDINALITY k (attnum, n) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum)
                   FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid
                   WHERE t.relnamespace = 'public'::regnamespace AND NOT x.indisprimary AND t.relname NOT LIKE '\\_sqlx%'";
    for index in sqlx::query(indexes).fetch_all(&mut db).await.unwrap() {
        let (table, unique, columns): (String, bool, String) = (index.get(0), index.get(1), index.get(2));
        facts.insert(format!("{table} ({columns}) {}", if unique { "unique" } else { "indexed" }));
    }
    facts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_engines_have_the_same_schema() {
    let (one, other) = (World::new(Engine::Sqlite).await, World::new(Engine::Postgres).await);
    let (sqlite, postgres) = (sqlite(&one).await, postgres(&other).await);
    assert!(sqlite.len() > 100, "there was something to compare: {}", sqlite.len());
    let only = |left: &Facts, right: &Facts| left.difference(right).cloned().collect::<Vec<_>>();
    assert_eq!((only(&sqlite, &postgres), only(&postgres, &sqlite)), (Vec::new(), Vec::new()));
}
