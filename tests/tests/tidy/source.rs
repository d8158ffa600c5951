//! Rules on the text of one file. They read lines and braces, no syntax tree: good enough for code that
//! rustfmt has laid out, and short. Each rule has a sample that breaks it below.

/// One place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding(String);

impl Finding {
    pub(crate) fn at(path: &str, line: usize, what: &str) -> Self {
        Self(format!("{path}:{line}: {what}"))
    }
}

pub(crate) fn report(findings: &[Finding]) {
    let lines: Vec<&str> = findings.iter().map(|finding| finding.0.as_str()).collect();
    assert!(findings.is_empty(), "{} finding(s)\n{}", findings.len(), lines.join("\n"));
}

pub(crate) fn longer_than(most: usize, path: &str, text: &str) -> Vec<Finding> {
    let lines = text.lines().count();
    if lines <= most {
        vec![]
    } else {
        vec![Finding::at(path, lines, "too long: split it by what it is about")]
    }
}

pub(crate) fn without_purpose(path: &str, text: &str) -> Vec<Finding> {
    let begins = text.starts_with("//! ");
    if begins {
        vec![]
    } else {
        vec![Finding::at(path, 1, "begin with `//!`: what it is for, what it is not")]
    }
}

/// Words in pieces, so that this file does not find itself.
pub(crate) fn unfinished(path: &str, text: &str) -> Vec<Finding> {
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    let is_word = |line: &str, word| line.split(|c: char| !c.is_alphanumeric()).any(|piece| piece == word);
    lines_where(path, text, "unfinished: do it, or write an issue", |line| {
        words.iter().any(|word| is_word(line, *word))
    })
}

pub(crate) fn machine_or_registry(path: &str, text: &str) -> Vec<Finding> {
    let folders = ["work", "root", "home"].map(|folder| format!("/{folder}/"));
    let hosts = ["index.crates.", "static.crates.", "registry.npm", "pypi.", "deb.debian."];
    let hosts = hosts.map(|host| host.to_owned() + if host.ends_with("npm") { "js" } else { "" });
    let starts_path = |line: &str, folder: &str| {
        line.match_indices(folder).any(|(at, _)| {
            !line[..at].ends_with(|before: char| before.is_alphanumeric() || "_-.}/*".contains(before))
        })
    };
    let names_host = |line: &str, host: &str| {
        let tail = |at: usize| {
            line[at + host.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()) || host.ends_with("js")
        };
        line.match_indices(host).any(|(at, _)| tail(at))
    };
    lines_where(path, text, "names a machine's folder or a registry", |line| {
        folders.iter().any(|folder| starts_path(line, folder))
            || hosts.iter().any(|host| names_host(line, host))
    })
}

fn lines_where(path: &str, text: &str, what: &str, bad: impl Fn(&str) -> bool) -> Vec<Finding> {
    let numbered = text.lines().enumerate();
    numbered.filter(|(_, line)| bad(line)).map(|(at, _)| Finding::at(path, at + 1, what)).collect()
}

/// Async functions whose body, without the braces' own lines, is longer than `most` lines.
pub(crate) fn long_handlers(most: usize, path: &str, text: &str) -> Vec<Finding> {
    let code = bare(without_tests(text));
    let lines: Vec<&str> = code.lines().collect();
    let starts = (0..lines.len()).filter(|at| lines[*at].contains("async fn "));
    let long = starts.filter(|at| body_lines(&lines[*at..]) > most);
    long.map(|at| Finding::at(path, at + 1, "handler too long: let the desk or the view do it")).collect()
}

/// Lines strictly between a function's first brace and the one that closes it.
fn body_lines(lines: &[&str]) -> usize {
    let mut depth = 0_usize;
    let mut opened_at = None;
    for (at, line) in lines.iter().enumerate() {
        for letter in line.chars() {
            match letter {
                '{' => {
                    opened_at.get_or_insert(at);
                    depth += 1;
                }
                '}' if depth == 1 => return (at - opened_at.unwrap()).saturating_sub(1),
                '}' => depth -= 1,
                _ => {}
            }
        }
    }
    0
}

/// Where code outside tests and comments says `call`.
pub(crate) fn calls_outside_tests(call: &str, path: &str, text: &str) -> Vec<Finding> {
    if path.ends_with("tests.rs") || path.contains("/tests/") {
        return vec![];
    }
    lines_where(path, &bare(without_tests(text)), call, |line| line.contains(call))
}

/// Unit tests stand at the end of a file, as `#[cfg(test)] mod tests`.
fn without_tests(text: &str) -> &str {
    let tests = text
        .find("\n#[cfg(test)]\nmod ")
        .filter(|at| text[*at..].lines().nth(2).is_some_and(|line| line.ends_with('{')));
    tests.map_or(text, |at| &text[..at])
}

