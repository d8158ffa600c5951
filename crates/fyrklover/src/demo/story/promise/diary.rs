//! What happened in the autumn, as data: who goes out when, and what else was done on which day. All of it invented.

use domain::{
    promise::{
        activity::{Audience, Channel, Focus, Form, Line, PoliceAction, Role},
        occasion::{Cancelled, Outing, Told},
        period::Period,
    },
    unit::Agency,
};
use time::{Date, Duration, Time, Weekday, macros::time};

use super::Seen;
use crate::demo::cast;

/// The areas.
pub(super) const AREAS: [&str; 4] = ["Centrum", "Asarum", "Mörrum", "Svängsta"];

/// Who goes out, as a rule: on which weekdays, where and when.
#[derive(Clone, Copy)]
pub(super) struct Organiser {
    pub(super) name: &'static str,
    pub(super) outing: Outing,
    pub(super) unit: &'static str,
    pub(super) area: &'static str,
    pub(super) hours: (Time, Time),
    days: &'static [Weekday],
}

/// How an evening of the story went.
pub(super) enum Outcome {
    /// It was cancelled.
    Cancelled(Cancelled),
    /// They were out.
    Done(Told),
}

use Weekday::{Friday, Saturday, Thursday, Tuesday, Wednesday};

/// Everybody who goes out.
pub(super) const ORGANISERS: [Organiser; 6] = [
    Organiser {
        name: "Nattvandrarna i Karlshamn",
        outing: Outing::NightWalk,
        unit: cast::TRYGGHET,
        area: "Centrum",
        hours: (time!(20:00), time!(0:00)),
        days: &[Friday, Saturday],
    },
    Organiser {
        name: "Asarums föräldravandrare",
        outing: Outing::NightWalk,
        unit: cast::TRYGGHET,
        area: "Asarum",
        hours: (time!(19:30), time!(22:30)),
        days: &[Friday, Saturday],
    },
    Organiser {
        name: "Mörrums nattvandring",
        outing: Outing::NightWalk,
        unit: cast::TRYGGHET,
        area: "Mörrum",
        hours: (time!(20:00), time!(23:00)),
        days: &[Friday, Saturday],
    },
    Organiser {
        name: "Svängsta byalag",
        outing: Outing::NightWalk,
        unit: cast::TRYGGHET,
        area: "Svängsta",
        hours: (time!(19:00), time!(21:30)),
        days: &[Friday],
    },
    Organiser {
        name: "Socialtjänstens fältgrupp",
        outing: Outing::FieldEvening,
        unit: cast::FALT,
        area: "Centrum",
        hours: (time!(18:00), time!(23:00)),
        days: &[Tuesday, Wednesday, Thursday, Friday, Saturday],
    },
    Organiser {
        name: "Polisen, lokalpolisområdet",
        outing: Outing::PoliceEvening,
        unit: cast::LPO,
        area: "Centrum",
        hours: (time!(20:00), time!(2:00)),
        days: &[Friday],
    },
];

impl Organiser {
    /// Whether they go out on this day. In later autumns the field group has fewer evenings and Svängsta none.
    pub(super) fn is_out(&self, day: Date, period: Period) -> bool {
        let is_first = period.first().year() == 2023;
        let weekday = day.weekday();
        if is_first && self.area == "Centrum" && self.outing == Outing::NightWalk && weekday == Thursday {
            // In the dark month they were out once more a week.
            return u8::from(day.month()) >= 11;
        }
        let rests = match self.area {
            "Svängsta" => true,
            _ => self.unit == cast::FALT && weekday == Tuesday,
        };
        self.days.contains(&weekday) && (is_first || !rests)
    }

    /// Who of the cast keeps their evenings.
    pub(super) fn kept_by(&self) -> &'static str {
        match self.unit {
            cast::FALT => "isak",
            cast::LPO => "jonas",
            _ => "malin",
        }
    }

    /// How it went: most often as planned; now and then it rains, somebody begins early or stops after a short while.
    pub(super) fn outcome(&self, day: Date) -> Outcome {
        let (mut from, mut to) = self.hours;
        let turn = u16::from(day.day())
            + u16::from(u8::from(day.month())) * 7
            + u16::try_from(self.name.len()).unwrap_or_default();
        match turn % 41 {
            7 => return Outcome::Cancelled(Cancelled::Weather),
            19 => return Outcome::Cancelled(Cancelled::TooFew),
            11 if self.outing == Outing::NightWalk => to = from + Duration::minutes(45),
            29 if self.outing == Outing::FieldEvening => from = time!(15:30),
            _ => {}
        }
        let adults = if self.outing == Outing::FieldEvening { 2 } else { 2 + turn % 4 };
        Outcome::Done(Told { from, to, adults, contacts: 3 + turn % 11 })
    }
}

