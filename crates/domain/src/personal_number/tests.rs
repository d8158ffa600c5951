//! Numbers here come from the Tax Agency's published test series only; they belong to nobody.

use proptest::prelude::*;
use proptest::sample::select;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use time::macros::date;

use super::*;

const TODAY: Date = date!(2026 - 11 - 24);

const PERSONAL: [&str; 15] = [
    "195501212137",
    "195507122355",
    "195603032193",
    "198810032386",
    "199106212393",
    "199310122388",
    "200304112394",
    "200402292395",
    "200802292383",
    "201010052387",
    "201101172383",
    "201307032381",
    "201411162389",
    "201602292383",
    "201812262390",
];

const COORDINATION_NUMBERS: [&str; 8] = [
    "200000672386",
    "200706602398",
    "200500882394",
    "201011812383",
    "202009672391",
    "202210622383",
    "202307892394",
    "202312912393",
];

fn any_published() -> impl Strategy<Value = &'static str> {
    select([PERSONAL.as_slice(), COORDINATION_NUMBERS.as_slice()].concat())
}

fn parse(text: &str) -> Result<PersonalNumber, PersonalNumberError> {
    PersonalNumber::parse(text, TODAY)
}

#[test]
fn accepts_every_published_number_and_knows_its_kind() {
    for (numbers, kind) in [
        (PERSONAL.as_slice(), NumberKind::Personal),
        (COORDINATION_NUMBERS.as_slice(), NumberKind::Coordination),
    ] {
        for text in numbers {
            let number = parse(text).unwrap();
            assert_eq!((number.digits(), number.kind()), (*text, kind));
        }
    }
}

#[test]
fn reads_every_way_of_writing_as_the_same_number() {
    let number = parse("201101172383").unwrap();
    for text in ["20110117-2383", "1101172383", "110117-2383", " 20110117 2383\u{a0}", "110117\u{2013}2383"] {
        assert_eq!(parse(text), Ok(number.clone()), "{text}");
    }
    assert_eq!(number.spoken(), "20110117-2383");
}

#[test]
fn reads_date_and_sex() {
    let girl = parse("201101172383").unwrap();
    assert_eq!(
        (girl.birth_date(), girl.birth_year(), girl.sex()),
        (date!(2011 - 01 - 17), 2011, Sex::Female)
    );
    let man = parse("195501212137").unwrap();
    assert_eq!((man.birth_date(), man.sex()), (date!(1955 - 01 - 21), Sex::Male));
    let coordination = parse("202312912393").unwrap();
    assert_eq!((coordination.birth_date(), coordination.sex()), (date!(2023 - 12 - 31), Sex::Male));
}

#[test]
fn takes_coordination_numbers_that_leave_month_or_day_open() {
    let no_month = parse("200000672386").unwrap();
    assert_eq!((no_month.birth_date(), no_month.has_whole_birth_date()), (date!(2000 - 12 - 07), false));
    let no_day = parse("200706602398").unwrap();
    assert_eq!((no_day.birth_date(), no_day.has_whole_birth_date()), (date!(2007 - 06 - 30), false));
    assert_eq!(no_day.age_on(date!(2025 - 06 - 29)), 17, "still a child on every day that it may mean");
    assert!(PersonalNumber::parse("200706602398", date!(2007 - 06 - 10)).is_ok(), "not surely in the future");
    assert!(parse("202312912393").unwrap().has_whole_birth_date());
}

#[test]
fn takes_the_plus_from_the_year_of_the_hundredth_birthday() {
    let number = parse("195501212137").unwrap();
    assert_eq!(parse("550121-2137"), Ok(number.clone()));
    let new_year_2055 = date!(2055 - 01 - 01);
    assert_eq!(PersonalNumber::parse("550121+2137", new_year_2055), Ok(number.clone()));
    assert_eq!(PersonalNumber::parse("19550121+2137", new_year_2055), Ok(number));
    assert_eq!(PersonalNumber::parse("550121-2137", new_year_2055), Err(PersonalNumberError::Future));
    assert_eq!(parse("550121+2137"), Err(PersonalNumberError::TooLongAgo), "read as 1855");
    assert_eq!(parse("19550121+2137"), Err(PersonalNumberError::MisplacedSign));
}

