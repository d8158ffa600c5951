//! Authenticated encryption with key commitment, and keyed tokens. The only file that names the ciphers.
//!
//! XChaCha20-Poly1305 with a random 192-bit nonce; the AEAD alone does not commit to its key, so a
//! commitment (HMAC-SHA-256 of a fixed word) stands before the nonce and is checked first.
//! Layout: `commitment (32) ‖ nonce (24) ‖ ciphertext and tag`.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::Chance;

const COMMITMENT: usize = 32;
const NONCE: usize = 24;

/// A secret key of 256 bits. It is wiped when dropped and prints nothing.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// What was sealed does not open with this key in this place: damaged, moved, or of another installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value does not open in this place")]
pub struct DoesNotOpen;

impl Key {
    /// A fresh random key.
    pub fn random(chance: &dyn Chance) -> Self {
        Self(chance.bytes())
    }

    /// A key from its bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for the key folder and for wrapping.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// HMAC-SHA-256 over the parts, each with its length before it so that no two lists of parts collide.
    pub fn token(&self, parts: &[&[u8]]) -> [u8; 32] {
        // HMAC takes keys of any length, so this constructor cannot fail for 32 bytes.
        let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.0) else { return [0; 32] };
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// A key for one use, so that no key serves two purposes.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Self {
        Self(self.token(&[b"fyrklover derive", purpose.as_bytes()]))
    }

    /// Seals `plain` for one place. `place` names everything that must match when it is opened.
    pub fn seal(&self, chance: &dyn Chance, place: &[&[u8]], plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE] = chance.bytes();
        let aad = join(place);
        let cipher = XChaCha20Poly1305::new(&(*self.derive("encrypt").bytes()).into());
        let payload = Payload { msg: plain, aad: &aad };
        // Encryption fails only for messages of 256 GiB and more; body limits keep ours far below.
        let sealed = cipher.encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
        let mut out = Vec::with_capacity(COMMITMENT + NONCE + sealed.len());
        out.extend_from_slice(&self.commitment());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        out
    }

    /// Opens what [`Key::seal`] made for the same place.
    ///
    /// # Errors
    /// [`DoesNotOpen`] when anything at all differs.
    pub fn open(&self, place: &[&[u8]], sealed: &[u8]) -> Result<Vec<u8>, DoesNotOpen> {
        let (commitment, rest) = sealed.split_at_checked(COMMITMENT).ok_or(DoesNotOpen)?;
        let (nonce, ciphertext) = rest.split_at_checked(NONCE).ok_or(DoesNotOpen)?;
        if !bool::from(commitment.ct_eq(&self.commitment())) {
            return Err(DoesNotOpen);
        }
        let nonce = <[u8; NONCE]>::try_from(nonce).map_err(|_| DoesNotOpen)?;
        let aad = join(place);
        XChaCha20Poly1305::new(&(*self.derive("encrypt").bytes()).into())
            .decrypt(&XNonce::from(nonce), Payload { msg: ciphertext, aad: &aad })
            .map_err(|_| DoesNotOpen)
    }

    fn commitment(&self) -> [u8; COMMITMENT] {
        self.token(&[b"fyrklover commit"])
    }
}

fn join(parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    for part in parts {
        out.extend_from_slice(&(part.len() as u64).to_be_bytes());
        out.extend_from_slice(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OsChance;

    #[test]
    fn opens_only_in_its_place_and_whole() {
        let key = Key::random(&OsChance);
        let place: [&[u8]; 2] = [b"concern", b"id"];
        let sealed = key.seal(&OsChance, &place, b"secret");
        assert_eq!(key.open(&place, &sealed).unwrap(), b"secret");
        assert_eq!(key.open(&[b"concer", b"nid"], &sealed), Err(DoesNotOpen), "parts must not run together");
        assert_eq!(Key::random(&OsChance).open(&place, &sealed), Err(DoesNotOpen));
        for at in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[at] ^= 1;
            assert_eq!(key.open(&place, &bent), Err(DoesNotOpen), "byte {at}");
            assert_eq!(key.open(&place, &sealed[..at]), Err(DoesNotOpen), "cut at {at}");
        }
    }
}
