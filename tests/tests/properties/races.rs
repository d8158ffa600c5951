//! Races of reading against taking away: eight readers at once while a consent is withdrawn, a duty ended or a
//! conflict of interest recorded. No read stands in the log after the entry that took it away, and none that began
//! after the answer about it is shown.
//!
//! `FYRKLOVER_RACES` sets how many races each engine runs; a race is one reader.

use desk::{
    ActionClass, Badge, Clock as _, Desk, Fault,
    concerns::OneConcern,
    ports::Page,
    referrals::{Ground, NewReferral, OneReferral},
};
use domain::{
    Id, LegalDay,
    concern::{Concern, Side},
    consent::Consent,
    duty::{Account, Role},
    person::Identity,
    referral::{Purpose, Referral},
};
use tests::{World, both_engines, scene::Newcomer, world::ELIAS};
use tokio::task::JoinSet;

/// So many readers run against each taking away.
const READERS: usize = 8;
/// As many races as a machine of two cores runs in a minute on either engine.
const RACES: usize = 2_000;

/// What is taken away.
#[derive(Clone, Copy)]
enum Taken {
    Consent(Id<Consent>, Id<Referral>),
    Duty(Id<Account>, Id<Concern>),
    Trust(Id<Account>, Id<Concern>),
}

impl Taken {
    async fn read(self, desk: &Desk) -> Result<(), Fault> {
        match self {
            Self::Consent(_, task) => desk.show(OneReferral(task)).await.map(|_| ()),
            Self::Duty(_, concern) | Self::Trust(_, concern) => {
                desk.show(OneConcern(concern)).await.map(|_| ())
            }
        }
    }

    async fn take_away(self, world: &World) {
        match self {
            Self::Consent(consent, _) => world.desk("sara").await.withdraw_consent(consent).await.unwrap(),
            Self::Duty(account, _) => {
                let duty = world.office.duty_at_intake_or_first(account).await.unwrap().unwrap();
                let yesterday = LegalDay::new(world.clock.today().date().previous_day().unwrap());
                world.setup.end_duty(duty, yesterday).await.unwrap();
            }
            Self::Trust(account, _) => world.setup.conflict(account, &world.number(ELIAS)).await.unwrap(),
        }
    }

    async fn reader(self, world: &World) -> Desk {
        let (Self::Duty(account, _) | Self::Trust(account, _)) = self else {
            return world.desk("amira").await;
        };
        let duty = world.office.duty_at_intake_or_first(account).await.unwrap();
        let badge = Badge { account, duty, second_factor: true };
        let occasion = world.office.occasion("test", "test".to_owned());
        Desk::open(world.office.clone(), badge, occasion).await.unwrap()
    }
}

#[expect(clippy::disallowed_methods, reason = "how long a machine races is for whoever runs it to say")]
fn races() -> usize {
    std::env::var("FYRKLOVER_RACES").ok().and_then(|said| said.parse().ok()).unwrap_or(RACES)
}

/// A task at a unit without secrecy of its own, which rests on a consent.
async fn resting_on_a_consent(world: &World) -> Taken {
    let consent = world.consented("sara", "M").await;
    let sara = world.desk("sara").await;
    let units = sara.other_units().await.unwrap();
    let to = units.iter().find(|unit| unit.name == "Fritidsgården").unwrap().id;
    let task = NewReferral {
        form: world.office.new_form_number(),
        purpose: Purpose::Task,
        to,
        about: Some(Identity { name: "Elias".to_owned(), number: None }),
        number: Some(world.number(ELIAS)),
        protected: false,
        what: "Fotboll".to_owned(),
        background: None,
        due: None,
        ground: Ground::Consent(consent),
        intervention: None,
    };
    let sent = sara.refer(task).await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    let own = tx.referral(sent).await.unwrap().unwrap();
    let rows = tx.referrals(to, Side::Received, None, Page { limit: 1000, after: None }).await.unwrap();
    let copy = rows.iter().find(|row| row.cover().disclosure == own.cover().disclosure).unwrap();
    Taken::Consent(consent, copy.cover().id)
}

async fn somebody_at_intake(world: &World) -> Id<Account> {
    let username = world.office.new_form_number().as_simple().to_string();
    let unit = world.office.intake().await.unwrap().unwrap().name;
    let role = Role::SocialWorker;
    let newcomer =
        Newcomer { username: &username, unit: &unit, role, number: None, handles_protected: false };
    world.taken_on(newcomer).await
}

/// One round: what was shown in spite of it, by the order of the log and by requests begun after the answer.
async fn round(world: &World, taken: Taken) -> (usize, usize) {
    let mut readers = JoinSet::new();
    for _ in 0..READERS {
        let desk = taken.reader(world).await;
        readers.spawn(async move {
            // Some before, some after: the last one that is shown lies close to the taking away.
            while taken.read(&desk).await.is_ok() {}
        });
    }
    let late = taken.reader(world).await;
    let before = world.entries().await;
    taken.take_away(world).await;
    let begun_after = usize::from(taken.read(&late).await.is_ok());
    readers.join_all().await;
    let mut tx = world.store.read().await.unwrap();
    let rows = tx.log_from(before, 10_000).await.unwrap();
    let away = match taken {
        Taken::Consent(..) => ActionClass::Change,
        Taken::Duty(..) | Taken::Trust(..) => ActionClass::Account,
    };
    let at = rows.iter().rposition(|row| row.class == away.code()).expect("the taking away is on record");
    (rows[at..].iter().filter(|row| row.class == ActionClass::Read.code()).count(), begun_after)
}

both_engines!(no_read_is_shown_after_what_it_rests_on_was_taken_away, |world: World| async move {
    let races = races();
    let (_, concern) = world.reported(Some(ELIAS), "M").await;
    let mut shown = (0, 0);
    for number in 0..races.div_ceil(READERS) {
        let taken = match number % 3 {
            0 => resting_on_a_consent(&world).await,
            1 => Taken::Duty(somebody_at_intake(&world).await, concern),
            _ => Taken::Trust(somebody_at_intake(&world).await, concern),
        };
        let (by_log, by_request) = round(&world, taken).await;
        shown = (shown.0 + by_log, shown.1 + by_request);
    }
    assert_eq!(shown, (0, 0), "reads after the entry in the log, and reads begun after the answer");
});
