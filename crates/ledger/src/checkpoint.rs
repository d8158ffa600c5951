//! A checkpoint: the name, size and root of the log, signed as a note (C2SP tlog-checkpoint).
//!
//! It carries no time and no extension lines, because nobody has promised what they would mean.
//! It does not say whether the root is true: [`crate::verify`] computes it again.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

use crate::hash::Hash;
use crate::key::{Origin, SigningKey, VerifyingKey};
use crate::tree::Head;

/// What each signature line of a note begins with.
pub(crate) const SIGNATURE: &str = "\u{2014} ";

/// What the log says about itself at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log.
    pub origin: Origin,
    /// How many entries it had.
    pub size: u64,
    /// The hash over all of them.
    pub root: Hash,
}

/// Why a text is no checkpoint of the log in question.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Error)]
pub enum NoteError {
    /// The text is not written as checkpoints are.
    #[error("the text is not a checkpoint note")]
    Malformed,
    /// It is a checkpoint of another log.
    #[error("the checkpoint is of another log")]
    OtherOrigin,
    /// The key in question has not signed it.
    #[error("the checkpoint is not signed with the key of the log")]
    Unsigned,
    /// There is a signature with the name of the key, and it is false.
    #[error("the signature is false")]
    FalseSignature,
}

impl Checkpoint {
    /// What the log `origin` says with this size and root.
    pub const fn new(origin: Origin, head: Head) -> Self {
        Self { origin, size: head.size, root: head.root }
    }

    /// Its size and root.
    pub const fn head(&self) -> Head {
        Head { size: self.size, root: self.root }
    }

    /// The three lines that are signed.
    fn text(&self) -> String {
        let root = STANDARD.encode(self.root.as_bytes());
        format!("{}\n{}\n{root}\n", self.origin, self.size)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let origin = Origin::new(lines.next()?).ok()?;
        let size = lines.next()?.parse().ok()?;
        let root = STANDARD.decode(lines.next()?).ok()?;
        let read = Self { origin, size, root: Hash::try_from(root.as_slice()).ok()? };
        // Written again it must be the same text: no further line, no "+1", no "007".
        (read.text() == text).then_some(read)
    }
}

impl SigningKey {
    /// The signed note that says `checkpoint`.
    pub fn sign(&self, checkpoint: &Checkpoint) -> String {
        let text = checkpoint.text();
        let signature = self.signature_over(&text);
        format!("{text}\n{SIGNATURE}{} {signature}\n", self.origin())
    }
}

/// Reads a note and returns what it says if it is of the log of `key` and signed with it.
///
/// Signatures of others, such as witnesses, may stand beside and are not judged.
pub fn open(note: &str, key: &VerifyingKey) -> Result<Checkpoint, NoteError> {
    let (lines, signatures) = note.split_once("\n\n").ok_or(NoteError::Malformed)?;
    let text = format!("{lines}\n");
    let checkpoint = Checkpoint::parse(&text).ok_or(NoteError::Malformed)?;
    if checkpoint.origin != *key.origin() {
        return Err(NoteError::OtherOrigin);
    }
    let mut signed = false;
    for line in signatures.strip_suffix('\n').ok_or(NoteError::Malformed)?.split('\n') {
        let (name, id, signature) = parse_signature(line).ok_or(NoteError::Malformed)?;
        if name == *key.origin() && id == key.id() {
            if !key.accepts(&text, &signature) {
                return Err(NoteError::FalseSignature);
            }
            signed = true;
        }
    }
    if signed { Ok(checkpoint) } else { Err(NoteError::Unsigned) }
}

