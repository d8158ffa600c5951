//! Concerns, as they come in and are decided on: today's world.

use domain::{
    Id,
    assessment::Opening,
    concern::{Concern, GuardiansKnow},
    intervention::{AgreedBy, Intervention, Kind, Outcome, Went},
};

use super::{
    stage::{Offered, Stage, Told},
    young,
};
use crate::Failure;

/// Support for somebody who has come of age since.
pub async fn oliver_gets_support(stage: &Stage<'_>) -> Result<Id<Intervention>, Failure> {
    let told = Told {
        by: "johan",
        about: young::OLIVER,
        observed: "Oliver har sålt snus till yngre elever vid skåpen två gånger den här veckan. I samtal i dag sa han att han är skyldig en kamrat pengar.",
        hearsay: Some("En vaktmästare har sett honom vid resecentrum på skoltid."),
        judgement: None,
        guardians: GuardiansKnow::Yes,
        feedback: false,
    };
    let id = stage.flag(&told, "sara").await?;
    stage
        .assess("sara", id, "Samtal med Oliver i dag. Han är trygg hemma och vill ha hjälp med skulden.")
        .await?;
    stage.decide("sara", id, Opening::DoNotOpen, "Oliver vill ha stöd utan utredning.").await?;
    let offered = Offered {
        kind: Kind::Talks,
        for_whom: "Oliver",
        goal: "Skulden är reglerad och Oliver säljer ingenting i skolan.",
        agreed_by: AgreedBy::YoungAndGuardians,
        follow_up_in: 28,
    };
    stage.offer("sara", id, &offered).await
}

/// What came of Oliver's support.
pub async fn oliver_is_followed_up(stage: &Stage<'_>, id: Id<Intervention>) -> Result<(), Failure> {
    let said = "Oliver har betalat tillbaka det han var skyldig och har slutat att sälja. Han vill ha ett samtal till om en vecka.";
    stage.follow_up("sara", id, (Went::AsPlanned, said), 7).await?;
    stage.end("sara", id, Outcome::Reached).await
}

/// Maja is being investigated.
pub async fn maja_is_investigated(stage: &Stage<'_>) -> Result<(), Failure> {
    let told = Told {
        by: "karin",
        about: young::MAJA,
        observed: "Maja kom till skolan med blåmärken på båda armarna och ville inte byta om till idrotten. Hon sa att hon är rädd för sin brors vänner.",
        hearsay: None,
        judgement: Some("Jag tror att hon inte är trygg hemma när föräldrarna arbetar."),
        guardians: GuardiansKnow::MustNot,
        feedback: false,
    };
    let id = stage.flag(&told, "tova").await?;
    stage
        .assess("tova", id, "Samtal med Maja i skolan. Hennes mormor hämtar henne varje dag tills vidare.")
        .await?;
    stage
        .decide("tova", id, Opening::Open, "Uppgifterna behöver utredas och Maja behöver skydd under tiden.")
        .await
}

/// Samir's matter runs already.
pub async fn samir_is_known_already(stage: &Stage<'_>) -> Result<(), Failure> {
    let told = Told {
        by: "amira",
        about: young::SAMIR,
        observed: "Samir kom till fritidsgården i går kväll och luktade rök. Han ville stanna när vi stängde och sa att ingen är hemma.",
        hearsay: None,
        judgement: None,
        guardians: GuardiansKnow::No,
        feedback: false,
    };
    let id = stage.flag(&told, "sara").await?;
    stage.assess("sara", id, "Samirs handläggare har talat med hans pappa i kväll.").await?;
    stage
        .decide(
            "sara",
            id,
            Opening::AlreadyRunning,
            "Utredning pågår sedan i augusti. Uppgifterna lämnas till handläggaren.",
        )
        .await
}

/// Noor is flagged by her counsellor.
pub async fn noor_is_flagged(stage: &Stage<'_>) -> Result<Id<Concern>, Failure> {
    let told = Told {
        by: "karin",
        about: young::NOOR,
        observed: "Noor, 15 år, har börjat umgås med äldre ungdomar vid resecentrum på kvällarna. Hon somnade på två lektioner förra veckan och sa att hon inte vill gå hem direkt efter skolan.",
        hearsay: Some("En lärare säger att Noor har bytt vänner sedan sommarlovet."),
        judgement: None,
        guardians: GuardiansKnow::Yes,
        feedback: false,
    };
    stage.flag(&told, "sara").await
}

