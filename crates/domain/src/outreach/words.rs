//! Words that do not belong in the free text: a list that is data, and names of others by how they are written.

/// The list, with its comments.
const LIST: &str = include_str!("words.txt");

/// The entries of the list, for the page's own check while somebody types.
pub fn word_list() -> impl Iterator<Item = &'static str> {
    LIST.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The words of a text that probably do not belong there, each once and in order: those of the list, and words that
/// are written like a name and are no part of `own`, the name of the person the record is about.
pub fn misplaced(text: &str, own: &str) -> Vec<String> {
    let own: Vec<String> = parts(own).map(str::to_lowercase).collect();
    let mut found: Vec<String> = Vec::new();
    let mut begins = true;
    for word in text.split_whitespace() {
        let ends = word.ends_with(['.', '!', '?', ':']);
        for part in parts(word) {
            let lower = part.to_lowercase();
            let is_name = !begins && is_written_like_a_name(part) && !is_own(&lower, &own);
            if (is_name || is_listed(&lower)) && !found.iter().any(|known| known == part) {
                found.push(part.to_owned());
            }
            begins = false;
        }
        begins = ends;
    }
    found
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty())
}

/// One capital, then small letters: SSPF and BUP are no names.
fn is_written_like_a_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// The own name, also in the genitive.
fn is_own(word: &str, own: &[String]) -> bool {
    own.iter().any(|name| word == name || word.strip_suffix('s') == Some(name))
}

fn is_listed(word: &str) -> bool {
    word_list().any(|entry| match entry.strip_suffix('*') {
        Some(beginning) => word.starts_with(beginning),
        None => word == entry,
    })
}
