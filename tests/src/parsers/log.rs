//! What the log is read from: signed notes, the file of checkpoints, entries, leaves, trees and proofs.

use ledger::{
    Checkpoint, Entry, Hash, Head, Leaf, Origin, Salt, SigningKey, Tile, Tree, VerifyingKey,
    consistency_proof, inclusion_proof, leaf_hash, newest, open, read_file, verify_consistency,
    verify_inclusion,
};

use super::{taken, text};

/// The key of the examples.
#[expect(clippy::expect_used, reason = "the name is a constant")]
fn key() -> SigningKey {
    SigningKey::from_bytes(&[1; 32], Origin::new("karlshamn.example/fyrklover").expect("a name"))
}

/// A note that opens says what its lines say, and holds the one signature that the key makes over them. A key that is
/// read is written the same.
pub(super) fn note(bytes: &[u8]) {
    let Some(written) = text(bytes) else { return };
    if let Ok(key) = written.trim_end().parse::<VerifyingKey>() {
        assert_eq!(key.to_string(), written.trim_end());
    }
    let key = key();
    let Ok(said) = open(written, key.verifying_key()) else { return };
    let again = key.sign(&said);
    let (lines, signature) = again.split_once("\n\n").unwrap_or_default();
    assert!(written.starts_with(&format!("{lines}\n\n")), "the same lines");
    assert!(written.contains(signature), "the same signature");
    assert_eq!(open(&again, key.verifying_key()), Ok(said));
}

/// A checkpoint of any size and root is signed and opened, and with one byte altered it is not opened.
pub(super) fn signed(bytes: &[u8]) {
    let (size, rest) = taken(bytes);
    let (root, rest) = taken(rest);
    let ([high, low, other], _) = taken(rest);
    let key = key();
    let head = Head { size: u64::from_be_bytes(size), root: Hash::from_bytes(root) };
    let said = Checkpoint::new(key.origin().clone(), head);
    let note = key.sign(&said);
    assert_eq!(open(&note, key.verifying_key()), Ok(said.clone()));
    let mut altered = note.clone().into_bytes();
    let place = usize::from(u16::from_be_bytes([high, low])) % altered.len();
    if let Some(byte) = altered.get_mut(place) {
        *byte = other;
    }
    if altered != note.as_bytes() {
        let opened = std::str::from_utf8(&altered).map(|altered| open(altered, key.verifying_key()));
        assert!(!matches!(opened, Ok(Ok(_))), "a byte was altered");
    }
    // As the file keeps it, beside a whole one: altered it is never taken for what was signed.
    let file = [note.as_bytes(), &altered].concat();
    if let Ok(read) = read_file(&file, key.verifying_key()) {
        assert!(read.checkpoints.iter().all(|one| *one == said));
    }
}

/// A file of checkpoints that is read ends as it says, also when it is cut there and goes on.
#[expect(clippy::indexing_slicing, reason = "a place that the file does not have is what is looked for")]
pub(super) fn checkpoint_file(bytes: &[u8]) {
    let key = key();
    let last = newest(bytes, key.verifying_key());
    let read = match read_file(bytes, key.verifying_key()) {
        Ok(read) => read,
        Err(fault) => {
            assert!(fault.number >= 1);
            return;
        }
    };
    assert_eq!(last, Ok(read.checkpoints.last().cloned()));
    let whole = &bytes[..read.torn_at.unwrap_or(bytes.len())];
    let again = read_file(whole, key.verifying_key());
    assert_eq!(
        again.as_ref().map(|again| (&again.checkpoints, again.torn_at)),
        Ok((&read.checkpoints, None))
    );
    let next = Checkpoint::new(key.origin().clone(), Tree::new().head());
    let longer = [whole, key.sign(&next).as_bytes()].concat();
    let longer = read_file(&longer, key.verifying_key()).map(|file| file.checkpoints.len());
    assert_eq!(longer, Ok(read.checkpoints.len() + 1));
}