/// Noor needs no protection at once.
pub async fn noor_is_safe(stage: &Stage<'_>, noor: Id<Concern>) -> Result<(), Failure> {
    let reasons = "Noor har kontakt med skolan varje dag och en moster som hon litar på. Inget tyder på omedelbar fara.";
    stage.assess("sara", noor, reasons).await
}

/// Noor and her mother want support without an investigation.
pub async fn noor_gets_support(stage: &Stage<'_>, noor: Id<Concern>) -> Result<Id<Intervention>, Failure> {
    let reasons = "Noor och hennes mamma vill ta emot stöd utan utredning. Ny bedömning vid uppföljningen.";
    stage.decide("sara", noor, Opening::DoNotOpen, reasons).await?;
    let offered = Offered {
        kind: Kind::FieldContact,
        for_whom: "Noor",
        goal: "Noor har någon att ringa på kvällarna och är i skolan fyra dagar av fem.",
        agreed_by: AgreedBy::YoungAndGuardians,
        follow_up_in: 16,
    };
    stage.offer("sara", noor, &offered).await
}

/// Alva is flagged by her counsellor.
pub async fn alva_is_flagged(stage: &Stage<'_>) -> Result<Id<Concern>, Failure> {
    let told = Told {
        by: "karin",
        about: young::ALVA,
        observed: "Alva, 12 år, kom till mig i går och berättade att det bråkas varje kväll hemma. Hon hade inte ätit frukost och grät när skoldagen slutade.",
        hearsay: None,
        judgement: Some("Jag bedömer att det har pågått under hela hösten."),
        guardians: GuardiansKnow::No,
        feedback: true,
    };
    stage.flag(&told, "sara").await
}

/// Alva is with her grandmother.
pub async fn alva_is_safe(stage: &Stage<'_>, alva: Id<Concern>) -> Result<(), Failure> {
    let reasons = "Samtal med Alva och hennes pappa i dag. De bor hos mormor tills vidare.";
    stage.assess("sara", alva, reasons).await
}

/// A girl with protected personal data: only the named handlers find her in their queue.
pub async fn hidden_girl_is_flagged(stage: &Stage<'_>) -> Result<(), Failure> {
    let told = Told {
        by: "johan",
        about: young::HIDDEN,
        observed: "Ines är rädd för att gå hem ensam. Hon har sett en bil som hon känner igen utanför skolan två dagar i rad.",
        hearsay: None,
        judgement: None,
        guardians: GuardiansKnow::Yes,
        feedback: false,
    };
    let id = stage.flag(&told, "tova").await?;
    stage.assess("tova", id, "Mamman hämtar Ines. Polisen är underrättad och skyddet ses över i dag.").await
}

/// Alva's little brother.
pub async fn hugo_is_flagged(stage: &Stage<'_>) -> Result<(), Failure> {
    let told = Told {
        by: "karin",
        about: young::HUGO,
        observed: "Hugo, som är lillebror till Alva, har slagit en klasskamrat vid tre tillfällen den här veckan. Efteråt gömde han sig i kapprummet.",
        hearsay: None,
        judgement: None,
        guardians: GuardiansKnow::No,
        feedback: false,
    };
    let id = stage.flag(&told, "sara").await?;
    stage.assess("sara", id, "Hugo bor med sin syster hos mormor. Skolan möter honom på morgonen.").await
}

/// A girl whose name nobody knows yet, and whom nobody has assessed: overdue.
pub async fn unknown_girl_is_flagged(stage: &Stage<'_>) -> Result<(), Failure> {
    let told = Told {
        by: "karin",
        about: young::UNKNOWN,
        observed: "Hon väntar utanför skolan varje dag till efter klockan sex. I går hade hon inga ytterkläder och ville inte säga var hon bor.",
        hearsay: None,
        judgement: None,
        guardians: GuardiansKnow::MustNot,
        feedback: false,
    };
    stage.flag(&told, "sara").await?;
    Ok(())
}

/// Elias, this morning.
pub async fn elias_is_flagged(stage: &Stage<'_>) -> Result<(), Failure> {
    let told = Told {
        by: "karin",
        about: young::ELIAS,
        observed: "Elias har varit borta elva av femton skoldagar sedan höstlovet. I måndags kom han till mitt rum och var påverkad.",
        hearsay: Some("En vän säger att han träffar äldre killar vid resecentrum."),
        judgement: None,
        guardians: GuardiansKnow::Yes,
        feedback: true,
    };
    stage.flag(&told, "sara").await?;
    Ok(())
}
