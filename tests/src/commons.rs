//! The open part of a world: an area, an organiser at each unit that keeps evenings, a place of the picture, and
//! evenings to call routes with.

use desk::commons::{Commons, Entry, NewActivity, NewEvening, NewGround, NewVisit, Public};
use domain::{
    Id, Timestamp,
    promise::{
        activity::{Activity, Form, Line},
        occasion::{Occasion, Organiser, Outing, Span},
        period::Period,
        visit::{self, Asker, Reach, Visit},
    },
    situation::{
        Answer, Area, Function, Incident, Narrative, Place, PlaceKind,
        incident::{Category, Consequence, Owner, What, Window},
        picture::Problem,
    },
};
use fyrklover::demo::cast;
use time::{Date, Duration, macros::time};

use crate::{World, pictures::Painted};

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

/// The ground, a planned evening of each organiser, and what is written of the picture.
#[derive(Debug, Clone, Copy)]
pub struct Open {
    pub(crate) painted: Painted,
    ground: Grounded,
    field: Id<Occasion>,
    walkers: Id<Occasion>,
    police: Id<Occasion>,
    /// An incident of the unit of each who reports, where the route takes one back.
    reports: Option<[Id<Incident>; INFORMERS.len()]>,
    /// What Malin, Jonas and Petra have written down.
    entries: [Id<Activity>; 3],
    visit: Id<Visit>,
}

/// Who of the cast reports to the situation picture.
pub const INFORMERS: [&str; 8] = ["karin", "sara", "jonas", "amira", "lena", "petra", "malin", "isak"];

impl Open {
    /// A form with the organiser, the area and the evening of somebody's unit; of the field group for whoever keeps
    /// none.
    pub fn chosen(&self, form: &str, user: Option<&str>) -> String {
        let (organiser, evening) = match user {
            Some("malin") => (self.ground.walkers, self.walkers),
            Some("jonas") => (self.ground.police, self.police),
            _ => (self.ground.field, self.field),
        };
        let at = INFORMERS.iter().position(|one| Some(*one) == user).unwrap_or_default();
        let report = self.reports.and_then(|reports| reports.get(at).copied());
        let report = report.unwrap_or_else(|| Id::from_random([15; 16]));
        let [malin, jonas, petra] = self.entries;
        let entry = match user {
            Some("jonas") => jonas,
            Some("petra") => petra,
            _ => malin,
        };
        form.replace("{organiser}", &organiser.to_string())
            .replace("{entry}", &entry.to_string())
            .replace("{report}", &report.to_string())
            .replace("{area}", &self.ground.area.to_string())
            .replace("{evening}", &evening.to_string())
            .replace("{meeting}", &self.painted.meeting.to_string())
            .replace("{meeting_version}", &self.painted.version.to_string())
            .replace("{free_day}", &self.painted.free_day.to_string())
            .replace("{plan}", &self.painted.plan.to_string())
            .replace("{decided_plan}", &self.painted.plan.to_string())
            .replace("{measure}", &self.painted.measure.to_string())
            .replace("{problem}", &self.ground.place.to_string())
            .replace("{revision}", &self.painted.revision.to_string())
            .replace("{visit}", &self.visit.to_string())
    }
}

