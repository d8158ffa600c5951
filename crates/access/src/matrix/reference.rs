//! A second model of who may do what: the sharing matrix of the domain (its §9 and §0) in plain code, written without
//! looking at the policies. Both are asked the same random questions, also in combinations that no list of cases holds.
//!
//! Where they differ one of them is wrong, and a person has to say which.

use domain::duty::Role;

use super::case::{Case, Condition, Place};
use crate::{Action, action::Group, record::Led};

/// What somebody has to do with a thing.
struct Standing<'a>(&'a Case);

impl Standing<'_> {
    fn at_own_unit(&self) -> bool {
        self.0.place == Place::OwnUnit
    }
    fn at_own_authority(&self) -> bool {
        self.0.place != Place::OtherAuthority
    }
    /// What somebody wrote and sent stays theirs as long as they work at the authority that holds it.
    fn wrote_and_sent(&self) -> bool {
        self.0.side == "sent" && self.0.own_account && self.at_own_authority()
    }
    fn received_here(&self) -> bool {
        self.0.side == "received" && self.at_own_unit()
    }
    fn made_here(&self) -> bool {
        self.0.side == "own" && self.at_own_unit()
    }
    fn answers_for_it(&self) -> bool {
        self.received_here() && self.0.own_account
    }
}

/// Who the mandatory reporters are of those who work here.
fn reports(role: Role) -> bool {
    matches!(role, Role::SchoolCounsellor | Role::PoliceLiaison | Role::LeisureLeader)
}

/// Who hands things over between units and notes consents: the reporters, intake and the coordinator. Not those who
/// lead, review or run the system.
fn hands_over(role: Role) -> bool {
    reports(role) || matches!(role, Role::SocialWorker | Role::SspfCoordinator)
}

/// Whether the work itself allows it, before anything that stands in the way.
fn work_allows(case: &Case) -> bool {
    let it = Standing(case);
    let (intake, head) = (case.role == Role::SocialWorker, case.role == Role::HeadOfUnit);
    let works_with_received = (intake && it.received_here()) || (head && it.answers_for_it());
    match case.action {
        Action::ConcernSend => reports(case.role) && case.receives && case.basis,
        Action::ConcernReceipt => reports(case.role) && it.wrote_and_sent(),
        Action::ReportsOpen | Action::DraftSave => reports(case.role) && it.at_own_unit(),
        Action::DraftList | Action::DraftShow | Action::DraftChange | Action::DraftDiscard => {
            reports(case.role) && case.own_account && it.at_own_authority()
        }
        Action::ConcernList | Action::ConcernShow => {
            (reports(case.role) && it.wrote_and_sent()) || works_with_received
        }
        Action::QueueOpen | Action::NoticesOpen | Action::ConcernRegister => {
            intake && it.at_own_unit() && case.receives
        }
        Action::ConcernAssess | Action::ConcernDecide | Action::ConcernFeedback => works_with_received,
        Action::ReporterShow | Action::ReporterSeal => (intake || head) && it.answers_for_it(),
        Action::ConcernTake | Action::ConcernFamily => (intake || head) && it.received_here(),
        Action::ConcernAssign | Action::ConcernOversee => head && it.received_here(),
        Action::OverviewOpen => head && it.at_own_unit() && case.receives,
        Action::AssessmentShow => it.at_own_unit() && (intake || (head && case.own_account)),
        Action::InterventionOffer | Action::OutreachHandle => intake && it.received_here(),
        Action::OutreachList | Action::OutreachShow if intake => it.received_here(),
        Action::InterventionsOpen => intake && it.at_own_unit(),
        Action::InterventionList
        | Action::InterventionShow
        | Action::InterventionChange
        | Action::InterventionFollowUp
        | Action::FollowUpShow => intake && it.made_here(),
        Action::PersonSearch => intake && it.at_own_unit() && case.searches_left,
        // Whoever has protected data is not found, not even by those who handle them.
        Action::PersonFind => intake && it.at_own_authority() && !case.protected,
        _ => {
            of_the_liaison(case)
                || between_units(case)
                || about_the_log(case)
                || about_those_who_work_here(case)
        }
    }
}

/// A meeting is the officer's own until it is handed over; then a receipt remains.
fn of_the_liaison(case: &Case) -> bool {
    let it = Standing(case);
    let is_own = case.side == "own" && case.own_account && it.at_own_authority();
    case.role == Role::PoliceLiaison
        && match case.action {
            Action::OutreachRecord => it.at_own_unit() && case.basis,
            Action::OutreachOpen => it.at_own_unit(),
            Action::OutreachList
            | Action::OutreachShow
            | Action::OutreachChange
            | Action::OutreachHandOver => is_own,
            Action::OutreachNotify => case.receives && case.basis,
            Action::OutreachReceipt => it.wrote_and_sent(),
            _ => false,
        }
}

