//! The kinds of records: what each cover says to a decision, what each body is, and which act opens it.

use domain::{
    Id,
    assessment::{Assessment, AssessmentCover, Reasons},
    concern::{Concern, ConcernCover, Report, Reporter, SealedReporter, Side, Source},
    consent::{Consent, ConsentCover, Statement},
    draft::{Draft, DraftCover, Unfinished},
    duty::Account,
    intervention::{FollowUp, FollowUpCover, Intervention, InterventionCover, Notes, Terms},
    outreach::{Notice, Outreach, OutreachCover, Stage},
    person::{Identity, PersonToken},
    referral::{Matter, Referral, ReferralCover},
    review::{Explanation, Question, QuestionCover},
    unit::SecrecyRegime,
};
use uuid::Uuid;

use super::{Facts, Protected, RecordKind, RecordRef, Standing, sealed};
use crate::Action;

/// A concern as a line in a list: the cover, and who it is about.
pub enum ConcernLine {}
/// A consent as a line in a list: the cover, and who it is about.
pub enum ConsentLine {}
/// A referral as a line in a list: the cover, and who it is about, where it is about somebody.
pub enum ReferralLine {}
/// An outreach meeting as a line in a list: the cover, and whom it was with.
pub enum OutreachLine {}
/// An intervention as a line in a list: the cover, and for whom.
pub enum InterventionLine {}

fn concern_facts(cover: &ConcernCover, regime: SecrecyRegime) -> Facts {
    let record = RecordRef { kind: RecordKind::Concern, id: cover.id.uuid() };
    Facts {
        side: cover.side.word(),
        // A received copy has no author at the receiver, but perhaps somebody responsible.
        author: match cover.side {
            Side::Sent => cover.source.reporter(),
            Side::Received => cover.handling.responsible,
        },
        token: cover.token,
        protected: cover.protected,
        reporter: if cover.source == Source::SealedApart { Standing::Apart } else { Standing::InIt },
        ..Facts::of(record, cover.authority, cover.unit, regime)
    }
}

/// A reporter who is sealed apart: whose matter it is says who may open it.
fn reporter_facts(cover: &ConcernCover, regime: SecrecyRegime) -> Facts {
    let record = RecordRef { kind: RecordKind::Reporter, id: cover.id.uuid() };
    Facts { record, ..concern_facts(cover, regime) }
}

fn consent_facts(cover: &ConsentCover, regime: SecrecyRegime) -> Facts {
    let record = RecordRef { kind: RecordKind::Consent, id: cover.id.uuid() };
    Facts {
        author: Some(cover.noted_by),
        token: cover.token,
        protected: cover.protected,
        ..Facts::of(record, cover.authority, cover.unit, regime)
    }
}

fn referral_facts(cover: &ReferralCover, regime: SecrecyRegime) -> Facts {
    let record = RecordRef { kind: RecordKind::Referral, id: cover.id.uuid() };
    Facts {
        side: cover.side.word(),
        author: (cover.side == Side::Sent).then_some(cover.sender),
        token: cover.token,
        protected: cover.protected,
        consent_until: cover.consent.and_then(|rests| rests.until),
        ..Facts::of(record, cover.authority, cover.unit, regime)
    }
}

fn intervention_facts(cover: &InterventionCover, regime: SecrecyRegime) -> Facts {
    let record = RecordRef { kind: RecordKind::Intervention, id: cover.id.uuid() };
    Facts {
        matter: cover.concern.uuid(),
        author: Some(cover.responsible),
        token: cover.token,
        protected: cover.protected,
        ..Facts::of(record, cover.authority, cover.unit, regime)
    }
}

fn follow_up_facts(cover: &FollowUpCover, regime: SecrecyRegime) -> Facts {
    let record = RecordRef { kind: RecordKind::FollowUp, id: cover.id.uuid() };
    Facts {
        matter: cover.concern.uuid(),
        author: Some(cover.responsible),
        token: cover.token,
        protected: cover.protected,
        ..Facts::of(record, cover.authority, cover.unit, regime)
    }
}

fn draft_facts(cover: &DraftCover, regime: SecrecyRegime) -> Facts {
    let record = RecordRef { kind: RecordKind::Draft, id: cover.id.uuid() };
    Facts { author: Some(cover.author), ..Facts::of(record, cover.authority, cover.unit, regime) }
}

fn outreach_facts(cover: &OutreachCover, regime: SecrecyRegime) -> Facts {
    let record = RecordRef { kind: RecordKind::Outreach, id: cover.id.uuid() };
    Facts {
        side: cover.stage.side(),
        author: matches!(cover.stage, Stage::Own | Stage::HandedOver(_) | Stage::Counted)
            .then_some(cover.author),
        token: cover.token,
        protected: cover.protected,
        ..Facts::of(record, cover.authority, cover.unit, regime)
    }
}

macro_rules! protected {
    ($kind:ty, $cover:ty, $body:ty, $record:expr, $group:literal, $fields:expr, $opened_by:expr, $facts:expr) => {
        impl sealed::Kind for $kind {}
        impl Protected for $kind {
            type Cover = $cover;
            type Body = $body;
            const KIND: RecordKind = $record;
            const GROUP: &'static str = $group;
            const FIELDS: &'static [&'static str] = $fields;
            const OPENED_BY: Option<Action> = $opened_by;

            fn id(cover: &Self::Cover) -> Uuid {
                cover.id.uuid()
            }
            fn facts(cover: &Self::Cover, regime: SecrecyRegime) -> Facts {
                $facts(cover, regime)
            }
        }
    };
}

