//! The settings: one TOML file, read once. A wrong setting names file, key and what is allowed.

use std::{
    fs,
    net::{IpAddr, SocketAddr},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use desk::{
    commons::{KEEP_CONTACTS, PER_HOUR},
    search::PER_DAY,
    sessions::SessionLimits,
};
use serde::Deserialize;
use time::{Duration, Weekday};

use crate::notices::Relay;

/// A setting is wrong.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {key}: {allowed}")]
pub struct ConfigFault {
    /// The file.
    pub file: String,
    /// The key.
    pub key: String,
    /// What is allowed there, or what the file's syntax lacks.
    pub allowed: String,
}

/// How long a draft is kept where the settings do not say.
pub const KEEP_DRAFTS: Duration = Duration::days(14);

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The municipality's name.
    pub municipality: String,
    /// Where records lie.
    pub store: StoreUrl,
    /// The key folder.
    pub keys: PathBuf,
    /// Where the program listens.
    pub listen: SocketAddr,
    /// The names under which it is reached.
    pub hosts: Vec<String>,
    /// Whether a proxy in front speaks TLS.
    pub behind_tls: bool,
    /// How long sessions may last.
    pub sessions: SessionLimits,
    /// How often an account may search for persons in a day.
    pub searches: u32,
    /// How long a draft is kept after it was last saved.
    pub keep_drafts: Duration,
    /// The day of the week on which the citizen promise is published.
    pub published_on: Weekday,
    /// How many requests for visits are taken in an hour.
    pub visits: u32,
    /// How long it is kept how to reach somebody who asked for a visit and got no answer.
    pub keep_contacts: Duration,
    /// Where notices go out, if they do.
    pub notices: Option<Relay>,
}

/// Which engine, and where.
#[derive(Clone, PartialEq, Eq)]
pub enum StoreUrl {
    /// A file.
    Sqlite(PathBuf),
    /// A server; the whole address.
    Postgres(String),
}

