//! The short forms: what was done, in as few fields as show it. No persons; counts only.
//!
//! Everything is written down after the fact, so that nothing coming is told; a group for parents alone is announced,
//! because parents are to find it. Nights and evenings that a rule counts stand in [`super::occasion`]; what comes from
//! cases and outreach meetings has no form here, it is counted.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{EvidenceKind, Unfit};
use crate::{Id, LegalDay, situation::picture::Problem, unit::Agency};

/// The most characters of a text.
pub const TEXT_LIMIT: usize = 300;

/// A short text: not empty, no spaces around it, at most [`TEXT_LIMIT`] characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

impl Line {
    /// The text as somebody typed it, without the spaces around it.
    ///
    /// # Errors
    /// [`Unfit::EmptyText`], [`Unfit::TextTooLong`].
    pub fn new(text: &str) -> Result<Self, Unfit> {
        match text.trim() {
            "" => Err(Unfit::EmptyText),
            text if text.chars().count() > TEXT_LIMIT => Err(Unfit::TextTooLong),
            text => Ok(Self(text.to_owned())),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Line {
    type Error = Unfit;

    fn try_from(text: String) -> Result<Self, Unfit> {
        Self::new(&text)
    }
}

impl From<Line> for String {
    fn from(line: Line) -> Self {
        line.0
    }
}

words! {
    /// What the Police did at a place of the picture.
    PoliceAction {
        /// They patrolled on foot.
        FootPatrol "foot_patrol",
        /// They controlled the traffic.
        TrafficControl "traffic_control",
        /// They acted against narcotics.
        TargetedAction "targeted_action",
    }
}

words! {
    /// What they looked to.
    Focus {
        /// Young people.
        Young "young",
        /// Young adults.
        YoungAdults "young_adults",
        /// Narcotics.
        Drugs "drugs",
    }
}

words! {
    /// Whom information is for.
    Audience {
        /// Businesses.
        Business "business",
        /// Inhabitants.
        Inhabitants "inhabitants",
    }
}

words! {
    /// What we were in a dialogue.
    Role {
        /// We arranged it.
        Arranged "arranged",
        /// We took part in it.
        TookPart "took_part",
    }
}

words! {
    /// Where the public was told how it goes.
    Channel {
        /// The web site of the municipality.
        MunicipalSite "municipal_site",
        /// The web site of the Police.
        PoliceSite "police_site",
        /// Social media.
        SocialMedia "social_media",
        /// The press.
        Press "press",
        /// A meeting.
        Meeting "meeting",
    }
}

/// What was done. The fields are what the form asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// The Police were at a place that the picture points out. How it went is not told.
    Police {
        /// What they did.
        action: PoliceAction,
        /// The problem of the picture, and with it the place.
        place: Id<Problem>,
        /// What they looked to.
        focus: Focus,
        /// How many vehicles were controlled, where it was a traffic control.
        vehicles: Option<u16>,
    },
    /// A group for parents begins.
    ParentGroup {
        /// The programme.
        programme: Line,
        /// Where parents turn to: an office, never a person.
        contact: Line,
        /// How many parents take part, once that is known. A count of persons.
        participants: Option<u16>,
    },
    /// Information on the preventive work.
    Information {
        /// Whom it was for.
        audience: Audience,
        /// What it was.
        what: Line,
    },
    /// A dialogue with citizens on safety.
    Dialogue {
        /// What we were in it.
        role: Role,
        /// Where.
        place: Line,
        /// On what.
        themes: Line,
    },
    /// What a party gives to the common work in the year of the date. The latest one of a party and year counts.
    Resource {
        /// The party.
        party: Agency,
        /// Hours.
        hours: u32,
        /// Money, in kronor.
        kronor: u32,
    },
    /// A meeting of SSPF.
    SspfMeeting {
        /// Which parties were there.
        present: Vec<Agency>,
    },
    /// A step of something that is developed: a programme for parents, the cooperation on narcotics.
    Milestone {
        /// What it is.
        what: Line,
    },
    /// A routine was adopted. Until then there is none.
    Routine {
        /// Which.
        what: Line,
    },
    /// The public was told how it goes.
    Publication {
        /// Where.
        channel: Channel,
        /// What was told.
        what: Line,
    },
}

impl Form {
    /// What it is evidence of.
    pub fn kind(&self) -> EvidenceKind {
        match self {
            Self::Police { action: PoliceAction::FootPatrol, .. } => EvidenceKind::FootPatrol,
            Self::Police { action: PoliceAction::TrafficControl, .. } => EvidenceKind::TrafficControl,
            Self::Police { action: PoliceAction::TargetedAction, .. } => EvidenceKind::TargetedAction,
            Self::ParentGroup { .. } => EvidenceKind::ParentGroup,
            Self::Information { .. } => EvidenceKind::InformationEvent,
            Self::Dialogue { .. } => EvidenceKind::CitizenDialogue,
            Self::Resource { .. } => EvidenceKind::SharedResource,
            Self::SspfMeeting { .. } => EvidenceKind::SspfParticipation,
            Self::Milestone { .. } => EvidenceKind::Milestone,
            Self::Routine { .. } => EvidenceKind::Routine,
            Self::Publication { .. } => EvidenceKind::Publication,
        }
    }

    fn check(&self) -> Result<(), Unfit> {
        let is_party = |agency: &Agency| *agency != Agency::Municipality;
        match self {
            Self::Resource { party, .. } if !is_party(party) => Err(Unfit::NoParty),
            Self::Resource { hours: 0, kronor: 0, .. } => Err(Unfit::NoAmount),
            Self::SspfMeeting { present } if present.is_empty() => Err(Unfit::NobodyThere),
            Self::SspfMeeting { present } if !present.iter().all(is_party) => Err(Unfit::NoParty),
            Self::Police { action, vehicles: Some(_), .. } if *action != PoliceAction::TrafficControl => {
                Err(Unfit::NoSuchUnit)
            }
            _ => Ok(()),
        }
    }
}

/// A form that was taken up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    on: Date,
    form: Form,
    problem: Option<Id<Problem>>,
}

impl Activity {
    /// Takes a form up. `on` is when it was done, or when a group for parents begins; `problem` is what in the picture
    /// it answers, which for the Police is the place.
    ///
    /// # Errors
    /// [`Unfit::Ahead`] for everything but a group for parents, and what the form itself does not take.
    pub fn recorded(
        on: Date,
        form: Form,
        problem: Option<Id<Problem>>,
        today: LegalDay,
    ) -> Result<Self, Unfit> {
        if on > today.date() && !matches!(form, Form::ParentGroup { .. }) {
            return Err(Unfit::Ahead);
        }
        form.check()?;
        Ok(Self::stored(on, form, problem))
    }

    /// One read back from the store.
    pub fn stored(on: Date, form: Form, problem: Option<Id<Problem>>) -> Self {
        let problem = match form {
            Form::Police { place, .. } => Some(place),
            _ => problem,
        };
        Self { on, form, problem }
    }

    /// When.
    pub fn on(&self) -> Date {
        self.on
    }

    /// What.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// What in the picture it answers; measures that name nothing do not start from the picture.
    pub fn problem(&self) -> Option<Id<Problem>> {
        self.problem
    }
}

#[cfg(test)]
mod tests;
