//! Why a password or a code isn't accepted.

use service::auth::{CodeRefused, Weak};

use crate::i18n::Words;

impl Words {
    /// Why a new password is too weak.
    pub fn weak_password(self, weak: Weak) -> String {
        let why = match weak {
            Weak::Short => "password.short",
            Weak::Long => "password.long",
            Weak::Guessed => "password.guessed",
        };
        self.translate(why).to_owned()
    }

    /// Why a code of the second factor is rejected.
    pub fn code_refused(self, refused: CodeRefused) -> String {
        let why = match refused {
            CodeRefused::Wrong => "code.wrong",
            CodeRefused::Used => "code.used",
            CodeRefused::Clock => "code.clock",
        };
        self.translate(why).to_owned()
    }
}
