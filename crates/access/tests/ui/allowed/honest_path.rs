// The honest path: sealed, decided, recorded, settled, opened. It must compile, and it runs as a test.
use access::{
    Action, Actor, Chance, Disclosed, Gate, KeyRing, Occasion, RecordKind, Refused, Sealed, SealedBody, Stamp,
    gate::Asking,
};
use domain::{concern::Concern, unit::SecrecyRegime};

/// Opens a concern as the desk does. `commit` stands for the writer.
pub fn read(
    (gate, keys): (&Gate, &KeyRing),
    actor: &Actor,
    occasion: &Occasion,
    sealed: Sealed<Concern>,
    commit: impl FnOnce(access::Slip) -> Stamp,
) -> Result<Disclosed<Concern>, Refused> {
    let asking = Asking { actor, occasion, chance: keys.chance() };
    let (slip, pending) = gate.decide(asking, Action::ConcernShow, &sealed).split();
    let stamp = commit(slip);
    let permit = pending.settle(&stamp)?;
    keys.open(sealed, permit).map_err(|_| Refused::Hidden)
}

/// Seals a concern as the sender does.
pub fn seal(
    keys: &KeyRing,
    cover: domain::concern::ConcernCover,
    report: &domain::concern::Report,
    chance: &dyn Chance,
) -> Sealed<Concern> {
    let _unused: [u8; 1] = chance.bytes();
    let key = keys.new_record(RecordKind::Concern, cover.id.uuid());
    let ciphertext = key.seal::<Concern>(report).unwrap();
    Sealed::new(cover, SecrecyRegime::Strong, SealedBody::new(ciphertext, key.wrapped()))
}
