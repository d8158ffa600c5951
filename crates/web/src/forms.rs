//! Forms: parsed once, at the edge, into what the desk takes. A fault stands at its field and loses nothing.

use domain::LegalDay;
use time::{Date, format_description::BorrowedFormatItem, macros::format_description};

use crate::text::Text;

/// How a browser sends a day.
const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// A fault at a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldError {
    /// The field's id.
    pub field: &'static str,
    /// The text's key.
    pub key: &'static str,
}

/// The faults of a form, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Adds a fault.
    pub fn add(&mut self, field: &'static str, key: &'static str) {
        self.0.push(FieldError { field, key });
    }

    /// A single fault.
    pub fn one(field: &'static str, key: &'static str) -> Self {
        Self(vec![FieldError { field, key }])
    }

    /// These, and after them others.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn all(&self) -> &[FieldError] {
        &self.0
    }

    /// Whether a field has one.
    pub fn has(&self, field: &str) -> bool {
        self.of(field).is_some()
    }

    /// The text's key of a field's first fault.
    pub fn of(&self, field: &str) -> Option<&'static str> {
        self.0.iter().find(|error| error.field == field).map(|error| error.key)
    }
}

/// One of several answers. None is chosen before somebody chooses.
pub struct Choice {
    /// What the form sends.
    pub word: String,
    /// What it is called.
    pub label: String,
    /// What it means.
    pub hint: Option<String>,
    /// Whether it was chosen.
    pub chosen: bool,
}

impl Choice {
    /// The answers of a family of texts (`{family}-{word}`), with hints where `hinted` says so.
    pub fn family(t: Text, family: &str, words: &[&'static str], chosen: &str, hinted: bool) -> Vec<Self> {
        words
            .iter()
            .map(|word| Self {
                word: (*word).to_owned(),
                label: t.get(&format!("{family}-{word}")),
                hint: hinted.then(|| t.get(&format!("{family}-{word}-hint"))),
                chosen: *word == chosen,
            })
            .collect()
    }
}

/// A field of one line, with its words and its fault.
pub struct Input {
    /// Its id, which is also its name.
    pub id: &'static str,
    /// The type that browsers know.
    pub kind: &'static str,
    /// What it is called.
    pub label: String,
    /// What helps to fill it in.
    pub hint: Option<String>,
    /// What stands in it.
    pub value: String,
    /// What a browser may fill in.
    pub autocomplete: &'static str,
    /// The text of its fault.
    pub error: Option<String>,
}

impl Input {
    /// A field of text.
    pub fn text(id: &'static str, label: String, value: &str) -> Self {
        let (kind, autocomplete) = ("text", "off");
        Self { id, kind, label, hint: None, value: value.to_owned(), autocomplete, error: None }
    }

    /// A field for a password: what was typed never comes back.
    pub fn password(id: &'static str, label: String, autocomplete: &'static str) -> Self {
        Self { kind: "password", autocomplete, ..Self::text(id, label, "") }
    }

    /// A field for a day.
    pub fn day(id: &'static str, label: String, value: &str) -> Self {
        Self { kind: "date", ..Self::text(id, label, value) }
    }

    /// With a hint.
    #[must_use]
    pub fn hinting(self, hint: String) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// With the fault of a form, if it is this field's.
    #[must_use]
    pub fn checked(self, errors: &FieldErrors, t: Text) -> Self {
        Self { error: errors.of(self.id).map(|key| t.get(key)), ..self }
    }
}

/// One of a type's values by its word.
pub fn chosen<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str, said: &str) -> Option<T> {
    all.iter().copied().find(|one| word(*one) == said)
}

/// A text without the space around it, and with one kind of line end.
pub fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// A text that may be left out.
pub fn optional(text: &str) -> Option<String> {
    Some(tidy(text)).filter(|text| !text.is_empty())
}

/// A day as browsers send it; people without a picker type the same.
pub fn day(text: &str) -> Option<Date> {
    text.trim().parse().ok().map(LegalDay::date)
}

/// A day as browsers want it.
pub fn day_text(day: Date) -> String {
    day.format(DAY).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_survive_and_nonsense_does_not() {
        let day_2024 = day(" 2024-02-29 ").unwrap();
        assert_eq!(day_text(day_2024), "2024-02-29");
        for bad in ["", "2023-02-29", "29 feb", "2024-2-9x", "99999-01-01", "-9999-01-01"] {
            assert_eq!(day(bad), None, "{bad}");
        }
    }

    #[test]
    fn blank_text_is_no_text() {
        assert_eq!(optional(" \r\n "), None);
        assert_eq!(optional(" a\r\nb "), Some("a\nb".to_owned()));
    }
}
