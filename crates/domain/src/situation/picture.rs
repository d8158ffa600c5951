//! The situation picture (*lägesbild*): what the problems are, where, why, and which come first.
//!
//! 4 § lagen (2023:196) wants a mapping of crime with its extent and consequences, other information that matters, and
//! an analysis of both. A picture is worked on as a draft and adopted at a meeting. What was adopted never changes
//! again; whoever knows better begins the next version.

use serde::{Deserialize, Serialize};

use super::{
    Days, Narrative, Phenomenon, Place, Prose, incident::Category, meeting::Meeting, survey::SurveyResult,
};
use crate::{Id, LegalDay};

pub use asking::{Asking, Undone};

mod asking;

words! {
    /// How soon a problem is to be dealt with.
    Priority {
        /// First.
        First "first",
        /// When there is room.
        Second "second",
        /// It is watched, and nothing is done yet.
        Watched "watched",
    }
}

/// What a problem rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Incidents of a category over some days.
    Incidents {
        /// The category.
        category: Category,
        /// The days.
        days: Days,
    },
    /// Something that somebody has noticed.
    Phenomenon(Id<Phenomenon>),
    /// What a survey says.
    Survey(Id<SurveyResult>),
}

/// A problem. It keeps its id from version to version, so that what is done can point at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its id.
    pub id: Id<Problem>,
    /// Where; nowhere for the whole municipality.
    pub place: Option<Place>,
    /// What the problem is.
    pub about: Narrative,
    /// Why it arises, each cause by itself.
    pub causes: Vec<Narrative>,
    /// How soon it is to be dealt with.
    pub priority: Priority,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// What a picture says, in the three parts of 4 § and problem by problem.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// The mapping: extent and consequences (4 § 1).
    pub mapping: Prose,
    /// Other information: surveys, changes in town (4 § 2).
    pub other: Prose,
    /// The analysis (4 § 3).
    pub analysis: Prose,
    /// The problems.
    pub problems: Vec<Problem>,
}

/// When and where a picture was adopted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adoption {
    /// The day.
    pub on: LegalDay,
    /// The meeting.
    pub at: Id<Meeting>,
}

/// How far a version has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is worked on; it may stand in for a version that was adopted before.
    Draft {
        /// When the version before was adopted.
        after: Option<LegalDay>,
    },
    /// It stands as it is.
    Adopted(Adoption),
}

/// A version of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SituationPicture {
    version: u32,
    contents: Contents,
    state: State,
}

/// Why a picture stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// An adopted version never changes.
    #[error("the version has been adopted")]
    Adopted,
    /// The next version follows an adopted one.
    #[error("the version has not been adopted")]
    NotAdopted,
    /// Mapping and analysis are what the law asks for (4 § lagen (2023:196)).
    #[error("the mapping or the analysis is missing")]
    Incomplete,
    /// A problem that comes first rests on something.
    #[error("a problem that comes first has no evidence or no cause")]
    Unfounded,
    /// The day lies before the adoption of the version before.
    #[error("the version before was adopted later")]
    TooEarly,
    /// A picture is adopted at a meeting that has been held, with municipality and Police there.
    #[error("the meeting was not held by municipality and Police together")]
    NotCommon,
    /// A draft is there already: it is the one to go on with.
    #[error("there is a draft already")]
    DraftThere,
}

impl SituationPicture {
    /// The first draft.
    pub fn first(contents: Contents) -> Self {
        Self { version: 1, contents, state: State::Draft { after: None } }
    }

    /// A version read back from the store.
    pub fn stored(version: u32, contents: Contents, state: State) -> Self {
        Self { version, contents, state }
    }

    /// The draft, written anew.
    ///
    /// # Errors
    /// [`PictureFault::Adopted`].
    pub fn rewritten(self, contents: Contents) -> Result<Self, PictureFault> {
        match self.state {
            State::Draft { .. } => Ok(Self { contents, ..self }),
            State::Adopted(_) => Err(PictureFault::Adopted),
        }
    }

    /// Adopted, once: from now on it stands.
    ///
    /// # Errors
    /// [`PictureFault::Adopted`], [`PictureFault::TooEarly`], or what is missing.
    pub fn adopted(self, adoption: Adoption) -> Result<Self, PictureFault> {
        let State::Draft { after } = self.state else { return Err(PictureFault::Adopted) };
        if after.is_some_and(|before| adoption.on < before) {
            return Err(PictureFault::TooEarly);
        }
        self.contents.are_complete()?;
        Ok(Self { state: State::Adopted(adoption), ..self })
    }

    /// A draft of the next version, which begins with what this one says.
    ///
    /// # Errors
    /// [`PictureFault::NotAdopted`].
    pub fn next(&self) -> Result<Self, PictureFault> {
        let adoption = self.adoption().ok_or(PictureFault::NotAdopted)?;
        let state = State::Draft { after: Some(adoption.on) };
        Ok(Self { version: self.version.saturating_add(1), contents: self.contents.clone(), state })
    }

