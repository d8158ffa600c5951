//! The demo: Karlshamn on the embedded database, in a folder of its own, on loopback only.
//!
//! One command gives both worlds, today and the autumn of 2023, each on a port of its own; their sign-in pages
//! lead to each other. A demo database is marked: `serve` refuses it and `demo` refuses any other. The sign-in
//! page shows the cast, one button each, and every button goes through the real sign-in.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use clap::Args;
use desk::Office;
use tokio::net::TcpListener;
use web::{App, OtherWorld, application, shield::Hosts};

use crate::{Failure, say, serve};

pub mod cast;
pub mod past;
pub mod story;
pub mod worlds;

use worlds::World;

const MUNICIPALITY: &str = "Karlshamns kommun";

/// `fyrklover demo`
#[derive(Args)]
pub struct DemoArgs {
    /// The port on loopback for today; the autumn of 2023 has the next one. 0 for any two that are free.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Where the demo's databases and keys lie.
    #[arg(long, default_value = "demo")]
    folder: PathBuf,
    /// Begins anew: throws an earlier demo in the folder away.
    #[arg(long)]
    fresh: bool,
}

/// A world that is ready to be served.
struct Ready {
    world: World,
    office: Office,
    listener: TcpListener,
    url: String,
}

/// Makes the demo where there is none, and serves it.
///
/// # Errors
/// [`Failure`] when the folder holds something else, or a port is taken.
pub async fn run(args: DemoArgs) -> Result<(), Failure> {
    if args.fresh {
        for world in World::BOTH {
            world.remove(&args.folder)?;
        }
    }
    let next = if args.port == 0 { 0 } else { args.port.saturating_add(1) };
    let today = ready(World::Today, &args, args.port).await?;
    let autumn = ready(World::Autumn2023, &args, next).await?;
    say(&format!("Fyrklöver demo: {}", today.url));
    say(&format!("Fyrklöver demo, 30 november 2023: {}", autumn.url));
    let (first, second) = (app(&today, &autumn), app(&autumn, &today));
    tokio::try_join!(serve_one(today, first), serve_one(autumn, second))?;
    Ok(())
}

async fn ready(world: World, args: &DemoArgs, port: u16) -> Result<Ready, Failure> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    let url = format!("http://{}:{}/", world.host(), listener.local_addr()?.port());
    let office = world.open_or_make(&args.folder).await?;
    Ok(Ready { world, office, listener, url })
}

fn app(of: &Ready, other: &Ready) -> App {
    let beside = OtherWorld { url: other.url.clone(), stands_on: other.world.stands_on() };
    App::new(of.office.clone(), MUNICIPALITY.to_owned(), cast::buttons()).beside(beside)
}

async fn serve_one(ready: Ready, app: App) -> Result<(), Failure> {
    serve::serve(
        ready.listener,
        application(&app, Hosts::Loopback, false),
        ready.office,
        serve::Keep::default(),
    )
    .await
}
