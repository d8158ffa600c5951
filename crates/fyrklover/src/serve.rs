//! Serving: the accept loop on the application, the hourly turn of epochs and end of old drafts, and a graceful end.

use std::sync::Arc;

use desk::{Office, SystemClock, commons::KEEP_CONTACTS};
use web::{App, application, serve::Limits, shield::Hosts};

use crate::{
    Failure,
    config::{Config, KEEP_DRAFTS},
    notices::Postman,
    say, wiring,
};

/// How often it is looked whether an epoch of keys is over, and whether a draft has lain too long.
const HOURLY: std::time::Duration = std::time::Duration::from_hours(1);

/// How long is kept what nobody has finished.
#[derive(Debug, Clone, Copy)]
pub struct Keep {
    /// A draft after it was last saved.
    pub drafts: time::Duration,
    /// How to reach somebody who asked for a visit and got no answer.
    pub contacts: time::Duration,
}

impl Default for Keep {
    /// As where nothing is set.
    fn default() -> Self {
        Self { drafts: KEEP_DRAFTS, contacts: KEEP_CONTACTS }
    }
}

/// `fyrklover serve`
pub async fn run(config: &Config) -> Result<(), Failure> {
    let store = wiring::store(&config.store, false).await?;
    wiring::refuse_demo(&*store).await?;
    let keys = wiring::keys(&config.keys)?;
    let limits =
        wiring::Limits { sessions: config.sessions, searches: config.searches, visits: config.visits };
    let promises = wiring::promises()?.published_each(config.published_on);
    let office = wiring::office_with(store, keys, Arc::new(SystemClock), limits, promises).await?;
    let postman = post(config, &office);
    let app = App::new(office.clone(), config.municipality.clone(), Vec::new());
    let listener = tokio::net::TcpListener::bind(config.listen).await?;
    say(&format!("Fyrklöver: http://{}/", listener.local_addr()?));
    let keep = Keep { drafts: config.keep_drafts, contacts: config.keep_contacts };
    let hosts = Hosts::Named(config.hosts.clone());
    serve(listener, application(&app, hosts, config.behind_tls), office, keep).await?;
    if let Some(postman) = postman {
        postman.abort();
    }
    Ok(())
}

/// The task that tells units of something new, where a relay is named.
#[expect(clippy::disallowed_methods, reason = "the program owns its tasks")]
fn post(config: &Config, office: &Office) -> Option<tokio::task::JoinHandle<()>> {
    let relay = config.notices.clone()?;
    Some(tokio::spawn(Postman::at(relay).work(office.clone())))
}

/// Serves until the program is told to end.
pub async fn serve(
    listener: tokio::net::TcpListener,
    app: web::Router,
    office: Office,
    keep: Keep,
) -> Result<(), Failure> {
    let hourly = every_hour(office, keep);
    web::serve::serve(web::serve::prompt(listener), app, Limits::default(), told_to_end()).await?;
    hourly.abort();
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the program owns its tasks")]
fn every_hour(office: Office, keep: Keep) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            if let Err(fault) = office.turn_epochs().await {
                tracing::error!(event = "epoch.failed", fault = %fault, "the turn of epochs is tried again");
            }
            if let Err(fault) = office.purge_drafts(keep.drafts).await {
                tracing::error!(event = "drafts.failed", fault = %fault, "throwing old drafts away is tried again");
            }
            if let Err(fault) = office.purge_contacts(keep.contacts).await {
                tracing::error!(event = "contacts.failed", fault = %fault, "throwing old contacts away is tried again");
            }
            tokio::time::sleep(HOURLY).await;
        }
    })
}

/// Ctrl-C, or the service manager's TERM.
async fn told_to_end() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}