/// An entry has one spelling, and its leaf shows its class and day and is another one under another salt.
pub(super) fn entry(bytes: &[u8]) {
    let Ok(entry) = Entry::from_canonical(bytes) else { return };
    let Ok(canonical) = entry.canonical() else { unreachable!("an entry that was read is written") };
    assert_eq!(canonical.as_bytes(), bytes);
    let leaf = canonical.leaf(&Salt::from_bytes([7; 32]));
    assert!(leaf.class() == entry.class.code() && leaf.is_known_version());
    assert_ne!(leaf, canonical.leaf(&Salt::from_bytes([8; 32])));
    let mut other = entry.clone();
    other.results ^= 1;
    let other = other.canonical().map(|other| other.leaf(&Salt::from_bytes([7; 32])));
    assert_ne!(other, Ok(leaf), "another entry has another leaf");
}

/// What columns hold is read as what was written, or not at all; a tree that was read grows.
pub(super) fn stored(bytes: &[u8]) {
    if let Ok(mut tree) = Tree::from_bytes(bytes) {
        assert_eq!(tree.to_bytes(), bytes);
        let before = tree.head();
        tree.push(leaf_hash(bytes));
        assert_eq!(tree.size(), before.size + 1);
        assert_ne!(tree.root(), before.root);
        assert!(tree.size() == u64::MAX || Tree::from_bytes(&tree.to_bytes()) == Ok(tree));
    }
    if let Ok(tile) = Tile::from_bytes(bytes) {
        assert_eq!(tile.to_bytes(), bytes);
        assert_eq!(tile.root(), Tree::from_leaves(tile.leaves().iter().copied()).root());
    }
    if let Ok(leaf) = Leaf::try_from(bytes) {
        assert_eq!(leaf.as_bytes().as_slice(), bytes);
        assert_eq!(leaf.hash(), leaf_hash(bytes));
        assert_eq!(leaf.is_known_version(), bytes.first() == Some(&1));
    }
}

/// An honest proof proves, an altered one does not, and no proof of whatever sizes makes the check panic.
pub(super) fn proof(bytes: &[u8]) {
    let ([size, index, old], rest) = taken(bytes);
    let leaves: Vec<Hash> = (0..=size).map(|leaf| leaf_hash(&[leaf, old])).collect();
    let head = |size: usize| Tree::from_leaves(leaves.iter().take(size).copied()).head();
    let (whole, index) = (head(leaves.len()), usize::from(index) % leaves.len());
    let older = usize::from(old) % (leaves.len() + 1);
    let bent = |proof: &[Hash]| {
        let mut flat: Vec<u8> = proof.iter().flat_map(|hash| *hash.as_bytes()).collect();
        flat.iter_mut().zip(rest).for_each(|(byte, other)| *byte ^= other);
        flat.chunks_exact(32).filter_map(|hash| Hash::try_from(hash).ok()).collect::<Vec<_>>()
    };
    let (leaf, at) = (leaves.get(index).copied().unwrap_or(whole.root), index as u64);
    let path = inclusion_proof(&leaves, at).unwrap_or_default();
    assert_eq!(verify_inclusion(leaf, at, whole, &path), Ok(()));
    assert_eq!(verify_inclusion(leaf, at, whole, &bent(&path)).is_ok(), bent(&path) == path);
    let path = consistency_proof(&leaves, older as u64).unwrap_or_default();
    assert_eq!(verify_consistency(head(older), whole, &path), Ok(()));
    assert_eq!(verify_consistency(head(older), whole, &bent(&path)).is_ok(), bent(&path) == path);
    let (sizes, rest) = taken::<24>(rest);
    let [place, one, two] =
        [0, 8, 16].map(|from| u64::from_be_bytes(taken(sizes.get(from..).unwrap_or_default()).0));
    let hashes: Vec<Hash> = rest.chunks_exact(32).filter_map(|hash| Hash::try_from(hash).ok()).collect();
    let _ = verify_inclusion(leaf, place, Head { size: one, root: whole.root }, &hashes);
    let far = |size| Head { size, root: whole.root };
    let _ = verify_consistency(far(one), far(two), &hashes);
}
