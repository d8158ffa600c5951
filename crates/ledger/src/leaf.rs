//! What the tree sees of an entry: its class, its day, and a commitment that only the salt opens.
//!
//! It holds no identifier, and no hash of one that could be found by trying: a personal number has
//! some 44 million values, so a hash without a secret salt would be the number itself.
//! It does not make salts; randomness is the caller's.

use std::fmt;

use domain::Timestamp;

use crate::entry::Canonical;
use crate::hash::{Hash, leaf_hash};

/// Counts incompatible changes of what a leaf commits to.
const VERSION: u8 = 1;
const MICROS_PER_DAY: i64 = 86_400_000_000;

/// 256 random bits that hide an entry behind its commitment.
///
/// Made afresh for each entry, sealed together with it, and destroyed with the key of its month.
#[derive(Clone, PartialEq, Eq)]
pub struct Salt([u8; 32]);

impl Salt {
    /// Takes 32 bytes from a source of randomness, or from an opened entry, as a salt.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes to seal beside the entry.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Salt {
    /// A salt in a log file would undo the destruction of its entry.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

/// The data of one leaf: version, class, day (four bytes, big-endian), commitment.
///
/// Stored in clear for ever. After the key of the month is gone it still proves that on this day an
/// act of this class took place, and nothing more.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Leaf([u8; Self::BYTES]);

impl Leaf {
    /// How many bytes a leaf has; all have the same, so that length says nothing.
    pub const BYTES: usize = 38;

    /// Takes stored bytes as a leaf. Nothing is checked here: [`crate::verify`] does that.
    pub const fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// The bytes to store.
    pub const fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    /// The hash that goes into the tree.
    pub fn hash(&self) -> Hash {
        leaf_hash(&self.0)
    }

    /// The code of the class that the leaf shows.
    pub fn class(&self) -> u8 {
        let [_version, class, ..] = self.0;
        class
    }

    /// The day that the leaf shows, as the number of days since 1970 in UTC.
    pub fn day(&self) -> u32 {
        let [_version, _class, a, b, c, d, ..] = self.0;
        u32::from_be_bytes([a, b, c, d])
    }

    /// Whether the leaf is of the version that this program writes.
    pub fn is_known_version(&self) -> bool {
        let [version, ..] = self.0;
        version == VERSION
    }
}

impl TryFrom<&[u8]> for Leaf {
    type Error = std::array::TryFromSliceError;

    fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
        bytes.try_into().map(Self)
    }
}

impl Canonical {
    /// The leaf that commits to this entry and to no other.
    pub fn leaf(&self, salt: &Salt) -> Leaf {
        let commitment = Hash::of(&[salt.as_bytes(), self.as_bytes()]);
        let data = [VERSION, self.class.code()]
            .into_iter()
            .chain(day_of(self.at).to_be_bytes())
            .chain(*commitment.as_bytes());
        let mut leaf = [0; Leaf::BYTES];
        for (slot, byte) in leaf.iter_mut().zip(data) {
            *slot = byte;
        }
        Leaf(leaf)
    }
}

/// Days since 1970 in UTC. What lies outside a `u32` counts as its nearest end: the exact time is
/// under the commitment, the day only has to be the same function of it everywhere.
pub(crate) fn day_of(at: Timestamp) -> u32 {
    let end = if at.micros() < 0 { 0 } else { u32::MAX };
    u32::try_from(at.micros().div_euclid(MICROS_PER_DAY)).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::tests::entry;

    #[test]
    fn shows_class_and_day_and_nothing_else() {
        let canonical = entry(3).canonical().unwrap();
        let leaf = canonical.leaf(&Salt::from_bytes([7; 32]));
        assert_eq!((leaf.class(), leaf.day()), (4, 20_781));
        assert!(leaf.is_known_version());
        assert_eq!(leaf.as_bytes()[..6], [1, 4, 0, 0, 0x51, 0x2d]);
        let committed = Hash::of(&[&[7; 32], canonical.as_bytes()]);
        assert_eq!(leaf.as_bytes()[6..], committed.as_bytes()[..]);
        assert_eq!(Leaf::try_from(leaf.as_bytes().as_slice()).unwrap(), leaf);
    }

    #[test]
    fn another_salt_hides_that_it_is_the_same_entry() {
        let canonical = entry(3).canonical().unwrap();
        let leaf = |byte| canonical.leaf(&Salt::from_bytes([byte; 32]));
        assert_ne!(leaf(1).hash(), leaf(2).hash());
        assert_eq!(format!("{:?}", Salt::from_bytes([9; 32])), "Salt(..)");
    }

    #[test]
    fn every_time_has_a_day() {
        let day = |micros| day_of(Timestamp::from_micros(micros));
        assert_eq!([day(0), day(MICROS_PER_DAY - 1), day(MICROS_PER_DAY)], [0, 0, 1]);
        assert_eq!([day(-1), day(i64::MIN)], [0, 0]);
        assert_eq!(day(i64::MAX), 106_751_991);
    }
}
