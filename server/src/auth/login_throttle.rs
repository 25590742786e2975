//! Throttling of sign-in attempts.
//!
//! The first few attempts are free. After that, each has to wait twice as long as the one before, up to a limit:
//! passwords can't be guessed quickly, and users aren't locked out for long. Attempts are counted per account,
//! whether the account exists or not, and per address. A browser in which the user signed in before is counted
//! separately, so that an attacker elsewhere can't lock the user out (device cookies of the OWASP authentication
//! cheat sheet). Each node counts separately.
//!
//! Waits are measured on a monotonic clock ([`Clock::steady`](crate::clock::Clock::steady)), because a clock that is
//! set back would make them longer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;

/// A key under which attempts are counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    /// An account, by its e-mail address in lower case.
    Account(String),
    /// An account, tried from a browser in which its owner signed in before.
    Device(store::TokenHash),
    /// Password confirmation by a signed-in person.
    Inside(okr::PersonId),
    /// A second factor, after the password was verified. A correct password doesn't reset this count.
    Code(okr::PersonId),
    /// The client's address.
    Address(std::net::IpAddr),
}

impl Who {
    /// The number of attempts without a wait, and the longest wait. Many people may share one address, and an
    /// attacker must not be able to lock an account for long.
    const fn patience(&self) -> (u32, Duration) {
        match self {
            Self::Account(_) => (5, Duration::from_secs(30)),
            // These attempts come from a known browser or after a correct password, and there are only a million
            // codes.
            Self::Device(_) | Self::Inside(_) | Self::Code(_) => (5, Duration::from_mins(15)),
            Self::Address(_) => (30, Duration::from_mins(15)),
        }
    }
}

/// Failures older than this are forgotten.
const FORGOTTEN: Duration = Duration::from_hours(1);
/// The largest number of keys stored. Above it, keys without a current wait are dropped.
const MOST: usize = 100_000;

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    last: Duration,
    /// The earliest time of the next attempt.
    next: Duration,
}

/// Failed attempts by key. Clones share the state.
#[derive(Clone, Debug, Default)]
pub(crate) struct LoginThrottle(Arc<Mutex<HashMap<Who, Failures>>>);

impl LoginThrottle {
    /// Counts an attempt that begins at `now` on the monotonic clock; `Err` is the remaining wait. An attempt counts
    /// as failed until it is [forgiven](LoginThrottle::forgive), so concurrent attempts can't avoid the wait.
    pub(crate) fn begin(&self, who: &[Who], now: Duration) -> Result<(), TimeDelta> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() > MOST {
            all.retain(|_, failures| failures.next > now);
        }
        for who in who {
            if all.get(who).is_some_and(|failures| now.saturating_sub(failures.last) > FORGOTTEN) {
                all.remove(who);
            }
        }
        let wait = who.iter().filter_map(|who| all.get(who)).map(|failures| failures.next.saturating_sub(now)).max();
        if let Some(wait) = wait.filter(|wait| !wait.is_zero()) {
            return Err(TimeDelta::from_std(wait).unwrap_or(TimeDelta::MAX));
        }
        for who in who {
            let (free, longest) = who.patience();
            let failures = all.entry(who.clone()).or_insert(Failures { count: 0, last: now, next: now });
            failures.count = failures.count.saturating_add(1);
            failures.last = now;
            if let Some(beyond) = failures.count.checked_sub(free) {
                failures.next = now + Duration::from_secs(1 << beyond.min(20)).min(longest);
            }
        }
        Ok(())
    }

    /// Records a successful attempt: the account's count is reset, and the address's count goes down by this one
    /// attempt. If it were reset, the owner of one account could try others without a wait.
    pub(crate) fn forgive(&self, who: &[Who], now: Duration) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for who in who {
            match who {
                Who::Account(_) | Who::Device(_) | Who::Inside(_) | Who::Code(_) => {
                    all.remove(who);
                }
                Who::Address(_) => {
                    if let Some(failures) = all.get_mut(who) {
                        failures.count = failures.count.saturating_sub(1);
                        failures.next = now;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(second: u64) -> Duration {
        Duration::from_secs(second)
    }

    fn account(name: &str) -> [Who; 1] {
        [Who::Account(name.into())]
    }

    #[test]
    fn waits_grow_up_to_a_limit_and_nobody_else_waits() {
        let attempts = LoginThrottle::default();
        let (mut now, mut waits) = (0, Vec::new());
        for _ in 0..12 {
            while let Err(wait) = attempts.begin(&account("a"), at(now)) {
                let wait = wait.to_std().unwrap().as_secs();
                waits.push(wait);
                now += wait;
            }
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(attempts.begin(&account("b"), at(now)), Ok(()));
    }

    #[test]
    fn an_hour_without_a_failure_forgets_and_a_right_password_forgives() {
        let attempts = LoginThrottle::default();
        (0..5).for_each(|_| attempts.begin(&account("a"), at(0)).unwrap());
        assert!(attempts.begin(&account("a"), at(0)).is_err());
        assert!(attempts.begin(&account("a"), at(3_601)).is_ok());
        (0..4).for_each(|_| attempts.begin(&account("a"), at(3_601)).unwrap());
        attempts.forgive(&account("a"), at(3_601));
        assert!(attempts.begin(&account("a"), at(3_601)).is_ok());
    }

    #[test]
    fn whoever_owns_one_account_does_not_get_free_tries_at_others() {
        let attempts = LoginThrottle::default();
        let here = Who::Address([192, 0, 2, 1].into());
        let mut refused = false;
        for n in 0..40 {
            refused |= attempts.begin(&[Who::Account(format!("{n}")), here.clone()], at(0)).is_err();
            if attempts.begin(&[Who::Account("mine".into()), here.clone()], at(0)).is_ok() {
                attempts.forgive(&[Who::Account("mine".into()), here.clone()], at(0));
            }
        }
        assert!(refused);
    }
}
