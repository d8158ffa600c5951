//! A line to the database server that can be cut or fall silent, as a network does: whoever is connected through it
//! learns of the one at once and of the other never.

use std::net::SocketAddr;

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
};

use crate::engine;

/// What the line does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// It carries.
    Open,
    /// Every connection is broken off, and a new one at once.
    Cut,
    /// Nothing arrives and nobody is told. What was connected then stays dead when the line is open again.
    Silent,
}

/// A line.
pub struct Line {
    /// Where it begins.
    pub address: SocketAddr,
    condition: watch::Sender<Condition>,
    _task: JoinSet<()>,
}

#[expect(clippy::expect_used, reason = "a test without its line has nothing to cut")]
impl Line {
    /// A line to the server of the tests.
    ///
    /// # Panics
    /// When there is no port left.
    pub async fn to_the_server() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = engine::host(&engine::server()).to_owned();
        let condition = watch::Sender::new(Condition::Open);
        let mut task = JoinSet::new();
        task.spawn(accept(listener, server, condition.subscribe()));
        Self { address, condition, _task: task }
    }

    /// From now on it does this.
    pub fn set(&self, condition: Condition) {
        self.condition.send_replace(condition);
    }
}

async fn accept(listener: TcpListener, server: String, condition: watch::Receiver<Condition>) {
    let mut carried = JoinSet::new();
    while let Ok((near, _)) = listener.accept().await {
        carried.spawn(carry(near, server.clone(), condition.clone()));
    }
}

async fn carry(mut near: TcpStream, server: String, mut condition: watch::Receiver<Condition>) {
    let begun = *condition.borrow_and_update();
    if begun == Condition::Open {
        let Ok(mut far) = TcpStream::connect(server).await else { return };
        tokio::select! {
            _ = copy_bidirectional(&mut near, &mut far) => return,
            _ = condition.changed() => {}
        }
    }
    if *condition.borrow() == Condition::Silent {
        // Held, so that the other side hears nothing, for as long as the line exists.
        std::future::pending::<()>().await;
    }
}