/// The name, key id and signature of a signature line.
fn parse_signature(line: &str) -> Option<(Origin, [u8; 4], Vec<u8>)> {
    let (name, content) = line.strip_prefix(SIGNATURE)?.split_once(' ')?;
    let content = STANDARD.decode(content).ok()?;
    let (id, signature) = content.split_first_chunk()?;
    let name = Origin::new(name).ok()?;
    (!signature.is_empty()).then(|| (name, *id, signature.to_vec()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use signed_note::{Note, StandardSigner, StandardVerifier, VerifierList};

    use super::*;
    use crate::key::tests::key;

    fn checkpoint(size: u64, root: [u8; 32]) -> Checkpoint {
        let head = Head { size, root: Hash::from_bytes(root) };
        Checkpoint::new(key(1).origin().clone(), head)
    }

    /// The same secret as [`key`] has, in the hands of `signed_note`.
    fn their_signer(secret: u8) -> StandardSigner {
        let public = key(secret).verifying_key().to_string();
        let id = public.split('+').nth(1).unwrap().to_owned();
        let secret = STANDARD.encode([&[1], [secret; 32].as_slice()].concat());
        let text = format!("PRIVATE+KEY+{}+{id}+{secret}", key(1).origin());
        StandardSigner::new(&text).unwrap()
    }

    proptest! {
        #[test]
        fn ours_verify_there_and_theirs_here(size: u64, root: [u8; 32]) {
            let said = checkpoint(size, root);
            let ours = key(1).sign(&said);
            let verifier = StandardVerifier::new(&key(1).verifying_key().to_string()).unwrap();
            let (signatures, _) = Note::from_bytes(ours.as_bytes())
                .unwrap()
                .verify(&VerifierList::new(vec![Box::new(verifier)]))
                .unwrap();
            prop_assert_eq!(signatures.len(), 1);

            let hash = tlog_tiles::Hash(root);
            let body = tlog_tiles::Checkpoint::new(said.origin.as_str(), size, hash, "").unwrap();
            let mut theirs = Note::new(&body.to_bytes(), &[]).unwrap();
            theirs.add_sigs(&[&their_signer(2), &their_signer(1)]).unwrap();
            let theirs = String::from_utf8(theirs.to_bytes()).unwrap();
            prop_assert_eq!(open(&theirs, key(1).verifying_key()), Ok(said.clone()));
            prop_assert_eq!(open(&ours, key(1).verifying_key()), Ok(said));
        }

        #[test]
        fn no_byte_can_change(size: u64, place: prop::sample::Index, byte: u8) {
            let said = checkpoint(size, [3; 32]);
            let mut note = key(1).sign(&said).into_bytes();
            let place = place.index(note.len());
            prop_assume!(note[place] != byte);
            note[place] = byte;
            if let Ok(note) = String::from_utf8(note) {
                prop_assert!(open(&note, key(1).verifying_key()).is_err());
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "(\u{2014} |a|\n|0|=|\\PC){0,40}") {
            prop_assert!(open(&text, key(1).verifying_key()).is_err());
        }
    }

    #[test]
    fn says_why_a_note_is_refused() {
        let said = checkpoint(3, [3; 32]);
        let note = key(1).sign(&said);
        let refused = |note: &str| open(note, key(1).verifying_key()).unwrap_err();

        assert_eq!(refused(&key(2).sign(&said)), NoteError::Unsigned);
        let other = SigningKey::from_bytes(&[1; 32], Origin::new("karlskrona.example").unwrap());
        let foreign = Checkpoint::new(other.origin().clone(), said.head());
        assert_eq!(refused(&other.sign(&foreign)), NoteError::OtherOrigin);
        assert_eq!(refused(&other.sign(&said)), NoteError::Unsigned);
        assert_eq!(refused(&note.replacen("\n3\n", "\n4\n", 1)), NoteError::FalseSignature);

        for (from, to) in [
            ("\n3\n", "\n03\n"),
            ("\n3\n", "\n+3\n"),
            ("\n3\n", "\n18446744073709551616\n"),
            ("\n3\n", "\n3\r\n"),
            ("\n\n", "\nextension\n\n"),
            ("=\n\n", "\n\n"),
            ("\n\n", "\n"),
            ("\n\n", "\n\n\n"),
            ("\u{2014} ", "- "),
        ] {
            assert_eq!(refused(&note.replacen(from, to, 1)), NoteError::Malformed, "{from:?} {to:?}");
        }
        for malformed in [format!("{note}\n"), note.trim_end().to_owned(), format!("{note}x\n")] {
            assert_eq!(refused(&malformed), NoteError::Malformed);
        }
    }
}
