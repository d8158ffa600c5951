//! Results as lines of a table: question; year; group; area; percent; source. Each line is right or says what is wrong.

use desk::commons::Situation;
use domain::situation::{
    personal_data,
    survey::{Group, SurveyResult},
};

use crate::{
    forms::{FieldErrors, tidy},
    text::Text,
};

/// The longest question or source.
const LONGEST: usize = 200;
/// So many lines at once.
const MOST: usize = 500;

/// A line that was looked through.
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) text: String,
    /// The text's key of what is wrong.
    pub(super) fault: Option<&'static str>,
}

/// Looks lines through; the results of those that are right. A first line with headings is passed over.
pub(super) fn read(text: &str, situation: &Situation, t: Text) -> (Vec<Line>, Vec<SurveyResult>) {
    let (mut lines, mut results): (Vec<Line>, Vec<SurveyResult>) = (Vec::new(), Vec::new());
    let said = tidy(text);
    let numbered = (1..).zip(said.lines()).filter(|(_, line)| !line.trim().is_empty()).take(MOST);
    for (number, line) in numbered {
        if number == 1 && is_heading(line) {
            continue;
        }
        let found = one(line, situation, t).and_then(|result| {
            let known = situation.surveys.iter().map(|row| &row.result).chain(&results);
            let mut same = known.filter(|known| known.year == result.year && known.compares_with(&result));
            if same.next().is_some() { Err("surveys-known") } else { Ok(result) }
        });
        let fault = match found {
            Ok(result) => {
                results.push(result);
                None
            }
            Err(key) => Some(key),
        };
        lines.push(Line { number, text: line.to_owned(), fault });
    }
    (lines, results)
}

fn is_heading(line: &str) -> bool {
    let first = line.split([';', '\t']).next().unwrap_or("").trim().to_lowercase();
    matches!(first.as_str(), "fråga" | "question")
}

fn one(line: &str, situation: &Situation, t: Text) -> Result<SurveyResult, &'static str> {
    let cells: Vec<String> =
        line.split([';', '\t']).map(|cell| cell.trim().trim_matches('"').trim().to_owned()).collect();
    let [question, year_said, asked, place, percent, source] = &cells[..] else {
        return Err("surveys-cells-wrong");
    };
    let is_long = |said: &String| said.is_empty() || said.chars().count() > LONGEST;
    if is_long(question) || is_long(source) {
        return Err("surveys-text-missing");
    }
    if !personal_data::find(question).is_empty() || !personal_data::find(source).is_empty() {
        return Err("record-personal");
    }
    let is_called = |group: &&Group| {
        *asked == group.word() || asked.to_lowercase() == t.get(&format!("asked-{}", group.word()))
    };
    let group = Group::ALL.iter().find(is_called).copied().ok_or("surveys-group-wrong")?;
    let area = match place.as_str() {
        "" => None,
        name if name.to_lowercase() == t.get("problem-everywhere").to_lowercase() => None,
        name => {
            let known = situation.seen.ground.areas.iter().find(|area| area.name == name);
            Some(known.ok_or("surveys-area-wrong")?.id)
        }
    };
    Ok(SurveyResult {
        question: question.clone(),
        year: year(year_said).ok_or("surveys-year-wrong")?,
        group,
        area,
        percent: percent.parse().map_err(|_| "surveys-percent-wrong")?,
        source: source.clone(),
    })
}

/// A year of four digits, from when surveys began.
pub(super) fn year(said: &str) -> Option<i32> {
    let said = said.trim();
    let is_plain = said.len() == 4 && said.bytes().all(|byte| byte.is_ascii_digit());
    said.parse().ok().filter(|year| is_plain && *year >= 1990)
}

/// A question or a source: there, short, and nobody's number.
pub(super) fn said(field: &'static str, said: &str, errors: &mut FieldErrors) -> String {
    let said = tidy(said);
    if said.is_empty() || said.chars().count() > LONGEST {
        errors.add(field, "surveys-text-missing");
    } else if !personal_data::find(&said).is_empty() {
        errors.add(field, "record-personal");
    }
    said
}