/// Vandalism of what the municipality owns, an hour ago.
///
/// # Panics
/// Never: a moment is a window, and vandalism no theft.
#[expect(clippy::expect_used, reason = "times that do not fit fail their test")]
pub fn vandalism(place: Place, now: Timestamp) -> Incident {
    let at = now.minus(Duration::HOUR);
    Incident {
        what: What::new(Category::Vandalism, None).expect("no theft"),
        influence: Answer::Unknown,
        when: Window::new(at, at).expect("a moment"),
        place,
        owner: Owner::Municipality,
        consequence: Consequence::Damage,
        cost: Some(4_000),
        police_report: Answer::Yes,
        narrative: Narrative::default(),
        reported_by: Function::Official,
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
            self.pictured(area).await;
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
        if !["/ikvall", "/lofte", "/handelser", "/lagesbild"].iter().any(|part| path.starts_with(part)) {
            return None;
        }
        let ground = self.grounded().await;
        let nothing = Id::from_random([14; 16]);
        let nothing_written = Id::from_random([15; 16]);
        let (mut field, mut walkers, mut police) = (nothing, nothing, nothing);
        if path.starts_with("/ikvall/") {
            field = self.planned(ground.field).await;
            walkers = self.planned(ground.walkers).await;
            police = self.planned(ground.police).await;
        }
        let mut reports = None;
        if path == "/handelser/aterta" {
            let mut made = [Id::from_random([15; 16]); INFORMERS.len()];
            for (who, id) in INFORMERS.iter().zip(&mut made) {
                *id = self.reported_incident(who).await;
            }
            reports = Some(made);
        }
        let painted = self.painted(path).await;
        let visit = if path == "/lofte/besok" { self.waiting().await } else { Id::from_random([15; 16]) };
        let mut entries = [nothing_written; 3];
        if path == "/lofte/ratta" {
            for (entry, by) in entries.iter_mut().zip(["malin", "jonas", "petra"]) {
                *entry = self.written(by).await;
            }
        }
        if path == "/lofte/kanaler" {
            // Each publication is later than the one before, so that the last one is this.
            self.clock.advance(Duration::MINUTE);
        }
        if path == "/lofte/kanaler" && self.commons("malin").await.publish("karlshamn-2026").await.is_err() {
            return None;
        }
        Some(Open { painted, ground, field, walkers, police, reports, entries, visit })
    }

    /// An incident that somebody of the cast has reported.
    ///
    /// # Panics
    /// When it is not taken.
    pub async fn reported_incident(&self, by: &str) -> Id<Incident> {
        let commons = self.commons(by).await;
        let place = Place { area: self.grounded().await.area, kind: PlaceKind::School };
        let id = commons.fresh();
        commons.report(id, vandalism(place, self.office.clock().now())).await.expect("it is taken");
        id
    }

    /// A step that somebody has written down.
    async fn written(&self, by: &str) -> Id<Activity> {
        let commons = self.commons(by).await;
        let on = commons.today().date();
        let form = Form::Milestone { what: Line::new("Ett steg").expect("a line") };
        commons.record(NewActivity { on, form, row: None, problem: None }).await.expect("it is taken");
        let seen = commons.see(Period::new(on, on).expect("a day"), "").await.expect("what was written");
        let unit = commons.card().duty.unit.id;
        // Channels told of a publication stand among them, and are no steps.
        let is_step = |entry: &&Entry| entry.publication.is_none() && entry.version == 1;
        let mut ours = seen.entries.iter().filter(is_step).filter(|entry| entry.unit == Some(unit));
        ours.next_back().expect("an entry").id
    }

    /// A visit that waits for an answer; where none does, one is asked for.
    async fn waiting(&self) -> Id<Visit> {
        let rows = self.store.read().await.expect("the store").visits().await.expect("the store");
        let asked = rows.iter().find(|row| *row.visit.stage() == visit::Stage::Asked);
        match asked {
            Some(row) => row.visit.id(),
            None => self.asked_for().await,
        }
    }

    /// A school asks for a visit.
    ///
    /// # Panics
    /// When it is not taken.
    pub async fn asked_for(&self) -> Id<Visit> {
        let id = Id::from(self.office.new_form_number());
        let line = |text: &str| Line::new(text).expect("a line");
        let new = NewVisit {
            asker: Asker::School,
            organisation: line("Möllegårdens skola"),
            topic: line("Trygg väg hem"),
            reach: Reach::new("0454-12 34 56").expect("a number"),
        };
        Public::of(self.office.clone()).ask(id, new).await.expect("it is taken");
        id
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
