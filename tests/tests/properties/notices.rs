//! Notices by mail: one sentence to a unit's mailbox, at most once an hour, and a relay that fails disturbs nobody.

use std::{net::SocketAddr, time::Duration};

use fyrklover::notices::{Postman, Relay};
use tests::{World, both_engines, world::ELIAS};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinSet,
};

const MAILBOX: &str = "mottagningen@karlshamn.example";
const SOON: Duration = Duration::from_secs(5);
const A_WHILE: Duration = Duration::from_millis(600);

/// A relay that keeps what it gets.
struct Sink {
    address: SocketAddr,
    mails: UnboundedReceiver<String>,
    _listens: JoinSet<()>,
}

impl Sink {
    async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, (keep, mails)) = (listener.local_addr().unwrap(), unbounded_channel());
        let mut listens = JoinSet::new();
        listens.spawn(async move {
            // One conversation after the other: the postman has no more.
            while let Ok((stream, _)) = listener.accept().await {
                take(stream, keep.clone()).await;
            }
        });
        Self { address, mails, _listens: listens }
    }

    async fn mail(&mut self) -> Option<String> {
        tokio::time::timeout(SOON, self.mails.recv()).await.ok().flatten()
    }

    async fn stays_empty(&mut self) -> bool {
        tokio::time::timeout(A_WHILE, self.mails.recv()).await.is_err()
    }
}

/// One conversation: as much SMTP as a client that only delivers needs.
async fn take(stream: TcpStream, keep: UnboundedSender<String>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let (mut envelope, mut mail, mut in_data) = (String::new(), String::new(), false);
    write.write_all(b"220 sink\r\n").await.unwrap();
    while let Ok(Some(line)) = lines.next_line().await {
        let answer: &[u8] = match line.as_str() {
            "." if in_data => {
                in_data = false;
                keep.send(format!("{envelope}\n{mail}")).unwrap();
                b"250 kept\r\n"
            }
            text if in_data => {
                mail.push_str(text);
                mail.push('\n');
                continue;
            }
            "DATA" => {
                in_data = true;
                b"354 go on\r\n"
            }
            "QUIT" => b"221 bye\r\n",
            text => {
                envelope.push_str(text);
                envelope.push('\n');
                b"250 yes\r\n"
            }
        };
        write.write_all(answer).await.unwrap();
        if answer.starts_with(b"221") {
            break;
        }
    }
}

async fn with_mailbox(world: &World) {
    let intake = world.office.intake().await.unwrap().unwrap().id;
    world.setup.mailbox(intake, Some(MAILBOX.to_owned())).await.unwrap();
}

/// A postman at work until it is dropped.
fn working(address: SocketAddr, world: &World) -> JoinSet<()> {
    let sender = "fyrklover@karlshamn.example".parse().unwrap();
    let postman = Postman::at(Relay { address, sender }).looking_every(Duration::from_millis(50));
    let mut works = JoinSet::new();
    works.spawn(postman.work(world.office.clone()));
    works
}

both_engines!(a_unit_hears_one_sentence_and_at_most_once_an_hour, |world: World| async move {
    let mut sink = Sink::new().await;
    with_mailbox(&world).await;
    let _works = working(sink.address, &world);
    world.reported(Some(ELIAS), "HEMLIGT").await;
    let mail = sink.mail().await.expect("a mail");
    assert!(mail.contains(&format!("RCPT TO:<{MAILBOX}>")), "{mail}");
    let (_, body) = mail.split_once("\n\n").expect("a head and a text");
    assert!(body.trim_end().ends_with("N=C3=A5got nytt att g=C3=B6ra i Fyrkl=C3=B6ver"), "{mail}");
    for secret in ["HEMLIGT", "20120126", "Barn", "anm", "Karin", "dnr"] {
        assert!(!mail.contains(secret), "{secret} in {mail}");
    }

    world.reported(None, "TVÅ").await;
    world.reported(None, "TRE").await;
    assert!(sink.stays_empty().await, "not again within the hour");
    world.clock.advance(time::Duration::minutes(61));
    assert!(sink.mail().await.is_some(), "but after it, once for both");
    assert!(sink.stays_empty().await);
});

both_engines!(a_relay_that_fails_disturbs_nobody_and_is_tried_again, |world: World| async move {
    with_mailbox(&world).await;
    let mut sink = Sink::new().await;
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gone = nobody.local_addr().unwrap();
    drop(nobody);
    let works = working(gone, &world);
    let (own, _) = world.reported(Some(ELIAS), "M").await;
    let mut karin = world.browser("karin").await;
    assert_eq!(karin.get(&format!("/oro/{own}/kvitto")).await.status.as_u16(), 200);
    tokio::time::sleep(A_WHILE).await;
    drop(works);
    let _works = working(sink.address, &world);
    world.reported(None, "N").await;
    assert!(sink.mail().await.is_some(), "nothing was counted as told before");
});

both_engines!(a_unit_without_a_mailbox_hears_nothing, |world: World| async move {
    let mut sink = Sink::new().await;
    let _works = working(sink.address, &world);
    world.reported(Some(ELIAS), "M").await;
    assert!(sink.stays_empty().await);
    with_mailbox(&world).await;
    let intake = world.office.intake().await.unwrap().unwrap().id;
    world.setup.mailbox(intake, None).await.unwrap();
    world.reported(None, "N").await;
    assert!(sink.stays_empty().await, "nor one whose mailbox was taken away");
});

both_engines!(whoever_is_handed_anything_hears_of_it, |world: World| async move {
    let mut sink = Sink::new().await;
    let _works = working(sink.address, &world);
    let coordinator = world.desk("karin").await.coordination().await.unwrap().unwrap().id;
    world.setup.mailbox(coordinator, Some("samordning@karlshamn.example".to_owned())).await.unwrap();
    world.requested("karin", "HEMLIGT").await;
    let mail = sink.mail().await.expect("a mail about the request");
    assert!(mail.contains("samordning@karlshamn.example") && !mail.contains("HEMLIGT"), "{mail}");
    with_mailbox(&world).await;
    world.met("HEMLIGT").await;
    let mail = sink.mail().await.expect("a mail about the meeting");
    assert!(mail.contains(MAILBOX) && !mail.contains("HEMLIGT"), "{mail}");
});
