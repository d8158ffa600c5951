//! What one line of the log says, and the one way in which it is written down.
//!
//! An entry holds ids, codes, law versions and counts. It never holds a name, a personal number, a
//! search word or anything that a record contains: the log must not become a second register of
//! children. It does not say how it is sealed or stored, and it does not check that an id exists.

use std::collections::BTreeMap;
use std::fmt;

use domain::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What kind of act an entry records; stands in clear beside the sealed entry.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum ActionClass {
    /// A record was opened.
    Read = 1,
    /// Rows of a list were shown.
    List = 2,
    /// A record was made or altered.
    Change = 3,
    /// Fields were handed over to another unit.
    Disclose = 4,
    /// Persons were searched for.
    Search = 5,
    /// The log itself was opened.
    Log = 6,
    /// An account, a duty or a session changed.
    Account = 7,
    /// Nothing was shown and nothing changed: the answer was no.
    Refusal = 8,
}

impl ActionClass {
    /// Every class, in the order of its code.
    pub const ALL: [Self; 8] = [
        Self::Read,
        Self::List,
        Self::Change,
        Self::Disclose,
        Self::Search,
        Self::Log,
        Self::Account,
        Self::Refusal,
    ];

    /// The number that stands in the database and in the leaf; it never changes its meaning.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The class with this number, if there is one.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }

    /// The word that stands in the entry; it never changes its meaning.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::List => "list",
            Self::Change => "change",
            Self::Disclose => "disclose",
            Self::Search => "search",
            Self::Log => "log",
            Self::Account => "account",
            Self::Refusal => "refusal",
        }
    }

    /// Whether a decision taken before such an entry may have to be taken again after it.
    pub const fn moves_authority(self) -> bool {
        matches!(self, Self::Change | Self::Disclose | Self::Account)
    }
}

impl fmt::Display for ActionClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who asked, and how they had shown who they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reader {
    /// The account.
    pub account: String,
    /// The duty under which the session acted; none for acts before a duty is chosen.
    pub duty: Option<String>,
    /// The role that the duty gives.
    pub role: String,
    /// A short hash of the session, enough to group its entries and useless for taking it over.
    pub session: String,
    /// Whether a second factor was shown.
    pub second_factor: bool,
}

/// What the gate answered for one record.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The fields were opened.
    Allowed,
    /// The policies said no.
    Refused,
    /// There is no such record; the reader saw the same answer as for a refusal.
    Missing,
}

/// By what the reader stands to the record: the reason by which a reading is explained.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The reader is responsible for it.
    Assigned,
    /// A copy that was handed over to the reader's unit.
    ReceivedCopy,
    /// A task that was given to the reader.
    Task,
    /// The reader's own report.
    OwnReport,
    /// It was made at the reader's unit.
    OwnUnit,
    /// The log itself, or what belongs to its review.
    Review,
    /// Nothing in the system explains it.
    None,
}

impl Relation {
    /// All of them, in the order in which they explain.
    pub const ALL: [Self; 7] = [
        Self::Assigned,
        Self::ReceivedCopy,
        Self::Task,
        Self::OwnReport,
        Self::OwnUnit,
        Self::Review,
        Self::None,
    ];

    /// The word that stands in the entry; it never changes its meaning.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::ReceivedCopy => "received_copy",
            Self::Task => "task",
            Self::OwnReport => "own_report",
            Self::OwnUnit => "own_unit",
            Self::Review => "review",
            Self::None => "none",
        }
    }
}

/// One record that was decided about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The kind of record, such as `concern`.
    pub kind: String,
    /// The id of the record.
    pub record: String,
    /// The id of the person whom the record is about, where it is about one.
    pub subject: Option<String>,
    /// The classes of fields that were opened.
    pub fields: Vec<String>,
    /// The answer.
    pub verdict: Verdict,
    /// The ids of the policies that decided.
    pub policies: Vec<String>,
    /// How the reader stood to the record; entries from before this was written down do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// Whether the person has protected personal data: such readings are always reviewed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub protected: bool,
}

