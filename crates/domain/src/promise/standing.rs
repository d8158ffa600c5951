//! How the rows of a promise stand on a day, counted out of what was written down.
//!
//! What comes from cases and outreach meetings arrives counted ([`Counts`]); what nothing counts is said to be elsewhere
//! ([`RowStanding::elsewhere`]) and has no number. What was written down for one row counts there alone; what names none
//! counts wherever its kind is evidence, as a meeting of SSPF does.

use std::{collections::BTreeMap, num::NonZeroU32};

use time::Date;

use super::{
    Commitment, EvidenceKind, Kind, Measure, Promise,
    activity::{Activity, Audience, Form, Role},
    counting::Tally,
    counts::Counts,
    occasion::{Occasion, Stage},
    progress::{Progress, Status, done_or_not},
    published::Headcount,
    visit::{self, Visit},
};
use crate::{
    LegalDay,
    situation::{DayCount, count},
    unit::Agency,
};

/// Something that was done, and the row that it was written down for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// The row, where it names one.
    pub row: Option<String>,
    /// What was done.
    pub activity: Activity,
}

/// All that was written down; what lies outside the period of a promise is nothing to it.
#[derive(Clone, Copy)]
pub struct Ledgered<'a> {
    /// The evenings.
    pub occasions: &'a [Occasion],
    /// Everything else.
    pub noted: &'a [Noted],
    /// What cases and outreach meetings give, counted.
    pub counts: &'a Counts,
    /// Incidents, of several years: trends need the seasons before.
    pub incidents: &'a [DayCount],
    /// The days on which municipality and Police met about the situation.
    pub meetings: &'a [LegalDay],
    /// The visits that were asked for.
    pub visits: &'a [Visit],
}

/// A number of the follow-up, inside the house.
#[derive(Clone, PartialEq, Eq)]
pub enum Amount {
    /// So many activities.
    Activities(u32),
    /// So many persons. It leaves as [`super::published`] says and in no other way.
    Persons(Headcount),
}

/// What is counted, and how many.
#[derive(Clone, PartialEq, Eq)]
pub struct Figure {
    /// What is counted.
    pub measure: Measure,
    /// How many.
    pub amount: Amount,
}

/// How one row stands.
pub struct RowStanding<'a> {
    /// The row.
    pub row: &'a Commitment,
    /// The word for it.
    pub status: Status,
    /// Its pace, where activities are counted; `None` for a row of another kind, or of persons.
    pub progress: Option<Progress>,
    /// Its numbers, the one that it is followed by first.
    pub figures: Vec<Figure>,
    /// The evenings, where it counts evenings.
    pub tally: Option<Tally<'a>>,
    /// What was done, by day, where words say more than a number.
    pub lines: Vec<&'a Activity>,
    /// The evidence that nobody has given yet.
    pub lacking: Vec<EvidenceKind>,
    /// The evidence that is kept elsewhere.
    pub elsewhere: Vec<EvidenceKind>,
}

impl Promise {
    /// How every row stands on this day, in the order of the promise.
    pub fn standing<'a>(&'a self, all: Ledgered<'a>, today: LegalDay) -> Vec<RowStanding<'a>> {
        self.commitments().iter().map(|row| Counting::of(self, row, all, today).standing()).collect()
    }
}

/// One row while it is counted.
struct Counting<'a> {
    promise: &'a Promise,
    row: &'a Commitment,
    today: LegalDay,
    occasions: &'a [Occasion],
    counts: &'a Counts,
    /// The incidents of the period until today.
    incidents: Vec<&'a DayCount>,
    visits: &'a [Visit],
    tally: Option<Tally<'a>>,
    /// What was done for it in the period until today, by day.
    done: Vec<&'a Activity>,
    /// Everything of the period, whatever it was done for.
    all: Vec<&'a Activity>,
    meetings: &'a [LegalDay],
}

