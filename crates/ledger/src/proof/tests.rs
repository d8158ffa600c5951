//! Proofs against the published answers, against `tlog_tiles`, and against everything that is not them.

use proptest::prelude::*;
use tlog_tiles::{HashReader, check_record, check_tree, prove_record, prove_tree, tree_hash};

use super::*;
use crate::tree::tests::{known_leaves, leaves};

/// The tree as `tlog_tiles` stores it.
struct Theirs(Vec<tlog_tiles::Hash>);

impl HashReader for Theirs {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(indexes.iter().map(|index| self.0[usize::try_from(*index).unwrap()]).collect())
    }
}

fn their(hash: Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(*hash.as_bytes())
}

fn our(hashes: &[tlog_tiles::Hash]) -> Vec<Hash> {
    hashes.iter().map(|hash| Hash::from_bytes(hash.0)).collect()
}

fn theirs(leaves: &[Hash]) -> Theirs {
    let mut stored = Theirs(Vec::new());
    for (index, leaf) in (0..).zip(leaves) {
        let new = tlog_tiles::stored_hashes_for_record_hash(index, their(*leaf), &stored).unwrap();
        stored.0.extend(new);
    }
    stored
}

fn head(leaves: &[Hash]) -> Head {
    Tree::from_leaves(leaves.iter().copied()).head()
}

fn head_of(size: u64) -> Head {
    head(&leaves(size))
}

#[test]
fn known_proofs_of_certificate_transparency() {
    let text = |path: Option<Vec<Hash>>| path.unwrap().iter().map(Hash::to_string).collect::<Vec<_>>();
    let leaves = known_leaves();
    assert_eq!(
        text(inclusion_proof(&leaves, 0)),
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ]
    );
    assert_eq!(
        text(consistency_proof(&leaves, 6)),
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]
    );
}

#[test]
fn all_small_proofs_are_those_of_tlog_tiles_and_hold_in_both() {
    for size in 1..=40 {
        let leaves = leaves(size);
        let (stored, head) = (theirs(&leaves), head_of(size));
        assert_eq!(tree_hash(size, &stored).unwrap(), their(head.root));
        for (index, leaf) in (0..).zip(&leaves) {
            let proof = inclusion_proof(&leaves, index).unwrap();
            let second = prove_record(size, index, &stored).unwrap();
            assert_eq!(our(&second), proof);
            assert_eq!(verify_inclusion(*leaf, index, head, &proof), Ok(()));
            check_record(&second, size, their(head.root), index, their(*leaf)).unwrap();
        }
        for old in 1..=size {
            let proof = consistency_proof(&leaves, old).unwrap();
            let second = prove_tree(size, old, &stored).unwrap();
            assert_eq!(our(&second), proof);
            assert_eq!(verify_consistency(head_of(old), head, &proof), Ok(()));
            check_tree(&second, size, their(head.root), old, their(head_of(old).root)).unwrap();
        }
        assert_eq!(verify_consistency(head_of(0), head, &[]), Ok(()));
    }
}

#[test]
fn nothing_is_proved_beyond_the_end() {
    let leaves = leaves(5);
    assert_eq!((inclusion_proof(&leaves, 5), consistency_proof(&leaves, 6)), (None, None));
    assert_eq!(verify_inclusion(leaves[0], 5, head_of(5), &[]), Err(ProofError::BeyondTheEnd));
    assert_eq!(verify_consistency(head_of(6), head_of(5), &[]), Err(ProofError::BeyondTheEnd));
    assert_eq!(verify_consistency(head_of(5), head_of(5), &leaves), Err(ProofError::WrongLength));
    let other = Head { size: 0, root: leaves[0] };
    assert_eq!(verify_consistency(other, head_of(5), &[]), Err(ProofError::OtherRoot));
}

