//! What intake decides about a received concern: protection, investigation, and the answer to the reporter. One
//! save, in one commit; what is left out stays undone.

use access::{Action, RecordKind, record::AssessmentRecord};
use domain::{
    Id, RuleBroken, Timestamp,
    assessment::{Assessment, AssessmentCover, Feedback, Judged, Opening, Protection, Reasons},
    concern::{Concern, ConcernCover, Told},
    disclosure::{Disclosure, Field},
    duty::Account,
    person::{Identity, Person, PersonCover},
};

use crate::{
    Desk, Fault,
    concerns::{Provenance, ReceivedConcern, handed_over},
    ports::{IntakeWrite, SealedGroups, Write},
};

/// The legal basis of an answer to a reporter.
pub const FEEDBACK_BASIS: &str = "reporter-feedback";

/// What somebody at intake has judged, each with its reasons.
#[derive(Clone, Default)]
pub struct Judgements {
    /// The protection assessment.
    pub protection: Option<(Protection, String)>,
    /// The decision on an investigation.
    pub opening: Option<(Opening, String)>,
    /// Whether the reporter hears what was decided.
    pub feedback: Option<(Feedback, String)>,
}

impl Judgements {
    fn actions(&self) -> Vec<Action> {
        let all = [
            (self.protection.is_some(), Action::ConcernAssess),
            (self.opening.is_some(), Action::ConcernDecide),
            (self.feedback.is_some(), Action::ConcernFeedback),
        ];
        all.into_iter().filter(|(judged, _)| *judged).map(|(_, action)| action).collect()
    }
}

/// Sealed reasons, by the id of what they belong to.
type Why = (Id<Assessment>, SealedGroups);

/// Everything that the writer needs to apply judgements to a cover, made before it comes to them.
struct Prepared {
    protection: Option<(Protection, Why)>,
    file: Option<(Id<Person>, Option<Write>)>,
    opening: Option<(Opening, Why)>,
    feedback: Option<(Feedback, Why)>,
    answer: Option<Disclosure>,
    by: Id<Account>,
    at: Timestamp,
    today: domain::LegalDay,
}

impl Prepared {
    /// The cover after all of it, and what is written. Pure.
    fn apply(self, concern: ConcernCover) -> Result<Vec<Write>, RuleBroken> {
        let version = concern.version + 1;
        let (by, at) = (self.by, self.at);
        let judged = |concern: &ConcernCover, judged, (id, groups): Why| {
            Write::Assessment(record(concern, id, judged, (by, at)), groups)
        };
        let (mut cover, mut before, mut writes) = (concern, Vec::new(), Vec::new());
        if let (Some((protection, why)), Some((person, file))) = (self.protection, self.file) {
            cover = cover.assess(protection, person)?;
            before.extend(file);
            writes.push(judged(&cover, Judged::Protection(protection), why));
        }
        if let Some((opening, why)) = self.opening {
            cover = cover.decide(opening, self.today)?;
            writes.push(judged(&cover, Judged::Opening(opening), why));
        }
        if let Some((feedback, why)) = self.feedback {
            let (answered, opening) = cover.answer(feedback)?;
            cover = answered;
            writes.push(judged(&cover, Judged::Feedback(feedback), why));
            if let Some(answer) = self.answer {
                let told = Told { opening, disclosure: answer.id };
                before.push(Write::Disclosure(answer));
                writes.push(Write::Intake(IntakeWrite::Told(cover.disclosure, told)));
            }
        }
        // However many parts: one save is one change.
        cover.version = version;
        before.push(Write::ConcernChanged(cover));
        before.extend(writes);
        Ok(before)
    }
}

impl Desk {
    /// Writes what was judged about a received concern: the protection assessment (20 kap. 1 §
    /// socialtjänstlagen), the decision whether an investigation is opened (2 §), and the answer to the reporter
    /// (19 kap. 6 §). What is left out stays undone.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when something is too early or stands already, [`Fault::Unavailable`].
    pub async fn judge(&self, id: Id<Concern>, said: Judgements) -> Result<(), Fault> {
        let actions = said.actions();
        // The assessment takes the person up in the own board's register: documented in a personal file.
        let file = match &said.protection {
            Some(_) => {
                let concern = self.show(ReceivedConcern(id)).await?;
                Some(self.person_of(concern.cover(), &concern.body().about).await?)
            }
            None => None,
        };
        let answer = match said.feedback {
            Some((Feedback::Given, _)) => self.answer(id).await?,
            _ => None,
        };
        let basis = answer.as_ref().map(|answer| answer.basis.clone());
        let prepared = Prepared {
            protection: self.sealed(said.protection)?,
            file,
            opening: self.sealed(said.opening)?,
            feedback: self.sealed(said.feedback)?,
            answer,
            by: self.signature(),
            at: self.occasion().now,
            today: self.today(),
        };
        self.change_whole(id, &actions, basis, move |cover| prepared.apply(cover)).await
    }

