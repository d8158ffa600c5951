//! Answers that are the same for everybody: what is published. They may be kept, are asked about by their tag, and one kind of them may stand in a frame on another site. No cookie goes with them.

use std::fmt::Write as _;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

/// Bytes of the hash in the tag.
const HASH: usize = 12;
/// May be kept by everybody and is asked about each time: whoever has just published sees it at once.
const ASKED_ABOUT: HeaderValue = HeaderValue::from_static("public, no-cache");
/// The policy of a page that other sites may frame: it has no script and no form, and goes nowhere by itself.
const FRAMED: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors *; base-uri 'none'; form-action 'none'",
);
const CROSS_ORIGIN: HeaderValue = HeaderValue::from_static("cross-origin");

/// The mark of such an answer, and whether it may stand in a frame.
#[derive(Clone, Copy)]
struct Open {
    is_framed: bool,
}

/// An answer for everybody, or none where whoever asks has it already. `asked` are the headers of the request.
pub fn for_everybody(kind: &'static str, text: String, asked: &HeaderMap) -> Response {
    answer(kind, text, asked, Open { is_framed: false })
}

/// The same, for a frame on another site.
pub fn for_frames(kind: &'static str, text: String, asked: &HeaderMap) -> Response {
    answer(kind, text, asked, Open { is_framed: true })
}

fn answer(kind: &'static str, text: String, asked: &HeaderMap, open: Open) -> Response {
    let mut tag = String::from("\"");
    for byte in Sha256::digest(&text).iter().take(HASH) {
        // Writing into a string cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    let has_it = asked.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    let has_it = has_it.is_some_and(|tags| tags.split(',').any(|one| one.trim() == tag));
    let mut answer = if has_it {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, kind)], Body::from(text)).into_response()
    };
    if let Ok(tag) = HeaderValue::try_from(tag) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language"));
    answer.extensions_mut().insert(open);
    answer
}

/// How long such an answer may be kept, and what is different about it where it may stand in a frame.
pub(super) fn dress(answer: &mut Response) {
    let Some(open) = answer.extensions().get::<Open>().copied() else { return };
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, ASKED_ABOUT);
    if open.is_framed {
        headers.insert(header::CONTENT_SECURITY_POLICY, FRAMED);
        headers.insert("cross-origin-resource-policy", CROSS_ORIGIN);
        headers.remove(header::X_FRAME_OPTIONS);
    }
}
