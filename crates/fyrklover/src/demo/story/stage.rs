//! The stage: the clock of the story, and what the acts have in common.

use desk::{
    Badge, Clock as _, Desk, Office,
    concerns::{ReceiptOf, Received},
    follow_ups::FollowedUp,
    handover::NewConcern,
    interventions::{Offer, Step},
    ports::Page,
};
use domain::{
    Id, LegalDay,
    assessment::{Opening, Protection},
    calendar,
    concern::{Concern, GuardiansKnow},
    intervention::{AgreedBy, AgreedHow, Ending, Intervention, Kind, Outcome, Went},
    person::Identity,
    personal_number::PersonalNumber,
    stockholm,
};
use time::{Duration, PrimitiveDateTime};
use uuid::Uuid;

use super::young::Young;
use crate::{Failure, demo::past::Past};

/// More rows than the story ever has.
const ALL: Page = Page { limit: 200, after: None };

/// A concern of the story.
pub struct Told {
    /// Who flags it.
    pub by: &'static str,
    /// Who it is about.
    pub about: Young,
    /// Own observation.
    pub observed: &'static str,
    /// What others told.
    pub hearsay: Option<&'static str>,
    /// Own judgement.
    pub judgement: Option<&'static str>,
    /// Whether the guardians know.
    pub guardians: GuardiansKnow,
    /// Whether the reporter asks to hear what is decided.
    pub feedback: bool,
}

/// An intervention of the story.
pub struct Offered {
    /// Its kind.
    pub kind: Kind,
    /// For whom.
    pub for_whom: &'static str,
    /// Its goal.
    pub goal: &'static str,
    /// Who agreed.
    pub agreed_by: AgreedBy,
    /// In how many days it is followed up.
    pub follow_up_in: i64,
}

/// Where the acts are played.
pub struct Stage<'a> {
    office: &'a Office,
    past: &'a Past,
}

impl<'a> Stage<'a> {
    /// The stage of an office whose clock can be set back.
    pub fn new(office: &'a Office, past: &'a Past) -> Self {
        Self { office, past }
    }

