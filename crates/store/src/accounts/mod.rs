//! Credentials: passwords, second factors, sessions and single-use links.
//!
//! They aren't part of the organisation: there are no commands, events or journal entries about them, and no board
//! holds them. Passwords and tokens are stored as hashes only. The secrets of second factors are stored in clear,
//! because the server needs them to compute codes.

mod access;
mod handle;
mod mfa_challenge;
mod pass;
mod password;
mod second_factor;
mod session;

pub use self::access::Access;
pub(crate) use self::handle::in_time;
pub use self::handle::{Accounts, TokenHash};
pub use self::mfa_challenge::MfaChallenge;
pub use self::pass::{Pass, Purpose};
pub use self::second_factor::{SecondFactor, SharedSecret};
pub use self::session::Session;
