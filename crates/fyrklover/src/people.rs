//! Commands about people at work: units, users, duties, conflicts of interest.

use clap::{Args, Subcommand};
use desk::{
    Clock as _, SystemClock,
    setup::{Days, NewAccount, NewUnit, Setup},
    signin::{new_password, new_secret, secret_text},
};
use domain::{
    Id, LegalDay,
    duty::{Account, Role},
    hours::OpeningHours,
    personal_number::PersonalNumber,
    unit::{Agency, Contact, SecrecyRegime, Unit},
};

use crate::{Failure, config::Config, say, wiring};

/// `fyrklover unit …`
#[derive(Subcommand)]
pub enum UnitCommand {
    /// Adds a unit, and its authority where it is new.
    Add(UnitArgs),
    /// Gives a unit a mailbox for notices, or takes it away.
    Mailbox {
        /// The unit's name.
        #[arg(long)]
        unit: String,
        /// The address of an office, never of a person; none takes the mailbox away.
        #[arg(long)]
        address: Option<String>,
    },
}

/// A new unit.
#[derive(Args)]
pub struct UnitArgs {
    /// The authority's official name, such as Socialnämnden.
    #[arg(long)]
    authority: String,
    /// school, social, police, leisure or municipality.
    #[arg(long)]
    agency: String,
    /// The unit's name.
    #[arg(long)]
    name: String,
    /// How its law keeps what it receives secret: strong, weak or none.
    #[arg(long)]
    regime: String,
    /// Concerns arrive here.
    #[arg(long)]
    receives_concerns: bool,
    /// The unit's telephone number.
    #[arg(long, default_value = "")]
    phone: String,
    /// When somebody answers and reads, on working days: 08:00-16:30.
    #[arg(long)]
    hours: Option<OpeningHours>,
    /// Who answers outside these hours.
    #[arg(long, default_value = "")]
    emergency: String,
    /// The unit's mailbox, told when there is something new to do. Of an office, never of a person.
    #[arg(long)]
    mailbox: Option<String>,
}

/// `fyrklover user …`
#[derive(Subcommand)]
pub enum UserCommand {
    /// Adds a user; prints a password and the secret of the second factor once.
    Add(UserArgs),
    /// Closes a user's account and ends every session.
    Close {
        /// The user name.
        #[arg(long)]
        username: String,
    },
}

/// A new user.
#[derive(Args)]
pub struct UserArgs {
    /// The user name.
    #[arg(long)]
    username: String,
    /// The person's name.
    #[arg(long)]
    name: String,
    /// The person's function, in words.
    #[arg(long)]
    title: String,
    /// The telephone at work.
    #[arg(long, default_value = "")]
    phone: String,
    /// The person's own number: their own record is then refused to them. Only its tokens are kept.
    #[arg(long)]
    number: Option<String>,
}

/// `fyrklover duty …`
#[derive(Subcommand)]
pub enum DutyCommand {
    /// Adds a duty.
    Add(DutyArgs),
}

/// A new duty.
#[derive(Args)]
pub struct DutyArgs {
    /// The user name.
    #[arg(long)]
    username: String,
    /// The unit's name.
    #[arg(long)]
    unit: String,
    /// The role, such as school_counsellor.
    #[arg(long)]
    role: String,
    /// The first day, as 2026-11-24; today when left out.
    #[arg(long)]
    from: Option<LegalDay>,
    /// The last day.
    #[arg(long)]
    until: Option<LegalDay>,
    /// One of the named handlers of persons with protected personal data.
    #[arg(long)]
    handles_protected: bool,
}

/// `fyrklover conflict …`
#[derive(Subcommand)]
pub enum ConflictCommand {
    /// Records a conflict of interest between a user and a person, at every authority.
    Add {
        /// The user name.
        #[arg(long)]
        username: String,
        /// The person's number. Only its tokens are kept.
        #[arg(long)]
        number: String,
    },
}

/// `fyrklover unit …`
///
/// # Errors
/// [`Failure`] in words for whoever typed it.
pub async fn unit(config: &Config, command: UnitCommand) -> Result<(), Failure> {
    let setup = wiring::setup(config).await?;
    match command {
        UnitCommand::Add(args) => add_unit(&setup, args).await,
        UnitCommand::Mailbox { unit, address } => {
            let unit = unit_named(&setup, &unit).await?.id;
            setup.mailbox(unit, address.as_deref().map(mailbox).transpose()?).await?;
            say("The mailbox was noted.");
            Ok(())
        }
    }
}