/// One line of the log.
///
/// A field that is added later gets `#[serde(default, skip_serializing_if = …)]`, so that old lines
/// are still written as the same bytes and their leaves still agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The place in the log, from 0 and without gaps.
    pub index: u64,
    /// When it was written; never earlier than the entry before.
    pub at: Timestamp,
    /// The month under whose key the entry is sealed, such as `2026-11`.
    pub month: String,
    /// The unit in which the reader acted.
    pub unit: String,
    /// The authority to which the unit belongs.
    pub authority: String,
    /// Who asked.
    pub reader: Reader,
    /// The kind of act.
    pub class: ActionClass,
    /// The literal act, such as `concern.read`.
    pub action: String,
    /// The code of the purpose.
    pub purpose: String,
    /// The law it rests on, with the version, such as `concern-report@2025-07-01`.
    pub basis: Vec<String>,
    /// Which policies were in force.
    pub policy_version: String,
    /// The route that was called, with placeholders instead of ids.
    pub route: String,
    /// The number that a user quotes when asking about this request.
    pub request: String,
    /// How many results were shown.
    pub results: u32,
    /// Each record that was decided about.
    pub items: Vec<Item>,
    /// What else belongs to the act, such as range and filter when the log is opened.
    pub note: BTreeMap<String, String>,
}

/// Why an entry cannot be written or read. It says nothing of what the entry holds.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Error)]
pub enum EntryError {
    /// The entry cannot be written as JSON. No entry is known for which this happens.
    #[error("the entry cannot be written")]
    Unwritable,
    /// The bytes are no entry, or one that is not written in the canonical form.
    #[error("the bytes are no entry in canonical form")]
    Unreadable,
}

impl Entry {
    /// The bytes that are sealed, stored and committed to.
    ///
    /// JSON is canonical here because nothing is left to choose: the order of fields is that of the
    /// struct, the one map is sorted by key, there are no floats, no field is left out, and
    /// `serde_json` writes without spaces and knows one escape for each character.
    pub fn canonical(&self) -> Result<Canonical, EntryError> {
        let bytes = serde_json::to_vec(self).map_err(|_| EntryError::Unwritable)?;
        Ok(Canonical { class: self.class, at: self.at, bytes })
    }

    /// Reads an entry from its canonical bytes, and refuses every other way to write the same.
    pub fn from_canonical(bytes: &[u8]) -> Result<Self, EntryError> {
        let entry: Self = serde_json::from_slice(bytes).map_err(|_| EntryError::Unreadable)?;
        if entry.canonical()?.as_bytes() == bytes { Ok(entry) } else { Err(EntryError::Unreadable) }
    }
}

/// An entry in canonical form, together with what its leaf shows in clear.
///
/// Made only by [`Entry::canonical`], so that a leaf cannot show the day or class of another entry.
#[derive(Clone, PartialEq, Eq)]
pub struct Canonical {
    pub(crate) class: ActionClass,
    pub(crate) at: Timestamp,
    bytes: Vec<u8>,
}

impl Canonical {
    /// The bytes to seal and to store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A line that differs with its index: a counsellor and others open one concern after another.
    pub(crate) fn entry(index: u64) -> Entry {
        let class = ActionClass::ALL[usize::try_from(index % 8).unwrap()];
        Entry {
            index,
            at: Timestamp::from_micros(1_795_523_400_000_000 + i64::try_from(index).unwrap() * 1_000_000_000),
            month: "2026-11".into(),
            unit: format!("{:032x}", index % 3),
            authority: "00000000000000000000000000000a01".into(),
            reader: Reader {
                account: "00000000000000000000000000000b01".into(),
                duty: index.is_multiple_of(2).then(|| "00000000000000000000000000000c01".into()),
                role: "intake".into(),
                session: "5f083f0a".into(),
                second_factor: true,
            },
            class,
            action: format!("concern.{class}"),
            purpose: "assessment".into(),
            basis: vec!["concern-report@2025-07-01".into()],
            policy_version: "2026-11-01".into(),
            route: "/concerns/{id}".into(),
            request: format!("K7-{index}"),
            results: 1,
            items: vec![Item {
                kind: "concern".into(),
                record: format!("{index:032x}"),
                subject: Some("00000000000000000000000000000d01".into()),
                fields: vec!["cover".into(), "reply".into()],
                verdict: Verdict::Allowed,
                policies: vec!["own-unit".into()],
                relation: None,
                protected: false,
            }],
            note: BTreeMap::new(),
        }
    }

