//! The words for a broken rule of the work.

use domain::RuleBroken;

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
    }
}