async fn add_unit(setup: &Setup, args: UnitArgs) -> Result<(), Failure> {
    let agency = one_of(&Agency::ALL, Agency::word, &args.agency, "--agency")?;
    let regime = one_of(&SecrecyRegime::ALL, SecrecyRegime::word, &args.regime, "--regime")?;
    let receives_concerns = args.receives_concerns;
    if receives_concerns && (agency != Agency::Social || regime != SecrecyRegime::Strong) {
        return Err(Failure::Words(
            "concerns arrive at a unit of social services with a strong regime".to_owned(),
        ));
    }
    let contact = Contact { phone: args.phone, hours: args.hours, emergency: args.emergency };
    let unit = NewUnit { name: args.name, regime, receives_concerns, contact };
    let address = args.mailbox.as_deref().map(mailbox).transpose()?;
    let id = setup.unit(agency, &args.authority, unit).await?;
    if address.is_some() {
        setup.mailbox(id, address).await?;
    }
    say("The unit was added.");
    Ok(())
}

/// `fyrklover user …`
///
/// # Errors
/// [`Failure`] in words for whoever typed it.
pub async fn user(config: &Config, command: UserCommand) -> Result<(), Failure> {
    let setup = wiring::setup(config).await?;
    match command {
        UserCommand::Add(args) => add_user(&setup, args).await,
        UserCommand::Close { username } => {
            let account = account(&setup, &username).await?;
            setup.close_account(account).await?;
            say("The account was closed and its sessions have ended.");
            Ok(())
        }
    }
}

async fn add_user(setup: &Setup, args: UserArgs) -> Result<(), Failure> {
    if setup.read().await?.account_named(&args.username).await?.is_some() {
        return Err(Failure::Words("--username: taken by somebody else".to_owned()));
    }
    let (password, secret) = (new_password(setup.chance()), new_secret(setup.chance()));
    let new = NewAccount {
        username: args.username,
        name: args.name,
        title: args.title,
        phone: args.phone,
        password: password.clone(),
        second_factor: secret.clone(),
        initial: true,
        number: args.number.as_deref().map(number).transpose()?,
    };
    setup.account(new).await?;
    say(&format!("Password, shown once: {password}\nSecond factor, shown once: {}", secret_text(&secret)));
    Ok(())
}

/// `fyrklover duty …`
///
/// # Errors
/// [`Failure`] in words for whoever typed it.
pub async fn duty(config: &Config, DutyCommand::Add(args): DutyCommand) -> Result<(), Failure> {
    let setup = wiring::setup(config).await?;
    let account = account(&setup, &args.username).await?;
    let unit = unit_named(&setup, &args.unit).await?;
    let role = one_of(&Role::ALL, Role::word, &args.role, "--role")?;
    let from = args.from.unwrap_or_else(|| SystemClock.today());
    if args.until.is_some_and(|until| until < from) {
        return Err(Failure::Words("--until lies before the first day".to_owned()));
    }
    let days = Days { from, until: args.until, handles_protected: args.handles_protected };
    setup.duty(account, &unit, role, days).await?;
    say("The duty was added.");
    Ok(())
}

/// `fyrklover conflict …`
///
/// # Errors
/// [`Failure`] in words for whoever typed it.
pub async fn conflict(config: &Config, command: ConflictCommand) -> Result<(), Failure> {
    let ConflictCommand::Add { username, number: text } = command;
    let setup = wiring::setup(config).await?;
    let account = account(&setup, &username).await?;
    setup.conflict(account, &number(&text)?).await?;
    say("The conflict of interest was recorded.");
    Ok(())
}

/// An address that mail can go to.
fn mailbox(text: &str) -> Result<String, Failure> {
    let parsed: Result<lettre::Address, _> = text.parse();
    parsed.map(|_| text.to_owned()).map_err(|_| Failure::Words("the mailbox is no mail address".to_owned()))
}

async fn account(setup: &Setup, username: &str) -> Result<Id<Account>, Failure> {
    let found = setup.read().await?.account_named(username).await?;
    found.map(|row| row.id).ok_or_else(|| Failure::Words("there is no such user".to_owned()))
}

async fn unit_named(setup: &Setup, name: &str) -> Result<Unit, Failure> {
    let units = setup.read().await?.units().await?;
    let found = units.into_iter().find(|unit| unit.name == name);
    found.ok_or_else(|| Failure::Words("there is no such unit".to_owned()))
}

fn number(text: &str) -> Result<PersonalNumber, Failure> {
    let today = SystemClock.today().date();
    PersonalNumber::parse(text, today).map_err(|fault| Failure::Words(format!("--number: {fault}")))
}

fn one_of<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str, said: &str, key: &str) -> Result<T, Failure> {
    let allowed = || all.iter().map(|one| word(*one)).collect::<Vec<_>>().join(", ");
    let found = all.iter().copied().find(|one| word(*one) == said);
    found.ok_or_else(|| Failure::Words(format!("{key}: one of {}", allowed())))
}
