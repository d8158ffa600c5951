//! What published safety surveys say (*trygghetsmätning*): percentages by question, year and group, with the source.
//!
//! Only what has been published is taken in, never an answer of anybody's. The young stand apart, as a group of their
//! own beside the others.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::Area;
use crate::Id;

words! {
    /// Whose answers.
    Group {
        /// Of all who answered.
        All "all",
        /// Of the young alone.
        Young "young",
        /// Of women.
        Women "women",
        /// Of men.
        Men "men",
        /// Of the older.
        Older "older",
    }
}

/// A percentage in tenths, from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Percent(u16);

/// The text is no percentage with at most one decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a percentage lies between 0 and 100 and has one decimal at most")]
pub struct NoPercent;

impl Percent {
    /// In tenths of a percent.
    pub fn tenths(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for Percent {
    type Error = NoPercent;

    fn try_from(tenths: u16) -> Result<Self, NoPercent> {
        if tenths <= 1000 { Ok(Self(tenths)) } else { Err(NoPercent) }
    }
}

impl From<Percent> for u16 {
    fn from(percent: Percent) -> Self {
        percent.0
    }
}

impl FromStr for Percent {
    type Err = NoPercent;

    /// Reads `23`, `23,5` and `23.5 %`.
    fn from_str(text: &str) -> Result<Self, NoPercent> {
        let text = text.trim().trim_end_matches('%').trim_end();
        let (whole, tenth) = text.split_once([',', '.']).unwrap_or((text, "0"));
        let digits = |part: &str, most: usize| {
            let plain = (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u16>().ok().filter(|_| plain).ok_or(NoPercent)
        };
        Self::try_from(digits(whole, 3)? * 10 + digits(tenth, 1)?)
    }
}

impl fmt::Display for Percent {
    /// As Swedish writes it, `23,5`; whole where it is whole.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (whole, 0) => write!(f, "{whole}"),
            (whole, tenth) => write!(f, "{whole},{tenth}"),
        }
    }
}

/// A published result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyResult {
    /// The question, as it was asked.
    pub question: String,
    /// The year of the survey.
    pub year: i32,
    /// Whose answers.
    pub group: Group,
    /// The area; the whole municipality where none is named.
    pub area: Option<Id<Area>>,
    /// How many answered so, in percent.
    pub percent: Percent,
    /// Who published it, and where it can be read.
    pub source: String,
}

impl SurveyResult {
    /// Whether two answer the same question for the same group and area, so that their years may be compared.
    pub fn compares_with(&self, other: &Self) -> bool {
        (&self.question, self.group, self.area) == (&other.question, other.group, other.area)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read_as_they_are_published() {
        for (text, shown) in
            [("23", "23"), ("23,5", "23,5"), (" 23.5 % ", "23,5"), ("0", "0"), ("100%", "100")]
        {
            assert_eq!(
                text.parse::<Percent>().map(|percent| percent.to_string()).as_deref(),
                Ok(shown),
                "{text}"
            );
        }
        for text in ["", "%", "101", "100,1", "-3", "+3", "23,55", "23,", ",5", "tjugo", "1000"] {
            assert_eq!(text.parse::<Percent>(), Err(NoPercent), "{text}");
        }
    }

    #[test]
    fn the_young_are_compared_with_the_young_alone() {
        let result = |group, year| SurveyResult {
            question: "Känner du dig trygg ute på kvällen?".to_owned(),
            year,
            group,
            area: None,
            percent: Percent(605),
            source: "Trygghetsmätning 2023, lokalpolisområdet".to_owned(),
        };
        assert!(result(Group::Young, 2022).compares_with(&result(Group::Young, 2023)));
        assert!(!result(Group::Young, 2023).compares_with(&result(Group::All, 2023)));
    }
}
