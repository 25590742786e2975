//! Passwords: which are strong enough, and how they are stored.

use std::sync::Arc;

use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::clock::Clock;

/// The minimum length. NIST SP 800-63B requires at least 8, recommends more, and advises against rules about kinds of
/// characters.
const SHORTEST: usize = 12;
/// The maximum length, so that long inputs can't be used to load the server.
const LONGEST: usize = 200;
/// Memory in KiB, as in the OWASP password storage cheat sheet: argon2id with 19 MiB, two passes, one lane.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Why a new password is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// Shorter than 12 characters.
    Short,
    /// Longer than 200 characters.
    Long,
    /// Among those that are tried first.
    Guessed,
}

/// Checks whether a password is strong enough for this person.
///
/// # Errors
/// Why it isn't.
pub fn judge(password: &str, name: &str, email: &str) -> Result<(), Weak> {
    let letters = password.chars().count();
    let lower = password.to_lowercase();
    let first = lower.chars().next().unwrap_or_default();
    let guessed = lower.chars().all(|letter| letter == first)
        || [name, email].iter().any(|known| known.chars().count() > 3 && lower == known.to_lowercase())
        || "01234567890123456789abcdefghijklmnopqrstuvwxyz".contains(&lower)
        || ["password", "qwertyuiop", "passwort"].iter().any(|known| lower.replace(known, "").chars().count() <= 5);
    match letters {
        ..SHORTEST => Err(Weak::Short),
        _ if letters > LONGEST => Err(Weak::Long),
        _ if guessed => Err(Weak::Guessed),
        _ => Ok(()),
    }
}

/// Hashes and verifies passwords, at most as many at once as there are cores: each takes 19 MiB and tens of
/// milliseconds of CPU.
#[derive(Clone)]
pub(super) struct Passwords {
    cores: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self { cores: Arc::new(Semaphore::new(cores)) }
    }
}

impl Passwords {
    /// The hash to store, as a PHC string.
    pub(super) async fn hash(&self, clock: &Clock, password: String) -> String {
        let salt = clock.secret();
        let hash = move || {
            let salt = SaltString::encode_b64(&salt[..16]).expect("16 bytes are a salt");
            argon2().hash_password(password.as_bytes(), &salt).expect("the parameters are good").to_string()
        };
        self.aside(hash).await
    }

    /// Verifies a password against the stored hash. Takes the same time if there is none.
    pub(super) async fn is(&self, password: String, kept: Option<String>) -> bool {
        // A hash that matches no password, to keep the timing equal.
        const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let compare = move || {
            let kept = kept.as_deref().unwrap_or(NOBODYS);
            let kept = PasswordHash::new(kept);
            kept.is_ok_and(|kept| argon2().verify_password(password.as_bytes(), &kept).is_ok())
        };
        self.aside(compare).await
    }

    /// Runs work on a blocking thread. If the caller is cancelled, the work that has begun still holds its permit
    /// until it ends.
    async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let core = self.cores.clone().acquire_owned().await.expect("nobody closes it");
        let work = move || {
            let _core = core;
            work()
        };
        tokio::task::spawn_blocking(work).await.expect("it doesn't panic")
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY, PASSES, LANES, None).expect("within what the algorithm takes");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_kept_as_argon2id_makes_it() {
        let (passwords, clock) = (Passwords::default(), Clock::system());
        let kept = passwords.hash(&clock, "correct horse battery".into()).await;
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_ne!(kept, passwords.hash(&clock, "correct horse battery".into()).await, "two people may choose the same");
        assert!(passwords.is("correct horse battery".into(), Some(kept.clone())).await);
        assert!(!passwords.is("correct horse batterz".into(), Some(kept)).await);
        assert!(!passwords.is(String::new(), None).await);
        assert!(!passwords.is("anything".into(), Some("nonsense".into())).await);
    }

    #[tokio::test]
    async fn whoever_hangs_up_makes_no_room_for_more_work_at_once() {
        let passwords = Passwords { cores: Arc::new(Semaphore::new(1)) };
        let begun = passwords.is("anything".into(), None);
        // Polled once, then dropped.
        let _ = futures_util::poll!(Box::pin(begun));
        assert_eq!(passwords.cores.available_permits(), 0, "it is still being worked on");
        let _next = passwords.cores.acquire().await.unwrap();
    }

    #[test]
    fn a_password_is_long_and_not_what_others_would_try_first() {
        let judge = |password: &str| super::judge(password, "Wei Lin", "wei.lin@example.org");
        assert_eq!(judge("three plain words"), Ok(()));
        assert_eq!(judge("我们在路上走得很稳也很远"), Ok(()));
        assert_eq!(judge("elevenchars"), Err(Weak::Short));
        assert_eq!(judge(&"ab".repeat(101)), Err(Weak::Long));
        for guessed in
            ["aaaaaaaaaaaaaaa", "Wei.Lin@example.org", "1234567890123", "passwordpassword", "Password12345", "qwertyuiop12"]
        {
            assert_eq!(judge(guessed), Err(Weak::Guessed), "{guessed}");
        }
    }
}
