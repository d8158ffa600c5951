//! What stands in a world before a test looks at it: more people, concerns with all that follows from them.

use desk::{
    Clock as _,
    consents::NewConsent,
    duties::NewDuty,
    follow_ups::FollowedUp,
    handover::NewConcern,
    interventions::Offer,
    ports::Page,
    referrals::{Ground, NewReferral},
    review::{Grouped, Period},
    setup::{Days, NewAccount},
};
use domain::{
    Id, LegalDay,
    assessment::Protection,
    concern::{Concern, Side},
    consent::{Consent, Given, Guardians, Scope, Young},
    draft::{Draft, Unfinished},
    duty::{Account, Role},
    intervention::{AgreedBy, AgreedHow, FollowUp, Intervention, Kind, Went},
    person::Identity,
    personal_number::PersonalNumber,
    referral::{Purpose, Referral},
    review::{Outcome, Question},
};
use fyrklover::demo::cast;

use crate::{Browser, World, calls::Staffing, world::ELIAS};

/// The second factor of whoever is not of the cast.
const SECRET: [u8; 20] = [7; 20];
/// So many rows at once: more than any test has.
const ALL: Page = Page { limit: 1000, after: None };

/// A concern, on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handed {
    /// The sender's own report.
    pub own: Id<Concern>,
    /// The receiver's copy.
    pub received: Id<Concern>,
}

/// Somebody who is not of the cast.
pub struct Newcomer<'a> {
    /// The user name.
    pub username: &'a str,
    /// The unit.
    pub unit: &'a str,
    /// The role.
    pub role: Role,
    /// The own number.
    pub number: Option<&'a str>,
    /// One of the named handlers of protected persons.
    pub handles_protected: bool,
}

impl Newcomer<'static> {
    /// Lisa, a second counsellor beside Karin.
    pub fn lisa() -> Self {
        Self {
            username: "lisa",
            unit: "Elevhälsan",
            role: Role::SchoolCounsellor,
            number: None,
            handles_protected: false,
        }
    }
}

#[expect(clippy::expect_used, reason = "a scene that cannot be made fails its test")]
impl World {
    /// A personal number.
    ///
    /// # Panics
    /// When it is none.
    pub fn number(&self, text: &str) -> PersonalNumber {
        PersonalNumber::parse(text, self.clock_day()).expect("a personal number")
    }

    /// Hands in a concern and finds the other side of it.
    ///
    /// # Panics
    /// When it is not taken.
    pub async fn handed(&self, by: &str, new: NewConcern) -> Handed {
        let own = self.desk(by).await.send(new).await.expect("it is taken");
        let intake = self.office.intake().await.expect("the store").expect("a unit that receives").id;
        let mut tx = self.store.read().await.expect("the store");
        let sent = tx.concern(own).await.expect("the store").expect("the own report");
        let rows = tx.received(intake, false, ALL).await.expect("the store");
        let copy = rows.iter().find(|row| row.cover().disclosure == sent.cover().disclosure);
        Handed { own, received: copy.expect("the other side").cover().id }
    }

    /// Notes a consent of Elias's family to a task at the youth centre.
    ///
    /// # Panics
    /// When it is not taken.
    pub async fn consented(&self, by: &str, marker: &str) -> Id<Consent> {
        let desk = self.desk(by).await;
        let units = desk.other_units().await.expect("the store");
        let to = units.iter().find(|unit| unit.name == "Fritidsgården").expect("the youth centre").id;
        let today = desk.today();
        let new = NewConsent {
            form: self.office.new_form_number(),
            about: Identity { name: format!("Barn {marker}"), number: Some(self.number(ELIAS)) },
            protected: false,
            to,
            scopes: vec![Scope::Contact, Scope::Interventions],
            said_by: format!("mamma {marker}"),
            guardians: Guardians::Both,
            young: Young::Yes,
            given: Given::Oral,
            from: today,
            until: LegalDay::new(today.date() + time::Duration::days(60)),
            told: true,
        };
        desk.note_consent(new).await.expect("it is taken")
    }

