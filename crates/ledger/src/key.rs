//! Who signs the log: its name, and the Ed25519 key pair in the forms of C2SP signed-note.
//!
//! It makes no keys and stores none: the 32 secret bytes come from the key folder as an argument.
//! What is signed stands in [`crate::checkpoint`].

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer;
use thiserror::Error;

use crate::hash::Hash;

/// The number of Ed25519 among the signature types of C2SP.
const ED25519: u8 = 1;

/// The name of one log, such as `karlshamn.example/fyrklover`; it is also the name of its key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin(String);

impl Origin {
    /// Takes a name that can stand in a note: not empty, no white space, no control character, no plus.
    pub fn new(name: &str) -> Result<Self, KeyError> {
        let breaks_a_note = |c: char| c.is_whitespace() || c.is_control() || c == '+';
        if name.is_empty() || name.contains(breaks_a_note) {
            return Err(KeyError::Name);
        }
        Ok(Self(name.to_owned()))
    }

    /// A name under this one.
    pub(crate) fn joined(&self, part: &str) -> Self {
        Self(format!("{self}/{part}"))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a name or a key cannot be used.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// The name would break the lines of a note.
    #[error("the name is empty or has white space, a control character or a plus")]
    Name,
    /// The text is no verifying key of an Ed25519 log in the one form that C2SP gives it.
    #[error("the text is no Ed25519 verifying key of the form name+id+key")]
    Format,
}

/// The key that signs checkpoints. Its secret is wiped from memory when it is dropped.
#[derive(Clone)]
pub struct SigningKey {
    secret: ed25519_dalek::SigningKey,
    public: VerifyingKey,
}

impl SigningKey {
    /// The key of the log `origin` from its 32 secret bytes. The caller wipes its own copy of them.
    pub fn from_bytes(secret: &[u8; 32], origin: Origin) -> Self {
        let secret = ed25519_dalek::SigningKey::from_bytes(secret);
        let public = VerifyingKey::new(origin, secret.verifying_key());
        Self { secret, public }
    }

    /// The name of the log that this key signs.
    pub const fn origin(&self) -> &Origin {
        &self.public.origin
    }

    /// The same secret under another name.
    pub(crate) fn named(&self, origin: Origin) -> Self {
        Self { secret: self.secret.clone(), public: self.public.named(origin) }
    }

    /// The key that checks what this key signs.
    pub const fn verifying_key(&self) -> &VerifyingKey {
        &self.public
    }

    /// The content of a signature line of a note: key id and signature over its text.
    pub(crate) fn signature_over(&self, text: &str) -> String {
        let signature = self.secret.sign(text.as_bytes()).to_bytes();
        STANDARD.encode([&self.public.id, signature.as_slice()].concat())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, ..)", self.public)
    }
}

/// The key that checks checkpoints; as text `name+id+key`, the form that every C2SP tool reads.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifyingKey {
    origin: Origin,
    /// Tells keys of one name apart; it is short and proves nothing.
    id: [u8; 4],
    key: ed25519_dalek::VerifyingKey,
}

impl VerifyingKey {
    fn new(origin: Origin, key: ed25519_dalek::VerifyingKey) -> Self {
        let hash = Hash::of(&[origin.as_str().as_bytes(), b"\n", &[ED25519], key.as_bytes()]);
        let [a, b, c, d, ..] = *hash.as_bytes();
        Self { origin, id: [a, b, c, d], key }
    }

    /// The same key under another name.
    pub(crate) fn named(&self, origin: Origin) -> Self {
        Self::new(origin, self.key)
    }

    /// The name of the log whose checkpoints this key checks.
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    pub(crate) const fn id(&self) -> [u8; 4] {
        self.id
    }

    /// Whether `signature` is one over `text`, by the strict rules: there is one answer, and no weak
    /// key or altered signature for which others would give another.
    pub(crate) fn accepts(&self, text: &str, signature: &[u8]) -> bool {
        ed25519_dalek::Signature::from_slice(signature)
            .and_then(|signature| self.key.verify_strict(text.as_bytes(), &signature))
            .is_ok()
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = u32::from_be_bytes(self.id);
        let key = STANDARD.encode([&[ED25519], self.key.as_bytes().as_slice()].concat());
        write!(f, "{}+{id:08x}+{key}", self.origin)
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({self})")
    }
}

impl FromStr for VerifyingKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (name, rest) = text.split_once('+').ok_or(KeyError::Format)?;
        let (_id, key) = rest.split_once('+').ok_or(KeyError::Format)?;
        let key = STANDARD.decode(key).map_err(|_| KeyError::Format)?;
        let Some((&ED25519, key)) = key.split_first() else { return Err(KeyError::Format) };
        let key = key.try_into().map_err(|_| KeyError::Format)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(key).map_err(|_| KeyError::Format)?;
        let read = Self::new(Origin::new(name)?, key);
        // Written again it must be the same text: this checks the id and refuses every variant.
        if !read.key.is_weak() && read.to_string() == text { Ok(read) } else { Err(KeyError::Format) }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The key of the log in the tests.
    pub(crate) fn key(secret: u8) -> SigningKey {
        SigningKey::from_bytes(&[secret; 32], Origin::new("karlshamn.example/fyrklover").unwrap())
    }

    #[test]
    fn the_text_of_a_key_is_that_of_signed_note() {
        use signed_note::Verifier;

        let text = key(1).verifying_key().to_string();
        let theirs = signed_note::StandardVerifier::new(&text).unwrap();
        assert_eq!(theirs.name(), "karlshamn.example/fyrklover");
        assert_eq!(text.parse().as_ref(), Ok(key(1).verifying_key()));

        let golang = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        assert_eq!(golang.parse::<VerifyingKey>().unwrap().to_string(), golang);
    }

    #[test]
    fn a_key_that_is_not_exactly_one_is_refused() {
        let text = key(1).verifying_key().to_string();
        let weak = VerifyingKey::new(
            key(1).origin().clone(),
            ed25519_dalek::VerifyingKey::from_bytes(&[0; 32]).unwrap(),
        );
        for bad in [
            text.to_uppercase(),
            text.replacen("karlshamn", "karlskrona", 1),
            text.replacen('+', "+0", 1),
            format!("{text}="),
            format!("{text}\n"),
            text.replacen("+A", "+B", 1),
            weak.to_string(),
            "a+b".into(),
            String::new(),
        ] {
            assert_eq!(bad.parse::<VerifyingKey>(), Err(KeyError::Format), "{bad}");
        }
        for name in ["", "a b", "a+b", "a\nb", "a\u{7f}b", "a\u{a0}b"] {
            assert_eq!(Origin::new(name), Err(KeyError::Name));
        }
    }

    #[test]
    fn the_secret_is_not_shown() {
        let shown = format!("{:?}", key(0xab));
        assert!(shown.starts_with("SigningKey(karlshamn.example/fyrklover+"));
        assert!(!shown.contains("abab") && !shown.contains("171"));
    }
}
