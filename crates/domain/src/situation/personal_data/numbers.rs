//! Personal, coordination and telephone numbers: digits, told apart by how they are grouped.
//!
//! A personal number is a date and four digits (18 § folkbokföringslagen (1991:481)), a coordination number the same
//! with 60 added to the day. A telephone number begins with `+`, `00`, or `0` and an area code (*riktnummer*). Where
//! ten digits in one can be both, and where a date is followed by what can be a time of day, the check digit decides.

use super::{Found, PersonalData, words::Word};
use crate::personal_number::check_digit_fits;

/// So many groups a number is written in at most: twelve digits, one by one.
const MOST_GROUPS: usize = 12;
/// What stands between the groups of one number, beside blanks.
const SIGNS: &str = "-+/.,()\u{2010}\u{2011}\u{2013}\u{2212}";
/// Area codes of two digits after the zero; 08 has one, all others have three.
const AREA_CODES: [&str; 24] = [
    "010", "011", "013", "016", "018", "019", "020", "021", "023", "026", "031", "033", "035", "036", "040",
    "042", "044", "046", "054", "060", "063", "070", "077", "090",
];
/// How mobile numbers begin.
const MOBILE: [&str; 5] = ["070", "072", "073", "076", "079"];

/// The numbers of a text.
pub(super) fn find(text: &str, words: &[Word<'_>]) -> Vec<Found> {
    let mut found = Vec::new();
    for run in runs(words) {
        let mut rest = run.as_slice();
        while let Some((first, others)) = rest.split_first() {
            let mut longest = (1..=rest.len().min(MOST_GROUPS)).rev();
            let Some((kind, number, after)) = longest.find_map(|groups| read(text, rest, groups)) else {
                rest = others;
                continue;
            };
            let ends = number.last().map_or(first.range.end, |last| last.range.end);
            found.push(Found::new(kind, first.range.start..ends));
            rest = after;
        }
    }
    found
}

/// The groups of digits that may belong together: nothing but blanks and one sign between them.
fn runs<'a>(words: &[Word<'a>]) -> Vec<Vec<Word<'a>>> {
    let joins = |gap: &str| {
        let signs = gap.chars().filter(|letter| !letter.is_whitespace());
        gap.chars().count() <= 3
            && signs.clone().count() <= 1
            && signs.clone().all(|sign| SIGNS.contains(sign))
    };
    let mut runs: Vec<Vec<Word<'a>>> = Vec::new();
    let mut goes_on = false;
    for word in words {
        match runs.last_mut() {
            Some(run) if goes_on && word.is_digits() && joins(word.gap) => run.push(word.clone()),
            _ if word.is_digits() => runs.push(vec![word.clone()]),
            _ => {}
        }
        goes_on = word.is_digits();
    }
    runs
}

type Groups<'r, 'a> = &'r [Word<'a>];

/// What so many groups from here on are, if they stand for themselves and are a number.
fn read<'r, 'a>(
    text: &str,
    rest: Groups<'r, 'a>,
    groups: usize,
) -> Option<(PersonalData, Groups<'r, 'a>, Groups<'r, 'a>)> {
    let (number, after) = rest.split_at_checked(groups)?;
    let first = number.first()?;
    if hangs_on(text, first) || after.first().is_some_and(|next| hangs_on(text, next)) {
        return None;
    }
    let plus = first.gap.ends_with('+');
    let digits: String = number.iter().map(|group| group.text).collect();
    let kind = if is_personal(number, &digits) {
        PersonalData::Number
    } else if is_phone(number, &digits, plus) {
        PersonalData::Phone
    } else {
        return None;
    };
    Some((kind, number, after))
}

/// Whether a sign alone hangs a group on the digits before it, as in `2023-10-14`.
fn hangs_on(text: &str, group: &Word<'_>) -> bool {
    let before = text.get(..group.range.start - group.gap.len()).unwrap_or_default();
    let only_a_sign = !group.gap.is_empty() && !group.gap.contains(char::is_whitespace);
    only_a_sign
        && ![",", "/"].contains(&group.gap)
        && before.ends_with(|letter: char| letter.is_ascii_digit())
}