    #[test]
    fn the_written_form_is_pinned() {
        let mut first = entry(0);
        first.note = [("to", "2026-11-30"), ("from", "2026-11-01")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into();
        let written = String::from_utf8(first.canonical().unwrap().as_bytes().to_vec()).unwrap();
        assert_eq!(
            written,
            concat!(
                r#"{"index":0,"at":1795523400000000,"month":"2026-11","unit":"00000000000000000000000000000000","#,
                r#""authority":"00000000000000000000000000000a01","reader":{"account":"00000000000000000000000000000b01","#,
                r#""duty":"00000000000000000000000000000c01","role":"intake","session":"5f083f0a","second_factor":true},"#,
                r#""class":"read","action":"concern.read","purpose":"assessment","basis":["concern-report@2025-07-01"],"#,
                r#""policy_version":"2026-11-01","route":"/concerns/{id}","request":"K7-0","results":1,"#,
                r#""items":[{"kind":"concern","record":"00000000000000000000000000000000","#,
                r#""subject":"00000000000000000000000000000d01","fields":["cover","reply"],"verdict":"allowed","#,
                r#""policies":["own-unit"]}],"note":{"from":"2026-11-01","to":"2026-11-30"}}"#,
            )
        );
        assert_eq!(Entry::from_canonical(written.as_bytes()), Ok(first));
    }

    #[test]
    fn no_other_way_to_write_the_same_is_read() {
        let bytes = entry(5).canonical().unwrap().as_bytes().to_vec();
        let text = String::from_utf8(bytes).unwrap();
        for other in [
            text.replace("\"index\":5,", "\"index\": 5,"),
            text.replace("\"results\":1,", "").replace("{\"index\"", "{\"results\":1,\"index\""),
            text.replace("intake", "int\\u0061ke"),
            text.replace("\"results\":1", "\"results\":1,\"extra\":1"),
            text.replace("\"duty\":null,", ""),
            String::new(),
        ] {
            assert_ne!(other, text);
            assert_eq!(Entry::from_canonical(other.as_bytes()), Err(EntryError::Unreadable));
        }
    }

    #[test]
    fn an_old_item_is_still_written_as_it_was_and_a_new_one_says_how_the_reader_stood() {
        let old = entry(0).canonical().unwrap().as_bytes().to_vec();
        assert_eq!(Entry::from_canonical(&old).unwrap().items[0].relation, None);
        for relation in Relation::ALL {
            let mut new = entry(0);
            new.items[0].relation = Some(relation);
            new.items[0].protected = true;
            let written = String::from_utf8(new.canonical().unwrap().as_bytes().to_vec()).unwrap();
            let said = format!(r#""relation":"{}","protected":true"#, relation.as_str());
            assert!(written.contains(&said), "{written}");
            assert_eq!(Entry::from_canonical(written.as_bytes()), Ok(new));
        }
    }

    #[test]
    fn codes_and_words_of_the_classes_stay_what_they_are() {
        let words = ActionClass::ALL.map(|class| (class.code(), class.as_str()));
        assert_eq!(
            words,
            [
                (1, "read"),
                (2, "list"),
                (3, "change"),
                (4, "disclose"),
                (5, "search"),
                (6, "log"),
                (7, "account"),
                (8, "refusal")
            ]
        );
        for class in ActionClass::ALL {
            assert_eq!(ActionClass::from_code(class.code()), Some(class));
            assert_eq!(serde_json::to_string(&class).unwrap(), format!("\"{class}\""));
        }
        assert_eq!((ActionClass::from_code(0), ActionClass::from_code(9)), (None, None));
        let moving = ActionClass::ALL.into_iter().filter(|class| class.moves_authority());
        assert!(moving.eq([ActionClass::Change, ActionClass::Disclose, ActionClass::Account]));
    }
}
