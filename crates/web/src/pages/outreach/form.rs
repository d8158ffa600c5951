//! The form of an outreach meeting, between the browser and the desk. What a talk that was broken off must not keep is
//! thrown away here, before anything else sees it.

use std::collections::BTreeSet;

use domain::{
    LegalDay, Timestamp,
    concern::GuardiansKnow,
    outreach::{
        AgeBand, Before, Information, Meeting, Method, Noted, Offered, Period, Place, Reply, Suspicion,
        TEXT_LIMIT, Talk, Trigger, misplaced,
    },
    person::Identity,
    personal_number::PersonalNumber,
    stockholm,
    unit::Agency,
};
use serde::Deserialize;
use time::Date;

use crate::{
    forms::{FieldErrors, chosen, day, day_text, tidy},
    pages::concerns::number_of,
};

/// What the browser sends, as it sends it: names may come several times, so the pairs are read by hand.
#[derive(Clone, Default, Deserialize)]
#[serde(try_from = "Vec<(String, String)>")]
pub struct MeetingForm {
    pairs: Vec<(String, String)>,
}

/// The names of the fields that come once.
const FIELDS: [&str; 21] = [
    "token",
    "form",
    "version",
    "seen",
    "broken_off",
    "name",
    "number",
    "held_on",
    "period",
    "place",
    "let_in",
    "guardians",
    "trigger",
    "age",
    "reply",
    "suspicion",
    "reason",
    "guardians_know",
    "next_contact",
    "method",
    "met",
];
/// The names of those that come several times, and the one that is ticked.
const MANY: [&str; 4] = ["agencies", "informed", "offered", "protected"];
/// What is kept of a form when the talk was broken off: who, when, where. Nothing of what was said.
const UNSAID: [&str; 16] = [
    "token",
    "form",
    "version",
    "name",
    "number",
    "held_on",
    "period",
    "place",
    "let_in",
    "guardians",
    "trigger",
    "age",
    "agencies",
    "protected",
    "method",
    "met",
];

/// A form has a field that it does not have.
#[derive(Debug, thiserror::Error)]
#[error("a field that the form does not have")]
pub struct UnknownField;

impl TryFrom<Vec<(String, String)>> for MeetingForm {
    type Error = UnknownField;

    fn try_from(pairs: Vec<(String, String)>) -> Result<Self, UnknownField> {
        let known = |name: &str| FIELDS.contains(&name) || MANY.contains(&name);
        if pairs.iter().all(|(name, _)| known(name)) { Ok(Self { pairs }) } else { Err(UnknownField) }
    }
}

impl MeetingForm {
    /// A form with the presets: day, part of the day, agencies.
    pub fn preset(now: Timestamp, today: LegalDay) -> Self {
        let period = match stockholm::local(now).hour() {
            5..=11 => Period::Morning,
            12..=16 => Period::Afternoon,
            17..=22 => Period::Evening,
            _ => Period::Night,
        };
        Self::default()
            .plus("held_on", &day_text(today.date()))
            .plus("period", period.word())
            .plus("agencies", Agency::Police.word())
            .plus("agencies", Agency::Social.word())
    }

    /// The form of a meeting that was written down.
    pub fn of(meeting: &Meeting, version: i64) -> Self {
        let about = meeting.about.as_ref();
        let number = about.and_then(|about| about.number.as_ref()).map(PersonalNumber::spoken);
        let talk = meeting.talk.as_ref();
        let mut form = Self::default()
            .plus("version", &version.to_string())
            .plus("broken_off", if talk.is_none() { "yes" } else { "" })
            .plus("name", about.map_or("", |about| &about.name))
            .plus("number", number.as_deref().unwrap_or(""))
            .plus("held_on", &day_text(meeting.held_on.date()))
            .plus("period", meeting.period.word())
            .plus("place", meeting.place.word())
            .plus("let_in", if meeting.let_in { "yes" } else { "" })
            .plus("guardians", &meeting.guardians.map(|count| count.to_string()).unwrap_or_default())
            .plus("trigger", meeting.trigger.map_or("", Trigger::word))
            .plus("age", meeting.age.map_or("", AgeBand::word))
            .plus("reply", talk.and_then(|talk| talk.reply).map_or("", Reply::word))
            .plus("suspicion", meeting.suspicion.word())
            .plus("reason", talk.map_or("", |talk| &talk.reason))
            .plus("guardians_know", meeting.guardians_know.map_or("", GuardiansKnow::word))
            .plus("next_contact", &meeting.next_contact.map(|day| day_text(day.date())).unwrap_or_default())
            .plus("method", meeting.noted.method.map_or("", Method::word))
            .plus("met", meeting.noted.before.map_or("", Before::word))
            .plus("protected", if meeting.protected { "yes" } else { "" });
        for agency in &meeting.agencies {
            form = form.plus("agencies", agency.word());
        }
        for informed in talk.iter().flat_map(|talk| &talk.informed) {
            form = form.plus("informed", informed.word());
        }
        for offered in talk.iter().flat_map(|talk| &talk.offered) {
            form = form.plus("offered", offered.word());
        }
        form
    }

