//! A random 256-bit secret. Only its SHA-256 is stored.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use store::TokenHash;

use crate::clock::Clock;

/// A secret. Has no `Debug`, so it can't be logged.
#[derive(Clone, Copy)]
pub struct Token([u8; 32]);

impl Token {
    /// Generates a token.
    pub fn new(clock: &Clock) -> Self {
        Self(clock.secret())
    }

    /// Parses a token from a request.
    pub fn read(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// The text form of the token.
    pub fn written(self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The hash to store.
    pub fn hash(self) -> TokenHash {
        Sha256::digest(self.0).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_handed_out_is_known_again_and_nothing_else_is() {
        let token = Token([7; 32]);
        let written = token.written();
        assert_eq!((written.len(), Token::read(&written).unwrap().hash()), (43, token.hash()));
        assert_ne!(Token([8; 32]).hash(), token.hash());
        for wrong in ["", "abc", &written[1..], &format!("{written}A"), "ungültig"] {
            assert!(Token::read(wrong).is_none(), "{wrong}");
        }
    }
}