fn is_personal(number: &[Word<'_>], digits: &str) -> bool {
    let (ten, century) = match (digits.len(), digits.get(2..)) {
        (10, _) => (digits, "20"),
        (12, Some(ten)) => (ten, digits.get(..2).unwrap_or_default()),
        _ => return false,
    };
    if !["18", "19", "20"].contains(&century) || !begins_with_a_date(ten) {
        return false;
    }
    let fits = check_digit_fits(&format!("{century}{ten}"));
    let sizes: Vec<usize> = number.iter().map(|group| group.text.len()).collect();
    match sizes.as_slice() {
        [12] => true,
        [10] => !ten.starts_with('0') || (fits && !(is_mobile(ten) && is_coordination(ten))),
        [6 | 8, 4] | [4, 4, 4] | [2 | 4, 2, 2, 4] | [2, 6, 4] => {
            is_written_evenly(number) && (fits || !ends_with_a_time(number))
        }
        one_by_one => one_by_one.iter().all(|size| *size == 1),
    }
}

/// Month and day exist; of a coordination number they may be unknown.
fn begins_with_a_date(ten: &str) -> bool {
    let part = |from, to| ten.get(from..to).and_then(|part: &str| part.parse::<u8>().ok());
    matches!((part(2, 4), part(4, 6)), (Some(1..=12), Some(1..=31)) | (Some(0..=12), Some(60..=91)))
}

fn is_coordination(ten: &str) -> bool {
    ten.get(4..5).is_some_and(|tens_of_day| tens_of_day >= "6")
}

fn is_mobile(digits: &str) -> bool {
    MOBILE.iter().any(|begins| digits.starts_with(begins))
}

/// Year, month and day have one and the same sign between them: `14/10 2023` is no part of a number.
fn is_written_evenly(number: &[Word<'_>]) -> bool {
    let mut within = number.iter().skip(1).take(number.len().saturating_sub(2)).map(|group| group.gap);
    let first = within.next();
    within.all(|gap| Some(gap) == first)
}

/// The last four digits stand apart and can be a time of day, as in `2023-10-14 2130`.
fn ends_with_a_time(number: &[Word<'_>]) -> bool {
    number.last().is_some_and(|last| {
        let (hour, minute) = last.text.split_at_checked(2).unwrap_or_default();
        last.follows_a_blank() && hour < "24" && minute < "60"
    })
}

fn is_phone(number: &[Word<'_>], digits: &str, plus: bool) -> bool {
    let Some((first, others)) = number.split_first() else { return false };
    let length = digits.len();
    if others.iter().any(|group| group.gap.contains(',')) {
        return false;
    }
    if plus || (digits.starts_with("00") && first.text.len() >= 4) {
        return (if plus { 9..=14 } else { 11..=15 }).contains(&length);
    }
    if !digits.starts_with('0') || digits.starts_with("00") {
        return false;
    }
    if is_mobile(digits) {
        return length == 10 && first.text.len() >= 3;
    }
    is_landline(first, others, digits)
}

/// An area code and five to eight digits, in groups of two and three or in one.
fn is_landline(first: &Word<'_>, others: &[Word<'_>], digits: &str) -> bool {
    let code = match digits {
        _ if digits.starts_with("08") => 2,
        _ if AREA_CODES.iter().any(|code| digits.starts_with(code)) => 3,
        _ => 4,
    };
    let length = digits.len();
    if length > 10 || !(5..=8).contains(&length.saturating_sub(code)) {
        return false;
    }
    let Some(second) = others.first() else { return length >= 9 || code == 2 };
    let grouped = others.len() == 1 || others.iter().all(|group| (2..=3).contains(&group.text.len()));
    // Only blanks between: 08 30 09 15 is a row of times as well.
    first.text.len() == code && grouped && (!second.follows_a_blank() || length >= 9)
}