    /// The form of a talk that was broken off: everything that was said is gone from it.
    #[must_use]
    pub fn broken_off(mut self) -> Self {
        self.pairs.retain(|(name, _)| UNSAID.contains(&name.as_str()));
        self.plus("broken_off", "yes")
    }

    /// With one more answer.
    #[must_use]
    pub fn plus(mut self, name: &str, value: &str) -> Self {
        self.pairs.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a number, so that a double submit makes one record.
    #[must_use]
    pub fn with_number(self, number: uuid::Uuid) -> Self {
        if self.field("form").is_empty() { self.plus("form", &number.as_simple().to_string()) } else { self }
    }

    /// A field's text.
    pub fn field(&self, name: &str) -> &str {
        self.pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Whether an answer is ticked.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.pairs.iter().any(|(known, said)| known == name && said == value)
    }

    /// Whether the talk was broken off.
    pub fn is_broken_off(&self) -> bool {
        self.field("broken_off") == "yes"
    }

    /// Whether one of the folded fields holds something.
    pub fn has_more(&self) -> bool {
        ["number", "guardians", "trigger", "age", "method", "met", "next_contact", "protected"]
            .iter()
            .any(|name| !self.field(name).is_empty())
            || self.pairs.iter().any(|(name, _)| name == "informed")
    }

    /// The words that probably do not belong in the text, and that its writer has not been shown yet.
    pub fn misplaced(&self) -> Vec<String> {
        let seen: BTreeSet<&str> = self.field("seen").split_whitespace().collect();
        let found = misplaced(self.field("reason"), self.field("name"));
        if found.iter().all(|word| seen.contains(word.as_str())) { Vec::new() } else { found }
    }

    fn all<T: Copy>(&self, name: &str, all: &[T], word: impl Fn(T) -> &'static str) -> Vec<T> {
        all.iter().copied().filter(|one| self.has(name, word(*one))).collect()
    }

    /// Parses, with every fault at its field.
    ///
    /// # Errors
    /// [`FieldErrors`] in the order of the form.
    pub fn parse(&self, today: Date) -> Result<Meeting, FieldErrors> {
        let mut errors = FieldErrors::default();
        let about = self.about(today, &mut errors);
        let course = self.course(today, &mut errors);
        let talk = self.talk(&mut errors);
        let judged = self.judged(about.is_some(), &mut errors);
        let next_contact = self.next_contact(today, &mut errors);
        match (course, judged) {
            (Some((held_on, period, place)), Some((suspicion, guardians_know))) if errors.is_empty() => {
                Ok(Meeting {
                    about,
                    held_on: LegalDay::new(held_on),
                    period,
                    place,
                    let_in: self.field("let_in") == "yes" && place == Place::Home,
                    agencies: self.all("agencies", &Agency::ALL, Agency::word),
                    guardians: self.field("guardians").trim().parse().ok().filter(|count| *count < 10),
                    trigger: chosen(Trigger::ALL, Trigger::word, self.field("trigger")),
                    age: chosen(AgeBand::ALL, AgeBand::word, self.field("age")),
                    talk,
                    suspicion,
                    guardians_know,
                    next_contact,
                    protected: self.field("protected") == "yes",
                    noted: Noted {
                        method: chosen(Method::ALL, Method::word, self.field("method")),
                        before: chosen(Before::ALL, Before::word, self.field("met")),
                    },
                })
            }
            _ => Err(errors),
        }
    }

    /// When, where and by whom. Into a home only where somebody let them in.
    fn course(&self, today: Date, errors: &mut FieldErrors) -> Option<(Date, Period, Place)> {
        let held_on = day(self.field("held_on")).filter(|day| *day <= today);
        let period = chosen(Period::ALL, Period::word, self.field("period"));
        let place = chosen(Place::ALL, Place::word, self.field("place"));
        let let_in = self.field("let_in") == "yes";
        let agencies = self.all("agencies", &Agency::ALL, Agency::word);
        let faults = [
            (held_on.is_none(), "held_on", "held-on-missing"),
            (period.is_none(), "period", "period-missing"),
            (agencies.is_empty(), "agencies", "agencies-missing"),
            (place.is_none(), "place", "place-missing"),
            (place == Some(Place::Home) && !let_in, "let_in", "let-in-missing"),
        ];
        faults.into_iter().filter(|(wrong, ..)| *wrong).for_each(|(_, field, key)| errors.add(field, key));
        held_on.zip(period).zip(place).map(|((held_on, period), place)| (held_on, period, place))
    }

    /// The judgement, and what a concern needs beside it: somebody whom it is about, and what the guardians know.
    fn judged(&self, named: bool, errors: &mut FieldErrors) -> Option<(Suspicion, Option<GuardiansKnow>)> {
        let Some(suspicion) = chosen(Suspicion::ALL, Suspicion::word, self.field("suspicion")) else {
            errors.add("suspicion", "suspicion-missing");
            return None;
        };
        let is_concern = suspicion == Suspicion::Yes;
        let know = chosen(&GuardiansKnow::ALL, GuardiansKnow::word, self.field("guardians_know"));
        if is_concern && !named {
            errors.add("name", "name-missing-suspicion");
        }
        if is_concern && know.is_none() {
            errors.add("guardians_know", "guardians-missing");
        }
        Some((suspicion, know.filter(|_| is_concern)))
    }

    /// The next contact, where one was agreed: never a day that has passed.
    fn next_contact(&self, today: Date, errors: &mut FieldErrors) -> Option<LegalDay> {
        let said = Some(self.field("next_contact")).filter(|text| !text.trim().is_empty())?;
        let found = day(said).filter(|day| *day >= today);
        if found.is_none() {
            errors.add("next_contact", "next-contact-wrong");
        }
        found.map(LegalDay::new)
    }

    /// Whom they met, as far as it is known; nobody where both are left out.
    fn about(&self, today: Date, errors: &mut FieldErrors) -> Option<Identity> {
        let name = tidy(self.field("name"));
        if name.chars().count() > 200 {
            errors.add("name", "too-long-200");
        }
        let number = number_of(self.field("number"), today).unwrap_or_else(|key| {
            errors.add("number", key);
            None
        });
        (!name.is_empty() || number.is_some()).then_some(Identity { name, number })
    }

    /// What came of the talk; nothing where it was broken off.
    fn talk(&self, errors: &mut FieldErrors) -> Option<Talk> {
        if self.is_broken_off() {
            return None;
        }
        let offered = self.all("offered", Offered::ALL, Offered::word);
        let reply = chosen(Reply::ALL, Reply::word, self.field("reply"));
        let reason = tidy(self.field("reason"));
        let nothing = offered.contains(&Offered::Nothing);
        let faults = [
            (offered.is_empty(), "offered", "offered-missing"),
            (nothing && offered.len() > 1, "offered", "offered-nothing-and-more"),
            (!nothing && !offered.is_empty() && reply.is_none(), "reply", "reply-missing"),
            (reason.is_empty(), "reason", "reason-missing"),
            (reason.chars().count() > TEXT_LIMIT, "reason", "too-long-500"),
        ];
        faults.into_iter().filter(|(wrong, ..)| *wrong).for_each(|(_, field, key)| errors.add(field, key));
        let reply = reply.filter(|_| !nothing);
        Some(Talk {
            informed: self.all("informed", Information::ALL, Information::word),
            offered,
            reply,
            reason,
        })
    }
}