fn between_units(case: &Case) -> bool {
    let it = Standing(case);
    // The board's own case work belongs to the unit; elsewhere to the person.
    let of_the_unit = matches!(case.role, Role::SocialWorker | Role::SspfCoordinator);
    let sent = it.wrote_and_sent() || (of_the_unit && case.side == "sent" && it.at_own_unit());
    hands_over(case.role)
        && match case.action {
            Action::ConsentNote | Action::ConsentsOpen | Action::ReferralsOpen => it.at_own_unit(),
            Action::ConsentList | Action::ConsentShow | Action::ConsentWithdraw => {
                it.at_own_unit() && (of_the_unit || case.own_account)
            }
            Action::ReferralSend => case.basis,
            Action::ReferralList | Action::ReferralShow => sent || it.received_here(),
            Action::ReferralAnswer => it.received_here(),
            Action::ReferralWithdraw => sent,
            _ => false,
        }
}

fn about_the_log(case: &Case) -> bool {
    let reviews = case.role == Role::LogAuditor && Standing(case).at_own_authority();
    match case.action {
        Action::LogOwn | Action::QuestionAnswer => case.own_account,
        Action::LogReview | Action::LogReveal => reviews,
        // Nobody judges the own readings.
        Action::LogJudge => reviews && !case.own_account,
        Action::QuestionShow => reviews || case.own_account,
        _ => false,
    }
}

fn about_those_who_work_here(case: &Case) -> bool {
    let it = Standing(case);
    let runs = case.role == Role::SystemAdministrator;
    let leads = case.role == Role::HeadOfUnit;
    match case.action {
        Action::AccountShow | Action::AccountPassword | Action::AccountFactor | Action::AccountSessions => {
            case.own_account
        }
        Action::PeopleOpen => runs && it.at_own_unit(),
        Action::UnitKeep | Action::DutyPropose => runs,
        Action::AccountOpen | Action::AccountKeep | Action::AccountReset | Action::AccountClose => {
            runs && !case.own_account
        }
        Action::DutiesOpen | Action::DutyRenew | Action::DutyEnd => leads && it.at_own_unit(),
        Action::DutyApprove => is_second_person(case),
        Action::DutyDecline => is_second_person(case) || case.proposed,
        _ => in_the_open_part(case),
    }
}

/// The promise and the evenings out: each at the own unit, and nothing of anybody.
fn in_the_open_part(case: &Case) -> bool {
    let (strategist, police) = (case.role == Role::Strategist, case.role == Role::PoliceLiaison);
    let (field, coordinator) = (case.role == Role::FieldWorker, case.role == Role::SspfCoordinator);
    Standing(case).at_own_unit()
        && match case.action {
            Action::CommonsOpen | Action::SituationOpen => strategist || police || field || coordinator,
            Action::EveningPlan | Action::EveningTell | Action::EveningCancel => {
                strategist || police || field
            }
            Action::ActivityRecord | Action::ActivityCorrect => strategist || police || coordinator,
            Action::AgreementKeep | Action::VisitsOpen | Action::VisitAnswer => strategist || police,
            Action::PoliceRecord => police,
            Action::IncidentsOwn | Action::IncidentReport | Action::IncidentWithdraw => {
                !matches!(case.role, Role::LogAuditor | Role::SystemAdministrator)
            }
            Action::CommonsKeep | Action::PromisePublish | Action::PlanKeep => strategist,
            Action::MeetingWrite | Action::PictureWrite | Action::PictureAdopt | Action::SurveyImport => {
                strategist || police
            }
            Action::GroupWrite => strategist || coordinator,
            _ => false,
        }
}

/// Two make a duty: who leads the unit; who leads another of the authority, where the unit has nobody; the
/// administrator, where nobody leads anywhere. Never who proposed it, never for oneself.
fn is_second_person(case: &Case) -> bool {
    let it = Standing(case);
    let stands_for = match case.role {
        Role::HeadOfUnit => it.at_own_unit() || (it.at_own_authority() && case.led == Led::ByAuthority),
        Role::SystemAdministrator => case.led == Led::ByNobody,
        _ => false,
    };
    stands_for && !case.proposed && !case.own_account
}

/// Whether a circumstance stops an act of a group.
fn stops(group: Group, condition: Condition) -> bool {
    match (group, condition) {
        (Group::Content, _) | (Group::Account, Condition::NoSecondFactor) => true,
        (Group::Log | Group::Staff | Group::Commons, condition) => {
            matches!(condition, Condition::ExpiredDuty | Condition::NoSecondFactor)
        }
        // Reporting a child is stopped by nothing, and keeping the own account safe by no expired duty.
        (Group::HandingIn | Group::Account, _) => false,
    }
}

/// The model's answer.
pub(super) fn may(case: &Case) -> bool {
    let in_the_way = |condition: &Condition| {
        stops(case.action.group(), *condition) && is_about(case, *condition) && case.meets(*condition)
    };
    work_allows(case) && !Condition::ALL.iter().any(in_the_way)
}

/// A place is nobody's record: what is said of a person says nothing of it.
fn is_about(case: &Case, condition: Condition) -> bool {
    let of_a_person = matches!(condition, Condition::OwnRecord | Condition::Conflict | Condition::Protected);
    case.action.kind().is_about_a_person() || !of_a_person
}