impl<'a> Counting<'a> {
    fn of(promise: &'a Promise, row: &'a Commitment, ledgered: Ledgered<'a>, today: LegalDay) -> Self {
        let terms = row.terms(today.date().min(promise.period().last()));
        let within = |noted: &&Noted| {
            promise.period().contains(noted.activity.on()) && noted.activity.on() <= today.date()
        };
        let is_for = |noted: &&Noted| noted.row.as_ref().is_none_or(|key| *key == row.key);
        let is_evidence = |activity: &&Activity| terms.evidence.contains(&activity.form().kind());
        let within: Vec<&Noted> = ledgered.noted.iter().filter(within).collect();
        let all: Vec<&Activity> = within.iter().map(|noted| &noted.activity).collect();
        let mut done: Vec<&Activity> =
            within.into_iter().filter(is_for).map(|noted| &noted.activity).filter(is_evidence).collect();
        done.sort_by_key(|activity| activity.on());
        let counts_evenings = matches!(terms.kind, Kind::Counted { unit: Measure::Occasions, .. });
        let tally = counts_evenings.then(|| promise.tally(row, ledgered.occasions, today));
        let Ledgered { occasions, counts, meetings, visits, .. } = ledgered;
        let is_within = |one: &&DayCount| promise.period().contains(one.day) && one.day <= today.date();
        let incidents = ledgered.incidents.iter().filter(is_within).collect();
        Self { promise, row, today, occasions, counts, incidents, visits, tally, done, all, meetings }
    }

