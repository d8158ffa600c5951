//! Typed ids: an id knows what it identifies.
//!
//! Ids are random 128 bits (UUID version 4) and say nothing about time, place or order. They are made
//! from randomness that the caller brings; this module has no source of chance of its own.

use std::{fmt, hash::Hash, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The id of a `T`. Two ids of different things never compare and never stand in for each other.
pub struct Id<T> {
    value: Uuid,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// An id made of 16 random bytes; version and variant bits are set as RFC 9562 wants.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self::from(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }

    /// The bare value, for the store and for the log.
    pub fn uuid(self) -> Uuid {
        self.value
    }

    /// The sixteen bytes, for keys and associated data.
    pub fn bytes(self) -> [u8; 16] {
        *self.value.as_bytes()
    }
}

impl<T> From<Uuid> for Id<T> {
    fn from(value: Uuid) -> Self {
        Self { value, of: PhantomData }
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.value.cmp(&other.value)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.as_simple().fmt(f)
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text was not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: 32 hexadecimal digits are expected")]
pub struct NotAnId;

impl<T> FromStr for Id<T> {
    type Err = NotAnId;

    /// Accepts the one spelling that [`fmt::Display`] writes: 32 lower-case hexadecimal digits.
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let spelt_as_we_do = text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !spelt_as_we_do {
            return Err(NotAnId);
        }
        Uuid::try_parse(text).map(Self::from).map_err(|_| NotAnId)
    }
}

impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Thing;

    #[test]
    fn an_id_survives_its_own_spelling_and_no_other() {
        let id = Id::<Thing>::from_random([7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        for bad in ["", "1", "07070707-0707-4707-8707-070707070707", "GG070707070747078707070707070707"] {
            assert_eq!(bad.parse::<Id<Thing>>(), Err(NotAnId), "{bad}");
        }
    }
}
