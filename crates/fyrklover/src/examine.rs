//! Examining an installation: the log offline, the key folder, and what a doctor looks at.

use std::path::PathBuf;

use access::{KeyRing, folder::FolderFault};
use clap::Subcommand;
use desk::{Clock as _, SystemClock, audit};
use domain::{LegalDay, Timestamp, law::Law, stockholm};

use crate::{
    Failure,
    config::{Config, StoreUrl},
    say, wiring,
};

/// A day's work is what a municipality can write again from memory and paper; two allow for a night without a copy.
const BACKUP_DAYS: i64 = 2;
/// No copy of the keys may outlive an epoch, so there must be a newer one by then.
const KEY_COPY_DAYS: i64 = 30;

/// `fyrklover ledger …`
#[derive(Subcommand)]
pub enum LedgerCommand {
    /// Verifies the whole log against its keys and its file of checkpoints, without a server.
    Verify,
}

/// `fyrklover keys …`
#[derive(Subcommand)]
pub enum KeysCommand {
    /// Copies the key folder and notes when. A copy lives at most 30 days.
    Copy {
        /// Where to; must not exist.
        to: PathBuf,
    },
}

/// `fyrklover ledger …`
///
/// # Errors
/// [`Failure`] when the log cannot be read, or was altered.
pub async fn ledger(config: &Config, LedgerCommand::Verify: LedgerCommand) -> Result<(), Failure> {
    let store = wiring::store(&config.store, false).await?;
    let keys = wiring::keys(&config.keys)?;
    let mut tx = store.read().await?;
    let found = audit::verify(&mut *tx, &keys).await?;
    let faults = found.faults();
    say(&format!(
        "{} entries, {} opened, {} of months whose key was destroyed, {} checkpoints",
        found.report.entries, found.report.opened, found.report.destroyed, found.report.checkpoints
    ));
    for succession in &found.report.successions {
        say(&format!(
            "restored at entry {}: the log before it is known to have had {} entries, {} are lost",
            succession.took_over,
            succession.cites.size,
            succession.lost()
        ));
    }
    if faults.is_empty() {
        say("the log is unaltered");
        return Ok(());
    }
    for fault in &faults {
        say(&format!("  {fault}"));
    }
    Err(Failure::Words(format!("the log was altered: {} faults", faults.len())))
}

/// `fyrklover keys …`
///
/// # Errors
/// [`Failure`] when the folder cannot be copied.
pub fn keys(config: &Config, KeysCommand::Copy { to }: KeysCommand) -> Result<(), Failure> {
    let keys = wiring::keys(&config.keys)?;
    keys.copy_folder(&to, SystemClock.now())?;
    say("The key folder was copied. Destroy this copy within 30 days.");
    Ok(())
}

/// What the doctor found about one thing.
struct Finding {
    what: &'static str,
    said: String,
    well: bool,
}

impl Finding {
    fn new(what: &'static str, well: bool, said: impl Into<String>) -> Self {
        Self { what, said: said.into(), well }
    }
}

/// `fyrklover doctor`
///
/// # Errors
/// [`Failure`] when there is something to look at.
pub async fn doctor(config: &Config) -> Result<(), Failure> {
    let today = SystemClock.today();
    let mut findings = vec![Finding::new("settings", true, "read")];
    findings.extend(key_findings(config, today));
    findings.extend(store_findings(config).await);
    findings.push(relay_finding(config).await);
    match wiring::law() {
        Ok(law) => findings.extend(law_findings(&law, today)),
        Err(fault) => findings.push(Finding::new("law", false, fault.to_string())),
    }
    for finding in &findings {
        let mark = if finding.well { "ok  " } else { "LOOK" };
        say(&format!("{mark} {:<12} {}", finding.what, finding.said));
    }
    let ill = findings.iter().filter(|finding| !finding.well).count();
    if ill == 0 { Ok(()) } else { Err(Failure::Words(format!("{ill} things to look at"))) }
}