    /// Asks the coordinator for cooperation on a consent that is noted with it. Returns both sides.
    ///
    /// # Panics
    /// When it is not taken.
    pub async fn requested(&self, by: &str, marker: &str) -> (Id<Referral>, Id<Referral>) {
        let desk = self.desk(by).await;
        let to = desk.coordination().await.expect("the store").expect("a coordinator").id;
        let about = Identity { name: format!("Barn {marker}"), number: Some(self.number(ELIAS)) };
        let form = self.office.new_form_number();
        let today = desk.today();
        let consent = NewConsent {
            form,
            about: about.clone(),
            protected: false,
            to,
            scopes: vec![Scope::Contact],
            said_by: format!("mamma {marker}"),
            guardians: Guardians::Only,
            young: Young::Yes,
            given: Given::Oral,
            from: today,
            until: LegalDay::new(today.date() + time::Duration::days(60)),
            told: false,
        };
        let new = NewReferral {
            form,
            purpose: Purpose::Cooperation,
            to,
            number: about.number.clone(),
            about: Some(about),
            protected: false,
            what: format!("Önskar {marker}"),
            background: Some(format!("Bakgrund {marker}")),
            due: None,
            ground: Ground::Noted(Box::new(consent)),
            intervention: None,
        };
        let sent = desk.refer(new).await.expect("it is taken");
        let mut tx = self.store.read().await.expect("the store");
        let own = tx.referral(sent).await.expect("the store").expect("the own record");
        let rows = tx.referrals(to, Side::Received, None, ALL).await.expect("the store");
        let other = rows.iter().find(|row| row.cover().disclosure == own.cover().disclosure);
        (sent, other.expect("the other side").cover().id)
    }

    /// A unit that somebody can hand over to: the coordinator's, or intake for the coordinator.
    ///
    /// # Panics
    /// When the store fails.
    pub async fn receiver_for(&self, user: Option<&str>) -> String {
        let unit = match user {
            None | Some("petra") => self.office.intake().await.expect("the store"),
            Some(user) => self.desk(user).await.coordination().await.expect("the store"),
        };
        unit.expect("a unit").id.to_string()
    }

    /// Assesses a received concern and offers an intervention because of it.
    ///
    /// # Panics
    /// When it is not allowed.
    pub async fn followed(
        &self,
        by: &str,
        received: Id<Concern>,
        words: (&str, &str, &str),
    ) -> Id<Intervention> {
        let (reasons, for_whom, goal) = words;
        let desk = self.desk(by).await;
        let mut tx = self.store.read().await.expect("the store");
        let concern = tx.concern(received).await.expect("the store").expect("a received concern");
        drop(tx);
        if concern.cover().token.is_none() {
            // Without a number nobody reads it before saying that they do not know the family.
            desk.knows_family(received, false).await.expect("an answer");
        }
        desk.assess(received, Protection::NotNeeded, reasons.to_owned()).await.expect("an assessment");
        let offer = Offer {
            kind: Kind::Talks,
            for_whom: for_whom.to_owned(),
            goal: goal.to_owned(),
            agreed_by: AgreedBy::Guardians,
            agreed_how: AgreedHow::Meeting,
            follow_up: desk.today(),
        };
        desk.offer(received, offer).await.expect("an intervention")
    }

    /// Follows an intervention up; the next time is in a month. Returns the event.
    ///
    /// # Panics
    /// When it is not allowed.
    pub async fn followed_up(&self, by: &str, id: Id<Intervention>, text: &str) -> Id<FollowUp> {
        let desk = self.desk(by).await;
        let (on, text) = (desk.today(), text.to_owned());
        let next = LegalDay::new(on.date() + time::Duration::days(30));
        desk.follow_up(id, FollowedUp { on, went: Went::Partly, text, next }).await.expect("a follow-up");
        let mut tx = self.store.read().await.expect("the store");
        tx.follow_ups(id).await.expect("the store").last().expect("the event").cover().id
    }

    /// Saves a draft of a concern. `marker` is in every field of text.
    ///
    /// # Panics
    /// When it is not allowed.
    pub async fn drafted(&self, by: &str, marker: &str) -> Id<Draft> {
        let text = |what: &str| format!("{what} {marker}");
        let written = Unfinished {
            name: text("Barn"),
            observed: text("Sett"),
            hearsay: text("Hört"),
            judgement: text("Tror"),
            ..Unfinished::default()
        };
        self.desk(by).await.save_draft(None, &written).await.expect("a draft")
    }

