//! The Swedish of the matrix: for somebody who knows the law and has never seen the program.

use std::collections::BTreeSet;

use domain::duty::Role;

use super::{case::Condition, refusals::Count};
use crate::{Action, gate::PolicyInfo};

/// What the document is, and how to read it.
pub(super) fn introduction(cases: usize, policies: &[PolicyInfo]) -> String {
    let forbids = policies.iter().filter(|policy| policy.forbids).count();
    let permits = policies.len() - forbids;
    format!(
        "{INTRODUCTION}
## Vad som har prövats

Matrisen bygger på {permits} regler som tillåter och {forbids} regler som förbjuder. Programmet har ställt \
**{} frågor** till dem: varje handling, varje roll och varje relation till uppgiften, för läsning av en anmälan \
med varje kombination av de omständigheter som en kärnspärr ser till, för övriga handlingar med alla par av dem. Där ingår kombinationer som inget arbetsflöde leder till, till \
exempel en anmälan som varken är skickad eller mottagen.
",
        number(cases)
    )
}

const INTRODUCTION: &str = "<!-- Skriven av programmet. Ändra reglerna i crates/access/policies, inte den här filen. Sedan:
     FYRKLOVER_WRITE_MATRIX=1 cargo test -p access matrix -->

# Behörighetsmatris

Vem får göra vad med vilken uppgift, och med stöd av vilken bestämmelse? Det här dokumentet svarar på den frågan \
för varje roll i Fyrklöver. Det är inte skrivet för hand: svaren kommer från samma regler som avgör varje verklig \
fråga i programmet, och ett prov stoppar varje ändring av reglerna som inte också syns här.

## Så läser man matrisen

- **Utan regel inget tillträde.** Ett streck (–) betyder nej. Ingen regel tillåter handlingen, och då är den \
förbjuden. Det gäller också den som sköter systemet.
- **Ja står alltid med sitt stöd.** Inom parentes står regelns namn i programmet och den bestämmelse som den \
vilar på.
- **Ett ja är aldrig ensamt nog.** Kärnspärrarna i slutet går före varje ja: jäv, skyddade personuppgifter, \
upphört uppdrag, inloggning utan andra faktor och enhet utan sekretess. Rolltabellerna visar svaret när ingen spärr gäller.
- **Varje fråga antecknas.** Både ja och nej står i loggen innan svaret lämnas. Ett nej ska inte röja om det finns \
något att se: den som inte får veta att en anmälan finns får samma svar som om den inte fanns.
- **Rader** är handlingar, **kolumner** är läsarens relation till uppgiften. *Egen enhet* är den enhet där läsaren \
har det uppdrag som hen just nu arbetar i. En nämnd är en egen myndighet, och mellan nämnder gäller sekretess \
(8 kap. 2 § OSL).
- En anmälan finns i två exemplar: avsändarens egen (*skickad*) och mottagarens låsta kopia (*mottagen*).
- Registret över personer kan inte öppnas, bläddras i eller visas. Den egna nämndens kan man söka i på namn, \
personnummer eller diarienummer och på inget annat, ett begränsat antal gånger om dagen. Den som har skyddade \
personuppgifter hittas aldrig så. En loggranskare kan med angivet skäl få namn och \
födelseår för en pseudonym i den egna loggen, och inget mer.

Förkortningar: OSL, offentlighets- och sekretesslagen (2009:400). SoLPUL, lagen (2001:454) om behandling av \
personuppgifter inom socialtjänsten. SoLPUF, förordningen (2001:637) om samma sak. Handlingen *lämna en orosanmälan* är undantagen från varje kärnspärr, så att \
ingen hindras från att fullgöra sin anmälningsskyldighet. Den visar bara ett kvitto.
";

/// The head of the table of core refusals.
pub(super) const REFUSALS: &str = "
## Kärnspärrarna

Varje rad är en omständighet som gör nej av varje ja, vad som än annars tillåter det. Siffrorna är räknade: för \
varje fall där omständigheten finns har samma fall också prövats utan den. *240 av 240* betyder att 240 fall hade \
fått ja utan omständigheten och att alla 240 fick nej med den. *0 av 240* betyder att spärren inte når dit.

