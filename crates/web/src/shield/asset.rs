//! Files that are the same for everybody, under names that change with their content.
//!
//! The only answers that a browser may keep. Whatever else a page says about keeping, the shield says no-store.

use std::fmt::Write as _;

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

/// Bytes of the hash in the name.
const HASH: usize = 8;

/// A file of the program, compiled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    path: String,
    kind: &'static str,
    bytes: &'static [u8],
}

impl Asset {
    /// A file with its name (`fyrklover.css`) and its media type.
    pub fn new(name: &str, kind: &'static str, bytes: &'static [u8]) -> Self {
        let mut hash = String::new();
        for byte in Sha256::digest(bytes).iter().take(HASH) {
            // Writing into a string cannot fail.
            let _ = write!(hash, "{byte:02x}");
        }
        let path = match name.rsplit_once('.') {
            Some((stem, ending)) => format!("/static/{stem}.{hash}.{ending}"),
            None => format!("/static/{name}.{hash}"),
        };
        Self { path, kind, bytes }
    }

    /// Where it is: `/static/fyrklover.0123456789abcdef.css`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The file as an answer that may be kept.
    pub fn answer(&self) -> Response {
        let mut answer = Body::from(self.bytes).into_response();
        answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        answer.extensions_mut().insert(Lasts);
        answer
    }
}

/// The mark of an answer whose path changes with its content.
#[derive(Clone, Copy)]
struct Lasts;

/// Whether the answer may be kept.
pub(super) fn lasts(answer: &Response) -> bool {
    answer.status() == StatusCode::OK && answer.extensions().get::<Lasts>().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_with_the_content() {
        let (one, other) = (Asset::new("a.css", "text/css", b"1"), Asset::new("a.css", "text/css", b"2"));
        assert_ne!(one.path(), other.path());
        assert_eq!(one.path(), "/static/a.6b86b273ff34fce1.css");
    }
}
