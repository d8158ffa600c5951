//! A draft of a concern: what somebody has begun to write and has not sent. It is the writer's own, reaches nobody, and
//! is thrown away by the writer, by sending the concern, or by the program when it has lain too long.

use serde::{Deserialize, Serialize};

use crate::{
    Id, Timestamp,
    duty::Account,
    unit::{Authority, Unit},
};

/// A draft of a concern.
pub enum Draft {}

/// What the cover of a draft says: whose it is, and nothing of whom it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftCover {
    /// Its id.
    pub id: Id<Draft>,
    /// Who writes it.
    pub author: Id<Account>,
    /// The authority where it is written.
    pub authority: Id<Authority>,
    /// The unit where it is written.
    pub unit: Id<Unit>,
    /// When it was last saved.
    pub saved: Timestamp,
}

/// What has been written so far, as it was typed: nothing of it has to be complete or right. Sealed.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Unfinished {
    /// The name.
    pub name: String,
    /// The personal number, perhaps half of one.
    pub number: String,
    /// Own observation.
    pub observed: String,
    /// What others told.
    pub hearsay: String,
    /// Own judgement.
    pub judgement: String,
    /// Whether the guardians know, where that was answered.
    pub guardians: String,
    /// What was ticked, by the fields' names.
    #[serde(default)]
    pub ticked: Vec<String>,
}
