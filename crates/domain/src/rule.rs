//! What happens when a rule of the work says no. Not an access refusal: the actor may act, the matter may not.

use crate::{
    promise::Unfit,
    situation::{cycle::PlanFault, picture::PictureFault},
};

/// A rule of the work was broken. The page shows it in words; nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RuleBroken {
    /// The protection assessment comes first and is made once (20 kap. 1 § socialtjänstlagen (2025:400)).
    #[error("the protection assessment has already been made")]
    AlreadyAssessed,
    /// The decision on an investigation needs the protection assessment before it.
    #[error("the protection assessment is missing")]
    NotYetAssessed,
    /// The decision on an investigation is made once (20 kap. 2 § socialtjänstlagen (2025:400)).
    #[error("the decision has already been made")]
    AlreadyDecided,
    /// An answer to the reporter follows the decision (19 kap. 6 § socialtjänstlagen (2025:400)).
    #[error("the decision has not been made")]
    NotYetDecided,
    /// The reporter was answered, or it was decided that they are not.
    #[error("the answer to the reporter has already been decided")]
    AlreadyAnswered,
    /// A reporter who is sealed apart hears what was decided only where they asked to.
    #[error("nobody has asked to hear what was decided")]
    NobodyAsked,
    /// A colleague is responsible already.
    #[error("somebody else is responsible")]
    AlreadyTaken,
    /// Whoever is to be responsible does not work at the unit today.
    #[error("not a colleague of the unit")]
    NotOfTheUnit,
    /// An intervention moves planned → ongoing → ended, never back.
    #[error("the intervention is not in the state that this step starts from")]
    WrongState,
    /// Somebody else changed the record after the page was shown.
    #[error("the record was changed in the meantime")]
    ChangedMeanwhile,
    /// A follow-up lies after the day it is written down.
    #[error("the follow-up date has passed")]
    FollowUpInThePast,
    /// What is written down as done lies on a day that has not come.
    #[error("the day lies ahead")]
    DayAhead,
    /// What is broken off has a reason, for whoever takes over and for the family (14 kap. 3 § socialtjänstlagen
    /// (2025:400)).
    #[error("the reason is missing")]
    ReasonMissing,
    /// No provision in force on the day allows this handing over.
    #[error("no provision in force allows this")]
    NoBasis,
    /// The same form was sent before, with another content.
    #[error("the form was used before")]
    FormUsed,
    /// A duty is proposed by one and approved by another.
    #[error("the proposer and the person concerned cannot approve a duty")]
    NeedsSecondPerson,
    /// A unit that holds records keeps a rule of secrecy.
    #[error("the unit holds records and keeps its secrecy regime")]
    UnitHoldsRecords,
    /// The last day of a duty lies before the day it is decided, or further away than a duty is given.
    #[error("the last day does not fit")]
    LastDayDoesNotFit,
    /// A name is taken.
    #[error("the name is taken")]
    NameTaken,
    /// Two guardians decide together (6 kap. 11 and 13 §§ föräldrabalken).
    #[error("one of two guardians has said yes, and the other is not prevented")]
    OneOfTwoGuardians,
    /// From 15 the young person's own yes is asked for, and a no is a no.
    #[error("the young person has not said yes")]
    YoungNotAsked,
    /// Under 15 the guardians are asked.
    #[error("the guardians have not been asked")]
    GuardiansNotAsked,
    /// The consent was withdrawn, has run out, or never named this.
    #[error("no consent in force names this")]
    ConsentEnded,
    /// A consent is noted for a year at most.
    #[error("the consent runs for more than a year")]
    ConsentTooLong,
    /// A unit without secrecy of its own receives only after the family was told so.
    #[error("the family was not told that the same secrecy does not apply there")]
    NotTold,
    /// What was handed over is no longer there to be changed or handed over.
    #[error("the record has been handed over")]
    AlreadyHandedOver,
    /// Persons are searched for so many times a day and no more.
    #[error("the searches of the day are spent")]
    SearchesSpent,
    /// A notification is handled once.
    #[error("the notification has been handled")]
    AlreadyHandled,
    /// So many requests are taken in an hour and no more.
    #[error("more was sent in an hour than is taken")]
    TooManyNow,
    /// A link was revoked, its last day has passed, or it was not given for this.
    #[error("the link does not allow this")]
    LinkEnded,
    /// Something does not fit into the follow-up of a promise.
    #[error("it does not fit into the follow-up of a promise: {0}")]
    Unfit(#[from] Unfit),
    /// A version of the situation picture stays as it is.
    #[error("the picture stays as it is: {0}")]
    Picture(#[from] PictureFault),
    /// A plan of measures stays as it is.
    #[error("the plan stays as it is: {0}")]
    Plan(#[from] PlanFault),
    /// There is such a meeting on that day already.
    #[error("there is such a meeting on that day already")]
    MeetingThere,
    /// A meeting at which a picture was adopted keeps its day.
    #[error("a picture was adopted at the meeting, which keeps its day")]
    MeetingFixed,
}