    fn standing(self) -> RowStanding<'a> {
        let period = self.promise.period();
        let terms = self.row.terms(self.today.date().min(period.last()));
        let (mut lacking, mut elsewhere) = (Vec::new(), Vec::new());
        for kind in &terms.evidence {
            let Some(leading) = kind.measures().first() else { continue };
            match self.count(*leading) {
                Some(0) => lacking.push(*kind),
                Some(_) => {}
                // Of what is counted elsewhere, nobody is told whether it is nobody.
                None if self.counts.of(*leading).is_some() => {}
                None => elsewhere.push(*kind),
            }
        }
        let progress = match &terms.kind {
            Kind::Counted { unit, target, .. } if !unit.counts_persons() => {
                self.count(*unit).map(|count| Progress::of(count, *target, period, self.today))
            }
            _ => None,
        };
        let status = match &terms.kind {
            Kind::Done => done_or_not(self.count(Measure::Routines).unwrap_or(0) > 0, period, self.today),
            Kind::Counted { .. } | Kind::Text => progress.map_or(Status::NoTarget, |one| one.status),
        };
        RowStanding {
            row: self.row,
            status,
            progress,
            figures: self.figures(&terms.kind, &terms.evidence),
            lines: self.done.iter().copied().filter(|activity| is_told_in_words(activity)).collect(),
            tally: self.tally,
            lacking,
            elsewhere,
        }
    }

    /// Every number of the row's evidence that is kept here, once; what the row is followed by comes first.
    fn figures(&self, kind: &Kind, evidence: &[EvidenceKind]) -> Vec<Figure> {
        let mut measures: Vec<Measure> = match kind {
            Kind::Counted { unit, .. } => vec![*unit],
            Kind::Done | Kind::Text => Vec::new(),
        };
        for measure in evidence.iter().flat_map(|kind| kind.measures()) {
            if !measures.contains(measure) {
                measures.push(*measure);
            }
        }
        let figure = |measure: Measure| {
            if let Some(heads) = self.counts.of(measure) {
                return Some(Figure { measure, amount: Amount::Persons(heads.clone()) });
            }
            let count = self.count(measure)?;
            let amount = if measure.counts_persons() {
                Amount::Persons(Headcount::new(count, Vec::new()).ok()?)
            } else {
                Amount::Activities(count)
            };
            Some(Figure { measure, amount })
        };
        measures.into_iter().filter_map(figure).collect()
    }

    /// How many; `None` for what is kept elsewhere.
    fn count(&self, measure: Measure) -> Option<u32> {
        use Measure as M;
        Some(match measure {
            M::Occasions => self.tally.as_ref()?.count(),
            M::Adults => self.in_evenings(|adults, _| adults)?,
            M::Contacts => self.in_evenings(|_, contacts| contacts)?,
            M::Patrols => self.of_kind(EvidenceKind::FootPatrol),
            M::Controls => self.of_kind(EvidenceKind::TrafficControl),
            M::Actions => self.of_kind(EvidenceKind::TargetedAction),
            M::Groups => self.of_kind(EvidenceKind::ParentGroup),
            M::InformationEvents => self.of_kind(EvidenceKind::InformationEvent),
            M::Dialogues => self.of_kind(EvidenceKind::CitizenDialogue),
            M::Meetings => self.of_kind(EvidenceKind::SspfParticipation),
            M::Incidents => count::sum(self.incidents.iter().copied()),
            M::Functions => count::functions(self.incidents.iter().copied()),
            M::Milestones => self.of_kind(EvidenceKind::Milestone),
            M::Routines => self.of_kind(EvidenceKind::Routine),
            M::Publications => self.of_kind(EvidenceKind::Publication),
            M::SituationMeetings => self.met_about_the_situation(),
            M::Linked => number(self.all.iter().filter(|activity| activity.problem().is_some()).count()),
            M::Hours | M::Kronor => self.resources(measure),
            M::Asked | M::Visited => self.of_visits(measure),
            M::Vehicles
            | M::Participants
            | M::ForBusiness
            | M::ForInhabitants
            | M::Arranged
            | M::TookPart
            | M::WithPolice => self.in_forms(measure),
            // What comes counted, and what nothing counts yet.
            _ => return None,
        })
    }

    /// The common meetings of the period, as far as it has come.
    fn met_about_the_situation(&self) -> u32 {
        let period = self.promise.period();
        let held = |day: &&LegalDay| period.contains(day.date()) && **day <= self.today;
        number(self.meetings.iter().filter(held).count())
    }

    fn of_kind(&self, kind: EvidenceKind) -> u32 {
        number(self.done.iter().filter(|activity| activity.form().kind() == kind).count())
    }

    /// Visits that were asked for, or done, in the period until today.
    fn of_visits(&self, measure: Measure) -> u32 {
        let day = |visit: &Visit| match (measure, visit.stage()) {
            (Measure::Asked, _) => Some(visit.asked_on()),
            (_, visit::Stage::Done { on }) => Some(*on),
            _ => None,
        };
        let counts = |day: &Date| self.promise.period().contains(*day) && *day <= self.today.date();
        number(self.visits.iter().filter_map(day).filter(counts).count())
    }

    /// A sum over the evenings that count.
    fn in_evenings(&self, of: impl Fn(u16, u16) -> u16) -> Option<u32> {
        let counted = &self.tally.as_ref()?.counted;
        let told = self.occasions.iter().filter(|one| counted.contains(&one.id())).map(Occasion::stage);
        Some(sum(told.map(|stage| match stage {
            Stage::Done { adults, contacts } => u32::from(of(adults, contacts)),
            Stage::Planned | Stage::Cancelled(_) => 0,
        })))
    }

    /// A sum over what the forms say.
    fn in_forms(&self, measure: Measure) -> u32 {
        let one = |is_so: bool| u32::from(is_so);
        sum(self.done.iter().map(|activity| match (measure, activity.form()) {
            (Measure::Vehicles, Form::Police { vehicles, .. }) => vehicles.map_or(0, u32::from),
            (Measure::Participants, Form::ParentGroup { participants, .. }) => {
                participants.map_or(0, u32::from)
            }
            (Measure::ForBusiness, Form::Information { audience, .. }) => {
                one(*audience == Audience::Business)
            }
            (Measure::ForInhabitants, Form::Information { audience, .. }) => {
                one(*audience == Audience::Inhabitants)
            }
            (Measure::Arranged, Form::Dialogue { role, .. }) => one(*role == Role::Arranged),
            (Measure::TookPart, Form::Dialogue { role, .. }) => one(*role == Role::TookPart),
            (Measure::WithPolice, Form::SspfMeeting { present }) => one(present.contains(&Agency::Police)),
            _ => 0,
        }))
    }

    /// What the parties give: of each party and year what was written down last.
    fn resources(&self, measure: Measure) -> u32 {
        let mut latest: BTreeMap<(Agency, i32), u32> = BTreeMap::new();
        for activity in &self.done {
            if let Form::Resource { party, hours, kronor } = activity.form() {
                let given = if measure == Measure::Hours { *hours } else { *kronor };
                latest.insert((*party, activity.on().year()), given);
            }
        }
        sum(latest.into_values())
    }
}

/// What is shown as words: what the Police did and who met is a number and no more.
fn is_told_in_words(activity: &Activity) -> bool {
    matches!(
        activity.form(),
        Form::ParentGroup { .. }
            | Form::Information { .. }
            | Form::Dialogue { .. }
            | Form::Milestone { .. }
            | Form::Routine { .. }
            | Form::Publication { .. }
    )
}

impl RowStanding<'_> {
    /// How many were promised.
    pub fn target(&self) -> Option<NonZeroU32> {
        self.progress.and_then(|progress| progress.target)
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn sum(counts: impl Iterator<Item = u32>) -> u32 {
    counts.fold(0, u32::saturating_add)
}

#[cfg(test)]
mod tests;
