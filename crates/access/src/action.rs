//! What can be asked for. Few actions, each the literal act; what they mean is in the policies.
//!
//! The table is the only list: word, class in the log, group of core refusals and kind of thing stand in one row.

use ledger::ActionClass;

use crate::RecordKind;

/// The group of an action, as the schema has it: which core refusals reach it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Shows or changes what is kept about a person.
    Content,
    /// Shows the log.
    Log,
    /// Hands in a concern or a notification, or shows the receipt of one.
    HandingIn,
    /// Shows or changes the own account.
    Account,
    /// Shows or changes who works here, and where.
    Staff,
    /// Shows or changes the open part, which holds no persons.
    Commons,
}

impl Group {
    /// All groups, in the order of the tables.
    pub const ALL: [Self; 6] =
        [Self::Content, Self::Log, Self::HandingIn, Self::Account, Self::Staff, Self::Commons];

    /// The word in the schema.
    pub fn word(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Log => "log",
            Self::HandingIn => "handing-in",
            Self::Account => "account",
            Self::Staff => "staff",
            Self::Commons => "commons",
        }
    }
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident $word:literal $class:ident $group:ident $kind:ident;)*) => {
        /// An act that is decided and recorded.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($(#[$doc])* $name),* }

        impl Action {
            /// All actions, in the order of the matrix.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable word for policies, log and text keys.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// The class that stands in clear in the log.
            pub fn class(self) -> ActionClass {
                match self { $(Self::$name => ActionClass::$class),* }
            }

            /// The group of core refusals that reaches it.
            pub fn group(self) -> Group {
                match self { $(Self::$name => Group::$group),* }
            }

            /// The kind of thing that it is about.
            pub fn kind(self) -> RecordKind {
                match self { $(Self::$name => RecordKind::$kind),* }
            }
        }
    };
}

