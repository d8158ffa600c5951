//! What somebody wrote, where the page that it was for could not take it: it comes back with the reason, to copy or
//! print, and to send again.
//!
//! It shows nothing but what came with the request. What is no text (a tick, a day, an id) is sent again and not
//! shown; a form with a password is never kept.

use axum::{
    body::{Body, Bytes},
    extract::{Form, FromRequest, Request},
    http::Method,
};
use http_body_util::{BodyExt, Collected};

/// The forms that hold passwords, and what a browser would take for the address of another site.
const NEVER: [&str; 3] = ["/logga-in", "/konto", "//"];

/// A form that came with a request.
#[derive(Clone)]
pub struct Kept {
    /// Where it was sent.
    pub action: String,
    /// Its fields, without the token: a page gives it its own.
    pub fields: Vec<(String, String)>,
    /// Whether nobody is signed in any longer.
    pub signed_out: bool,
}

impl Kept {
    /// Listens to a form on its way to a page. The shield has read the body whole already.
    pub async fn overhear(request: Request) -> (Request, Option<Self>) {
        let path = request.uri().path().to_owned();
        if request.method() != Method::POST || NEVER.iter().any(|never| path.starts_with(never)) {
            return (request, None);
        }
        let (parts, body) = request.into_parts();
        let body = body.collect().await.map_or_else(|_| Bytes::new(), Collected::to_bytes);
        let copy = Request::from_parts(parts.clone(), Body::from(body.clone()));
        let form = Form::<Vec<(String, String)>>::from_request(copy, &()).await.ok();
        let kept = form.and_then(|Form(fields)| Self::of(path, fields));
        (Request::from_parts(parts, Body::from(body)), kept)
    }

    /// Nothing where nobody has written a text.
    fn of(action: String, mut fields: Vec<(String, String)>) -> Option<Self> {
        fields.retain(|(name, _)| name != "token");
        let kept = Self { action, fields, signed_out: false };
        (!kept.texts().is_empty()).then_some(kept)
    }

    /// What was written: whatever has more than one word.
    pub fn texts(&self) -> Vec<&str> {
        let values = self.fields.iter().map(|(_, value)| value.trim());
        values.filter(|value| value.contains(char::is_whitespace)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn overheard(method: &str, path: &str, body: &str) -> (Bytes, Option<Kept>) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()));
        let (request, kept) = Kept::overhear(request.unwrap()).await;
        (request.into_body().collect().await.unwrap().to_bytes(), kept)
    }

    #[tokio::test]
    async fn texts_are_kept_and_the_page_reads_the_same_form() {
        let body = "token=T&went=well&notes=Vi+talade.%0D%0AAllt+bra&done=yes";
        let (read, kept) = overheard("POST", "/insatser/1/uppfoljning", body).await;
        assert_eq!(read, body);
        let kept = kept.unwrap();
        assert_eq!(kept.texts(), ["Vi talade.\r\nAllt bra"]);
        assert!(kept.fields.iter().all(|(name, _)| name != "token"));
        assert_eq!(kept.fields.len(), 3);
    }

    #[tokio::test]
    async fn nothing_is_kept_where_nobody_wrote_and_never_a_password() {
        for (method, path, body) in [
            ("POST", "/inkomna/1/ta", "token=T"),
            ("POST", "/logga-in", "username=a+b&password=c+d"),
            ("POST", "/konto/losenord", "password=korrekt+batteri"),
            ("POST", "//elsewhere.example/x", "observed=a+b"),
            ("GET", "/sok", "name=a+b"),
            ("POST", "/sok", "%zz=%ff+%fe"),
        ] {
            let (read, kept) = overheard(method, path, body).await;
            assert_eq!(read, body);
            assert!(kept.is_none_or(|kept| path == "/sok" && method == "POST" && !kept.texts().is_empty()));
        }
    }
}
