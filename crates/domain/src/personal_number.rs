//! Personal identity numbers (*personnummer*) and coordination numbers (*samordningsnummer*), read and checked.
//!
//! 18 § folkbokföringslagen (1991:481) and lagen (2022:1697) om samordningsnummer: time of birth, three
//! digits of which the last is odd for men and even for women, and a check digit. A coordination number
//! adds 60 to the day, and where month or day of birth are not known it has 00 or 60 there (so in the Tax
//! Agency's own test series): nobody is turned away for that.
//!
//! What it is not: no key, no proof of identity or of a birth date, and nothing that may stand in a cover, a
//! URL or a log. So it neither shows itself (`Debug` hides the digits, there is no `Display`) nor does an
//! error repeat what was typed. It serialises, because it is stored, but only inside encrypted bodies.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;
use time::{Date, Month};

/// Nobody older than this many years is looked for; catches a mistyped century, which no check digit covers.
const OLDEST: i32 = 125;
/// What a coordination number adds to the day of birth.
const COORDINATION: u8 = 60;

/// A number whose date exists and whose check digit is right, kept as its twelve digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonalNumber {
    digits: String,
    birth: BirthTime,
}

/// The birth time of a number: one day, or for some coordination numbers the days between which it lies.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct BirthTime {
    earliest: Date,
    latest: Date,
    kind: NumberKind,
}

/// Which of the two kinds of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// *Personnummer*: of somebody who is or was registered as living in Sweden.
    Personal,
    /// *Samordningsnummer*: of somebody who is not; the identity may be unproven.
    Coordination,
}

/// Sex as the number states it (18 § folkbokföringslagen (1991:481)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// The third of the last four digits is even.
    Female,
    /// The third of the last four digits is odd.
    Male,
}

/// Why a text is no number; one variant for each message that a form can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PersonalNumberError {
    /// Fewer than ten digits, or eleven. Nothing at all counts as too few.
    #[error("a personal number has ten or twelve digits, these are too few")]
    TooFewDigits,
    /// More than twelve digits.
    #[error("a personal number has ten or twelve digits, these are too many")]
    TooManyDigits,
    /// Letters or other signs than digits, hyphen, plus and spaces.
    #[error("a personal number has digits only, and perhaps a hyphen or plus")]
    NotDigits,
    /// A hyphen or plus that does not stand once before the last four digits, or a plus for somebody who does
    /// not turn 100 this year or has not done so before.
    #[error("the hyphen or plus stands once, before the last four digits")]
    MisplacedSign,
    /// The date of birth is not in the calendar.
    #[error("there is no such date of birth")]
    NoSuchDate,
    /// The last digit does not fit the others: most likely a slip of the pen.
    #[error("the check digit is wrong")]
    WrongCheckDigit,
    /// The date of birth lies after today.
    #[error("the date of birth lies in the future")]
    Future,
    /// The date of birth lies more than 125 years back: most likely a wrong century.
    #[error("the date of birth lies too far back")]
    TooLongAgo,
}

impl PersonalNumber {
    /// Reads what somebody typed: twelve or ten digits, with or without a hyphen before the last four, or with
    /// a plus there for somebody who turns 100 this year or has done so; spaces do not matter.
    ///
    /// `today` finds the century of ten digits and refuses births in the future.
    pub fn parse(text: &str, today: Date) -> Result<Self, PersonalNumberError> {
        let (digits, plus) = digits_and_plus(text)?;
        let digits = if digits.len() == 12 { digits } else { with_century(&digits, plus, today) };
        let number = Self::from_digits(digits)?;
        let years = today.year() - number.birth_year();
        if number.birth.earliest > today {
            return Err(PersonalNumberError::Future);
        }
        if years > OLDEST {
            return Err(PersonalNumberError::TooLongAgo);
        }
        if plus && years < 100 {
            return Err(PersonalNumberError::MisplacedSign);
        }
        Ok(number)
    }

