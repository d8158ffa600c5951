//! The situation picture of the story: what is adopted before the autumn begins, and the meetings of every second week.
//! The words of 2023 are those of the signed promise (*Situationen idag*); everything else is invented.

use desk::commons::{Commons, Texts};
use domain::{
    LegalDay,
    promise::period::Period,
    situation::{
        Days, Function, Meeting, Narrative, Place, PlaceKind, SituationMeeting,
        cycle::{FollowUp, Followed, Measure},
        incident::Category,
        meeting::{AgendaPoint, Attendance, Item},
        picture::{Evidence, Priority, Problem},
        survey::{Group, Percent, SurveyResult},
    },
};
use time::{Date, Duration, Weekday};

use crate::Failure;

mod said;

use said::{MEASURES, MEETINGS, PICTURE_2023, PICTURE_LATER, PROBLEMS, SURVEYS};

/// A problem of the story: where, what, why, how soon, and the incidents that it rests on.
pub(super) struct Told {
    pub(super) place: Option<(&'static str, PlaceKind)>,
    pub(super) about: &'static str,
    pub(super) causes: &'static [&'static str],
    pub(super) priority: Priority,
    pub(super) category: Category,
}

fn words(said: &str) -> Failure {
    Failure::Words(said.to_owned())
}

fn text<const MOST: usize>(said: &str) -> Result<Narrative<MOST>, Failure> {
    Narrative::new(said).map_err(|_| words("a text of the picture that names somebody"))
}

fn days(first: Date, last: Date) -> Result<Days, Failure> {
    Days::new(LegalDay::new(first), LegalDay::new(last)).map_err(|_| words("days that end before they begin"))
}

/// The day on which the picture of an autumn is adopted: in 2023 the first Monday of its period, later in May before.
pub(super) fn adopted_on(period: Period) -> Date {
    let mut day = period.first();
    while day.weekday() != Weekday::Monday {
        day += Duration::DAY;
    }
    if day.year() == 2023 { day } else { day - Duration::weeks(18) }
}

/// Whether municipality and Police meet on a day: every second Monday of the period.
pub(super) fn is_meeting(day: Date, period: Period) -> bool {
    let first = adopted_on(period);
    day >= first && period.contains(day) && (day - first).whole_days() % 14 == 0
}

/// The picture that an autumn rests on, adopted at the first meeting of its period.
///
/// # Errors
/// [`Failure`] when the desk does not do what the story says.
pub(super) async fn adopted(malin: &Commons, period: Period) -> Result<(), Failure> {
    let day = adopted_on(period);
    let at = held(malin, day, period).await?;
    let id = malin.begin_picture().await?;
    let (mapping, other, analysis) = if period.first().year() == 2023 { PICTURE_2023 } else { PICTURE_LATER };
    let texts = Texts { mapping: text(mapping)?, other: text(other)?, analysis: text(analysis)? };
    malin.write_picture(id, texts, 1).await?;
    let summer = days(day - Duration::days(95), day - Duration::DAY)?;
    let today = Period::new(day, day).map_err(|_| words("a day"))?;
    let ground = malin.see_situation(today).await?.seen.ground;
    for (told, revision) in PROBLEMS.iter().zip(2..) {
        let area = |name: &str| ground.areas.iter().find(|area| area.name == name).map(|area| area.id);
        let place = told.place.and_then(|(name, kind)| Some(Place { area: area(name)?, kind }));
        let problem = Problem {
            id: malin.new_problem(),
            place,
            about: text(told.about)?,
            causes: told.causes.iter().map(|cause| text(cause)).collect::<Result<_, _>>()?,
            priority: told.priority,
            evidence: vec![Evidence::Incidents { category: told.category, days: summer }],
        };
        malin.put_problem(id, problem, revision).await?;
    }
    let revision = i64::try_from(PROBLEMS.len()).unwrap_or_default() + 2;
    Ok(malin.adopt_picture(id, at, revision).await?)
}

/// What surveys said in the years before, and the plan of measures out of the picture.
///
/// # Errors
/// [`Failure`] when the desk does not do what the story says.
pub(super) async fn planned(malin: &Commons, period: Period) -> Result<(), Failure> {
    let (day, year) = (adopted_on(period), period.first().year());
    let result = |(group, back, tenths): &(Group, i32, u16)| {
        Ok(SurveyResult {
            question: "Känner du dig trygg ute på kvällen?".to_owned(),
            year: year - back,
            group: *group,
            area: None,
            percent: Percent::try_from(*tenths).map_err(|_| words("more than all"))?,
            source: "Trygghetsmätning i lokalpolisområdet, påhittade siffror".to_owned(),
        })
    };
    malin.take_in(SURVEYS.iter().map(result).collect::<Result<_, Failure>>()?).await?;
    malin.begin_plan().await?;
    let today = Period::new(day, day).map_err(|_| words("a day"))?;
    let situation = malin.see_situation(today).await?;
    let plan = situation.plans.first().ok_or_else(|| words("no plan"))?.id;
    let problems = situation.in_force(malin.today()).map(|row| row.picture.contents().problems.clone());
    let mut followed = Vec::new();
    for (at, what, owner, after, outcome) in MEASURES {
        let problem = problems.iter().flatten().nth(at).ok_or_else(|| words("no such problem"))?.id;
        let (id, by) = (malin.new_measure(), LegalDay::new(day + Duration::days(after)));
        let measure = Measure { id, problem, what: text(what)?, owner, by: Some(by) };
        malin.add_measure(plan, measure).await?;
        followed.push(Followed { measure: id, outcome, note: Narrative::default() });
    }
    malin.decide_plan(plan, LegalDay::new(day + Duration::days(42))).await?;
    if year != 2023 {
        let on = LegalDay::new(day + Duration::days(112));
        malin.follow_plan_up(plan, FollowUp { on, measures: followed }).await?;
    }
    Ok(())
}

/// A meeting of every second week, with what was said at it.
///
/// # Errors
/// [`Failure`] when the desk does not do what the story says.
pub(super) async fn held(malin: &Commons, day: Date, period: Period) -> Result<domain::Id<Meeting>, Failure> {
    let turn = usize::try_from((day - adopted_on(period)).whole_days() / 14).unwrap_or_default();
    let said = MEETINGS.get(turn % MEETINGS.len()).copied().unwrap_or_default();
    let item = |point: &AgendaPoint| {
        let said = said.iter().find(|(known, _)| known == point).map_or("", |(_, said)| *said);
        Ok(Item { point: *point, said: text(said)? })
    };
    let present = [(Function::Strategist, 1), (Function::Police, 2), (Function::School, 1)];
    let others = [(Function::FieldGroup, 1), (Function::HousingCompany, 1), (Function::Business, 2)];
    let present = present.into_iter().chain(others.into_iter().take(1 + turn % 3));
    let meeting = SituationMeeting {
        held_on: LegalDay::new(day),
        inventory: days(day - Duration::days(14), day - Duration::DAY)?,
        agenda: AgendaPoint::ALL.iter().map(item).collect::<Result<_, Failure>>()?,
        attendance: present.map(|(function, count)| Attendance { function, count }).collect(),
    };
    Ok(malin.hold(Meeting::Situation(meeting)).await?)
}
