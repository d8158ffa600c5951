//! The record of every read and change, kept so that anyone can check that nobody altered it.
//!
//! **An [`Entry`] is one line of the log**: when, under which duty, what was asked, on which legal
//! basis, which records and kinds of fields were opened, and what the answer was. It holds ids and
//! codes only, never a name, a number or content.
//!
//! **The tree holds no entry.** Each entry goes into it as a [`Leaf`]: its class, its day and
//! SHA-256(salt, entry), with 256 bits of salt that stand nowhere else than beside the entry. The
//! leaves form the Merkle tree of RFC 6962 (Certificate Transparency). Its root is one hash that
//! stands for every line so far, and after each commit the root and the size of the log are signed
//! as a [`Checkpoint`]. Whoever holds one checkpoint, on paper in the diary or in the mailbox of the
//! auditor, can prove that a later log still begins with exactly the same lines.
//!
//! **So details can die while the proof lives.** Entry and salt are sealed under the key of their
//! month. When retention ends, that key is destroyed: the leaf, without its salt, says nothing about
//! anybody and can be matched to nothing, yet it is still the same leaf and every root still agrees.
//!
//! What stands here, in reading order: what is hashed ([`hash`]), what one line says ([`entry`]),
//! what of it the tree sees ([`leaf`]), the growing tree ([`tree`]), proofs about it ([`proof`]), who
//! signs ([`key`]) what ([`checkpoint`]), the file of all that was signed ([`checkpoint_file`]), the
//! log that goes on after a restore ([`succession`]), the check of a whole log ([`verify`]) and what it
//! can find ([`report`]).
//!
//! What it deliberately does not do: no file, no database, no clock, no randomness, no encryption.
//! Salts, keys, times and bytes are arguments.

pub mod hash;

pub mod entry;
pub mod leaf;

pub mod proof;
pub mod tree;

pub mod checkpoint;
pub mod checkpoint_file;
pub mod key;
pub mod succession;

pub mod report;
pub mod verify;

pub use checkpoint::{Checkpoint, NoteError, open};
pub use checkpoint_file::{CheckpointFile, FileError, landmarks, newest, read_file};
pub use entry::{ActionClass, Canonical, Entry, EntryError, Item, Reader, Relation, Verdict};
pub use hash::{Hash, empty_root, leaf_hash, node_hash};
pub use key::{KeyError, Origin, SigningKey, VerifyingKey};
pub use leaf::{Leaf, Salt};
pub use proof::{ProofError, consistency_proof, inclusion_proof, verify_consistency, verify_inclusion};
pub use report::{ClearColumn, Fault, Report};
pub use succession::{SUCCESSION, Succession, open_in_line};
pub use tree::{Head, Malformed, TILE, Tile, Tree};
pub use verify::{Detail, LeafRow, StoredHead, Verified, Verifier};