    /// Checks all that needs no clock.
    fn from_digits(digits: String) -> Result<Self, PersonalNumberError> {
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PersonalNumberError::NotDigits);
        }
        match digits.len() {
            12 => {}
            0..12 => return Err(PersonalNumberError::TooFewDigits),
            _ => return Err(PersonalNumberError::TooManyDigits),
        }
        let birth = BirthTime::read(&digits).ok_or(PersonalNumberError::NoSuchDate)?;
        if !check_digit_fits(&digits) {
            return Err(PersonalNumberError::WrongCheckDigit);
        }
        Ok(Self { digits, birth })
    }

    /// The twelve digits without any sign. Personal data: for sealed bodies and blind indexes only.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// As people write it, `20120126-2399`. Personal data: for disclosed pages only. Always with a hyphen,
    /// since the century stands there and the plus says nothing more.
    pub fn spoken(&self) -> String {
        let (birth, last) = self.digits.split_at_checked(8).unwrap_or_default();
        format!("{birth}-{last}")
    }

    /// The birth *time* of the number (*födelsetid*), no proof of the birth date: where the numbers of a day
    /// have run out a nearby day is used, and a coordination number may rest on a guess. Where the birth date
    /// is recorded, that one counts. Where the number leaves month or day open
    /// ([`PersonalNumber::has_whole_birth_date`]), the latest day that it can mean: a child stays a child.
    pub fn birth_date(&self) -> Date {
        self.birth.latest
    }

    /// Whether the number names one day. Some coordination numbers leave month or day of birth open.
    pub fn has_whole_birth_date(&self) -> bool {
        self.birth.earliest == self.birth.latest
    }

    /// The year of the birth time, four digits.
    pub fn birth_year(&self) -> i32 {
        self.birth.latest.year()
    }

    /// Personal or coordination number.
    pub fn kind(&self) -> NumberKind {
        self.birth.kind
    }

    /// Sex as the number states it.
    pub fn sex(&self) -> Sex {
        match self.digits.chars().nth(10).and_then(|digit| digit.to_digit(10)) {
            Some(digit) if digit % 2 == 1 => Sex::Male,
            _ => Sex::Female,
        }
    }

    /// Whole years from the birth time to `date`, 0 before birth. Born on a leap day, one grows older on
    /// 1 March in other years. As unsure as [`PersonalNumber::birth_date`]: no right of a child hangs on this
    /// alone.
    pub fn age_on(&self, date: Date) -> u16 {
        let birth = self.birth.latest;
        let birthday_to_come = (u8::from(date.month()), date.day()) < (u8::from(birth.month()), birth.day());
        let years = date.year() - birth.year() - i32::from(birthday_to_come);
        u16::try_from(years).unwrap_or(0)
    }
}

/// The ten or twelve digits of the text, and whether a plus stood before the last four.
fn digits_and_plus(text: &str) -> Result<(String, bool), PersonalNumberError> {
    let mut digits = String::with_capacity(12);
    let mut sign = None;
    for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
        match letter {
            '0'..='9' if digits.len() == 12 => return Err(PersonalNumberError::TooManyDigits),
            '0'..='9' => digits.push(letter),
            // What text programs make of a hyphen: hyphen, no-break hyphen, en dash, minus.
            '+' | '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{2212}' => {
                if sign.replace((letter, digits.len())).is_some() {
                    return Err(PersonalNumberError::MisplacedSign);
                }
            }
            _ => return Err(PersonalNumberError::NotDigits),
        }
    }
    match (digits.len(), sign) {
        (..=9 | 11, _) => Err(PersonalNumberError::TooFewDigits),
        (count, Some((_, before))) if before + 4 != count => Err(PersonalNumberError::MisplacedSign),
        (_, sign) => Ok((digits, sign.is_some_and(|(letter, _)| letter == '+'))),
    }
}

/// Ten digits with the century put before them: the latest year that ends so, or with a plus the latest one of
/// those who turn 100 this year or are older.
fn with_century(ten: &str, plus: bool, today: Date) -> String {
    let latest = if plus { today.year() - 100 } else { today.year() };
    let in_century: i32 = part(ten, 0, 2).unwrap_or_default();
    let year = latest - (latest - in_century).rem_euclid(100);
    format!("{:02}{ten}", year.div_euclid(100))
}

impl BirthTime {
    fn read(twelve: &str) -> Option<Self> {
        let (year, month, day): (i32, u8, u8) =
            (part(twelve, 0, 4)?, part(twelve, 4, 6)?, part(twelve, 6, 8)?);
        let Some(day) = day.checked_sub(COORDINATION) else {
            let birth = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
            return Some(Self { earliest: birth, latest: birth, kind: NumberKind::Personal });
        };
        let (first, last) = match month {
            0 => (Month::January, Month::December),
            _ => (Month::try_from(month).ok()?, Month::try_from(month).ok()?),
        };
        let (from, to) = if day == 0 { (1, last.length(year)) } else { (day, day) };
        let earliest = Date::from_calendar_date(year, first, from).ok()?;
        let latest = Date::from_calendar_date(year, last, to).ok()?;
        Some(Self { earliest, latest, kind: NumberKind::Coordination })
    }
}

fn part<N: std::str::FromStr>(digits: &str, from: usize, to: usize) -> Option<N> {
    digits.get(from..to)?.parse().ok()
}

/// Mod 10 with weights 2 1 2 1 … over the ten digits without the century; products count by their digits.
pub(crate) fn check_digit_fits(twelve: &str) -> bool {
    let digits = twelve.chars().skip(2).filter_map(|digit| digit.to_digit(10));
    let sum: u32 =
        digits.zip([2, 1].into_iter().cycle()).map(|(d, weight)| d * weight / 10 + d * weight % 10).sum();
    sum.is_multiple_of(10)
}

impl fmt::Debug for PersonalNumber {
    /// Hides the digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalNumber(…)")
    }
}

impl Serialize for PersonalNumber {
    /// As its twelve digits, for a sealed body.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.digits)
    }
}

impl<'de> Deserialize<'de> for PersonalNumber {
    /// From exactly twelve digits; date and check digit are checked again, age and future are not (no clock).
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_digits(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
