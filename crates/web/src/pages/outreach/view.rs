//! A meeting in words: the same facts for the page before it leaves, for the receiver, for the copy on file and for the
//! concern that it may become.

use desk::outreach::ConcernWords;
use domain::{
    outreach::{Meeting, Notice, Place, Talk},
    personal_number::PersonalNumber,
};

use crate::{
    pages::row::known_or,
    text::{Language, Text},
};

/// A meeting as pages show it.
pub struct MeetingView {
    /// Whom, what and when, each with its name.
    pub facts: Vec<(String, String)>,
    /// Why there is, or is no, suspicion.
    pub reason: Option<String>,
    /// Who held it.
    pub reporter: String,
    /// The telephone.
    pub phone: String,
    /// It was broken off.
    pub broken_off: bool,
    /// Protected personal data.
    pub protected: bool,
}

impl MeetingView {
    /// A meeting.
    pub fn of(notice: &Notice, t: Text) -> Self {
        let meeting = &notice.meeting;
        let mut facts = who(meeting, t);
        facts.extend(course(meeting, t));
        Self {
            facts,
            reason: meeting.talk.as_ref().map(|talk| talk.reason.clone()),
            reporter: format!("{}, {}", notice.by.name, notice.by.function),
            phone: notice.by.phone.clone(),
            broken_off: meeting.talk.is_none(),
            protected: meeting.protected,
        }
    }

    /// The same as plain text, for a file.
    pub fn plain(&self, head: &str, t: Text) -> String {
        let lines = self.facts.iter().map(|(name, value)| format!("{name}: {value}"));
        let facts = lines.collect::<Vec<_>>().join("\n");
        let reason =
            self.reason.as_ref().map(|reason| format!("\n{}:\n{reason}\n", t.get("meeting-reason-said")));
        let by = format!("{}: {}, {}", t.get("meeting-by"), self.reporter, self.phone);
        format!("{head}\n\n{facts}\n{}\n{by}\n", reason.unwrap_or_default())
    }
}

/// The meeting in the words of a concern, in Swedish whatever language the pages are read in.
pub(super) fn concern_words(notice: &Notice) -> ConcernWords {
    let t = Text::of(Language::Sv);
    let facts = course(&notice.meeting, t);
    let lines: Vec<String> = facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let reason = notice.meeting.talk.as_ref().map(|talk| format!("\n\n{}", talk.reason)).unwrap_or_default();
    ConcernWords {
        observed: format!("{}\n{}{reason}", t.get("meeting-concern-head"), lines.join("\n")),
        kept: t.get("meeting-concern-kept"),
    }
}

/// The words of a concern without the lines in which [`concern_words`] says that it was an outreach meeting, and whose.
pub fn without_origin(observed: &str) -> String {
    let t = Text::of(Language::Sv);
    let (head, agencies) = (t.get("meeting-concern-head"), format!("{}: ", t.get("meeting-agencies")));
    let tells = |line: &&str| **line == head || line.starts_with(&agencies);
    observed.lines().filter(|line| !tells(line)).collect::<Vec<_>>().join("\n")
}

fn fact(key: &str, value: String, t: Text) -> (String, String) {
    (t.get(key), value)
}

fn who(meeting: &Meeting, t: Text) -> Vec<(String, String)> {
    let Some(about) = &meeting.about else {
        return vec![fact("field-name", t.get("meeting-nobody"), t)];
    };
    let number = about.number.as_ref().map_or_else(|| t.get("number-unknown"), PersonalNumber::spoken);
    vec![fact("field-name", known_or(&about.name, t), t), fact("field-number", number, t)]
}

fn list(family: &str, words: impl Iterator<Item = &'static str>, t: Text) -> String {
    words.map(|word| t.get(&format!("{family}-{word}"))).collect::<Vec<_>>().join(", ")
}

fn course(meeting: &Meeting, t: Text) -> Vec<(String, String)> {
    let period = t.get(&format!("period-{}", meeting.period.word()));
    let day = t.weekday_date(meeting.held_on.date());
    let mut place = t.get(&format!("place-{}", meeting.place.word()));
    if meeting.place == Place::Home && meeting.let_in {
        place = t.with("meeting-let-in", &[("place", place.into())]);
    }
    let mut facts = vec![
        fact("meeting-when", format!("{day}, {}", period.to_lowercase()), t),
        fact("meeting-where", place, t),
        fact("meeting-agencies", list("agency", meeting.agencies.iter().map(|one| one.word()), t), t),
    ];
    let trigger = meeting.trigger.map(|one| t.get(&format!("trigger-{}", one.word())));
    let age = meeting.age.map(|one| t.get(&format!("age-{}", one.word())));
    let guardians = meeting.guardians.map(|count| count.to_string());
    let method = meeting.noted.method.map(|one| t.get(&format!("method-{}", one.word())));
    let met = meeting.noted.before.map(|one| t.get(&format!("met-{}", one.word())));
    let more = [
        ("meeting-trigger", trigger),
        ("meeting-age", age),
        ("meeting-method", method),
        ("meeting-met", met),
        ("meeting-guardians", guardians),
    ];
    facts.extend(more.into_iter().filter_map(|(key, value)| Some(fact(key, value?, t))));
    match &meeting.talk {
        Some(talk) => facts.extend(said(talk, t)),
        None => facts.push(fact("meeting-talk", t.get("meeting-broken-off"), t)),
    }
    let suspicion = t.get(&format!("suspicion-{}", meeting.suspicion.word()));
    facts.push(fact("meeting-suspicion-said", suspicion, t));
    let know = meeting.guardians_know.map(|one| t.get(&format!("guardians-{}", one.word())));
    let next = meeting.next_contact.map(|day| t.weekday_date(day.date()));
    let last = [("field-guardians", know), ("meeting-next-contact", next)];
    facts.extend(last.into_iter().filter_map(|(key, value)| Some(fact(key, value?, t))));
    facts
}

fn said(talk: &Talk, t: Text) -> Vec<(String, String)> {
    let informed = list("informed", talk.informed.iter().map(|one| one.word()), t);
    let offered = list("offered", talk.offered.iter().map(|one| one.word()), t);
    let reply = talk.reply.map(|one| t.get(&format!("reply-{}", one.word())));
    let informed = Some(informed).filter(|text| !text.is_empty());
    let all = [("meeting-informed", informed), ("meeting-offered", Some(offered)), ("meeting-reply", reply)];
    all.into_iter().filter_map(|(key, value)| Some(fact(key, value?, t))).collect()
}
