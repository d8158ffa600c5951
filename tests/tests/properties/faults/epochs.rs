//! Epochs of keys: what lives is wrapped again and opens, and what was deleted is gone from every copy.

use std::{
    fs::File,
    time::{Duration as Wait, SystemTime},
};

use access::keys::OpenFault;
use desk::{
    Clock as _, Fault,
    concerns::{AssessmentsOf, OneConcern},
    follow_ups::{FollowUpsOf, FollowedUp},
    interventions::{Offer, OneIntervention},
};
use domain::{
    LegalDay,
    assessment::Protection,
    intervention::{AgreedBy, AgreedHow, Kind, Went},
};
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use tests::{Engine, World, world::ELIAS};
use time::Duration;

use super::{verified, with_faults};

/// Gives the key file of an epoch the time of the test's clock, as if it had been made now.
fn made_now(world: &World, epoch: u32) {
    let path = world.folder.path().join(format!("keys/epoch-{epoch:06}.key"));
    let seconds = u64::try_from(world.clock.now().unix_seconds()).unwrap();
    let at = SystemTime::UNIX_EPOCH + Wait::from_secs(seconds);
    File::options().write(true).open(path).unwrap().set_modified(at).unwrap();
}

/// A new epoch, its grace, and the end of the old one.
async fn turned(world: &World) {
    made_now(world, 1);
    world.clock.advance(Duration::days(30));
    world.office.turn_epochs().await.unwrap();
    assert_eq!((world.keys.current_epoch(), world.keys.old_epochs()), (2, vec![1]));
    made_now(world, 2);
    world.clock.advance(Duration::minutes(9));
    world.office.turn_epochs().await.unwrap();
    assert_eq!(world.keys.old_epochs(), [1], "who sealed before the turn may still be on the way");
    world.clock.advance(Duration::minutes(1));
    world.office.turn_epochs().await.unwrap();
    assert_eq!(world.keys.old_epochs(), Vec::<u32>::new(), "the old key is destroyed");
}

with_faults!(an_epoch_does_not_turn_before_its_time, |world, _| async move {
    made_now(&world, 1);
    world.clock.advance(Duration::days(30) - Duration::seconds(1));
    world.office.turn_epochs().await.unwrap();
    assert_eq!((world.keys.current_epoch(), world.keys.old_epochs()), (1, Vec::new()));
});

with_faults!(everything_that_lives_opens_after_the_turn, |world, _| async move {
    let (own, received) = world.reported(Some(ELIAS), "M").await;
    let sara = world.desk("sara").await;
    sara.assess(received, Protection::NotNeeded, "M".to_owned()).await.unwrap();
    let offer = Offer {
        kind: Kind::Talks,
        for_whom: "M".to_owned(),
        goal: "M".to_owned(),
        agreed_by: AgreedBy::Guardians,
        agreed_how: AgreedHow::Meeting,
        follow_up: LegalDay::new(sara.today().date().saturating_add(Duration::days(60))),
    };
    let offered = sara.offer(received, offer).await.unwrap();
    let today = sara.today();
    let followed = FollowedUp { on: today, went: Went::Partly, text: "M".to_owned(), next: today };
    sara.follow_up(offered, followed).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.wrapped_under(1, 100).await.unwrap().len(), 6, "two sides, a person, and what was made");
    drop(tx);
    turned(&world).await;
    let mut tx = world.store.read().await.unwrap();
    assert_eq!(tx.wrapped_under(1, 100).await.unwrap(), []);
    assert_eq!(tx.wrapped_under(2, 100).await.unwrap().len(), 6);
    drop(tx);
    let (sara, karin) = (world.desk("sara").await, world.desk("karin").await);
    let (concern, reasons) = sara.show((OneConcern(received), AssessmentsOf(received))).await.unwrap();
    assert_eq!(concern.body().observed, "Har själv sett M");
    assert_eq!(reasons[0].body().text, "M");
    assert_eq!(sara.show(OneIntervention(offered)).await.unwrap().body().goal, "M");
    assert_eq!(sara.show(FollowUpsOf(offered)).await.unwrap()[0].body().text, "M");
    assert!(karin.show(OneConcern(own)).await.is_ok());
    verified(&world).await;
});

/// Runs statements on the database from outside the program.
async fn run(world: &World, statements: &[&'static str]) {
    for sql in statements {
        match world.engine {
            Engine::Sqlite => {
                let mut db = SqliteConnection::connect(&format!("sqlite:{}", world.url)).await.unwrap();
                sqlx::query(*sql).execute(&mut db).await.unwrap();
            }
            Engine::Postgres => {
                let mut db = PgConnection::connect(&world.url).await.unwrap();
                sqlx::query(*sql).execute(&mut db).await.unwrap();
            }
        }
    }
}

with_faults!(what_was_deleted_before_the_turn_opens_from_no_copy, |world, _| async move {
    let (_, deleted) = world.reported(Some(ELIAS), "M").await;
    let (_, kept) = world.reported(None, "M").await;
    run(
        &world,
        &[
            "CREATE TABLE backup AS SELECT * FROM concern WHERE token IS NOT NULL",
            "DELETE FROM concern WHERE token IS NOT NULL",
        ],
    )
    .await;
    turned(&world).await;
    run(&world, &["INSERT INTO concern SELECT * FROM backup"]).await;
    let sara = world.desk("sara").await;
    assert!(sara.show(OneConcern(kept)).await.is_ok());
    let gone = sara.show(OneConcern(deleted)).await.map(|_| ()).unwrap_err();
    assert!(matches!(gone, Fault::Open(OpenFault::Destroyed)), "{gone:?}");
});
