//! Where a publication was told, channel by channel: a note of who told it, as a function, and when. It is evidence of
//! the promise's own last sentence, so it counts like everything else that was done.

use access::{Action, Facts};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, RuleBroken, Timestamp,
    promise::{
        Unfit,
        activity::{Activity, Channel, Form, Line},
        period::Period,
        publication::Publication,
        standing::Noted,
    },
    unit::Unit,
};

use super::{Commons, Seen};
use crate::{
    Fault,
    ports::{ChannelReads, CommonsWrite, Entry, StoreFault, Write, Writes},
    writer::{Applied, Change},
};

/// The last publication, and where it was told.
pub struct Told {
    /// What stands on the page.
    pub seen: Seen,
    /// The last publication's id and its notes; `None` before there is one.
    pub told: Option<(Id<Publication>, Vec<Entry>)>,
}

impl Commons {
    /// Opens the page on where the last publication was told.
    ///
    /// # Errors
    /// As [`Commons::see`].
    pub async fn see_told(&self, days: Period, key: &str) -> Result<Told, Fault> {
        let seen = self.see(days, key).await?;
        let mut reading = self.desk.reading().await?;
        let tx: &mut dyn ChannelReads = &mut *reading.tx;
        let told = tx.told(key).await?;
        Ok(Told { seen, told })
    }

    /// Notes that the last publication of a promise was told in a channel. A second note of the same is none.
    ///
    /// # Errors
    /// [`Fault::Refused`], [`Fault::Rule`] where nothing was published, [`Fault::Unavailable`].
    pub async fn tell_channel(&self, key: &str, channel: Channel, what: Line) -> Result<(), Fault> {
        let id = Id::<Activity>::from_random(self.desk.office().keys().chance().bytes());
        let notes = vec![("activity", id.to_string()), ("kind", format!("publication {}", channel.word()))];
        let telling = Telling {
            key: self.promises().get(key).map(|promise| promise.key().to_owned()).unwrap_or_default(),
            form: Form::Publication { channel, what },
            id,
            today: self.today(),
            unit: self.own_unit().id,
            by: self.card().title.clone(),
            now: self.desk.occasion().now,
        };
        let facts = Facts::of_unit(self.own_unit(), false);
        self.desk.act(Action::ActivityRecord, facts, notes, telling).await
    }
}

struct Telling {
    key: String,
    form: Form,
    id: Id<Activity>,
    today: LegalDay,
    unit: Id<Unit>,
    by: String,
    now: Timestamp,
}

#[async_trait]
impl Change for Telling {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let Some((publication, told)) = tx.told(&self.key).await? else {
            return Ok(Err(RuleBroken::Unfit(Unfit::Unknown)));
        };
        let channel = |form: &Form| match form {
            Form::Publication { channel, .. } => Some(*channel),
            _ => None,
        };
        let same = |one: &Entry| channel(one.noted.activity.form()) == channel(&self.form);
        if told.iter().any(same) {
            return Ok(Ok(None));
        }
        let activity = match Activity::recorded(self.today.date(), self.form.clone(), None, self.today) {
            Ok(activity) => activity,
            Err(why) => return Ok(Err(RuleBroken::Unfit(why))),
        };
        let entry = Entry {
            id: self.id,
            noted: Noted { row: None, activity },
            unit: Some(self.unit),
            by: Some(self.by.clone()),
            at: Some(self.now),
            publication: Some(publication),
            is_struck: false,
            version: 1,
        };
        tx.write(Write::Commons(CommonsWrite::Activity(entry))).await?;
        Ok(Ok(Some(self.id.uuid())))
    }
}
