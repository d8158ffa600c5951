//! What units hand over to each other: consents, requests to the coordinator, a task, outreach meetings.

use desk::{
    Disclosed,
    consents::NewConsent,
    outreach::ConcernWords,
    ports::Page,
    referrals::{Ground, NewReferral, OurReferrals},
};
use domain::{
    Id, LegalDay,
    concern::Side,
    consent::{Consent, Given, Guardians, Scope, Young as Said},
    intervention::Intervention,
    outreach::{
        AgeBand, Before, Information, Meeting, Method, Noted, Offered, Period, Place, Reply, Suspicion, Talk,
        Trigger,
    },
    person::Identity,
    personal_number::PersonalNumber,
    referral::{Answer, Purpose, Reason, Referral},
    unit::{Agency, Unit},
};
use time::Duration;

use super::{
    stage::Stage,
    young::{self, Young},
};
use crate::Failure;

/// A family's yes.
struct Yes {
    about: Young,
    said_by: &'static str,
    to: Unit,
    scopes: Vec<Scope>,
}

/// A request to the coordinator.
struct Request {
    by: &'static str,
    about: Young,
    said_by: &'static str,
    what: &'static str,
}

/// The youth centre gets a task in Noor's support, on her mother's consent, and takes it on.
pub async fn amira_gets_a_task(stage: &Stage<'_>, support: Id<Intervention>) -> Result<(), Failure> {
    let sara = stage.desk("sara").await?;
    let to = unit_named(stage, "Fritidsgården").await?;
    let yes = Yes {
        about: young::NOOR,
        said_by: "Leila, Noors mamma",
        to: to.clone(),
        scopes: vec![Scope::Contact, Scope::Interventions],
    };
    let consent = sara.note_consent(noted(stage, &yes, true).await?).await?;
    let number = number_of(stage, young::NOOR).await?;
    let task = NewReferral {
        form: stage.new_form_number(),
        purpose: Purpose::Task,
        to: to.id,
        about: Some(Identity { name: "Noor, 15 år".to_owned(), number: None }),
        number,
        protected: false,
        what: "Möt Noor på tisdagar och torsdagar när musikrummet öppnar.".to_owned(),
        background: None,
        due: Some(LegalDay::new(sara.today().date() + Duration::days(21))),
        ground: Ground::Consent(consent),
        intervention: Some(support),
    };
    sara.refer(task).await?;
    answered(stage, "amira", Purpose::Task, Answer::Accept).await
}

/// Samir's father took his consent back; what had been handed over before keeps its mark.
pub async fn samirs_consent(stage: &Stage<'_>) -> Result<Id<Consent>, Failure> {
    let to = unit_named(stage, "Fritidsgården").await?;
    let yes = Yes { about: young::SAMIR, said_by: "Samirs pappa", to, scopes: vec![Scope::Contact] };
    Ok(stage.desk("sara").await?.note_consent(noted(stage, &yes, true).await?).await?)
}

/// The same, a week later.
pub async fn samirs_consent_is_withdrawn(stage: &Stage<'_>, consent: Id<Consent>) -> Result<(), Failure> {
    Ok(stage.desk("sara").await?.withdraw_consent(consent).await?)
}

/// A request that the coordinator declines: other help is running.
pub async fn request_for_samir_is_declined(stage: &Stage<'_>) -> Result<(), Failure> {
    let request = Request {
        by: "amira",
        about: young::SAMIR,
        said_by: "Samirs pappa",
        what: "Vi behöver bestämma vem som följer Samir hem efter stängning.",
    };
    asked(stage, &request).await?;
    answered(stage, "petra", Purpose::Cooperation, Answer::Decline(Reason::OtherHelp)).await
}

/// A request that waits for the coordinator.
pub async fn request_for_hugo_waits(stage: &Stage<'_>) -> Result<(), Failure> {
    let request = Request {
        by: "karin",
        about: young::HUGO,
        said_by: "Hugos mormor, som är vårdnadshavare",
        what: "Skola och fritids ser olika sidor av Hugo. Vi behöver en gemensam plan för eftermiddagarna.",
    };
    asked(stage, &request).await?;
    Ok(())
}

/// A question to the coordinator in which nobody is named.
pub async fn johan_asks_for_advice(stage: &Stage<'_>) -> Result<(), Failure> {
    let johan = stage.desk("johan").await?;
    let to = coordination(stage, "johan").await?;
    let advice = NewReferral {
        form: stage.new_form_number(),
        purpose: Purpose::Consultation,
        to: to.id,
        about: None,
        number: None,
        protected: false,
        what: "En elev i högstadiet har dragit sig undan sedan hösten. Familjen vill inte att vi ringer någon. Vad kan vi göra själva?".to_owned(),
        background: None,
        due: None,
        ground: Ground::Nobody,
        intervention: None,
    };
    johan.refer(advice).await?;
    Ok(())
}

