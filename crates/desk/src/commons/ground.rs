//! What the follow-up stands on: areas and organisers. The places come from the situation picture.

use access::{Action, Facts};
use domain::{
    Id, RuleBroken,
    promise::{Unfit, occasion::Outing},
    unit::Unit,
};

use super::{Commons, Fitting};
use crate::{
    Fault,
    ports::{AreaRow, CommonsWrite, Ground, OrganiserRow},
};

/// One more piece of it.
#[derive(Debug, Clone)]
pub enum NewGround {
    /// An area, by name.
    Area(String),
    /// An organiser: its name, its kind of evenings, and the unit that keeps them.
    Organiser(String, Outing, Id<Unit>),
}

impl Commons {
    /// The units that can keep an organiser's evenings.
    ///
    /// # Errors
    /// [`Fault::Store`] when the store fails.
    pub async fn units(&self) -> Result<Vec<Unit>, Fault> {
        Ok(self.desk.reading().await?.units().await?.to_vec())
    }

    /// Adds a piece.
    ///
    /// # Errors
    /// [`Fault::Refused`] for another role, [`Fault::Rule`] where the name is taken or area or unit are none,
    /// [`Fault::Unavailable`].
    pub async fn keep(&self, new: NewGround) -> Result<(), Fault> {
        let (ground, units) = self.ground().await?;
        let id = self.desk.office().keys().chance().bytes();
        let facts = Facts::of_unit(self.own_unit(), false);
        let notes = vec![("ground", Id::<()>::from_random(id).to_string())];
        let write = fitting(new, id, &ground, &units);
        self.desk.act(Action::CommonsKeep, facts, notes, Fitting::new(write)).await
    }
}

/// The piece, where its name is free and what it names is there.
fn fitting(
    new: NewGround,
    id: [u8; 16],
    ground: &Ground,
    units: &[Unit],
) -> Result<CommonsWrite, RuleBroken> {
    let unknown = RuleBroken::Unfit(Unfit::Unknown);
    let taken = |name: &str| {
        let named = ground.areas.iter().map(|area| &area.name);
        named.chain(ground.organisers.iter().map(|one| &one.name)).any(|known| known == name)
    };
    match new {
        NewGround::Area(name) | NewGround::Organiser(name, ..) if taken(&name) => Err(RuleBroken::NameTaken),
        NewGround::Area(name) => Ok(CommonsWrite::Area(AreaRow { id: Id::from_random(id), name })),
        NewGround::Organiser(name, outing, unit) => {
            let unit = units.iter().find(|known| known.id == unit).ok_or(unknown)?.id;
            Ok(CommonsWrite::Organiser(OrganiserRow { id: Id::from_random(id), name, outing, unit }))
        }
    }
}
