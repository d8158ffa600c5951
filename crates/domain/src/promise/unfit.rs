//! Why something cannot be taken up into the follow-up of a promise. The page says it in words; nothing was changed.

/// What does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unfit {
    /// What is written down as done lies ahead.
    #[error("the day or hour lies ahead")]
    Ahead,
    /// The last day lies before the first.
    #[error("it ends before it begins")]
    EndsBeforeItBegins,
    /// An evening that begins and ends at the same time.
    #[error("it begins and ends at the same time")]
    NoTime,
    /// An evening without adults.
    #[error("no adult was there")]
    NobodyThere,
    /// The organiser has an evening on this date already.
    #[error("the organiser has this evening already")]
    Duplicate,
    /// A step that does not follow from the state.
    #[error("not in the state that this step starts from")]
    WrongState,
    /// A change without a reason.
    #[error("the reason is missing")]
    ReasonMissing,
    /// A text without letters.
    #[error("the text is empty")]
    EmptyText,
    /// A text of more letters than a form takes.
    #[error("the text is longer than 300 characters")]
    TextTooLong,
    /// A visit before it was asked for.
    #[error("the visit lies before the request")]
    BeforeAsked,
    /// The four parties share resources; the executive board is none of them.
    #[error("not one of the four parties of SSPF")]
    NoParty,
    /// A shared resource of nothing.
    #[error("neither hours nor money")]
    NoAmount,
    /// A subset that is larger than its whole, or parts that do not make it up.
    #[error("the parts do not make up the whole")]
    PartsDiffer,
    /// A day that the promise does not hold for.
    #[error("the day lies outside the period of the promise")]
    OutsidePeriod,
    /// A change that begins before an earlier one, or with it.
    #[error("a later change is there already")]
    NotLater,
    /// A row that the promise does not have.
    #[error("the promise has no such row")]
    NoSuchRow,
    /// An organiser, an area or a place of the picture that there is none of.
    #[error("there is no such organiser, area or place")]
    Unknown,
    /// After the period one publication is made, and it is the last word.
    #[error("the last word has been published")]
    LastWordSaid,
    /// A row that nothing could show to be kept.
    #[error("no evidence is named")]
    NoEvidence,
    /// A unit that none of the evidence gives.
    #[error("none of the evidence is counted in this unit")]
    NoSuchUnit,
    /// Evenings without a rule that says what counts, or a rule for something else.
    #[error("evenings, and only they, need a counting rule of the promise")]
    NoSuchRule,
}
