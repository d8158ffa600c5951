//! What happens where (*lägesbild*): incidents, what they add up to, and what municipality and police make of it.
//!
//! Kommuner draw up a picture of crime, decide on a plan out of it and follow both up at least every second year
//! (4–6 §§ lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete). The picture grows from incidents that
//! many functions report. There are no persons here by design: no field holds one, and a text that looks as if it
//! did is no [`Narrative`]. Nothing here names a type of the case work.

use serde::{Deserialize, Serialize};

use crate::{Id, LegalDay, duty::Role, unit::Agency};

pub mod count;
pub mod cycle;
pub mod incident;
pub mod meeting;
pub mod narrative;
pub mod personal_data;
pub mod picture;
pub mod survey;
pub mod trend;

pub use count::{DayCount, Topic};
pub use incident::{Incident, NewIncident, Phenomenon};
pub use meeting::{GroupMeeting, Meeting, SituationMeeting};
pub use narrative::{Narrative, Prose};
pub use picture::SituationPicture;

/// A part of the municipality, as coarse as the municipality draws it. Its name and outline are data.
pub enum Area {}

/// Where something happens: an area and a kind of place, never an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The area.
    pub area: Id<Area>,
    /// What kind of place.
    pub kind: PlaceKind,
}

words! {
    /// A kind of place.
    PlaceKind {
        /// A school or preschool, with its yard.
        School "school",
        /// A youth centre (*fritidsgård*).
        YouthCentre "youth_centre",
        /// A sports ground or hall.
        Sports "sports",
        /// A street, a square or the centre of a town.
        Street "street",
        /// A park or playground.
        Park "park",
        /// A station, a stop, or on board.
        Transport "transport",
        /// A shop or shopping centre.
        Shop "shop",
        /// A restaurant or place of entertainment.
        Restaurant "restaurant",
        /// A car park or garage.
        CarPark "car_park",
        /// A housing estate, with stairs, cellars and yards.
        Housing "housing",
        /// A place of work, a building site or a depot.
        Workplace "workplace",
        /// A harbour, a beach or a bath.
        Waterside "waterside",
        /// A road outside the towns, a wood, a field.
        Countryside "countryside",
        /// Another place.
        Other "other",
    }
}

words! {
    /// In which function somebody reports or takes part. Never who.
    Function {
        /// The crime prevention coordinator or strategist (*brottsförebyggande samordnare*).
        Strategist "strategist",
        /// The police, most often the municipal liaison officer (*kommunpolis*).
        Police "police",
        /// Staff of a school.
        School "school",
        /// A school caretaker (*vaktmästare*).
        SchoolCaretaker "school_caretaker",
        /// Social services.
        SocialServices "social_services",
        /// The field group of the social services (*fältgrupp*).
        FieldGroup "field_group",
        /// Leisure and youth centres.
        Leisure "leisure",
        /// Those who look after municipal property, streets and parks.
        Property "property",
        /// Another official of the municipality or of an authority.
        Official "official",
        /// The rescue service (*räddningstjänsten*).
        Rescue "rescue",
        /// A housing company.
        HousingCompany "housing_company",
        /// A guard (*väktare, ordningsvakt*).
        Guard "guard",
        /// A shop or another business.
        Business "business",
        /// An association or village council, night walkers among them.
        Association "association",
    }
}

impl Function {
    /// The function that somebody at work reports in.
    pub fn of(role: Role, agency: Agency) -> Self {
        match (role, agency) {
            (Role::Strategist, _) => Self::Strategist,
            (Role::FieldWorker, _) => Self::FieldGroup,
            (_, Agency::School) => Self::School,
            (_, Agency::Social) => Self::SocialServices,
            (_, Agency::Police) => Self::Police,
            (_, Agency::Leisure) => Self::Leisure,
            (_, Agency::Municipality) => Self::Official,
        }
    }
}

words! {
    /// An answer that may be unknown. Never preselected.
    Answer {
        /// Yes.
        Yes "yes",
        /// No.
        No "no",
        /// Nobody knows.
        Unknown "unknown",
    }
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(LegalDay, LegalDay)", into = "(LegalDay, LegalDay)")]
pub struct Days {
    first: LegalDay,
    last: LegalDay,
}

/// The last day lies before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the last day lies before the first")]
pub struct NoDays;

impl Days {
    /// The days between two.
    ///
    /// # Errors
    /// [`NoDays`].
    pub fn new(first: LegalDay, last: LegalDay) -> Result<Self, NoDays> {
        if first <= last { Ok(Self { first, last }) } else { Err(NoDays) }
    }

    /// The first.
    pub fn first(self) -> LegalDay {
        self.first
    }

    /// The last.
    pub fn last(self) -> LegalDay {
        self.last
    }

    /// Whether a day is one of them.
    pub fn contain(self, day: LegalDay) -> bool {
        self.first <= day && day <= self.last
    }
}

impl TryFrom<(LegalDay, LegalDay)> for Days {
    type Error = NoDays;

    fn try_from((first, last): (LegalDay, LegalDay)) -> Result<Self, NoDays> {
        Self::new(first, last)
    }
}

impl From<Days> for (LegalDay, LegalDay) {
    fn from(days: Days) -> Self {
        (days.first, days.last)
    }
}

#[cfg(test)]
mod tests;