/// A meeting in the street that was handed over to the social board.
pub async fn jonas_meets_theo(stage: &Stage<'_>) -> Result<(), Failure> {
    let jonas = stage.desk("jonas").await?;
    let talk = Talk {
        informed: Information::ALL.to_vec(),
        offered: vec![Offered::Leisure],
        reply: Some(Reply::Think),
        reason: "Theo var lugn och på väg hem. Hans mamma kom till dörren och tackade för samtalet."
            .to_owned(),
    };
    let meeting = Meeting { talk: Some(talk), ..meeting(stage, "jonas", Some(young::THEO)).await? };
    let own = jonas.record_meeting(stage.new_form_number(), meeting).await?;
    let none = |_: &_| ConcernWords { observed: String::new(), kept: String::new() };
    Ok(jonas.hand_over(own, 1, none).await?)
}

/// A meeting that was broken off because of a suspicion: nothing of what was said is kept, and it still lies with
/// the liaison.
pub async fn nadia_breaks_off_a_meeting(stage: &Stage<'_>) -> Result<(), Failure> {
    let broken_off = Meeting { trigger: Some(Trigger::Own), ..meeting(stage, "nadia", None).await? };
    stage.desk("nadia").await?.record_meeting(stage.new_form_number(), broken_off).await?;
    Ok(())
}

async fn meeting(stage: &Stage<'_>, by: &str, about: Option<Young>) -> Result<Meeting, Failure> {
    let today = stage.desk(by).await?.today();
    Ok(Meeting {
        about: about.map(|young| Identity { name: young.name.to_owned(), number: None }),
        held_on: today,
        period: Period::Evening,
        place: Place::Other,
        let_in: false,
        agencies: vec![Agency::Police, Agency::Social],
        guardians: None,
        trigger: None,
        age: Some(AgeBand::Teen),
        talk: None,
        suspicion: Suspicion::No,
        guardians_know: None,
        next_contact: Some(LegalDay::new(today.date() + Duration::days(14))),
        protected: false,
        noted: Noted { method: Some(Method::Linkoping), before: Some(Before::First) },
    })
}

async fn asked(stage: &Stage<'_>, request: &Request) -> Result<Id<Referral>, Failure> {
    let to = coordination(stage, request.by).await?;
    let yes =
        Yes { about: request.about, said_by: request.said_by, to: to.clone(), scopes: vec![Scope::Contact] };
    let consent = noted(stage, &yes, false).await?;
    let new = NewReferral {
        form: consent.form,
        purpose: Purpose::Cooperation,
        to: to.id,
        number: consent.about.number.clone(),
        about: Some(consent.about.clone()),
        protected: false,
        what: request.what.to_owned(),
        background: None,
        due: None,
        ground: Ground::Noted(Box::new(consent)),
        intervention: None,
    };
    Ok(stage.desk(request.by).await?.refer(new).await?)
}

/// Answers the newest received referral of a kind.
async fn answered(stage: &Stage<'_>, by: &str, purpose: Purpose, answer: Answer) -> Result<(), Failure> {
    let desk = stage.desk(by).await?;
    let received = desk.show(OurReferrals { side: Side::Received, page: Page::FIRST }).await?;
    let found = received.rows.iter().map(Disclosed::cover).find(|cover| cover.purpose == purpose);
    let id = found.ok_or_else(|| Failure::Words("the referral has not arrived".to_owned()))?.id;
    Ok(desk.answer_referral(id, answer).await?)
}

async fn noted(stage: &Stage<'_>, yes: &Yes, told: bool) -> Result<NewConsent, Failure> {
    let number = number_of(stage, yes.about).await?;
    let today = stage.desk("sara").await?.today();
    Ok(NewConsent {
        form: stage.new_form_number(),
        about: Identity { name: yes.about.name.to_owned(), number: number.clone() },
        protected: false,
        to: yes.to.id,
        scopes: yes.scopes.clone(),
        said_by: yes.said_by.to_owned(),
        guardians: Guardians::Only,
        young: said(number.as_ref(), today),
        given: Given::Oral,
        from: today,
        until: LegalDay::new(today.date() + Duration::days(90)),
        told,
    })
}

/// From 15 the young person says yes; before that they are heard.
fn said(number: Option<&PersonalNumber>, today: LegalDay) -> Said {
    if number.is_some_and(|number| number.age_on(today.date()) >= 15) { Said::Yes } else { Said::TooYoung }
}

async fn number_of(stage: &Stage<'_>, young: Young) -> Result<Option<PersonalNumber>, Failure> {
    let today = stage.desk("sara").await?.today().date();
    Ok(PersonalNumber::parse(young.number, today).ok())
}

async fn coordination(stage: &Stage<'_>, by: &str) -> Result<Unit, Failure> {
    let unit = stage.desk(by).await?.coordination().await?;
    unit.ok_or_else(|| Failure::Words("there is no coordinator".to_owned()))
}

async fn unit_named(stage: &Stage<'_>, name: &str) -> Result<Unit, Failure> {
    let units = stage.desk("sara").await?.other_units().await?;
    let found = units.into_iter().find(|unit| unit.name == name);
    found.ok_or_else(|| Failure::Words(format!("there is no unit {name}")))
}
