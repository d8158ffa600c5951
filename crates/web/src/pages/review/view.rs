//! A group of readings in words: who, about which pseudonym, how often, by what it is explained, and what can be
//! set down about it.

use std::fmt::Write as _;

use desk::review::{Group, Seen, Stage};
use domain::review::{GroupKey, NameAndYear, Outcome};

use crate::{
    pages::logs::{self, pseudonym},
    text::Text,
};

/// A button of the row.
pub(super) struct Button {
    pub(super) word: &'static str,
    pub(super) label: String,
}

/// A group, in words.
pub(super) struct GroupView {
    pub(super) key: String,
    pub(super) upto: u64,
    pub(super) when: String,
    pub(super) count: String,
    pub(super) reader: String,
    pub(super) place: String,
    pub(super) actions: String,
    pub(super) person: String,
    pub(super) flags: Vec<(&'static str, String)>,
    pub(super) reasons: String,
    pub(super) given: Option<String>,
    pub(super) state: Option<String>,
    pub(super) answer: Option<(String, String)>,
    pub(super) is_own: bool,
    pub(super) can_reveal: bool,
    pub(super) buttons: Vec<Button>,
}

/// A group's key as forms carry it: tokens of the month, which say nothing without its key.
pub(super) fn key_text(key: &GroupKey) -> String {
    format!("{}.{}.{}", key.month, hex(&key.reader), hex(&key.subject))
}

/// Bytes in hexadecimal.
pub(in crate::pages) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The person's pseudonym of the month, or nothing where the readings are about nobody.
pub(super) fn person(group: &Group) -> String {
    if group.key.subject.is_empty() { String::new() } else { pseudonym(&hex(&group.key.subject)) }
}

/// What explains a group.
pub(super) fn reasons(group: &Group, t: Text) -> String {
    let words: Vec<String> =
        group.relations.iter().map(|relation| t.get(&format!("relation-{}", relation.as_str()))).collect();
    if words.is_empty() { t.get("relation-none") } else { words.join(", ") }
}

/// The reasons that the reader gave for the acts that ask for one.
fn given(group: &Group, t: Text) -> Option<String> {
    let words = group.given.iter().filter_map(|(act, word)| {
        let family = match act.as_str() {
            "reporter.show" => "unseal",
            "log.reveal" => "reveal",
            _ => return None,
        };
        Some(t.get(&format!("{family}-{word}")))
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| t.with("review-given", &[("reasons", words.join(", ").into())]))
}

/// A name with the year of birth, and nothing else.
pub(super) fn name(known: &NameAndYear, t: Text) -> String {
    let name = crate::pages::row::known_or(&known.name, t);
    match known.year {
        Some(year) => t.with("reveal-born", &[("name", name.into()), ("year", year.to_string().into())]),
        None => name,
    }
}

impl GroupView {
    pub(super) fn of(seen: &Seen, t: Text) -> Self {
        let group = &seen.group;
        let flag = |flag: &desk::review::Flag| {
            let tone = if *flag == desk::review::Flag::OffHours { "soon" } else { "now" };
            (tone, t.get(&format!("flag-{}", flag.word())))
        };
        let actions = group.actions.iter().map(|act| t.get(&format!("act-{}", act.replace('.', "-"))));
        let role = t.get(&format!("role-{}", group.role));
        let place = match &seen.unit {
            Some(unit) => format!("{role} · {unit}"),
            None => role,
        };
        Self {
            key: key_text(&group.key),
            upto: group.upto,
            when: when(group, t),
            count: t.with("review-count", &[("count", i64::from(group.count).into())]),
            reader: reader(seen, t),
            place,
            actions: actions.collect::<Vec<_>>().join(", "),
            person: person(group),
            flags: group.flags.iter().map(flag).collect(),
            reasons: reasons(group, t),
            given: given(group, t),
            state: state(seen, t),
            answer: answer(seen, t),
            is_own: seen.is_own,
            can_reveal: !group.key.subject.is_empty() && !seen.is_own,
            buttons: buttons(seen, t),
        }
    }
}

fn reader(seen: &Seen, t: Text) -> String {
    let unknown = match seen.group.role.as_str() {
        "command" => "log-command",
        role => logs::unnamed(role),
    };
    seen.reader.clone().unwrap_or_else(|| t.get(unknown))
}

fn when(group: &Group, t: Text) -> String {
    let last = t.moment(group.last);
    let first = t.moment(group.first);
    if first == last {
        return last;
    }
    t.with("review-when", &[("first", first.into()), ("last", last.into())])
}

fn state(seen: &Seen, t: Text) -> Option<String> {
    let set_down = seen.outcome.as_ref()?;
    let outcome = t.get(&format!("judged-{}", set_down.outcome.word()));
    let by = seen.by.clone().unwrap_or_else(|| t.get("log-other-reader"));
    let args = [("outcome", outcome.into()), ("by", by.into()), ("at", t.moment(set_down.at).into())];
    let key = if seen.stage() == Stage::Open { "review-new-since" } else { "review-set-down" };
    Some(t.with(key, &args))
}

fn answer(seen: &Seen, t: Text) -> Option<(String, String)> {
    let question = seen.question.as_ref()?;
    let at = t.moment(question.cover().answered?);
    Some((t.with("review-answered", &[("at", at.into())]), question.body().text.clone()))
}

/// What can be set down now; nothing about own readings.
fn buttons(seen: &Seen, t: Text) -> Vec<Button> {
    let is_unsigned = matches!(seen.group.role.as_str(), "command" | "public");
    let fits = |outcome: &Outcome| match (seen.stage(), outcome) {
        (Stage::Done(_), _) => false,
        (stage, Outcome::Accepted) => stage == Stage::Answered,
        (stage, Outcome::Asked) => stage == Stage::Open && !is_unsigned,
        _ => true,
    };
    let all = Outcome::ALL.into_iter().filter(|outcome| !seen.is_own && fits(outcome));
    all.map(|outcome| Button { word: outcome.word(), label: t.get(&format!("judge-{}", outcome.word())) })
        .collect()
}
