//! What every request asks for and what changes seldom: who stands at the desk, and the units. It is remembered until
//! the log records the next change (ADR 11).
//!
//! Nobody is given anything by it. A slip carries the index at which its actor was read, and the writer decides again
//! whenever a change has come since (`writer/batch.rs`); so what was remembered a moment too long is caught there, as
//! what was read a moment too early always was. Records, consents and sessions are never remembered.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use access::Actor;
use domain::{LegalDay, unit::Unit};

use crate::desk::{Badge, Card};

/// So many people at most are remembered: more than work at one municipality at a time.
const MOST: usize = 1024;

/// Who stands at the desk, as the store knew it at one index of the log's changes.
#[derive(Clone)]
pub(crate) struct Stood {
    pub(crate) card: Arc<Card>,
    pub(crate) actor: Arc<Actor>,
    /// The index of the last change when this was read.
    pub(crate) seen: u64,
}

/// The memory of one program.
#[derive(Default)]
pub(crate) struct Memory {
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    as_of: u64,
    people: HashMap<(Badge, LegalDay), Stood>,
    units: Option<Arc<[Unit]>>,
}

impl Memory {
    /// Whoever shows this badge, if nothing has changed since they were read. `now` is the last change that this
    /// program's writer knows to be durable; nothing is remembered while that is in doubt.
    pub(crate) fn who(&self, now: Option<u64>, badge: Badge, today: LegalDay) -> Option<Stood> {
        let inside = self.inside();
        inside.people.get(&(badge, today)).filter(|_| now == Some(inside.as_of)).cloned()
    }

    /// Remembers whoever showed this badge.
    pub(crate) fn keep_who(&self, badge: Badge, today: LegalDay, stood: &Stood) {
        let mut inside = self.inside();
        if inside.is_as_of(stood.seen) {
            if inside.people.len() >= MOST {
                inside.people.clear();
            }
            inside.people.insert((badge, today), stood.clone());
        }
    }

    /// The units, as they were at an index of the log's changes or since.
    pub(crate) fn units(&self, seen: u64) -> Option<Arc<[Unit]>> {
        let inside = self.inside();
        inside.units.clone().filter(|_| inside.as_of == seen)
    }

    /// Remembers the units.
    pub(crate) fn keep_units(&self, seen: u64, units: &Arc<[Unit]>) {
        let mut inside = self.inside();
        if inside.is_as_of(seen) {
            inside.units = Some(Arc::clone(units));
        }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    /// Whether this is the newest; with anything newer, what was remembered is forgotten.
    fn is_as_of(&mut self, seen: u64) -> bool {
        if seen > self.as_of {
            *self = Self { as_of: seen, ..Self::default() };
        }
        seen == self.as_of
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units() -> Arc<[Unit]> {
        Arc::from([])
    }

    #[test]
    fn what_is_older_than_the_last_change_is_forgotten() {
        let memory = Memory::default();
        memory.keep_units(4, &units());
        assert!(memory.units(4).is_some());
        assert!(memory.units(5).is_none() && memory.units(3).is_none());
        memory.keep_units(3, &units());
        assert!(memory.units(3).is_none(), "what comes late is not remembered");
        memory.keep_units(5, &units());
        assert!(memory.units(5).is_some() && memory.units(4).is_none());
    }
}
