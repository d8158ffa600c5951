//! What the pages say, in Swedish and in English: texts by key, and dates and times as people here write them.
//!
//! The texts are compiled in, so no file of the machine can be missing. A key that is not there shows itself in
//! brackets and is reported; a test sees to it that there is none.
//!
//! What it is not: it chooses no language by the browser's wishes (Swedish is what this work is done in, until
//! somebody asks for English), and it escapes nothing, which is the template's work.

use std::{borrow::Cow, sync::LazyLock};

use domain::{Timestamp, hours::OpeningHours, stockholm};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use time::{Date, Time};
use unic_langid::LanguageIdentifier;

mod language;

pub use language::Language;

/// The files, once: each stands in `locales/sv` and in `locales/en`.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        const SWEDISH: &[&str] = &[$(include_str!(concat!("../locales/sv/", $name, ".ftl"))),*];
        const ENGLISH: &[&str] = &[$(include_str!(concat!("../locales/en/", $name, ".ftl"))),*];
        #[cfg(test)]
        const FILES: &[&str] = &[$($name),*];
    };
}

files![
    "base",
    "frame",
    "accounts",
    "entrance",
    "home",
    "concerns",
    "received",
    "interventions",
    "consents",
    "referrals",
    "outreach",
    "logs",
    "search",
    "commons",
    "promise",
    "counts",
    "situation",
    "picture",
    "channels",
    "visits",
    "telling",
    "review",
    "problems"
];

type Bundle = FluentBundle<FluentResource>;

static IN_SWEDISH: LazyLock<Bundle> = LazyLock::new(|| bundle("sv-SE", SWEDISH));
static IN_ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle("en-GB", ENGLISH));

/// What goes into a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Words.
    Text(Cow<'a, str>),
    /// A number, which may choose between singular and plural.
    Number(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Arg<'_> {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// The texts of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    language: Language,
}

impl Text {
    /// The texts of a language.
    pub const fn of(language: Language) -> Self {
        Self { language }
    }

    /// The language.
    pub const fn language(self) -> Language {
        self.language
    }

    /// A text.
    pub fn get(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A text with something in it.
    pub fn with(self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(event = "text.missing", key, language = self.language.code());
            return format!("[{key}]");
        };
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&fluent(args)), &mut faults).into_owned();
        if !faults.is_empty() {
            // Only what the file names is told, never what was put in.
            tracing::error!(event = "text.incomplete", key, language = self.language.code());
        }
        text
    }

    /// `23 nov 2026`
    pub fn date(self, day: Date) -> String {
        let month = self.get(&format!("month-{}", u8::from(day.month())));
        self.with(
            "date",
            &[("day", u32::from(day.day()).into()), ("month", month.into()), ("year", year(day))],
        )
    }

    /// `nov 2026`
    pub fn month(self, day: Date) -> String {
        let month = self.get(&format!("month-{}", u8::from(day.month())));
        self.with("month-year", &[("month", month.into()), ("year", year(day))])
    }

    /// `mån 23 nov 2026`
    pub fn weekday_date(self, day: Date) -> String {
        let weekday = self.get(&format!("weekday-{}", day.weekday().number_from_monday()));
        self.with("weekday-date", &[("weekday", weekday.into()), ("date", self.date(day).into())])
    }

    /// `23 nov 2026 kl. 10.42`, as calendar and clock stand in Sweden.
    pub fn moment(self, at: Timestamp) -> String {
        self.moment_on(stockholm::day(at), at)
    }

    /// A moment of a record that has a legal day: that day, and what the clock said.
    pub fn moment_on(self, day: Date, at: Timestamp) -> String {
        let date = self.date(day);
        self.with("moment", &[("date", date.into()), ("time", self.time_of_day(at).into())])
    }

    /// `10.42`, as the clock stands in Sweden.
    pub fn time_of_day(self, at: Timestamp) -> String {
        self.clock(stockholm::local(at).time())
    }

    /// `10.42`
    pub fn clock(self, at: Time) -> String {
        let (hour, minute) = (format!("{:02}", at.hour()), format!("{:02}", at.minute()));
        self.with("time-of-day", &[("hour", hour.into()), ("minute", minute.into())])
    }

    /// `vardagar 08.00–16.30`
    pub fn hours(self, hours: OpeningHours) -> String {
        let (opens, closes) = (self.clock(hours.opens()), self.clock(hours.closes()));
        self.with("opening-hours", &[("opens", opens.into()), ("closes", closes.into())])
    }

    /// `vecka 48`
    pub fn week(self, day: Date) -> String {
        self.with("week", &[("week", u32::from(day.iso_week()).into())])
    }

    fn bundle(self) -> &'static Bundle {
        match self.language {
            Language::Sv => &IN_SWEDISH,
            Language::En => &IN_ENGLISH,
        }
    }
}

/// As text, for a year is no quantity.
fn year(day: Date) -> Arg<'static> {
    day.year().to_string().into()
}

fn fluent<'a>(args: &'a [(&str, Arg<'_>)]) -> FluentArgs<'a> {
    let mut all = FluentArgs::with_capacity(args.len());
    for (name, arg) in args {
        match arg {
            Arg::Text(text) => all.set(*name, FluentValue::String(Cow::Borrowed(text))),
            Arg::Number(number) => all.set(*name, FluentValue::from(*number)),
        }
    }
    all
}

/// A file with a mistake gives the texts that stand outside of it; the tests find the mistake.
fn bundle(language: &str, sources: &[&str]) -> Bundle {
    let rules = language.parse::<LanguageIdentifier>().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![rules]);
    // The marks that Fluent sets around what is put in are for text that runs both ways. Ours does not, and they
    // are in the way of whoever copies a number from a page.
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(rest, faults)| {
            tracing::error!(event = "text.file", ?faults, "a file of texts has a mistake");
            rest
        });
        if let Err(faults) = bundle.add_resource(resource) {
            tracing::error!(event = "text.twice", ?faults, "a text stands twice");
        }
    }
    bundle
}

#[cfg(test)]
mod tests;
