//! Authentication without HTTP: sessions, passwords, second factors, single-use links, and the record of sign-ins.
//!
//! Nothing else writes accounts. Cookies, headers and rate limits are the server's.

mod link;
mod mfa_challenge;
mod password;
mod reading;
mod recovery;
mod second_factor;
mod session;
mod sign_in;
mod sign_in_log;
mod token;
mod totp;

use store::Accounts;

pub use self::link::{InvalidLink, Link, LinkError};
pub use self::mfa_challenge::MfaChallenges;
use self::password::Passwords;
pub use self::password::{Weak, judge};
pub use self::second_factor::{CodeError, SecondFactors};
pub use self::session::{LONGEST, Sessions};
pub use self::sign_in::SignedIn;
pub use self::sign_in_log::{SignInLog, Source};
pub use self::token::Token;
pub use self::totp::{CodeRefused, RecoveryCodes, Shared};
use crate::clock::Clock;

/// The accounts, with what is cached of them. Clones share the state.
#[derive(Clone)]
pub(crate) struct Auth {
    pub(crate) accounts: Accounts,
    pub(crate) sessions: Sessions,
    pub(crate) second_factors: SecondFactors,
    pub(crate) mfa_challenges: MfaChallenges,
    pub(crate) sign_in_log: SignInLog,
    passwords: Passwords,
}

impl Auth {
    pub(crate) fn new(accounts: Accounts, clock: &Clock) -> Self {
        Self {
            sessions: Sessions::new(accounts.clone(), clock.clone()),
            second_factors: SecondFactors::new(accounts.clone(), clock.clone()),
            mfa_challenges: MfaChallenges::new(accounts.clone(), clock.clone()),
            sign_in_log: SignInLog::new(accounts.clone(), clock.clone()),
            passwords: Passwords::default(),
            accounts,
        }
    }
}
