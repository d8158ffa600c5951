//! What was written down, put right by the unit that wrote it. What it said before stays in the store under its version,
//! and each change is one entry of the log.

use access::{Action, Facts};
use async_trait::async_trait;
use domain::{
    Id, LegalDay, RuleBroken, Timestamp,
    promise::{Unfit, activity::Activity},
    situation::picture::Problem,
};
use time::Date;

use super::Commons;
use crate::{
    Fault,
    ports::{ChannelReads, CommonsWrite, StoreFault, Write, Writes},
    writer::{Applied, Change},
};

/// What an entry is to say instead.
#[derive(Debug, Clone)]
pub enum Correction {
    /// Another day, other fields, another place; the same kind of thing.
    Says(Date, domain::promise::activity::Form, Option<Id<Problem>>),
    /// Nothing: it was a mistake.
    Struck,
}

impl Commons {
    /// Puts an entry right, or strikes it out. `shown` is the version that was shown.
    ///
    /// # Errors
    /// [`Fault::Refused`] for an entry of another unit, [`Fault::Rule`] where there is none, it was changed meanwhile or
    /// struck out, or what it is to say does not hold together; [`Fault::Unavailable`].
    pub async fn correct(&self, id: Id<Activity>, shown: i64, to: Correction) -> Result<(), Fault> {
        let (ground, units) = self.ground().await?;
        let mut reading = self.desk.reading().await?;
        let tx: &mut dyn ChannelReads = &mut *reading.tx;
        let unit = tx.entry(id).await?.and_then(|entry| entry.unit);
        drop(reading);
        let unit = unit.and_then(|id| units.iter().find(|known| known.id == id));
        let unit = unit.unwrap_or(self.own_unit());
        let is_place = |id: &Id<Problem>| ground.places.iter().any(|place| place.id == *id);
        let correcting = Correcting {
            id,
            shown,
            is_fitting: !matches!(&to, Correction::Says(_, _, Some(place)) if !is_place(place)),
            to: Some(to),
            by: self.card().title.clone(),
            today: self.today(),
            now: self.desk.occasion().now,
        };
        let notes = vec![("activity", id.to_string())];
        self.desk.act(Action::ActivityCorrect, Facts::of_unit(unit, false), notes, correcting).await
    }
}

struct Correcting {
    id: Id<Activity>,
    shown: i64,
    is_fitting: bool,
    to: Option<Correction>,
    by: String,
    today: LegalDay,
    now: Timestamp,
}

#[async_trait]
impl Change for Correcting {
    async fn apply(&mut self, tx: &mut dyn Writes) -> Result<Applied, StoreFault> {
        let unfit = |why: Unfit| Ok(Err(RuleBroken::Unfit(why)));
        let Some(to) = self.to.take().filter(|_| self.is_fitting) else { return unfit(Unfit::Unknown) };
        let Some(mut entry) = tx.entry(self.id).await? else { return unfit(Unfit::Unknown) };
        if entry.version != self.shown || entry.is_struck {
            return unfit(Unfit::WrongState);
        }
        match to {
            Correction::Struck => entry.is_struck = true,
            Correction::Says(on, form, problem) => {
                if form.kind() != entry.noted.activity.form().kind() {
                    return unfit(Unfit::WrongState);
                }
                match Activity::recorded(on, form, problem, self.today) {
                    Ok(activity) => entry.noted.activity = activity,
                    Err(why) => return unfit(why),
                }
            }
        }
        entry.version += 1;
        entry.by = Some(self.by.clone());
        entry.at = Some(self.now);
        tx.write(Write::Commons(CommonsWrite::EntryChanged(entry))).await?;
        Ok(Ok(Some(self.id.uuid())))
    }
}
