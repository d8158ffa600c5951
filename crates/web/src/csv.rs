//! Tables as files: RFC 4180, UTF-8 with a byte order mark, and no cell that a spreadsheet would take for a formula.

/// A table as the bytes of a file.
pub fn file(rows: &[Vec<String>]) -> String {
    let mut text = String::from("\u{feff}");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| cell_text(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// What a formula begins with. Some programs skip a line end before it, and read the wide forms of East Asian texts too.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// One cell: quoted always, with an apostrophe before what would be reckoned with.
fn cell_text(cell: &str) -> String {
    let is_formula = cell.starts_with(FORMULA);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_reckon_nothing() {
        let rows = [vec!["a".to_owned(), "b, \"c\"".to_owned()], vec!["=1+1".to_owned(), "-2".to_owned()]];
        assert_eq!(file(&rows), "\u{feff}\"a\",\"b, \"\"c\"\"\"\r\n\"'=1+1\",\"'-2\"\r\n");
    }

    #[test]
    fn nothing_that_a_formula_begins_with_stands_first() {
        for begins in FORMULA {
            let text = file(&[vec![format!("{begins}1")]]);
            assert_eq!(text, format!("\u{feff}\"'{begins}1\"\r\n"));
        }
    }
}
