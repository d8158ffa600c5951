//! Follow-ups of interventions: each an event with its own sealed words; the next date moves the intervention in
//! the lists.

use access::{Action, Disclosed, RecordKind};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, Timestamp,
    duty::Account,
    intervention::{Event, FollowUp, Intervention, InterventionCover, Notes, Went},
};

use crate::{
    Desk, Fault,
    ports::{SealedGroups, Write},
    question::{Asked, Question, Reading},
};

/// What a social worker writes down about a follow-up.
#[derive(Clone)]
pub struct FollowedUp {
    /// On which day.
    pub on: LegalDay,
    /// How it has gone.
    pub went: Went,
    /// What was said.
    pub text: String,
    /// When the next one is.
    pub next: LegalDay,
}

/// The events of an intervention, oldest first.
pub struct FollowUpsOf(pub Id<Intervention>);

#[async_trait]
impl Question for FollowUpsOf {
    type Answer = Vec<Disclosed<FollowUp>>;

    async fn ask(self, reading: &mut Reading<'_>) -> Result<Asked<Self::Answer>, Fault> {
        let rows = reading.tx.follow_ups(self.0).await?;
        Ok(reading.many(Action::FollowUpShow, rows))
    }
}

/// Words about an event, sealed before the writer comes to them.
pub(crate) struct Said {
    id: Id<FollowUp>,
    groups: SealedGroups,
    on: LegalDay,
    signed: (Id<Account>, Timestamp),
}

impl Said {
    /// The event that the words are about.
    pub(crate) fn about(self, cover: &InterventionCover, event: Event) -> Write {
        Write::FollowUp(cover.event(self.id, (self.on, event), self.signed), self.groups)
    }
}

impl Desk {
    /// Writes down that an intervention was followed up, and when it is next.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when it has ended, when the day has not come or the next one has passed,
    /// [`Fault::Unavailable`].
    pub async fn follow_up(&self, id: Id<Intervention>, new: FollowedUp) -> Result<(), Fault> {
        let FollowedUp { on, went, text, next } = new;
        let (said, today) = (Said { on, ..self.said(&text)? }, self.today());
        self.change(id, Action::InterventionFollowUp, move |cover| {
            let cover = cover.follow_up(on, next, today)?;
            let event = said.about(&cover, Event::FollowedUp { went, next });
            Ok(vec![Write::InterventionChanged(cover), event])
        })
        .await
    }

    /// Seals words about what happened today.
    pub(crate) fn said(&self, text: &str) -> Result<Said, Fault> {
        let keys = self.office().keys();
        let id = Id::<FollowUp>::from_random(keys.chance().bytes());
        let key = keys.new_record(RecordKind::FollowUp, id.uuid());
        let signed = format!("{}, {}", self.card().name, self.card().title);
        let body = key
            .seal::<FollowUp>(&Notes { text: text.to_owned(), signed })
            .map_err(|_| access::keys::OpenFault::Damaged)?;
        let groups = SealedGroups { line: None, body, key: key.wrapped() };
        Ok(Said { id, groups, on: self.today(), signed: (self.signature(), self.occasion().now) })
    }
}
