//! Writing down a meeting, changing the own record, and what the receiver did with a notification.

use access::{Action, Facts, RecordKind, record::OutreachLine};
use async_trait::async_trait;
use domain::{
    Id, RuleBroken,
    concern::RegistryNumber,
    outreach::{Handling, Meeting, Notice, Outreach, OutreachCover, Stage},
    person::PersonToken,
    unit::{Agency, Authority},
};
use uuid::Uuid;

use super::{ReceivedNotice, handing};
use crate::{
    Desk, Fault,
    concerns::Queue,
    ports::{FormUse, OutreachWrite, SealedGroups, StoreFault, Write, Writes},
    writer::{Applied, Change},
};

impl Desk {
    /// Whether the reader may write down meetings at all. Only a no is recorded: the empty form shows nothing of
    /// anybody.
    ///
    /// # Errors
    /// [`Fault::Refused`] for another role, or where no provision is in force; [`Fault::Unavailable`].
    pub async fn may_record_meeting(&self) -> Result<(), Fault> {
        let facts = self.recording_facts();
        let (slip, pending) = self.reading().await?.decide_facts::<Queue>(Action::OutreachRecord, facts, &[]);
        if slip.allows() {
            return Ok(());
        }
        let stamp = self.office().writer.record(slip).await?;
        pending.settle(&stamp).map(|_| ()).map_err(Fault::from)
    }

    /// Writes down a meeting as the own record of the unit. A form makes one record.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when the form was used for something else, [`Fault::Unavailable`].
    pub async fn record_meeting(&self, form: Uuid, meeting: Meeting) -> Result<Id<Outreach>, Fault> {
        let facts = self.recording_facts();
        let (slip, pending) = self.reading().await?.decide_facts::<Queue>(Action::OutreachRecord, facts, &[]);
        let (id, at) = (self.new_meeting(), self.occasion().now);
        let cover = self.own_cover(id, &meeting);
        let notice = Notice { meeting, by: self.reporter(), handled: None };
        let digest =
            self.office().keys().tag("outreach", &serde_json::to_vec(&notice.meeting).unwrap_or_default());
        let used = FormUse { account: self.signature(), digest, record: id.uuid(), at };
        let change = NewMeeting { form, used, write: Some((cover, self.seal_notice(id, &notice)?)) };
        let (stamp, applied) = self.office().writer.change(slip, Box::new(change)).await?;
        let _permit = pending.settle(&stamp)?;
        applied?.map(Id::from).ok_or(Fault::Unavailable)
    }

    /// Writes the own record anew, under a key of its own: the old words and their key are gone.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when it has left or was changed meanwhile, [`Fault::Unavailable`].
    pub async fn rewrite_meeting(&self, id: Id<Outreach>, shown: i64, meeting: Meeting) -> Result<(), Fault> {
        let token = self.token_of(self.card().duty.unit.authority.id, &meeting);
        let notice = Notice { meeting, by: self.reporter(), handled: None };
        let groups = self.seal_notice(id, &notice)?;
        self.change(id, Action::OutreachChange, move |cover| {
            let cover = cover.rewritten(&notice.meeting, token, shown)?;
            Ok(vec![Write::Outreach(OutreachWrite::Rewritten(cover, groups))])
        })
        .await
    }

    /// Writes what was done because of a received notification, once.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when somebody was faster, [`Fault::Unavailable`].
    pub async fn handle_notice(&self, id: Id<Outreach>, note: String) -> Result<(), Fault> {
        let (found, _) = self.show(ReceivedNotice(id)).await?;
        let signed = format!("{}, {}", self.card().name, self.card().title);
        let handled = Some(Handling { note, signed, at: self.occasion().now });
        let groups = self.seal_notice(id, &Notice { handled, ..found.body().clone() })?;
        self.change(id, Action::OutreachHandle, move |cover| {
            Ok(vec![Write::Outreach(OutreachWrite::Rewritten(cover.handled()?, groups))])
        })
        .await
    }

    /// The own unit, and whether the law of the day lets the police notify the social board.
    fn recording_facts(&self) -> Facts {
        let unit = &self.card().duty.unit;
        let basis = self.office().law().basis(handing::NOTIFICATION, self.today());
        let in_force = basis.is_some_and(|basis| basis.carries(unit.authority.agency, Agency::Social));
        Facts::of_unit(unit, in_force)
    }

    pub(super) fn new_meeting(&self) -> Id<Outreach> {
        Id::from_random(self.office().keys().chance().bytes())
    }

    pub(super) fn token_of(&self, at: Id<Authority>, meeting: &Meeting) -> Option<PersonToken> {
        let number = meeting.about.as_ref().and_then(|about| about.number.as_ref());
        number.map(|number| self.office().keys().person_token(at, number))
    }

    fn own_cover(&self, id: Id<Outreach>, meeting: &Meeting) -> OutreachCover {
        let unit = &self.card().duty.unit;
        OutreachCover {
            id,
            authority: unit.authority.id,
            unit: unit.id,
            dnr: RegistryNumber::from_random(self.today(), self.office().keys().chance().bytes()),
            author: self.signature(),
            token: self.token_of(unit.authority.id, meeting),
            // The author has just written it and has to be able to hand it over; the receiver's copy is flagged.
            protected: false,
            held_on: meeting.held_on,
            interrupted: meeting.talk.is_none(),
            next_contact: meeting.next_contact,
            noted: meeting.noted,
            recorded: self.occasion().now,
            stage: Stage::Own,
            version: 1,
        }
    }

    pub(super) fn seal_notice(&self, id: Id<Outreach>, notice: &Notice) -> Result<SealedGroups, Fault> {
        let key = self.office().keys().new_record(RecordKind::Outreach, id.uuid());
        let sealed = || -> Result<SealedGroups, access::crypto::DoesNotOpen> {
            let line = Some(key.seal::<OutreachLine>(&notice.meeting.about)?);
            Ok(SealedGroups { line, body: key.seal::<Outreach>(notice)?, key: key.wrapped() })
        };
        Ok(sealed().map_err(|_| access::keys::OpenFault::Damaged)?)
    }
}

struct NewMeeting {
    form: Uuid,
    used: FormUse,
    write: Option<(OutreachCover, SealedGroups)>,
}

#[async_trait]
impl Change for NewMeeting {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        if let Some(before) = tx.form_use(self.form).await? {
            let same = before.account == self.used.account && before.digest == self.used.digest;
            return Ok(if same { Ok(Some(before.record)) } else { Err(RuleBroken::FormUsed) });
        }
        let Some((cover, groups)) = self.write.take() else { return Ok(Ok(None)) };
        tx.write(Write::Outreach(OutreachWrite::New(cover, groups))).await?;
        tx.write(Write::FormUse(self.form, self.used.clone())).await?;
        Ok(Ok(Some(self.used.record)))
    }
}
