//! Whose request is it: the host it was meant for, and the page that made it.
//!
//! Browsers say both and scripts cannot change either. A request that says neither does not come from a browser
//! that we know, and changes nothing here.

use axum::http::{HeaderMap, HeaderName, header, request::Parts};

/// Under which names the program is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hosts {
    /// This machine only, on any port: for the demo. Keeps out pages that point a name of theirs at us.
    Loopback,
    /// Exactly these, as the browser writes them: `name` or `name:port`, in lower case.
    Named(Vec<String>),
}

impl Hosts {
    /// The host that the request names, if it names one of ours, and only one.
    pub(super) fn accept<'p>(&self, parts: &'p Parts) -> Option<&'p str> {
        let host = only(&parts.headers, &header::HOST)?;
        // A request to a proxy names the host twice. Then both must say the same.
        let is_said_twice_alike = parts.uri.authority().is_none_or(|other| other.as_str() == host);
        (is_said_twice_alike && self.are_ours(host)).then_some(host)
    }

    fn are_ours(&self, host: &str) -> bool {
        match self {
            Self::Loopback => ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
                host.strip_prefix(name).is_some_and(|rest| {
                    rest.is_empty() || rest.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok())
                })
            }),
            Self::Named(names) => names.iter().any(|name| name == host),
        }
    }
}

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether one of our own pages, or the user alone, made the request.
pub(super) fn is_own(headers: &HeaderMap, scheme: &str, host: &str) -> bool {
    if headers.contains_key(SEC_FETCH_SITE) {
        return matches!(only(headers, &SEC_FETCH_SITE), Some("same-origin" | "none"));
    }
    let origin =
        only(headers, &header::ORIGIN).and_then(|origin| origin.strip_prefix(scheme)?.strip_prefix("://"));
    origin == Some(host)
}

/// The value of a header that stands there exactly once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    if values.next().is_some() { None } else { first.to_str().ok() }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn parts(uri: &str, hosts: &[&str]) -> Parts {
        let mut request = Request::builder().uri(uri);
        for host in hosts {
            request = request.header("host", *host);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn only_this_machine_is_the_demo() {
        for ours in ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]", "[::1]:8080"] {
            assert_eq!(Hosts::Loopback.accept(&parts("/", &[ours])), Some(ours));
        }
        for foreign in
            ["", "evil.example", "localhost.evil.example", "localhost:", "localhost:x", "127.0.0.11"]
        {
            assert_eq!(Hosts::Loopback.accept(&parts("/", &[foreign])), None, "{foreign}");
        }
    }

    #[test]
    fn a_host_is_named_once_and_alike() {
        let hosts = Hosts::Named(vec!["sspf.example".to_owned()]);
        assert!(hosts.accept(&parts("/", &["sspf.example"])).is_some());
        assert!(hosts.accept(&parts("http://sspf.example/", &["sspf.example"])).is_some());
        assert!(hosts.accept(&parts("/", &["sspf.example:8443"])).is_none());
        assert!(hosts.accept(&parts("/", &["sspf.example", "sspf.example"])).is_none());
        assert!(hosts.accept(&parts("http://other.example/", &["sspf.example"])).is_none());
        assert!(hosts.accept(&parts("/", &[])).is_none());
    }
}
