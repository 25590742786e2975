//! A secret that somebody holds: 256 bits by chance, of which only the SHA-256 is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use store::TokenHash;

use crate::clock::Clock;

/// A secret. Has no `Debug`, so that no log can hold it.
#[derive(Clone, Copy)]
pub(crate) struct Token([u8; 32]);

impl Token {
    /// A new one.
    pub(crate) fn new(clock: &Clock) -> Self {
        Self(clock.secret())
    }

    /// One that somebody sent.
    pub(crate) fn read(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// As it is handed out.
    pub(crate) fn written(self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// As it is kept.
    pub(crate) fn hash(self) -> TokenHash {
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
