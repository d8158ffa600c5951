//! The key ring and its folder: epochs that end, ciphertexts that cannot be moved, tokens per authority.

use std::{fs, os::unix::fs::PermissionsExt, sync::Arc};

use access::{
    Action, Disclosed, KeyRing, OsChance, RecordKind, Sealed, SealedBody, WrappedKey,
    folder::{FolderFault, KeyFolder},
    keys::OpenFault,
};
use domain::{
    concern::{Concern, ConcernCover},
    unit::{Agency, SecrecyRegime},
};

use crate::world::{World, id, number, occasion, report, settle, unit, worker};

struct Row {
    cover: ConcernCover,
    body: SealedBody,
}

fn row(world: &World, number: u8) -> Row {
    let cover = world.received(number).cover().clone();
    let key = world.keys.new_record(RecordKind::Concern, cover.id.uuid());
    Row { cover, body: SealedBody::new(key.seal::<Concern>(&report()).unwrap(), key.wrapped()) }
}

fn open(
    world: &World,
    keys: &KeyRing,
    cover: &ConcernCover,
    body: SealedBody,
) -> Result<Disclosed<Concern>, OpenFault> {
    let (worker, occasion) = (worker(), occasion());
    let sealed = Sealed::<Concern>::new(cover.clone(), SecrecyRegime::Strong, body);
    let decision = world.gate.decide(world.asking(&worker, &occasion), Action::ConcernShow, &sealed);
    keys.open(sealed, settle(decision.split()).unwrap())
}

fn rewrapped(world: &World, row: &Row) -> SealedBody {
    let key = world.keys.rewrap(RecordKind::Concern, row.cover.id.uuid(), &row.body.key).unwrap();
    SealedBody::new(row.body.ciphertext.clone(), key)
}

#[test]
fn the_end_of_an_epoch_takes_what_was_not_wrapped_again() {
    let world = World::new();
    let (kept, left) = (row(&world, 50), row(&world, 51));
    assert_eq!(world.keys.begin_epoch().unwrap(), 2);
    assert_eq!(world.keys.old_epochs(), [1]);
    let again = rewrapped(&world, &kept);
    assert_eq!((kept.body.key.epoch, again.key.epoch), (1, 2));
    assert!(
        open(&world, &world.keys, &kept.cover, kept.body.clone()).is_ok(),
        "both open while both keys live"
    );
    world.keys.destroy_epoch(1).unwrap();
    assert!(open(&world, &world.keys, &kept.cover, again.clone()).is_ok());
    assert_eq!(open(&world, &world.keys, &kept.cover, kept.body).err(), Some(OpenFault::Destroyed));
    assert_eq!(open(&world, &world.keys, &left.cover, left.body.clone()).err(), Some(OpenFault::Destroyed));
    assert_eq!(
        world.keys.rewrap(RecordKind::Concern, left.cover.id.uuid(), &left.body.key),
        Err(OpenFault::Destroyed)
    );
    // And a ring that reads the folder anew knows no more.
    let anew = KeyRing::open_folder(world.keys.folder().clone(), Arc::new(OsChance)).unwrap();
    assert!(anew.old_epochs().is_empty());
    assert!(open(&world, &anew, &kept.cover, again).is_ok());
    assert_eq!(open(&world, &anew, &left.cover, left.body).err(), Some(OpenFault::Destroyed));
}

#[test]
fn a_moved_ciphertext_does_not_open() {
    let world = World::new();
    let (one, two) = (row(&world, 50), row(&world, 51));
    let mixed = |ciphertext: &SealedBody, key: &SealedBody| {
        SealedBody::new(ciphertext.ciphertext.clone(), key.key.clone())
    };
    let moved = [two.body.clone(), mixed(&two.body, &one.body), mixed(&one.body, &two.body)];
    for body in moved {
        assert_eq!(open(&world, &world.keys, &one.cover, body).err(), Some(OpenFault::Damaged));
    }
    // Another field group of the same record, sealed with the same key.
    let key = world.keys.new_record(RecordKind::Concern, one.cover.id.uuid());
    let line = key.seal::<access::record::ConcernLine>(&report().about).unwrap();
    let line = SealedBody::new(line, key.wrapped());
    assert_eq!(open(&world, &world.keys, &one.cover, line).err(), Some(OpenFault::Damaged));
    let torn = SealedBody::new(one.body.ciphertext.clone(), WrappedKey { epoch: 1, bytes: Vec::new() });
    assert_eq!(open(&world, &world.keys, &one.cover, torn).err(), Some(OpenFault::Damaged));
    assert!(open(&world, &world.keys, &one.cover, one.body).is_ok());
}

