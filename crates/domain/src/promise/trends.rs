//! The trends that a publication shows (*trender*): what the promise's document says of the seasons, month by month.
//! Incidents are no persons, so their counts are shown as they are.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{EvidenceKind, Promise};
use crate::{
    LegalDay,
    situation::{
        DayCount, Days, Topic,
        incident::Category,
        trend::{Expectation, Point, Slot, Step},
    },
};

/// What *Situationen idag* speaks of: vandalism in summer and less of it, New Year, thefts, and what is taken abroad.
pub const TOPICS: [Topic; 4] = [
    Topic::MunicipalVandalism,
    Topic::Of(Category::Fireworks),
    Topic::Of(Category::Theft),
    Topic::CarsAndParts,
];
/// So many months are shown.
const MONTHS: usize = 24;

/// A topic, month by month, as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedTrend {
    /// What was counted.
    pub topic: Topic,
    /// The months, the earliest first.
    pub months: Vec<PublishedMonth>,
}

/// A month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedMonth {
    /// Its first day.
    pub first_day: LegalDay,
    /// How many incidents.
    pub incidents: u32,
    /// What was to be expected, where there are earlier years enough.
    pub expected: Option<Expectation>,
}

/// The trends that a promise is followed by on a day, out of several years of counts.
pub(super) fn of(promise: &Promise, counts: &[DayCount], today: LegalDay) -> Vec<PublishedTrend> {
    let until = today.date().min(promise.period().last());
    let is_followed = promise
        .commitments()
        .iter()
        .any(|row| row.terms(until).evidence.contains(&EvidenceKind::IncidentTrend));
    let watched = watched(counts, until).filter(|_| is_followed);
    watched.map_or_else(Vec::new, |days| TOPICS.map(|topic| PublishedTrend::of(topic, days, counts)).to_vec())
}

/// From the first incident of all to the day before.
fn watched(counts: &[DayCount], until: Date) -> Option<Days> {
    let first = counts.iter().map(|one| one.day).min()?;
    Days::new(LegalDay::new(first), LegalDay::new(until.previous_day()?)).ok()
}

impl PublishedTrend {
    fn of(topic: Topic, watched: Days, counts: &[DayCount]) -> Self {
        let all: Vec<Point> = topic.series(Step::Month, watched, counts).points().collect();
        let last = all.get(all.len().saturating_sub(MONTHS)..).unwrap_or_default();
        let month = |point: &Point| PublishedMonth {
            first_day: LegalDay::new(point.slot.first()),
            incidents: point.count,
            expected: point.expected,
        };
        Self { topic, months: last.iter().map(month).collect() }
    }

    /// The months as points of a drawing.
    pub fn points(&self) -> Vec<Point> {
        let point = |month: &PublishedMonth| Point {
            slot: Slot::of(Step::Month, month.first_day.date()),
            count: month.incidents,
            expected: month.expected,
        };
        self.months.iter().map(point).collect()
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{
        Id,
        promise::tests::karlshamn,
        situation::{
            Answer, Function,
            incident::{Owner, What},
        },
    };

    fn fireworks(day: Date, count: u32) -> DayCount {
        DayCount {
            day,
            what: What::new(Category::Fireworks, None).unwrap(),
            influence: Answer::No,
            owner: Owner::Nobody,
            area: Id::from_random([1; 16]),
            reported_by: Function::Police,
            count,
        }
    }

    #[test]
    fn whole_months_until_yesterday_are_shown_beside_their_season() {
        let promise = karlshamn();
        let counts: Vec<DayCount> = (2020..2023)
            .filter_map(|year| Date::from_calendar_date(year, time::Month::January, 1).ok())
            .map(|day| fireworks(day, 7))
            .collect();
        let trends = of(&promise, &counts, LegalDay::new(date!(2023 - 11 - 30)));
        assert_eq!(trends.iter().map(|one| one.topic).collect::<Vec<_>>(), TOPICS);
        let months = &trends[1].months;
        assert_eq!(months.len(), 24);
        assert_eq!(
            months.last().unwrap().first_day,
            LegalDay::new(date!(2023 - 10 - 01)),
            "November is not over"
        );
        let january = months.iter().find(|month| month.first_day.date() == date!(2022 - 01 - 01)).unwrap();
        assert_eq!((january.incidents, january.expected.unwrap().tenths), (7, 70));
        assert_eq!(trends[1].points().len(), 24);
        let text = serde_json::to_string(&trends).unwrap();
        assert_eq!(serde_json::from_str::<Vec<PublishedTrend>>(&text).unwrap(), trends);
    }

    #[test]
    fn after_its_period_a_promise_shows_what_was_known_at_its_end_and_without_reports_nothing() {
        let promise = karlshamn();
        let counts = [fireworks(date!(2022 - 01 - 01), 1), fireworks(date!(2024 - 03 - 01), 9)];
        let trends = of(&promise, &counts, LegalDay::new(date!(2024 - 06 - 30)));
        assert_eq!(trends[1].months.last().unwrap().first_day, LegalDay::new(date!(2023 - 11 - 01)));
        assert_eq!(of(&promise, &[], LegalDay::new(date!(2023 - 11 - 30))), []);
    }
}