impl std::fmt::Debug for StoreUrl {
    /// An address of a server may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(_) => f.write_str("postgres://…"),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    municipality: String,
    store: Store,
    keys: Keys,
    web: Web,
    sessions: Sessions,
    #[serde(default)]
    search: Search,
    #[serde(default)]
    drafts: Drafts,
    #[serde(default)]
    promise: PromiseDay,
    #[serde(default)]
    visits: Visits,
    #[serde(default)]
    notices: Notices,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Store {
    url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    folder: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Web {
    listen: String,
    hosts: Vec<String>,
    behind_tls: bool,
}

impl Web {
    /// Whether there is a name, or what is allowed.
    fn named(&self) -> Result<(), &'static str> {
        let is_named = !self.hosts.is_empty() && self.hosts.iter().all(|host| !host.trim().is_empty());
        if is_named { Ok(()) } else { Err("at least one name") }
    }

    /// Where to listen, or what is allowed.
    fn listening(&self) -> Result<SocketAddr, &'static str> {
        let listen: SocketAddr =
            self.listen.parse().map_err(|_| "an address and a port, such as 127.0.0.1:8080")?;
        if listen.ip().is_loopback() {
            Ok(listen)
        } else {
            Err("a loopback address: the program speaks no TLS of its own")
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sessions {
    idle_minutes: i64,
    absolute_hours: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Search {
    per_day: i64,
}

impl Default for Search {
    fn default() -> Self {
        Self { per_day: i64::from(PER_DAY) }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Drafts {
    keep_days: i64,
}

impl Default for Drafts {
    fn default() -> Self {
        Self { keep_days: KEEP_DRAFTS.whole_days() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PromiseDay {
    published_on: String,
}

impl Default for PromiseDay {
    fn default() -> Self {
        Self { published_on: "monday".to_owned() }
    }
}

impl PromiseDay {
    fn weekday(&self) -> Option<Weekday> {
        Some(match self.published_on.as_str() {
            "monday" => Weekday::Monday,
            "tuesday" => Weekday::Tuesday,
            "wednesday" => Weekday::Wednesday,
            "thursday" => Weekday::Thursday,
            "friday" => Weekday::Friday,
            "saturday" => Weekday::Saturday,
            "sunday" => Weekday::Sunday,
            _ => return None,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Visits {
    per_hour: i64,
    contact_days: i64,
}

impl Default for Visits {
    fn default() -> Self {
        Self { per_hour: i64::from(PER_HOUR), contact_days: KEEP_CONTACTS.whole_days() }
    }
}

impl Visits {
    /// Requests an hour, and how long contacts are kept; each within its bounds.
    fn limits(
        &self,
        within: impl Fn(i64, i64, i64, &str) -> Result<i64, ConfigFault>,
    ) -> Result<(u32, Duration), ConfigFault> {
        let per_hour = within(self.per_hour, 1, 200, "visits.per_hour")?;
        let days = within(self.contact_days, 7, 365, "visits.contact_days")?;
        Ok((u32::try_from(per_hour).unwrap_or(PER_HOUR), Duration::days(days)))
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Notices {
    relay: String,
    sender: String,
}

impl Notices {
    /// None where no relay is named. Otherwise what is wrong, as key and what is allowed.
    fn relay(self) -> Result<Option<Relay>, (&'static str, &'static str)> {
        if self.relay.is_empty() {
            return Ok(None);
        }
        let near = |address: &SocketAddr| match address.ip() {
            IpAddr::V4(ip) => ip.is_loopback() || ip.is_private(),
            IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local(),
        };
        let address = self.relay.parse().ok().filter(near);
        let address = address.ok_or((
            "notices.relay",
            "empty, or an address and a port on this machine or in the own network, such as 127.0.0.1:25",
        ))?;
        let sender = self.sender.parse();
        let sender =
            sender.map_err(|_| ("notices.sender", "a mail address, such as fyrklover@kommun.example"))?;
        Ok(Some(Relay { address, sender }))
    }
}

impl Config {
    /// Reads the settings from a file. One that holds a password is nobody else's.
    ///
    /// # Errors
    /// [`ConfigFault`] with file, key and what is allowed.
    pub fn read(path: &Path) -> Result<Self, ConfigFault> {
        let unreadable = |e: std::io::Error| fault(path, "(the file)", e.to_string());
        let text = fs::read_to_string(path).map_err(unreadable)?;
        let config = Self::parse(path, &text)?;
        let mode = fs::metadata(path).map_err(unreadable)?.permissions().mode();
        if matches!(config.store, StoreUrl::Postgres(_)) && mode & 0o077 != 0 {
            let allowed = format!(
                "the address holds a password and the file has mode {:o}: 600 is wanted",
                mode & 0o777
            );
            return Err(fault(path, "store.url", allowed));
        }
        Ok(config)
    }

    /// Parses settings.
    ///
    /// # Errors
    /// [`ConfigFault`].
    pub fn parse(path: &Path, text: &str) -> Result<Self, ConfigFault> {
        let file: File = toml::from_str(text).map_err(|e| {
            let line =
                e.span().map_or(1, |span| text.bytes().take(span.start).filter(|b| *b == b'\n').count() + 1);
            fault(path, &format!("line {line}"), without_address(e.message()))
        })?;
        let wrong = |key: &str, allowed: &str| fault(path, key, allowed.to_owned());
        if file.municipality.trim().is_empty() {
            return Err(wrong("municipality", "a name is wanted"));
        }
        let listen = file.web.listening().map_err(|allowed| wrong("web.listen", allowed))?;
        file.web.named().map_err(|allowed| wrong("web.hosts", allowed))?;
        let within = |value: i64, from: i64, to: i64, key: &str| {
            let allowed = format!("a whole number from {from} to {to}");
            if (from..=to).contains(&value) { Ok(value) } else { Err(fault(path, key, allowed)) }
        };
        let idle = within(file.sessions.idle_minutes, 10, 60, "sessions.idle_minutes")?;
        let absolute = within(file.sessions.absolute_hours, 1, 12, "sessions.absolute_hours")?;
        let searches = within(file.search.per_day, 1, 200, "search.per_day")?;
        let keep_days = within(file.drafts.keep_days, 1, 30, "drafts.keep_days")?;
        let no_day = || wrong("promise.published_on", "a day of the week, such as monday");
        let published_on = file.promise.weekday().ok_or_else(no_day)?;
        let (visits, keep_contacts) = file.visits.limits(within)?;
        let notices = file.notices.relay().map_err(|(key, allowed)| wrong(key, allowed))?;
        Ok(Self {
            municipality: file.municipality,
            store: StoreUrl::parse(&file.store.url)
                .ok_or_else(|| wrong("store.url", "sqlite:<file> or postgres://…"))?,
            keys: file.keys.folder,
            listen,
            hosts: file.web.hosts,
            behind_tls: file.web.behind_tls,
            sessions: SessionLimits { idle: Duration::minutes(idle), absolute: Duration::hours(absolute) },
            searches: u32::try_from(searches).unwrap_or(PER_DAY),
            keep_drafts: Duration::days(keep_days),
            published_on,
            visits,
            keep_contacts,
            notices,
        })
    }
}

impl StoreUrl {
    fn parse(url: &str) -> Option<Self> {
        if let Some(path) = url.strip_prefix("sqlite:").filter(|path| !path.is_empty()) {
            return Some(Self::Sqlite(PathBuf::from(path)));
        }
        let is_postgres = url.starts_with("postgres://") || url.starts_with("postgresql://");
        is_postgres.then(|| Self::Postgres(url.to_owned()))
    }
}

/// What the file's syntax lacks. A message that repeats an address is left out: it may hold a password.
fn without_address(message: &str) -> String {
    let repeats = message.contains("://");
    if repeats { "an address stands where none is read".to_owned() } else { message.to_owned() }
}

fn fault(path: &Path, key: &str, allowed: String) -> ConfigFault {
    ConfigFault { file: path.display().to_string(), key: key.to_owned(), allowed }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../config/fyrklover.toml");

    fn parse(text: &str) -> Result<Config, ConfigFault> {
        Config::parse(Path::new("fyrklover.toml"), text)
    }

    #[test]
    fn the_shipped_file_is_right_and_every_setting_has_a_comment() {
        let config = parse(SHIPPED).unwrap();
        assert_eq!(config.sessions, SessionLimits::default());
        assert_eq!(config.searches, PER_DAY);
        assert_eq!(config.notices, None, "off until somebody wants it");
        let lines: Vec<&str> = SHIPPED.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.contains(" = ")) {
            assert!(lines[at - 1].starts_with('#'), "no comment before: {line}");
        }
    }

    #[test]
    fn a_wrong_setting_names_file_key_and_what_is_allowed() {
        for (from, to, key) in [
            ("idle_minutes = 30", "idle_minutes = 5", "sessions.idle_minutes"),
            ("absolute_hours = 10", "absolute_hours = 13", "sessions.absolute_hours"),
            ("per_day = 40", "per_day = 0", "search.per_day"),
            ("127.0.0.1:8080", "0.0.0.0:8080", "web.listen"),
            ("127.0.0.1:8080", "here", "web.listen"),
            ("sqlite:/var", "mysql:/var", "store.url"),
            ("[\"fyrklover.karlshamn.example\"]", "[]", "web.hosts"),
            ("keep_days = 14", "keep_days = 0", "drafts.keep_days"),
            ("keep_days = 14", "keep_days = 31", "drafts.keep_days"),
            ("\"monday\"", "\"måndag\"", "promise.published_on"),
            ("per_hour = 20", "per_hour = 0", "visits.per_hour"),
            ("contact_days = 90", "contact_days = 1", "visits.contact_days"),
            ("relay = \"\"", "relay = \"203.0.113.1:25\"", "notices.relay"),
            ("relay = \"\"", "relay = \"127.0.0.1:25\"", "notices.sender"),
            ("\"Karlshamns kommun\"", "\" \"", "municipality"),
        ] {
            let fault = parse(&SHIPPED.replace(from, to)).unwrap_err();
            assert_eq!((fault.file.as_str(), fault.key.as_str()), ("fyrklover.toml", key));
            assert!(!fault.allowed.is_empty());
        }
        let unknown = parse(&SHIPPED.replace("[keys]", "[keys]\ncolour = 1")).unwrap_err();
        assert!(unknown.key.starts_with("line "), "{unknown}");
    }

    #[test]
    fn a_file_that_holds_a_password_is_nobody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fyrklover.toml");
        let server =
            SHIPPED.replace("sqlite:/var/lib/fyrklover/fyrklover.sqlite", "postgres://u:p@127.0.0.1/f");
        for (text, mode, is_read) in [(SHIPPED, 0o644, true), (&server, 0o640, false), (&server, 0o600, true)]
        {
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let read = Config::read(&path);
            assert_eq!(read.is_ok(), is_read, "{read:?}");
            assert!(!format!("{read:?}").contains("u:p@"), "no fault says the password");
        }
    }

    #[test]
    fn a_wrong_setting_does_not_repeat_the_password_of_the_database() {
        let address = "\"postgres://fyrklover:hem ligt@localhost/fyrklover\"";
        for wrong in [
            format!("store = {address}\n{}", SHIPPED.replace("[store]", "[search]")),
            SHIPPED.replace("\"sqlite:/var", &format!("[{address}] # \"")),
            SHIPPED.replace("idle_minutes = 30", &format!("idle_minutes = {address}")),
            format!("{SHIPPED}\n[{address}]\n"),
        ] {
            let fault = parse(&wrong).unwrap_err().to_string();
            assert!(fault.starts_with("fyrklover.toml: line ") && !fault.contains("ligt"), "{fault}");
        }
    }
}
