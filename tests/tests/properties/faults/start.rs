//! On which database the program starts at all. (A second program and an old copy are in `writer.rs`.)

use std::{fs, io::Write as _, sync::Arc};

use access::{Gate, KeyRing, OsChance, folder::KeyFolder};
use desk::{
    Fault, Office, concerns::OneConcern, office::Shared, ports::StoreFault, sessions::SessionLimits,
    writer::StartFault,
};
use fyrklover::wiring;
use tests::World;

use super::{
    failing::{Place, Way},
    verified, with_faults,
};

async fn open(world: &World, keys: KeyRing) -> Result<Office, StartFault> {
    let shared = Shared {
        store: Arc::clone(&world.store),
        gate: Gate::new().unwrap(),
        keys,
        law: wiring::law().unwrap(),
        promises: wiring::promises().unwrap(),
        clock: world.clock.clone(),
        sessions: SessionLimits::default(),
        searches: desk::search::PER_DAY,
        visits: desk::commons::PER_HOUR,
    };
    Office::open(shared).await
}

with_faults!(the_keys_of_another_installation_do_not_open_it, |world, _| async move {
    let folder = KeyFolder::create(&world.folder.path().join("other"), "fyrklover/test", &OsChance).unwrap();
    let keys = KeyRing::open_folder(folder, Arc::new(OsChance)).unwrap();
    let refused = open(&world, keys).await.map(|_| ()).unwrap_err();
    assert!(matches!(refused, StartFault::OtherInstallation), "{refused}");
});

with_faults!(a_store_that_does_not_answer_starts_nothing, |world, faults| async move {
    faults.set(Place::Begin, Way::Fails);
    let refused = open(&world, world.keys.clone()).await.map(|_| ()).unwrap_err();
    assert!(matches!(refused, StartFault::Fault(Fault::Store(StoreFault::Unusable(_)))), "{refused}");
});

with_faults!(a_last_note_that_was_torn_anywhere_is_cut, |world, _| async move {
    let (_, received) = world.reported(None, "M").await;
    let path = world.folder.path().join("keys/checkpoints");
    let whole = fs::read(&path).unwrap();
    let note = world.store.read().await.unwrap().head().await.unwrap().unwrap().note;
    // At the end of every line, around it, and here and there between.
    let note = note.as_bytes();
    let is_near_an_end = |length: &usize| note[length.saturating_sub(2)..=*length].contains(&b'\n');
    for length in (1..note.len()).filter(|length| length % 40 == 0 || is_near_an_end(length)) {
        let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(&note[..length]).unwrap();
        open(&world, world.keys.clone()).await.unwrap();
        assert!(fs::read(&path).unwrap() == whole, "torn after {length} of {} bytes", note.len());
    }
    assert!(world.desk("sara").await.show(OneConcern(received)).await.is_ok());
    verified(&world).await;
});

with_faults!(a_file_of_checkpoints_that_was_changed_starts_nothing, |world, _| async move {
    world.reported(None, "M").await;
    let path = world.folder.path().join("keys/checkpoints");
    let mut text = fs::read(&path).unwrap();
    let in_the_last_signature = text.len() - 10;
    text[in_the_last_signature] ^= 1;
    fs::write(&path, text).unwrap();
    let refused = open(&world, world.keys.clone()).await.map(|_| ()).unwrap_err();
    assert!(matches!(refused, StartFault::Checkpoints(_)), "{refused}");
});
