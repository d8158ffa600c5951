//! Sealed records: what the store returns, and the only thing that it returns.
//!
//! The cover is open, the body is ciphertext. There is no way from here to the body but
//! [`crate::KeyRing::open`], which asks for a permit. `Debug` prints kind and id and nothing else.

use std::fmt;

use domain::unit::SecrecyRegime;

use crate::record::{Facts, Protected};

/// A data key, wrapped under the key of an epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// Which epoch's key wraps it.
    pub epoch: u32,
    /// The wrapped key.
    pub bytes: Vec<u8>,
}

/// A body as it lies in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedBody {
    /// The ciphertext of one field group.
    pub ciphertext: Vec<u8>,
    /// The record's data key, wrapped.
    pub key: WrappedKey,
}

/// A record as the store returns it.
pub struct Sealed<T: Protected> {
    cover: T::Cover,
    regime: SecrecyRegime,
    body: SealedBody,
}

impl<T: Protected> Sealed<T> {
    /// A record read from the store. Sealing is harmless, so anybody may do it.
    pub fn new(cover: T::Cover, regime: SecrecyRegime, body: SealedBody) -> Self {
        Self { cover, regime, body }
    }

    /// The open cover: what routing, clocks and policy need.
    pub fn cover(&self) -> &T::Cover {
        &self.cover
    }

    /// What a decision may look at.
    pub fn facts(&self) -> Facts {
        T::facts(&self.cover, self.regime)
    }

    /// The ciphertext, for the key ring alone.
    pub(crate) fn body(&self) -> &SealedBody {
        &self.body
    }

    /// Takes the record apart, for the key ring alone.
    pub(crate) fn into_parts(self) -> (T::Cover, SealedBody) {
        (self.cover, self.body)
    }
}

impl<T: Protected> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} {})", T::KIND.word(), T::id(&self.cover).as_simple())
    }
}
