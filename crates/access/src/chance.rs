//! Randomness as an argument. Tests bring their own; the program brings the operating system's.

/// A source of random bytes.
pub trait Chance: Send + Sync {
    /// Fills `bytes` with bytes that nobody can predict.
    fn fill(&self, bytes: &mut [u8]);
}

impl dyn Chance + '_ {
    /// An array of random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsChance;

impl Chance for OsChance {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the program asks the system for randomness"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness there is no id, no key and no nonce: nothing that could be answered safely.
        if getrandom::fill(bytes).is_err() {
            std::process::abort();
        }
    }
}
