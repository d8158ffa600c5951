//! Proofs about the tree: that it holds a leaf, and that it begins with an older tree (RFC 9162, 2.1).
//!
//! They are made from the leaf hashes, which takes one pass over them: an auditor asks now and then,
//! nobody waits. Checking needs no leaf but the one in question. Nothing here is signed; the head that
//! a proof is checked against comes from a checkpoint that was.

use thiserror::Error;

use crate::hash::{Hash, empty_root, node_hash};
use crate::tree::{Head, Tree};

/// Why a proof does not prove.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Error)]
pub enum ProofError {
    /// The tree has no such leaf, or is smaller than the older tree.
    #[error("the proof asks beyond the end of the tree")]
    BeyondTheEnd,
    /// The proof has more or fewer hashes than such a proof has.
    #[error("the proof has the wrong length")]
    WrongLength,
    /// The hashes lead to another root.
    #[error("the proof leads to another root")]
    OtherRoot,
}

/// Proves that the leaf at `index` is in the tree over `leaves`; none if there is no such leaf.
pub fn inclusion_proof(leaves: &[Hash], index: u64) -> Option<Vec<Hash>> {
    let mut at = usize::try_from(index).ok().filter(|at| *at < leaves.len())?;
    let mut path = Vec::new();
    let mut rest = leaves;
    while rest.len() > 1 {
        let (left, right) = halves(rest);
        if at < left.len() {
            path.push(root(right));
            rest = left;
        } else {
            path.push(root(left));
            at -= left.len();
            rest = right;
        }
    }
    path.reverse();
    Some(path)
}

/// Proves that the tree over `leaves` begins with the tree of `old_size` leaves; none if it is smaller.
///
/// Every tree begins with the empty tree and with itself: that needs no hash.
pub fn consistency_proof(leaves: &[Hash], old_size: u64) -> Option<Vec<Hash>> {
    let mut old = usize::try_from(old_size).ok().filter(|old| *old <= leaves.len())?;
    if old == 0 {
        return Some(Vec::new());
    }
    let mut path = Vec::new();
    let mut rest = leaves;
    let mut is_old_tree = true;
    while old < rest.len() {
        let (left, right) = halves(rest);
        if old <= left.len() {
            path.push(root(right));
            rest = left;
        } else {
            path.push(root(left));
            old -= left.len();
            rest = right;
            is_old_tree = false;
        }
    }
    // Whoever checks the proof knows the root of the old tree, but of no part of it.
    if !is_old_tree {
        path.push(root(rest));
    }
    path.reverse();
    Some(path)
}

/// Checks that the tree of `head` holds `leaf` at `index`.
pub fn verify_inclusion(leaf: Hash, index: u64, head: Head, proof: &[Hash]) -> Result<(), ProofError> {
    if index >= head.size {
        return Err(ProofError::BeyondTheEnd);
    }
    let mut climb = Climb { node: index, last: head.size - 1 };
    let mut root = leaf;
    for hash in proof {
        root = match climb.step()? {
            Side::Left => node_hash(*hash, root),
            Side::Right => node_hash(root, *hash),
        };
    }
    climb.arrived()?;
    if root == head.root { Ok(()) } else { Err(ProofError::OtherRoot) }
}

/// Checks that the tree of `new` begins with exactly the leaves of the tree of `old`.
pub fn verify_consistency(old: Head, new: Head, proof: &[Hash]) -> Result<(), ProofError> {
    if old.size > new.size {
        return Err(ProofError::BeyondTheEnd);
    }
    if old.size == 0 || old.size == new.size {
        let expected = if old.size == 0 { empty_root() } else { new.root };
        return match proof {
            [] if old.root == expected => Ok(()),
            [] => Err(ProofError::OtherRoot),
            _ => Err(ProofError::WrongLength),
        };
    }
    // The walk starts at the last complete subtree of the old tree. If that is all of the old tree,
    // its root is known and the proof leaves it out.
    let complete = old.size.trailing_zeros();
    let mut climb = Climb { node: (old.size - 1) >> complete, last: (new.size - 1) >> complete };
    let (start, path) = if old.size.is_power_of_two() {
        (old.root, proof)
    } else {
        proof.split_first().map(|(start, path)| (*start, path)).ok_or(ProofError::WrongLength)?
    };
    let (mut old_root, mut new_root) = (start, start);
    for hash in path {
        match climb.step()? {
            Side::Left => {
                old_root = node_hash(*hash, old_root);
                new_root = node_hash(*hash, new_root);
            }
            Side::Right => new_root = node_hash(new_root, *hash),
        }
    }
    climb.arrived()?;
    if old_root == old.root && new_root == new.root { Ok(()) } else { Err(ProofError::OtherRoot) }
}

/// The way from a node up to the root: its number and that of the last node, on the same level.
struct Climb {
    node: u64,
    last: u64,
}

/// On which side the next hash of a proof stands.
enum Side {
    Left,
    Right,
}

impl Climb {
    /// One step up, or several where the node has no sibling and is carried up as it is.
    fn step(&mut self) -> Result<Side, ProofError> {
        if self.last == 0 {
            return Err(ProofError::WrongLength);
        }
        let side = if self.node % 2 == 1 || self.node == self.last {
            let alone = self.node.trailing_zeros();
            self.node >>= alone;
            self.last >>= alone;
            Side::Left
        } else {
            Side::Right
        };
        self.node >>= 1;
        self.last >>= 1;
        Ok(side)
    }

    fn arrived(&self) -> Result<(), ProofError> {
        if self.last == 0 { Ok(()) } else { Err(ProofError::WrongLength) }
    }
}

/// Splits two or more leaves where the tree does: after the largest power of two that leaves a rest.
fn halves(leaves: &[Hash]) -> (&[Hash], &[Hash]) {
    leaves.split_at(leaves.len().next_power_of_two() / 2)
}

fn root(leaves: &[Hash]) -> Hash {
    Tree::from_leaves(leaves.iter().copied()).root()
}

#[cfg(test)]
mod tests;
