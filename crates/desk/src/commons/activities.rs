//! What was done for a promise, written down after the fact. Police work is the Police's own to write down.

use access::{Action, Facts};
use domain::{
    Id,
    promise::{
        Unfit,
        activity::{Activity, Form},
        standing::Noted,
    },
    situation::picture::Problem,
};
use time::Date;

use super::{Commons, Fitting};
use crate::{
    Fault,
    ports::{CommonsWrite, Entry, Ground},
};

/// Something that was done, as somebody writes it down.
#[derive(Debug, Clone)]
pub struct NewActivity {
    /// When.
    pub on: Date,
    /// What.
    pub form: Form,
    /// The row that it was done for, where it is for one alone.
    pub row: Option<String>,
    /// The problem of the picture that it answers.
    pub problem: Option<Id<Problem>>,
}

impl Commons {
    /// Writes down what was done.
    ///
    /// # Errors
    /// [`Fault::Refused`] for a role that does not do such a thing, [`Fault::Rule`] where the day lies ahead, the form
    /// does not hold together, or row or place are none, [`Fault::Unavailable`].
    pub async fn record(&self, new: NewActivity) -> Result<(), Fault> {
        let NewActivity { on, form, row, problem } = new;
        let action = match form {
            Form::Police { .. } => Action::PoliceRecord,
            _ => Action::ActivityRecord,
        };
        let kind = form.kind().word().to_owned();
        let (ground, _) = self.ground().await?;
        let id = Id::<Activity>::from_random(self.desk.office().keys().chance().bytes());
        let notes = vec![("activity", id.to_string()), ("kind", kind)];
        let activity = Activity::recorded(on, form, problem, self.today());
        let fitting = activity.and_then(|activity| self.fitting(activity, row.as_deref(), &ground));
        let write = fitting.map(|activity| {
            CommonsWrite::Activity(Entry {
                id,
                noted: Noted { row, activity },
                unit: Some(self.own_unit().id),
                by: Some(self.card().title.clone()),
                at: Some(self.desk.occasion().now),
                publication: None,
                is_struck: false,
                version: 1,
            })
        });
        let facts = Facts::of_unit(self.own_unit(), false);
        self.desk.act(action, facts, notes, Fitting::new(write)).await
    }

    /// Whether row and place are there.
    fn fitting(&self, activity: Activity, row: Option<&str>, ground: &Ground) -> Result<Activity, Unfit> {
        let is_place = |id: Id<Problem>| ground.places.iter().any(|place| place.id == id);
        let is_there = match activity.form() {
            Form::Police { place, .. } => is_place(*place),
            _ => activity.problem().is_none_or(|id| ground.has(id)),
        };
        if !is_there {
            return Err(Unfit::Unknown);
        }
        let promise = self.promises().running(activity.on());
        let is_row = |key: &str| promise.is_some_and(|promise| promise.commitment(key).is_some());
        if row.is_some_and(|key| !is_row(key)) { Err(Unfit::NoSuchRow) } else { Ok(activity) }
    }
}
