//! Handing a meeting over to the social board: the receiver's copy and the end of the sender's content are one commit.
//!
//! A suspicion makes it a concern like any other; without one it is a notification. Where nobody was named, nothing
//! is sent, and only a row that counts remains.

use access::{Action, Facts};
use domain::{
    Id, RuleBroken,
    concern::{GuardiansKnow, Report},
    disclosure::{Disclosure, Field},
    law::Basis,
    outreach::{Meeting, Noted, Notice, Outreach, OutreachCover, Stage, Suspicion},
    person::Identity,
    unit::Unit,
};

use super::{MeetingReceipt, OwnMeeting};
use crate::{
    Desk, Fault,
    desk::cover_change,
    handover::{self, Addressee, Outgoing, Said, Sides},
    ports::{OutreachWrite, Write},
};

/// The legal basis of a notification.
pub(super) const NOTIFICATION: &str = "police-notify";

/// Where a meeting leaves to, and on what.
pub struct Way {
    /// The receiving unit.
    pub to: Unit,
    /// The provision in its wording of the day.
    pub basis: Basis,
}

/// The meeting in the words of a concern.
pub struct ConcernWords {
    /// What the receiver reads as the own observation.
    pub observed: String,
    /// What the sender's side says instead: that it was handed over, and nothing of what.
    pub kept: String,
}

/// What leaves: the handing over, and what is written for it.
type Parcel = (Disclosure, Vec<Write>);

impl Desk {
    /// Where this meeting would leave to; `None` where nobody was named and nothing leaves.
    ///
    /// # Errors
    /// [`Fault::Rule`] when no unit receives concerns or no provision of the day carries it.
    pub async fn way_of(&self, meeting: &Meeting) -> Result<Option<Way>, Fault> {
        if meeting.about.is_none() {
            return Ok(None);
        }
        let to = self.intake().await?.ok_or(RuleBroken::NoBasis)?;
        let id = match meeting.suspicion {
            Suspicion::Yes => handover::BASIS,
            Suspicion::No => NOTIFICATION,
        };
        let from = self.card().duty.unit.authority.agency;
        let basis = self.office().law().basis(id, self.today());
        let basis = basis.filter(|basis| basis.carries(from, to.authority.agency));
        let basis = basis.cloned().ok_or(RuleBroken::NoBasis)?;
        Ok(Some(Way { to, basis }))
    }

    /// Hands over exactly the version that was shown, and destroys the own content and its key with the same commit.
    /// `words` puts the meeting into the words of a concern, where it becomes one.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] when another version was shown or no provision carries it,
    /// [`Fault::Unavailable`] when it could not be written; then nothing left and nothing was destroyed.
    pub async fn hand_over(
        &self,
        id: Id<Outreach>,
        shown: i64,
        words: impl FnOnce(&Notice) -> ConcernWords + Send,
    ) -> Result<(), Fault> {
        let known = self.reading().await?.tx.outreach(id).await?;
        if known.is_some_and(|known| known.cover().stage.has_left()) {
            // Sent twice: what was asked for has happened, and the receipt says so.
            return self.show(MeetingReceipt(id)).await.map(|_| ());
        }
        let own = self.show(OwnMeeting(id)).await?;
        let (cover, notice) = (own.cover(), own.body());
        let Some(way) = self.way_of(&notice.meeting).await? else { return self.count_only(id, shown).await };
        let (parcel, act) = match notice.meeting.suspicion {
            Suspicion::Yes => (self.as_concern(cover, notice, &way, words(notice))?, Action::ConcernSend),
            Suspicion::No => (self.as_notice(cover, notice, &way)?, Action::OutreachNotify),
        };
        self.leave(id, shown, act, (way, parcel)).await
    }

    async fn leave(
        &self,
        id: Id<Outreach>,
        shown: i64,
        act: Action,
        (way, (disclosure, mut writes)): (Way, Parcel),
    ) -> Result<(), Fault> {
        let mut reading = self.reading().await?;
        let sealed = reading.tx.outreach(id).await?;
        let (slip, pending) = reading.decide(Action::OutreachHandOver, id.uuid(), sealed.as_ref());
        // The addressee's answer rests on the role and on the law of the day, as the one about the record does.
        let (to, addressed) = reading.decide_facts::<Addressee>(act, Facts::of_unit(&way.to, true), &[]);
        let slip = slip
            .with(to)
            .on_basis(way.basis.version())
            .noting("fields", handover::words(&disclosure.fields))
            .noting("to", way.to.id.to_string());
        drop(reading);
        let change = cover_change::<Outreach>(id, move |cover| {
            let receipt = cover.closed(Some(disclosure.id), shown)?;
            writes.push(Write::Outreach(OutreachWrite::Emptied(receipt)));
            Ok(writes)
        });
        let (stamp, applied) = self.office().writer.change(slip, change).await?;
        let _permits = (pending.settle(&stamp)?, addressed.settle(&stamp)?);
        applied?;
        self.office().bell().ring(way.to.id);
        Ok(())
    }

    /// Nobody was named: the content goes, the row stays and counts.
    async fn count_only(&self, id: Id<Outreach>, shown: i64) -> Result<(), Fault> {
        self.change(id, Action::OutreachHandOver, move |cover| {
            Ok(vec![Write::Outreach(OutreachWrite::Emptied(cover.closed(None, shown)?))])
        })
        .await
    }

    /// The receiver's copy on a cover of its own, with the receiver's token for the person.
    fn as_notice(&self, own: &OutreachCover, notice: &Notice, way: &Way) -> Result<Parcel, Fault> {
        let known = notice.meeting.about.as_ref().is_some_and(|about| about.number.is_some());
        let number = known.then_some(Field::Number);
        let fields = [Field::Name].into_iter().chain(number).chain([Field::Meeting, Field::Reporter]);
        let disclosure = self.disclosed(&way.to, &way.basis, fields.collect());
        let id = self.new_meeting();
        let copy = OutreachCover {
            id,
            authority: way.to.authority.id,
            unit: way.to.id,
            token: self.token_of(way.to.authority.id, &notice.meeting),
            protected: notice.meeting.protected,
            recorded: self.occasion().now,
            noted: Noted::default(),
            stage: Stage::Received(disclosure.id),
            version: 1,
            ..own.clone()
        };
        let groups = self.seal_notice(id, notice)?;
        let writes =
            vec![Write::Disclosure(disclosure.clone()), Write::Outreach(OutreachWrite::New(copy, groups))];
        Ok((disclosure, writes))
    }

    /// A concern like any other, but the sender's side of it is a receipt: who was met and what was said is with the
    /// social board alone.
    fn as_concern(
        &self,
        own: &OutreachCover,
        notice: &Notice,
        way: &Way,
        words: ConcernWords,
    ) -> Result<Parcel, Fault> {
        let nobody = Identity { name: String::new(), number: None };
        let report = Report {
            about: notice.meeting.about.clone().unwrap_or_else(|| nobody.clone()),
            observed: words.observed,
            hearsay: None,
            judgement: None,
            guardians: notice.meeting.guardians_know.unwrap_or(GuardiansKnow::No),
            reporter: Some(notice.by.clone()),
        };
        let kept = Report { about: nobody, observed: words.kept, ..report.clone() };
        // Feedback is on request, and nobody asked the reporter here.
        let said = Said { protected: notice.meeting.protected, feedback: false, danger: false };
        let outgoing = Outgoing { report, to: way.to.clone(), basis: way.basis.clone() };
        let Sides { disclosure, writes, .. } = self.sides(&own.dnr, said, &outgoing, &kept)?;
        Ok((disclosure, writes))
    }
}