fn key_findings(config: &Config, today: LegalDay) -> Vec<Finding> {
    let keys = match wiring::keys(&config.keys) {
        Ok(keys) => keys,
        Err(failure) => return vec![Finding::new("keys", false, failure.to_string())],
    };
    let modes = Finding::new("keys", true, format!("modes 700 and 600, epoch {}", keys.current_epoch()));
    let folder = keys.folder();
    let never = "the key folder was never copied (fyrklover keys copy)";
    let mut findings =
        vec![modes, of_this_epoch(&keys, dated("key copy", folder.last_copy(), today, KEY_COPY_DAYS, never))];
    if let Ok(Some(day)) = folder.copied() {
        findings.push(Finding::new(
            "keys",
            false,
            format!("a copy of {day}: `fyrklover restore` makes it the folder again"),
        ));
    }
    // PostgreSQL notes its copies elsewhere.
    if matches!(config.store, StoreUrl::Sqlite(_)) {
        let never = "the database was never copied (fyrklover backup)";
        findings.push(dated("backup", folder.last_backup(), today, BACKUP_DAYS, never));
    }
    findings
}

/// A copy from before the last turn of an epoch opens nothing of a backup from after it.
fn of_this_epoch(keys: &KeyRing, copy: Finding) -> Finding {
    let made = keys.folder().last_copy().ok().flatten().and_then(|day| day.parse::<LegalDay>().ok());
    let turned = keys.current_epoch_made().map(|at| stockholm::day(Timestamp::from_unix_seconds(at)));
    let is_older = made.zip(turned.ok()).is_some_and(|(made, turned)| made.date() < turned);
    if is_older {
        Finding::new("key copy", false, "older than the current epoch of keys: copy anew")
    } else {
        copy
    }
}

/// Whether something was done so many days ago at most.
fn dated(
    what: &'static str,
    noted: Result<Option<String>, FolderFault>,
    today: LegalDay,
    within: i64,
    never: &str,
) -> Finding {
    let day = match noted {
        Ok(Some(day)) => day,
        Ok(None) => return Finding::new(what, false, never),
        Err(fault) => return Finding::new(what, false, fault.to_string()),
    };
    match day.parse::<LegalDay>().map(|day| (today.date() - day.date()).whole_days()) {
        Ok(days) => Finding::new(what, days <= within, format!("made {day}, {days} days ago")),
        Err(_) => Finding::new(what, false, "the note of when it was made does not read"),
    }
}

async fn store_findings(config: &Config) -> Vec<Finding> {
    let store = match wiring::store(&config.store, false).await {
        Ok(store) => store,
        Err(failure) => return vec![Finding::new("database", false, failure.to_string())],
    };
    let condition = match store.condition().await {
        Ok(said) => {
            said.into_iter().map(|(word, value)| format!("{word}={value}")).collect::<Vec<_>>().join(" ")
        }
        Err(fault) => return vec![Finding::new("database", false, fault.to_string())],
    };
    let mut findings = vec![Finding::new("database", true, condition)];
    let belongs = match (store.read().await, wiring::keys(&config.keys)) {
        (Ok(mut tx), Ok(keys)) => match tx.installation().await {
            Ok(Some(found)) if found.id == keys.installation() => {
                Finding::new("belongs", true, "to this key folder")
            }
            Ok(_) => Finding::new("belongs", false, "to no or another key folder"),
            Err(fault) => Finding::new("belongs", false, fault.to_string()),
        },
        _ => Finding::new("belongs", false, "could not be looked at"),
    };
    findings.push(belongs);
    findings
}

/// Whether the relay of notices takes a connection. No mail is sent.
async fn relay_finding(config: &Config) -> Finding {
    let Some(relay) = &config.notices else { return Finding::new("notices", true, "off") };
    let knock = tokio::net::TcpStream::connect(relay.address);
    let answers = tokio::time::timeout(std::time::Duration::from_secs(2), knock).await;
    match answers {
        Ok(Ok(_)) => Finding::new("notices", true, format!("relay {} answers", relay.address)),
        _ => Finding::new("notices", false, format!("relay {} does not answer", relay.address)),
    }
}

fn law_findings(law: &Law, today: LegalDay) -> Vec<Finding> {
    let in_force: Vec<String> =
        law.all().filter(|basis| basis.is_in_force(today)).map(domain::law::Basis::version).collect();
    let reports = law.basis(desk::handover::BASIS, today).is_some();
    let unsigned = law.all().filter(|basis| basis.is_in_force(today) && basis.verified.is_none()).count();
    vec![
        Finding::new("law", reports, format!("in force today: {}", in_force.join(", "))),
        Finding::new(
            "law signed",
            unsigned == 0,
            format!("{unsigned} versions in force are signed by no lawyer yet"),
        ),
    ]
}
