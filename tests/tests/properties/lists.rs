//! Lists and items pass the same gate: what a list shows is what opening one by one grants, in random worlds where
//! some are the reader's own, some in conflict, some protected, some of another unit, and some duties have ended.

use std::collections::{BTreeMap, BTreeSet};

use desk::{
    Badge, Clock as _, Desk, Fault, Refused,
    concerns::{OneConcern, Received, Sent},
    interventions::{InterventionsOf, OneIntervention, OurInterventions, Step},
    ports::{Cursor, Page},
    question::{Listed, Question},
};
use domain::{
    Id, LegalDay,
    assessment::Opening,
    concern::{Concern, ConcernCover, Side, Stage},
    duty::Role,
    intervention::{Ending, Intervention, Outcome, State},
};
use tests::{
    Engine, World,
    scene::Newcomer,
    world::{ALVA, ELIAS, NOOR},
};
use time::Duration;

/// How many worlds of each engine every time, and how many when somebody takes the time (`--run-ignored`).
const FEW: u64 = 3;
const MANY: u64 = 60;
/// The numbers of a counsellor and a worker: children of the town who grew up to work in it.
const LISAS: &str = "20030101-2399";
const OLLES: &str = "20030102-2380";

/// A small generator with a seed: the same worlds on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.roll(sides) == 0
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.roll(all.len() as u64)).unwrap()]
    }
}

/// All that a world holds, as its store knows it.
struct Everything {
    concerns: BTreeMap<Id<Concern>, ConcernCover>,
    interventions: BTreeMap<Id<Intervention>, (Id<Concern>, bool)>,
}

async fn people(world: &World, dice: &mut Dice) {
    let at = |username, unit, role, number, handles_protected| Newcomer {
        username,
        unit,
        role,
        number,
        handles_protected,
    };
    let handles = dice.one_in(2);
    world.taken_on(at("lisa", "Elevhälsan", Role::SchoolCounsellor, Some(LISAS), dice.one_in(2))).await;
    world.taken_on(at("olle", "Mottagningen", Role::SocialWorker, Some(OLLES), handles)).await;
    // She may do everything at intake: what the others find was done by her.
    world.taken_on(at("ulla", "Mottagningen", Role::SocialWorker, None, true)).await;
}

async fn follow(world: &World, dice: &mut Dice, received: Id<Concern>) -> Vec<Id<Intervention>> {
    let mut made = Vec::new();
    if dice.one_in(4) {
        return made;
    }
    made.push(world.followed("ulla", received, ("Skäl", "Barn", "Mål")).await);
    let ulla = world.desk("ulla").await;
    if dice.one_in(2) {
        ulla.step(made[0], Step::Start).await.unwrap();
        if dice.one_in(2) {
            ulla.step(made[0], Step::End(Ending::new(Outcome::Reached, None).unwrap())).await.unwrap();
        }
    }
    if dice.one_in(2) {
        ulla.decide(received, Opening::Open, "Skäl".to_owned()).await.unwrap();
    }
    made
}

async fn fill(world: &World, dice: &mut Dice) -> Everything {
    people(world, dice).await;
    let children = [None, Some(ELIAS), Some(ALVA), Some(NOOR), Some(LISAS), Some(OLLES)];
    let mut all = Everything { concerns: BTreeMap::new(), interventions: BTreeMap::new() };
    for _ in 0..6 + dice.roll(7) {
        // Some of the same instant: then the id orders them.
        world.clock.advance(Duration::seconds(i64::try_from(dice.roll(2)).unwrap()));
        let mut new = world.concern(dice.pick(&children), "M");
        new.protected = dice.one_in(4);
        let handed = world.handed(dice.pick(&["karin", "lisa"]), new).await;
        let made = follow(world, dice, handed.received).await;
        let mut tx = world.store.read().await.unwrap();
        for id in [handed.own, handed.received] {
            all.concerns.insert(id, tx.concern(id).await.unwrap().unwrap().cover().clone());
        }
        for id in made {
            let sealed = tx.intervention(id).await.unwrap().unwrap();
            let ended = matches!(sealed.cover().state, State::Ended(_));
            all.interventions.insert(id, (handed.received, ended));
        }
    }
    for name in ["karin", "lisa", "sara", "olle"] {
        if let (true, Some(child)) = (dice.one_in(2), dice.pick(&children)) {
            world.setup.conflict(world.badge(name).await.account, &world.number(child)).await.unwrap();
        }
    }
    let someone = world.badge(dice.pick(&["olle", "lisa"])).await.duty.unwrap();
    if dice.one_in(4) {
        let yesterday = LegalDay::new(world.clock.today().date().previous_day().unwrap());
        world.setup.end_duty(someone, yesterday).await.unwrap();
    }
    all
}

/// Everybody, each at every unit where they work.
async fn readers(world: &World) -> Vec<Desk> {
    let mut desks = Vec::new();
    for name in ["karin", "lisa", "sara", "olle", "ulla", "jonas", "amira", "margit", "eva"] {
        let account = world.office.account_named(name).await.unwrap().unwrap();
        let duties = world.store.read().await.unwrap().duties(account).await.unwrap();
        for duty in duties {
            let badge = Badge { account, duty: Some(duty.id), second_factor: true };
            let occasion = world.office.occasion("test", "test".to_owned());
            desks.push(Desk::open(world.office.clone(), badge, occasion).await.unwrap());
        }
    }
    desks
}

fn refused<T>(answer: Result<T, Fault>) -> Option<Refused> {
    match answer {
        Ok(_) => None,
        Err(Fault::Refused(refused)) => Some(refused),
        Err(fault) => panic!("no refusal: {fault:?}"),
    }
}

