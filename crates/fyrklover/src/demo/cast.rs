//! The cast: a few invented people at work in Karlshamn. The same in demo, tests, pictures and manual.
//!
//! Their passwords and second factors are compiled in and open the demo only; `serve` refuses its database.

use desk::setup::{Days, NewAccount, NewUnit, Setup};
use domain::{
    LegalDay,
    duty::Role,
    hours::OpeningHours,
    unit::{Agency, Contact, SecrecyRegime, Unit},
};
use time::macros::time;
use web::CastMember;

use crate::Failure;

/// The password of the whole cast.
pub const PASSWORD: &str = "karlshamn-lyser-i-november";

/// Somebody of the cast.
pub struct Member {
    /// The user name.
    pub username: &'static str,
    /// The name.
    pub name: &'static str,
    title: &'static str,
    phone: &'static str,
    aim: &'static str,
    duties: &'static [(&'static str, Role)],
    handles_protected: bool,
}

const ELEVHALSAN: &str = "Elevhälsan";
const MOTTAG: &str = "Mottagningen";
const BARN_UNGA: &str = "Barn och unga 1";
/// The field group.
pub const FALT: &str = "Fältgruppen";
const SSPF: &str = "SSPF-samordningen";
const KONTROLL: &str = "Internkontroll";
/// The local police area.
pub const LPO: &str = "Lokalpolisområde Västra Blekinge";
const FRITID: &str = "Fritidsgården";
const DRIFT: &str = "Systemförvaltningen";
/// The crime-prevention function.
pub const TRYGGHET: &str = "Trygghet och säkerhet";

/// The cast, in the order of the sign-in page.
pub const CAST: [Member; 15] = [
    Member {
        username: "karin",
        name: "Karin Lind",
        title: "skolkurator",
        phone: "0454-00 00 02",
        aim: "aim-karin",
        duties: &[(ELEVHALSAN, Role::SchoolCounsellor)],
        handles_protected: false,
    },
    Member {
        username: "johan",
        name: "Johan Wik",
        title: "skolkurator",
        phone: "0454-00 00 10",
        aim: "aim-johan",
        duties: &[(ELEVHALSAN, Role::SchoolCounsellor)],
        handles_protected: false,
    },
    Member {
        username: "sara",
        name: "Sara Nyström",
        title: "socialsekreterare",
        phone: "0454-00 00 03",
        aim: "aim-sara",
        duties: &[(MOTTAG, Role::SocialWorker), (BARN_UNGA, Role::SocialWorker)],
        handles_protected: false,
    },
    Member {
        username: "tova",
        name: "Tova Lindqvist",
        title: "socialsekreterare",
        phone: "0454-00 00 11",
        aim: "aim-tova",
        duties: &[(MOTTAG, Role::SocialWorker)],
        handles_protected: true,
    },
    Member {
        username: "nils",
        name: "Nils Ask",
        title: "fältarbetare",
        phone: "0454-00 00 12",
        aim: "aim-nils",
        duties: &[(FALT, Role::SocialWorker)],
        handles_protected: false,
    },
    Member {
        username: "lena",
        name: "Lena Åkesson",
        title: "enhetschef",
        phone: "0454-00 00 08",
        aim: "aim-lena",
        duties: &[(MOTTAG, Role::HeadOfUnit)],
        handles_protected: false,
    },
    Member {
        username: "petra",
        name: "Petra Holm",
        title: "SSPF-koordinator",
        phone: "0454-00 00 09",
        aim: "aim-petra",
        duties: &[(SSPF, Role::SspfCoordinator)],
        handles_protected: false,
    },
    Member {
        username: "margit",
        name: "Margit Ek",
        title: "loggranskare",
        phone: "0454-00 00 04",
        aim: "aim-margit",
        duties: &[(KONTROLL, Role::LogAuditor)],
        handles_protected: false,
    },
    Member {
        username: "jonas",
        name: "Jonas Berg",
        title: "kommunpolis",
        phone: "0454-00 00 05",
        aim: "aim-jonas",
        duties: &[(LPO, Role::PoliceLiaison)],
        handles_protected: false,
    },
    Member {
        username: "nadia",
        name: "Nadia Rahm",
        title: "områdespolis",
        phone: "0454-00 00 13",
        aim: "aim-nadia",
        duties: &[(LPO, Role::PoliceLiaison)],
        handles_protected: false,
    },
    Member {
        username: "amira",
        name: "Amira Haddad",
        title: "fritidsledare",
        phone: "0454-00 00 06",
        aim: "aim-amira",
        duties: &[(FRITID, Role::LeisureLeader)],
        handles_protected: false,
    },
    Member {
        username: "malin",
        name: "Malin Åberg",
        title: "brottsförebyggande samordnare",
        phone: "0454-00 00 15",
        aim: "aim-malin",
        duties: &[(TRYGGHET, Role::Strategist)],
        handles_protected: false,
    },
    Member {
        username: "isak",
        name: "Isak Lund",
        title: "fältassistent",
        phone: "0454-00 00 16",
        aim: "aim-isak",
        duties: &[(FALT, Role::FieldWorker)],
        handles_protected: false,
    },
    Member {
        username: "eva",
        name: "Eva Sjögren",
        title: "systemförvaltare",
        phone: "0454-00 00 07",
        aim: "aim-eva",
        duties: &[(DRIFT, Role::SystemAdministrator)],
        handles_protected: false,
    },
    Member {
        username: "bo",
        name: "Bo Grahn",
        title: "systemförvaltare",
        phone: "0454-00 00 14",
        aim: "aim-bo",
        duties: &[(DRIFT, Role::SystemAdministrator)],
        handles_protected: false,
    },
];

