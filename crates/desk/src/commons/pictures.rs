//! The versions of the picture: begun, written, adopted. What two write at once is told to the later one, and lost to
//! neither.

use access::{Action, Facts};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, RuleBroken,
    situation::{
        Meeting, Prose, SituationPicture,
        picture::{Adoption, Contents, PictureFault, Problem},
    },
};

use super::{Commons, keep};
use crate::{
    Fault,
    ports::{PictureRow, SituationWrite, StoreFault, Writes},
    writer::{Applied, Change},
};

/// The three parts of 4 § lagen (2023:196), as somebody writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    /// The mapping.
    pub mapping: Prose,
    /// Other information.
    pub other: Prose,
    /// The analysis.
    pub analysis: Prose,
}

/// A step of a draft.
enum Step {
    Texts(Texts),
    Put(Problem),
    Drop(Id<Problem>),
    Adopt(Id<Meeting>, LegalDay),
}

impl Commons {
    /// An id for a problem that is new.
    pub fn new_problem(&self) -> Id<Problem> {
        Id::from_random(self.desk.office().keys().chance().bytes())
    }

    /// Begins a draft: of the first version, or of the next one out of the last.
    ///
    /// # Errors
    /// [`Fault::Refused`] for another role, [`Fault::Rule`] where there is a draft, [`Fault::Unavailable`].
    pub async fn begin_picture(&self) -> Result<Id<SituationPicture>, Fault> {
        let id = Id::from_random(self.desk.office().keys().chance().bytes());
        self.at_picture(Action::PictureWrite, id, Beginning(id)).await?;
        Ok(id)
    }

    /// Writes the texts of a draft, where nobody has written it since `revision`.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`], [`Fault::Unavailable`].
    pub async fn write_picture(
        &self,
        id: Id<SituationPicture>,
        texts: Texts,
        revision: i64,
    ) -> Result<(), Fault> {
        let change = Writing { id, revision, step: Step::Texts(texts) };
        self.at_picture(Action::PictureWrite, id, change).await
    }

    /// Puts a problem into a draft, or writes it anew.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`], [`Fault::Unavailable`].
    pub async fn put_problem(
        &self,
        id: Id<SituationPicture>,
        problem: Problem,
        revision: i64,
    ) -> Result<(), Fault> {
        let change = Writing { id, revision, step: Step::Put(problem) };
        self.at_picture(Action::PictureWrite, id, change).await
    }

    /// Takes a problem out of a draft.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`], [`Fault::Unavailable`].
    pub async fn drop_problem(
        &self,
        id: Id<SituationPicture>,
        problem: Id<Problem>,
        revision: i64,
    ) -> Result<(), Fault> {
        let change = Writing { id, revision, step: Step::Drop(problem) };
        self.at_picture(Action::PictureWrite, id, change).await
    }

    /// Adopts a draft at a meeting that municipality and Police have held.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] where something is missing, [`Fault::Unavailable`].
    pub async fn adopt_picture(
        &self,
        id: Id<SituationPicture>,
        at: Id<Meeting>,
        revision: i64,
    ) -> Result<(), Fault> {
        let change = Writing { id, revision, step: Step::Adopt(at, self.today()) };
        self.at_picture(Action::PictureAdopt, id, change).await
    }

    async fn at_picture(
        &self,
        action: Action,
        id: Id<SituationPicture>,
        change: impl Change + 'static,
    ) -> Result<(), Fault> {
        let notes = vec![("picture", id.to_string())];
        self.desk.act(action, Facts::of_unit(self.own_unit(), false), notes, change).await
    }
}

/// A draft that is begun, in the writer's transaction, where no second one can come between.
struct Beginning(Id<SituationPicture>);

#[async_trait]
impl Change for Beginning {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let before = tx.pictures().await?;
        if before.iter().any(|row| row.picture.adoption().is_none()) {
            return Ok(Err(PictureFault::DraftThere.into()));
        }
        let picture = match before.first() {
            None => SituationPicture::first(Contents::default()),
            Some(last) => match last.picture.next() {
                Ok(next) => next,
                Err(why) => return Ok(Err(why.into())),
            },
        };
        keep(tx, SituationWrite::Picture(PictureRow { id: self.0, picture, revision: 1 })).await
    }
}

/// A step of a draft that is there.
struct Writing {
    id: Id<SituationPicture>,
    revision: i64,
    step: Step,
}

#[async_trait]
impl Change for Writing {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let found = tx.pictures().await?.into_iter().find(|row| row.id == self.id);
        let Some(PictureRow { id, picture, revision }) = found else {
            return Ok(Err(RuleBroken::ChangedMeanwhile));
        };
        if picture.adoption().is_some() {
            return Ok(Err(PictureFault::Adopted.into()));
        }
        if revision != self.revision {
            return Ok(Err(RuleBroken::ChangedMeanwhile));
        }
        let stepped = match &self.step {
            Step::Adopt(at, today) => adopted(tx, picture, *at, *today).await?,
            Step::Texts(texts) => rewritten(picture, |contents| with_texts(contents, texts.clone())),
            Step::Put(problem) => {
                if is_nowhere(tx, problem).await? {
                    return Ok(Err(RuleBroken::Unfit(domain::promise::Unfit::Unknown)));
                }
                rewritten(picture, |contents| with_problem(contents, problem.clone()))
            }
            Step::Drop(gone) => rewritten(picture, |mut contents| {
                contents.problems.retain(|one| one.id != *gone);
                contents
            }),
        };
        match stepped {
            Ok(picture) => {
                let row = PictureRow { id, picture, revision: revision + 1 };
                keep(tx, SituationWrite::PictureChanged(row)).await
            }
            Err(why) => Ok(Err(why.into())),
        }
    }
}

/// Whether a problem lies in an area that there is none of.
async fn is_nowhere(tx: &mut dyn Writes, problem: &Problem) -> Result<bool, StoreFault> {
    let Some(place) = problem.place else { return Ok(false) };
    Ok(!tx.ground().await?.areas.iter().any(|area| area.id == place.area))
}

fn rewritten(
    picture: SituationPicture,
    change: impl FnOnce(Contents) -> Contents,
) -> Result<SituationPicture, PictureFault> {
    let contents = change(picture.contents().clone());
    picture.rewritten(contents)
}

fn with_texts(contents: Contents, texts: Texts) -> Contents {
    let Texts { mapping, other, analysis } = texts;
    Contents { mapping, other, analysis, ..contents }
}

fn with_problem(mut contents: Contents, problem: Problem) -> Contents {
    match contents.problems.iter_mut().find(|one| one.id == problem.id) {
        Some(place) => *place = problem,
        None => contents.problems.push(problem),
    }
    contents
}

async fn adopted(
    tx: &mut dyn Writes,
    picture: SituationPicture,
    at: Id<Meeting>,
    today: LegalDay,
) -> Result<Result<SituationPicture, PictureFault>, StoreFault> {
    let row = tx.meeting(at).await?;
    let meeting = row.as_ref().and_then(|row| row.meeting.situation());
    let common = meeting.filter(|meeting| meeting.is_common() && meeting.held_on <= today);
    Ok(match common {
        Some(meeting) => picture.adopted(Adoption { on: meeting.held_on, at }),
        None => Err(PictureFault::NotCommon),
    })
}
