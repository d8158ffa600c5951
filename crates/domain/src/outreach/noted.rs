//! What of a meeting is kept for counting: two answers on the cover that lead to nobody and outlive the content.

use serde::{Deserialize, Serialize};

words! {
    /// How the young person was met.
    Method {
        /// By the Linköping model.
        Linkoping "linkoping",
        /// In another way.
        Other "other",
    }
}

words! {
    /// Whether they had met before.
    Before {
        /// Met for the first time.
        First "first",
        /// Met before.
        Again "again",
    }
}

/// Both answers, where they were given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Noted {
    /// How.
    pub method: Option<Method>,
    /// For the first time, or not.
    pub before: Option<Before>,
}