#[test]
fn the_root_of_a_part_is_not_the_root_of_the_tree() {
    let leaves = leaves(2);
    let part = Head { size: 4, root: head_of(2).root };
    assert_eq!(verify_inclusion(leaves[0], 0, part, &leaves[1..]), Err(ProofError::WrongLength));
    assert_eq!(verify_consistency(head_of(2), part, &[]), Err(ProofError::WrongLength));
    assert_eq!(verify_inclusion(leaves[0], 0, head_of(1), &leaves), Err(ProofError::WrongLength));
}

/// One way to spoil a proof: a hash changed, dropped, added, or two swapped.
fn spoil(proof: &mut Vec<Hash>, kind: u8, place: prop::sample::Index, other: Hash) {
    let place = if proof.is_empty() { None } else { Some(place.index(proof.len())) };
    match (kind, place) {
        (0, Some(place)) => proof[place] = other,
        (1, Some(place)) => drop(proof.remove(place)),
        (2, Some(place)) if place + 1 < proof.len() => proof.swap(place, place + 1),
        (_, place) => proof.insert(place.unwrap_or(0), other),
    }
}

proptest! {
    #[test]
    fn a_true_inclusion_holds_and_a_spoilt_one_does_not(
        size in 1_u64..700,
        (at, place) in any::<(prop::sample::Index, prop::sample::Index)>(),
        kind in 0_u8..4,
        noise: [u8; 32],
    ) {
        let leaves = leaves(size);
        let (at, head) = (at.index(leaves.len()), head(&leaves));
        let (index, leaf) = (u64::try_from(at).unwrap(), leaves[at]);
        let noise = Hash::from_bytes(noise);
        let proof = inclusion_proof(&leaves, index).unwrap();
        prop_assert_eq!(verify_inclusion(leaf, index, head, &proof), Ok(()));

        prop_assert!(verify_inclusion(noise, index, head, &proof).is_err());
        let other = Head { root: noise, ..head };
        prop_assert!(verify_inclusion(leaf, index, other, &proof).is_err());
        let neighbour = if index == 0 { 1 } else { index - 1 };
        prop_assert!(verify_inclusion(leaf, neighbour, head, &proof).is_err());
        let mut spoilt = proof;
        spoil(&mut spoilt, kind, place, noise);
        prop_assert!(verify_inclusion(leaf, index, head, &spoilt).is_err());
    }

    #[test]
    fn a_true_consistency_holds_and_a_spoilt_one_does_not(
        size in 2_u64..700,
        (at, place) in any::<(prop::sample::Index, prop::sample::Index)>(),
        kind in 0_u8..4,
        noise: [u8; 32],
    ) {
        let leaves = leaves(size);
        let old = 1 + u64::try_from(at.index(leaves.len() - 1)).unwrap();
        let (old, new) = (head_of(old), head(&leaves));
        let noise = Hash::from_bytes(noise);
        let proof = consistency_proof(&leaves, old.size).unwrap();
        prop_assert_eq!(verify_consistency(old, new, &proof), Ok(()));

        let (other_old, other_new) = (Head { root: noise, ..old }, Head { root: noise, ..new });
        prop_assert!(verify_consistency(other_old, new, &proof).is_err());
        prop_assert!(verify_consistency(old, other_new, &proof).is_err());
        let mut spoilt = proof;
        spoil(&mut spoilt, kind, place, noise);
        prop_assert!(verify_consistency(old, new, &spoilt).is_err());
    }

    #[test]
    fn no_input_makes_a_check_panic(
        (leaf, index, sizes) in any::<([u8; 32], u64, (u64, u64))>(),
        proof in prop::collection::vec(any::<[u8; 32]>(), 0..70),
    ) {
        let root = Hash::from_bytes(leaf);
        let proof: Vec<Hash> = proof.into_iter().map(Hash::from_bytes).collect();
        let (old, new) = (Head { size: sizes.0, root }, Head { size: sizes.1, root });
        prop_assert!(verify_inclusion(root, index, new, &proof).is_err());
        prop_assert!(verify_consistency(old, new, &proof).is_err());
    }
}