/// What was done, before it is put into a form.
pub(super) enum Deed {
    Police(PoliceAction, Focus, Option<u16>),
    Group(&'static str, &'static str, Option<u16>),
    Informed(Audience, &'static str),
    Talked(Role, &'static str, &'static str),
    Gave(Agency, u32, u32),
    Met(&'static [Agency]),
    Step(&'static str),
    Told(Channel, &'static str),
}

impl Deed {
    /// The form, with the place of the picture that it names.
    pub(super) fn made(&self, seen: &Seen, place: Option<usize>) -> Option<Form> {
        let line = |text: &str| Line::new(text).ok();
        Some(match self {
            Self::Police(action, focus, vehicles) => {
                let place = seen.ground.places.get(place?)?.id;
                Form::Police { action: *action, place, focus: *focus, vehicles: *vehicles }
            }
            Self::Group(programme, contact, participants) => Form::ParentGroup {
                programme: line(programme)?,
                contact: line(contact)?,
                participants: *participants,
            },
            Self::Informed(audience, what) => Form::Information { audience: *audience, what: line(what)? },
            Self::Talked(role, place, themes) => {
                Form::Dialogue { role: *role, place: line(place)?, themes: line(themes)? }
            }
            Self::Gave(party, hours, kronor) => {
                Form::Resource { party: *party, hours: *hours, kronor: *kronor }
            }
            Self::Met(present) => Form::SspfMeeting { present: present.to_vec() },
            Self::Step(what) => Form::Milestone { what: line(what)? },
            Self::Told(channel, what) => Form::Publication { channel: *channel, what: line(what)? },
        })
    }
}

/// Who wrote it down, for which row, on which place of the picture, and what it was.
pub(super) type Entry = (&'static str, Option<&'static str>, Option<usize>, Deed);

/// What was done on a day, besides evenings out.
pub(super) fn done(day: Date, period: Period) -> Vec<Entry> {
    let is_first = period.first().year() == 2023;
    let mut all = regular(day);
    all.extend(once(u8::from(day.month()), day.day(), is_first));
    all
}

/// What comes again: patrols on Wednesdays, Fridays and Saturdays, controls every other Friday, a meeting a fortnight.
fn regular(day: Date) -> Vec<Entry> {
    use Agency::{Leisure, Police, School, Social};
    let patrol =
        |place| ("jonas", None, Some(place), Deed::Police(PoliceAction::FootPatrol, Focus::Drugs, None));
    let even = day.iso_week().is_multiple_of(2);
    match day.weekday() {
        Wednesday => vec![patrol(usize::from(even))],
        Saturday => vec![patrol(2)],
        Friday if even => {
            let control = Deed::Police(PoliceAction::TrafficControl, Focus::Young, Some(18));
            vec![patrol(0), ("jonas", None, Some(3), control)]
        }
        Friday => vec![patrol(0)],
        Tuesday if even => vec![("petra", None, None, Deed::Met(&[School, Social, Police, Leisure]))],
        Thursday if day.day() <= 7 => {
            let action = Deed::Police(PoliceAction::TargetedAction, Focus::YoungAdults, None);
            vec![("jonas", None, Some(0), action)]
        }
        _ => Vec::new(),
    }
}

#[expect(clippy::too_many_lines, reason = "a diary: one entry for each day")]
/// What happened once. In the first autumn the rows of the promise have other names than later.
fn once(month: u8, day: u8, is_first: bool) -> Vec<Entry> {
    use Agency::{Leisure, Police, School, Social};
    let (parents, drugs) = if is_first { ("K2", Some("G2")) } else { ("K3", None) };
    let malin = |deed| vec![("malin", None, None, deed)];
    match (month, day) {
        (9, 5) => [(School, 120, 0), (Social, 160, 60_000), (Police, 80, 0), (Leisure, 60, 20_000)]
            .into_iter()
            .map(|(party, hours, kronor)| ("petra", None, None, Deed::Gave(party, hours, kronor)))
            .collect(),
        (9, 18) => malin(Deed::Group("Tonårs-ABC", "Familjecentralens reception", Some(11))),
        (9, 21) => malin(Deed::Informed(
            Audience::Business,
            "Frukostmöte med handlarna om att rapportera det som händer",
        )),
        (10, 3) => malin(Deed::Told(Channel::MunicipalSite, "Hur det gick i september")),
        (10, 4) => malin(Deed::Told(Channel::SocialMedia, "Kort om september, med länk till sidan")),
        (10, 9) => vec![(
            "malin",
            None,
            Some(0),
            Deed::Talked(Role::Arranged, "Stadsbiblioteket", "Trygghet vid resecentrum"),
        )],
        (10, 16) => vec![(
            "malin",
            Some(parents),
            None,
            Deed::Step("Programmet för föräldrar har fått en träff om narkotika på nätet"),
        )],
        (10, 24) => {
            malin(Deed::Group("Föräldrastöd tonår, kvällsgrupp", "Familjecentralens reception", Some(8)))
        }
        (10, 26) => malin(Deed::Informed(Audience::Inhabitants, "Brev till alla hushåll om nattvandring")),
        (11, 2) if is_first => vec![(
            "malin",
            drugs,
            Some(0),
            Deed::Step("Polis och socialtjänst går igenom läget vid resecentrum varje vecka"),
        )],
        (11, 7) => malin(Deed::Told(Channel::PoliceSite, "Hur det gick i oktober")),
        (11, 14) => malin(Deed::Informed(
            Audience::Inhabitants,
            "Informationskväll om narkotika för föräldrar i årskurs 9",
        )),
        (11, 16) => malin(Deed::Talked(Role::TookPart, "Mörrums skola", "A-traktorer och trafik")),
        _ => Vec::new(),
    }
}
