//! Incidents as counts: how many of one kind on one day, and the topics that a picture is drawn of.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{
    Answer, Area, Function,
    incident::{Category, Owner, Stolen, What},
    trend::{Series, Step},
};
use crate::{Id, situation::Days};

/// So many incidents of one day that are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// The day they are counted on.
    pub day: Date,
    /// What happened.
    pub what: What,
    /// Whether alcohol or drugs were part of it.
    pub influence: Answer,
    /// Whose property.
    pub owner: Owner,
    /// The area.
    pub area: Id<Area>,
    /// In which function they were reported.
    pub reported_by: Function,
    /// How many.
    pub count: u32,
}

/// What a trend is drawn of: everything, one category, or what the picture of Karlshamn has asked about by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&str")]
pub enum Topic {
    /// All incidents.
    Everything,
    /// Those with alcohol or drugs in them (*missbruk ligger bakom en stor del av ordningsstörningar*).
    Influence,
    /// Vandalism of what the municipality owns (*skadegörelse mot kommunala fastigheter*).
    MunicipalVandalism,
    /// Car parts and vehicles that were stolen (*stölder av exempelvis bildelar och fordon*).
    CarsAndParts,
    /// One category.
    Of(Category),
}

/// No topic has this word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no topic has this word")]
pub struct NoTopic;

impl TryFrom<String> for Topic {
    type Error = NoTopic;

    fn try_from(word: String) -> Result<Self, NoTopic> {
        Self::from_word(&word).ok_or(NoTopic)
    }
}

impl From<Topic> for &str {
    fn from(topic: Topic) -> Self {
        topic.word()
    }
}

impl Topic {
    /// All topics: those with a name of their own first.
    pub fn all() -> impl Iterator<Item = Self> {
        let named = [Self::Everything, Self::Influence, Self::MunicipalVandalism, Self::CarsAndParts];
        named.into_iter().chain(Category::ALL.iter().copied().map(Self::Of))
    }

    /// The stable word for addresses and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Influence => "influence",
            Self::MunicipalVandalism => "municipal_vandalism",
            Self::CarsAndParts => "cars_and_parts",
            Self::Of(category) => category.word(),
        }
    }

    /// The topic of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::all().find(|topic| topic.word() == word)
    }

    /// Whether some incidents belong to it.
    pub fn covers(self, one: &DayCount) -> bool {
        let category = one.what.category();
        match self {
            Self::Everything => true,
            Self::Influence => {
                one.influence == Answer::Yes || matches!(category, Category::Drugs | Category::Alcohol)
            }
            Self::MunicipalVandalism => {
                matches!(category, Category::Vandalism | Category::Graffiti)
                    && one.owner == Owner::Municipality
            }
            Self::CarsAndParts => {
                let stolen = one.what.theft().map(|theft| theft.stolen);
                matches!(stolen, Some(Stolen::CarParts | Stolen::Vehicles))
            }
            Self::Of(wanted) => category == wanted,
        }
    }

    /// The row of its counts over the days that were watched.
    pub fn series(self, step: Step, watched: Days, counts: &[DayCount]) -> Series {
        let covered = counts.iter().filter(|one| self.covers(one));
        Series::weighed(step, watched, covered.map(|one| (one.day, one.count)))
    }
}

/// How many there are in some counts.
pub fn sum<'a>(counts: impl IntoIterator<Item = &'a DayCount>) -> u32 {
    counts.into_iter().fold(0, |sum, one| sum.saturating_add(one.count))
}

/// How many functions reported them.
pub fn functions<'a>(counts: impl IntoIterator<Item = &'a DayCount>) -> u32 {
    let mut seen: Vec<Function> = counts.into_iter().map(|one| one.reported_by).collect();
    seen.sort_unstable_by_key(|function| function.word());
    seen.dedup();
    u32::try_from(seen.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{LegalDay, situation::incident::Theft};

    fn one(category: Category) -> DayCount {
        DayCount {
            day: date!(2023 - 07 - 12),
            what: What::new(category, None).unwrap(),
            influence: Answer::No,
            owner: Owner::Private,
            area: Id::from_random([1; 16]),
            reported_by: Function::School,
            count: 3,
        }
    }

    fn stolen(stolen: Stolen) -> DayCount {
        let theft = Theft { stolen, organised: false };
        DayCount { what: What::new(Category::Theft, Some(theft)).unwrap(), ..one(Category::Theft) }
    }

    fn covering(count: &DayCount) -> Vec<&'static str> {
        Topic::all().filter(|topic| topic.covers(count)).map(Topic::word).collect()
    }

    #[test]
    fn every_topic_has_a_word_of_its_own_and_is_found_by_it() {
        let topics: Vec<Topic> = Topic::all().collect();
        assert_eq!(topics.len(), 4 + Category::ALL.len());
        assert!(topics.iter().all(|topic| Topic::from_word(topic.word()) == Some(*topic)));
        assert_eq!(Topic::from_word("x"), None);
    }

    #[test]
    fn what_the_municipality_owns_and_what_was_taken_from_cars_stand_apart() {
        let municipal = DayCount { owner: Owner::Municipality, ..one(Category::Vandalism) };
        assert_eq!(covering(&municipal), ["everything", "municipal_vandalism", "vandalism"]);
        assert_eq!(covering(&one(Category::Vandalism)), ["everything", "vandalism"]);
        assert_eq!(covering(&stolen(Stolen::CarParts)), ["everything", "cars_and_parts", "theft"]);
        assert_eq!(covering(&stolen(Stolen::Vehicles)), ["everything", "cars_and_parts", "theft"]);
        assert_eq!(covering(&stolen(Stolen::Other)), ["everything", "theft"]);
    }

    #[test]
    fn alcohol_and_drugs_are_found_in_the_category_and_in_the_answer() {
        assert_eq!(covering(&one(Category::Drugs)), ["everything", "influence", "drugs"]);
        let disorder = DayCount { influence: Answer::Yes, ..one(Category::Disorder) };
        assert_eq!(covering(&disorder), ["everything", "influence", "disorder"]);
        let unknown = DayCount { influence: Answer::Unknown, ..one(Category::Disorder) };
        assert_eq!(covering(&unknown), ["everything", "disorder"]);
    }

    #[test]
    fn a_series_has_the_counts_of_its_topic_alone() {
        let counts = [one(Category::Fire), one(Category::Fire), one(Category::Fireworks)];
        let july = Days::new(LegalDay::new(date!(2023 - 07 - 01)), LegalDay::new(date!(2023 - 07 - 31)));
        let series = Topic::Of(Category::Fire).series(Step::Month, july.unwrap(), &counts);
        assert_eq!(series.points().map(|point| point.count).collect::<Vec<_>>(), [6]);
        assert_eq!((sum(&counts), functions(&counts)), (9, 1));
    }
}