mod persons;

pub use persons::{FoundPerson, RevealedPerson};

// By hand, for of one whose reporter is sealed apart no entry says that the reporter was shown.
impl sealed::Kind for Concern {}
impl Protected for Concern {
    type Cover = ConcernCover;
    type Body = Report;
    const KIND: RecordKind = RecordKind::Concern;
    const GROUP: &'static str = "body";
    const FIELDS: &'static [&'static str] = &["identity", "report", "reporter"];
    const OPENED_BY: Option<Action> = Some(Action::ConcernShow);

    fn fields(cover: &ConcernCover) -> &'static [&'static str] {
        if cover.source == Source::SealedApart { &["identity", "report"] } else { Self::FIELDS }
    }
    fn id(cover: &ConcernCover) -> Uuid {
        cover.id.uuid()
    }
    fn facts(cover: &ConcernCover, regime: SecrecyRegime) -> Facts {
        concern_facts(cover, regime)
    }
}
protected!(
    ConcernLine,
    ConcernCover,
    Identity,
    RecordKind::Concern,
    "line",
    &["identity"],
    Some(Action::ConcernList),
    concern_facts
);
protected!(
    SealedReporter,
    ConcernCover,
    Reporter,
    RecordKind::Reporter,
    "body",
    &["reporter"],
    Some(Action::ReporterShow),
    reporter_facts
);
protected!(
    Draft,
    DraftCover,
    Unfinished,
    RecordKind::Draft,
    "body",
    &["draft"],
    Some(Action::DraftShow),
    draft_facts
);
protected!(
    Assessment,
    AssessmentRecord,
    Reasons,
    RecordKind::Assessment,
    "body",
    &["reasons"],
    Some(Action::AssessmentShow),
    assessment_facts
);
protected!(
    Intervention,
    InterventionCover,
    Terms,
    RecordKind::Intervention,
    "body",
    &["terms"],
    Some(Action::InterventionShow),
    intervention_facts
);
protected!(
    InterventionLine,
    InterventionCover,
    String,
    RecordKind::Intervention,
    "line",
    &["identity"],
    Some(Action::InterventionList),
    intervention_facts
);
protected!(
    FollowUp,
    FollowUpCover,
    Notes,
    RecordKind::FollowUp,
    "body",
    &["notes"],
    Some(Action::FollowUpShow),
    follow_up_facts
);
protected!(
    Consent,
    ConsentCover,
    Statement,
    RecordKind::Consent,
    "body",
    &["identity", "statement"],
    Some(Action::ConsentShow),
    consent_facts
);
protected!(
    ConsentLine,
    ConsentCover,
    String,
    RecordKind::Consent,
    "line",
    &["identity"],
    Some(Action::ConsentList),
    consent_facts
);
protected!(
    Referral,
    ReferralCover,
    Matter,
    RecordKind::Referral,
    "body",
    &["identity", "matter"],
    Some(Action::ReferralShow),
    referral_facts
);
protected!(
    ReferralLine,
    ReferralCover,
    String,
    RecordKind::Referral,
    "line",
    &["identity"],
    Some(Action::ReferralList),
    referral_facts
);

protected!(
    Question,
    QuestionCover,
    Explanation,
    RecordKind::Question,
    "body",
    &["explanation"],
    Some(Action::QuestionShow),
    question_facts
);
protected!(
    Outreach,
    OutreachCover,
    Notice,
    RecordKind::Outreach,
    "body",
    &["identity", "meeting", "reporter"],
    Some(Action::OutreachShow),
    outreach_facts
);
protected!(
    OutreachLine,
    OutreachCover,
    Option<Identity>,
    RecordKind::Outreach,
    "line",
    &["identity"],
    Some(Action::OutreachList),
    outreach_facts
);
fn question_facts(cover: &QuestionCover, regime: SecrecyRegime) -> Facts {
    let record = RecordRef { kind: RecordKind::Question, id: cover.id.uuid() };
    Facts { author: Some(cover.reader), ..Facts::of(record, cover.authority, cover.unit, regime) }
}

/// An assessment's cover together with what its concern says about the person: an assessment is guarded as
/// strictly as the concern it is about.
#[derive(Debug, Clone)]
pub struct AssessmentRecord {
    /// Its id.
    pub id: Id<Assessment>,
    /// Its own cover.
    pub cover: AssessmentCover,
    /// Who is responsible for the concern: whoever takes it over reads what was judged before.
    pub responsible: Option<Id<Account>>,
    /// The person's token, from the concern.
    pub token: Option<PersonToken>,
    /// Protected personal data, from the concern.
    pub protected: bool,
}

fn assessment_facts(record: &AssessmentRecord, regime: SecrecyRegime) -> Facts {
    let id = RecordRef { kind: RecordKind::Assessment, id: record.id.uuid() };
    Facts {
        matter: record.cover.concern.uuid(),
        author: record.responsible,
        token: record.token,
        protected: record.protected,
        ..Facts::of(id, record.cover.authority, record.cover.unit, regime)
    }
}
