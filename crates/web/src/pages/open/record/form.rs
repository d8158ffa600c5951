//! The form of what was done, parsed: each kind asks for its own fields, and no text may look like personal data.

use desk::commons::{Entry, NewActivity};
use domain::{
    promise::{
        EvidenceKind,
        activity::{Audience, Channel, Focus, Form, Line, PoliceAction, Role as Part, TEXT_LIMIT},
    },
    situation::personal_data::{self, PersonalData},
    unit::Agency,
};
use serde::Deserialize;

use super::PARTIES;
use crate::{
    forms::{Choice, FieldErrors, chosen, day, day_text, tidy},
    pages::open::picked,
    text::Text,
};

/// What was done, as the browser sends it.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RecordForm {
    /// The session's token.
    pub token: String,
    /// What is put right, where something is.
    pub post: String,
    /// The version of it that was shown.
    pub version: String,
    /// Whether it is struck out.
    pub strike: String,
    /// What kind of thing.
    pub kind: String,
    /// The row that it is for, where it is for one.
    pub row: String,
    /// When.
    pub on: String,
    /// The place of the picture, or the problem that it answers.
    pub place: String,
    /// What the Police looked to.
    pub focus: String,
    /// How many vehicles.
    pub vehicles: String,
    /// The programme of a group for parents.
    pub programme: String,
    /// Where parents turn to.
    pub contact: String,
    /// How many take part.
    pub participants: String,
    /// For whom.
    pub audience: String,
    /// What.
    pub what: String,
    /// Our part in a dialogue.
    pub part: String,
    /// Where it was.
    pub venue: String,
    /// On what.
    pub themes: String,
    /// Which party.
    pub party: String,
    /// Hours.
    pub hours: String,
    /// Kronor.
    pub kronor: String,
    /// Where the public was told.
    pub channel: String,
    /// Whether they were there.
    pub present_school: String,
    /// Whether they were there.
    pub present_social: String,
    /// Whether they were there.
    pub present_police: String,
    /// Whether they were there.
    pub present_leisure: String,
}

type Parsed<T> = Result<T, FieldErrors>;

impl RecordForm {
    /// The form of something that was written down.
    pub(in crate::pages::open) fn of(entry: &Entry) -> Self {
        let activity = &entry.noted.activity;
        let common = Self {
            post: entry.id.to_string(),
            version: entry.version.to_string(),
            kind: activity.form().kind().word().to_owned(),
            row: entry.noted.row.clone().unwrap_or_default(),
            on: day_text(activity.on()),
            place: activity.problem().map(|place| place.to_string()).unwrap_or_default(),
            ..Self::default()
        };
        common.with(activity.form())
    }

    fn with(self, form: &Form) -> Self {
        let count = |count: &Option<u16>| count.map(|count| count.to_string()).unwrap_or_default();
        let text = |line: &Line| line.as_str().to_owned();
        let word = |word: &'static str| word.to_owned();
        match form {
            Form::Police { focus, vehicles, .. } => {
                Self { focus: word(focus.word()), vehicles: count(vehicles), ..self }
            }
            Form::ParentGroup { programme, contact, participants } => Self {
                programme: text(programme),
                contact: text(contact),
                participants: count(participants),
                ..self
            },
            Form::Information { audience, what } => {
                Self { audience: word(audience.word()), what: text(what), ..self }
            }
            Form::Dialogue { role, place, themes } => {
                Self { part: word(role.word()), venue: text(place), themes: text(themes), ..self }
            }
            Form::Resource { party, hours, kronor } => Self {
                party: word(party.word()),
                hours: hours.to_string(),
                kronor: kronor.to_string(),
                ..self
            },
            Form::SspfMeeting { present } => {
                let here = |party| if present.contains(&party) { word("yes") } else { String::new() };
                Self {
                    present_school: here(Agency::School),
                    present_social: here(Agency::Social),
                    present_police: here(Agency::Police),
                    present_leisure: here(Agency::Leisure),
                    ..self
                }
            }
            Form::Milestone { what } | Form::Routine { what } => Self { what: text(what), ..self },
            Form::Publication { channel, what } => {
                Self { channel: word(channel.word()), what: text(what), ..self }
            }
        }
    }

    /// Who was there, as boxes to tick.
    pub(super) fn present(&self, t: Text) -> Vec<Choice> {
        let here = self.there();
        let choice = |party: &Agency| Choice {
            word: party.word().to_owned(),
            label: t.get(&format!("agency-{}", party.word())),
            hint: None,
            chosen: here.contains(party),
        };
        PARTIES.iter().map(choice).collect()
    }

    fn there(&self) -> Vec<Agency> {
        let ticked =
            [&self.present_school, &self.present_social, &self.present_police, &self.present_leisure];
        PARTIES.into_iter().zip(ticked).filter(|(_, said)| *said == "yes").map(|(party, _)| party).collect()
    }

