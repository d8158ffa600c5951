//! Whether a password that somebody chose can be taken: long enough, and not put together out of what everybody
//! tries first. No rules of composition and no forced change: length is what helps.
//!
//! The words are a list of our own (`passwords/common.txt`). Public lists of common passwords hardly help at this
//! length: of the 30 000 in the best-kept one only a few hundred have fifteen letters. So what is compared is not
//! the whole password but what it is put together of: what remains beside common words, figures, repetitions, the
//! own name and the municipality's has to be something.

/// At least so many characters.
pub const SHORTEST: usize = 15;
/// At most so many.
pub const LONGEST: usize = 128;
/// So many letters have to remain beside what is easily guessed.
const OWN: usize = 6;

const COMMON: &str = include_str!("passwords/common.txt");

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weak {
    /// Too short.
    Short,
    /// Too long.
    Long,
    /// Easily guessed.
    Guessable,
}

/// Looks at a new password. `names` are what others know: the own name, the user name, the municipality.
///
/// # Errors
/// [`Weak`].
pub fn look_at(password: &str, names: &[&str]) -> Result<(), Weak> {
    match password.chars().count() {
        short if short < SHORTEST => return Err(Weak::Short),
        long if long > LONGEST => return Err(Weak::Long),
        _ => {}
    }
    let said = password.to_lowercase();
    let names: Vec<String> = names
        .iter()
        .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()))
        .filter(|part| part.chars().count() > 2)
        .map(str::to_lowercase)
        .collect();
    let common = COMMON.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut words: Vec<&str> = common.chain(names.iter().map(String::as_str)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = words.iter().fold(said, |rest, word| rest.replace(word, " "));
    if own_letters(&rest) < OWN { Err(Weak::Guessable) } else { Ok(()) }
}

/// How many different letters are left, each counted once a pair: `abababab` has one pair and its reverse.
fn own_letters(rest: &str) -> usize {
    let letters: Vec<char> = rest.chars().filter(|c| c.is_alphabetic()).collect();
    let mut pairs: Vec<[char; 2]> =
        letters.windows(2).filter_map(|pair| <[char; 2]>::try_from(pair).ok()).collect();
    pairs.retain(|[one, next]| u32::from(*one).abs_diff(u32::from(*next)) > 1);
    pairs.sort_unstable();
    pairs.dedup();
    pairs.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 3] = ["Karin Lind", "karin", "Karlshamns kommun"];

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(look_at("åäöåäöåäöåäöåä", &NAMES), Err(Weak::Short));
        assert_eq!(look_at(&"kanelbulle i regn ".repeat(8), &NAMES), Err(Weak::Long));
        assert_eq!(look_at("tolv grodor dricker kaffe i hamnen", &NAMES), Ok(()));
    }

    #[test]
    fn what_everybody_tries_first_is_not_taken() {
        for weak in [
            "passwordpassword",
            "Lösenord123456789",
            "qwertyuiopasdfgh",
            "123456789012345",
            "aaaaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabc",
            "abcdefghijklmnopqr",
            "Sommar2026Sommar2026!",
            "hejhejhejhejhejhej",
            "KarinLind19850101!",
            "Karlshamns-kommun-2026",
            "!!!!!!!!!!!!!!!!",
        ] {
            assert_eq!(look_at(weak, &NAMES), Err(Weak::Guessable), "{weak}");
        }
    }

    #[test]
    fn no_kind_of_character_is_demanded() {
        for strong in ["gurkan sover under tåget", "violettmelonparaply", "trettioelvahundkojor"] {
            assert_eq!(look_at(strong, &NAMES), Ok(()), "{strong}");
        }
    }
}
