//! SHA-256 as RFC 6962 uses it: one prefix for leaves, another for nodes.
//!
//! It does not know what is hashed, and it compares in plain time: nothing here is a secret.

use std::fmt;

use sha2::{Digest, Sha256};

/// A SHA-256 hash: a leaf, a node or the root of the tree.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// How many bytes a hash has.
    pub const BYTES: usize = 32;

    /// Takes 32 bytes as a hash, such as a column of the database.
    pub const fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    /// SHA-256 over the parts one after the other.
    ///
    /// Only for parts of which all but the last have a fixed length: otherwise two different lists
    /// of parts could give the same bytes.
    pub(crate) fn of(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }
}

impl TryFrom<&[u8]> for Hash {
    type Error = std::array::TryFromSliceError;

    fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
        bytes.try_into().map(Self)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The hash of a leaf that holds `data`.
pub fn leaf_hash(data: &[u8]) -> Hash {
    Hash::of(&[&[0], data])
}

/// The hash of a node over two subtrees.
///
/// Its prefix differs from that of a leaf, so that no node can be passed off as an entry.
pub fn node_hash(left: Hash, right: Hash) -> Hash {
    Hash::of(&[&[1], left.as_bytes(), right.as_bytes()])
}

/// The root of a tree without leaves: the hash of nothing.
pub fn empty_root() -> Hash {
    Hash::of(&[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers_of_certificate_transparency() {
        assert_eq!(
            empty_root().to_string(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            format!("{:?}", leaf_hash(b"")),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
    }

    #[test]
    fn bytes_survive_and_other_lengths_are_refused() {
        let hash = leaf_hash(b"one line");
        assert_eq!(Hash::from_bytes(*hash.as_bytes()), hash);
        assert_eq!(Hash::try_from(hash.as_bytes().as_slice()).unwrap(), hash);
        assert!(Hash::try_from([0_u8; 31].as_slice()).is_err());
    }
}