/// Every row of a list, page by page; of a list that is refused, none.
async fn listed<T, Q>(desk: &Desk, limit: u32, ask: impl Fn(Page) -> Q) -> Vec<T::Cover>
where
    T: access::Protected,
    Q: Question<Answer = Listed<T>>,
{
    let mut rows = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let part = match desk.show(ask(Page { limit, after })).await {
            Ok(part) => part,
            Err(fault) => {
                assert!(refused::<()>(Err(fault)).is_some());
                return rows;
            }
        };
        rows.extend(part.rows.iter().map(|row| row.cover().clone()));
        match part.next {
            Some(next) => after = Some(next),
            None => return rows,
        }
    }
}

/// What one reader can open, one by one; whatever does not open is refused like what is not there.
async fn opened(desk: &Desk, all: &Everything) -> (BTreeSet<Id<Concern>>, BTreeSet<Id<Intervention>>) {
    let missing = refused(desk.show(OneConcern(Id::from_random([9; 16]))).await);
    assert!(missing.is_some());
    let (mut concerns, mut interventions) = (BTreeSet::new(), BTreeSet::new());
    for (id, cover) in &all.concerns {
        match refused(desk.show(OneConcern(*id)).await) {
            None => {
                assert!(!cover.protected || desk.card().duty.handles_protected, "protected, and opened");
                concerns.insert(*id);
            }
            no => assert_eq!(no, missing, "hidden is not like missing"),
        }
    }
    for id in all.interventions.keys() {
        match refused(desk.show(OneIntervention(*id)).await) {
            None => assert!(interventions.insert(*id)),
            no => assert_eq!(no, missing, "hidden is not like missing"),
        }
    }
    (concerns, interventions)
}

/// A set of those that a list shows, each once.
fn once<I: Ord + Copy>(ids: impl Iterator<Item = I>) -> BTreeSet<I> {
    let ids: Vec<I> = ids.collect();
    let set: BTreeSet<I> = ids.iter().copied().collect();
    assert_eq!(set.len(), ids.len(), "a row stands twice");
    set
}

async fn compare(desk: &Desk, all: &Everything, limit: u32) -> (usize, usize) {
    let who = format!("{} at {}", desk.card().name, desk.card().duty.unit.name);
    let (concerns, interventions) = opened(desk, all).await;
    let of = |side: Side, decided: Option<bool>| -> BTreeSet<_> {
        let fits = |cover: &ConcernCover| {
            let is = matches!(cover.stage, Stage::Decided(..));
            cover.side == side && decided.is_none_or(|wanted| wanted == is)
        };
        concerns.iter().copied().filter(|id| fits(&all.concerns[id])).collect()
    };
    for decided in [false, true] {
        let rows = listed(desk, limit, |page| Received { decided, page }).await;
        assert_eq!(once(rows.iter().map(|row| row.id)), of(Side::Received, Some(decided)), "{who}");
    }
    let rows = listed(desk, limit, |page| Sent { page }).await;
    assert_eq!(once(rows.iter().map(|row| row.id)), of(Side::Sent, None), "{who}");
    for ended in [false, true] {
        let rows = listed(desk, limit, |page| OurInterventions { ended, page }).await;
        let open = interventions.iter().copied().filter(|id| all.interventions[id].1 == ended);
        assert_eq!(once(rows.iter().map(|row| row.id)), open.collect(), "{who}");
    }
    for id in all.concerns.keys() {
        let open = interventions.iter().copied().filter(|one| all.interventions[one].0 == *id).collect();
        let shown = match desk.show((OneConcern(*id), InterventionsOf(*id))).await {
            Ok((_, lines)) => once(lines.iter().map(|line| line.cover().id)),
            Err(fault) => {
                assert!(refused::<()>(Err(fault)).is_some());
                BTreeSet::new()
            }
        };
        assert_eq!(shown, open, "{who}");
    }
    (concerns.len() + interventions.len(), all.concerns.len() + all.interventions.len())
}

async fn walk(world: &World, seed: u64) -> BTreeMap<String, (usize, usize)> {
    let mut dice = Dice(20_261_124 + seed);
    let all = fill(world, &mut dice).await;
    let mut tally = BTreeMap::new();
    for desk in readers(world).await {
        let found = compare(&desk, &all, dice.pick(&[1, 2, 3, 1000])).await;
        tally.insert(format!("{} {}", desk.card().name, desk.card().duty.unit.name), found);
    }
    tally
}

async fn walk_all(engine: Engine, seeds: std::ops::Range<u64>) {
    let mut tally: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for seed in seeds {
        for (who, (shown, all)) in walk(&World::new(engine).await, seed).await {
            let sum = tally.entry(who).or_default();
            *sum = (sum.0 + shown, sum.1 + all);
        }
    }
    for (who, (shown, all)) in &tally {
        let works = ["Elevhälsan", "Mottagningen"].iter().any(|unit| who.ends_with(unit));
        assert_eq!(*shown > 0, works, "{who}: {shown} of {all}");
        assert!(*shown < *all, "{who} sees everything");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_shows_what_opening_one_by_one_grants_on_sqlite() {
    walk_all(Engine::Sqlite, 0..FEW).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_shows_what_opening_one_by_one_grants_on_postgres() {
    walk_all(Engine::Postgres, FEW..2 * FEW).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes"]
async fn a_list_shows_what_opening_one_by_one_grants_in_many_worlds() {
    walk_all(Engine::Sqlite, 2 * FEW..MANY).await;
}
