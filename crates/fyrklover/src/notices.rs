//! Notices by mail: "Något nytt att göra i Fyrklöver" to a unit's mailbox, and not a word more.
//!
//! Off until `[notices]` names a relay. A task of its own listens for the office's bell; a relay that fails disturbs
//! nobody, is tried again, and stands in the program's log without any address. See docs/adr/0006.

use std::{collections::BTreeSet, net::SocketAddr, time::Duration};

use desk::{Office, notices::Notice};
use domain::{Id, unit::Unit};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::extension::ClientId,
};

/// Subject and text. The same for every unit and everything that is new.
pub const WORDS: &str = "Något nytt att göra i Fyrklöver";
/// How long the relay has.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is looked whether somebody who waits can be told by now.
const LOOK: Duration = Duration::from_mins(1);

/// Where mail goes out, and in whose name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relay {
    /// The relay: on this machine or in the own network, for it is spoken to in the clear.
    pub address: SocketAddr,
    /// The sender.
    pub sender: Mailbox,
}

/// Why a notice did not go out. Says where it stuck and no address.
#[derive(Debug, thiserror::Error)]
enum NotSent {
    #[error("the mailbox or the sender is no address")]
    Address,
    #[error("the relay said no or did not answer")]
    Relay,
    #[error(transparent)]
    Desk(#[from] desk::Fault),
}

/// Tells units, until it is stopped.
pub struct Postman {
    relay: Relay,
    look: Duration,
}

impl Postman {
    /// At this relay.
    pub fn at(relay: Relay) -> Self {
        Self { relay, look: LOOK }
    }

    /// One that looks more often: for tests.
    #[must_use]
    pub fn looking_every(self, look: Duration) -> Self {
        Self { look, ..self }
    }

    /// Works.
    pub async fn work(self, office: Office) {
        let mut waiting = BTreeSet::new();
        loop {
            if waiting.is_empty() {
                office.bell().listen().await;
            } else {
                tokio::time::sleep(self.look).await;
            }
            waiting.append(&mut office.bell().rung());
            let mut later = BTreeSet::new();
            for unit in waiting {
                match self.tell(&office, unit).await {
                    Ok(true) => {}
                    Ok(false) => {
                        later.insert(unit);
                    }
                    Err(why) => {
                        tracing::warn!(event = "notice.not_sent", %why, "a notice waits and is tried again");
                        later.insert(unit);
                    }
                }
            }
            waiting = later;
        }
    }

    /// Tells one unit. False when it has to wait.
    async fn tell(&self, office: &Office, unit: Id<Unit>) -> Result<bool, NotSent> {
        let address = match office.notice(unit).await? {
            Notice::Nobody => return Ok(true),
            Notice::Later => return Ok(false),
            Notice::Write(address) => address,
        };
        let to = address.parse::<Mailbox>().map_err(|_| NotSent::Address)?;
        let mail = Message::builder()
            .from(self.relay.sender.clone())
            .to(to)
            .subject(WORDS)
            .header(ContentType::TEXT_PLAIN)
            .body(format!("{WORDS}\r\n"))
            .map_err(|_| NotSent::Address)?;
        let relay =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(self.relay.address.ip().to_string())
                .port(self.relay.address.port())
                .hello_name(ClientId::Domain("fyrklover".to_owned()))
                .timeout(Some(PATIENCE))
                .build();
        // What the relay says may hold the address, so it is not told on.
        relay.send(mail).await.map_err(|_| NotSent::Relay)?;
        office.noticed(unit).await?;
        Ok(true)
    }
}
