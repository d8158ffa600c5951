//! What happens, how often in which season, where, and who reports it.

use domain::situation::{
    Answer, PlaceKind,
    incident::{Category, Consequence, Owner, Stolen, Theft},
};
use time::{Date, Month};

/// Who of the cast reports, by number.
pub(super) const REPORTERS: [&str; 5] = ["karin", "isak", "jonas", "amira", "malin"];

const SCHOOL: u8 = 0;
const FIELD: u8 = 1;
const POLICE: u8 = 2;
const LEISURE: u8 = 3;
const COORDINATOR: u8 = 4;

/// What a rate hangs on: the day, and since when there is less vandalism of what the municipality owns: the autumn of the
/// year before the story, which in that of the promise is the one of 2022.
#[derive(Clone, Copy)]
pub(super) struct When {
    pub(super) day: Date,
    pub(super) is_less: bool,
}

/// A kind of incident.
pub(super) struct Kind {
    pub(super) category: Category,
    pub(super) theft: Option<Theft>,
    pub(super) influence: Answer,
    /// Which of the areas, by name: Asarum, Centrum, Mörrum, Svängsta.
    pub(super) area: u8,
    pub(super) place: PlaceKind,
    pub(super) owner: Owner,
    pub(super) consequence: Consequence,
    pub(super) cost: Option<u32>,
    pub(super) police: Answer,
    pub(super) by: u8,
    /// From and to, in hours of the same day.
    pub(super) hours: (u8, u8),
    /// How often, in tenths of one a month.
    pub(super) rate: fn(When) -> u32,
    pub(super) texts: &'static [&'static str],
}

/// Disorder without a cost, seen in the evening, is what most reports are.
const USUAL: Kind = Kind {
    category: Category::Disorder,
    theft: None,
    influence: Answer::Unknown,
    area: 1,
    place: PlaceKind::Street,
    owner: Owner::Nobody,
    consequence: Consequence::Insecurity,
    cost: None,
    police: Answer::No,
    by: FIELD,
    hours: (20, 22),
    rate: |_| 20,
    texts: &["", "Ett tjugotal samlades och det blev högljutt."],
};