/// The code without comments and with empty strings, line for line.
fn bare(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut bare = String::new();
    let mut at = 0;
    while at < letters.len() {
        let next = end_of_quiet(&letters, at);
        if next == at {
            bare.push(letters[at]);
            at += 1;
        } else {
            bare.extend(letters[at..next].iter().filter(|letter| **letter == '\n'));
            at = next;
        }
    }
    bare
}

/// Where the comment, string or character that begins here ends; `at` itself if none begins.
fn end_of_quiet(letters: &[char], at: usize) -> usize {
    let rest = &letters[at..];
    let past = |end: Option<usize>| end.unwrap_or(letters.len());
    let find = |from: usize, mark: &[char]| {
        (from..letters.len()).find(|i| letters[*i..].starts_with(mark)).map(|i| i + mark.len())
    };
    match rest {
        ['/', '/', ..] => past(find(at, &['\n'])) - usize::from(find(at, &['\n']).is_some()),
        ['/', '*', ..] => past(find(at + 2, &['*', '/'])),
        ['\'', '\\', ..] => past(find(at + 3, &['\''])),
        ['\'', _, '\'', ..] => at + 3,
        ['r', '"', ..] => past(find(at + 2, &['"'])),
        ['r', '#', '"', ..] => past(find(at + 3, &['"', '#'])),
        ['"', ..] => {
            let mut end = at + 1;
            while end < letters.len() && letters[end] != '"' {
                end += if letters[end] == '\\' { 2 } else { 1 };
            }
            (end + 1).min(letters.len())
        }
        _ => at,
    }
}

/// Names that lead to a record about a person, in the pages of the open part or in what its commons hand out.
pub(crate) fn reaches_beyond_the_open_part(path: &str, text: &str) -> Vec<Finding> {
    let names = ["Counter", "Desk", "Office", "App", "State", "Disclosed", "Visit", "Extension"];
    let says =
        |line: &str, name| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name);
    let what = "the open part reaches for something beyond it";
    lines_where(path, &bare(text), what, |line| {
        names.iter().any(|name| says(line, *name)) || line.contains("counter::*") || line.contains("desk::*")
    })
}

/// Functions of the commons that would hand the desk out.
pub(crate) fn hands_the_desk_out(path: &str, text: &str) -> Vec<Finding> {
    lines_where(path, &bare(text), "the desk comes out of the commons", |line| {
        line.contains("pub ")
            && (line.contains("desk: Desk,") || line.contains("-> &Desk") || line.contains("-> Desk"))
    })
}

#[test]
fn each_rule_sees_what_breaks_it() {
    for bad in ["use crate::counter::Counter;", "async fn show(State(app): State<X>) {}", "use desk::Desk;"] {
        assert_eq!(reaches_beyond_the_open_part("a.rs", bad).len(), 1, "{bad}");
    }
    assert_eq!(reaches_beyond_the_open_part("a.rs", "// a Counter\nuse crate::counter::Square;"), []);
    assert_eq!(hands_the_desk_out("a.rs", "    pub fn desk(&self) -> &Desk {").len(), 1);
    assert_eq!(hands_the_desk_out("a.rs", "    pub desk: Desk,").len(), 1);
    assert_eq!(hands_the_desk_out("a.rs", "    desk: Desk,"), []);
    let long = "//! x\n".repeat(501);
    assert_eq!(longer_than(500, "a.rs", &long).len(), 1);
    assert_eq!(longer_than(501, "a.rs", &long).len(), 0);
    assert_eq!(without_purpose("a.rs", "use x;\n//! y").len(), 1);
    assert_eq!(unfinished("a.rs", concat!("// TO", "DO: x\nTODOS XXXX\n")).len(), 1);
    for bad in
        [concat!("cd /ro", "ot/x"), concat!("\"/wo", "rk/\""), concat!("https://index.", "crates.io/x")]
    {
        assert_eq!(machine_or_registry("a", bad).len(), 1, "{bad}");
    }
    for good in ["tests/work/x", "https://crates.io", "network/root/x"] {
        assert_eq!(machine_or_registry("a", good), [], "{good}");
    }
}

#[test]
fn braces_in_strings_and_comments_do_not_count() {
    let handler = |lines: usize| {
        format!(
            "pub async fn show(\n    at: At,\n) -> Page {{\n{}}}\nfn b() {{}}\n",
            "    f(\"}\", '{', '\\'', \"\\\"}\"); // }\n".repeat(lines)
        )
    };
    assert_eq!(long_handlers(25, "a.rs", &handler(25)), []);
    assert_eq!(long_handlers(25, "a.rs", &handler(26)).len(), 1);
}

#[test]
fn calls_in_tests_and_comments_do_not_count() {
    let text =
        "// S::c(\nfn a() { S::c(1) }\nlet x = \"S::c(\";\n#[cfg(test)]\nmod tests {\n    S::c(2)\n}\n";
    assert_eq!(calls_outside_tests("S::c(", "a.rs", text), [Finding::at("a.rs", 2, "S::c(")]);
    assert_eq!(calls_outside_tests("S::c(", "writer/tests.rs", text), []);
}
