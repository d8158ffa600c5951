// The honest path, as every page of the program goes it: sealed, decided, recorded, settled, opened.
use std::sync::Arc;

use access::{
    Action, Actor, Disclosed, Gate, KeyRing, Occasion, RecordKind, Sealed, SealedBody, Slip, Stamp,
    gate::Asking,
};
use domain::{
    concern::{Concern, ConcernCover, Report},
    unit::SecrecyRegime,
};

/// Seals a report on its cover, as the one who hands it in does.
pub(crate) fn seal(keys: &KeyRing, cover: ConcernCover, report: &Report) -> Sealed<Concern> {
    let key = keys.new_record(RecordKind::Concern, cover.id.uuid());
    let ciphertext = key.seal::<Concern>(report).unwrap();
    Sealed::new(cover, SecrecyRegime::Strong, SealedBody::new(ciphertext, key.wrapped()))
}

/// Reads it. `commit` is the writer: it makes the slip durable and says where.
pub(crate) fn read(
    (gate, keys): (&Gate, &KeyRing),
    (actor, occasion): (&Arc<Actor>, &Arc<Occasion>),
    sealed: Sealed<Concern>,
    commit: impl FnOnce(Slip) -> Stamp,
) -> Result<Disclosed<Concern>, Box<dyn std::error::Error>> {
    let asking = Asking { actor, occasion, chance: keys.chance() };
    let (slip, pending) = gate.decide(asking, Action::ConcernShow, &sealed).split();
    let permit = pending.settle(&commit(slip))?;
    Ok(keys.open(sealed, permit)?)
}
