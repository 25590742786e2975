//! How often somebody may try to sign in.
//!
//! The first few tries are free. From then on each has to wait twice as long as the one before, up to a limit, so that a password can't be
//! tried out and nobody is locked out for long. It is counted by account, whether there is such an account or not, and by address. A browser
//! in which somebody was in before is counted by itself, so that whoever tries out their password elsewhere can't keep them from coming in
//! (the device cookies of the OWASP cheat sheet on authentication). Each node counts for itself.
//!
//! The waits count on a clock that only goes forward ([`Clock::steady`](crate::clock::Clock::steady)): one that is set back would make
//! them longer by as much.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;

/// Somebody who tries.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    /// The account that is tried, by its e-mail address in lower case.
    Account(String),
    /// The account of somebody, tried in a browser in which they were in before.
    Device(store::TokenHash),
    /// The password of somebody who is signed in, asked for once more.
    Inside(okr::PersonId),
    /// The second factor of somebody whose password is proven. A right password forgives it nothing.
    Code(okr::PersonId),
    /// Where it is tried from.
    Address(std::net::IpAddr),
}

impl Who {
    /// Tries without a wait, and the longest wait. Many people may sit behind one address; and whoever wants to lock somebody out of their
    /// account shall not be able to for long.
    const fn patience(&self) -> (u32, Duration) {
        match self {
            Self::Account(_) => (5, Duration::from_secs(30)),
            // Whoever gets so far has their browser, or knows the password, and there are only a million codes.
            Self::Device(_) | Self::Inside(_) | Self::Code(_) => (5, Duration::from_mins(15)),
            Self::Address(_) => (30, Duration::from_mins(15)),
        }
    }
}

/// After this long without a failure nothing is held against anybody.
const FORGOTTEN: Duration = Duration::from_hours(1);
/// How many are remembered at most. Beyond that, those who may try again anyway are forgotten.
const MOST: usize = 100_000;

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    last: Duration,
    /// Not before this.
    next: Duration,
}

/// Who has failed how often. Clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct LoginThrottle(Arc<Mutex<HashMap<Who, Failures>>>);

impl LoginThrottle {
    /// Counts a try that begins at `now` on a steady clock; `Err` says how long to wait instead. A try counts as failed until it is
    /// [forgiven](LoginThrottle::forgive), so that many at once are no way around the wait.
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

    /// The try was right: the account starts anew, and the address gets back this one try. Otherwise whoever owns one account could try
    /// out others' without a wait.
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
