//! *Lägesbild*: where the picture stands, what the law asks for next, the meetings, and what the picture asked for and
//! nobody did. And what its other pages share: areas, days and texts in words.

use askama::Template;
use axum::http::StatusCode;
use desk::{
    Fault,
    commons::{MeetingRow, PictureRow, Seen, Situation},
};
use domain::{
    LegalDay, RuleBroken,
    duty::Role,
    promise::period::Period,
    situation::{
        Narrative, Place,
        cycle::Duty,
        meeting::{Meeting, MeetingKind},
        narrative::NarrativeFault,
        picture::Problem as Asked,
    },
};

use super::ground::spot;
use crate::{
    counter::Square,
    forms::{FieldErrors, tidy},
    frame::Frame,
    pages::{Answer, html},
    problem::Problem,
    text::Text,
};

/// The overview shows so many meetings of a kind.
const FEW: usize = 8;

/// A meeting in a list.
pub(super) struct MeetingLine {
    href: String,
    title: String,
    state: String,
    tone: &'static str,
}

/// A duty of the law, and when it falls due.
struct DutyLine {
    what: String,
    when: String,
    tone: &'static str,
}

/// A version in a list.
struct VersionLine {
    href: String,
    title: String,
    state: String,
}

#[derive(Template)]
#[template(path = "open/situation.html")]
struct Page {
    t: Text,
    frame: Frame,
    in_force: Option<VersionLine>,
    draft: Option<VersionLine>,
    earlier: Vec<VersionLine>,
    undone: Vec<String>,
    duties: Vec<DutyLine>,
    meetings: Vec<MeetingLine>,
    group: Vec<MeetingLine>,
    may_write: bool,
    may_group: bool,
}

/// `GET /lagesbild`
pub async fn show(square: Square) -> Answer {
    let situation = square.commons.see_situation(running(&square)?).await?;
    html(&Page::of(&square, &situation))
}

impl Page {
    fn of(square: &Square, situation: &Situation) -> Self {
        let (t, today) = (square.t, square.commons.today());
        let role = square.commons.card().duty.role;
        let in_force = situation.in_force(today);
        let is_earlier = |row: &&PictureRow| {
            row.picture.adoption().is_some() && in_force.is_none_or(|current| current.id != row.id)
        };
        let of_kind = |kind: MeetingKind| {
            let rows = situation.meetings.iter().filter(move |row| row.meeting.kind() == kind);
            rows.take(FEW).map(|row| meeting_line(row, today, t)).collect()
        };
        Self {
            t,
            frame: square.frame(),
            in_force: in_force.map(|row| version_line(row, t)),
            draft: situation.draft().map(|row| version_line(row, t)),
            earlier: situation.pictures.iter().filter(is_earlier).map(|row| version_line(row, t)).collect(),
            undone: undone(&situation.seen, today, t),
            duties: duties(situation, today, t),
            meetings: of_kind(MeetingKind::Situation),
            group: of_kind(MeetingKind::Group),
            may_write: may_write(role),
            may_group: may_group(role),
        }
    }
}

/// Who holds the meetings about the situation and writes the picture.
pub(super) fn may_write(role: Role) -> bool {
    matches!(role, Role::Strategist | Role::PoliceLiaison)
}

/// Who leads the SSPF working group.
pub(super) fn may_group(role: Role) -> bool {
    matches!(role, Role::Strategist | Role::SspfCoordinator)
}

/// The period of the promise that runs; of none, the last year.
pub(super) fn running(square: &Square) -> Result<Period, Problem> {
    let today = square.commons.today().date();
    match square.commons.promises().running(today) {
        Some(promise) => Ok(promise.period()),
        None => Period::new(today - time::Duration::days(365), today).map_err(|_| Problem::Broken),
    }
}

/// A meeting in a list: its day, and whether it is ahead, common, or one of them alone.
fn meeting_line(row: &MeetingRow, today: LegalDay, t: Text) -> MeetingLine {
    let (state, tone) = match &row.meeting {
        meeting if meeting.held_on() > today => ("met-ahead", "soon"),
        Meeting::Situation(meeting) if !meeting.is_common() => ("met-not-common", ""),
        _ => ("met-held", "good"),
    };
    MeetingLine {
        href: format!("/lagesbild/mote/{}", row.id),
        title: t.weekday_date(row.meeting.held_on().date()),
        state: t.get(state),
        tone,
    }
}

