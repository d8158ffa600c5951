//! Finds what looks like personal data in a short Swedish text, so that an incident is about a place and never about a
//! person.
//!
//! It stops what is written like a number, a telephone, a plate, an address or an e-mail; it does not ask whether that
//! exists. A number whose check digit is wrong is somebody's number with a slip of the pen. Names are not looked for:
//! a capital letter says too little ([`crate::outreach::misplaced`] warns of them). What it is known to miss stands in
//! `personal_data/misses.tsv`, next to the labelled sentences that it is measured by.

use std::ops::Range;

mod addresses;
mod numbers;
mod plates;
mod words;

words! {
    /// A kind of personal data.
    PersonalData {
        /// A personal or coordination number (*personnummer, samordningsnummer*).
        Number "number",
        /// A telephone number.
        Phone "phone",
        /// The plate of a vehicle (*registreringsnummer*).
        Plate "plate",
        /// A street with a number, or a postal code with its town.
        Address "address",
        /// An e-mail address.
        Email "email",
    }
}

/// Something that looks like personal data. It says where, and never repeats what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it looks like.
    pub kind: PersonalData,
    /// Where it stands, in bytes of the text.
    pub range: Range<usize>,
}

impl Found {
    fn new(kind: PersonalData, range: Range<usize>) -> Self {
        Self { kind, range }
    }

    fn touches(&self, other: &Self) -> bool {
        self.range.start < other.range.end && other.range.start < self.range.end
    }
}

/// All that looks like personal data, in the order of the text and without overlap.
pub fn find(text: &str) -> Vec<Found> {
    let words = words::of(text);
    let mut found: Vec<Found> = emails(text).collect();
    for more in [numbers::find(text, &words), plates::find(text, &words), addresses::find(text, &words)] {
        for one in more {
            if !found.iter().any(|known| known.touches(&one)) {
                found.push(one);
            }
        }
    }
    found.sort_by_key(|one| one.range.start);
    found
}

/// What stands around an `@`, where a name of a domain with a dot follows it.
fn emails(text: &str) -> impl Iterator<Item = Found> {
    let of_mail = |letter: char| letter.is_alphanumeric() || "._%+-".contains(letter);
    text.match_indices('@').filter_map(move |(at, sign)| {
        let (before, after) = (text.get(..at)?, text.get(at + sign.len()..)?);
        let name = before.len() - before.trim_end_matches(of_mail).len();
        let domain = after.len() - after.trim_start_matches(of_mail).len();
        let domain = after.get(..domain)?.trim_end_matches(['.', '-']);
        let ends = domain.rsplit_once('.').is_some_and(|(_, top)| top.len() >= 2);
        let range = at - name..at + sign.len() + domain.len();
        (name > 0 && ends).then(|| Found::new(PersonalData::Email, range))
    })
}

#[cfg(test)]
mod tests;
