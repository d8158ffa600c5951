//! The language of the pages, and how a browser remembers it without a session.

use axum::http::{HeaderMap, HeaderValue, header};

use super::Text;

/// Remembers the choice until the browser is closed. It says nothing about anybody.
const COOKIE: &str = "__Host-language";

/// A language that the pages speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

impl Language {
    /// All of them, the first one first.
    pub const ALL: [Self; 2] = [Self::Sv, Self::En];

    /// As in `<html lang>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// Reads what [`Language::code`] writes.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The texts in this language.
    pub const fn text(self) -> Text {
        Text::of(self)
    }

    /// What the browser remembers, or else Swedish. `Visit::language` asks the session first.
    pub fn of_headers(headers: &HeaderMap) -> Self {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs =
            cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs
            .find(|(name, _)| *name == COOKIE)
            .and_then(|(_, code)| Self::from_code(code))
            .unwrap_or_default()
    }

    /// The `Set-Cookie` that makes the browser remember.
    pub fn cookie(self) -> HeaderValue {
        match self {
            Self::Sv => {
                HeaderValue::from_static("__Host-language=sv; Path=/; Secure; HttpOnly; SameSite=Lax")
            }
            Self::En => {
                HeaderValue::from_static("__Host-language=en; Path=/; Secure; HttpOnly; SameSite=Lax")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gives_back_what_it_was_told() {
        for language in Language::ALL {
            let told = language.cookie();
            let (pair, _) = told.to_str().unwrap().split_once(';').unwrap();
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, format!("a=b; {pair}; c=d").parse().unwrap());
            assert_eq!(Language::of_headers(&headers), language);
        }
    }

    #[test]
    fn anything_else_is_swedish() {
        for odd in ["", "__Host-language", "__Host-language=de", "language=en", "x__Host-language=en"] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(odd));
            assert_eq!(Language::of_headers(&headers), Language::Sv, "{odd}");
        }
        assert_eq!(Language::of_headers(&HeaderMap::new()), Language::Sv);
    }
}
