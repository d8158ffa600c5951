//! Plates of Swedish vehicles: three letters, two digits, and a digit or, since 2019, a letter. Not the plates that
//! somebody chose, and none from abroad.
//!
//! In capitals or without a blank they are plain. `abc 123` is written like `rum 112`, so there a word of vehicles has
//! to stand near.

use super::{
    Found, PersonalData,
    words::{Word, is_listed},
};

/// The letters that are used; I, Q, V, Å, Ä and Ö are not.
const LETTERS: &str = "ABCDEFGHJKLMNOPRSTUWXYZ";
/// So many words before and after a plate may speak of the vehicle.
const REACH: usize = 3;
/// Beginnings and endings of words that speak of a vehicle or its plate.
const VEHICLES: &str = "reg skylt plåt bil moped moppe traktor epa volvo saab";
/// On no plate, because they are numbers themselves (Transportstyrelsen, 21 October 2010), or something else with a
/// number after it.
const NEVER: &str = "bmw ett fem sex sju sos tre";
/// Words that stand before a number in small letters, or where everything is in capitals.
const ORDINARY: &str = "\
    all att box bus den det dom han har hon hos hus kan kod kom lgh man med men mer mot nej ner nog \
    nya och oss per rum sal sen som typ upp";
/// What is counted or measured after a number.
const UNITS: &str = "kr kronor st stycken kg g gram l liter m meter km gb mb personer ungdomar";

/// The plates of a text.
pub(super) fn find(text: &str, words: &[Word<'_>]) -> Vec<Found> {
    (0..words.len()).filter_map(|at| plate(text, words, at)).collect()
}

fn plate(text: &str, words: &[Word<'_>], at: usize) -> Option<Found> {
    let (letters, digits) = (words.get(at)?, words.get(at + 1)?);
    let after = words.get(at + 2);
    if letters.is_glued() || !is_of_plates(letters, 3) || !digits.is_digits() {
        return None;
    }
    let (end, with_letter) = match (digits.text.len(), after.filter(|word| word.is_glued())) {
        (3, None) => (digits.range.end, false),
        (2, Some(letter)) if is_of_plates(letter, 1) && !touches_more(text, letter) => {
            (letter.range.end, true)
        }
        _ => return None,
    };
    let spaced = digits.follows_a_blank() || digits.gap == "-";
    let counted = after.is_some_and(|word| is_listed(UNITS, word.text));
    // `ABC 12M` is no twelve metres in capitals.
    let counted = counted && !(with_letter && is_in_capitals(letters.text));
    let is_plate = digits.gap.is_empty() || (spaced && !counted && is_meant(text, words, at, with_letter));
    is_plate.then(|| Found::new(PersonalData::Plate, letters.range.start..end))
}

/// Whether letters and digits with something between them are meant as a plate.
fn is_meant(text: &str, words: &[Word<'_>], at: usize, with_letter: bool) -> bool {
    let Some(letters) = words.get(at).map(|word| word.text) else { return false };
    let plain = (with_letter || is_in_capitals(letters)) && !is_listed(NEVER, letters);
    let ordinary = is_listed(ORDINARY, letters) && (!is_in_capitals(letters) || is_in_capitals(text));
    let near = words.get(at.saturating_sub(REACH)..words.len().min(at + 2 + REACH)).unwrap_or_default();
    !ordinary && (plain || near.iter().any(|word| speaks_of_a_vehicle(word.text)))
}

fn is_in_capitals(text: &str) -> bool {
    !text.contains(char::is_lowercase)
}

fn speaks_of_a_vehicle(word: &str) -> bool {
    let word = word.to_lowercase();
    VEHICLES
        .split(' ')
        .any(|vehicle| word.starts_with(vehicle) || word.trim_end_matches("en").ends_with(vehicle))
}

fn is_of_plates(word: &Word<'_>, length: usize) -> bool {
    word.text.chars().count() == length
        && word.text.to_uppercase().chars().all(|letter| LETTERS.contains(letter))
}

/// Whether letters or digits follow without anything between.
fn touches_more(text: &str, word: &Word<'_>) -> bool {
    text.get(word.range.end..).is_some_and(|after| after.starts_with(char::is_alphanumeric))
}
