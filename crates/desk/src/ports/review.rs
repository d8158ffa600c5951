//! The review of the log: what came of it, and the questions put to readers.

use access::{Sealed, record::RevealedPerson};
use async_trait::async_trait;
use domain::{
    Id,
    duty::Account,
    person::Person,
    review::{Question, QuestionCover, Reviewed},
    unit::Authority,
};

use super::{SealedGroups, StoreFault};

/// The review of the log.
#[async_trait]
pub trait ReviewReads: Send {
    /// What was set down about an authority's readings of a month.
    async fn outcomes(&mut self, authority: Id<Authority>, month: &str) -> Result<Vec<Reviewed>, StoreFault>;
    /// A question.
    async fn question(&mut self, id: Id<Question>) -> Result<Option<Sealed<Question>>, StoreFault>;
    /// The questions about an authority's readings of a month, oldest first.
    async fn questions_about(
        &mut self,
        authority: Id<Authority>,
        month: &str,
    ) -> Result<Vec<Sealed<Question>>, StoreFault>;
    /// The questions to an account, newest first; only those without an answer, or all.
    async fn questions_to(
        &mut self,
        account: Id<Account>,
        is_open: bool,
    ) -> Result<Vec<Sealed<Question>>, StoreFault>;
    /// A person's row, for the name behind a pseudonym.
    async fn revealed(&mut self, id: Id<Person>) -> Result<Option<Sealed<RevealedPerson>>, StoreFault>;
}

/// What the review writes.
pub enum ReviewWrite {
    /// What came of looking at a group; it replaces what stood there.
    Outcome(Reviewed),
    /// A question, new.
    Question(QuestionCover, SealedGroups),
    /// A question with its answer; it is answered once.
    Answered(QuestionCover, SealedGroups),
}