    /// Which version it is, from 1.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// What it says.
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// How far it has come.
    pub fn state(&self) -> State {
        self.state
    }

    /// When and where it was adopted, if it was.
    pub fn adoption(&self) -> Option<Adoption> {
        match self.state {
            State::Draft { .. } => None,
            State::Adopted(adoption) => Some(adoption),
        }
    }

    /// The version that holds on a day: of those adopted by then the latest.
    pub fn current(versions: &[Self], day: LegalDay) -> Option<&Self> {
        let by_then = |one: &&Self| one.adoption().is_some_and(|adoption| adoption.on <= day);
        versions.iter().filter(by_then).max_by_key(|one| one.version)
    }
}

impl Contents {
    /// What has to be there before it is adopted.
    fn are_complete(&self) -> Result<(), PictureFault> {
        if self.mapping.is_empty() || self.analysis.is_empty() {
            return Err(PictureFault::Incomplete);
        }
        let unfounded = |one: &Problem| {
            one.priority == Priority::First && (one.evidence.is_empty() || one.causes.is_empty())
        };
        if self.problems.iter().any(unfounded) { Err(PictureFault::Unfounded) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::situation::PlaceKind;

    fn text<const MOST: usize>(text: &str) -> Narrative<MOST> {
        Narrative::new(text).unwrap()
    }

    fn contents() -> Contents {
        let days =
            Days::new(LegalDay::new(date!(2023 - 06 - 01)), LegalDay::new(date!(2023 - 08 - 31))).unwrap();
        let problem = Problem {
            id: Id::from_random([1; 16]),
            place: Some(Place { area: Id::from_random([2; 16]), kind: PlaceKind::School }),
            about: text("Rutor krossas under sommarlovet."),
            causes: vec![text("Skolgården är mörk och ligger avsides.")],
            priority: Priority::First,
            evidence: vec![Evidence::Incidents { category: Category::Vandalism, days }],
        };
        Contents {
            mapping: text("Skadegörelsen är säsongsbunden."),
            other: Prose::default(),
            analysis: text("Missbruk ligger bakom en stor del av ordningsstörningarna."),
            problems: vec![problem],
        }
    }

    fn on(date: time::Date) -> Adoption {
        Adoption { on: LegalDay::new(date), at: Id::from_random([3; 16]) }
    }

    #[test]
    fn what_was_adopted_never_changes_and_the_next_version_stands_in_for_it() {
        let first = SituationPicture::first(contents()).adopted(on(date!(2023 - 09 - 04))).unwrap();
        assert_eq!(first.clone().rewritten(Contents::default()), Err(PictureFault::Adopted));
        assert_eq!(first.clone().adopted(on(date!(2023 - 09 - 05))), Err(PictureFault::Adopted));

        let draft = first.next().unwrap();
        assert_eq!((draft.version(), draft.contents()), (2, first.contents()));
        assert_eq!(draft.next(), Err(PictureFault::NotAdopted));
        assert_eq!(draft.clone().adopted(on(date!(2023 - 09 - 03))), Err(PictureFault::TooEarly));
        let second = draft.adopted(on(date!(2023 - 12 - 04))).unwrap();

        let versions = [first.clone(), second.clone()];
        let current =
            |date| SituationPicture::current(&versions, LegalDay::new(date)).map(SituationPicture::version);
        assert_eq!(current(date!(2023 - 09 - 03)), None);
        assert_eq!(current(date!(2023 - 12 - 03)), Some(1));
        assert_eq!(current(date!(2023 - 12 - 04)), Some(2));
    }

    #[test]
    fn a_picture_without_mapping_or_analysis_is_not_adopted() {
        for gap in [
            Contents { mapping: Prose::default(), ..contents() },
            Contents { analysis: Prose::default(), ..contents() },
        ] {
            let adopted = SituationPicture::first(gap).adopted(on(date!(2023 - 09 - 04)));
            assert_eq!(adopted, Err(PictureFault::Incomplete));
        }
    }

    #[test]
    fn what_comes_first_has_evidence_and_a_cause() {
        let with = |change: fn(&mut Problem)| {
            let mut contents = contents();
            contents.problems.iter_mut().for_each(change);
            SituationPicture::first(contents).adopted(on(date!(2023 - 09 - 04))).map(|_| ())
        };
        assert_eq!(with(|one| one.evidence.clear()), Err(PictureFault::Unfounded));
        assert_eq!(with(|one| one.causes.clear()), Err(PictureFault::Unfounded));
        let watched = |one: &mut Problem| {
            one.priority = Priority::Watched;
            one.evidence.clear();
        };
        assert_eq!(with(watched), Ok(()));
    }
}