    /// The protection assessment alone.
    ///
    /// # Errors
    /// Those of [`Desk::judge`].
    pub async fn assess(
        &self,
        id: Id<Concern>,
        protection: Protection,
        reasons: String,
    ) -> Result<(), Fault> {
        self.judge(id, Judgements { protection: Some((protection, reasons)), ..Judgements::default() }).await
    }

    /// The decision on an investigation alone.
    ///
    /// # Errors
    /// Those of [`Desk::judge`].
    pub async fn decide(&self, id: Id<Concern>, opening: Opening, reasons: String) -> Result<(), Fault> {
        self.judge(id, Judgements { opening: Some((opening, reasons)), ..Judgements::default() }).await
    }

    /// The handing over of an answer to where the report came from. Nothing of the concern is looked at but where
    /// it came from; whether the reader may do this at all is decided with the change.
    async fn answer(&self, id: Id<Concern>) -> Result<Option<Disclosure>, Fault> {
        let mut reading = self.reading().await?;
        let Some(concern) = reading.tx.concern(id).await? else { return Ok(None) };
        let report = handed_over(&mut reading, concern.cover().disclosure).await?;
        let Some(Provenance { from, to, .. }) = report else { return Ok(None) };
        let duty = &self.card().duty;
        let basis = self.office().law().basis(FEEDBACK_BASIS, self.today());
        let basis = basis.filter(|basis| basis.carries(duty.unit.authority.agency, from.authority.agency));
        Ok(Some(Disclosure {
            id: Id::from_random(self.office().keys().chance().bytes()),
            released_by: duty.account,
            duty: duty.id,
            from: to.id,
            to: from.id,
            basis: basis.ok_or(RuleBroken::NoBasis)?.version(),
            day: self.today(),
            fields: vec![Field::Opening],
            at: self.occasion().now,
        }))
    }

    /// The person's row in the own register: the one that stands there, or a new one to be written.
    async fn person_of(
        &self,
        cover: &ConcernCover,
        about: &Identity,
    ) -> Result<(Id<Person>, Option<Write>), Fault> {
        if let Some(token) = cover.token {
            let known = self.reading().await?.tx.person_known(cover.authority, token).await?;
            if let Some(person) = known {
                return Ok((person.id, None));
            }
        }
        let keys = self.office().keys();
        let id = Id::<Person>::from_random(keys.chance().bytes());
        let key = keys.new_record(RecordKind::Person, id.uuid());
        let body = key.seal::<Person>(about).map_err(|_| access::keys::OpenFault::Damaged)?;
        let person = PersonCover {
            id,
            authority: cover.authority,
            unit: cover.unit,
            token: cover.token,
            protected: cover.protected,
            concern: cover.token.is_none().then_some(cover.id),
            created: self.occasion().now,
        };
        Ok((id, Some(Write::Person(person, SealedGroups { line: None, body, key: key.wrapped() }))))
    }

    fn sealed<T>(&self, said: Option<(T, String)>) -> Result<Option<(T, Why)>, Fault> {
        said.map(|(judged, reasons)| Ok((judged, self.seal_reasons(reasons)?))).transpose()
    }

    fn seal_reasons(&self, text: String) -> Result<Why, Fault> {
        let keys = self.office().keys();
        let id = Id::<Assessment>::from_random(keys.chance().bytes());
        let key = keys.new_record(RecordKind::Assessment, id.uuid());
        let signed = format!("{}, {}", self.card().name, self.card().title);
        let body = key
            .seal::<Assessment>(&Reasons { text, signed })
            .map_err(|_| access::keys::OpenFault::Damaged)?;
        Ok((id, SealedGroups { line: None, body, key: key.wrapped() }))
    }

    pub(crate) fn signature(&self) -> Id<Account> {
        self.card().duty.account
    }
}

fn record(
    concern: &ConcernCover,
    id: Id<Assessment>,
    judged: Judged,
    (by, at): (Id<Account>, Timestamp),
) -> AssessmentRecord {
    let cover = AssessmentCover {
        id,
        concern: concern.id,
        authority: concern.authority,
        unit: concern.unit,
        judged,
        by,
        at,
    };
    AssessmentRecord {
        id,
        cover,
        responsible: concern.handling.responsible,
        token: concern.token,
        protected: concern.protected,
    }
}
