//! What the picture and its meetings say, as data. The picture of 2023 speaks in the words of the signed promise.

use domain::situation::{
    Function, PlaceKind, cycle::Outcome, incident::Category, meeting::AgendaPoint, picture::Priority,
    survey::Group,
};

use super::Told;

/// Mapping, other information and analysis.
type Parts = (&'static str, &'static str, &'static str);

/// The picture of September 2023.
pub(super) const PICTURE_2023: Parts = (
    "Trenderna är årstidsbundna, som fyrverkeriskjutning vid årsskiftet och skadegörelse mot kommunala fastigheter \
     under sommarlovet.\n\nViss brottslighet är mer spridd över året som inbrott och stölder. Här märks påverkan av \
     organiserad brottslighet genom stölder av exempelvis bildelar och fordon som förs ur landet.\n\nDen skadegörelse \
     mot kommunala fastigheter som de senaste åren varit en bidragande orsak till otrygghet bland unga har sedan \
     hösten 2022 minskat tydligt.",
    "De inträffade händelserna rapporteras in av ett antal olika samhällsfunktioner; allt från myndighetsföreträdare \
     till det lokala näringslivet. Sedan 2022 träffas företrädare för kommun och polis vid regelbundna möten.",
    "Missbruk ligger bakom en stor del av ordningsstörningar och brottslighet som även genererar otrygghet bland \
     Karlshamns invånare.\n\nUnga och unga vuxna samlas där det är mörkt och sent öppet. Vuxna på plats gör skillnad, \
     och därför prioriteras kvällarna i centrum och i Asarum.",
);

/// The picture of a later year.
pub(super) const PICTURE_LATER: Parts = (
    "Narkotika säljs och används på kvällarna i centrum. Skadegörelsen i Asarum har flyttat från skolan till torget. \
     A-traktorer samlas i Mörrum under helgerna.",
    "Fler rapporterar än förut, framför allt butiker och bostadsbolag. Det gör att antalet händelser ökar utan att \
     mer har hänt.",
    "Missbruk ligger bakom en stor del av ordningsstörningarna. Platserna är få och kända: rätt vuxna, rätt kvällar.",
);

/// The problems: first the places that patrols and evenings point at, in their order.
pub(super) const PROBLEMS: [Told; 7] = [
    Told {
        place: Some(("Centrum", PlaceKind::Transport)),
        about: "Narkotika säljs och används på kvällarna",
        causes: &["Mörkt och utan uppsikt efter sista bussen", "Äldre som säljer till yngre"],
        priority: Priority::First,
        category: Category::Drugs,
    },
    Told {
        place: Some(("Centrum", PlaceKind::Waterside)),
        about: "Unga och äldre samlas sent, oro för narkotika",
        causes: &["Få andra platser att vara på efter klockan nio"],
        priority: Priority::Second,
        category: Category::Drugs,
    },
    Told {
        place: Some(("Asarum", PlaceKind::Street)),
        about: "Skadegörelse och otrygghet efter klockan åtta",
        causes: &["Torget är tomt när butikerna har stängt"],
        priority: Priority::Second,
        category: Category::Vandalism,
    },
    Told {
        place: Some(("Mörrum", PlaceKind::CarPark)),
        about: "A-traktorer kör så att andra blir rädda",
        causes: &["Parkeringen är den enda samlingsplatsen"],
        priority: Priority::Second,
        category: Category::Vehicles,
    },
    Told {
        place: None,
        about: "Bildelar och fordon stjäls och förs ur landet",
        causes: &["Bilar står länge obevakade på pendlarparkeringar"],
        priority: Priority::Second,
        category: Category::Theft,
    },
    Told {
        place: None,
        about: "Fyrverkerier skjuts mot människor och hus vid årsskiftet",
        causes: &[],
        priority: Priority::Watched,
        category: Category::Fireworks,
    },
    Told {
        place: None,
        about: "Kommunala fastigheter skadas under sommarlovet",
        causes: &[],
        priority: Priority::Watched,
        category: Category::Vandalism,
    },
];

use AgendaPoint::{Causes, FollowUp, Information, Inventory, Measures, Picture, Priorities, Promise, Trends};

/// What was said, meeting by meeting.
pub(super) const MEETINGS: [&[(AgendaPoint, &str)]; 4] = [
    &[
        (
            Inventory,
            "Lugn inledning. Två anmälningar om narkotika vid resecentrum och en krossad ruta i Asarum.",
        ),
        (Picture, "Lägesbilden gicks igenom och antogs."),
        (Priorities, "Resecentrum kommer först. Hamnen, Asarums torg och parkeringen i Mörrum följer."),
        (
            Promise,
            "Löftet utgår från bilden. Nattvandrarna och fältgruppen lägger sina kvällar efter platserna.",
        ),
    ],
    &[
        (Inventory, "Butiker i centrum rapporterar fler stölder på eftermiddagarna. Inget nytt i Asarum."),
        (Trends, "Stölderna av bildelar fortsätter och sker på vardagsnätter."),
        (Causes, "Mörkt och utan uppsikt efter sista bussen."),
        (Measures, "Gatuenheten ser över lamporna vid resecentrum. Polisen går fotpatrull på fredagarna."),
        (FollowUp, "Fältgruppen har varit ute som planerat."),
    ],
    &[
        (Inventory, "A-traktorer i Mörrum två helger i rad. Ett bostadsbolag rapporterar otrygga trapphus."),
        (Measures, "Trafikkontroll i Mörrum. Bostadsbolaget bjuds in till nästa möte."),
        (Promise, "Nattvandringarna ligger väl till. Fältgruppen ligger efter."),
        (Information, "Ett brev om nattvandring går till alla hushåll."),
    ],
    &[
        (Inventory, "Färre händelser än väntat för årstiden. Ingen ny skadegörelse mot skolorna."),
        (Trends, "Skadegörelsen mot kommunala fastigheter fortsätter att minska."),
        (FollowUp, "Lamporna vid resecentrum är bytta. Trafikkontrollen i Mörrum är gjord."),
        (Information, "Hur det går publiceras varje måndag."),
    ],
];

/// What surveys said: of whom, how many years before, and in tenths of a percent. All of it invented.
pub(super) const SURVEYS: [(Group, i32, u16); 6] = [
    (Group::All, 2, 690),
    (Group::All, 1, 715),
    (Group::All, 0, 740),
    (Group::Young, 2, 560),
    (Group::Young, 1, 605),
    (Group::Young, 0, 655),
];

/// The measures of the plan: against which problem, what, who sees to it, how many days after the picture, and what
/// became of it.
pub(super) const MEASURES: [(usize, &str, Function, i64, Outcome); 4] = [
    (0, "Bättre ljus och klippta buskar vid resecentrum", Function::Property, 56, Outcome::Done),
    (1, "Fältgruppen lägger två kvällar i veckan vid hamnen", Function::FieldGroup, 98, Outcome::Ongoing),
    (2, "Fritidsgården i Asarum har öppet sent på fredagar", Function::Leisure, 70, Outcome::Done),
    (3, "Samtal med A-traktorförarna om en egen plats", Function::Strategist, 77, Outcome::NotBegun),
];
