//! Silence is not green.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{Board, Cycle, Moment, Phase};

/// Days between two check-ins where there is no organisation to say otherwise.
const DEFAULT_RHYTHM_DAYS: u16 = 7;
/// How far a check-in may lie ahead of whoever looks: a browser hears of it before its own clock gets there.
const AHEAD: TimeDelta = TimeDelta::days(1);

/// How long nobody may say anything before something goes stale: one and a half rhythms.
pub(super) fn patience(board: &Board) -> TimeDelta {
    let days = board.organisation.as_ref().map_or(DEFAULT_RHYTHM_DAYS, |organisation| organisation.rhythm_days);
    TimeDelta::hours(36 * i64::from(days))
}

/// Since when check-ins are expected on a cycle's key results: since its running phase began, and not before its first day. `None` while
/// they aren't.
pub(super) fn expected_since(cycle: &Cycle, at: Moment) -> Option<DateTime<Utc>> {
    let expected = cycle.phase == Phase::Running && at.today >= cycle.first_day;
    expected.then(|| cycle.phase_since.max(at.beginning_of(cycle.first_day)))
}

/// Since when nobody has said anything: the last check-in, the publication, or since check-ins are expected, whichever is latest. A
/// check-in from far ahead was made while a clock was wrong, and isn't waited for.
pub(super) fn quiet_since(
    published: DateTime<Utc>,
    last: Option<DateTime<Utc>>,
    expected: DateTime<Utc>,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let last = last.filter(|last| *last - now <= AHEAD);
    last.map_or(published, |last| last.max(published)).max(expected)
}