    /// The office.
    pub fn office(&self) -> &'a Office {
        self.office
    }

    /// Goes to an hour of the last working day that is at least so many days ago. Two days of the diary can meet on
    /// one, before a weekend: what would lie before what was told already happens a minute after it.
    pub fn day(&self, days: i64, hour: u8) {
        let told = self.past.minutes();
        self.past.days_ago(days);
        let mut back = 0;
        while back < 9 && !calendar::is_working_day(self.past.today().date() - Duration::days(back)) {
            back += 1;
        }
        self.past.days_ago(0);
        let now = self.office.clock().now();
        let day = stockholm::day(now) - Duration::days(days + back);
        let hour = time::Time::from_hms(hour, 12, 0).unwrap_or(time::Time::MIDNIGHT);
        let then = stockholm::instant(PrimitiveDateTime::new(day, hour));
        let minutes = (now.unix_seconds() - then.unix_seconds()) / 60;
        self.past.minutes_ago(minutes.min(told - 1));
    }

    /// Which legal day so many days ago was.
    pub fn day_before(&self, days: i64) -> time::Date {
        let told = self.past.minutes();
        self.past.days_ago(0);
        let today = self.past.today().date();
        self.past.minutes_ago(told);
        today - Duration::days(days)
    }

    /// Goes to so many minutes ago.
    pub fn minutes_ago(&self, minutes: i64) {
        self.past.minutes_ago(minutes);
    }

    /// The desk of somebody of the cast, under the duty at intake or the first one.
    ///
    /// # Errors
    /// [`Failure`] when the cast has nobody of that name.
    pub async fn desk(&self, username: &str) -> Result<Desk, Failure> {
        let account = self.office.account_named(username).await?;
        let account = account
            .ok_or_else(|| Failure::Words("the story has somebody who is not in the cast".to_owned()))?;
        let duty = self.office.duty_at_intake_or_first(account).await?;
        let badge = Badge { account, duty, second_factor: true };
        Ok(Desk::open(self.office.clone(), badge, self.office.occasion("demo", String::new())).await?)
    }

    /// A number for a form.
    pub fn new_form_number(&self) -> Uuid {
        self.office.new_form_number()
    }

    /// Flags a concern. Returns the received one, as `finder` finds it in the queue.
    ///
    /// # Errors
    /// [`Failure`] when it is not taken or not found.
    pub async fn flag(&self, told: &Told, finder: &str) -> Result<Id<Concern>, Failure> {
        let sender = self.desk(told.by).await?;
        let number = PersonalNumber::parse(told.about.number, sender.today().date()).ok();
        let new = NewConcern {
            form: self.office.new_form_number(),
            about: Identity { name: told.about.name.to_owned(), number },
            observed: told.observed.to_owned(),
            hearsay: told.hearsay.map(str::to_owned),
            judgement: told.judgement.map(str::to_owned),
            guardians: told.guardians,
            protected: told.about.protected,
            feedback: told.feedback,
            danger: false,
        };
        let sent = sender.send(new).await?;
        let receipt = sender.show(ReceiptOf(sent)).await?;
        let queue = self.desk(finder).await?.show(Received { decided: false, page: ALL }).await?;
        let found = queue.rows.iter().find(|row| row.cover().dnr == receipt.cover.dnr);
        found.map(|row| row.cover().id).ok_or_else(|| Failure::Words("the concern is in no queue".to_owned()))
    }

    /// Takes the matter on and assesses that no protection is needed at once.
    ///
    /// # Errors
    /// [`Failure`] when it is not allowed.
    pub async fn assess(&self, by: &str, concern: Id<Concern>, reasons: &str) -> Result<(), Failure> {
        let desk = self.desk(by).await?;
        desk.take(concern).await?;
        Ok(desk.assess(concern, Protection::NotNeeded, reasons.to_owned()).await?)
    }

    /// Decides on an investigation.
    ///
    /// # Errors
    /// [`Failure`] when it is not allowed.
    pub async fn decide(
        &self,
        by: &str,
        concern: Id<Concern>,
        opening: Opening,
        reasons: &str,
    ) -> Result<(), Failure> {
        Ok(self.desk(by).await?.decide(concern, opening, reasons.to_owned()).await?)
    }

    /// Offers an intervention and starts it.
    ///
    /// # Errors
    /// [`Failure`] when it is not allowed.
    pub async fn offer(
        &self,
        by: &str,
        concern: Id<Concern>,
        offered: &Offered,
    ) -> Result<Id<Intervention>, Failure> {
        let desk = self.desk(by).await?;
        let offer = Offer {
            kind: offered.kind,
            for_whom: offered.for_whom.to_owned(),
            goal: offered.goal.to_owned(),
            agreed_by: offered.agreed_by,
            agreed_how: AgreedHow::Meeting,
            follow_up: LegalDay::new(desk.today().date() + Duration::days(offered.follow_up_in)),
        };
        let id = desk.offer(concern, offer).await?;
        desk.step(id, Step::Start).await?;
        Ok(id)
    }

    /// Follows an intervention up; the next time is in so many days.
    ///
    /// # Errors
    /// [`Failure`] when it is not allowed.
    pub async fn follow_up(
        &self,
        by: &str,
        id: Id<Intervention>,
        (went, text): (Went, &str),
        next_in: i64,
    ) -> Result<(), Failure> {
        let desk = self.desk(by).await?;
        let (on, text) = (desk.today(), text.to_owned());
        let next = LegalDay::new(on.date() + Duration::days(next_in));
        Ok(desk.follow_up(id, FollowedUp { on, went, text, next }).await?)
    }

    /// Ends an intervention.
    ///
    /// # Errors
    /// [`Failure`] when it is not allowed.
    pub async fn end(&self, by: &str, id: Id<Intervention>, outcome: Outcome) -> Result<(), Failure> {
        let ending = Ending::new(outcome, None).map_err(desk::Fault::from)?;
        Ok(self.desk(by).await?.step(id, Step::End(ending)).await?)
    }
}
