//! The words for a broken rule of the work.

use domain::{
    RuleBroken,
    promise::Unfit,
    situation::{cycle::PlanFault, picture::PictureFault},
};

/// The text about a broken rule.
pub fn rule_key(rule: RuleBroken) -> &'static str {
    match rule {
        RuleBroken::AlreadyAssessed => "rule-already-assessed",
        RuleBroken::NotYetAssessed => "rule-not-yet-assessed",
        RuleBroken::AlreadyDecided => "rule-already-decided",
        RuleBroken::NotYetDecided => "rule-not-yet-decided",
        RuleBroken::AlreadyAnswered => "rule-already-answered",
        RuleBroken::NobodyAsked => "rule-nobody-asked",
        RuleBroken::AlreadyTaken => "rule-already-taken",
        RuleBroken::NotOfTheUnit => "rule-not-of-the-unit",
        RuleBroken::WrongState => "rule-wrong-state",
        RuleBroken::ChangedMeanwhile => "rule-changed",
        RuleBroken::FollowUpInThePast => "rule-follow-up-past",
        RuleBroken::DayAhead => "rule-day-ahead",
        RuleBroken::ReasonMissing => "rule-reason-missing",
        RuleBroken::NoBasis => "rule-no-basis",
        RuleBroken::FormUsed => "rule-form-used",
        RuleBroken::AlreadyHandedOver => "rule-already-handed-over",
        RuleBroken::AlreadyHandled => "rule-already-handled",
        RuleBroken::OneOfTwoGuardians => "rule-one-of-two",
        RuleBroken::YoungNotAsked => "rule-young-not-asked",
        RuleBroken::GuardiansNotAsked => "rule-guardians-not-asked",
        RuleBroken::ConsentEnded => "rule-consent-ended",
        RuleBroken::ConsentTooLong => "rule-consent-too-long",
        RuleBroken::NotTold => "rule-not-told",
        RuleBroken::NeedsSecondPerson => "rule-needs-second-person",
        RuleBroken::UnitHoldsRecords => "rule-unit-holds-records",
        RuleBroken::LastDayDoesNotFit => "rule-last-day",
        RuleBroken::SearchesSpent => "rule-searches-spent",
        RuleBroken::NameTaken => "rule-name-taken",
        RuleBroken::TooManyNow => "rule-too-many-now",
        RuleBroken::LinkEnded => "rule-link-ended",
        RuleBroken::Unfit(why) => unfit_key(why),
        RuleBroken::Picture(why) => picture_key(why),
        RuleBroken::Plan(why) => plan_key(why),
        RuleBroken::MeetingThere => "rule-meeting-there",
        RuleBroken::MeetingFixed => "rule-meeting-fixed",
    }
}

/// The text about what does not fit into the follow-up of a promise.
pub fn unfit_key(why: Unfit) -> &'static str {
    match why {
        Unfit::Ahead => "unfit-ahead",
        Unfit::NoTime => "unfit-no-time",
        Unfit::NobodyThere => "unfit-nobody-there",
        Unfit::Duplicate => "unfit-duplicate",
        Unfit::WrongState => "unfit-wrong-state",
        Unfit::EmptyText => "unfit-empty-text",
        Unfit::TextTooLong => "unfit-text-too-long",
        Unfit::NoParty => "unfit-no-party",
        Unfit::NoAmount => "unfit-no-amount",
        Unfit::OutsidePeriod => "unfit-outside-period",
        Unfit::NoSuchRow => "unfit-no-such-row",
        Unfit::Unknown => "unfit-unknown",
        Unfit::LastWordSaid => "unfit-last-word",
        Unfit::BeforeAsked => "unfit-before-asked",
        Unfit::EndsBeforeItBegins => "unfit-ends-early",
        Unfit::ReasonMissing
        | Unfit::PartsDiffer
        | Unfit::NotLater
        | Unfit::NoEvidence
        | Unfit::NoSuchUnit
        | Unfit::NoSuchRule => "unfit-other",
    }
}

/// The text about a version of the picture that stays as it is.
fn picture_key(why: PictureFault) -> &'static str {
    match why {
        PictureFault::Adopted => "rule-picture-adopted",
        PictureFault::NotAdopted => "rule-picture-not-adopted",
        PictureFault::Incomplete => "rule-picture-incomplete",
        PictureFault::Unfounded => "rule-picture-unfounded",
        PictureFault::TooEarly => "rule-picture-early",
        PictureFault::NotCommon => "rule-picture-not-common",
        PictureFault::DraftThere => "rule-picture-draft",
    }
}

/// The text about a plan that stays as it is.
fn plan_key(why: PlanFault) -> &'static str {
    match why {
        PlanFault::Decided => "rule-plan-decided",
        PlanFault::NotDecided => "rule-plan-not-decided",
        PlanFault::NoMeasures => "rule-plan-empty",
        PlanFault::DraftThere => "rule-plan-draft",
        PlanFault::NoPicture => "rule-plan-no-picture",
        PlanFault::WrongDay => "rule-plan-day",
        PlanFault::LeftOut => "rule-plan-left-out",
    }
}
