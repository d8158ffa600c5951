//! The open part of a world: an area, an organiser at each unit that keeps evenings, a place of the picture, and
//! evenings to call routes with.

use desk::commons::{Commons, NewEvening, NewGround};
use domain::{
    Id,
    promise::{
        occasion::{Occasion, Organiser, Outing, Span},
        period::Period,
    },
    situation::{Area, Narrative, Place, PlaceKind, picture::Problem},
};
use fyrklover::demo::cast;
use time::{Date, Duration, macros::time};

use crate::World;

/// What there is to plan and to write down with.
#[derive(Debug, Clone, Copy)]
pub struct Grounded {
    /// An area.
    pub area: Id<Area>,
    /// The field group.
    pub field: Id<Organiser>,
    /// An association, kept by the strategist.
    pub walkers: Id<Organiser>,
    /// The Police.
    pub police: Id<Organiser>,
    /// A place of the picture.
    pub place: Id<Problem>,
}

/// The ground, and a planned evening of each organiser.
#[derive(Debug, Clone, Copy)]
pub struct Open {
    ground: Grounded,
    field: Id<Occasion>,
    walkers: Id<Occasion>,
    police: Id<Occasion>,
}

impl Open {
    /// A form with the organiser, the area and the evening of somebody's unit; of the field group for whoever keeps
    /// none.
    pub fn chosen(&self, form: &str, user: Option<&str>) -> String {
        let (organiser, evening) = match user {
            Some("malin") => (self.ground.walkers, self.walkers),
            Some("jonas") => (self.ground.police, self.police),
            _ => (self.ground.field, self.field),
        };
        form.replace("{organiser}", &organiser.to_string())
            .replace("{area}", &self.ground.area.to_string())
            .replace("{evening}", &evening.to_string())
    }
}

#[expect(clippy::expect_used, reason = "an open part that cannot be made fails its test")]
impl World {
    /// The open part, before somebody of the cast.
    ///
    /// # Panics
    /// When there is nobody of that name.
    pub async fn commons(&self, username: &str) -> Commons {
        Commons::at(self.desk(username).await)
    }

    /// An area, three organisers and a place, made where there are none yet.
    ///
    /// # Panics
    /// When they are not taken.
    pub async fn grounded(&self) -> Grounded {
        let malin = self.commons("malin").await;
        let day = self.office.clock().today().date();
        let day = Period::new(day, day).expect("a day");
        let found = malin.see(day, "").await.expect("the ground").ground;
        if found.areas.is_empty() {
            let units = malin.units().await.expect("the units");
            let unit = |name: &str| units.iter().find(|unit| unit.name == name).expect("a unit").id;
            let organisers = [
                ("Fältgruppen", Outing::FieldEvening, unit(cast::FALT)),
                ("Nattvandrarna", Outing::NightWalk, unit(cast::TRYGGHET)),
                ("Polisen", Outing::PoliceEvening, unit(cast::LPO)),
            ];
            malin.keep(NewGround::Area("Centrum".to_owned())).await.expect("an area");
            for (name, outing, unit) in organisers {
                malin.keep(NewGround::Organiser(name.to_owned(), outing, unit)).await.expect("an organiser");
            }
            let area =
                malin.see(day, "").await.expect("the ground").ground.areas.first().expect("an area").id;
            let place = Place { area, kind: PlaceKind::Transport };
            let about = Narrative::new("Narkotika säljs på kvällarna").expect("no personal data");
            malin.keep(NewGround::Place(place, about)).await.expect("a place");
        }
        let ground = malin.see(day, "").await.expect("the ground").ground;
        let organiser =
            |name: &str| ground.organisers.iter().find(|one| one.name == name).expect("an organiser").id;
        Grounded {
            area: ground.areas.first().expect("an area").id,
            field: organiser("Fältgruppen"),
            walkers: organiser("Nattvandrarna"),
            police: organiser("Polisen"),
            place: ground.places.first().expect("a place").id,
        }
    }

    /// What a route of the open part is called with: evenings only where the route is about one.
    pub(crate) async fn open(&self, path: &str) -> Option<Open> {
        if !path.starts_with("/ikvall") && !path.starts_with("/lofte") {
            return None;
        }
        let ground = self.grounded().await;
        let nothing = Id::from_random([14; 16]);
        let (mut field, mut walkers, mut police) = (nothing, nothing, nothing);
        if path.starts_with("/ikvall/") {
            field = self.planned(ground.field).await;
            walkers = self.planned(ground.walkers).await;
            police = self.planned(ground.police).await;
        }
        Some(Open { ground, field, walkers, police })
    }

    /// A planned evening of an organiser on a day that it has none on yet, before today.
    ///
    /// # Panics
    /// When it is not taken.
    pub async fn planned(&self, organiser: Id<Organiser>) -> Id<Occasion> {
        let ground = self.grounded().await;
        let by = match organiser {
            one if one == ground.walkers => "malin",
            one if one == ground.police => "jonas",
            _ => "isak",
        };
        let commons = self.commons(by).await;
        let evening = self.free(organiser).await;
        let span = Span::new(evening, time!(20:00), time!(22:00)).expect("an evening");
        commons.plan(NewEvening { organiser, area: ground.area, span }).await.expect("a plan")
    }

    /// The last day before today on which an organiser has no evening.
    async fn free(&self, organiser: Id<Organiser>) -> Date {
        let mut day = self.office.clock().today().date() - Duration::DAY;
        let mut tx = self.store.read().await.expect("the store");
        while !tx.evenings_of(organiser, day).await.expect("the store").is_empty() {
            day -= Duration::DAY;
        }
        day
    }
}