fn version_line(row: &PictureRow, t: Text) -> VersionLine {
    VersionLine {
        href: format!("/lagesbild/version/{}", row.id),
        title: t.with("picture-version", &[("version", i64::from(row.picture.version()).into())]),
        state: adopted(row, t),
    }
}

/// When a version was adopted, or that it is a draft.
pub(super) fn adopted(row: &PictureRow, t: Text) -> String {
    row.picture.adoption().map_or_else(
        || t.get("picture-draft"),
        |adoption| t.with("picture-adopted", &[("day", t.date(adoption.on.date()).into())]),
    )
}

fn duties(situation: &Situation, today: LegalDay, t: Text) -> Vec<DutyLine> {
    let cycle = situation.cycle();
    let overdue: Vec<Duty> = cycle.overdue(today).collect();
    let line = |duty: &Duty| {
        let due = cycle.due(*duty)?;
        let is_over = overdue.contains(duty);
        let key = if is_over { "duty-overdue" } else { "duty-due" };
        Some(DutyLine {
            what: t.get(&format!("duty-{}", duty.word())),
            when: t.with(key, &[("day", t.date(due.date()).into())]),
            tone: if is_over { "now" } else { "" },
        })
    };
    Duty::ALL.iter().filter_map(line).collect()
}

/// What the adopted picture asked for and nobody did, a line for each problem.
pub(super) fn undone(seen: &Seen, today: LegalDay, t: Text) -> Vec<String> {
    let line = |one: &domain::situation::picture::Undone| {
        let what = named(seen, one.problem, t)?;
        let key = match (one.nothing_done, one.no_evening) {
            (true, true) => "undone-both",
            (true, false) => "undone-nothing",
            _ => "undone-evening",
        };
        Some(t.with(key, &[("what", what.into())]))
    };
    seen.undone(today).iter().filter_map(line).collect()
}

/// A problem of the version in force, in words.
pub(super) fn named(seen: &Seen, id: domain::Id<Asked>, t: Text) -> Option<String> {
    let place = seen.ground.places.iter().find(|one| one.id == id);
    let placed = place.map(|one| format!("{}: {}", place_in_words(seen, one.place, t), one.about.as_str()));
    let all = || seen.ground.widespread.iter().find(|one| one.id == id);
    placed.or_else(|| all().map(|one| one.about.as_str().to_owned()))
}

/// A place in words: area and kind.
pub(super) fn place_in_words(seen: &Seen, place: Place, t: Text) -> String {
    let area = seen.ground.areas.iter().find(|area| area.id == place.area);
    format!("{}, {}", area.map_or("", |area| area.name.as_str()), spot(place.kind, t).to_lowercase())
}

/// What somebody wrote, looked through; what is wrong stands at its field.
pub(super) fn text<const MOST: usize>(
    field: &'static str,
    said: &str,
    errors: &mut FieldErrors,
) -> Narrative<MOST> {
    match Narrative::new(&tidy(said)) {
        Ok(text) => text,
        Err(fault) => {
            let key = match fault {
                NarrativeFault::TooLong { most: 300, .. } => "record-long",
                NarrativeFault::TooLong { .. } => "situation-long",
                NarrativeFault::PersonalData(_) => "record-personal",
            };
            errors.add(field, key);
            Narrative::default()
        }
    }
}

/// How a form comes back: with its faults, or because somebody else was there before.
pub(super) fn status(rule: Option<RuleBroken>) -> StatusCode {
    match rule {
        Some(RuleBroken::ChangedMeanwhile) => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// A rule that was broken, or the fault that goes on.
pub(super) fn broken(fault: Fault) -> Result<RuleBroken, Problem> {
    match fault {
        Fault::Rule(rule) => Ok(rule),
        fault => Err(fault.into()),
    }
}
