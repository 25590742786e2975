//! Staleness: a lack of check-ins.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{Board, Cycle, Moment, Phase};

/// Days between two check-ins, if there is no organisation to set them.
const DEFAULT_RHYTHM_DAYS: u16 = 7;
/// How far ahead a check-in may be dated: a browser's clock may be behind.
const AHEAD: TimeDelta = TimeDelta::days(1);

/// The time without check-ins after which something is stale: one and a half rhythms.
pub(super) fn patience(board: &Board) -> TimeDelta {
    let days = board.organisation.as_ref().map_or(DEFAULT_RHYTHM_DAYS, |organisation| organisation.rhythm_days);
    TimeDelta::hours(36 * i64::from(days))
}

/// Since when check-ins are expected on a cycle's key results: since its running phase began, but not before its
/// first day. `None` if they aren't expected.
pub(super) fn expected_since(cycle: &Cycle, at: Moment) -> Option<DateTime<Utc>> {
    let expected = cycle.phase == Phase::Running && at.today >= cycle.first_day;
    expected.then(|| cycle.phase_since.max(at.beginning_of(cycle.first_day)))
}

/// When time alone next changes whether something is silent; `None` if it doesn't. The other arguments are those of
/// [`quiet_since`].
pub(super) fn next_change(
    published: DateTime<Utc>,
    last: Option<DateTime<Utc>>,
    expected: DateTime<Utc>,
    now: DateTime<Utc>,
    patience: TimeDelta,
) -> Option<DateTime<Utc>> {
    let begins = quiet_since(published, last, expected, now) + patience;
    let counts = last.map(|last| last - AHEAD).filter(|counts| *counts > now);
    Some(begins).filter(|begins| *begins >= now).into_iter().chain(counts).min()
}

/// The start of the silence: the last check-in, the publication, or the start of expected check-ins, whichever is
/// latest. A check-in dated far ahead comes from a wrong clock and is ignored.
pub(super) fn quiet_since(
    published: DateTime<Utc>,
    last: Option<DateTime<Utc>>,
    expected: DateTime<Utc>,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let last = last.filter(|last| *last - now <= AHEAD);
    last.map_or(published, |last| last.max(published)).max(expected)
}
