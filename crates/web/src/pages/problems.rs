//! Why there is no page, in words: what stopped it, whether somebody can release it and who, and the number to
//! quote. Whom to ring stands on every one.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use desk::Refused;

use crate::{
    app::App,
    frame::Frame,
    pages::{html_with, kept::Kept, rule::rule_key},
    problem::{OnlyWhatCame, Problem},
    shield::Trouble,
    text::{Language, Text},
};

#[derive(Template)]
#[template(path = "problems/refusal.html")]
struct Refusal {
    t: Text,
    frame: Frame,
    title: String,
    lede: String,
    facts: Vec<(String, String)>,
    number: Option<String>,
    rules: Vec<String>,
    kept: Option<Kept>,
}

/// The page about a problem, with its status.
pub fn page(
    frame: Frame,
    language: Language,
    problem: &Problem,
    number: Option<String>,
    kept: Option<Kept>,
) -> Response {
    let t = Text::of(language);
    let words = Words::of(problem);
    let rules = match problem {
        Problem::Refused(Refused::Explained { policies }) => policies.clone(),
        _ => Vec::new(),
    };
    let lede = match problem {
        Problem::Rule(rule) => t.get(rule_key(*rule)),
        _ => t.get(&format!("problem-{}-lede", words.family)),
    };
    let facts = words.facts.iter().map(|(what, text)| (t.get(what), t.get(text))).collect();
    let refusal = Refusal {
        t,
        frame,
        title: t.get(&format!("problem-{}-title", words.family)),
        lede,
        facts,
        number: number.filter(|_| words.quotes),
        rules,
        kept,
    };
    let signed_out = refusal.kept.as_ref().is_some_and(|kept| kept.signed_out);
    let status = if signed_out { StatusCode::FORBIDDEN } else { problem.status() };
    let mut page =
        html_with(status, &refusal).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response());
    page.extensions_mut().insert(OnlyWhatCame);
    page
}

/// The page about what the shield turned away.
pub fn turned(app: &App, trouble: Trouble, language: Language) -> Response {
    let frame = Frame::bare(app, Text::of(language), "/");
    page(frame, language, &Problem::Turned(trouble), None, None)
}

/// Which texts a problem has.
struct Words {
    family: &'static str,
    facts: Vec<(&'static str, &'static str)>,
    quotes: bool,
}

impl Words {
    fn new(family: &'static str, facts: Vec<(&'static str, &'static str)>, quotes: bool) -> Self {
        Self { family, facts, quotes }
    }

    fn of(problem: &Problem) -> Self {
        match problem {
            Problem::Refused(Refused::Explained { policies }) => Self::explained(policies),
            // One page for both, to the letter: the number alone differs, and every request has one.
            Problem::Refused(Refused::Hidden) | Problem::NotFound | Problem::MustChange => Self::new(
                "hidden",
                vec![("what-stopped", "hidden-what"), ("who-releases", "hidden-who")],
                true,
            ),
            Problem::NotSignedIn => Self::new("signed-out", vec![("what-now", "signed-out-now")], false),
            Problem::Rule(_) => Self::new("rule", vec![("what-now", "rule-now")], true),
            Problem::Forged | Problem::Turned(Trouble::Forged) => {
                Self::new("forged", vec![("what-now", "forged-now")], false)
            }
            Problem::WrongMethod | Problem::BadRequest => {
                Self::new("bad-request", vec![("what-now", "bad-request-now")], false)
            }
            Problem::Turned(Trouble::ForeignHost) => {
                Self::new("foreign-host", vec![("what-now", "foreign-host-now")], false)
            }
            Problem::Turned(Trouble::TooLarge | Trouble::TooSlow) => {
                Self::new("too-large", vec![("what-now", "too-large-now")], false)
            }
            Problem::Unavailable | Problem::Turned(Trouble::NoSessions) => Self::new(
                "unavailable",
                vec![("what-stopped", "unavailable-what"), ("what-now", "unavailable-now")],
                true,
            ),
            Problem::Broken | Problem::Turned(Trouble::Panicked) => {
                Self::new("broken", vec![("what-now", "broken-now")], true)
            }
        }
    }

    /// The first rule that stopped it explains; where no policy gives the role the act, the role does.
    fn explained(policies: &[String]) -> Self {
        let stopped_by = |id: &str| policies.iter().any(|policy| policy == id);
        let (what, who) = if stopped_by("core-expired-duty") {
            ("refused-expired", "refused-expired-who")
        } else if stopped_by("core-second-factor") {
            ("refused-second-factor", "refused-second-factor-who")
        } else if stopped_by("search-budget") {
            ("refused-searches", "refused-searches-who")
        } else {
            ("refused-role", "refused-role-who")
        };
        Self::new("refused", vec![("what-stopped", what), ("who-releases", who)], true)
    }
}
