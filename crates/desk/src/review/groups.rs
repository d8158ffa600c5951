//! Readings of a month, grouped by reader and person, with what explains them and what makes them worth a look.
//! Pure: it opens nothing and asks nobody.

use std::collections::{BTreeMap, BTreeSet};

use access::{Action, RecordKind, logbook::LogRow};
use domain::{Timestamp, review::GroupKey, stockholm};
use ledger::{ActionClass, Entry, Item, Relation, Verdict};
use uuid::Uuid;

/// So many searches without a hit in a month are looked at: somebody may be guessing. A mistyped number or two a week
/// is ordinary work.
const MISSES: u32 = 10;

/// Why a group is looked at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// Nothing in the system explains it.
    Unexplained,
    /// Something was refused.
    Refused,
    /// Who reported was opened, where that is sealed apart.
    Reporter,
    /// The person has protected personal data.
    Protected,
    /// Outside 06–20.
    OffHours,
    /// Searches that found nobody, again and again.
    Searches,
    /// A command on the server, by nobody who is signed in.
    Command,
}

impl Flag {
    /// All flags, the gravest first.
    pub const ALL: [Self; 7] = [
        Self::Unexplained,
        Self::Refused,
        Self::Reporter,
        Self::Protected,
        Self::OffHours,
        Self::Searches,
        Self::Command,
    ];

    /// The stable word for text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unexplained => "unexplained",
            Self::Refused => "refused",
            Self::Reporter => "reporter",
            Self::Protected => "protected",
            Self::OffHours => "off_hours",
            Self::Searches => "searches",
            Self::Command => "command",
        }
    }
}

/// One reader's readings about one person in one month.
#[derive(Debug, Clone)]
pub struct Group {
    /// Which.
    pub key: GroupKey,
    /// The reader's account.
    pub account: String,
    /// The role of the last of them.
    pub role: String,
    /// The unit of the last of them.
    pub unit: Uuid,
    /// How many.
    pub count: u32,
    /// How many of them are searches that found nobody.
    pub misses: u32,
    /// The first.
    pub first: Timestamp,
    /// The last.
    pub last: Timestamp,
    /// The index of the last.
    pub upto: u64,
    /// What explains them.
    pub relations: BTreeSet<Relation>,
    /// Why they are looked at first.
    pub flags: BTreeSet<Flag>,
    /// The acts.
    pub actions: BTreeSet<String>,
    /// The reasons that the reader gave, each with the act that asked for one.
    pub given: BTreeSet<(String, String)>,
    /// The records, by kind and id, as the entries name them.
    pub records: BTreeSet<(String, String)>,
}

/// The groups of opened rows, in order of their last reading. Rows of a destroyed month are in none of them, and a
/// look into one's own log is nobody's reading.
pub(super) fn groups<'a>(rows: impl IntoIterator<Item = (&'a LogRow, &'a Entry)>) -> Vec<Group> {
    let mut found: BTreeMap<GroupKey, Group> = BTreeMap::new();
    for (row, entry) in rows.into_iter().filter(|(_, entry)| entry.action != "log.own") {
        for (subject, items) in by_person(entry) {
            let key = GroupKey { month: row.month.clone(), reader: row.reader.clone(), subject };
            let group = found.entry(key.clone()).or_insert_with(|| Group::empty(key, row, entry));
            group.add(row, entry, &items);
        }
    }
    let mut all: Vec<Group> = found.into_values().collect();
    all.sort_by_key(|group| std::cmp::Reverse(group.upto));
    all
}

