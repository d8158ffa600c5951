//! The Merkle tree of RFC 6962 as it grows: its right edge, and the tiles behind it.
//!
//! The edge is all that the writer needs to add a leaf and to know the root, some twenty hashes for a
//! million entries. It cannot prove anything about old leaves; [`crate::proof`] does, from the leaves.

use thiserror::Error;

use crate::hash::{Hash, empty_root, node_hash};

/// How many leaf hashes a tile holds, as in C2SP tlog-tiles.
pub const TILE: u64 = 256;
const TILE_HASHES: usize = 256;

/// The size and the root of a tree: what a checkpoint signs.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many leaves the tree has.
    pub size: u64,
    /// The hash over all of them.
    pub root: Hash,
}

/// Why stored bytes are no tree or no tile.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Error)]
#[error("the stored bytes have the wrong length")]
pub struct Malformed;

/// A tree to which leaves can only be added.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Tree {
    size: u64,
    /// The roots of the complete subtrees, the largest first: one for each bit that is set in `size`.
    peaks: Vec<Hash>,
}

impl Tree {
    /// A tree without leaves.
    pub const fn new() -> Self {
        Self { size: 0, peaks: Vec::new() }
    }

    /// The tree over these leaf hashes.
    pub fn from_leaves(leaves: impl IntoIterator<Item = Hash>) -> Self {
        let mut tree = Self::new();
        for leaf in leaves {
            tree.push(leaf);
        }
        tree
    }

    /// Adds a leaf at the end.
    pub fn push(&mut self, leaf: Hash) {
        // As in binary addition: each peak that gets a twin is carried into the next larger one.
        let mut carried = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                carried = node_hash(left, carried);
            }
        }
        self.peaks.push(carried);
        self.size += 1;
    }

    /// How many leaves there are.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The hash over all leaves.
    pub fn root(&self) -> Hash {
        let from_the_right = self.peaks.iter().rev().copied();
        from_the_right.reduce(|right, left| node_hash(left, right)).unwrap_or_else(empty_root)
    }

    /// Size and root.
    pub fn head(&self) -> Head {
        Head { size: self.size, root: self.root() }
    }

    /// The tree as bytes for one column: its size (big-endian) and its peaks.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.size.to_be_bytes().to_vec();
        bytes.extend(self.peaks.iter().flat_map(Hash::as_bytes));
        bytes
    }

    /// Reads what [`Tree::to_bytes`] wrote.
    ///
    /// Whether the peaks are the true ones shows when [`Tree::root`] is compared with a signed root. A size after which
    /// no leaf could be counted is none that was written.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let (size, peaks) = bytes.split_first_chunk().ok_or(Malformed)?;
        let size = u64::from_be_bytes(*size);
        let peaks = hashes(peaks)?;
        if size < u64::MAX && u32::try_from(peaks.len()) == Ok(size.count_ones()) {
            Ok(Self { size, peaks })
        } else {
            Err(Malformed)
        }
    }
}

/// The hashes of 256 leaves in a row, starting at a multiple of 256; never changes once it is full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile(Vec<Hash>);

impl Tile {
    /// The tile of exactly 256 leaf hashes.
    pub fn new(leaves: Vec<Hash>) -> Result<Self, Malformed> {
        if leaves.len() == TILE_HASHES { Ok(Self(leaves)) } else { Err(Malformed) }
    }

    /// The leaf hashes.
    pub fn leaves(&self) -> &[Hash] {
        &self.0
    }

    /// The hash over the 256 leaves.
    pub fn root(&self) -> Hash {
        Tree::from_leaves(self.0.iter().copied()).root()
    }

    /// The tile as 8192 bytes, hash after hash: the format of C2SP tlog-tiles.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(Hash::as_bytes).copied().collect()
    }

    /// Reads what [`Tile::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        hashes(bytes).and_then(Self::new)
    }
}

fn hashes(bytes: &[u8]) -> Result<Vec<Hash>, Malformed> {
    bytes.chunks(Hash::BYTES).map(|chunk| Hash::try_from(chunk).map_err(|_| Malformed)).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hash::leaf_hash;

    /// Leaves that all differ.
    pub(crate) fn leaves(size: u64) -> Vec<Hash> {
        (0..size).map(|index| leaf_hash(&index.to_be_bytes())).collect()
    }

    /// The eight leaves with which Certificate Transparency is tested everywhere.
    pub(crate) fn known_leaves() -> Vec<Hash> {
        let data: [&[u8]; 8] = [
            &[],
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        ];
        data.map(leaf_hash).to_vec()
    }

    /// The roots over the first one, two, … eight of [`known_leaves`].
    const KNOWN_ROOTS: [&str; 8] = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    #[test]
    fn known_roots_of_certificate_transparency() {
        let mut tree = Tree::new();
        assert_eq!(tree.root(), empty_root());
        for (leaf, root) in known_leaves().into_iter().zip(KNOWN_ROOTS) {
            tree.push(leaf);
            assert_eq!(tree.root().to_string(), root);
        }
    }

    proptest! {
        #[test]
        fn grows_after_a_round_trip_as_if_nothing_had_been(before in 0_u64..600, after in 0_u64..600) {
            let mut tree = Tree::from_bytes(&Tree::from_leaves(leaves(before)).to_bytes()).unwrap();
            for leaf in leaves(before + after).into_iter().skip(usize::try_from(before).unwrap()) {
                tree.push(leaf);
            }
            prop_assert_eq!(tree, Tree::from_leaves(leaves(before + after)));
        }

        #[test]
        fn refuses_bytes_of_any_other_length(size in 0_u64..600, cut in prop_oneof![1_usize..40, Just(32)]) {
            let mut bytes = Tree::from_leaves(leaves(size)).to_bytes();
            let shorter = bytes.get(..bytes.len().saturating_sub(cut)).unwrap();
            prop_assert_eq!(Tree::from_bytes(shorter), Err(Malformed));
            bytes.extend(vec![0; cut]);
            prop_assert_eq!(Tree::from_bytes(&bytes), Err(Malformed));
        }
    }

    #[test]
    fn a_size_that_cannot_grow_is_refused() {
        let full =
            |size: u64| [size.to_be_bytes().to_vec(), vec![7; 32 * size.count_ones() as usize]].concat();
        assert_eq!(Tree::from_bytes(&full(u64::MAX)), Err(Malformed));
        let mut largest = Tree::from_bytes(&full(u64::MAX - 1)).unwrap();
        largest.push(leaf_hash(b"the last one"));
        assert_eq!(largest.size(), u64::MAX);
    }

    #[test]
    fn a_tile_is_256_hashes_and_a_subtree() {
        let tile = Tile::new(leaves(TILE)).unwrap();
        assert_eq!(tile.root(), Tree::from_leaves(leaves(TILE)).root());
        assert_eq!((tile.to_bytes().len(), Tile::from_bytes(&tile.to_bytes())), (8192, Ok(tile)));
        assert_eq!(Tile::new(leaves(255)), Err(Malformed));
        assert_eq!(Tile::from_bytes(&[0; 8191]), Err(Malformed));
    }
}