actions! {
    /// Handing in a concern.
    ConcernSend "concern.send" Disclose HandingIn Unit;
    /// The receipt of a concern that was handed in.
    ConcernReceipt "concern.receipt" Read HandingIn Concern;
    /// Opening the list of own reports.
    ReportsOpen "reports.open" List Content Unit;
    /// Opening the queue of received concerns.
    QueueOpen "queue.open" List Content Unit;
    /// Keeping what is written as a draft of a concern.
    DraftSave "draft.save" Change Content Unit;
    /// A draft in a list, without a name.
    DraftList "draft.list" List Content Draft;
    /// A draft, whole.
    DraftShow "draft.show" Read Content Draft;
    /// Writing a draft anew.
    DraftChange "draft.change" Change Content Draft;
    /// Throwing a draft away.
    DraftDiscard "draft.discard" Change Content Draft;
    /// A concern's line in a list.
    ConcernList "concern.list" List Content Concern;
    /// A concern, whole.
    ConcernShow "concern.show" Read Content Concern;
    /// Writing a private person's report down and sealing apart who reports.
    ConcernRegister "concern.register" Change Content Unit;
    /// Who reported, where that is sealed apart.
    ReporterShow "reporter.show" Read Content Reporter;
    /// Recording danger for the reporter, who is sealed apart from then on.
    ReporterSeal "reporter.seal" Change Content Concern;
    /// Writing the protection assessment.
    ConcernAssess "concern.assess" Change Content Concern;
    /// Writing the decision on an investigation.
    ConcernDecide "concern.decide" Change Content Concern;
    /// Deciding whether the reporter hears what was decided.
    ConcernFeedback "concern.feedback" Change Content Concern;
    /// Becoming responsible for a concern oneself.
    ConcernTake "concern.take" Change Content Concern;
    /// Saying whether one knows the family.
    ConcernFamily "concern.family" Change Content Concern;
    /// Making somebody responsible for a concern.
    ConcernAssign "concern.assign" Change Content Concern;
    /// Opening the overview of a unit.
    OverviewOpen "overview.open" List Content Unit;
    /// A concern's cover in the overview.
    ConcernOversee "concern.oversee" List Content Concern;
    /// Reading an assessment's reasons.
    AssessmentShow "assessment.show" Read Content Assessment;
    /// Offering an intervention because of a concern.
    InterventionOffer "intervention.offer" Change Content Concern;
    /// Opening the list of interventions.
    InterventionsOpen "interventions.open" List Content Unit;
    /// An intervention's line in a list.
    InterventionList "intervention.list" List Content Intervention;
    /// An intervention, whole.
    InterventionShow "intervention.show" Read Content Intervention;
    /// Starting or ending an intervention.
    InterventionChange "intervention.change" Change Content Intervention;
    /// Writing down that an intervention was followed up.
    InterventionFollowUp "intervention.follow_up" Change Content Intervention;
    /// Reading what was said at a follow-up.
    FollowUpShow "follow_up.show" Read Content FollowUp;
    /// Noting a consent at the own unit.
    ConsentNote "consent.note" Change Content Unit;
    /// Opening the list of consents.
    ConsentsOpen "consents.open" List Content Unit;
    /// A consent's line in a list.
    ConsentList "consent.list" List Content Consent;
    /// A consent, whole.
    ConsentShow "consent.show" Read Content Consent;
    /// Withdrawing a consent.
    ConsentWithdraw "consent.withdraw" Change Content Consent;
    /// Handing a referral over to a unit.
    ReferralSend "referral.send" Disclose Content Unit;
    /// Opening the list of referrals.
    ReferralsOpen "referrals.open" List Content Unit;
    /// A referral's line in a list.
    ReferralList "referral.list" List Content Referral;
    /// A referral, whole.
    ReferralShow "referral.show" Read Content Referral;
    /// Answering a received referral.
    ReferralAnswer "referral.answer" Change Content Referral;
    /// Taking a sent referral back.
    ReferralWithdraw "referral.withdraw" Change Content Referral;
    /// Writing down an outreach meeting.
    OutreachRecord "outreach.record" Change Content Unit;
    /// Opening the list of own outreach meetings.
    OutreachOpen "outreach.open" List Content Unit;
    /// An outreach meeting's line in a list.
    OutreachList "outreach.list" List Content Outreach;
    /// An outreach meeting, whole.
    OutreachShow "outreach.show" Read Content Outreach;
    /// Changing the own record of an outreach meeting.
    OutreachChange "outreach.change" Change Content Outreach;
    /// Handing an outreach meeting over, which destroys the own content.
    OutreachHandOver "outreach.hand_over" Disclose Content Outreach;
    /// Notifying the social board.
    OutreachNotify "outreach.notify" Disclose HandingIn Unit;
    /// The receipt of an outreach meeting that was handed over.
    OutreachReceipt "outreach.receipt" Read HandingIn Outreach;
    /// Opening the list of received notifications.
    NoticesOpen "notices.open" List Content Unit;
    /// Writing what was done because of a notification.
    OutreachHandle "outreach.handle" Change Content Outreach;
    /// Reviewing an authority's log.
    LogReview "log.review" Log Log Log;
    /// Reading the own lines of the log.
    LogOwn "log.own" Log Log Log;
    /// Opening the own account's page.
    AccountShow "account.show" List Account Account;
    /// Changing the own password.
    AccountPassword "account.password" Account Account Account;
    /// Changing the own second factor.
    AccountFactor "account.factor" Account Account Account;
    /// Ending own sessions.
    AccountSessions "account.sessions" Account Account Account;
    /// Opening the lists of people and units.
    PeopleOpen "people.open" List Staff Unit;
    /// Adding or changing a unit.
    UnitKeep "unit.keep" Account Staff Unit;
    /// Opening an account for somebody.
    AccountOpen "account.open" Account Staff Account;
    /// Changing somebody's title or telephone number.
    AccountKeep "account.keep" Account Staff Account;
    /// Giving somebody a new initial password and a new second factor.
    AccountReset "account.reset" Account Staff Account;
    /// Closing somebody's account.
    AccountClose "account.close" Account Staff Account;
    /// Proposing a duty.
    DutyPropose "duty.propose" Account Staff Unit;
    /// Approving a proposed duty.
    DutyApprove "duty.approve" Account Staff Proposal;
    /// Saying no to a proposed duty, or taking the proposal back.
    DutyDecline "duty.decline" Account Staff Proposal;
    /// Opening the list of a unit's duties.
    DutiesOpen "duties.open" List Staff Unit;
    /// Renewing duties of a unit.
    DutyRenew "duty.renew" Account Staff Unit;
    /// Ending a duty of a unit.
    DutyEnd "duty.end" Account Staff Unit;
    /// Setting down what came of reviewing somebody's readings.
    LogJudge "log.judge" Change Log Log;
    /// A question about readings, with its answer.
    QuestionShow "question.show" Log Log Question;
    /// Answering a question about own readings.
    QuestionAnswer "question.answer" Change Log Question;
    /// Searching for persons in the own board's register.
    PersonSearch "person.search" Search Content Unit;
    /// A person whom a search has found: name and year of birth.
    PersonFind "person.find" Search Content Person;
    /// The name behind a pseudonym of the log, with a reason: name and year of birth, nothing else.
    LogReveal "log.reveal" Read Content Person;
    /// Opening the open part: evenings out, what was done for a promise.
    CommonsOpen "commons.open" List Commons Unit;
    /// Adding an area or an organiser.
    CommonsKeep "commons.keep" Change Commons Unit;
    /// Planning an evening out of an organiser that the unit keeps.
    EveningPlan "evening.plan" Change Commons Unit;
    /// Telling how an evening went, or putting right what was told.
    EveningTell "evening.tell" Change Commons Unit;
    /// Cancelling an evening.
    EveningCancel "evening.cancel" Change Commons Unit;
    /// Writing down what was done for a promise.
    ActivityRecord "activity.record" Change Commons Unit;
    /// Writing down what the Police did at a place of the picture.
    PoliceRecord "police.record" Change Commons Unit;
    /// Putting right what was written down, by the unit that wrote it.
    ActivityCorrect "activity.correct" Change Commons Unit;
    /// Writing an agreement on cooperation down.
    AgreementKeep "agreement.keep" Change Commons Unit;
    /// Publishing how a promise goes.
    PromisePublish "promise.publish" Change Commons Unit;
    /// Opening the list of what the own unit has reported to the situation picture.
    IncidentsOwn "incidents.own" List Commons Unit;
    /// Reporting an incident or a phenomenon.
    IncidentReport "incident.report" Change Commons Unit;
    /// Taking back what was reported by mistake.
    IncidentWithdraw "incident.withdraw" Change Commons Unit;
    /// Opening the situation picture, its meetings, its surveys and its plan.
    SituationOpen "situation.open" List Commons Unit;
    /// Writing down a meeting of municipality and Police about the situation.
    MeetingWrite "meeting.write" Change Commons Unit;
    /// Writing down a meeting of the SSPF working group, on group level.
    GroupWrite "group.write" Change Commons Unit;
    /// Writing a draft of the situation picture.
    PictureWrite "picture.write" Change Commons Unit;
    /// Adopting a version of the situation picture.
    PictureAdopt "picture.adopt" Change Commons Unit;
    /// Taking in published results of a safety survey.
    SurveyImport "survey.import" Change Commons Unit;
    /// Writing, deciding or following up the plan of measures.
    PlanKeep "plan.keep" Change Commons Unit;
    /// Opening the list of visits that were asked for, with how to reach those who ask.
    VisitsOpen "visits.open" Read Commons Unit;
    /// Writing down that a visit was done, or will not be.
    VisitAnswer "visit.answer" Change Commons Unit;
}
