//! Addresses: a street and a number, or a postal code and its town. A street alone is a place that everybody knows.
//!
//! A street is told by its ending. What is counted, dated or timed after a street (`på Storgatan 15 ungdomar`) is no
//! number of a house, and `väg 29` is a road.

use std::ops::Range;

use super::{
    Found, PersonalData,
    words::{Word, is_listed},
};

/// How names of streets end, in small letters as well.
const ENDINGS: &str = "gatan vägen gränd gränden";
/// How they end where they begin with a capital.
const MORE_ENDINGS: &str = "gata stigen torget torg allén backen plan kajen promenaden esplanaden slingan";
/// Words of their own that a street is called by after a name: `Fru Mariannes väg 12`, `Västra kajen 6`.
const CALLED: &str = "väg vägen gata gatan gränd gränden plats kajen torg stig";
/// What may stand before such a word, beside a name in the genitive.
const SIDES: &str = "norra södra östra västra stora lilla gamla nya övre nedre";
/// Beginnings of what is no name: any road for cycles, any street for walking, any plan.
const ANY: &str = "\
    bil buss cykel detalj fotbolls förskole gå gång grus handlings huvud infarts källar lands lek \
    lokal mark motor pulka skid skogs tvär utfarts väning åtgärds";
/// What comes after a number that belongs to no house: months, people, things, measures.
const COUNTED: &str = "\
    januari februari mars april maj juni juli augusti september oktober november december ungdomar \
    unga personer pers killar tjejer pojkar flickor elever barn vuxna män kvinnor st stycken bilar \
    mopeder moppar cyklar traktorer bänkar burkar flaskor lampor fönster rutor raketer smällare gånger \
    kvällar nätter dagar veckor minuter timmar meter m km";

/// The addresses of a text; a postal code that follows a street belongs to it.
pub(super) fn find(text: &str, words: &[Word<'_>]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for at in 0..words.len() {
        let Some(range) = street(text, words, at).or_else(|| town(words, at)) else { continue };
        match found.last_mut() {
            Some(last) if range.start <= last.range.end + 2 => last.range.end = range.end,
            _ => found.push(Found::new(PersonalData::Address, range)),
        }
    }
    found
}

fn street(text: &str, words: &[Word<'_>], at: usize) -> Option<Range<usize>> {
    let name = words.get(at)?;
    let before = at.checked_sub(1).and_then(|at| words.get(at)).filter(|_| name.follows_a_blank());
    let named = before.is_some_and(goes_before);
    let called = named && is_listed(CALLED, name.text);
    if !called && !is_street(name, named) {
        return None;
    }
    let next = words.get(at + 1)?;
    let says_number = next.text.eq_ignore_ascii_case("nr") && next.follows_a_blank();
    let number_at = if says_number { at + 2 } else { at + 1 };
    let number = words.get(number_at)?;
    let follows = number.follows_a_blank() || (says_number && number.gap == ". ");
    if !follows || !number.is_digits() || number.text.len() > 3 || number.text.starts_with('0') {
        return None;
    }
    let after = words.get(number_at + 1);
    if after.is_some_and(|word| counts(word)) {
        return None;
    }
    let begins = before.filter(|_| called).map_or(name.range.start, |word| word.range.start);
    Some(begins..with_letter(text, number, after))
}

/// Whether what follows a number makes it an amount, a date or a time.
fn counts(word: &Word<'_>) -> bool {
    let time = [".", ":"].contains(&word.gap) && word.is_digits();
    let about = word.gap == "-" && !word.is_digits();
    let amount = word.follows_a_blank() && is_listed(COUNTED, word.text);
    time || about || amount
}

/// The end of a number of a house, with its letter: `12 B`, `3b`.
fn with_letter(text: &str, number: &Word<'_>, after: Option<&Word<'_>>) -> usize {
    let is_letter = |word: &&Word<'_>| {
        let one = word.text.chars().count() == 1 && !word.is_digits();
        let alone = text.get(word.range.end..).is_none_or(|rest| !rest.starts_with(char::is_alphanumeric));
        one && alone && (word.is_glued() || (word.follows_a_blank() && word.is_capitalised()))
    };
    after.filter(is_letter).map_or(number.range.end, |letter| letter.range.end)
}

/// A name in the genitive, or a side of the town.
fn goes_before(word: &Word<'_>) -> bool {
    let genitive = word.text.ends_with('s') && word.text.chars().count() > 3;
    word.is_capitalised() && (genitive || is_listed(SIDES, word.text))
}

/// A word that ends like a street; what any way is called by has to have a name before it.
fn is_street(word: &Word<'_>, named: bool) -> bool {
    let name = word.text.to_lowercase();
    let capital = word.is_capitalised();
    let more = if capital { MORE_ENDINGS } else { ENDINGS };
    let endings = ENDINGS.split(' ').chain(more.split(' '));
    let mut beginnings = endings.filter_map(|ending| name.strip_suffix(ending));
    beginnings.any(|begins| !begins.is_empty() && (!is_listed(ANY, begins) || (named && capital)))
}

/// A postal code and its town: `374 30 Karlshamn`, `37430 Karlshamn`.
fn town(words: &[Word<'_>], at: usize) -> Option<Range<usize>> {
    let first = words.get(at).filter(|word| word.is_digits() && !word.text.starts_with('0'))?;
    let next = words.get(at + 1)?;
    let town = match (first.text.len(), next.text.len()) {
        (3, 2) if next.is_digits() && next.follows_a_blank() => words.get(at + 2)?,
        (5, _) => next,
        _ => return None,
    };
    let is_town = town.follows_a_blank() && town.is_capitalised() && town.text.chars().count() > 1;
    is_town.then_some(first.range.start..town.range.end)
}
