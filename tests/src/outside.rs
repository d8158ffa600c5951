//! A world looked at from outside the program: its database row by row, its log entry by entry, its pages by
//! requests that no browser makes.

use std::collections::{BTreeMap, BTreeSet};

use axum::{Router, body::Body, http::Request};
use http_body_util::BodyExt as _;
use ledger::{Detail, Entry};
use sqlx::{
    AssertSqlSafe, Connection as _, PgConnection, Row as _, SqliteConnection, sqlite::SqliteConnectOptions,
};
use tower::ServiceExt as _;

use crate::{Engine, Seen, World};

/// Rows as text, by table.
pub type Dump = BTreeMap<String, Vec<String>>;

/// What a visit writes without being a change: the log, when sessions were seen, how often somebody searched.
const TRACES: [&str; 8] = [
    "search_count",
    "ledger_entry",
    "ledger_subject",
    "ledger_tile",
    "ledger_head",
    "session",
    "code_use",
    "throttle",
];

#[expect(clippy::expect_used, reason = "what cannot be looked at fails its test")]
impl World {
    /// Every row of every table.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn dump(&self) -> Dump {
        match self.engine {
            Engine::Sqlite => self.dump_sqlite().await,
            Engine::Postgres => self.dump_postgres().await,
        }
    }

    /// Every row of the work, without the traces of visits.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn records(&self) -> Dump {
        let mut dump = self.dump().await;
        dump.retain(|table, _| !TRACES.contains(&table.as_str()));
        dump
    }

    async fn dump_sqlite(&self) -> Dump {
        let options = SqliteConnectOptions::new().filename(&self.url).read_only(true);
        let mut db = SqliteConnection::connect_with(&options).await.expect("the file opens");
        let names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        let mut dump = Dump::new();
        for table in sqlx::query(names).fetch_all(&mut db).await.expect("the tables") {
            let table: String = table.get(0);
            let columns = AssertSqlSafe(format!("SELECT name FROM pragma_table_info('{table}')"));
            let columns = sqlx::query(columns).fetch_all(&mut db).await.expect("the columns");
            let columns: Vec<String> =
                columns.iter().map(|column| format!("quote({})", column.get::<String, _>(0))).collect();
            let rows = AssertSqlSafe(format!("SELECT {} FROM {table} ORDER BY 1", columns.join("||'|'||")));
            let rows = sqlx::query(rows).fetch_all(&mut db).await.expect("the rows");
            dump.insert(table, rows.iter().map(|row| row.get(0)).collect());
        }
        dump
    }

    async fn dump_postgres(&self) -> Dump {
        let mut db = PgConnection::connect(&self.url).await.expect("the server answers");
        let names = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'";
        let mut dump = Dump::new();
        for table in sqlx::query(names).fetch_all(&mut db).await.expect("the tables") {
            let table: String = table.get(0);
            let rows = AssertSqlSafe(format!("SELECT t::text FROM \"{table}\" t ORDER BY 1"));
            let rows = sqlx::query(rows).fetch_all(&mut db).await.expect("the rows");
            dump.insert(table, rows.iter().map(|row| row.get(0)).collect());
        }
        dump
    }

    /// Runs a statement on the database from outside the program.
    ///
    /// # Panics
    /// When the database says no.
    pub async fn meddle(&self, sql: &'static str) {
        match self.engine {
            Engine::Sqlite => {
                let mut db =
                    SqliteConnection::connect(&format!("sqlite:{}", self.url)).await.expect("the file opens");
                sqlx::query(sql).execute(&mut db).await.expect("the statement");
            }
            Engine::Postgres => {
                let mut db = PgConnection::connect(&self.url).await.expect("the server answers");
                sqlx::query(sql).execute(&mut db).await.expect("the statement");
            }
        }
    }

    /// The entries of the log from an index on, opened.
    ///
    /// # Panics
    /// When one does not open.
    pub async fn entries_from(&self, index: u64) -> Vec<Entry> {
        let mut tx = self.store.read().await.expect("the store");
        let rows = tx.log_from(index, 1000).await.expect("the log");
        let opened = |row| match self.keys.verify_row(row).expect("the month's key") {
            Detail::Opened(entry, _) => Some(*entry),
            Detail::Destroyed | Detail::Unreadable => None,
        };
        rows.iter().map(|row| opened(row).expect("an entry opens")).collect()
    }

    /// The newest entry of the log.
    ///
    /// # Panics
    /// When there is none.
    pub async fn last_entry(&self) -> Entry {
        self.entries_from(self.entries().await - 1).await.pop().expect("an entry")
    }

    /// What the entries from an index on say was shown: record and field class.
    ///
    /// # Panics
    /// When one does not open.
    pub async fn shown_from(&self, index: u64) -> BTreeSet<(String, String)> {
        let entries = self.entries_from(index).await;
        let items = entries.into_iter().flat_map(|entry| entry.items);
        items
            .flat_map(|item| item.fields.into_iter().map(move |field| (item.record.clone(), field)))
            .collect()
    }
}

/// Sends a request as it is: without what a browser would add.
///
/// # Panics
/// When the answer cannot be read.
#[expect(clippy::expect_used, reason = "a router that does not answer fails its test")]
pub async fn knock(pages: &Router, request: Request<Body>) -> Seen {
    let answer = pages.clone().oneshot(request).await.expect("the router answers");
    let (parts, body) = answer.into_parts();
    let bytes = body.collect().await.expect("a body").to_bytes();
    Seen { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
}