/// Everything that happens.
pub(super) const KINDS: [Kind; 16] = [
    Kind {
        category: Category::Vandalism,
        area: 0,
        place: PlaceKind::School,
        owner: Owner::Municipality,
        consequence: Consequence::Damage,
        cost: Some(3_000),
        police: Answer::Yes,
        by: SCHOOL,
        hours: (1, 5),
        rate: vandalism,
        texts: &[
            "Rutor krossade mot skolgården.",
            "Dörr och lås förstörda.",
            "Brända papperskorgar på skolgården.",
        ],
        ..USUAL
    },
    Kind {
        category: Category::Vandalism,
        place: PlaceKind::Park,
        owner: Owner::Municipality,
        consequence: Consequence::Damage,
        cost: Some(1_500),
        by: COORDINATOR,
        rate: vandalism,
        texts: &["Bänkar och belysning förstörda.", ""],
        ..USUAL
    },
    Kind {
        category: Category::Graffiti,
        place: PlaceKind::Transport,
        owner: Owner::Municipality,
        consequence: Consequence::Damage,
        cost: Some(800),
        by: COORDINATOR,
        rate: |_| 15,
        texts: &["Klotter på väntsalen.", ""],
        ..USUAL
    },
    Kind {
        category: Category::Fireworks,
        consequence: Consequence::Insecurity,
        by: POLICE,
        rate: fireworks,
        texts: &["Raketer avfyrade mot människor.", "Smällare i trapphus och centrum."],
        ..USUAL
    },
    Kind {
        category: Category::Fireworks,
        area: 0,
        place: PlaceKind::Housing,
        by: FIELD,
        rate: fireworks,
        texts: &["Raketer mellan husen.", ""],
        ..USUAL
    },
    Kind {
        category: Category::Theft,
        theft: Some(Theft { stolen: Stolen::Other, organised: false }),
        place: PlaceKind::Shop,
        owner: Owner::Business,
        consequence: Consequence::Loss,
        cost: Some(900),
        police: Answer::Yes,
        by: POLICE,
        hours: (10, 18),
        rate: |_| 40,
        texts: &["Stöld ur butik.", "Inbrott i källarförråd.", ""],
        ..USUAL
    },
    Kind {
        category: Category::Theft,
        theft: Some(Theft { stolen: Stolen::CarParts, organised: true }),
        area: 2,
        place: PlaceKind::CarPark,
        owner: Owner::Private,
        consequence: Consequence::Loss,
        cost: Some(12_000),
        police: Answer::Yes,
        by: POLICE,
        hours: (1, 4),
        rate: |when| if when.is_less { 22 } else { 10 },
        texts: &[
            "Katalysatorer bortsågade på flera bilar.",
            "Krockkuddar tagna ur bilar på samma parkering.",
        ],
        ..USUAL
    },
    Kind {
        category: Category::Theft,
        theft: Some(Theft { stolen: Stolen::Vehicles, organised: true }),
        area: 3,
        place: PlaceKind::Waterside,
        owner: Owner::Private,
        consequence: Consequence::Loss,
        cost: Some(40_000),
        police: Answer::Yes,
        by: POLICE,
        hours: (0, 5),
        rate: |when| if is_summer(when.day) { 12 } else { 6 },
        texts: &["Båtmotorer borta ur hamnen.", "En minigrävare borta från ett bygge."],
        ..USUAL
    },
    Kind {
        category: Category::Drugs,
        influence: Answer::Yes,
        place: PlaceKind::Transport,
        police: Answer::Yes,
        by: POLICE,
        rate: |_| 35,
        texts: &["Misstänkt försäljning vid hållplatserna.", "Fynd av påsar och sprutor.", ""],
        ..USUAL
    },
    Kind { influence: Answer::Yes, rate: |when| if is_summer(when.day) { 45 } else { 25 }, ..USUAL },
    Kind {
        category: Category::Alcohol,
        influence: Answer::Yes,
        place: PlaceKind::Waterside,
        by: LEISURE,
        hours: (21, 23),
        rate: |when| if is_summer(when.day) { 40 } else { 15 },
        texts: &["Berusade ungdomar vid badplatsen, föräldrar ringdes.", ""],
        ..USUAL
    },
    Kind {
        category: Category::Vehicles,
        area: 2,
        place: PlaceKind::CarPark,
        by: FIELD,
        rate: |when| {
            if matches!(when.day.month(), Month::December | Month::January | Month::February) {
                10
            } else {
                35
            }
        },
        texts: &["A-traktorer kör fort på parkeringen.", "Mopeder på gångvägen.", ""],
        ..USUAL
    },
    Kind {
        category: Category::Violence,
        influence: Answer::Yes,
        place: PlaceKind::Restaurant,
        consequence: Consequence::Injury,
        police: Answer::Yes,
        by: POLICE,
        hours: (22, 23),
        rate: |_| 15,
        texts: &["Bråk utanför krogen.", ""],
        ..USUAL
    },
    Kind {
        category: Category::UnsafePlace,
        area: 3,
        place: PlaceKind::Street,
        owner: Owner::Municipality,
        by: COORDINATOR,
        hours: (17, 19),
        rate: |when| if is_summer(when.day) { 3 } else { 15 },
        texts: &["Gatubelysning ur funktion på gångvägen.", "Buskage skymmer tunneln."],
        ..USUAL
    },
    Kind {
        category: Category::Littering,
        area: 0,
        place: PlaceKind::Park,
        owner: Owner::Municipality,
        consequence: Consequence::Nothing,
        by: COORDINATOR,
        hours: (7, 9),
        rate: |_| 15,
        texts: &["", "Krossat glas på lekplatsen."],
        ..USUAL
    },
    Kind {
        category: Category::AgainstStaff,
        place: PlaceKind::School,
        by: SCHOOL,
        hours: (10, 14),
        rate: |when| if when.day.month() == Month::July { 0 } else { 8 },
        texts: &["Hot mot personal i korridoren.", ""],
        ..USUAL
    },
];

fn is_summer(day: Date) -> bool {
    matches!(day.month(), Month::June | Month::July | Month::August)
}

fn vandalism(when: When) -> u32 {
    let season = match when.day.month() {
        Month::July => 110,
        Month::June | Month::August => 70,
        _ => 25,
    };
    if when.is_less { season * 2 / 5 } else { season }
}

fn fireworks(when: When) -> u32 {
    match (when.day.month(), when.day.day()) {
        (Month::December, 27..=31) | (Month::January, 1..=2) => 280,
        (Month::December | Month::January, _) => 15,
        _ => 2,
    }
}