    /// Margit asks somebody about their readings of the month. Returns the question.
    ///
    /// # Panics
    /// When it is not allowed, or when they have read about nobody.
    pub async fn asked(&self, reader: &str) -> Id<Question> {
        let margit = self.desk("margit").await;
        let month = margit.show(Grouped(Period::month_of(self.clock.now()))).await.expect("the month");
        let account = self.badge(reader).await.account;
        let seen = month
            .groups
            .iter()
            .find(|seen| seen.group.account == account.to_string() && !seen.group.key.subject.is_empty());
        margit.set_down(&[seen.expect("readings")], Outcome::Asked).await.expect("a question");
        let mut tx = self.store.read().await.expect("the store");
        let questions = tx.questions_to(account, true).await.expect("the store");
        questions.first().expect("the question").cover().id
    }

    /// Takes somebody on from today.
    ///
    /// # Panics
    /// When the unit does not exist or the user name is taken.
    pub async fn taken_on(&self, who: Newcomer<'_>) -> Id<Account> {
        let account = NewAccount {
            username: who.username.to_owned(),
            name: format!("Namn {}", who.username),
            title: "tjänsteperson".to_owned(),
            phone: "0454-00 00 09".to_owned(),
            password: cast::PASSWORD.to_owned(),
            second_factor: SECRET.to_vec(),
            initial: false,
            number: who.number.map(|number| self.number(number)),
        };
        let id = self.setup.account(account).await.expect("an account");
        let units = self.setup.read().await.expect("the store").units().await.expect("the store");
        let unit = units.iter().find(|unit| unit.name == who.unit).expect("a unit of that name");
        let today = domain::LegalDay::new(self.clock_day());
        let days = Days { from: today, until: None, handles_protected: who.handles_protected };
        self.setup.duty(id, unit, who.role, days).await.expect("a duty");
        id
    }

    /// Takes somebody on at Lena's unit and proposes one more duty there.
    ///
    /// # Panics
    /// When it is not taken.
    pub async fn staffing(&self) -> Staffing {
        let unit = self.desk("lena").await.card().duty.unit.clone();
        let username = self.office.new_form_number().as_simple().to_string();
        let role = Role::SocialWorker;
        let newcomer =
            Newcomer { username: &username, unit: &unit.name, role, number: None, handles_protected: false };
        let somebody = self.taken_on(newcomer).await;
        let from = LegalDay::new(self.clock_day());
        let until = LegalDay::new(from.date() + time::Duration::days(300));
        let new = NewDuty {
            account: somebody,
            unit: unit.id,
            role: Role::LogAuditor,
            from,
            until,
            handles_protected: false,
        };
        self.desk("eva").await.propose(new).await.expect("it is taken");
        let mut tx = self.store.read().await.expect("the store");
        let held = tx.duties_at(unit.id).await.expect("the store");
        let held = held.iter().find(|duty| duty.account == somebody).expect("the duty").id;
        let proposals = tx.proposals().await.expect("the store");
        let waiting = proposals.iter().find(|proposal| proposal.duty.account == somebody);
        Staffing {
            somebody,
            unit: unit.id,
            authority: unit.authority.id,
            held,
            proposal: waiting.expect("the proposal").duty.id,
        }
    }

    /// A browser in which somebody who is not of the cast has signed in.
    ///
    /// # Panics
    /// When they are not let in.
    pub async fn browser_of(&self, username: &str) -> Browser {
        let mut browser = Browser::new(self.pages.clone());
        let code = self.office.doorkeeper().code_for(username, &SECRET).await.expect("the store");
        let code = code.expect("an unused code");
        let form = [("username", username), ("password", cast::PASSWORD), ("code", code.as_str())];
        let seen = browser.post("/logga-in", &form).await;
        assert_eq!(seen.status.as_u16(), 303, "{}", seen.body);
        browser.token = browser.get("/roll").await.hidden("token");
        browser
    }

    fn clock_day(&self) -> time::Date {
        self.clock.today().date()
    }
}
