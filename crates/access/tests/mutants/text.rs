//! A small splitter for our own policies: annotations, effect, actions, clauses and their conjuncts. It knows
//! quotes, brackets and comments, and as much of Cedar as our files use.

#[derive(Clone, Debug)]
pub(crate) struct PolicyText {
    annotations: String,
    pub(crate) effect: String,
    pub(crate) actions: Vec<String>,
    pub(crate) clauses: Vec<Clause>,
}

#[derive(Clone, Debug)]
pub(crate) struct Clause {
    /// `when` or `unless`.
    pub(crate) word: String,
    pub(crate) conjuncts: Vec<String>,
}

/// The policies of a file.
pub(crate) fn split(text: &str) -> Vec<PolicyText> {
    let bare: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |t, l| t + l + "\n");
    apart(&bare, ";")
        .iter()
        .filter(|policy| !policy.is_empty())
        .map(|policy| PolicyText::read(policy))
        .collect()
}

impl PolicyText {
    fn read(text: &str) -> Self {
        let starts =
            ["\npermit (", "\nforbid ("].iter().find_map(|word| text.find(word)).expect("permit or forbid");
        let (annotations, rule) = text.split_at(starts + 1);
        let (effect, rest) = rule.split_once(' ').unwrap();
        let (head, mut rest) = bracketed(rest);
        let [principal, action, resource] = &apart(head, ",")[..] else { panic!("not three parts: {head}") };
        assert_eq!((principal.as_str(), resource.as_str()), ("principal", "resource"));
        let actions =
            action.trim_start_matches("action").trim_start_matches(" in").trim_start_matches(" ==").trim();
        let actions = actions.strip_prefix('[').and_then(|list| list.strip_suffix(']')).unwrap_or(actions);
        let mut clauses = Vec::new();
        while !rest.trim().is_empty() {
            let (word, body) = rest.trim().split_once(' ').unwrap();
            let (body, after) = bracketed(body);
            clauses.push(Clause { word: word.to_owned(), conjuncts: apart(body, "&&") });
            rest = after;
        }
        Self {
            annotations: annotations.to_owned(),
            effect: effect.to_owned(),
            actions: apart(actions, ","),
            clauses,
        }
    }

    pub(crate) fn id(&self) -> &str {
        let (_, rest) = self.annotations.split_once("@id(\"").unwrap();
        rest.split_once('"').unwrap().0
    }

    pub(crate) fn turned_round(&self) -> Self {
        let effect = if self.effect == "permit" { "forbid" } else { "permit" };
        Self { effect: effect.to_owned(), ..self.clone() }
    }

    /// Says `record` where `reader` stood and the reverse; `None` where nothing is said.
    pub(crate) fn about_turned_round(&self) -> Option<Self> {
        let (reader, record) = ("@about(\"reader\")", "@about(\"record\")");
        let annotations = match &self.annotations {
            said if said.contains(reader) => said.replace(reader, record),
            said if said.contains(record) => said.replace(record, reader),
            _ => return None,
        };
        Some(Self { annotations, ..self.clone() })
    }

    pub(crate) fn written(&self) -> String {
        let action = match &self.actions[..] {
            [group]
                if ["content", "log", "handing-in"]
                    .iter()
                    .any(|name| *group == format!("Action::\"{name}\"")) =>
            {
                format!("action in {group}")
            }
            [one] => format!("action == {one}"),
            many => format!("action in [{}]", many.join(", ")),
        };
        let clauses = self.clauses.iter().filter(|clause| !clause.conjuncts.is_empty());
        let clauses = clauses.fold(String::new(), |text, clause| {
            format!(
                "{text}
{} {{ {} }}",
                clause.word,
                clause.conjuncts.join(" && ")
            )
        });
        format!("{}{} (principal, {action}, resource){clauses};\n", self.annotations, self.effect)
    }
}

/// What stands in the brackets that the text begins with, and what follows them.
fn bracketed(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let mut depth = 0;
    for (at, letter, quoted) in letters(text) {
        match letter {
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&text[1..at], &text[at + 1..]);
        }
    }
    panic!("brackets are not closed: {text}")
}

/// The parts between `sign`, outside of quotes and brackets.
fn apart(text: &str, sign: &str) -> Vec<String> {
    let (mut depth, mut from, mut parts) = (0, 0, Vec::new());
    for (at, letter, quoted) in letters(text) {
        match letter {
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 && !quoted && text[at..].starts_with(sign) {
            parts.push(text[from..at].trim().to_owned());
            from = at + sign.len();
        }
    }
    parts.push(text[from..].trim().to_owned());
    parts
}

/// Each letter with its place and whether it stands in quotes.
fn letters(text: &str) -> impl Iterator<Item = (usize, char, bool)> {
    text.char_indices().scan(false, |quoted, (at, letter)| {
        *quoted ^= letter == '"';
        Some((at, letter, *quoted))
    })
}
