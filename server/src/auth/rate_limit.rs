//! Rate limits per person, or per address for unauthenticated requests, so that one faulty or hostile client doesn't
//! affect others. Each node counts separately.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use governor::clock::{Clock as _, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use okr::PersonId;

/// The limits.
#[derive(Clone, Copy, Debug)]
pub struct RateLimits {
    /// Requests per minute, per person or per unauthenticated address; `None` is unlimited.
    pub requests: Option<NonZeroU32>,
    /// Open live streams per person: one per tab.
    pub streams: u32,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self { requests: NonZeroU32::new(600), streams: 100 }
    }
}

/// The key of a rate limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Asker {
    /// An authenticated person, at any address.
    Person(PersonId),
    /// Unauthenticated clients, by address.
    Address(IpAddr),
}

/// The number of keys above which those with a full allowance are dropped.
const MOST: usize = 50_000;

type Requests = RateLimiter<Asker, HashMapStateStore<Asker>, DefaultClock>;

/// The use of each limit. Clones share the state.
#[derive(Clone)]
pub(crate) struct Throttle {
    requests: Option<Arc<Requests>>,
    streams: Arc<Mutex<HashMap<PersonId, u32>>>,
    most_streams: u32,
}

impl Throttle {
    pub(super) fn new(limits: RateLimits) -> Self {
        let store = |quota| Arc::new(RateLimiter::new(quota, HashMapStateStore::default(), DefaultClock::default()));
        Self {
            requests: limits.requests.map(|requests| store(Quota::per_minute(requests))),
            streams: Arc::default(),
            most_streams: limits.streams,
        }
    }

    /// Counts a request; `Err` is the time to wait. A whole minute's allowance may be used at once.
    pub(crate) fn ask(&self, asker: Asker) -> Result<(), TimeDelta> {
        let Some(requests) = &self.requests else { return Ok(()) };
        if requests.len() > MOST {
            requests.retain_recent();
        }
        requests.check_key(&asker).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            TimeDelta::from_std(wait).unwrap_or(TimeDelta::MAX)
        })
    }

    /// A permit for another stream of this person, if the limit allows it.
    pub(crate) fn listen(&self, person: PersonId) -> Option<Permit> {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let open = streams.entry(person).or_default();
        (*open < self.most_streams).then(|| {
            *open += 1;
            Permit { streams: self.streams.clone(), person }
        })
    }
}

/// The permit of one open stream. Released when it is dropped.
pub(crate) struct Permit {
    streams: Arc<Mutex<HashMap<PersonId, u32>>>,
    person: PersonId,
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = streams.get_mut(&self.person) {
            *open = open.saturating_sub(1);
            if *open == 0 {
                streams.remove(&self.person);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minutes_worth_may_come_at_once_and_then_one_waits() {
        let pace = Throttle::new(RateLimits { requests: NonZeroU32::new(3), streams: 1 });
        let (here, there) = (Asker::Address([192, 0, 2, 1].into()), Asker::Person(PersonId(uuid::Uuid::nil())));
        for _ in 0..3 {
            assert_eq!(pace.ask(here), Ok(()));
        }
        let wait = pace.ask(here).unwrap_err();
        assert!(wait > TimeDelta::zero() && wait <= TimeDelta::seconds(20), "{wait}");
        assert_eq!(pace.ask(there), Ok(()), "nobody waits for somebody else");
    }

    #[test]
    fn a_stream_that_ends_makes_room_for_another() {
        let pace = Throttle::new(RateLimits { requests: None, streams: 2 });
        let somebody = PersonId(uuid::Uuid::nil());
        let (one, _two) = (pace.listen(somebody), pace.listen(somebody));
        assert!(one.is_some() && pace.listen(somebody).is_none());
        assert!(pace.listen(PersonId(uuid::Uuid::max())).is_some());
        drop(one);
        assert!(pace.listen(somebody).is_some());
    }
}