#[test]
fn tells_mistakes_apart() {
    use PersonalNumberError::*;
    for (text, mistake) in [
        ("", TooFewDigits),
        ("110117-238", TooFewDigits),
        ("20110117-238", TooFewDigits),
        ("20110117-23833", TooManyDigits),
        ("20110117-238E", NotDigits),
        ("٢٠110117-2383", NotDigits),
        ("2011-01-17-2383", MisplacedSign),
        ("2011011-72383", MisplacedSign),
        ("201101172383-", MisplacedSign),
        ("20111317-2383", NoSuchDate),
        ("20110230-2383", NoSuchDate),
        ("20230229-2383", NoSuchDate),
        ("20110100-2383", NoSuchDate),
        ("20110060-2383", WrongCheckDigit),
        ("20110017-2383", NoSuchDate),
        ("20110192-2383", NoSuchDate),
        ("20110117-2384", WrongCheckDigit),
        ("21110117-2383", Future),
        ("18110117-2383", TooLongAgo),
    ] {
        assert_eq!(parse(text), Err(mistake), "{text}");
    }
}

#[test]
fn refuses_a_birth_after_today_and_takes_one_today() {
    let born = date!(2023 - 12 - 31);
    assert!(PersonalNumber::parse("231291-2393", born).is_ok());
    let eve = date!(2023 - 12 - 30);
    assert_eq!(PersonalNumber::parse("202312912393", eve), Err(PersonalNumberError::Future));
    assert_eq!(PersonalNumber::parse("231291-2393", eve), Err(PersonalNumberError::Future));
}

#[test]
fn counts_whole_years_also_for_a_leap_day() {
    let number = parse("200802292383").unwrap();
    assert_eq!(number.age_on(date!(2023 - 02 - 28)), 14);
    assert_eq!(number.age_on(date!(2023 - 03 - 01)), 15);
    assert_eq!(number.age_on(date!(2024 - 02 - 28)), 15);
    assert_eq!(number.age_on(date!(2024 - 02 - 29)), 16);
    assert_eq!(number.age_on(date!(2000 - 01 - 01)), 0);
}

#[test]
fn never_shows_its_digits_by_accident() {
    let number = parse("201101172383").unwrap();
    assert_eq!(format!("{number:?}"), "PersonalNumber(…)");
    for mistake in ["201101172384", "20110117-238E", "201113172383"] {
        let message = parse(mistake).unwrap_err().to_string();
        assert!(!message.contains(|letter: char| letter.is_ascii_digit()), "{message}");
    }
}

#[test]
fn reads_back_only_what_holds() {
    let read = |text: &'static str| {
        let text: StrDeserializer<'_, Error> = text.into_deserializer();
        PersonalNumber::deserialize(text)
    };
    assert_eq!(read("201101172383"), Ok(parse("201101172383").unwrap()));
    for broken in ["1101172383", "20110117-2383", "201101172384", "20110117238é", ""] {
        assert!(read(broken).is_err(), "{broken}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = parse(&text);
    }

    #[test]
    fn no_text_of_its_own_letters_makes_it_panic(text in "[0-9+ -]{0,16}", year in -9999..=9999_i32) {
        let today = Date::from_ordinal_date(year, 1).unwrap();
        if let Ok(number) = PersonalNumber::parse(&text, today) {
            prop_assert!(number.birth_year() <= today.year());
            prop_assert_eq!(PersonalNumber::parse(&number.spoken(), today), Ok(number));
        }
    }

    #[test]
    fn one_wrong_digit_is_always_noticed(text in any_published(), place in 0..12_usize, other in 1..10_u8) {
        let mut digits = text.as_bytes().to_vec();
        digits[place] = (digits[place] - b'0' + other) % 10 + b'0';
        prop_assert!(parse(&String::from_utf8(digits).unwrap()).is_err());
    }
}
