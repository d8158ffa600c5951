//! Authorities (*myndigheter, nämnder*) and their units (*enheter*).
//!
//! Every board is an authority and a controller of its own (11 § SoLPUF; 8 kap. 2 § OSL), so every record
//! names both the authority and the unit. Opening hours and telephone numbers are settings of the unit.

use serde::{Deserialize, Serialize};

use crate::{Id, hours::OpeningHours};

/// One of the four parties of SSPF, and the municipality that carries them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agency {
    /// School (*skola*).
    School,
    /// Social services (*socialtjänst*).
    Social,
    /// The Police Authority (*polis*).
    Police,
    /// Leisure (*fritid*).
    Leisure,
    /// The executive board and its staff (*kommunstyrelsen*): runs the system, sees no content.
    Municipality,
}

impl Agency {
    /// All of them, in the order of the name SSPF.
    pub const ALL: [Self; 5] = [Self::School, Self::Social, Self::Police, Self::Leisure, Self::Municipality];

    /// The stable word for store, policies and log.
    pub fn word(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Social => "social",
            Self::Police => "police",
            Self::Leisure => "leisure",
            Self::Municipality => "municipality",
        }
    }
}

/// How strongly a unit's law keeps what it receives secret (*sekretessregim*, our term).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecrecyRegime {
    /// Secret unless it is clear that nobody is harmed (26 kap. 1 §, 23 kap. 2 § first paragraph, 35 kap. 1 § OSL).
    Strong,
    /// Public unless harm is shown (23 kap. 2 § second paragraph OSL).
    Weak,
    /// No rule of its own: receives only what a consent names (7 kap. 2 §, 12 kap. 2 § OSL).
    None,
}

impl SecrecyRegime {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Strong, Self::Weak, Self::None];

    /// The stable word for store, policies and log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Weak => "weak",
            Self::None => "none",
        }
    }
}

/// An authority (*myndighet*): a board of the municipality or the Police Authority, controller of its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Its id; blind-index keys and the register of persons belong to it.
    pub id: Id<Authority>,
    /// Its official name in Swedish.
    pub name: String,
    /// Which party it is.
    pub agency: Agency,
}

/// A unit (*enhet*) of an authority: what duties belong to and what things are handed over to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: Id<Unit>,
    /// The authority it belongs to.
    pub authority: Authority,
    /// Its name in Swedish.
    pub name: String,
    /// Its secrecy regime.
    pub regime: SecrecyRegime,
    /// Whether concerns arrive here.
    pub receives_concerns: bool,
    /// Whom to ring, and when.
    pub contact: Contact,
}

/// Whom to ring at a unit. Numbers of an office, never of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// The unit's telephone number.
    pub phone: String,
    /// When somebody answers and reads what has arrived.
    pub hours: Option<OpeningHours>,
    /// Who answers outside these hours (*socialjouren*), as a telephone number.
    pub emergency: String,
}
