//! The program: serves the pages, and sets up, verifies and examines an installation.
//!
//! It wires the crates together and holds no rule of its own. Commands that change something take the writer's
//! lock, so they say so and stop while a server runs. It is a library with a small `main` so that the journeys in
//! `tests/` use the same wiring and the same cast.

use std::{io::Write as _, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

pub mod config;
pub mod wiring;
pub mod serve;
pub mod backup;
pub mod init;
pub mod notices;
pub mod people;
pub mod examine;
pub mod demo;

use config::Config;

/// SSPF case coordination for Swedish municipalities.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    /// The file of settings.
    #[arg(long, global = true, default_value = "config/fyrklover.toml")]
    config: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the pages.
    Serve,
    /// Makes the key folder and the database, and prints the recovery sheet.
    Init,
    /// Runs the demo of Karlshamn on the embedded database.
    Demo(demo::DemoArgs),
    /// People at work.
    #[command(subcommand)]
    User(people::UserCommand),
    /// Units.
    #[command(subcommand)]
    Unit(people::UnitCommand),
    /// Duties.
    #[command(subcommand)]
    Duty(people::DutyCommand),
    /// Conflicts of interest.
    #[command(subcommand)]
    Conflict(people::ConflictCommand),
    /// The key folder.
    #[command(subcommand)]
    Keys(examine::KeysCommand),
    /// The log.
    #[command(subcommand)]
    Ledger(examine::LedgerCommand),
    /// Copies the database while it is in use, and verifies the copy.
    Backup(backup::BackupArgs),
    /// Puts a copy of the database back, and says what is lost.
    Restore(backup::RestoreArgs),
    /// Looks at settings, file modes, database, keys, law and copies.
    Doctor,
}

/// Why a command did not do what it should.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A setting is wrong.
    #[error(transparent)]
    Config(#[from] config::ConfigFault),
    /// The key folder cannot be used.
    #[error("key folder: {0}")]
    Folder(#[from] access::folder::FolderFault),
    /// A policy has a fault.
    #[error("policy: {0}")]
    Policy(#[from] access::PolicyFault),
    /// The law data has a fault.
    #[error("law: {0}")]
    Law(#[from] domain::law::LawFault),
    /// A file of a promise has a fault.
    #[error(transparent)]
    Promise(#[from] domain::promise::PromiseFault),
    /// The embedded database cannot be opened.
    #[error(transparent)]
    Sqlite(#[from] store_sqlite::OpenFault),
    /// The server cannot be used.
    #[error(transparent)]
    Postgres(#[from] store_postgres::OpenFault),
    /// The office does not open on this database.
    #[error(transparent)]
    Start(#[from] desk::writer::StartFault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] desk::ports::StoreFault),
    /// The desk failed.
    #[error(transparent)]
    Desk(#[from] desk::Fault),
    /// The system said no.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// Something else, in words.
    #[error("{0}")]
    Words(String),
}

/// Says a line to whoever started the program. A closed pipe is no fault.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Does what the command line says.
pub async fn program() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).init();
    web::shield::quiet_panics();
    match run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "fyrklover: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<(), Failure> {
    if !desk::RECORDS {
        return Err(Failure::Words(
            "built for a benchmark: a program that serves records what it shows".to_owned(),
        ));
    }
    let config = || Config::read(&cli.config);
    match cli.command {
        Command::Demo(args) => demo::run(args).await,
        Command::Serve => serve::run(&config()?).await,
        Command::Init => init::run(&config()?).await,
        Command::User(command) => people::user(&config()?, command).await,
        Command::Unit(command) => people::unit(&config()?, command).await,
        Command::Duty(command) => people::duty(&config()?, command).await,
        Command::Conflict(command) => people::conflict(&config()?, command).await,
        Command::Keys(command) => examine::keys(&config()?, command),
        Command::Ledger(command) => examine::ledger(&config()?, command).await,
        Command::Backup(args) => backup::back_up(&config()?, &args).await,
        Command::Restore(args) => backup::restore(&config()?, &args).await,
        Command::Doctor => examine::doctor(&config()?).await,
    }
}
