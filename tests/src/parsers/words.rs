//! What people type and what stands in an address: personal numbers, search terms, ids, days and times.

use domain::{
    Id, LegalDay, Timestamp, calendar,
    concern::{Concern, RegistryNumber},
    hours::{OpeningHours, time_of_day},
    personal_number::PersonalNumber,
    search::SearchTerm,
    stockholm,
};
use time::{Date, PrimitiveDateTime, Time};
use web::forms;

use super::{TODAY, text};

/// A personal number is its twelve digits in every spelling, and one wrong digit is no number.
pub(super) fn personal_number(bytes: &[u8]) {
    let Some(typed) = text(bytes) else { return };
    for day in [Date::MIN, Date::MAX] {
        let _ = PersonalNumber::parse(typed, day);
    }
    let Ok(number) = PersonalNumber::parse(typed, TODAY) else { return };
    let digits = number.digits();
    assert!(digits.len() == 12 && digits.bytes().all(|digit| digit.is_ascii_digit()));
    for spelling in [digits, &number.spoken(), &format!(" {} {} ", &digits[..8], &digits[8..])] {
        assert_eq!(PersonalNumber::parse(spelling, TODAY), Ok(number.clone()));
    }
    let years = TODAY.year() - number.birth_year();
    if (0..100).contains(&years) {
        assert_eq!(PersonalNumber::parse(&digits[2..], TODAY), Ok(number.clone()));
    }
    assert!(number.age_on(TODAY) <= 125 && number.birth_date().year() == number.birth_year());
    assert!(!format!("{number:?}").contains(&digits[2..]), "it does not show itself");
    for at in 2..12 {
        let other = if digits[at..].starts_with('9') { "0" } else { "9" };
        let slip = format!("{}{other}{}", &digits[..at], &digits[at + 1..]);
        assert!(PersonalNumber::parse(&slip, TODAY).is_err(), "the check digit sees one wrong digit");
    }
}

/// What may be searched for finds what it was typed as.
pub(super) fn search_term(bytes: &[u8]) {
    let Some(typed) = text(bytes) else { return };
    let Ok(term) = SearchTerm::parse(typed, TODAY) else { return };
    match &term {
        SearchTerm::Number(number) => {
            assert_eq!(PersonalNumber::parse(typed, TODAY).as_ref(), Ok(number));
            assert!(matches!(SearchTerm::parse(&number.spoken(), TODAY), Ok(SearchTerm::Number(_))));
        }
        SearchTerm::Registry(number) => assert_eq!(RegistryNumber::parse(typed).as_ref(), Some(number)),
        SearchTerm::Names(names) => {
            let [one, other] = names.both();
            assert!(one <= other && !one.is_empty(), "either order is the same search");
            assert!(names.are_in(typed), "whoever is called so is found");
            assert!(!names.are_in(one) || one.contains('-'), "one name alone is nobody");
        }
    }
    assert!(["number", "registry", "names"].contains(&term.word()));
}

/// An id and a registry number have one spelling.
pub(super) fn identifiers(bytes: &[u8]) {
    let Some(typed) = text(bytes) else { return };
    if let Ok(id) = typed.parse::<Id<Concern>>() {
        assert_eq!(id.to_string(), typed);
        assert_eq!(Id::<Concern>::from(id.uuid()), id);
    }
    if let Some(number) = RegistryNumber::parse(typed) {
        assert_eq!(RegistryNumber::parse(number.as_str()).as_ref(), Some(&number));
        assert_eq!(number.as_str().len(), 10);
        assert!(number.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
    }
}

/// A day has one spelling, in forms and elsewhere, and everything that is reckoned from a day has an answer.
pub(super) fn days(bytes: &[u8]) {
    let Some(typed) = text(bytes) else { return };
    if let Ok(day) = typed.parse::<LegalDay>() {
        assert_eq!(day.to_string(), typed);
    }
    let Some(day) = forms::day(typed) else { return };
    assert_eq!(forms::day_text(day), typed.trim());
    assert_eq!(typed.trim().parse(), Ok(LegalDay::new(day)), "forms and files read the same days");
    let deadline = calendar::pre_assessment_deadline(day);
    assert!(deadline.moved_to.is_none_or(|moved| moved > deadline.last_day));
    let morning = stockholm::start_of_day(day);
    assert_eq!(stockholm::day(morning), day, "the day begins on the day");
    assert_eq!(stockholm::month(morning), typed.trim()[..7]);
    let _ = PersonalNumber::parse("20120126-2399", day);
}

/// Opening hours written again are the same, and what arrives is read when somebody is there.
pub(super) fn hours(bytes: &[u8]) {
    let Some(typed) = text(bytes) else { return };
    if let Ok(time) = time_of_day(typed) {
        let written = format!("{:02}:{:02}", time.hour(), time.minute());
        assert_eq!(time_of_day(&written), Ok(time));
    }
    let Ok(hours) = typed.parse::<OpeningHours>() else { return };
    assert!(hours.opens() < hours.closes());
    assert_eq!(hours.to_string().parse(), Ok(hours));
    for at in [Time::MIDNIGHT, hours.opens(), hours.closes()] {
        let now = PrimitiveDateTime::new(TODAY, at);
        let reads = hours.next_reading(now).unwrap_or(now);
        assert!(reads >= now && hours.next_reading(reads).is_none(), "then somebody is there");
    }
    let last = PrimitiveDateTime::new(Date::MAX, hours.closes());
    let _ = (
        hours.next_reading(last),
        stockholm::instant(last),
        stockholm::local(Timestamp::from_micros(i64::MAX)),
    );
}