#[test]
fn another_installation_opens_nothing_of_ours() {
    let (world, other) = (World::new(), World::new());
    let row = row(&world, 50);
    assert_eq!(open(&world, &other.keys, &row.cover, row.body).err(), Some(OpenFault::Damaged));
}

#[test]
fn a_persons_token_is_another_one_at_each_authority_and_in_each_installation() {
    let (world, other) = (World::new(), World::new());
    let [school, social] = [Agency::School, Agency::Social].map(|agency| unit(agency).authority.id);
    let token = world.keys.person_token(school, &number());
    assert_eq!(token, world.keys.person_token(school, &number()));
    assert_ne!(token, world.keys.person_token(social, &number()));
    assert_ne!(token, other.keys.person_token(school, &number()));
}

#[test]
fn second_factors_and_forms_open_for_their_own_account_only() {
    let world = World::new();
    let [one, two] = [1, 2].map(|number| id::<Concern>(number).uuid());
    let sealed = world.keys.seal_second_factor(one, b"secret");
    assert_eq!(world.keys.open_second_factor(one, &sealed).unwrap(), b"secret");
    assert!(world.keys.open_second_factor(two, &sealed).is_err());
    let form = world.keys.seal_form(one, b"text");
    assert_eq!(world.keys.open_form(one, &form).unwrap(), b"text");
    assert!(world.keys.open_form(two, &form).is_err());
    assert_ne!(world.keys.tag("a", b"x"), world.keys.tag("b", b"x"));
}

#[test]
fn a_folder_that_lets_others_in_is_refused() {
    let world = World::new();
    let path = world.folder.path().join("keys");
    let set = |name: &str, mode: u32| {
        fs::set_permissions(path.join(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    assert!(KeyFolder::open(&path).is_ok());
    for (name, loose, tight) in [
        ("", 0o750, 0o700),
        ("", 0o701, 0o700),
        ("index.key", 0o640, 0o600),
        ("epoch-000001.key", 0o604, 0o600),
    ] {
        set(name, loose);
        assert!(
            matches!(KeyFolder::open(&path), Err(FolderFault::Open { mode, .. }) if mode == loose),
            "{name}"
        );
        set(name, tight);
        assert!(KeyFolder::open(&path).is_ok(), "{name}");
    }
}

#[test]
fn keys_are_never_overwritten_and_a_damaged_one_is_said() {
    let world = World::new();
    let path = world.folder.path().join("keys");
    let again = KeyFolder::create(&path, "karlshamn.example/log", &OsChance);
    assert!(matches!(again, Err(FolderFault::Exists { .. })));
    fs::write(path.join("form.key"), "not a key").unwrap();
    let ring = KeyRing::open_folder(KeyFolder::open(&path).unwrap(), Arc::new(OsChance));
    assert!(matches!(ring, Err(FolderFault::NotAKey { path }) if path == "form.key"));
    fs::remove_file(world.folder.path().join("keys/form.key")).unwrap();
    let ring =
        KeyRing::open_folder(KeyFolder::open(&world.folder.path().join("keys")).unwrap(), Arc::new(OsChance));
    assert!(matches!(ring, Err(FolderFault::Io { .. })));
}

#[test]
fn an_epoch_begins_when_it_is_due() {
    let world = World::new();
    let made = domain::Timestamp::from_unix_seconds(world.keys.current_epoch_made().unwrap());
    let days = |days| made.plus(time::Duration::days(days));
    assert!(!world.keys.begin_epoch_when_due(days(29)).unwrap());
    assert!(world.keys.begin_epoch_when_due(days(30)).unwrap());
    assert_eq!(world.keys.current_epoch(), 2);
    assert_eq!(
        KeyFolder::open(world.folder.path().join("keys").as_path()).unwrap().installation().unwrap().0,
        world.keys.installation()
    );
}
