//! The program: serves the pages, and sets up, verifies and examines an installation.
//!
//! It wires the crates together and holds no rule of its own. Commands that change something take the writer's
//! lock, so they say so and stop while a server runs.

use std::{io::Write as _, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

mod config;
mod wiring;
mod serve;
mod init;
mod people;
mod examine;
mod demo;

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
    /// Looks at settings, file modes, database, keys, law and copies.
    Doctor,
}

/// Why a command did not do what it should.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Config(#[from] config::ConfigFault),
    #[error("key folder: {0}")]
    Folder(#[from] access::folder::FolderFault),
    #[error("policy: {0}")]
    Policy(#[from] access::PolicyFault),
    #[error("law: {0}")]
    Law(#[from] domain::law::LawFault),
    #[error(transparent)]
    Sqlite(#[from] store_sqlite::OpenFault),
    #[error(transparent)]
    Postgres(#[from] store_postgres::OpenFault),
    #[error(transparent)]
    Start(#[from] desk::writer::StartFault),
    #[error(transparent)]
    Store(#[from] desk::ports::StoreFault),
    #[error(transparent)]
    Desk(#[from] desk::Fault),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Words(String),
}

/// Says a line to whoever started the program. A closed pipe is no fault.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

#[tokio::main]
async fn main() -> ExitCode {
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
        Command::Doctor => examine::doctor(&config()?).await,
    }
}
