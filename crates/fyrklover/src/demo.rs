//! The demo: Karlshamn on the embedded database, in a folder of its own, on loopback only.
//!
//! A demo database is marked: `serve` refuses it and `demo` refuses any other. The sign-in page shows the cast,
//! one button each, and every button goes through the real sign-in.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
};

use access::{KeyRing, OsChance, folder::KeyFolder};
use clap::Args;
use desk::{Clock, Office, SystemClock, ports::Store, sessions::SessionLimits, setup::Setup};
use web::{App, application, shield::Hosts};

use crate::{Failure, config::StoreUrl, say, serve, wiring};

pub mod cast;
pub mod past;
pub mod story;

/// The name of the world that stands today.
const WORLD: &str = "today";
const MUNICIPALITY: &str = "Karlshamns kommun";

/// `fyrklover demo`
#[derive(Args)]
pub struct DemoArgs {
    /// The port on loopback; 0 for any that is free.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Where the demo's database and keys lie.
    #[arg(long, default_value = "demo")]
    folder: PathBuf,
    /// Begins anew: throws an earlier demo in the folder away.
    #[arg(long)]
    fresh: bool,
}

/// Makes the demo where there is none, and serves it.
///
/// # Errors
/// [`Failure`] when the folder holds something else, or the port is taken.
pub async fn run(args: DemoArgs) -> Result<(), Failure> {
    if args.fresh {
        remove(&args.folder)?;
    }
    let is_new = is_empty(&args.folder)?;
    let office = if is_new { new(&args.folder).await? } else { open(&args.folder).await? };
    let app = App::new(office.clone(), MUNICIPALITY.to_owned(), cast::buttons());
    let listener = tokio::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, args.port))).await?;
    say(&format!("Fyrklöver demo: http://{}/", listener.local_addr()?));
    serve::serve(listener, application(&app, Hosts::Loopback, false), office).await
}

fn url(folder: &Path) -> StoreUrl {
    StoreUrl::Sqlite(folder.join("demo.sqlite"))
}

/// Makes the folder, the cast, and some days of ordinary work.
async fn new(folder: &Path) -> Result<Office, Failure> {
    fs::create_dir_all(folder)?;
    let keys = KeyFolder::create(&folder.join("keys"), "fyrklover/karlshamn-demo", &OsChance)?;
    let keys = KeyRing::open_folder(keys, Arc::new(OsChance))?;
    let store = wiring::store(&url(folder), true).await?;
    let past = Arc::new(past::Past::default());
    past.days_ago(20);
    let clock: Arc<dyn Clock> = past.clone();
    let setup = Setup::new(Arc::clone(&store), keys.clone(), Arc::clone(&clock));
    setup.installation(Some(WORLD.to_owned())).await?;
    cast::move_in(&setup, past.today()).await?;
    let office = wiring::office(Arc::clone(&store), keys.clone(), clock, SessionLimits::default()).await?;
    story::play(&office, &past).await?;
    drop(office);
    present(store, keys).await
}

async fn open(folder: &Path) -> Result<Office, Failure> {
    let store = wiring::store(&url(folder), false).await?;
    let installation = store.read().await?.installation().await?;
    if installation.and_then(|found| found.demo).is_none() {
        return Err(Failure::Words("the folder holds no demo; the demo opens nothing else".to_owned()));
    }
    present(store, wiring::keys(&folder.join("keys"))?).await
}

async fn present(store: Arc<dyn Store>, keys: KeyRing) -> Result<Office, Failure> {
    wiring::office(store, keys, Arc::new(SystemClock), SessionLimits::default()).await
}

/// Whether there is nothing yet.
fn is_empty(folder: &Path) -> Result<bool, Failure> {
    Ok(!folder.exists() || fs::read_dir(folder)?.next().is_none())
}

/// Removes what a demo made, and nothing else: a folder with anything beside it is left alone.
fn remove(folder: &Path) -> Result<(), Failure> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let ours = name == "keys" || name.to_string_lossy().starts_with("demo.sqlite");
        if !ours {
            return Err(Failure::Words(
                "the folder holds other things than a demo; nothing was removed".to_owned(),
            ));
        }
    }
    fs::remove_dir_all(folder)?;
    Ok(())
}
