//! Files that people write or open: the law, the settings, and tables for a spreadsheet.

use std::path::Path;

use domain::{LegalDay, law::Law};
use fyrklover::config::{Config, StoreUrl};

use super::text;

/// The law is either whole or names the file and the line of what is wrong.
pub(super) fn law(bytes: &[u8]) {
    let Some(written) = text(bytes) else { return };
    let id =
        written.split_once("id = \"").and_then(|(_, rest)| rest.split_once('"')).map_or("x", |(id, _)| id);
    let name = format!("{id}.toml");
    let law = match Law::parse(&[(&name, written)]) {
        Ok(law) => law,
        Err(fault) => {
            assert!(fault.file == name && !fault.problem.to_string().is_empty());
            assert!((1..=written.split('\n').count()).contains(&fault.line), "{fault}");
            return;
        }
    };
    assert!(Law::parse(&[(&name, written), (&name, written)]).is_err(), "one basis stands in one file");
    assert!(law.all().next().is_some());
    for basis in law.all() {
        let first = LegalDay::new(basis.valid_from);
        assert_eq!(basis.id, id);
        assert!(law.basis(id, first) == Some(basis), "one version a day");
        assert_eq!(basis.version(), format!("{id}@{first}"));
        assert!(!basis.from.is_empty() && !basis.to.is_empty() && !basis.title.trim().is_empty());
        if let Some(last) = basis.valid_to {
            assert!(law.basis(id, LegalDay::new(last)) == Some(basis));
        }
    }
}

/// Settings are within what is allowed, or the fault names file and key; none of it shows a password.
pub(super) fn settings(bytes: &[u8]) {
    let Some(written) = text(bytes) else { return };
    let config = match Config::parse(Path::new("fyrklover.toml"), written) {
        Ok(config) => config,
        Err(fault) => {
            assert!(fault.file == "fyrklover.toml" && !fault.key.is_empty() && !fault.allowed.is_empty());
            assert!(!fault.to_string().contains("postgres://fyrklover:"), "a fault shows no password");
            return;
        }
    };
    assert!(config.listen.ip().is_loopback());
    assert!(!config.municipality.trim().is_empty());
    assert!(!config.hosts.is_empty() && config.hosts.iter().all(|host| !host.trim().is_empty()));
    assert!((10..=60).contains(&config.sessions.idle.whole_minutes()));
    assert!((1..=12).contains(&config.sessions.absolute.whole_hours()));
    assert!((1..=200).contains(&config.searches) && (1..=30).contains(&config.keep_drafts.whole_days()));
    if let StoreUrl::Postgres(address) = &config.store {
        assert!(address.starts_with("postgres"));
        assert_eq!(format!("{:?}", config.store), "postgres://…");
    }
}

/// A table that is written is read again by whoever follows RFC 4180, and no cell of it is a formula.
pub(super) fn csv(bytes: &[u8]) {
    let Some(written) = text(bytes) else { return };
    let rows: Vec<Vec<String>> =
        written.split('\u{1e}').map(|row| row.split('\u{1f}').map(str::to_owned).collect()).collect();
    let file = web::csv::file(&rows);
    let read = read_csv(file.strip_prefix('\u{feff}').unwrap_or_default());
    assert_eq!(read.len(), rows.len());
    for (read, row) in read.iter().zip(&rows) {
        assert_eq!(read.len(), row.len());
        for (cell, meant) in read.iter().zip(row) {
            assert!(cell == meant || cell.strip_prefix('\'') == Some(meant), "{cell:?} is {meant:?}");
            let formula = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
            assert!(!cell.starts_with(formula), "a formula: {cell:?}");
        }
    }
}

/// A reader of its own: cells in quotes, quotes doubled, commas between, `\r\n` at the end.
fn read_csv(file: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = file.chars().peekable();
    while let Some(letter) = letters.next() {
        match (quoted, letter) {
            (true, '"') if letters.peek() == Some(&'"') => cell.extend(letters.next()),
            (_, '"') => quoted = !quoted,
            (false, ',') => row.push(std::mem::take(&mut cell)),
            (false, '\r') if letters.peek() == Some(&'\n') => {
                letters.next();
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (quoted, letter) => {
                assert!(quoted, "outside of quotes: {letter:?}");
                cell.push(letter);
            }
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty(), "the file ends with its last row");
    rows
}