| Omständighet | Regel och bestämmelse | Uppgifter om en person | Loggen | Lämna anmälan och se kvittot | Eget konto | Personer, enheter och roller | Den öppna delen |
|---|---|---|---|---|---|---|---|
";

/// The head of the table of exceptions.
pub(super) const EXCEPTIONS: &str = "
## Undantagen från kärnspärrarna

Här finns omständigheten, men spärren gäller inte. Svaret ska då vara detsamma som utan den.

| Omständighet | Fall med ja utan den | Fall som fortfarande fick ja |
|---|---|---|
";

/// What the matrix does not say.
pub(super) const CLOSING: &str = "
## Vad matrisen inte säger

Matrisen visar vad programmet tillåter. Om en enskild behöver uppgiften i sitt arbete avgör hen själv under \
tjänsteansvar; det är därför varje läsning antecknas och loggen granskas. Bestämmelserna är angivna av \
utvecklarna och ska prövas av jurist innan systemet tas i bruk.
";

/// What a condition did in one group.
pub(super) fn turned(count: &Count) -> String {
    match count.numbers() {
        (0, ..) => "prövas inte: saknar omständigheten".to_owned(),
        (_, yes, turned) => format!("{} av {}", number(turned), number(yes)),
    }
}

/// Policies with their provisions.
pub(super) fn policies(ids: BTreeSet<&str>, policies: &[PolicyInfo]) -> String {
    let provision =
        |id: &str| policies.iter().find(|policy| policy.id == id).map_or("?", |policy| &*policy.provision);
    ids.into_iter().map(|id| format!("{id}, {}", provision(id))).collect::<Vec<_>>().join("; ")
}

/// Words in a row, the last after *och*.
pub(super) fn list(words: impl Iterator<Item = &'static str>) -> String {
    words.collect::<Vec<_>>().join("; ")
}

/// A number as it is written in Swedish, with a hard space between thousands.
pub(super) fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::SchoolCounsellor => "Skolkurator",
        Role::SocialWorker => "Socialsekreterare",
        Role::PoliceLiaison => "Kommunpolis",
        Role::LeisureLeader => "Fritidsledare",
        Role::HeadOfUnit => "Enhetschef",
        Role::SspfCoordinator => "SSPF-koordinator",
        Role::LogAuditor => "Loggranskare",
        Role::SystemAdministrator => "Systemförvaltare",
        Role::Strategist => "Brottsförebyggande samordnare",
        Role::FieldWorker => "Fältassistent",
    }
}