/// What an entry shows of each person; of nobody where it is about none.
fn by_person(entry: &Entry) -> BTreeMap<Vec<u8>, Vec<&Item>> {
    let mut found: BTreeMap<Vec<u8>, Vec<&Item>> = BTreeMap::new();
    // A row that a list left out was not read.
    let is_shown = |item: &&Item| entry.class == ActionClass::Refusal || item.verdict == Verdict::Allowed;
    for item in entry.items.iter().filter(is_shown) {
        let token = item.subject.as_deref().and_then(bytes);
        found.entry(token.unwrap_or_default()).or_default().push(item);
    }
    if found.len() > 1 {
        found.remove(&Vec::new());
    }
    if found.is_empty() {
        found.insert(Vec::new(), Vec::new());
    }
    found
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks_exact(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

impl Group {
    fn empty(key: GroupKey, row: &LogRow, entry: &Entry) -> Self {
        Self {
            key,
            account: entry.reader.account.clone(),
            role: String::new(),
            unit: row.unit,
            count: 0,
            misses: 0,
            first: row.at,
            last: row.at,
            upto: row.index,
            relations: BTreeSet::new(),
            flags: BTreeSet::new(),
            actions: BTreeSet::new(),
            given: BTreeSet::new(),
            records: BTreeSet::new(),
        }
    }

    fn add(&mut self, row: &LogRow, entry: &Entry, items: &[&Item]) {
        self.count += 1;
        let found = entry.items.iter().any(|item| item.kind == RecordKind::Person.word());
        self.misses += u32::from(entry.action == Action::PersonSearch.word() && !found);
        self.first = self.first.min(row.at);
        if row.index >= self.upto {
            (self.last, self.upto, self.unit) = (row.at, row.index, row.unit);
            self.role.clone_from(&entry.reader.role);
        }
        if self.role.is_empty() {
            self.role.clone_from(&entry.reader.role);
        }
        self.actions.insert(entry.action.clone());
        let given = entry.note.get("reason");
        self.given.extend(given.map(|reason| (entry.action.clone(), reason.clone())));
        let is_command = entry.reader.role == "command";
        // Nobody is signed in there, and no record about a person can be reached.
        let is_unsigned = is_command || matches!(entry.reader.role.as_str(), "public" | "link");
        let of_items = items.iter().map(|item| item.relation.unwrap_or(Relation::None));
        self.relations.extend(of_items.clone());
        self.records.extend(items.iter().map(|item| (item.kind.clone(), item.record.clone())));
        let is_explained =
            is_unsigned || (!items.is_empty() && of_items.clone().all(|r| r != Relation::None));
        let hour = stockholm::local(row.at).hour();
        let flags = [
            (Flag::Unexplained, !is_explained),
            (Flag::Refused, entry.class == ActionClass::Refusal),
            (Flag::Reporter, entry.action == Action::ReporterShow.word()),
            (Flag::Protected, items.iter().any(|item| item.protected)),
            (Flag::OffHours, !is_unsigned && !(6..20).contains(&hour)),
            (Flag::Searches, self.misses >= MISSES),
            (Flag::Command, is_command),
        ];
        self.flags.extend(flags.into_iter().filter(|(_, met)| *met).map(|(flag, _)| flag));
    }

    /// Whether it needs a look of its own.
    pub fn is_flagged(&self) -> bool {
        !self.flags.is_empty()
    }
}

/// At least so many groups are looked at by chance.
const FEWEST: usize = 5;
/// And never more than anybody looks through.
const MOST: usize = 20;

/// Which of the explained groups are looked at by chance: five in a hundred, at least five. `rank` is the chance:
/// fixed for a group, so that a page shown again shows the same ones.
pub(super) fn sample(all: &[Group], rank: impl Fn(&GroupKey) -> [u8; 32]) -> BTreeSet<GroupKey> {
    let mut ranked: Vec<([u8; 32], &GroupKey)> =
        all.iter().filter(|group| !group.is_flagged()).map(|group| (rank(&group.key), &group.key)).collect();
    ranked.sort_unstable();
    let wanted = ranked.len().div_ceil(20).clamp(FEWEST, MOST);
    ranked.into_iter().take(wanted).map(|(_, key)| key.clone()).collect()
}

#[cfg(test)]
#[path = "groups_tests.rs"]
mod tests;
