//! The words are stable and each stands for one thing; days have an order.

use std::collections::HashSet;

use time::macros::date;

use super::{
    cycle, incident,
    meeting::{AgendaPoint, GroupPoint, MeetingKind},
    personal_data::PersonalData,
    picture::Priority,
    survey, trend, *,
};

/// Every word of an enumeration leads back to its value, and no two are alike.
macro_rules! holds {
    ($($name:ty),* $(,)?) => {
        $(
            let words: HashSet<&str> = <$name>::ALL.iter().map(|one| one.word()).collect();
            assert_eq!(words.len(), <$name>::ALL.len(), stringify!($name));
            for one in <$name>::ALL {
                assert_eq!(<$name>::from_word(one.word()), Some(*one));
                let plain = one.word().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
                assert!(plain, "{}", one.word());
            }
            assert_eq!(<$name>::from_word("unheard_of"), None);
        )*
    };
}

#[test]
fn every_word_means_one_thing() {
    holds!(
        PlaceKind,
        Function,
        Answer,
        PersonalData,
        AgendaPoint,
        GroupPoint,
        MeetingKind,
        Priority,
        incident::Category,
        incident::Stolen,
        incident::Owner,
        incident::Consequence,
        incident::Direction,
        cycle::Duty,
        cycle::Outcome,
        survey::Group,
        trend::Flag,
        trend::Step,
    );
}

#[test]
fn there_are_fourteen_categories() {
    assert_eq!(incident::Category::ALL.len(), 14);
}

#[test]
fn days_have_a_first_and_a_last() {
    let day = |date| LegalDay::new(date);
    let autumn = Days::new(day(date!(2023 - 09 - 01)), day(date!(2023 - 12 - 31))).unwrap();
    assert!(autumn.contain(autumn.first()) && autumn.contain(autumn.last()));
    assert!(!autumn.contain(day(date!(2024 - 01 - 01))));
    assert_eq!(Days::new(autumn.last(), autumn.first()), Err(NoDays));
    assert!(Days::new(autumn.first(), autumn.first()).is_ok());
}