    /// What it says.
    pub(in crate::pages::open) fn parse(&self) -> Parsed<NewActivity> {
        let kind = chosen(EvidenceKind::ALL, EvidenceKind::word, &self.kind)
            .ok_or_else(|| FieldErrors::one("kind", "record-choice-missing"))?;
        let on = day(&self.on).ok_or_else(|| FieldErrors::one("on", "record-day-missing"));
        let form = self.form(kind);
        let (on, form) = match (on, form) {
            (Ok(on), Ok(form)) => (on, form),
            (Err(errors), Ok(_)) | (Ok(_), Err(errors)) => return Err(errors),
            (Err(errors), Err(others)) => return Err(errors.and(others)),
        };
        let row = Some(tidy(&self.row)).filter(|row| !row.is_empty());
        let problem = picked(&self.place);
        Ok(NewActivity { on, form, row, problem })
    }

    fn form(&self, kind: EvidenceKind) -> Parsed<Form> {
        match kind {
            EvidenceKind::FootPatrol => self.police(PoliceAction::FootPatrol),
            EvidenceKind::TrafficControl => self.police(PoliceAction::TrafficControl),
            EvidenceKind::TargetedAction => self.police(PoliceAction::TargetedAction),
            EvidenceKind::ParentGroup => {
                let programme = line("programme", &self.programme)?;
                let contact = contact(&self.contact)?;
                let participants = optional("participants", &self.participants)?;
                Ok(Form::ParentGroup { programme, contact, participants })
            }
            EvidenceKind::InformationEvent => {
                let audience = choice(Audience::ALL, Audience::word, "audience", &self.audience)?;
                Ok(Form::Information { audience, what: line("what", &self.what)? })
            }
            EvidenceKind::CitizenDialogue => {
                let role = choice(Part::ALL, Part::word, "part", &self.part)?;
                let (place, themes) = (line("venue", &self.venue)?, line("themes", &self.themes)?);
                Ok(Form::Dialogue { role, place, themes })
            }
            EvidenceKind::SharedResource => {
                let party = choice(&PARTIES, Agency::word, "party", &self.party)?;
                let hours = amount("hours", &self.hours)?;
                Ok(Form::Resource { party, hours, kronor: amount("kronor", &self.kronor)? })
            }
            EvidenceKind::SspfParticipation => Ok(Form::SspfMeeting { present: self.there() }),
            EvidenceKind::Milestone => Ok(Form::Milestone { what: line("what", &self.what)? }),
            EvidenceKind::Routine => Ok(Form::Routine { what: line("what", &self.what)? }),
            EvidenceKind::Publication => {
                let channel = choice(Channel::ALL, Channel::word, "channel", &self.channel)?;
                Ok(Form::Publication { channel, what: line("what", &self.what)? })
            }
            _ => Err(FieldErrors::one("kind", "record-choice-missing")),
        }
    }

    fn police(&self, action: PoliceAction) -> Parsed<Form> {
        let place = picked(&self.place).ok_or_else(|| FieldErrors::one("place", "record-choice-missing"))?;
        let focus = choice(Focus::ALL, Focus::word, "focus", &self.focus)?;
        let vehicles = match action {
            PoliceAction::TrafficControl => optional("vehicles", &self.vehicles)?,
            PoliceAction::FootPatrol | PoliceAction::TargetedAction => None,
        };
        Ok(Form::Police { action, place, focus, vehicles })
    }
}

fn choice<T: Copy>(
    all: &[T],
    word: impl Fn(T) -> &'static str,
    field: &'static str,
    said: &str,
) -> Parsed<T> {
    chosen(all, word, said).ok_or_else(|| FieldErrors::one(field, "record-choice-missing"))
}

/// A text that is there, is short, and holds nothing that looks like personal data.
pub(in crate::pages::open) fn line(field: &'static str, said: &str) -> Parsed<Line> {
    let text = written(field, said)?;
    if personal_data::find(text.as_str()).is_empty() {
        Ok(text)
    } else {
        Err(FieldErrors::one(field, "record-personal"))
    }
}

/// Where parents turn to: an office has a telephone, an address and a mailbox; it has no personal number and no plate.
fn contact(said: &str) -> Parsed<Line> {
    let text = written("contact", said)?;
    let found = personal_data::find(text.as_str());
    let of_somebody = |kind| matches!(kind, PersonalData::Number | PersonalData::Plate);
    if found.iter().any(|found| of_somebody(found.kind)) {
        Err(FieldErrors::one("contact", "record-personal"))
    } else {
        Ok(text)
    }
}

fn written(field: &'static str, said: &str) -> Parsed<Line> {
    let text = tidy(said).replace('\n', " ");
    let key = if text.chars().count() > TEXT_LIMIT { "unfit-text-too-long" } else { "unfit-empty-text" };
    Line::new(&text).map_err(|_| FieldErrors::one(field, key))
}

fn optional(field: &'static str, said: &str) -> Parsed<Option<u16>> {
    match said.trim() {
        "" => Ok(None),
        said => said.parse().map(Some).map_err(|_| FieldErrors::one(field, "record-number-wrong")),
    }
}

/// A sum; nothing written is nothing given.
fn amount(field: &'static str, said: &str) -> Parsed<u32> {
    match said.replace([' ', '\u{a0}'], "").as_str() {
        "" => Ok(0),
        said => said.parse().map_err(|_| FieldErrors::one(field, "record-number-wrong")),
    }
}