/// Units: agency, authority, name, regime, whether concerns arrive there.
const UNITS: [(Agency, &str, &str, SecrecyRegime, bool); 10] = [
    (Agency::School, "Utbildningsnämnden", ELEVHALSAN, SecrecyRegime::Strong, false),
    (Agency::Social, "Socialnämnden", MOTTAG, SecrecyRegime::Strong, true),
    (Agency::Social, "Socialnämnden", BARN_UNGA, SecrecyRegime::Strong, false),
    (Agency::Social, "Socialnämnden", FALT, SecrecyRegime::Strong, false),
    (Agency::Social, "Socialnämnden", SSPF, SecrecyRegime::Strong, false),
    (Agency::Social, "Socialnämnden", KONTROLL, SecrecyRegime::Strong, false),
    (Agency::Police, "Polismyndigheten", LPO, SecrecyRegime::Strong, false),
    (Agency::Leisure, "Nämnden för fritid och kultur", FRITID, SecrecyRegime::None, false),
    (Agency::Municipality, "Kommunstyrelsen", DRIFT, SecrecyRegime::None, false),
    (Agency::Municipality, "Kommunstyrelsen", TRYGGHET, SecrecyRegime::None, false),
];

/// The secret of a member's second factor: twenty bytes made of the name. It opens the demo and nothing else.
pub fn secret(member: &Member) -> Vec<u8> {
    member
        .username
        .bytes()
        .cycle()
        .zip(1_u8..=20)
        .map(|(letter, place)| letter.rotate_left(3) ^ place)
        .collect()
}

/// The buttons of the sign-in page.
pub fn buttons() -> Vec<CastMember> {
    let button = |member: &Member| {
        let (unit, _) = member.duties.first().copied().unwrap_or(("", Role::SystemAdministrator));
        let place = UNITS.iter().find(|(_, _, name, ..)| *name == unit);
        CastMember {
            username: member.username.to_owned(),
            name: member.name.to_owned(),
            role: format!("{}, {}", capitalised(member.title), unit),
            agency: place.map_or(Agency::Municipality, |(agency, ..)| *agency),
            aim: member.aim,
            password: PASSWORD.to_owned(),
            secret: secret(member),
        }
    };
    CAST.iter().map(button).collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Sets up the units, the accounts and the duties.
pub async fn move_in(setup: &Setup, from: LegalDay) -> Result<(), Failure> {
    for (agency, authority, name, regime, receives_concerns) in UNITS {
        let contact = if receives_concerns { intake() } else { Contact::default() };
        let unit = NewUnit { name: name.to_owned(), regime, receives_concerns, contact };
        setup.unit(agency, authority, unit).await?;
    }
    let units = setup.read().await?.units().await?;
    for member in &CAST {
        join(setup, &units, member, from).await?;
    }
    Ok(())
}

/// Whom to ring at intake. The numbers lead nowhere: 00 00 is given to nobody.
fn intake() -> Contact {
    Contact {
        phone: "0454-00 00 00".to_owned(),
        hours: OpeningHours::new(time!(8:00), time!(16:00)).ok(),
        emergency: "0454-00 00 01".to_owned(),
    }
}

async fn join(setup: &Setup, units: &[Unit], member: &Member, from: LegalDay) -> Result<(), Failure> {
    let account = setup
        .account(NewAccount {
            username: member.username.to_owned(),
            name: member.name.to_owned(),
            title: member.title.to_owned(),
            phone: member.phone.to_owned(),
            password: PASSWORD.to_owned(),
            second_factor: secret(member),
            initial: false,
            number: None,
        })
        .await?;
    for (unit, role) in member.duties {
        let unit = units.iter().find(|known| known.name == *unit);
        let unit =
            unit.ok_or_else(|| Failure::Words("the cast works at a unit that does not exist".to_owned()))?;
        let days = Days { from, until: None, handles_protected: member.handles_protected };
        setup.duty(account, unit, *role, days).await?;
    }
    Ok(())
}