pub(super) fn role_in_short(role: Role) -> &'static str {
    match role {
        Role::SchoolCounsellor => "Lämnar orosanmälningar och behåller insyn i sina egna.",
        Role::SocialWorker => {
            "Tar emot det som lämnats till den egna enheten, bedömer det och erbjuder insatser."
        }
        Role::PoliceLiaison | Role::LeisureLeader => {
            "Lämnar orosanmälningar och behåller insyn i sina egna. Ser i övrigt bara det som lämnats till den \
             egna enheten."
        }
        Role::HeadOfUnit => {
            "Leder arbetet vid enheten: ser vad som saknar ansvarig eller är försenat, utan namn, och fördelar det. \
             Svarar för vilka roller som gäller där. Läser bara det som hen själv är ansvarig för."
        }
        Role::SspfCoordinator => "Samordnar arbetet runt en ung person när familjen har sagt ja.",
        Role::LogAuditor => {
            "Granskar den egna myndighetens logg. Loggen leder aldrig vidare till en uppgift."
        }
        Role::SystemAdministrator => {
            "Sköter systemet och har inget behov av uppgifter om enskilda. Ger ingen en roll på egen hand."
        }
        Role::Strategist => {
            "Samordnar det brottsförebyggande arbetet, följer medborgarlöftet och redovisar det för invånarna. Ser \
             inga ärenden och inga personer."
        }
        Role::FieldWorker => {
            "Planerar fältgruppens kvällar och berättar hur de gick. Ser inga ärenden genom den rollen."
        }
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one line for each act")]
pub(super) fn action(action: Action) -> &'static str {
    match action {
        Action::ConcernSend => "lämna en orosanmälan",
        Action::ConcernReceipt => "se kvittot på anmälan",
        Action::ReportsOpen => "öppna listan över egna anmälningar",
        Action::QueueOpen => "öppna kön med mottagna anmälningar",
        Action::DraftSave => "spara ett utkast till orosanmälan",
        Action::DraftList => "se att utkastet finns, utan namn",
        Action::DraftShow => "öppna utkastet",
        Action::DraftChange => "skriva om utkastet",
        Action::DraftDiscard => "kasta utkastet",
        Action::ConcernList => "se anmälan som rad i en lista, med namn",
        Action::ConcernShow => "läsa hela anmälan",
        Action::ConcernRegister => "ta emot en anmälan från en privatperson och skriva ned den",
        Action::ReporterShow => "öppna vem som har anmält, när det förvaras för sig, med angivet skäl",
        Action::ReporterSeal => "anteckna att anmälaren kan vara i fara, så att hen förvaras för sig",
        Action::ConcernAssess => "skriva skyddsbedömning",
        Action::ConcernDecide => "skriva beslut om utredning ska inledas",
        Action::ConcernFeedback => "besluta om återkoppling till anmälaren",
        Action::ConcernTake => "bli ansvarig själv för anmälan",
        Action::ConcernFamily => "svara om man känner familjen",
        Action::ConcernAssign => "utse ansvarig för anmälan",
        Action::OverviewOpen => "öppna översikten över enheten",
        Action::ConcernOversee => "se anmälan i översikten, utan namn",
        Action::AssessmentShow => "läsa bedömningen och skälen",
        Action::InterventionOffer => "erbjuda en insats med anledning av anmälan",
        Action::InterventionsOpen => "öppna listan över insatser",
        Action::InterventionList => "se insatsen som rad i en lista, med namn",
        Action::InterventionShow => "läsa hela insatsen",
        Action::InterventionChange => "påbörja eller avsluta insatsen",
        Action::InterventionFollowUp => "skriva ned en uppföljning av insatsen",
        Action::FollowUpShow => "läsa uppföljningen",
        Action::ConsentNote => "anteckna ett samtycke",
        Action::ConsentsOpen => "öppna listan över samtycken",
        Action::ConsentList => "se samtycket som rad i en lista, med namn",
        Action::ConsentShow => "läsa hela samtycket",
        Action::ConsentWithdraw => "anteckna att samtycket har tagits tillbaka",
        Action::ReferralSend => "lämna en remiss, ett önskemål eller en uppgift",
        Action::ReferralsOpen => "öppna listan över remisser",
        Action::ReferralList => "se remissen som rad i en lista, med namn",
        Action::ReferralShow => "läsa hela remissen",
        Action::ReferralAnswer => "svara på remissen",
        Action::ReferralWithdraw => "ta tillbaka remissen",
        Action::OutreachRecord => "skriva ned ett uppsökande möte",
        Action::OutreachOpen => "öppna listan över egna uppsökande möten",
        Action::OutreachList => "se mötet som rad i en lista, med namn",
        Action::OutreachShow => "läsa allt om mötet",
        Action::OutreachChange => "ändra i sin egen uppteckning av mötet",
        Action::OutreachHandOver => "lämna mötet vidare, vilket förstör det egna innehållet",
        Action::OutreachNotify => "underrätta socialtjänsten",
        Action::OutreachReceipt => "se kvittot på det som lämnats",
        Action::NoticesOpen => "öppna listan över mottagna underrättelser",
        Action::OutreachHandle => "skriva vad som gjorts med anledning av underrättelsen",
        Action::LogReview => "granska loggen",
        Action::LogOwn => "läsa sina egna rader i loggen",
        Action::AccountShow => "öppna sidan Mitt konto",
        Action::AccountPassword => "byta sitt lösenord",
        Action::AccountFactor => "byta sin kodapp",
        Action::AccountSessions => "avsluta sina inloggningar",
        Action::PeopleOpen => "öppna listorna över personer och enheter",
        Action::UnitKeep => "lägga till eller ändra en enhet",
        Action::AccountOpen => "öppna ett konto för någon",
        Action::AccountKeep => "ändra titel eller telefonnummer",
        Action::AccountReset => "ge nytt engångslösenord och ny kodapp",
        Action::AccountClose => "stänga ett konto",
        Action::DutyPropose => "föreslå en roll",
        Action::DutyApprove => "godkänna en föreslagen roll",
        Action::DutyDecline => "säga nej till en föreslagen roll eller ta tillbaka förslaget",
        Action::DutiesOpen => "öppna listan över enhetens roller",
        Action::DutyRenew => "förnya roller vid enheten",
        Action::DutyEnd => "avsluta en roll vid enheten",
        Action::LogJudge => "anteckna vad granskningen av läsningarna kom fram till",
        Action::QuestionShow => "läsa en fråga om läsningar, med svaret",
        Action::QuestionAnswer => "svara på en fråga om egna läsningar",
        Action::PersonSearch => "söka efter en person på namn, personnummer eller diarienummer",
        Action::PersonFind => "se en person som en sökning har hittat, med namn och födelseår",
        Action::CommonsOpen => "öppna Ikväll och arbetsytan för medborgarlöftet",
        Action::CommonsKeep => "lägga till ett område eller en arrangör",
        Action::EveningPlan => "planera en kväll",
        Action::EveningTell => "berätta hur en kväll gick eller rätta det",
        Action::EveningCancel => "ställa in en kväll",
        Action::ActivityRecord => "redovisa något som har gjorts för medborgarlöftet",
        Action::PoliceRecord => "redovisa fotpatrull, trafikkontroll eller riktad insats",
        Action::ActivityCorrect => "rätta eller stryka det som enheten har redovisat",
        Action::AgreementKeep => "skriva in en samverkansöverenskommelse",
        Action::PromisePublish => "publicera hur det går med medborgarlöftet",
        Action::IncidentsOwn => "öppna listan över det som enheten har rapporterat till lägesbilden",
        Action::IncidentReport => "rapportera en händelse eller en iakttagelse",
        Action::IncidentWithdraw => "ta tillbaka det som enheten har rapporterat fel",
        Action::SituationOpen => "öppna lägesbilden med möten, mätningar och åtgärdsplan",
        Action::MeetingWrite => "skriva ned ett lägesbildsmöte",
        Action::GroupWrite => "skriva ned ett möte i arbetsgruppen för SSPF, på gruppnivå",
        Action::PictureWrite => "skriva på ett utkast till lägesbild",
        Action::PictureAdopt => "anta en lägesbild vid ett möte",
        Action::SurveyImport => "lägga in publicerade resultat av en trygghetsmätning",
        Action::PlanKeep => "skriva, besluta eller följa upp åtgärdsplanen",
        Action::VisitsOpen => "läsa begärda besök och hur de som frågar nås",
        Action::VisitAnswer => "anteckna att ett begärt besök har gjorts eller inte blir av",
        Action::LogReveal => "få namn och födelseår bakom en pseudonym i loggen, med angivet skäl",
    }
}

pub(super) fn condition(condition: Condition) -> &'static str {
    match condition {
        Condition::OwnRecord => "uppgiften gäller läsaren själv",
        Condition::Conflict => "jäv mellan läsaren och den som uppgiften gäller är antecknat",
        Condition::Protected => "skyddade personuppgifter, och läsaren är inte utsedd handläggare",
        Condition::NoSecrecy => {
            "mottagen handling vid en enhet utan sekretess, och inget samtycke namnger enheten"
        }
        Condition::ExpiredDuty => "uppdraget gäller inte i dag",
        Condition::NoSecondFactor => "inloggning utan andra faktor",
    }
}
