//! The story so far: some days of ordinary work in the thread, told through the real desk by the cast.
//!
//! Numbers are the Tax Agency's published test numbers; the places and worries come out of the citizen promise
//! of 2023.

use desk::{
    Badge, Desk, Office,
    concerns::{ReceiptOf, Received},
    handover::NewConcern,
    interventions::{Offer, Step},
    ports::Page,
};
use domain::{
    Id, LegalDay,
    assessment::{Opening, Protection},
    concern::{Concern, GuardiansKnow},
    intervention::{AgreedBy, AgreedHow, Kind},
    person::Identity,
    personal_number::PersonalNumber,
};
use time::Duration;

use crate::{Failure, demo::past::Past};

/// A concern of the story.
struct Told {
    name: &'static str,
    number: &'static str,
    observed: &'static str,
    hearsay: Option<&'static str>,
    judgement: Option<&'static str>,
    guardians: GuardiansKnow,
}

const NOOR: Told = Told {
    name: "Noor",
    number: "201102012380",
    observed: "Noor, 15 år, har börjat umgås med äldre ungdomar vid resecentrum på kvällarna. Hon somnade på två lektioner förra veckan och sa att hon inte vill gå hem direkt efter skolan.",
    hearsay: Some("En lärare säger att Noor har bytt vänner sedan sommarlovet."),
    judgement: None,
    guardians: GuardiansKnow::Yes,
};

const ALVA: Told = Told {
    name: "Alva",
    number: "201401042385",
    observed: "Alva, 12 år, kom till mig i går och berättade att det bråkas varje kväll hemma. Hon hade inte ätit frukost och grät när skoldagen slutade.",
    hearsay: None,
    judgement: Some("Jag bedömer att det har pågått under hela hösten."),
    guardians: GuardiansKnow::No,
};

const ELIAS: Told = Told {
    name: "Elias",
    number: "201201262399",
    observed: "Elias har varit borta elva av femton skoldagar sedan höstlovet. I måndags kom han till mitt rum och var påverkad.",
    hearsay: Some("En vän säger att han träffar äldre killar vid resecentrum."),
    judgement: None,
    guardians: GuardiansKnow::Yes,
};

const UNKNOWN: Told = Told {
    name: "Flicka i årskurs 8, nyinflyttad",
    number: "",
    observed: "Hon väntar utanför skolan varje dag till efter klockan sex. I går hade hon inga ytterkläder och ville inte säga var hon bor.",
    hearsay: None,
    judgement: None,
    guardians: GuardiansKnow::MustNot,
};

/// Plays the story.
pub async fn play(office: &Office, past: &Past) -> Result<(), Failure> {
    past.days_ago(13);
    report(office, &NOOR).await?;
    past.minutes_ago(13 * 24 * 60 - 180);
    let noor = newest(office).await?;
    assess(office, noor, "Noor har kontakt med skolan varje dag och en moster som hon litar på. Inget tyder på omedelbar fara.").await?;
    past.days_ago(11);
    let sara = desk(office, "sara").await?;
    sara.decide(
        noor,
        Opening::DoNotOpen,
        "Noor och hennes mamma vill ta emot stöd utan utredning. Ny bedömning vid uppföljningen.".to_owned(),
    )
    .await?;
    offer(office, noor).await?;
    past.days_ago(10);
    report(office, &ALVA).await?;
    past.minutes_ago(10 * 24 * 60 - 120);
    let alva = newest(office).await?;
    assess(office, alva, "Samtal med Alva och hennes pappa i dag. De bor hos mormor tills vidare.").await?;
    past.days_ago(2);
    report(office, &UNKNOWN).await?;
    past.minutes_ago(150);
    report(office, &ELIAS).await?;
    past.minutes_ago(0);
    Ok(())
}

async fn desk(office: &Office, username: &str) -> Result<Desk, Failure> {
    let account = office.account_named(username).await?;
    let account =
        account.ok_or_else(|| Failure::Words("the story has somebody who is not in the cast".to_owned()))?;
    let duty = office.duty_at_intake_or_first(account).await?;
    let badge = Badge { account, duty, second_factor: true };
    Ok(Desk::open(office.clone(), badge, office.occasion("demo", String::new())).await?)
}

async fn report(office: &Office, told: &Told) -> Result<(), Failure> {
    let karin = desk(office, "karin").await?;
    let number = PersonalNumber::parse(told.number, karin.today().date()).ok();
    let new = NewConcern {
        form: office.new_form_number(),
        about: Identity { name: told.name.to_owned(), number },
        observed: told.observed.to_owned(),
        hearsay: told.hearsay.map(str::to_owned),
        judgement: told.judgement.map(str::to_owned),
        guardians: told.guardians,
        protected: false,
    };
    let sent = karin.send(new).await?;
    karin.show(ReceiptOf(sent)).await?;
    Ok(())
}

/// The newest concern in the queue, as Sara finds it there.
async fn newest(office: &Office) -> Result<Id<Concern>, Failure> {
    let sara = desk(office, "sara").await?;
    let queue = sara.show(Received { decided: false, page: Page::FIRST }).await?;
    let last = queue.rows.last().map(|row| row.cover().id);
    last.ok_or_else(|| Failure::Words("the story expects a concern in the queue".to_owned()))
}

async fn assess(office: &Office, id: Id<Concern>, reasons: &str) -> Result<(), Failure> {
    let sara = desk(office, "sara").await?;
    Ok(sara.assess(id, Protection::NotNeeded, reasons.to_owned()).await?)
}

async fn offer(office: &Office, concern: Id<Concern>) -> Result<(), Failure> {
    let sara = desk(office, "sara").await?;
    let offer = Offer {
        kind: Kind::FieldContact,
        for_whom: "Noor".to_owned(),
        goal: "Noor har någon att ringa på kvällarna och är i skolan fyra dagar av fem.".to_owned(),
        agreed_by: AgreedBy::YoungAndGuardians,
        agreed_how: AgreedHow::Meeting,
        follow_up: LegalDay::new(sara.today().date() + Duration::days(16)),
    };
    let id = sara.offer(concern, offer).await?;
    Ok(sara.step(id, Step::Start).await?)
}
